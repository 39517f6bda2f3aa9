//! Journals as earlier releases wrote them, to the character: what lies in browsers since then is
//! opened for ever. Each was written by the release itself, with the ledger's file at the end
//! (`.ledger.json`) and after three steps back (`.undone.json`).

use std::collections::BTreeMap;

use rectification_ledger::edit::Action;
use rectification_ledger::file;
use rectification_ledger::ledger::{Field, Ledger};
use rectification_ledger::storage::{MemoryStore, Store};

use super::{Shared, open};

macro_rules! older {
    ($version:literal) => {
        [
            include_str!(concat!("../../fixtures/journals/v", $version, ".json")),
            include_str!(concat!("../../fixtures/journals/v", $version, ".ledger.json")),
            include_str!(concat!("../../fixtures/journals/v", $version, ".undone.json")),
        ]
    };
}

fn check([texts, ledger, undone]: [&str; 3], version: u32, steps: u64) {
    let texts: BTreeMap<String, String> = serde_json::from_str(texts).expect("key and text");
    let mut store = Shared::new(MemoryStore::default());
    for (key, text) in &texts {
        store.set(key, text).expect("set");
    }
    let read = |text: &str| -> Ledger { file::read(text).expect("a ledger") };
    let page = open(&store);
    assert_eq!(page.session.ledger(), &read(ledger));
    assert_eq!(page.session.history().last(), steps);
    for (key, text) in &texts {
        let is_head = key == "rectification-ledger/head";
        assert!(is_head || store.get(key) == Ok(Some(text.clone())), "reading changes nothing");
    }
    // A step back does what it did then, to the beginning; and on again.
    let mut session = page.session.clone();
    for _ in 0..3 {
        assert!(session.undo(0).is_some());
    }
    assert_eq!(session.ledger(), &read(undone));
    while session.undo(0).is_some() {}
    let snapshot = &texts["rectification-ledger/1/snapshot"];
    let (head, first) = snapshot.split_once('\n').expect("two parts");
    assert_eq!(head, format!("{{\"journal\":{version},\"base\":0}}"));
    assert_eq!(session.ledger(), &read(first));
    while session.redo(0).is_some() {}
    assert!(matches!(session.history().entries().last().expect("one").action, Action::Redo(_)));
    // It goes on, marked as of this release.
    let mut page = page;
    page.set(Field::Remark, "续").expect("saved");
    let again = open(&store);
    assert_eq!(again.session.ledger(), page.session.ledger());
    assert_eq!(again.session.history(), page.session.history());
    let snapshot = store.get("rectification-ledger/1/snapshot").expect("get").expect("there");
    assert!(snapshot.starts_with("{\"journal\":5,"), "{snapshot}");
}

#[test]
fn a_journal_of_the_first_version_opens_for_ever() {
    check(older!(1), 1, 17);
}

#[test]
fn a_journal_of_the_second_version_opens_for_ever() {
    check(older!(2), 2, 17);
}

#[test]
fn a_journal_of_the_third_version_opens_for_ever() {
    check(older!(3), 3, 21);
}

#[test]
fn a_journal_of_the_fourth_version_opens_for_ever() {
    check(older!(4), 4, 345);
}
