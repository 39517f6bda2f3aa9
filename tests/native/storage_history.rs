//! A long history: packed, moved behind the snapshot, folded when room runs out, and readable all
//! along. Long because each of these is cut at every write.

mod gaps;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;
use rectification_ledger::edit::{Action, Command, Place, Transaction};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger};
use rectification_ledger::session::Session;
use rectification_ledger::storage::{self, MemoryStore, Saved, Store, Trouble};

use crate::storage::{Page, Shared, open, storage_size};
use crate::{CLASSIC, ledger};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        (self.0 >> 33) as usize % bound
    }

    /// Words that no compression makes shorter.
    fn words(&mut self, count: usize) -> String {
        let mut one = || char::from_u32(0x4E00 + self.below(0x5000) as u32).expect("a character");
        (0..count).map(|_| one()).collect()
    }
}

fn measures(session: &Session) -> Vec<Id> {
    let nodes = session.ledger().nodes().iter();
    nodes.filter(|node| node.kind == Kind::Measure).map(|node| node.id).collect()
}

/// One step of somebody's day, stored.
/// On a calm day nothing comes and nothing goes.
fn work(page: &mut Page, dice: &mut Dice, is_calm: bool) -> Saved {
    let session = &mut page.session;
    let measures = measures(session);
    let id = measures[dice.below(measures.len())];
    let at = session.history().last() as i64 * 60_000;
    let fields = [Field::Unit, Field::Leader, Field::Progress, Field::Text, Field::Remark];
    let length = dice.below(20) + 1;
    let set = Command::Set { id, field: fields[dice.below(5)], to: dice.words(length) };
    match dice.below(100) {
        0..8 => drop(session.undo(at)),
        8..13 => drop(session.redo(at)),
        13..17 => {
            let number = session.run(set, at).expect("a change").number;
            page.journal.save(session).expect("saved");
            assert!(session.withdraw(number));
        }
        17..21 => {
            let number = session.run(set, at).expect("a change").number;
            page.journal.save(session).expect("saved");
            session.revise(number, &dice.words(length), at).expect("the newest");
        }
        21..23 if !is_calm => {
            let finding = session.ledger().get(id).and_then(|node| node.parent).expect("one");
            drop(session.run(Command::AddMeasure { finding, place: Place::Last }, at));
        }
        23..25 if !is_calm && measures.len() > 6 => {
            drop(session.run(Command::RemoveMeasures { ids: vec![id] }, at));
        }
        25..27 => drop(session.run(Command::Rename { to: dice.words(3) }, at)),
        27 => drop(session.run(Command::Name { note: dice.words(4) }, at)),
        28..31 => {
            let (to, reason) = (format!("2024-{:02}-01", dice.below(12) + 1), dice.words(2));
            drop(session.run(Command::Extend { ids: vec![id], to, reason }, at));
        }
        _ => drop(session.run(set, at)),
    }
    page.journal.save(&page.session).expect("saved")
}

/// All that can be read: the past, then what the session holds.
fn all(page: &Page) -> Vec<Transaction> {
    let past = page.journal.past().expect("readable");
    assert_eq!(past.damaged, 0);
    let mut all = past.transactions;
    all.extend(page.session.history().entries().iter().cloned());
    assert!(all.windows(2).all(|pair| pair[0].number < pair[1].number), "ascending");
    all
}

/// As it has been since the first visit: what this visit knows, behind what was before it.
fn note(reference: &mut Vec<Transaction>, session: &Session) {
    reference.truncate(usize::try_from(session.history().base()).expect("few"));
    reference.extend(session.history().entries().iter().cloned());
}

fn copy(store: &Shared, room: Option<usize>) -> Shared {
    let mut copy = room.map_or_else(MemoryStore::default, MemoryStore::with_room);
    for (key, text) in store.texts() {
        copy.set(&key, &text).expect("there is room for what is there");
    }
    Shared::new(copy)
}

/// The states that inverses lead back to, by the transaction they are behind.
fn back(ledger: &Ledger, transactions: &[Transaction]) -> BTreeMap<u64, Ledger> {
    let mut session = Session::new(ledger.clone(), 0, 1);
    let mut states = BTreeMap::new();
    for transaction in transactions.iter().rev() {
        states.insert(transaction.number, session.ledger().clone());
        let number = session.history().last() + 1;
        let edits = transaction.inverse();
        let back = Transaction { number, action: Action::Set, edits, ..transaction.clone() };
        session.replay(back).expect("each fits behind the next");
    }
    states.insert(0, session.ledger().clone());
    states
}

#[test]
fn thousands_of_steps_over_visits_are_all_there() {
    let store = Shared::new(MemoryStore::default());
    let mut dice = Dice(1);
    let mut reference = Vec::new();
    let mut page = open(&store);
    for steps in [2600, 300, 500] {
        for _ in 0..steps {
            assert_eq!(work(&mut page, &mut dice, false), Saved::Journal);
        }
        note(&mut reference, &page.session);
        let again = open(&store);
        assert_eq!(again.session.ledger(), page.session.ledger());
        assert!(again.session.history().base() > 0, "the snapshot has moved");
        assert!(again.session.history().entries().len() < 2_400, "and not much is replayed");
        assert_eq!(all(&again), reference);
        assert_eq!(all(&page), reference);
        // As far as both know, they undo the same.
        let (mut one, mut other) = (page.session.clone(), again.session.clone());
        for _ in 0..200 {
            let undone = one.undo(0).map(|done| done.action);
            assert_eq!(other.undo(0).map(|done| done.action), undone);
            assert_eq!(other.ledger(), one.ledger());
        }
        page = again;
    }
    let keys = store.keys("").expect("keys").len();
    assert!(keys < 320, "{keys} keys");
}

/// Some steps in a store that stops taking writes after `cut`: the states with the writes made.
fn cut_run(store: &Shared, cut: usize, steps: usize) -> Vec<(Ledger, usize)> {
    store.writes_left.set(cut);
    let mut page = open(store);
    let mut dice = Dice(3);
    let mut states = vec![(page.session.ledger().clone(), 0)];
    for _ in 0..steps {
        let words = dice.words(12);
        let saved = page.set(Field::Remark, &words);
        assert!(saved.is_ok() || store.writes_left.get() == 0, "{saved:?}");
        states.push((page.session.ledger().clone(), cut - store.writes_left.get()));
    }
    store.writes_left.set(usize::MAX);
    states
}

/// Cut after any write it opens with everything that was saved, and leads back to the beginning.
fn check_cuts(before: &Shared, room: Option<usize>, steps: usize, least: usize, every: usize) {
    let whole = copy(before, room);
    let states = cut_run(&whole, usize::MAX / 2, steps);
    let writes = states[steps].1;
    assert!(writes >= least, "only {writes} writes: nothing was made of the transactions");
    // The removal of singles is the same over and over.
    for cut in (0..=writes).filter(|cut| *cut < 14 || writes - cut < 12 || cut % every == 0) {
        let store = copy(before, room);
        cut_run(&store, cut, steps);
        let page = open(&store);
        let found = states.iter().rposition(|(state, _)| state == page.session.ledger());
        let saved = states.iter().rposition(|(_, at)| *at <= cut).expect("the first is at 0");
        assert!(found.is_some_and(|found| found >= saved), "cut {cut}: {found:?} of {saved}");
        let all = all(&page);
        assert_eq!(back(page.session.ledger(), &all)[&0], ledger(CLASSIC), "cut {cut}");
        if room.is_none() {
            assert!(all.iter().map(|one| one.number).eq(1..=page.session.history().last()));
        }
        check_tidy(&store, page.session.history().base(), cut);
    }
}

/// Nothing lies there that something else contains.
fn check_tidy(store: &Shared, base: u64, cut: usize) {
    let (mut packs, mut singles) = (Vec::new(), Vec::new());
    for (key, text) in store.texts() {
        let own = key.strip_prefix("rectification-ledger/1/").unwrap_or_default();
        if let Some(first) = own.strip_prefix("pack/") {
            let last = text.split(' ').nth(1).expect("a header");
            packs.push((first.parse::<u64>().expect("a number"), last.parse().expect("a number")));
        } else if let Ok(number) = own.parse::<u64>() {
            singles.push(number);
        }
    }
    packs.sort_unstable();
    assert!(packs.windows(2).all(|pair| pair[0].1 < pair[1].0), "cut {cut}: {packs:?}");
    let packed = packs.last().map_or(base, |pack: &(u64, u64)| pack.1.max(base));
    assert!(singles.iter().all(|number| *number > packed), "cut {cut}: {singles:?} of {packed}");
}

fn prepared(room: Option<usize>, steps: usize) -> Shared {
    let store = Shared::new(room.map_or_else(MemoryStore::default, MemoryStore::with_room));
    let mut page = open(&store);
    let mut dice = Dice(2);
    for _ in 0..steps {
        let words = dice.words(12);
        assert_eq!(page.set(Field::Remark, &words), Ok(Saved::Journal));
    }
    store
}

#[test]
fn cut_while_packing() {
    check_cuts(&prepared(None, 268), None, 6, 256, 29);
}

#[test]
fn cut_while_the_snapshot_moves() {
    check_cuts(&prepared(None, 2062), None, 3, 260, 29);
}

#[test]
fn cut_while_folding() {
    let room = storage_size(&ledger(CLASSIC)) + 11_000;
    let folds = |page: &mut Page, mut dice: Dice| {
        let mut saved = || page.set(Field::Remark, &dice.words(12));
        (1..3_000).find(|_| saved() == Ok(Saved::Compacted)).expect("room runs out")
    };
    let fresh = Shared::new(MemoryStore::with_room(room));
    let before = prepared(Some(room), folds(&mut open(&fresh), Dice(2)) - 8);
    let until = folds(&mut open(&copy(&before, Some(room))), Dice(3));
    check_cuts(&before, Some(room), until + 2, 20, 1);
}

/// One pack has taken the place of two, and the page was killed before the second went.
#[test]
fn a_pack_within_another_means_nothing() {
    let mut store = prepared(None, 2_100);
    let reference = all(&open(&store));
    let mut lines = String::new();
    for transaction in &reference[..512] {
        lines += &serde_json::to_string(transaction).expect("JSON");
        lines += "\n";
    }
    let pack = forged([1, 512, lines.len() as u64], None, &literally(lines.as_bytes()));
    store.set("rectification-ledger/1/pack/1", &pack).expect("set");
    assert!(store.get("rectification-ledger/1/pack/257").expect("get").is_some());
    for _ in 0..2 {
        let page = open(&store);
        assert_eq!(all(&page), reference);
        check_tidy(&store, page.session.history().base(), 0);
    }
}

/// Steps that these were, folded ones by their count.
fn stands_for(transactions: &[Transaction]) -> u64 {
    let steps = |one: &Transaction| match one.action == Action::Fold {
        true => one.note.parse().expect("a count"),
        false => 1,
    };
    transactions.iter().map(steps).sum()
}

#[test]
fn folded_steps_keep_names_and_lead_to_the_same_states() {
    check_folds(false);
}

#[test]
fn so_do_those_of_values_alone() {
    check_folds(true);
}

fn check_folds(is_calm: bool) {
    let room = storage_size(&ledger(CLASSIC)) + 60_000;
    let store = Shared::new(MemoryStore::with_room(room));
    let mut dice = Dice(4);
    let mut page = open(&store);
    let mut states = BTreeMap::from([(0, ledger(CLASSIC))]);
    let mut names = BTreeMap::new();
    let mut folds = 0;
    for step in 0..2_400 {
        if step % 700 == 699 {
            page = open(&store);
        }
        let saved = work(&mut page, &mut dice, is_calm);
        assert_ne!(saved, Saved::Forgotten, "{step}");
        folds += usize::from(saved == Saved::Compacted);
        let last = page.session.history().last();
        states.split_off(&(last + 1));
        names.split_off(&(last + 1));
        states.insert(last, page.session.ledger().clone());
        let newest = page.session.history().get(last).expect("the newest");
        if newest.action == Action::Name {
            names.insert(last, newest.note.clone());
        } else {
            names.remove(&last);
        }
        if saved == Saved::Compacted {
            assert_eq!(stands_for(&all(&page)), last);
        }
    }
    assert!(folds > 0 && names.len() > 5);
    let again = open(&store);
    let all = all(&again);
    let folded: Vec<_> = all.iter().filter(|one| one.action == Action::Fold).collect();
    assert!(!folded.is_empty());
    assert_eq!(stands_for(&all), again.session.history().last());
    let named = all.iter().filter(|one| one.action == Action::Name);
    assert!(named.map(|one| (one.number, one.note.clone())).eq(names));
    for (number, state) in back(again.session.ledger(), &all) {
        assert_eq!(state, states[&number], "{number}");
    }
}

#[test]
fn room_is_made_of_versions_before_anything_is_forgotten() {
    let room = storage_size(&ledger(CLASSIC)) + 12_000;
    let store = Shared::new(MemoryStore::with_room(room));
    let mut dice = Dice(5);
    let mut page = open(&store);
    let mut outcomes = Vec::new();
    for step in 0..400 {
        // Names cannot be folded: in the end there is nothing else.
        let note = dice.words(30);
        page.session.run(Command::Name { note }, 0).expect("a name");
        outcomes.push(page.journal.save(&page.session).expect("saved"));
        let words = dice.words(10);
        outcomes.push(page.set(Field::Remark, &words).expect("saved"));
        if !outcomes.contains(&Saved::Forgotten) {
            assert_eq!(stands_for(&all(&page)), page.session.history().last());
        }
        if step % 50 == 49 {
            let again = open(&store);
            assert_eq!(again.session.ledger(), page.session.ledger());
            page = again;
        }
    }
    let forgotten = outcomes.iter().position(|saved| *saved == Saved::Forgotten);
    assert!(forgotten.is_some());
    let all = all(&page);
    assert!(all[0].number > 1 && all.len() > 40, "{} from {}", all.len(), all[0].number);
    back(page.session.ledger(), &all);
}

fn spoil(store: &mut Shared, key: &str) -> String {
    let text = store.get(key).expect("get").expect("there");
    let (line, body) = text.split_once('\n').expect("two parts");
    let spoiled: String = body.chars().rev().collect();
    let spoiled = format!("{line}\n{spoiled}");
    store.set(key, &spoiled).expect("set");
    spoiled
}

#[test]
fn a_damaged_past_is_counted_and_left_alone() {
    for key in ["rectification-ledger/1/pack/1", "rectification-ledger/1/pack/257"] {
        let mut store = prepared(None, 2_100);
        let spoiled = spoil(&mut store, key);
        let page = open(&store);
        let past = page.journal.past().expect("readable");
        assert_eq!(past.damaged, 1);
        assert_eq!(past.transactions.len() as u64, page.session.history().base() - 256);
        // Nor does it go where room runs out.
        let small = copy(&store, Some(store.store.borrow().used() + 2_000));
        let mut page = open(&small);
        let (mut dice, mut forgotten) = (Dice(6), false);
        for _ in 0..500 {
            let note = dice.words(100);
            page.session.run(Command::Name { note }, 0).expect("a name");
            forgotten |= page.journal.save(&page.session) == Ok(Saved::Forgotten);
        }
        assert!(forgotten);
        assert_eq!(open(&small).session.ledger(), page.session.ledger());
        assert_eq!(small.get(key), Ok(Some(spoiled)));
        assert_eq!(open(&small).journal.past().expect("readable").damaged, 1);
    }
    // Nor is a line believed that says more than was written.
    let mut store = prepared(None, 2_100);
    let key = "rectification-ledger/1/pack/257";
    let text = store.get(key).expect("get").expect("packed");
    for line in ["x".to_owned(), text.replacen("257 512 ", "257 768 ", 1)] {
        store.set(key, &line).expect("set");
        let page = open(&store);
        let past = page.journal.past().expect("readable");
        assert_eq!(past.damaged, 1);
        assert_eq!(past.transactions.len() as u64, page.session.history().base() - 256);
    }
}

#[test]
fn a_damaged_pack_behind_the_snapshot_is_set_aside() {
    let mut store = prepared(None, 2_600);
    let whole = open(&store);
    let base = whole.session.history().base();
    let damaged = base + 1 + 256;
    spoil(&mut store, &format!("rectification-ledger/1/pack/{damaged}"));
    let before = store.texts();
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert!(opened.damage.is_some_and(|damage| damage.recovered));
    assert_eq!(opened.session.history().last(), damaged - 1);
    let mut page = Page { session: opened.session, journal: opened.journal.expect("goes on") };
    page.set(Field::Leader, "王").expect("saved");
    for (key, text) in before {
        assert!(key.ends_with("/head") || store.get(&key) == Ok(Some(text)), "{key} is as it was");
    }
    // The past of before is that of the new generation.
    for page in [page, open(&store)] {
        let numbers: Vec<u64> = all(&page).iter().map(|one| one.number).collect();
        assert!(numbers.into_iter().eq(1..=damaged));
    }
}

#[test]
fn what_is_packed_can_be_withdrawn() {
    let tiny = storage_size(&ledger(CLASSIC)) + 9_500;
    for (room, steps, gone) in [
        (None, 290, 60),
        (None, 272, 16),
        (None, 2_070, 700),
        (Some(tiny), 60, 1),
        (Some(tiny), 60, 3),
        (Some(tiny), 60, 50),
    ] {
        let store = Shared::new(room.map_or_else(MemoryStore::default, MemoryStore::with_room));
        let mut page = open(&store);
        let mut dice = Dice(7);
        for _ in 0..steps {
            let words = dice.words(12);
            page.set(Field::Remark, &words).expect("saved");
        }
        for step in 0..gone {
            let last = page.session.history().last();
            assert!(page.session.withdraw(last));
            if step % 5 < 4 {
                page.journal.save(&page.session).expect("saved");
            }
            if step % 50 < 2 {
                assert_eq!(open(&store).session.ledger(), page.session.ledger(), "{step}");
            }
        }
        let last = page.session.history().last();
        page.session.revise(last, "改", 1).expect("the newest");
        page.journal.save(&page.session).expect("saved");
        assert_eq!(open(&store).session.ledger(), page.session.ledger());
        page.set(Field::Unit, "台").expect("saved");
        let again = open(&store);
        assert_eq!(again.session.ledger(), page.session.ledger());
        assert_eq!(again.session.history().last(), last + 1);
        let all = all(&again);
        assert_eq!(stands_for(&all), last + 1);
        let past = again.journal.past().expect("readable");
        assert_eq!((past.oldest(), past.broken_after), (0, None));
        assert_eq!(back(again.session.ledger(), &all)[&0], ledger(CLASSIC));
        if room.is_none() {
            assert_eq!(all, page.session.history().entries());
        }
    }
}

/// A word is typed and left by Esc, over and over, where every stroke needs room.
#[test]
fn leaving_a_cell_in_a_full_store_costs_no_history() {
    let tiny = storage_size(&ledger(CLASSIC)) + 9_500;
    let store = Shared::new(MemoryStore::with_room(tiny));
    let mut page = open(&store);
    let (mut dice, mut compacted) = (Dice(11), 0);
    for _ in 0..60 {
        for leaves in [false, true] {
            let length = dice.below(12) + 1;
            let words = dice.words(length);
            let saved = page.set(Field::Remark, &words).expect("saved");
            assert_ne!(saved, Saved::Forgotten);
            compacted += usize::from(saved == Saved::Compacted);
            if leaves {
                assert!(page.session.withdraw(page.session.history().last()));
                let saved = page.journal.save(&page.session).expect("saved");
                assert_ne!(saved, Saved::Forgotten);
            }
            let again = open(&store);
            assert_eq!(again.session.ledger(), page.session.ledger());
            let all = all(&again);
            assert_eq!(stands_for(&all), page.session.history().last());
            assert_eq!(back(again.session.ledger(), &all)[&0], ledger(CLASSIC));
            let mut newest = all.iter().rev().take(2);
            assert!(leaves || newest.all(|one| one.action != Action::Fold), "to be withdrawn");
        }
    }
    assert!(compacted > 0, "{compacted}");
}

#[test]
fn a_window_whose_transactions_were_packed_is_stopped() {
    for first in [0, 1, 3] {
        let store = prepared(None, first);
        if first == 1 {
            // There is a snapshot, and nothing behind it.
            let mut page = open(&store);
            assert!(page.session.withdraw(1));
            page.journal.save(&page.session).expect("saved");
        }
        let (mut one, mut two) = (open(&store), open(&store));
        let mut dice = Dice(8);
        for _ in 0..273 {
            let words = dice.words(3);
            one.set(Field::Remark, &words).expect("saved");
        }
        let stored = store.texts();
        assert_eq!(two.set(Field::Leader, "李"), Err(Trouble::Overtaken));
        assert_eq!(store.texts(), stored);
    }
}

/// As releases before packs left it: every transaction under a key of its own.
#[test]
fn a_journal_without_packs_is_packed_when_it_is_added_to() {
    let mut dice = Dice(9);
    let mut store = prepared(None, 1);
    let mut page = open(&store);
    for _ in 0..2_500 {
        let id = measures(&page.session)[0];
        let to = dice.words(5);
        page.session.run(Command::Set { id, field: Field::Unit, to }, 0).expect("a change");
        let newest = page.session.history().entries().last().expect("one");
        let text = serde_json::to_string(newest).expect("JSON");
        store.set(&format!("rectification-ledger/1/{}", newest.number), &text).expect("set");
    }
    let key = "rectification-ledger/1/snapshot";
    let text = store.get(key).expect("get").expect("there");
    store.set(key, &text.replacen("\"journal\":5", "\"journal\":3", 1)).expect("set");
    let mut again = open(&store);
    assert_eq!(again.session.history(), page.session.history());
    again.set(Field::Leader, "王").expect("saved");
    assert!(store.keys("").expect("keys").len() < 40);
    let last = open(&store);
    assert_eq!(last.session.ledger(), again.session.ledger());
    assert_eq!(all(&last), again.session.history().entries());
}

/// A pack as `journal/pack.rs` writes it, whatever is in it.
fn forged(numbers: [u64; 3], claimed: Option<usize>, bytes: &[u8]) -> String {
    let sum = |bytes: &[u8]| {
        let step = |sum: u32, byte: &u8| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        bytes.iter().fold(0x811c_9dc5, step)
    };
    let [first, last, length] = numbers;
    let count = claimed.unwrap_or(bytes.len());
    let line = format!("{first} {last} {length} {count} {:08x}", sum(bytes));
    let bits: Vec<u8> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let value =
        |bits: &[u8]| (0..14).fold(0, |v, at| v << 1 | u32::from(*bits.get(at).unwrap_or(&0)));
    let body: String = bits
        .chunks(14)
        .map(|bits| char::from_u32(0x3400 + value(bits)).expect("in range"))
        .collect();
    format!("{line} {:08x}\n{body}", sum(line.as_bytes()))
}

/// A compressed block that repeats nothing.
fn literally(bytes: &[u8]) -> Vec<u8> {
    let more = bytes.len() - 15;
    let mut block = vec![0xf0];
    block.extend(std::iter::repeat_n(255, more / 255));
    block.push((more % 255) as u8);
    block.extend(bytes);
    block
}

/// It may be damage; it may not be a panic, nor change what lies there. Gives whether it is
/// counted as damaged where it is of the past.
fn check_hostile(pack: &str) -> bool {
    let key = "rectification-ledger/1/pack/1";
    let mut store = prepared(None, 1);
    store.set(key, pack).expect("set");
    let opened = storage::open(store.clone(), ledger(CLASSIC), 6);
    assert!(opened.damage.is_some() || opened.journal.is_ok());
    assert_eq!(store.get(key), Ok(Some(pack.to_owned())));
    let mut store = prepared(None, 1);
    let snapshot = "rectification-ledger/1/snapshot";
    let text = store.get(snapshot).expect("get").expect("there");
    store.set(snapshot, &text.replacen("\"base\":0", "\"base\":999", 1)).expect("set");
    store.set(key, pack).expect("set");
    let past = open(&store).journal.past().expect("readable");
    assert_eq!(store.get(key), Ok(Some(pack.to_owned())));
    past.damaged == 1
}

#[test]
fn giant_and_odd_lines_are_refused() {
    for numbers in [[1, 5, u64::MAX], [1, 5, 67_200_000], [1, 5, 60_000_000], [1, u64::MAX, 0]] {
        assert!(check_hostile(&forged(numbers, None, b"\x10a")));
    }
    for claimed in [0, 1, 3, 600, usize::MAX] {
        assert!(check_hostile(&forged([1, 5, 1], Some(claimed), b"\x10a")));
    }
    for pack in ["", "\n", "1 5", "1 5 1 1 0 0\n㐀", "1 5 1 1 811c9dc5 811c9dc5\n"] {
        assert!(check_hostile(pack));
    }
    // Honest all the way, and nothing in it.
    assert!(check_hostile(&forged([1, 2, 0], None, b"\x00")));
    assert!(!check_hostile(&GOOD), "what was written is read");
    // One sign in a text, which no other check could see.
    let lines = br#"{"number":1,"at":0,"action":"name","note":"abc","edits":[]}"#;
    let bytes = literally(lines);
    let good = forged([1, 1, lines.len() as u64], None, &bytes);
    assert!(!check_hostile(&good));
    let mut other = bytes;
    let at = other.windows(3).position(|three| three == b"abc").expect("there");
    other[at] = b'x';
    let other = forged([1, 1, lines.len() as u64], None, &other);
    let (line, body) =
        (good.split_once('\n').expect("two").0, other.split_once('\n').expect("two").1);
    assert!(check_hostile(&format!("{line}\n{body}")));
}

/// What was undone and done again on either side of a snapshot follows from wherever that is.
#[test]
fn steps_back_and_on_across_a_snapshot_are_replayed() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = measures(&session)[0];
    for to in ["甲", "乙"] {
        let set = Command::Set { id, field: Field::Unit, to: to.to_owned() };
        session.run(set, 0).expect("a change");
    }
    for is_back in [true, true, false, true, false, false, true, false, true, true] {
        let done = if is_back { session.undo(0) } else { session.redo(0) };
        assert!(done.is_some());
    }
    let states = back(session.ledger(), session.history().entries());
    for (base, state) in states {
        let mut again = Session::new(state, base, 1);
        for transaction in session.history().entries().iter().filter(|one| one.number > base) {
            again.replay(transaction.clone()).unwrap_or_else(|error| panic!("{base}: {error}"));
        }
        assert_eq!(again.ledger(), session.ledger());
    }
}

static GOOD: LazyLock<String> = LazyLock::new(|| {
    let store = prepared(None, 273);
    store.get("rectification-ledger/1/pack/1").expect("get").expect("packed")
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn hostile_packs_never_panic(
        text in ".{0,200}",
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        length in 0u64..4_000,
        cut in 0usize..600,
    ) {
        prop_assert!(check_hostile(&text));
        prop_assert!(check_hostile(&forged([1, 4, length], None, &bytes)));
        let good = &*GOOD;
        prop_assert!(check_hostile(&good.chars().take(cut).collect::<String>()));
        let other: String =
            good.chars().enumerate().map(|(at, c)| if at == cut { '㑀' } else { c }).collect();
        prop_assert_eq!(check_hostile(&other), other != *good);
    }
}
