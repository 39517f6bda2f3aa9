//! What is found in final bytes: all of what was written, and what was planted.

use rectification_ledger::disclose::{Document, Edition, Part, document};
use rectification_ledger::export::docx::docx;
use rectification_ledger::export::html::html;
use rectification_ledger::export::markdown::markdown;
use rectification_ledger::export::xlsx::xlsx;
use rectification_ledger::inspect::{Foreign, Form, inspect};
use rectification_ledger::{file, office};

use crate::published::{publication, sample, with};
use crate::{SEED, ledger};

const FORMS: [Form; 4] = [Form::Html, Form::Docx, Form::Xlsx, Form::Markdown];

fn write(form: Form, document: &Document) -> Vec<u8> {
    match form {
        Form::Html => html(document).into_bytes(),
        Form::Docx => docx(document),
        Form::Xlsx => xlsx(document),
        Form::Markdown | Form::Text => markdown(document).into_bytes(),
    }
}

#[track_caller]
fn found(form: Form, bytes: &[u8]) -> Vec<Foreign> {
    inspect(form, bytes).expect("readable").foreign
}

/// Texts as “place: text”, hidden ones marked.
#[track_caller]
fn read(form: Form, bytes: &[u8]) -> Vec<String> {
    let line = |part: &rectification_ledger::inspect::Part| {
        format!("{}{}: {}", if part.hidden { "hidden " } else { "" }, part.place, part.text)
    };
    inspect(form, bytes).expect("readable").parts.iter().map(line).collect()
}

#[test]
fn every_published_word_is_read_and_nothing_is_foreign() {
    for document in [sample(), document(&ledger(SEED), Edition::Internal)] {
        for form in FORMS {
            let bytes = write(form, &document);
            assert_eq!(found(form, &bytes), [], "{form:?}");
            let parts = inspect(form, &bytes).expect("readable").parts;
            assert!(parts.iter().all(|part| !part.hidden), "{form:?}");
            // A long paragraph lies in several cells of a workbook.
            let all: String = parts.iter().map(|part| part.text.as_str()).collect();
            for paragraph in document.paragraphs.iter().filter(|one| one.part != Part::Row) {
                assert!(all.contains(&paragraph.text()), "{form:?}: {}", paragraph.text());
            }
        }
    }
    let properties = read(Form::Docx, &docx(&sample()));
    assert!(properties.contains(&"docProps/core.xml title: 通报".to_owned()), "{properties:?}");
    let title = read(Form::Html, html(&sample()).as_bytes());
    assert!(title.contains(&"title: 通报".to_owned()));
}

#[test]
fn a_word_split_over_runs_is_one_text() {
    let bytes = with(&docx(&sample()), "word/document.xml", |xml| {
        xml.replace(
            "制定计划。",
            r#"制定</w:t></w:r><w:proofErr w:type="x"/><w:r><w:t>计&#x5212;。"#,
        )
    });
    assert!(read(Form::Docx, &bytes).iter().any(|line| line.ends_with("整改情况：制定计划。")));
}

#[test]
fn planted_in_a_document_is_found() {
    let own = |words: &str| words.to_owned();
    let body = |to: &'static str| {
        with(&docx(&sample()), "word/document.xml", move |xml| {
            xml.replacen("<w:body>", &format!("<w:body>{to}"), 1)
        })
    };
    // Words in a picture's description are text, and nothing foreign.
    let cases: Vec<(Vec<u8>, Option<Foreign>, &str)> = vec![
        (
            body(r#"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r></w:p>"#),
            Some(Foreign::HiddenText(own("密"))),
            "hidden word/document.xml: 密",
        ),
        (
            body(r#"<w:p><w:r><w:rPr><w:color w:val="ffffff"/></w:rPr><w:t>白</w:t></w:r></w:p>"#),
            Some(Foreign::HiddenText(own("白"))),
            "hidden word/document.xml: 白",
        ),
        (
            body(r#"<w:p><w:ins w:id="1" w:author="张某"><w:r><w:t>增</w:t></w:r></w:ins></w:p>"#),
            Some(Foreign::Revision(own("张某"))),
            "word/document.xml ins@author: 张某",
        ),
        (
            body(r#"<w:p><w:del w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"#),
            Some(Foreign::Revision(own("删"))),
            "hidden word/document.xml delText: 删",
        ),
        (
            body(r#"<w:p><w:r><w:drawing><docPr id="1" descr="合影"/></w:drawing></w:r></w:p>"#),
            None,
            "word/document.xml docPr@descr: 合影",
        ),
        (
            body(r#"<w:p><w:fldSimple w:instr=" INCLUDETEXT a.docx "/></w:p>"#),
            Some(Foreign::ExternalLink(own("INCLUDETEXT a.docx"))),
            "word/document.xml fldSimple@instr:  INCLUDETEXT a.docx ",
        ),
        (
            body("<!-- 便笺 -->"),
            Some(Foreign::Comment(own(" 便笺 "))),
            "hidden word/document.xml comment:  便笺 ",
        ),
        (
            with(&docx(&sample()), "word/comments.xml", |_| {
                own(
                    r#"<w:comments xmlns:w="urn:w"><w:comment w:id="1" w:author="李某"><w:p><w:r><w:t>待核</w:t></w:r></w:p></w:comment></w:comments>"#,
                )
            }),
            Some(Foreign::Comment(own("待核"))),
            "word/comments.xml: 待核",
        ),
        (
            with(&docx(&sample()), "docProps/core.xml", |xml| {
                xml.replace("</dc:title>", "</dc:title><dc:creator>王某</dc:creator>")
            }),
            Some(Foreign::Author(own("王某"))),
            "docProps/core.xml creator: 王某",
        ),
        (
            with(&docx(&sample()), "docProps/app.xml", |_| {
                own("<Properties><Company>某局</Company></Properties>")
            }),
            Some(Foreign::Properties(own("Company: 某局"))),
            "docProps/app.xml Company: 某局",
        ),
        (
            with(&docx(&sample()), "word/media/合影.jpg", |_| own("JFIF")),
            Some(Foreign::Embedded(own("word/media/合影.jpg"))),
            "archive entry: word/media/合影.jpg",
        ),
        (
            with(&docx(&sample()), "word/_rels/document.xml.rels", |xml| {
                xml.replace(
                    "</Relationships>",
                    r#"<Relationship Id="x" Type="urn:t/attachedTemplate" Target="file://srv/甲.dotx" TargetMode="External"/></Relationships>"#,
                )
            }),
            Some(Foreign::ExternalLink(own("file://srv/甲.dotx"))),
            "word/_rels/document.xml.rels Target: file://srv/甲.dotx",
        ),
    ];
    for (bytes, expected, text) in cases {
        let found = found(Form::Docx, &bytes);
        if let Some(expected) = expected {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
        let lines = read(Form::Docx, &bytes);
        assert!(lines.contains(&text.to_owned()), "{text} in {lines:?}");
    }
}

#[test]
fn hidden_by_a_style_is_hidden() {
    let bytes = with(&docx(&sample()), "word/styles.xml", |xml| {
        xml.replace(
            "</w:styles>",
            r#"<w:style w:type="character" w:styleId="x"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>"#,
        )
    });
    let bytes = with(&bytes, "word/document.xml", |xml| {
        xml.replacen("<w:rPr>", r#"<w:rPr><w:rStyle w:val="x"/>"#, 1)
    });
    assert_eq!(
        found(Form::Docx, &bytes),
        [Foreign::HiddenText("关于巡察整改进展情况的通报".to_owned())]
    );
}

#[test]
fn both_alternatives_are_read_though_a_reader_shows_one() {
    let bytes = with(&docx(&sample()), "word/document.xml", |xml| {
        xml.replacen(
            "<w:body>",
            "<w:body><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>甲</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>乙</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
            1,
        )
    });
    assert!(!office::read(&bytes).expect("readable").text.contains('乙'));
    let lines = read(Form::Docx, &bytes);
    for text in ["甲", "乙"] {
        assert!(lines.contains(&format!("word/document.xml: {text}")));
    }
}

#[test]
fn planted_in_a_workbook_is_found() {
    let base = || xlsx(&sample());
    let sheet = "xl/worksheets/sheet1.xml";
    let hidden_row =
        with(&base(), sheet, |xml| xml.replace(r#"<row r="6" "#, r#"<row r="6" hidden="1" "#));
    assert_eq!(
        found(Form::Xlsx, &hidden_row),
        [Foreign::HiddenText("针对“会议少”问题".to_owned())]
    );
    let hidden_column = with(&base(), sheet, |xml| {
        xml.replace(r#"<col min="3" max="3""#, r#"<col hidden="1" min="3" max="3""#)
    });
    assert!(
        read(Form::Xlsx, &hidden_column)
            .contains(&"hidden 整改情况!C5: 1.关于“学习不深入”问题".to_owned())
    );

    let second = with(&base(), "xl/workbook.xml", |xml| {
        xml.replace(
            "</sheets>",
            r#"<sheet name="底稿" sheetId="2" state="veryHidden" r:id="rId9"/></sheets>"#,
        )
    });
    let second = with(&second, "xl/_rels/workbook.xml.rels", |xml| {
        xml.replace("</Relationships>", r#"<Relationship Id="rId9" Type="urn:t/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#)
    });
    let second = with(&second, "xl/worksheets/sheet2.xml", |_| {
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>5</v></c></row></sheetData></worksheet>"#.to_owned()
    });
    let second = with(&second, "xl/sharedStrings.xml", |_| {
        "<sst><si><t>内</t><rPh><t>部</t></rPh></si><si><t>旧文</t></si></sst>".to_owned()
    });
    let found_there = found(Form::Xlsx, &second);
    for words in ["底稿", "内部", "5", "旧文"] {
        assert!(
            found_there.contains(&Foreign::HiddenText(words.to_owned())),
            "{words} in {found_there:?}"
        );
    }
    assert!(read(Form::Xlsx, &second).contains(&"hidden 底稿!A1: 内部".to_owned()));

    let noted = with(&base(), "xl/comments1.xml", |_| {
        r#"<comments><authors><author>赵某</author></authors><commentList><comment ref="A1"><text><r><t>再核</t></r></text></comment></commentList></comments>"#.to_owned()
    });
    let found_there = found(Form::Xlsx, &noted);
    assert!(found_there.contains(&Foreign::Author("赵某".to_owned())), "{found_there:?}");
    assert!(found_there.contains(&Foreign::Comment("再核".to_owned())), "{found_there:?}");

    let linked =
        with(&base(), "xl/externalLinks/externalLink1.xml", |_| "<externalLink/>".to_owned());
    assert_eq!(
        found(Form::Xlsx, &linked),
        [Foreign::ExternalLink("xl/externalLinks/externalLink1.xml".to_owned())]
    );
}

#[test]
fn planted_in_a_page_is_found() {
    let page = html(&sample());
    let own = |words: &str| words.to_owned();
    let cases = [
        ("<p hidden>密</p>", Foreign::HiddenText(own("密")), "hidden p: 密"),
        (
            "<p>甲<span style='display : NONE'>密</span>乙</p>",
            Foreign::HiddenText(own("密")),
            "p: 乙",
        ),
        ("<template><p>密</p></template>", Foreign::HiddenText(own("密")), "hidden p: 密"),
        ("<!-- 便笺 -->", Foreign::Comment(own(" 便笺 ")), "hidden comment:  便笺 "),
        ("<script>f('密')</script>", Foreign::Script(own("script")), "hidden script: f('密')"),
        ("<p onclick=f()>", Foreign::Script(own("p@onclick")), "p@onclick: f()"),
        ("<a href=' java\nscript:f()'>甲</a>", Foreign::Script(own("a@href")), "main: 甲"),
        (
            "<img src=//x.cn/a.png alt=合影>",
            Foreign::ExternalLink(own("//x.cn/a.png")),
            "img@alt: 合影",
        ),
        ("<IFRAME SRC=a>", Foreign::Embedded(own("iframe")), "iframe@src: a"),
        ("<meta name=author content=王某>", Foreign::Author(own("王某")), "meta@content: 王某"),
        (
            "<p style='background:u rl(a)'>",
            Foreign::ExternalLink(own("url(a)")),
            "p@style: background:u rl(a)",
        ),
    ];
    for (planted, expected, text) in cases {
        let page = page.replacen(
            "<main class=\"disclosure\">",
            &format!("<main class=\"disclosure\">{planted}"),
            1,
        );
        let found = found(Form::Html, page.as_bytes());
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
        let lines = read(Form::Html, page.as_bytes());
        assert!(lines.contains(&text.to_owned()), "{text} in {lines:?}");
    }
}

#[test]
fn a_word_with_a_tag_inside_is_one_text() {
    let lines = read(Form::Html, "<p>张<b>某</b>某<p>次段".as_bytes());
    assert_eq!(lines, ["p: 张某某", "p: 次段"]);
    let lines = read(Form::Html, "<p title='&#x5BC6;&amp;'>&#23494;&lt;&unknown;".as_bytes());
    assert_eq!(lines, ["p@title: 密&", "p: 密<&unknown;"]);
}

#[test]
fn the_ledger_itself_is_known_in_every_form() {
    let json = file::write(&ledger("一、整改"));
    let spaced = json.replace(":", " : ");
    assert_eq!(found(Form::Text, json.as_bytes()), [Foreign::InternalJson]);
    assert_eq!(found(Form::Text, spaced.as_bytes()), [Foreign::InternalJson]);
    for form in FORMS {
        let bytes = write(form, &publication("", &[(Part::Body, &json)]));
        assert_eq!(found(form, &bytes), [Foreign::InternalJson], "{form:?}");
    }
    let name = "rectification-ledger".as_bytes();
    assert_eq!(found(Form::Text, name), [], "the name alone is none");
}

#[test]
fn marks_of_markdown_are_told() {
    let text = "甲\\_乙 <!-- 便笺 -->\n[丙](http://x.cn)\n\\[丁\\](戊)\n<script>";
    let lines = read(Form::Markdown, text.as_bytes());
    assert_eq!(lines[0], "line 1: 甲_乙 <!-- 便笺 -->");
    assert_eq!(lines[2], "line 3: [丁](戊)");
    assert!(matches!(
        &found(Form::Markdown, text.as_bytes())[..],
        [Foreign::Comment(_), Foreign::ExternalLink(_), Foreign::Script(_)]
    ));
}

#[test]
fn what_cannot_be_read_is_an_error() {
    assert!(inspect(Form::Html, &[0xFF, 0xFE]).is_err());
    assert!(inspect(Form::Docx, b"PK\x03\x04").is_err());
    let bytes = with(&docx(&sample()), "word/footer1.xml", |xml| xml.replace("</w:ftr>", ""));
    assert!(inspect(Form::Docx, &bytes).is_err());
    let bytes = with(&docx(&sample()), "word/footer1.xml", |xml| {
        xml.replace("<w:ftr", r#"<!DOCTYPE w:ftr [<!ENTITY a "b">]><w:ftr"#)
    });
    assert!(inspect(Form::Docx, &bytes).is_err());
}

#[test]
fn broken_markup_ends_somewhere() {
    let json = include_str!("../fixtures/hostile/strings.json");
    let strings: Vec<String> = serde_json::from_str(json).expect("a list of strings");
    for string in strings.iter().filter(|string| string.len() < 500) {
        for (at, _) in string.char_indices() {
            for piece in [&string[..at], &string[at..]] {
                for form in [Form::Html, Form::Markdown, Form::Text] {
                    assert!(inspect(form, piece.as_bytes()).is_ok());
                }
            }
        }
    }
    let bytes = docx(&sample());
    for at in (0..bytes.len()).step_by(37) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        // Either is an answer; a panic is none.
        let _ = inspect(Form::Docx, &damaged);
        let _ = inspect(Form::Xlsx, &bytes[..at]);
    }
}
