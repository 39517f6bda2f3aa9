//! A Word document: bytes that begin as an archive are one; others are the XML of its parts.
//!
//! The parts are parted by zero bytes: document, numbering, styles.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rectification_ledger::office;
use rectification_ledger_fuzz::{archive, check_office, relationships};

fuzz_target!(|bytes: &[u8]| {
    if office::is_archive(bytes) || office::is_legacy(bytes) {
        return check_office(bytes);
    }
    let mut parts = bytes.split(|byte| *byte == 0);
    let mut part = || parts.next().unwrap_or_default();
    check_office(&archive(&[
        ("_rels/.rels", &relationships(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml", part()),
        ("word/numbering.xml", part()),
        ("word/styles.xml", part()),
        (
            "word/_rels/document.xml.rels",
            &relationships(&[("numbering", "numbering.xml"), ("styles", "styles.xml")]),
        ),
    ]));
});
