//! 整改台账: a published inspection report becomes the ledger behind it, is worked on, and goes
//! out again as the finished disclosure, without losing a character.
//!
//! ```text
//! bytes ─ read · office ─▶ text ─ parse ─▶ Draft + Problems ─▶ Review ─▶ Command::Replace · Append ┐
//!                                           ▲ a person's decisions ┘                               │
//! grid · document · step · paste · fix · decision · merge · restore · undo ─▶ Command ─────────────┤
//!                                                                                                  ▼
//!                                          Session::run ── Transaction (edits with both sides)
//!                                             │      │          │
//!                                          Ledger  history   Journal ─▶ Store (local storage)
//!                                             │
//!         rows · progress · place · check · disclose ─ edition ─ redact (pure projections)
//!                                             │
//!    export: JSON · docx · HTML · xlsx · Markdown · text · calendar · sheets (pure functions)
//!                                             │
//!                 publish: bytes ─ inspect ─▶ what is left ─▶ a person signs
//! ```
//!
//! One way in: a [`edit::Command`] becomes a [`edit::Transaction`] through [`session::Session`];
//! nothing else changes a ledger. One way out: a projection of the ledger. ARCHITECTURE.md holds
//! the invariants and the reasons.
//!
//! # Modules
//! - [`ledger`] the document as a list of nodes with verbatim frames, and the record of each measure
//! - [`open`] what a file is; [`read`] bytes to text, [`office`] .docx and .xlsx to text, [`seal`]
//!   a file under a password
//! - [`parse`] text to a [`parse::Draft`]; [`review`] a draft with a person's decisions
//! - [`template`] a document for a ledger that had no report as its source
//! - [`edit`] commands, edits, transactions, history; [`session`] the one door
//! - [`office`] a word processor's or spreadsheet's file to text for [`parse`]
//! - [`numeral`] numbers as documents write them
//! - [`rows`] the table, [`place`] a node in its surroundings, [`disclose`] the document of an
//!   edition, [`check`] what to look at before it is published
//! - [`check`] what a person should look at before the ledger is published
//! - [`redact`] sensitive matter in a text, and what may stand in its place
//! - [`procedure`] the steps of strike-off, [`progress`] what a leader sees of them
//! - [`needle`] words sought whatever their width, [`find`] and what to put in their place,
//!   [`completion`] of what is being typed,
//!   [`calendar`] the sheet a day is picked from
//! - [`clipboard`] cells to and from spreadsheets, as their clipboards write them
//! - [`export`] and [`file`]: bytes out, and the ledger's own file both ways; [`publish`] finished
//!   files and what [`inspect`] still finds in them; [`inspect`] reads
//!   what goes out once more
//! - [`slice`] parts of a ledger for units, [`filled`] what they wrote into a table, [`merge`] what
//!   comes back laid against the ledger; [`seal`] a file under a password
//! - [`storage`] the journal over a small [`storage::Store`]
//! - `browser` and `ui` exist on wasm32 only: the core knows no browser

pub mod calendar;
pub mod check;
pub mod clipboard;
mod codes;
pub mod completion;
pub mod disclose;
pub mod edit;
pub mod export;
pub mod file;
pub mod filled;
pub mod find;
pub mod inspect;
pub mod ledger;
pub mod merge;
pub mod needle;
pub mod numeral;
pub mod office;
pub mod open;
pub mod parse;
pub mod place;
pub mod procedure;
pub mod progress;
pub mod publish;
pub mod read;
pub mod redact;
pub mod review;
pub mod rows;
pub mod seal;
pub mod session;
pub mod slice;
pub mod storage;
pub mod template;

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(target_arch = "wasm32")]
pub mod ui;
