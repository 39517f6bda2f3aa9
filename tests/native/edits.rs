//! Commands on a ledger: what each makes of the document, and that everything leads back. Long
//! because each command is shown in a document of its own, and the random ones beside them.

use std::collections::HashSet;

use proptest::prelude::*;
use rectification_ledger::edit::{Bulk, Command, Edit, NewMeasure, Place, Refused, Transaction};
use rectification_ledger::ledger::{
    Author, Field, Id, Kind, Ledger, Node, Particulars, Status, Subject, Verdict,
};
use rectification_ledger::session::Session;
use rectification_ledger::template::Template;

use crate::{CLASSIC, SEED, find, ledger};

fn session(text: &str) -> Session {
    Session::new(ledger(text), 0, 1)
}

/// The lines of the document that contain `words`, after one command.
fn after(text: &str, command: impl FnOnce(&Ledger) -> Command, words: &str) -> Vec<String> {
    let mut session = session(text);
    let before = session.ledger().clone();
    session.run(command(&before), 0).expect("the command is possible");
    session.ledger().check_invariants().expect("still well formed");
    let document = session.ledger().text();
    session.undo(0).expect("there is something to undo");
    assert_eq!(*session.ledger(), before, "undo leads back");
    session.redo(0).expect("there is something to redo");
    assert_eq!(session.ledger().text(), document, "redo leads there again");
    document.lines().filter(|line| line.contains(words)).map(str::to_owned).collect()
}

#[test]
fn a_measure_added_at_the_end_continues_the_items() {
    let lines = after(
        CLASSIC,
        |ledger| {
            let finding = find(ledger, Kind::Finding, "理论学习不够深入");
            Command::AddMeasure { finding, place: Place::Last }
        },
        "制定学习计划",
    );
    assert_eq!(
        lines,
        ["整改情况：一是制定学习计划，每月集中学习一次；二是开展专题研讨，形成交流材料。三是"]
    );
}

#[test]
fn a_measure_removed_from_the_middle_leaves_no_gap() {
    let lines = after(
        SEED,
        |ledger| Command::RemoveMeasures {
            ids: vec![find(ledger, Kind::Measure, "台党组理论中心组成员")],
        },
        "进一步规范了党组理论中心组学习制度",
    );
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with("整改落实情况：一是进一步规范了"));
    assert!(lines[0].contains("二是在学习内容上"), "the third became the second");
    assert!(!lines[0].contains("三是"));
}

#[test]
fn an_item_keeps_one_mark_at_its_end_whatever_is_typed() {
    let mut session = session(CLASSIC);
    let finding = find(session.ledger(), Kind::Finding, "理论学习不够深入");
    let first = find(session.ledger(), Kind::Measure, "制定学习计划");
    session.run(Command::AddMeasure { finding, place: Place::After(first) }, 0).expect("a change");
    let added = session.ledger().children(finding).nth(1).expect("the second").id;
    let line = |session: &Session| {
        let text = session.ledger().text();
        text.lines().find(|line| line.contains("一是制定")).unwrap_or_default().to_owned()
    };
    for (text, expected) in [
        ("设立台账。", "；二是设立台账。三是开展"),
        ("设立台账", "；二是设立台账；三是开展"),
        ("设立台账，", "；二是设立台账，；三是开展"),
    ] {
        session
            .run(Command::Set { id: added, field: Field::Text, to: text.to_owned() }, 0)
            .expect("a change");
        assert!(line(&session).contains(expected), "{}", line(&session));
    }
    let last = find(session.ledger(), Kind::Measure, "开展专题研讨");
    let number = session
        .run(Command::Set { id: last, field: Field::Text, to: "研讨".to_owned() }, 0)
        .expect("a change")
        .number;
    assert!(line(&session).ends_with("三是研讨。"), "{}", line(&session));
    session.revise(number, "研讨一次。", 0).expect("the newest");
    assert!(line(&session).ends_with("三是研讨一次。"), "{}", line(&session));
    while session.undo(0).is_some() {}
    assert_eq!(session.ledger().text(), CLASSIC);
}

#[test]
fn the_last_item_removed_leaves_the_list_closed() {
    let lines = after(
        CLASSIC,
        |ledger| Command::RemoveMeasures {
            ids: vec![find(ledger, Kind::Measure, "开展专题研讨")]
        },
        "制定学习计划",
    );
    assert_eq!(lines, ["整改情况：一是制定学习计划，每月集中学习一次。"]);
}

#[test]
fn the_first_measure_removed_leaves_the_label() {
    let lines = after(
        SEED,
        |ledger| Command::RemoveMeasures {
            ids: vec![find(ledger, Kind::Measure, "进一步规范了党组")],
        },
        "台党组理论中心组成员结合",
    );
    assert!(lines[0].starts_with("整改落实情况：一是台党组理论中心组成员"), "{}", lines[0]);
}

#[test]
fn the_last_measure_removed_takes_its_paragraph_with_it() {
    let lines = after(
        SEED,
        |ledger| Command::RemoveMeasures {
            ids: vec![find(ledger, Kind::Measure, "主动用习近平")]
        },
        "整改落实情况：",
    );
    assert_eq!(lines.len(), 11);
}

#[test]
fn a_finding_added_and_removed_renumbers_its_neighbours() {
    let lines = after(
        CLASSIC,
        |ledger| Command::AddFinding {
            beside: find(ledger, Kind::Finding, "理论学习不够深入")
        },
        "关于“",
    );
    assert_eq!(
        lines.iter().map(|line| line.split('“').next().unwrap_or("")).collect::<Vec<_>>(),
        ["1.关于", "2.关于", "3.关于", "1.关于"]
    );
    let lines = after(
        CLASSIC,
        |ledger| Command::RemoveFinding {
            id: find(ledger, Kind::Finding, "理论学习不够深入")
        },
        "关于“",
    );
    assert_eq!(lines[0], "1.关于“意识形态工作有短板”问题。");
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_label_between_measures_stays_with_its_own() {
    let text = "一、整改情况\n关于“用车”问题\n整改措施：一是修订办法。二是公开台账。\n整改成效：退款三万元。";
    let remove = |ledger: &Ledger| Command::RemoveMeasures {
        ids: vec![find(ledger, Kind::Measure, "修订办法")],
    };
    assert_eq!(
        after(text, remove, "整改"),
        ["一、整改情况", "整改措施：一是公开台账。", "整改成效：退款三万元。"]
    );
    let add = |ledger: &Ledger| Command::AddMeasure {
        finding: find(ledger, Kind::Finding, "用车"),
        place: Place::After(find(ledger, Kind::Measure, "修订办法")),
    };
    assert_eq!(
        after(text, add, "整改"),
        ["一、整改情况", "整改措施：一是修订办法。二是三是公开台账。", "整改成效：退款三万元。"]
    );
}

#[test]
fn findings_counted_through_the_directions_stay_so() {
    let text = "一、情况\n（一）“甲”方面\n1.关于“一”问题\n整改情况：好。\n（二）“乙”方面\n2.关于“二”问题\n整改情况：好。\n3.关于“三”问题\n整改情况：好。";
    let numbers = |lines: Vec<String>| -> Vec<String> {
        lines.iter().map(|line| line.split('.').next().unwrap_or_default().to_owned()).collect()
    };
    let remove =
        |ledger: &Ledger| Command::RemoveFinding { id: find(ledger, Kind::Finding, "一") };
    assert_eq!(numbers(after(text, remove, "关于“")), ["1", "2"]);
    let add = |ledger: &Ledger| Command::AddFinding { beside: find(ledger, Kind::Finding, "二") };
    assert_eq!(numbers(after(text, add, "关于“")), ["1", "2", "3", "4"]);
}

#[test]
fn what_cannot_be_done_is_refused_and_changes_nothing() {
    let mut session = session(CLASSIC);
    let before = session.ledger().clone();
    let measure = find(&before, Kind::Measure, "制定学习计划");
    let finding = find(&before, Kind::Finding, "理论学习不够深入");
    let gone = Id::new(9999).expect("not zero");
    let cases = [
        (Command::RemoveMeasures { ids: vec![finding] }, Refused::WrongKind),
        (Command::RemoveFinding { id: measure }, Refused::WrongKind),
        (Command::RemoveMeasures { ids: vec![gone] }, Refused::Missing),
        (
            Command::Set { id: measure, field: Field::Status, to: "finished".to_owned() },
            Refused::Value,
        ),
        (Command::Set { id: measure, field: Field::Unit, to: String::new() }, Refused::Nothing),
    ];
    for (command, refused) in cases {
        assert_eq!(session.run(command, 0).err(), Some(refused));
    }
    assert_eq!(*session.ledger(), before);
    assert_eq!(session.history().last(), 0);
}

#[test]
fn strokes_in_a_cell_are_one_step() {
    let mut session = session(CLASSIC);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let set = Command::Set { id, field: Field::Unit, to: "机".to_owned() };
    let number = session.run(set, 0).expect("a change").number;
    session.revise(number, "机关党委", 1).expect("still the newest");
    assert_eq!(session.ledger().get(id).expect("there").record.unit, "机关党委");
    session.undo(2);
    assert_eq!(session.ledger().get(id).expect("there").record.unit, "");
    session.redo(3);
    assert_eq!(session.ledger().get(id).expect("there").record.unit, "机关党委");
    assert!(session.revise(number, "x", 4).is_none(), "it is no longer the newest");
}

#[test]
fn a_withdrawn_change_never_was() {
    let mut session = session(CLASSIC);
    let (before, id) = (session.ledger().clone(), find(session.ledger(), Kind::Measure, "制定"));
    let set = Command::Set { id, field: Field::Text, to: "x".to_owned() };
    let number = session.run(set, 0).expect("a change").number;
    assert!(session.withdraw(number));
    assert_eq!(*session.ledger(), before);
    assert_eq!(session.history().last(), 0);
    assert!(!session.withdraw(number));
}

/// The nodes that edits speak of.
fn named(edits: &[Edit]) -> HashSet<Id> {
    let id = |edit: &Edit| match edit {
        Edit::Set { id, .. } => Some(*id),
        Edit::Insert { node, .. } | Edit::Remove { node, .. } => Some(node.id),
        Edit::TakeStep { id, .. } | Edit::DropStep { id, .. } => Some(*id),
        Edit::Rename { .. }
        | Edit::Arrange { .. }
        | Edit::Rule { .. }
        | Edit::Identify { .. }
        | Edit::Dispatch { .. }
        | Edit::Replace { .. } => None,
    };
    edits.iter().filter_map(id).collect()
}

/// A command by chance; many are refused, which must change nothing.
pub fn command(ledger: &Ledger, verb: u8, pick: prop::sample::Index, word: &str) -> Command {
    let nodes = ledger.nodes();
    let at = pick.index(nodes.len());
    let id = nodes[at].id;
    let of = |kind| move |node: &&Node| node.kind == kind;
    // Mostly a measure and a finding, so that most commands are possible.
    let near = |kind| nodes[at..].iter().find(of(kind)).or(nodes.iter().find(of(kind)));
    let measure = near(Kind::Measure).map_or(id, |node| node.id);
    let finding = near(Kind::Finding).map_or(id, |node| node.id);
    let measures = nodes.iter().filter(of(Kind::Measure)).map(|node| node.id);
    // Every so many of all there are.
    let ids: Vec<Id> = measures.skip(at % 3).step_by(at % 4 + 1).collect();
    let sibling = ledger.children(finding).find(of(Kind::Measure)).map(|node| node.id);
    let place = match (sibling, at % 3) {
        (Some(sibling), 0) => Place::After(sibling),
        (_, 1) => Place::First,
        (_, _) => Place::Last,
    };
    let text = || word.to_owned();
    let row = || vec![(Field::Text, text()), (Field::Remark, text())];
    match verb % 23 {
        0 | 1 => Command::Set { id, field: Field::Text, to: text() },
        2 => {
            let to = Status::ALL[at % Status::ALL.len()].code().to_owned();
            Command::Set { id: measure, field: Field::Status, to }
        }
        3 => Command::AddMeasure { finding: id, place: Place::Last },
        4 => Command::AddMeasure { finding, place },
        5 => Command::RemoveMeasures { ids: vec![id] },
        6 => Command::RemoveMeasures { ids },
        7 => Command::AddFinding { beside: id },
        8 => Command::RemoveFinding { id },
        9 | 10 => {
            let cell = |id| [(id, Field::Text, text()), (id, Field::Unit, text())];
            let cells = ids.into_iter().flat_map(cell).collect();
            Command::Write { cells, what: if word.is_empty() { Bulk::Clear } else { Bulk::Fill } }
        }
        11 => {
            let cells = vec![(measure, Field::Text, text())];
            let rows = vec![NewMeasure { finding, fields: row() }; at % 4];
            Command::Paste { cells, rows }
        }
        12 => Command::DuplicateMeasures { ids: ids.into_iter().take(9).collect() },
        13 => Command::MoveMeasures { ids, finding, place },
        14 => Command::MoveMeasures { ids: vec![measure], finding, place },
        15 | 16 => {
            let to = Status::ALL[at % Status::ALL.len()].code().to_owned();
            let fields = [Field::Result, Field::Evidence].map(|field| (field, text()));
            let review = (Field::Review, "2024-12-31".to_owned());
            let fields = fields.into_iter().chain([review]).collect();
            Command::Advance { ids, to, opinion: text(), fields, gaps_only: at.is_multiple_of(2) }
        }
        17 => Command::Extend { ids, to: format!("2024-0{}-15", at % 9 + 1), reason: text() },
        18 => Command::Set { id: finding, field: Field::Target, to: text() },
        19 => {
            let feedback = if at.is_multiple_of(2) { "2024-01-01" } else { "" }.to_owned();
            Command::Arrange { to: Box::new(Particulars { feedback, ..Particulars::default() }) }
        }
        20 => {
            let on = ["name", "vague"].map(|rule| Subject {
                rule: rule.to_owned(),
                node: Some(id).filter(|_| at.is_multiple_of(2)),
                words: text(),
            });
            let verdict = Verdict::ALL[at % Verdict::ALL.len()];
            let to = (!word.is_empty()).then(|| (verdict, text()));
            Command::Rule { on: on.into(), to }
        }
        21 => Command::Lay { template: Template::ALL[at % Template::ALL.len()] },
        _ => Command::Rename { to: text() },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn undo_all_is_the_start_and_redo_all_and_replay_are_the_end(
        steps in prop::collection::vec((any::<u8>(), any::<prop::sample::Index>(), "[一二；。\n“”a]{0,6}"), 1..24),
    ) {
        let start = ledger(CLASSIC);
        let mut session = Session::new(start.clone(), 0, 3);
        session.sign(Author { name: "甲某".to_owned(), ..Author::default() });
        for (at, (verb, pick, word)) in steps.iter().enumerate() {
            let before = session.ledger().clone();
            let command = command(&before, *verb, *pick, word);
            let of = match session.run(command, at as i64) {
                Ok(done) => named(&done.edits),
                Err(_) => HashSet::new(),
            };
            let after = session.ledger();
            prop_assert!(after.check_invariants().is_ok());
            let untouched = |node: &&Node| !of.contains(&node.id);
            let texts = |ledger: &Ledger| -> String {
                ledger.nodes().iter().filter(untouched).flat_map(Node::pieces).collect()
            };
            prop_assert_eq!(texts(after), texts(&before));
            let is_as_it_was = after.particulars() == before.particulars()
                && after.rulings() == before.rulings();
            if of.is_empty() && after.name() == before.name() && is_as_it_was {
                prop_assert_eq!(after, &before);
            }
        }
        let end = session.ledger().clone();
        while session.undo(0).is_some() {}
        prop_assert_eq!(session.ledger(), &start);
        while session.redo(0).is_some() {}
        prop_assert_eq!(session.ledger(), &end);

        let mut replayed = Session::new(start, 0, 9);
        for transaction in session.history().entries() {
            let json = serde_json::to_string(transaction).expect("serialises");
            let stored: Transaction = serde_json::from_str(&json).expect("reads back");
            prop_assert_eq!(&stored, transaction);
            replayed.replay(stored).expect("a journal fits the ledger it began with");
        }
        prop_assert_eq!(replayed.ledger(), &end);
        prop_assert_eq!(replayed.history(), session.history());
    }

    #[test]
    fn a_stale_transaction_is_refused_whole(pick in any::<prop::sample::Index>()) {
        let start = ledger(CLASSIC);
        let mut one = Session::new(start.clone(), 0, 1);
        let finding = find(&start, Kind::Finding, "理论学习不够深入");
        one.run(Command::RemoveFinding { id: finding }, 0).expect("possible");
        let removal = one.history().entries()[0].clone();

        let inside = start.subtree(finding);
        let touched = inside[pick.index(inside.len())].id;
        let mut other = Session::new(start, 0, 2);
        other.run(Command::Set { id: touched, field: Field::Text, to: "新".to_owned() }, 0).expect("possible");
        let before = other.ledger().clone();
        let late = Transaction { number: 2, ..removal };
        prop_assert!(other.replay(late).is_err());
        prop_assert_eq!(other.ledger(), &before);
    }
}

#[test]
fn what_is_typed_in_the_document_is_in_the_record_and_the_other_way_round() {
    let report =
        "一、整改情况\n1.关于“台账不全”问题\n整改情况：补登。\n责任单位：办公室\n整改时限：6月底\n";
    let mut session = session(report);
    let measure = find(session.ledger(), Kind::Measure, "补登");
    let detail = find(session.ledger(), Kind::Detail, "办公室");
    let mut set = |id, field, to: &str| {
        session.run(Command::Set { id, field, to: to.to_owned() }, 0).expect("possible");
        let get = |id, field| session.ledger().get(id).expect("there").get(field).to_owned();
        (get(measure, Field::Unit), get(detail, Field::Text))
    };
    let both = |words: &str| (words.to_owned(), words.to_owned());
    assert_eq!(set(detail, Field::Text, "人事科"), both("人事科"));
    assert_eq!(set(measure, Field::Unit, "财务科"), both("财务科"));
    assert_eq!(set(detail, Field::Text, "财务科\n办公室\t甲"), both("财务科；办公室；甲"));
    session.undo(1);
    let unit = session.ledger().get(measure).expect("there").record.unit.clone();
    assert_eq!(unit, "财务科");
}

#[test]
fn a_command_is_revised_as_one_step_and_can_come_back_to_where_it_began() {
    let mut session = session(CLASSIC);
    let start = session.ledger().clone();
    let titled = |session: &Session, title: &str| {
        let mut to = session.ledger().particulars().clone();
        to.publication.title = title.to_owned();
        Command::Arrange { to: Box::new(to) }
    };
    let number = session.run(titled(&session, "关"), 1).expect("possible").number;
    for title in ["关于", "关于整改", ""] {
        let command = titled(&session, title);
        session.revise_with(number, command, 2).expect("the newest");
        assert_eq!(session.ledger().particulars().publication.title, title);
    }
    let rename = Command::Rename { to: "甲".to_owned() };
    assert!(session.revise_with(number, rename, 3).is_none(), "another kind of command");
    assert_eq!(session.history().last(), number, "it is one step");
    session.undo(4);
    assert_eq!(session.ledger(), &start);
}
