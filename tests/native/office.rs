//! Documents as data: a body or a sheet in XML, and the text it must give.
//!
//! Real files are in `tests/fixtures/office`, each with its text beside it; to add one, run with
//! `UPDATE_FIXTURES=1` and read the text. Hostile files are in `office/hostile.rs`.

mod docx;
mod hostile;
mod numbers;
mod xlsx;

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use rectification_ledger::office::{self, OfficeError, Source};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

const NAMESPACES: &str = r#"xmlns:w="urn:w" xmlns:r="urn:r" xmlns:mc="urn:mc" xmlns:a="urn:a" xmlns:v="urn:v" xmlns:wps="urn:wps""#;

/// An archive of parts, not packed: that is slow in tests.
pub fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a name");
        zip.write_all(content.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn relationships(rels: &[(&str, &str, &str)]) -> String {
    let line = |(id, kind, target): &(&str, &str, &str)| {
        format!(r#"<Relationship Id="{id}" Type="urn:x/{kind}" Target="{target}"/>"#)
    };
    format!("<Relationships>{}</Relationships>", rels.iter().map(line).collect::<String>())
}

/// A document with this body, styles and numbering.
pub fn document(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    archive(&[
        ("_rels/.rels", &relationships(&[("r1", "officeDocument", "word/document.xml")])),
        (
            "word/document.xml",
            &format!("<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/_rels/document.xml.rels",
            &relationships(&[
                ("r1", "styles", "styles.xml"),
                ("r2", "numbering", "/word/numbering.xml"),
            ]),
        ),
        ("word/styles.xml", &format!("<w:styles {NAMESPACES}>{styles}</w:styles>")),
        ("word/numbering.xml", &format!("<w:numbering {NAMESPACES}>{numbering}</w:numbering>")),
    ])
}

/// A workbook of sheets given as (name, state, content of the worksheet).
pub fn workbook(sheets: &[(&str, &str, &str)], shared: &str, styles: &str) -> Vec<u8> {
    workbook_with("<workbookPr/>", sheets, shared, styles)
}

pub fn workbook_with(
    properties: &str,
    sheets: &[(&str, &str, &str)],
    shared: &str,
    styles: &str,
) -> Vec<u8> {
    let (mut list, mut rels, mut parts) = (String::new(), Vec::new(), Vec::new());
    for (at, (name, state, content)) in sheets.iter().enumerate() {
        list += &format!(r#"<sheet name="{name}" sheetId="{at}" state="{state}" r:id="s{at}"/>"#);
        rels.push((format!("s{at}"), "worksheet", format!("worksheets/sheet{at}.xml")));
        parts.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet>{content}</worksheet>"),
        ));
    }
    rels.push(("x1".into(), "sharedStrings", "sharedStrings.xml".into()));
    rels.push(("x2".into(), "styles", "styles.xml".into()));
    let rels: Vec<_> =
        rels.iter().map(|(id, kind, to)| (id.as_str(), *kind, to.as_str())).collect();
    let whole = format!("<workbook {NAMESPACES}>{properties}<sheets>{list}</sheets></workbook>");
    let top = relationships(&[("r1", "officeDocument", "xl/workbook.xml")]);
    let (rels, shared) = (relationships(&rels), format!("<sst>{shared}</sst>"));
    let styles = format!("<styleSheet>{styles}</styleSheet>");
    let mut all = vec![
        ("_rels/.rels", top.as_str()),
        ("xl/workbook.xml", &whole),
        ("xl/_rels/workbook.xml.rels", &rels),
        ("xl/sharedStrings.xml", &shared),
        ("xl/styles.xml", &styles),
    ];
    all.extend(parts.iter().map(|(name, content)| (name.as_str(), content.as_str())));
    archive(&all)
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[track_caller]
pub fn read(bytes: &[u8]) -> Source {
    office::read(bytes).expect("a readable document")
}

#[test]
fn every_file_says_what_stands_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|end| end != "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 3, "the documents are there");
    for path in files {
        let source = read(&fs::read(&path).expect("readable"));
        let notes: String = source.notes.iter().map(|note| format!("! {note:?}\n")).collect();
        let found = source.text + "\n" + &notes;
        let expected = PathBuf::from(format!("{}.txt", path.display()));
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
    }
}

#[test]
fn a_file_is_known_by_its_content() {
    let docx = document(&p("正文"), "", "");
    assert!(office::is_archive(&docx) && !office::is_legacy(&docx));
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert!(office::is_legacy(&old));
    assert_eq!(office::read(&old), Err(OfficeError::Legacy));
    old.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(office::read(&old), Err(OfficeError::Encrypted));
    assert_eq!(office::read("一、正文".as_bytes()), Err(OfficeError::NotOffice));
    assert_eq!(office::read(&archive(&[("a.txt", "甲")])), Err(OfficeError::NotOffice));
    let slides = relationships(&[("r1", "officeDocument", "ppt/presentation.xml")]);
    let slides =
        archive(&[("_rels/.rels", &slides), ("ppt/presentation.xml", "<p:presentation/>")]);
    assert_eq!(office::read(&slides), Err(OfficeError::NotOffice));
}

#[test]
fn names_of_parts_are_compared_as_windows_does() {
    let rels = relationships(&[("r1", "officeDocument", "/Word/Document.xml")]);
    let body = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", p("正文"));
    let bytes = archive(&[("_rels\\.rels", &rels), ("word\\document.xml", &body)]);
    assert_eq!(read(&bytes).text, "正文");
}
