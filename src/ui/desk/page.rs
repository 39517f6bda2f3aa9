//! Which page is looked at, and the way from a number to the rows it counts.

use leptos::prelude::*;

use super::Desk;
use crate::disclose::Edition;
use crate::ledger::{Field, Id};
use crate::rows::{Filter, Spot, View};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Ledger,
    Document,
    Checkup,
    Progress,
    Exchange,
    History,
}

impl Page {
    pub const ALL: [Self; 6] = [
        Self::Ledger,
        Self::Document,
        Self::Checkup,
        Self::Progress,
        Self::Exchange,
        Self::History,
    ];
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

    /// Turns to the table and shows a cell, once the table has its room again.
    pub fn show_in_table(self, id: Id, field: Field) {
        self.go(Page::Ledger);
        request_animation_frame(move || {
            request_animation_frame(move || self.show_cell(id, field));
        });
    }

    /// Turns to the document and gives the keyboard to a text of it.
    pub fn show_in_document(self, id: Id) {
        self.edition.set(Edition::Internal);
        self.sought.set(Some(id));
        self.go(Page::Document);
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
