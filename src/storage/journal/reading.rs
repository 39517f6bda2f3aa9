//! What a generation holds: a session, the part of one before some damage, or the data of a newer
//! release.

use super::keys::{SNAPSHOT, key, transaction_key, transactions};
use super::snapshot::{JOURNAL, SnapshotHead};
use super::{Store, StoreError};
use crate::edit::Transaction;
use crate::file::{self, FileError};
use crate::ledger::Id;
use crate::session::Session;

pub enum Found {
    Whole(Session),
    Part(Option<Session>, String),
    Newer,
}

pub fn read_generation<S: Store>(
    store: &S,
    generation: u64,
    seed: u64,
) -> Result<Found, StoreError> {
    let text = store.get(&key(generation, SNAPSHOT))?.unwrap_or_default();
    let (head, ledger) = text.split_once('\n').unwrap_or((&text, ""));
    let head = serde_json::from_str::<SnapshotHead>(head);
    let (base, ledger) = match (head, file::read(ledger)) {
        (Ok(SnapshotHead { journal, .. }), _) if journal > JOURNAL => return Ok(Found::Newer),
        (_, Err(FileError::Newer { .. })) => return Ok(Found::Newer),
        (Ok(SnapshotHead { base, .. }), _) if base > Id::MAX => {
            return Ok(Found::Part(None, "snapshot: its base is out of range".to_owned()));
        }
        (Err(error), _) => return Ok(Found::Part(None, format!("snapshot: {error}"))),
        (_, Err(error)) => return Ok(Found::Part(None, format!("snapshot: {error}"))),
        (Ok(SnapshotHead { base, .. }), Ok(ledger)) => (base, ledger),
    };
    let stored = transactions(store, generation)?.filter(|&number| number > base).count() as u64;
    let mut session = Session::new(ledger, base, seed);
    for number in base + 1..=base + stored {
        let trouble = match store.get(&transaction_key(generation, number))? {
            None => "missing".to_owned(),
            Some(text) => match serde_json::from_str::<Transaction>(&text) {
                Err(error) => error.to_string(),
                Ok(transaction) => match session.replay(transaction) {
                    Err(broken) => broken.to_string(),
                    Ok(()) => continue,
                },
            },
        };
        return Ok(Found::Part(Some(session), format!("transaction {number}: {trouble}")));
    }
    Ok(Found::Whole(session))
}
