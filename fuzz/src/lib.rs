//! What every target asks of the core, and the archives two of them need.
//!
//! The bytes a target gets are laid out so that a seed can be made by putting files together:
//! see `seeds`.

use std::io::{Cursor, Write};

use rectification_ledger::file;
use rectification_ledger::office;
use rectification_ledger::parse::{Decisions, Draft, Parsing, parse};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// The longest text of a valid start of `bytes`.
pub fn text(bytes: &[u8]) -> &str {
    let valid = bytes.utf8_chunks().next();
    valid.map_or("", |chunk| chunk.valid())
}

/// A draft loses nothing, makes a ledger, and that ledger's file reads as it was written.
pub fn check(draft: Draft) {
    let source = draft.source();
    assert!(draft.is_lossless());
    draft.problems();
    let ledger = draft.into_ledger("台账".to_owned()).expect("a draft makes a well-formed ledger");
    assert_eq!(ledger.text(), source);
    let again = file::read(&file::write(&ledger)).expect("what was written is read");
    assert_eq!(again, ledger);
}

/// The nodes of a text parsed `paragraphs` at a time are those of one go.
pub fn check_steps(source: &str, decisions: &Decisions, paragraphs: usize) {
    let mut slow = Parsing::new(source, decisions);
    while !slow.step(paragraphs) {
        assert!((0.0..=1.0).contains(&slow.progress()));
    }
    let (slow, once) = (slow.finish(), Parsing::new(source, decisions).finish());
    assert_eq!(format!("{:?}", slow.nodes()), format!("{:?}", once.nodes()));
}

/// Reads a document; a text that comes of it is a report like any other.
pub fn check_office(bytes: &[u8]) {
    if let Ok(source) = office::read(bytes) {
        assert!(source.text.len() <= office::MAX_TEXT);
        check(parse(&source.text).0);
    }
}

/// An archive of parts, not packed: the fuzzer is to reach the XML, not the unpacking.
pub fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a name");
        zip.write_all(content).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Relationships of the kinds and targets given, with the ids r0, r1, ….
pub fn relationships(rels: &[(&str, &str)]) -> Vec<u8> {
    let line = |(at, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="r{at}" Type="urn:x/{kind}" Target="{target}"/>"#)
    };
    let lines: String = rels.iter().enumerate().map(line).collect();
    format!("<Relationships>{lines}</Relationships>").into_bytes()
}
