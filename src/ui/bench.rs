//! The page's handles for the benchmark, in builds with the feature `bench` alone: rows come in as
//! a stream of JSON, and what a person would press is pressed by name.

use std::cell::RefCell;

use leptos::prelude::*;
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::desk::Desk;
use super::grid::Surface;
use crate::edit::{Bulk, Command};
use crate::file::Content;
use crate::ledger::wording;
use crate::ledger::{Field, Id, Kind, Ledger, Node, Particulars};
use crate::rows::{Column, Grouping, Row, Sort};

thread_local! {
    static PAGE: RefCell<Option<(Desk, Surface)>> = const { RefCell::new(None) };
    static LOAD: RefCell<Load> = RefCell::new(Load::default());
}

#[derive(Default)]
struct Load {
    tail: Vec<u8>,
    nodes: Vec<Node>,
    direction: Option<(Id, String)>,
}

#[derive(Deserialize)]
struct Item {
    id: u64,
    direction: String,
    issue: String,
    sub: String,
    measures: String,
    target: String,
    leader: String,
    unit: String,
    deadline: String,
    status: String,
    progress: u32,
    notes: String,
}

/// Ids of the nodes of a row, counted from its number.
const NODES: u64 = 4;

pub fn offer(desk: Desk, surface: Surface) {
    PAGE.with(|page| *page.borrow_mut() = Some((desk, surface)));
}

fn page() -> (Desk, Surface) {
    PAGE.with(|page| page.borrow().expect("the page is there before it is measured"))
}

fn measure(row: u32) -> Id {
    Id::new(u64::from(row) * NODES + 4).expect("not zero")
}

fn at(row: u32) -> Row {
    let finding = Id::new(u64::from(row) * NODES + 2).expect("not zero");
    Row { finding, measure: Some(measure(row)) }
}

/// The next bytes of a JSON list of rows.
#[wasm_bindgen]
pub fn bench_push(bytes: &[u8]) {
    LOAD.with(|load| {
        let load = &mut *load.borrow_mut();
        load.tail.extend_from_slice(bytes);
        let mut from = 0;
        // No text of these rows has a brace.
        while let Some(end) = load.tail[from..].iter().position(|byte| *byte == b'}') {
            let start = load.tail[from..].iter().position(|byte| *byte == b'{').unwrap_or(0);
            let item = serde_json::from_slice(&load.tail[from + start..=from + end]);
            from += end + 1;
            add(&mut load.nodes, &mut load.direction, item.expect("a row of the benchmark"));
        }
        load.tail.drain(..from);
    });
}

fn add(nodes: &mut Vec<Node>, above: &mut Option<(Id, String)>, item: Item) {
    let id = |by: u64| Id::new(item.id * NODES + by).expect("not zero");
    let node = |id, parent, kind, before: &str, text: String| {
        let before = before.to_owned();
        Node { before, text, ..Node::empty(id, parent, kind) }
    };
    if above.as_ref().is_none_or(|(_, text)| *text != item.direction) {
        *above = Some((id(1), item.direction.clone()));
        nodes.push(node(id(1), None, Kind::Direction, "\n", item.direction.clone()));
    }
    let direction = above.as_ref().map(|(id, _)| *id);
    nodes.push(node(id(2), direction, Kind::Finding, "\n", item.issue));
    let more = format!("{}；{}；{}%", item.sub, item.target, item.progress);
    nodes.push(node(id(3), Some(id(2)), Kind::Narrative, "\n", more));
    let mut own = node(id(4), Some(id(2)), Kind::Measure, "\n整改情况：", item.measures);
    let status = match item.status.as_str() {
        "基本完成" => Some(crate::ledger::Status::StruckOff),
        words => wording::status(words),
    };
    let record = &mut own.record;
    (record.status, record.leader, record.unit) = (status, item.leader, item.unit);
    (record.deadline, record.remark) = (item.deadline, item.notes);
    nodes.push(own);
}

/// All rows are in: they are the ledger now.
#[wasm_bindgen]
pub fn bench_finish() {
    let load = LOAD.with(|load| std::mem::take(&mut *load.borrow_mut()));
    let mut nodes = load.nodes;
    nodes.shrink_to_fit();
    // No other table asks for anything before a status is set.
    let particulars = Particulars {
        report_needs: Vec::new(),
        strike_off_needs: Vec::new(),
        ..Particulars::default()
    };
    let ledger = Ledger::with(Content {
        name: "比较用的台账".to_owned(),
        particulars,
        nodes,
        ..Content::default()
    })
    .expect("a well-formed ledger");
    let (desk, _) = page();
    desk.arrange(|layout| {
        layout.show(Column::Field(Field::Remark), true);
        layout.show(Column::Direction, true);
        layout.set_lines(0);
    });
    desk.start_with(ledger, |view| view.group = Grouping::None);
}

#[wasm_bindgen]
pub fn bench_count() -> usize {
    page().0.table.with_untracked(|table| table.rows())
}

#[wasm_bindgen]
pub fn bench_reveal(row: u32) {
    let (desk, surface) = page();
    if let Some(line) = desk.table.with_untracked(|table| table.find(at(row))) {
        surface.scroll_to_line(line);
        surface.reveal(line, Column::Field(Field::Remark));
    }
}

#[wasm_bindgen]
pub fn bench_filter(text: String) {
    page().0.look(|view| {
        view.filter.text = text;
        view.filter.within = Some(Column::Finding);
    });
}

#[wasm_bindgen]
pub fn bench_filter_status(code: String) {
    page().0.look(|view| view.filter.set_values(Column::Field(Field::Status), vec![code]));
}

#[wasm_bindgen]
pub fn bench_clear() {
    page().0.look(|view| view.filter = Default::default());
}

#[wasm_bindgen]
pub fn bench_sort(is_sorted: bool) {
    let sort = Sort { column: Column::Field(Field::Deadline), descending: false };
    page().0.look(|view| view.sort = is_sorted.then_some(sort));
}

#[wasm_bindgen]
pub fn bench_bulk(rows: Vec<u32>, code: String) {
    let ids: Vec<Id> = rows.into_iter().map(measure).collect();
    let of = |field, value: &str| {
        let value = value.to_owned();
        ids.iter().map(move |id| (*id, field, value.clone())).collect::<Vec<_>>()
    };
    let mut cells = of(Field::Status, &code);
    if code == "long_term" {
        // It is asked for with that stage.
        cells.extend(of(Field::Review, "2030-01-01"));
    }
    page().0.run(Command::Write { cells, what: Bulk::Fill });
}

#[wasm_bindgen]
pub fn bench_undo() {
    page().0.undo();
}
