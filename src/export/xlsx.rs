//! The publication as a workbook of one sheet: 序号, 方面, 问题, 整改情况, and a row for each
//! paragraph of what was done.
//!
//! Every paragraph of the document is on the sheet once: what stands outside a finding (preface,
//! chapters, closing words, signature) reaches over the whole width, tables have their cells in
//! columns of their own. What follows a finding up to the next heading is taken for its 整改情况,
//! since a document does not tell more.
//!
//! Nothing is calculated: cells are texts, also those that begin as a formula does. A row higher
//! than spreadsheets show is cut between sentences, not between screens.

mod layout;
mod sheet;

use crate::disclose::Document;

use super::package::{self, Xml};

/// The sheet's name.
const NAME: &str = "整改情况";

const PARTS: [(&str, &[u8]); 4] = [
    ("[Content_Types].xml", include_bytes!("xlsx/content_types.xml")),
    ("_rels/.rels", include_bytes!("xlsx/package.rels")),
    ("xl/_rels/workbook.xml.rels", include_bytes!("xlsx/workbook.rels")),
    ("xl/styles.xml", include_bytes!("xlsx/styles.xml")),
];

/// An .xlsx. Its bytes depend on the document alone.
pub fn xlsx(document: &Document) -> Vec<u8> {
    let layout = layout::layout(document);
    let (book, sheet) = (workbook(layout.head), sheet::sheet(&layout));
    let properties = package::properties(&document.title);
    let own: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", &book),
        ("xl/worksheets/sheet1.xml", &sheet),
        ("docProps/core.xml", &properties),
    ];
    let parts: Vec<(&str, &[u8])> = PARTS.into_iter().chain(own).collect();
    package::package(&parts)
}

/// One sheet, whose first `head` rows are printed on every page.
fn workbook(head: usize) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "workbook",
        &[
            ("xmlns", "http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
            ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ],
    );
    xml.open("sheets", &[]);
    xml.empty("sheet", &[("name", NAME), ("sheetId", "1"), ("r:id", "rId1")]);
    xml.close("sheets");
    if head > 0 {
        xml.open("definedNames", &[]);
        xml.open("definedName", &[("name", "_xlnm.Print_Titles"), ("localSheetId", "0")]);
        xml.text(&format!("{NAME}!$1:${head}"));
        xml.close("definedName");
        xml.close("definedNames");
    }
    xml.close("workbook");
    xml.finish()
}
