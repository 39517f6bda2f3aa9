//! A file from a person's hand: a ledger, or a report still to be looked through.
//!
//! Office formats are told apart here and read by `office`: a command line does so at once, a page
//! hands them to its worker.

use crate::file::{self, FileError};
use crate::ledger::Ledger;
use crate::office::{self, OfficeError, Source};
use crate::read::{self, ReadError};

#[derive(Clone, Debug)]
pub enum Opened {
    Ledger(Ledger),
    Report { name: String, source: Source },
}

/// Why a file is neither.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Office(#[from] OfficeError),
    #[error(transparent)]
    File(#[from] FileError),
}

/// Whether `office` is to read these bytes.
pub fn is_office(bytes: &[u8]) -> bool {
    office::is_archive(bytes) || office::is_legacy(bytes)
}

/// A file of any kind. Its name gives the ledger's, and tells JSON that is broken from a report.
pub fn open(name: &str, bytes: &[u8]) -> Result<Opened, OpenError> {
    read::check_size(bytes.len() as u64)?;
    if is_office(bytes) { Ok(report(name, office::read(bytes)?)) } else { text(name, bytes) }
}

/// A file that is not `office`'s.
pub fn text(name: &str, bytes: &[u8]) -> Result<Opened, OpenError> {
    let text = read::text(bytes)?;
    if read::is_json(name, &text) {
        return Ok(Opened::Ledger(file::read(&text)?));
    }
    Ok(report(name, Source { text: text.into_owned(), notes: Vec::new() }))
}

/// What `office` read, under the name of its file.
pub fn report(name: &str, source: Source) -> Opened {
    Opened::Report { name: read::title(name).to_owned(), source }
}
