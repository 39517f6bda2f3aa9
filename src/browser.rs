//! What the core asks of a browser: storage, files, the clock and chance. wasm32 only.

mod clock;
mod files;
mod local_storage;
pub mod office;
mod selection;

pub use clock::{mark, now, pause, seed, time_of_day, today};
pub use files::{download, read};
pub use local_storage::LocalStore;
pub use selection::{Caret, selection};
