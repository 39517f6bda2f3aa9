//! A table with hairlines, its head repeated on every page, over the whole width.

use super::{TEXT_WIDTH, paragraph};
use crate::export::package::Xml;
use crate::export::table::{Cell, Table, shares};

const SIDES: [&str; 6] = ["w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"];

pub fn write(xml: &mut Xml, table: &Table) {
    let widths: Vec<String> =
        shares(table, TEXT_WIDTH).iter().map(|width| width.to_string()).collect();
    xml.open("w:tbl", &[]);
    xml.open("w:tblPr", &[]);
    xml.empty("w:tblW", &[("w:w", &TEXT_WIDTH.to_string()), ("w:type", "dxa")]);
    xml.open("w:tblBorders", &[]);
    for side in SIDES {
        let line = [("w:val", "single"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "000000")];
        xml.empty(side, &line);
    }
    xml.close("w:tblBorders");
    xml.empty("w:tblLayout", &[("w:type", "fixed")]);
    xml.close("w:tblPr");
    xml.open("w:tblGrid", &[]);
    for width in &widths {
        xml.empty("w:gridCol", &[("w:w", width)]);
    }
    xml.close("w:tblGrid");
    let head = table.head();
    for (at, row) in table.rows.iter().enumerate() {
        xml.open("w:tr", &[]);
        if at < head {
            xml.open("w:trPr", &[]);
            xml.empty("w:cantSplit", &[]);
            xml.empty("w:tblHeader", &[]);
            xml.close("w:trPr");
        }
        let style = if at < head { "TableHead" } else { "TableText" };
        for (one, width) in row.iter().zip(&widths) {
            cell(xml, one, width, style);
        }
        xml.close("w:tr");
    }
    xml.close("w:tbl");
}

fn cell(xml: &mut Xml, cell: &Cell, width: &str, style: &str) {
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
    match cell.rows {
        0 => xml.empty("w:vMerge", &[("w:val", "continue")]),
        1 => {}
        _ => xml.empty("w:vMerge", &[("w:val", "restart")]),
    }
    xml.empty("w:vAlign", &[("w:val", "center")]);
    xml.close("w:tcPr");
    // A cell has a paragraph, whatever is in it.
    for line in cell.text.split('\n') {
        xml.open("w:p", &[]);
        xml.open("w:pPr", &[]);
        xml.empty("w:pStyle", &[("w:val", style)]);
        xml.close("w:pPr");
        if !line.is_empty() {
            paragraph::run(xml, line);
        }
        xml.close("w:p");
    }
    xml.close("w:tc");
}
