//! How much of a store the journal takes, so that room is made while there is still some to do it
//! in: a snapshot or a pack that takes the place of transactions is written before these go.

use crate::storage::units;

/// Characters that the journal may come to. Browsers give 5,242,880 to all keys and texts of an
/// origin together.
const BUDGET: usize = 4_600_000;
/// Beside a large ledger the journal goes further, for so much history, as long as this is left to
/// others.
const HISTORY: usize = 800_000;
const MOST: usize = 5_100_000;
/// Beside a ledger that takes even that, there is at least so much.
const LEAST: usize = 16_000;
/// Room is made this much before, or a quarter of what a large ledger leaves. What is left is
/// looked at again only when half of it may have been taken.
const SLACK: usize = 200_000;

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
    /// `written` from which on it is worth looking again: to weigh a large snapshot, or to look
    /// for what could give way, costs more than a stroke may.
    next_look: usize,
}

impl Room {
    /// Of a snapshot and what lies behind it: transactions of their own, and packs, which have
    /// come from `raw` characters or fewer.
    pub fn of(snapshot: usize, singles: usize, packs: usize, raw: usize) -> Self {
        Self { singles, packs, snapshot: (snapshot, 0), written: singles + raw, next_look: 0 }
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
    /// characters of the snapshot as it would be.
    pub fn is_tight(&mut self, text: &str, weigh: impl FnOnce() -> usize) -> bool {
        let more = units(text);
        let taken = self.packs + self.singles + more;
        let (snapshot, then) = self.snapshot;
        let written = self.written + more;
        if snapshot + written.saturating_sub(then) + taken <= self.budget()
            || written < self.next_look
        {
            return false;
        }
        self.snapshot = (weigh(), written);
        self.next_look = written + self.slack() / 2;
        self.left(text) < self.slack()
    }

    /// Whether there is room for `text` and for some time to come, so that none is made again at
    /// the next stroke.
    pub fn is_ample(&self, text: &str) -> bool {
        self.left(text) >= 2 * self.slack()
    }

    /// Whether it is within what the journal may come to with `text`.
    pub fn is_within(&self, text: &str) -> bool {
        self.snapshot.0 + self.packs + self.singles + units(text) <= self.budget()
    }

    fn left(&self, text: &str) -> usize {
        let taken = self.snapshot.0 + self.packs + self.singles + units(text);
        self.budget().saturating_sub(taken)
    }

    fn budget(&self) -> usize {
        let snapshot = self.snapshot.0;
        (snapshot + HISTORY).clamp(BUDGET, MOST).max(snapshot + LEAST)
    }

    fn slack(&self) -> usize {
        SLACK.min((self.budget() - self.snapshot.0) / 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A large snapshot is weighed once in a while, whether or not anything gives way.
    #[test]
    fn a_large_snapshot_is_seldom_weighed() {
        for size in [4_400_000, 4_900_000, 5_090_000, 5_200_000] {
            let mut room = Room::of(size, 0, 0, 0);
            let (text, mut weighed, mut tight) = ("t".repeat(300), 0, 0);
            for _ in 0..2_000 {
                let weigh = || {
                    weighed += 1;
                    size
                };
                tight += usize::from(room.is_tight(&text, weigh));
                room.wrote(&text, None);
            }
            let most = 600_000 / ((5_100_000 - size.min(5_084_000)) / 8) + 1;
            assert!(weighed <= most, "{size}: {weighed} of {most}");
            assert!((1..=weighed).contains(&tight), "{size}: {tight}");
        }
    }

    #[test]
    fn what_there_is_room_for_is_not_tight() {
        for size in [0, 1_000_000, 4_000_000, 4_400_000, 4_900_000, 5_200_000] {
            let mut room = Room::of(size, 0, 0, 0);
            assert!(room.is_within("t") && room.is_ample("t"), "{size}");
            assert!(!room.is_tight("t", || unreachable!("nothing was written")), "{size}");
        }
    }
}
