//! What gives way when room runs out, in this order: keys of single transactions, for packs; the
//! steps of the past, made versions, from the oldest and the shortest runs on; the past itself,
//! from its oldest; and last whatever is not the ledger or its newest transaction.
//!
//! No more gives way than has to: before room runs out, steps are folded until some is left for
//! the time to come, and nothing is forgotten as long as the journal is within its room. The
//! newest steps stay single, since they may be withdrawn. A damaged pack is never folded nor
//! forgotten.

use super::keys::{RESERVE, pack_key};
use super::packing::{LIVE, NEAR, ledger_at};
use super::packs::Stored;
use super::versions::Folding;
use super::{Journal, Saved, Store, StoreError, Trouble, pack};
use crate::edit::{Transaction, apply_all};
use crate::session::Session;

/// How much of the past is folded, in halves, and how many steps at least make a version. Each
/// rung is taken only where those before did not do.
const RUNGS: [(usize, u64); 4] = [(1, 256), (2, 256), (2, 4096), (2, u64::MAX)];
/// How many of the newest stay as they are, before the one that is being written.
const KEPT: [u64; 3] = [NEAR, LIVE, 1];
/// Bytes of lines after which folded transactions get a pack of their own. Small: in a store that
/// is full to the brim it grows into the reserve before the packs go that it stands for.
const CHUNK: usize = 32 << 10;
/// At least this part of the past's characters is won before folding stops.
const SHARE: usize = 8;

impl<S: Store> Journal<S> {
    /// Before room runs out with `text`: makes steps versions until there is some for the time to
    /// come, and whatever it takes to stay within what the journal may come to.
    pub fn ease(&mut self, session: &Session, text: &str) -> Result<Option<Saved>, Trouble> {
        self.with_reserve(|journal| {
            let mut ample = |journal: &mut Self| Ok(journal.room.is_ample(text));
            let given = journal.compact(session, &[NEAR, LIVE], &mut ample)?.0;
            if journal.room.is_within(text) {
                return Ok(given);
            }
            let mut within = |journal: &mut Self| Ok(journal.room.is_within(text));
            Ok(journal.give(session, &mut within)?.or(given))
        })
    }

    /// Gives things up until `enough` says so, or nothing is left to give; tells what it came to.
    pub fn make_room(
        &mut self,
        session: &Session,
        mut enough: impl FnMut(&mut Self) -> Result<bool, StoreError>,
    ) -> Result<Option<Saved>, Trouble> {
        self.with_reserve(|journal| journal.give(session, &mut enough))
    }

    /// Does something that may take up the reserve meanwhile.
    pub fn with_reserve<T>(
        &mut self,
        mut work: impl FnMut(&mut Self) -> Result<T, Trouble>,
    ) -> Result<T, Trouble> {
        self.store.remove(RESERVE)?;
        let done = work(self);
        self.hold_reserve();
        done
    }

    fn give(
        &mut self,
        session: &Session,
        enough: &mut impl FnMut(&mut Self) -> Result<bool, StoreError>,
    ) -> Result<Option<Saved>, Trouble> {
        let (mut given, mut is_enough) = self.compact(session, &KEPT, enough)?;
        while !is_enough && self.forget_oldest()? {
            given = Some(Saved::Forgotten);
            is_enough = enough(self)?;
        }
        Ok(given)
    }

    /// Packs and folds; tells what it came to, and whether that was enough.
    fn compact(
        &mut self,
        session: &Session,
        kept: &[u64],
        enough: &mut impl FnMut(&mut Self) -> Result<bool, StoreError>,
    ) -> Result<(Option<Saved>, bool), Trouble> {
        // The newest may still be revised.
        let last = session.history().last().saturating_sub(1);
        self.pack(session, last.min(self.saved))?;
        if enough(self)? {
            return Ok((None, true));
        }
        let mut given = None;
        for (at, kept) in kept.iter().enumerate() {
            let limit = last.saturating_sub(*kept);
            self.part(session, limit)?;
            // Where the snapshot stays, all that could be folded has been.
            if !self.advance(session, limit)? && at > 0 {
                continue;
            }
            for (halves, steps) in RUNGS {
                if self.fold(session, halves, steps, enough)? {
                    given = Some(Saved::Compacted);
                    if enough(self)? {
                        return Ok((given, true));
                    }
                }
            }
        }
        Ok((given, false))
    }

    /// Folds so many halves of the past, from its oldest on, or less if that is enough. False
    /// where that won nothing.
    fn fold(
        &mut self,
        session: &Session,
        halves: usize,
        steps: u64,
        enough: &mut impl FnMut(&mut Self) -> Result<bool, StoreError>,
    ) -> Result<bool, Trouble> {
        let past = self.packs.partition_point(|pack| pack.last <= self.base);
        if past == 0 {
            return Ok(false);
        }
        let (mut ledger, mut from, mut reached) = (ledger_at(session, self.base), past, self.base);
        // Back to the oldest that the ledger can be followed to.
        while from > 0 && self.packs[from - 1].last == reached {
            let Some(transactions) = self.read_pack(self.packs[from - 1])? else { break };
            let mut back = transactions.iter().rev();
            if !back.all(|one| apply_all(&mut ledger, &one.inverse()).is_ok()) {
                break;
            }
            from -= 1;
            reached = self.packs[from].first - 1;
        }
        let chosen: Vec<Stored> = self.packs[from..from + (past - from) * halves / 2].to_vec();
        let taken: usize = self.packs[..past].iter().map(|pack| pack.size).sum();
        let mut folding = Folding::from(ledger, steps);
        let (mut chunk, mut lines, mut won) = (Vec::new(), String::new(), 0);
        for (at, stored) in chosen.iter().enumerate() {
            chunk.push(*stored);
            let Some(transactions) = self.read_pack(*stored)? else { break };
            for transaction in transactions {
                if folding.take(transaction).is_err() {
                    return Ok(won > 0);
                }
            }
            // No run reaches across what this visit's session begins with.
            let is_end = stored.last == self.known || at + 1 == chosen.len();
            if !is_end && folding.is_short() {
                continue;
            }
            folding.close();
            for transaction in folding.folded() {
                pack::push(&mut lines, &transaction);
            }
            if is_end || lines.len() >= CHUNK {
                match self.replace(&chunk, &lines) {
                    Err(StoreError::Full) => break,
                    replaced => won += replaced?,
                }
                (chunk, lines) = (Vec::new(), String::new());
                // The way back to the oldest is long: it is to be worth it.
                if won * SHARE >= taken && enough(self)? {
                    break;
                }
            }
        }
        Ok(won > 0)
    }

    /// None where it is damaged, or not what this window knows of it.
    fn read_pack(&self, stored: Stored) -> Result<Option<Vec<Transaction>>, StoreError> {
        let text = self.store.get(&pack_key(self.generation, stored.first))?.unwrap_or_default();
        let read = pack::transactions(&text).ok();
        let is_it = |(header, _): &(pack::Header, _)| {
            (header.first, header.last) == (stored.first, stored.last)
        };
        Ok(read.filter(is_it).map(|(_, transactions)| transactions))
    }

    /// Puts one pack in the place of several, where it is smaller: under the key of the first, so
    /// that from then on the others mean nothing. Gives the characters won.
    fn replace(&mut self, old: &[Stored], lines: &str) -> Result<usize, StoreError> {
        let (Some(first), Some(last)) = (old.first(), old.last()) else { return Ok(0) };
        let taken: usize = old.iter().map(|pack| pack.size).sum();
        let Some(text) = pack::seal(first.first, last.last, lines) else { return Ok(0) };
        let new = Stored::of(&text).expect("it was just sealed");
        if new.size >= taken {
            return Ok(0);
        }
        self.store.set(&pack_key(self.generation, first.first), &text)?;
        let at = self.packs.partition_point(|pack| pack.first < first.first);
        self.packs.splice(at..at + old.len(), [new]);
        self.room.packed(new.size, taken);
        for pack in &old[1..] {
            self.store.remove(&pack_key(self.generation, pack.first))?;
        }
        Ok(taken - new.size)
    }

    /// Forgets the oldest quarter of the past that can be read. False where there is none.
    fn forget_oldest(&mut self) -> Result<bool, Trouble> {
        let past = |pack: &Stored, base| pack.last <= base;
        let all: usize =
            self.packs.iter().filter(|pack| past(pack, self.base)).map(|pack| pack.size).sum();
        let (mut gone, mut at) = (0, 0);
        while gone * 4 <= all && self.packs.get(at).is_some_and(|pack| past(pack, self.base)) {
            let stored = self.packs[at];
            if self.read_pack(stored)?.is_none() {
                at += 1;
                continue;
            }
            self.store.remove(&pack_key(self.generation, stored.first))?;
            self.packs.remove(at);
            self.room.packed(0, stored.size);
            gone += stored.size;
        }
        Ok(gone > 0)
    }
}
