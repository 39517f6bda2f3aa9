//! The sheet's XML: texts in their cells, frozen head, landscape A4, one page wide.

use super::layout::{FURTHER, Face, Layout, Region, Row, WIDTHS};
use crate::export::FORMULA;
use crate::export::package::Xml;

/// Points of a line of 11 pt, and what spreadsheets show of a row at the most.
const LINE: u32 = 15;
const HIGHEST: u32 = 409;

/// Faces in `styles.xml`; those of texts that begin as a formula follow in the same order.
const FACES: usize = 8;

pub fn sheet(layout: &Layout) -> Vec<u8> {
    let mut xml = Xml::new();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    xml.open("worksheet", &[("xmlns", main)]);
    xml.open("sheetPr", &[]);
    xml.empty("pageSetUpPr", &[("fitToPage", "1")]);
    xml.close("sheetPr");
    view(&mut xml, layout.head);
    columns(&mut xml, layout);
    xml.open("sheetData", &[]);
    for (at, row) in layout.rows.iter().enumerate() {
        write_row(&mut xml, at, row);
    }
    xml.close("sheetData");
    if !layout.merged.is_empty() {
        xml.open("mergeCells", &[("count", &layout.merged.len().to_string())]);
        for Region { rows, columns } in &layout.merged {
            let area = format!("{}:{}", place(rows.0, columns.0), place(rows.1, columns.1));
            xml.empty("mergeCell", &[("ref", &area)]);
        }
        xml.close("mergeCells");
    }
    xml.empty("printOptions", &[("horizontalCentered", "1")]);
    xml.empty(
        "pageMargins",
        &[
            ("left", "0.4"),
            ("right", "0.4"),
            ("top", "0.6"),
            ("bottom", "0.6"),
            ("header", "0.3"),
            ("footer", "0.3"),
        ],
    );
    // 9 is A4.
    let page = [
        ("paperSize", "9"),
        ("orientation", "landscape"),
        ("fitToWidth", "1"),
        ("fitToHeight", "0"),
    ];
    xml.empty("pageSetup", &page);
    xml.open("headerFooter", &[]);
    xml.open("oddFooter", &[]);
    xml.text("&C— &P —");
    xml.close("oddFooter");
    xml.close("headerFooter");
    xml.close("worksheet");
    xml.finish()
}

fn view(xml: &mut Xml, head: usize) {
    xml.open("sheetViews", &[]);
    xml.open("sheetView", &[("workbookViewId", "0")]);
    if head > 0 {
        let below = place(head, 0);
        let head = head.to_string();
        let pane = [
            ("ySplit", head.as_str()),
            ("topLeftCell", &below),
            ("activePane", "bottomLeft"),
            ("state", "frozen"),
        ];
        xml.empty("pane", &pane);
    }
    xml.close("sheetView");
    xml.close("sheetViews");
}

fn columns(xml: &mut Xml, layout: &Layout) {
    let widest = layout.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    xml.open("cols", &[]);
    for at in 0..widest.max(WIDTHS.len()) {
        let width = WIDTHS.get(at).copied().unwrap_or(FURTHER).to_string();
        let nth = (at + 1).to_string();
        xml.empty("col", &[("min", &nth), ("max", &nth), ("width", &width), ("customWidth", "1")]);
    }
    xml.close("cols");
}

fn write_row(xml: &mut Xml, at: usize, row: &Row) {
    let nth = (at + 1).to_string();
    let height = row.lines.saturating_mul(LINE).saturating_add(3).min(HIGHEST).to_string();
    xml.open("row", &[("r", &nth), ("ht", &height), ("customHeight", "1")]);
    for (column, (face, text)) in row.cells.iter().enumerate() {
        let place = place(at, column);
        let style = style(*face, text).to_string();
        if text.is_empty() {
            xml.empty("c", &[("r", &place), ("s", &style)]);
            continue;
        }
        xml.open("c", &[("r", &place), ("s", &style), ("t", "inlineStr")]);
        xml.open("is", &[]);
        xml.open("t", &[("xml:space", "preserve")]);
        xml.text(&literal(text));
        xml.close("t");
        xml.close("is");
        xml.close("c");
    }
    xml.close("row");
}

/// A text that begins as a formula does is marked, so that it stays a text when someone edits it.
fn style(face: Face, text: &str) -> usize {
    let nth = match face {
        Face::Head => 1,
        Face::Number => 2,
        Face::Cell => 3,
        Face::Part => 4,
        Face::Title => 5,
        Face::Chapter => 6,
        Face::Band => 7,
        Face::Signature => 8,
    };
    if text.starts_with(FORMULA) { nth + FACES } else { nth }
}

/// `_x0041_` stands for a character by its number (ST_Xstring, ECMA-376 part 1 §22.9.2.19); a text
/// that only looks so has its underscore written that way.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let stands_for = c == '_'
            && text.as_bytes().get(at + 1) == Some(&b'x')
            && text.as_bytes().get(at + 6) == Some(&b'_')
            && text.as_bytes()[at + 2..at + 6].iter().all(u8::is_ascii_hexdigit);
        out.push_str(if stands_for { "_x005F_" } else { "" });
        if !stands_for {
            out.push(c);
        }
    }
    out
}

/// “C7” for row 6, column 2.
fn place(row: usize, column: usize) -> String {
    let (mut letters, mut left) = (String::new(), column + 1);
    while left > 0 {
        letters.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    letters + &(row + 1).to_string()
}
