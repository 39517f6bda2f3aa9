//! Keeping a ledger between visits: a small store of named texts, and a journal on top.
//!
//! The store is the only thing a platform has to bring. What its implementations promise is
//! written once, as [`contract`], and each runs it.

mod journal;
mod space;

use std::collections::BTreeMap;

pub use journal::{Damage, Journal, Opened, Past, PastReading, Saved, Trouble, dump, open};
pub use space::Space;

/// Why a store did not take or give something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    #[error("the store is full")]
    Full,
    #[error("the store may not be used here")]
    Forbidden,
}

/// Named texts. A `set` is all or nothing: a failed one leaves the old text.
pub trait Store {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError>;
    fn remove(&mut self, key: &str) -> Result<(), StoreError>;
    /// All keys that start with `prefix`, in no particular order.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError>;
}

/// A store that lives as long as the page: where the browser grants no other, and in tests.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    texts: BTreeMap<String, String>,
    room: Option<usize>,
    // Invariant: the units of all keys and texts.
    used: usize,
}

impl MemoryStore {
    /// Takes at most `room` UTF-16 units of keys and texts together: as browsers count.
    pub fn with_room(room: usize) -> Self {
        Self { room: Some(room), ..Self::default() }
    }

    /// UTF-16 units of all keys and texts.
    pub fn used(&self) -> usize {
        self.used
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts.get(key).cloned())
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        let old = self.texts.get(key).map_or(0, |old| units(key) + units(old));
        let used = self.used - old + units(key) + units(text);
        if self.room.is_some_and(|room| used > room) {
            return Err(StoreError::Full);
        }
        self.used = used;
        self.texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        if let Some(old) = self.texts.remove(key) {
            self.used -= units(key) + units(&old);
        }
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.texts.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
}

/// UTF-16 units: two for a character beyond the basic plane, which takes four bytes here.
pub(crate) fn units(text: &str) -> usize {
    text.chars().count() + text.bytes().filter(|byte| *byte >= 0xF0).count()
}

/// What every store keeps to; panics where one does not. Uses only keys that start with `prefix`
/// and leaves none of them. For tests.
pub fn contract(store: &mut dyn Store, prefix: &str) {
    let (one, two) = (format!("{prefix}一"), format!("{prefix}two"));
    assert_eq!(store.get(&one), Ok(None), "a fresh key is absent");
    let text = "“整改”\u{0}\n\u{FEFF}𠮷\"\\";
    store.set(&one, text).expect("set");
    store.set(&two, "").expect("set an empty text");
    assert_eq!(store.get(&one).as_ref().map(Option::as_deref), Ok(Some(text)), "verbatim");
    assert_eq!(store.get(&two), Ok(Some(String::new())), "empty is not absent");
    store.set(&one, "second").expect("overwrite");
    assert_eq!(store.get(&one), Ok(Some("second".to_owned())), "the last set counts");
    let mut keys = store.keys(prefix).expect("keys");
    keys.sort_unstable();
    let mut both = vec![one.clone(), two.clone()];
    both.sort_unstable();
    assert_eq!(keys, both, "keys by prefix");
    store.remove(&one).expect("remove");
    store.remove(&one).expect("removing what is gone is no error");
    store.remove(&two).expect("remove");
    assert_eq!(store.keys(prefix), Ok(Vec::new()), "nothing left");
}
