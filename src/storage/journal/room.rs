//! How much of a store the journal takes, so that room is made while there is still some to do it
//! in: a snapshot or a pack that takes the place of transactions is written before these go.

use crate::storage::units;

/// Characters that the journal may come to. Browsers give 5,242,880 to all keys and texts of an
/// origin together.
const BUDGET: usize = 4_600_000;
/// Room is made this much before. What is left is looked at again only when half of it may have
/// been taken.
const SLACK: usize = 200_000;
/// What is free when enough room was made, so that it is not made again at the next stroke.
const AMPLE: usize = 2 * SLACK;

/// In characters, of which those beyond the basic plane are two.
#[derive(Debug, Default)]
pub struct Room {
    /// Transactions under keys of their own.
    singles: usize,
    packs: usize,
    /// The ledger's snapshot as it was last written or weighed, and `written` then. It has grown
    /// by no more than what was written since.
    snapshot: (usize, usize),
    /// What was ever written of transactions, packed or not.
    written: usize,
}

impl Room {
    /// Of a snapshot and what lies behind it: transactions of their own, and packs, which have
    /// come from `raw` characters or fewer.
    pub fn of(snapshot: usize, singles: usize, packs: usize, raw: usize) -> Self {
        Self { singles, packs, snapshot: (snapshot, 0), written: singles + raw }
    }

    /// Another snapshot, behind which lie the single ones and packs that came from `raw`.
    pub fn took(&mut self, snapshot: &str, raw: usize) {
        self.snapshot = (units(snapshot), self.written.saturating_sub(self.singles + raw));
    }

    /// A transaction was written, in the place of another or behind all.
    pub fn wrote(&mut self, text: &str, in_place_of: Option<&str>) {
        let (come, gone) = (units(text), in_place_of.map_or(0, units));
        self.singles = (self.singles + come).saturating_sub(gone);
        self.written += come.saturating_sub(gone);
    }

    pub fn removed(&mut self, text: &str) {
        self.singles = self.singles.saturating_sub(units(text));
    }

    /// Packs came and went.
    pub fn packed(&mut self, come: usize, gone: usize) {
        self.packs = (self.packs + come).saturating_sub(gone);
    }

    /// Whether with one more transaction there would be no room to make some. `weigh` gives the
    /// snapshot as it would be.
    pub fn is_tight(&mut self, text: &str, weigh: impl FnOnce() -> String) -> bool {
        let more = units(text);
        let taken = self.packs + self.singles + more;
        let (snapshot, then) = self.snapshot;
        if snapshot + (self.written + more).saturating_sub(then) + taken <= BUDGET {
            return false;
        }
        self.snapshot = (units(&weigh()), self.written + more);
        self.snapshot.0 + taken + SLACK > BUDGET
    }

    /// Whether there is room for `text` and for some time to come.
    pub fn is_ample(&self, text: &str) -> bool {
        self.snapshot.0 + self.packs + self.singles + units(text) + AMPLE <= BUDGET
    }
}
