//! How transactions get from keys of their own into packs, and how the snapshot follows.
//!
//! Everything here leaves the store readable at each write: a pack is written before the
//! transactions it holds go, a snapshot is overwritten by one text. Not here: giving up anything.

use std::ops::RangeInclusive;

use super::keys::{HEAD, SNAPSHOT, key, pack_key, transaction_key, transactions};
use super::packs::Stored;
use super::snapshot::snapshot;
use super::versions::Folding;
use super::{Journal, Store, StoreError, Trouble, pack};
use crate::edit::{Transaction, apply_all};
use crate::file::json;
use crate::ledger::Ledger;
use crate::session::Session;

/// Transactions in a pack: some hundred thousand bytes of lines, in which there is much to find
/// twice.
const PACK: u64 = 256;
/// Bytes of lines after which a pack takes no more.
const LARGE: usize = 1 << 20;
/// The newest stay under keys of their own: what is being typed may be withdrawn, with what came
/// for it.
pub const LIVE: u64 = 16;
/// The snapshot is moved when so many lie behind it, and so many of them are kept behind it, that
/// a later visit can undo.
const FAR: u64 = 2_000;
pub const NEAR: u64 = 512;

impl<S: Store> Journal<S> {
    pub fn pack_when_many(&mut self, session: &Session) -> Result<(), Trouble> {
        if self.saved - self.packed() < PACK + LIVE {
            return Ok(());
        }
        // Where there is no room for it now, it is tried again with the next.
        if self.pack(session, self.saved - LIVE)? && self.saved - self.base > FAR {
            self.advance(session, self.saved - NEAR)?;
        }
        Ok(())
    }

    /// Packs the stored transactions up to `last`. False where there is no room to do it.
    pub fn pack(&mut self, session: &Session, last: u64) -> Result<bool, Trouble> {
        while self.packed() < last {
            let mut range = self.packed() + 1..=last.min(self.packed() + PACK);
            while !self.pack_range(session, &mut range)? {
                let count = range.end() + 1 - range.start();
                if count < 2 {
                    return Ok(false);
                }
                range = *range.start()..=range.start() + count / 2 - 1;
            }
        }
        Ok(true)
    }

    /// What is too large for one pack is left off the range.
    fn pack_range(
        &mut self,
        session: &Session,
        range: &mut RangeInclusive<u64>,
    ) -> Result<bool, Trouble> {
        let (mut first, mut lines) = (*range.start(), String::new());
        // A small pack takes more, unless something ends with it that begins there.
        let last = self.packs.last().copied().filter(|pack| {
            let is_boundary = pack.last == self.base || pack.last == self.known;
            pack.last + 1 == first && !is_boundary && pack.raw < LARGE
        });
        if let Some(last) = last.filter(|pack| range.end() - pack.first < PACK) {
            let text = self.store.get(&pack_key(self.generation, last.first))?.unwrap_or_default();
            if let Ok((header, found)) = pack::lines(&text)
                && (header.first, header.last) == (last.first, last.last)
            {
                (first, lines) = (last.first, found);
            }
        }
        for number in range.clone() {
            let transaction = session.history().get(number);
            pack::push(&mut lines, transaction.expect("behind the snapshot all are known"));
            if lines.len() > LARGE {
                *range = *range.start()..=number;
                break;
            }
        }
        let Some(text) = pack::seal(first, *range.end(), &lines) else { return Ok(false) };
        match self.store.set(&pack_key(self.generation, first), &text) {
            Err(StoreError::Full) => return Ok(false),
            written => written?,
        }
        let stored = Stored::of(&text).expect("it was just sealed");
        let gone = self.packs.pop_if(|pack| pack.first == first).map_or(0, |pack| pack.size);
        self.room.packed(stored.size, gone);
        self.packs.push(stored);
        for number in range.clone() {
            let own = transaction_key(self.generation, number);
            self.room.removed(&self.store.get(&own)?.unwrap_or_default());
            self.store.remove(&own)?;
        }
        if self.saved == *range.end() {
            self.tail = None;
        }
        self.store.set(HEAD, &self.head())?;
        Ok(true)
    }

    /// Moves the snapshot to the end of the last pack that ends at `limit` or before. False where
    /// there is none behind it, or no room.
    pub fn advance(&mut self, session: &Session, limit: u64) -> Result<bool, Trouble> {
        let ends = self.packs.iter().rev().map(|pack| pack.last);
        let Some(to) = ends.filter(|&last| last > self.base).find(|&last| last <= limit) else {
            return Ok(false);
        };
        match self.snap(&ledger_at(session, to), to) {
            Err(StoreError::Full) => Ok(false),
            done => Ok(done.map(|()| true)?),
        }
    }

    /// Makes two of a pack that reaches across `at`, as far as the session knows what is in it.
    /// The rear first, which means nothing until the front is shorter; where there is no room for
    /// that, it stays one.
    pub fn part(&mut self, session: &Session, at: u64) -> Result<(), Trouble> {
        let across = self.packs.iter().position(|pack| pack.first <= at && at < pack.last);
        let Some(index) = across else { return Ok(()) };
        let whole = self.packs[index];
        if whole.first <= self.base.max(self.known) {
            return Ok(());
        }
        let sealed = |range: RangeInclusive<u64>| {
            let mut lines = String::new();
            for number in range.clone() {
                pack::push(&mut lines, session.history().get(number)?);
            }
            pack::seal(*range.start(), *range.end(), &lines)
        };
        let (front, rear) = (sealed(whole.first..=at), sealed(at + 1..=whole.last));
        let (Some(front), Some(rear)) = (front, rear) else { return Ok(()) };
        for (first, text) in [(at + 1, &rear), (whole.first, &front)] {
            match self.store.set(&pack_key(self.generation, first), text) {
                Err(StoreError::Full) => {
                    return Ok(self.store.remove(&pack_key(self.generation, at + 1))?);
                }
                written => written?,
            }
        }
        let parts = [&front, &rear].map(|text| Stored::of(text).expect("it was just sealed"));
        self.room.packed(parts[0].size + parts[1].size, whole.size);
        self.packs.splice(index..=index, parts);
        Ok(())
    }

    fn snap(&mut self, ledger: &Ledger, base: u64) -> Result<(), StoreError> {
        let text = snapshot(ledger, base, self.earlier);
        self.store.set(&key(self.generation, SNAPSHOT), &text)?;
        (self.base, self.begun) = (base, true);
        let ahead = self.packs.iter().filter(|pack| pack.last > base);
        self.room.took(&text, ahead.map(|pack| pack.raw).sum());
        self.store.set(HEAD, &self.head())
    }

    /// Stores the ledger before the newest transaction, which needs no more room than the ledger
    /// has grown, and the newest; what is neither packed nor in there by now is forgotten.
    pub fn start_over(&mut self, session: &Session) -> Result<(), Trouble> {
        let history = session.history();
        let newest = history.get(history.last());
        let base = history.last() - u64::from(newest.is_some());
        self.store.remove(super::RESERVE)?;
        if let Err(error) = self.snap(&ledger_at(session, base), base) {
            self.hold_reserve();
            return Err(error.into());
        }
        for number in transactions(&self.store, self.generation)? {
            if number <= base {
                let own = transaction_key(self.generation, number);
                self.room.removed(&self.store.get(&own)?.unwrap_or_default());
                self.store.remove(&own)?;
            }
        }
        if self.saved <= base {
            (self.saved, self.tail) = (base, None);
        }
        if let Some(newest) = newest {
            self.put(base + 1, &json(newest))?;
        }
        self.hold_reserve();
        Ok(())
    }

    /// What the session has withdrawn goes, the newest first.
    pub fn withdraw(&mut self, session: &Session) -> Result<(), Trouble> {
        let last = session.history().last();
        if self.saved <= last {
            return Ok(());
        }
        while self.saved > last.max(self.packed()) {
            let own = transaction_key(self.generation, self.saved);
            self.room.removed(&self.store.get(&own)?.unwrap_or_default());
            self.store.remove(&own)?;
            self.saved -= 1;
            // What is left may have been revised; it is written again where it was.
            self.tail = self.store.get(&transaction_key(self.generation, self.saved))?;
        }
        if last <= self.packed() && self.packed() > self.known {
            self.with_reserve(|journal| journal.cut_back(session))?;
        }
        Ok(())
    }

    /// The newest is packed, or in the snapshot, and was not to be: it may still be revised. It
    /// gets a key of its own, and packs and snapshot end before it. A page killed before the
    /// snapshot has gone back as well opens with what it held, and a gap before that.
    fn cut_back(&mut self, session: &Session) -> Result<(), Trouble> {
        let history = session.history();
        let newest = history.get(history.last()).map(json);
        let kept = history.last() - u64::from(newest.is_some());
        if let Some(text) = &newest {
            // Until the pack around it is gone, it means nothing.
            self.store.set(&transaction_key(self.generation, kept + 1), text)?;
        }
        while let Some(stored) = self.packs.last().copied().filter(|pack| pack.last > kept) {
            let own = pack_key(self.generation, stored.first);
            let text = self.store.get(&own)?.unwrap_or_default();
            let (mut lines, mut last) = (String::new(), stored.first - 1);
            let Ok((_, found)) = pack::transactions(&text) else {
                // Somebody else has been here: this was written by this window, or read.
                self.overtaken = true;
                return Err(Trouble::Overtaken);
            };
            for transaction in found.iter().filter(|one| one.number <= kept) {
                pack::push(&mut lines, transaction);
                last = transaction.number;
            }
            // A version reaches further: it is made again of as many steps as are kept.
            for transaction in version(session, last + 1..=kept) {
                pack::push(&mut lines, &transaction);
                last = transaction.number;
            }
            let text = pack::seal(stored.first, last, &lines).filter(|_| last >= stored.first);
            match &text {
                None => self.store.remove(&own)?,
                Some(text) => self.store.set(&own, text)?,
            }
            self.packs.pop();
            let cut = text.map(|text| Stored::of(&text).expect("it was just sealed"));
            self.room.packed(cut.map_or(0, |cut| cut.size), stored.size);
            self.packs.extend(cut);
        }
        if kept < self.base {
            self.snap(&ledger_at(session, kept), kept)?;
        }
        (self.saved, self.tail) = (history.last(), newest);
        self.room.wrote(self.tail.as_deref().unwrap_or_default(), None);
        Ok(self.store.set(HEAD, &self.head())?)
    }
}

/// These made one, which the session knows. None where there are none.
fn version(session: &Session, range: RangeInclusive<u64>) -> Vec<Transaction> {
    if range.is_empty() {
        return Vec::new();
    }
    let mut folding = Folding::from(ledger_at(session, range.start() - 1), u64::MAX);
    for number in range {
        let transaction = session.history().get(number).expect("no version reaches further back");
        folding.take(transaction.clone()).expect("a history leads on from where it was");
    }
    folding.close();
    folding.folded()
}

/// The ledger as it was after transaction `number`, which the session knows.
pub fn ledger_at(session: &Session, number: u64) -> Ledger {
    let mut ledger = session.ledger().clone();
    let entries = session.history().entries().iter().rev();
    for transaction in entries.take_while(|one| one.number > number) {
        apply_all(&mut ledger, &transaction.inverse())
            .expect("a history leads back to where it began");
    }
    ledger
}
