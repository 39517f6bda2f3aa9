//! A snapshot and the transactions around it, so that saving an edit costs the same however long
//! the ledger and its history are.
//!
//! ```text
//! rectification-ledger/1/snapshot   {"journal":4,"base":512} then the ledger's file
//! rectification-ledger/1/pack/1     transactions 1 to 256, packed: before the base, the past
//! rectification-ledger/1/pack/257   257 to 512 …
//! rectification-ledger/1/pack/513   513 to 768: behind the base, replayed
//! rectification-ledger/1/769        transaction 769, under a key of its own
//! rectification-ledger/1/770        770 …
//! rectification-ledger/1/kept       why generation 1 could not be read, if so
//! rectification-ledger/head         generation, base and pack that are being written
//! rectification-ledger/reserve      room held back for when the store is full
//! ```
//! A generation begins with its snapshot; the highest one that was not set aside counts. Nothing
//! unreadable is written over or removed: it is set aside under its own keys, and a new generation
//! starts from what could be read. Data of a newer release is left alone entirely.
//!
//! The newest transactions, which may still be revised or withdrawn, lie under keys of their own;
//! as they grow many, the older of them are packed (`packing`). The snapshot follows at a distance
//! and is overwritten in place: what lies behind it is replayed, what lies before it is the past,
//! read only when somebody looks at it (`past`). Transactions that a pack or the snapshot contains
//! mean nothing, whether or not their removal was reached.
//!
//! When room runs out, the past gives way, the oldest first: many steps become one that says the
//! same of the ledger (`versions`), and only then are any forgotten (`making_room`).
//!
//! Two windows on one store cannot overwrite each other: a transaction key that is taken, or a
//! head that is not this window's, means that somebody else was here, and this window stops.

mod keys;
mod making_room;
mod opening;
mod pack;
mod packing;
mod packs;
mod past;
mod reading;
mod room;
mod snapshot;
mod versions;

use keys::{HEAD, PREFIX, RESERVE, SNAPSHOT, generations, key, transaction_key};
pub use opening::{Damage, Opened, open};
use packing::ledger_at;
use packs::Stored;
pub use past::{Past, PastReading};
use room::Room;
use snapshot::{head_line, parts, snapshot};

use super::{Store, StoreError, units};
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
    /// The generation this one was recovered from.
    earlier: Option<u64>,
    /// The transaction after which the stored snapshot was taken.
    base: u64,
    /// The transaction after which this visit's session knows all of them.
    known: u64,
    // Invariant: ascending, and those behind the base leave no gaps.
    packs: Vec<Stored>,
    /// The newest transaction that is safely stored.
    saved: u64,
    /// Its text as it was written, where it is not packed: what lies there must still be this, and
    /// what the session holds may have been revised since.
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
    /// Room ran out: many early steps were made one. A later visit reads them as versions.
    Compacted,
    /// Room ran out: the earliest steps had to go, or all of them. The ledger is stored as it
    /// stands.
    Forgotten,
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

impl<S: Store> Journal<S> {
    fn new(store: S, generation: u64, base: u64) -> Self {
        Self {
            store,
            generation,
            earlier: None,
            base,
            known: base,
            packs: Vec::new(),
            saved: base,
            tail: None,
            begun: false,
            overtaken: false,
            is_older: false,
            room: Room::default(),
        }
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
            self.begin(&ledger_at(session, session.history().base()))?;
        } else if self.store.get(HEAD)?.is_none() {
            self.packs.clear();
            (self.saved, self.tail) = (0, None);
            self.room = Room::default();
            self.start_over(session)?;
            saved = Saved::Refilled;
        }
        self.withdraw(session)?;
        if self.saved > self.packed() {
            let newest = session.history().get(self.saved).map(json);
            if newest != self.tail
                && let Some(text) = newest
            {
                saved = self.write(self.saved, text, session)?.unwrap_or(saved);
            }
        }
        while self.saved < session.history().last() {
            let transaction = session.history().get(self.saved + 1);
            let text = json(transaction.expect("what is not saved is in the history"));
            saved = self.write(self.saved + 1, text, session)?.unwrap_or(saved);
        }
        Ok(saved)
    }

    /// The store, when nothing more is to be saved.
    pub fn into_store(self) -> S {
        self.store
    }

    /// What was done before the transactions that the session began with. Reads all of it.
    pub fn past(&self) -> Result<Past, StoreError> {
        let mut reading = self.read_past()?;
        while self.read_on(&mut reading)? {}
        Ok(reading.end())
    }

    /// The same, pack by pack.
    pub fn read_past(&self) -> Result<PastReading, StoreError> {
        let known = if self.begun { self.known } else { 0 };
        PastReading::begin(&self.store, self.generation, known)
    }

    /// Reads one more pack of the past. False once there is none.
    pub fn read_on(&self, reading: &mut PastReading) -> Result<bool, StoreError> {
        reading.step(&self.store)
    }

    /// The newest transaction that is not under a key of its own.
    fn packed(&self) -> u64 {
        self.packs.last().map_or(self.base, |pack| pack.last.max(self.base))
    }

    fn snapshot_text(&self) -> Result<String, StoreError> {
        Ok(self.store.get(&key(self.generation, SNAPSHOT))?.unwrap_or_default())
    }

    /// An older release reads no further than what it knows: before the first new transaction its
    /// generation says that there may be more. The snapshot below the line stays as it is.
    fn renew_head(&mut self) -> Result<(), StoreError> {
        let text = self.snapshot_text()?;
        if let (Ok(_), ledger) = parts(&text) {
            let renewed = format!("{}\n{ledger}", head_line(self.base, self.earlier));
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
        let mut given = None;
        let weigh = || units(&snapshot(session.ledger(), self.base, self.earlier));
        if number > self.saved && self.room.is_tight(&text, weigh) {
            given = self.ease(session, &text)?;
        }
        match self.put(number, &text) {
            Err(StoreError::Full) => {
                let mut is_in = false;
                let more = self.make_room(session, |journal| {
                    is_in = journal.fits(number, &text)?;
                    Ok(is_in)
                })?;
                if !is_in && self.base + 1 < session.history().last() {
                    self.start_over(session)?;
                    return Ok(Some(Saved::Forgotten));
                }
                if !is_in {
                    self.store.remove(RESERVE)?;
                    self.put(number, &text)?;
                }
                given = more.or(given);
            }
            Err(error) => return Err(error.into()),
            Ok(()) => {}
        }
        self.pack_when_many(session)?;
        Ok(given)
    }

    fn put(&mut self, number: u64, text: &str) -> Result<(), StoreError> {
        self.store.set(&transaction_key(self.generation, number), text)?;
        let before = self.tail.take().filter(|_| number == self.saved);
        self.room.wrote(text, before.as_deref());
        (self.saved, self.tail) = (number, Some(text.to_owned()));
        Ok(())
    }

    /// Puts it there if there is room for the reserve as well, without which the next time there
    /// would be none to pack or fold in.
    fn fits(&mut self, number: u64, text: &str) -> Result<bool, StoreError> {
        self.hold_reserve();
        let is_held = self.store.get(RESERVE)?.is_some();
        match if is_held { self.put(number, text) } else { Err(StoreError::Full) } {
            Ok(()) => Ok(true),
            Err(StoreError::Full) => self.store.remove(RESERVE).map(|()| false),
            Err(error) => Err(error),
        }
    }

    /// As far as there is room: a reserve that cannot be held is one that is in use.
    fn hold_reserve(&mut self) {
        let _ = self.store.set(RESERVE, &"-".repeat(RESERVE_SIZE));
    }

    /// Starts this generation with its snapshot.
    fn begin(&mut self, ledger: &Ledger) -> Result<(), StoreError> {
        let text = snapshot(ledger, self.base, self.earlier);
        self.store.set(&key(self.generation, SNAPSHOT), &text)?;
        (self.begun, self.room) = (true, Room::of(units(&text), 0, 0, 0));
        self.store.set(HEAD, &self.head())?;
        self.hold_reserve();
        Ok(())
    }

    /// Changes whenever what lies in the store can no longer be continued by another window.
    fn head(&self) -> String {
        format!("{}/{}/{}", self.generation, self.base, self.packed())
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
