//! The keys of the journal, and which generations and transactions they show to be there. What
//! stands under them is not looked at here.

use crate::ledger::Id;
use crate::storage::{Store, StoreError};

pub const PREFIX: &str = "rectification-ledger/";
pub const SNAPSHOT: &str = "snapshot";
pub const KEPT: &str = "kept";
const PACK: &str = "pack/";
pub const HEAD: &str = "rectification-ledger/head";
pub const RESERVE: &str = "rectification-ledger/reserve";

pub fn key(generation: u64, part: &str) -> String {
    format!("{PREFIX}{generation}/{part}")
}

pub fn transaction_key(generation: u64, number: u64) -> String {
    format!("{PREFIX}{generation}/{number}")
}

pub fn pack_key(generation: u64, first: u64) -> String {
    format!("{PREFIX}{generation}/{PACK}{first}")
}

/// Generations and transactions are numbered up to here at most: there is room to count on.
pub const HIGHEST: u64 = Id::MAX / 2;

/// Generations in the store, ascending.
pub fn generations<S: Store>(store: &S) -> Result<Vec<u64>, StoreError> {
    let keys = store.keys(PREFIX)?;
    let mut found: Vec<u64> =
        keys.iter().filter_map(|key| key[PREFIX.len()..].split_once('/')?.0.parse().ok()).collect();
    found.retain(|&generation| generation <= HIGHEST);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

pub fn is_current<S: Store>(store: &S, generation: u64) -> Result<bool, StoreError> {
    let has = |part| Ok::<_, StoreError>(store.get(&key(generation, part))?.is_some());
    Ok(has(SNAPSHOT)? && !has(KEPT)?)
}

/// The numbers of a generation's transactions, in no particular order. Packed ones are not among
/// them.
pub fn transactions<S: Store>(store: &S, generation: u64) -> Result<Vec<u64>, StoreError> {
    numbers(store, &key(generation, ""))
}

/// The first numbers of a generation's packs, ascending.
pub fn packs<S: Store>(store: &S, generation: u64) -> Result<Vec<u64>, StoreError> {
    let mut firsts = numbers(store, &key(generation, PACK))?;
    firsts.sort_unstable();
    Ok(firsts)
}

fn numbers<S: Store>(store: &S, prefix: &str) -> Result<Vec<u64>, StoreError> {
    let number = |key: &String| {
        let number: u64 = key[prefix.len()..].parse().ok()?;
        // “01” is none of ours.
        (number.to_string() == key[prefix.len()..]).then_some(number)
    };
    Ok(store.keys(prefix)?.iter().filter_map(number).collect())
}
