//! Finding and replacing: held against a plain implementation, and on a ledger.

use std::ops::Range;

use proptest::prelude::*;
use rectification_ledger::edit::Command;
use rectification_ledger::find::{self, Query};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, wording};
use rectification_ledger::session::Session;

use crate::{CLASSIC, ledger};

fn query(words: &str) -> Query {
    Query { words: words.to_owned(), ..Query::default() }
}

/// A finding with one measure whose text is `text`, and the measure.
fn one_measure(text: &str) -> (Ledger, Id) {
    let node = |id, parent, kind, text: &str| Node {
        id: Id::new(id).unwrap(),
        parent: Id::new(parent),
        kind,
        before: String::new(),
        text: text.to_owned(),
        after: String::new(),
        field: None,
        record: Default::default(),
    };
    let nodes = vec![node(1, 0, Kind::Finding, ""), node(2, 1, Kind::Measure, text)];
    (Ledger::new(String::new(), nodes).unwrap(), Id::new(2).unwrap())
}

fn count(text: &str, query: &Query) -> usize {
    let (ledger, id) = one_measure(text);
    find::hits(&ledger, query, std::iter::once(id)).total
}

/// Character by character, as one would say it.
fn naive(text: &str, query: &Query) -> Vec<Range<usize>> {
    let same = |a: char, b: char| a == b || !query.exact && wording::fold(a) == wording::fold(b);
    let words: Vec<char> = query.words.chars().collect();
    let text: Vec<(usize, char)> = text.char_indices().chain([(text.len(), '\0')]).collect();
    let length = text.len() - 1;
    let mut found = Vec::new();
    let mut at = 0;
    while at < length && !words.is_empty() {
        let end = at + words.len();
        let stands = end <= length && (at..end).all(|one| same(text[one].1, words[one - at]));
        let is_whole = at == 0 && end == length;
        if stands && (is_whole || !query.whole_cell) {
            found.push(text[at].0..text[end].0);
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

/// Characters of one to four bytes, with others they fold to of another length.
fn words(most: usize) -> impl Strategy<Value = String> {
    let characters = "aaAＡａ市 　，,Ⱥⱥİi1１K\u{212a}🙂ẞßΣσς";
    let characters: Vec<char> = characters.chars().collect();
    proptest::collection::vec(proptest::sample::select(characters), 0..=most)
        .prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn words_are_found_as_reading_finds_them(
        text in words(24), words in words(3), exact: bool, whole_cell: bool,
    ) {
        let query = Query { words, exact, whole_cell };
        prop_assert_eq!(count(&text, &query), naive(&text, &query).len());
        let itself = Query { words: text.clone(), ..query };
        prop_assert_eq!(count(&text, &itself), usize::from(!text.is_empty()));
    }

    #[test]
    fn what_was_not_found_keeps_its_bytes(
        text in words(24), words in words(3), with in words(4), exact: bool, whole_cell: bool,
    ) {
        let query = Query { words, exact, whole_cell };
        let (ledger, id) = one_measure(&text);
        let found = naive(&text, &query);

        let mut expected = text.clone();
        for range in found.iter().rev() {
            expected.replace_range(range.clone(), &with);
        }
        let cell = (id, Field::Text);
        let changed = find::replace(&ledger, &query, &with, &[cell, cell]).unwrap();
        let expected = (expected != text).then_some((id, Field::Text, expected));
        prop_assert_eq!(changed, Vec::from_iter(expected));
    }
}

#[test]
fn full_width_and_half_width_are_the_same_words_unless_exact() {
    let text = "依托ＡＢ系统、ab系统和Ab系统";
    let replaced = |query: &Query| {
        let (ledger, id) = one_measure(text);
        find::replace(&ledger, query, "·", &[(id, Field::Text)]).unwrap().remove(0).2
    };
    assert_eq!(replaced(&query("AB")), "依托·系统、·系统和·系统");
    let exact = Query { exact: true, ..query("b系") };
    assert_eq!(replaced(&exact), "依托ＡＢ系统、a·统和A·统");
}

#[test]
fn occurrences_do_not_overlap() {
    assert_eq!(count("abababa", &query("aba")), 2);
    assert_eq!(count("整整整整整", &query("整整")), 2);
}

#[test]
fn no_words_and_too_many_are_found_nowhere() {
    for whole_cell in [false, true] {
        for (text, words) in [("整改", ""), ("", ""), ("", "整改"), ("整改", "整改到位")]
        {
            assert_eq!(count(text, &Query { whole_cell, ..query(words) }), 0);
        }
    }
}

#[test]
fn a_replacement_that_holds_the_words_is_not_replaced_again() {
    let (ledger, id) = one_measure("整改，整改");
    let cell = (id, Field::Text);
    let all = find::replace(&ledger, &query("整改"), "整改整改", &[cell]).unwrap();
    assert_eq!(all, [(id, Field::Text, "整改整改，整改整改".to_owned())]);
}

#[test]
fn more_than_one_step_may_write_is_refused_before_it_is_made() {
    let (ledger, id) = one_measure(&"甲".repeat(1000));
    let with = "乙".repeat(100_000);
    assert_eq!(find::replace(&ledger, &query("甲"), &with, &[(id, Field::Text)]), None);
}

#[test]
fn all_texts_of_the_table_are_looked_at_and_nothing_else() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let all: Vec<Id> = session.ledger().nodes().iter().map(|node| node.id).collect();
    let measure = session.ledger().nodes().iter().find(|node| node.kind == Kind::Measure);
    let measure = measure.unwrap().id;
    let words = "甲乙丙";
    let mut expected = Vec::new();
    for field in [Field::Leader, Field::Unit, Field::Deadline, Field::Remark] {
        let to = format!("{words}、{words}");
        session.run(Command::Set { id: measure, field, to }, 0).unwrap();
        expected.push((measure, field, 2));
    }
    session
        .run(Command::Set { id: all[0], field: Field::Before, to: words.to_owned() }, 0)
        .unwrap();
    let hits = find::hits(session.ledger(), &query(words), all.iter().copied());
    assert_eq!((hits.cells, hits.total), (expected, 8));

    // A cell that is no text is left alone, and so is a node that has gone.
    let cells =
        [(measure, Field::Status), (all[0], Field::Before), (Id::new(999).unwrap(), Field::Text)];
    assert!(find::replace(session.ledger(), &query(words), "", &cells).unwrap().is_empty());
}

#[test]
fn hits_follow_the_order_given_and_leave_the_text_around_alone() {
    let ledger = ledger(CLASSIC);
    let order: Vec<Id> = ledger.nodes().iter().rev().map(|node| node.id).collect();
    let hits = find::hits(&ledger, &query("整改"), order.iter().copied());
    let place = |cell: &(Id, Field, usize)| ledger.position(cell.0).unwrap();
    assert!(hits.cells.is_sorted_by_key(|cell| std::cmp::Reverse(place(cell))));
    let kind = |cell: &(Id, Field, usize)| ledger.get(cell.0).unwrap().kind;
    assert!(hits.total > 0 && hits.cells.iter().all(|cell| kind(cell) != Kind::Narrative));
}
