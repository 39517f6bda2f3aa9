//! Keeping a ledger between visits: a small store of named texts, and a journal on top.
//!
//! The store is the only thing a platform has to bring. What its implementations promise is
//! written once, as [`contract`], and each runs it.

mod journal;

use std::collections::BTreeMap;

pub use journal::{Damage, Journal, Opened, Saved, Trouble, dump, open};

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
}

impl MemoryStore {
    /// Takes at most `room` bytes of keys and texts together.
    pub fn with_room(room: usize) -> Self {
        Self { texts: BTreeMap::new(), room: Some(room) }
    }

    fn size(&self) -> usize {
        self.texts.iter().map(|(key, text)| key.len() + text.len()).sum()
    }
}

impl Store for MemoryStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self.texts.get(key).cloned())
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        if let Some(room) = self.room {
            let old = self.texts.get(key).map_or(0, |old| key.len() + old.len());
            if self.size() - old + key.len() + text.len() > room {
                return Err(StoreError::Full);
            }
        }
        self.texts.insert(key.to_owned(), text.to_owned());
        Ok(())
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        self.texts.remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        Ok(self.texts.keys().filter(|key| key.starts_with(prefix)).cloned().collect())
    }
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
