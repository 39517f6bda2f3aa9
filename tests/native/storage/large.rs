//! Ledgers that take nearly all that a browser gives: their history stays as far as there is room,
//! and a stroke does not write the whole ledger.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use rectification_ledger::edit::{Action, Command, rewound};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, Record};
use rectification_ledger::session::Session;
use rectification_ledger::storage::{self, Journal, MemoryStore, Saved, Store, StoreError};

use super::storage_size;

/// What a browser gives, in characters.
const GRANTED: usize = 5_242_880;

/// Counts how often a snapshot is written.
#[derive(Clone, Debug)]
struct Counting {
    store: Rc<RefCell<MemoryStore>>,
    snapshots: Rc<Cell<usize>>,
}

impl Store for Counting {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.store.borrow().get(key)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        self.snapshots.set(self.snapshots.get() + usize::from(key.ends_with("/snapshot")));
        self.store.borrow_mut().set(key, text)
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.store.borrow_mut().remove(key)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        self.store.borrow().keys(prefix)
    }
}

/// A ledger whose file has about so many characters, in few long texts.
fn of_size(size: usize) -> Ledger {
    let id = |number: u64| Id::new(number).expect("not zero");
    let node = |number, parent, kind, text: String| Node {
        id: id(number),
        parent,
        kind,
        before: String::new(),
        text,
        after: String::new(),
        field: None,
        record: Record::default(),
    };
    let finding = node(1, None, Kind::Finding, "f".to_owned());
    let long = |at: u64| node(at, Some(id(1)), Kind::Measure, "a".repeat(size / 100 - 70));
    let nodes = std::iter::once(finding).chain((2..102).map(long)).collect();
    let ledger = Ledger::new("large".to_owned(), nodes).expect("well formed");
    let real = storage_size(&ledger);
    assert!(real.abs_diff(size) < 10_000, "{real}");
    ledger
}

struct Large {
    session: Session,
    journal: Journal<Counting>,
}

fn open(store: &Counting, sample: &Ledger) -> Large {
    let opened = storage::open(store.clone(), sample.clone(), 5);
    assert_eq!(opened.damage, None);
    Large { session: opened.session, journal: opened.journal.expect("to be saved") }
}

/// Words of so many signs, over two visits: how often the snapshot was written, and
/// what is there of the past at the end.
struct Worked {
    snapshots: usize,
    outcomes: Vec<Saved>,
    /// Steps that can be followed back, those made one by their count.
    steps: u64,
    are_all_single: bool,
    beginning: Option<Ledger>,
}

fn work(sample: &Ledger, strokes: usize, signs: usize) -> Worked {
    let memory = Rc::new(RefCell::new(MemoryStore::with_room(GRANTED)));
    let store = Counting { store: memory, snapshots: Rc::default() };
    let mut page = open(&store, sample);
    let ids: Vec<Id> = page.session.ledger().nodes().iter().skip(1).map(|node| node.id).collect();
    let (mut state, mut outcomes) = (1u64, Vec::new());
    for step in 0..strokes {
        let mut sign = || {
            state =
                state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
            char::from_u32(0x4E00 + (state >> 33) as u32 % 0x5000).expect("a character")
        };
        let to: String = (0..signs).map(|_| sign()).collect();
        let id = ids[step % ids.len()];
        page.session.run(Command::Set { id, field: Field::Remark, to }, 0).expect("a change");
        outcomes.push(page.journal.save(&page.session).expect("saved"));
        if step + 1 == strokes / 2 {
            let again = open(&store, sample);
            assert_eq!(again.session.ledger(), page.session.ledger());
            page = again;
        }
    }
    let again = open(&store, sample);
    assert_eq!(again.session.ledger(), page.session.ledger());
    assert_eq!(again.session.history().last(), strokes as u64);
    let past = again.journal.past().expect("readable");
    let entries = again.session.history().entries();
    let reached = past.transactions.iter().filter(|one| one.number > past.oldest());
    let all: Vec<_> = reached.chain(entries).collect();
    let steps = all.iter().map(|one| match one.action {
        Action::Fold => one.note.parse().expect("a count"),
        _ => 1,
    });
    Worked {
        snapshots: store.snapshots.get(),
        outcomes,
        steps: steps.sum(),
        are_all_single: all.len() == strokes,
        beginning: rewound(again.session.ledger(), all.into_iter().rev()).ok(),
    }
}

#[test]
fn beside_a_large_ledger_the_past_stays() {
    let sample = of_size(4_400_000);
    let worked = work(&sample, 300, 500);
    assert!(worked.outcomes.iter().all(|saved| *saved == Saved::Journal));
    assert!(worked.are_all_single, "there is room for every step");
    assert_eq!(worked.beginning, Some(sample));
    assert!(worked.snapshots <= 3, "{}", worked.snapshots);
}

#[test]
fn beside_a_larger_one_as_versions() {
    let sample = of_size(4_900_000);
    let worked = work(&sample, 300, 200);
    assert!(!worked.outcomes.contains(&Saved::Forgotten));
    assert_eq!(worked.steps, 300);
    assert_eq!(worked.beginning, Some(sample));
    assert!(worked.snapshots <= 6, "{}", worked.snapshots);
}

/// Nothing but the ledger and a few strokes find room: no stroke is lost, and most cost no
/// snapshot.
#[test]
fn beside_the_largest_the_newest_steps_stay() {
    let sample = of_size(5_150_000);
    let worked = work(&sample, 80, 60);
    assert!(worked.steps > 16, "{}", worked.steps);
    assert!(worked.snapshots <= 9, "{}", worked.snapshots);
}
