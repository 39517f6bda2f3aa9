//! The ledger on paper: a plain table that a browser can break over pages, put together when it is
//! asked for and gone afterwards.

use leptos::prelude::*;

use super::{Desk, Page};
use crate::browser::{self, Sheet as Paper};
use crate::export::sheet::{Sheet, sheet};
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

    /// The browser's own command to print, too, finds the table on the page.
    pub fn prepare_paper(self) {
        if self.page.get_untracked() == Page::Ledger && !browser::is_printing() {
            browser::lay_out(Paper::A4, &self.sheet(true));
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
