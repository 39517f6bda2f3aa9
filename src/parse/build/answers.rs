//! What answers a finding: labelled paragraphs, items, stated fields, outcomes.

use std::ops::Range;

use super::{Builder, Parts};
use crate::ledger::{Field, Kind, wording};
use crate::parse::labels::{self, Label};
use crate::parse::lines::Line;
use crate::parse::marker::Marker;
use crate::parse::rule::Rule;
use crate::parse::{details, measures};

impl Builder {
    /// The measures that stand behind a heading on its own line.
    pub(super) fn rest(&mut self, parts: &Parts, text: Range<u32>) {
        let body = &parts.source[text.start as usize..text.end as usize];
        let label = labels::at_start(body);
        let from = text.start + label.map_or(0, |label| label.length);
        self.is_planned |= label.is_some_and(|label| label.is_plan);
        if from == text.end {
            self.open = true;
            return;
        }
        let rule = if label.is_some() { Rule::Labelled } else { Rule::Prose };
        self.measures(parts, text.start, from..text.end, rule);
    }

    pub(super) fn joined(&mut self, parts: &Parts, line: Line, place: u32, from: u32) {
        self.flush_label();
        self.open_finding(parts, None);
        let leaf = self.listed.get(place as usize).copied();
        (self.leaf, self.finding, self.open) = (leaf, leaf, true);
        if leaf.is_none() {
            return self.narrative(line);
        }
        let words = &parts.source[from as usize..line.to as usize];
        let from = from + labels::at_start(words).map_or(0, |label| label.length);
        if from == line.to {
            self.bare_label = Some(line);
        } else {
            self.measures(parts, line.start, from..line.to, Rule::JoinedByNumber);
        }
    }

    /// A label, alone on its line or with what it opens.
    pub(super) fn labelled(&mut self, parts: &Parts, at: usize, label: Label) {
        let line = parts.lines[at];
        self.flush_label();
        self.item = 0;
        self.tells_outcome = self.is_planned && self.has_measures && !label.is_plan;
        self.is_planned |= label.is_plan;
        let text = line.body + label.length;
        let words = &parts.source[text as usize..line.to as usize];
        if text == line.to {
            (self.bare_label, self.open) = (Some(line), true);
        } else if wording::status(words).is_some() && counts_on(parts, at) {
            // “整改情况：已完成整改。” over a list says how far the list is.
            self.open = true;
            let id = self.push(Kind::Detail, line.start, text..line.to, Rule::Detail);
            self.nodes[id as usize].field = Some(Field::Status);
        } else if self.tells_outcome {
            self.outcome(line.start, text..line.to);
        } else if introduces(parts, at, text) {
            self.open = true;
            self.push(Kind::Narrative, line.start, text..line.to, Rule::Introduction);
        } else {
            self.open = false;
            self.measures(parts, line.start, text..line.to, Rule::Labelled);
        }
    }

    pub(super) fn outcome(&mut self, start: u32, text: Range<u32>) {
        self.push(Kind::Narrative, start, text, Rule::Outcome);
    }

    /// A paragraph of stated fields. A status told under a label of measures is the measure where
    /// there is no other.
    pub(super) fn fields(&mut self, parts: &Parts, at: usize) {
        let line = parts.lines[at];
        let body = line.body(parts.source);
        if !self.has_measures
            && let Some(label) = labels::at_start(body).filter(|_| body.starts_with("整改"))
        {
            return self.labelled(parts, at, label);
        }
        let label = self.bare_label.take();
        self.stated(parts, line.start, line.body..line.to);
        // Fields may stand between a label and what it opens.
        self.bare_label = label.filter(|label| label.start >= line.start);
        if label.is_some() && self.bare_label.is_none() {
            self.open = true;
        }
    }

    /// Adds the fields that `text` consists of.
    pub(super) fn stated(&mut self, parts: &Parts, start: u32, text: Range<u32>) {
        let body = &parts.source[text.start as usize..text.end as usize];
        let fields =
            details::line(body).or_else(|| details::trailing(body).map(|(_, fields)| fields));
        for (number, stated) in fields.unwrap_or_default().into_iter().enumerate() {
            let own = if number == 0 { start } else { text.start + stated.start as u32 };
            let value =
                text.start + stated.value.start as u32..text.start + stated.value.end as u32;
            match stated.field {
                Some(field) => {
                    let id = self.push(Kind::Detail, own, value, Rule::Detail);
                    self.nodes[id as usize].field = Some(field);
                }
                None => {
                    self.push(Kind::Narrative, own, value, Rule::Aside);
                }
            }
        }
    }

    pub(super) fn aside(&mut self, line: Line) {
        self.flush_label();
        self.push(Kind::Narrative, line.start, line.from..line.to, Rule::Aside);
    }

    /// Whether the list this paragraph interrupts counts on behind it.
    pub(super) fn list_goes_on(&self, parts: &Parts, at: usize) -> bool {
        const FAR: usize = 3;
        let ahead = at + 1..parts.lines.len().min(at + 1 + FAR);
        let next = ahead.into_iter().find(|&at| {
            parts.lines[at].marker != Marker::None || !parts.pattern.roles[at].is_own()
        });
        next.is_some_and(|next| {
            let line = &parts.lines[next];
            parts.pattern.roles[next].is_own() && u32::from(line.number) == self.item + 1
        })
    }

    /// An entry of a list whose number is no 一是.
    pub(super) fn entry(&mut self, parts: &Parts, line: Line) {
        self.item = u32::from(line.number);
        self.measure(parts, line.start, line.body..line.to, Rule::ListEntry);
    }

    /// A paragraph of measures: its items, with what introduces them, or all of it.
    pub(super) fn measures(&mut self, parts: &Parts, start: u32, text: Range<u32>, rule: Rule) {
        let body = &parts.source[text.start as usize..text.end as usize];
        let items = measures::items(body, self.item + 1, parts.marks);
        let Some(first) = items.first() else {
            self.item = 0;
            return self.measure(parts, start, text, rule);
        };
        let introduction = body[..first.start].trim_end().len() as u32;
        if introduction > 0 {
            self.push(
                Kind::Narrative,
                start,
                text.start..text.start + introduction,
                Rule::Introduction,
            );
        }
        for (number, item) in items.iter().enumerate() {
            let opens = number == 0 && introduction == 0;
            let own = if opens { start } else { text.start + item.start as u32 };
            let end = text.start + item.text.1 as u32;
            // Where the fields of an item end is where the next begins.
            let rule = if rule == Rule::JoinedByNumber || rule == Rule::ByHand {
                rule
            } else if item.is_counted {
                Rule::Item
            } else {
                Rule::ListEntry
            };
            self.measure(parts, own, text.start + item.text.0 as u32..end, rule);
            self.item = item.number;
        }
    }

    /// One measure, and the fields that its text ends with.
    pub(super) fn measure(&mut self, parts: &Parts, start: u32, text: Range<u32>, rule: Rule) {
        let body = &parts.source[text.start as usize..text.end as usize];
        let cut = details::trailing(body).map(|(cut, _)| cut).filter(|cut| *cut > 0);
        let end = text.start + cut.unwrap_or(body.len()) as u32;
        let id = self.push(Kind::Measure, start, text.start..end, rule);
        self.has_measures = true;
        if cut.is_some() {
            let leaf = self.leaf.replace(id);
            self.stated(parts, end, end..text.end);
            self.leaf = leaf;
        }
    }

    /// Hands over where a node begins: at the label alone on its line before it, if there is one.
    pub(super) fn bare_label_or(&mut self, start: u32, push: impl FnOnce(&mut Self, u32)) {
        let start = self.bare_label.take().map_or(start, |label| label.start);
        push(self, start);
    }
}

/// Whether a text only says that a list follows: “主要采取了以下措施：”.
fn introduces(parts: &Parts, at: usize, from: u32) -> bool {
    let words = &parts.source[from as usize..parts.lines[at].to as usize];
    let announces = words.ends_with(labels::is_colon)
        || ["以下措施。", "如下措施。", "工作：", "如下。"].iter().any(|end| words.ends_with(end));
    announces && counts_on(parts, at)
}

/// Whether the next paragraph is the first of a list.
fn counts_on(parts: &Parts, at: usize) -> bool {
    let next = parts.lines.get(at + 1);
    next.is_some_and(|next| next.number == 1 && next.marker != Marker::None)
}
