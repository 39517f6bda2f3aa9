//! Quotation marks: `quote-unbalanced`, one that opens and never closes or closes what was not
//! open, and `quote-mixed`, a mark inside its like or straight marks among curly ones.
//!
//! - “落实“两个责任存在温差”问题”: three marks, and no way to pair them
//! - “缺少名记者、名编辑，“挑大梁”的聘用人员…” within “…”: ‘挑大梁’
//! - left alone: “过于重视‘创收’，对‘创优’倾注精力不够”
//!
//! Marks are paired within a paragraph, across the nodes it consists of. 「」 and 《》 are left to
//! their writers.

use std::ops::Range;

use super::texts::{Shared, beginning, published, rewritten};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Id, Ledger, Node};

/// Characters shown with a mark.
const NEAR: usize = 12;

/// A mark in its place.
#[derive(Clone, Copy)]
struct Mark<'a> {
    node: &'a Node,
    field: Field,
    at: usize,
    glyph: char,
}

/// Two marks that belong together, by their places in the paragraph.
#[derive(Clone, Copy)]
struct Pair {
    open: usize,
    close: usize,
    /// How many pairs stand around it.
    depth: usize,
    is_in_its_like: bool,
}

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let (mut straight, mut has_curly) = (Vec::new(), false);
    let mut first = None;
    for paragraph in paragraphs(ledger) {
        let pairs = match paired(&paragraph) {
            Ok(pairs) => pairs,
            Err(stray) => {
                found.push(about(Code::QuoteUnbalanced, paragraph[stray], ""));
                continue;
            }
        };
        if let Some(inner) = pairs.iter().find(|pair| pair.is_in_its_like) {
            let changes = pairs.iter().flat_map(|pair| regular(&paragraph, *pair));
            let changes = changes.filter(|(mark, _)| mark.glyph != '"');
            let fix = rewritten(ledger, changes.map(change).collect());
            found.push(between(Code::QuoteMixed, &paragraph, *inner, "“").with_fix(fix));
        }
        let is_straight = |pair: &&Pair| paragraph[pair.open].glyph == '"';
        has_curly |= pairs.iter().any(|pair| !is_straight(&pair));
        for pair in pairs.iter().filter(is_straight) {
            first.get_or_insert_with(|| between(Code::QuoteMixed, &paragraph, *pair, "\""));
            straight.extend(regular(&paragraph, *pair).map(change));
        }
    }
    if let Some(first) = first.filter(|_| has_curly) {
        found.push(first.with_fix(rewritten(ledger, straight)));
    }
}

/// The marks of each paragraph that has any.
fn paragraphs(ledger: &Ledger) -> Vec<Vec<Mark<'_>>> {
    // Between tabs, a straight mark is how a spreadsheet holds a cell together.
    let has_cells = ledger.nodes().iter().any(|node| node.before.contains('\t'));
    let mut paragraphs = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    for (node, field, text) in published(ledger) {
        // The curly ones begin with this byte, as few others do.
        for at in memchr::memchr3_iter(0xE2, b'"', b'\n', text.as_bytes()) {
            let glyph = text[at..].chars().next().expect("a byte was found there");
            match glyph {
                '\n' if marks.is_empty() => {}
                '\n' => paragraphs.push(std::mem::take(&mut marks)),
                '’' if is_apostrophe(text, at) => {}
                '"' if has_cells => {}
                '“' | '”' | '‘' | '’' | '"' => marks.push(Mark { node, field, at, glyph }),
                _ => {}
            }
        }
    }
    paragraphs.push(marks);
    paragraphs.retain(|marks| !marks.is_empty());
    paragraphs
}

/// “Xi’an”.
fn is_apostrophe(text: &str, at: usize) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    is_letter(text[..at].chars().next_back()) && is_letter(text[at..].chars().nth(1))
}

/// The pairs of a paragraph, or the mark that has no partner.
fn paired(marks: &[Mark]) -> Result<Vec<Pair>, usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut pairs = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        let top = open.last().map(|top| marks[*top].glyph);
        let partner = match mark.glyph {
            '”' => Some('“'),
            '’' => Some('‘'),
            '"' if top == Some('"') => top,
            _ => None,
        };
        match partner {
            None => open.push(at),
            Some(_) if top != partner => return Err(at),
            Some(glyph) => {
                let own = open.pop().expect("the top is its partner");
                let above = open.last().map(|above| marks[*above].glyph);
                let is_in_its_like = above == Some(glyph);
                pairs.push(Pair { open: own, close: at, depth: open.len(), is_in_its_like });
            }
        }
    }
    open.first().map_or(Ok(pairs), |stray| Err(*stray))
}

/// The marks of a pair with what should stand there by its depth: “ outside, ‘ inside, and so on.
fn regular<'a>(marks: &[Mark<'a>], pair: Pair) -> impl Iterator<Item = (Mark<'a>, char)> {
    let glyphs = if pair.depth.is_multiple_of(2) { ['“', '”'] } else { ['‘', '’'] };
    [marks[pair.open], marks[pair.close]].into_iter().zip(glyphs)
}

fn change((mark, glyph): (Mark, char)) -> (Id, Field, Range<usize>, String) {
    let range = mark.at..mark.at + mark.glyph.len_utf8();
    (mark.node.id, mark.field, range, glyph.to_string())
}

/// A remark about what stands between the marks of a pair, marks included.
fn between(code: Code, marks: &[Mark], pair: Pair, detail: &str) -> Diagnostic {
    let (open, close) = (marks[pair.open], marks[pair.close]);
    if (open.node.id, open.field) == (close.node.id, close.field) {
        let range = open.at..close.at + close.glyph.len_utf8();
        return Diagnostic::at(code, open.node, open.field, range, detail);
    }
    about(code, open, detail)
}

/// A remark about a mark, with what it opens or closes.
fn about(code: Code, mark: Mark, detail: &str) -> Diagnostic {
    let Mark { node, field, at, glyph } = mark;
    let text = node.get(field);
    // The frame ends with the mark: what it opens is the text.
    if field == Field::Before && text.len() == at + glyph.len_utf8() && !node.text.is_empty() {
        let range = 0..beginning(&node.text, NEAR).len();
        return Diagnostic::at(code, node, Field::Text, range, detail);
    }
    Diagnostic::at(code, node, field, around(text, at, glyph), detail)
}

/// A mark with what it opens or closes.
fn around(text: &str, at: usize, glyph: char) -> Range<usize> {
    let end = at + glyph.len_utf8();
    if matches!(glyph, '”' | '’') {
        let start = text[..at].char_indices().rev().take(NEAR).last().map_or(at, |(at, _)| at);
        return start..end;
    }
    at..text[end..].char_indices().nth(NEAR).map_or(text.len(), |(more, _)| end + more)
}
