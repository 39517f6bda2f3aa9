//! How the table is set up for this ledger, kept in local storage beside the journal: layout,
//! saved views. None of it is anybody's work: what cannot be read or stored is done without.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::browser::LocalStore;
use crate::rows::{Layout, View};
use crate::storage::Store;

const KEY: &str = "rectification-ledger/view";
/// Ledgers whose set-up is remembered; the one used longest ago goes first.
const MOST: usize = 20;

/// The set-up of one ledger.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    pub layout: Layout,
    /// Views under the names a person gave them.
    pub views: BTreeMap<String, View>,
    /// Counts uses, to know which set-up is the oldest.
    used: u64,
}

/// By the ledger's name.
type Stored = BTreeMap<String, Settings>;

fn stored() -> Stored {
    let text = LocalStore::new().and_then(|store| store.get(KEY)).ok().flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

pub fn load(ledger: &str) -> Settings {
    let mut settings = stored().remove(ledger).unwrap_or_default();
    settings.layout = settings.layout.repaired();
    settings
}

/// True where it was stored.
pub fn save(ledger: &str, settings: &Settings) -> bool {
    let mut all = stored();
    let used = all.values().map(|one| one.used).max().unwrap_or(0) + 1;
    all.insert(ledger.to_owned(), Settings { used, ..settings.clone() });
    while all.len() > MOST {
        let oldest = all.iter().min_by_key(|(_, one)| one.used).map(|(name, _)| name.clone());
        all.remove(&oldest.unwrap_or_default());
    }
    let text = crate::file::json(&all);
    LocalStore::new().and_then(|mut store| store.set(KEY, &text)).is_ok()
}
