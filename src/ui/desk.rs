//! The desk: the session with its journal, and signals that say what changed.
//!
//! The ledger itself lives outside the signals; views read it through [`Desk::with`] and
//! [`Desk::value`], and subscribe to exactly what they show: a cell to its node, the table to its
//! groups. All errors end here, as a notice or as the saved state in the bar.

mod files;
mod import;
mod notices;

use std::collections::HashMap;
use std::rc::Rc;

use leptos::prelude::*;

pub use files::Format;
pub use import::{Destination, Import};
pub use notices::{Notice, Offer};

use super::text;
use crate::browser::{self, LocalStore};
use crate::edit::{Action, Command, Edit};
use crate::ledger::{Field, Id, Ledger, Node};
use crate::parse;
use crate::rows::{self, Group, Spot};
use crate::session::Session;
use crate::storage::{self, Journal, Opened, Saved, Trouble};

const SAMPLE: &str = include_str!("../../seeds/broadcasting-station.txt");

/// Handle to the desk; copied into every handler.
#[derive(Clone, Copy)]
pub struct Desk {
    inner: StoredValue<Inner, LocalStorage>,
    pub groups: RwSignal<Rc<Vec<Group>>, LocalStorage>,
    /// The selected cell.
    pub spot: RwSignal<Option<Spot>>,
    /// Raised by each transaction.
    pub revision: RwSignal<u64>,
    /// Raised by those that change more than the values of one node.
    pub structure: RwSignal<u64>,
    pub saving: RwSignal<Saving>,
    pub notices: RwSignal<Vec<Notice>>,
    pub is_opening: RwSignal<bool>,
    pub import: RwSignal<Import, LocalStorage>,
    /// Raised when the keyboard should go back to the grid.
    pub refocus: Trigger,
}

struct Inner {
    session: Session,
    journal: Result<Journal<LocalStore>, Trouble>,
    /// What each node's views listen to.
    nodes: HashMap<Id, ArcTrigger>,
    /// The transaction that the cell being typed in keeps revising.
    typing: Option<(u64, Id, Field)>,
    /// Notices shown so far; each has a number of its own.
    notices: u64,
    /// Counts what came in, so that what was given up is known when it answers.
    import: u64,
    /// The office file that is being read.
    reading: Option<browser::office::Reading>,
}

/// What the bar says about saving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing to save yet.
    Untouched,
    /// Stored at this time, milliseconds since 1970 UTC.
    At(i64),
    /// Kept before this visit.
    Earlier,
    Failed(Trouble),
}

impl Desk {
    /// Opens what local storage holds, or the sample.
    pub fn open() -> Self {
        let sample = sample();
        let seed = browser::seed();
        let Opened { session, journal, stored, damage } = match LocalStore::new() {
            Ok(store) => storage::open(store, sample, seed),
            Err(error) => Opened {
                session: Session::new(sample, 0, seed),
                journal: Err(error.into()),
                stored: false,
                damage: None,
            },
        };
        let saving = match (&journal, stored) {
            (Err(trouble), _) => Saving::Failed(*trouble),
            (Ok(_), true) => Saving::Earlier,
            (Ok(_), false) => Saving::Untouched,
        };
        let groups = rows::groups(session.ledger());
        let spot = Spot::first(&groups);
        let inner = Inner {
            session,
            journal,
            nodes: HashMap::new(),
            typing: None,
            notices: 0,
            import: 0,
            reading: None,
        };
        let desk = Self {
            inner: StoredValue::new_local(inner),
            groups: RwSignal::new_local(Rc::new(groups)),
            spot: RwSignal::new(spot),
            revision: RwSignal::new(0),
            structure: RwSignal::new(0),
            saving: RwSignal::new(saving),
            notices: RwSignal::new(Vec::new()),
            is_opening: RwSignal::new(false),
            import: RwSignal::new_local(Import::Nothing),
            refocus: Trigger::new(),
        };
        if let Some(damage) = damage {
            desk.notify(text::damage(&damage), Offer::Originals, true);
        }
        desk
    }

    /// Reads the ledger without subscribing to anything.
    pub fn with<T>(self, read: impl FnOnce(&Ledger) -> T) -> T {
        self.inner.with_value(|inner| read(inner.session.ledger()))
    }

    /// A node, and a subscription to its changes. None once it is gone.
    pub fn node<T>(self, id: Id, read: impl FnOnce(&Node) -> T) -> Option<T> {
        let trigger =
            self.inner.try_update_value(|inner| inner.nodes.entry(id).or_default().clone());
        if let Some(trigger) = trigger {
            trigger.track();
        }
        self.with(|ledger| ledger.get(id).map(read))
    }

    /// A field's value, and a subscription to it; empty once the node is gone.
    pub fn value(self, id: Id, field: Field) -> String {
        self.node(id, |node| node.get(field).to_owned()).unwrap_or_default()
    }

    /// The node that the newest transaction added.
    pub fn newest_node(self) -> Option<Id> {
        self.inner.with_value(|inner| {
            let newest = inner.session.history().entries().last()?;
            newest.edits.iter().find_map(|edit| match edit {
                Edit::Insert { node, .. } => Some(node.id),
                Edit::Set { .. }
                | Edit::Remove { .. }
                | Edit::Rename { .. }
                | Edit::Replace { .. } => None,
            })
        })
    }

    /// Carries out a command. True where the ledger changed.
    pub fn run(self, command: Command) -> bool {
        self.finish_typing();
        let now = browser::now();
        let action = command.action();
        let done = self.change(|inner| {
            // A refusal here is a row that went meanwhile, or a value that is there already:
            // the page shows what is, and nothing is lost.
            inner.session.run(command, now).ok().map(|done| Touched::of(&done.edits))
        });
        let Some(touched) = done else { return false };
        self.after(touched);
        if matches!(action, Action::RemoveMeasure | Action::RemoveFinding) {
            self.notify(text::done(action), self.offer_undo(), false);
        }
        true
    }

    /// One stroke in a cell: the first is a transaction, the following revise it, so that each
    /// is saved and all are one step to undo.
    pub fn type_into(self, id: Id, field: Field, value: &str) {
        let now = browser::now();
        let typing = self.inner.with_value(|inner| inner.typing);
        if let Some((number, ..)) = typing.filter(|(_, cell, what)| (*cell, *what) == (id, field)) {
            let revised = self.change(|inner| inner.session.revise(number, value, now).map(|_| ()));
            if revised.is_some() {
                return self.after(Touched::Node(id));
            }
        }
        let done = self.change(|inner| {
            let command = Command::Set { id, field, to: value.to_owned() };
            let number = inner.session.run(command, now).ok().map(|done| done.number);
            inner.typing = number.map(|number| (number, id, field));
            inner.typing
        });
        if done.is_some() {
            self.after(Touched::Node(id));
        }
    }

    /// The next stroke begins a new step.
    pub fn finish_typing(self) {
        self.inner.update_value(|inner| inner.typing = None);
    }

    /// Whether strokes since the last pause have changed something.
    pub fn is_typing(self) -> bool {
        self.inner.with_value(|inner| inner.typing.is_some())
    }

    /// Leaves the cell as it was before it was typed in.
    pub fn cancel_typing(self, id: Id) {
        let Some((number, ..)) = self.inner.with_value(|inner| inner.typing) else { return };
        self.finish_typing();
        let withdrawn = self.change(|inner| inner.session.withdraw(number).then_some(()));
        if withdrawn.is_some() {
            self.after(Touched::Node(id));
        }
    }

    pub fn undo(self) {
        self.step(|session, now| {
            session.undo(now).map(|done| (Touched::of(&done.edits), changed(&done.edits)))
        });
    }

    pub fn redo(self) {
        self.step(|session, now| {
            session.redo(now).map(|done| (Touched::of(&done.edits), changed(&done.edits)))
        });
    }

    /// What undo and redo would do next.
    pub fn next_steps(self) -> (Option<Action>, Option<Action>) {
        self.revision.track();
        self.inner.with_value(|inner| {
            let history = inner.session.history();
            (history.to_undo().map(|one| one.action), history.to_redo().map(|one| one.action))
        })
    }

    fn step(self, step: impl FnOnce(&mut Session, i64) -> Option<(Touched, Option<(Id, Field)>)>) {
        self.finish_typing();
        let now = browser::now();
        let touched = self.change(|inner| step(&mut inner.session, now));
        if let Some((touched, cell)) = touched {
            self.notices.update(|notices| notices.retain(|notice| notice.is_error));
            self.after(touched);
            // What changed is shown, wherever it is.
            let groups = self.groups.get_untracked();
            if let Some(spot) = cell.and_then(|(id, field)| Spot::of(&groups, id, field)) {
                self.spot.set(Some(spot));
            }
        }
    }

    /// Changes the session; where that did something, stores it, and the bar shows how that went.
    fn change<T>(self, change: impl FnOnce(&mut Inner) -> Option<T>) -> Option<T> {
        let (done, saved) = self.inner.try_update_value(|inner| {
            let done = change(inner)?;
            let Inner { session, journal, .. } = inner;
            let saved = match journal {
                Ok(journal) => journal.save(session),
                Err(trouble) => Err(*trouble),
            };
            Some((done, saved))
        })??;
        match saved {
            Err(trouble) => self.saving.set(Saving::Failed(trouble)),
            Ok(saved) => {
                self.saving.set(Saving::At(browser::now()));
                match saved {
                    Saved::Journal => {}
                    Saved::Compacted => {
                        self.notify(text::COMPACTED.to_owned(), Offer::Nothing, true)
                    }
                    Saved::Refilled => self.notify(text::REFILLED.to_owned(), Offer::Nothing, true),
                }
            }
        }
        Some(done)
    }

    /// Tells the views what a transaction changed.
    fn after(self, touched: Touched) {
        self.revision.update(|revision| *revision += 1);
        // The offer to take something back ends when something else was done.
        let last = self.inner.with_value(|inner| inner.session.history().last());
        if self.notices.with_untracked(|all| all.iter().any(|notice| notice.offer.is_past(last))) {
            self.notices.update(|all| all.retain(|notice| !notice.offer.is_past(last)));
        }
        let triggers: Vec<ArcTrigger> = self.inner.with_value(|inner| match touched {
            Touched::Node(id) => inner.nodes.get(&id).cloned().into_iter().collect(),
            Touched::Structure => inner.nodes.values().cloned().collect(),
        });
        if touched == Touched::Structure {
            let groups = self.with(rows::groups);
            let (spot, before) = (self.spot.get_untracked(), self.groups.get_untracked());
            let settled = spot.and_then(|spot| spot.settle(&before, &groups));
            self.spot.set(settled.or(Spot::first(&groups)));
            self.groups.set(Rc::new(groups));
            self.structure.update(|structure| *structure += 1);
            // Those that are told once more, and then never again.
            self.inner.update_value(|inner| {
                let ledger = inner.session.ledger();
                inner.nodes.retain(|id, _| ledger.get(*id).is_some());
            });
        }
        for trigger in triggers {
            trigger.notify();
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Touched {
    Node(Id),
    Structure,
}

/// The cell that edits change, if they begin with one.
fn changed(edits: &[Edit]) -> Option<(Id, Field)> {
    edits.iter().rev().find_map(|edit| match edit {
        Edit::Set { id, field: field @ (Field::Before | Field::After), .. } => {
            Some((*id, *field)).filter(|_| edits.len() == 1)
        }
        Edit::Set { id, field, .. } => Some((*id, *field)),
        Edit::Insert { node, .. } => Some((node.id, Field::Text)),
        Edit::Remove { .. } | Edit::Rename { .. } | Edit::Replace { .. } => None,
    })
}

impl Touched {
    fn of(edits: &[Edit]) -> Self {
        let mut nodes = edits.iter().map(Edit::touches);
        match nodes.next() {
            // A cell and its own frame.
            Some(Some(id)) if nodes.all(|other| other == Some(id)) => Self::Node(id),
            _ => Self::Structure,
        }
    }
}

/// The seed report, compiled in: the first screen needs no second request, and a copy of the
/// page opened from a file share has it too.
fn sample() -> Ledger {
    let (draft, _) = parse::parse(SAMPLE);
    draft.into_ledger(text::SAMPLE_NAME.to_owned()).expect("the sample is a well-formed report")
}
