//! What comes back: it is laid against the ledger, decided about place by place, and taken as one
//! step. Nothing of it is kept before.

use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::{Desk, Import, Offer, Page};
use crate::browser;
use crate::edit::Refused;
use crate::filled::{self, Remark};
use crate::ledger::{Field, Id, Ledger, Node};
use crate::merge::{self, Decision, Merged, Proposal, Return, Told, What};
use crate::office::{Found, csv};
use crate::open::{self, Opened};
use crate::ui::text;
use crate::{file, read, slice};

/// What is being decided about.
#[derive(Clone, Default)]
pub struct Merging {
    pub returns: Rc<Vec<Return>>,
    /// What could not be read of each.
    pub remarks: Rc<Vec<Vec<String>>>,
    pub merged: Rc<Merged>,
    decisions: Rc<BTreeMap<Key, Decision>>,
    /// Counts how often it was laid against the ledger: proposals stay the same in between.
    pub laid: u64,
    /// The revision of the ledger it was laid against.
    revision: u64,
}

/// A place of a proposal.
pub type Key = (Id, What, Field);

pub fn key(proposal: &Proposal) -> Key {
    (proposal.id, proposal.what, proposal.field)
}

/// What a file holds, of several that were brought in together.
enum Brought {
    /// A ledger, with what of the file is not in it.
    Ledger(Box<Ledger>, Vec<String>),
    Sealed,
    Other,
}

impl Merging {
    pub fn is_empty(&self) -> bool {
        self.returns.is_empty()
    }

    pub fn decision(&self, key: Key) -> Option<&Decision> {
        self.decisions.get(&key)
    }

    pub fn has_decisions(&self) -> bool {
        !self.decisions.is_empty()
    }

    /// How many proposals have no decision yet, how many ask for one, and how many are taken.
    pub fn counts(&self) -> (usize, usize, usize) {
        let open = self.merged.proposals.iter().filter(|one| one.is_open());
        let decided = open.clone().filter_map(|one| self.decision(key(one)));
        let taken = decided.clone().filter(|one| **one != Decision::Ours).count();
        let all = open.count();
        (all - decided.count(), all, taken)
    }

    /// Decisions about what is still the same proposal; the others are open again.
    fn standing(&self, merged: &Merged) -> BTreeMap<Key, Decision> {
        let old: BTreeMap<Key, &Proposal> =
            self.merged.proposals.iter().map(|one| (key(one), one)).collect();
        let same = merged
            .proposals
            .iter()
            .filter(|new| old.get(&key(new)).is_some_and(|old| old.asks_the_same(new)));
        let decision = |one: &Proposal| Some((key(one), self.decision(key(one))?.clone()));
        same.filter_map(decision).collect()
    }
}

impl Desk {
    /// Takes a ledger that came in as an answer to this one, where it is one; otherwise gives it
    /// back.
    pub fn receive(self, file: &str, ledger: Ledger, remarks: Vec<String>) -> Option<Ledger> {
        // A copy of the whole is asked about: it may as well take the place of this one.
        if ledger.slice().is_none() {
            return Some(ledger);
        }
        self.bring_in(file, ledger, remarks)
    }

    /// Whether a ledger is a copy of the one that is open, which can be laid against it.
    pub fn is_copy(self, ledger: &Ledger) -> bool {
        ledger.slice().is_none()
            && self.with(|ours| Return::to(ours, String::new(), ledger.clone()).is_ok())
    }

    /// The copy that came in is laid against the ledger instead of taking its place.
    pub fn compare_import(self) {
        let import = self.import.get_untracked();
        let Import::Ledger(ledger) = &import else { return };
        self.cancel_import();
        self.bring_in(ledger.name(), (**ledger).clone(), Vec::new());
    }

    fn bring_in(self, file: &str, ledger: Ledger, remarks: Vec<String>) -> Option<Ledger> {
        let made = self.with(|ours| Return::to(ours, file.to_owned(), ledger.clone()));
        let Ok(one) = made else { return Some(ledger) };
        // The part that is filled in here, as it is here.
        let is_open = self.with(|ours| ours.slice().is_some() && is_same(ours, &ledger));
        let mut merging = self.merging.get_untracked();
        if is_open || merging.returns.iter().any(|other| is_same(&other.theirs, &ledger)) {
            self.notify(text::merging::twice(file), Offer::Nothing, true);
            return None;
        }
        if merging.is_empty() {
            merging.revision = self.revision.get_untracked();
        }
        Rc::make_mut(&mut merging.returns).push(one);
        Rc::make_mut(&mut merging.remarks).push(remarks);
        self.lay(merging);
        self.is_opening.set(false);
        self.go(Page::Exchange);
        None
    }

    /// Reads several files, which all are to be answers to this ledger; those that are not are
    /// named.
    pub fn collect(self, files: Vec<File>) {
        if self.has_decisions() {
            return self.notify(text::REVIEW_FIRST.to_owned(), Offer::Nothing, true);
        }
        let number = self.begin(text::exchange::COLLECT);
        spawn_local(async move {
            let (mut strange, mut sealed) = (Vec::new(), Vec::new());
            for file in files {
                let name = file.name();
                let brought = self.bring(&file).await.unwrap_or(Brought::Other);
                if !self.is_current(number) {
                    return;
                }
                match brought {
                    Brought::Ledger(ledger, remarks) => {
                        if self.receive(&name, *ledger, remarks).is_some() {
                            strange.push(name);
                        }
                    }
                    Brought::Sealed => sealed.push(name),
                    Brought::Other => strange.push(name),
                }
            }
            self.cancel_import();
            if !strange.is_empty() || !sealed.is_empty() {
                let words = text::merging::left_aside(&strange, &sealed);
                self.notify(words, Offer::Nothing, true);
            }
        });
    }

    async fn bring(self, file: &File) -> Option<Brought> {
        read::check_size(file.size() as u64).ok()?;
        let bytes = browser::read(file).await.ok()?;
        if open::is_office(&bytes) {
            let Found::Filled { ledger, remarks } =
                browser::office::read(&bytes).found().await.ok()?.ok()?
            else {
                return None;
            };
            return Some(Brought::Ledger(Box::new(file::read(&ledger).ok()?), told(&remarks)));
        }
        Some(match open::text(&file.name(), &bytes).ok()? {
            Opened::Ledger(ledger) => Brought::Ledger(Box::new(ledger), Vec::new()),
            Opened::Table(table) => {
                let (ledger, remarks) = self.filled(&table)?;
                Brought::Ledger(Box::new(ledger), remarks)
            }
            Opened::Sealed { .. } => Brought::Sealed,
            Opened::Report { .. } => Brought::Other,
        })
    }

    /// A table without what it was made of, put together with that: none where it was not sent
    /// from here, or the history no longer leads to where it was.
    pub(super) fn filled(self, table: &csv::Returned) -> Option<(Ledger, Vec<String>)> {
        let sent = self.with(|ledger| {
            let is_own = ledger.document() == table.document;
            ledger.dispatches().get(&table.slice).filter(|_| is_own).cloned()
        })?;
        let then = self.as_of(sent.version)?;
        let part = slice::again(&then, &table.document, &sent).ok()?;
        let filled = csv::fill(table, &part, browser::now());
        Some((filled.ledger, told(&filled.remarks)))
    }

    /// Lays what came back against the ledger as it is now. What answers another ledger than the
    /// one that is open goes; what is decided about something that changed is open again. Both are
    /// told.
    fn lay(self, merging: Merging) {
        self.finish_typing();
        browser::mark("returns read");
        let revision = self.revision.get_untracked();
        let (returns, remarks) = if merging.revision == revision {
            (Rc::clone(&merging.returns), Rc::clone(&merging.remarks))
        } else {
            self.asked_again(&merging)
        };
        let gone = merging.returns.len() - returns.len();
        let merged = self.inner.with_value(|inner| {
            let told = Told::by(inner.session.history().entries().iter());
            merge::merge(inner.session.ledger(), &returns, &told)
        });
        let standing = merging.standing(&merged);
        let open_again = merging.decisions.len() - standing.len();
        browser::mark("returns laid");
        self.merging.set(Merging {
            returns,
            remarks,
            merged: Rc::new(merged),
            decisions: Rc::new(standing),
            laid: merging.laid + 1,
            revision,
        });
        if gone + open_again > 0 {
            let words = text::merging::laid_again(gone, open_again);
            self.notify(words, Offer::Nothing, true);
        }
    }

    /// What of it still answers the ledger that is open, whatever it has become.
    fn asked_again(self, merging: &Merging) -> (Rc<Vec<Return>>, Rc<Vec<Vec<String>>>) {
        let both = merging.returns.iter().zip(merging.remarks.iter());
        let still = both.filter_map(|(one, remarks)| {
            let (file, theirs) = (one.file.clone(), one.theirs.clone());
            let one = self.with(|ours| Return::to(ours, file, theirs)).ok()?;
            Some((one, remarks.clone()))
        });
        let (returns, remarks) = still.unzip();
        (Rc::new(returns), Rc::new(remarks))
    }

    /// The ledger may have changed since: what is shown is what would be taken. False where it
    /// had.
    pub fn lay_again(self) -> bool {
        let merging = self.merging.get_untracked();
        let is_as_it_was = merging.is_empty() || merging.revision == self.revision.get_untracked();
        if !is_as_it_was {
            self.lay(merging);
        }
        is_as_it_was
    }

    /// Leaves one file out again.
    pub fn leave_out(self, at: usize) {
        let mut merging = self.merging.get_untracked();
        if at < merging.returns.len() {
            Rc::make_mut(&mut merging.returns).remove(at);
            Rc::make_mut(&mut merging.remarks).remove(at);
            self.lay(merging);
        }
    }

    pub fn decide_about(self, key: Key, decision: Option<Decision>) {
        self.merging.update(|merging| {
            let decisions = Rc::make_mut(&mut merging.decisions);
            match decision {
                Some(decision) => decisions.insert(key, decision),
                None => decisions.remove(&key),
            };
        });
    }

    /// All that only they have changed and were asked for; what was decided stays decided.
    pub fn accept_plain(self) {
        self.decide_rest(Proposal::is_plain, &Decision::Theirs(0));
    }

    /// Whatever is not decided stays as it is.
    pub fn keep_rest(self) {
        self.decide_rest(Proposal::is_open, &Decision::Ours);
    }

    fn decide_rest(self, which: impl Fn(&Proposal) -> bool, decision: &Decision) {
        self.merging.update(|merging| {
            let decisions = Rc::make_mut(&mut merging.decisions);
            for one in merging.merged.proposals.iter().filter(|one| which(one)) {
                decisions.entry(key(one)).or_insert_with(|| decision.clone());
            }
        });
    }

    pub fn leave_merging(self) {
        self.merging.set(Merging::default());
    }

    /// What was decided, as one step. Nothing is taken where the ledger is no longer what was
    /// shown.
    pub fn take_merged(self, note: &str) {
        if !self.lay_again() {
            return;
        }
        let merging = self.merging.get_untracked();
        let proposals = merging.merged.proposals.iter().enumerate();
        let decisions: Vec<(usize, Decision)> = proposals
            .filter_map(|(at, one)| Some((at, merging.decision(key(one))?.clone())))
            .collect();
        let (_, _, taken) = merging.counts();
        let note = note.trim().to_owned();
        let (returns, merged) = (&merging.returns, &merging.merged);
        let command = self.with(|ledger| {
            merge::taking(ledger, returns, merged, &decisions, note, browser::now())
        });
        let files = merging.returns.len();
        let why = match self.try_to(command) {
            Ok(()) => {
                self.leave_merging();
                let words = text::merging::taken(files, taken);
                return self.notify(words, self.offer_undo(), false);
            }
            // All is as it was, and nothing was on the list.
            Err(Refused::Nothing) => return self.leave_merging(),
            Err(Refused::Lacks(lack)) => {
                let entry = lack.id.map(|id| self.with(|ledger| self.entry_name(ledger, id)));
                text::merging::lacks(&lack, entry.as_deref())
            }
            Err(why) => text::merging::refused(&why),
        };
        self.notify(why, Offer::Nothing, true);
    }
}

/// Whether two files of one part say the same; when it was read is no matter.
fn is_same(one: &Ledger, two: &Ledger) -> bool {
    let id = |ledger: &Ledger| ledger.slice().map(|slice| slice.id.clone());
    let cells = |node: &Node| -> Vec<String> {
        Field::ALL.iter().map(|field| node.get(*field).to_owned()).collect()
    };
    let is_alike = |(one, two): (&Node, &Node)| {
        (one.id, one.parent) == (two.id, two.parent) && cells(one) == cells(two)
    };
    id(one) == id(two)
        && one.nodes().len() == two.nodes().len()
        && one.nodes().iter().zip(two.nodes()).all(is_alike)
}

/// Remarks about a table, in words.
pub(super) fn told(remarks: &[Remark]) -> Vec<String> {
    remarks.iter().map(filled::wording::remark).collect()
}
