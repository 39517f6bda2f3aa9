//! What a transaction was asked for, and what it is to the others of a history.

use serde::{Deserialize, Serialize};

/// What was asked for, kept with the edits so that a history can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Set,
    AddMeasure,
    RemoveMeasure,
    DuplicateMeasure,
    MoveMeasure,
    Paste,
    Fill,
    Clear,
    ReplaceText,
    Cut,
    AddFinding,
    RemoveFinding,
    Rename,
    Replace,
    /// Another document behind this one.
    Append,
    /// The document of a template around what the ledger holds.
    Lay,
    /// Another stage.
    Advance,
    /// Another deadline, with its reason.
    Extend,
    Arrange,
    /// A name is masked or kept, a remark set aside.
    Rule,
    /// The ledger as it was at a point of its history.
    Restore,
    /// A name for this point of the history; nothing else changes.
    Name,
    /// Parts of the ledger went out. Not taken back: what is sent is sent.
    Dispatch,
    /// Nothing is waited for any more, or again.
    Close,
    /// What others filled in came back.
    Merge,
    /// Many steps of long ago made one.
    Fold,
    /// Takes back the transaction of that number.
    Undo(u64),
    /// Does it again.
    Redo(u64),
}

/// What a transaction is to the others of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// A change of its own, which can be taken back.
    Change,
    Undo(u64),
    Redo(u64),
    /// Changes nothing that undo would take back.
    Record,
    /// Stands for many of long ago.
    Fold,
}

impl Action {
    pub fn nature(self) -> Nature {
        match self {
            Self::Undo(of) => Nature::Undo(of),
            Self::Redo(of) => Nature::Redo(of),
            Self::Name | Self::Dispatch => Nature::Record,
            Self::Fold => Nature::Fold,
            Self::Set
            | Self::AddMeasure
            | Self::RemoveMeasure
            | Self::DuplicateMeasure
            | Self::MoveMeasure
            | Self::Paste
            | Self::Fill
            | Self::Clear
            | Self::ReplaceText
            | Self::Cut
            | Self::AddFinding
            | Self::RemoveFinding
            | Self::Rename
            | Self::Replace
            | Self::Append
            | Self::Lay
            | Self::Advance
            | Self::Extend
            | Self::Arrange
            | Self::Rule
            | Self::Close
            | Self::Merge
            | Self::Restore => Nature::Change,
        }
    }
}
