//! Bytes to text. Refuses, with the reason, what is no text; what it decodes it is sure of.
//!
//! UTF-8 with or without a byte order mark stays as it is, byte for byte. GB18030 (and GBK, its
//! part) and UTF-16 with a mark are decoded. Office formats are `office`'s.

mod gb18030;

use std::borrow::Cow;

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
    /// UTF-8 that was cut in the middle of a character or damaged on its way.
    #[error("the file is damaged UTF-8 text (first at byte {at})")]
    Damaged { at: usize },
    #[error("the file is neither UTF-8 nor GB18030 text")]
    UnknownEncoding,
}

/// To be asked before a file is brought into memory.
pub fn check_size(bytes: u64) -> Result<(), ReadError> {
    if bytes > MAX_BYTES { Err(ReadError::TooLarge { bytes }) } else { Ok(()) }
}

/// The text of a file, verbatim: byte order mark, line ends and all.
pub fn text(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    check_size(bytes.len() as u64)?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    if let Some(text) = utf16(bytes) {
        return text.map(Cow::Owned).ok_or(ReadError::Binary);
    }
    if memchr::memchr(0, bytes).is_some() {
        return Err(ReadError::Binary);
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        Err(error) => error,
    };
    if is_binary(bytes) {
        return Err(ReadError::Binary);
    }
    if is_mostly_utf8(bytes) {
        return Err(ReadError::Damaged { at: error.valid_up_to() });
    }
    let decoded = gb18030::decode(bytes).filter(|text| reads_as_chinese(text));
    decoded.map(Cow::Owned).ok_or(ReadError::UnknownEncoding)
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

/// What a ledger is called that came from a file of this name: without its ending.
pub fn title(name: &str) -> &str {
    const ENDINGS: [&str; 7] = [".txt", ".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".md"];
    let end = |ending: &&str| {
        let at = name.len().checked_sub(ending.len())?;
        let (title, end) = name.split_at_checked(at)?;
        (end.eq_ignore_ascii_case(ending) && !title.is_empty()).then_some(title)
    };
    ENDINGS.iter().find_map(end).unwrap_or(name)
}

/// Text with the byte order mark of UTF-16, as old editors call “Unicode”; inner None where it is
/// no such text after all.
fn utf16(bytes: &[u8]) -> Option<Option<String>> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, rest) = bytes[2..].as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    Some(text.ok().filter(|text| rest.is_empty() && !text.contains('\0')))
}

/// Control characters that no text has.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4096)];
    let controls = start.iter().filter(|&&b| b < 0x20 && !b.is_ascii_whitespace()).count();
    controls * 50 > start.len()
}

/// Text in another encoding is hardly ever valid UTF-8 by chance; text of many characters with a
/// few broken ones is UTF-8 that came to harm, and would decode to nonsense.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| c.len_utf8() >= 3).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > 4 * broken
}

/// Decoded bytes that are Chinese text: hanzi of the common block, ASCII and punctuation, with a
/// few strays at most.
fn reads_as_chinese(text: &str) -> bool {
    let common = |c: &char| {
        c.is_ascii_graphic()
            || c.is_whitespace()
            || matches!(c, '一'..='龥' | '　'..='〿' | '！'..='～' | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '①'..='⒛' | '×' | '○' | '●' | '■' | '□' | '℃' | '\u{FEFF}')
    };
    let all = text.chars().count();
    let hanzi = text.chars().filter(|c| matches!(c, '一'..='龥')).count();
    let strays = all - text.chars().filter(common).count();
    strays * 50 <= all && hanzi > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gb(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn encodings_are_told_apart() {
        let words = "一、整改情况\r\n关于“学习不深入”问题①";
        let utf16: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain(words.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for bytes in [words.as_bytes().to_vec(), gb(words), utf16] {
            assert_eq!(text(&bytes).as_deref(), Ok(words));
        }
        let marked = format!("\u{FEFF}{words}");
        assert_eq!(text(marked.as_bytes()).as_deref(), Ok(marked.as_str()));
    }

    #[test]
    fn what_is_no_text_is_refused_with_the_reason() {
        let whole = "整改情况已经全部完成并公开".as_bytes();
        let mut damaged = whole.to_vec();
        damaged[10] = b'?';
        let noise: Vec<u8> = (0..600u32).map(|n| (n * 7919 % 255 + 1) as u8).collect();
        for (bytes, error) in [
            (b" \r\n".to_vec(), ReadError::Empty),
            (b"PK\x03\x04\0\0".to_vec(), ReadError::Binary),
            (damaged, ReadError::Damaged { at: 9 }),
            (whole[..whole.len() - 1].to_vec(), ReadError::Damaged { at: whole.len() - 3 }),
            (noise, ReadError::Binary),
            (b"caf\xe9 r\xe9sum\xe9".to_vec(), ReadError::UnknownEncoding),
        ] {
            assert_eq!(text(&bytes), Err(error));
        }
    }

    #[test]
    fn a_ledger_is_called_as_its_file() {
        for (name, called) in [
            ("整改报告.TXT", "整改报告"),
            ("台账.xlsx", "台账"),
            (".txt", ".txt"),
            ("报告", "报告"),
        ] {
            assert_eq!(title(name), called);
        }
    }
}
