//! A past with holes is told as it is: nothing is followed across one.

use rectification_ledger::edit::rewound;
use rectification_ledger::ledger::Ledger;
use rectification_ledger::storage::{Past, Store};

use super::*;

fn past(store: &Shared) -> Past {
    open(store).journal.past().expect("readable")
}

fn pack(first: u64) -> String {
    format!("rectification-ledger/1/pack/{first}")
}

/// The state after `point`, as a page has it.
fn as_of(page: &Page, past: &Past, point: u64) -> Option<Ledger> {
    let entries = page.session.history().entries();
    let newest_first = entries.iter().rev().chain(past.transactions.iter().rev());
    let later = newest_first.take_while(|one| one.number > point);
    past.reaches(point).then(|| rewound(page.session.ledger(), later).expect("it leads there"))
}

/// Every point is reached from `oldest` on, and gives the state that was there.
fn check_reach(store: &Shared, states: &BTreeMap<u64, Ledger>, oldest: u64, before: Option<u64>) {
    let page = open(store);
    let past = page.journal.past().expect("readable");
    assert_eq!((past.oldest(), past.broken_after), (oldest, before));
    for point in 0..=page.session.history().last() {
        assert_eq!(past.reaches(point), point >= oldest, "{point} of {oldest}");
    }
    for point in (0..=page.session.history().last()).step_by(97).chain([oldest, oldest + 1]) {
        let state = as_of(&page, &past, point);
        assert_eq!(state.as_ref(), states.get(&point).filter(|_| point >= oldest), "{point}");
    }
}

#[test]
fn nothing_is_followed_across_a_gap() {
    let whole = prepared(None, 2_600);
    let page = open(&whole);
    let base = page.session.history().base();
    assert!(base > 1_024);
    let states = back(page.session.ledger(), &all(&page));
    check_reach(&whole, &states, 0, None);
    let last = base - 255;
    for spoils in [true, false] {
        for (gaps, oldest, before) in [
            (vec![257], 512, Some(256)),
            (vec![1], 256, None),
            (vec![257, 513], 768, Some(256)),
            (vec![1, 513], 768, Some(512)),
            (vec![last], base, Some(last - 1)),
        ] {
            let mut store = copy(&whole, None);
            for first in &gaps {
                let key = pack(*first);
                if spoils {
                    spoil(&mut store, &key);
                } else {
                    store.remove(&key).expect("remove");
                }
            }
            check_reach(&store, &states, oldest, before);
            assert_eq!(past(&store).damaged, if spoils { gaps.len() } else { 0 });
        }
    }
}

#[test]
fn what_was_forgotten_is_no_point_to_go_back_to() {
    let room = storage_size(&ledger(CLASSIC)) + 90_000;
    let store = Shared::new(MemoryStore::with_room(room));
    let mut page = open(&store);
    let mut dice = Dice(5);
    let mut states = BTreeMap::from([(0, ledger(CLASSIC))]);
    for _ in 0..500 {
        for command in 0..2 {
            if command == 0 {
                page.session.run(Command::Name { note: dice.words(100) }, 0).expect("a name");
                page.journal.save(&page.session).expect("saved");
            } else {
                page.set(Field::Remark, &dice.words(10)).expect("saved");
            }
            states.insert(page.session.history().last(), page.session.ledger().clone());
        }
    }
    let page = open(&store);
    let past = page.journal.past().expect("readable");
    let first = past.transactions.first().expect("some are left").number;
    assert!((1..first).contains(&past.oldest()), "{} before {first}", past.oldest());
    assert_eq!(past.broken_after, None, "before what is left there is nothing");
    assert!(!past.reaches(0) && past.reaches(past.oldest()) && past.reaches(first));
    for point in (0..=1_000).step_by(7) {
        if let Some(state) = as_of(&page, &past, point) {
            assert_eq!(state, states[&point], "{point}");
        }
    }
}

/// Between the ends of what was made one there is no point.
#[test]
fn a_version_is_reached_at_its_ends() {
    let store = Shared::new(MemoryStore::with_room(storage_size(&ledger(CLASSIC)) + 60_000));
    let mut page = open(&store);
    let mut dice = Dice(2);
    while page.set(Field::Remark, &dice.words(12)) != Ok(Saved::Compacted) {}
    let past = past(&store);
    let fold = past.transactions.iter().find(|one| one.action == Action::Fold).expect("folded");
    assert!(fold.number > 2);
    assert_eq!((past.oldest(), past.broken_after), (0, None));
    for (point, reaches) in [(0, true), (1, false), (fold.number - 1, false), (fold.number, true)] {
        assert_eq!(past.reaches(point), reaches, "{point}");
    }
}

/// The generation before is followed on only where it meets the one after it.
#[test]
fn a_recovered_past_is_followed_as_far_as_it_meets() {
    let mut store = prepared(None, 2_600);
    let base = open(&store).session.history().base();
    spoil(&mut store, &pack(base + 257));
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert!(opened.damage.is_some_and(|damage| damage.recovered));
    assert_eq!((past(&store).oldest(), past(&store).broken_after), (0, None));
    let key = pack(base - 255);
    store.remove(&key).expect("remove");
    let past = past(&store);
    assert_eq!((past.oldest(), past.broken_after), (base, Some(base - 256)));
    assert!(!past.reaches(base - 256) && past.reaches(base));
}

/// Somebody reads the history and goes on writing: the packs that come are none of those read.
#[test]
fn the_past_is_read_while_more_is_packed() {
    let store = prepared(None, 2_600);
    let mut page = open(&store);
    let before = page.journal.past().expect("readable");
    let mut reading = page.journal.read_past().expect("readable");
    let mut dice = Dice(10);
    let (mut packed, mut moved) = (0, 0);
    let mut is_more = true;
    while is_more {
        is_more = page.journal.read_on(&mut reading).expect("readable");
        let keys = store.keys("rectification-ledger/1/pack/").expect("keys").len();
        let snapshot = store.get("rectification-ledger/1/snapshot").expect("get");
        for _ in 0..400 {
            assert_eq!(page.set(Field::Remark, &dice.words(3)), Ok(Saved::Journal));
        }
        packed += store.keys("rectification-ledger/1/pack/").expect("keys").len() - keys;
        moved += usize::from(store.get("rectification-ledger/1/snapshot") != Ok(snapshot));
    }
    assert!(packed > 4 && moved > 0, "{packed} {moved}");
    let read = reading.end();
    assert_eq!(read.transactions, before.transactions);
    assert_eq!((read.damaged, read.oldest(), read.broken_after), (0, 0, None));
}

/// What was read before the reading stopped is followed no further than it was read.
#[test]
fn a_reading_that_ends_early_claims_nothing_more() {
    let page = open(&prepared(None, 2_600));
    let base = page.session.history().base();
    let mut reading = page.journal.read_past().expect("readable");
    assert!(page.journal.read_on(&mut reading).expect("readable"));
    let past = reading.end();
    assert_eq!((past.oldest(), past.broken_after), (base - 256, None));
    assert!(past.reaches(base - 256) && !past.reaches(base - 257) && !past.reaches(0));
}
