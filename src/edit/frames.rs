//! Frames for rows that were added, and for those left when one goes: numbers stay in order,
//! labels and separators stay where they were, in the document's own pattern.
//!
//! Openings belong to places, not to texts: the first item of a paragraph opens with
//! “整改落实情况：一是” whichever measure that is. Closings belong to places counted from the end.

use std::ops::Range;

use crate::ledger::{Kind, Ledger, Node};
use crate::numeral::{self, Style};
use foldhash::{HashMap, HashMapExt};

mod places;

pub use places::{Item, add, close_up, reorder};

/// `before` and `after` of one place.
pub type Frame = (String, String);

/// How a text ends, which is all that its frame asks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Empty,
    Open,
    /// It ends its own sentence.
    Closed,
}

const DEFAULT_LABEL: &str = "\n整改落实情况：";
/// Around a finding where no other shows how.
pub const DEFAULT_FINDING: (&str, &str) = ("\n关于“", "”问题");

fn follows(one: &str, two: &str) -> bool {
    match (trailing_number(one), trailing_number(two)) {
        (Some((_, first, ..)), Some((lead, second, ..))) => {
            second == first + 1 && unlabelled(lead).len() == lead.len()
        }
        (None, None) => two.trim().is_empty(),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

impl Ending {
    pub fn of(text: &str) -> Self {
        match text.trim_end().ends_with(['。', '！', '？', '；', '.', '…']) {
            true => Self::Closed,
            false if text.is_empty() => Self::Empty,
            false => Self::Open,
        }
    }
}

/// What closes a counted measure whose text changes: “；” or “。” where the text has stopped
/// ending its own sentence, nothing where it has begun to. Prose and other frames stay.
///
/// `is_last` is asked only where it counts: it may walk the document.
pub fn closing(
    before: &str,
    after: &str,
    from: Ending,
    to: Ending,
    is_last: impl FnOnce() -> bool,
) -> String {
    let flips = from == Ending::Empty || (from == Ending::Closed) != (to == Ending::Closed);
    if to == Ending::Empty || !flips || !is_counted(before) {
        return after.to_owned();
    }
    let bare = without_mark(after);
    match (to == Ending::Closed, bare.len() == after.len()) {
        (true, _) => bare.to_owned(),
        (false, true) => format!("{}{bare}", if is_last() { '。' } else { '；' }),
        (false, false) => after.to_owned(),
    }
}

fn is_counted(before: &str) -> bool {
    trailing_number(before).is_some()
}

fn without_mark(after: &str) -> &str {
    after.strip_prefix(['；', ';', '。']).unwrap_or(after)
}

/// Opening and closing of a new finding after `neighbour`, else of a first one.
pub fn finding(ledger: &Ledger, neighbour: Option<&Node>) -> Frame {
    let any = || ledger.nodes().iter().find(|node| node.kind == Kind::Finding);
    let number = neighbour.and_then(|node| leading_number(&node.before)).map_or(1, |n| n + 1);
    match neighbour.or_else(any) {
        Some(node) => (on_new_line(renumbered(&node.before, number)), node.after.clone()),
        None => (DEFAULT_FINDING.0.to_owned(), DEFAULT_FINDING.1.to_owned()),
    }
}

/// `before` with the number it starts with set to `number`; as it is where it starts with none.
pub fn renumbered(before: &str, number: u32) -> String {
    match number_range(before) {
        Some((range, _, style)) => {
            let (start, end) = (&before[..range.start], &before[range.end..]);
            format!("{start}{}{end}", numeral::write(number, style))
        }
        None => before.to_owned(),
    }
}

/// The number a heading starts with: 3 of “\n　　3.关于“”.
pub fn leading_number(before: &str) -> Option<u32> {
    number_range(before).map(|(_, number, _)| number)
}

/// Where the number a heading starts with stands, the number, and how it is written.
pub fn number_range(before: &str) -> Option<(Range<usize>, u32, Style)> {
    let start = before.len() - before.trim_start().len();
    let bracket = before[start..].chars().next().filter(|c| matches!(c, '（' | '('));
    let start = start + bracket.map_or(0, char::len_utf8);
    let (number, style, length) = numeral::read(&before[start..])?;
    let closes = before[start + length..].starts_with(['.', '．', '、', '）', ')']);
    closes.then_some((start..start + length, number, style))
}

/// How the document opens its measures, most often: “\n整改情况：”, or “\n整改情况：一是” where more
/// are counted from there than stand as prose.
pub fn measures_label(ledger: &Ledger) -> String {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for node in ledger.nodes() {
        let opens = matches!(node.kind, Kind::Measure | Kind::Narrative) && node.parent.is_some();
        if opens && node.before.contains("整改") {
            *seen.entry(&node.before).or_default() += 1;
        }
    }
    let most = seen.into_iter().max_by_key(|&(label, times)| (times, std::cmp::Reverse(label)));
    on_new_line(most.map_or(DEFAULT_LABEL, |(label, _)| label).to_owned())
}

fn on_new_line(before: String) -> String {
    if before.contains('\n') { before } else { format!("\n{before}") }
}

/// The opening of the item after one that opens with `last`. Behind the `only` item so far,
/// a label is not repeated.
fn next(last: &str, only: bool) -> String {
    let line_start = &last[..last.len() - last.trim_start().len()];
    let Some((lead, number, style, mark)) = trailing_number(last) else {
        return line_start.to_owned();
    };
    let bare = unlabelled(lead);
    let lead = match only && bare.len() < lead.len() {
        true if bare.contains('\n') => bare,
        true => bare.trim_start(),
        false => lead,
    };
    format!("{lead}{}{mark}", numeral::write(number + 1, style))
}

/// What stands before a number and is no label: the line break and indent, an opening bracket.
fn unlabelled(lead: &str) -> &str {
    let label = lead.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '（' | '('));
    &lead[label.len()..]
}

/// Splits “整改情况：十二是” into “整改情况：”, 12, its style, “是”.
fn trailing_number(before: &str) -> Option<(&str, u32, Style, &str)> {
    let starts = before.char_indices().map(|(at, _)| at);
    starts.filter(|&at| !before[..at].ends_with(is_numeral)).find_map(|at| {
        let (number, style, length) = numeral::read(&before[at..])?;
        let mark = &before[at + length..];
        let closes = matches!(mark, "是" | "、" | "." | "．" | "）" | ")" | "是要" | "");
        closes.then(|| (&before[..at], number, style, mark))
    })
}

fn is_numeral(c: char) -> bool {
    numeral::read(c.encode_utf8(&mut [0; 4])).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_leading_number_is_renumbered() {
        assert_eq!(renumbered("\n　　1.关于“", 3), "\n　　3.关于“");
        assert_eq!(renumbered("\n（九）关于“", 10), "\n（十）关于“");
        assert_eq!(renumbered("\n关于“", 3), "\n关于“");
        assert_eq!(renumbered("\n1-2，", 3), "\n1-2，");
    }
}
