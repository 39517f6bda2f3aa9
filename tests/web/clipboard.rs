//! Clipboards of the usual programs, read by the browser's parser; and what is written for them,
//! read back.

use rectification_ledger::browser::table::read;
use rectification_ledger::clipboard::{
    Cells, Merged, PasteError, Spanned, SpannedCell, html, place, place_beside, tsv,
};
use wasm_bindgen_test::wasm_bindgen_test;

macro_rules! fixture {
    ($name:literal, $kind:literal) => {
        include_str!(concat!("../fixtures/clipboard/", $name, $kind))
    };
}

fn table(html: &str) -> Spanned {
    read(html).expect("not too large").expect("a table")
}

fn repeated(html: &str) -> Cells {
    place(&table(html), Merged::Repeat).expect("not too large")
}

fn expected(json: &str) -> Cells {
    serde_json::from_str(json).expect("rows of cells")
}

#[wasm_bindgen_test]
fn a_spreadsheets_clipboard_gives_its_cells() {
    for (name, html, plain, json) in [
        (
            "excel",
            fixture!("excel", ".html"),
            fixture!("excel", ".txt"),
            fixture!("excel", ".expected.json"),
        ),
        (
            "wps",
            fixture!("wps", ".html"),
            fixture!("wps", ".txt"),
            fixture!("wps", ".expected.json"),
        ),
        (
            "calc",
            fixture!("calc", ".html"),
            fixture!("calc", ".txt"),
            fixture!("calc", ".expected.json"),
        ),
    ] {
        let (table, plain) = (table(html), tsv::read(plain).expect("not too large"));
        assert_eq!(place_beside(&table, Merged::Repeat, &plain), Ok(expected(json)), "{name}");
        // A spreadsheet's plain text leaves merged cells empty but for the first.
        assert_eq!(place_beside(&table, Merged::First, &plain), Ok(plain), "{name}");
    }
}

#[wasm_bindgen_test]
fn html_alone_gives_the_same_cells() {
    for (name, html, json) in [
        ("excel", fixture!("excel", ".html"), fixture!("excel", ".expected.json")),
        ("wps", fixture!("wps", ".html"), fixture!("wps", ".expected.json")),
        (
            "hidden",
            fixture!("excel-hidden-columns", ".html"),
            fixture!("excel-hidden-columns", ".expected.json"),
        ),
        ("page", fixture!("page", ".html"), fixture!("page", ".expected.json")),
        ("word", fixture!("word", ".html"), fixture!("word", ".expected.json")),
    ] {
        assert_eq!(repeated(html), expected(json), "{name}");
    }
}

#[wasm_bindgen_test]
fn every_text_that_is_written_as_html_is_read_back() {
    let texts = [
        "",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "a\n",
        "\na",
        "a\n\n\nb",
        " a  b ",
        " a \n  b  ",
        "a\tb\t",
        "\"引\"",
        "'",
        "<b>粗</b>",
        "</td></table>",
        "&amp;",
        "&",
        "<!--EndFragment-->",
        "=1+1",
        "+1",
        "-1",
        "@x",
        "0012",
        "1-2",
        "440123199001010012",
        "2024-06-30",
        "\u{A0}",
        "a\u{A0} b",
        "\u{202E}颠倒\u{202C}",
        "\u{200B}",
        "〃",
        "　全角",
        "𠮷😀",
        "关于\n学习",
        "\u{B}",
        "\\@';",
    ];
    let rows: Cells =
        texts.chunks(1).map(<[&str]>::concat).map(|text| vec![text.clone(), text]).collect();
    let cells: Spanned =
        rows.iter().map(|row| row.iter().cloned().map(SpannedCell::from).collect()).collect();
    assert_eq!(table(&html::write(&cells)), cells);
    assert_eq!(tsv::read(&tsv::write(&rows)), Ok(rows));
}

#[wasm_bindgen_test]
fn a_merged_finding_is_written_and_read_as_one() {
    let finding = SpannedCell { rows: 2, ..SpannedCell::from("问题".to_owned()) };
    let measure = |text: &str| SpannedCell::from(text.to_owned());
    let rows = vec![vec![finding, measure("措施一")], vec![measure("措施二")]];
    assert_eq!(table(&html::write(&rows)), rows);
    let carried = ["问题\t措施一\r\n", "问题\t措施二\r\n"].concat();
    assert_eq!(tsv::write(&repeated(&html::write(&rows))), carried);
}

#[wasm_bindgen_test]
fn text_that_only_runs_over_is_told_from_a_merge() {
    let rows = table(fixture!("excel", ".html"));
    let wide = rows.iter().flatten().filter(|cell| cell.columns > 1);
    let told: Vec<_> = wide.map(|cell| (cell.columns, cell.overflow)).collect();
    assert_eq!(told, [(3, true), (3, false), (5, true)]);
    let picture = "<table><tr><td rowspan=2 colspan=2 style='mso-ignore:colspan-rowspan'>图</td>\
        <td>a</td></tr><tr><td>b</td></tr></table>";
    assert_eq!(repeated(picture), [["图", "", "a"], ["", "", "b"]]);
}

#[wasm_bindgen_test]
fn a_clipboard_without_a_table_has_no_cells() {
    for html in ["", "整改", "<p>整改</p>", "<table></table>", "<table><tr></tr></table>"] {
        assert_eq!(read(html), Ok(None), "{html}");
    }
}

#[wasm_bindgen_test]
fn what_was_not_copied_is_left_out() {
    let html = "<table><tr><td>前</td></tr><tr><td>左</td><!--StartFragment--><td>甲</td>\
        <td>乙</td><!--EndFragment--><td>右</td></tr><tr><td>后</td></tr></table>";
    assert_eq!(repeated(html), [["甲", "乙"]]);
    let inside =
        "<table><tr><td><!--StartFragment-->甲<!--EndFragment--></td><td>乙</td></tr></table>";
    assert_eq!(repeated(inside), [["甲"]]);
}

#[wasm_bindgen_test]
fn nothing_in_a_clipboard_runs_or_enters_the_page() {
    let html = "<table><tr><td><img src=x onerror='window.ran=1'><script>window.ran=1</script>甲\
        <style>body{display:none}</style></td></tr></table>";
    assert_eq!(repeated(html), [["甲"]]);
    let ran = js_sys::Reflect::get(&js_sys::global(), &"ran".into()).expect("a global");
    assert!(ran.is_undefined());
}

#[wasm_bindgen_test]
fn hostile_tables_are_cut_or_refused() {
    let start = js_sys::Date::now();
    let huge = "<table><tr><td rowspan=1000000000 colspan=1000000000>a</td></tr><tr><td>b</table>";
    assert_eq!(place(&table(huge), Merged::First), Err(PasteError::TooLarge));
    let tall = "<table><tr><td rowspan=65535>a<td colspan=99999999999999999999>b<tr><td>c</table>";
    assert_eq!(repeated(tall), [["a", "b"], ["a", "c"]]);
    let rows = "<table><tr style='mso-xlrowspan:4294967295'><td>a</table>";
    assert_eq!(read(rows), Err(PasteError::TooLarge));
    let columns = format!(
        "<table>{}<tr><td>a</table>",
        "<col span=999999999 style='display:none'>".repeat(99)
    );
    assert_eq!(read(&columns), Ok(None));
    let cells = format!("<table>{}</table>", format!("<tr>{}", "<td>".repeat(1000)).repeat(1000));
    assert_eq!(read(&cells), Err(PasteError::TooLarge));
    let deep = |depth| format!("<table><tr><td>{}甲</table>", "<div>".repeat(depth));
    assert_eq!(repeated(&deep(500)), [["甲"]]);
    assert_eq!(read(&deep(1_000_000)), Err(PasteError::TooDeep));
    let pile = format!("{}乙{}", "<div>".repeat(400), "</div>".repeat(400));
    let many = format!("<table><tr><td>{}</table>", pile.repeat(100));
    assert_eq!(repeated(&many), [[["乙"; 100].join("\n")]]);
    let lines = format!("<table><tr><td>{}</table>", "<br>".repeat(2_000_000));
    assert_eq!(read(&lines), Err(PasteError::TooLarge));
    assert_eq!(read(&" ".repeat(33 << 20)), Err(PasteError::TooLong));
    let took = js_sys::Date::now() - start;
    assert!(took < 15_000.0, "took {took} ms");
}
