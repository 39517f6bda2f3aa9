//! The publication as a workbook.

use rectification_ledger::disclose::{Document, Edition, Part, document};
use rectification_ledger::export::xlsx::xlsx;
use rectification_ledger::office;

use crate::published::{assert_well_formed, part, publication, sample};
use crate::{SEED, ledger};

fn read(document: &Document) -> String {
    office::read(&xlsx(document)).expect("readable").text
}

fn sheet(document: &Document) -> String {
    part(&xlsx(document), "xl/worksheets/sheet1.xml")
}

#[test]
fn findings_are_rows_and_all_else_reaches_over_them() {
    let expected = "\
关于巡察整改进展情况的通报
序号\t方面\t问题\t整改情况
现将整改情况予以公布。
一、整改落实情况
1\t（一）“学习”方面\t1.关于“学习不深入”问题\t整改情况：制定计划。
〃\t〃\t〃\t针对“会议少”问题
〃\t〃\t〃\t整改情况：按月召开。
2\t〃\t2.关于“台账不全”问题\t整改情况：逐项登记。
序号\t问题\t措施
1\t台账不全\t补登
〃\t〃\t核对
欢迎监督。
市广播电视台
2024年7月1日";
    assert_eq!(read(&sample()), expected);
    let sheet = sheet(&sample());
    assert!(
        sheet.contains(r#"<mergeCell ref="A5:A7"/>"#)
            && sheet.contains(r#"<mergeCell ref="B5:B8"/>"#)
    );
    assert!(
        sheet.contains(
            r#"<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>"#
        )
    );
    assert!(sheet.contains(r#"orientation="landscape""#));
    let book = part(&xlsx(&sample()), "xl/workbook.xml");
    assert!(book.contains(">整改情况!$1:$2</definedName>"));
}

#[test]
fn every_paragraph_is_there_once() {
    let document = document(&ledger(SEED), Edition::Internal);
    let text = read(&document);
    for paragraph in &document.paragraphs {
        // A long one is cut into rows.
        let own = paragraph.text();
        let start: String = own.chars().take(200).collect();
        assert!(text.contains(&start), "{start}");
    }
    let count = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '〃').count();
    let words: String = document.paragraphs.iter().map(|one| one.text()).collect();
    // The numbers of nine findings and the head's ten characters come on top.
    assert_eq!(count(&text), count(&words) + 9 + 10);
}

#[test]
fn headings_without_text_keep_their_rows() {
    let document = publication(
        "",
        &[
            (Part::Direction, "（一）甲方面"),
            (Part::Direction, "（二）乙方面"),
            (Part::Finding, "1.丙问题"),
            (Part::Finding, "2.丁问题"),
        ],
    );
    let expected =
        "序号\t方面\t问题\t整改情况\n\t（一）甲方面\n1\t（二）乙方面\t1.丙问题\n2\t〃\t2.丁问题";
    assert_eq!(read(&document), expected);
}

#[test]
fn a_formula_is_a_text() {
    let texts = ["=1+1", "+86", "-5", "@SUM(A1)", "＝cmd|' /C calc'!A0"];
    for text in texts {
        let sheet = sheet(&publication("", &[(Part::Finding, "1.问题"), (Part::Body, text)]));
        assert!(!sheet.contains("<f>") && !sheet.contains("<v>"));
        assert!(sheet.contains(r#"<c r="D2" s="11" t="inlineStr">"#), "quoted: {sheet}");
    }
    let styles = part(&xlsx(&sample()), "xl/styles.xml");
    let (_, formats) = styles.split_once("<cellXfs count=\"17\">").expect("formats");
    let formats: Vec<&str> = formats.split("<xf ").skip(1).take(17).collect();
    assert_eq!(formats.iter().filter(|one| one.contains("quotePrefix")).count(), 8);
    assert!(formats[9..].iter().all(|one| one.contains("quotePrefix")));
}

#[test]
fn a_text_longer_than_a_cell_goes_on_below() {
    let sentence = "修订制度并明确责任。";
    let long = sentence.repeat(4000);
    let document = publication(
        "",
        &[(Part::Finding, &long), (Part::Body, &long), (Part::Row, &format!("甲\t{long}"))],
    );
    let sheet = sheet(&document);
    let texts: Vec<&str> = sheet
        .split(r#"<t xml:space="preserve">"#)
        .skip(1)
        .map(|rest| rest.split_once("</t>").expect("an end").0)
        .collect();
    assert!(texts.iter().all(|text| text.chars().count() <= 32_767));
    assert_eq!(texts.iter().map(|text| text.matches(sentence).count()).sum::<usize>(), 12_000);
}

#[test]
fn escapes_of_spreadsheets_are_not_made_up() {
    let text = "编号_x0041_与_x4e00_";
    let document = publication("", &[(Part::Body, text)]);
    assert!(sheet(&document).contains("编号_x005F_x0041_与_x005F_x4e00_"));
    assert_eq!(read(&document), text);
}

#[test]
fn the_same_document_gives_the_same_bytes_and_names_nobody() {
    let bytes = xlsx(&sample());
    assert_eq!(bytes, xlsx(&sample()));
    assert_well_formed(&bytes);
    assert!(!part(&bytes, "docProps/core.xml").contains("creator"));
}
