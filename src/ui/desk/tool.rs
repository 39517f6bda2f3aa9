//! Which tool is open beside the table, and the place of the search in it.

use foldhash::{HashSet, HashSetExt};
use leptos::prelude::*;

use super::Desk;
use crate::edit::{Bulk, Command};
use crate::find::{self, Query};
use crate::ledger::{Field, Id};

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
}

/// What is searched for, and what was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Search {
    pub query: Query,
    /// Cells in the order of the table, with how often the words occur in each.
    pub cells: Vec<(Id, Field, usize)>,
    /// Places in all those cells.
    pub total: usize,
    /// The cell that was gone to last.
    pub at: Option<usize>,
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
        let shown = self.table.get_untracked();
        let rows = shown.rows_in(0..shown.len());
        let order = rows.flat_map(|row| [Some(row.finding), row.measure]).flatten();
        let hits = self.with(|ledger| {
            let rest = ledger.nodes().iter().map(|node| node.id);
            let mut seen = HashSet::new();
            find::hits(ledger, &query, order.chain(rest).filter(|id| seen.insert(*id)))
        });
        let at = None;
        self.found.set(Search { query, cells: hits.cells, total: hits.total, at });
    }

    /// Goes to the next cell that has the words, or the one before.
    pub fn find_next(self, forwards: bool) {
        let query = self.found.with_untracked(|found| found.query.clone());
        let at = self.found.with_untracked(|found| found.at);
        self.search(query);
        let count = self.found.with_untracked(|found| found.cells.len());
        if count == 0 {
            return;
        }
        let next = match (at, forwards) {
            (None, true) => 0,
            (None, false) => count - 1,
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
        if let Some((id, field, _)) = found.at.and_then(|at| found.cells.get(at)).copied() {
            self.replace(&found.query, with, &[(id, field)]);
            // The next one has moved into its place.
            self.found.update(|found| found.at = found.at.and_then(|at| at.checked_sub(1)));
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
        self.replace(&query, with, &cells);
        self.search(query);
        found.total
    }

    fn replace(self, query: &Query, with: &str, cells: &[(Id, Field)]) {
        let cells = self.with(|ledger| find::replace(ledger, query, with, cells));
        self.run(Command::Write { cells, what: Bulk::Replace });
    }
}
