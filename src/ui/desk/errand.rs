//! What the dialog of a step asks about: opened from the panel, or where a change of stage in the
//! table lacks something.

use leptos::prelude::*;

use super::{Desk, Offer};
use crate::edit::{Action, Bulk, Command, Edit, Lack};
use crate::ledger::{Deed, Field, Id, Status};
use crate::procedure;
use crate::ui::text;

/// A step that is being prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    Advance {
        ids: Vec<Id>,
        to: Option<Status>,
    },
    Extend {
        ids: Vec<Id>,
    },
    /// Why a step at its place was taken: a deadline that was moved without a word.
    Explain {
        id: Id,
        step: usize,
    },
    Review {
        id: Id,
    },
}

impl Errand {
    /// The same wish as a command that sets one stage and nothing else.
    pub(super) fn of(command: &Command) -> Option<Self> {
        match command {
            Command::Set { id, field: Field::Status, to } => {
                Some(Self::Advance { ids: vec![*id], to: Status::from_code(to) })
            }
            Command::Write { cells, what: Bulk::Fill | Bulk::Clear | Bulk::Cut } => {
                let (_, _, to) = cells.first()?;
                let is_one =
                    cells.iter().all(|(_, field, value)| *field == Field::Status && value == to);
                let ids = cells.iter().map(|(id, ..)| *id).collect();
                is_one.then(|| Self::Advance { ids, to: Status::from_code(to) })
            }
            Command::Paste { cells, rows } if rows.is_empty() => {
                let what = Bulk::Fill;
                Self::of(&Command::Write { cells: cells.clone(), what })
            }
            Command::Set { .. }
            | Command::Write { .. }
            | Command::Paste { .. }
            | Command::AddMeasure { .. }
            | Command::RemoveMeasures { .. }
            | Command::DuplicateMeasures { .. }
            | Command::MoveMeasures { .. }
            | Command::AddFinding { .. }
            | Command::AddFirstFinding
            | Command::RemoveFinding { .. }
            | Command::Rename { .. }
            | Command::Advance { .. }
            | Command::Extend { .. }
            | Command::Explain { .. }
            | Command::Review { .. }
            | Command::Arrange { .. }
            | Command::Rule { .. }
            | Command::Restore { .. }
            | Command::Name { .. }
            | Command::Replace { .. }
            | Command::Append { .. }
            | Command::Lay { .. }
            | Command::Dispatch { .. }
            | Command::Close { .. }
            | Command::Merge { .. } => None,
        }
    }

    /// The measures it is about.
    pub fn ids(&self) -> Vec<Id> {
        match self {
            Self::Advance { ids, .. } | Self::Extend { ids } => ids.clone(),
            Self::Explain { id, .. } | Self::Review { id } => vec![*id],
        }
    }
}

impl Desk {
    /// Asks for what is missing where there is somebody to ask; else says what it is.
    pub(super) fn ask_for(self, errand: Option<Errand>, lack: &Lack) {
        // The dialog that is open already says it itself.
        if self.errand.get_untracked().is_some() {
            return;
        }
        match errand {
            Some(errand) => self.errand.set(Some(errand)),
            None => {
                let first = lack.id.map(|id| self.with(|ledger| self.entry_name(ledger, id)));
                let words = text::lack(lack, first.as_deref());
                self.notify(words, Offer::Nothing, true);
            }
        }
    }

    /// Begins a step: at once where nothing is asked for, else with its dialog.
    pub fn take_on(self, errand: Errand) {
        self.finish_typing();
        if let Errand::Advance { ids, to } = &errand {
            let asks = self.with(|ledger| {
                ids.iter().any(|id| {
                    let from = ledger.get(*id).and_then(|node| node.record.status);
                    let deed = procedure::deed(from, *to);
                    deed.is_some_and(|deed| {
                        !procedure::needs(ledger.particulars(), deed, from).is_empty()
                    })
                })
            });
            if !asks {
                let to = to.map_or("", Status::code).to_owned();
                let (ids, opinion, fields) = (ids.clone(), String::new(), Vec::new());
                let gaps_only = true;
                self.run(Command::Advance { ids, to, opinion, fields, gaps_only });
                return;
            }
        }
        self.errand.set(Some(errand));
    }

    /// Offers to give the reason where the newest transaction moved a deadline without one.
    pub(super) fn ask_for_reasons(self, action: Action) {
        if action == Action::Extend {
            return;
        }
        let bare: Vec<(Id, usize)> = self.inner.with_value(|inner| {
            let edits = inner.session.history().newest_edits();
            let bare = edits.iter().filter_map(|edit| match edit {
                Edit::TakeStep { id, after, step } => {
                    let is_bare = step.deed == Deed::Extend && step.opinion.is_empty();
                    is_bare.then_some((*id, *after))
                }
                Edit::Set { .. }
                | Edit::DropStep { .. }
                | Edit::Insert { .. }
                | Edit::Remove { .. }
                | Edit::Rename { .. }
                | Edit::Arrange { .. }
                | Edit::Rule { .. }
                | Edit::Identify { .. }
                | Edit::Dispatch { .. }
                | Edit::Replace { .. } => None,
            });
            bare.collect()
        });
        match bare[..] {
            [] => {}
            [(id, step)] => {
                self.notify(text::EXTENDED_BARE.to_owned(), Offer::Explain(id, step), false);
            }
            [..] => self.notify(text::extended_bare(bare.len()), Offer::Nothing, false),
        }
    }
}
