//! Finding words in the ledger, and what its texts become with others in their place.
//!
//! Looks at the texts that are shown and edited: titles, findings, measures, and what the office
//! adds to a measure. Values that are picked from a list are no text, and what the document itself
//! states of a measure follows the record. Changes nothing: new values are for a command, which
//! makes one step of them.

use std::ops::Range;

use crate::edit::MOST_WRITTEN;
use crate::ledger::{Field, Id, Kind, Ledger, Node};
use crate::needle::Needle;
use foldhash::{HashSet, HashSetExt};

/// What is looked for. No words are found nowhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub words: String,
    /// Else “ＡＢＣ”, “abc” and “ABC” are the same words.
    pub exact: bool,
    /// Only where the words are all there is in the cell.
    pub whole_cell: bool,
}

/// A query made ready for many texts.
struct Pattern {
    needle: Needle,
    whole_cell: bool,
}

impl Pattern {
    fn new(query: &Query) -> Self {
        let Query { words, exact, whole_cell } = query;
        let needle = if *exact { Needle::exact(words) } else { Needle::new(words) };
        Self { needle, whole_cell: *whole_cell }
    }

    /// The bytes of `text` that are the words, left to right, none overlapping.
    fn matches(&self, text: &str) -> Vec<Range<usize>> {
        match self.whole_cell {
            _ if self.needle.is_empty() => Vec::new(),
            true if self.needle.is_all(text) => std::iter::once(0..text.len()).collect(),
            true => Vec::new(),
            false => self.needle.find_all(text).collect(),
        }
    }
}

/// Where the words stand, in the order looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The cells that hold them, and how many times; never 0.
    pub cells: Vec<(Id, Field, usize)>,
    /// Over all cells.
    pub total: usize,
}

/// The texts of a node that are looked at, in the order of the columns.
pub fn fields(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Chapter | Kind::Direction => &[Field::Text],
        Kind::Finding => &[Field::Text, Field::Target],
        Kind::Measure => &[
            Field::Text,
            Field::Leader,
            Field::Unit,
            Field::Cooperating,
            Field::Person,
            Field::Deadline,
            Field::Progress,
            Field::Result,
            Field::Evidence,
            Field::Claim,
            Field::Verdict,
            Field::Shortfall,
            Field::NextStep,
            Field::Review,
            Field::Remark,
        ],
        Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => &[],
    }
}

/// Where the words stand in the nodes of `order`, each of which is to come once.
pub fn hits(ledger: &Ledger, query: &Query, order: impl Iterator<Item = Id>) -> Hits {
    let pattern = Pattern::new(query);
    let mut hits = Hits::default();
    for node in order.filter_map(|id| ledger.get(id)) {
        for field in fields(node.kind) {
            hits.count(&pattern, node, *field);
        }
    }
    hits
}

/// The values of `cells` with every occurrence replaced; only of those that change, each once. None
/// where they come to more than one step may write.
pub fn replace(
    ledger: &Ledger,
    query: &Query,
    with: &str,
    cells: &[(Id, Field)],
) -> Option<Vec<(Id, Field, String)>> {
    let pattern = Pattern::new(query);
    let mut seen = HashSet::with_capacity(cells.len());
    let (mut values, mut written) = (Vec::new(), 0);
    for &(id, field) in cells.iter().filter(|cell| seen.insert(**cell)) {
        let Some(text) = text(ledger, id, field) else { continue };
        let found = pattern.matches(text);
        written += text.len() + found.len() * with.len();
        if written > MOST_WRITTEN {
            return None;
        }
        let value = spliced(text, &found, with);
        if value != text {
            values.push((id, field, value));
        }
    }
    Some(values)
}

impl Hits {
    fn count(&mut self, pattern: &Pattern, node: &Node, field: Field) {
        let count = pattern.matches(node.get(field)).len();
        if count > 0 {
            self.cells.push((node.id, field, count));
            self.total += count;
        }
    }
}

/// The text of a cell that may be replaced in.
fn text(ledger: &Ledger, id: Id, field: Field) -> Option<&str> {
    let node = ledger.get(id)?;
    fields(node.kind).contains(&field).then(|| node.get(field))
}

/// `text` with `with` in place of each of `found`; every other byte as it was.
fn spliced(text: &str, found: &[Range<usize>], with: &str) -> String {
    let gone: usize = found.iter().map(ExactSizeIterator::len).sum();
    let mut value = String::with_capacity(text.len() - gone + found.len() * with.len());
    let mut done = 0;
    for range in found {
        value += &text[done..range.start];
        value += with;
        done = range.end;
    }
    value + &text[done..]
}
