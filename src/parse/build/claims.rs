//! A person's claims. The frame of a claimed stretch is read as if a rule had claimed it.

use std::ops::Range;

use super::{Builder, Parts, body_or_all};
use crate::ledger::Kind;
use crate::parse::lines::Line;
use crate::parse::rule::Rule;
use crate::parse::{Part, headings, labels, measures};

impl Builder {
    pub(super) fn claimed(&mut self, parts: &Parts, line: Line, part: Part) {
        let body = line.body(parts.source);
        match part {
            Part::Chapter => self.title(parts, line, Rule::ByHand),
            Part::Direction => {
                let text = headings::direction(body).text(body);
                self.direction_line(
                    line,
                    line.body + text.start as u32..line.body + text.end as u32,
                    Rule::ByHand,
                );
            }
            Part::Finding | Part::SubFinding => {
                let finding = finding_text(parts, line);
                self.flush_label();
                let whole = self.finding.filter(|_| part == Part::SubFinding);
                self.open_finding(parts, whole);
                let id = self.push(Kind::Finding, line.start, finding, Rule::ByHand);
                if whole.is_none() {
                    (self.finding, self.ranks.0) = (Some(id), line.marker.rank());
                }
                (self.leaf, self.ranks.1) = (Some(id), line.marker.rank());
            }
            Part::Measure if self.leaf.is_none() => {
                self.flush_label();
                self.push(Kind::Unassigned, line.start, line.from..line.to, Rule::Unclaimed);
            }
            Part::Measure => {
                let label = labels::at_start(body).map_or(0, |label| label.length);
                let from = line.body + label;
                let words = &parts.source[from as usize..line.to as usize];
                let first = measures::items(words, self.item + 1, parts.marks)
                    .first()
                    .filter(|item| item.start == 0)
                    .copied();
                self.item = first.map_or(u32::from(line.number), |item| item.number);
                // The separator before the next item belongs to the frame, as elsewhere.
                let to = from + words.trim_end_matches(['；', ';']).len() as u32;
                let text = from + first.map_or(0, |item| item.text.0 as u32)..to;
                let text = if text.start < text.end { text } else { line.from..line.to };
                self.measure(parts, line.start, text, Rule::ByHand);
            }
            Part::Narrative => {
                // The list it stood in counts on behind it.
                if self.item > 0 && u32::from(line.number) == self.item + 1 {
                    self.item += 1;
                }
                self.flush_label();
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::ByHand);
            }
        }
    }
}

/// The text of a line that a person called a finding.
fn finding_text(parts: &Parts, line: Line) -> Range<u32> {
    let body = line.body(parts.source);
    let text = headings::finding(body, line.marker.is_number())
        .filter(|heading| heading.rest.is_none())
        .map(|heading| heading.text)
        .or_else(|| headings::problem(body).map(|(text, _)| text));
    match text {
        Some(text) => line.body + text.start as u32..line.body + text.end as u32,
        None => body_or_all(parts, line),
    }
}
