//! What was done, for whoever reads it: the steps of this visit and of earlier ones, and the ledger
//! as it was after any of them.

use std::rc::Rc;

use leptos::prelude::*;

use super::Desk;
use crate::edit::{Action, Command, Edit, Transaction, between, rewound};
use crate::ledger::{Id, Kind, Ledger};
use crate::storage::Past;
use crate::ui::desk::Offer;
use crate::ui::text;

/// A point of the history: after the transaction of that number; 0 is before all that is known.
pub type Point = u64;

impl Desk {
    /// Reads all that is known, oldest first: what earlier visits left, then what this one holds.
    /// Subscribes to each transaction.
    pub fn with_history<T>(
        self,
        read: impl FnOnce(&Ledger, &[Transaction], &[Transaction]) -> T,
    ) -> T {
        self.revision.track();
        let past = self.past();
        self.inner.with_value(|inner| {
            let entries = inner.session.history().entries();
            read(inner.session.ledger(), &past.transactions, entries)
        })
    }

    /// What an entry of the ledger is called today.
    pub fn entry_name(self, ledger: &Ledger, id: Id) -> String {
        let Some(node) = ledger.get(id) else { return text::gone() };
        let label = |finding| self.inner.with_value(|inner| inner.outline.label(ledger, finding));
        match (node.kind, node.parent) {
            (Kind::Finding, _) => text::entry_name(&label(id), None),
            (Kind::Measure, Some(finding)) => {
                let own = ledger.children(finding).filter(|node| node.kind == Kind::Measure);
                let at = own.take_while(|node| node.id != id).count();
                text::entry_name(&label(finding), Some(at + 1))
            }
            (
                Kind::Chapter
                | Kind::Direction
                | Kind::Measure
                | Kind::Detail
                | Kind::Narrative
                | Kind::Chrome
                | Kind::Unassigned,
                _,
            ) => text::kind(node.kind).to_owned(),
        }
    }

    /// The ledger as it was at a point; none where the history does not lead there.
    pub fn as_of(self, point: Point) -> Option<Ledger> {
        self.with_history(|ledger, past, entries| {
            let newest_first = entries.iter().rev().chain(past.iter().rev());
            let later = newest_first.take_while(|one| one.number > point);
            rewound(ledger, later).ok()
        })
    }

    /// The cells that differ between two points.
    pub fn compare(self, from: Point, to: Point) -> Option<Vec<Edit>> {
        Some(between(&self.as_of(from)?, &self.as_of(to)?))
    }

    /// Makes the ledger what it was, as one step that can be undone.
    pub fn restore(self, point: Point, name: &str) {
        let Some(to) = self.as_of(point) else {
            return self.notify(text::UNREADABLE.to_owned(), Offer::Nothing, true);
        };
        if self.run(Command::Restore { to: Box::new(to), note: name.to_owned() }) {
            self.notify(text::restored(name), self.offer_undo(), false);
        } else {
            self.notify(text::SAME.to_owned(), Offer::Nothing, false);
        }
    }

    /// The named versions, newest first.
    pub fn versions(self) -> Vec<(Point, String)> {
        self.with_history(|_, past, entries| {
            let all = entries.iter().rev().chain(past.iter().rev());
            let named = all.filter(|one| one.action == Action::Name);
            named.map(|one| (one.number, one.note.clone())).collect()
        })
    }

    /// How much of the past could not be read.
    pub fn damaged_past(self) -> usize {
        self.past().damaged
    }

    /// What lies before this session's history, read once.
    fn past(self) -> Rc<Past> {
        let known = self.inner.with_value(|inner| inner.past.clone());
        known.unwrap_or_else(|| {
            let past = self.inner.with_value(|inner| match &inner.journal {
                Ok(journal) => journal.past(),
                // A visit that is not stored has no past but its own.
                Err(_) => Ok(Past::default()),
            });
            // A store that gives nothing any more: as much as is damaged.
            let past = Rc::new(past.unwrap_or(Past { damaged: 1, ..Past::default() }));
            self.inner.update_value(|inner| inner.past = Some(Rc::clone(&past)));
            past
        })
    }
}
