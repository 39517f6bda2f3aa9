//! The hidden sheet: the ledger's own file in pieces that fit into cells, and the order in which
//! the columns were written. By it the workbook is known again.
//!
//! ```text
//! A1  rectification-ledger-workbook 1, and “unfilled” for a part that nobody has changed yet
//! A2  bytes of the pieces together, and their CRC-32 in hexadecimal digits
//! A3  number direction finding measure unit …
//! A4… the file
//! ```
//! An unfilled part is what it was cut as: what it was cut as is left out, and twice as many rows
//! fit. Programs save texts otherwise than they were: blanks at the ends, line breaks, what looks like
//! `_x0041_`. The pieces have none of these.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::{RECORD, put};
use crate::file::{self, Content};
use crate::ledger::{Ledger, Slice};
use crate::rows::Column;

const MARK: &str = "rectification-ledger-workbook 1";
const UNFILLED: &str = "rectification-ledger-workbook 1 unfilled";

/// Rows before the first piece.
const ABOVE: usize = 3;

/// Bytes of a piece; it has no more UTF-16 units.
const MOST: usize = 32_000;

pub fn write(sheet: &mut Worksheet, ledger: &Ledger, columns: &[Column]) -> Result<(), XlsxError> {
    sheet.set_name(RECORD)?;
    sheet.set_very_hidden(true);
    let face = Format::new().set_num_format("@");
    let unfilled = unfilled(ledger);
    let mark = if unfilled.is_some() { UNFILLED } else { MARK };
    let file = tame(&file::write(unfilled.as_ref().unwrap_or(ledger)));
    let codes: Vec<&str> = columns.iter().map(|column| column.code()).collect();
    let above = [mark.to_owned(), digest(&file), codes.join(" ")];
    let pieces = pieces(&file);
    for (row, text) in (0_u32..).zip(above.iter().map(String::as_str).chain(pieces)) {
        put(sheet, (row, 0), text, &face)?;
    }
    sheet.protect();
    Ok(())
}

/// The ledger that these cells hold, from the first to the last; none where they are not as they
/// were written.
pub(crate) fn read(cells: &[&str]) -> Option<Ledger> {
    let (above, pieces) = cells.split_at_checked(ABOVE)?;
    let is_unfilled = match above[0].trim() {
        MARK => false,
        UNFILLED => true,
        _ => return None,
    };
    let json = pieces.concat();
    if above[1].trim() != digest(&json) {
        return None;
    }
    let ledger = file::read(&json).ok()?;
    if !is_unfilled {
        return Some(ledger);
    }
    let mut content = Content::of(&ledger);
    content.slice.as_mut()?.base = content.nodes.clone();
    Ledger::with(content).ok()
}

/// A part without what it was cut as, where that is what it is.
fn unfilled(ledger: &Ledger) -> Option<Ledger> {
    let part = ledger.slice().filter(|part| part.base == ledger.nodes())?;
    let part = Slice {
        document: part.document.clone(),
        id: part.id.clone(),
        version: part.version,
        to: part.to.clone(),
        from: part.from.clone(),
        at: part.at,
        due: part.due.clone(),
        fields: part.fields.clone(),
        may_add: part.may_add,
        words: part.words.clone(),
        by: part.by.clone(),
        base: Vec::new(),
    };
    let content = Content {
        name: ledger.name().to_owned(),
        particulars: ledger.particulars().clone(),
        slice: Some(Box::new(part)),
        nodes: ledger.nodes().to_vec(),
        ..Content::default()
    };
    let is_all = ledger.rulings().is_empty()
        && ledger.document().is_empty()
        && ledger.dispatches().is_empty();
    Ledger::with(content).ok().filter(|_| is_all)
}

/// By which it is seen whether a program has changed anything in the pieces.
fn digest(file: &str) -> String {
    format!("{} {:08x}", file.len(), crc32fast::hash(file.as_bytes()))
}

/// The same JSON without line breaks, characters that no XML can hold, and what spreadsheets take
/// for such. Between values JSON has no other line breaks, and inside them these are escapes.
fn tame(json: &str) -> String {
    // First bytes of what is looked for; text of few others is passed over quickly.
    let may_be = |byte: &u8| matches!(byte, b'\n' | b'_' | 0x7f | 0xC2 | 0xE2 | 0xEF);
    let mut out = String::with_capacity(json.len());
    let (mut from, mut at) = (0, 0);
    while let Some(found) = json.as_bytes()[at..].iter().position(may_be) {
        at += found;
        let rest = &json[at..];
        let c = rest.chars().next().expect("a first byte begins a character");
        at += c.len_utf8();
        match c {
            '\n' => {
                out.push_str(&json[from..at - 1]);
                from = at;
            }
            '_' if rest[1..].starts_with('x') => {
                out.push_str(&json[from..at]);
                out.push_str("\\u0078");
                at += 1;
                from = at;
            }
            '\u{7f}'..='\u{9f}'
            | '\u{FFFE}'
            | '\u{FFFF}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{FEFF}' => {
                out.push_str(&json[from..at - c.len_utf8()]);
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
                from = at;
            }
            _ => {}
        }
    }
    out.push_str(&json[from..]);
    out
}

/// Each cut between characters, and not beside a blank.
fn pieces(file: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), file);
    while rest.len() > MOST {
        let is_good = |at: &usize| {
            rest.is_char_boundary(*at)
                && !rest[..*at].ends_with(char::is_whitespace)
                && !rest[*at..].starts_with(char::is_whitespace)
        };
        // Blanks without an end are cut all the same.
        let any = |at: &usize| rest.is_char_boundary(*at);
        let cut = (1..=MOST).rev().find(is_good).or_else(|| (1..=MOST).rev().find(any));
        let (piece, after) = rest.split_at(cut.expect("a character has at most four bytes"));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_fit_into_cells_and_make_the_whole() {
        let file = format!("{}{}𠮷𠮷 {}", "字".repeat(MOST - 1), "𠮷", "a b".repeat(MOST));
        let pieces = pieces(&file);
        assert_eq!(pieces.concat(), file);
        for piece in &pieces {
            assert!(piece.encode_utf16().count() <= MOST);
            assert_eq!(piece.trim(), *piece);
        }
        assert_eq!(pieces.len(), 7);
    }

    #[test]
    fn what_is_tame_is_the_same_json() {
        let json = "{\"a_x0041_\":\"_x000D_\\n\u{FFFE}\u{85}\",\n\"b\":\"\\\\_x\"}\n";
        let tame = tame(json);
        assert!(!tame.contains(['\n', '\u{FFFE}', '\u{85}']) && !tame.contains("_x"), "{tame}");
        let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).expect("JSON");
        assert_eq!(value(&tame), value(json));
    }
}
