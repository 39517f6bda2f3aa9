//! Looking through a report: what a person decides, and what becomes of the rest.

use rectification_ledger::edit::{Action, Command};
use rectification_ledger::ledger::{Field, Kind, Ledger};
use rectification_ledger::office::Source;
use rectification_ledger::parse::{Column, Part};
use rectification_ledger::review::{Review, Shift};
use rectification_ledger::session::Session;

use crate::{CLASSIC, find, ledger};

fn review(text: &str) -> Review {
    Review::of("报告".to_owned(), Source { text: text.to_owned(), notes: Vec::new() })
}

/// The kind and words of each node.
fn nodes(review: &Review) -> Vec<String> {
    let nodes = review.nodes().iter().enumerate();
    nodes.map(|(at, node)| format!("{:?} {}", node.kind, review.pieces(at)[1])).collect()
}

fn node(review: &Review, words: &str) -> usize {
    let found = (0..review.nodes().len()).find(|at| review.pieces(*at)[1].contains(words));
    found.unwrap_or_else(|| panic!("no node says {words}"))
}

fn assert_lossless(review: &Review) {
    assert_eq!(review.ledger().expect("well formed").text(), review.text());
}

#[test]
fn one_finding_told_by_hand_teaches_those_numbered_alike() {
    let text =
        "一、有关情况\n1.甲处的事。\n做法甲。\n2.乙处的事。\n做法乙。\n3.丙处的事。\n做法丙。";
    let first = review(text);
    assert_eq!(first.summary().findings, 0, "{:?}", nodes(&first));
    let taught = first.again(first.claim_node(node(&first, "甲处的事"), Part::Finding));
    assert_eq!(taught.summary().findings, 3, "{:?}", nodes(&taught));
    assert_eq!(taught.summary().measures, 3);
    let other = taught.again(taught.claim_node(node(&taught, "丙处的事"), Part::Narrative));
    assert_eq!(other.summary().findings, 2, "what is said of one line holds for it");
    assert_lossless(&other);
}

#[test]
fn a_stretch_is_cut_out_and_its_number_goes_with_it() {
    let text = "1.关于“学习不深入”问题\n整改情况：制定计划。另外，组织研讨三次。";
    let before = review(text);
    let from = text.find("另外").expect("there") as u32;
    let after = before.again(before.claim(from, text.len() as u32, Part::Measure));
    assert_eq!(nodes(&after)[1..], ["Measure 制定计划。", "Measure 另外，组织研讨三次。"]);
    let start = text.find("关于").expect("there") as u32;
    let headed = before.again(before.claim(start, start + 33, Part::Finding));
    assert_eq!(headed.pieces(0)[0], "1.关于“", "{:?}", nodes(&headed));
    assert_lossless(&headed);
}

#[test]
fn joining_splitting_levels_and_release() {
    let text = "1.关于“学习不深入”问题\n整改情况：一是制定计划；二是开展研讨。\n同时，通报情况。";
    let start = review(text);
    let stray = node(&start, "同时");
    let joined = start.again(start.join(stray).expect("there is one before it"));
    assert_eq!(joined.summary().unassigned, 0);
    assert_eq!(
        nodes(&joined).last().map(String::as_str),
        Some("Measure 开展研讨。\n同时，通报情况。")
    );
    let at = text.find("计划").expect("there") as u32;
    let split = start.again(start.split(at).expect("inside a measure"));
    assert_eq!(nodes(&split)[1..3], ["Measure 制定", "Measure 计划"]);
    assert!(start.split(0).is_none(), "nothing on one side");
    let half = text.find("通报").expect("there") as u32;
    let doubted = start.again(start.split(half).expect("inside the stray paragraph"));
    assert_eq!(doubted.summary().unassigned, 2, "a doubt cut in two is two doubts");
    let lower = start.again(start.shift(0, Shift::Down).expect("a finding has a level below"));
    assert_eq!(lower.part(0), Some(Part::Finding), "without a finding above it stays one");
    assert!(start.shift(stray, Shift::Up).is_none(), "what has no part has no level");
    let released = joined.again(joined.release(node(&joined, "开展研讨")));
    assert_eq!(nodes(&released), nodes(&start));
    assert_eq!(nodes(&joined.again(joined.undone())), nodes(&start));
    for review in [joined, split, doubted, lower] {
        assert_lossless(&review);
    }
}

#[test]
fn a_claim_on_an_item_does_not_swallow_those_behind_it() {
    let text = "关于“学习”问题\n整改情况：\n一是改。\n二是查。\n三是学。";
    let start = review(text);
    let after = start.again(start.claim_node(node(&start, "查"), Part::Narrative));
    assert_eq!(nodes(&after)[1..], ["Measure 改。", "Narrative 二是查。", "Measure 学。"]);
}

#[test]
fn columns_and_cells_are_told_otherwise() {
    let text =
        "序号\t反馈问题\t做法\t科室\n1\t学习不深入\t制定计划\t办公室\n2\t调研不够\t蹲点\t人事科";
    let start = review(text);
    let table = &start.tables()[0];
    assert_eq!(table.columns, [Column::Number, Column::Finding, Column::Other, Column::Other]);
    let columns =
        vec![Column::Number, Column::Finding, Column::Measure, Column::Field(Field::Unit)];
    let told = start.again(start.columns(table.at, columns));
    let ledger = told.ledger().expect("well formed");
    let units: Vec<&str> = measures(&ledger).map(|node| node.record.unit.as_str()).collect();
    assert_eq!(units, ["办公室", "人事科"]);
    let cell = told.again(told.claim_node(node(&told, "学习不深入"), Part::Narrative));
    assert_eq!(cell.summary().findings, 1, "only that cell changes: {:?}", nodes(&cell));
    assert_lossless(&cell);
}

fn measures(ledger: &Ledger) -> impl Iterator<Item = &rectification_ledger::ledger::Node> {
    ledger.nodes().iter().filter(|node| node.kind == Kind::Measure)
}

#[test]
fn each_row_of_a_table_gives_to_its_own_measures_whatever_the_order_of_columns() {
    let rows = [
        ["1", "学习不深入", "制定计划", "办公室"],
        ["2", "调研不够", "一是蹲点；二是走访", "人事科"],
    ];
    let names = ["序号", "反馈问题", "整改措施", "责任单位"];
    for order in [[0, 1, 2, 3], [0, 3, 1, 2], [3, 0, 1, 2], [0, 1, 3, 2], [1, 3, 2, 0]] {
        let line = |cells: [&str; 4]| order.map(|at| cells[at]).join("\t");
        let text = [line(names), line(rows[0]), line(rows[1])].join("\n");
        let ledger = review(&text).ledger().expect("well formed");
        let units: Vec<&str> = measures(&ledger).map(|node| node.record.unit.as_str()).collect();
        assert_eq!(units, ["办公室", "人事科", "人事科"], "{text}");
        assert_eq!(ledger.text(), text);
    }
}

#[test]
fn what_the_report_states_of_one_measure_follows_its_record() {
    let text = "关于“甲”问题\n整改情况：制定计划。（责任单位：办公室；完成情况：正在整改）\n关于“乙”问题\n整改情况：一是学；二是改。\n责任单位：人事科";
    let mut session = Session::new(ledger(text), 0, 1);
    let mut set = |words: &str, field, to: &str| {
        let id = find(session.ledger(), Kind::Measure, words);
        session.run(Command::Set { id, field, to: to.to_owned() }, 0).expect("a change");
        session.ledger().text()
    };
    let now = set("制定计划", Field::Unit, "机关党委");
    assert!(now.contains("（责任单位：机关党委；完成情况：正在整改）"), "{now}");
    set("制定计划", Field::Result, "计划已印发");
    let now = set("制定计划", Field::Status, "awaiting_check");
    assert!(now.contains("完成情况：已完成）"), "{now}");
    let now = set("学", Field::Unit, "组织科");
    assert!(now.contains("责任单位：人事科"), "what is stated for two stays: {now}");
    let now = set("改", Field::Unit, "组织科");
    assert!(now.contains("责任单位：人事科"), "{now}");
    for _ in 0..5 {
        session.undo(0);
    }
    assert_eq!(session.ledger().text(), text);
}

#[test]
fn a_cell_that_others_repeat_stays_as_it_reads() {
    let text = "序号\t反馈问题\t整改措施\t责任单位\n1\t学习不深入\t制定计划\t办公室\n2\t调研不够\t蹲点\t〃";
    let mut session = Session::new(ledger(text), 0, 1);
    let units: Vec<String> =
        measures(session.ledger()).map(|node| node.record.unit.clone()).collect();
    assert_eq!(units, ["办公室", "办公室"]);
    let id = find(session.ledger(), Kind::Measure, "制定计划");
    session
        .run(Command::Set { id, field: Field::Unit, to: "人事科".to_owned() }, 0)
        .expect("a change");
    assert_eq!(session.ledger().text(), text, "〃 below would come to mean something else");
}

#[test]
fn a_report_is_added_behind_the_ledger_and_taken_back_in_one_step() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let before = session.ledger().clone();
    let other = ledger("1.关于“学习不深入”问题\n整改情况：制定计划。");
    let command = Command::Append { from: Box::new(other.clone()) };
    let action = session.run(command, 0).expect("nodes to add").action;
    assert_eq!(action, Action::Append);
    let separator = if before.text().ends_with('\n') { "" } else { "\n" };
    assert_eq!(session.ledger().text(), before.text() + separator + &other.text());
    session.ledger().check_invariants().expect("well formed, with ids of their own");
    session.undo(0);
    assert_eq!(*session.ledger(), before);
    session.redo(0);
    assert_eq!(session.ledger().nodes().len(), before.nodes().len() + other.nodes().len());
}

#[test]
fn a_deadline_keeps_its_wording_beside_the_day() {
    let text = "关于“甲”问题\n整改情况：制定计划。\n完成时限：2024年6月底前\n关于“乙”问题\n整改情况：学习。\n完成时限：立行立改";
    let ledger = ledger(text);
    let records: Vec<_> = measures(&ledger).map(|node| &node.record).collect();
    assert_eq!(records[0].deadline, "2024年6月底前");
    assert_eq!(records[0].due().map(|day| day.to_string()).as_deref(), Some("2024-06-30"));
    assert_eq!((records[1].deadline.as_str(), records[1].due()), ("立行立改", None));
    assert_eq!(records[1].pace.map(|pace| pace.code()), Some("at_once"));
}
