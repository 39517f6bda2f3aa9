//! The checkup of the ledger, a rule at a time between two breaths of the page, and again once
//! nothing has been typed for a while.

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use super::{Desk, Page};
use crate::check::{self, Checkup, Diagnostic, Level};
use crate::edit::{Bulk, Command};
use crate::ledger::{Field, Id};
use crate::rows::{self, Spot};
use crate::ui::text;

/// How long nothing is done before the ledger is looked through again.
const REST: Duration = Duration::from_millis(400);

/// What was found in the ledger of that revision.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    pub revision: u64,
    pub all: Rc<Vec<Diagnostic>>,
}

impl Desk {
    /// Looks through the ledger unless that was done since it last changed.
    pub fn check(self) {
        let revision = self.revision.get_untracked();
        let is_known = self
            .checked
            .with_untracked(|found| found.as_ref().is_some_and(|found| found.revision == revision));
        if is_known || self.checking.get_untracked() == Some(revision) {
            return;
        }
        self.checking.set(Some(revision));
        let today = self.today();
        let checkup = self.with(|ledger| Checkup::new(ledger, today));
        self.check_on(checkup, revision);
    }

    fn check_on(self, mut checkup: Checkup, revision: u64) {
        set_timeout(
            move || {
                // Another one has begun since.
                if self.checking.get_untracked() != Some(revision) {
                    return;
                }
                // Something was done meanwhile: what was found is no longer what is there.
                if self.revision.get_untracked() != revision {
                    return self.check_again();
                }
                if self.with(|ledger| checkup.step(ledger)) {
                    self.check_on(checkup, revision);
                } else {
                    let all = Rc::new(checkup.into_diagnostics());
                    self.checking.set(None);
                    self.checked.set(Some(Found { revision, all }));
                }
            },
            Duration::ZERO,
        );
    }

    /// After a rest, where the checkup is looked at.
    pub fn check_again(self) {
        self.checking.set(None);
        let revision = self.revision.get_untracked();
        set_timeout(
            move || {
                let is_wanted = self.page.get_untracked() == Page::Checkup;
                if is_wanted && self.revision.get_untracked() == revision {
                    self.check();
                }
            },
            REST,
        );
    }

    /// How many remarks are open: errors, and all. None before the first checkup.
    pub fn open_remarks(self) -> Option<(usize, usize)> {
        self.revision.track();
        self.each_remark(|open| {
            let (mut errors, mut all) = (0, 0);
            for one in open {
                all += 1;
                errors += usize::from(one.code.level() == Level::Error);
            }
            (errors, all)
        })
    }

    /// What the last checkup found, as far as it still stands and nobody has decided about it.
    pub fn remarks(self) -> Option<Vec<Diagnostic>> {
        self.each_remark(|open| open.cloned().collect())
    }

    fn each_remark<T>(
        self,
        read: impl FnOnce(&mut dyn Iterator<Item = &Diagnostic>) -> T,
    ) -> Option<T> {
        self.revision.track();
        self.checked.with(|found| {
            let all = &found.as_ref()?.all;
            self.with(|ledger| {
                let is_open = |one: &&Diagnostic| {
                    check::is_there(ledger, one) && !check::is_settled(ledger, one)
                };
                Some(read(&mut all.iter().filter(is_open)))
            })
        })
    }

    /// Writes what mends a remark, as one step.
    pub fn mend(self, one: &Diagnostic) -> bool {
        self.mend_cells(one.fix.clone())
    }

    pub fn mend_cells(self, cells: Vec<(Id, Field, String)>) -> bool {
        let is_done = self.run(Command::Write { cells, what: Bulk::Replace });
        if is_done {
            self.notify(text::MENDED.to_owned(), self.offer_undo(), false);
        }
        is_done
    }

    /// Where a remark is: the row of the table, or the place in the document.
    pub fn show_remark(self, one: &Diagnostic) {
        let Some(place) = &one.place else { return };
        // A finding whose parts have the rows has none of its own.
        let table = self.table.get_untracked();
        let cell = self.with(|ledger| {
            let (id, field) = rows::cell_of(ledger, place.node)?;
            let is_text = field == Field::Text;
            let field = if is_text { shown_in(place.field) } else { field };
            Spot::of(&table, ledger, id, field).map(|_| (id, field))
        });
        match cell {
            Some((id, field)) => self.show_in_table(id, field),
            None => self.show_in_document(place.node),
        }
    }
}

/// The column a field is seen in: a frame is around its text.
fn shown_in(field: Field) -> Field {
    match field {
        Field::Before | Field::After => Field::Text,
        other => other,
    }
}
