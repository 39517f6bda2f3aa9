//! The core, natively: parsing, edits, storage, files, exports, the command line.

mod bulk;
mod calendar;
mod check;
mod clipboard;
mod completion;
mod convert;
mod disclosure;
mod docx;
mod editions;
mod edits;
mod exchange;
mod files;
mod find;
mod format;
mod gate;
mod history;
mod hostile;
mod inspect;
mod leaks;
mod lossless;
mod markdown;
mod merge;
mod office;
mod oscal;
mod page;
mod paper;
mod procedure;
mod progress;
mod published;
mod redact;
mod reports;
mod review;
mod rows;
mod seal;
mod seed;
mod sheet;
mod storage;
mod storage_history;
mod template;
mod workbook;
mod xlsx;

use rectification_ledger::ledger::{Id, Kind, Ledger};
use rectification_ledger::parse::parse;

pub const SEED: &str = include_str!("../../seeds/broadcasting-station.txt");

/// A small ledger of the classic pattern, for tests that change one.
pub const CLASSIC: &str = include_str!("../fixtures/reports/classic.txt");

pub fn ledger(text: &str) -> Ledger {
    parse(text).0.into_ledger("台账".to_owned()).expect("a draft makes a well-formed ledger")
}

/// The first node of a kind whose text starts so.
pub fn find(ledger: &Ledger, kind: Kind, start: &str) -> Id {
    let mut nodes = ledger.nodes().iter();
    let node = nodes.find(|node| node.kind == kind && node.text.starts_with(start));
    node.unwrap_or_else(|| panic!("no {kind:?} starts with {start}")).id
}
