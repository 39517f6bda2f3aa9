//! From paragraphs to nodes: which chapter is the ledger, and what each of its lines is.
//!
//! A chapter is a ledger when a finding is headed inside it; everything in other chapters is
//! narrative, however its paragraphs are numbered.

use std::ops::Range;

use super::Stretch;
use super::headings::{self, Heading};
use super::labels;
use super::lines::{Line, Marker, lines};
use super::measures;
use crate::ledger::Kind;

/// How a paragraph that closes the ledger chapter begins; such a one speaks of no finding.
const CLOSINGS: [&str; 7] = ["我们将", "下一步", "今后", "接下来", "总之", "综上", "以上"];

/// What a line is by its own words and those of the line after it.
enum Role {
    Heading(Heading),
    /// A label of this length opens the line.
    Label(usize),
    Text,
}

pub fn build(source: &str) -> Vec<Stretch> {
    let lines = lines(source);
    if lines.is_empty() {
        // Nothing but blanks, or nothing at all.
        let end = source.len() as u32;
        let blank = Stretch { kind: Kind::Narrative, parent: None, start: 0, text: (end, end) };
        return if end == 0 { Vec::new() } else { vec![blank] };
    }
    let roles = roles(source, &lines);
    let labelled = roles.iter().any(|role| match role {
        Role::Label(_) => true,
        Role::Heading(heading) => heading.rest.is_some(),
        Role::Text => false,
    });
    let mut builder = Builder::new(source, &lines, &roles, labelled);
    for chapter in chapters(&lines, &roles) {
        builder.chapter(chapter);
    }
    builder.nodes
}

fn roles(source: &str, lines: &[Line]) -> Vec<Role> {
    let bodies = lines.iter().map(|line| line.body(source));
    let mut roles: Vec<Role> = bodies
        .map(|body| match (headings::finding(body), labels::at_start(body)) {
            (Some(heading), _) => Role::Heading(heading),
            (None, Some(length)) => Role::Label(length),
            (None, None) => Role::Text,
        })
        .collect();
    // “1.学习不深入。” is a finding where its measures follow at once.
    for at in 0..lines.len() {
        if lines[at].marker != Marker::Numbered || !matches!(roles[at], Role::Text) {
            continue;
        }
        let body = lines[at].body(source);
        let rest = labels::inside(body);
        if rest.is_some() || matches!(roles.get(at + 1), Some(Role::Label(_))) {
            let text = 0..body[..rest.unwrap_or(body.len())].trim_end().len();
            roles[at] = Role::Heading(Heading { part: false, text, rest });
        }
    }
    roles
}

/// Runs of lines: what stands before the first chapter, then each chapter with its title.
fn chapters(lines: &[Line], roles: &[Role]) -> Vec<Range<usize>> {
    let titles = (0..lines.len()).filter(|&at| is_title(&lines[at], &roles[at]));
    let starts: Vec<usize> = std::iter::once(0).chain(titles.filter(|&at| at > 0)).collect();
    let ends = starts[1..].iter().copied().chain(std::iter::once(lines.len()));
    starts.iter().copied().zip(ends).map(|(from, to)| from..to).collect()
}

fn is_title(line: &Line, role: &Role) -> bool {
    line.marker == Marker::Chapter && !matches!(role, Role::Heading(_))
}

struct Builder<'a> {
    source: &'a str,
    lines: &'a [Line],
    roles: &'a [Role],
    /// Whether this report labels its measures: then an unlabelled paragraph is doubtful.
    labelled: bool,
    nodes: Vec<Stretch>,
    chapter: Option<u32>,
    direction: Option<u32>,
    /// The top-level finding, and the finding that measures belong to now.
    finding: Option<u32>,
    leaf: Option<u32>,
    /// A label alone on its line; it opens what comes next.
    bare_label: Option<Line>,
    /// Whether paragraphs without a label are measures of the leaf.
    open: bool,
    has_measures: bool,
    /// The number of the last item, where items stand in paragraphs of their own.
    item: u32,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, lines: &'a [Line], roles: &'a [Role], labelled: bool) -> Self {
        Self {
            source,
            lines,
            roles,
            labelled,
            nodes: Vec::with_capacity(lines.len() * 2),
            chapter: None,
            direction: None,
            finding: None,
            leaf: None,
            bare_label: None,
            open: false,
            has_measures: false,
            item: 0,
        }
    }

    fn chapter(&mut self, range: Range<usize>) {
        (self.direction, self.finding, self.leaf) = (None, None, None);
        let (lines, roles) = (&self.lines[range.clone()], &self.roles[range.clone()]);
        let is_ledger = roles.iter().any(|role| matches!(role, Role::Heading(_)));
        // From here on down there are only plain paragraphs.
        let plain_from = range.end
            - lines
                .iter()
                .zip(roles)
                .rev()
                .take_while(|(line, role)| {
                    line.marker == Marker::None && matches!(role, Role::Text)
                })
                .count();
        for at in range.clone() {
            if at == range.start && is_title(&self.lines[at], &self.roles[at]) {
                let line = self.lines[at];
                self.chapter = None;
                self.chapter = Some(self.push(Kind::Chapter, line.start, line.body..line.to));
            } else if is_ledger {
                self.line(at, &range, at >= plain_from);
            } else {
                self.narrative(self.lines[at]);
            }
        }
        self.flush_label();
    }

    fn line(&mut self, at: usize, chapter: &Range<usize>, is_tail: bool) {
        let (line, roles) = (self.lines[at], self.roles);
        match (&roles[at], line.marker) {
            (Role::Heading(heading), marker) => self.heading(line, marker, heading),
            (Role::Text, Marker::Bracketed) => {
                if self.finding_ahead(at, chapter) {
                    self.direction_line(line);
                } else {
                    (self.direction, self.finding, self.leaf) = (None, None, None);
                    self.narrative(line);
                }
            }
            (Role::Label(length), _) if self.leaf.is_some() => {
                self.flush_label();
                self.item = 0;
                let text = line.body + *length as u32;
                if text == line.to {
                    (self.bare_label, self.open) = (Some(line), true);
                } else {
                    self.open = false;
                    self.measures(line.start, text..line.to);
                }
            }
            (Role::Text, Marker::Item) if self.leaf.is_some() => {
                self.measures(line.start, line.from..line.to);
            }
            (Role::Text, Marker::Numbered)
                if self.leaf.is_some() && (self.open || self.has_measures || !self.labelled) =>
            {
                self.item = 0;
                self.measure(line.start, line.body..line.to);
            }
            (Role::Label(_) | Role::Text, _) => self.paragraph(line, is_tail),
        }
    }

    fn heading(&mut self, line: Line, marker: Marker, heading: &Heading) {
        self.flush_label();
        let at = |offset: usize| line.body + offset as u32;
        // （一）关于… stands where a direction （一）… would.
        let level_with_direction = matches!(marker, Marker::Bracketed | Marker::Chapter);
        if level_with_direction {
            self.direction = None;
        }
        let whole = self.finding.filter(|_| heading.part);
        (self.leaf, self.has_measures, self.open, self.item) = (whole, false, !self.labelled, 0);
        if whole.is_none() {
            self.finding = None;
        }
        let id = self.push(Kind::Finding, line.start, at(heading.text.start)..at(heading.text.end));
        if whole.is_none() {
            self.finding = Some(id);
        }
        self.leaf = Some(id);
        if let Some(rest) = heading.rest {
            let start = at(rest);
            let label = labels::at_start(&self.source[start as usize..line.to as usize]);
            self.measures(start, start + label.unwrap_or(0) as u32..line.to);
        }
    }

    fn direction_line(&mut self, line: Line) {
        self.flush_label();
        (self.direction, self.finding, self.leaf) = (None, None, None);
        let text = headings::direction(line.body(self.source));
        let text = line.body + text.start as u32..line.body + text.end as u32;
        self.direction = Some(self.push(Kind::Direction, line.start, text));
    }

    /// A paragraph with no marker of its own.
    fn paragraph(&mut self, line: Line, is_tail: bool) {
        let body = line.body(self.source);
        let closes = is_tail && CLOSINGS.iter().any(|words| body.starts_with(words));
        if self.leaf.is_none() {
            self.narrative(line);
        } else if closes && self.has_measures {
            (self.direction, self.finding, self.leaf) = (None, None, None);
            self.narrative(line);
        } else if self.open {
            self.measures(line.start, line.from..line.to);
        } else {
            self.push(Kind::Unassigned, line.start, line.from..line.to);
        }
    }

    fn narrative(&mut self, line: Line) {
        self.flush_label();
        self.push(Kind::Narrative, line.start, line.from..line.to);
    }

    /// A paragraph of measures: its items, with what introduces them, or all of it.
    fn measures(&mut self, start: u32, text: Range<u32>) {
        let body = &self.source[text.start as usize..text.end as usize];
        let items = measures::items(body, self.item + 1);
        let Some(first) = items.first() else {
            self.item = 0;
            self.measure(start, text);
            return;
        };
        let introduction = body[..first.start].trim_end().len() as u32;
        let introduced = introduction > 0;
        if introduced {
            self.push(Kind::Narrative, start, text.start..text.start + introduction);
        }
        for (number, item) in items.iter().enumerate() {
            let own =
                if number == 0 && !introduced { start } else { text.start + item.start as u32 };
            self.measure(own, text.start + item.text.0 as u32..text.start + item.text.1 as u32);
            self.item = item.number;
        }
    }

    fn measure(&mut self, start: u32, text: Range<u32>) {
        self.push(Kind::Measure, start, text);
        self.has_measures = true;
    }

    /// A label that nothing followed stays as it is, in place.
    fn flush_label(&mut self) {
        if let Some(label) = self.bare_label.take() {
            self.push(Kind::Unassigned, label.start, label.from..label.to);
        }
    }

    /// Adds a node under whatever is current for its kind.
    fn push(&mut self, kind: Kind, start: u32, text: Range<u32>) -> u32 {
        let parent = match kind {
            Kind::Chapter => None,
            Kind::Direction => self.chapter,
            Kind::Measure | Kind::Finding | Kind::Narrative | Kind::Unassigned => {
                self.leaf.or(self.direction).or(self.chapter)
            }
        };
        // A label alone on its line is part of the frame of the measure below it.
        let start = match (kind, self.bare_label) {
            (Kind::Measure | Kind::Narrative, Some(label)) => label.start,
            _ => start,
        };
        self.bare_label = None;
        self.nodes.push(Stretch { kind, parent, start, text: (text.start, text.end) });
        self.nodes.len() as u32 - 1
    }

    /// Whether a finding comes before the next line of the same level.
    fn finding_ahead(&self, at: usize, chapter: &Range<usize>) -> bool {
        (at + 1..chapter.end)
            .take_while(|&next| {
                self.lines[next].marker != Marker::Bracketed
                    || matches!(self.roles[next], Role::Heading(_))
            })
            .any(|next| {
                matches!(self.roles[next], Role::Heading(_))
                    && self.lines[next].marker != Marker::Bracketed
            })
    }
}
