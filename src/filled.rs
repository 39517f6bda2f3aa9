//! A table that somebody filled in elsewhere, taken for what it says: the ledger it was made of,
//! with what was written into it.
//!
//! Rows are known by the id each carries, wherever they stand, and columns by their words. What
//! differs from what was written goes through [`crate::session`] as if a person had done it in the
//! page, with the steps of the procedure; what cannot be taken is told, and everything else is
//! taken. A cell that says the same in another notation is no change.
//!
//! Not here: how a table becomes a file (`export`) and a file a table (`office`).

mod cells;
mod columns;
mod headings;
mod known;
mod lines;
mod replay;
mod told;
pub mod wording;

use serde::{Deserialize, Serialize};

use crate::ledger::{Author, Ledger, Need, Role};

pub use cells::LONGEST;
pub(crate) use cells::{Written, shown, words_of, written};
pub(crate) use columns::{ID_TITLE, columns, is_marked, mark, title};

/// The ledger as it was filled in, and what of the table is not in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Filled {
    pub ledger: Ledger,
    /// From the top of the table to its end.
    pub remarks: Vec<Remark>,
}

/// Something that was not taken, or was taken in a way that should be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// As the program counts that shows the table, from 1; 0 where it is about the whole of it.
    pub row: u32,
    /// The words at the head of the column; empty where it is about a row.
    pub column: String,
    /// What stands there, or stood there.
    pub written: String,
    pub why: Why,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Why {
    /// The column chooses among words, and this is none of them.
    Unknown,
    /// The column is not asked for.
    NotAsked,
    /// The stage asks for something that is not there.
    Lacks { needs: Vec<Need> },
    /// The cell held the beginning of a text alone.
    Cut,
    /// A row is new, and none were to be added.
    Added,
    /// A row is gone, and none were to be taken away.
    Removed,
    /// A row stands under another finding, and none were to be moved.
    Moved,
    /// A row without an id has no measure.
    Stray,
    /// It is not clear which finding a new row belongs to.
    NoFinding,
    /// It is not clear which measure a row is.
    Unclear,
    /// Ids had been parted from their texts; so many rows are known by their texts.
    Sheared { rows: usize },
    /// The rows of so many findings are in another order; the ledger keeps its own.
    Reordered { findings: usize },
    /// The words of directions and findings are not changed in a table.
    Heading,
    /// A column that was not written, with so many cells.
    Extra { cells: usize },
    /// A column that was written is gone; its values stay.
    Gone,
    /// Another reason of the ledger's own.
    #[default]
    Refused,
    /// There is no row with the words of the columns.
    NoTable,
}

/// Cells of a table with something in them.
#[derive(Clone, Debug, Default)]
pub struct Sheet<'a> {
    // Invariant: by rows, and in a row from left to right; each place once.
    pub(crate) cells: Vec<Cell<'a>>,
    /// Cells of one column that one cell stands for.
    pub(crate) merged: Vec<Region>,
}

/// Rows and columns are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    pub row: u32,
    pub column: u32,
    pub text: &'a str,
}

/// Both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub rows: (u32, u32),
    pub column: u32,
}

/// What the table says, over the ledger it was made of. `at` is when it is taken, in milliseconds
/// since 1970 UTC.
pub fn fill(base: Ledger, sheet: &Sheet, at: i64) -> Filled {
    let (told, remarks) = told::told(&base, sheet);
    replay::replay(base, told, remarks, at)
}

/// Whose steps those of a part are: of whoever says to have filled it in, else of the unit it
/// went to.
fn author(base: &Ledger) -> Author {
    let Some(slice) = base.slice() else { return Author::default() };
    if slice.by.is_unknown() {
        Author { name: String::new(), unit: slice.to.clone(), role: Some(Role::Unit) }
    } else {
        slice.by.clone()
    }
}
