//! What spreadsheets put on a clipboard and take from one, without a browser: plain text both
//! ways, merged cells, the flow of text inside a cell, and input that means harm.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rectification_ledger::clipboard::flow::{Flow, White};
use rectification_ledger::clipboard::{
    Cells, MAX_BYTES, Merged, PasteError, Spanned, SpannedCell, guard, html, place, place_beside,
    tsv, without,
};

/// Characters that formats are made of.
const PIECES: [&str; 14] =
    ["\"", "\"\"", "\t", "\n", "\r", "\r\n", " ", "整改", "a", "=1", "\u{A0}", "〃", "<b>", "0"];

fn cells(rows: &[&[&str]]) -> Cells {
    rows.iter().map(|row| row.iter().map(|text| (*text).to_owned()).collect()).collect()
}

fn cell(text: &str, rows: usize, columns: usize) -> SpannedCell {
    SpannedCell { rows, columns, ..SpannedCell::from(text.to_owned()) }
}

fn spanned(rows: &[&[(&str, usize, usize)]]) -> Spanned {
    let row = |row: &&[(&str, usize, usize)]| {
        row.iter().map(|(text, down, across)| cell(text, *down, *across)).collect()
    };
    rows.iter().map(row).collect()
}

fn quick<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    assert!(start.elapsed() < Duration::from_secs(10), "took {:?}", start.elapsed());
    result
}

proptest! {
    #[test]
    fn what_is_written_as_text_is_read_back(
        (width, texts) in (1..5_usize, prop::collection::vec(
            prop::collection::vec(prop::sample::select(&PIECES[..]), 0..6), 1..30)),
    ) {
        let texts: Vec<String> = texts.iter().map(|pieces| pieces.concat()).collect();
        let mut rows: Cells = texts.chunks(width).map(<[String]>::to_vec).collect();
        rows.iter_mut().for_each(|row| row.resize(width, String::new()));
        let read = tsv::read(&tsv::write(&rows));
        for text in rows.iter_mut().flatten() {
            *text = text.replace("\r\n", "\n").replace('\r', "\n");
        }
        prop_assert_eq!(read, Ok(rows));
    }

    #[test]
    fn no_character_of_a_plain_text_is_lost(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..20),
    ) {
        let text = pieces.concat();
        let read: String = tsv::read(&text).expect("small").concat().concat();
        let solid = |text: &str| {
            text.chars().filter(|c| !matches!(c, '\t' | '\r' | '\n' | '"')).collect::<String>()
        };
        prop_assert_eq!(solid(&read), solid(&text));
    }

    #[test]
    fn single_cells_stand_where_they_stood(width in 1..6_usize, height in 1..6_usize) {
        let rows: Cells = (0..height)
            .map(|row| (0..width).map(|column| format!("{row}.{column}")).collect())
            .collect();
        let spanned: Spanned =
            rows.iter().map(|row| row.iter().cloned().map(SpannedCell::from).collect()).collect();
        prop_assert_eq!(place(&spanned, Merged::Repeat), Ok(rows.clone()));
        prop_assert_eq!(without(&spanned, &[], &[]), Ok(spanned));
    }

    #[test]
    fn any_claims_give_a_full_grid_with_every_text(
        claims in prop::collection::vec(
            prop::collection::vec((0..5_usize, 0..5_usize), 0..5), 1..8),
        hidden in prop::collection::vec(any::<bool>(), 0..8),
    ) {
        let rows: Spanned = claims.iter().enumerate().map(|(at, row)| {
            row.iter().enumerate()
                .map(|(n, (down, across))| cell(&format!("{at}.{n}"), *down, *across)).collect()
        }).collect();
        let placed = place(&rows, Merged::First).expect("small");
        prop_assert_eq!(placed.len(), rows.len());
        prop_assert!(placed.iter().all(|row| row.len() == placed[0].len()));
        let mut texts: Vec<_> = placed.concat().into_iter().filter(|it| !it.is_empty()).collect();
        let mut all: Vec<_> = rows.iter().flatten().map(|cell| cell.text.clone()).collect();
        texts.sort();
        all.sort();
        prop_assert_eq!(texts, all);
        let shown = without(&rows, &hidden, &hidden).expect("small");
        prop_assert!(place(&shown, Merged::Repeat).is_ok());
    }
}

#[test]
fn text_is_written_as_excel_does() {
    let rows = cells(&[&["a", "两\n行", "制\t表"], &["他说\"好\"", "\"引\"", ""]]);
    let text = "a\t\"两\n行\"\t\"制\t表\"\r\n他说\"好\"\t\"\"\"引\"\"\"\t\r\n";
    assert_eq!(tsv::write(&rows), text);
}

#[test]
fn text_of_every_origin_is_read() {
    let cases: [(&str, &[&[&str]]); 15] = [
        ("", &[]),
        ("\r\n", &[&[""]]),
        ("  ", &[&["  "]]),
        ("a", &[&["a"]]),
        ("a\tb\r\nc\td\r\n", &[&["a", "b"], &["c", "d"]]),
        ("a\tb\rc\td\r", &[&["a", "b"], &["c", "d"]]),
        ("a\nb\n\nc", &[&["a"], &["b"], &[""], &["c"]]),
        ("a\n\tb\tc\n", &[&["a", "", ""], &["", "b", "c"]]),
        ("a\t", &[&["a", ""]]),
        (
            "\"两\r\n行\"\t\"x\ty\"\r\n\"\"\"引\"\"\"\t\"\"\n",
            &[&["两\n行", "x\ty"], &["\"引\"", ""]],
        ),
        ("5\" 管\ta\"b\"\n", &[&["5\" 管", "a\"b\""]]),
        ("\"未闭合\tb\nc", &[&["\"未闭合", "b"], &["c", ""]]),
        ("\"学习\"不深入\tb", &[&["\"学习\"不深入", "b"]]),
        ("\"", &[&["\""]]),
        ("\"a\"\"\tb", &[&["\"a\"\"", "b"]]),
    ];
    for (text, expected) in cases {
        assert_eq!(tsv::read(text), Ok(cells(expected)), "{text:?}");
    }
}

#[test]
fn a_merged_cell_is_carried_down_or_stands_once() {
    let rows = spanned(&[
        &[("问题", 3, 1), ("措施一", 1, 1), ("甲", 1, 2)],
        &[("措施二", 1, 1), ("乙", 2, 1), ("丙", 1, 1)],
        &[("措施三", 1, 1), ("丁", 9, 1)],
    ]);
    let repeated = [
        &["问题", "措施一", "甲", ""],
        &["问题", "措施二", "乙", "丙"],
        &["问题", "措施三", "乙", "丁"],
    ];
    assert_eq!(place(&rows, Merged::Repeat), Ok(cells(&repeated.map(|row| &row[..]))));
    let first =
        [&["问题", "措施一", "甲", ""], &["", "措施二", "乙", "丙"], &["", "措施三", "", "丁"]];
    assert_eq!(place(&rows, Merged::First), Ok(cells(&first.map(|row| &row[..]))));
}

#[test]
fn text_that_runs_over_is_not_carried_down() {
    let mut rows = spanned(&[&[("很长", 2, 2), ("a", 1, 1)], &[("b", 1, 1)]]);
    rows[0][0].overflow = true;
    let expected = cells(&[&["很长", "", "a"], &["", "", "b"]]);
    assert_eq!(place(&rows, Merged::Repeat), Ok(expected));
}

#[test]
fn plain_text_gives_the_spaces_that_html_lost() {
    let rows = spanned(&[&[("张三李四", 2, 1), ("a b", 1, 1)], &[("\"引\"", 1, 1)]]);
    let plain = cells(&[&["张三 李四", "a\nb"], &["", "引"]]);
    let expected = cells(&[&["张三 李四", "a\nb"], &["张三 李四", "\"引\""]]);
    assert_eq!(place_beside(&rows, Merged::Repeat, &plain), Ok(expected));
    let other = cells(&[&["张三 李四", "a\nb"]]);
    assert_eq!(place_beside(&rows, Merged::First, &other), place(&rows, Merged::First));
}

#[test]
fn a_merged_cell_that_begins_hidden_begins_where_it_is_shown() {
    let rows = spanned(&[
        &[("问题", 3, 1), ("x", 1, 1), ("1", 1, 1)],
        &[("藏", 1, 1), ("2", 1, 1)],
        &[("宽", 1, 2)],
    ]);
    let shown = spanned(&[&[("问题", 2, 1), ("2", 1, 1)], &[("宽", 1, 1)]]);
    assert_eq!(without(&rows, &[true], &[false, true]), Ok(shown));
}

#[test]
fn a_cell_flows_as_a_browser_shows_it() {
    let mut flow = Flow::new(false);
    flow.text("\n    关于学习不深\n  入的", White::Collapse);
    flow.text(" the\n  plan ", White::Collapse);
    flow.text("\u{A0}\n  ", White::Run);
    flow.text("x  ", White::Collapse);
    flow.block();
    flow.line_break();
    flow.block();
    flow.text("  y\u{A0}z", White::Collapse);
    flow.line_break();
    flow.block();
    assert_eq!(flow.finish(), "关于学习不深入的 the plan   x\n\ny z");

    let mut sheet = Flow::new(true);
    sheet.text("张三\n  李四", White::Collapse);
    sheet.line_break();
    assert_eq!(sheet.finish(), "张三 李四\n");

    let mut empty = Flow::new(true);
    empty.line_break();
    assert_eq!(empty.finish(), "");
}

#[test]
fn html_says_that_every_cell_is_text() {
    let page = html::write(&spanned(&[&[("=1+1 <b>\n 0012", 2, 1), ("a  b", 1, 3)]]));
    let style = r#"sdnum="0;0;@" style="mso-number-format:'\@';white-space:pre-wrap""#;
    let expected = format!(
        "<meta charset=\"utf-8\"><table><tr>\
         <td rowspan=\"2\" {style}>=1+1 &lt;b&gt;<br style=\"mso-data-placement:same-cell\">\
         <span style=\"mso-spacerun:yes\">\u{A0}</span>0012</td>\
         <td colspan=\"3\" {style}>a<span style=\"mso-spacerun:yes\">\u{A0}\u{A0}</span>b</td>\
         </tr></table>"
    );
    assert_eq!(page, expected);
}

#[test]
fn twenty_megabytes_of_text_are_read_or_refused_in_time() {
    let size = 20 << 20;
    assert_eq!(quick(|| tsv::read(&"\t".repeat(size))), Err(PasteError::TooLarge));
    assert_eq!(quick(|| tsv::read(&"\n".repeat(size))), Err(PasteError::TooLarge));
    let ragged = "a\n".repeat(1000) + &"\t".repeat(1000);
    assert_eq!(quick(|| tsv::read(&ragged)), Err(PasteError::TooLarge));
    assert_eq!(quick(|| tsv::read(&" ".repeat(MAX_BYTES + 1))), Err(PasteError::TooLong));
    for piece in ["\"", "\"\"\t", "\"\"\"x\t", "\"\t\"\"\t", "x\"\"\t\""] {
        let pieces = piece.repeat(190_000);
        assert!(quick(|| tsv::read(&pieces)).is_ok(), "{piece:?}");
        assert!(quick(|| tsv::read(&format!("\"{pieces}"))).is_ok(), "{piece:?}");
    }
    assert!(quick(|| tsv::read(&"\"".repeat(size))).is_ok());
}

#[test]
fn claims_beyond_the_table_cost_nothing() {
    let huge = 1_000_000_000;
    let rows = spanned(&[&[("a", huge, huge)], &[("b", usize::MAX, 1)]]);
    // The first covers every column of the second row, so there is no place for its cell.
    assert_eq!(quick(|| place(&rows, Merged::Repeat)), Err(PasteError::TooLarge));
    let rows = spanned(&[&[("a", huge, 1), ("b", 1, huge)], &[("c", 65535, 1)]]);
    let expected = cells(&[&["a", "b"], &["a", "c"]]);
    assert_eq!(quick(|| place(&rows, Merged::Repeat)), Ok(expected));

    let many = vec![vec![cell("", 1, 1); 1000]; 1000];
    assert_eq!(quick(|| place(&many, Merged::First)), Err(PasteError::TooLarge));
    let mut open: Spanned = vec![vec![cell("", huge, 1); 100_000]];
    open.resize(100_000, Vec::new());
    assert_eq!(quick(|| place(&open, Merged::First)), Err(PasteError::TooLarge));
    assert_eq!(quick(|| without(&open, &[true], &[])), Err(PasteError::TooLarge));
    let mut long: Spanned = vec![vec![cell(&"整".repeat(1 << 20), huge, 1)]];
    long.resize(1000, Vec::new());
    assert_eq!(quick(|| place(&long, Merged::Repeat)), Err(PasteError::TooLong));
}

#[test]
fn html_that_would_hang_a_parser_is_refused_unparsed() {
    let check = |html: String| quick(|| guard::check(&html));
    assert_eq!(check("<div>".repeat(2000)), Err(PasteError::TooDeep));
    assert_eq!(check("<div></x>".repeat(2000)), Err(PasteError::TooDeep));
    assert_eq!(check("<table><tr><td>".repeat(2000)), Err(PasteError::TooDeep));
    assert_eq!(check("<".repeat(4 << 20)), Err(PasteError::TooLarge));
    assert_eq!(check("a".repeat(MAX_BYTES + 1)), Err(PasteError::TooLong));
    assert_eq!(check("<tr><td class=x><font>a</font><br><p>b".repeat(20_000)), Ok(()));
    assert_eq!(check("<!--[if]><x:a><x:b/><![endif]--><DIV></div>".repeat(2000)), Ok(()));
    assert_eq!(check("<!-- <".to_owned() + &"<!--".repeat(1 << 20)), Ok(()));
}
