//! What a person asks for, worked out into edits.
//!
//! Planning reads the ledger and changes nothing. Frames follow the document's own pattern
//! (`frames`); the ids of new nodes are drawn from the caller. Each command is one transaction,
//! however many rows it names, and costs about one walk through what it names.
//!
//! Not here: how each is worked out (`set`, `measures`, `moves`, `findings`, `append`).

mod append;
mod findings;
mod measures;
mod moves;
mod set;
mod walk;

use super::{Action, Edit};
use crate::file::Content;
use crate::ledger::{Field, Id, Ledger};

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Set {
        id: Id,
        field: Field,
        to: String,
    },
    /// Many values at once, in the order given. Those that are there already are passed over.
    Write {
        cells: Vec<(Id, Field, String)>,
        what: Bulk,
    },
    /// Values over what is there, and measures for the rows that are not there yet.
    Paste {
        cells: Vec<(Id, Field, String)>,
        rows: Vec<NewMeasure>,
    },
    /// An empty measure under `finding`.
    AddMeasure {
        finding: Id,
        place: Place,
    },
    /// Of any findings; one that loses its last measure keeps standing.
    RemoveMeasures {
        ids: Vec<Id>,
    },
    /// With records and details. The copies of neighbours come behind the last of them.
    DuplicateMeasures {
        ids: Vec<Id>,
    },
    /// From any findings to one place under `finding`, in document order. Ids and details are
    /// kept.
    MoveMeasures {
        ids: Vec<Id>,
        finding: Id,
        place: Place,
    },
    /// An empty finding after the finding `beside`, or as the last of the direction `beside`.
    AddFinding {
        beside: Id,
    },
    /// An empty finding at the end of a ledger that has nothing to put it beside.
    AddFirstFinding,
    /// With all that is under it.
    RemoveFinding {
        id: Id,
    },
    Rename {
        to: String,
    },
    /// Another document in place of this one.
    Replace {
        to: Box<Ledger>,
    },
    /// Another document behind this one.
    Append {
        from: Box<Ledger>,
    },
}

/// What many values are written for, as the history calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bulk {
    Fill,
    Clear,
    Replace,
    Cut,
}

/// A measure with its values, to come behind those of its finding.
#[derive(Clone, Debug, PartialEq)]
pub struct NewMeasure {
    pub finding: Id,
    pub fields: Vec<(Field, String)>,
}

/// A place among the measures of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    First,
    After(Id),
    Last,
}

/// Bytes of text that one step may write. Ten thousand long cells come near; what is multiplied by
/// mistake would fill the memory, and no store keeps it.
pub const MOST_WRITTEN: usize = 32 << 20;

/// Why a command makes no transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the row is no longer there")]
    Missing,
    #[error("that cannot be done to this kind of row")]
    WrongKind,
    #[error("no such value")]
    Value,
    #[error("nothing would change")]
    Nothing,
}

type Planned = Result<Vec<Edit>, Refused>;

impl Command {
    pub fn action(&self) -> Action {
        match self {
            Self::Set { .. } => Action::Set,
            Self::Paste { .. } => Action::Paste,
            Self::Write { what: Bulk::Fill, .. } => Action::Fill,
            Self::Write { what: Bulk::Clear, .. } => Action::Clear,
            Self::Write { what: Bulk::Replace, .. } => Action::ReplaceText,
            Self::Write { what: Bulk::Cut, .. } => Action::Cut,
            Self::AddMeasure { .. } => Action::AddMeasure,
            Self::RemoveMeasures { .. } => Action::RemoveMeasure,
            Self::DuplicateMeasures { .. } => Action::DuplicateMeasure,
            Self::MoveMeasures { .. } => Action::MoveMeasure,
            Self::AddFinding { .. } | Self::AddFirstFinding => Action::AddFinding,
            Self::RemoveFinding { .. } => Action::RemoveFinding,
            Self::Rename { .. } => Action::Rename,
            Self::Replace { .. } => Action::Replace,
            Self::Append { .. } => Action::Append,
        }
    }

    /// The edits this amounts to on `ledger`; never none.
    pub fn plan(self, ledger: &Ledger, fresh: &mut dyn FnMut() -> Id) -> Planned {
        let edits = match self {
            Self::Set { id, field, to } => set::write(ledger, vec![(id, field, to)])?,
            Self::Write { cells, what: _ } => set::write(ledger, cells)?,
            Self::Paste { cells, rows } => measures::paste(ledger, cells, rows, fresh)?,
            Self::AddMeasure { finding, place } => measures::add(ledger, finding, place, fresh)?,
            Self::RemoveMeasures { ids } => moves::remove(ledger, &ids)?,
            Self::DuplicateMeasures { ids } => measures::duplicate(ledger, &ids, fresh)?,
            Self::MoveMeasures { ids, finding, place } => {
                moves::relocate(ledger, &ids, finding, place)?
            }
            Self::AddFinding { beside } => findings::add(ledger, beside, fresh)?,
            Self::AddFirstFinding => findings::add_first(ledger, fresh),
            Self::RemoveFinding { id } => findings::remove(ledger, id)?,
            Self::Rename { to } if to == ledger.name() => Vec::new(),
            Self::Rename { to } => vec![Edit::Rename { from: ledger.name().to_owned(), to }],
            Self::Replace { to } => {
                let (from, to) = (Content::of(ledger), Content::of(&to));
                vec![Edit::Replace { from: Box::new(from), to: Box::new(to) }]
            }
            Self::Append { from } => append::behind(ledger, &from, fresh),
        };
        if edits.is_empty() { Err(Refused::Nothing) } else { Ok(edits) }
    }
}
