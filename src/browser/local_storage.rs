//! The browser's local storage as a [`Store`].

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, window};

use crate::storage::{Space, Store, StoreError};

/// A space of the local storage of this page's origin. On file:// every local page shares it, so
/// all keys of this tool carry its name.
#[derive(Clone, Debug)]
pub struct LocalStore {
    space: Space,
}

impl LocalStore {
    /// The space of that name; without a name, what this tool has always used. Forbidden in a
    /// sandboxed frame and where the person has blocked site data.
    pub fn new(space: &str) -> Result<Self, StoreError> {
        // Asked first: gloo's own access panics where the browser refuses.
        let granted = window().and_then(|window| window.local_storage().ok().flatten());
        granted.map(|_| Self { space: Space::new(space) }).ok_or(StoreError::Forbidden)
    }
}

impl Store for LocalStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        LocalStorage::raw().get_item(&self.space.stored(key)).map_err(|_| StoreError::Forbidden)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        let set = LocalStorage::raw().set_item(&self.space.stored(key), text);
        set.map_err(|error| reason(&error))
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        LocalStorage::raw().remove_item(&self.space.stored(key)).map_err(|_| StoreError::Forbidden)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let storage = LocalStorage::raw();
        let stored = (0..LocalStorage::length()).filter_map(|at| storage.key(at).ok().flatten());
        let own = stored.filter_map(|key| self.space.own(&key).map(str::to_owned));
        Ok(own.filter(|key| key.starts_with(prefix)).collect())
    }
}

fn reason(error: &JsValue) -> StoreError {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Forbidden,
    }
}
