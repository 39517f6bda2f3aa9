//! The past: what was done before the transactions that the session holds, for whoever reads the
//! history. The ledger does not depend on it: what cannot be read of it is counted, and left
//! where it lies.

use super::keys::{SNAPSHOT, key, pack_key};
use super::pack;
use super::packs::survey;
use super::snapshot::parts;
use crate::edit::Transaction;
use crate::storage::{Store, StoreError};

/// Ascending; numbers are missing where many were made one, and where the oldest had to go.
#[derive(Debug, Default)]
pub struct Past {
    pub transactions: Vec<Transaction>,
    /// Packs that could not be read.
    pub damaged: usize,
}

/// What `generation` holds up to transaction `last`, and the generations it was recovered from
/// before it.
pub fn read<S: Store>(store: &S, generation: u64, last: u64) -> Result<Past, StoreError> {
    let mut past = Past::default();
    let (mut generation, mut last) = (generation, last);
    loop {
        let head = parts(&store.get(&key(generation, SNAPSHOT))?.unwrap_or_default()).0.ok();
        let mut transactions = Vec::new();
        for stored in survey(store, generation, last)?.packs {
            if stored.first > last {
                break;
            }
            let text = store.get(&pack_key(generation, stored.first))?.unwrap_or_default();
            match pack::transactions(&text) {
                Ok((header, found)) if header.first == stored.first => {
                    transactions.extend(found.into_iter().filter(|one| one.number <= last));
                }
                Ok(_) | Err(_) => past.damaged += 1,
            }
        }
        // None of an earlier generation is behind those of a later one.
        transactions.append(&mut past.transactions);
        past.transactions = transactions;
        let earlier = head.and_then(|head| head.earlier).filter(|earlier| *earlier < generation);
        let Some(earlier) = earlier else { return Ok(past) };
        let head = parts(&store.get(&key(earlier, SNAPSHOT))?.unwrap_or_default()).0;
        let Ok(head) = head else { return Ok(past) };
        (generation, last) = (earlier, last.min(head.base));
    }
}
