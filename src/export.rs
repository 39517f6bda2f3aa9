//! Bytes out: one pure function a format. Same ledger, same bytes.
//!
//! [`html`], [`docx`], [`xlsx`] and [`markdown`] are the published report, [`sign_off`] what is
//! signed for it, [`sheet`] the ledger on paper, [`calendar`] its coming days. The ledger's own
//! JSON is written by [`crate::file`], which also reads it.

use std::borrow::Cow;

pub mod calendar;
pub mod docx;
pub mod html;
pub mod markdown;
mod package;
pub mod sheet;
pub mod sign_off;
mod table;
pub mod xlsx;

/// Text as it may stand in a published file: what no XML can hold (XML 1.0 §2.2), and what turns
/// the order of reading so that a line shows other words than it has (U+202A–202E, U+2066–2069),
/// becomes U+FFFD. Something was there, and it is seen that it was. Tabs and line breaks stay.
pub fn clean(text: &str) -> Cow<'_, str> {
    let is_foreign = |c: char| match c {
        '\t' | '\n' => false,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}' => true,
        c => c.is_control(),
    };
    if text.contains(is_foreign) {
        Cow::Owned(text.replace("\r\n", "\n").replace(is_foreign, "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    }
}
