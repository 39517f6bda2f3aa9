//! Bytes to text. Refuses, with the reason, what is no text; decodes nothing it would have to
//! guess.

/// Larger files are refused before they are looked at: no report comes near, and a browser that
/// runs out of memory loses the page.
pub const MAX_BYTES: u64 = 64 << 20;

/// Why a file cannot be read as a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("the file is empty")]
    Empty,
    #[error("the file has {bytes} bytes; more than {MAX_BYTES} are not read")]
    TooLarge { bytes: u64 },
    #[error("the file is not text")]
    Binary,
    /// Most likely GB18030, or cut in the middle of a character.
    #[error("the file is not UTF-8 text (first at byte {at})")]
    NotUtf8 { at: usize },
}

/// To be asked before a file is brought into memory.
pub fn check_size(bytes: u64) -> Result<(), ReadError> {
    if bytes > MAX_BYTES { Err(ReadError::TooLarge { bytes }) } else { Ok(()) }
}

/// The text of a file, verbatim: byte order mark, line ends and all.
pub fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    check_size(bytes.len() as u64)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(ReadError::Binary);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = &bytes[..bytes.len().min(4096)];
        let controls = start.iter().filter(|&&b| b < 0x20 && !b.is_ascii_whitespace()).count();
        if controls * 50 > start.len() {
            ReadError::Binary
        } else {
            ReadError::NotUtf8 { at: error.valid_up_to() }
        }
    })
}

/// Whether a text is meant as a ledger's file rather than as a report: it is named so, names
/// itself so, or is JSON. A page copied with its “[打印] [字号 大 中 小]” is a report.
pub fn is_json(name: &str, text: &str) -> bool {
    let start = text.trim_start_matches(crate::parse::is_blank);
    let named = name.len() >= 5 && name.is_char_boundary(name.len() - 5);
    (named && name[name.len() - 5..].eq_ignore_ascii_case(".json"))
        || start.starts_with(['{', '['])
            && (start.contains(crate::file::FORMAT)
                || serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok())
}
