//! What comes in: a file is read, parsed by steps, looked through, and taken as one transaction.
//! Until then the ledger is as it was.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::merging::told;
use super::{Desk, Offer, Page};
use crate::browser;
use crate::edit::Command;
use crate::file::{self, Content};
use crate::ledger::{Field, Kind, Ledger, Particulars};
use crate::office::{Found, Source};
use crate::open::{self, Opened};
use crate::parse::{Decisions, Parsing};
use crate::review::Review;
use crate::rows::{self, Spot};
use crate::template::{self, Template};
use crate::ui::text;

/// Paragraphs parsed between two looks at the clock, and milliseconds between two breaths of the
/// page.
const STEP: usize = 500;
const BREATH: i64 = 30;
/// Shorter texts are parsed again at once when something was decided.
const SHORT: usize = 400_000;

/// What is coming in.
#[derive(Clone, Default)]
pub enum Import {
    #[default]
    Nothing,
    /// An office file is being read, or a text parsed: how far it is, where that is known.
    Working {
        name: String,
        share: Option<f64>,
        /// Whether a person has decided something about it before.
        is_deciding: bool,
    },
    Review(Rc<Review>),
    /// A ledger's file, where there is a ledger already.
    Ledger(Rc<Ledger>),
    /// Under a password, which is being asked for.
    Sealed {
        name: String,
        envelope: Rc<str>,
    },
}

/// Where what comes in goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    Replace,
    Append,
}

impl Import {
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Nothing)
    }

    pub fn review(&self) -> Option<Rc<Review>> {
        match self {
            Self::Review(review) => Some(Rc::clone(review)),
            Self::Nothing | Self::Working { .. } | Self::Ledger(_) | Self::Sealed { .. } => None,
        }
    }
}

impl Desk {
    /// A file the person chose, dropped or pasted.
    pub fn open_bytes(self, name: &str, bytes: &[u8]) {
        if self.has_decisions() {
            return self.notify(text::REVIEW_FIRST.to_owned(), Offer::Nothing, true);
        }
        self.tidy_notices();
        if open::is_office(bytes) {
            return self.open_office(name.to_owned(), bytes);
        }
        match open::text(name, bytes) {
            Ok(opened) => self.opened(name, opened),
            Err(error) => self.notify(text::open_error(name, &error), Offer::Nothing, true),
        }
    }

    /// Whether a person has decided something about what is coming in.
    pub fn has_decisions(self) -> bool {
        self.import.with_untracked(|import| match import {
            Import::Review(review) => review.decided() > 0,
            Import::Working { is_deciding, .. } => *is_deciding,
            Import::Nothing | Import::Ledger(_) | Import::Sealed { .. } => false,
        })
    }

    /// Whether there is work that another document would take the place of.
    pub fn is_worked_on(self) -> bool {
        let has_steps = self.inner.with_value(|inner| inner.session.history().last() > 0);
        has_steps && self.with(|ledger| !ledger.nodes().is_empty())
    }

    /// Reads the text again by other decisions.
    pub fn decide(self, decisions: Vec<Decisions>) {
        let Some(review) = self.import.with_untracked(Import::review) else { return };
        if review.text().len() <= SHORT {
            self.import.set(Import::Review(Rc::new(review.again(decisions))));
        } else {
            self.parse(review.name.clone(), review.source(), decisions);
        }
    }

    /// Gives up what is coming in.
    pub fn cancel_import(self) {
        self.inner.update_value(|inner| {
            inner.import += 1;
            if let Some(reading) = inner.reading.take() {
                reading.cancel();
            }
        });
        self.import.set(Import::Nothing);
    }

    /// Takes what came in into the ledger.
    pub fn take(self, destination: Destination) {
        let import = self.import.get_untracked();
        let ledger = match &import {
            Import::Review(review) => review.ledger(),
            Import::Ledger(ledger) => Ok((**ledger).clone()),
            Import::Nothing | Import::Working { .. } | Import::Sealed { .. } => return,
        };
        let mut ledger = ledger.expect("a draft makes a well-formed ledger");
        if import.review().is_some() {
            let own = self.with(|ledger| ledger.particulars().clone());
            ledger = as_own(&ledger, own);
        }
        let unassigned = import.review().map_or(0, |review| review.summary().unassigned);
        self.cancel_import();
        self.accept(ledger, destination, unassigned);
    }

    fn accept(self, ledger: Ledger, destination: Destination, unassigned: usize) {
        let totals = rows::totals(&ledger, self.today());
        let name = ledger.name().to_owned();
        let last = self.with(|ledger| ledger.nodes().last().map(|node| node.id));
        let command = match destination {
            Destination::Replace => Command::Replace { to: Box::new(ledger) },
            Destination::Append => Command::Append { from: Box::new(ledger) },
        };
        self.run(command);
        self.is_opening.set(false);
        self.page.set(Page::Ledger);
        if destination == Destination::Replace {
            // Other columns may be closed to whoever sits here.
            self.layout.update(|_| {});
            self.project(true);
        }
        // What is new is shown.
        let from = last.filter(|_| destination == Destination::Append);
        let spot = self.with(|ledger| {
            let from = from.and_then(|id| ledger.position(id)).map_or(0, |at| at + 1);
            let new = ledger.nodes()[from..].iter();
            let measure = new.clone().find(|node| node.kind == Kind::Measure);
            let finding = new.clone().find(|node| node.kind == Kind::Finding);
            let id = measure.or(finding)?.id;
            self.table.with_untracked(|table| Spot::of(table, ledger, id, Field::Text))
        });
        self.select(spot.or_else(|| self.table.with_untracked(|table| Spot::first(table))));
        let opened = text::opened(&name, totals.findings, totals.measures, unassigned);
        self.notify(opened, self.offer_undo(), false);
        self.refocus.notify();
    }

    /// What was found in an office file.
    fn found(self, file: &str, found: Found) {
        match found {
            Found::Source(source) => self.opened(file, open::report(file, source)),
            Found::Stripped(source) => {
                self.opened(file, open::report(file, source));
                self.notify(text::exchange::STRIPPED.to_owned(), Offer::Nothing, true);
            }
            Found::Filled { ledger, remarks } => match file::read(&ledger) {
                Ok(ledger) => self.came_in(file, ledger, told(&remarks)),
                Err(error) => self.fail(text::open_error(file, &error.into())),
            },
        }
    }

    fn opened(self, file: &str, opened: Opened) {
        self.cancel_import();
        match opened {
            Opened::Ledger(ledger) => self.came_in(file, ledger, Vec::new()),
            Opened::Table(table) => match self.filled(&table) {
                Some((ledger, remarks)) => self.came_in(file, ledger, remarks),
                None => self.fail(text::exchange::STRANGE_TABLE.to_owned()),
            },
            Opened::Report { name, source } => self.parse(name, Rc::new(source), Vec::new()),
            Opened::Sealed { name, envelope } => {
                self.is_opening.set(false);
                self.import.set(Import::Sealed { name, envelope: envelope.into() });
            }
        }
    }

    /// A ledger: what answers the one that is open is merged into it, another takes its place once
    /// that is asked for. `remarks` are about what of the file is not in it.
    fn came_in(self, file: &str, ledger: Ledger, remarks: Vec<String>) {
        self.cancel_import();
        let Some(ledger) = self.receive(file, ledger, remarks.clone()) else { return };
        if self.is_worked_on() {
            self.is_opening.set(false);
            self.import.set(Import::Ledger(Rc::new(ledger)));
        } else {
            self.accept(ledger, Destination::Replace, 0);
        }
        if !remarks.is_empty() {
            self.notify(text::exchange::not_taken(&remarks), Offer::Nothing, true);
        }
    }

    fn open_office(self, name: String, bytes: &[u8]) {
        let number = self.begin(&name);
        let reading = browser::office::read(bytes);
        self.inner.update_value(|inner| inner.reading = Some(reading.clone()));
        spawn_local(async move {
            let answer = reading.found().await;
            if !self.is_current(number) {
                return;
            }
            self.inner.update_value(|inner| inner.reading = None);
            match answer {
                Ok(Ok(found)) => self.found(&name, found),
                Ok(Err(error)) => self.fail(text::open_error(&name, &error.into())),
                Err(silence) => self.fail(text::silence(silence).to_owned()),
            }
        });
    }

    /// Parses by steps; the page draws, and can be cancelled, between them.
    fn parse(self, name: String, source: Rc<Source>, decisions: Vec<Decisions>) {
        let number = self.begin(&name);
        let is_deciding = !decisions.is_empty();
        spawn_local(async move {
            let in_force = decisions.last().cloned().unwrap_or_default();
            let mut parsing = Parsing::new(&source.text, &in_force);
            let mut breath = browser::now();
            while !parsing.step(STEP) {
                if browser::now() - breath < BREATH {
                    continue;
                }
                let share = Some(parsing.progress());
                self.import.set(Import::Working { name: name.clone(), share, is_deciding });
                browser::pause().await;
                if !self.is_current(number) {
                    return;
                }
                breath = browser::now();
            }
            let draft = parsing.finish();
            let review = Review::new(name, Rc::clone(&source), decisions, draft);
            browser::mark("report parsed");
            self.tidy_notices();
            self.import.set(Import::Review(Rc::new(review)));
        });
    }

    /// A new ledger in place of this one, which can be undone.
    pub fn begin_blank(self, template: Template) {
        self.cancel_import();
        self.is_opening.set(false);
        let own = self.with(|ledger| ledger.particulars().clone());
        let ledger = template::blank(template, text::BLANK_NAME.to_owned());
        self.accept(as_own(&ledger, own), Destination::Replace, 0);
    }

    /// Something comes in: what was coming in before does not any more.
    pub(super) fn begin(self, name: &str) -> u64 {
        self.cancel_import();
        self.is_opening.set(false);
        self.import.set(Import::Working { name: name.to_owned(), share: None, is_deciding: false });
        self.inner.with_value(|inner| inner.import)
    }

    pub(super) fn is_current(self, number: u64) -> bool {
        self.inner.with_value(|inner| inner.import == number)
    }

    pub(super) fn fail(self, reason: String) {
        self.cancel_import();
        self.notify(reason, Offer::Nothing, true);
    }
}

/// What came in, with the office's own words and demands; the day of feedback, what is said around
/// a report and how it is masked are those of another.
fn as_own(ledger: &Ledger, own: Particulars) -> Ledger {
    let publication = Box::default();
    let particulars = Particulars { feedback: String::new(), publication, ..own };
    let content = Content { particulars, ..Content::of(ledger) };
    Ledger::with(content).expect("both parts are sound")
}
