//! Commands on many rows at once: each is one step, and does what the small commands do one after
//! another. Long because every command on many rows has its case, on the same ledger.

use proptest::prelude::*;
use rectification_ledger::edit::{
    Action, Bulk, Command, NewMeasure, Place, Refused, Touched, touched,
};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node};
use rectification_ledger::session::Session;

use crate::{CLASSIC, SEED, find, ledger};

const TABLE: &str = include_str!("../fixtures/reports/table-tab-several-measures-per-problem.txt");

/// A row that speaks of two measures: its cells are the finding's.
const SHARED: &str = include_str!("../fixtures/reports/table-cell-with-two-measures.txt");

/// Inline items, prose, cells, 〃, paragraphs with numbers, findings first and measures later.
const REPORTS: [&str; 7] = [
    CLASSIC,
    SEED,
    TABLE,
    "反馈问题\t整改措施\t责任单位\n甲\t修订制度\t办公室\n乙\t公开台账\t〃\n丙\t退款\t督查室\n",
    include_str!("../fixtures/reports/items-in-paragraphs.txt"),
    include_str!("../fixtures/reports/findings-first-zhendui-number.txt"),
    SHARED,
];

const FIELDS: [Field; 5] = [Field::Text, Field::Unit, Field::Leader, Field::Pace, Field::Text];

fn session(ledger: &Ledger) -> Session {
    Session::new(ledger.clone(), 0, 1)
}

fn of(ledger: &Ledger, kind: Kind) -> Vec<Id> {
    ledger.nodes().iter().filter(|node| node.kind == kind).map(|node| node.id).collect()
}

fn measures(ledger: &Ledger, finding: Id) -> Vec<Id> {
    let below = ledger.children(finding).filter(|node| node.kind == Kind::Measure);
    below.map(|node| node.id).collect()
}

/// One command as one step, there and back and there again; the ledger after it.
fn after(start: &Ledger, command: Command) -> Result<Ledger, Refused> {
    let mut session = session(start);
    session.run(command, 0)?;
    let end = session.ledger().clone();
    end.check_invariants().expect("still well formed");
    assert_eq!(session.history().last(), 1);
    session.undo(0).expect("a step");
    assert_eq!(session.ledger(), start, "undo leads back");
    session.redo(0).expect("a step");
    assert_eq!(*session.ledger(), end, "redo leads there again");
    Ok(end)
}

/// Carries out what is possible of some commands, one after another.
fn each(session: &mut Session, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        match session.run(command, 0) {
            Ok(_) | Err(Refused::Nothing) => {}
            Err(refused) => panic!("{refused}"),
        }
    }
}

/// Texts, frames and records without the ids, which are drawn in another order.
fn contents(ledger: &Ledger) -> Vec<(Kind, [&str; 3], &rectification_ledger::ledger::Record)> {
    ledger.nodes().iter().map(|node| (node.kind, node.pieces(), &node.record)).collect()
}

fn line(ledger: &Ledger, words: &str) -> String {
    ledger.text().lines().find(|line| line.contains(words)).unwrap_or_default().to_owned()
}

fn value(field: Field, word: &str) -> String {
    let is_code = field == Field::Pace && !word.is_empty();
    if is_code { "at_once".to_owned() } else { word.to_owned() }
}

#[test]
fn what_is_written_is_named_and_is_one_step() {
    let start = ledger(CLASSIC);
    let cells: Vec<_> = of(&start, Kind::Measure)
        .into_iter()
        .map(|id| (id, Field::Unit, "办公室".to_owned()))
        .collect();
    for (what, action) in [
        (Bulk::Fill, Action::Fill),
        (Bulk::Clear, Action::Clear),
        (Bulk::Replace, Action::ReplaceText),
        (Bulk::Cut, Action::Cut),
    ] {
        let mut session = session(&start);
        let cells = cells.clone();
        let done = session.run(Command::Write { cells: cells.clone(), what }, 0).expect("a change");
        assert_eq!((done.action, done.edits.len()), (action, cells.len()));
        let ids = cells.iter().map(|(id, ..)| *id).collect();
        assert_eq!(touched(&done.edits), Touched::Values(ids));
        let again = session.run(Command::Write { cells, what }, 0);
        assert_eq!(again.err(), Some(Refused::Nothing));
    }
}

#[test]
fn one_value_that_is_refused_refuses_all() {
    let start = ledger(CLASSIC);
    let id = of(&start, Kind::Measure)[0];
    let gone = Id::new(9999).expect("not zero");
    let good = (id, Field::Unit, "甲".to_owned());
    for (bad, refused) in [
        ((id, Field::Status, "finished".to_owned()), Refused::Value),
        ((gone, Field::Unit, "甲".to_owned()), Refused::Missing),
    ] {
        let cells = vec![good.clone(), bad.clone()];
        let written = after(&start, Command::Write { cells, what: Bulk::Fill });
        assert_eq!(written.err(), Some(refused.clone()));
        let (cells, finding) = (vec![good.clone()], start.get(id).expect("there").parent);
        let row = vec![(bad.1, bad.2)];
        let finding = if refused == Refused::Missing { gone } else { finding.expect("under one") };
        let pasted = after(
            &start,
            Command::Paste { cells, rows: vec![NewMeasure { finding, fields: row }] },
        );
        assert_eq!(pasted.err(), Some(refused));
    }
    let nothing = Command::Write { cells: Vec::new(), what: Bulk::Clear };
    assert_eq!(after(&start, nothing).err(), Some(Refused::Nothing));
}

#[test]
fn a_measure_comes_before_the_first() {
    let start = ledger(CLASSIC);
    let finding = find(&start, Kind::Finding, "理论学习不够深入");
    let mut session = session(&start);
    session.run(Command::AddMeasure { finding, place: Place::First }, 0).expect("a change");
    let id = measures(session.ledger(), finding)[0];
    session
        .run(Command::Set { id, field: Field::Text, to: "动员".to_owned() }, 0)
        .expect("a change");
    assert_eq!(
        line(session.ledger(), "动员"),
        "整改情况：一是动员；二是制定学习计划，每月集中学习一次；三是开展专题研讨，形成交流材料。"
    );
}

#[test]
fn an_added_paragraph_is_numbered_on_a_line_of_its_own() {
    let text = "一、整改情况\n（一）“学习”方面\n1.关于“学习不深”问题\n整改情况：\n（1）制定计划。\n（2）开展研讨。\n";
    let start = ledger(text);
    let finding = find(&start, Kind::Finding, "学习不深");
    let rows = ["甲。", "乙。"]
        .map(|text| NewMeasure { finding, fields: vec![(Field::Text, text.to_owned())] });
    let end = after(&start, Command::Paste { cells: Vec::new(), rows: rows.to_vec() });
    let end = end.expect("possible").text();
    assert!(end.contains("\n（1）制定计划。\n（2）开展研讨。\n（3）甲。\n（4）乙。"), "{end}");
}

#[test]
fn what_the_report_states_follows_the_first_row_of_an_empty_finding() {
    let start = ledger(SHARED);
    let finding = of(&start, Kind::Finding)[0];
    let start = after(&start, Command::RemoveMeasures { ids: measures(&start, finding) });
    let start = start.expect("it keeps standing");
    let row = |unit: &str| NewMeasure {
        finding,
        fields: vec![(Field::Text, "甲".to_owned()), (Field::Unit, unit.to_owned())],
    };
    let rows = vec![row("办公室"), row("人事科")];
    let paste = Command::Paste { cells: Vec::new(), rows };
    let end = after(&start, paste).expect("possible");
    let stated = end.children(finding).find(|node| node.field == Some(Field::Unit));
    assert_eq!(stated.map(|node| node.text.as_str()), Some("办公室"));
}

/// The full stop of this list is part of its last text, and goes where that goes.
#[test]
fn copies_stand_behind_their_block() {
    let start = ledger(CLASSIC);
    let finding = find(&start, Kind::Finding, "公务用车");
    let ids = measures(&start, finding);
    let end = after(&start, Command::DuplicateMeasures { ids: ids[..2].to_vec() });
    assert!(
        line(&end.expect("possible"), "修订办法")
            .ends_with("一是修订办法；二是公开台账；三是修订办法；四是公开台账；五是每季度通报。")
    );
    let end = after(&start, Command::DuplicateMeasures { ids: vec![ids[2], ids[0], ids[2]] });
    assert!(
        line(&end.expect("possible"), "修订办法").ends_with(
            "一是修订办法；二是修订办法；三是公开台账；四是每季度通报。五是每季度通报。"
        )
    );
}

#[test]
fn a_copy_has_record_and_details_of_its_own() {
    let start = ledger(TABLE);
    let id = find(&start, Kind::Measure, "对全县渣土车");
    let end = after(&start, Command::DuplicateMeasures { ids: vec![id] }).expect("possible");
    let below =
        |of: Id| -> Vec<String> { end.children(of).map(|node| node.pieces().concat()).collect() };
    let [one, two, ..] =
        measures(&end, end.get(id).and_then(|node| node.parent).expect("under one"))[..]
    else {
        panic!("there are two")
    };
    let [own, copied] = [one, two].map(|id| end.get(id).expect("there").record.clone());
    assert_eq!((one, below(one).len()), (id, below(two).len()));
    assert_eq!((&own.unit, &own.deadline), (&copied.unit, &copied.deadline));
    // What was done with the one was not done with its copy.
    assert_eq!((own.status.is_some(), copied.status), (true, None));
    assert_eq!(below(two).last().map(String::as_str), Some("\t"));
    let to = "督查室".to_owned();
    let changed = after(&end, Command::Set { id: two, field: Field::Unit, to }).expect("possible");
    assert!(changed.children(two).any(|node| node.text == "督查室"));
    assert!(changed.children(one).any(|node| node.text == "渣土办"));
}

#[test]
fn a_moved_measure_leaves_numbers_labels_and_its_id() {
    let start = ledger(CLASSIC);
    let (one, two) =
        (find(&start, Kind::Finding, "理论学习"), find(&start, Kind::Finding, "公务用车"));
    let ids = measures(&start, two);
    let first = Command::MoveMeasures { ids: vec![ids[2]], finding: two, place: Place::First };
    let end = after(&start, first).expect("possible");
    assert_eq!(measures(&end, two), [ids[2], ids[0], ids[1]]);
    assert!(line(&end, "修订办法").ends_with("一是每季度通报。二是修订办法；三是公开台账。"));

    let place = Place::After(measures(&start, one)[0]);
    let over = Command::MoveMeasures { ids: vec![ids[2], ids[0]], finding: one, place };
    let end = after(&start, over).expect("possible");
    assert_eq!(
        line(&end, "制定学习计划"),
        "整改情况：一是制定学习计划，每月集中学习一次；二是修订办法；三是每季度通报。四是开展专题研讨，形成交流材料。"
    );
    assert!(line(&end, "公开台账").ends_with("一是公开台账。"));
    assert_eq!(end.get(ids[0]).and_then(|node| node.parent), Some(one));
}

#[test]
fn a_move_to_where_it_stands_is_nothing() {
    let start = ledger(CLASSIC);
    let finding = find(&start, Kind::Finding, "公务用车");
    let ids = measures(&start, finding);
    for (some, place) in [
        (&ids[..], Place::Last),
        (&ids[..], Place::After(ids[1])),
        (&ids[..1], Place::First),
        (&ids[1..2], Place::After(ids[0])),
        (&ids[1..2], Place::After(ids[1])),
    ] {
        let ids = some.to_vec();
        let moved = after(&start, Command::MoveMeasures { ids, finding, place });
        assert_eq!(moved.err(), Some(Refused::Nothing), "{place:?}");
    }
}

#[test]
fn details_move_with_their_measure() {
    let start = ledger(REPORTS[3]);
    let (from, to) = (find(&start, Kind::Measure, "公开台账"), find(&start, Kind::Finding, "丙"));
    let moved = Command::MoveMeasures { ids: vec![from], finding: to, place: Place::First };
    let end = after(&start, moved).expect("possible");
    let details: Vec<&Node> = end.children(from).collect();
    assert_eq!(details.len(), 1);
    assert_eq!(details[0].text, "办公室", "what stands above is another's now");
    assert_eq!(measures(&end, find(&end, Kind::Finding, "乙")), []);
}

#[test]
fn rows_of_several_findings_go_at_once() {
    let start = ledger(CLASSIC);
    let ids =
        ["制定学习计划", "公开台账", "修订办法"].map(|text| find(&start, Kind::Measure, text));
    let end = after(&start, Command::RemoveMeasures { ids: ids.to_vec() }).expect("possible");
    assert!(line(&end, "研讨").ends_with("整改情况：一是开展专题研讨，形成交流材料。"));
    assert!(line(&end, "每季度").ends_with("一是每季度通报。"));
    let kinds = Command::RemoveMeasures { ids: vec![ids[0], of(&start, Kind::Finding)[0]] };
    assert_eq!(after(&start, kinds).err(), Some(Refused::WrongKind));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn writing_at_once_is_writing_one_by_one(
        report in 0..REPORTS.len(),
        cells in prop::collection::vec((any::<prop::sample::Index>(), 0..FIELDS.len(), "[〃一；。a]{0,3}"), 1..16),
    ) {
        let start = ledger(REPORTS[report]);
        // What is typed in a detail is its measure's as well: one step where both are written at once.
        let codes = |id: &Id| start.get(*id).and_then(|node| node.field?.codes()).is_some();
        let details = of(&start, Kind::Detail).into_iter().filter(codes);
        let rows: Vec<Id> = of(&start, Kind::Measure).into_iter().chain(details).collect();
        let cells: Vec<(Id, Field, String)> = cells
            .into_iter()
            .map(|(row, field, word)| {
                let id = *row.get(&rows);
                let is_detail = start.get(id).is_some_and(|node| node.kind == Kind::Detail);
                let field = if is_detail { Field::Text } else { FIELDS[field] };
                (id, field, value(field, &word))
            })
            .collect();
        let mut one_by_one = session(&start);
        each(&mut one_by_one, cells.iter().cloned().map(|(id, field, to)| Command::Set { id, field, to }));
        let end = after(&start, Command::Write { cells, what: Bulk::Fill }).unwrap_or(start);
        prop_assert_eq!(&end, one_by_one.ledger());
    }

    #[test]
    fn pasting_rows_is_adding_and_writing_them_one_by_one(
        report in 0..REPORTS.len(),
        pick in any::<prop::sample::Index>(),
        empty in any::<bool>(),
        cell in "[一；。a]{0,3}",
        rows in prop::collection::vec(("[一；。a]{0,3}", "[甲乙]?", any::<bool>()), 1..7),
    ) {
        let mut start = ledger(REPORTS[report]);
        let finding = *pick.get(&of(&start, Kind::Finding));
        let own = measures(&start, finding);
        let own = match empty && !own.is_empty() {
            true => {
                start = after(&start, Command::RemoveMeasures { ids: own }).expect("possible");
                Vec::new()
            }
            false => own,
        };
        let written: Vec<_> = own.last().map(|id| (*id, Field::Text, cell)).into_iter().collect();
        let rows: Vec<Vec<(Field, String)>> = rows
            .into_iter()
            .map(|(text, unit, done)| vec![
                (Field::Text, text),
                (Field::Unit, unit),
                (Field::Pace, if done { "at_once".to_owned() } else { String::new() }),
            ])
            .collect();
        let mut one_by_one = session(&start);
        each(&mut one_by_one, written.iter().cloned().map(|(id, field, to)| Command::Set { id, field, to }));
        for row in &rows {
            let before = one_by_one.ledger().clone();
            each(&mut one_by_one, [Command::AddMeasure { finding, place: Place::Last }]);
            let is_new = |node: &&Node| before.get(node.id).is_none();
            let id = one_by_one.ledger().nodes().iter().find(is_new).expect("one more").id;
            let sets = row.iter().cloned().map(|(field, to)| Command::Set { id, field, to });
            each(&mut one_by_one, sets);
        }
        let rows = rows.into_iter().map(|fields| NewMeasure { finding, fields }).collect();
        let pasted = Command::Paste { cells: written, rows };
        let end = after(&start, pasted).expect("there are rows");
        prop_assert_eq!(contents(&end), contents(one_by_one.ledger()));
        prop_assert_eq!(end.text(), one_by_one.ledger().text());
    }

    #[test]
    fn going_at_once_is_going_one_by_one(report in 0..REPORTS.len(), picks in any::<u64>()) {
        let start = ledger(REPORTS[report]);
        let all = of(&start, Kind::Measure);
        let ids: Vec<Id> =
            all.iter().enumerate().filter(|(at, _)| picks >> (at % 64) & 1 == 1).map(|(_, id)| *id).collect();
        let mut one_by_one = session(&start);
        for id in ids.iter().rev() {
            each(&mut one_by_one, [Command::RemoveMeasures { ids: vec![*id] }]);
        }
        let end = after(&start, Command::RemoveMeasures { ids }).unwrap_or(start);
        prop_assert_eq!(end.text(), one_by_one.ledger().text());
        prop_assert_eq!(&end, one_by_one.ledger());
    }

    #[test]
    fn moving_keeps_ids_texts_and_everything_else(
        report in 0..REPORTS.len(),
        picks in any::<u64>(),
        to in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
    ) {
        let start = ledger(REPORTS[report]);
        let finding = *to.get(&of(&start, Kind::Finding));
        let own = measures(&start, finding);
        let place = match place.index(own.len() + 2) {
            0 => Place::First,
            1 => Place::Last,
            at => Place::After(own[at - 2]),
        };
        let all = of(&start, Kind::Measure);
        let ids: Vec<Id> =
            all.iter().enumerate().filter(|(at, _)| picks >> (at % 64) & 3 == 3).map(|(_, id)| *id).collect();
        let moved = Command::MoveMeasures { ids: ids.clone(), finding, place };
        let Ok(end) = after(&start, moved) else { return Ok(()) };
        for node in start.nodes() {
            let now = end.get(node.id).expect("nothing is lost");
            prop_assert_eq!((node.kind, &node.record), (now.kind, &now.record));
            if node.kind == Kind::Measure {
                prop_assert_eq!(&node.text, &now.text);
                prop_assert_eq!(now.parent, if ids.contains(&node.id) { Some(finding) } else { node.parent });
            } else if !node.parent.is_some_and(|parent| ids.contains(&parent)) {
                prop_assert_eq!(node, now);
            }
        }
        let now = measures(&end, finding);
        let block: Vec<Id> = now.iter().copied().filter(|id| ids.contains(id)).collect();
        prop_assert_eq!(&block, &ids);
        prop_assert!(now.windows(ids.len()).any(|window| window == ids));
        let kept: Vec<Id> = own.into_iter().filter(|id| !ids.contains(id)).collect();
        let others: Vec<Id> = now.into_iter().filter(|id| !ids.contains(id)).collect();
        prop_assert_eq!(kept, others);
    }
}
