//! Bytes out: one pure function a format. Same ledger, same bytes.
//!
//! [`html`], [`docx`], [`xlsx`] and [`markdown`] are the published report, [`sign_off`] what is
//! signed for it, [`sheet`] and [`list`] are for paper, [`calendar`] its coming days, [`workbook`]
//! and [`csv`] what a unit fills in and sends back, [`oscal`] the ledger for systems that follow up
//! findings. [`page`] is the tool itself as one file, with a ledger in it or none. The ledger's own
//! JSON is written by [`crate::file`], which also reads it.

use std::borrow::Cow;

use crate::ledger::Date;

pub mod calendar;
pub mod carried;
pub mod csv;
pub mod docx;
pub mod html;
pub mod list;
pub mod markdown;
pub mod oscal;
mod package;
pub mod page;
pub mod sheet;
pub mod sign_off;
mod table;
pub mod workbook;
pub mod xlsx;

const DAY_MS: i64 = 86_400_000;

/// The day and its second in UTC of a time in milliseconds since 1970; the beginning of 1970 for a
/// time outside the calendar.
fn utc(at: i64) -> (Date, i64) {
    let day = i32::try_from(at.div_euclid(DAY_MS)).ok().and_then(Date::from_number);
    match day {
        Some(day) => (day, at.rem_euclid(DAY_MS) / 1000),
        None => (Date::EPOCH, 0),
    }
}

/// What a formula or a command begins with in some spreadsheet, also in full width.
pub(crate) const FORMULA: [char; 11] =
    ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// Lines that a text takes in a column of so many half-width characters, guessed: Chinese
/// characters are two wide.
pub(crate) fn lines(text: &str, width: u32) -> u32 {
    let room = width.saturating_sub(2).max(2) as usize;
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    let of = |line: &str| line.chars().map(wide).sum::<usize>().div_ceil(room).max(1);
    text.split('\n').map(of).sum::<usize>().min(u32::MAX as usize) as u32
}

/// Text as it may stand in a published file: what no XML can hold (XML 1.0 §2.2), and what turns
/// the order of reading so that a line shows other words than it has (U+202A–202E, U+2066–2069),
/// becomes U+FFFD. Something was there, and it is seen that it was. Tabs and line breaks stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    // First bytes of all of them; most texts have none.
    let may_be = |byte: &u8| matches!(byte, 0..0x20 | 0x7f | 0xC2 | 0xE2 | 0xEF);
    if !text.as_bytes().iter().any(may_be) {
        return Cow::Borrowed(text);
    }
    let is_foreign = |c: char| match c {
        '\t' | '\n' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => true,
        c => c.is_control(),
    };
    if text.contains(is_foreign) {
        Cow::Owned(text.replace("\r\n", "\n").replace(is_foreign, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}
