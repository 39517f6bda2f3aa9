//! What is written into a table, row by row: the same rows stand for a workbook and for a CSV.

use rectification_ledger::edit::{Bulk, Command};
use rectification_ledger::export::csv::csv;
use rectification_ledger::filled::{Filled, Why};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, Status};
use rectification_ledger::office;
use rectification_ledger::session::Session;

use super::{AT, measures, part};
use crate::{CLASSIC, find, ledger};

/// A table as its cells. The first row names the part, the second the columns.
pub struct Cells(pub Vec<Vec<String>>);

impl Cells {
    pub fn of(ledger: &Ledger) -> Self {
        let text = csv(ledger);
        let (mut rows, mut cell, mut quoted) = (vec![Vec::new()], String::new(), false);
        let mut rest = text.trim_start_matches('\u{FEFF}').chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => rows.last_mut().unwrap().push(std::mem::take(&mut cell)),
                '\r' if !quoted => {}
                '\n' if !quoted => {
                    rows.last_mut().unwrap().push(std::mem::take(&mut cell));
                    rows.push(Vec::new());
                }
                c => cell.push(c),
            }
        }
        rows.pop();
        Self(rows)
    }

    pub fn column(&self, title: &str) -> usize {
        self.0[1].iter().position(|cell| cell == title).unwrap_or_else(|| panic!("no {title}"))
    }

    /// The row of a measure that starts so.
    pub fn row(&self, start: &str) -> usize {
        let column = self.column("整改措施");
        self.0.iter().position(|row| row[column].starts_with(start)).expect("a row")
    }

    pub fn set(&mut self, start: &str, title: &str, to: &str) {
        let (row, column) = (self.row(start), self.column(title));
        to.clone_into(&mut self.0[row][column]);
    }

    pub fn text(&self, divider: char) -> String {
        let cell = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let row = |row: &Vec<String>| {
            row.iter().map(cell).collect::<Vec<_>>().join(&divider.to_string()) + "\r\n"
        };
        self.0.iter().map(row).collect()
    }

    fn read(&self, base: &Ledger) -> Filled {
        office::csv::fill(&office::csv::read(&self.text(',')).expect("ours"), base, AT)
    }
}

/// Row, column and reason of each remark.
pub fn told(filled: &Filled) -> Vec<(u32, &str, &Why)> {
    filled.remarks.iter().map(|one| (one.row, one.column.as_str(), &one.why)).collect()
}

pub fn node<'a>(ledger: &'a Ledger, start: &str) -> &'a Node {
    ledger.get(find(ledger, Kind::Measure, start)).expect("found")
}

fn base(may_add: bool) -> Ledger {
    part(&ledger(CLASSIC), may_add)
}

/// Nodes of which something is another than before.
pub fn changed(before: &Ledger, after: &Ledger) -> Vec<Id> {
    let nodes = after.nodes().iter();
    nodes.filter(|node| before.get(node.id) != Some(node)).map(|node| node.id).collect()
}

#[test]
fn what_is_asked_for_is_taken_with_its_steps() {
    let base = base(false);
    let mut cells = Cells::of(&base);
    cells.set("制定学习计划", "整改进展", "已制定。\r\n已学习两次。  ");
    cells.set("制定学习计划", "整改状态", "已完成待核");
    cells.set("制定学习计划", "整改结果", "计划已执行");
    let filled = cells.read(&base);
    assert_eq!(told(&filled), []);
    let one = node(&filled.ledger, "制定学习计划");
    assert_eq!(one.get(Field::Progress), "已制定。\n已学习两次。");
    assert_eq!(one.record.status, Some(Status::AwaitingCheck));
    let [step] = one.record.steps() else { panic!("one step: {:?}", one.record.steps()) };
    assert_eq!((step.at, step.by.unit.as_str()), (AT, "技术科"));
    assert_eq!(changed(&base, &filled.ledger), [one.id]);
}

#[test]
fn what_cannot_be_taken_is_told_and_the_rest_is_taken() {
    let base = base(false);
    let mut cells = Cells::of(&base);
    cells.set("制定学习计划", "整改状态", "已完成待核");
    cells.set("制定学习计划", "整改进展", "有进展");
    cells.set("开展专题研讨", "整改状态", "差不多");
    cells.set("开展专题研讨", "整改时限", "2024/6/30");
    cells.set("修订办法", "整改措施", "另一件事");
    cells.set("公开台账", "整改状态", "整改中");
    let filled = cells.read(&base);
    let rows = ["制定学习计划", "开展专题研讨"].map(|start| cells.row(start) as u32 + 1);
    let other = cells.row("另一件事") as u32 + 1;
    let needs = vec![rectification_ledger::ledger::Need::Result];
    assert_eq!(
        told(&filled),
        [
            (rows[0], "整改状态", &Why::Lacks { needs }),
            (rows[1], "整改时限", &Why::NotAsked),
            (rows[1], "整改状态", &Why::Unknown),
            (other, "整改措施", &Why::NotAsked),
        ]
    );
    assert_eq!(node(&filled.ledger, "制定学习计划").get(Field::Progress), "有进展");
    let started = node(&filled.ledger, "公开台账");
    assert_eq!(started.record.status, Some(Status::InProgress));
    assert_eq!(changed(&base, &filled.ledger).len(), 2);
}

#[test]
fn a_day_in_another_notation_is_no_change() {
    let whole = ledger(CLASSIC);
    let ids = measures(&whole);
    let mut session = Session::new(whole, 0, 1);
    let days = ["2024-06-30", "2024年6月30日", "2024.6.30", "6月底前"];
    let cells = ids.iter().zip(days).map(|(id, day)| (*id, Field::Deadline, day.to_owned()));
    session.run(Command::Write { cells: cells.collect(), what: Bulk::Fill }, 0).expect("a change");
    let base = session.ledger().clone();
    let mut cells = Cells::of(&base);
    let column = cells.column("整改时限");
    for (row, day) in
        cells.0[2..].iter_mut().zip(["2024/6/30", "2024-06-30", "2024年6月30日", " 6月底前 "])
    {
        day.clone_into(&mut row[column]);
    }
    let filled = cells.read(&base);
    assert_eq!((told(&filled), &filled.ledger), (vec![], &base));
    cells.0[2][column] = "2024年7月1日".to_owned();
    let filled = cells.read(&base);
    assert_eq!(filled.ledger.get(ids[0]).expect("there").get(Field::Deadline), "2024-07-01");
}

#[test]
fn sorted_rows_and_moved_columns_are_the_same_rows() {
    let base = base(false);
    let mut cells = Cells::of(&base);
    cells.set("公开台账", "整改进展", "已公开");
    cells.0[2..].sort_by_key(|row| std::cmp::Reverse(row[3].clone()));
    for row in &mut cells.0[1..] {
        row.rotate_left(2);
        row.insert(1, String::new());
    }
    cells.0[1][1] = "科室意见".to_owned();
    cells.0[3][1] = "同意".to_owned();
    let filled = cells.read(&base);
    let one = node(&filled.ledger, "公开台账");
    assert_eq!(one.get(Field::Progress), "已公开");
    assert_eq!(changed(&base, &filled.ledger), [one.id]);
    let reasons: Vec<&Why> = told(&filled).into_iter().map(|(.., why)| why).collect();
    assert_eq!(reasons, [&Why::Reordered { findings: 2 }, &Why::Extra { cells: 1 }]);
    assert_eq!(
        (filled.remarks[1].column.as_str(), filled.remarks[1].written.as_str()),
        ("科室意见", "同意")
    );
}

#[test]
fn rows_without_an_id_and_copies_are_new_measures() {
    let base = base(true);
    let mut cells = Cells::of(&base);
    let at = cells.row("制定学习计划");
    let id = cells.column("行标识（勿改）");
    let mut copy = cells.0[at].clone();
    copy[cells.column("整改措施")] = "办读书班".to_owned();
    copy[cells.column("整改状态")] = "整改中".to_owned();
    let mut new = copy.clone();
    (new[id], new[cells.column("整改措施")]) = (String::new(), "建学习档案".to_owned());
    (new[cells.column("问题")], new[cells.column("序号")]) = (String::new(), String::new());
    cells.0.insert(at + 1, copy);
    cells.0.insert(at + 2, new);
    let mut last = vec![String::new(); cells.0[1].len()];
    last[cells.column("整改措施")] = "末行新增".to_owned();
    last[0] = cells.0[cells.row("修订办法")][0].clone();
    cells.0.push(last);
    cells.0.push(vec!["填表人：某".to_owned()]);
    let filled = cells.read(&base);
    let rows = cells.0.len() as u32;
    assert_eq!(told(&filled), [(rows, "", &Why::Stray)]);
    let text = filled.ledger.text();
    assert!(
        text.contains("一是制定学习计划，每月集中学习一次；二是办读书班；三是建学习档案；四是开展"),
        "{text}"
    );
    let copy = node(&filled.ledger, "办读书班");
    assert_eq!((copy.record.status, copy.record.steps().len()), (Some(Status::InProgress), 1));
    let finding = node(&filled.ledger, "修订办法").parent;
    assert_eq!(node(&filled.ledger, "末行新增").parent, finding);
    // The same file gives the same ids, and another row leaves them as they are.
    assert_eq!(cells.read(&base).ledger, filled.ledger);
    cells.0.remove(at + 1);
    let again = cells.read(&base).ledger;
    assert_eq!(node(&again, "建学习档案").id, node(&filled.ledger, "建学习档案").id);
    // Nobody asked for rows.
    let shut = super::part(&ledger(CLASSIC), false);
    let filled = cells.read(&shut);
    let why: Vec<&Why> = told(&filled).into_iter().map(|(.., why)| why).collect();
    assert_eq!((why, &filled.ledger), (vec![&Why::Added, &Why::Added, &Why::Stray], &shut));
}

#[test]
fn a_whole_ledger_loses_gains_and_moves_rows() {
    let base = ledger(CLASSIC);
    let mut cells = Cells::of(&base);
    let gone = cells.row("公开台账");
    cells.0.remove(gone);
    let (number, finding) = (cells.column("序号"), cells.column("问题"));
    let to = cells.0[cells.row("修订办法")].clone();
    let at = cells.row("开展专题研讨");
    for column in [number, finding] {
        cells.0[at][column] = to[column].clone();
    }
    cells.set("制定学习计划", "整改措施", "制定学习计划并检查");
    let filled = cells.read(&base);
    assert_eq!(told(&filled), []);
    assert!(filled.ledger.nodes().iter().all(|node| !node.text.starts_with("公开台账")));
    assert_eq!(node(&filled.ledger, "开展专题研讨").parent, node(&base, "修订办法").parent);
    assert_eq!(node(&filled.ledger, "制定学习计划并检查").id, node(&base, "制定学习计划").id);
    // In a part, rows neither go nor move.
    let part = super::part(&base, false);
    let filled = cells.read(&part);
    let why = told(&filled).into_iter().map(|(.., why)| why).filter(|why| **why != Why::Gone);
    assert_eq!(why.collect::<Vec<_>>(), [&Why::Removed, &Why::NotAsked, &Why::Moved]);
    assert!(filled.ledger == part);
}

#[test]
fn ids_that_were_parted_from_their_texts_are_told() {
    let base = base(false);
    let mut cells = Cells::of(&base);
    let id = cells.column("行标识（勿改）");
    cells.set("公开台账", "整改进展", "已公开");
    // Every column was sorted but that of the ids.
    let mut ids: Vec<String> = cells.0[2..].iter().map(|row| row[id].clone()).collect();
    ids.rotate_left(1);
    for (row, own) in cells.0[2..].iter_mut().zip(ids) {
        row[id] = own;
    }
    let rows = cells.0.len() - 2;
    let filled = cells.read(&base);
    assert_eq!(told(&filled), [(3, "", &Why::Sheared { rows })]);
    let one = node(&filled.ledger, "公开台账");
    assert_eq!(one.get(Field::Progress), "已公开");
    assert_eq!(changed(&base, &filled.ledger), [one.id]);
    // Without the column altogether.
    for row in &mut cells.0[1..] {
        row.remove(id);
    }
    assert_eq!(cells.read(&base).ledger, filled.ledger);
}

#[test]
fn a_text_longer_than_a_cell_stays_whole() {
    let whole = ledger(CLASSIC);
    let id = measures(&whole)[0];
    let mut session = Session::new(whole, 0, 1);
    for long in ["修订制度并明确责任。".repeat(4_000), "行\n".repeat(300)] {
        let set = Command::Set { id, field: Field::Remark, to: long.clone() };
        session.run(set, 0).expect("a change");
        let base = session.ledger().clone();
        let mut cells = Cells::of(&base);
        let (row, column) = (2, cells.column("备注"));
        let cell = &cells.0[row][column];
        assert!(cell.encode_utf16().count() <= 32_767 && cell.ends_with("请勿在此格修改）"));
        assert_eq!(cells.read(&base).ledger, base);
        cells.0[row][column].insert(0, '改');
        let filled = cells.read(&base);
        assert_eq!((told(&filled), &filled.ledger), (vec![(3, "备注", &Why::Cut)], &base));
    }
}

#[test]
fn tables_that_spreadsheets_saved_are_read() {
    let base = base(false);
    let mut cells = Cells::of(&base);
    cells.set("公开台账", "整改进展", "已公开；“两次”\n三次");
    let filled = cells.read(&base);
    for divider in [';', '\t'] {
        let text = cells.text(divider);
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        let text = rectification_ledger::read::text(&bytes).expect("Chinese");
        let returned = office::csv::read(&text).expect("ours");
        assert_eq!((returned.slice.as_str(), returned.version), ("s-1", Some(7)));
        assert_eq!(office::csv::fill(&returned, &base, AT), filled);
    }
    assert_eq!(office::csv::read("序号,问题\r\n1,甲\r\n"), None);
    assert_eq!(office::csv::read("整改台账填报表"), None);
}

#[test]
fn no_table_changes_nothing() {
    let base = ledger(CLASSIC);
    let mut cells = Cells::of(&base);
    cells.0.truncate(2);
    let filled = cells.read(&base);
    assert_eq!((told(&filled), &filled.ledger), (vec![(0, "", &Why::NoTable)], &base));
}
