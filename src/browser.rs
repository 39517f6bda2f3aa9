//! What the core asks of a browser: storage, files, the clock and chance, and
//! its reader of HTML. wasm32 only.

pub mod app;
mod clock;
mod collate;
mod files;
mod local_storage;
pub mod office;
mod paper;
mod part;
mod selection;
mod size;
pub mod table;

pub use clock::{calendar_day, day_of, days, mark, now, pause, seed, time_of_day, today};
pub use collate::compare;
pub use files::{download, download_bytes, read};
pub use local_storage::LocalStore;
pub use paper::{Sheet, clear_paper, is_printing, lay_out, print};
pub use part::part;
pub use selection::{Caret, selection};
pub use size::watch_size;
