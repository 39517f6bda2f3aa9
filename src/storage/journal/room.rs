//! How much of a store the journal takes, so that it is folded while there is still room to do so:
//! the snapshot that takes the place of transactions is written before these go.

/// Characters that the journal may come to. Browsers give 5,242,880 to all keys and texts of an
/// origin together.
const BUDGET: usize = 4_600_000;
/// It is folded this much before. What is left of the room is looked at again only when half of it
/// may have been taken.
const SLACK: usize = 200_000;

/// In characters.
#[derive(Debug, Default)]
pub struct Room {
    /// The transactions behind the snapshot.
    transactions: usize,
    /// The ledger's snapshot as it was last written or weighed, and the transactions then. It has
    /// grown by no more than these since.
    snapshot: (usize, usize),
}

impl Room {
    /// Behind a new snapshot there are no transactions.
    pub fn with_snapshot(snapshot: &str) -> Self {
        Self { transactions: 0, snapshot: (length(snapshot), 0) }
    }

    /// A transaction was written, in the place of another or behind all.
    pub fn wrote(&mut self, text: &str, in_place_of: Option<&str>) {
        let gone = in_place_of.map_or(0, length);
        self.transactions = (self.transactions + length(text)).saturating_sub(gone);
    }

    /// Whether with one more transaction there would be no room to fold the journal. `weigh` gives
    /// the snapshot as it would be.
    pub fn is_tight(&mut self, text: &str, weigh: impl FnOnce() -> String) -> bool {
        let transactions = self.transactions + length(text);
        let (snapshot, then) = self.snapshot;
        if snapshot + transactions.saturating_sub(then) + transactions <= BUDGET {
            return false;
        }
        self.snapshot = (length(&weigh()), transactions);
        self.snapshot.0 + transactions + SLACK > BUDGET
    }
}

/// As a browser counts, but for the rare characters that are two.
fn length(text: &str) -> usize {
    text.chars().count()
}
