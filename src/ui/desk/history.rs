//! What was done, for whoever reads it: the steps of this visit and of earlier ones, and the ledger
//! as it was after any of them.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Desk, Inner};
use crate::browser;
use crate::edit::{Action, Command, Edit, Transaction, between, rewound};
use crate::ledger::{Author, Id, Kind, Ledger};
use crate::storage::{Past, PastReading};
use crate::ui::desk::Offer;
use crate::ui::text;

/// Milliseconds that reading the past takes at once.
const SLICE: i64 = 12;

/// A point of the history: after the transaction of that number; 0 is before all.
pub type Point = u64;

/// A point that has a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub point: Point,
    pub name: String,
    pub at: i64,
    pub by: Author,
}

/// Two points side by side.
pub enum Compared {
    Edits(Vec<Edit>),
    /// One is before another document was opened.
    OtherDocument,
    /// The history does not lead there.
    Unreadable,
}

impl Desk {
    /// Reads what is known, oldest first: what earlier visits left, as far as it has been read, then
    /// what this one holds. Subscribes to each transaction.
    pub fn with_history<T>(
        self,
        read: impl FnOnce(&Ledger, &[Transaction], &[Transaction]) -> T,
    ) -> T {
        self.revision.track();
        self.past_read.track();
        let past = self.inner.with_value(|inner| inner.past.clone()).unwrap_or_default();
        self.with_past(&past, read)
    }

    fn with_past<T>(
        self,
        past: &Past,
        read: impl FnOnce(&Ledger, &[Transaction], &[Transaction]) -> T,
    ) -> T {
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
        self.revision.track();
        let past = self.whole_past();
        if !past.reaches(point) {
            return None;
        }
        self.with_past(&past, |ledger, past, entries| {
            let newest_first = entries.iter().rev().chain(past.iter().rev());
            let later = newest_first.take_while(|one| one.number > point);
            rewound(ledger, later).ok()
        })
    }

    /// Whether the history leads back to a point, as far as it has been read.
    pub fn reaches(self, point: Point) -> bool {
        self.inner.with_value(|inner| inner.past.as_ref().is_none_or(|past| past.reaches(point)))
    }

    /// The oldest point the history leads to, as far as it has been read.
    pub fn oldest(self) -> Point {
        self.past_read.track();
        self.inner.with_value(|inner| inner.past.as_ref().map_or(0, |past| past.oldest()))
    }

    /// The cells that differ between two points.
    pub fn compare(self, from: Point, to: Point) -> Compared {
        if self.document_of(from) != self.document_of(to) {
            return Compared::OtherDocument;
        }
        match (self.as_of(from), self.as_of(to)) {
            (Some(from), Some(to)) => Compared::Edits(between(&from, &to)),
            (None, _) | (_, None) => Compared::Unreadable,
        }
    }

    /// Which document a point belongs to: opening another one, and taking that back, begins
    /// another. The same ids mean other nodes there.
    fn document_of(self, point: Point) -> usize {
        self.with_past(&self.whole_past(), |_, past, entries| {
            let until = past.iter().chain(entries).take_while(|one| one.number <= point);
            until.filter(|one| one.opens()).count()
        })
    }

    /// Makes the ledger what it was, as one step that can be undone.
    pub fn restore(self, point: Point, name: &str) {
        let Some(to) = self.as_of(point) else {
            return self.notify(text::UNREADABLE.to_owned(), Offer::Nothing, true);
        };
        let is_other = self.document_of(point) != self.document_of(Point::MAX);
        let restore = Command::Restore { to: Box::new(to), note: name.to_owned(), is_other };
        if self.run(restore) {
            // Steps that were taken since go with it: that is said.
            let withdrawn = self.inner.with_value(|inner| {
                let edits = inner.session.history().newest_edits();
                edits.iter().filter(|edit| matches!(edit, Edit::DropStep { .. })).count()
            });
            self.notify(text::restored(name, withdrawn), self.offer_undo(), false);
        } else {
            self.notify(text::SAME.to_owned(), Offer::Nothing, false);
        }
    }

    /// The named versions, newest first.
    pub fn versions(self) -> Vec<Version> {
        self.with_history(|_, past, entries| {
            let all = entries.iter().rev().chain(past.iter().rev());
            let named = all.filter(|one| one.action == Action::Name);
            let version = |one: &Transaction| Version {
                point: one.number,
                // What else a signature says is in the list of what was done.
                name: one.note.lines().next().unwrap_or_default().to_owned(),
                at: one.at,
                by: one.by.clone(),
            };
            named.map(version).collect()
        })
    }

    /// How much of the past could not be read.
    pub fn damaged_past(self) -> usize {
        self.past_read.track();
        self.inner.with_value(|inner| inner.past.as_ref().map_or(0, |past| past.damaged))
    }

    /// Reads what lies before the history in memory, a little at a time: what is in memory can be
    /// looked at meanwhile.
    pub fn read_past(self) {
        let begins = self.inner.try_update_value(|inner| {
            let is_new = inner.past.is_none() && inner.past_reading.is_none();
            is_new.then(|| inner.begin_past())
        });
        if begins.flatten().is_none() {
            return;
        }
        leptos::task::spawn_local(async move {
            loop {
                let until = browser::now() + SLICE;
                let is_done = self.inner.try_update_value(|inner| inner.read_on_until(until));
                if is_done.unwrap_or(true) {
                    break self.past_read.update(|times| *times += 1);
                }
                browser::pause().await;
            }
        });
    }

    /// All of the past at once: somebody asks for a point in it.
    fn whole_past(self) -> Rc<Past> {
        let past = self.inner.try_update_value(|inner| {
            if inner.past.is_none() {
                inner.past_reading.is_none().then(|| inner.begin_past());
                inner.read_on_until(i64::MAX);
            }
            inner.past.clone()
        });
        past.flatten().unwrap_or_default()
    }
}

impl Inner {
    /// From the start: also where the store has made room meanwhile and its packs are others.
    pub(super) fn begin_past(&mut self) {
        self.past_reading = match &self.journal {
            Ok(journal) => journal.read_past().ok(),
            // A visit that is not stored has no past but its own.
            Err(_) => None,
        };
    }

    /// Reads on until that time, in milliseconds since 1970 UTC. True once all is read.
    fn read_on_until(&mut self, until: i64) -> bool {
        let Self { journal, past_reading, past, .. } = self;
        if let (Ok(journal), Some(reading)) = (journal, past_reading.as_mut()) {
            // A store that gives no more has given what can be had.
            while journal.read_on(reading).unwrap_or(false) {
                if browser::now() >= until {
                    return false;
                }
            }
        }
        let read = past_reading.take().map(PastReading::end);
        past.get_or_insert_with(|| Rc::new(read.unwrap_or_default()));
        true
    }
}
