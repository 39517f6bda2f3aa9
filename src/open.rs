//! A file from a person's hand: a ledger, a report still to be looked through, or either under a
//! password.
//!
//! Office formats are told apart here and read by `office`: a command line does so at once, a page
//! hands them to its worker.

use crate::export::carried;
use crate::file::{self, FileError};
use crate::ledger::Ledger;
use crate::office::{self, OfficeError, Source, csv};
use crate::read::{self, ReadError};
use crate::seal::{self, SealError};

// There is one at a time.
#[allow(clippy::large_enum_variant)]
#[derive(Clone, Debug)]
pub enum Opened {
    Ledger(Ledger),
    Report {
        name: String,
        source: Source,
    },
    /// What a unit filled in, which only whoever sent it can put together with what it was.
    Table(csv::Returned),
    /// Its envelope is sound; `seal` opens it with the password, and what comes out is a file like
    /// any other, of this name.
    Sealed {
        name: String,
        envelope: String,
    },
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
    #[error(transparent)]
    Seal(#[from] SealError),
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
    if let Some(json) = carried::find(&text) {
        return Ok(Opened::Ledger(file::read(json)?));
    }
    if let Some(returned) = csv::read(&text) {
        return Ok(Opened::Table(returned));
    }
    if read::is_json(name, &text) {
        if seal::is_sealed(&text) {
            seal::check(&text)?;
            let name = seal::unmarked(name);
            return Ok(Opened::Sealed { name, envelope: text.into_owned() });
        }
        return Ok(Opened::Ledger(file::read(&text)?));
    }
    Ok(report(name, Source { text: text.into_owned(), notes: Vec::new() }))
}

/// What `office` read, under the name of its file.
pub fn report(name: &str, source: Source) -> Opened {
    Opened::Report { name: read::title(name).to_owned(), source }
}
