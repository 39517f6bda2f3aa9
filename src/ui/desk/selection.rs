//! The selected cells: one is active, and with another as its opposite corner it spans an area.

use leptos::prelude::*;

use super::Desk;
use crate::ledger::Id;
use crate::rows::{Column, Row, Spot};

/// The selection in the table as it stands: lines, and places among the shown columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub top: usize,
    pub bottom: usize,
    pub left: usize,
    pub right: usize,
    /// The active cell.
    pub line: usize,
    pub column: Column,
}

impl Area {
    pub fn is_single(self) -> bool {
        (self.top, self.left) == (self.bottom, self.right)
    }
}

impl Desk {
    /// Selects one cell.
    pub fn select(self, spot: Option<Spot>) {
        if self.anchor.get_untracked().is_some() {
            self.anchor.set(None);
        }
        if self.spot.get_untracked() != spot {
            self.spot.set(spot);
        }
    }

    /// Spans the selection from the active cell to `spot`, which becomes the far corner.
    pub fn extend(self, spot: Spot) {
        self.anchor.set(Some(spot).filter(|far| Some(*far) != self.spot.get_untracked()));
    }

    /// The corner that moves when the selection is extended.
    pub fn far_corner(self) -> Option<Spot> {
        self.anchor.get_untracked().or(self.spot.get_untracked())
    }

    /// What is selected, in today's table. Does not subscribe.
    pub fn area(self) -> Option<Area> {
        let spot = self.spot.get_untracked()?;
        let far = self.anchor.get_untracked().unwrap_or(spot);
        let shown = self.layout.with_untracked(|layout| layout.shown());
        self.table.with_untracked(|table| {
            let at = |column| shown.iter().position(|one| *one == column);
            let line = table.find(spot.row())?;
            let far_line = table.find(far.row()).unwrap_or(line);
            let column = at(spot.column)?;
            let far_column = at(far.column).unwrap_or(column);
            let (mut top, mut bottom) = (line.min(far_line), line.max(far_line));
            let (left, right) = (column.min(far_column), column.max(far_column));
            // A merged cell is selected whole, with the rows it spans.
            let merges = shown[left..=right].contains(&Column::Finding);
            if merges && (left != right || top != bottom) {
                (top, bottom) = (table.run(top).start, table.run(bottom).end - 1);
            }
            Some(Area { top, bottom, left, right, line, column: spot.column })
        })
    }

    /// The rows of the selection from top to bottom.
    pub fn selected_rows(self) -> Vec<Row> {
        let Some(area) = self.area() else { return Vec::new() };
        self.table.with_untracked(|table| table.rows_in(area.top..area.bottom + 1).collect())
    }

    /// The measures of the selected rows.
    pub fn selected_measures(self) -> Vec<Id> {
        self.selected_rows().into_iter().filter_map(|row| row.measure).collect()
    }

    /// The columns of the selection from left to right.
    pub fn selected_columns(self) -> Vec<Column> {
        let Some(area) = self.area() else { return Vec::new() };
        self.layout.with_untracked(|layout| layout.shown()[area.left..=area.right].to_vec())
    }

    /// Selects the measures from `first` to `last` across all columns.
    pub fn select_rows(self, first: Spot, last: Spot) {
        let shown = self.layout.with_untracked(|layout| layout.shown());
        let edge = |column: Option<&Column>| column.copied().unwrap_or(Column::Measure);
        let own = shown.iter().find(|column| !matches!(column, Column::Number | Column::Finding));
        self.spot.set(Some(Spot { column: edge(own), ..first }));
        self.anchor.set(Some(Spot { column: edge(shown.last()), ..last }));
    }

    /// The active column from the first row to the last.
    pub fn select_column(self) {
        if let (Some((first, last)), Some(spot)) = (self.ends(), self.spot.get_untracked()) {
            self.keep_view();
            self.spot.set(Some(Spot::at(first, spot.column)));
            self.anchor.set(Some(Spot::at(last, spot.column)));
        }
    }

    /// The first row that the table shows, and the last.
    fn ends(self) -> Option<(Row, Row)> {
        self.table.with_untracked(|table| {
            let mut rows = table.rows_in(0..table.len());
            let first = rows.next()?;
            Some((first, rows.next_back().unwrap_or(first)))
        })
    }

    /// The next change of the selection scrolls nothing: it is of many rows.
    pub fn keep_view(self) {
        self.inner.update_value(|inner| inner.keeps_view = true);
    }

    /// Whether the selection has changed so.
    pub fn takes_view(self) -> bool {
        self.inner.try_update_value(|inner| std::mem::take(&mut inner.keeps_view)) == Some(true)
    }

    /// Everything the table shows.
    pub fn select_all(self) {
        let shown = self.layout.with_untracked(|layout| layout.shown());
        if let (Some((first, last)), Some(left), Some(right)) =
            (self.ends(), shown.first(), shown.last())
        {
            self.keep_view();
            self.spot.set(Some(Spot::at(first, *left)));
            self.anchor.set(Some(Spot::at(last, *right)));
        }
    }
}
