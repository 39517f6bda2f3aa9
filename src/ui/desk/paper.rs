//! The ledger on paper: a plain table that a browser can break over pages, put together when it is
//! asked for and gone afterwards.

use leptos::prelude::*;

use super::{Desk, Page};
use crate::browser::{self, Sheet as Paper};
use crate::disclose::{Edition, document};
use crate::export;
use crate::export::sheet::{Sheet, sheet};
use crate::export::sign_off::{SignOff, sign_off};
use crate::rows::{Column, Filter, Row, Table, Title, View};
use crate::ui::grid_title;
use crate::ui::text;

impl Desk {
    /// Prints the rows of the table, or all of them whatever the filter.
    pub fn print_ledger(self, paper: Paper, only_shown: bool) {
        self.finish_typing();
        browser::print(paper, &self.sheet(only_shown));
    }

    /// Prints the progress page as it is.
    pub fn print_progress(self) {
        browser::print(Paper::Page, "");
    }

    /// Prints the edition of the document that is looked at. The public one has not been looked
    /// through by then, and says so.
    pub fn print_document(self) {
        self.finish_typing();
        browser::print(Paper::Document, &self.document_sheet());
    }

    /// Prints an edition as its files have it, once they have been looked through.
    pub fn print_edition(self, edition: Edition) {
        let body = self.with(|ledger| export::html::body(&document(ledger, edition)));
        browser::print(Paper::Document, &body);
    }

    /// Prints what is signed for a publication.
    pub fn print_sign_off(self, sheet: &SignOff) {
        browser::print(Paper::SignOff, &self.with(|ledger| sign_off(ledger, sheet)));
    }

    /// The browser's own command to print, too, finds the table or the document on the page.
    pub fn prepare_paper(self) {
        if browser::is_printing() {
            return;
        }
        match self.page.get_untracked() {
            Page::Ledger => browser::lay_out(Paper::A4, &self.sheet(true)),
            Page::Document => browser::lay_out(Paper::Document, &self.document_sheet()),
            Page::Checkup | Page::Progress | Page::Exchange | Page::History => {}
        }
    }

    fn document_sheet(self) -> String {
        let edition = self.edition.get_untracked();
        let body = self.with(|ledger| export::html::body(&document(ledger, edition)));
        match edition {
            Edition::Internal => body,
            Edition::Public => format!("<p class=\"draft\">{}</p>{body}", text::NOT_CHECKED),
        }
    }

    fn sheet(self, only_shown: bool) -> String {
        let view = self.view.get_untracked();
        let is_filtered = !view.filter.is_empty();
        let whole = View { filter: Filter::default(), ..view.clone() };
        let table = match only_shown {
            true => self.table.get_untracked(),
            false => std::rc::Rc::new(self.table_of(&whole)),
        };
        let shown = self.layout.with_untracked(|layout| layout.shown());
        // Paper is dear: a column in which nothing stands is left out.
        let used = self.with(|ledger| {
            let rows: Vec<Row> = table.rows_in(0..table.len()).collect();
            let is_used = move |column: &Column| {
                !matches!(column, Column::Field(_))
                    || rows.iter().any(|row| !row.value(ledger, *column).is_empty())
            };
            shown.into_iter().filter(is_used).collect::<Vec<Column>>()
        });
        let columns: Vec<(Column, String)> =
            used.into_iter().map(|column| (column, grid_title(column).to_owned())).collect();
        let today = self.today();
        self.with(|ledger| {
            let mut notes = vec![text::printed(&today.to_string(), table.rows())];
            if only_shown && is_filtered {
                notes.push(text::printed_filter(&text::filter(ledger, &view.filter)));
            }
            let band = |title: &Title| text::band(ledger, title);
            let title = ledger.name();
            let own = Sheet { title, notes: &notes, columns: &columns, band: &band, today };
            sheet(ledger, &table, &own)
        })
    }

    fn table_of(self, view: &View) -> Table {
        let outline = self.table.with_untracked(|table| std::rc::Rc::clone(table.outline()));
        let today = self.today();
        let none = foldhash::HashSet::default();
        self.with(|ledger| super::view::project(ledger, &outline, view, today, &none))
    }
}
