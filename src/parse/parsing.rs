//! Parsing in steps, so that a page can breathe, show how far it is, and give up.

use super::build::{Builder, Parts};
use super::draft::Cut;
use super::lines::{Line, Lines};
use super::measures::Marks;
use super::pattern::{self, Pattern};
use super::signs::{Sign, sign};
use super::tables::{self, Table};
use super::{Decisions, Draft, Stretch, surround};

/// A text being parsed. Each [`Parsing::step`] does a bounded piece of the work, one of them
/// excepted: choosing the pattern looks at every paragraph once, briefly.
pub struct Parsing<'a> {
    source: &'a str,
    decisions: &'a Decisions,
    reader: Lines<'a>,
    lines: Vec<Line>,
    signs: Vec<Sign>,
    tables: Vec<Table>,
    pattern: Option<Pattern>,
    tail: usize,
    marks: Marks,
    builder: Builder,
}

impl<'a> Parsing<'a> {
    /// Texts from 4 GiB on make an empty draft (`read` refuses them long before).
    pub fn new(source: &'a str, decisions: &'a Decisions) -> Self {
        let source = if u32::try_from(source.len()).is_ok() { source } else { "" };
        Self {
            source,
            decisions,
            reader: Lines::new(source, decisions.claims()),
            lines: Vec::new(),
            signs: Vec::new(),
            tables: Vec::new(),
            pattern: None,
            tail: 0,
            marks: Marks::default(),
            builder: Builder::default(),
        }
    }

    /// Goes on for some `paragraphs`. True once all is done.
    pub fn step(&mut self, paragraphs: usize) -> bool {
        let Some(pattern) = &self.pattern else {
            let before = self.lines.len();
            for line in self.reader.by_ref().take(paragraphs) {
                self.signs.push(sign(self.source, &line));
                self.lines.push(line);
            }
            let is_read = self.lines.len() - before < paragraphs;
            if is_read {
                self.tables = tables::tables(self.source, &self.lines, self.decisions.columns());
                self.marks = Marks::of(self.source);
                self.tail = surround::tail(self.source, &self.lines);
                self.pattern =
                    Some(pattern::pattern(self.source, &self.lines, &self.signs, self.tail));
                self.builder.nodes.reserve(self.lines.len() * 2);
            }
            return false;
        };
        let parts = Parts {
            source: self.source,
            lines: &self.lines,
            signs: &self.signs,
            pattern,
            tables: &self.tables,
            tail: self.tail,
            marks: self.marks,
            claims: self.decisions.claims(),
        };
        let until = self.lines.len().min(self.builder.at.saturating_add(paragraphs));
        while self.builder.at < until {
            self.builder.step(&parts);
        }
        self.builder.at >= self.lines.len()
    }

    /// How far it is, from 0 to 1.
    pub fn progress(&self) -> f64 {
        let share = |done: usize, all: usize| done as f64 / all.max(1) as f64;
        match self.pattern {
            None => share(self.reader.position(), self.source.len()) / 2.0,
            Some(_) => 0.5 + share(self.builder.at, self.lines.len()) / 2.0,
        }
    }

    /// The draft, once [`Parsing::step`] has said it is done.
    pub fn finish(mut self) -> Draft<'a> {
        while !self.step(usize::MAX) {}
        let mut nodes = self.builder.nodes;
        if nodes.is_empty() && !self.source.is_empty() {
            // Nothing but blanks.
            let end = self.source.len() as u32;
            nodes.push(Stretch::narrative(end));
        }
        let given = self.builder.given;
        Draft::of(self.source, Cut { nodes, tables: self.tables, given })
    }
}
