//! How the table is set up for this ledger, kept in local storage beside the journal: layout,
//! saved views. None of it is anybody's work: what cannot be read or stored is done without.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::browser::LocalStore;
use crate::ledger::{Field, Ledger};
use crate::rows::{self, Column, Layout, View};
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
    /// Views that this release cannot read; they are kept as they are.
    #[serde(skip)]
    unread: BTreeMap<String, Value>,
    /// Counts uses, to know which set-up is the oldest.
    used: u64,
}

impl Settings {
    /// The table of a ledger as it is set up: columns in use come into sight, and whoever fills in
    /// a part and has set up nothing sees what is asked for before what is not.
    pub fn layout_of(&self, ledger: &Ledger) -> Layout {
        let mut layout = self.layout.clone();
        layout.use_columns(rows::used(ledger));
        if self.used == 0 {
            let usual = [Field::Pace, Field::Leader, Field::Unit].map(Column::Field);
            let closed = rows::closed(ledger).into_iter().filter(|column| usual.contains(column));
            closed.for_each(|column| layout.show(column, false));
        }
        layout
    }
}

/// By the ledger's name. What a newer release wrote for one ledger is kept as it is.
type Stored = BTreeMap<String, Value>;

fn stored() -> Stored {
    let text = LocalStore::new("").and_then(|store| store.get(KEY)).ok().flatten();
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

pub fn load(ledger: &str) -> Settings {
    let stored = stored().remove(ledger).unwrap_or_default();
    let used = stored.get("used").and_then(Value::as_u64).unwrap_or(0);
    let mut settings = Settings { used, ..Settings::default() };
    let layout = stored.get("layout").cloned();
    let layout = layout.and_then(|layout| serde_json::from_value::<Layout>(layout).ok());
    settings.layout = layout.unwrap_or_default().repaired();
    for (name, view) in stored.get("views").and_then(Value::as_object).into_iter().flatten() {
        match serde_json::from_value(view.clone()) {
            Ok(view) => drop(settings.views.insert(name.clone(), view)),
            Err(_) => drop(settings.unread.insert(name.clone(), view.clone())),
        }
    }
    settings
}

/// True where it was stored.
pub fn save(ledger: &str, settings: &Settings) -> bool {
    let mut all = stored();
    let used = |one: &Value| one.get("used").and_then(Value::as_u64).unwrap_or(0);
    let next = all.values().map(used).max().unwrap_or(0).saturating_add(1);
    let own = Settings { used: next, ..settings.clone() };
    let mut own = serde_json::to_value(own).unwrap_or_default();
    if let Some(views) = own.get_mut("views").and_then(Value::as_object_mut) {
        views.extend(settings.unread.clone());
    }
    all.insert(ledger.to_owned(), own);
    while all.len() > MOST {
        let oldest = all.iter().min_by_key(|(_, one)| used(one)).map(|(name, _)| name.clone());
        all.remove(&oldest.unwrap_or_default());
    }
    let text = crate::file::json(&all);
    LocalStore::new("").and_then(|mut store| store.set(KEY, &text)).is_ok()
}
