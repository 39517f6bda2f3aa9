//! Publications to set, and the parts of what comes out. No tests of their own.

use std::io::{Cursor, Read, Write};

use rectification_ledger::disclose::{Document, Origin, Paragraph, Part, Run};
use rectification_ledger::ledger::Front;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A publication of these paragraphs.
pub fn publication(title: &str, paragraphs: &[(Part, &str)]) -> Document {
    let paragraph = |(part, text): &(Part, &str)| {
        let run =
            Run { text: (*text).to_owned(), origin: Origin::Front(Front::Lead), matter: None };
        Paragraph { part: *part, runs: vec![run] }
    };
    Document { title: title.to_owned(), paragraphs: paragraphs.iter().map(paragraph).collect() }
}

/// One with every part in it.
pub fn sample() -> Document {
    publication(
        "通报",
        &[
            (Part::Title, "关于巡察整改进展情况的通报"),
            (Part::Body, "现将整改情况予以公布。"),
            (Part::Chapter, "一、整改落实情况"),
            (Part::Direction, "（一）“学习”方面"),
            (Part::Finding, "1.关于“学习不深入”问题"),
            (Part::Body, "整改情况：制定计划。"),
            (Part::SubFinding, "针对“会议少”问题"),
            (Part::Body, "整改情况：按月召开。"),
            (Part::Finding, "2.关于“台账不全”问题"),
            (Part::Body, "整改情况：逐项登记。"),
            (Part::Row, "序号\t问题\t措施"),
            (Part::Row, "1\t台账不全\t补登"),
            (Part::Row, "〃\t〃\t核对"),
            (Part::Body, "欢迎监督。"),
            (Part::Signature, "市广播电视台"),
            (Part::Signature, "2024年7月1日"),
        ],
    )
}

/// The lines of a publication as `office` reads them back: a line for each paragraph.
pub fn lines(document: &Document) -> Vec<String> {
    document.paragraphs.iter().map(Paragraph::text).collect()
}

/// Names and contents of an archive's parts, in their order.
pub fn unzip(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut part = zip.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).expect("text");
        parts.push((name, content));
    }
    parts
}

/// The content of one part.
#[track_caller]
pub fn part(bytes: &[u8], name: &str) -> String {
    let found = unzip(bytes).into_iter().find(|(own, _)| own == name);
    found.unwrap_or_else(|| panic!("no part {name}")).1
}

/// The archive with one part changed, or added.
pub fn with(bytes: &[u8], name: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = unzip(bytes);
    match parts.iter_mut().find(|(own, _)| own == name) {
        Some((_, content)) => {
            let changed = change(content);
            assert_ne!(&changed, content, "{name} is changed");
            *content = changed;
        }
        None => parts.push((name.to_owned(), change(""))),
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a name");
        zip.write_all(content.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

/// Asserts that every part of an archive is well-formed XML, by a reader that has no part in
/// writing and checks the names of closing tags.
#[track_caller]
pub fn assert_well_formed(bytes: &[u8]) {
    for (name, content) in unzip(bytes) {
        let mut reader = quick_xml::Reader::from_str(&content);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                    for attribute in tag.attributes() {
                        attribute.unwrap_or_else(|error| panic!("{name}: {error}"));
                    }
                }
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
        let foreign = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
        assert!(!content.contains(foreign), "{name} has characters that no XML holds");
    }
}
