//! What is known for completing stays what the ledger holds, whatever is done to it.

use proptest::prelude::*;
use rectification_ledger::completion::{self, Known};
use rectification_ledger::edit::{Command, Place};
use rectification_ledger::ledger::{Field, Id, Kind};
use rectification_ledger::session::Session;

use crate::{CLASSIC, SEED, find, ledger};

#[derive(Clone, Debug)]
enum Wish {
    Set(usize, Field, &'static str),
    AddMeasure(usize),
    RemoveMeasure(usize),
    RemoveFinding(usize),
    Append,
    Replace,
    Undo,
    Redo,
}

fn wishes() -> impl Strategy<Value = Vec<Wish>> {
    let field = proptest::sample::select(vec![
        Field::Leader,
        Field::Unit,
        Field::Deadline,
        Field::Remark,
        Field::Text,
    ]);
    let values = vec!["", "办公室", "办公室、人事科", "人事科 人事科", "张 三", "2024-06-30"];
    let value = proptest::sample::select(values);
    let wish = prop_oneof![
        8 => (any::<usize>(), field, value).prop_map(|(at, field, to)| Wish::Set(at, field, to)),
        1 => any::<usize>().prop_map(Wish::AddMeasure),
        2 => any::<usize>().prop_map(Wish::RemoveMeasure),
        1 => any::<usize>().prop_map(Wish::RemoveFinding),
        1 => Just(Wish::Append),
        1 => Just(Wish::Replace),
        3 => Just(Wish::Undo),
        2 => Just(Wish::Redo),
    ];
    proptest::collection::vec(wish, 1..30)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn edits_keep_what_is_known_right(wishes in wishes()) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        let mut known = Known::new(session.ledger());
        for wish in wishes {
            let pick = |kind, at: usize| {
                let nodes = session.ledger().nodes().iter().filter(|node| node.kind == kind);
                let ids: Vec<Id> = nodes.map(|node| node.id).collect();
                (!ids.is_empty()).then(|| ids[at % ids.len()])
            };
            let (measure, finding) = (
                |at| pick(Kind::Measure, at),
                |at| pick(Kind::Finding, at),
            );
            let command = match wish {
                Wish::Set(at, field, to) => {
                    measure(at).map(|id| Command::Set { id, field, to: to.to_owned() })
                }
                Wish::AddMeasure(at) => {
                    finding(at).map(|finding| Command::AddMeasure { finding, place: Place::Last })
                }
                Wish::RemoveMeasure(at) => measure(at).map(|id| Command::RemoveMeasures { ids: vec![id] }),
                Wish::RemoveFinding(at) => finding(at).map(|id| Command::RemoveFinding { id }),
                Wish::Append => Some(Command::Append { from: Box::new(session.ledger().clone()) })
                    .filter(|_| session.ledger().nodes().len() < 200),
                Wish::Replace => Some(Command::Replace { to: Box::new(ledger(SEED)) }),
                Wish::Undo | Wish::Redo => None,
            };
            let done = match (wish, command) {
                (Wish::Undo, _) => session.undo(0),
                (Wish::Redo, _) => session.redo(0),
                (_, Some(command)) => session.run(command, 0).ok(),
                (_, None) => None,
            };
            if let Some(done) = done {
                known.apply(&done.edits);
            }
            prop_assert_eq!(&known, &Known::new(session.ledger()));
        }
    }
}

#[test]
fn the_units_of_a_ledger_are_offered() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let to = "综合办公室、组织人事科".to_owned();
    session.run(Command::Set { id, field: Field::Unit, to }, 0).expect("a change");
    let known = Known::new(session.ledger());
    assert_eq!(completion::candidates(&known, Field::Unit, "人事"), ["组织人事科"]);
    assert!(completion::candidates(&known, Field::Leader, "人事").is_empty());
    assert!(completion::candidates(&known, Field::Remark, "").is_empty());
}
