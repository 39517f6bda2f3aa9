//! From paragraphs and their roles to nodes, in document order.

mod answers;
mod claims;
mod rows;

use std::ops::Range;

use super::draft::Given;
use super::lines::Line;
use super::marker::Marker;
use super::measures::Marks;
use super::pattern::{FindingLine, Pattern, Role};
use super::rule::Rule;
use super::signs::Sign;
use super::tables::Table;
use super::{Claim, Stretch, details, surround};
use crate::ledger::{Field, Kind};

/// What building reads.
#[derive(Clone, Copy)]
pub struct Parts<'a> {
    pub source: &'a str,
    pub lines: &'a [Line],
    pub signs: &'a [Sign],
    pub pattern: &'a Pattern,
    pub tables: &'a [Table],
    /// Where the document's tail begins.
    pub tail: usize,
    pub marks: Marks,
    /// What a person said; of lines they carry it themselves, of cells it is looked up here.
    pub claims: &'a [Claim],
}

/// Where building stands. It goes on line by line, so that a page can pause between them.
#[derive(Default)]
pub struct Builder {
    pub nodes: Vec<Stretch>,
    /// What rows of tables say of their measures.
    pub given: Vec<Given>,
    /// The next line, and the next chapter and table among them.
    pub at: usize,
    chapter_number: usize,
    table_number: usize,
    /// From here on down the chapter has only plain paragraphs.
    plain_from: usize,
    is_ledger: bool,
    chapter: Option<u32>,
    direction: Option<u32>,
    /// The top-level finding, and the finding that measures belong to now.
    finding: Option<u32>,
    leaf: Option<u32>,
    /// How deep the headings of these two lie.
    ranks: (usize, usize),
    /// Listed findings that are still to be answered.
    listed: Vec<u32>,
    /// A label alone on its line; it opens what comes next.
    bare_label: Option<Line>,
    /// Whether paragraphs without a label are measures of the leaf.
    open: bool,
    /// Whether a label has said what is to be done: another one tells what came of it.
    is_planned: bool,
    /// Whether what follows tells what came of the measures.
    tells_outcome: bool,
    has_measures: bool,
    /// The number of the last row of a table.
    row_number: Option<Range<u32>>,
    /// The number of the last item, where items stand in paragraphs of their own.
    item: u32,
}

impl Builder {
    /// Builds the line it stands at, or the whole table that begins there.
    pub fn step(&mut self, parts: &Parts) {
        let at = self.at;
        // A table may have gone past the beginning of chapters.
        while let Some((range, is_ledger)) = parts.pattern.chapters.get(self.chapter_number)
            && range.start <= at
        {
            self.chapter_number += 1;
            self.enter(parts, range.clone(), *is_ledger);
        }
        if let Some(table) =
            parts.tables.get(self.table_number).filter(|table| table.lines.start == at)
        {
            self.table_number += 1;
            self.at = table.lines.end;
            self.flush_label();
            self.table(parts, table);
            return;
        }
        self.at += 1;
        self.line(parts, at);
        if self.at == parts.lines.len() {
            self.flush_label();
        }
    }

    fn enter(&mut self, parts: &Parts, range: Range<usize>, is_ledger: bool) {
        self.flush_label();
        (self.direction, self.finding, self.leaf) = (None, None, None);
        self.is_ledger = is_ledger;
        let plain = (range.clone()).rev().take_while(|&at| {
            let own = parts.pattern.roles[at].is_own();
            let is_prose = surround::is_plain(&parts.lines[at]) && parts.signs[at] == Sign::Text;
            own && (is_prose || at >= parts.tail || parts.signs[at] == Sign::Chrome)
        });
        self.plain_from = range.end - plain.count();
    }

    fn line(&mut self, parts: &Parts, at: usize) {
        let line = parts.lines[at];
        match &parts.pattern.roles[at] {
            Role::Title(rule) => self.title(parts, line, *rule),
            Role::Direction(text, rule) => self.direction_line(line, text.clone(), *rule),
            Role::Finding(finding) => self.heading(parts, line, finding),
            Role::Joined { place, from } => self.joined(parts, line, *place, *from),
            Role::Own | Role::Entry => match &parts.signs[at] {
                Sign::Claim(part) => self.claimed(parts, line, *part),
                Sign::Chrome => self.chrome(line),
                _ if at >= parts.tail && !self.continues_list(line) => self.tail(parts, line),
                Sign::Label(label) if self.leaf.is_some() => self.labelled(parts, at, *label),
                Sign::Fields if self.leaf.is_some() => self.fields(parts, at),
                Sign::Aside | Sign::Problem { is_counted: false, .. } if self.leaf.is_some() => {
                    self.aside(line);
                }
                Sign::Heading(_)
                | Sign::Problem { .. }
                | Sign::Label(_)
                | Sign::Fields
                | Sign::Aside
                | Sign::Row
                | Sign::Text => {
                    self.paragraph(parts, line, at);
                }
            },
        }
    }

    fn continues_list(&self, line: Line) -> bool {
        self.leaf.is_some() && line.marker != Marker::None
    }

    fn title(&mut self, parts: &Parts, line: Line, rule: Rule) {
        self.flush_label();
        (self.chapter, self.direction, self.finding, self.leaf) = (None, None, None, None);
        let text = body_or_all(parts, line);
        self.chapter = Some(self.push(Kind::Chapter, line.start, text, rule));
    }

    fn direction_line(&mut self, line: Line, text: Range<u32>, rule: Rule) {
        self.flush_label();
        (self.direction, self.finding, self.leaf) = (None, None, None);
        if line.marker == Marker::Chapter {
            self.chapter = None;
        }
        self.direction = Some(self.push(Kind::Direction, line.start, text, rule));
    }

    fn heading(&mut self, parts: &Parts, line: Line, finding: &FindingLine) {
        self.flush_label();
        let rank = line.marker.rank();
        // （一）关于… stands where a direction （一）… would.
        if matches!(line.marker, Marker::Bracketed | Marker::Chapter) && !finding.is_part {
            self.direction = None;
        }
        // A deeper number below a finding that has no measures of its own, or other parts already.
        let (whole_rank, leaf_rank) = self.ranks;
        let nested = self.finding.is_some()
            && rank < 5
            && rank > whole_rank
            && (!self.has_measures || (self.leaf != self.finding && rank == leaf_rank));
        // “1.针对…” beside “2.针对…” are findings, each its own.
        let is_beside = rank < 5 && rank <= whole_rank;
        let is_part = (finding.is_part && !is_beside) || nested;
        let whole = self.finding.filter(|_| is_part);
        let rule = if nested && !finding.is_part { Rule::NestedFinding } else { finding.rule };
        self.open_finding(parts, whole);
        // “…屡禁不止。【已完成】”: at the end of the heading's text, or behind it.
        let until = finding.rest.unwrap_or(line.to);
        let words = &parts.source[finding.text.start as usize..until as usize];
        let status = details::bracketed_status(words);
        let cut = status.as_ref().map(|(cut, _)| finding.text.start + *cut as u32);
        let end = cut.map_or(finding.text.end, |cut| cut.min(finding.text.end));
        let id = self.push(Kind::Finding, line.start, finding.text.start..end, rule);
        if whole.is_none() {
            (self.finding, self.ranks.0) = (Some(id), rank);
        }
        (self.leaf, self.ranks.1) = (Some(id), rank);
        if let Some((_, value)) = status {
            let value =
                finding.text.start + value.start as u32..finding.text.start + value.end as u32;
            let status = self.push(Kind::Detail, end, value, Rule::Detail);
            self.nodes[status as usize].field = Some(Field::Status);
        }
        if matches!(rule, Rule::Listed | Rule::NumberedProblem) {
            self.listed.push(id);
        }
        if rule == Rule::Listed {
            self.leaf = None;
        }
        if let Some(rest) = finding.rest {
            self.rest(parts, rest..line.to);
        }
    }

    /// Everything that is remembered of the finding before is forgotten.
    fn open_finding(&mut self, parts: &Parts, whole: Option<u32>) {
        (self.leaf, self.has_measures, self.open, self.item) =
            (whole, false, !parts.pattern.is_labelled, 0);
        (self.is_planned, self.tells_outcome) = (false, false);
        if whole.is_none() {
            self.finding = None;
        }
    }

    fn chrome(&mut self, line: Line) {
        let (label, parent) = (self.bare_label.take(), self.leaf);
        if let Some(label) = label {
            self.push(Kind::Unassigned, label.start, label.from..label.to, Rule::Unclaimed);
        }
        // A page's words belong to no finding, even where they stand in one.
        self.leaf = None;
        self.push(Kind::Chrome, line.start, line.from..line.to, Rule::Chrome);
        self.leaf = parent;
    }

    fn tail(&mut self, parts: &Parts, line: Line) {
        let words = line.words(parts.source);
        if surround::is_chrome(words, true) && !surround::is_tail(words) {
            return self.chrome(line);
        }
        self.flush_label();
        (self.direction, self.finding, self.leaf) = (None, None, None);
        self.push(Kind::Narrative, line.start, line.from..line.to, Rule::Tail);
    }

    /// A paragraph of no role of its own: by where it stands.
    fn paragraph(&mut self, parts: &Parts, line: Line, at: usize) {
        let body = line.words(parts.source);
        if self.leaf.is_none() {
            if line.marker == Marker::Bracketed && self.is_ledger && self.direction.is_some() {
                self.direction = None;
            }
            return if line.marker == Marker::None
                && surround::is_chrome(body, self.chapter.is_none())
            {
                self.chrome(line)
            } else {
                self.narrative(line);
                if surround::is_lead(body) && self.chapter.is_none() {
                    self.relabel(Rule::Lead);
                }
            };
        }
        if at >= self.plain_from && surround::is_closing(body) && self.has_measures {
            (self.direction, self.finding, self.leaf) = (None, None, None);
            self.narrative(line);
            return self.relabel(Rule::Closing);
        }
        if self.tells_outcome {
            self.bare_label_or(line.start, |own, start| own.outcome(start, line.from..line.to));
            return;
        }
        match line.marker {
            Marker::Item => self.measures(parts, line.start, line.from..line.to, Rule::Item),
            Marker::Bracketed
            | Marker::Numbered
            | Marker::Compound
            | Marker::Parenthesized
            | Marker::Circled
            | Marker::Dash
                if self.open || self.has_measures || !parts.pattern.is_labelled =>
            {
                self.entry(parts, line);
            }
            Marker::Chapter if self.open => self.entry(parts, line),
            _ if self.open && self.item == 0 => {
                self.measures(parts, line.start, line.from..line.to, Rule::Prose);
            }
            _ if self.item > 0 && self.list_goes_on(parts, at) => {
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::Between);
            }
            _ => {
                self.flush_label();
                self.push(Kind::Unassigned, line.start, line.from..line.to, Rule::Unclaimed);
            }
        }
    }

    fn narrative(&mut self, line: Line) {
        self.flush_label();
        self.push(Kind::Narrative, line.start, line.from..line.to, Rule::Narrative);
    }

    fn relabel(&mut self, rule: Rule) {
        if let Some(last) = self.nodes.last_mut() {
            last.rule = rule;
        }
    }

    /// A label that nothing followed stays as it is, in place.
    fn flush_label(&mut self) {
        if let Some(label) = self.bare_label.take() {
            self.push(Kind::Unassigned, label.start, label.from..label.to, Rule::Unclaimed);
        }
    }

    /// Adds a node under whatever is current for its kind.
    fn push(&mut self, kind: Kind, start: u32, text: Range<u32>, rule: Rule) -> u32 {
        let parent = match kind {
            Kind::Chapter => None,
            Kind::Direction => self.chapter,
            Kind::Measure
            | Kind::Finding
            | Kind::Narrative
            | Kind::Detail
            | Kind::Chrome
            | Kind::Unassigned => self.leaf.or(self.direction).or(self.chapter),
        };
        // What is neither may not stand under a measure.
        let parent = match parent.map(|parent| self.nodes[parent as usize]) {
            Some(above) if above.kind == Kind::Measure && kind != Kind::Detail => above.parent,
            _ => parent,
        };
        // A label alone on its line is part of the frame of the measure below it.
        let start = match (kind, self.bare_label) {
            (Kind::Measure | Kind::Narrative, Some(label)) => label.start,
            _ => start,
        };
        self.bare_label = None;
        self.nodes.push(Stretch {
            kind,
            field: None,
            parent,
            start,
            text: (text.start, text.end),
            rule,
        });
        self.nodes.len() as u32 - 1
    }
}

fn body_or_all(parts: &Parts, line: Line) -> Range<u32> {
    if line.body(parts.source).is_empty() { line.from..line.to } else { line.body..line.to }
}
