//! Files made to exhaust or to confuse: each gets its error, and soon.
//!
//! Times and memory are the bench's: `HOSTILE=folder` keeps the files for it.

use std::io::{Cursor, Read, Write};

use memchr::memmem;
use proptest::prelude::*;
use rectification_ledger::office::{
    self, MAX_CELLS, MAX_DEFINITIONS, MAX_DEPTH, MAX_ENTRIES, MAX_UNPACKED, OfficeError, Source,
};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use super::{archive, document, p, read, relationships, workbook, workbook_with};

/// Reads a hostile file. Where `HOSTILE` names a folder, the file is kept there for the bench, which
/// prints what it costs.
fn read_hostile(name: &str, bytes: &[u8]) -> Result<Source, OfficeError> {
    if let Some(folder) = std::env::var_os("HOSTILE") {
        let file = std::path::Path::new(&folder).join(format!("{name}.bin"));
        std::fs::write(file, bytes).expect("the folder is there");
    }
    office::read(bytes)
}

/// An archive whose main part begins as told and goes on with `count` times `piece`.
fn long(
    main: &str,
    begin: &str,
    piece: &[u8],
    count: usize,
    options: SimpleFileOptions,
) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("_rels/.rels", options).expect("a name");
    let rels = relationships(&[("r1", "officeDocument", main)]);
    zip.write_all(rels.as_bytes()).expect("memory");
    zip.start_file(main, options).expect("a name");
    zip.write_all(begin.as_bytes()).expect("memory");
    for _ in 0..count {
        zip.write_all(piece).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

#[test]
fn zeros_that_unpack_without_end_are_refused() {
    // The larger one is over the common allowance before it is suspicious.
    for (mebibytes, expected) in [(48, OfficeError::Ratio), (128, OfficeError::TooLarge)] {
        let options = SimpleFileOptions::default();
        let main = "word/document.xml";
        let bomb = long(main, "<w:document>", &[0; 1 << 20], mebibytes, options);
        assert!(bomb.len() < 1 << 18, "much in little");
        assert_eq!(read_hostile("zeros", &bomb), Err(expected));
    }
}

#[test]
fn a_large_part_is_refused() {
    // What hardly shrinks is not suspicious.
    let piece = "<p>整改</p>".repeat(10_000);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let count = MAX_UNPACKED as usize / piece.len() + 1;
    let bytes = long("word/document.xml", "<document>", piece.as_bytes(), count, stored);
    assert_eq!(read_hostile("large", &bytes), Err(OfficeError::TooLarge));
}

#[test]
fn declared_sizes_are_not_believed() {
    let lie = |mut bytes: Vec<u8>, size: u32, declared: u32| {
        let places: Vec<_> = memmem::find_iter(&bytes, &size.to_le_bytes()).collect();
        assert!(places.len() >= 2, "before the part and in the directory");
        for at in places {
            bytes[at..at + 4].copy_from_slice(&declared.to_le_bytes());
        }
        bytes
    };
    let begin = "<w:document>";
    let bomb = long("word/document.xml", begin, &[0; 1 << 20], 64, SimpleFileOptions::default());
    let size = (64 << 20) + begin.len() as u32;
    for declared in [1, u32::MAX - 1] {
        let found = read_hostile("lying bomb", &lie(bomb.clone(), size, declared));
        assert!(
            matches!(found, Err(OfficeError::Ratio | OfficeError::Damaged { .. })),
            "{found:?}"
        );
    }
    let begin = "<w:document><w:p><w:t>甲</w:t></w:p></w:document>";
    let small = long("word/document.xml", begin, b" ", 66_666, SimpleFileOptions::default());
    let size = 66_666 + begin.len() as u32;
    let found = read_hostile("lying", &lie(small, size, u32::MAX - 1));
    assert!(
        matches!(&found, Err(OfficeError::Damaged { .. })) || found.is_ok_and(|it| it.text == "甲")
    );
}

#[test]
fn many_entries_are_refused() {
    let names: Vec<String> = (0..MAX_ENTRIES + 1).map(|at| format!("{at}")).collect();
    let parts: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(read_hostile("entries", &archive(&parts)), Err(OfficeError::TooManyEntries));
}

#[test]
fn deep_elements_are_refused() {
    let nested = |element: &str, count: usize| {
        format!(
            "{}{}",
            format!("<w:{element}>").repeat(count),
            format!("</w:{element}>").repeat(count)
        )
    };
    for element in ["p", "r", "x", "tbl", "pPr", "drawing", "del"] {
        let bytes = document(&nested(element, 100_000), "", "");
        assert_eq!(read_hostile("deep", &bytes), Err(OfficeError::TooDeep), "{element}");
    }
    let table = ["<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"];
    let levels = (MAX_DEPTH - 5) / 3;
    let deep = table[0].repeat(levels) + &p("甲") + &table[1].repeat(levels);
    assert_eq!(read(&document(&deep, "", "")).text, "甲");
    let sheet = "<a>".repeat(100_000);
    let bytes = workbook(&[("表", "visible", &sheet)], "", "");
    assert_eq!(read_hostile("deep sheet", &bytes), Err(OfficeError::TooDeep));
}

#[test]
fn a_lone_cell_in_the_last_corner_is_one_cell() {
    let cell = |at: &str| format!("<sheetData><row><c r='{at}'><v>1</v></c></row></sheetData>");
    let far = cell("A1") + &cell("XFD1048576");
    let far = "<dimension ref='A1:XFD1048576'/>".to_owned() + &far;
    let bytes = workbook(&[("表", "visible", &far)], "", "");
    let text = read_hostile("corner", &bytes).expect("readable").text;
    assert_eq!(text, format!("1\n\n{}1", "\t".repeat(16_383)));
    let bytes = workbook(&[("表", "visible", &cell("XFD1048576"))], "", "");
    assert_eq!(read(&bytes).text, "1");
}

#[test]
fn more_cells_than_allowed_are_refused() {
    let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(1000));
    let sheet = format!("<sheetData>{}</sheetData>", row.repeat(MAX_CELLS / 1000 + 1));
    let bytes = workbook(&[("表", "visible", &sheet)], "", "");
    assert_eq!(read_hostile("cells", &bytes), Err(OfficeError::TooManyCells));
    // A region repeated to mark the same rows again and again.
    let rows: String =
        (1..=2000).map(|at| format!("<row><c><v>{at}</v></c><c><v>1</v></c></row>")).collect();
    let merges = "<mergeCell ref='A1:A1048576'/>".repeat(2000);
    let sheet = format!("<sheetData>{rows}</sheetData>{merges}");
    let bytes = workbook(&[("表", "visible", &sheet)], "", "");
    assert_eq!(read_hostile("regions", &bytes), Err(OfficeError::TooManyCells));
}

#[test]
fn a_long_string_shown_often_is_refused() {
    let shared = format!("<si><t>{}</t></si>", "整".repeat(10_000));
    let row = format!("<row>{}</row>", "<c t='s'><v>0</v></c>".repeat(1000));
    let sheet = format!("<sheetData>{}</sheetData>", row.repeat(1000));
    let bytes = workbook(&[("表", "visible", &sheet)], &shared, "");
    assert_eq!(read_hostile("strings", &bytes), Err(OfficeError::TooMuchText));
    // Tabs alone: every row has one cell at the far end.
    let rows: String =
        (1..=50_000).map(|at| format!("<row r='{at}'><c r='XFD{at}'><v>1</v></c></row>")).collect();
    let sheet = format!("<sheetData><row r='1'><c r='A1'><v>1</v></c></row>{rows}</sheetData>");
    let bytes = workbook(&[("表", "visible", &sheet)], "", "");
    assert_eq!(read_hostile("tabs", &bytes), Err(OfficeError::TooManyCells));
    // Every end of a directory would be tried in turn.
    let ends = [&b"PK\x03\x04"[..], &b"PK\x06\x06".repeat(3_000_000)].concat();
    assert_eq!(read_hostile("ends", &ends), Err(OfficeError::TooManyEntries));
}

#[test]
fn more_definitions_than_allowed_are_refused() {
    let many = |piece: &str| piece.repeat(MAX_DEFINITIONS + 1);
    let body = p("甲");
    let styles = document(&body, &many("<w:style/>"), "");
    assert_eq!(read_hostile("styles", &styles), Err(OfficeError::TooManyDefinitions));
    let levels = format!("<w:abstractNum>{}</w:abstractNum>", many("<w:lvl/>"));
    for lists in [many("<w:num/>"), levels] {
        let lists = document(&body, "", &lists);
        assert_eq!(read_hostile("lists", &lists), Err(OfficeError::TooManyDefinitions));
    }
    let sheets = workbook_with(&many("<sheet/>"), &[], "", "");
    assert_eq!(read_hostile("sheets", &sheets), Err(OfficeError::TooManyDefinitions));
}

#[test]
fn a_label_is_cut_where_it_would_cost_at_every_paragraph() {
    let label = format!(
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='{}'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
        "%1".repeat(1_000_000)
    );
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:p>".repeat(1000);
    assert!(
        read_hostile("labels", &document(&item, "", &label)).expect("readable").text.len()
            < 200_000
    );
}

#[test]
fn entities_are_not_expanded() {
    let main = "word/document.xml";
    let rels = relationships(&[("r1", "officeDocument", main)]);
    let doctype = r#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>"#;
    for (start, text) in
        [(doctype, "&b;"), (doctype, "x"), ("", "&b;"), ("", "&#0;"), ("", "&#xD800;")]
    {
        let body = format!("{start}<w:document><w:body>{}</w:body></w:document>", p(text));
        let found = read_hostile("entities", &archive(&[("_rels/.rels", &rels), (main, &body)]));
        assert!(matches!(found, Err(OfficeError::Damaged { .. })), "{found:?}");
    }
}

#[test]
fn styles_that_are_based_on_each_other_end() {
    let styles = "<w:style w:styleId='a'><w:basedOn w:val='b'/></w:style><w:style w:styleId='b'><w:basedOn w:val='a'/></w:style>";
    let body = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>";
    assert_eq!(read(&document(body, styles, "")).text, "甲");
}

#[test]
fn names_that_climb_out_are_only_names() {
    let rels = relationships(&[("r1", "officeDocument", "../../../word/document.xml")]);
    let body = format!("<w:document><w:body>{}</w:body></w:document>", p("甲"));
    let parts = [
        ("../../etc/passwd", "x"),
        ("/absolute", "x"),
        ("_rels/.rels", &*rels),
        ("word/document.xml", &*body),
    ];
    assert_eq!(read(&archive(&parts)).text, "甲");
}

/// A ledger as offices keep it: the same words in every row, numbers that differ.
#[test]
fn a_repetitive_ledger_of_ten_thousand_rows_is_read() {
    let words = [
        "关于“责任落实不到位”的问题",
        "制定整改方案，明确责任人和完成时限，逐项对账销号。",
        "县水务局",
        "已完成",
    ];
    let properties = "<w:rPr><w:rFonts w:hint='eastAsia' w:ascii='仿宋_GB2312' w:eastAsia='仿宋_GB2312'/><w:sz w:val='24'/><w:szCs w:val='24'/></w:rPr>";
    let cell = |text: &str| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w='1704' w:type='dxa'/></w:tcPr><w:p><w:pPr><w:jc w:val='center'/>{properties}</w:pPr><w:r>{properties}<w:t>{text}</w:t></w:r></w:p></w:tc>"
        )
    };
    let same: String = words.iter().map(|text| cell(text)).collect();
    let rows: String =
        (1..=10_000).map(|at| format!("<w:tr>{}{same}</w:tr>", cell(&at.to_string()))).collect();
    let bytes = document(&format!("<w:tbl>{rows}</w:tbl>"), "", "");
    let bytes = packed(&bytes);
    println!("{} from {}", rows.len(), bytes.len());
    assert_eq!(read_hostile("honest docx", &bytes).expect("readable").text.lines().count(), 10_000);
    let shared: String = words.iter().map(|text| format!("<si><t>{text}</t></si>")).collect();
    let rows: String = (1..=10_000)
        .map(|at| {
            let cells: String = ["B", "C", "D", "E"].iter().enumerate().map(|(word, column)| format!("<c r='{column}{at}' s='2' t='s'><v>{word}</v></c>")).collect();
            format!("<row r='{at}' spans='1:5' ht='28.5' customHeight='1'><c r='A{at}' s='2'><v>{at}</v></c>{cells}</row>")
        })
        .collect();
    let bytes =
        workbook(&[("台账", "visible", &format!("<sheetData>{rows}</sheetData>"))], &shared, "");
    assert_eq!(
        read_hostile("honest xlsx", &packed(&bytes)).expect("readable").text.lines().count(),
        10_000
    );
}

/// The same archive with its parts packed.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts(bytes) {
        zip.start_file(name, SimpleFileOptions::default()).expect("a name");
        zip.write_all(text.as_bytes()).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let count = zip.len();
    let read = |at| {
        let mut entry = zip.by_index(at).expect("an entry");
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("text");
        (entry.name().expect("a name").into_owned(), text)
    };
    (0..count).map(read).collect()
}

fn samples() -> [Vec<u8>; 3] {
    ["report.docx", "table.docx", "book.xlsx"].map(|name| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office");
        std::fs::read(folder.join(name)).expect("the sample is there")
    })
}

#[test]
fn a_file_that_is_cut_off_is_refused() {
    for bytes in samples() {
        for part in 0..50 {
            let cut = &bytes[..bytes.len() * part / 50];
            assert!(office::read(cut).is_err(), "{part}/50");
        }
    }
}

proptest! {
    #[test]
    fn damaged_bytes_never_panic(which in 0..3_usize, flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = samples()[which].clone();
        for (at, to) in flips {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        let _ = office::read(&bytes);
    }

    /// The checksum stops most flips above, so here the XML itself is damaged.
    #[test]
    fn damaged_xml_never_panics(which in 0..3_usize, part in any::<prop::sample::Index>(), flips in prop::collection::vec((any::<prop::sample::Index>(), "[<>/&;'\"=:0-9a-z%\u{0}]"), 1..8)) {
        let mut parts = parts(&samples()[which]);
        let part = part.index(parts.len());
        let text = &mut parts[part].1;
        for (at, with) in flips {
            let at = text.floor_char_boundary(at.index(text.len().max(1)));
            let end = text.ceil_char_boundary((at + 1).min(text.len()));
            text.replace_range(at..end, &with);
        }
        let parts: Vec<_> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let _ = office::read(&archive(&parts));
    }
}
