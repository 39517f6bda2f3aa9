//! A snapshot as it is stored: one line that says who can read on, then the ledger's file.

use serde::{Deserialize, Serialize};

use crate::file::{self, json};
use crate::ledger::Ledger;

/// The first line of a snapshot. Its version counts what the journal may hold: a release that
/// adds an action, an edit or a field raises it, so that older ones leave the data alone.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct SnapshotHead {
    pub journal: u32,
    pub base: u64,
    /// The generation this one was recovered from: the past before it lies there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<u64>,
}

/// From 4 on there are packs, from 5 on rulings and the publication.
pub const JOURNAL: u32 = 5;

pub fn snapshot(ledger: &Ledger, base: u64, earlier: Option<u64>) -> String {
    format!("{}\n{}", head_line(base, earlier), file::write(ledger))
}

pub fn head_line(base: u64, earlier: Option<u64>) -> String {
    json(&SnapshotHead { journal: JOURNAL, base, earlier })
}

/// The head and the ledger's file of a stored text.
pub fn parts(text: &str) -> (Result<SnapshotHead, serde_json::Error>, &str) {
    let (head, ledger) = text.split_once('\n').unwrap_or((text, ""));
    (serde_json::from_str(head), ledger)
}
