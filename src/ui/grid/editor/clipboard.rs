//! Copy, cut and paste of the selected cells, as text and as a table that spreadsheets read.
//! Inside an open text they are the browser's own. The events bring the clipboard with them, so
//! this works on plain http too.

use leptos::prelude::*;

use super::{Editor, Mode};
use crate::browser;
use crate::clipboard::{self, Merged, PasteError, SpannedCell};
use crate::edit::{Bulk, Command};
use crate::rows::paste::{self, Block};
use crate::rows::{Column, Spot};
use crate::ui::desk::{Area, Offer};
use crate::ui::grid::cells;
use crate::ui::text;

impl Editor {
    /// Copy and cut of whole cells; inside a text they are the browser's.
    pub(super) fn copy(self, event: &web_sys::ClipboardEvent, cut: bool) {
        if self.mode.get_untracked() != Mode::Idle {
            return;
        }
        self.desk.bring_back();
        let (Some(area), Some(board)) = (self.desk.area(), event.clipboard_data()) else { return };
        let spanned = self.selected_cells(area);
        let Ok(plain) = clipboard::place(&spanned, Merged::First) else {
            event.prevent_default();
            return self.desk.notify(text::TOO_MUCH_COPIED.to_owned(), Offer::Nothing, true);
        };
        let (text, html) = if area.is_single() {
            let only = plain.first().and_then(|row| row.first()).cloned().unwrap_or_default();
            (only, clipboard::html::write(&spanned))
        } else {
            (clipboard::tsv::write(&plain), clipboard::html::write(&spanned))
        };
        let is_set = board.set_data("text/plain", &text).is_ok();
        if is_set && board.set_data("text/html", &html).is_ok() {
            event.prevent_default();
            if cut {
                self.clear(Bulk::Cut);
            }
        }
    }

    /// What the selected cells show, whole, with the merged ones as such.
    fn selected_cells(self, area: Area) -> Vec<Vec<SpannedCell>> {
        let columns = self.desk.selected_columns();
        self.desk.table.with_untracked(|table| {
            let lines = area.top..=area.bottom;
            let rows = lines.filter_map(|line| Some((line, table.row(line)?)));
            rows.map(|(line, row)| {
                let run = table.run(line);
                let is_first = line == run.start.max(area.top);
                let span = run.end.min(area.bottom + 1) - line;
                columns
                    .iter()
                    .filter(|column| is_first || !column.is_merged())
                    .map(|column| {
                        let words = |ledger: &_| cells::words(ledger, table, row, *column);
                        let rows = if column.is_merged() { span } else { 1 };
                        SpannedCell { rows, ..SpannedCell::from(self.desk.with(words)) }
                    })
                    .collect()
            })
            .collect()
        })
    }

    /// Paste on selected cells: a table, as another program or this one copied it.
    pub(super) fn paste(self, event: &web_sys::ClipboardEvent) {
        if self.mode.get_untracked() != Mode::Idle {
            return;
        }
        event.prevent_default();
        self.desk.bring_back();
        let (Some(board), Some(area)) = (event.clipboard_data(), self.desk.area()) else { return };
        let data = |kind: &str| board.get_data(kind).unwrap_or_default();
        let plain = clipboard::tsv::read(&data("text/plain"));
        let placed = match (browser::table::read(&data("text/html")), plain) {
            (Ok(Some(rows)), Ok(plain)) => clipboard::place_beside(&rows, Merged::Repeat, &plain),
            (Ok(Some(rows)), Err(_)) => clipboard::place(&rows, Merged::Repeat),
            (Ok(None) | Err(_), plain) => plain,
        };
        let refuse = |words: String| self.desk.notify(words, Offer::Nothing, true);
        let columns = self.desk.layout.with_untracked(|layout| layout.shown());
        // Onto a merged cell from its first row on.
        let top = match columns.get(area.left) {
            Some(column) if column.is_merged() => {
                self.desk.table.with_untracked(|table| table.run(area.top).start)
            }
            Some(_) | None => area.top,
        };
        let area = Area { top, ..area };
        let block = Block { top, bottom: area.bottom, left: area.left, right: area.right };
        let pasting = match placed {
            Err(PasteError::TooLarge | PasteError::TooLong | PasteError::TooDeep) => {
                return refuse(text::TOO_MUCH_PASTED.to_owned());
            }
            Ok(cells) => self.desk.table.with_untracked(|table| {
                self.desk.with(|ledger| {
                    paste::plan(ledger.particulars(), table, &columns, block, &cells)
                })
            }),
        };
        match pasting {
            Err(unfit) => refuse(text::unfit(&unfit)),
            Ok(pasting) => {
                let (height, width, left_out) = (pasting.height, pasting.width, pasting.left_out);
                let command = Command::Paste { cells: pasting.cells, rows: pasting.rows };
                if self.desk.run(command) {
                    self.select_pasted(area, height, width);
                }
                if left_out > 0 {
                    self.desk.notify(text::left_out_of_paste(left_out), Offer::Nothing, false);
                }
            }
        }
    }

    /// What was pasted is selected afterwards, as in any spreadsheet.
    fn select_pasted(self, area: Area, height: usize, width: usize) {
        let columns = self.desk.layout.with_untracked(|layout| layout.shown());
        let right = columns.get(area.left + width - 1).copied().unwrap_or(Column::Measure);
        let far = self
            .desk
            .table
            .with_untracked(|table| table.rows_in(area.top..table.len()).take(height).last());
        let (left, first) = (columns.get(area.left).copied(), self.desk.selected_rows());
        if let (Some(far), Some(left), Some(first)) = (far, left, first.first()) {
            self.desk.keep_view();
            self.desk.select(Some(Spot::at(*first, left)));
            self.desk.extend(Spot::at(far, right));
        }
    }
}
