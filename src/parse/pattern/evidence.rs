//! What speaks for a numbered line being a finding, and what the lines of a chapter say together.

use std::ops::Range;

use super::{FindingLine, Role, Survey};
use crate::parse::marker::Marker;
use crate::parse::rule::Rule;
use crate::parse::signs::Sign;
use crate::parse::{Part, headings, labels, surround};

/// What was seen of one kind of numbering in a chapter.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    lines: u32,
    strong: u32,
    weak: u32,
    /// A person said of one of these lines that it is a finding.
    taught: bool,
}

/// What speaks for a numbered line being a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Evidence {
    Strong(FindingLine),
    Weak(FindingLine),
    /// An entry of a list of measures.
    Listed,
    None,
}

impl Survey<'_> {
    /// Marks the findings of a chapter.
    pub(super) fn findings(&self, range: Range<usize>, roles: &mut [Role]) {
        let range = range.start..range.end.min(self.tail).max(range.start);
        let evidence = self.evidence(range.clone());
        let mut levels = [Level::default(); 6];
        for (at, found) in range.clone().zip(&evidence) {
            let level = &mut levels[self.lines[at].marker.rank()];
            level.taught |= matches!(self.signs[at], Sign::Claim(Part::Finding));
            match found {
                Evidence::Strong(_) => {
                    (level.lines, level.strong) = (level.lines + 1, level.strong + 1)
                }
                Evidence::Weak(_) => (level.lines, level.weak) = (level.lines + 1, level.weak + 1),
                Evidence::None => level.lines += 1,
                Evidence::Listed => {}
            }
        }
        let has_strong = levels.iter().any(|level| level.strong > 0);
        let speaks_of_rectification = !has_strong && self.speaks_of_rectification(&range);
        for (at, found) in range.zip(evidence) {
            // A person's word is not weighed.
            if matches!(self.signs[at], Sign::Claim(_)) {
                continue;
            }
            let line = &self.lines[at];
            let level = levels[line.marker.rank()];
            let most = level.taught || 2 * (level.strong + level.weak) >= level.lines;
            let role = match found {
                Evidence::Strong(finding) => Some(finding),
                Evidence::Weak(finding) if (level.strong > 0 || level.taught) && most => {
                    Some(FindingLine { rule: Rule::Sibling, ..finding })
                }
                Evidence::Weak(finding) => {
                    let alone = !has_strong && level.weak >= 2 && 3 * level.weak >= 2 * level.lines;
                    (alone && speaks_of_rectification).then_some(finding)
                }
                Evidence::None
                    if line.marker.is_number() && (level.strong > 0 || level.taught) && most =>
                {
                    Some(self.sentence(at, Rule::Sibling))
                }
                Evidence::Listed => {
                    roles[at] = Role::Entry;
                    None
                }
                Evidence::None => None,
            };
            if let Some(role) = role.filter(|_| !self.opens_chapter(at)) {
                roles[at] = Role::Finding(role);
            }
        }
    }

    /// What each line of a chapter has to show.
    fn evidence(&self, range: Range<usize>) -> Vec<Evidence> {
        // A list of measures that a label alone on its line has opened: its label, marker, next number.
        let mut list: Option<(&str, Option<Marker>, u16)> = None;
        let mut found = Vec::with_capacity(range.len());
        for at in range {
            let line = &self.lines[at];
            let evidence = match &self.signs[at] {
                Sign::Heading(heading) => Evidence::Strong(FindingLine {
                    text: self.absolute(at, &heading.text),
                    rest: heading.rest.map(|rest| line.body + rest as u32),
                    is_part: heading.part,
                    rule: match heading {
                        _ if heading.part => Rule::Part,
                        _ if heading.is_quoted => Rule::Finding,
                        _ => Rule::PlainFinding,
                    },
                }),
                Sign::Problem { .. } if self.is_task_of_heading(at) => Evidence::None,
                Sign::Problem { text, is_counted } => {
                    let text = self.absolute(at, text);
                    let (text, rest) = self.with_rest(text);
                    let rule = if *is_counted { Rule::NumberedProblem } else { Rule::Task };
                    Evidence::Strong(FindingLine { text, rest, is_part: false, rule })
                }
                Sign::Label(label) => {
                    let words = line.body(self.source);
                    let is_bare = label.length as usize == words.len();
                    list = is_bare.then_some((words, None, 1));
                    found.push(Evidence::None);
                    continue;
                }
                Sign::Text if line.marker.is_number() => match list {
                    Some((label, marker, number))
                        if line.number == number
                            && marker.is_none_or(|marker| marker == line.marker)
                            && !self.label_repeats(at, label) =>
                    {
                        list = Some((label, Some(line.marker), number + 1));
                        found.push(Evidence::Listed);
                        continue;
                    }
                    _ => self.numbered(at),
                },
                Sign::Text
                | Sign::Fields
                | Sign::Aside
                | Sign::Chrome
                | Sign::Row
                | Sign::Claim(_) => Evidence::None,
            };
            if matches!(evidence, Evidence::Strong(_)) || line.marker.is_number() {
                list = None;
            }
            found.push(evidence);
        }
        found
    }

    /// Whether the same label that opened a list follows: then the line is a heading like the last.
    fn label_repeats(&self, at: usize, label: &str) -> bool {
        let next = self.next(at).filter(|&next| matches!(self.signs[next], Sign::Label(_)));
        next.is_some_and(|next| self.lines[next].body(self.source).starts_with(label))
    }

    /// A numbered sentence: what speaks for it.
    fn numbered(&self, at: usize) -> Evidence {
        let line = &self.lines[at];
        let labels_follow = self.labels_follow(at);
        // Where a label follows, all of the line states the problem, “一是…二是…” included.
        let sentence = if labels_follow && labels::inside(line.body(self.source)).is_none() {
            FindingLine {
                text: line.body..line.to,
                rest: None,
                is_part: false,
                rule: Rule::Sentence,
            }
        } else {
            self.sentence(at, Rule::Sentence)
        };
        let words = |text: &Range<u32>| &self.source[text.start as usize..text.end as usize];
        let states = headings::is_shortcoming(words(&sentence.text));
        if line.marker == Marker::Compound && states {
            return Evidence::Strong(FindingLine { rule: Rule::CompoundNumber, ..sentence });
        }
        let is_labelled = sentence.rest.is_some_and(|rest| self.is_label(rest, at));
        if is_labelled || (labels_follow && (line.marker != Marker::Chapter || states)) {
            return Evidence::Strong(sentence);
        }
        if line.marker == Marker::Chapter {
            return Evidence::None;
        }
        // “理论学习不经常。镇党委制定年度计划，…”: stated in a sentence, answered by the next.
        let sentence =
            if sentence.rest.is_none() { self.answered_in_prose(sentence) } else { sentence };
        let is_answered = || {
            sentence.rest.is_some()
                || self.next(at).is_some_and(|next| {
                    let next = &self.lines[next];
                    !next.marker.is_number() || next.marker.rank() > line.marker.rank()
                })
        };
        if headings::is_shortcoming(words(&sentence.text)) && is_answered() {
            return Evidence::Weak(FindingLine { rule: Rule::Shortcoming, ..sentence });
        }
        Evidence::None
    }

    fn answered_in_prose(&self, sentence: FindingLine) -> FindingLine {
        const SHORTEST_ANSWER: usize = 8 * '字'.len_utf8();
        let body = &self.source[sentence.text.start as usize..sentence.text.end as usize];
        let stop = body.find('。').map(|at| at + '。'.len_utf8());
        match stop.filter(|stop| body.len() - stop >= SHORTEST_ANSWER) {
            Some(stop) => {
                let at = sentence.text.start + stop as u32;
                FindingLine { text: sentence.text.start..at, rest: Some(at), ..sentence }
            }
            None => sentence,
        }
    }

    /// The heading of a numbered line: its first sentence, and the measures behind it, if any.
    pub(super) fn sentence(&self, at: usize, rule: Rule) -> FindingLine {
        let line = &self.lines[at];
        let (text, rest) = self.with_rest(line.body..line.to);
        FindingLine { text, rest, is_part: false, rule }
    }

    /// Parts a heading from the measures on the same line: at a label, or where items begin behind
    /// its full stop.
    fn with_rest(&self, text: Range<u32>) -> (Range<u32>, Option<u32>) {
        let body = &self.source[text.start as usize..text.end as usize];
        if let Some(at) = labels::inside(body).filter(|at| *at > 0) {
            let end = body[..at].trim_end().len();
            return (text.start..text.start + end as u32, Some(text.start + at as u32));
        }
        let stop = body.find('。').map(|at| at + '。'.len_utf8());
        let items = stop.filter(|&at| {
            let (rest, opening) = (&body[at..], ["一是", "首先", "第一，", "（1）", "(1)", "①"]);
            opening.iter().any(|words| rest.trim_start().starts_with(words))
        });
        match items {
            Some(at) => (text.start..text.start + at as u32, Some(text.start + at as u32)),
            None => (text, None),
        }
    }

    /// Whether a chapter without other evidence is about rectification at all, by its own title or,
    /// where it has none, by the words before it.
    fn speaks_of_rectification(&self, range: &Range<usize>) -> bool {
        let title = self.lines[range.start].words(self.source);
        let speaks = |words: &str| words.contains("整改") && !words.contains("会议");
        let is_titled = self.opens_chapter(range.start);
        let lead = self.lines[..range.start.max(range.end.min(range.start + 4))].iter().take(6);
        speaks(title) && (is_titled || title.contains('（'))
            || !is_titled
                && lead.filter(|line| line.marker == Marker::None).any(|line| {
                    speaks(line.words(self.source)) && surround::is_lead(line.words(self.source))
                })
            || is_titled && title.contains("问题")
    }
}
