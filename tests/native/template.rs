//! Templates: what each makes of a table, and that its document is within the grammar. Long because
//! each of the three is shown whole, and every way a table can lack something.

mod round_trip;

use std::fs;
use std::path::Path;

use rectification_ledger::edit::{Command, Place, Refused};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, Record, wording};
use rectification_ledger::office::{self, Source};
use rectification_ledger::parse::{Claim, Decisions, Parsing, Part};
use rectification_ledger::session::Session;
use rectification_ledger::template::{Template, applied, applies, blank, placeholders};

use crate::{CLASSIC, SEED, find, ledger};

/// A small table: a band, a finding that is repeated by 〃, a stage in the table's own words, and a
/// column that the ledger has no place for.
const TABLE: &str = "县水务局巡察整改台账
序号\t反馈问题\t整改措施\t责任单位\t责任领导\t整改时限\t整改状态\t资金
一、党的建设方面
1\t学习“走过场”\t修订学习制度\t办公室\t王某某\t2024-06-30\t已完成\t
〃\t〃\t\"每月通报。
按季考核\"\t机关党委\t\t长期坚持\t基本完成\t0.3
二、业务工作方面
2\t水费收缴不规范；公示不及时\t公开收费标准\t财务股\t李某\t2024-12-31\t\t
填表人：局整改办";

/// The reports that are nothing but a table.
const TABLES: [&str; 7] = [
    "table-cell-with-two-measures",
    "table-flattened-cell-per-line",
    "table-tab-quoted-multiline-cell",
    "table-tab-section-rows",
    "table-tab-several-measures-per-problem",
    "table-tab-simple",
    "table-unit-before-problem",
];

fn laid(ledger: &Ledger, template: Template) -> Ledger {
    let mut ids = 1_000_000..;
    applied(ledger, template, &mut || ids.next().and_then(Id::new).expect("not zero"))
}

/// Kinds, texts, records and steps of the rows, in document order.
fn rows(ledger: &Ledger) -> Vec<(Id, String, Record)> {
    let is_row = |node: &&Node| matches!(node.kind, Kind::Finding | Kind::Measure);
    let row = |node: &Node| (node.id, node.text.clone(), node.record.clone());
    ledger.nodes().iter().filter(is_row).map(row).collect()
}

/// The document of a template around a text's ledger, from its ledger chapter on.
fn document(text: &str, template: Template) -> String {
    let ledger = ledger(text);
    assert!(applies(&ledger));
    let laid = laid(&ledger, template);
    laid.check_invariants().expect("well formed");
    assert!(!applies(&laid));
    let document = laid.text();
    let from = document.find("【组织整改的做法】\n").expect("the first chapter");
    document[from + "【组织整改的做法】\n".len()..].to_owned()
}

#[test]
fn a_table_in_quoted_headings() {
    let expected = "二、巡察反馈问题整改落实情况
（一）“党的建设”方面
1.关于“学习“走过场””问题
整改落实情况：一是修订学习制度；二是每月通报。按季考核。
备注：整改状态：基本完成
备注：资金：0.3
（二）“业务工作”方面
1.关于“水费收缴不规范；公示不及时”问题
整改落实情况：公开收费标准
三、下一步工作安排
【下一步打算】
填表人：局整改办";
    assert_eq!(document(TABLE, Template::Quoted), expected);
}

#[test]
fn a_table_under_chapters_that_are_directions() {
    let expected = "二、在党的建设方面
（一）关于学习“走过场”的问题。
整改情况：
1.修订学习制度；
2.每月通报。按季考核。
备注：整改状态：基本完成
备注：资金：0.3
三、在业务工作方面
（一）关于“水费收缴不规范；公示不及时”的问题。
整改情况：
1.公开收费标准。
四、下一步工作打算
【下一步打算】
填表人：局整改办";
    assert_eq!(document(TABLE, Template::Headings), expected);
}

#[test]
fn a_table_with_what_its_records_state() {
    let expected = "二、反馈问题逐项整改情况
（一）在“党的建设”方面
1.反馈问题：学习“走过场”
整改措施：（1）修订学习制度（责任领导：王某某；责任单位：办公室；整改时限：2024-06-30；完成情况：已完成）；（2）每月通报。按季考核（责任单位：机关党委；整改时限：长期坚持）。
备注：整改状态：基本完成
备注：资金：0.3
（二）在“业务工作”方面
1.反馈问题：水费收缴不规范；公示不及时
整改措施：（1）公开收费标准。
责任领导：李某
责任单位：财务股
整改时限：2024-12-31
三、后续工作安排
【下一步打算】
填表人：局整改办";
    assert_eq!(document(TABLE, Template::Stated), expected);
}

#[test]
fn what_stands_before_the_table_stands_before_the_lead() {
    let text = laid(&ledger(TABLE), Template::Quoted).text();
    let lines: Vec<&str> = text.lines().take(2).collect();
    assert_eq!(lines[0], "县水务局巡察整改台账");
    assert!(lines[1].starts_with("根据【上级党委】") && lines[1].ends_with("通报如下："));
}

#[test]
fn a_workbook_becomes_a_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/office/book.xlsx");
    let Source { text, .. } = office::read(&fs::read(path).expect("readable")).expect("a book");
    let expected = "二、巡察反馈问题整改落实情况
1.关于“饮水工程推进缓慢”问题
整改落实情况：一是倒排工期；每周调度。二是修订“供水”办法。
备注：资金（万元）：0.3
备注：完成：是
备注：资金（万元）：3
备注：完成：否
三、下一步工作安排
【下一步打算】
说明
每月5日前报送";
    assert_eq!(document(&text, Template::Quoted), expected);
    let deadlines = |ledger: &Ledger| -> Vec<String> {
        let measures = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
        measures.map(|node| node.get(Field::Deadline).to_owned()).collect()
    };
    assert_eq!(deadlines(&laid(&ledger(&text), Template::Quoted)), ["2024-06-30", "2024-12"]);
}

/// What the document states, edited in the table.
#[test]
fn stated_fields_follow_their_records() {
    let text = "序号\t反馈问题\t整改目标\t整改措施\t责任单位
1\t学习不深入\t学习成为经常\t制定计划\t甲局
2\t调研不够\t\t一是分片；二是通报\t乙局";
    let mut session = Session::new(ledger(text), 0, 1);
    session.run(Command::Lay { template: Template::Stated }, 0).expect("a document");
    let cells = [
        (Kind::Finding, "学习不深入", Field::Target, "入脑入心"),
        (Kind::Measure, "制定计划", Field::Unit, "丙局"),
        (Kind::Measure, "通报", Field::Unit, "丁局"),
    ];
    for (kind, start, field, to) in cells {
        let (id, to) = (find(session.ledger(), kind, start), to.to_owned());
        session.run(Command::Set { id, field, to }, 0).expect("a change");
    }
    let expected = "1.反馈问题：学习不深入
整改目标：入脑入心
整改措施：（1）制定计划。
责任单位：丙局
2.反馈问题：调研不够
整改措施：（1）分片（责任单位：乙局）；（2）通报（责任单位：丁局）。
三、";
    assert!(session.ledger().text().contains(expected), "{}", session.ledger().text());
}

/// Every cell of every table is in the document or in a record, and the document gives the rows
/// back.
#[test]
fn no_table_loses_a_value() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let office = ["book.xlsx", "table.docx"].map(|name| {
        let bytes = fs::read(folder.join("office").join(name)).expect("readable");
        office::read(&bytes).expect("readable").text
    });
    let reports = TABLES.map(|name| {
        let path = folder.join("reports").join(name).with_extension("txt");
        fs::read_to_string(path).expect("UTF-8")
    });
    for text in office.iter().chain(&reports).map(String::as_str).chain([TABLE]) {
        let before = ledger(text);
        for template in Template::ALL.iter().copied() {
            let laid = laid(&before, template);
            let document = laid.text();
            let again = ledger(&document);
            assert_eq!(told(&again, true), told(&laid, false), "{document}");
            for node in before.nodes().iter().filter(|node| !is_head(node)) {
                let is_told = |line: &str| {
                    let line = line.trim_end_matches("方面").replace("\"\"", "\"");
                    document.contains(line.as_str()) || is_recorded(&laid, &line)
                };
                let mut lines = node.text.lines().filter(|line| *line != "〃");
                assert!(lines.all(is_told), "{} in {document}", node.text);
            }
        }
    }
}

fn is_head(node: &Node) -> bool {
    let names = ["序号", "反馈问题", "问题", "整改措施", "责任单位", "责任领导", "整改时限"];
    let first = node.text.split('\t').next().unwrap_or_default();
    node.kind == Kind::Narrative && names.contains(&first)
}

fn is_recorded(ledger: &Ledger, words: &str) -> bool {
    let stage = wording::status(words).filter(|stage| wording::status_word(*stage) == words);
    ledger.nodes().iter().any(|node| {
        node.record.status.is_some() && node.record.status == stage
            || Field::RECORD.iter().any(|field| node.get(*field) == words)
    })
}

#[test]
fn cells_left_of_their_problem_are_those_of_its_row() {
    let text = "序号\t整改类别名\t方面\t责任单位\t反馈问题\t整改措施
1\t重点\t党的建设\t甲局\t学习不深入\t制定计划
2\t一般\t党的建设\t乙局\t1.关于“调研不够”的问题\t分片包村
3\t一般\t（二）业务方面\t丙局\t台账不全\t";
    let expected = "二、巡察反馈问题整改落实情况
（一）“党的建设”方面
1.关于“学习不深入”问题
整改落实情况：制定计划
备注：整改类别名：重点
2.关于“调研不够”问题
整改落实情况：分片包村
备注：整改类别名：一般
（二）“业务”方面
1.关于“台账不全”问题
备注：整改类别名：一般
备注：责任单位：丙局
三、下一步工作安排
【下一步打算】";
    assert_eq!(document(text, Template::Quoted), expected);
}

#[test]
fn a_blank_ledger_has_something_to_begin_with() {
    for template in Template::ALL.iter().copied() {
        let blank = blank(template, "县水务局".to_owned());
        let count = |kind| blank.nodes().iter().filter(|node| node.kind == kind).count();
        let kinds = [Kind::Direction, Kind::Finding, Kind::Measure].map(count);
        assert_eq!((blank.name(), kinds), ("县水务局", [1, 1, 1]));
        let measure = blank.nodes().iter().find(|node| node.kind == Kind::Measure).expect("one");
        assert!(measure.text.is_empty() && !applies(&blank));
        assert_eq!(Template::from_code(template.code()), Some(template));
        let empty = Ledger::new(String::new(), Vec::new()).expect("well formed");
        assert!(applies(&empty));
        assert_eq!(laid(&empty, template).text(), blank.text());
    }
}

#[test]
fn every_bracket_of_a_template_is_to_be_filled_in() {
    for template in Template::ALL.iter().copied() {
        let text = blank(template, String::new()).text();
        assert_eq!(placeholders(&text).len(), text.matches('【').count(), "{text}");
    }
    let text = "【整改措施】由【本单位名称】落实";
    let found: Vec<&str> = placeholders(text).into_iter().map(|place| &text[place]).collect();
    assert_eq!(found, ["【本单位名称】"]);
}

/// Of all reports only those that are nothing but a table.
#[test]
fn a_report_has_its_document() {
    assert!(!applies(&ledger(SEED)) && !applies(&ledger(CLASSIC)));
    assert!(!applies(&ledger("关于“学习不深入”问题\n整改落实情况：制定计划。")));
    // A paragraph that a person called a finding stands as bare as a cell does.
    let mut decisions = Decisions::default();
    decisions.claim(Claim { from: 0, to: 15, part: Some(Part::Finding) });
    let draft = Parsing::new("学习不深入\n制定计划。", &decisions).finish();
    let by_hand = draft.into_ledger(String::new()).expect("well formed");
    assert_eq!(by_hand.nodes()[0].kind, Kind::Finding);
    assert!(!applies(&by_hand));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports");
    let mut applying = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a name").to_owned();
        if path.extension().is_some_and(|end| end == "txt")
            && applies(&ledger(&fs::read_to_string(path).expect("UTF-8")))
        {
            applying.push(name);
        }
    }
    applying.sort();
    assert_eq!(applying, TABLES);
}

#[test]
fn a_report_refuses_a_template() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let lay = Command::Lay { template: Template::Quoted };
    assert_eq!(session.run(lay, 0).err(), Some(Refused::WrongKind));
}

#[test]
fn what_was_built_up_in_the_table_is_laid_and_undone() {
    let empty = Ledger::new("台账".to_owned(), Vec::new()).expect("well formed");
    let mut session = Session::new(empty, 0, 1);
    session.run(Command::AddFirstFinding, 0).expect("a change");
    let finding = session.ledger().nodes()[0].id;
    for text in ["制定计划", "按月通报"] {
        session.run(Command::AddMeasure { finding, place: Place::Last }, 0).expect("a change");
        let id = session.ledger().nodes().last().expect("a measure").id;
        session
            .run(Command::Set { id, field: Field::Text, to: text.to_owned() }, 0)
            .expect("a change");
    }
    let to = "学习不深入".to_owned();
    session.run(Command::Set { id: finding, field: Field::Text, to }, 0).expect("a change");
    let before = session.ledger().clone();
    session.run(Command::Lay { template: Template::Quoted }, 0).expect("a document");
    let after = session.ledger().clone();
    assert_eq!(rows(&after), rows(&before), "the rows are those of before");
    let text = after.text();
    assert!(text.contains(
        "\n二、巡察反馈问题整改落实情况\n1.关于“学习不深入”问题\n整改落实情况：一是制定计划；二是按月通报。\n三、"
    ));
    session.undo(0).expect("there is something to undo");
    assert_eq!(*session.ledger(), before);
    session.redo(0).expect("there is something to redo");
    assert_eq!(*session.ledger(), after);
    let lay = Command::Lay { template: Template::Stated };
    assert_eq!(session.run(lay, 0).err(), Some(Refused::WrongKind), "it has a document now");
}

/// Rows that come and go in a document that was just begun.
#[test]
fn a_blank_ledger_is_built_up_within_its_document() {
    let expected = [
        "1.关于“【问题表述】”问题
整改落实情况：一是甲；二是乙；三是丙。
2.关于“丁”问题
整改落实情况：一是戊；二是己。
三、下一步工作安排",
        "（一）关于【问题表述】的问题。
整改情况：
1.甲；
2.乙；
3.丙。
（二）关于丁的问题。
整改情况：
1.戊；
2.己。
三、下一步工作打算",
        "1.反馈问题：【问题表述】
整改措施：（1）甲；（2）乙；（3）丙。
2.反馈问题：丁
整改措施：（1）戊；（2）己。
三、后续工作安排",
    ];
    for (template, expected) in Template::ALL.iter().zip(expected) {
        let mut session = Session::new(blank(*template, String::new()), 0, 1);
        let set = |session: &mut Session, id, to: &str| {
            let to = to.to_owned();
            session.run(Command::Set { id, field: Field::Text, to }, 0).expect("a change");
        };
        let last = |session: &Session, kind| {
            let mut nodes = session.ledger().nodes().iter();
            nodes.rfind(|node| node.kind == kind && node.text.is_empty()).expect("one").id
        };
        let first = find(session.ledger(), Kind::Finding, "【问题表述】");
        session.run(Command::AddFinding { beside: first }, 0).expect("a change");
        let second = last(&session, Kind::Finding);
        set(&mut session, second, "丁");
        let begun = last(&session, Kind::Measure);
        set(&mut session, begun, "甲");
        for (finding, texts) in [(first, &["乙", "丙", "删"][..]), (second, &["戊", "己"])] {
            for text in texts {
                let add = Command::AddMeasure { finding, place: Place::Last };
                session.run(add, 0).expect("a change");
                let id = last(&session, Kind::Measure);
                set(&mut session, id, text);
            }
        }
        let ids = vec![find(session.ledger(), Kind::Measure, "删")];
        session.run(Command::RemoveMeasures { ids }, 0).expect("a change");
        let text = session.ledger().text();
        assert!(text.contains(expected), "{text}");
    }
}

/// The rows as a document tells them. The mark that closes an item is the document's: “。” is read
/// with the text, “；” is not.
fn told(ledger: &Ledger, is_read: bool) -> Vec<String> {
    let mut told = Vec::new();
    for node in ledger.nodes() {
        match node.kind {
            Kind::Direction => told.push(node.text.clone()),
            Kind::Finding => {
                let path = ledger.path(node.id);
                let wholes = path.iter().filter(|above| above.kind == Kind::Finding).count();
                told.push(format!("{}{}", "#".repeat(wholes), node.text));
            }
            Kind::Measure => {
                let mark = if is_read { "" } else { &node.after };
                told.push(format!("- {}{mark}", node.text).trim_end_matches('；').to_owned());
            }
            Kind::Chapter | Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => {}
        }
    }
    told
}

#[test]
fn the_checkup_finds_nothing_in_a_template_but_what_is_to_be_filled_in() {
    use rectification_ledger::check::{Code, checkup};
    use rectification_ledger::ledger::Date;
    for template in Template::ALL {
        let blank = blank(*template, String::new());
        let day = Date::new(2026, 11, 28).expect("a day");
        let found = checkup(&blank, day);
        let others: Vec<_> = found.iter().filter(|one| one.code != Code::Placeholder).collect();
        let told: Vec<Code> = others.iter().map(|one| one.code).collect();
        assert_eq!(told, [Code::Unassigned], "{template:?}: {others:?}");
        let words = placeholders(&blank.text()).len();
        assert_eq!(found.len() - others.len(), words, "each is told");
    }
}
