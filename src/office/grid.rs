//! Table rows as lines: cells with tabs between them.
//!
//! A cell of several lines stands in straight double quotes, which end before a tab or a line
//! break; quotes inside are not doubled, since Chinese documents are full of them:
//!
//! ```text
//! 1⇥制度不健全⇥"一是修订办法；
//! 二是开展培训。"⇥县水务局
//! 2⇥〃⇥立行立改
//! ```
//!
//! The second line of the first row belongs to its third cell; 〃 continues the cell above.

use std::borrow::Cow;

use super::{Allowance, OfficeError};

/// Stands in a cell that continues the one above it.
pub const CONTINUED: &str = "〃";

/// Tabs would open a cell, so text has this instead.
pub const SPACE: char = '\u{3000}';

/// Stands for a line break where quotes cannot hold one.
const VERTICAL_TAB: &str = "\u{B}";

/// Adds a line for a row given as (column, text) in ascending columns. Blank cells are left out,
/// so a row ends with its last text.
pub fn row<'a>(
    out: &mut String,
    cells: impl Iterator<Item = (usize, &'a str)>,
    allowance: &mut Allowance,
) -> Result<(), OfficeError> {
    let mut at = 0;
    for (column, text) in cells.filter(|(_, text)| !is_blank(text)) {
        let tabs = column.saturating_sub(at);
        allowance.gap(tabs)?;
        out.extend(std::iter::repeat_n('\t', tabs));
        at = at.max(column);
        *out += &cell(text);
    }
    out.push('\n');
    Ok(())
}

pub fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Text as it stands in a paragraph or a cell: line breaks are `\n`, a tab is a wide space.
pub fn flat(text: &str) -> Cow<'_, str> {
    if memchr::memchr2(b'\t', b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n");
    Cow::Owned(text.replace('\r', "\n").replace('\t', SPACE.encode_utf8(&mut [0; 4])))
}

fn cell(text: &str) -> Cow<'_, str> {
    if text.contains("\"\n") {
        return Cow::Owned(cell(&text.replace('\n', VERTICAL_TAB)).into_owned());
    }
    // A text that itself begins with a quote would swallow the cells after it.
    if text.contains('\n') || text.starts_with('"') {
        return Cow::Owned(format!("\"{text}\""));
    }
    Cow::Borrowed(text)
}
