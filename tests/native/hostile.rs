//! Strings that try to be something else, in every place of every published form: none becomes
//! markup, none breaks a file, none is lost.

use std::fs;
use std::process::Command;

use rectification_ledger::disclose::{Document, Part};
use rectification_ledger::export::clean;
use rectification_ledger::export::docx::docx;
use rectification_ledger::export::html::html;
use rectification_ledger::export::markdown::markdown;
use rectification_ledger::export::xlsx::xlsx;
use rectification_ledger::inspect::{Foreign, Form, inspect};

use crate::published::{assert_well_formed, part, publication, unzip};

fn corpus() -> Vec<String> {
    let json = include_str!("../fixtures/hostile/strings.json");
    let strings: Vec<String> = serde_json::from_str(json).expect("a list of strings");
    assert!(strings.len() >= 220);
    strings
}

/// The string as title, headings, text, cell, signature and property.
fn everywhere(string: &str) -> Document {
    // Tabs and line breaks make cells and paragraphs; that is tried in the text.
    let cell = format!("甲\t{}\t乙", string.replace(['\t', '\n', '\r'], " "));
    publication(
        string,
        &[
            (Part::Title, string),
            (Part::Chapter, string),
            (Part::Direction, string),
            (Part::Finding, string),
            (Part::Body, string),
            (Part::SubFinding, string),
            (Part::Body, string),
            (Part::Row, "序号\t问题\t措施"),
            (Part::Row, &cell),
            (Part::Body, string),
            (Part::Signature, string),
        ],
    )
}

/// What is markup in an XML or HTML file: everything from `<` to `>`. How wide a column is depends
/// on its texts.
fn markup(text: &str) -> Vec<&str> {
    let tags = text.split('<').skip(1);
    let tags = tags.map(|rest| rest.split_once('>').map_or(rest, |(tag, _)| tag));
    tags.filter(|tag| !tag.starts_with("col width=")).collect()
}

/// Texts as they are read back, without blanks, which formats fold in their own ways.
fn read(form: Form, bytes: &[u8]) -> String {
    let parts = inspect(form, bytes).expect("readable").parts;
    squeezed(&parts.iter().map(|part| part.text.as_str()).collect::<String>())
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn assert_harmless(form: Form, bytes: &[u8], string: &str, times: usize) {
    let found = inspect(form, bytes).expect("readable").foreign;
    let is_known = |one: &Foreign| *one == Foreign::InternalJson && string.contains("format");
    assert!(found.iter().all(is_known), "{form:?} of {string:?}: {found:?}");
    let expected = squeezed(&clean(string));
    if !expected.is_empty() {
        let count = read(form, bytes).matches(&expected).count();
        assert!(count >= times, "{form:?} of {string:?}: {count} of {times}");
    }
}

#[test]
fn a_page_has_our_elements_only() {
    let expected = html(&everywhere("整改"));
    for string in corpus() {
        let page = html(&everywhere(&string));
        assert_eq!(markup(&page), markup(&expected), "{string:?}");
        assert_harmless(Form::Html, page.as_bytes(), &string, 10);
    }
}

#[test]
fn a_document_is_well_formed_and_says_it_all() {
    for string in corpus() {
        let bytes = docx(&everywhere(&string));
        assert_well_formed(&bytes);
        assert_harmless(Form::Docx, &bytes, &string, 10);
    }
}

#[test]
fn a_workbook_is_well_formed_and_calculates_nothing() {
    for string in corpus() {
        let bytes = xlsx(&everywhere(&string));
        assert_well_formed(&bytes);
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        let cells = markup(&sheet);
        assert!(!cells.iter().any(|tag| *tag == "f" || tag.starts_with("f ")), "{string:?}");
        // An escape of spreadsheets is read as what it stands for.
        if !string.contains("_x") {
            assert_harmless(Form::Xlsx, &bytes, &string, 10);
        }
    }
}

#[test]
fn markdown_stays_text() {
    for string in corpus() {
        let text = markdown(&everywhere(&string));
        assert_harmless(Form::Markdown, text.as_bytes(), &string, 9);
        assert_eq!(text.matches("\n| --- | --- | --- |\n").count(), 1, "{string:?}");
    }
}

#[test]
fn another_reader_of_xml_takes_every_part() {
    if Command::new("xmllint").arg("--version").output().is_err() {
        eprintln!("left out: xmllint is missing");
        return;
    }
    let folder =
        std::env::temp_dir().join(format!("rectification-ledger-hostile-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let mut files = Vec::new();
    for (at, string) in corpus().iter().enumerate() {
        let document = everywhere(string);
        for (kind, bytes) in [("docx", docx(&document)), ("xlsx", xlsx(&document))] {
            for (nth, (name, content)) in unzip(&bytes).into_iter().enumerate() {
                // The others are the same for every document.
                if at == 0
                    || ["document.xml", "sheet1.xml", "core.xml"]
                        .iter()
                        .any(|end| name.ends_with(end))
                {
                    let file = folder.join(format!("{at}-{kind}-{nth}.xml"));
                    fs::write(&file, content).expect("written");
                    files.push(file);
                }
            }
        }
    }
    let out = Command::new("xmllint").arg("--noout").args(&files).output().expect("it runs");
    fs::remove_dir_all(&folder).expect("removed");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}
