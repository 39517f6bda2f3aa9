//! One drawn row: its cells, where it stands, and which measure it shows. It is used again for
//! others as one scrolls.

use web_sys::{HtmlElement, Text};

use super::cell::{CellView, Look};
use super::template::{Template, child};
use super::{Place, Selected};
use crate::ledger::{Date, Field, Ledger, Node};
use crate::rows::{Column, Offsets, Row, Table, is_overdue, word};
use crate::ui::desk::Desk;
use crate::ui::grid::cells;

pub struct RowView {
    pub line: usize,
    pub row: Row,
    pub is_head: bool,
    pub element: HtmlElement,
    number: Text,
    cells: Vec<CellView>,
    top: f64,
    height: f64,
    is_hidden: bool,
    is_overdue: bool,
    is_current: bool,
}

impl RowView {
    pub fn new(template: &Template, row: Row) -> Self {
        let element = template.row();
        let cells = (0..template.columns().len()).map(|at| CellView::new(template, &element, at));
        Self {
            line: usize::MAX,
            row,
            is_head: true,
            number: template.text_in(&child(&element, 0)),
            cells: cells.collect(),
            element,
            top: f64::NAN,
            height: f64::NAN,
            is_hidden: false,
            is_overdue: false,
            is_current: false,
        }
    }

    /// From now on this is the row at `line`.
    pub fn stand_for(&mut self, line: usize, row: Row) {
        if self.is_hidden {
            self.is_hidden = false;
            let _ = self.element.remove_attribute("hidden");
        }
        if self.line != line {
            let _ = self.element.set_attribute("aria-rowindex", &(line + 2).to_string());
        }
        (self.line, self.row) = (line, row);
        let id = row.measure.map_or(String::new(), |id| id.to_string());
        let _ = self.element.set_attribute("data-measure", &id);
        let _ = self.element.class_list().toggle_with_force("row--empty", row.measure.is_none());
    }

    pub fn hide(&mut self) {
        if !self.is_hidden {
            self.is_hidden = true;
            (self.line, self.top, self.height) = (usize::MAX, f64::NAN, f64::NAN);
            let _ = self.element.set_attribute("hidden", "");
            // The id of the active cell is there once.
            self.cells.iter_mut().for_each(|cell| cell.mark(Look::default()));
        }
    }

    pub fn remove(self) {
        self.element.remove();
    }

    /// Shows the values of its measure; the merged cells come with [`Self::set_head`].
    pub fn fill(&mut self, ledger: &Ledger, template: &Template, today: Date) {
        let node = self.row.measure.and_then(|id| ledger.get(id));
        for (at, column) in template.columns().iter().enumerate() {
            if column.is_merged() {
                continue;
            }
            let value = match (column.field(), node) {
                (Some(field), Some(node)) => node.get(field),
                _ => "",
            };
            let words = match column {
                Column::Direction => self.row.value(ledger, *column),
                _ => word(ledger.particulars(), *column, value),
            };
            self.cells[at].write(words, template, at, template.lines);
            if *column == Column::Field(Field::Status) {
                self.cells[at].set_status(value);
            }
        }
        let is_overdue = node.is_some_and(|node| is_overdue(&node.record, today));
        if is_overdue != self.is_overdue {
            self.is_overdue = is_overdue;
            let _ = self.element.class_list().toggle_with_force("row--overdue", is_overdue);
        }
    }

    /// As the first drawn row of its run it shows the cells that span the run.
    pub fn set_head(
        &mut self,
        is_head: bool,
        desk: Desk,
        template: &Template,
        table: &Table,
        offsets: &Offsets,
    ) {
        let run = table.run(self.line);
        if is_head {
            let top = offsets.top(run.start);
            let above = (offsets.top(self.line) - top) as f64;
            let span = (above, (offsets.top(run.end) - top) as f64);
            for (at, column) in template.columns().iter().enumerate() {
                if column.is_merged() {
                    self.cells[at].spread(span, run.len());
                }
            }
        }
        if is_head != self.is_head {
            let _ = self.element.class_list().toggle_with_force("row--covered", !is_head);
        }
        self.is_head = is_head;
        self.refill_merged(desk, template, table);
    }

    pub fn refill_merged(&mut self, desk: Desk, template: &Template, table: &Table) {
        desk.with(|ledger| {
            let finding = ledger.get(self.row.finding);
            for (at, column) in template.columns().iter().enumerate() {
                let cell = &mut self.cells[at];
                match column {
                    _ if !column.is_merged() => {}
                    _ if !self.is_head => cell.say(""),
                    Column::Number => cell.say(&table.label(ledger, self.row.finding)),
                    Column::Direction | Column::Finding | Column::Measure | Column::Field(_) => {
                        let of =
                            |node: &Node| column.field().map(|field| node.get(field).to_owned());
                        let words = finding.and_then(of).unwrap_or_default();
                        // As many lines as the run has room for.
                        let room = (cell.reach() / cells::line_height(template.zoom)) as usize;
                        let lines = template.lines.max(room.saturating_sub(1));
                        cell.write(&words, template, at, lines);
                    }
                }
            }
        });
        let number = table.number(self.line).to_string();
        self.number.set_data(&number);
    }

    /// Shows which of its cells are selected.
    pub fn mark(&mut self, table: &Table, template: &Template, selected: Selected) {
        for (at, column) in template.columns().iter().enumerate() {
            let look = match selected {
                None => Look::default(),
                Some(area) => {
                    let lines = table.lines_of(self.line, *column);
                    if column.is_merged() && !self.is_head {
                        self.cells[at].mark(Look::default());
                        continue;
                    }
                    let hit = lines.start <= area.bottom && area.top < lines.end;
                    Look {
                        is_active: *column == area.column && lines.contains(&area.line),
                        is_selected: hit && (area.left..=area.right).contains(&at),
                        is_corner: at == area.right && lines.contains(&area.bottom),
                    }
                }
            };
            self.cells[at].mark(look);
        }
        let is_current = selected.is_some_and(|area| (area.top..=area.bottom).contains(&self.line));
        if is_current != self.is_current {
            self.is_current = is_current;
            let _ = self.element.class_list().toggle_with_force("row--current", is_current);
        }
    }

    /// Whether one of its cells is the active one.
    pub fn is_active(&self) -> bool {
        self.cells.iter().any(|cell| cell.is_active())
    }

    pub fn put(&mut self, top: f64, height: f64) {
        let style = HtmlElement::style(&self.element);
        if self.top != top {
            self.top = top;
            let _ = style.set_property("top", &format!("{top}px"));
        }
        if self.height != height {
            self.height = height;
            let _ = style.set_property("height", &format!("{height}px"));
        }
    }

    /// Pixels that the tallest text of its own takes; the merged cells do not count.
    pub fn natural(&self, template: &Template) -> f64 {
        let own = self.cells.iter().zip(template.columns());
        let tallest = own
            .filter(|(_, column)| template.is_cards || !column.is_merged())
            .map(|(cell, _)| cell.natural());
        if template.is_cards {
            // A card's cells lie one below the other: their lower edges tell.
            let last = self
                .cells
                .iter()
                .map(|cell| cell.element.offset_top() + cell.element.offset_height());
            return f64::from(last.max().unwrap_or(0)) + 10.0;
        }
        f64::from(tallest.max().unwrap_or(0)) + cells::padding(template.zoom)
    }

    /// Pixels that the merged texts take.
    pub fn merged_natural(&self, template: &Template) -> f64 {
        let merged = self.cells.iter().zip(template.columns());
        let merged = merged.filter(|(_, column)| column.is_merged());
        let tallest = merged.map(|(cell, _)| cell.natural()).max();
        f64::from(tallest.unwrap_or(0)) + cells::padding(template.zoom)
    }

    /// Where a cell of a card is.
    pub fn place(&self, at: usize) -> Place {
        let cell = &self.cells[at].element;
        Place {
            left: f64::from(cell.offset_left()),
            top: self.top + f64::from(cell.offset_top()),
            width: f64::from(cell.offset_width()),
            height: f64::from(cell.offset_height()),
        }
    }
}
