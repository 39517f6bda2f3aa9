//! The desk: the session with its journal, and signals that say what changed.
//!
//! The ledger itself lives outside the signals; views read it through [`Desk::with`] and
//! [`Desk::value`], and subscribe to exactly what they show: a field to its node, the grid to the
//! table. All errors end here, as a notice or as the saved state in the bar. Long because the
//! state that its rooms share is declared here, in one place.

mod carried;
mod checkup;
mod errand;
mod exchange;
mod files;
mod history;
mod import;
mod me;
mod merge_list;
mod merging;
mod notices;
mod page;
mod paper;
mod seal;
mod selection;
mod settings;
mod telling;
mod tool;
mod typing;
mod view;

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use leptos::prelude::*;

pub use errand::Errand;
pub use exchange::Order;
pub use files::Format;
pub use history::{Compared, Point, Version};
pub use import::{Destination, Import};
pub use merging::{Merging, key};
pub use notices::{Notice, Offer};
pub use page::Page;
pub use seal::ToSeal;
pub use selection::Area;
pub use settings::Settings;
pub use tool::{Search, Tool};
use typing::Typing;

use super::{field, text};
use crate::browser::{self, LocalStore};
use crate::completion::Known;
use crate::disclose::Edition;
use crate::edit::{Action, Command, Edit, Refused};
use crate::ledger::{Author, Date, Deed, Field, Id, Ledger, Node, Status};
use crate::parse;
use crate::procedure;
use crate::rows::{self, Layout, Outline, Spot, Table, Totals, View};
use crate::session::Session;
use crate::storage::{self, Journal, Opened, Past, PastReading, Saved, StoreError, Trouble};

/// How many times as long as a failed attempt to store took it is before the next.
const PATIENCE: i64 = 20;
const SAMPLE: &str = include_str!("../../seeds/broadcasting-station.txt");

/// Handle to the desk; copied into every handler.
#[derive(Clone, Copy)]
pub struct Desk {
    inner: StoredValue<Inner, LocalStorage>,
    /// What the grid shows.
    pub table: RwSignal<Rc<Table>, LocalStorage>,
    pub view: RwSignal<View>,
    pub layout: RwSignal<Layout>,
    /// The active cell.
    pub spot: RwSignal<Option<Spot>>,
    /// The other corner of the selection, where it is more than one cell.
    pub anchor: RwSignal<Option<Spot>>,
    pub totals: RwSignal<Totals>,
    /// Who sits here.
    pub me: RwSignal<Author>,
    /// What is being asked for in the dialog of a step.
    pub errand: RwSignal<Option<Errand>>,
    /// The day, by which it is told what is late.
    pub day: RwSignal<Date>,
    pub page: RwSignal<Page>,
    /// Which edition of the document is looked at.
    pub edition: RwSignal<Edition>,
    /// The text of the document that is asked for from elsewhere.
    pub sought: RwSignal<Option<Id>>,
    /// What the last checkup found.
    pub checked: RwSignal<Option<checkup::Found>, LocalStorage>,
    /// The revision that is being looked through.
    pub checking: RwSignal<Option<u64>>,
    /// Whether files for others are being made.
    pub is_sending: RwSignal<bool>,
    /// What came back and is being decided about.
    pub merging: RwSignal<Merging, LocalStorage>,
    /// The tool that is open beside the table.
    pub tool: RwSignal<Option<Tool>>,
    pub found: RwSignal<Search>,
    /// Raised when the set-up of the table changed.
    pub set_up: RwSignal<u32>,
    /// Raised when the menu of the active column is asked for.
    pub column_menu: RwSignal<u32>,
    /// Of the table's view, in pixels.
    pub width: RwSignal<i32>,
    /// Whether the side panel is wanted on a narrow screen.
    pub has_panel: RwSignal<bool>,
    /// Whether rows have changed under the filter or the order since it was applied.
    pub is_stale: RwSignal<bool>,
    /// Raised when the past has been read.
    pub past_read: RwSignal<u32>,
    /// Raised by each transaction.
    pub revision: RwSignal<u64>,
    /// Raised by those that change more than values.
    pub structure: RwSignal<u64>,
    pub saving: RwSignal<Saving>,
    pub notices: RwSignal<Vec<Notice>>,
    pub is_opening: RwSignal<bool>,
    pub import: RwSignal<Import, LocalStorage>,
    /// What a password is asked for, before it goes out.
    pub to_seal: RwSignal<Option<Rc<ToSeal>>, LocalStorage>,
    /// Raised when the keyboard should go back to the grid.
    pub refocus: Trigger,
}

struct Inner {
    session: Session,
    /// The rows of the ledger as it is.
    outline: Rc<Outline>,
    journal: Result<Journal<LocalStore>, Trouble>,
    /// The space of local storage it is kept in.
    space: String,
    /// What each node's views listen to.
    nodes: HashMap<Id, ArcTrigger>,
    /// Told at once what changed: those who draw by hand.
    listeners: Vec<(u64, Listener)>,
    typing: Option<Typing>,
    /// Notices shown so far; each has a number of its own.
    notices: u64,
    /// Counts what came in, so that what was given up is known when it answers.
    import: u64,
    /// The office file that is being read.
    reading: Option<browser::office::Job>,
    /// Rows that stay in the table whatever the filter says: edited or added since it was set.
    kept: HashSet<Id>,
    /// What was done before the history in memory, once somebody asked.
    past: Option<Rc<Past>>,
    past_reading: Option<PastReading>,
    /// Units and people the ledger has, once somebody asked.
    known: Option<Known>,
    /// The next change of the selection scrolls nothing.
    keeps_view: bool,
    /// When storing is tried again after it found no room, in milliseconds since 1970 UTC.
    retry: i64,
    settings: Settings,
    /// The ledger whose set-up that is.
    settings_of: String,
}

type Listener = Rc<dyn Fn(&Changed)>;

/// What the grid has to draw anew.
#[derive(Clone, Debug, PartialEq)]
pub enum Changed {
    /// These nodes show other values.
    Values(Vec<Id>),
    /// The table has other rows, or the same in another order; `true` where a person asked for
    /// that and looks at it from the top.
    Table(bool),
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
    /// Opens what local storage holds, or else what the page carries, or the sample.
    pub fn open() -> Self {
        match browser::app::carried() {
            Some(text) => Self::open_carried(&text),
            None => Self::open_in("", sample()),
        }
    }

    /// Opens what a space of local storage holds, or else `given`.
    pub fn open_in(space: &str, given: Ledger) -> Self {
        let seed = browser::seed();
        let Opened { mut session, journal, stored, damage } = match LocalStore::new(space) {
            Ok(store) => storage::open(store, given, seed),
            Err(error) => Opened {
                session: Session::new(given, 0, seed),
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
        let me = me::load();
        session.sign(me.clone());
        let today = browser::calendar_day();
        let settings_of = session.ledger().name().to_owned();
        let settings = settings::load(&settings_of);
        let view = View::default();
        let outline = Rc::new(Outline::new(session.ledger()));
        let table = view::project(session.ledger(), &outline, &view, today, &HashSet::new());
        let spot = Spot::first(&table);
        let totals = rows::totals(session.ledger(), today);
        let layout = settings.layout_of(session.ledger());
        let inner = Inner {
            session,
            outline,
            journal,
            space: space.to_owned(),
            nodes: HashMap::new(),
            listeners: Vec::new(),
            typing: None,
            notices: 0,
            import: 0,
            reading: None,
            kept: HashSet::new(),
            past: None,
            past_reading: None,
            known: None,
            keeps_view: false,
            retry: 0,
            settings,
            settings_of,
        };
        let desk = Self {
            inner: StoredValue::new_local(inner),
            table: RwSignal::new_local(Rc::new(table)),
            view: RwSignal::new(view),
            layout: RwSignal::new(layout),
            spot: RwSignal::new(spot),
            anchor: RwSignal::new(None),
            totals: RwSignal::new(totals),
            me: RwSignal::new(me),
            errand: RwSignal::new(None),
            day: RwSignal::new(today),
            page: RwSignal::new(Page::Ledger),
            edition: RwSignal::new(Edition::Internal),
            sought: RwSignal::new(None),
            checked: RwSignal::new_local(None),
            checking: RwSignal::new(None),
            is_sending: RwSignal::new(false),
            merging: RwSignal::new_local(Merging::default()),
            tool: RwSignal::new(None),
            found: RwSignal::new(Search::default()),
            set_up: RwSignal::new(0),
            column_menu: RwSignal::new(0),
            width: RwSignal::new(0),
            has_panel: RwSignal::new(false),
            is_stale: RwSignal::new(false),
            past_read: RwSignal::new(0),
            revision: RwSignal::new(0),
            structure: RwSignal::new(0),
            saving: RwSignal::new(saving),
            notices: RwSignal::new(Vec::new()),
            is_opening: RwSignal::new(false),
            import: RwSignal::new_local(Import::Nothing),
            to_seal: RwSignal::new_local(None),
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

    /// The ledger's word for a stage, and a subscription to it.
    pub fn stage(self, status: Status) -> String {
        self.structure.track();
        self.with(|ledger| rows::stage_word(ledger.particulars(), status).to_owned())
    }

    /// What a field of codes is chosen from where it has the value `now`.
    pub fn choices(self, field: Field, now: &str) -> Vec<(&'static str, String)> {
        let mut choices = self.with(|ledger| field::choices(ledger.particulars(), field));
        if field == Field::Status {
            let role = self.me.with_untracked(|me| me.role);
            choices.retain(|(code, _)| {
                *code == now
                    || procedure::is_offered(Status::from_code(now), Status::from_code(code), role)
            });
        }
        choices
    }

    /// The day, as it was when the page was opened or last came into view.
    pub fn today(self) -> Date {
        self.day.get_untracked()
    }

    /// Who is told at once what changed, until the view that asks is gone.
    pub fn listen(self, listener: impl Fn(&Changed) + 'static) {
        let number = self.inner.try_update_value(|inner| {
            let number = inner.listeners.last().map_or(0, |(number, _)| number + 1);
            inner.listeners.push((number, Rc::new(listener)));
            number
        });
        on_cleanup(move || {
            self.inner.try_update_value(|inner| {
                inner.listeners.retain(|(own, _)| Some(*own) != number);
            });
        });
    }

    /// Carries out a command that adds nodes; the first that came, where it was not refused.
    pub fn add(self, command: Command) -> Option<Id> {
        if !self.run(command) {
            return None;
        }
        self.inner.with_value(|inner| {
            let edits = inner.session.history().newest_edits();
            edits.iter().find_map(Edit::inserted).map(|node| node.id)
        })
    }

    /// Carries out a command, and says why where it was refused. True where the ledger changed.
    pub fn run(self, command: Command) -> bool {
        let errand = Errand::of(&command);
        match self.try_to(command) {
            Ok(()) => true,
            Err(Refused::Lacks(lack)) => {
                self.ask_for(errand, &lack);
                false
            }
            // A row that went meanwhile, or a value that is there already: the page shows what
            // is, and nothing is lost.
            Err(Refused::Missing | Refused::WrongKind | Refused::Value | Refused::Nothing) => false,
            Err(Refused::Mandate) => {
                self.notify(text::exchange::NOT_ASKED.to_owned(), Offer::Nothing, true);
                false
            }
            Err(Refused::TooMuch) => {
                self.notify(text::TOO_MUCH_WRITTEN.to_owned(), Offer::Nothing, true);
                false
            }
        }
    }

    /// Carries out a command; the refusal is the caller's to tell.
    pub fn try_to(self, command: Command) -> Result<(), Refused> {
        self.finish_typing();
        let now = browser::now();
        let action = command.action();
        let mut refused = Refused::Nothing;
        let done = self.change(|inner| match inner.session.run(command, now) {
            Ok(_) => Some(()),
            Err(why) => {
                refused = why;
                None
            }
        });
        if done.is_none() {
            return Err(refused);
        }
        // A refusal of before is of no interest any more.
        if self.notices.with_untracked(|all| all.iter().any(Notice::is_refusal)) {
            self.notices.update(|all| all.retain(|notice| !notice.is_refusal()));
        }
        self.after_newest();
        self.ask_for_reasons(action);
        if matches!(action, Action::RemoveMeasure | Action::RemoveFinding) {
            self.notify(text::done(action), self.offer_undo(), false);
        }
        Ok(())
    }

    pub fn undo(self) {
        self.step(|session, now| session.undo(now).map(|done| changed(&done.edits)));
    }

    pub fn redo(self) {
        self.step(|session, now| session.redo(now).map(|done| changed(&done.edits)));
    }

    /// What undo and redo would do next.
    pub fn next_steps(self) -> (Option<Action>, Option<Action>) {
        self.revision.track();
        self.inner.with_value(|inner| {
            let history = inner.session.history();
            (history.to_undo().map(|one| one.action), history.to_redo().map(|one| one.action))
        })
    }

    fn step(self, step: impl FnOnce(&mut Session, i64) -> Option<Option<(Id, Field)>>) {
        self.finish_typing();
        let now = browser::now();
        let Some(cell) = self.change(|inner| step(&mut inner.session, now)) else { return };
        self.notices.update(|notices| notices.retain(|notice| notice.is_error));
        self.after_newest();
        // What changed is shown, wherever it is, even past a filter.
        match (cell, self.page.get_untracked()) {
            (Some((id, _)), Page::Document) => self.sought.set(Some(id)),
            (Some((id, field)), _) => self.show_cell(id, field),
            (None, _) => {}
        }
    }

    /// Changes the session; where that did something, stores it, and the bar shows how that went.
    fn change<T>(self, change: impl FnOnce(&mut Inner) -> Option<T>) -> Option<T> {
        let (done, saved) = self.inner.try_update_value(|inner| {
            let done = change(inner)?;
            let Inner { session, journal, .. } = inner;
            let saved = match journal {
                // A ledger that finds no room is tried again, but not at each stroke.
                Ok(_) if browser::now() < inner.retry => Err(StoreError::Full.into()),
                Ok(journal) => {
                    let began = browser::now();
                    let saved = journal.save(session);
                    if saved == Err(StoreError::Full.into()) {
                        let ended = browser::now();
                        inner.retry = ended + (ended - began) * PATIENCE;
                    }
                    saved
                }
                Err(trouble) => Err(*trouble),
            };
            Some((done, saved))
        })??;
        match saved {
            Err(trouble) => self.saving.set(Saving::Failed(trouble)),
            Ok(saved) => {
                self.saving.set(Saving::At(browser::now()));
                if saved != Saved::Journal {
                    // What was being read lies elsewhere now.
                    self.inner.update_value(|inner| {
                        if inner.past_reading.is_some() {
                            inner.begin_past();
                        }
                    });
                }
                match saved {
                    Saved::Journal => {}
                    Saved::Compacted => {
                        self.notify(text::COMPACTED.to_owned(), Offer::Nothing, true);
                    }
                    Saved::Forgotten => {
                        self.notify(text::FORGOTTEN.to_owned(), Offer::Nothing, true);
                    }
                    Saved::Refilled => self.notify(text::REFILLED.to_owned(), Offer::Nothing, true),
                }
            }
        }
        Some(done)
    }
}

/// The cell that edits change, if they begin with one.
fn changed(edits: &[Edit]) -> Option<(Id, Field)> {
    // A step of the procedure is about the stage, whatever else it wrote.
    let step = edits.iter().find_map(|edit| Some((edit.node()?, edit.step()?.deed)));
    let step = step
        .map(|(id, deed)| (id, if deed == Deed::Extend { Field::Deadline } else { Field::Status }));
    step.or_else(|| {
        edits.iter().rev().find_map(|edit| match edit {
            Edit::Set { id, field: field @ (Field::Before | Field::After), .. } => {
                Some((*id, *field)).filter(|_| edits.len() == 1)
            }
            Edit::Set { id, field, .. } => Some((*id, *field)),
            Edit::Insert { node, .. } => Some((node.id, Field::Text)),
            Edit::TakeStep { .. }
            | Edit::DropStep { .. }
            | Edit::Remove { .. }
            | Edit::Rename { .. }
            | Edit::Arrange { .. }
            | Edit::Rule { .. }
            | Edit::Identify { .. }
            | Edit::Dispatch { .. }
            | Edit::Replace { .. } => None,
        })
    })
}

/// The seed report, compiled in: the first screen needs no second request, and a copy of the
/// page opened from a file share has it too.
fn sample() -> Ledger {
    let (draft, _) = parse::parse(SAMPLE);
    draft.into_ledger(text::SAMPLE_NAME.to_owned()).expect("the sample is a well-formed report")
}
