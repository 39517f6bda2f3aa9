//! The ledger on paper: one plain HTML table of the rows as they are on screen, whose head a
//! browser repeats on every page. A fragment of well-formed XML, without a style of its own.
//!
//! What is merged on screen is merged here, but for eight rows at the most: a cell that is higher
//! than a page is cut by browsers, and the finding would be named on the first page only. What
//! goes on says so, “（续）”.
//!
//! Escaping is the template's: text enters only through maud's interpolation.

use std::borrow::Cow;

use maud::{Markup, html};

use crate::ledger::{Date, Evidence, Field, Form, Ledger, Record};
use crate::procedure;
use crate::rows::{Column, Row, Table, Title, is_overdue, word};

/// What is set around and above the rows.
pub struct Sheet<'a> {
    pub title: &'a str,
    /// A line each, under the title: the day, what is filtered.
    pub notes: &'a [String],
    /// From left to right, with their titles.
    pub columns: &'a [(Column, String)],
    /// The words of a band.
    pub band: &'a dyn Fn(&Title) -> String,
    pub today: Date,
}

/// Rows that a merged cell spans at the most.
const SPAN: usize = 8;

/// Characters of a cell that are no more than a few lines.
const SHORT: usize = 120;

const CONTINUED: &str = "（续）";
const LATE: &str = "逾期";

/// The rows of `table`, which is one of `ledger`.
pub fn sheet(ledger: &Ledger, table: &Table, sheet: &Sheet) -> String {
    // Each band is a body of its own, and so are the rows before the first.
    let mut starts: Vec<usize> = table.bands().iter().map(|band| band.line).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([table.len()]);
    let bodies = starts.iter().zip(ends).filter(|(start, end)| *start < end);
    html! {
        table class="printed" {
            caption class="printed__caption" {
                div class="printed__title" { (plain(sheet.title)) }
                @for note in sheet.notes { div class="printed__note" { (plain(note)) } }
            }
            thead {
                tr {
                    @for (column, title) in sheet.columns {
                        th scope="col" class="printed__head" data-weight=(weight(*column)) {
                            (plain(title))
                        }
                    }
                }
            }
            @for (start, end) in bodies {
                tbody {
                    @for line in *start..end {
                        @match table.row(line) {
                            Some(row) => (set_row(ledger, table, sheet, line, row)),
                            None => (set_band(table, sheet, line)),
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// How much of the paper a column gets beside others: a measure reads best on long lines.
fn weight(column: Column) -> u8 {
    match (column, column.form()) {
        (Column::Number, _) => 3,
        (Column::Measure, _) => 22,
        (Column::Finding | Column::Direction, _) => 13,
        (Column::Field(_), Some(Form::Text)) => 11,
        (Column::Field(_), Some(Form::Day)) => 7,
        (Column::Field(_), Some(Form::Code | Form::Names) | None) => 6,
    }
}

fn set_band(table: &Table, sheet: &Sheet, line: usize) -> Markup {
    let at = table.bands().partition_point(|band| band.line < line);
    let band = table.bands().get(at);
    let title = band.map_or(String::new(), |band| (sheet.band)(&band.title));
    html! {
        tr class="printed__band" {
            th scope="rowgroup" colspan=(sheet.columns.len().max(1)) { (lines(&title)) }
        }
    }
}

fn set_row(ledger: &Ledger, table: &Table, sheet: &Sheet, line: usize, row: Row) -> Markup {
    let record = row.measure.and_then(|id| ledger.get(id)).map(|node| &node.record);
    let late = record.filter(|record| is_overdue(record, sheet.today));
    let says_late = late.and_then(|record| says_late(sheet, record));
    // A short row is not cut by the end of a page; a long one may be as high as a page.
    let length = |column: &Column| row.value(ledger, *column).chars().count();
    let longest = sheet.columns.iter().map(|(column, _)| length(column)).max();
    let is_short = longest.unwrap_or(0) <= SHORT;
    let run = table.run(line);
    let nth = line - run.start;
    let span = SPAN.min(run.end - line);
    html! {
        tr class=(class(late.is_some(), is_short)) {
            @for (column, _) in sheet.columns {
                @if !column.is_merged() {
                    td {
                        (cell(ledger, *column, row.value(ledger, *column)))
                        @if says_late == Some(*column) { div class="printed__late" { (LATE) } }
                    }
                } @else if nth.is_multiple_of(SPAN) {
                    td class="printed__cell--merged" rowspan=[(span > 1).then_some(span)] {
                        (merged(ledger, table, *column, row, nth > 0))
                    }
                }
            }
        }
    }
}

fn class(is_late: bool, is_short: bool) -> &'static str {
    match (is_late, is_short) {
        (true, true) => "printed__row--overdue printed__row--short",
        (true, false) => "printed__row--overdue",
        (false, true) => "printed__row--short",
        (false, false) => "printed__row",
    }
}

/// Where the row says that it is late: in the cell of the day that is past, or in one that says
/// how the measure stands.
fn says_late(sheet: &Sheet, record: &Record) -> Option<Column> {
    let day = procedure::day_field(record.status);
    let is_there = |column: &Column| sheet.columns.iter().any(|(one, _)| one == column);
    let fields = [day, Field::Deadline, Field::Status].map(Column::Field);
    fields.into_iter().chain([Column::Measure]).find(is_there)
}

fn merged(ledger: &Ledger, table: &Table, column: Column, row: Row, goes_on: bool) -> Markup {
    let own = match column {
        Column::Number => table.label(ledger, row.finding),
        Column::Direction | Column::Finding | Column::Measure | Column::Field(_) => {
            row.value(ledger, column).to_owned()
        }
    };
    let is_continued = goes_on && !own.trim().is_empty();
    let own = if is_continued { own + CONTINUED } else { own };
    cell(ledger, column, &own)
}

fn cell(ledger: &Ledger, column: Column, value: &str) -> Markup {
    match column {
        Column::Field(Field::Evidence) => {
            let papers = Evidence::list(value).into_iter().map(|paper| {
                let parts = [paper.title, paper.number, paper.date, paper.place];
                let parts = parts.into_iter().filter(|part| !part.is_empty());
                parts.collect::<Vec<String>>().join("，")
            });
            lines(&papers.collect::<Vec<String>>().join("\n"))
        }
        Column::Number
        | Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Field(_) => lines(word(ledger.particulars(), column, value)),
    }
}

/// Text with its line breaks. An element a line, since an empty one for the break would be no XML.
fn lines(text: &str) -> Markup {
    let text = plain(text);
    html! {
        @if text.contains('\n') {
            @for line in text.lines() { div { (line) } }
        } @else {
            (text)
        }
    }
}

/// Without the characters that no XML can hold.
fn plain(text: &str) -> Cow<'_, str> {
    let is_foreign =
        |c: char| c.is_control() && c != '\n' && c != '\t' || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    if text.contains(is_foreign) {
        Cow::Owned(text.replace("\r\n", "\n").replace(is_foreign, ""))
    } else {
        Cow::Borrowed(text)
    }
}
