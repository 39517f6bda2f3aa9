//! The plain text of cells: tabs between cells, a line for each row, as spreadsheets write it.
//!
//! A cell that begins with a quote, or holds a tab or a line break, stands in quotes with its own
//! quotes doubled. A quote further in is a quote and stays bare, as in Excel: the text may as well
//! go into a message, where doubled quotes would show.

use std::borrow::Cow;

use super::{Cells, MAX_BYTES, MAX_CELLS, PasteError};

/// Every row ends with `\r\n`; line breaks inside cells are `\n`, which is how spreadsheets tell
/// the two apart where quotes are not understood.
pub fn write(cells: &Cells) -> String {
    let mut out = String::new();
    for row in cells {
        for (at, text) in row.iter().enumerate() {
            if at > 0 {
                out.push('\t');
            }
            out += &quoted(&lines(text));
        }
        out += "\r\n";
    }
    out
}

/// All of `text` is in some cell; short rows are filled up with empty cells. A text without tabs
/// is as many rows as it has lines, no text is no rows.
pub fn read(text: &str) -> Result<Cells, PasteError> {
    if text.len() > MAX_BYTES {
        return Err(PasteError::TooLong);
    }
    let (mut cells, mut row, mut width) = (Cells::new(), Vec::new(), 0);
    let mut rest = text;
    while !rest.is_empty() || !row.is_empty() {
        let (cell, after) = cell(rest);
        row.push(cell);
        width = width.max(row.len());
        if (cells.len() + 1).saturating_mul(width) > MAX_CELLS {
            return Err(PasteError::TooLarge);
        }
        if let Some(after) = after.strip_prefix('\t') {
            // A tab at the very end still opens a cell: the loop runs on for the row's sake.
            rest = after;
            continue;
        }
        rest = line_end(after).unwrap_or(after);
        cells.push(std::mem::take(&mut row));
    }
    for row in &mut cells {
        row.resize(width, String::new());
    }
    Ok(cells)
}

/// Line breaks as cells have them: `\n`.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn quoted(text: &str) -> Cow<'_, str> {
    if text.starts_with('"') || text.contains(['\t', '\n']) {
        return Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")));
    }
    Cow::Borrowed(text)
}

/// The first cell and what follows it: a tab, a line end, or nothing.
fn cell(text: &str) -> (String, &str) {
    if let Some((inner, rest)) = text.strip_prefix('"').and_then(in_quotes) {
        return (lines(&inner.replace("\"\"", "\"")).into_owned(), rest);
    }
    let end = text.find(['\t', '\r', '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// The inside of a cell whose opening quote is already gone. A quote that never closes, or closes
/// before the cell ends, quotes nothing: then the cell reads as it stands.
///
/// Looking in vain does not add up over many cells: the search only goes past the start of a later
/// cell over an even run of quotes, and from such a start it ends within that run.
fn in_quotes(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        at += text[at..].find('"')?;
        match text.as_bytes().get(at + 1) {
            Some(b'"') => at += 2,
            None | Some(b'\t' | b'\r' | b'\n') => return Some((&text[..at], &text[at + 1..])),
            Some(_) => return None,
        }
    }
}

fn line_end(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n").or_else(|| text.strip_prefix(['\r', '\n']))
}
