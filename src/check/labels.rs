//! `label-variant`: one measures label where nearly all others have another.
//!
//! - “整改措施：充分发挥党组领导作用…” where twelve others are “整改落实情况：”
//! - “整改情况：修订制度…” where all others are “整改进展：”
//! - left alone: “整改措施：…” and “整改成效：…” under one finding, a plan and what came of it
//!
//! Not here: what a label means for its measures (`future`).

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::texts::{Shared, rewritten};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Id, Kind, Ledger, Node};
use crate::parse;

/// So many alike make a pattern.
const PATTERN: usize = 4;
/// A variant is at most one in so many.
const RARE: usize = 8;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let labelled: Vec<(&Node, Range<usize>)> =
        ledger.nodes().iter().filter_map(|node| Some((node, label(node)?.0))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::default();
    for (node, words) in &labelled {
        *counts.entry(&node.before[words.clone()]).or_default() += 1;
    }
    let Some((&usual, &most)) = counts.iter().max_by_key(|(words, count)| (**count, **words))
    else {
        return;
    };
    let with_usual: HashSet<Option<Id>> = labelled
        .iter()
        .filter(|(node, words)| &node.before[words.clone()] == usual)
        .map(|(node, _)| node.parent)
        .collect();
    for (node, words) in &labelled {
        let own = &node.before[words.clone()];
        let is_rare = counts[own] == 1 || counts[own] * RARE <= most;
        if own == usual || most < PATTERN || !is_rare || with_usual.contains(&node.parent) {
            continue;
        }
        let change = (node.id, Field::Before, words.clone(), usual.to_owned());
        let diagnostic =
            Diagnostic::at(Code::LabelVariant, node, Field::Before, words.clone(), usual);
        found.push(diagnostic.with_fix(rewritten(ledger, vec![change])));
    }
}

/// Where the label's own words stand in the frame of a measure or of what introduces measures,
/// and whether it tells of plans.
pub(super) fn label(node: &Node) -> Option<(Range<usize>, bool)> {
    if !matches!(node.kind, Kind::Measure | Kind::Narrative) || node.parent.is_none() {
        return None;
    }
    let start = node.before.len() - node.before.trim_start().len();
    let label = parse::label(&node.before[start..])?;
    let end = start + label.length as usize;
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '【' | '】' | '：' | ':');
    let words = &node.before[start..end];
    let from = start + words.len() - words.trim_start_matches(is_edge).len();
    let to = start + words.trim_end_matches(is_edge).len();
    (from < to).then_some((from..to, label.is_plan))
}
