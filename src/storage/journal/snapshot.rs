//! A snapshot as it is stored: one line that says who can read on, then the ledger's file.

use serde::{Deserialize, Serialize};

use crate::file::{self, json};
use crate::ledger::Ledger;

/// The first line of a snapshot. Its version counts what the journal may hold: a release that
/// adds an action, an edit or a field raises it, so that older ones leave the data alone.
#[derive(Serialize, Deserialize)]
pub struct SnapshotHead {
    pub journal: u32,
    pub base: u64,
}

pub const JOURNAL: u32 = 3;

pub fn snapshot(ledger: &Ledger, base: u64) -> String {
    format!("{}\n{}", head_line(base), file::write(ledger))
}

pub fn head_line(base: u64) -> String {
    json(&SnapshotHead { journal: JOURNAL, base })
}
