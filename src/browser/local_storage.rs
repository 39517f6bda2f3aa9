//! The browser's local storage as a [`Store`].

use gloo_storage::{LocalStorage, Storage};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, window};

use crate::storage::{Store, StoreError};

/// Local storage of this page's origin. On file:// every local page shares it, so all keys of
/// this tool carry its name.
#[derive(Clone, Copy, Debug)]
pub struct LocalStore {
    _private: (),
}

impl LocalStore {
    /// Forbidden in a sandboxed frame and where the person has blocked site data.
    pub fn new() -> Result<Self, StoreError> {
        // Asked first: gloo's own access panics where the browser refuses.
        let granted = window().and_then(|window| window.local_storage().ok().flatten());
        granted.map(|_| Self { _private: () }).ok_or(StoreError::Forbidden)
    }
}

impl Store for LocalStore {
    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        LocalStorage::raw().get_item(key).map_err(|_| StoreError::Forbidden)
    }

    fn set(&mut self, key: &str, text: &str) -> Result<(), StoreError> {
        LocalStorage::raw().set_item(key, text).map_err(|error| reason(&error))
    }

    fn remove(&mut self, key: &str) -> Result<(), StoreError> {
        LocalStorage::raw().remove_item(key).map_err(|_| StoreError::Forbidden)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let storage = LocalStorage::raw();
        let keys = (0..LocalStorage::length()).filter_map(|at| storage.key(at).ok().flatten());
        Ok(keys.filter(|key| key.starts_with(prefix)).collect())
    }
}

fn reason(error: &JsValue) -> StoreError {
    let name = error.dyn_ref::<DomException>().map(DomException::name);
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => StoreError::Full,
        _ => StoreError::Forbidden,
    }
}
