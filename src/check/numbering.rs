//! `numbering`, of headings: chapters, directions and findings that skip a number or repeat one.
//!
//! - “2.关于…” and again “2.关于…”, then “4.关于…”
//! - “（一）…”, “（三）…”: one is missing, or was numbered wrongly
//! - left alone: findings that begin at 1 again under each direction, or count on through all
//!
//! Not here: 一是, 二是 (`items`).

use std::ops::Range;

use foldhash::HashMap;

use super::texts::{Shared, rewritten};
use super::{Code, Diagnostic, Found};
use crate::edit::number_range;
use crate::ledger::{Field, Id, Kind, Ledger, Node};
use crate::numeral::{self, Style};

/// A number where it stands.
pub(super) struct Numbered<'a> {
    pub node: &'a Node,
    pub field: Field,
    pub range: Range<usize>,
    pub number: u32,
    pub style: Style,
}

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    // By kind, how deep it lies and how it is marked: “1.” and “（1）” count by themselves.
    let mut runs: HashMap<(Kind, bool, String), Vec<Numbered>> = HashMap::default();
    let mut done = Vec::new();
    for node in ledger.nodes() {
        let is_part = match node.kind {
            Kind::Chapter | Kind::Direction => false,
            Kind::Finding => {
                let parent = node.parent.and_then(|parent| ledger.get(parent));
                parent.is_some_and(|parent| parent.kind == Kind::Finding)
            }
            Kind::Measure | Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => {
                continue;
            }
        };
        let Some((range, number, style)) = number_range(&node.before) else { continue };
        let before = node.before.trim_start();
        let mark =
            before.chars().filter(|c| matches!(c, '（' | '(' | '）' | ')' | '、' | '.' | '．'));
        // On the outermost level, directions count on with the chapters.
        let is_outer = node.kind == Kind::Direction && node.parent.is_none();
        let kind = if is_outer { Kind::Chapter } else { node.kind };
        let key = (kind, is_part, format!("{style:?}{}", mark.take(2).collect::<String>()));
        let run = runs.entry(key).or_default();
        if run.last().is_some_and(|last| begins_anew(last, node, number)) {
            done.push(std::mem::take(run));
        }
        run.push(Numbered { node, field: Field::Before, range, number, style });
    }
    done.extend(runs.into_values());
    for run in done {
        found.extend(irregular(ledger, &run));
    }
}

/// Whether a number after another is the first of its own list.
fn begins_anew(last: &Numbered, node: &Node, number: u32) -> bool {
    number == 1 && (node.parent != last.node.parent || last.number > 1)
}

/// The first number of a run that does not follow the one before it; mended by counting on.
pub(super) fn irregular(ledger: &Ledger, run: &[Numbered]) -> Option<Diagnostic> {
    let at = run.windows(2).position(|two| two[1].number != two[0].number + 1)? + 1;
    let (one, other) = (&run[at - 1], &run[at]);
    let changes = run.iter().zip(run[0].number..).filter(|(own, number)| own.number != *number);
    let changes: Vec<(Id, Field, Range<usize>, String)> = changes
        .map(|(own, number)| {
            let words = numeral::write(number, own.style);
            (own.node.id, own.field, own.range.clone(), words)
        })
        .collect();
    let text = other.node.get(other.field);
    let end = text[other.range.end..].chars().next().map_or(0, char::len_utf8);
    let range = other.range.start..other.range.end + end;
    let detail = numeral::write(one.number + 1, other.style);
    let diagnostic = Diagnostic::at(Code::Numbering, other.node, other.field, range, detail);
    Some(diagnostic.with_fix(rewritten(ledger, changes)))
}
