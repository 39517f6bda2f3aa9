//! The ledger, or a part of it, as a table in plain text: UTF-8 with a byte order mark, lines that
//! end with CR LF, cells in quotes where they need them (RFC 4180). Long texts are whole up to
//! what a cell of a spreadsheet holds.
//!
//! ```text
//! 整改台账填报表,DOCUMENT,PART,VERSION
//! 序号,方面,问题,整改措施,行标识（勿改）,责任单位,…
//! ```
//! What a formula or a command begins with has an apostrophe before it, which reading takes away.
//! Where the table came from is named and not carried: whoever reads it back has the ledger.

use std::borrow::Cow;

use super::FORMULA;
use crate::filled::{self, ID_TITLE, Written, mark, title, written};
use crate::ledger::Ledger;
use crate::rows::{Column, Outline, Row};

/// Opens the first line.
pub(crate) const MARK: &str = "整改台账填报表";

/// Stands before what could be taken for a formula.
pub(crate) const GUARD: char = '\'';

/// A text that begins with [`char::from`] U+FEFF. It depends on the ledger alone.
pub fn csv(ledger: &Ledger) -> String {
    let (columns, outline) = (filled::columns(ledger), Outline::new(ledger));
    let mut out = String::from('\u{FEFF}');
    let (document, part, version) = ledger.slice().map_or_else(
        || (ledger.document(), "", String::new()),
        |slice| (slice.document.as_str(), slice.id.as_str(), slice.version.to_string()),
    );
    row(&mut out, [MARK, document, part, &version].into_iter().map(Cow::Borrowed));
    let with_id = |own: &mut Vec<Cow<str>>, column: Column, id: &str| {
        if column == Column::Measure {
            own.push(Cow::Owned(id.to_owned()));
        }
    };
    let mut cells = Vec::with_capacity(columns.len() + 1);
    for column in &columns {
        cells.push(Cow::Borrowed(title(*column)));
        with_id(&mut cells, *column, ID_TITLE);
    }
    row(&mut out, cells.drain(..));
    for own in outline.rows() {
        let mut cells = Vec::with_capacity(columns.len() + 1);
        for column in &columns {
            cells.push(cell(ledger, &outline, *own, *column));
            with_id(&mut cells, *column, &mark(own.id()));
        }
        row(&mut out, cells.into_iter());
    }
    out
}

fn cell<'a>(ledger: &'a Ledger, outline: &Outline, row: Row, column: Column) -> Cow<'a, str> {
    if column == Column::Number {
        return Cow::Owned(outline.label(ledger, row.finding));
    }
    match written(ledger.particulars(), column, row.value(ledger, column)) {
        Written::Day(day) => Cow::Owned(day.to_string()),
        Written::Text(text) => text,
    }
}

fn row<'a>(out: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    for (nth, cell) in cells.enumerate() {
        if nth > 0 {
            out.push(',');
        }
        let cell = guarded(&cell);
        if cell.contains(['"', ',', ';', '\r', '\n', '\t']) || cell.trim() != cell {
            out.push('"');
            *out += &cell.replace('"', "\"\"");
            out.push('"');
        } else {
            *out += &cell;
        }
    }
    *out += "\r\n";
}

/// Apostrophes that stand there already get one more too, so that each can be taken away again.
fn guarded(cell: &str) -> Cow<'_, str> {
    if is_guarded(cell) { Cow::Owned(format!("{GUARD}{cell}")) } else { Cow::Borrowed(cell) }
}

/// Whether a formula begins behind any apostrophes.
fn is_guarded(cell: &str) -> bool {
    cell.trim_start_matches(GUARD).starts_with(FORMULA)
}

/// The cell as it was before it was guarded.
pub(crate) fn bare(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|_| is_guarded(cell)).unwrap_or(cell)
}
