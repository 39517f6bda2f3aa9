//! Points of a history: the edits between two states, going back, and names for versions.

use proptest::prelude::*;
use rectification_ledger::edit::{Action, Command, Edit, Place, between, rewound};
use rectification_ledger::ledger::{Author, Field, Id, Kind, Ledger, Node, Record};
use rectification_ledger::session::Session;

use crate::edits::command;
use crate::{CLASSIC, SEED, find, ledger};

/// Applies edits the one way there is: as a transaction read from a journal.
fn apply(ledger: &Ledger, edits: Vec<Edit>) -> Ledger {
    let mut session = Session::new(ledger.clone(), 0, 1);
    let transaction = rectification_ledger::edit::Transaction {
        number: 1,
        at: 0,
        by: Author::default(),
        action: Action::Restore,
        note: String::new(),
        sources: Vec::new(),
        edits,
    };
    session.replay(transaction).expect("the edits fit");
    session.ledger().clone()
}

#[test]
fn between_equal_ledgers_there_is_nothing() {
    assert_eq!(between(&ledger(SEED), &ledger(SEED)), Vec::new());
}

#[test]
fn what_keeps_its_place_is_not_moved() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let before = session.ledger().clone();
    let finding = find(&before, Kind::Finding, "公务用车");
    let ids: Vec<Id> = before
        .children(finding)
        .filter(|node| node.kind == Kind::Measure)
        .map(|node| node.id)
        .collect();
    let last = Command::MoveMeasures { ids: vec![ids[0]], finding, place: Place::Last };
    session.run(last, 0).expect("possible");
    let edits = between(&before, session.ledger());
    let moved = |edit: &&Edit| matches!(edit, Edit::Insert { .. } | Edit::Remove { .. });
    assert_eq!(edits.iter().filter(moved).count(), 2, "one goes and comes: {edits:?}");
    assert_eq!(apply(&before, edits), *session.ledger());
}

#[test]
fn what_moves_takes_along_what_stands_under_it() {
    let text = "关于“甲”问题\n整改情况：一是学。（责任单位：办公室）二是改。（责任单位：人事科）三是评。（责任单位：督查科）";
    let mut session = Session::new(ledger(text), 0, 1);
    let before = session.ledger().clone();
    let of = |words| find(&before, Kind::Measure, words);
    let (finding, ids) = (find(&before, Kind::Finding, "甲"), vec![of("学")]);
    assert!(before.children(ids[0]).next().is_some(), "it has a detail");
    session.run(Command::MoveMeasures { ids, finding, place: Place::Last }, 0).expect("possible");
    assert_eq!(apply(&before, between(&before, session.ledger())), *session.ledger());
    assert_eq!(apply(session.ledger(), between(session.ledger(), &before)), before);
    // However the parts of the longest order fall.
    let rest = Command::MoveMeasures { ids: vec![of("评")], finding, place: Place::First };
    session.run(rest, 0).expect("possible");
    assert_eq!(apply(&before, between(&before, session.ledger())), *session.ledger());
    assert_eq!(apply(session.ledger(), between(session.ledger(), &before)), before);
}

/// Findings listed first, measures later: a measure can keep its place while its finding does not.
#[test]
fn what_stays_does_so_with_what_it_stands_under() {
    let node = |id, parent: Option<u64>, kind| Node {
        id: Id::new(id).expect("not zero"),
        parent: parent.and_then(Id::new),
        kind,
        before: "\n".to_owned(),
        text: id.to_string(),
        after: String::new(),
        field: None,
        record: Record::default(),
    };
    let findings = [node(1, None, Kind::Finding), node(2, None, Kind::Finding)];
    let measures = [node(3, Some(1), Kind::Measure), node(4, Some(2), Kind::Measure)];
    let of = |nodes: Vec<Node>| Ledger::new("台账".to_owned(), nodes).expect("well formed");
    let one = of(findings.iter().chain(&measures).cloned().collect());
    let two = of(findings.iter().rev().chain(&measures).cloned().collect());
    assert_eq!(apply(&one, between(&one, &two)), two);
    assert_eq!(apply(&two, between(&two, &one)), one);
}

#[test]
fn a_name_changes_nothing_and_is_not_undone() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    session.sign(Author { name: "甲某".to_owned(), ..Author::default() });
    let unit = |to: &str| Command::Set { id, field: Field::Unit, to: to.to_owned() };
    session.run(unit("办公室"), 1).expect("possible");
    let named = session.run(Command::Name { note: "报送稿".to_owned() }, 2).expect("possible");
    assert_eq!((named.action, named.note.as_str()), (Action::Name, "报送稿"));
    assert_eq!((named.edits.len(), named.by.name.as_str()), (0, "甲某"));
    let undone = session.undo(3).expect("the change before it").action;
    assert_eq!(undone, Action::Undo(1));
    session.redo(4).expect("again");
    session.run(unit("人事科"), 5).expect("possible");
    // Back to the version, as a step of its own; and back again.
    let newest_first = session.history().entries().iter().rev();
    let later = newest_first.take_while(|one| one.number > 2);
    let to = rewound(session.ledger(), later).expect("the history leads there");
    assert_eq!(to.get(id).map(|node| node.record.unit.as_str()), Some("办公室"));
    let restore =
        Command::Restore { to: Box::new(to), note: "报送稿".to_owned(), is_other: false };
    let edits = session.run(restore.clone(), 6).expect("possible").edits.len();
    assert_eq!(edits, 1);
    assert!(session.run(restore, 6).is_err(), "nothing is left to restore");
    session.undo(7).expect("a step");
    assert_eq!(session.ledger().get(id).map(|node| node.record.unit.as_str()), Some("人事科"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn edits_between_two_states_lead_from_one_to_the_other(
        report in prop::sample::select(&[CLASSIC, SEED, "", "关于“甲”问题\n整改情况：一是学；二是改。\n责任单位：人事科"][..]),
        steps in prop::collection::vec((any::<u8>(), any::<prop::sample::Index>(), "[一；。a]{0,3}"), 1..24),
        at in any::<prop::sample::Index>(),
    ) {
        let mut session = Session::new(ledger(report), 0, 1);
        session.sign(Author { name: "甲某".to_owned(), ..Author::default() });
        let mut states = vec![session.ledger().clone()];
        for (verb, pick, word) in steps {
            if session.ledger().nodes().is_empty() {
                break;
            }
            let command = command(session.ledger(), verb, pick, &word);
            if session.run(command, 0).is_ok() {
                states.push(session.ledger().clone());
            }
        }
        let one = at.index(states.len());
        let (one, last) = (&states[one], &states[states.len() - 1]);
        prop_assert_eq!(&apply(one, between(one, last)), last);
        prop_assert_eq!(&apply(last, between(last, one)), one);
        // Going back through the history comes to the same.
        let entries = session.history().entries();
        let point = at.index(states.len()) as u64;
        let later = entries.iter().rev().take_while(|one| one.number > point);
        prop_assert_eq!(&rewound(last, later).expect("leads back"), one);
    }
}
