//! What only a browser can show: the store over the real local storage. Run in Chromium.
#![cfg(target_arch = "wasm32")]

mod clipboard;

use rectification_ledger::browser::LocalStore;
use rectification_ledger::edit::Command;
use rectification_ledger::ledger::{Field, Kind};
use rectification_ledger::storage::{self, Store, StoreError};
use rectification_ledger::{parse, session::Session};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn store() -> LocalStore {
    LocalStore::new("").expect("this page may use local storage")
}

fn clear() {
    let mut store = store();
    for key in store.keys("").expect("keys") {
        store.remove(&key).expect("remove");
    }
}

fn sample() -> rectification_ledger::ledger::Ledger {
    let text = "二、整改情况\n1.关于“学习不深入”问题\n整改情况：一是制定计划；二是开展学习。";
    parse::parse(text).0.into_ledger("样本".to_owned()).expect("well formed")
}

#[wasm_bindgen_test]
fn local_storage_keeps_the_contract() {
    clear();
    storage::contract(&mut store(), "contract/");
}

#[wasm_bindgen_test]
fn spaces_of_local_storage_do_not_see_each_other() {
    clear();
    let mut apart = LocalStore::new("a1").expect("this page may use local storage");
    storage::contract(&mut apart, "contract/");
    store().set("rectification-ledger/head", "old").expect("set");
    apart.set("rectification-ledger/head", "carried").expect("set");
    assert_eq!(store().get("rectification-ledger/head"), Ok(Some("old".to_owned())));
    for store in [store(), apart.clone()] {
        assert_eq!(store.keys(""), Ok(vec!["rectification-ledger/head".to_owned()]));
    }
    apart.remove("rectification-ledger/head").expect("remove");
    clear();
}

#[wasm_bindgen_test]
fn a_full_local_storage_is_reported_and_keeps_the_old_text() {
    clear();
    let mut store = store();
    store.set("small", "before").expect("set");
    let half = "整".repeat(3 << 20);
    let full = (0..8).find_map(|at| store.set(&format!("big/{at}"), &half).err());
    assert_eq!(full, Some(StoreError::Full));
    assert_eq!(store.set("small", &half), Err(StoreError::Full));
    assert_eq!(store.get("small"), Ok(Some("before".to_owned())));
    clear();
}

#[wasm_bindgen_test]
fn a_session_survives_in_local_storage() {
    clear();
    let opened = storage::open(store(), sample(), 7);
    assert!(!opened.stored);
    let (mut session, mut journal) = (opened.session, opened.journal.expect("a fresh store"));
    let measure = session.ledger().nodes().iter().find(|node| node.kind == Kind::Measure);
    let id = measure.expect("the sample has measures").id;
    let to = "制定年度计划".to_owned();
    session.run(Command::Set { id, field: Field::Text, to }, 1).expect("a change");
    journal.save(&session).expect("saved");

    let again: Session = storage::open(store(), sample(), 8).session;
    assert_eq!(again.ledger(), session.ledger());
    assert_eq!(again.history().to_undo(), session.history().to_undo());
    clear();
}
