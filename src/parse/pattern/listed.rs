//! Findings that are listed first and answered later, joined by their numbers.

use std::ops::Range;

use super::{FindingLine, Role, Survey};
use crate::numeral;
use crate::parse::marker::Marker;
use crate::parse::rule::Rule;
use crate::parse::signs::Sign;
use crate::parse::{Part, headings, labels, quotes};

impl Survey<'_> {
    /// Findings that are listed in one section of a chapter and answered in the next.
    pub(super) fn listed(&self, range: Range<usize>) -> Option<Vec<(usize, Role)>> {
        let heads: Vec<usize> =
            range.clone().filter(|&at| self.is_plain_head(at, Marker::Bracketed)).collect();
        let ends = heads.iter().skip(1).copied().chain(std::iter::once(range.end));
        let sections: Vec<Range<usize>> =
            heads.iter().copied().zip(ends).map(|(from, to)| from + 1..to).collect();
        self.join(&sections)
    }

    /// The same over chapters.
    pub(super) fn listed_in_chapters(&self, chapters: &[Range<usize>], roles: &mut [Role]) {
        let sections: Vec<Range<usize>> = chapters
            .iter()
            .map(|range| range.start + usize::from(self.opens_chapter(range.start))..range.end)
            .collect();
        let untouched =
            |at: usize| !matches!(self.signs[at], Sign::Heading(_) | Sign::Problem { .. });
        for (at, role) in self.join(&sections).into_iter().flatten() {
            if untouched(at) && !matches!(self.signs[at], Sign::Claim(_)) {
                roles[at] = role;
            }
        }
    }

    fn is_plain_head(&self, at: usize, marker: Marker) -> bool {
        self.lines[at].marker == marker && self.signs[at] == Sign::Text
    }

    /// Two neighbouring sections with the same numbers: the first one line a number, mostly
    /// shortcomings; the second labelled, or answers to them.
    fn join(&self, sections: &[Range<usize>]) -> Option<Vec<(usize, Role)>> {
        sections.windows(2).find_map(|pair| {
            let [listed, answers] = pair else { return None };
            let second = self.numbers(answers.clone(), None)?;
            let marker = self.lines[second[0]].marker;
            let first = self.numbers(listed.clone(), Some(marker))?;
            // One line a number, and nothing between them but headings of directions.
            let between = (first[0]..listed.end).filter(|at| !first.contains(at));
            let is_heading =
                |at: usize| self.lines[at].marker.is_number() && self.lines[at].marker < marker;
            if first.len() != second.len() || !between.into_iter().all(is_heading) {
                return None;
            }
            let body = |at: usize| self.lines[at].body(self.source);
            // What was done is told at greater length than what was wrong.
            let is_answer = |(finding, answer): &(&usize, &usize)| {
                matches!(self.signs[**answer], Sign::Label(_))
                    || refers(body(**answer))
                    || !headings::is_shortcoming(first_sentence(body(**answer)))
                    || 2 * body(**answer).len() > 3 * body(**finding).len()
            };
            let enough = |count: usize| 3 * count >= 2 * first.len();
            let stated = first.iter().filter(|at| headings::is_shortcoming(body(**at))).count();
            let answered = first.iter().zip(&second).filter(is_answer).count();
            let plain = |list: &[usize]| {
                list.iter().all(|&at| {
                    matches!(
                        self.signs[at],
                        Sign::Text | Sign::Label(_) | Sign::Claim(Part::Finding | Part::Measure)
                    )
                })
            };
            if !enough(stated) || !enough(answered) || !plain(&first) || !plain(&second) {
                return None;
            }
            let findings = first.iter().map(|&at| {
                let line = &self.lines[at];
                let finding = FindingLine {
                    text: line.body..line.to,
                    rest: None,
                    is_part: false,
                    rule: Rule::Listed,
                };
                (at, Role::Finding(finding))
            });
            let measures = second.iter().enumerate().map(|(place, &at)| {
                (at, Role::Joined { place: place as u32, from: self.lines[at].body })
            });
            Some(findings.chain(measures).collect())
        })
    }

    /// The lines that count 1, 2, 3… in a section by one marker, at least two, if they count once.
    fn numbers(&self, section: Range<usize>, marker: Option<Marker>) -> Option<Vec<usize>> {
        let section = section.start..section.end.min(self.tail).max(section.start);
        let first = section.clone().find(|&at| self.lines[at].marker.is_number())?;
        let marker = marker.unwrap_or(self.lines[first].marker);
        let mut list = Vec::new();
        for at in section.filter(|&at| self.lines[at].marker == marker) {
            if self.lines[at].number as usize != list.len() + 1 {
                return None;
            }
            list.push(at);
        }
        (list.len() >= 2).then_some(list)
    }

    /// “针对问题一，…” and “问题2整改情况：…” speak of a finding that was listed by that number.
    pub(super) fn references(&self, roles: &mut [Role]) {
        let is_listed = |role: &Role| matches!(role, Role::Finding(finding) if matches!(finding.rule, Rule::NumberedProblem | Rule::Listed));
        let mut listed = 0;
        for (at, role) in roles.iter_mut().enumerate().take(self.tail) {
            if is_listed(role) {
                listed += 1;
                continue;
            }
            if listed == 0 || self.signs[at] != Sign::Text || *role != Role::Own {
                continue;
            }
            let line = &self.lines[at];
            if let Some((number, length)) = reference(line.body(self.source))
                && number <= listed
            {
                *role = Role::Joined { place: number - 1, from: line.body + length as u32 };
            }
        }
    }
}

fn first_sentence(body: &str) -> &str {
    body.split('。').next().unwrap_or(body)
}

/// “针对第1个问题，”, “对“学习不深入”问题，”.
fn refers(body: &str) -> bool {
    body.starts_with("针对")
        || body.starts_with("对第")
        || (body.starts_with('对') && body.chars().any(quotes::is_opening))
}

/// The number of a problem that a paragraph opens with naming, and the length of that opening.
fn reference(body: &str) -> Option<(u32, usize)> {
    let rest =
        ["针对", "对于", "对", "关于", ""].iter().find_map(|words| body.strip_prefix(words))?;
    let (number, rest) = match rest.strip_prefix("问题") {
        Some(rest) => numeral::read(rest).map(|(number, _, length)| (number, &rest[length..]))?,
        None => {
            let rest = rest.strip_prefix('第')?;
            let (number, _, length) = numeral::read(rest)?;
            let rest = &rest[length..];
            (number, rest.strip_prefix("个问题").or_else(|| rest.strip_prefix("项问题"))?)
        }
    };
    let rest = match labels::at_start(rest) {
        Some(label) => &rest[label.length as usize..],
        None => rest.strip_prefix(['，', ',', '：', ':', '、'])?,
    };
    Some((number, body.len() - rest.trim_start().len()))
}
