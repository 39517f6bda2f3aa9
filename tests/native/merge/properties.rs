//! Merging whatever was done on every side, by chance, and what must hold for all of it.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rectification_ledger::file::Content;
use rectification_ledger::ledger::{Field, Id, Kind, Ledger};
use rectification_ledger::merge::{Class, Decision, Return, Told, What, merge};
use rectification_ledger::session::Session;

use super::{DOCUMENT, all, apply, back, measures, send, told};
use crate::edits::command;
use crate::{CLASSIC, ledger};

/// The rows of a ledger: kind, parent and cells of each.
type Rows = BTreeMap<Id, (Option<Id>, Vec<String>)>;

fn rows(ledger: &Ledger) -> Rows {
    let is_row = |node: &&rectification_ledger::ledger::Node| {
        matches!(node.kind, Kind::Measure | Kind::Finding)
    };
    let cells = |node: &rectification_ledger::ledger::Node| {
        let own = Field::ALL.iter().filter(|field| !matches!(field, Field::Before | Field::After));
        own.map(|field| node.get(*field).to_owned()).collect()
    };
    let rows = ledger.nodes().iter().filter(is_row);
    rows.map(|node| (node.id, (node.parent, cells(node)))).collect()
}

/// By chance, whatever a part permits.
fn worked(from: &Ledger, steps: &[(u8, prop::sample::Index, String)], seed: u64) -> Ledger {
    let mut session = Session::new(from.clone(), 0, seed);
    for (verb, pick, word) in steps {
        // Not the particulars, the rulings, the name, another template.
        if !session.ledger().nodes().is_empty() && !matches!(verb % 23, 19..=22) {
            let command = command(session.ledger(), *verb, *pick, word);
            // What is refused changes nothing.
            let _ = session.run(command, 3);
        }
    }
    session.ledger().clone()
}

/// A whole ledger as a part, with `work` done in it by whatever way.
fn part_of(session: &mut Session, id: &str, work: &[(u8, prop::sample::Index, String)]) -> Ledger {
    let ids = measures(session.ledger());
    let part = send(session, &ids, id, "人事科");
    let free = Ledger::with(Content { slice: None, ..Content::of(&part) }).expect("well formed");
    let worked = worked(&free, work, id.len() as u64 + 40);
    let slice = part.slice().cloned().map(Box::new);
    Ledger::with(Content { slice, ..Content::of(&worked) }).expect("well formed")
}

type Work = Vec<(u8, prop::sample::Index, String)>;

fn work() -> impl Strategy<Value = Work> {
    prop::collection::vec((any::<u8>(), any::<prop::sample::Index>(), "[一二；。甲]{0,4}"), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changed_there_changes_nothing_here(ours in work()) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        let part = part_of(&mut session, "s1", &[]);
        let mine = worked(session.ledger(), &ours, 2);
        let returns = [back(&mine, "a", part)];
        let merged = merge(&mine, &returns, &Told::default());
        prop_assert!(merged.proposals.iter().all(|one| one.class == Class::OursOnly), "{:?}", told(&merged));
    }

    #[test]
    fn the_same_on_both_sides_is_settled(work in work()) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        let part = part_of(&mut session, "s1", &work);
        let content = Content { slice: None, document: DOCUMENT.to_owned(), ..Content::of(&part) };
        let mine = Content { dispatches: session.ledger().dispatches().values().cloned().collect(), ..content };
        let mine = Ledger::with(mine).expect("well formed");
        let returns = [back(&mine, "a", part)];
        let merged = merge(&mine, &returns, &Told::default());
        prop_assert!(merged.proposals.iter().all(|one| one.class == Class::Same), "{:?}", told(&merged));
    }

    #[test]
    fn all_that_they_did_can_be_taken(work in work()) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        let theirs = part_of(&mut session, "s1", &work);
        let returns = [back(session.ledger(), "a", theirs.clone())];
        let merged = merge(session.ledger(), &returns, &Told::default());
        prop_assert!(merged.proposals.iter().all(|one| one.class == Class::TheirsOnly), "{:?}", told(&merged));
        apply(&mut session, &returns, &merged, &all(&merged));
        prop_assert_eq!(rows(session.ledger()), rows(&theirs));
    }

    /// Whatever is decided, a cell is what it was, or what was decided for it; a row goes only
    /// where it was decided that it goes.
    #[test]
    fn no_decision_loses_what_nobody_deleted(
        ours in work(), one in work(), two in work(), choices in prop::collection::vec(0..4_u8, 0..60),
    ) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        let theirs = [part_of(&mut session, "s1", &one), part_of(&mut session, "s22", &two)];
        let mine = worked(session.ledger(), &ours, 2);
        let mut session = Session::new(mine.clone(), 0, 3);
        let returns: Vec<Return> = theirs.iter().map(|one| back(&mine, "a", one.clone())).collect();
        let merged = merge(&mine, &returns, &Told::default());
        let open = merged.proposals.iter().enumerate().filter(|(_, one)| one.is_open());
        let decided: Vec<(usize, Decision)> = open.zip(choices).map(|((at, one), choice)| {
            let decision = match choice {
                0 => Decision::Ours,
                1 if one.variants.len() > 1 => Decision::Theirs(1),
                1 | 2 => Decision::Theirs(0),
                _ => Decision::Both,
            };
            (at, decision)
        }).collect();
        apply(&mut session, &returns, &merged, &decided);
        let (before, after) = (rows(&mine), rows(session.ledger()));
        let is_taken = |at: usize| decided.iter().any(|(one, how)| *one == at && matches!(how, Decision::Theirs(_)));
        let goes: BTreeSet<Id> = merged.proposals.iter().enumerate()
            .filter(|(at, one)| one.what == What::Gone && is_taken(*at))
            .flat_map(|(_, one)| mine.subtree(one.id)).map(|node| node.id).collect();
        let touched: BTreeSet<(Id, Field)> = decided.iter().filter(|(_, how)| *how != Decision::Ours)
            .map(|(at, _)| (merged.proposals[*at].id, merged.proposals[*at].field)).collect();
        let fields: Vec<Field> = Field::ALL.iter().copied()
            .filter(|field| !matches!(field, Field::Before | Field::After)).collect();
        for (id, (_, cells)) in &before {
            let Some((_, now)) = after.get(id) else {
                prop_assert!(goes.contains(id), "{id} is lost");
                continue;
            };
            for (field, (was, is)) in fields.iter().zip(cells.iter().zip(now)) {
                prop_assert!(was == is || touched.contains(&(*id, *field)), "{id} {field:?}: {was} {is}");
            }
        }
    }

    #[test]
    fn the_order_of_the_files_changes_nothing(ours in work(), one in work(), two in work()) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        let theirs = [part_of(&mut session, "s1", &one), part_of(&mut session, "s22", &two)];
        let mine = worked(session.ledger(), &ours, 2);
        let of = |order: [usize; 2]| {
            let returns = order.map(|at| back(&mine, &at.to_string(), theirs[at].clone()));
            let merged = merge(&mine, &returns, &Told::default());
            let key = |one: &rectification_ledger::merge::Proposal| {
                let variants: Vec<_> = one.variants.iter().map(|variant| {
                    let from: BTreeSet<usize> = variant.from.iter().map(|at| order[*at]).collect();
                    (variant.value.clone(), from, variant.is_beyond)
                }).collect();
                (one.id, one.field, one.what, one.class, one.ours.clone(), variants)
            };
            let mut all: Vec<_> = merged.proposals.iter().map(key).collect();
            all.sort();
            all
        };
        prop_assert!(of([0, 1]) == of([1, 0]));
    }
}
