//! A snapshot and the transactions after it, each under a key of its own, so that saving an edit
//! costs the same however long the ledger is.
//!
//! ```text
//! rectification-ledger/1/snapshot   {"base":0, …} then the ledger's file
//! rectification-ledger/1/1          transaction 1
//! rectification-ledger/1/2          transaction 2 …
//! rectification-ledger/1/kept       why generation 1 could not be read, if so
//! rectification-ledger/head         generation and base that are being written
//! ```
//! A generation begins with its snapshot; the highest one that was not set aside counts. Nothing
//! unreadable is written over: it is set aside under its own keys, and a new generation starts
//! from what could be read. Data of a newer release is left alone entirely.
//!
//! When the store is full, the snapshot is overwritten in place by one of today's ledger, and the
//! transactions it contains go. Transactions up to a snapshot's base are never read.
//!
//! Two windows on one store cannot overwrite each other: a transaction key that is taken, or a
//! head that is not this window's, means that somebody else was here, and this window stops.

use serde::{Deserialize, Serialize};

use super::{Store, StoreError};
use crate::edit::Transaction;
use crate::file::{self, FileError};
use crate::ledger::Ledger;
use crate::session::Session;

const PREFIX: &str = "rectification-ledger/";
const SNAPSHOT: &str = "snapshot";
const KEPT: &str = "kept";
const HEAD: &str = "rectification-ledger/head";

/// Writes what a session does into a store.
#[derive(Debug)]
pub struct Journal<S> {
    store: S,
    generation: u64,
    /// The transaction after which the stored snapshot was taken.
    base: u64,
    /// The newest transaction that is safely stored.
    saved: u64,
    /// Whether this generation's snapshot is stored; a fresh one waits for the first edit.
    begun: bool,
    /// Whether another window has written here since.
    overtaken: bool,
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

#[derive(Serialize, Deserialize)]
struct SnapshotHead {
    base: u64,
}

enum Found {
    Whole(Session),
    Part(Option<Session>, String),
    Newer,
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
        let journal = Ok(Journal::new(store, newest + 1, 0));
        return Ok(Opened { session, journal, stored: false, damage: None });
    };
    match read_generation(&store, current, seed)? {
        Found::Newer => {
            let session = Session::new(sample, 0, seed);
            Ok(Opened { session, journal: Err(Trouble::Newer), stored: false, damage: None })
        }
        Found::Whole(session) => {
            for old in generations.into_iter().filter(|&g| g < current) {
                clear_superseded(&mut store, old);
            }
            clear_folded(&mut store, current, session.history().base())?;
            let mut journal = Journal::new(store, current, session.history().base());
            (journal.saved, journal.begun) = (session.history().last(), true);
            // A page killed in the middle of a compaction left the head of before.
            if journal.store.get(HEAD)? != Some(journal.head()) {
                journal.store.set(HEAD, &journal.head())?;
            }
            Ok(Opened { session, journal: Ok(journal), stored: true, damage: None })
        }
        Found::Part(part, reason) => {
            let recovered = part.is_some();
            let ledger = part.map_or(sample, |session| session.ledger().clone());
            // The mark first: without it the next visit would tidy the damaged data away.
            store.set(&key(current, KEPT), &reason)?;
            let session = Session::new(ledger, 0, seed);
            let mut journal = Journal::new(store, newest + 1, 0);
            if recovered {
                journal.begin(session.ledger())?;
            }
            let damage = Some(Damage { reason, recovered });
            Ok(Opened { session, journal: Ok(journal), stored: recovered, damage })
        }
    }
}

impl<S: Store> Journal<S> {
    fn new(store: S, generation: u64, base: u64) -> Self {
        Self { store, generation, base, saved: base, begun: false, overtaken: false }
    }

    /// The number of the newest transaction that is stored.
    pub fn saved(&self) -> u64 {
        self.saved
    }

    /// Stores whatever the session has done and the store has not. Called after each
    /// transaction; after a failure the next call catches up.
    pub fn save(&mut self, session: &Session) -> Result<Saved, Trouble> {
        self.check_alone()?;
        if !self.begun {
            if generations(&self.store)?.last().is_some_and(|&newest| newest >= self.generation) {
                self.overtaken = true;
                return Err(Trouble::Overtaken);
            }
            self.begin(&initial(session))?;
        } else if self.store.get(HEAD)?.is_none() {
            self.compact(session)?;
            return Ok(Saved::Refilled);
        }
        while self.saved < session.history().last() {
            let transaction = session.history().get(self.saved + 1);
            let transaction = transaction.expect("what is not saved is in the history");
            let key = transaction_key(self.generation, transaction.number);
            if self.store.get(&key)?.is_some() {
                self.overtaken = true;
                return Err(Trouble::Overtaken);
            }
            match self.store.set(&key, &json(transaction)) {
                Err(StoreError::Full) => return self.compact(session),
                other => other?,
            }
            self.saved += 1;
        }
        Ok(Saved::Journal)
    }

    /// Stores the newest transaction once more, after it was revised.
    pub fn save_revised(&mut self, session: &Session) -> Result<Saved, Trouble> {
        self.check_alone()?;
        let Some(newest) = session.history().entries().last() else { return Ok(Saved::Journal) };
        if newest.number > self.saved {
            return self.save(session);
        }
        if newest.number <= self.base {
            return self.compact(session);
        }
        match self.store.set(&transaction_key(self.generation, newest.number), &json(newest)) {
            Err(StoreError::Full) => self.compact(session),
            other => Ok(other.map(|()| Saved::Journal)?),
        }
    }

    /// Removes the newest transaction, after the session withdrew it.
    pub fn save_withdrawn(&mut self, session: &Session) -> Result<Saved, Trouble> {
        self.check_alone()?;
        if session.history().last() < self.base {
            return self.compact(session);
        }
        while self.saved > session.history().last() {
            self.store.remove(&transaction_key(self.generation, self.saved))?;
            self.saved -= 1;
        }
        Ok(Saved::Journal)
    }

    /// Gives up the transactions to make room: a snapshot of today's ledger takes the place of the
    /// old one, which needs no more room than the ledger has grown. Transactions up to its base
    /// mean nothing from then on, whether or not their removal is reached.
    fn compact(&mut self, session: &Session) -> Result<Saved, Trouble> {
        let base = session.history().last();
        self.store.set(&key(self.generation, SNAPSHOT), &snapshot(session.ledger(), base))?;
        (self.base, self.saved, self.begun) = (base, base, true);
        clear_folded(&mut self.store, self.generation, base)?;
        self.store.set(HEAD, &self.head())?;
        Ok(Saved::Compacted)
    }

    /// Starts this generation with its snapshot.
    fn begin(&mut self, ledger: &Ledger) -> Result<(), StoreError> {
        self.store.set(&key(self.generation, SNAPSHOT), &snapshot(ledger, self.base))?;
        self.begun = true;
        self.store.set(HEAD, &self.head())
    }

    /// Changes whenever what lies in the store can no longer be continued by another window.
    fn head(&self) -> String {
        format!("{}/{}", self.generation, self.base)
    }

    /// Cheap enough for every keystroke: one short text is read.
    fn check_alone(&mut self) -> Result<(), Trouble> {
        let head = self.store.get(HEAD)?;
        self.overtaken |= self.begun && head.is_some_and(|head| head != self.head());
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

/// The ledger as it was before the first transaction of this session.
fn initial(session: &Session) -> Ledger {
    let mut ledger = session.ledger().clone();
    for transaction in session.history().entries().iter().rev() {
        crate::edit::apply_all(&mut ledger, &transaction.inverse())
            .expect("a history leads back to where it began");
    }
    ledger
}

fn snapshot(ledger: &Ledger, base: u64) -> String {
    format!("{}\n{}", json(&SnapshotHead { base }), file::write(ledger))
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("strings and numbers always serialise")
}

fn key(generation: u64, part: &str) -> String {
    format!("{PREFIX}{generation}/{part}")
}

fn transaction_key(generation: u64, number: u64) -> String {
    format!("{PREFIX}{generation}/{number}")
}

/// Generations in the store, ascending.
fn generations<S: Store>(store: &S) -> Result<Vec<u64>, StoreError> {
    let keys = store.keys(PREFIX)?;
    let mut found: Vec<u64> =
        keys.iter().filter_map(|key| key[PREFIX.len()..].split_once('/')?.0.parse().ok()).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn is_current<S: Store>(store: &S, generation: u64) -> Result<bool, StoreError> {
    let has = |part| Ok::<_, StoreError>(store.get(&key(generation, part))?.is_some());
    Ok(has(SNAPSHOT)? && !has(KEPT)?)
}

fn read_generation<S: Store>(store: &S, generation: u64, seed: u64) -> Result<Found, StoreError> {
    let text = store.get(&key(generation, SNAPSHOT))?.unwrap_or_default();
    let (head, ledger) = text.split_once('\n').unwrap_or((&text, ""));
    let base = serde_json::from_str::<SnapshotHead>(head).map(|head| head.base);
    let (base, ledger) = match (base, file::read(ledger)) {
        (_, Err(FileError::Newer { .. })) => return Ok(Found::Newer),
        (Err(error), _) => return Ok(Found::Part(None, format!("snapshot: {error}"))),
        (_, Err(error)) => return Ok(Found::Part(None, format!("snapshot: {error}"))),
        (Ok(base), Ok(ledger)) => (base, ledger),
    };
    let stored = transactions(store, generation)?.filter(|&number| number > base).count() as u64;
    let mut session = Session::new(ledger, base, seed);
    for number in base + 1..=base + stored {
        let trouble = match store.get(&transaction_key(generation, number))? {
            None => "missing".to_owned(),
            Some(text) => match serde_json::from_str::<Transaction>(&text) {
                Err(error) => error.to_string(),
                Ok(transaction) => match session.replay(transaction) {
                    Err(broken) => broken.to_string(),
                    Ok(()) => continue,
                },
            },
        };
        return Ok(Found::Part(Some(session), format!("transaction {number}: {trouble}")));
    }
    Ok(Found::Whole(session))
}

/// The numbers of a generation's transactions, in no particular order.
fn transactions<S: Store>(
    store: &S,
    generation: u64,
) -> Result<impl Iterator<Item = u64> + use<S>, StoreError> {
    let prefix = key(generation, "");
    let keys = store.keys(&prefix)?;
    Ok(keys.into_iter().filter_map(move |key| key[prefix.len()..].parse().ok()))
}

/// Removes the transactions that the snapshot at `base` contains.
fn clear_folded<S: Store>(store: &mut S, generation: u64, base: u64) -> Result<(), StoreError> {
    for number in transactions(store, generation)?.filter(|&number| number <= base) {
        store.remove(&transaction_key(generation, number))?;
    }
    Ok(())
}

/// Removes a generation that a later one has replaced, unless it was set aside.
fn clear_superseded<S: Store>(store: &mut S, generation: u64) {
    if matches!(store.get(&key(generation, KEPT)), Ok(None)) {
        clear(store, generation);
    }
}

/// The snapshot goes first: what is left is then no ledger, rather than half of one.
fn clear<S: Store>(store: &mut S, generation: u64) {
    let keys = store.keys(&key(generation, "")).unwrap_or_default();
    let snapshot = key(generation, SNAPSHOT);
    for key in std::iter::once(&snapshot).chain(keys.iter().filter(|key| **key != snapshot)) {
        // A key that stays is tidied by the next visit; the newer generation counts either way.
        let _ = store.remove(key);
    }
}
