//! Which packs a generation holds, by their keys and first lines. They are looked into only where
//! they lie behind the snapshot.

use super::keys::{pack_key, packs};
use super::pack;
use crate::storage::{Store, StoreError, units};

/// A pack in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub first: u64,
    pub last: u64,
    /// Characters it takes, and bytes of what it unpacks to.
    pub size: usize,
    pub raw: usize,
}

/// What was found of packs.
#[derive(Debug, Default)]
pub struct Survey {
    /// Ascending; none begins before the one before it ends.
    pub packs: Vec<Stored>,
    /// The texts of those that reach beyond the snapshot.
    pub ahead: Vec<(u64, String)>,
    /// First numbers of those that lie within another: a page was killed while that was made.
    pub stale: Vec<u64>,
}

impl Stored {
    pub fn of(text: &str) -> Option<Self> {
        let pack::Header { first, last, length, .. } = pack::header(text).ok()?;
        Some(Self { first, last, size: units(text), raw: length })
    }
}

/// The packs of a generation whose snapshot was taken after transaction `base`.
pub fn survey<S: Store>(store: &S, generation: u64, base: u64) -> Result<Survey, StoreError> {
    let firsts = packs(store, generation)?;
    let mut survey = Survey::default();
    let mut covered = 0;
    // Of the newest pack that counts.
    let mut cover = String::new();
    // None of ours begins at 0.
    for (at, &first) in firsts.iter().enumerate().filter(|(_, first)| **first > 0) {
        if first <= covered {
            // What lies within another is superseded, if that other can be read; else it is all
            // there is.
            if pack::transactions(&cover).is_ok() {
                survey.stale.push(first);
                continue;
            }
            if let Some(damaged) = survey.packs.last_mut() {
                damaged.last = first - 1;
            }
        }
        let text = store.get(&pack_key(generation, first))?.unwrap_or_default();
        // One whose line cannot be read reaches to the next, and belongs to the past if it can.
        let stored = Stored::of(&text).filter(|stored| stored.first == first);
        let stored = stored.unwrap_or_else(|| {
            let next = firsts.get(at + 1).map_or(u64::MAX, |next| next - 1);
            let last = if first <= base { next.min(base) } else { next };
            Stored { first, last, size: units(&text), raw: 0 }
        });
        covered = stored.last;
        if stored.last > base {
            survey.ahead.push((first, text.clone()));
        }
        cover = text;
        survey.packs.push(stored);
    }
    Ok(survey)
}
