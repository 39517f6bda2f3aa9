//! Which tool is open beside the table, and the place of the search in it.

use foldhash::{HashSet, HashSetExt};
use leptos::prelude::*;

use super::{Desk, Offer};
use crate::edit::{Bulk, Command};
use crate::find::{self, Hits, Query};
use crate::ledger::{Field, Id};
use crate::ui::text;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    Find,
    Replace,
    /// The list of keys.
    Keys,
    /// The name for the present view.
    SaveView,
    /// Another finding for the selected measures.
    Move,
    /// The ledger on paper.
    Print,
    /// Who sits here.
    Me,
    /// What is settled for the whole ledger.
    Particulars,
    /// How sensitive matter is published.
    Policy,
    /// The finished files, looked through and signed off.
    Publish,
    /// A password for what goes out.
    Seal,
}

/// What is searched for, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    pub query: Query,
    /// Cells in the order of the table, with how often the words occur in each.
    pub cells: Vec<(Id, Field, usize)>,
    /// Places in all those cells.
    pub total: usize,
    /// Of those, in rows that the filter leaves out.
    pub hidden: usize,
    /// Cells before the active one: the search goes on from there.
    before: usize,
    /// The cell that was gone to last.
    pub at: Option<usize>,
    /// The revision of the ledger that was searched.
    pub revision: u64,
}

impl Desk {
    pub fn open_tool(self, tool: Tool) {
        self.tool.set(Some(tool));
    }

    pub fn close_tool(self) {
        self.tool.set(None);
        self.refocus.notify();
    }

    /// Looks for other words, or for the same ones in a ledger that has changed.
    pub fn search(self, query: Query) {
        // All rows, in the order of the table; the filter hides none of them from the search.
        let table = self.table.get_untracked();
        let shown = table.rows_in(0..table.len());
        let mut seen = HashSet::new();
        let rows = shown.flat_map(|row| [Some(row.finding), row.measure]).flatten();
        let mut order: Vec<Id> = rows.filter(|id| seen.insert(*id)).collect();
        let in_sight = order.len();
        let active = self.spot.get_untracked().and_then(|spot| spot.node());
        let active = active.and_then(|id| order.iter().position(|other| *other == id));
        let Hits { cells, total } = self.with(|ledger| {
            order.extend(ledger.nodes().iter().map(|node| node.id).filter(|id| seen.insert(*id)));
            find::hits(ledger, &query, order.iter().copied())
        });
        // Cells come in that order: how many stand before the active one, how many in sight.
        let mut left = cells.iter().peekable();
        let (mut before, mut places) = (0, 0);
        for (at, id) in order[..in_sight].iter().enumerate() {
            while let Some((.., times)) = left.next_if(|(cell, ..)| cell == id) {
                places += times;
                before += usize::from(active.is_some_and(|active| at < active));
            }
        }
        let (hidden, revision) = (total - places, self.revision.get_untracked());
        self.found.set(Search { query, cells, total, hidden, before, at: None, revision });
    }

    /// Goes to the next cell that has the words, or the one before.
    pub fn find_next(self, forwards: bool) {
        let (at, revision) = self.found.with_untracked(|found| (found.at, found.revision));
        if revision != self.revision.get_untracked() {
            self.search(self.found.with_untracked(|found| found.query.clone()));
        }
        let count = self.found.with_untracked(|found| found.cells.len());
        if count == 0 {
            return;
        }
        let before = self.found.with_untracked(|found| found.before);
        let next = match (at, forwards) {
            (None, true) => before % count,
            (None, false) => (before + count - 1) % count,
            (Some(at), true) => (at + 1) % count,
            (Some(at), false) => (at + count - 1) % count,
        };
        self.found.update(|found| found.at = Some(next));
        let (id, field, _) = self.found.with_untracked(|found| found.cells[next]);
        self.show_cell(id, field);
    }

    /// Replaces the words in the cell that was gone to, and goes to the next.
    pub fn replace_one(self, with: &str) {
        let found = self.found.get_untracked();
        // Where the active cell has the words, it is the first.
        let active =
            self.spot.get_untracked().and_then(|spot| Some((spot.node()?, spot.column.field()?)));
        let is_active =
            |at: &usize| found.cells.get(*at).is_some_and(|cell| Some((cell.0, cell.1)) == active);
        let at = found.at.or((found.before..found.cells.len()).take(9).find(is_active));
        let own = at.and_then(|at| Some((at, *found.cells.get(at)?)));
        if let Some((at, (id, field, _))) = own {
            self.replace(&found.query, with, &[(id, field)]);
            self.search(found.query);
            self.found.update(|found| {
                let now = found.cells.get(at).map(|cell| (cell.0, cell.1));
                // Where the words are no longer in it, the next one has moved into its place.
                found.at = if now == Some((id, field)) { Some(at) } else { at.checked_sub(1) };
            });
        }
        self.find_next(true);
    }

    /// Replaces the words everywhere, as one step. The number of places.
    pub fn replace_all(self, with: &str) -> usize {
        let query = self.found.with_untracked(|found| found.query.clone());
        self.search(query.clone());
        let found = self.found.get_untracked();
        let cells: Vec<(Id, Field)> =
            found.cells.iter().map(|(id, field, _)| (*id, *field)).collect();
        let is_done = self.replace(&query, with, &cells);
        self.search(query);
        if is_done { found.total } else { 0 }
    }

    fn replace(self, query: &Query, with: &str, cells: &[(Id, Field)]) -> bool {
        let Some(cells) = self.with(|ledger| find::replace(ledger, query, with, cells)) else {
            self.notify(text::TOO_MUCH_WRITTEN.to_owned(), Offer::Nothing, true);
            return false;
        };
        self.run(Command::Write { cells, what: Bulk::Replace })
    }
}
