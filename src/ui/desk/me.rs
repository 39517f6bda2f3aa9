//! Who sits at the desk, by what they say: kept in this browser alone, beside the journal.

use leptos::prelude::*;

use super::{Desk, Offer};
use crate::browser::LocalStore;
use crate::file::json;
use crate::ledger::Author;
use crate::storage::Store;
use crate::ui::text;

const KEY: &str = "rectification-ledger/me";

pub fn load() -> Author {
    let text = LocalStore::new("").and_then(|store| store.get(KEY)).ok().flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

impl Desk {
    /// Another person, or the same with a unit or a role.
    pub fn introduce(self, author: Author) {
        let stored = LocalStore::new("").and_then(|mut store| store.set(KEY, &json(&author)));
        if stored.is_err() {
            self.notify(text::NOT_KEPT_ME.to_owned(), Offer::Nothing, false);
        }
        self.inner.update_value(|inner| inner.session.sign(author.clone()));
        self.me.set(author);
    }
}
