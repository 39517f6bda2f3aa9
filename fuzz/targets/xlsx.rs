//! A workbook: bytes that begin as an archive are one; others are the XML of its parts.
//!
//! The parts are parted by zero bytes: sheet, shared strings, styles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rectification_ledger::office;
use rectification_ledger_fuzz::{archive, check_office, relationships};

const WORKBOOK: &[u8] = br#"<workbook><sheets><sheet name="1" r:id="r0"/></sheets></workbook>"#;

fuzz_target!(|bytes: &[u8]| {
    if office::is_archive(bytes) || office::is_legacy(bytes) {
        return check_office(bytes);
    }
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    check_office(&archive(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/worksheets/sheet1.xml", part()),
        ("xl/sharedStrings.xml", part()),
        ("xl/styles.xml", part()),
        (
            "xl/_rels/workbook.xml.rels",
            &relationships(&[
                ("worksheet", "worksheets/sheet1.xml"),
                ("sharedStrings", "sharedStrings.xml"),
                ("styles", "styles.xml"),
            ]),
        ),
    ]));
});
