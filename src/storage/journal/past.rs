//! The past: what was done before the transactions that the session holds, for whoever reads the
//! history. The ledger does not depend on it: what cannot be read of it is counted, and left
//! where it lies.
//!
//! States are followed back from the present, so they end where something is missing. What lies
//! before such a gap can still be told, but leads nowhere.

use super::keys::{SNAPSHOT, key, pack_key};
use super::pack;
use super::packs::{Stored, survey};
use super::snapshot::parts;
use crate::edit::Transaction;
use crate::storage::{Store, StoreError};

/// What was done, and how far back it can be followed.
#[derive(Debug, Default)]
pub struct Past {
    /// Ascending; numbers are missing where many were made one, and where something is missing.
    pub transactions: Vec<Transaction>,
    /// Packs that could not be read.
    pub damaged: usize,
    /// The last of the transactions before the newest gap, if there are any.
    pub broken_after: Option<u64>,
    // Invariant: those of the transactions behind `oldest` lead without a gap to `end`.
    oldest: u64,
    end: u64,
}

impl Past {
    /// The oldest point that can be reached: the ledger was so before all transactions behind
    /// it. 0 where everything is there.
    pub fn oldest(&self) -> u64 {
        self.oldest
    }

    /// Whether the state after transaction `point` can be had: no gap lies between it and the
    /// present, and it is not in the middle of what was made one. Points that the session knows
    /// can always be had.
    pub fn reaches(&self, point: u64) -> bool {
        let is_known = |point| self.transactions.binary_search_by_key(&point, |one| one.number);
        point == self.oldest
            || point >= self.end
            || (point > self.oldest && is_known(point).is_ok())
    }
}

/// A past that is being read, the newest pack first: a page reads on while somebody looks at what
/// is there already.
#[derive(Debug)]
pub struct PastReading {
    generation: u64,
    /// The last transaction that is asked for.
    last: u64,
    // Those left of this generation, ascending.
    packs: Vec<Stored>,
    /// The generation this one was recovered from.
    earlier: Option<u64>,
    newest_first: Vec<Vec<Transaction>>,
    damaged: usize,
    /// The last transaction that was asked for at first.
    end: u64,
    /// The point that has been reached without a gap, and what was found beyond the first one.
    oldest: u64,
    is_broken: bool,
    broken_after: Option<u64>,
}

impl PastReading {
    /// What `generation` holds up to transaction `last`, and the generations it was recovered from
    /// before it.
    pub fn begin<S: Store>(store: &S, generation: u64, last: u64) -> Result<Self, StoreError> {
        let mut reading = Self {
            generation,
            last,
            packs: Vec::new(),
            earlier: None,
            newest_first: Vec::new(),
            damaged: 0,
            end: last,
            oldest: last,
            is_broken: false,
            broken_after: None,
        };
        reading.survey(store)?;
        Ok(reading)
    }

    /// Reads one more pack. False once there is none.
    pub fn step<S: Store>(&mut self, store: &S) -> Result<bool, StoreError> {
        let Some(stored) = self.packs.last().copied() else { return self.go_back(store) };
        let text = store.get(&pack_key(self.generation, stored.first))?.unwrap_or_default();
        self.packs.pop();
        match pack::transactions(&text) {
            Ok((header, mut found)) if header.first == stored.first => {
                found.retain(|one| one.number <= self.last);
                self.follow(stored.first, found.last().map(|one| one.number));
                self.newest_first.push(found);
            }
            Ok(_) | Err(_) => self.damaged += 1,
        }
        Ok(true)
    }

    /// A pack was read that covers from `first` to `last`. What it covers tells of a gap; the
    /// numbers in it do not, since one may stand for many before it.
    fn follow(&mut self, first: u64, last: Option<u64>) {
        self.is_broken |= last != Some(self.oldest);
        if !self.is_broken {
            self.oldest = first - 1;
        } else if self.broken_after.is_none() {
            self.broken_after = last;
        }
    }

    /// All that was read, in order.
    pub fn end(self) -> Past {
        let Self { damaged, broken_after, oldest, end, .. } = self;
        let transactions = self.newest_first.into_iter().rev().flatten().collect();
        Past { transactions, damaged, broken_after, oldest, end }
    }

    fn survey<S: Store>(&mut self, store: &S) -> Result<(), StoreError> {
        let text = store.get(&key(self.generation, SNAPSHOT))?.unwrap_or_default();
        let earlier = parts(&text).0.ok().and_then(|head| head.earlier);
        self.earlier = earlier.filter(|earlier| *earlier < self.generation);
        self.packs = survey(store, self.generation, self.last)?.packs;
        self.packs.retain(|stored| stored.first <= self.last);
        Ok(())
    }

    /// None of an earlier generation is behind those of a later one.
    fn go_back<S: Store>(&mut self, store: &S) -> Result<bool, StoreError> {
        let Some(earlier) = self.earlier.take() else { return Ok(false) };
        let head = parts(&store.get(&key(earlier, SNAPSHOT))?.unwrap_or_default()).0;
        let Ok(head) = head else { return Ok(false) };
        (self.generation, self.last) = (earlier, self.last.min(head.base));
        self.survey(store)?;
        Ok(true)
    }
}
