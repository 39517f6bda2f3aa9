//! Which page is looked at, and the way from a number to the rows it counts.

use leptos::prelude::*;

use super::Desk;
use crate::rows::{Filter, Spot, View};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Ledger,
    Progress,
    History,
}

impl Page {
    pub const ALL: [Self; 3] = [Self::Ledger, Self::Progress, Self::History];
}

impl Desk {
    /// Turns to a page; the keyboard goes to the table where there is one.
    pub fn go(self, page: Page) {
        self.finish_typing();
        self.page.set(page);
        if page == Page::Ledger {
            self.refocus.notify();
        }
    }

    /// Shows the rows that a number counts.
    pub fn show_rows(self, filter: Filter) {
        self.look(|view| *view = View { filter, ..View::default() });
        // What the panel shows is among them.
        let first = self.table.with_untracked(|table| Spot::first(table));
        self.select(first);
        self.go(Page::Ledger);
    }
}
