//! What a document shows: runs, changes, fields, tables.

use rectification_ledger::office::Note;

use super::{document, p, read};

#[track_caller]
fn check(body: &str, expected: &str) {
    check_notes(body, expected, &[]);
}

#[track_caller]
fn check_notes(body: &str, expected: &str, notes: &[Note]) {
    let source = read(&document(body, "", ""));
    assert_eq!((source.text.as_str(), &*source.notes), (expected, notes));
}

/// A paragraph of this content.
fn para(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn table(rows: &[&[&str]]) -> String {
    let cell =
        |cell: &&str| format!("<w:tc>{}</w:tc>", if cell.is_empty() { "<w:p/>" } else { cell });
    let row = |row: &&[&str]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_paragraph_is_a_line_and_empty_ones_stay() {
    check(&format!("{}<w:p/>{}<w:sectPr/>", p("一、标题"), p("正文")), "一、标题\n\n正文");
}

#[test]
fn references_are_resolved_and_not_lost() {
    check(
        &p("甲&amp;乙&lt;丙&gt;&quot;&apos;&#x4E00;&#20108;<![CDATA[<三>]]>"),
        "甲&乙<丙>\"'一二<三>",
    );
    check(&p("&amp;&amp;"), "&&");
}

#[test]
fn spaces_are_kept_where_the_document_says_so() {
    let runs = r#"<w:r><w:t xml:space="preserve"> 甲 </w:t></w:r><w:r><w:t> 乙
 </w:t></w:r><w:r><w:t xml:space="preserve">丙
丁	戊</w:t></w:r>"#;
    check(&para(runs), " 甲 乙丙 丁\u{3000}戊");
}

#[test]
fn tabs_breaks_and_hyphens_become_characters() {
    check(
        &para(
            "<w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>",
        ),
        "甲\u{3000}乙",
    );
    check(&para("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>"), "甲\n乙\n丙");
    check(
        &para(
            "<w:r><w:t>甲</w:t><w:br w:type='page'/><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>",
        ),
        "甲乙",
    );
    check(
        &para("<w:r><w:t>0515</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>"),
        "0515-1",
    );
    check(
        &para(
            "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t><w:sym w:font='Arial' w:char='F041'/></w:r>",
        ),
        "☑是A",
    );
}

#[test]
fn text_inside_links_controls_and_formulas_is_read() {
    let body = para(
        "<w:hyperlink r:id='x'><w:r><w:t>甲</w:t></w:r></w:hyperlink>\
         <w:smartTag><w:smartTagPr/><w:r><w:t>乙</w:t></w:r></w:smartTag>\
         <w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:r><w:t>丙</w:t></w:r></w:sdtContent></w:sdt>\
         <m:oMath xmlns:m='urn:m'><m:r><m:t>x</m:t></m:r></m:oMath>\
         <w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>zhěng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>整</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    );
    check(&body, "甲乙丙x整");
    let block =
        format!("<w:sdt><w:sdtPr/><w:sdtContent>{}{}</w:sdtContent></w:sdt>", p("甲"), p("乙"));
    check(&block, "甲\n乙");
}

#[test]
fn a_field_shows_its_result_alone() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let text = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let code = "<w:r><w:instrText> PAGEREF 甲 </w:instrText></w:r>";
    let whole = format!("{begin}{code}{}{separate}{}{end}{}", text("内"), text("果"), text("后"));
    check(&para(&whole), "果后");
    check(&para("<w:fldSimple w:instr='DATE'><w:r><w:t>今天</w:t></w:r></w:fldSimple>"), "今天");
    // A table of contents: begun in one paragraph, ended in another.
    let toc = para(&format!("{begin}{code}{separate}{}", text("一")))
        + &para(&format!("{}{end}", text("二")));
    check(&toc, "一\n二");
    // Never finished: what follows is still there.
    check(&format!("{}{}", para(&format!("{begin}{code}")), p("后文")), "\n后文");
}

#[test]
fn of_alternatives_one_is_read() {
    let choice = "<mc:Choice Requires='w14'><w:r><w:t>甲</w:t></w:r></mc:Choice>";
    let fallback = "<mc:Fallback><w:r><w:t>乙</w:t></w:r></mc:Fallback>";
    let within = |inner: &str| {
        para(&format!("<mc:AlternateContent>{inner}</mc:AlternateContent><w:r><w:t>丙</w:t></w:r>"))
    };
    check(&within(&format!("{choice}{fallback}")), "甲丙");
    check(&within(&format!("{choice}{choice}")), "甲丙");
    check(&within(fallback), "乙丙");
    let nested = format!(
        "<mc:Choice><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></mc:Choice>{fallback}"
    );
    check(&within(&nested), "甲丙");
}

#[test]
fn what_is_left_out_is_counted() {
    let boxed = format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent><w:t>正文</w:t></w:r>",
        p("框中")
    );
    check_notes(&para(&boxed), "正文", &[Note::TextBoxes(1)]);
    let frame = "<w:r><w:drawing><wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx></w:drawing><w:t>线</w:t></w:r>";
    check(&para(frame), "线");
    let pictures = "<w:r><w:t>图</w:t><w:drawing><a:blip/></w:drawing><w:pict><v:imagedata/></w:pict><w:object><v:imagedata/></w:object></w:r>";
    check_notes(&para(pictures), "图", &[Note::Pictures(2), Note::Objects(1)]);
    let marks = "<w:r><w:t>注</w:t><w:footnoteReference w:id='1'/><w:endnoteReference w:id='1'/></w:r><w:commentRangeStart/><w:r><w:commentReference w:id='0'/></w:r>";
    check_notes(&para(marks), "注", &[Note::Footnotes(2), Note::Comments(1)]);
}

#[test]
fn tracked_changes_are_shown_as_accepted() {
    let changes = |inserted, deleted| [Note::TrackedChanges { inserted, deleted }];
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let gone = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>";
    let both = format!("{}<w:ins>{}</w:ins>{gone}{}", run("甲"), run("新"), run("乙"));
    check_notes(&para(&both), "甲新乙", &changes(1, 1));
    let moved = format!("<w:moveFrom>{0}</w:moveFrom><w:moveTo>{0}</w:moveTo>", run("移"));
    check_notes(&para(&moved), "移", &changes(1, 1));
    let mark = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>";
    let joined = para(&format!("{mark}{}", run("前"))) + &p("后") + &p("另");
    check_notes(&joined, "前后\n另", &changes(0, 1));
    let dropped = p("前") + &para(&format!("{mark}{gone}")) + &p("后");
    check_notes(&dropped, "前\n后", &changes(0, 2));
    let rows = format!(
        "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr><w:tr><w:tc>{1}</w:tc><w:tc>{1}</w:tc></w:tr></w:tbl>",
        p("旧"),
        p("新")
    );
    check_notes(&rows, "新\t新", &changes(0, 1));
}

#[test]
fn hidden_text_is_left_out_and_counted() {
    let body = para(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r><w:r><w:rPr><w:rStyle w:val='h'/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>见</w:t></w:r>",
    ) + &para(
        "<w:pPr><w:pStyle w:val='k'/></w:pPr><w:r><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='false'/></w:rPr><w:t>显</w:t></w:r>",
    );
    let styles = "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type='paragraph' w:styleId='k'><w:basedOn w:val='h'/></w:style>";
    let source = read(&document(&body, styles, ""));
    assert_eq!(source.text, "显见\n显");
    assert_eq!(source.notes, [Note::HiddenText(3)]);
}

#[test]
fn a_row_is_a_line_with_tabs() {
    let body = p("前")
        + &table(&[
            &[&p("序号"), &p("问题"), &p("备注")],
            &[&p("1"), &p("甲"), ""],
            &["", "", ""],
            &["", &p("乙"), &p("丙")],
        ])
        + &p("后");
    check(&body, "前\n序号\t问题\t备注\n1\t甲\n\n\t乙\t丙\n后");
}

#[test]
fn a_cell_of_several_lines_stands_in_quotes() {
    let two = p("倒排工期；") + &p("每周“调度”。");
    check(&table(&[&[&p("1"), &two, &p("甲")]]), "1\t\"倒排工期；\n每周“调度”。\"\t甲");
    let broken = para("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>");
    check(&table(&[&[&p("1"), &broken]]), "1\t\"甲\n乙\u{3000}丙\"");
    check(&table(&[&[&p("1"), &(p("甲\"") + &p("乙"))]]), "1\t甲\"\u{B}乙");
    check(&table(&[&[&p("1"), &(p("甲") + &p("乙\""))]]), "1\t\"甲\n乙\"\"");
    check(&table(&[&[&p("1"), &p("\"四风\"问题")]]), "1\t\"\"四风\"问题\"");
    // The paragraph that must stand last in a cell says nothing.
    check(&table(&[&[&p("1"), &(p("甲") + "<w:p/>")]]), "1\t甲");
}

#[test]
fn merged_cells_keep_the_columns() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text))
    };
    let restart = "<w:vMerge w:val='restart'/>";
    let rows = [
        cell(restart, "1")
            + &cell(&format!("<w:gridSpan w:val='2'/>{restart}"), "甲")
            + &cell("", "子"),
        cell("<w:vMerge/>", "")
            + &cell("<w:gridSpan w:val='2'/><w:vMerge w:val='continue'/>", "")
            + &cell("", "丑"),
        cell(restart, "2") + &cell("", "乙") + &cell("", "丙") + &cell("", "寅"),
        format!("<w:trPr><w:gridBefore w:val='2'/></w:trPr>{}", cell("", "丁")),
        cell("", "")
            + &cell("<w:hMerge w:val='restart'/>", "戊")
            + &cell("<w:hMerge/>", "")
            + &cell("", "己"),
        // Continues nothing, so it speaks for itself.
        cell("", "") + &cell("<w:vMerge/>", "庚"),
    ];
    let body: String = rows.iter().map(|row| format!("<w:tr>{row}</w:tr>")).collect();
    let expected = "1\t甲\t\t子\n〃\t〃\t\t丑\n2\t乙\t丙\t寅\n\t\t丁\n\t戊\t\t己\n\t庚";
    check(&format!("<w:tbl>{body}</w:tbl>"), expected);
}

#[test]
fn a_table_of_one_column_is_paragraphs() {
    let body = table(&[&[&(p("一、甲") + &p("乙"))], &[&p("二、丙")]]);
    check(&body, "一、甲\n乙\n二、丙");
}

#[test]
fn a_table_in_a_cell_is_flattened_into_it() {
    let inner = table(&[&[&p("a"), &p("b")], &[&p("c"), &p("d")]]);
    let control = format!("<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>");
    for inner in [inner, control] {
        let cell = p("甲") + &inner + "<w:p/>";
        check(&table(&[&[&p("1"), &cell, &p("2")]]), "1\t\"甲\na\u{3000}b\nc\u{3000}d\"\t2");
    }
}

#[test]
fn rows_and_cells_inside_controls_are_found() {
    let body = format!(
        "<w:tbl><w:sdt><w:sdtPr/><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt><w:tc>{}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
        p("甲"),
        p("乙")
    );
    check(&body, "甲\t乙");
}

#[test]
fn a_document_without_text_says_what_it_has_instead() {
    use rectification_ledger::office::{OfficeError, read};
    let scan = para("<w:r><w:drawing><a:blip/></w:drawing></w:r>");
    let notes = vec![Note::Pictures(1)];
    assert_eq!(read(&document(&scan, "", "")), Err(OfficeError::Empty { notes }));
    assert_eq!(read(&document("", "", "")), Err(OfficeError::Empty { notes: vec![] }));
}
