//! A table of ours in plain text that comes back, also where a spreadsheet saved it: with
//! semicolons or tabs between the cells, and other quotes. Bytes are `read`'s.
//!
//! It carries no ledger: it names the part it was made of, and whoever has that part fills it in.

use std::borrow::Cow;

use super::{MAX_CELLS, MAX_TEXT};
use crate::export::csv::{MARK, bare};
use crate::filled::{self, Cell, Filled, Sheet};
use crate::ledger::Ledger;

/// A table that was filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The ledger it was made of; empty where it had no name.
    pub document: String,
    /// The part; empty for a whole ledger.
    pub slice: String,
    /// The number of the newest transaction when the part was cut.
    pub version: Option<u64>,
    /// Places and texts, in order.
    cells: Vec<(u32, u32, String)>,
}

/// None for a text that is no table of ours, or more than can be one.
pub fn read(text: &str) -> Option<Returned> {
    let text = text.trim_start_matches('\u{FEFF}');
    let start = text.trim_start_matches('"');
    let behind = start.strip_prefix(MARK)?.trim_start_matches('"');
    let divider = behind.chars().next().filter(|c| matches!(c, ',' | ';' | '\t'))?;
    if text.len() > MAX_TEXT {
        return None;
    }
    let mut cells = Vec::new();
    let mut at = (0, 0);
    let mut rest = text;
    while !rest.is_empty() {
        let (cell, end, after) = cell(rest, divider);
        let own = bare(&cell);
        if !own.trim().is_empty() {
            if cells.len() == MAX_CELLS {
                return None;
            }
            cells.push((at.0, at.1, own.to_owned()));
        }
        at = match end {
            End::Cell => (at.0, at.1 + 1),
            End::Row => (at.0 + 1, 0),
        };
        rest = after;
    }
    let first = |column| {
        let own = cells.iter().take_while(|(row, ..)| *row == 0);
        let mut found = own.filter(|(_, one, _)| *one == column);
        found.next().map_or("", |(.., text)| text.trim()).to_owned()
    };
    let (document, slice, version) = (first(1), first(2), first(3).parse().ok());
    Some(Returned { document, slice, version, cells })
}

/// What the table says, over the part as it was cut. `at` is when, in milliseconds since 1970 UTC.
pub fn fill(returned: &Returned, base: &Ledger, at: i64) -> Filled {
    let cells = returned.cells.iter();
    let cells = cells.map(|(row, column, text)| Cell { row: *row, column: *column, text });
    filled::fill(base.clone(), &Sheet { cells: cells.collect(), merged: Vec::new() }, at)
}

/// What ended a cell.
enum End {
    Cell,
    Row,
}

/// The first cell, and what stands behind the mark that ends it. A quote that is never closed
/// reaches to the end.
fn cell(text: &str, divider: char) -> (Cow<'_, str>, End, &str) {
    let (own, rest) = match text.strip_prefix('"') {
        Some(inner) => quoted(inner),
        None => {
            let end = text.find([divider, '\r', '\n']).unwrap_or(text.len());
            (Cow::Borrowed(&text[..end]), &text[end..])
        }
    };
    // Behind a closing quote there is nothing but by mistake.
    let (more, rest) = rest.split_at(rest.find([divider, '\r', '\n']).unwrap_or(rest.len()));
    let own = if more.is_empty() { own } else { Cow::Owned(format!("{own}{more}")) };
    match rest.strip_prefix(divider) {
        // A divider at the very end has an empty cell behind it, which says nothing.
        Some(rest) => (own, End::Cell, rest),
        None => {
            let rest = rest.strip_prefix('\r').unwrap_or(rest);
            (own, End::Row, rest.strip_prefix('\n').unwrap_or(rest))
        }
    }
}

/// Up to the closing quote; doubled ones are quotes of the text.
fn quoted(inner: &str) -> (Cow<'_, str>, &str) {
    let mut from = 0;
    loop {
        let Some(at) = inner[from..].find('"').map(|at| from + at) else {
            return (Cow::Owned(inner.replace("\"\"", "\"")), "");
        };
        if inner[at + 1..].starts_with('"') {
            from = at + 2;
            continue;
        }
        let own = &inner[..at];
        let own =
            if from == 0 { Cow::Borrowed(own) } else { Cow::Owned(own.replace("\"\"", "\"")) };
        return (own, &inner[at + 1..]);
    }
}
