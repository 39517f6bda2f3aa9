//! `mask-length`: masks of several lengths tell how many digits or characters they hide. Once for
//! the whole ledger, and mended at once: every mask becomes ＊＊.
//!
//! - “****年*月**日召开会议”: four, one and two digits
//! - “共有***人辞职”, where another count is masked “*人”
//! - left alone: “＊＊年＊＊月＊＊日”, one length whatever is hidden
//!
//! Not here: what is masked in a publication, and how (`redact`).

use std::ops::Range;

use super::texts::{Shared, published, rewritten};
use super::{Code, Diagnostic, Found};
use crate::ledger::Ledger;
use crate::redact::FIXED;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut lengths: Vec<usize> = Vec::new();
    let (mut count, mut longest) = (0, "");
    for (.., text) in published(ledger) {
        for mask in masks(text) {
            let words = &text[mask];
            let length = words.chars().count();
            count += 1;
            if let Err(at) = lengths.binary_search(&length) {
                lengths.insert(at, length);
                longest = if lengths.last() == Some(&length) { words } else { longest };
            }
        }
    }
    if lengths.len() < 2 {
        return;
    }
    let changes = published(ledger).flat_map(|(node, field, text)| {
        let other = masks(text).filter(move |mask| &text[mask.clone()] != FIXED);
        other.map(move |mask| (node.id, field, mask, FIXED.to_owned()))
    });
    let fix = rewritten(ledger, changes.collect());
    let lengths: Vec<String> = lengths.iter().map(usize::to_string).collect();
    let detail = format!("{count}处，长度有{}", lengths.join("、"));
    found.push(Diagnostic::of_all(Code::MaskLength, longest, detail).with_fix(fix));
}

/// Every run of characters that hide something: * and ＊ of any length, × and ○ from two on, since
/// one alone is a sign of multiplication or a zero.
pub(super) fn masks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let hides = |c: char| matches!(c, '*' | '＊' | '×' | '○');
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text[from..].find(hides)?;
            let length = text[start..].find(|c| !hides(c));
            from = length.map_or(text.len(), |length| start + length);
            let run = &text[start..from];
            if run.contains(['*', '＊']) || run.chars().nth(1).is_some() {
                return Some(start..from);
            }
        }
    })
}
