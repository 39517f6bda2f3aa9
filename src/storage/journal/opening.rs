//! Opening what a store holds: the newest generation that can be read, or as much of it as can,
//! and a journal that goes on from there.

use super::keys::{HEAD, KEPT, generations, is_current, key, pack_key, transaction_key};
use super::reading::{Found, Stale, Whole, read_generation};
use super::snapshot::JOURNAL;
use super::{Journal, Store, StoreError, Trouble};
use crate::ledger::Ledger;
use crate::session::Session;

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
        Found::Whole(whole) => {
            clear(&mut store, current, &whole.stale)?;
            let Whole { session, head, packs, tail, room, stale: _ } = *whole;
            let mut journal = Journal::new(store, current, head.base);
            (journal.packs, journal.earlier) = (packs, head.earlier);
            (journal.saved, journal.tail) = (session.history().last(), tail);
            (journal.begun, journal.is_older) = (true, head.journal < JOURNAL);
            journal.room = room;
            // A page killed while it packed left the head of before.
            if journal.store.get(HEAD)? != Some(journal.head()) {
                journal.store.set(HEAD, &journal.head())?;
            }
            Ok(Opened { session, journal: Ok(journal), stored: true, damage: None })
        }
        Found::Part(part, reason) => {
            let recovered = part.is_some();
            let session = part.map_or_else(|| Session::new(sample, 0, seed), |part| *part);
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
            self.earlier = Some(damaged);
            self.save(session)?;
        }
        Ok(())
    }
}

/// Removes what others contain.
fn clear<S: Store>(store: &mut S, generation: u64, stale: &Stale) -> Result<(), StoreError> {
    for &first in &stale.packs {
        store.remove(&pack_key(generation, first))?;
    }
    for &number in &stale.singles {
        store.remove(&transaction_key(generation, number))?;
    }
    Ok(())
}
