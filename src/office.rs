//! Word processor and spreadsheet files (.docx, .xlsx) to text that `parse` understands.
//!
//! Text is what the reader of the document sees, with tracked changes accepted and automatic
//! numbers written out: a paragraph is a line, a table row is a line with tabs between its cells
//! (`grid`). Whatever is left out (text boxes, pictures, notes) is counted and told.
//!
//! Not here: layout, fonts, headers and footers, formulas, macros. Nothing is extracted, linked
//! or executed; every size is bounded before it costs memory, since anyone can send a file.

pub(crate) mod archive;
pub mod csv;
mod docx;
mod grid;
mod rels;
pub mod workbook;
mod xlsx;
pub(crate) mod xml;

use crate::filled::{Filled, Remark};
use memchr::memmem;
use serde::{Deserialize, Serialize};

/// Entries of the archive: an honest document has some dozens, one with many pictures hundreds.
pub const MAX_ENTRIES: usize = 4096;
/// Unpacked bytes of all parts that are read; a 10,000-row ledger in Word has some 20 MiB.
pub const MAX_UNPACKED: u64 = 64 << 20;
/// Unpacked to packed, for parts above [`RATIO_FROM`]. Deflate cannot exceed 1032 and bombs come
/// near; a ledger of 10,000 rows that differ only in their numbers has 150.
pub const MAX_RATIO: u64 = 600;
/// Parts up to this size may be as repetitive as they like.
pub const RATIO_FROM: u64 = 4 << 20;
/// Cells with something in them, over all tables or sheets. Empty ones cost nothing.
pub const MAX_CELLS: usize = 2_000_000;
/// Styles, lists, levels of lists, sheets, relationships together. Word ends at some 4,000 styles;
/// much-copied documents have 10,000 levels.
pub const MAX_DEFINITIONS: usize = 100_000;
/// Bytes of text: one shared string may be shown by a million cells.
pub const MAX_TEXT: usize = 32 << 20;
/// Elements inside elements. Word writes some 30; nested tables add 4 each.
pub const MAX_DEPTH: usize = 256;

/// What a document says, as text for `parse`, and what was left out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub text: String,
    pub notes: Vec<Note>,
}

/// What the text does not contain, or contains in a form that was chosen. Counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// Text boxes with text in them; the text is left out, since it has no place in the flow.
    TextBoxes(usize),
    /// Insertions kept and deletions dropped, as if all had been accepted.
    TrackedChanges {
        inserted: usize,
        deleted: usize,
    },
    Pictures(usize),
    /// Embedded files, charts and diagrams.
    Objects(usize),
    /// References to footnotes and endnotes; the notes are left out.
    Footnotes(usize),
    Comments(usize),
    /// Stretches of text formatted as hidden, left out.
    HiddenText(usize),
    /// Sheets that are not shown, left out.
    HiddenSheets(usize),
}

/// Why a file gives no text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum OfficeError {
    #[error("a file of the old binary format (.doc, .xls, .wps, .et)")]
    Legacy,
    #[error("the file is protected by a password")]
    Encrypted,
    #[error("neither a .docx nor an .xlsx file")]
    NotOffice,
    #[error("the archive has more than {MAX_ENTRIES} entries")]
    TooManyEntries,
    #[error("the document unpacks to more than {MAX_UNPACKED} bytes")]
    TooLarge,
    #[error("a part of the document unpacks to more than {MAX_RATIO} times its size")]
    Ratio,
    #[error("the document has more than {MAX_CELLS} cells")]
    TooManyCells,
    #[error("the document defines more than {MAX_DEFINITIONS} styles, lists and sheets")]
    TooManyDefinitions,
    #[error("the document has more than {MAX_TEXT} bytes of text")]
    TooMuchText,
    #[error("elements are nested deeper than {MAX_DEPTH} levels")]
    TooDeep,
    #[error("the document is damaged: {reason}")]
    Damaged { reason: String },
    /// The notes tell whether there are pictures or text boxes instead.
    #[error("the document has no text")]
    Empty { notes: Vec<Note> },
}

/// What a reader that works elsewhere answers, as JSON.
pub type Answer = Result<Found, OfficeError>;

/// What a file is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// A report, or a table of somebody else's.
    Source(Source),
    /// A workbook of ours that was filled in: the ledger's own file, and what is to be told.
    Filled {
        /// Beside the answer: it may be large.
        #[serde(skip)]
        ledger: String,
        remarks: Vec<Remark>,
    },
    /// A workbook of ours whose hidden record is gone or damaged: a table like any other.
    Stripped(Source),
}

/// Reads for such an asker: the answer, and the file of a ledger where it is one. `at` is now, in
/// milliseconds since 1970 UTC.
pub fn answer(bytes: &[u8], at: i64) -> (String, Option<String>) {
    let mut answer = found(bytes, at);
    let ledger = match &mut answer {
        Ok(Found::Filled { ledger, .. }) => Some(std::mem::take(ledger)),
        Ok(Found::Source(_) | Found::Stripped(_)) | Err(_) => None,
    };
    (crate::file::json(&answer), ledger)
}

fn found(bytes: &[u8], at: i64) -> Answer {
    Ok(match workbook::read(bytes, at)? {
        workbook::Returned::Filled(filled) => {
            let Filled { ledger, remarks } = *filled;
            Found::Filled { ledger: crate::file::write(&ledger), remarks }
        }
        workbook::Returned::Stripped => Found::Stripped(read(bytes)?),
        workbook::Returned::Other => Found::Source(read(bytes)?),
    })
}

impl OfficeError {
    pub(crate) fn damaged(reason: impl ToString) -> Self {
        Self::Damaged { reason: reason.to_string() }
    }
}

/// Whether the bytes start as a zip archive does: .docx, .xlsx, and others that [`read`] refuses.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// Whether the bytes start as a compound file does (MS-CFB §2.2): .doc, .xls, .wps, .et, and
/// .docx or .xlsx behind a password.
pub fn is_legacy(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
}

/// The text of a document. Its kind is decided by what the archive holds, not by a name.
pub fn read(bytes: &[u8]) -> Result<Source, OfficeError> {
    if is_legacy(bytes) {
        // The name of the stream that holds the document (MS-OFFCRYPTO §2.3.4.4), in UTF-16LE.
        let name: Vec<u8> = "EncryptedPackage".bytes().flat_map(|byte| [byte, 0]).collect();
        let encrypted = memmem::find(bytes, &name).is_some();
        return Err(if encrypted { OfficeError::Encrypted } else { OfficeError::Legacy });
    }
    if !is_archive(bytes) {
        return Err(OfficeError::NotOffice);
    }
    let mut archive = archive::open(bytes)?;
    let mut allowance = Allowance::new();
    let main = rels::main_part(&mut archive, &mut allowance)?;
    let xml = archive.part(&main)?.ok_or(OfficeError::NotOffice)?;
    let mut tally = Tally::default();
    let source = (main.as_str(), xml.as_str());
    let text = match xml::root(&xml)?.as_str() {
        "document" => docx::text(&mut archive, source, &mut tally, allowance)?,
        "workbook" => xlsx::text(&mut archive, source, &mut tally, allowance)?,
        _ => return Err(OfficeError::NotOffice),
    };
    let notes = tally.notes();
    if text.chars().all(crate::parse::is_blank) {
        return Err(OfficeError::Empty { notes });
    }
    Ok(Source { text, notes })
}

/// What has been met and left out so far.
#[derive(Debug, Default)]
struct Tally {
    text_boxes: usize,
    inserted: usize,
    deleted: usize,
    pictures: usize,
    objects: usize,
    footnotes: usize,
    comments: usize,
    hidden_text: usize,
    hidden_sheets: usize,
}

impl Tally {
    fn notes(&self) -> Vec<Note> {
        let changes = Note::TrackedChanges { inserted: self.inserted, deleted: self.deleted };
        let all = [
            (self.text_boxes, Note::TextBoxes(self.text_boxes)),
            (self.inserted + self.deleted, changes),
            (self.pictures, Note::Pictures(self.pictures)),
            (self.objects, Note::Objects(self.objects)),
            (self.footnotes, Note::Footnotes(self.footnotes)),
            (self.comments, Note::Comments(self.comments)),
            (self.hidden_text, Note::HiddenText(self.hidden_text)),
            (self.hidden_sheets, Note::HiddenSheets(self.hidden_sheets)),
        ];
        all.into_iter().filter(|(count, _)| *count > 0).map(|(_, note)| note).collect()
    }
}

/// What may still be spent on text and cells, counted before the memory is asked for.
#[derive(Debug)]
struct Allowance {
    text: usize,
    cells: usize,
    /// Empty cells between those with something in them; each is a tab.
    gaps: usize,
    definitions: usize,
}

impl Allowance {
    fn new() -> Self {
        Self { text: MAX_TEXT, cells: MAX_CELLS, gaps: MAX_CELLS, definitions: MAX_DEFINITIONS }
    }

    fn definition(&mut self) -> Result<(), OfficeError> {
        self.definitions =
            self.definitions.checked_sub(1).ok_or(OfficeError::TooManyDefinitions)?;
        Ok(())
    }

    fn text(&mut self, bytes: usize) -> Result<(), OfficeError> {
        self.text = self.text.checked_sub(bytes).ok_or(OfficeError::TooMuchText)?;
        Ok(())
    }

    fn gap(&mut self, tabs: usize) -> Result<(), OfficeError> {
        self.gaps = self.gaps.checked_sub(tabs).ok_or(OfficeError::TooManyCells)?;
        self.text(tabs)
    }

    fn cell(&mut self) -> Result<(), OfficeError> {
        self.cells = self.cells.checked_sub(1).ok_or(OfficeError::TooManyCells)?;
        Ok(())
    }
}
