//! `quote-feedback`: what a report quotes of a finding is not quite the finding's words.
//!
//! - “对“对基层支部缺乏督导，多是开会”问题立行立改” where the finding says 缺乏督促指导
//! - “针对“学习不够深入不够系统”，…” where it says 学习不够深入、不够系统
//! - left alone: a stretch of the finding, word by word, whatever its inner quotation marks are
//!
//! Quotations are found again by blocks of four characters, of which one edit leaves all but one:
//! the findings are passed through once. Only a bounded number of quotations is compared closely.
//!
//! Not here: the parts of a finding (`parts`).

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::texts::{Shared, is_punctuation};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Kind, Ledger, Node};
use crate::parse::{is_closing, is_opening};

const SHORTEST: usize = 8;
const LONGEST: usize = 240;
const BLOCK: usize = 4;
/// One edit in so many characters is a slip; more is another sentence.
const SLIP: usize = 6;
/// Places remembered of one block; findings a quotation is compared with; quotations compared.
const MOST: usize = 8;
const MOST_FINDINGS: usize = 3;
const MOST_COMPARED: usize = 400;

type Block = [char; BLOCK];

struct Quotation<'a> {
    places: Vec<(&'a Node, Range<usize>)>,
    chars: Vec<char>,
    /// Blocks found again, by the finding and how far into it the quotation would begin.
    votes: HashMap<(usize, i32), usize>,
}

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut quotations: Vec<Quotation> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::default();
    let tells = |node: &&Node| matches!(node.kind, Kind::Measure | Kind::Narrative);
    for node in ledger.nodes().iter().filter(tells) {
        for range in quoted(&node.text) {
            let words = &node.text[range.clone()];
            let at = *known.entry(words).or_insert(quotations.len());
            if at == quotations.len() {
                let chars = bare(words).map(|(_, c)| c).collect();
                quotations.push(Quotation { places: Vec::new(), chars, votes: HashMap::default() });
            }
            quotations[at].places.push((node, range));
        }
    }
    let mut blocks: HashMap<Block, Vec<(usize, i32)>> = HashMap::default();
    for (at, quotation) in quotations.iter().enumerate() {
        if (SHORTEST..=LONGEST).contains(&quotation.chars.len()) {
            for (number, block) in quotation.chars.chunks_exact(BLOCK).enumerate() {
                let block = block.try_into().expect("chunks are exact");
                let places = blocks.entry(block).or_default();
                if places.len() < MOST {
                    places.push((at, (number * BLOCK) as i32));
                }
            }
        }
    }
    if blocks.is_empty() {
        return;
    }
    let findings = findings(ledger);
    for (number, finding) in findings.iter().enumerate() {
        let chars: Vec<char> = bare(&finding.text).map(|(_, c)| c).collect();
        for (at, block) in chars.windows(BLOCK).enumerate() {
            let block: Block = block.try_into().expect("windows are exact");
            for (quotation, offset) in blocks.get(&block).into_iter().flatten() {
                let start = at as i32 - offset;
                *quotations[*quotation].votes.entry((number, start)).or_default() += 1;
            }
        }
    }
    let near = quotations.iter().filter(|quotation| !quotation.votes.is_empty());
    for quotation in near.take(MOST_COMPARED) {
        if let Some(right) = quotation.source(&findings) {
            for (node, range) in &quotation.places {
                let before = &node.text[..range.start];
                let mended = [before, &right, &node.text[range.end..]].concat();
                let diagnostic =
                    Diagnostic::at(Code::QuoteFeedback, node, Field::Text, range.clone(), &*right);
                found.push(diagnostic.with_fix(vec![(node.id, Field::Text, mended)]));
            }
        }
    }
}

/// Findings and directions, each text once.
fn findings(ledger: &Ledger) -> Vec<&Node> {
    let mut seen: HashSet<&str> = HashSet::default();
    let said = |node: &&Node| matches!(node.kind, Kind::Finding | Kind::Direction);
    ledger.nodes().iter().filter(said).filter(|node| seen.insert(&node.text)).collect()
}

impl Quotation<'_> {
    /// The finding's words for it where it comes near to them; none where it has them.
    fn source(&self, findings: &[&Node]) -> Option<String> {
        let mut by_finding: HashMap<usize, (usize, i32)> = HashMap::default();
        for ((finding, start), votes) in &self.votes {
            let best = by_finding.entry(*finding).or_insert((0, *start));
            *best = (best.0 + votes, best.1.min(*start));
        }
        let mut candidates: Vec<(usize, usize, i32)> = by_finding
            .into_iter()
            .map(|(finding, (votes, start))| (votes, finding, start))
            .collect();
        candidates.sort_by_key(|(votes, finding, _)| (std::cmp::Reverse(*votes), *finding));
        candidates.truncate(MOST_FINDINGS);
        let mut best: Option<(usize, String)> = None;
        for (_, finding, start) in candidates {
            let text = &findings[finding].text;
            let chars: Vec<(usize, char)> = bare(text).collect();
            let from = usize::try_from(start).unwrap_or(0).saturating_sub(SLIP).min(chars.len());
            let to = (from + self.chars.len() + 4 * SLIP).min(chars.len());
            let Some((edits, range)) = nearest(&self.chars, &chars[from..to]) else { continue };
            if edits == 0 {
                return None;
            }
            if edits * SLIP <= self.chars.len() && best.as_ref().is_none_or(|best| edits < best.0) {
                let (first, last) = (chars[from + range.start], chars[from + range.end - 1]);
                let words = &text[first.0..last.0 + last.1.len_utf8()];
                best = Some((edits, words.replace('“', "‘").replace('”', "’")));
            }
        }
        best.map(|(_, words)| words)
    }
}

/// Characters without quotation marks, and without punctuation at the ends.
fn bare(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let start = text.len() - text.trim_start_matches(is_punctuation).len();
    let end = text.trim_end_matches(|c| is_punctuation(c) && c != '*').len().max(start);
    let chars = text[start..end].char_indices();
    chars.filter(|(_, c)| !is_opening(*c) && !is_closing(*c)).map(move |(at, c)| (start + at, c))
}

/// What stands in the outermost “…” of a text.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let (mut found, mut open, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '“' => {
                depth += 1;
                if depth == 1 {
                    open = at + c.len_utf8();
                }
            }
            '”' if depth > 0 => {
                depth -= 1;
                if depth == 0 && !text[open..at].contains('…') && open < at {
                    found.push(open..at);
                }
            }
            _ => {}
        }
    }
    found
}

/// The stretch of `text` that is fewest edits away from `words`, and how many.
fn nearest(words: &[char], text: &[(usize, char)]) -> Option<(usize, Range<usize>)> {
    // One row a character of `words`: edits, and where in the text the stretch began.
    let mut row: Vec<(usize, usize)> = (0..=text.len()).map(|at| (0, at)).collect();
    for (number, c) in words.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (number + 1, 0);
        for at in 1..=text.len() {
            let same = usize::from(text[at - 1].1 != *c);
            let change = (diagonal.0 + same, diagonal.1);
            diagonal = row[at];
            let left_out = (row[at].0 + 1, row[at].1);
            let added = (row[at - 1].0 + 1, row[at - 1].1);
            row[at] = [change, left_out, added].into_iter().min_by_key(|way| way.0).expect("three");
        }
    }
    // A stretch that ends with the same character is worth a few edits: the last word is not cut.
    const SAME_END: usize = 2;
    let ends_alike = |end: usize| end > 0 && words.last() == Some(&text[end - 1].1);
    let cost =
        |(end, way): &(usize, &(usize, usize))| way.0 + if ends_alike(*end) { 0 } else { SAME_END };
    let (end, (edits, start)) = row.iter().enumerate().min_by_key(cost)?;
    (*start < end).then_some((*edits, *start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_stretch_is_found_whole() {
        let text: Vec<(usize, char)> = "党组对基层支部缺乏督促指导，多是".char_indices().collect();
        let words: Vec<char> = "对基层支部缺乏督导".chars().collect();
        let (edits, range) = nearest(&words, &text).expect("near");
        assert_eq!((edits, range), (2, 2..13));
    }
}
