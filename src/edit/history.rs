//! What was done, in order; it only grows. Undo adds a transaction that leads back, so a journal
//! replayed after a reload knows just as well what can be undone.

use super::{Edit, Nature, Transaction};

/// Transactions since the snapshot, and which of them undo and redo would take next.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    // Invariant: numbered `base + 1 ..` without gaps.
    entries: Vec<Transaction>,
    base: u64,
    undo: Vec<u64>,
    redo: Vec<u64>,
}

impl History {
    /// A history that goes on after transaction `base`.
    pub fn after(base: u64) -> Self {
        Self { base, ..Self::default() }
    }

    pub fn entries(&self) -> &[Transaction] {
        &self.entries
    }

    /// What the newest transaction did.
    pub fn newest_edits(&self) -> &[Edit] {
        self.entries.last().map_or(&[], |newest| &newest.edits)
    }

    /// The transaction after which this history begins.
    pub fn base(&self) -> u64 {
        self.base
    }

    /// The number of the newest transaction.
    pub fn last(&self) -> u64 {
        self.base + self.entries.len() as u64
    }

    /// The transaction of that number, unless it lies before the snapshot.
    pub fn get(&self, number: u64) -> Option<&Transaction> {
        let at = number.checked_sub(self.base + 1)?;
        self.entries.get(usize::try_from(at).ok()?)
    }

    pub fn to_undo(&self) -> Option<&Transaction> {
        self.undo.last().and_then(|&number| self.get(number))
    }

    pub fn to_redo(&self) -> Option<&Transaction> {
        self.redo.last().and_then(|&number| self.get(number))
    }

    /// Whether the transaction may come next: the number is free, and what an undo or redo
    /// names is what would be undone or redone.
    pub fn continues(&self, transaction: &Transaction) -> bool {
        transaction.number == self.last() + 1
            && match transaction.action.nature() {
                // What lies before the snapshot is no longer known in detail. One done again
                // since may be taken back once more.
                Nature::Undo(of) if of <= self.base => {
                    self.undo.last().is_none_or(|&newest| newest == of)
                }
                Nature::Redo(of) if of <= self.base && self.redo.is_empty() => true,
                Nature::Undo(of) => {
                    let known = self.get(of).map(Transaction::inverse);
                    self.undo.last() == Some(&of) && known.as_ref() == Some(&transaction.edits)
                }
                Nature::Redo(of) => {
                    let known = self.get(of).map(|done| &done.edits);
                    self.redo.last() == Some(&of)
                        && known.is_none_or(|done| *done == transaction.edits)
                }
                Nature::Change => true,
                // It changes no cell, and what is folded is no longer undone.
                Nature::Record => transaction.edits.iter().all(Edit::is_record),
                Nature::Fold => false,
            }
    }

    /// Remembers a transaction that [continues](Self::continues) this history.
    pub(crate) fn push(&mut self, transaction: Transaction) {
        debug_assert!(self.continues(&transaction));
        match transaction.action.nature() {
            // One from before the snapshot stands in the way of those after it: it cannot be
            // done again, and what was undone before it must not be.
            Nature::Undo(of) => {
                self.undo.pop();
                self.redo.push(of);
            }
            Nature::Redo(of) => {
                self.redo.pop();
                self.undo.push(of);
            }
            Nature::Change => {
                self.redo.clear();
                self.undo.push(transaction.number);
            }
            Nature::Record => {
                // What went out, went out of the document that is open now: the way back to
                // another one would lose the list of it.
                let opens = |number: &u64| self.get(*number).is_some_and(Transaction::opens);
                let is_sent = !transaction.edits.is_empty();
                let opened = self.undo.iter().rposition(opens).filter(|_| is_sent);
                let is_ahead = is_sent && self.redo.iter().any(opens);
                if let Some(at) = opened {
                    self.undo.drain(..=at);
                }
                if is_ahead {
                    self.redo.clear();
                }
            }
            Nature::Fold => {}
        }
        self.entries.push(transaction);
    }

    /// The newest transaction, open to be revised while its cell is still being typed in.
    pub(crate) fn newest_mut(&mut self) -> Option<&mut Transaction> {
        self.entries.last_mut()
    }

    /// Forgets the newest transaction, if it is a plain one: a typed change withdrawn before it
    /// was finished. What it had cleared from redo stays cleared.
    pub(crate) fn withdraw(&mut self) -> Option<Transaction> {
        let number = self.last();
        if self.undo.last() != Some(&number) {
            return None;
        }
        self.undo.pop();
        self.entries.pop()
    }
}
