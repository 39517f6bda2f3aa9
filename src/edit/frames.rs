//! Frames for rows that were added, and for those left when one goes: numbers stay in order,
//! labels and separators stay where they were, in the document's own pattern.
//!
//! Openings belong to places, not to texts: the first item of a paragraph opens with
//! “整改落实情况：一是” whichever measure that is. Closings belong to places counted from the end.

use std::collections::HashMap;
use std::ops::Range;

use crate::ledger::{Kind, Ledger, Node};
use crate::numeral::{self, Style};

/// `before` and `after` of one place.
pub type Frame = (String, String);

const DEFAULT_LABEL: &str = "\n整改落实情况：";
const DEFAULT_FINDING: (&str, &str) = ("\n关于“", "”问题");

pub fn of(nodes: &[&Node]) -> Vec<Frame> {
    nodes.iter().map(|node| (node.before.clone(), node.after.clone())).collect()
}

/// Makes room for one more item at `slot`; `label` opens the first measure of a finding.
/// `is_closed` tells whether the text before the slot ends its own sentence.
pub fn insert(frames: &mut Vec<Frame>, slot: usize, label: &str, is_closed: bool) {
    let Some((last, _)) = frames.last() else {
        frames.push((label.to_owned(), String::new()));
        return;
    };
    let opening = next(last, frames.len() == 1);
    // A list closes its items with “；” all but the last: an inner closing serves again,
    // unless it would make “。；”.
    let inner = if frames.len() > 1 && !is_closed { frames[0].1.clone() } else { String::new() };
    let (mut befores, mut afters): (Vec<_>, Vec<_>) = frames.drain(..).unzip();
    befores.push(opening);
    afters.insert(slot.min(afters.len() - 1), inner);
    frames.extend(befores.into_iter().zip(afters));
}

/// Closes the gap that the item at `slot` leaves.
pub fn remove(frames: &mut Vec<Frame>, slot: usize) {
    let (mut befores, mut afters): (Vec<_>, Vec<_>) = frames.drain(..).unzip();
    befores.pop();
    afters.remove(slot.min(afters.len().saturating_sub(2)));
    frames.extend(befores.into_iter().zip(afters));
}

/// The places around `slot` whose openings belong together: items counted one after the other,
/// or a labelled paragraph and those that follow it bare. A label inside ends the run before it.
pub fn run(nodes: &[&Node], slot: usize) -> Range<usize> {
    let joined = |at: usize| match nodes.get(at.wrapping_sub(1)..=at) {
        Some([one, two]) => follows(&one.before, &two.before),
        _ => false,
    };
    let mut start = slot.min(nodes.len().saturating_sub(1));
    let mut end = (start + 1).min(nodes.len());
    while start > 0 && joined(start) {
        start -= 1;
    }
    while joined(end) {
        end += 1;
    }
    start..end
}

fn follows(one: &str, two: &str) -> bool {
    match (trailing_number(one), trailing_number(two)) {
        (Some((_, first, ..)), Some((lead, second, ..))) => {
            second == first + 1 && lead.trim().is_empty()
        }
        (None, None) => two.trim().is_empty(),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Whether a text ends its own sentence.
pub fn is_closed(text: &str) -> bool {
    text.trim_end().ends_with(['。', '！', '？', '；', '.', '…'])
}

/// What closes a counted measure whose text changes: “；” or “。” where the text has stopped
/// ending its own sentence, nothing where it has begun to. Prose and other frames stay.
///
/// `is_last` is asked only where it counts: it may walk the document.
pub fn closing(node: &Node, from: &str, to: &str, is_last: impl FnOnce() -> bool) -> String {
    let was_closed = !from.is_empty() && is_closed(from);
    let flips = from.is_empty() || was_closed != is_closed(to);
    if to.is_empty() || !flips || trailing_number(&node.before).is_none() {
        return node.after.clone();
    }
    let bare = node.after.strip_prefix(['；', ';', '。']).unwrap_or(&node.after);
    match (is_closed(to), bare.len() == node.after.len()) {
        (true, _) => bare.to_owned(),
        (false, true) => format!("{}{bare}", if is_last() { '。' } else { '；' }),
        (false, false) => node.after.clone(),
    }
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

fn number_range(before: &str) -> Option<(Range<usize>, u32, Style)> {
    let start = before.len() - before.trim_start().len();
    let bracket = before[start..].chars().next().filter(|c| matches!(c, '（' | '('));
    let start = start + bracket.map_or(0, char::len_utf8);
    let (number, style, length) = numeral::read(&before[start..])?;
    let closes = before[start + length..].starts_with(['.', '．', '、', '）', ')']);
    closes.then_some((start..start + length, number, style))
}

/// How the document opens its measures, most often: “\n整改情况：”.
pub fn measures_label(ledger: &Ledger) -> String {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for node in ledger.nodes() {
        let opens = matches!(node.kind, Kind::Measure | Kind::Narrative) && node.parent.is_some();
        if opens && node.before.contains("整改") {
            *seen.entry(without_number(&node.before)).or_default() += 1;
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
    let lead = if only && !lead.trim().is_empty() { "" } else { lead };
    format!("{lead}{}{mark}", numeral::write(number + 1, style))
}

fn without_number(before: &str) -> &str {
    trailing_number(before).map_or(before, |(lead, ..)| lead)
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

    fn frames(list: &[(&str, &str)]) -> Vec<Frame> {
        list.iter().map(|(before, after)| (before.to_string(), after.to_string())).collect()
    }

    #[test]
    fn an_added_item_continues_the_numbers() {
        let mut items = frames(&[("\n整改情况：一是", "；"), ("二是", "")]);
        insert(&mut items, 1, "", false);
        assert_eq!(items, frames(&[("\n整改情况：一是", "；"), ("二是", "；"), ("三是", "")]));

        let mut paragraphs = frames(&[("\n整改情况：\n　　（1）", ""), ("\n　　（2）", "")]);
        insert(&mut paragraphs, 2, "", true);
        assert_eq!(paragraphs[2].0, "\n　　（3）");
    }

    #[test]
    fn behind_a_single_paragraph_comes_a_paragraph_of_its_own() {
        let mut prose = frames(&[("\n　　整改落实情况：", "")]);
        insert(&mut prose, 1, "", true);
        assert_eq!(prose[1].0, "\n　　");
        let mut first = frames(&[("\n整改情况：一是", "")]);
        insert(&mut first, 1, "", true);
        assert_eq!(first[1].0, "二是");
    }

    #[test]
    fn a_removed_item_leaves_label_and_closing() {
        for gone in 0..3 {
            let mut items = frames(&[("\n整改情况：一是", "；"), ("二是", "；"), ("三是", "。")]);
            remove(&mut items, gone);
            assert_eq!(items, frames(&[("\n整改情况：一是", "；"), ("二是", "。")]));
        }
    }

    #[test]
    fn only_a_leading_number_is_renumbered() {
        assert_eq!(renumbered("\n　　1.关于“", 3), "\n　　3.关于“");
        assert_eq!(renumbered("\n（九）关于“", 10), "\n（十）关于“");
        assert_eq!(renumbered("\n关于“", 3), "\n关于“");
        assert_eq!(renumbered("\n1-2，", 3), "\n1-2，");
    }
}
