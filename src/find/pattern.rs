//! Words made ready to be looked for in many texts. The one place that knows how text is matched.

use std::ops::Range;

use memchr::memmem::Finder;

use super::Query;
use crate::ledger::wording::{fold, has_one_form};

pub struct Pattern {
    /// The words, folded where the texts are.
    finder: Finder<'static>,
    /// Whether texts are to be folded: not where nothing else folds to the words.
    folds: bool,
    whole_cell: bool,
}

impl Pattern {
    pub fn new(query: &Query) -> Self {
        let folds = !query.exact && !query.words.chars().all(has_one_form);
        let words = if folds { folded(&query.words) } else { query.words.clone() };
        let finder = Finder::new(words.as_bytes()).into_owned();
        Self { finder, folds, whole_cell: query.whole_cell }
    }

    /// The bytes of `text` that are the words, left to right, none overlapping.
    pub fn matches(&self, text: &str) -> Vec<Range<usize>> {
        let words = self.finder.needle();
        if words.is_empty() || text.is_empty() {
            return Vec::new();
        }
        let folded = self.folds.then(|| folded(text));
        let looked_at = folded.as_deref().unwrap_or(text).as_bytes();
        if self.whole_cell {
            let whole = (looked_at == words).then_some(0..text.len());
            return whole.into_iter().collect();
        }
        // Words begin and end with a character, so that what is found does too.
        let found = self.finder.find_iter(looked_at);
        if !self.folds {
            return found.map(|at| at..at + words.len()).collect();
        }
        let mut way = Way { text: text.char_indices(), folded: 0 };
        let found = found.map(|at| way.to(at)..way.to(at + words.len()));
        found.collect()
    }
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Goes along a text and its folded form together: “Ａ” is three bytes, the “a” it folds to one.
struct Way<'a> {
    text: std::str::CharIndices<'a>,
    /// Where the next character of the text stands in the folded form.
    folded: usize,
}

impl Way<'_> {
    /// Where the character at byte `at` of the folded form stands in the text. To be asked from
    /// left to right.
    fn to(&mut self, at: usize) -> usize {
        while self.folded < at {
            let (_, c) = self.text.next().expect("the folded form has no more characters");
            self.folded += fold(c).len_utf8();
        }
        self.text.offset()
    }
}
