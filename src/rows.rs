//! The table: what the grid shows of a ledger, line by line, one row a measure. A pure projection
//! of an [`Outline`] through a [`View`]; labels and cells are read from the ledger when they are
//! drawn. Where the selection stands is `spot`, how high the lines are is `offsets`.
//!
//! The outline is made anew when rows come, go or change places; the table at each stroke in a
//! filter, on a hundred thousand rows too. So a row is eight bytes here: its line is a place in the
//! outline, and each place there knows its line.

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
use std::ops::Range;
use std::rc::Rc;

pub use column::{Column, stage_word, word};
pub use filter::{facets, is_overdue};
use foldhash::HashSet;
pub use layout::{LINES, Layout, ZOOMS};
pub use offsets::Offsets;
pub use outline::Outline;
pub use spot::{Move, Side, Spot};
pub use totals::{Totals, totals};
pub use view::{Condition, Filter, Grouping, Sort, View};

use crate::ledger::{Date, Field, Id, Kind, Ledger};
use filter::Sieve;
use order::Shown;
use outline::{Entry, of_node};

/// What the grid shows, from the first line to the last.
#[derive(Clone, Debug)]
pub struct Table {
    outline: Rc<Outline>,
    // A row's place in the outline; of a band, BAND and its place among the bands.
    lines: Vec<u32>,
    bands: Vec<Band>,
    // The line of each place in the outline, HIDDEN where the filter leaves it out.
    line_of: Vec<u32>,
    // A bit for each line: set where a band or the first row of a run stands.
    begins: Vec<u64>,
}

/// Set in the lines that are bands.
const BAND: u32 = 1 << 31;
/// No line.
const HIDDEN: u32 = u32::MAX;

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

/// The cell of the table that a text of the report stands in.
pub fn cell_of(ledger: &Ledger, id: Id) -> Option<(Id, Field)> {
    let node = ledger.get(id)?;
    match node.kind {
        Kind::Finding | Kind::Measure => Some((id, Field::Text)),
        Kind::Detail => Some((node.parent?, node.field?)),
        Kind::Chapter | Kind::Direction | Kind::Narrative | Kind::Chrome | Kind::Unassigned => None,
    }
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
            _ if column.is_of_finding() => of_node(ledger.get(self.finding), column),
            Column::Finding | Column::Measure | Column::Field(_) => {
                of_node(self.measure.and_then(|id| ledger.get(id)), column)
            }
        }
    }
}

impl Table {
    /// The rows of `ledger` that `view` lets pass, in its order and under its bands. `outline` is
    /// that of the ledger as it is. Rows whose measure is in `kept`, or whose finding where there
    /// is no measure, pass in any case. `collate` orders words in the reader's language.
    pub fn new(
        ledger: &Ledger,
        outline: &Rc<Outline>,
        view: &View,
        today: Date,
        collate: &dyn Fn(&str, &str) -> Ordering,
        kept: &HashSet<Id>,
    ) -> Self {
        let places = 0..number(outline.entries.len());
        let passing: Vec<u32> = if view.filter.is_empty() {
            places.collect()
        } else {
            let mut sieve = Sieve::new(ledger, outline, &view.filter, today);
            let is_kept = |at: u32| !kept.is_empty() && kept.contains(&outline.row(at).id());
            let entry = |at: u32| outline.entries[at as usize];
            places.filter(|at| sieve.passes(entry(*at), None) || is_kept(*at)).collect()
        };
        let entries: Vec<Entry>;
        let entries = if passing.len() == outline.entries.len() {
            &outline.entries
        } else {
            entries = passing.iter().map(|at| outline.entries[*at as usize]).collect();
            &entries
        };
        let shown = Shown { ledger, outline, entries, collate };
        let order::Bands { of, mut titles } = order::bands(shown, view.group, view.sort.is_some());

        // Bands of the chosen grouping can have no rows; those are left out.
        let mut counts = vec![0; titles.len()];
        for band in &of {
            counts[*band as usize] += 1;
        }
        let mut lines = Vec::with_capacity(passing.len() + titles.len());
        let mut line_of = vec![HIDDEN; outline.entries.len()];
        let mut bands = Vec::new();
        let mut last = None;
        for at in in_order(shown, view, &of) {
            let band = of[at as usize] as usize;
            if last != Some(band) {
                last = Some(band);
                if let Some(title) = titles[band].take() {
                    let line = lines.len();
                    lines.push(BAND | number(bands.len()));
                    bands.push(Band { title, rows: counts[band], line });
                }
            }
            let place = passing[at as usize];
            line_of[place as usize] = number(lines.len());
            lines.push(place);
        }
        let begins = begins(&lines, outline);
        Self { outline: Rc::clone(outline), lines, bands, line_of, begins }
    }

    /// How many lines there are, rows and bands.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    pub fn line(&self, line: usize) -> Option<Line> {
        let place = *self.lines.get(line)?;
        Some(match place & BAND {
            0 => Line::Row(self.outline.row(place)),
            _ => Line::Band((place & !BAND) as usize),
        })
    }

    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// How many rows are shown.
    pub fn rows(&self) -> usize {
        self.lines.len() - self.bands.len()
    }

    /// How many there are without the filter.
    pub fn all_rows(&self) -> usize {
        self.line_of.len()
    }

    /// The row of a line; none for a band.
    pub fn row(&self, line: usize) -> Option<Row> {
        self.place(line).map(|place| self.outline.row(number(place)))
    }

    /// The rows among these lines.
    pub fn rows_in(&self, lines: Range<usize>) -> impl DoubleEndedIterator<Item = Row> {
        let end = lines.end.min(self.lines.len());
        let rows = self.lines[lines.start.min(end)..end].iter().filter(|place| *place & BAND == 0);
        rows.map(|place| self.outline.row(*place))
    }

    /// Where the row of a line stands in the outline; none for a band.
    pub fn place(&self, line: usize) -> Option<usize> {
        self.lines.get(line).filter(|place| *place & BAND == 0).map(|place| *place as usize)
    }

    /// The line of a place in the outline; none where the filter leaves it out.
    pub fn line_of(&self, place: usize) -> Option<usize> {
        self.line_of.get(place).filter(|line| **line != HIDDEN).map(|line| *line as usize)
    }

    pub fn outline(&self) -> &Rc<Outline> {
        &self.outline
    }

    /// The number of a row, counted from 1 without the bands.
    pub fn number(&self, line: usize) -> usize {
        line + 1 - self.bands.partition_point(|band| band.line < line)
    }

    /// The line of a row, even where its measure has come under another finding.
    pub fn find(&self, row: Row) -> Option<usize> {
        let place = self.outline.find(row.id())?;
        // A finding's own row is not that of a measure with its id, and the other way round.
        let is_it = self.outline.row(number(place)).measure == row.measure;
        self.line_of(place).filter(|_| is_it)
    }

    /// The first line of a finding.
    pub fn find_finding(&self, finding: Id) -> Option<usize> {
        let is_it = |line: &usize| self.row(*line).is_some_and(|row| row.finding == finding);
        (0..self.len()).find(is_it)
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
        self.outline.label(ledger, finding)
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

/// The columns of fields in which something stands, or is asked for.
pub fn used(ledger: &Ledger) -> Vec<Column> {
    let mut left: Vec<Column> = Column::ALL.to_vec();
    left.retain(|column| matches!(column, Column::Field(_)));
    for node in ledger.nodes() {
        if matches!(node.kind, Kind::Finding | Kind::Measure) {
            left.retain(|column| of_node(Some(node), *column).is_empty());
        }
    }
    // What is asked for is to be seen while nothing stands in it.
    let asked = ledger.slice().map_or(&[][..], |slice| &slice.fields);
    let is_asked = |column: &Column| column.field().is_some_and(|field| asked.contains(&field));
    let is_used = |column: &Column| {
        matches!(column, Column::Field(_)) && (!left.contains(column) || is_asked(column))
    };
    Column::ALL.into_iter().filter(is_used).collect()
}

/// The columns in which whoever fills in a part writes nothing; none of a whole ledger.
pub fn closed(ledger: &Ledger) -> Vec<Column> {
    let Some(slice) = ledger.slice() else { return Vec::new() };
    let is_asked = |field: Field| slice.fields.contains(&field);
    let is_closed = |column: &Column| !column.field().is_some_and(is_asked);
    Column::ALL.into_iter().filter(is_closed).collect()
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

fn begins(lines: &[u32], outline: &Outline) -> Vec<u64> {
    let mut begins = vec![0; lines.len().div_ceil(64)];
    let mut last = None;
    for (at, place) in lines.iter().enumerate() {
        // Which finding it is; none for a band.
        let finding = match place & BAND {
            0 => Some(outline.entries[*place as usize].finding),
            _ => None,
        };
        if finding.is_none() || finding != last {
            begins[at / 64] |= 1 << (at % 64);
        }
        last = finding;
    }
    begins
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a table has fewer than two thousand million lines")
}
