//! Automatic numbers of lists.

use super::{document, read};

/// `w:lvl` in a format, with further properties.
fn level(at: usize, format: &str, text: &str, more: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/>{more}<w:lvlText w:val='{text}'/></w:lvl>"
    )
}

fn outline(id: u32, levels: &[String]) -> String {
    format!("<w:abstractNum w:abstractNumId='{id}'>{}</w:abstractNum>", levels.concat())
}

fn list(id: u32, outline: u32, more: &str) -> String {
    format!("<w:num w:numId='{id}'><w:abstractNumId w:val='{outline}'/>{more}</w:num>")
}

/// A paragraph of list and level.
fn item(list: u32, level: usize, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[track_caller]
fn check(numbering: &str, body: &str, expected: &str) {
    check_styled("", numbering, body, expected);
}

#[track_caller]
fn check_styled(styles: &str, numbering: &str, body: &str, expected: &str) {
    assert_eq!(read(&document(body, styles, numbering)).text, expected);
}

#[test]
fn levels_count_and_begin_anew_below() {
    let levels = [
        level(0, "chineseCounting", "%1、", ""),
        level(1, "chineseCountingThousand", "（%2）", ""),
        level(2, "decimal", "%3.", ""),
    ];
    let numbering = outline(0, &levels) + &list(1, 0, "");
    let body = [
        item(1, 0, "甲"),
        item(1, 1, "乙"),
        item(1, 2, "丙"),
        item(1, 2, "丁"),
        item(1, 1, "戊"),
        item(1, 2, "己"),
        item(1, 0, "庚"),
        item(1, 1, "辛"),
    ];
    let expected = "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚\n（一）辛";
    check(&numbering, &body.concat(), expected);
}

#[test]
fn every_format_is_written_in_its_signs() {
    let cases = [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("japaneseCounting", 10, "十"),
        ("taiwaneseCountingThousand", 15, "十五"),
        ("ideographDigital", 10, "一〇"),
        ("taiwaneseDigital", 23, "二三"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 1, "①"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 2, "⒉"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 49, "XLIX"),
        ("lowerRoman", 4, "iv"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 26, "z"),
        ("ordinalText", 2, "2"),
    ];
    for (format, start, expected) in cases {
        let numbering = format!(
            "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='{start}'/><w:numFmt w:val='{format}'/><w:lvlText w:val='%1'/></w:lvl></w:abstractNum>"
        );
        check(&(numbering + &list(1, 0, "")), &item(1, 0, "甲"), &format!("{expected}甲"));
    }
    for silent in ["bullet", "none"] {
        let numbering = outline(0, &[level(0, silent, "\u{F0B7}", "")]) + &list(1, 0, "");
        check(&numbering, &item(1, 0, "甲"), "甲");
    }
}

#[test]
fn a_label_may_name_outer_levels() {
    let legal = "<w:isLgl/>";
    let levels = [
        level(0, "chineseCounting", "第%1条", ""),
        level(1, "decimal", "%1.%2", ""),
        level(2, "decimal", "%1.%2.%3", legal),
    ];
    let numbering = outline(0, &levels) + &list(1, 0, "");
    let body = item(1, 0, "甲")
        + &item(1, 1, "乙")
        + &item(1, 2, "丙")
        + &item(1, 0, "")
        + &item(1, 2, "丁");
    check(&numbering, &body, "第一条甲\n一.1乙\n1.1.1丙\n第二条\n2.1.1丁");
}

#[test]
fn lists_of_one_outline_count_on_unless_they_start_anew() {
    let anew = "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>";
    let other =
        format!("<w:lvlOverride w:ilvl='0'>{}</w:lvlOverride>", level(0, "upperLetter", "%1)", ""));
    let numbering = outline(0, &[level(0, "decimal", "%1.", "")])
        + &list(1, 0, "")
        + &list(2, 0, "")
        + &list(3, 0, anew)
        + &list(4, 0, &other);
    let body = [1, 1, 2, 3, 3, 1, 4].map(|id| item(id, 0, "甲")).concat();
    check(&numbering, &body, "1.甲\n2.甲\n3.甲\n1.甲\n2.甲\n3.甲\nD)甲");
}

#[test]
fn a_level_begins_anew_after_the_level_it_names() {
    let levels = |restart: &str| {
        let more = format!("<w:lvlRestart w:val='{restart}'/>");
        let levels = [
            level(0, "decimal", "%1.", ""),
            level(1, "decimal", "%2)", ""),
            level(2, "decimal", "(%3)", &more),
        ];
        outline(0, &levels) + &list(1, 0, "")
    };
    let body = [0, 1, 2, 1, 2, 0, 2].map(|at| item(1, at, "")).concat();
    check(&levels("0"), &body, "1.\n1)\n(1)\n2)\n(2)\n2.\n(3)");
    check(&levels("1"), &body, "1.\n1)\n(1)\n2)\n(2)\n2.\n(1)");
}

#[test]
fn a_style_brings_its_list_and_its_level() {
    let styles = "<w:style w:type='paragraph' w:default='1' w:styleId='a'/>\
        <w:style w:type='paragraph' w:styleId='h1'><w:basedOn w:val='a'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
        <w:style w:type='paragraph' w:styleId='h2'><w:basedOn w:val='h1'/></w:style>\
        <w:style w:type='paragraph' w:styleId='h2b'><w:basedOn w:val='h2'/></w:style>\
        <w:style w:type='paragraph' w:styleId='h3'><w:pPr><w:numPr><w:ilvl w:val='2'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
    let levels = [
        level(0, "chineseCounting", "%1、", "<w:pStyle w:val='h1'/>"),
        level(1, "chineseCounting", "（%2）", "<w:pStyle w:val='h2'/>"),
        level(2, "decimal", "%3.", ""),
    ];
    let numbering = outline(0, &levels) + &list(1, 0, "");
    let styled = |style: &str, more: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/>{more}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
        )
    };
    let out = "<w:numPr><w:ilvl w:val='0'/><w:numId w:val='0'/></w:numPr>";
    let body = [
        styled("h1", ""),
        styled("h2", ""),
        styled("h2b", ""),
        styled("h3", ""),
        styled("h1", out),
        styled("a", ""),
        styled("h1", ""),
    ];
    check_styled(
        styles,
        &numbering,
        &body.concat(),
        "一、甲\n（一）甲\n（二）甲\n1.甲\n甲\n甲\n二、甲",
    );
}

#[test]
fn an_outline_may_be_that_of_a_numbering_style() {
    let styles = "<w:style w:type='numbering' w:styleId='n'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>";
    let numbering = outline(0, &[level(0, "decimal", "%1、", "")])
        + "<w:abstractNum w:abstractNumId='1'><w:numStyleLink w:val='n'/></w:abstractNum>"
        + &list(1, 0, "")
        + &list(2, 1, "");
    check_styled(styles, &numbering, &(item(2, 0, "甲") + &item(2, 0, "乙")), "1、甲\n2、乙");
}

#[test]
fn deleted_and_covered_paragraphs_take_no_number() {
    let numbering = outline(0, &[level(0, "decimal", "%1.", "")]) + &list(1, 0, "");
    let numbered = "<w:numPr><w:numId w:val='1'/></w:numPr>";
    let deleted = format!(
        "<w:p><w:pPr>{numbered}<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
    );
    check(&numbering, &(item(1, 0, "甲") + &deleted + &item(1, 0, "乙")), "1.甲\n2.乙");
    // Joined to the next by a deleted mark, the first one's number stands.
    let open = format!(
        "<w:p><w:pPr>{numbered}<w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p>"
    );
    check(&numbering, &(open + &item(1, 0, "后") + &item(1, 0, "乙")), "1.前后\n2.乙");
    // What the paragraph was before a tracked change is not what it is.
    let was = format!(
        "<w:p><w:pPr><w:pPrChange><w:pPr>{numbered}</w:pPr></w:pPrChange></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    );
    check(&numbering, &was, "甲");
    let cell = |merge: &str, inner: &str| format!("<w:tc><w:tcPr>{merge}</w:tcPr>{inner}</w:tc>");
    let rows = [("<w:vMerge w:val='restart'/>", "甲"), ("<w:vMerge/>", "乙"), ("", "丙")];
    let rows = rows.map(|(merge, text)| {
        let second = format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        format!("<w:tr>{}{}</w:tr>", cell(merge, &item(1, 0, "")), cell("", &second))
    });
    check(&numbering, &format!("<w:tbl>{}</w:tbl>", rows.concat()), "1.\t甲\n〃\t乙\n2.\t丙");
}
