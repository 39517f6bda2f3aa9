//! The one door through which a ledger changes.
//!
//! A session holds the ledger and its history. [`Session::run`] turns a command into a
//! transaction, applies it whole and remembers it; the caller hands the transaction to the
//! journal. Time comes in as an argument and ids from a seed, so the same commands give the same
//! ledger everywhere. Not here: storage, and anything a screen remembers (selection, filters).

use crate::edit::{Action, Command, Edit, Hand, History, Refused, Source, Transaction, apply_all};
use crate::ledger::{Author, Id, Ledger, Stale};
use crate::slice;

#[derive(Clone, Debug)]
pub struct Session {
    ledger: Ledger,
    history: History,
    ids: Ids,
    author: Author,
}

/// A stored transaction that does not follow from those before it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("transaction {number} does not fit the ledger: {stale}")]
    Stale { number: u64, stale: Stale },
    #[error("transaction {number} does not follow the one before it")]
    Order { number: u64 },
}

impl Session {
    /// A session on `ledger` as it stands after transaction `base`. `seed` feeds the ids of
    /// nodes added later: draw it at random, so that two copies do not give the same ones.
    pub fn new(ledger: Ledger, base: u64, seed: u64) -> Self {
        Self { ledger, history: History::after(base), ids: Ids(seed), author: Author::default() }
    }

    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Without its history.
    pub fn into_ledger(self) -> Ledger {
        self.ledger
    }

    pub fn history(&self) -> &History {
        &self.history
    }

    /// Who does what is done from now on.
    pub fn sign(&mut self, author: Author) {
        self.author = author;
    }

    pub fn author(&self) -> &Author {
        &self.author
    }

    /// Carries out a command at `at` (milliseconds since 1970 UTC). A refusal changes nothing.
    pub fn run(&mut self, command: Command, at: i64) -> Result<&Transaction, Refused> {
        let (action, note) = (command.action(), command.note().to_owned());
        let sources = command.sources();
        let hand = self.hand(at);
        let (ledger, ids) = (&self.ledger, &mut self.ids);
        let edits = command.plan(ledger, &hand, &mut || ids.fresh(ledger))?;
        slice::permits(ledger, &edits)?;
        Ok(self.commit(action, note, sources, edits, at))
    }

    /// Takes back the newest transaction that is not taken back yet.
    pub fn undo(&mut self, at: i64) -> Option<&Transaction> {
        let last = self.history.to_undo()?;
        let (action, edits) = (Action::Undo(last.number), last.inverse());
        Some(self.commit(action, String::new(), Vec::new(), edits, at))
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self, at: i64) -> Option<&Transaction> {
        let last = self.history.to_redo()?;
        let (action, edits) = (Action::Redo(last.number), last.edits.clone());
        Some(self.commit(action, String::new(), Vec::new(), edits, at))
    }

    /// Changes what the newest transaction, a [`Command::Set`] numbered `number`, sets: a cell
    /// being typed in is saved at each stroke and is still one step to undo. None where another
    /// transaction has come meanwhile.
    pub fn revise(&mut self, number: u64, value: &str, at: i64) -> Option<&Transaction> {
        let newest = self.history.entries().last()?;
        let Some(Edit::Set { id, field, .. }) = newest.edits.first() else { return None };
        let set = Command::Set { id: *id, field: *field, to: value.to_owned() };
        self.revise_with(number, set, at)
    }

    /// The same for any command of one edit: another of its kind, about the same, takes its place.
    pub fn revise_with(&mut self, number: u64, command: Command, at: i64) -> Option<&Transaction> {
        let newest = self.history.entries().last()?;
        if newest.number != number || newest.action != command.action() {
            return None;
        }
        let still = newest.edits.first()?.still()?;
        apply_all(&mut self.ledger, &newest.inverse())
            .expect("the newest transaction can always be taken back");
        let hand = self.hand(at);
        let (ledger, ids) = (&self.ledger, &mut self.ids);
        // Back where it began, or no such value: the step stays, and does nothing.
        let planned = command.plan(ledger, &hand, &mut || ids.fresh(ledger));
        let permitted = planned.and_then(|edits| slice::permits(ledger, &edits).map(|()| edits));
        let edits = permitted.unwrap_or_else(|_| vec![still]);
        apply_all(&mut self.ledger, &edits).expect("edits fit the ledger they were planned on");
        let newest = self.history.newest_mut()?;
        (newest.edits, newest.at) = (edits, at);
        Some(newest)
    }

    /// Drops the newest transaction `number` as if it had not been: a cell left by Esc.
    /// False where it is not the newest or was not an ordinary one.
    pub fn withdraw(&mut self, number: u64) -> bool {
        if self.history.last() != number {
            return false;
        }
        let Some(transaction) = self.history.withdraw() else { return false };
        apply_all(&mut self.ledger, &transaction.inverse())
            .expect("the newest transaction can always be taken back");
        true
    }

    /// Adds a stored transaction, as a journal is read again.
    pub fn replay(&mut self, transaction: Transaction) -> Result<(), Broken> {
        let number = transaction.number;
        if !self.history.continues(&transaction) {
            return Err(Broken::Order { number });
        }
        apply_all(&mut self.ledger, &transaction.edits)
            .map_err(|stale| Broken::Stale { number, stale })?;
        self.history.push(transaction);
        Ok(())
    }

    fn hand(&self, at: i64) -> Hand {
        Hand { by: self.author.clone(), at }
    }

    fn commit(
        &mut self,
        action: Action,
        note: String,
        sources: Vec<Source>,
        edits: Vec<Edit>,
        at: i64,
    ) -> &Transaction {
        apply_all(&mut self.ledger, &edits).expect("edits fit the ledger they were planned on");
        let number = self.history.last() + 1;
        let by = self.author.clone();
        self.history.push(Transaction { number, at, by, action, note, sources, edits });
        self.history.get(number).expect("it was just added")
    }
}

/// SplitMix64: well spread from any seed, and the same on every machine.
#[derive(Clone, Debug)]
struct Ids(u64);

impl Ids {
    fn fresh(&mut self, ledger: &Ledger) -> Id {
        loop {
            self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = self.0;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            let number = (z ^ (z >> 31)) & Id::MAX;
            if let Some(id) = Id::new(number).filter(|&id| ledger.get(id).is_none()) {
                return id;
            }
        }
    }
}
