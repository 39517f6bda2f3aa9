//! Cells on their way to and from a spreadsheet: the clipboard's plain text ([`tsv`]), its HTML
//! ([`html`]), and merged cells as single ones ([`place`]).
//!
//! Reading HTML takes a browser's parser and is `browser::table`; the words of its cells are put
//! together here ([`flow`]), and its cost is bounded ([`guard`]). Not here: the clipboard itself, formulas, colours, and which cell of
//! the ledger a text is meant for. What is on a clipboard comes from anywhere, so every size is
//! bounded before it costs memory.

pub mod flow;
pub mod guard;
pub mod html;
mod spans;
pub mod tsv;

pub use spans::{Merged, place, place_beside, without};

/// Cells that one paste may have, empty ones and those that a merged cell covers included.
/// A ledger of 10,000 rows has 120,000.
pub const MAX_CELLS: usize = 200_000;

/// Bytes of text that one paste may have, as it comes and as it is placed.
pub const MAX_BYTES: usize = 32 << 20;

/// Rows of cells, all of the same length.
pub type Cells = Vec<Vec<String>>;

/// Rows as a document writes them: what a merged cell covers is left out.
pub type Spanned = Vec<Vec<SpannedCell>>;

/// A cell, with the rows and columns it claims. Claims are not checked before [`place`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpannedCell {
    pub text: String,
    pub rows: usize,
    pub columns: usize,
    /// The text only runs over into its neighbours, which are empty cells of their own.
    pub overflow: bool,
}

impl From<String> for SpannedCell {
    fn from(text: String) -> Self {
        Self { text, rows: 1, columns: 1, overflow: false }
    }
}

/// Why nothing is taken from a clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasteError {
    #[error("more than {MAX_CELLS} cells")]
    TooLarge,
    #[error("more than {MAX_BYTES} bytes of text")]
    TooLong,
    #[error("elements nest too deep")]
    TooDeep,
}
