//! What a workbook shows.

use rectification_ledger::office::Note;

use super::{read, workbook, workbook_with};

const DATES: &str = r#"<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="172" formatCode="[h]:mm"/><numFmt numFmtId="173" formatCode="[Red]#,##0.00&quot;md&quot;;yyyy"/><numFmt numFmtId="174" formatCode="yyyy\-mm\-dd\ hh:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="173"/><xf numFmtId="174"/><xf numFmtId="20"/></cellXfs><dxfs><dxf><numFmt numFmtId="0" formatCode="yyyy"/></dxf></dxfs>"#;

#[track_caller]
fn check(content: &str, expected: &str) {
    let shared =
        "<si><t>甲</t></si><si><r><rPr><rFont val='x'/></rPr><t>乙</t></r><r><t xml:space='preserve"
            .to_owned()
            + "'>&amp;丙 </t></r><rPh><t>yǐ</t></rPh></si><si><t>一_x000D_\n二_x0009_三_xyz_</t></si>";
    let source = read(&workbook(&[("表", "visible", content)], &shared, DATES));
    assert_eq!(source.text, expected);
    assert_eq!(source.notes, []);
}

fn cells(cells: &[&str]) -> String {
    format!("<dimension ref='A1:XFD1048576'/><sheetData>{}</sheetData>", cells.concat())
}

#[test]
fn texts_come_from_every_place_they_are_kept() {
    check(
        &cells(&[
            "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c><c r='D1' t='s'><v>99</v></c></row>",
            "<row r='2'><c r='A2' t='inlineStr'><is><r><t>丁</t></r><r><t>戊</t></r></is></c><c r='B2' t='str'><f>A1</f><v>己&amp;</v></c><c r='C2'><f>1/0</f></c></row>",
        ]),
        "甲\t乙&丙 \t\"一\n二\u{3000}三_xyz_\"\n丁戊\t己&",
    );
}

#[test]
fn numbers_are_shown_without_noise() {
    let cases = [
        ("6", "6"),
        ("6.0", "6"),
        ("0.30000000000000004", "0.3"),
        ("1.2E-3", "0.0012"),
        ("-3.2000000000000002", "-3.2"),
        ("1E+20", "100000000000000000000"),
        ("1e300", "1e300"),
        ("-0", "0"),
        ("007", "007"),
        ("x", "x"),
    ];
    for (stored, expected) in cases {
        check(&cells(&[&format!("<row><c><v>{stored}</v></c></row>")]), expected);
    }
    check(
        &cells(&["<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c></row>"]),
        "是\t否\t#N/A",
    );
}

#[test]
fn dates_are_known_by_their_format() {
    let cases = [
        (1, "45473", "2024-06-30"),
        (2, "45473", "2024-06-30"),
        (2, "45473.354166666664", "2024-06-30 08:30"),
        (6, "45473.354178240741", "2024-06-30 08:30:01"),
        (3, "45473", "2024-06"),
        (4, "1.5", "36:00"),
        (7, "0.35416666666666669", "08:30"),
        (5, "45473", "45473"),
        (0, "45473", "45473"),
        (1, "1", "1900-01-01"),
        (1, "59", "1900-02-28"),
        (1, "60", "1900-02-29"),
        (1, "61", "1900-03-01"),
        (1, "36584", "2000-02-28"),
        (1, "36585", "2000-02-29"),
        (1, "36586", "2000-03-01"),
        (1, "2958465", "9999-12-31"),
        (1, "2958466", "2958466"),
        (1, "0", "0"),
        (1, "-1", "-1"),
        (1, "45472.999999999", "2024-06-30"),
    ];
    for (style, stored, expected) in cases {
        check(&cells(&[&format!("<row><c s='{style}'><v>{stored}</v></c></row>")]), expected);
    }
    let iso = "<row><c t='d'><v>2024-06-30T00:00:00Z</v></c><c t='d'><v>2024-06-30T08:30:00</v></c><c t='d'><v>2024-06-30</v></c></row>";
    check(&cells(&[iso]), "2024-06-30\t2024-06-30 08:30\t2024-06-30");
    let sheet = cells(&["<row><c s='1'><v>44011</v></c></row>"]);
    let old = workbook_with("<workbookPr date1904='1'/>", &[("表", "visible", &sheet)], "", DATES);
    assert_eq!(read(&old).text, "2024-06-30");
}

#[test]
fn empty_rows_part_blocks_by_one_line() {
    let row = |at: u32| {
        format!(
            "<row r='{at}'><c r='B{at}' t='str'><v>甲</v></c><c r='D{at}'><v>{at}</v></c><c r='F{at}' s='1'/></row>"
        )
    };
    check(&cells(&[&row(3), &row(4), &row(9), "<row r='10'/>"]), "甲\t\t3\n甲\t\t4\n\n甲\t\t9");
}

#[test]
fn places_may_be_left_out_or_out_of_order() {
    check(
        &cells(&[
            "<row><c><v>1</v></c><c><v>2</v></c></row>",
            "<row><c r='B2'><v>3</v></c><c><v>4</v></c></row>",
        ]),
        "1\t2\n\t3\t4",
    );
    check(
        &cells(&[
            "<row r='2'><c r='B2'><v>3</v></c><c r='A2'><v>2</v></c></row>",
            "<row r='1'><c r='A1'><v>1</v></c></row>",
        ]),
        "1\n2\t3",
    );
}

#[test]
fn merged_regions_are_marked_below_their_first_cell() {
    let content = cells(&[
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='str'><v>甲</v></c><c r='D1' t='str'><v>子</v></c></row>",
        "<row r='2'><c r='A2'/><c r='D2' t='str'><v>丑</v></c></row>",
        "<row r='3'><c r='D3' t='str'><v>寅</v></c></row>",
        "<row r='5'><c r='A5'><v>2</v></c><c r='B5' t='str'><v>乙</v></c></row>",
    ]);
    let merges = "<mergeCells><mergeCell ref='A1:A3'/><mergeCell ref='B1:C2'/><mergeCell ref='D5:D6'/><mergeCell ref='A5:A1048576'/></mergeCells>";
    check(&(content + merges), "1\t甲\t\t子\n〃\t〃\t\t丑\n〃\t\t\t寅\n\n2\t乙");
}

#[test]
fn a_sheet_of_one_column_is_paragraphs() {
    check(
        &cells(&[
            "<row r='1'><c r='C1' t='str'><v>一、甲\n乙</v></c></row>",
            "<row r='2'><c r='C2' t='str'><v>\"丙</v></c></row>",
        ]),
        "一、甲\n乙\n\"丙",
    );
}

#[test]
fn several_sheets_are_named_and_hidden_ones_left_out() {
    let one = cells(&["<row><c><v>1</v></c></row>"]);
    let none = cells(&[]);
    let sheets = [
        ("一", "visible", one.as_str()),
        ("空", "visible", &none),
        ("隐", "hidden", &one),
        ("深", "veryHidden", &one),
        ("二", "visible", &one),
    ];
    let source = read(&workbook(&sheets, "", ""));
    assert_eq!(source.text, "一\n1\n\n二\n1");
    assert_eq!(source.notes, [Note::HiddenSheets(2)]);
}

#[test]
fn hidden_rows_are_read() {
    check(
        &cells(&[
            "<row r='1' hidden='1'><c><v>1</v></c></row>",
            "<row r='2'><c><v>2</v></c></row>",
        ]),
        "1\n2",
    );
}
