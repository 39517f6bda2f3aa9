//! Edits and transactions: the one language in which a ledger changes.
//!
//! An [`Edit`] carries both sides, so it inverts without the ledger, and what it finds there is
//! its precondition: an edit made for another state is refused as stale. A [`Transaction`] is
//! applied whole or not at all. Undo, the journal, merging and pasting all speak this.
//!
//! Not here: deciding which edits a wish amounts to (`command`), and remembering them (`history`).

mod action;
mod between;
mod command;
pub(crate) mod frames;
mod history;

use foldhash::{HashSet, HashSetExt};
use serde::{Deserialize, Serialize};

pub use action::{Action, Nature};
pub use between::between;
pub(crate) use between::between_values;
pub(crate) use command::word;
pub use command::{
    Bulk, Command, Hand, Lack, MOST_WRITTEN, NewMeasure, Place, Refused, Taken, Taking,
};
pub(crate) use frames::{DEFAULT_FINDING, Ending, closing, number_range};
pub use history::History;

use crate::file::Content;
use crate::ledger::{
    Author, Batch, Dispatch, Field, Id, Ledger, Node, Particulars, Ruling, Stale, Step, Subject,
};

/// One change, with what was there before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Edit {
    Set {
        id: Id,
        field: Field,
        from: String,
        to: String,
    },
    /// `previous` is the node it comes to stand after; none at the start of the document.
    Insert {
        node: Node,
        previous: Option<Id>,
    },
    Remove {
        node: Node,
        previous: Option<Id>,
    },
    /// A step of the procedure with a measure, behind the `after` steps already taken.
    TakeStep {
        id: Id,
        after: usize,
        step: Box<Step>,
    },
    /// The newest step goes; `after` are left.
    DropStep {
        id: Id,
        after: usize,
        step: Box<Step>,
    },
    Rename {
        from: String,
        to: String,
    },
    /// Other particulars.
    Arrange {
        from: Box<Particulars>,
        to: Box<Particulars>,
    },
    /// What a person decides about a stretch of the report; none is undecided.
    Rule {
        on: Subject,
        from: Option<Box<Ruling>>,
        to: Option<Box<Ruling>>,
    },
    /// A name among other ledgers.
    Identify {
        from: String,
        to: String,
    },
    /// What the list says of a part that went out; none is not there.
    Dispatch {
        id: String,
        from: Option<Box<Dispatch>>,
        to: Option<Box<Dispatch>>,
    },
    /// The whole content, when another report or file is opened.
    Replace {
        from: Box<Content>,
        to: Box<Content>,
    },
}

/// Edits that belong together. Numbered from 1 without gaps; `at` is milliseconds since 1970 UTC
/// by the clock of the machine, for people to read, never for ordering.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transaction {
    pub number: u64,
    pub at: i64,
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    pub action: Action,
    /// The name of a version, or what was said of a step.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where the values came from that others filled in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
    pub edits: Vec<Edit>,
}

/// A file that others filled in, and what was taken from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub file: String,
    /// The part that it answers; empty for a copy of the whole ledger.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub slice: String,
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    /// The cells; a row that came, went or moved stands with its text.
    pub cells: Vec<(Id, Field)>,
}

impl Source {
    /// Where a cell was taken from, if it was.
    pub fn of(sources: &[Self], id: Id, field: Field) -> Option<&Self> {
        sources.iter().find(|source| source.cells.contains(&(id, field)))
    }
}

impl Edit {
    /// The node it is about; none where it is about the whole ledger.
    pub fn node(&self) -> Option<Id> {
        match self {
            Self::Set { id, .. } | Self::TakeStep { id, .. } | Self::DropStep { id, .. } => {
                Some(*id)
            }
            Self::Insert { node, .. } | Self::Remove { node, .. } => Some(node.id),
            Self::Rule { on, .. } => on.node,
            Self::Rename { .. }
            | Self::Arrange { .. }
            | Self::Identify { .. }
            | Self::Dispatch { .. }
            | Self::Replace { .. } => None,
        }
    }

    /// Whether it writes into the list of what went out, which no other edit stands on.
    pub fn is_record(&self) -> bool {
        matches!(self, Self::Identify { .. } | Self::Dispatch { from: None, .. })
    }

    /// Whether it is about what went out to others: that stays as it is whatever is restored.
    pub(crate) fn is_of_exchange(&self) -> bool {
        matches!(self, Self::Identify { .. } | Self::Dispatch { .. })
    }

    /// The node that it brings.
    pub fn inserted(&self) -> Option<&Node> {
        if let Self::Insert { node, .. } = self { Some(node) } else { None }
    }

    /// The step that it takes or takes away.
    pub fn step(&self) -> Option<&Step> {
        match self {
            Self::TakeStep { step, .. } | Self::DropStep { step, .. } => Some(step),
            Self::Set { .. }
            | Self::Insert { .. }
            | Self::Remove { .. }
            | Self::Rename { .. }
            | Self::Arrange { .. }
            | Self::Rule { .. }
            | Self::Identify { .. }
            | Self::Dispatch { .. }
            | Self::Replace { .. } => None,
        }
    }

    /// The same place without a change; none where coming or going is the change.
    pub(crate) fn still(&self) -> Option<Self> {
        match self.clone() {
            Self::Set { id, field, from, .. } => {
                Some(Self::Set { id, field, to: from.clone(), from })
            }
            Self::Rename { from, .. } => Some(Self::Rename { to: from.clone(), from }),
            Self::Arrange { from, .. } => Some(Self::Arrange { to: from.clone(), from }),
            Self::Rule { on, from, .. } => Some(Self::Rule { on, to: from.clone(), from }),
            Self::Insert { .. }
            | Self::Remove { .. }
            | Self::TakeStep { .. }
            | Self::DropStep { .. }
            | Self::Identify { .. }
            | Self::Dispatch { .. }
            | Self::Replace { .. } => None,
        }
    }

    pub fn inverse(&self) -> Self {
        match self.clone() {
            Self::Set { id, field, from, to } => Self::Set { id, field, from: to, to: from },
            Self::Insert { node, previous } => Self::Remove { node, previous },
            Self::Remove { node, previous } => Self::Insert { node, previous },
            Self::TakeStep { id, after, step } => Self::DropStep { id, after, step },
            Self::DropStep { id, after, step } => Self::TakeStep { id, after, step },
            Self::Rename { from, to } => Self::Rename { from: to, to: from },
            Self::Arrange { from, to } => Self::Arrange { from: to, to: from },
            Self::Rule { on, from, to } => Self::Rule { on, from: to, to: from },
            Self::Identify { from, to } => Self::Identify { from: to, to: from },
            Self::Dispatch { id, from, to } => Self::Dispatch { id, from: to, to: from },
            Self::Replace { from, to } => Self::Replace { from: to, to: from },
        }
    }
}

/// What edits change, for whoever shows the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Touched {
    /// Values of these nodes, each named once, in the order of the edits. The name of the ledger
    /// is no node's.
    Values(Vec<Id>),
    /// A node came, went or moved, or everything reads otherwise.
    Structure,
}

pub fn touched(edits: &[Edit]) -> Touched {
    let mut seen = HashSet::new();
    let mut ids = Vec::new();
    for edit in edits {
        match edit {
            Edit::Set { id, .. } | Edit::TakeStep { id, .. } | Edit::DropStep { id, .. } => {
                ids.extend(seen.insert(*id).then_some(*id));
            }
            // No row shows these.
            Edit::Rename { .. }
            | Edit::Rule { .. }
            | Edit::Identify { .. }
            | Edit::Dispatch { .. } => {}
            Edit::Arrange { from, to } if from.is_same_in_rows(to) => {}
            // Other words for the stages show in every row.
            Edit::Insert { .. }
            | Edit::Remove { .. }
            | Edit::Arrange { .. }
            | Edit::Replace { .. } => {
                return Touched::Structure;
            }
        }
    }
    Touched::Values(ids)
}

impl Transaction {
    /// Whether another document was opened by it.
    pub fn opens(&self) -> bool {
        self.edits.iter().any(|edit| matches!(edit, Edit::Replace { .. }))
    }

    /// The edits that lead back, in the order to apply them.
    pub fn inverse(&self) -> Vec<Edit> {
        invert(&self.edits)
    }
}

/// The ledger before these transactions, the newest of which led to `ledger` and comes first.
pub fn rewound<'a>(
    ledger: &Ledger,
    newest_first: impl Iterator<Item = &'a Transaction>,
) -> Result<Ledger, Stale> {
    let mut ledger = ledger.clone();
    for transaction in newest_first {
        apply_all(&mut ledger, &transaction.inverse())?;
    }
    Ok(ledger)
}

fn invert(edits: &[Edit]) -> Vec<Edit> {
    edits.iter().rev().map(Edit::inverse).collect()
}

/// From so many nodes that come or go, taking the list apart and putting it together again costs
/// less than moving its tail each time.
const FEW: usize = 4;

/// Applies all edits, or none: the first that is stale takes back those before it.
pub(crate) fn apply_all(ledger: &mut Ledger, edits: &[Edit]) -> Result<(), Stale> {
    let moves = |edit: &&Edit| matches!(edit, Edit::Insert { .. } | Edit::Remove { .. });
    let is_whole = edits.iter().any(|edit| matches!(edit, Edit::Replace { .. }));
    if is_whole || edits.iter().filter(moves).take(FEW).count() < FEW {
        return apply_each(edits, |edit| ledger.apply(edit));
    }
    let mut batch = Batch::open(ledger);
    let applied = apply_each(edits, |edit| batch.apply(edit));
    batch.close();
    applied
}

pub(crate) fn apply_each(
    edits: &[Edit],
    mut apply: impl FnMut(&Edit) -> Result<(), Stale>,
) -> Result<(), Stale> {
    for (done, edit) in edits.iter().enumerate() {
        if let Err(stale) = apply(edit) {
            for inverse in invert(&edits[..done]) {
                apply(&inverse).expect("what was just applied can be taken back");
            }
            return Err(stale);
        }
    }
    Ok(())
}
