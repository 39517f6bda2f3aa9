//! A snapshot and the transactions after it, each under a key of its own, so that saving an edit
//! costs the same however long the ledger is.
//!
//! ```text
//! rectification-ledger/1/snapshot   {"journal":1,"base":0} then the ledger's file
//! rectification-ledger/1/1          transaction 1
//! rectification-ledger/1/2          transaction 2 …
//! rectification-ledger/1/kept       why generation 1 could not be read, if so
//! rectification-ledger/head         generation and base that are being written
//! rectification-ledger/reserve      room held back for when the store is full
//! ```
//! A generation begins with its snapshot; the highest one that was not set aside counts. Nothing
//! unreadable is written over or removed: it is set aside under its own keys, and a new generation
//! starts from what could be read. Data of a newer release is left alone entirely.
//!
//! When the store is full, the snapshot is overwritten in place by one of today's ledger, and the
//! transactions it contains go. Transactions up to a snapshot's base are never read.
//!
//! Two windows on one store cannot overwrite each other: a transaction key that is taken, or a
//! head that is not this window's, means that somebody else was here, and this window stops.

mod keys;
mod reading;
mod room;
mod snapshot;

use keys::{
    HEAD, KEPT, PREFIX, RESERVE, SNAPSHOT, generations, is_current, key, transaction_key,
    transactions,
};
use reading::{Found, read_generation};
use room::Room;
use snapshot::{head_line, snapshot};

use super::{Store, StoreError};
use crate::file::json;
use crate::ledger::Ledger;
use crate::session::Session;

/// Characters held back for the growth of a snapshot in a store that is full to the brim.
const RESERVE_SIZE: usize = 8 << 10;

/// Writes what a session does into a store.
#[derive(Debug)]
pub struct Journal<S> {
    store: S,
    generation: u64,
    /// The transaction after which the stored snapshot was taken.
    base: u64,
    /// The newest transaction that is safely stored.
    saved: u64,
    /// Its text as it was written: what lies there must still be this, and what the session
    /// holds may have been revised since.
    tail: Option<String>,
    /// Whether this generation's snapshot is stored; a fresh one waits for the first edit.
    begun: bool,
    /// Whether another window has written here since.
    overtaken: bool,
    /// Whether an older release wrote this generation: its head says so until something is added.
    is_older: bool,
    room: Room,
}

/// How the newest changes were saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Journal,
    /// The store was full: earlier steps were given up for room, and only the ledger as it
    /// stands is stored. A later visit cannot undo them.
    Compacted,
    /// The store had been cleared under this page: the ledger is in it again, as it stands.
    Refilled,
}

/// Why the newest changes are not saved. They are still in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Another window of the same browser works on the same ledger.
    #[error("another window has changed the stored ledger")]
    Overtaken,
    /// What lies in the store is of a newer release; it is left alone.
    #[error("the stored ledger is of a newer release")]
    Newer,
}

/// What was found in the store.
#[derive(Debug)]
pub struct Opened<S> {
    pub session: Session,
    /// Where this visit is saved, or why it cannot be.
    pub journal: Result<Journal<S>, Trouble>,
    /// Whether the session came from the store rather than from the sample.
    pub stored: bool,
    pub damage: Option<Damage>,
}

/// Stored data that could not be read whole. It was set aside under its keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    pub reason: String,
    /// Whether the part before the damage was read.
    pub recovered: bool,
}

/// Opens what the store holds, or starts it with `sample`. `seed` is for the ids of new nodes.
pub fn open<S: Store>(store: S, sample: Ledger, seed: u64) -> Opened<S> {
    let spare = sample.clone();
    open_stored(store, sample, seed).unwrap_or_else(|error| Opened {
        session: Session::new(spare, 0, seed),
        journal: Err(error.into()),
        stored: false,
        damage: None,
    })
}

fn open_stored<S: Store>(mut store: S, sample: Ledger, seed: u64) -> Result<Opened<S>, StoreError> {
    let generations = generations(&store)?;
    let newest = generations.last().copied().unwrap_or(0);
    let mut current = None;
    for &generation in generations.iter().rev() {
        if is_current(&store, generation)? {
            current = Some(generation);
            break;
        }
    }
    let Some(current) = current else {
        let session = Session::new(sample, 0, seed);
        // Something lies there that no visit could read: say so each time.
        let reason = store.get(&key(newest, KEPT))?.unwrap_or("its snapshot is missing".to_owned());
        let damage = (newest > 0).then_some(Damage { reason, recovered: false });
        let journal = Ok(Journal::new(store, newest + 1, 0));
        return Ok(Opened { session, journal, stored: false, damage });
    };
    match read_generation(&store, current, seed)? {
        Found::Newer => {
            let session = Session::new(sample, 0, seed);
            Ok(Opened { session, journal: Err(Trouble::Newer), stored: false, damage: None })
        }
        Found::Whole(session) => {
            clear_folded(&mut store, current, session.history().base())?;
            let mut journal = Journal::new(store, current, session.history().base());
            (journal.saved, journal.begun) = (session.history().last(), true);
            journal.is_older = !journal.snapshot_text()?.starts_with(&head_line(journal.base));
            journal.tail = journal.store.get(&transaction_key(current, journal.saved))?;
            journal.weigh()?;
            // A page killed in the middle of a compaction left the head of before.
            if journal.store.get(HEAD)? != Some(journal.head()) {
                journal.store.set(HEAD, &journal.head())?;
            }
            Ok(Opened { session, journal: Ok(journal), stored: true, damage: None })
        }
        Found::Part(part, reason) => {
            let recovered = part.is_some();
            let session = part.unwrap_or_else(|| Session::new(sample, 0, seed));
            let mut journal = Journal::new(store, newest + 1, session.history().base());
            let journal = match journal.set_aside(current, &reason, recovered, &session) {
                Ok(()) => Ok(journal),
                Err(trouble) => Err(trouble),
            };
            let damage = Some(Damage { reason, recovered });
            Ok(Opened { session, journal, stored: recovered, damage })
        }
    }
}

impl<S: Store> Journal<S> {
    fn new(store: S, generation: u64, base: u64) -> Self {
        let saved = base;
        let (begun, overtaken, is_older) = (false, false, false);
        let room = Room::default();
        Self { store, generation, base, saved, tail: None, begun, overtaken, is_older, room }
    }

    /// Goes on as if the snapshot were stored, for which a benchmark's ledger finds no room.
    #[cfg(feature = "bench")]
    pub fn assume_begun(&mut self) {
        (self.base, self.saved, self.tail, self.begun) = (0, 0, None, true);
        let _ = self.store.set(HEAD, &self.head());
    }

    /// Brings the store up to the session: new transactions, a newest one that was revised, or
    /// one that was withdrawn. Called after each change; what failed is caught up by the next.
    pub fn save(&mut self, session: &Session) -> Result<Saved, Trouble> {
        self.check_alone()?;
        let mut saved = Saved::Journal;
        if self.is_older {
            self.renew_head()?;
        }
        if !self.begun {
            if generations(&self.store)?.last().is_some_and(|&newest| newest >= self.generation) {
                self.overtaken = true;
                return Err(Trouble::Overtaken);
            }
            self.begin(&initial(session))?;
        } else if self.store.get(HEAD)?.is_none() {
            self.compact(session)?;
            saved = Saved::Refilled;
        }
        while self.saved > session.history().last() {
            self.store.remove(&transaction_key(self.generation, self.saved))?;
            self.saved -= 1;
            self.tail = session.history().get(self.saved).map(json);
        }
        let newest = session.history().get(self.saved).map(json);
        if newest != self.tail
            && let Some(text) = newest
        {
            saved = self.write(self.saved, text, session)?.unwrap_or(saved);
        }
        while self.saved < session.history().last() {
            let transaction = session.history().get(self.saved + 1);
            let text = json(transaction.expect("what is not saved is in the history"));
            saved = self.write(self.saved + 1, text, session)?.unwrap_or(saved);
        }
        Ok(saved)
    }

    /// How much of the store is taken already.
    fn weigh(&mut self) -> Result<(), StoreError> {
        self.room = Room::with_snapshot(&self.snapshot_text()?);
        for number in self.base + 1..=self.saved {
            let text = self.store.get(&transaction_key(self.generation, number))?;
            self.room.wrote(&text.unwrap_or_default(), None);
        }
        Ok(())
    }

    fn snapshot_text(&self) -> Result<String, StoreError> {
        Ok(self.store.get(&key(self.generation, SNAPSHOT))?.unwrap_or_default())
    }

    /// An older release reads no further than what it knows: before the first new transaction its
    /// generation says that there may be more. The snapshot below the line stays as it is.
    fn renew_head(&mut self) -> Result<(), StoreError> {
        let text = self.snapshot_text()?;
        if let Some((_, ledger)) = text.split_once('\n') {
            let renewed = format!("{}\n{ledger}", head_line(self.base));
            self.store.set(&key(self.generation, SNAPSHOT), &renewed)?;
        }
        self.is_older = false;
        Ok(())
    }

    /// Writes one transaction; where there is no room, or soon were none, makes some first.
    fn write(
        &mut self,
        number: u64,
        text: String,
        session: &Session,
    ) -> Result<Option<Saved>, Trouble> {
        let can_fold = self.base + 1 < session.history().last();
        let weigh = || snapshot(session.ledger(), self.base);
        if can_fold && number > self.saved && self.room.is_tight(&text, weigh) {
            self.compact(session)?;
            return Ok(Some(Saved::Compacted));
        }
        match self.store.set(&transaction_key(self.generation, number), &text) {
            Err(StoreError::Full) if can_fold => {
                self.compact(session)?;
                Ok(Some(Saved::Compacted))
            }
            Err(error) => Err(error.into()),
            Ok(()) => {
                let before = self.tail.take().filter(|_| number == self.saved);
                self.room.wrote(&text, before.as_deref());
                (self.saved, self.tail) = (number, Some(text));
                Ok(None)
            }
        }
    }

    /// Gives up transactions to make room: a snapshot of the ledger before the newest one takes
    /// the place of the old snapshot, which needs no more room than the ledger has grown; the
    /// newest, which may still be revised or withdrawn, stays a transaction. Those up to the
    /// base mean nothing from then on, whether or not their removal is reached.
    fn compact(&mut self, session: &Session) -> Result<(), Trouble> {
        let (mut ledger, mut base) = (session.ledger().clone(), session.history().last());
        if let Some(newest) = session.history().get(base) {
            crate::edit::apply_all(&mut ledger, &newest.inverse())
                .expect("the newest transaction can always be taken back");
            base -= 1;
        }
        self.store.remove(RESERVE)?;
        let text = snapshot(&ledger, base);
        if let Err(error) = self.store.set(&key(self.generation, SNAPSHOT), &text) {
            self.hold_reserve();
            return Err(error.into());
        }
        self.room = Room::with_snapshot(&text);
        (self.base, self.saved, self.tail, self.begun) = (base, base, None, true);
        clear_folded(&mut self.store, self.generation, base)?;
        self.store.set(HEAD, &self.head())?;
        if let Some(newest) = session.history().get(base + 1) {
            let text = json(newest);
            self.store.set(&transaction_key(self.generation, base + 1), &text)?;
            self.room.wrote(&text, None);
            (self.saved, self.tail) = (base + 1, Some(text));
        }
        self.hold_reserve();
        Ok(())
    }

    /// As far as there is room: a reserve that cannot be held is one that is in use.
    fn hold_reserve(&mut self) {
        let _ = self.store.set(RESERVE, &"-".repeat(RESERVE_SIZE));
    }

    /// Marks a damaged generation, and goes on in this one with what could be read. The mark
    /// first: without it the next visit would tidy the damaged data away. The head with it:
    /// another window must not go on writing there.
    fn set_aside(
        &mut self,
        damaged: u64,
        reason: &str,
        recovered: bool,
        session: &Session,
    ) -> Result<(), Trouble> {
        self.store.set(&key(damaged, KEPT), reason)?;
        self.store.set(HEAD, &self.head())?;
        if recovered {
            self.save(session)?;
        }
        Ok(())
    }

    /// Starts this generation with its snapshot.
    fn begin(&mut self, ledger: &Ledger) -> Result<(), StoreError> {
        let text = snapshot(ledger, self.base);
        self.store.set(&key(self.generation, SNAPSHOT), &text)?;
        (self.begun, self.room) = (true, Room::with_snapshot(&text));
        self.store.set(HEAD, &self.head())?;
        self.hold_reserve();
        Ok(())
    }

    /// Changes whenever what lies in the store can no longer be continued by another window.
    fn head(&self) -> String {
        format!("{}/{}", self.generation, self.base)
    }

    /// Whether the store is as this window left it. Three short texts are read. A store without
    /// a head was cleared under the page, by nobody who could be overwritten.
    fn check_alone(&mut self) -> Result<(), Trouble> {
        if self.begun
            && !self.overtaken
            && let Some(head) = self.store.get(HEAD)?
        {
            let at = |number| transaction_key(self.generation, number);
            self.overtaken = head != self.head()
                || self.store.get(&at(self.saved + 1))?.is_some()
                || (self.tail.is_some() && self.store.get(&at(self.saved))? != self.tail);
        }
        if self.overtaken { Err(Trouble::Overtaken) } else { Ok(()) }
    }
}

/// Everything under this tool's keys as one text, whatever its state.
pub fn dump<S: Store>(store: &S) -> Result<String, StoreError> {
    let mut texts = std::collections::BTreeMap::new();
    for key in store.keys(PREFIX)? {
        let text = store.get(&key)?.unwrap_or_default();
        texts.insert(key, text);
    }
    Ok(json(&texts))
}

/// The ledger as it was before the first transaction in the session's history.
fn initial(session: &Session) -> Ledger {
    let mut ledger = session.ledger().clone();
    for transaction in session.history().entries().iter().rev() {
        crate::edit::apply_all(&mut ledger, &transaction.inverse())
            .expect("a history leads back to where it began");
    }
    ledger
}

/// Removes the transactions that the snapshot at `base` contains.
fn clear_folded<S: Store>(store: &mut S, generation: u64, base: u64) -> Result<(), StoreError> {
    for number in transactions(store, generation)?.filter(|&number| number <= base) {
        store.remove(&transaction_key(generation, number))?;
    }
    Ok(())
}
