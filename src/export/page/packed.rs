//! Bytes within an HTML file: gzip (RFC 1952), and around it base64 (RFC 4648 §4). A program takes
//! half of what it did so, and browsers undo both by themselves. Nothing is unpacked here.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, GzBuilder};

/// Bytes as text.
// Invariant: characters of base64 alone, so that nothing in it ends an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed(pub(super) String);

/// The text is none that was packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a part of the file is damaged: it is not base64")]
pub struct NotPacked;

impl Packed {
    /// Takes seconds for some megabytes of code: as small as it gets, and without a time or a
    /// name, so that the same bytes give the same text.
    pub fn pack(bytes: &[u8]) -> Self {
        let mut gzip = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
        gzip.write_all(bytes).expect("memory takes all");
        let bytes = gzip.finish().expect("memory takes all");
        Self(STANDARD.encode(bytes))
    }

    /// What was packed before, as it stands in a file.
    pub fn from_text(text: &str) -> Result<Self, NotPacked> {
        let is_base64 = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'/' | b'=');
        let is_all = text.bytes().all(is_base64) && !text.is_empty();
        if is_all { Ok(Self(text.to_owned())) } else { Err(NotPacked) }
    }
}
