//! The table: what the grid shows of a ledger, line by line, one row a measure. A pure projection
//! through a [`View`], made anew when rows come, go or change places; labels and cells are read
//! from the ledger when they are drawn. Where the selection stands is `spot`, how high the lines
//! are is `offsets`.
//!
//! A table of a hundred thousand rows is made at each stroke in a filter: a row is sixteen bytes
//! here, four to find it by its id, and findings have eight for their number.

mod column;
pub mod extent;
mod filter;
mod layout;
mod offsets;
mod order;
mod outline;
pub mod paste;
mod spot;
mod totals;
mod view;

use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Range;

pub use column::{Column, word};
pub use filter::{facets, is_overdue};
pub use layout::{LINES, Layout, ZOOMS};
pub use offsets::Offsets;
pub use spot::{Move, Side, Spot};
pub use totals::{Totals, totals};
pub use view::{Filter, Grouping, Sort, View};

use crate::ledger::Date;
use crate::ledger::{Id, Kind, Ledger};
use filter::Sieve;
use order::Shown;
use outline::{Entry, Numbers, Outline, of_measure};

/// What the grid shows, from the first line to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    lines: Vec<Line>,
    bands: Vec<Band>,
    // Invariant: the lines that are rows, by `Row::id`.
    by_id: Vec<u32>,
    // A bit for each line: set where a band or the first row of a run stands.
    begins: Vec<u64>,
    numbers: Numbers,
    all_rows: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// Which of [`Table::bands`].
    Band(usize),
    Row(Row),
}

/// A measure under its finding; a finding without measures is one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    pub finding: Id,
    pub measure: Option<Id>,
}

/// A line that spans the table, and how many rows stand under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub title: Title,
    pub rows: usize,
    /// The line it is.
    pub line: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Title {
    /// A direction or a chapter.
    Node(Id),
    /// A value of the column that makes the bands, “” where it is not filled in. Also the end of
    /// the last direction, before rows that have none.
    Value(Column, String),
    /// Deadlines of a month of a year; months count from 1.
    Month(u16, u8),
}

impl Line {
    pub fn row(&self) -> Option<Row> {
        match self {
            Self::Row(row) => Some(*row),
            Self::Band(_) => None,
        }
    }
}

impl Row {
    /// The one node that tells it from all other rows.
    pub fn id(self) -> Id {
        self.measure.unwrap_or(self.finding)
    }

    /// What stands in the ledger for a cell: codes for status and pace, nothing for the number,
    /// which [`Table::label`] tells.
    pub fn value(self, ledger: &Ledger, column: Column) -> &str {
        match column {
            Column::Number => "",
            Column::Direction => {
                let above = direction(ledger, self.finding).and_then(|id| ledger.get(id));
                above.map_or("", |node| &node.text)
            }
            Column::Finding => ledger.get(self.finding).map_or("", |node| &node.text),
            Column::Measure
            | Column::Pace
            | Column::Leader
            | Column::Unit
            | Column::Deadline
            | Column::Status
            | Column::Remark => of_measure(self.measure.and_then(|id| ledger.get(id)), column),
        }
    }
}

impl Table {
    /// The rows of `ledger` that `view` lets pass, in its order and under its bands. Rows whose
    /// measure is in `kept`, or whose finding where there is no measure, pass in any case.
    /// `collate` orders words in the reader's language.
    pub fn new(
        ledger: &Ledger,
        view: &View,
        today: Date,
        collate: &dyn Fn(&str, &str) -> Ordering,
        kept: &HashSet<Id>,
    ) -> Self {
        let outline = Outline::new(ledger);
        let passing: Vec<Entry>;
        let entries = if view.filter.is_empty() {
            &outline.entries
        } else {
            let mut sieve = Sieve::new(ledger, &outline, &view.filter, today);
            let is_kept =
                |entry| !kept.is_empty() && kept.contains(&outline.row(ledger, entry).id());
            let all = outline.entries.iter().copied();
            passing = all.filter(|entry| sieve.passes(*entry, None) || is_kept(*entry)).collect();
            &passing
        };
        let shown = Shown { ledger, outline: &outline, entries, collate };
        let bands = order::bands(shown, view.group, view.sort.is_some());
        let in_order = in_order(shown, view, &bands.of);

        let rows: Vec<Row> = entries.iter().map(|entry| outline.row(ledger, *entry)).collect();
        let mut table = Self::default();
        // Bands of the chosen grouping can have no rows; those are left out.
        let mut counts = vec![0; bands.titles.len()];
        for band in &bands.of {
            counts[*band as usize] += 1;
        }
        let count =
            counts.iter().zip(&bands.titles).filter(|(rows, title)| **rows > 0 && title.is_some());
        table.lines.reserve_exact(rows.len() + count.count());
        let mut line_of = vec![0; rows.len()];
        let mut last = None;
        let mut titles = bands.titles;
        for at in in_order {
            let band = bands.of[at as usize] as usize;
            if last != Some(band) {
                last = Some(band);
                if let Some(title) = titles[band].take() {
                    let line = table.lines.len();
                    table.lines.push(Line::Band(table.bands.len()));
                    table.bands.push(Band { title, rows: counts[band], line });
                }
            }
            line_of[at as usize] = number(table.lines.len());
            table.lines.push(Line::Row(rows[at as usize]));
        }
        // Ids mostly rise along the document: sorting by them there is next to nothing.
        let mut by_id: Vec<u32> = (0..number(rows.len())).collect();
        by_id.sort_by_key(|at| rows[*at as usize].id());
        table.by_id = by_id.into_iter().map(|at| line_of[at as usize]).collect();
        table.begins = begins(&table.lines);
        table.all_rows = outline.entries.len();
        table.numbers = outline.numbers;
        table
    }

    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// How many rows are shown.
    pub fn rows(&self) -> usize {
        self.by_id.len()
    }

    /// How many there are without the filter.
    pub fn all_rows(&self) -> usize {
        self.all_rows
    }

    /// The row of a line; none for a band.
    pub fn row(&self, line: usize) -> Option<Row> {
        self.lines.get(line)?.row()
    }

    /// The number of a row, counted from 1 without the bands.
    pub fn number(&self, line: usize) -> usize {
        line + 1 - self.bands.partition_point(|band| band.line < line)
    }

    /// The line of a row, even where its measure has come under another finding.
    pub fn find(&self, row: Row) -> Option<usize> {
        let id = |line: &u32| self.row(*line as usize).map(Row::id);
        let at = self.by_id.binary_search_by_key(&Some(row.id()), id).ok()?;
        let line = self.by_id[at] as usize;
        // A finding's own row is not that of a measure with its id, and the other way round.
        self.row(line).filter(|own| own.measure == row.measure).map(|_| line)
    }

    /// The first line of a finding.
    pub fn find_finding(&self, finding: Id) -> Option<usize> {
        let is_it = |line: &Line| matches!(line, Line::Row(row) if row.finding == finding);
        self.lines.iter().position(is_it)
    }

    /// The rows around `line` that follow one another and share its finding, and so one cell.
    /// A band is alone.
    pub fn run(&self, line: usize) -> Range<usize> {
        let start = self.begins_before(line + 1).unwrap_or(0);
        start..self.begins_from(line + 1).unwrap_or(self.lines.len()).min(self.lines.len())
    }

    /// The lines that a cell spans.
    pub fn lines_of(&self, line: usize, column: Column) -> Range<usize> {
        if column.is_merged() { self.run(line) } else { line..line + 1 }
    }

    /// “3”, or “3-1” for the first part of the third finding: its number in the whole ledger.
    /// Empty for what is no finding. `ledger` is that of the table, or has other values only.
    pub fn label(&self, ledger: &Ledger, finding: Id) -> String {
        self.numbers.label(ledger, finding)
    }

    /// What it holds in memory.
    pub fn bytes(&self) -> usize {
        self.lines.capacity() * size_of::<Line>()
            + self.bands.capacity() * size_of::<Band>()
            + self.by_id.capacity() * size_of::<u32>()
            + self.begins.capacity() * size_of::<u64>()
            + self.numbers.bytes()
    }

    /// The last beginning of a run before `line`.
    fn begins_before(&self, line: usize) -> Option<usize> {
        let line = line.min(self.lines.len());
        let below = (1 << (line % 64)) - 1;
        let words = (0..=line / 64).rev().filter_map(|word| Some((word, *self.begins.get(word)?)));
        let mut masked =
            words.map(|(word, bits)| (word, if word == line / 64 { bits & below } else { bits }));
        let (word, bits) = masked.find(|(_, bits)| *bits != 0)?;
        Some(word * 64 + 63 - bits.leading_zeros() as usize)
    }

    /// The first beginning of a run at `line` or behind it.
    fn begins_from(&self, line: usize) -> Option<usize> {
        let above = !((1 << (line % 64)) - 1);
        let words = self.begins.iter().copied().enumerate().skip(line / 64);
        let mut masked =
            words.map(|(word, bits)| (word, if word == line / 64 { bits & above } else { bits }));
        let (word, bits) = masked.find(|(_, bits)| *bits != 0)?;
        Some(word * 64 + bits.trailing_zeros() as usize)
    }
}

/// The direction above a finding, or the chapter where there are no directions.
pub fn direction(ledger: &Ledger, finding: Id) -> Option<Id> {
    let node = ledger.get(ledger.get(finding)?.parent?)?;
    match node.kind {
        Kind::Finding => direction(ledger, node.id),
        Kind::Chapter
        | Kind::Direction
        | Kind::Measure
        | Kind::Detail
        | Kind::Narrative
        | Kind::Chrome
        | Kind::Unassigned => Some(node.id),
    }
}

/// The rows by band, then by rank, then as in the document.
fn in_order(shown: Shown, view: &View, bands: &[u32]) -> Vec<u32> {
    let ranks = view.sort.map(|sort| order::ranks(shown, sort));
    let all = 0..number(bands.len());
    if ranks.is_none() && bands.is_sorted() {
        return all.collect();
    }
    let rank = |at: u32| ranks.as_ref().map_or(0, |ranks| ranks[at as usize]);
    let key = |at: u32| (u64::from(bands[at as usize]) << 32 | u64::from(rank(at)), at);
    let mut keys: Vec<(u64, u32)> = all.map(key).collect();
    keys.sort_unstable();
    keys.into_iter().map(|(_, at)| at).collect()
}

fn begins(lines: &[Line]) -> Vec<u64> {
    let mut begins = vec![0; lines.len().div_ceil(64)];
    let mut last = None;
    for (at, line) in lines.iter().enumerate() {
        let finding = match line {
            Line::Row(row) => Some(row.finding),
            Line::Band(_) => None,
        };
        if finding.is_none() || finding != last {
            begins[at / 64] |= 1 << (at % 64);
        }
        last = finding;
    }
    begins
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a table has fewer than four thousand million lines")
}
