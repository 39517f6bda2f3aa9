//! The publication for a word processor: a .docx by the measures of GB/T 9704-2012.
//!
//! The page is theirs (§5.2): A4, 37 mm above, 28 at the binding, 22 lines of 28 characters of
//! 3号. Lines are 28.95 pt exactly, since 22 of 29 pt overflow 225 mm. 28 characters of 16 pt are
//! 5.75 pt wider than 156 mm, so each stands a quarter of a point closer to the next, and full
//! lines are justified. A grid of characters would be the page's own way to say it, but LibreOffice
//! reads one as cells twice as wide. Faces are named with what may stand in for them
//! (`fontTable.xml`); none is embedded.
//!
//! Parts that are the same for every document are files beside this one. There are no authors, no
//! dates, no comments, no revisions: a published file has nothing to take out again.

mod paragraph;
mod table;

use crate::disclose::Document;

use super::package::{self, Xml};
use super::table::{Block, blocks};

const PARTS: [(&str, &[u8]); 8] = [
    ("[Content_Types].xml", include_bytes!("docx/content_types.xml")),
    ("_rels/.rels", include_bytes!("docx/package.rels")),
    ("word/_rels/document.xml.rels", include_bytes!("docx/document.rels")),
    ("word/styles.xml", include_bytes!("docx/styles.xml")),
    ("word/settings.xml", include_bytes!("docx/settings.xml")),
    ("word/fontTable.xml", include_bytes!("docx/fontTable.xml")),
    ("word/footer1.xml", include_bytes!("docx/footer1.xml")),
    ("word/footer2.xml", include_bytes!("docx/footer2.xml")),
];

/// Twips: 156 mm between 28 mm and 26 mm.
const TEXT_WIDTH: u32 = 8845;

/// A .docx. Its bytes depend on the document alone.
pub fn docx(document: &Document) -> Vec<u8> {
    let (main, properties) = (body(document), package::properties(&document.title));
    let own: [(&str, &[u8]); 2] =
        [("word/document.xml", &main), ("docProps/core.xml", &properties)];
    let parts: Vec<(&str, &[u8])> = PARTS.into_iter().chain(own).collect();
    package::package(&parts)
}

fn body(document: &Document) -> Vec<u8> {
    let mut xml = Xml::new();
    xml.open(
        "w:document",
        &[
            ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
            ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ],
    );
    xml.open("w:body", &[]);
    let (mut before, mut ends_in_table) = (None, false);
    for block in blocks(document) {
        ends_in_table = matches!(block, Block::Table(_));
        match block {
            Block::Paragraph(paragraph) => {
                paragraph::write(&mut xml, paragraph, before);
                before = Some(paragraph.part);
            }
            Block::Table(table) => {
                table::write(&mut xml, &table);
                before = None;
            }
        }
    }
    if ends_in_table {
        // A body cannot end with a table: Word would add this paragraph itself.
        xml.empty("w:p", &[]);
    }
    section(&mut xml);
    xml.close("w:body");
    xml.close("w:document");
    xml.finish()
}

/// The page and its lines, in twips of 1/20 pt.
fn section(xml: &mut Xml) {
    xml.open("w:sectPr", &[]);
    xml.empty("w:footerReference", &[("w:type", "default"), ("r:id", "rId4")]);
    xml.empty("w:footerReference", &[("w:type", "even"), ("r:id", "rId5")]);
    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    xml.empty(
        "w:pgMar",
        &[
            ("w:top", "2098"),
            ("w:right", "1474"),
            ("w:bottom", "1984"),
            ("w:left", "1587"),
            ("w:header", "851"),
            // The dash is 7 mm below the text (§7.5).
            ("w:footer", "1386"),
            ("w:gutter", "0"),
        ],
    );
    xml.empty("w:docGrid", &[("w:type", "lines"), ("w:linePitch", "579")]);
    xml.close("w:sectPr");
}
