//! One cell of the table, and the way from it to its neighbours.

use super::{Column, Row, Table, direction};
use crate::ledger::{Field, Id, Kind, Ledger};

/// A cell: a row (a measure, or a finding that has none yet) and a column. In the finding's
/// column the row is kept, so that going right again leads back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    pub finding: Id,
    pub measure: Option<Id>,
    pub column: Column,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    Left,
    Right,
    /// First and last column.
    Home,
    End,
    /// First and last row.
    Top,
    Bottom,
    /// By this many rows, downwards where positive.
    Rows(isize),
    /// To the end of the filled cells on that side; from their end, or from an empty cell, to
    /// the next that is filled; where none is, to the edge of the table.
    Edge(Side),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Up,
    Down,
    Left,
    Right,
}

impl Spot {
    /// The first measure of the table.
    pub fn first(table: &Table) -> Option<Self> {
        let row = table.rows_in(0..table.len()).next()?;
        Some(Self::at(row, Column::Measure))
    }

    /// The cell that shows a field of a node, if it is in the table.
    pub fn of(table: &Table, ledger: &Ledger, node: Id, field: Field) -> Option<Self> {
        let own = ledger.get(node)?;
        let (line, column) = match own.kind {
            Kind::Measure => {
                let row = Row { finding: own.parent?, measure: Some(node) };
                (table.find(row)?, Column::of(field))
            }
            Kind::Finding => {
                let column = Column::Field(field);
                let column = if field.is_of_finding() { column } else { Column::Finding };
                (table.find_finding(node)?, column)
            }
            Kind::Chapter | Kind::Direction => {
                let is_under = |line: &usize| {
                    table.row(*line).and_then(|row| direction(ledger, row.finding)) == Some(node)
                };
                ((0..table.len()).find(is_under)?, Column::Direction)
            }
            Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => return None,
        };
        Some(Self::at(table.row(line)?, column))
    }

    pub fn row(self) -> Row {
        Row { finding: self.finding, measure: self.measure }
    }

    /// The node whose field the cell shows; none in the empty row of a finding without measures,
    /// nor where cells are only read.
    pub fn node(self) -> Option<Id> {
        match self.column {
            column if column.is_of_finding() => Some(self.finding),
            Column::Number | Column::Direction => None,
            Column::Finding | Column::Measure | Column::Field(_) => self.measure,
        }
    }

    /// Whether `cell` is the one selected: the finding's cell is one for the rows of a run.
    pub fn shows(self, table: &Table, cell: Self) -> bool {
        let is_merged = || match (table.find(self.row()), table.find(cell.row())) {
            (Some(own), Some(line)) => table.run(own).contains(&line),
            (_, None) | (None, _) => false,
        };
        self.column == cell.column
            && (self.row() == cell.row() || self.column.is_of_finding() && is_merged())
    }

    /// The same cell in a table that has changed: where its row went, the one that moved up, of
    /// the same finding if there is one. None in a table without rows.
    pub fn settle(self, before: &Table, now: &Table) -> Option<Self> {
        let line = now.find(self.row()).or_else(|| {
            let old = before.find(self.row());
            let find = |line: usize| before.row(line).and_then(|row| now.find(row));
            let near = |run: std::ops::Range<usize>| {
                let old = old?;
                (old + 1..run.end).find_map(find).or_else(|| (run.start..old).rev().find_map(find))
            };
            let of_finding =
                |line: &usize| now.row(*line).is_some_and(|row| row.finding == self.finding);
            near(before.run(old.unwrap_or(0)))
                .filter(of_finding)
                .or_else(|| now.find_finding(self.finding))
                .or_else(|| near(0..before.len()))
                .or_else(|| (0..now.len()).find(|line| now.row(*line).is_some()))
        })?;
        Some(Self::at(now.row(line)?, self.column))
    }

    /// Where `step` leads; the edge of the table holds. `columns` are those in sight, in their
    /// order; `is_empty` tells of a line's cell whether there is anything in it.
    pub fn step(
        self,
        table: &Table,
        columns: &[Column],
        step: Move,
        is_empty: &dyn Fn(usize, Column) -> bool,
    ) -> Self {
        let goes_along = matches!(step, Move::Left | Move::Right | Move::Home | Move::End);
        if table.find(self.row()).is_none() && !goes_along {
            // A filter hides the row: the way leads back into the table.
            let mut rows = table.rows_in(0..table.len());
            let row = if step == Move::Bottom { rows.next_back() } else { rows.next() };
            return row.map_or(self, |row| Self::at(row, self.column));
        }
        let across = |side| Across { spot: self, table, columns, side, is_empty };
        match step {
            Move::Left => across(Side::Left).next(),
            Move::Right => across(Side::Right).next(),
            Move::Up => across(Side::Up).next(),
            Move::Down => across(Side::Down).next(),
            Move::Edge(side) => across(side).edge(),
            Move::Home => self.in_column(stops(columns).next()),
            Move::End => self.in_column(stops(columns).last()),
            Move::Rows(by) => self.rows(table, by),
            Move::Top => self.rows(table, isize::MIN),
            Move::Bottom => self.rows(table, isize::MAX),
        }
    }

    pub fn at(row: Row, column: Column) -> Self {
        Self { finding: row.finding, measure: row.measure, column }
    }

    fn in_column(self, column: Option<Column>) -> Self {
        Self { column: column.unwrap_or(self.column), ..self }
    }

    fn rows(self, table: &Table, by: isize) -> Self {
        let Some(line) = table.find(self.row()) else { return self };
        let row = |line| table.row(line);
        // Counted from the row after this one; the last there is holds.
        let last = |rows: &mut dyn Iterator<Item = Row>| rows.take(by.unsigned_abs()).last();
        let target = if by < 0 {
            last(&mut (0..line).rev().filter_map(row))
        } else {
            last(&mut (line + 1..table.len()).filter_map(row))
        };
        target.map_or(self, |row| Self::at(row, self.column))
    }
}

/// One way through the cells.
struct Across<'a> {
    spot: Spot,
    table: &'a Table,
    columns: &'a [Column],
    side: Side,
    is_empty: &'a dyn Fn(usize, Column) -> bool,
}

impl Across<'_> {
    fn next(&self) -> Spot {
        let Some(line) = self.table.find(self.spot.row()) else {
            // What is not in the table can still change its column.
            return self.spot.in_column(self.beside(self.spot.column));
        };
        self.after((line, self.spot.column)).map_or(self.spot, |cell| self.spot_of(cell))
    }

    fn edge(&self) -> Spot {
        let Some(line) = self.table.find(self.spot.row()) else { return self.next() };
        let start = (line, self.spot.column);
        let is_filled = |cell: &(usize, Column)| !(self.is_empty)(cell.0, cell.1);
        let mut way = std::iter::successors(self.after(start), |cell| self.after(*cell)).peekable();
        let along = is_filled(&start) && way.peek().is_some_and(is_filled);
        let end = if along {
            way.take_while(is_filled).last()
        } else {
            let mut last = None;
            let filled = way.inspect(|cell| last = Some(*cell)).find(is_filled);
            filled.or(last)
        };
        end.map_or(self.spot, |cell| self.spot_of(cell))
    }

    fn spot_of(&self, (line, column): (usize, Column)) -> Spot {
        self.table.row(line).map_or(self.spot, |row| Spot::at(row, column))
    }

    /// The cell after one; none at the edge.
    fn after(&self, (line, column): (usize, Column)) -> Option<(usize, Column)> {
        let is_row = |line: &usize| self.table.row(*line).is_some();
        let lines = self.table.len();
        // A merged cell is as high as its run: up and down leave the run.
        let run = self.table.lines_of(line, column);
        match self.side {
            Side::Left | Side::Right => self.beside(column).map(|column| (line, column)),
            Side::Down => (run.end..lines).find(is_row).map(|line| (line, column)),
            Side::Up => {
                let above = (0..run.start).rev().find(is_row)?;
                let first = self.table.lines_of(above, column).start;
                Some((first, column))
            }
        }
    }

    fn beside(&self, column: Column) -> Option<Column> {
        let stops: Vec<Column> = stops(self.columns).collect();
        let at = stops.iter().position(|stop| *stop == column);
        match (self.side, at) {
            (Side::Up | Side::Down, _) => None,
            // The column was put out of sight.
            (Side::Left | Side::Right, None) => stops.first().copied(),
            (Side::Left, Some(at)) => stops.get(at.checked_sub(1)?).copied(),
            (Side::Right, Some(at)) => stops.get(at + 1).copied(),
        }
    }
}

/// The columns the selection can stand in.
fn stops(columns: &[Column]) -> impl Iterator<Item = Column> {
    columns.iter().copied().filter(|column| column.is_stop())
}
