//! What is written into several cells at once: chosen, filled, cleared. Each is one step to undo.

use foldhash::{HashSet, HashSetExt};
use leptos::prelude::*;

use super::{Editor, Mode};
use crate::edit::{Bulk, Command, MOST_WRITTEN};
use crate::ledger::{Field, Id};
use crate::rows::{Column, Row, paste};
use crate::ui::desk::{Area, Offer};
use crate::ui::grid::cells;
use crate::ui::text;

impl Editor {
    pub(super) fn choices(self) -> Vec<(&'static str, String)> {
        let column = self.desk.spot.get_untracked().map(|spot| spot.column);
        let field = column.and_then(Column::field);
        let now = self.now();
        field.map(|field| self.desk.choices(field, &now)).unwrap_or_default()
    }

    /// Goes to the value of the list that typed words mean, or that has them in its name. What came
    /// character by character counts together; where nothing is called so, the last alone.
    pub(super) fn choose_word(self, stroke: &str) {
        let Some(column) = self.desk.spot.get_untracked().map(|spot| spot.column) else { return };
        let choices = self.choices();
        let find = |words: &str| {
            let meant = self.meant(column, words);
            let is_meant = |(code, _): &(&str, String)| meant.as_deref() == Some(*code);
            let is_named = |(_, name): &(&str, String)| name.contains(words.trim());
            choices.iter().position(is_meant).or_else(|| choices.iter().position(is_named))
        };
        let together = self.typed.get_value() + stroke;
        let at = find(&together).map(|at| (at, together.as_str()));
        match at.or_else(|| Some((find(stroke)?, stroke))) {
            Some((at, typed)) => {
                self.typed.set_value(typed.to_owned());
                self.mode.set(Mode::Choosing(at));
            }
            None => {
                let words = text::no_such(cells::title(column), &together);
                self.desk.notify(words, Offer::Nothing, true);
            }
        }
    }

    /// What stands in the active cell.
    fn now(self) -> String {
        self.desk.spot.get_untracked().map_or_else(String::new, |spot| self.value(spot))
    }

    /// What words mean in a column of this ledger.
    fn meant(self, column: Column, words: &str) -> Option<String> {
        self.desk.with(|ledger| paste::value(ledger.particulars(), column, words))
    }

    /// Takes a value of the list, for every selected cell of the column.
    pub(super) fn choose(self, at: usize) {
        let column = self.desk.spot.get_untracked().map(|spot| spot.column);
        let own = column.and_then(|column| Some((column, column.field()?)));
        if let Some((column, field)) = own
            && let Some((code, _)) = self.desk.choices(field, &self.now()).get(at)
        {
            let to = (*code).to_owned();
            if self.desk.area().is_some_and(|area| area.top != area.bottom) {
                self.write_all(&[column], &to);
            } else if let Some((_, id)) = self.writable() {
                self.desk.run(Command::Set { id, field, to });
            }
        }
        self.leave();
    }

    /// What was typed goes into every selected cell.
    pub(super) fn fill_typed(self) {
        let Some(value) = self.area.get_untracked().map(|area| area.value()) else { return };
        if self.desk.area().is_none_or(Area::is_single) {
            return self.leave();
        }
        self.desk.cancel_typing();
        self.leave();
        let mut columns = self.desk.selected_columns();
        columns.retain(|column| !cells::is_choice(*column));
        self.write_all(&columns, &value);
    }

    /// A value as each column writes it.
    fn write_all(self, columns: &[Column], value: &str) {
        let rows = self.desk.selected_rows();
        if rows.len().saturating_mul(columns.len()).saturating_mul(value.len()) > MOST_WRITTEN {
            return self.refuse();
        }
        let cells = columns.iter().flat_map(|column| {
            let value = self.meant(*column, value).unwrap_or_else(|| value.to_owned());
            let targets = self.targets(&rows, &[*column]).into_iter();
            targets.map(move |(id, field)| (id, field, value.clone()))
        });
        let cells = cells.collect();
        self.desk.run(Command::Write { cells, what: Bulk::Fill });
    }

    fn refuse(self) {
        self.desk.notify(text::TOO_MUCH_WRITTEN.to_owned(), Offer::Nothing, true);
    }

    /// Empties the selected cells.
    pub fn clear(self, what: Bulk) {
        self.desk.bring_back();
        let targets = self.targets(&self.desk.selected_rows(), &self.desk.selected_columns());
        let cells = targets.into_iter().map(|(id, field)| (id, field, String::new())).collect();
        self.desk.run(Command::Write { cells, what });
    }

    /// The uppermost selected row is repeated in those below it; of one row, the row above it.
    pub fn fill_down(self) {
        self.desk.bring_back();
        let Some(area) = self.desk.area() else { return };
        let mut rows = self.desk.selected_rows();
        if rows.len() == 1 {
            let above =
                self.desk.table.with_untracked(|table| table.rows_in(0..area.top).next_back());
            rows.splice(0..0, above);
        }
        self.repeat(&rows[..rows.len().min(1)], rows.get(1..).unwrap_or_default());
    }

    /// Repeats the values of `from` over `to`, as a pattern, in the selected columns.
    pub fn repeat(self, from: &[Row], to: &[Row]) {
        if from.is_empty() {
            return;
        }
        let mut columns = self.desk.selected_columns();
        columns.retain(|column| column.is_writable() && !column.is_of_finding());
        let length = |row: &Row| {
            let fields = columns.iter().filter_map(|column| column.field());
            self.desk.with(|ledger| {
                let node = row.measure.and_then(|id| ledger.get(id));
                fields.map(|field| node.map_or(0, |node| node.get(field).len())).sum::<usize>()
            })
        };
        let longest = from.iter().map(length).max().unwrap_or(0);
        if longest.saturating_mul(to.len()) > MOST_WRITTEN {
            return self.refuse();
        }
        let cells = to
            .iter()
            .enumerate()
            .flat_map(|(at, row)| {
                let source = from[at % from.len()];
                columns.iter().filter_map(move |column| {
                    Some((row.measure?, column.field()?, source.measure?))
                })
            })
            .map(|(id, field, source)| {
                let value = self.desk.with(|ledger| {
                    ledger.get(source).map(|node| node.get(field).to_owned()).unwrap_or_default()
                });
                (id, field, value)
            })
            .collect();
        self.desk.run(Command::Write { cells, what: Bulk::Fill });
    }

    /// Nodes and fields behind the cells of rows and columns, each once.
    pub(super) fn targets(self, rows: &[Row], columns: &[Column]) -> Vec<(Id, Field)> {
        let mut seen = HashSet::new();
        let mut targets = Vec::new();
        for row in rows {
            for column in columns.iter().filter(|column| column.is_writable()) {
                let node = if column.is_of_finding() { Some(row.finding) } else { row.measure };
                if let (Some(id), Some(field)) = (node, column.field())
                    && seen.insert((id, field))
                {
                    targets.push((id, field));
                }
            }
        }
        targets
    }

    /// Whether a cell holds nothing.
    pub(super) fn is_empty_at(self, line: usize, column: Column) -> bool {
        let row = self.desk.table.with_untracked(|table| table.row(line));
        let Some(row) = row else { return true };
        let node = if column.is_merged() { Some(row.finding) } else { row.measure };
        self.desk.with(|ledger| match (node.and_then(|id| ledger.get(id)), column.field()) {
            (Some(node), Some(field)) => node.get(field).is_empty(),
            (Some(_), None) => false,
            (None, _) => true,
        })
    }
}
