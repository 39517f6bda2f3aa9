//! The zip archive: parts by name, each unpacked into memory within one common allowance.
//!
//! Sizes are counted on the stream itself, since those in the directory may lie. Nothing is
//! written anywhere, so a name that climbs out of its folder is only a name that nobody asks for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, OfficeError, RATIO_FROM};

/// Longer names are of no part that is read.
const MAX_NAME: usize = 255;

/// Ends of a directory: the archive's own, and those of documents stored inside it.
const MOST_ENDS: usize = 256;

pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    // Invariant: lower case and forward slashes, to entries that exist.
    names: HashMap<String, usize>,
    left: u64,
}

pub fn open(bytes: &[u8]) -> Result<Archive<'_>, OfficeError> {
    // Counting the marks of directory entries costs no memory; the directory itself may say
    // anything. Documents stored inside the document add a few.
    if memmem::find_iter(bytes, b"PK\x01\x02").nth(MAX_ENTRIES).is_some() {
        return Err(OfficeError::TooManyEntries);
    }
    // Each mark of a directory's end is tried in turn, and an honest archive has one.
    let ends = [b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"];
    if ends.iter().any(|mark| memmem::find_iter(bytes, *mark).nth(MOST_ENDS).is_some()) {
        return Err(OfficeError::TooManyEntries);
    }
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(from_zip)?;
    let names = (0..zip.len())
        .filter_map(|at| Some((zip.name_for_index(at)?.ok()?.into_owned(), at)))
        .filter(|(name, _)| name.len() <= MAX_NAME)
        .map(|(name, at)| (normal(&name), at))
        .collect();
    Ok(Archive { zip, names, left: MAX_UNPACKED })
}

impl Archive<'_> {
    /// The names of all entries but folders, as they are written, in their order.
    pub fn names(&self) -> Vec<String> {
        let names = (0..self.zip.len()).filter_map(|at| self.zip.name_for_index(at)?.ok());
        names.map(Cow::into_owned).filter(|name| !name.ends_with(['/', '\\'])).collect()
    }

    /// What stands at the end of the archive, for people.
    pub fn comment(&self) -> String {
        String::from_utf8_lossy(self.zip.comment()).into_owned()
    }

    /// The text of a part, or nothing if there is no such part. Names are compared as Windows
    /// compares them, which some writers rely on.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, OfficeError> {
        let Some(&at) = self.names.get(&normal(name)) else { return Ok(None) };
        let mut entry = self.zip.by_index(at).map_err(from_zip)?;
        let packed = entry.compressed_size().max(1);
        // The declared size saves growing, if it is honest.
        let mut bytes = Vec::with_capacity(entry.size().min(self.left).min(16 << 20) as usize);
        let mut chunk = vec![0; 64 << 10];
        loop {
            let got = entry.read(&mut chunk).map_err(OfficeError::damaged)?;
            if got == 0 {
                break;
            }
            self.left = self.left.checked_sub(got as u64).ok_or(OfficeError::TooLarge)?;
            bytes.extend_from_slice(&chunk[..got]);
            let unpacked = bytes.len() as u64;
            if unpacked > RATIO_FROM && unpacked / packed > MAX_RATIO {
                return Err(OfficeError::Ratio);
            }
        }
        let text = String::from_utf8(bytes);
        text.map(Some).map_err(|_| OfficeError::damaged(format!("{name} is not UTF-8")))
    }
}

fn normal(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

fn from_zip(error: ZipError) -> OfficeError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => OfficeError::Encrypted,
        other => OfficeError::damaged(other),
    }
}
