//! What a person asks for, worked out into edits.
//!
//! Planning reads the ledger and changes nothing. Frames follow the document's own pattern
//! (`frames`); the ids of new nodes are drawn from the caller. Each command is one transaction,
//! however many rows it names, and costs about one walk through what it names.
//!
//! Not here: how each is worked out (`set`, `steps`, `measures`, `moves`, `findings`,
//! `append`).

mod append;
mod exchange;
mod findings;
mod measures;
mod merge;
mod moves;
mod set;
mod steps;
mod walk;

pub use merge::{Taken, Taking};
pub(crate) use set::word;

use std::collections::BTreeSet;

use foldhash::{HashSet, HashSetExt};

use super::{Action, Edit, Source, between};
use crate::file::Content;
use crate::ledger::{
    Author, Deed, Dispatch, Field, Id, Ledger, Need, Particulars, Receipt, Ruling, Subject, Verdict,
};
use crate::redact::Entity;
use crate::template::{self, Template};
use measures::unused;

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
    /// Another stage for these measures, with what the dialog asked for. An empty code is none.
    Advance {
        ids: Vec<Id>,
        to: String,
        opinion: String,
        /// Written into each of them.
        fields: Vec<(Field, String)>,
        /// Only where nothing stands yet: of many measures each has its own result.
        gaps_only: bool,
    },
    /// A later day for these measures, and why.
    Extend {
        ids: Vec<Id>,
        to: String,
        reason: String,
    },
    /// Why a step, a change of the deadline that was only typed, was made.
    Explain {
        id: Id,
        /// Its place among the steps of the measure.
        step: usize,
        reason: String,
    },
    /// A measure without an end was looked at again; `next` is the day of the next time.
    Review {
        id: Id,
        next: String,
        opinion: String,
    },
    Arrange {
        to: Box<Particulars>,
    },
    /// The same decision about all of these; none opens them again.
    Rule {
        on: Vec<Subject>,
        to: Option<(Verdict, String)>,
    },
    /// The ledger as it was at a point of its history.
    Restore {
        to: Box<Ledger>,
        /// What the point is called.
        note: String,
        /// Whether that was another document: the same ids mean other nodes there.
        is_other: bool,
    },
    /// A name for the ledger as it is.
    Name {
        note: String,
    },
    /// Another document in place of this one.
    Replace {
        to: Box<Ledger>,
    },
    /// Another document behind this one.
    Append {
        from: Box<Ledger>,
    },
    /// A document for a ledger that had no report as its source.
    Lay {
        template: Template,
    },
    /// These parts went out. The ledger is called `document` from now on, if it has no name yet.
    Dispatch {
        document: String,
        dispatches: Vec<Dispatch>,
    },
    /// Nothing is waited for any more from this part, or again.
    Close {
        id: String,
        is_closed: bool,
    },
    /// What others filled in. The note is the reason for stages that come without their steps.
    Merge {
        takings: Vec<Taking>,
        sources: Vec<Source>,
        /// Under the id of the dispatch that each answers.
        receipts: Vec<(String, Receipt)>,
        note: String,
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

/// By whom, and when, in milliseconds since 1970 UTC.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hand {
    pub by: Author,
    pub at: i64,
}

/// What measures lack for a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The first of them; none where it would be new.
    pub id: Option<Id>,
    pub deed: Deed,
    pub needs: Vec<Need>,
    /// How many measures lack something.
    pub measures: usize,
}

/// Why a command makes no transaction.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the row is no longer there")]
    Missing,
    #[error("that cannot be done to this kind of row")]
    WrongKind,
    #[error("no such value")]
    Value,
    #[error("nothing would change")]
    Nothing,
    #[error("more than one step may write")]
    TooMuch,
    #[error("not asked of whoever fills in this part")]
    Mandate,
    #[error("{} lacks {:?}", .0.deed.code(), .0.needs)]
    Lacks(Box<Lack>),
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
            Self::Lay { .. } => Action::Lay,
            Self::Advance { .. } | Self::Review { .. } => Action::Advance,
            Self::Extend { .. } | Self::Explain { .. } => Action::Extend,
            Self::Arrange { .. } => Action::Arrange,
            Self::Rule { .. } => Action::Rule,
            Self::Restore { .. } => Action::Restore,
            Self::Name { .. } => Action::Name,
            Self::Dispatch { .. } => Action::Dispatch,
            Self::Close { .. } => Action::Close,
            Self::Merge { .. } => Action::Merge,
        }
    }

    /// What the transaction says beside its edits.
    pub fn note(&self) -> &str {
        match self {
            Self::Restore { note, .. } | Self::Name { note } | Self::Merge { note, .. } => note,
            Self::Set { .. }
            | Self::Write { .. }
            | Self::Paste { .. }
            | Self::AddMeasure { .. }
            | Self::RemoveMeasures { .. }
            | Self::DuplicateMeasures { .. }
            | Self::MoveMeasures { .. }
            | Self::AddFinding { .. }
            | Self::AddFirstFinding
            | Self::RemoveFinding { .. }
            | Self::Rename { .. }
            | Self::Advance { .. }
            | Self::Extend { .. }
            | Self::Explain { .. }
            | Self::Review { .. }
            | Self::Arrange { .. }
            | Self::Rule { .. }
            | Self::Replace { .. }
            | Self::Append { .. }
            | Self::Lay { .. }
            | Self::Dispatch { .. }
            | Self::Close { .. } => "",
        }
    }

    /// Where its values come from, where others filled them in.
    pub fn sources(&self) -> Vec<Source> {
        if let Self::Merge { sources, .. } = self { sources.clone() } else { Vec::new() }
    }

    /// The edits this amounts to on `ledger`; none only for a name.
    pub fn plan(self, ledger: &Ledger, hand: &Hand, fresh: &mut dyn FnMut() -> Id) -> Planned {
        let is_name = matches!(self, Self::Name { .. });
        let edits = match self {
            Self::Set { id, field, to } => set::write(ledger, vec![(id, field, to)], hand)?,
            Self::Write { cells, what: _ } => set::write(ledger, cells, hand)?,
            Self::Paste { cells, rows } => measures::paste(ledger, cells, rows, hand, fresh)?,
            Self::Advance { ids, to, opinion, fields, gaps_only } => {
                let fields = steps::Fields { fields, gaps_only };
                steps::advance(ledger, &ids, &to, &opinion, &fields, hand)?
            }
            Self::Extend { ids, to, reason } => steps::extend(ledger, &ids, &to, reason, hand)?,
            Self::Explain { id, step, reason } => steps::explain(ledger, id, step, &reason, hand)?,
            Self::Review { id, next, opinion } => steps::review(ledger, id, next, opinion, hand)?,
            Self::Arrange { to } if to.is_sound() => arrange(ledger, to),
            Self::Arrange { .. } => return Err(Refused::Value),
            Self::Rule { on, to } => rule(ledger, on, to, hand)?,
            Self::Restore { to, is_other: false, .. } => {
                let restored = between(ledger, &to).into_iter();
                restored.filter(|edit| !edit.is_of_exchange()).collect()
            }
            Self::Restore { to, is_other: true, .. } => replace(ledger, &to),
            Self::Dispatch { document, dispatches } => {
                exchange::dispatch(ledger, document, dispatches)?
            }
            Self::Close { id, is_closed } => exchange::close(ledger, id, is_closed)?,
            Self::Merge { takings, receipts, note, .. } => {
                merge::take(ledger, takings, receipts, &note, hand)?
            }
            Self::Name { .. } => Vec::new(),
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
            Self::Replace { to } => replace(ledger, &to),
            Self::Append { from } => append::behind(ledger, &from, fresh),
            Self::Lay { template } if template::applies(ledger) => {
                let mut ids = HashSet::new();
                let laid = template::applied(ledger, template, &mut || unused(fresh, &mut ids));
                between(ledger, &laid)
            }
            Self::Lay { .. } => return Err(Refused::WrongKind),
        };
        if edits.is_empty() && !is_name { Err(Refused::Nothing) } else { Ok(edits) }
    }
}

fn replace(ledger: &Ledger, to: &Ledger) -> Vec<Edit> {
    let (from, to) = (Content::of(ledger), Content::of(to));
    vec![Edit::Replace { from: Box::new(from), to: Box::new(to) }]
}

fn arrange(ledger: &Ledger, to: Box<Particulars>) -> Vec<Edit> {
    let from = Box::new(ledger.particulars().clone());
    if from == to { Vec::new() } else { vec![Edit::Arrange { from, to }] }
}

/// A decision to keep or to waive has a reason.
fn rule(ledger: &Ledger, on: Vec<Subject>, to: Option<(Verdict, String)>, hand: &Hand) -> Planned {
    let to = to.map(|(verdict, reason)| {
        let reason = reason.trim().to_owned();
        Box::new(Ruling { verdict, reason, by: hand.by.clone(), at: hand.at })
    });
    if to.as_ref().is_some_and(|to| !to.is_sound()) {
        return Err(Refused::Value);
    }
    // What is sensitive is masked or kept; a remark of another sort is set aside.
    let fits = |on: &Subject, verdict: Verdict| {
        let is_matter = Entity::from_code(&on.rule).is_some();
        is_matter == (verdict != Verdict::Waive)
    };
    if to.as_ref().is_some_and(|to| on.iter().any(|on| !fits(on, to.verdict))) {
        return Err(Refused::WrongKind);
    }
    let on: BTreeSet<Subject> = on.into_iter().collect();
    let edits = on.into_iter().filter_map(|on| {
        let from = ledger.rulings().get(&on);
        let is_same = match (from, &to) {
            (Some(from), Some(to)) => (from.verdict, &from.reason) == (to.verdict, &to.reason),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        let from = from.cloned().map(Box::new);
        (!is_same).then(|| Edit::Rule { on, from, to: to.clone() })
    });
    Ok(edits.collect())
}
