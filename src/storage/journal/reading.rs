//! What a generation holds: a session, the part of one before some damage, or the data of a newer
//! release.

use super::keys::{HIGHEST, SNAPSHOT, key, transaction_key, transactions};
use super::packs::{Stored, survey};
use super::room::Room;
use super::snapshot::{JOURNAL, SnapshotHead, parts};
use super::{Store, StoreError, pack};
use crate::edit::Transaction;
use crate::file::{self, FileError};
use crate::session::Session;
use crate::storage::units;

pub enum Found {
    Whole(Box<Whole>),
    Part(Option<Box<Session>>, String),
    Newer,
}

pub struct Whole {
    pub session: Session,
    pub head: SnapshotHead,
    pub packs: Vec<Stored>,
    /// The text of the newest transaction, if it is not packed.
    pub tail: Option<String>,
    pub room: Room,
    /// What a page that was killed had no time to remove.
    pub stale: Stale,
}

/// Numbers of transactions, and first numbers of packs, that others contain.
#[derive(Default)]
pub struct Stale {
    pub singles: Vec<u64>,
    pub packs: Vec<u64>,
}

/// Bytes of JSON behind a snapshot. Work comes nowhere near; what does would end the page.
const MOST_AHEAD: usize = 384 << 20;

pub fn read_generation<S: Store>(
    store: &S,
    generation: u64,
    seed: u64,
) -> Result<Found, StoreError> {
    let text = store.get(&key(generation, SNAPSHOT))?.unwrap_or_default();
    let (head, ledger) = parts(&text);
    let (head, ledger) = match (head, file::read(ledger)) {
        (Ok(SnapshotHead { journal, .. }), _) if journal > JOURNAL => return Ok(Found::Newer),
        (_, Err(FileError::Newer { .. })) => return Ok(Found::Newer),
        (Ok(SnapshotHead { base, .. }), _) if base > HIGHEST => {
            return Ok(Found::Part(None, "snapshot: its base is out of range".to_owned()));
        }
        (Err(error), _) => return Ok(Found::Part(None, format!("snapshot: {error}"))),
        (_, Err(error)) => return Ok(Found::Part(None, format!("snapshot: {error}"))),
        (Ok(head), Ok(ledger)) => (head, ledger),
    };
    let base = head.base;
    let mut session = Session::new(ledger, base, seed);
    let survey = survey(store, generation, base)?;
    let raw: usize = survey.packs.iter().filter(|pack| pack.last > base).map(|pack| pack.raw).sum();
    if raw > MOST_AHEAD {
        let reason = "its transactions unpack to more than a page can hold".to_owned();
        return Ok(Found::Part(Some(Box::new(session)), reason));
    }
    for (first, text) in &survey.ahead {
        if let Err(trouble) = replay_pack(&mut session, text) {
            return Ok(Found::Part(
                Some(Box::new(session)),
                format!("transactions from {first}: {trouble}"),
            ));
        }
    }
    let packed = session.history().last();
    let (stale, mut stored): (Vec<u64>, Vec<u64>) =
        transactions(store, generation)?.into_iter().partition(|&number| number <= packed);
    stored.sort_unstable();
    let (mut tail, mut singles) = (None, 0);
    for number in packed + 1..=packed + stored.len() as u64 {
        let text = store.get(&transaction_key(generation, number))?;
        if let Err(trouble) = replay_text(&mut session, text.as_deref()) {
            return Ok(Found::Part(
                Some(Box::new(session)),
                format!("transaction {number}: {trouble}"),
            ));
        }
        singles += text.as_deref().map_or(0, units);
        tail = text;
    }
    let size = survey.packs.iter().map(|pack| pack.size).sum();
    let ahead = survey.packs.iter().filter(|pack| pack.last > base);
    let room = Room::of(units(&text), singles, size, ahead.map(|pack| pack.raw).sum());
    let stale = Stale { singles: stale, packs: survey.stale };
    let packs = survey.packs;
    Ok(Found::Whole(Box::new(Whole { session, head, packs, tail, room, stale })))
}

/// Those of a pack that the session has not seen.
fn replay_pack(session: &mut Session, text: &str) -> Result<(), String> {
    let (_, transactions) = pack::transactions(text).map_err(|error| error.to_string())?;
    let seen = session.history().last();
    for transaction in transactions.into_iter().filter(|one| one.number > seen) {
        session.replay(transaction).map_err(|broken| broken.to_string())?;
    }
    Ok(())
}

fn replay_text(session: &mut Session, text: Option<&str>) -> Result<(), String> {
    let text = text.ok_or("missing")?;
    let transaction: Transaction = serde_json::from_str(text).map_err(|error| error.to_string())?;
    session.replay(transaction).map_err(|broken| broken.to_string())
}
