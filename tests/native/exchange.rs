//! The list of what went out beside undo, redo, restoring and other documents.

use proptest::prelude::*;
use rectification_ledger::edit::{Command, rewound};
use rectification_ledger::ledger::{Author, Carrier, Id, Kind, Ledger};
use rectification_ledger::merge::{Decision, Return, Told, merge, taking};
use rectification_ledger::session::Session;
use rectification_ledger::slice::{self, Cut, Terms};
use rectification_ledger::storage::{MemoryStore, open};

use crate::edits::command;
use crate::{CLASSIC, SEED, ledger};

fn part(session: &Session, id: &str) -> Option<Ledger> {
    let nodes = session.ledger().nodes().iter().filter(|node| node.kind == Kind::Measure);
    let measures: Vec<Id> = nodes.map(|node| node.id).take(3).collect();
    let own = session.ledger().document();
    let document = if own.is_empty() { format!("d{id}") } else { own.to_owned() };
    let version = session.history().last();
    let from = Cut { document, version, by: Author::default(), at: 1 };
    let terms = Terms {
        to: "人事科".to_owned(),
        due: String::new(),
        fields: slice::USUAL.to_vec(),
        may_add: true,
        words: String::new(),
    };
    slice::cut(session.ledger(), &measures, id.to_owned(), &from, terms).ok()
}

/// Something that is about what goes out, or opens another document.
fn wish(session: &Session, verb: u8, step: usize, start: &Ledger) -> Option<Command> {
    let first = session.ledger().dispatches().keys().next().cloned();
    match verb % 6 {
        0 => {
            let part = part(session, &format!("s{step}"))?;
            let slice = part.slice().expect("a part");
            let dispatches = vec![slice::dispatch(slice, Carrier::Json)];
            Some(Command::Dispatch { document: slice.document.clone(), dispatches })
        }
        1 => Some(Command::Close { id: first?, is_closed: step.is_multiple_of(2) }),
        2 => {
            let part = part(session, &first?)?;
            let returns = [Return::to(session.ledger(), "a".to_owned(), part).ok()?];
            let merged = merge(session.ledger(), &returns, &Told::default());
            let taken: Vec<(usize, Decision)> = Vec::new();
            Some(taking(session.ledger(), &returns, &merged, &taken, String::new(), 2))
        }
        3 => Some(Command::Replace { to: Box::new(ledger(SEED)) }),
        4 => {
            let to = Box::new(start.clone());
            Some(Command::Restore { to, note: String::new(), is_other: true })
        }
        _ => {
            let to = Box::new(session.ledger().clone());
            Some(Command::Restore { to, note: String::new(), is_other: false })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever is done in whatever order: every point of the history can be gone back to, and a
    /// journal opens with what was there.
    #[test]
    fn what_went_out_stands_in_nobody_s_way(
        steps in prop::collection::vec((0..12_u8, any::<u8>(), any::<prop::sample::Index>(), "[一二；]{0,3}"), 1..30),
    ) {
        let start = ledger(CLASSIC);
        let opened = open(MemoryStore::default(), start.clone(), 3);
        let (mut session, mut journal) = (opened.session, opened.journal.expect("a fresh store"));
        let mut states = vec![session.ledger().clone()];
        for (step, (verb, other, pick, word)) in steps.iter().enumerate() {
            let done = match verb {
                0 | 1 => session.undo(1).is_some(),
                2 => session.redo(1).is_some(),
                3..=6 => match wish(&session, *verb - 3 + (other % 2) * 3, step, &start) {
                    Some(command) => session.run(command, 1).is_ok(),
                    None => false,
                },
                _ => {
                    let command = command(session.ledger(), *other, *pick, word);
                    session.run(command, 1).is_ok()
                }
            };
            if done {
                session.ledger().check_invariants().expect("well formed");
                states.push(session.ledger().clone());
                journal.save(&session).expect("there is room");
            }
        }
        let entries = session.history().entries();
        for (number, state) in states.iter().enumerate() {
            let later = entries.iter().rev().take_while(|one| one.number > number as u64);
            let back = rewound(session.ledger(), later).expect("the way back is there");
            prop_assert_eq!(&back, state);
        }
        let again = open(journal.into_store(), start, 9);
        prop_assert_eq!(again.session.ledger(), session.ledger());
        prop_assert_eq!(again.session.history(), session.history());
    }
}

#[test]
fn undo_ends_where_something_went_out_of_a_document_that_was_opened() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    session.run(Command::Replace { to: Box::new(ledger(CLASSIC)) }, 1).expect("opened");
    let part = part(&session, "s1").expect("well formed");
    let slice = part.slice().expect("a part");
    let dispatches = vec![slice::dispatch(slice, Carrier::Json)];
    let document = slice.document.clone();
    session.run(Command::Dispatch { document, dispatches }, 1).expect("it goes out");
    session.run(Command::Close { id: "s1".to_owned(), is_closed: true }, 1).expect("possible");
    session.undo(1).expect("closing is a step");
    assert!(session.undo(1).is_none(), "the document that it went out of stays");
    assert!(session.ledger().dispatches()["s1"].is_out());
    session.redo(1).expect("closing again");
    assert!(session.redo(1).is_none());
}
