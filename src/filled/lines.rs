//! The rows of a table below its head, and what stands for each of them in a merged column.

use foldhash::{HashMap, HashMapExt};

use super::columns::Head;
use super::{Cell, Sheet};
use crate::rows::Column;

/// A row with something in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'s, 'a> {
    /// Counted from 0.
    pub row: u32,
    cells: &'s [Cell<'a>],
}

/// A sheet whose columns are known.
#[derive(Debug)]
pub(super) struct Lines<'s, 'a> {
    pub head: Head<'a>,
    pub all: Vec<Line<'s, 'a>>,
    sheet: &'s Sheet<'a>,
    /// By columns; the rows of each region, in order.
    merged: HashMap<u32, Vec<(u32, u32)>>,
}

impl<'a> Line<'_, 'a> {
    pub fn at(&self, column: u32) -> &'a str {
        let found = self.cells.binary_search_by_key(&column, |cell| cell.column);
        found.map_or("", |at| self.cells[at].text)
    }

    pub fn cells(&self) -> impl Iterator<Item = &Cell<'a>> {
        self.cells.iter()
    }
}

impl<'s, 'a> Lines<'s, 'a> {
    /// None where no row has the words of the columns.
    pub fn of(sheet: &'s Sheet<'a>) -> Option<Self> {
        let head = Head::find(sheet)?;
        let rows = sheet.cells.chunk_by(|one, two| one.row == two.row);
        let below = rows.filter(|row| row[0].row > head.row);
        let all = below.map(|row| Line { row: row[0].row, cells: row }).collect();
        let mut merged: HashMap<u32, Vec<(u32, u32)>> = HashMap::new();
        for region in sheet.merged.iter().filter(|region| region.rows.0 < region.rows.1) {
            merged.entry(region.column).or_default().push(region.rows);
        }
        merged.values_mut().for_each(|rows| rows.sort_unstable());
        Some(Self { head, all, sheet, merged })
    }

    /// What the line says in a column; none where the table has no such column.
    pub fn text(&self, line: &Line<'_, 'a>, column: Column) -> Option<&'a str> {
        self.head.at(column).map(|at| line.at(at))
    }

    /// What stands beside the line in a column whose cells reach over rows: its own cell, or the
    /// one that covers it. With the row of that cell.
    pub fn beside(&self, line: &Line<'_, 'a>, column: Column) -> (u32, &'a str) {
        let Some(at) = self.head.at(column) else { return (line.row, "") };
        let covers = self.merged.get(&at).and_then(|rows| {
            let nearest = rows.partition_point(|(top, _)| *top <= line.row).checked_sub(1)?;
            let (top, bottom) = rows[nearest];
            (line.row <= bottom && top < line.row).then_some(top)
        });
        match covers {
            Some(top) => (top, self.find(top, at)),
            None => (line.row, line.at(at)),
        }
    }

    /// Whether the line's own cell is covered by one above it.
    pub fn is_covered(&self, line: &Line<'_, 'a>, column: Column) -> bool {
        self.beside(line, column).0 != line.row
    }

    fn find(&self, row: u32, column: u32) -> &'a str {
        let cells = &self.sheet.cells;
        let found = cells.binary_search_by_key(&(row, column), |cell| (cell.row, cell.column));
        found.map_or("", |at| cells[at].text)
    }
}
