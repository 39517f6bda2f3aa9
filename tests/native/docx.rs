//! The publication as a .docx: its XML where it matters, and what our own reader makes of it. How
//! it looks on paper is in `paper.rs`.

use rectification_ledger::disclose::{Edition, Part, document};
use rectification_ledger::export::docx::docx;
use rectification_ledger::office;

use crate::published::{assert_well_formed, lines, part, publication, sample, unzip};
use crate::{SEED, ledger};

/// The body of a document of these paragraphs, without the hint that every run has.
fn body(paragraphs: &[(Part, &str)]) -> String {
    let main = part(&docx(&publication("", paragraphs)), "word/document.xml");
    let (_, body) = main.split_once("<w:body>").expect("a body");
    let (body, _) = body.split_once("<w:sectPr>").expect("a section");
    body.replace(r#"<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>"#, "")
}

#[test]
fn each_part_has_the_style_of_its_level() {
    let expected = [
        (Part::Chapter, "Heading1"),
        (Part::Direction, "Heading2"),
        (Part::Finding, "Heading3"),
        (Part::SubFinding, "Heading4"),
        (Part::Body, "BodyText"),
    ];
    for (part, style) in expected {
        assert_eq!(
            body(&[(part, "甲 <&>")]),
            format!(
                r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">甲 &lt;&amp;&gt;</w:t></w:r></w:p>"#
            )
        );
    }
    let styles = part(&docx(&sample()), "word/styles.xml");
    for (level, name) in ["heading 1", "heading 2", "heading 3", "heading 4"].iter().enumerate() {
        let own = styles.split("</w:style>").find(|style| style.contains(name)).expect("a style");
        assert!(own.contains(&format!(r#"<w:outlineLvl w:val="{level}"/>"#)), "{own}");
    }
}

#[test]
fn a_title_and_who_signs_have_whole_lines_of_room() {
    let paragraphs = [
        (Part::Title, "通报"),
        (Part::Title, "（公开）"),
        (Part::Body, "正文"),
        (Part::Signature, "台"),
        (Part::Signature, "2024年7月1日"),
    ];
    let body = body(&paragraphs);
    let room: Vec<Option<&str>> = body
        .split("</w:p>")
        .take(paragraphs.len())
        .map(|one| Some(one.split_once(r#"w:before=""#)?.1.split_once('"')?.0))
        .collect();
    assert_eq!(room, [Some("1158"), None, Some("579"), Some("1158"), None]);
}

#[test]
fn rows_are_a_table_with_a_repeated_head_and_merged_cells() {
    let rows = [(Part::Row, "序号\t措施"), (Part::Row, "1\t甲"), (Part::Row, "〃\t乙")];
    let body = body(&rows);
    let merge: Vec<&str> = body
        .split("<w:vMerge w:val=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').expect("a value").0)
        .collect();
    assert_eq!(merge, ["restart", "continue"]);
    assert_eq!(body.matches("<w:tbl>").count(), 1);
    assert_eq!(body.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(body.matches("<w:tr>").count(), 3);
    assert!(!body.contains('〃'));
    assert!(body.ends_with("</w:tbl><w:p/>"), "a body does not end with a table");
    let widths = body
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .map(|rest| rest.split_once('"').expect("a value").0.parse::<u32>().expect("a width"));
    assert_eq!(widths.sum::<u32>(), 8845, "156 mm");
}

#[test]
fn the_page_has_the_measures_of_the_standard() {
    let bytes = docx(&sample());
    let main = part(&bytes, "word/document.xml");
    let (_, section) = main.split_once("<w:sectPr>").expect("a section");
    for piece in [
        r#"<w:pgSz w:w="11906" w:h="16838"/>"#,
        r#"w:top="2098" w:right="1474" w:bottom="1984" w:left="1587""#,
        r#"<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>"#,
    ] {
        assert!(section.contains(piece), "{piece} in {section}");
    }
    assert!(part(&bytes, "word/settings.xml").contains("<w:evenAndOddHeaders/>"));
    assert!(part(&bytes, "word/footer1.xml").contains(r#"<w:jc w:val="right"/>"#));
    assert!(part(&bytes, "word/footer2.xml").contains(r#"<w:jc w:val="left"/>"#));
}

#[test]
fn our_own_reader_reads_it_back() {
    for document in [sample(), document(&ledger(SEED), Edition::Internal)] {
        let source = office::read(&docx(&document)).expect("readable");
        assert_eq!(source.text.lines().collect::<Vec<_>>(), lines(&document));
        assert_eq!(source.notes, []);
    }
}

#[test]
fn the_same_document_gives_the_same_bytes_and_names_nobody() {
    let bytes = docx(&sample());
    assert_eq!(bytes, docx(&sample()));
    // 1980-01-01 00:00 in each local header.
    let headers = memchr::memmem::find_iter(&bytes, b"PK\x03\x04").collect::<Vec<_>>();
    assert_eq!(headers.len(), unzip(&bytes).len());
    for at in headers {
        assert_eq!(bytes[at + 10..at + 14], [0, 0, 0x21, 0]);
    }
    let properties = part(&bytes, "docProps/core.xml");
    let (_, inside) = properties.split_once("elements/1.1/\">").expect("the root");
    assert_eq!(inside, "<dc:title>通报</dc:title></cp:coreProperties>");
    for (name, content) in unzip(&bytes) {
        for word in ["rsid", "w:author", "creator", "lastModifiedBy", "comment", "w:ins "] {
            assert!(!content.contains(word), "{word} in {name}");
        }
    }
    assert_well_formed(&bytes);
}

#[test]
fn what_no_xml_holds_and_what_turns_reading_round_is_seen() {
    let hostile = "甲\u{0}\u{B}\u{1B}乙\u{FFFE}\u{202E}丙\u{2066}丁]]><w:del/>";
    let document = publication(hostile, &[(Part::Body, hostile), (Part::Title, hostile)]);
    let bytes = docx(&document);
    assert_well_formed(&bytes);
    let text = office::read(&bytes).expect("readable").text;
    let expected = "甲\u{FFFD}\u{FFFD}\u{FFFD}乙\u{FFFD}\u{FFFD}丙\u{FFFD}丁]]><w:del/>";
    assert_eq!(text, format!("{expected}\n{expected}"));
}
