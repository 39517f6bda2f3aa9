//! The journal: nothing saved is lost, nothing unreadable is written over. Long because each way
//! a store can fail is a test, and all share the store and the page below.

mod large;
mod older;
mod spaces;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rectification_ledger::edit::{Bulk, Command};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, Record};
use rectification_ledger::session::Session;
use rectification_ledger::storage::{
    self, Journal, MemoryStore, Saved, Store, StoreError, Trouble, contract,
};

use crate::{CLASSIC, find, ledger};

/// A store that two windows share, and that can stop taking writes at a given one.
#[derive(Clone, Debug)]
pub struct Shared {
    pub store: Rc<RefCell<MemoryStore>>,
    pub writes_left: Rc<Cell<usize>>,
}

impl Shared {
    pub fn new(store: MemoryStore) -> Self {
        Self { store: Rc::new(RefCell::new(store)), writes_left: Rc::new(Cell::new(usize::MAX)) }
    }

    fn spend(&self) -> bool {
        let left = self.writes_left.get();
        self.writes_left.set(left.saturating_sub(1));
        left > 0
    }

    pub fn texts(&self) -> Vec<(String, String)> {
        let mut keys = self.keys("").expect("keys");
        keys.sort_unstable();
        let text = |key: &String| self.get(key).expect("get").expect("listed");
        keys.iter().map(|key| (key.clone(), text(key))).collect()
    }
}

impl Store for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.borrow().get(key)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        // A page that was killed: it learns nothing, and nothing more is written.
        if self.spend() { self.store.borrow_mut().set(key, text) } else { Ok(()) }
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        if self.spend() { self.store.borrow_mut().remove(key) } else { Ok(()) }
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.store.borrow().keys(prefix)
    }
}

pub struct Page {
    pub session: Session,
    pub journal: Journal<Shared>,
}

pub fn open(store: &Shared) -> Page {
    let opened = storage::open(store.clone(), ledger(CLASSIC), 5);
    assert_eq!(opened.damage, None);
    Page { session: opened.session, journal: opened.journal.expect("to be saved") }
}

fn measure(ledger: &Ledger) -> Id {
    find(ledger, Kind::Measure, "")
}

impl Page {
    pub fn set(&mut self, field: Field, to: &str) -> Result<Saved, Trouble> {
        let id = measure(self.session.ledger());
        self.session.run(Command::Set { id, field, to: to.to_owned() }, 0).expect("a change");
        self.journal.save(&self.session)
    }
}

#[test]
fn the_memory_store_keeps_the_contract() {
    contract(&mut MemoryStore::default(), "some/");
}

#[test]
fn nothing_is_written_before_the_first_edit() {
    let store = Shared::new(MemoryStore::default());
    open(&store);
    assert_eq!(store.texts(), []);
}

#[test]
fn every_edit_and_the_way_back_survive() {
    let store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "机关党委").expect("saved");
    page.set(Field::Leader, "王").expect("saved");
    page.session.undo(0).expect("to undo");
    page.journal.save(&page.session).expect("saved");

    let mut again = open(&store);
    assert_eq!(again.session.ledger(), page.session.ledger());
    assert_eq!(again.session.history(), page.session.history());
    again.session.redo(0).expect("the reopened page can redo");
    assert_eq!(
        again.session.ledger().get(measure(again.session.ledger())).expect("there").record.leader,
        "王"
    );
}

#[test]
fn a_revised_and_a_withdrawn_stroke_are_stored_as_such() {
    let store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "机").expect("saved");
    let number = page.session.history().last();
    page.session.revise(number, "机关", 1).expect("newest");
    page.journal.save(&page.session).expect("saved");
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
    page.session.withdraw(number);
    page.journal.save(&page.session).expect("saved");
    assert_eq!(open(&store).session.ledger(), &ledger(CLASSIC));
    page.set(Field::Unit, "台").expect("the number is used again");
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
}

/// Twelve edits into a store that stops taking writes after `cut`: the states the ledger went
/// through, and how many writes had been made when each was saved.
fn run_of_edits(store: &Shared, cut: usize) -> Vec<(Ledger, usize)> {
    store.writes_left.set(cut);
    let mut page = open(store);
    let mut states = vec![(page.session.ledger().clone(), 0)];
    for number in 0..12 {
        let saved = page.set(Field::Remark, &format!("{number}").repeat(20));
        // A page that was cut off may notice that its writes are not there.
        assert!(saved.is_ok() || store.writes_left.get() == 0, "{saved:?}");
        states.push((page.session.ledger().clone(), cut - store.writes_left.get()));
    }
    store.writes_left.set(usize::MAX);
    states
}

#[test]
fn cut_after_any_write_it_opens_with_everything_that_was_saved() {
    let file = storage_size(&ledger(CLASSIC));
    for room in [None, Some(file + 9_000)] {
        let fresh = || Shared::new(room.map_or_else(MemoryStore::default, MemoryStore::with_room));
        let states = run_of_edits(&fresh(), usize::MAX / 2);
        let writes = states[12].1;
        assert_eq!(room.is_some(), writes > 15, "the small store had to fold its history");
        for cut in 0..=writes {
            let store = fresh();
            run_of_edits(&store, cut);
            let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
            assert_eq!(opened.damage, None, "cut {cut}");
            let found = states.iter().rposition(|(state, _)| state == opened.session.ledger());
            let saved = states.iter().rposition(|(_, at)| *at <= cut).expect("the first is at 0");
            assert!(found.is_some_and(|found| found >= saved), "cut {cut}: {found:?} of {saved}");
        }
    }
}

#[test]
fn a_revision_that_found_no_room_is_caught_up() {
    let store = Shared::new(MemoryStore::with_room(storage_size(&ledger(CLASSIC)) + 300));
    let mut page = open(&store);
    page.set(Field::Unit, "办").expect("saved");
    let number = page.session.history().last();
    page.session.revise(number, &"办公室".repeat(100), 1).expect("newest");
    assert_eq!(page.journal.save(&page.session), Err(Trouble::Store(StoreError::Full)));
    page.session.revise(number, "办公室", 2).expect("newest");
    page.journal.save(&page.session).expect("this one fits");
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
}

#[test]
fn a_window_in_the_middle_of_a_cell_is_stopped_too() {
    for withdraws in [false, true] {
        let store = Shared::new(MemoryStore::default());
        let mut one = open(&store);
        one.set(Field::Unit, "办").expect("saved");
        let number = one.session.history().last();
        let mut two = open(&store);
        two.set(Field::Leader, "李").expect("saved");
        let stored = store.texts();
        if withdraws {
            one.session.withdraw(number);
        } else {
            one.session.revise(number, "办公室", 1).expect("newest");
        }
        assert_eq!(one.journal.save(&one.session), Err(Trouble::Overtaken));
        assert_eq!(store.texts(), stored);
    }
}

#[test]
fn redo_stops_at_what_was_folded_away() {
    let store = Shared::new(MemoryStore::with_room(storage_size(&ledger(CLASSIC)) + 9_000));
    let mut page = open(&store);
    for number in 0..12 {
        page.set(Field::Remark, &number.to_string().repeat(20)).expect("saved");
    }
    while page.session.undo(0).is_some() {
        page.journal.save(&page.session).expect("saved");
    }
    let mut again = open(&store);
    while again.session.redo(0).is_some() {}
    while again.session.undo(0).is_some() {}
    again.session.ledger().check_invariants().expect("well formed");
}

#[test]
fn an_undo_that_does_not_undo_is_damage() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "甲").expect("saved");
    page.session.undo(0).expect("to undo");
    page.journal.save(&page.session).expect("saved");
    let key = "rectification-ledger/1/2";
    let wrong = store.get(key).expect("get").expect("there").replace("unit", "leader");
    store.set(key, &wrong.replace("\"from\":\"甲\"", "\"from\":\"\"")).expect("set");
    assert!(storage::open(store, ledger(CLASSIC), 6).damage.is_some());
}

#[test]
fn damage_found_in_a_full_store_is_shown_with_what_could_be_read() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "甲").expect("saved");
    let readable = page.session.ledger().clone();
    page.set(Field::Unit, "乙").expect("saved");
    store.set("rectification-ledger/1/2", "{").expect("set");
    let texts = store.texts();
    let mut full = MemoryStore::with_room(store.store.borrow().used());
    for (key, text) in &texts {
        full.set(key, text).expect("it fits exactly");
    }
    let opened = storage::open(Shared::new(full), ledger(CLASSIC), 6);
    assert!(opened.damage.is_some_and(|damage| damage.recovered));
    assert_eq!(*opened.session.ledger(), readable);
    assert_eq!(opened.journal.err(), Some(Trouble::Store(StoreError::Full)));
}

#[test]
fn a_full_store_gives_up_its_history_before_it_gives_up_an_edit() {
    let full_ledger = storage_size(&ledger(CLASSIC));
    let store = Shared::new(MemoryStore::with_room(full_ledger + 10_000));
    let mut page = open(&store);
    let outcomes: Vec<_> = (0..600).map(|n| page.set(Field::Remark, &n.to_string())).collect();
    assert!(outcomes.contains(&Ok(Saved::Compacted)));
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
    // Undo of what was compacted away still works in this visit, and is stored.
    while page.session.undo(0).is_some() {
        page.journal.save(&page.session).expect("saved");
    }
    assert_eq!(open(&store).session.ledger(), &ledger(CLASSIC));
}

pub fn storage_size(ledger: &Ledger) -> usize {
    rectification_ledger::file::write(ledger).encode_utf16().count()
}

#[test]
fn a_store_with_no_room_at_all_shouts_and_catches_up() {
    let store = Shared::new(MemoryStore::with_room(500));
    let mut page = open(&store);
    assert_eq!(page.set(Field::Unit, "台"), Err(Trouble::Store(StoreError::Full)));
    assert_eq!(page.set(Field::Leader, "王"), Err(Trouble::Store(StoreError::Full)));
    *store.store.borrow_mut() = MemoryStore::default();
    page.set(Field::Remark, "好").expect("there is room again");
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
}

#[test]
fn a_store_cleared_under_the_page_is_filled_again() {
    let store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "台").expect("saved");
    *store.store.borrow_mut() = MemoryStore::default();
    assert_eq!(page.set(Field::Leader, "王"), Ok(Saved::Refilled));
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
}

#[test]
fn a_second_window_is_stopped_instead_of_overwriting() {
    for first_saves in [0, 2] {
        let store = Shared::new(MemoryStore::default());
        let mut one = open(&store);
        for number in 0..first_saves {
            one.set(Field::Unit, &number.to_string()).expect("saved");
        }
        let mut two = open(&store);
        one.set(Field::Leader, "王").expect("saved");
        let stored = store.texts();
        assert_eq!(two.set(Field::Leader, "李"), Err(Trouble::Overtaken));
        assert_eq!(two.set(Field::Leader, "赵"), Err(Trouble::Overtaken));
        assert_eq!(store.texts(), stored, "the second window wrote nothing");
        assert_eq!(open(&store).session.ledger(), one.session.ledger());
    }
}

#[test]
fn a_window_left_behind_by_a_compaction_is_stopped() {
    let room = storage_size(&ledger(CLASSIC)) + 10_000;
    let store = Shared::new(MemoryStore::with_room(room));
    let mut one = open(&store);
    one.set(Field::Unit, "台").expect("saved");
    let mut two = open(&store);
    let compacted =
        (0..600).any(|n| one.set(Field::Remark, &n.to_string()) == Ok(Saved::Compacted));
    assert!(compacted);
    assert_eq!(two.set(Field::Leader, "李"), Err(Trouble::Overtaken));
}

#[test]
fn a_damaged_journal_is_set_aside_and_the_part_before_is_recovered() {
    for damage in [
        "",
        "{",
        "[]",
        "{\"number\":2,\"at\":0,\"action\":\"set\",\"edits\":[{\"set\":{\"id\":1,\"field\":\"text\",\"from\":\"no\",\"to\":\"x\"}}]}",
    ] {
        let mut store = Shared::new(MemoryStore::default());
        let mut page = open(&store);
        page.set(Field::Unit, "甲").expect("saved");
        let recovered = page.session.ledger().clone();
        page.set(Field::Unit, "乙").expect("saved");
        page.set(Field::Unit, "丙").expect("saved");
        store.set("rectification-ledger/1/2", damage).expect("set");
        let before = store.texts();

        let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
        assert!(opened.damage.is_some_and(|damage| damage.recovered), "{damage}");
        assert_eq!(*opened.session.ledger(), recovered);
        let mut page = Page { session: opened.session, journal: opened.journal.expect("goes on") };
        page.set(Field::Leader, "王").expect("saved");
        for (key, text) in before {
            if key != "rectification-ledger/head" {
                assert_eq!(store.get(&key), Ok(Some(text)), "{key} is as it was");
            }
        }
        assert_eq!(open(&store).session.ledger(), page.session.ledger());
        // And it is still there after yet another visit.
        assert!(store.get("rectification-ledger/1/3").expect("get").is_some());
    }
}

#[test]
fn a_missing_transaction_is_noticed() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    for number in 0..3 {
        page.set(Field::Unit, &number.to_string()).expect("saved");
    }
    store.remove("rectification-ledger/1/2").expect("remove");
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert!(opened.damage.is_some_and(|damage| damage.recovered));
}

#[test]
fn a_damaged_snapshot_is_set_aside() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "甲").expect("saved");
    store.set("rectification-ledger/1/snapshot", "{\"base\":0}\n{\"format\":").expect("set");
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert!(opened.damage.is_some_and(|damage| !damage.recovered));
    let mut page = Page { session: opened.session, journal: opened.journal.expect("goes on") };
    page.set(Field::Unit, "乙").expect("saved");
    assert_eq!(open(&store).session.ledger(), page.session.ledger());
    assert!(store.get("rectification-ledger/1/1").expect("get").is_some());
}

#[test]
fn what_cannot_be_read_is_kept_and_told_at_every_visit() {
    for garbage in
        [("rectification-ledger/1/snapshot", "garbage"), ("rectification-ledger/1/1", "{}")]
    {
        let mut store = Shared::new(MemoryStore::default());
        store.set(garbage.0, garbage.1).expect("set");
        for _ in 0..2 {
            let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
            assert!(opened.damage.is_some_and(|damage| !damage.recovered));
        }
        let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
        let mut page = Page { session: opened.session, journal: opened.journal.expect("goes on") };
        page.set(Field::Unit, "甲").expect("saved");
        assert_eq!(open(&store).session.ledger(), page.session.ledger());
        assert_eq!(store.get(garbage.0), Ok(Some(garbage.1.to_owned())));
    }
}

#[test]
fn keys_of_nobody_condemn_no_ledger() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "甲").expect("saved");
    for key in ["1/01", "1/x", "x/y", "18446744073709551615/snapshot", "1/", "odd"] {
        store.set(&format!("rectification-ledger/{key}"), "x").expect("set");
    }
    let mut again = open(&store);
    assert_eq!(again.session.ledger(), page.session.ledger());
    again.set(Field::Unit, "乙").expect("saved");
    assert_eq!(open(&store).session.ledger(), again.session.ledger());
}

#[test]
fn newer_data_is_left_alone_and_this_visit_is_not_saved() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "甲").expect("saved");
    let key = "rectification-ledger/1/snapshot";
    let newer =
        store.get(key).expect("get").expect("there").replace("\"version\":4", "\"version\":5");
    store.set(key, &newer).expect("set");
    let before = store.texts();
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert_eq!(opened.journal.err(), Some(Trouble::Newer));
    assert_eq!(store.texts(), before);
    let dump = storage::dump(&store).expect("dump");
    assert!(dump.contains("snapshot"));
}

#[test]
fn what_an_older_release_stored_is_marked_before_it_is_added_to() {
    for version in [1, 2, 3] {
        let mut store = Shared::new(MemoryStore::default());
        open(&store).set(Field::Unit, "甲").expect("saved");
        let key = "rectification-ledger/1/snapshot";
        let text = store.get(key).expect("get").expect("there");
        let older = text.replacen("\"journal\":5", &format!("\"journal\":{version}"), 1);
        assert_ne!(older, text);
        store.set(key, &older).expect("set");
        let mut page = open(&store);
        assert_eq!(
            store.get(key).expect("get").as_deref(),
            Some(older.as_str()),
            "reading changes nothing"
        );
        page.set(Field::Unit, "乙").expect("saved");
        assert_eq!(store.get(key).expect("get").as_deref(), Some(text.as_str()));
        assert_eq!(open(&store).session.ledger(), page.session.ledger());
    }
}

/// Words as a release that knew no other actions wrote them.
#[test]
fn what_the_second_version_stored_opens_whole() {
    let mut store = Shared::new(MemoryStore::default());
    let mut page = open(&store);
    page.set(Field::Unit, "甲").expect("saved");
    let id = measure(page.session.ledger());
    page.session.run(Command::RemoveMeasures { ids: vec![id] }, 0).expect("a change");
    page.journal.save(&page.session).expect("saved");
    page.session.undo(0).expect("a step back");
    page.journal.save(&page.session).expect("saved");
    for (key, text) in store.texts() {
        assert!(!key.ends_with("/2") || text.contains("\"action\":\"remove_measure\""), "{text}");
        store.set(&key, &text.replacen("\"journal\":5", "\"journal\":2", 1)).expect("set");
    }
    let mut again = open(&store);
    assert_eq!(again.session.ledger(), page.session.ledger());
    assert_eq!(again.session.history(), page.session.history());
    assert!(again.session.redo(0).is_some());
}

#[test]
fn a_journal_of_a_newer_release_is_left_alone() {
    let mut store = Shared::new(MemoryStore::default());
    open(&store).set(Field::Unit, "甲").expect("saved");
    let key = "rectification-ledger/1/snapshot";
    let text = store.get(key).expect("get").expect("there");
    let newer = text.replacen("\"journal\":5", "\"journal\":6", 1);
    assert_ne!(newer, text);
    store.set(key, &newer).expect("set");
    let before = store.texts();
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert_eq!(opened.journal.err(), Some(Trouble::Newer));
    assert_eq!(store.texts(), before);
}

/// A ledger of ten thousand measures, in characters of one byte, so that bytes are characters.
fn large() -> Ledger {
    let id = |number: u64| Id::new(number).expect("not zero");
    let node = |number, parent, kind, text: &str| Node {
        id: id(number),
        parent,
        kind,
        before: String::new(),
        text: text.to_owned(),
        after: String::new(),
        field: None,
        record: Record::default(),
    };
    let finding = node(1, None, Kind::Finding, "f");
    let measures = (2..10_002).map(|at| node(at, Some(id(1)), Kind::Measure, &"a".repeat(120)));
    let nodes = std::iter::once(finding).chain(measures).collect();
    Ledger::new("large".to_owned(), nodes).expect("well formed")
}

#[test]
fn work_on_all_of_ten_thousand_measures_is_saved_again_and_again() {
    // What a browser gives, in characters.
    let store = Shared::new(MemoryStore::with_room(5_242_880));
    let mut page = open(&store);
    page.session.run(Command::Replace { to: Box::new(large()) }, 0).expect("possible");
    page.journal.save(&page.session).expect("there is room for it");
    let ids: Vec<Id> = page.session.ledger().nodes().iter().map(|node| node.id).collect();
    for round in 0..4 {
        let cells = ids.iter().map(|id| (*id, Field::Text, format!("b{round}"))).collect();
        page.session.run(Command::Write { cells, what: Bulk::Fill }, 0).expect("possible");
        page.journal.save(&page.session).expect("earlier steps have made room");
        page.session.undo(0).expect("a step back");
        page.journal.save(&page.session).expect("earlier steps have made room");
    }
    page.session
        .run(Command::Set { id: ids[7], field: Field::Text, to: "last".to_owned() }, 0)
        .expect("possible");
    page.journal.save(&page.session).expect("and for a word");
    let again = open(&store);
    assert_eq!(again.session.ledger(), page.session.ledger());
    assert_eq!(again.session.history().last(), page.session.history().last());
}
