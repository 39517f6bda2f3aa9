//! The document that goes out.

use std::fs;
use std::path::PathBuf;

use rectification_ledger::disclose::{Edition, Part, document};
use rectification_ledger::edit::{Command, Place};
use rectification_ledger::export::html::html;
use rectification_ledger::ledger::{Field, Kind};
use rectification_ledger::session::Session;

use crate::{CLASSIC, SEED, find, ledger};

#[test]
fn paragraphs_are_those_of_the_report() {
    let document = document(&ledger(SEED), Edition::Internal);
    let texts: Vec<String> = document.paragraphs.iter().map(|one| one.text()).collect();
    let lines: Vec<&str> = SEED.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(texts, lines);
    let count = |part| document.paragraphs.iter().filter(|one| one.part == part).count();
    assert_eq!(
        [Part::Chapter, Part::Direction, Part::Finding, Part::SubFinding, Part::Body, Part::Prose]
            .map(count),
        [3, 3, 9, 8, 13, 13]
    );
}

#[test]
fn the_edited_classic_reads_as_it_should() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let to = "制定年度学习计划<b>&\"\n并按季度检查".to_owned();
    session.run(Command::Set { id, field: Field::Text, to }, 0).expect("a change");
    let finding = find(session.ledger(), Kind::Finding, "理论学习不够深入");
    session.run(Command::AddMeasure { finding, place: Place::Last }, 0).expect("a change");
    let id = session.history().entries()[1].edits.iter().find_map(|edit| match edit {
        rectification_ledger::edit::Edit::Insert { node, .. } => Some(node.id),
        _ => None,
    });
    let set = Command::Set {
        id: id.expect("added"),
        field: Field::Text,
        to: "建立长效机制。".to_owned(),
    };
    session.run(set, 0).expect("a change");

    let found = html(&document(session.ledger(), Edition::Internal));
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/golden/classic.html");
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&path, &found).expect("written");
    }
    assert_eq!(found, fs::read_to_string(path).expect("the golden file"));
}

#[test]
fn markup_in_a_text_stays_text() {
    let hostile = "<script>alert(1)</script>\"' onload=x]]>&lt;";
    let page = html(&document(&ledger(hostile), Edition::Internal));
    assert!(!page.contains("<script"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(page.contains("]]&gt;&amp;lt;"));
}

#[test]
fn a_page_has_a_title_a_table_and_who_signs() {
    let page = html(&crate::published::sample());
    let (_, main) = page.split_once("<main class=\"disclosure\">").expect("a body");
    assert!(main.starts_with("<h1>关于巡察整改进展情况的通报</h1><p>现将"), "{main}");
    let (_, table) = main.split_once("</colgroup>").expect("a table");
    let (table, after) = table.split_once("</table></div>").expect("its end");
    assert_eq!(
        table,
        "<thead><tr><th scope=\"col\">序号</th><th scope=\"col\">问题</th>\
         <th scope=\"col\">措施</th></tr></thead><tbody><tr><td rowspan=\"2\">1</td>\
         <td rowspan=\"2\">台账不全</td><td>补登</td></tr><tr><td>核对</td></tr></tbody>"
    );
    assert!(after.ends_with("<p class=\"signature\">2024年7月1日</p></main></body></html>"));
    let turned = html(&crate::published::publication("甲\u{202E}乙", &[]));
    assert!(turned.contains("<title>甲\u{FFFD}乙</title>"));
}
