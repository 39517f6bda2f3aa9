//! Which measure a row of the table is: by its id, and by its texts where ids have been parted
//! from them.
//!
//! Somebody who sorts some columns and not the hidden one puts every id beside another measure.
//! A row whose measure reads as that of another id is that other one. A text that several measures
//! share tells nothing by itself; with its finding it may.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::cells::{is_same, plain, shown};
use super::columns::marked;
use super::lines::{Line, Lines};
use super::{Remark, Why};
use crate::ledger::{Field, Id, Kind, Ledger};
use crate::rows::{Column, Outline, Row};

/// What a row of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A row of the ledger.
    Row(Row),
    /// None of it; it may be a new one.
    New,
    /// One of several, or of another document.
    Unclear,
}

pub(super) struct Ids<'b> {
    base: &'b Ledger,
    pub outline: Rc<Outline>,
    texts: Option<Texts>,
}

/// Measures by what they read as; none for a text that several share.
#[derive(Default)]
struct Texts {
    measures: HashMap<String, Option<Id>>,
    under_findings: HashMap<(String, String), Option<Id>>,
}

impl<'b> Ids<'b> {
    pub fn of(base: &'b Ledger) -> Self {
        Self { base, outline: Rc::new(Outline::new(base)), texts: None }
    }

    /// What each line is, and what is to be told of it. A row of the ledger is one line at most.
    pub fn known(&mut self, lines: &Lines, remarks: &mut Vec<Remark>) -> Vec<Known> {
        let guesses: Vec<Guess> = lines.all.iter().map(|line| self.guess(lines, line)).collect();
        let mut sheared = guesses.iter().zip(&lines.all).filter(|(one, _)| one.by == By::Text);
        if let Some((_, line)) = sheared.next() {
            let why = Why::Sheared { rows: 1 + sheared.count() };
            remarks.push(Remark { row: line.row + 1, why, ..Remark::default() });
        }
        // The same row a second time is a copy, and with that new. What reads as the row goes
        // before what was only taken for it.
        let mut best: HashMap<Id, usize> = HashMap::new();
        for (at, guess) in guesses.iter().enumerate() {
            let Known::Row(row) = guess.known else { continue };
            let place = best.entry(row.id()).or_insert(at);
            if guess.by > guesses[*place].by {
                *place = at;
            }
        }
        let mut settled = Vec::with_capacity(guesses.len());
        for (at, guess) in guesses.iter().enumerate() {
            settled.push(match (guess.known, guess.own) {
                (Known::Row(row), _) if best.get(&row.id()) == Some(&at) => guess.known,
                // It was made to read as another one does.
                (Known::Row(_), Some(own)) if guess.by == By::Text => {
                    if *best.entry(own.id()).or_insert(at) == at {
                        Known::Row(own)
                    } else {
                        Known::Unclear
                    }
                }
                (Known::Row(_), _) => Known::New,
                (Known::New | Known::Unclear, _) => guess.known,
            });
        }
        settled
    }

    fn guess(&mut self, lines: &Lines, line: &Line) -> Guess {
        let id = lines.head.id.and_then(|at| marked(line.at(at)));
        let own = id.and_then(|id| self.row(id));
        let is_alien = id.is_some() && own.is_none();
        let words = lines.text(line, Column::Measure).unwrap_or_default();
        if let Some(row) = own.filter(|row| self.reads_as(*row, words)) {
            return Guess { known: Known::Row(row), own, by: By::Both };
        }
        if id.is_none() && lines.head.id.is_some() {
            return Guess { known: Known::New, own, by: By::Both };
        }
        let (known, by) = match (self.by_text(lines, line, words), own) {
            (Found::One(row), _) => (Known::Row(row), By::Text),
            (Found::Several, None) => (Known::Unclear, By::Text),
            (Found::Several, Some(_)) if self.is_locked() => (Known::Unclear, By::Text),
            (Found::Several | Found::None, Some(own)) => (Known::Row(own), By::Id),
            (Found::None, None) if is_alien => (Known::Unclear, By::Id),
            (Found::None, None) => (Known::New, By::Id),
        };
        Guess { known, own, by }
    }

    fn row(&self, id: Id) -> Option<Row> {
        let node = self.base.get(id)?;
        match node.kind {
            Kind::Measure => Some(Row { finding: node.parent?, measure: Some(id) }),
            Kind::Finding => self.outline.find(id).map(|_| Row { finding: id, measure: None }),
            Kind::Chapter
            | Kind::Direction
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => None,
        }
    }

    /// Whether the measure of a row reads so. A finding without measures reads as nothing.
    fn reads_as(&self, row: Row, words: &str) -> bool {
        let value = row.value(self.base, Column::Measure);
        row.measure.is_none() || is_same(self.base.particulars(), Column::Measure, value, words)
    }

    /// Whether what a measure reads as is not to be changed.
    fn is_locked(&self) -> bool {
        let is_open = |part: &crate::ledger::Slice| part.fields.contains(&Field::Text);
        self.base.slice().is_some_and(|part| !is_open(part))
    }

    fn by_text(&mut self, lines: &Lines, line: &Line, words: &str) -> Found {
        let words = plain(words);
        if words.is_empty() {
            return Found::None;
        }
        let base = self.base;
        let texts = self.texts.get_or_insert_with(|| Texts::of(base));
        let Some(found) = texts.measures.get(words.as_ref()) else { return Found::None };
        let id = found.or_else(|| {
            let finding = plain(lines.beside(line, Column::Finding).1).into_owned();
            texts.under_findings.get(&(finding, words.into_owned())).copied().flatten()
        });
        id.and_then(|id| self.row(id)).map_or(Found::Several, Found::One)
    }
}

struct Guess {
    known: Known,
    /// The row of its id.
    own: Option<Row>,
    by: By,
}

/// By what a row is known; the later the surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Text,
    Id,
    Both,
}

enum Found {
    One(Row),
    Several,
    None,
}

impl Texts {
    fn of(base: &Ledger) -> Self {
        let mut texts = Self::default();
        for node in base.nodes().iter().filter(|node| node.kind == Kind::Measure) {
            let words =
                |column, value| plain(&shown(base.particulars(), column, value)).into_owned();
            let own = words(Column::Measure, &node.text);
            let finding = node.parent.and_then(|id| base.get(id));
            let finding = words(Column::Finding, finding.map_or("", |node| &node.text));
            let once = |place: &mut Option<Id>| *place = None;
            texts.measures.entry(own.clone()).and_modify(once).or_insert(Some(node.id));
            let under = texts.under_findings.entry((finding, own));
            under.and_modify(once).or_insert(Some(node.id));
        }
        texts
    }
}
