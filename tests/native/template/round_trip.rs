//! Documents of templates around ledgers at random: read again they give the rows back, and rows
//! that come and go later keep their numbers.

use proptest::prelude::*;
use rectification_ledger::edit::{Command, Place};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, Record, Status};
use rectification_ledger::numeral;
use rectification_ledger::session::Session;
use rectification_ledger::template::Template;

use super::{laid, rows, told};
use crate::ledger;

/// A ledger as a table has it: directions over findings, some in parts, and their measures.
#[derive(Clone, Debug)]
struct Matter {
    /// Whether the first group stands under a direction.
    is_loose: bool,
    groups: Vec<(String, Vec<Problem>)>,
}

#[derive(Clone, Debug)]
struct Problem {
    text: String,
    measures: Vec<Work>,
    parts: Vec<(String, Vec<Work>)>,
}

#[derive(Clone, Debug)]
struct Work {
    text: String,
    unit: Option<&'static str>,
    leader: Option<&'static str>,
    deadline: Option<&'static str>,
    status: Option<&'static str>,
}

/// Words that a heading or a measure may hold, and marks that templates use themselves.
const WORDS: [&str; 26] = [
    "学习不深入",
    "“三会一课”不规范",
    "‘两个责任’",
    "\"供水\"",
    "完善制度",
    "（含分解）",
    "1.5万元",
    "2024年6月30日前",
    "3个问题",
    "整改",
    "”",
    "“",
    "；",
    "；",
    "，",
    "、",
    "。",
    "按月通报",
    "针对",
    "不够",
    "方面",
    "关于",
    "的问题",
    "《办法》",
    "*",
    "我们将",
];
const ORDINALS: [&str; 3] = ["一是排查", "，二是整治", "；三是回访"];
const BRACKETS: [&str; 3] = ["（1）排查", "；（2）整治", "。(3)回访"];

/// A text that no blank ends; a word first, since marks alone are no text.
fn words(more: &'static [&'static str]) -> impl Strategy<Value = String> {
    let first = prop::sample::select(&WORDS[..6]);
    let all: Vec<&str> = WORDS.iter().chain(more).copied().collect();
    (first, prop::collection::vec(prop::sample::select(all), 0..6))
        .prop_map(|(first, rest)| first.to_owned() + &rest.concat())
}

fn work(more: &'static [&'static str]) -> impl Strategy<Value = Work> {
    let some = |values: &'static [&'static str]| prop::option::of(prop::sample::select(values));
    let unit = some(&["办公室", "财务股、工程股"]);
    let leader = some(&["王某某", "李某"]);
    let deadline = some(&["2024-06-30", "2024年底前", "长期坚持"]);
    let status = some(&["in_progress", "awaiting_check", "struck_off"]);
    (words(more), unit, leader, deadline, status).prop_map(
        |(text, unit, leader, deadline, status)| Work { text, unit, leader, deadline, status },
    )
}

fn problem(more: &'static [&'static str]) -> impl Strategy<Value = Problem> {
    let works = || prop::collection::vec(work(more), 1..=12);
    let parts = prop_oneof![
        3 => Just(Vec::new()).boxed(),
        1 => prop::collection::vec((words(&[]), works()), 2..4).boxed(),
    ];
    (words(&[]), works(), parts).prop_map(|(text, works, parts)| {
        let measures = if parts.is_empty() { works } else { Vec::new() };
        Problem { text, measures, parts }
    })
}

fn matter() -> impl Strategy<Value = Matter> {
    let of = |more| {
        let group = (words(&[]), prop::collection::vec(problem(more), 1..=8));
        (any::<bool>(), prop::collection::vec(group, 1..=4))
            .prop_map(|(is_loose, groups)| Matter { is_loose, groups })
    };
    prop_oneof![of(&[]), of(&ORDINALS), of(&BRACKETS)]
}

/// A ledger whose frames are those of a table.
fn ledger_of(matter: &Matter) -> Ledger {
    let mut nodes: Vec<Node> = Vec::new();
    let mut add = |parent, kind, text: &str, work: Option<&Work>| {
        let id = Id::new(nodes.len() as u64 + 1).expect("not zero");
        let mut record = Record::default();
        if let Some(work) = work {
            record.unit = work.unit.unwrap_or_default().to_owned();
            record.leader = work.leader.unwrap_or_default().to_owned();
            record.deadline = work.deadline.unwrap_or_default().to_owned();
            record.status = work.status.and_then(Status::from_code);
        }
        let (before, after) = ("\t".to_owned(), String::new());
        let text = text.to_owned();
        nodes.push(Node { id, parent, kind, before, text, after, field: None, record });
        Some(id)
    };
    for (at, (direction, problems)) in matter.groups.iter().enumerate() {
        let is_loose = at == 0 && matter.is_loose;
        let above = if is_loose { None } else { add(None, Kind::Direction, direction, None) };
        for problem in problems {
            let finding = add(above, Kind::Finding, &problem.text, None);
            for work in &problem.measures {
                add(finding, Kind::Measure, &work.text, Some(work));
            }
            for (text, works) in &problem.parts {
                let part = add(finding, Kind::Finding, text, None);
                for work in works {
                    add(part, Kind::Measure, &work.text, Some(work));
                }
            }
        }
    }
    Ledger::new("台账".to_owned(), nodes).expect("well formed")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// The proof that templates are within the grammar.
    #[test]
    fn a_document_read_again_is_the_same_ledger(matter in matter()) {
        let ledger_before = ledger_of(&matter);
        for template in Template::ALL.iter().copied() {
            let laid = laid(&ledger_before, template);
            let again = ledger(&laid.text());
            prop_assert_eq!(told(&again, true), told(&laid, false), "{}", laid.text());
            let records = |ledger: &Ledger| -> Vec<[String; 4]> {
                let fields = [Field::Unit, Field::Leader, Field::Deadline, Field::Status];
                let measures = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
                measures.map(|node| fields.map(|field| node.get(field).to_owned())).collect()
            };
            prop_assert_eq!(records(&laid), records(&ledger_before));
            if template == Template::Stated {
                prop_assert_eq!(records(&again), records(&laid), "{}", laid.text());
            }
        }
    }

    #[test]
    fn laying_a_document_is_undone(matter in matter(), template in prop::sample::select(Template::ALL)) {
        let before = ledger_of(&matter);
        let mut session = Session::new(before.clone(), 0, 1);
        session.run(Command::Lay { template }, 0).expect("a table has no document");
        session.ledger().check_invariants().expect("well formed");
        let ids = |ledger: &Ledger| rows(ledger).into_iter().map(|(id, ..)| id).collect::<Vec<_>>();
        prop_assert_eq!(ids(session.ledger()), ids(&before));
        session.undo(0).expect("there is something to undo");
        prop_assert_eq!(session.ledger(), &before);
    }

    #[test]
    fn rows_come_and_go_in_order(
        matter in matter(),
        template in prop::sample::select(Template::ALL),
        steps in prop::collection::vec((0..4_usize, any::<prop::sample::Index>()), 1..12),
    ) {
        let before = ledger_of(&matter);
        let mut session = Session::new(before.clone(), 0, 1);
        session.run(Command::Lay { template }, 0).expect("a table has no document");
        for (step, index) in steps {
            let kind = if step == 0 { Kind::Measure } else { Kind::Finding };
            let of_kind = session.ledger().nodes().iter().filter(|node| node.kind == kind);
            let ids: Vec<Id> = of_kind.map(|node| node.id).collect();
            let Some(&id) = (!ids.is_empty()).then(|| index.get(&ids)) else { continue };
            let finding = id;
            let command = match step {
                0 => Command::RemoveMeasures { ids: vec![id] },
                1 => Command::AddMeasure { finding, place: Place::First },
                2 => Command::AddFinding { beside: id },
                _ => Command::RemoveFinding { id },
            };
            session.run(command, 0).expect("a change");
            session.ledger().check_invariants().expect("well formed");
            check_numbers(session.ledger())?;
        }
        while session.undo(0).is_some() {}
        prop_assert_eq!(session.ledger(), &before);
    }
}

/// Findings count from 1 under each direction, and the measures of each that counts them.
fn check_numbers(ledger: &Ledger) -> Result<(), TestCaseError> {
    let parents = ledger
        .nodes()
        .iter()
        .filter(|node| matches!(node.kind, Kind::Chapter | Kind::Direction | Kind::Finding));
    for parent in parents {
        let of_kind = |kind| ledger.children(parent.id).filter(move |node| node.kind == kind);
        let measures: Vec<&str> = of_kind(Kind::Measure).map(|node| node.before.as_str()).collect();
        let findings: Vec<&str> = of_kind(Kind::Finding).map(|node| node.before.as_str()).collect();
        let is_part = parent.kind == Kind::Finding;
        for (row, checked) in [(measures, true), (findings, !is_part)] {
            let Some(first) = row.first().filter(|_| checked) else { continue };
            let marks = ["一是", "（1）", "\n1.", "\n（一）"];
            let Some(place) = marks.iter().position(|mark| first.contains(mark)) else { continue };
            for (number, opening) in (1..).zip(&row) {
                let chinese = numeral::write(number, numeral::Style::Chinese);
                let mark = match place {
                    0 => format!("{chinese}是"),
                    1 => format!("（{number}）"),
                    2 => format!("\n{number}."),
                    _ => format!("\n（{chinese}）"),
                };
                prop_assert!(opening.contains(&mark), "{mark} in {row:?}");
            }
        }
    }
    Ok(())
}
