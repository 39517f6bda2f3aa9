//! A pack: the text of a consecutive run of transactions, small enough for tens of thousands of
//! them to lie in local storage.
//!
//! ```text
//! 257 512 75311 21874 90c1f3aa 5d0e77b2      first and last number, bytes, compressed bytes,
//! 㐀䚫…                                       sum of those, sum of this line; then those
//! ```
//! The lines of JSON are compressed (LZ4: reading is what must be fast) and written 14 bits to a
//! character, since storage counts characters of 16 bits: U+3400 to U+73FF holds no surrogates
//! and nothing that anybody normalises.
//!
//! Whatever is wrong with a pack is an error, never a panic; what its line says is believed only
//! when its sum is right, and never beyond [`MOST`]. Not here: which transactions are packed.

use std::fmt::Write;

use crate::edit::Transaction;
use crate::file::json;
use crate::ledger::Id;

/// Bytes that a pack may unpack to.
const MOST: usize = 64 << 20;
/// LZ4 makes at most this much of a byte.
const RATIO: usize = 255;
const BITS: usize = 14;
const ZERO: u32 = 0x3400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// The first number it covers: where transactions were made one, that one is numbered as the
    /// last of them.
    pub first: u64,
    pub last: u64,
    /// Bytes of the lines.
    pub length: usize,
    compressed: usize,
    sum: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    #[error("its first line cannot be read")]
    Header,
    #[error("it is not as long as it says")]
    Length,
    #[error("it is not what was written")]
    Sum,
    #[error("it cannot be unpacked")]
    Unpack,
    #[error("{0}")]
    Transaction(String),
    #[error("its transactions are out of order")]
    Order,
}

/// A transaction as a line of a pack.
pub fn push(lines: &mut String, transaction: &Transaction) {
    lines.push_str(&json(transaction));
    lines.push('\n');
}

/// None where it would unpack to more than can be.
pub fn seal(first: u64, last: u64, lines: &str) -> Option<String> {
    if lines.len() > MOST {
        return None;
    }
    let bytes = lz4_flex::block::compress(lines.as_bytes());
    let mut text = format!("{first} {last} {} {} {:08x}", lines.len(), bytes.len(), sum(&bytes));
    let own = sum(text.as_bytes());
    writeln!(text, " {own:08x}").expect("a String takes everything");
    text.reserve(3 * (bytes.len() * 8).div_ceil(BITS));
    let (mut held, mut count) = (0u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(byte);
        count += 8;
        if count >= BITS {
            count -= BITS;
            text.push(character(held >> count));
            held &= (1 << count) - 1;
        }
    }
    if count > 0 {
        text.push(character(held << (BITS - count)));
    }
    Some(text)
}

pub fn header(text: &str) -> Result<Header, PackError> {
    parts(text).map(|(header, _)| header)
}

/// The header with the lines, whole and as they were.
pub fn lines(text: &str) -> Result<(Header, String), PackError> {
    let (header, body) = parts(text)?;
    // Each character is three bytes here; a body of others is found out below.
    let characters = (header.compressed * 8).div_ceil(BITS);
    if body.len() != 3 * characters || header.length > header.compressed.saturating_mul(RATIO) {
        return Err(PackError::Length);
    }
    let mut bytes = Vec::with_capacity(header.compressed + 1);
    let (mut held, mut count) = (0u32, 0);
    for character in body.chars() {
        let value = u32::from(character).checked_sub(ZERO).filter(|value| value >> BITS == 0);
        held = held << BITS | value.ok_or(PackError::Sum)?;
        count += BITS;
        while count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
            held &= (1 << count) - 1;
        }
    }
    bytes.truncate(header.compressed);
    if sum(&bytes) != header.sum {
        return Err(PackError::Sum);
    }
    let lines =
        lz4_flex::block::decompress(&bytes, header.length).map_err(|_| PackError::Unpack)?;
    if lines.len() != header.length {
        return Err(PackError::Length);
    }
    Ok((header, String::from_utf8(lines).map_err(|_| PackError::Unpack)?))
}

/// Ascending, and ending at the last that the pack covers.
pub fn transactions(text: &str) -> Result<(Header, Vec<Transaction>), PackError> {
    let (header, lines) = lines(text)?;
    let mut found: Vec<Transaction> = Vec::new();
    let mut before = header.first - 1;
    for line in lines.lines() {
        let transaction: Transaction = serde_json::from_str(line)
            .map_err(|error| PackError::Transaction(error.to_string()))?;
        if transaction.number <= before {
            return Err(PackError::Order);
        }
        before = transaction.number;
        found.push(transaction);
    }
    if before == header.last { Ok((header, found)) } else { Err(PackError::Order) }
}

fn parts(text: &str) -> Result<(Header, &str), PackError> {
    let read = || {
        let (line, body) = text.split_once('\n')?;
        let (stated, own) = line.rsplit_once(' ')?;
        if u32::from_str_radix(own, 16).ok()? != sum(stated.as_bytes()) {
            return None;
        }
        let [first, last, length, compressed, sum] =
            stated.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let header = Header {
            first: first.parse().ok()?,
            last: last.parse().ok()?,
            length: length.parse().ok()?,
            compressed: compressed.parse().ok()?,
            sum: u32::from_str_radix(sum, 16).ok()?,
        };
        let is_possible = 1 <= header.first
            && header.first <= header.last
            && header.last <= Id::MAX
            && header.length <= MOST
            && header.compressed <= body.len();
        is_possible.then_some((header, body))
    };
    read().ok_or(PackError::Header)
}

fn character(value: u32) -> char {
    char::from_u32(ZERO + value).expect("the range holds no surrogates")
}

/// FNV-1a: against accidents, not against people.
fn sum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
