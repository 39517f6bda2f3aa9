//! What the rules share: the values that are published, what is sensitive in them, and small
//! questions about words.
//!
//! Not here: any judgement.

use std::ops::Range;

use crate::ledger::{Date, Field, Id, Kind, Ledger, Node};
use crate::redact::{self, Hit, Names};

/// What is gathered once, a stretch of the document at a time.
pub(super) struct Shared {
    pub today: Date,
    /// Of the values that have any, in the order of the document.
    pub hits: Vec<(Id, Field, Vec<Hit>)>,
    /// Names met with evidence so far, in nodes up to `met`.
    known: Vec<String>,
    met: usize,
    /// All of them, once all nodes have been looked through.
    names: Option<Names>,
    /// Nodes that have been looked through for what is sensitive.
    swept: usize,
}

/// Bytes that are looked through at once.
const STRETCH: usize = 256 << 10;

impl Shared {
    pub fn new(today: Date) -> Self {
        Self { today, hits: Vec::new(), known: Vec::new(), met: 0, names: None, swept: 0 }
    }

    /// Looks through another stretch; false when there was none left.
    pub fn gather(&mut self, ledger: &Ledger) -> bool {
        let nodes = ledger.nodes();
        let Some(names) = &self.names else {
            let stretch = stretch(&nodes[self.met.min(nodes.len())..]);
            let texts = stretch.iter().flat_map(values).map(|(_, text)| text);
            self.known.extend_from_slice(Names::of(texts).known());
            self.met += stretch.len();
            if stretch.is_empty() {
                let known = self.known.iter().map(String::as_str);
                self.names = Some(Names::from_words(known.collect()));
            }
            return true;
        };
        let stretch = stretch(&nodes[self.swept.min(nodes.len())..]);
        for node in stretch {
            for (field, text) in values(node) {
                let hits = redact::find(text, names);
                if !hits.is_empty() {
                    self.hits.push((node.id, field, hits));
                }
            }
        }
        self.swept += stretch.len();
        !stretch.is_empty()
    }
}

/// The first of these nodes: as many as one step looks through.
fn stretch(nodes: &[Node]) -> &[Node] {
    let mut left = STRETCH;
    let within = |node: &&Node| {
        let is_within = left > 0;
        left = left.saturating_sub(node.len());
        is_within
    };
    &nodes[..nodes.iter().take_while(within).count()]
}

/// The values of a node that the publication shows.
pub(super) fn values(node: &Node) -> impl Iterator<Item = (Field, &str)> {
    let is_published = node.kind != Kind::Chrome;
    let fields = [Field::Before, Field::Text, Field::After].into_iter();
    fields.zip(node.pieces()).filter(move |(_, text)| is_published && !text.is_empty())
}

/// Those of the whole document, in reading order.
pub(super) fn published(ledger: &Ledger) -> impl Iterator<Item = (&Node, Field, &str)> {
    ledger
        .nodes()
        .iter()
        .flat_map(|node| values(node).map(move |(field, text)| (node, field, text)))
}

/// Stretches to be replaced, in any order, as the values that come of it.
pub(super) fn rewritten(
    ledger: &Ledger,
    mut changes: Vec<(Id, Field, Range<usize>, String)>,
) -> Vec<(Id, Field, String)> {
    changes.sort_by_key(|(id, field, range, _)| (ledger.position(*id), *field, range.start));
    let mut values: Vec<(Id, Field, String)> = Vec::new();
    // How far the last value has been copied.
    let mut done = 0;
    let finish = |values: &mut Vec<(Id, Field, String)>, done: usize| {
        if let Some((id, field, value)) = values.last_mut()
            && let Some(node) = ledger.get(*id)
        {
            *value += &node.get(*field)[done..];
        }
    };
    for (id, field, range, words) in changes {
        let Some(node) = ledger.get(id) else { continue };
        if values.last().is_none_or(|last| (last.0, last.1) != (id, field)) {
            finish(&mut values, done);
            values.push((id, field, String::new()));
            done = 0;
        }
        let value = &mut values.last_mut().expect("one was just added").2;
        *value += &node.get(field)[done..range.start];
        *value += &words;
        done = range.end;
    }
    finish(&mut values, done);
    values
}

/// The first characters of a text.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(at, _)| &text[..at])
}

/// From `at` to the end of its clause, or as far as so many characters reach.
pub(super) fn clause(text: &str, at: usize, most: usize) -> Range<usize> {
    let rest = &text[at..];
    let end = rest.char_indices().enumerate().find(|(n, (_, c))| *n == most || ends_clause(*c));
    at..end.map_or(text.len(), |(_, (end, _))| at + end)
}

/// The text since the last sentence ended before `at`.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    let before = &text[..at];
    let from = before.rfind(['。', '；', '！', '？', '\n']);
    from.map_or(before, |from| before[from..].trim_start_matches(['。', '；', '！', '？', '\n']))
}

pub(super) fn ends_clause(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '、' | ',' | ';' | '\n' | '\t')
}

/// Punctuation of either width, brackets and quotation marks included.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '、'..='〕' | '！'..='／' | '：'..='＠' | '［'..='｀' | '｛'..='･' | '‐'..='…' | '·')
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '一'..='鿿' | '㐀'..='䶿')
}

/// Every place of `words` in `text`.
pub(super) fn places<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    memchr::memmem::find_iter(text.as_bytes(), words).map(|at| at..at + words.len())
}

/// The findings that have no parts: those that measures answer.
pub(super) fn is_leaf(ledger: &Ledger, finding: &Node) -> bool {
    !ledger.children(finding.id).any(|child| child.kind == Kind::Finding)
}
