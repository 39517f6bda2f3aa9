//! The document's own pattern, picked from evidence in the whole text: which numbering carries the
//! findings, what stands over them, which lists are measures.
//!
//! Evidence for a numbered sentence being a finding: its own words (关于…, 问题1：), a label or a
//! stated field on the next line, a label inside it; weaker, that it states a shortcoming and
//! something answers it. Where most lines of one numbering in a chapter are findings by their own
//! evidence, the others are too. Numbers that count on behind a label alone on its line are
//! entries of a list of measures. Without any evidence there are no findings.

mod evidence;
mod listed;

use std::ops::Range;

use super::Part;
use super::headings::{self, DirectionForm};
use super::labels;
use super::lines::Line;
use super::marker::Marker;
use super::rule::Rule;
use super::signs::Sign;

/// What a paragraph is in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Title(Rule),
    /// Offsets into the source, as in the other roles.
    Direction(Range<u32>, Rule),
    Finding(FindingLine),
    /// The measures of the listed finding with this place among the listed; they begin at `from`.
    Joined {
        place: u32,
        from: u32,
    },
    /// An entry of a list of measures that a label alone on its line has opened.
    Entry,
    /// What its sign says, or prose.
    Own,
}

impl Role {
    /// Whether the paragraph is left to its sign and its place.
    pub fn is_own(&self) -> bool {
        matches!(self, Self::Own | Self::Entry)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingLine {
    pub text: Range<u32>,
    /// Where the measures begin that stand on the same line.
    pub rest: Option<u32>,
    /// 针对: a part of the finding above, whatever their numbers.
    pub is_part: bool,
    pub rule: Rule,
}

/// The roles of all lines, and where chapters begin.
pub struct Pattern {
    pub roles: Vec<Role>,
    /// Runs of lines, each with whether it holds findings.
    pub chapters: Vec<(Range<usize>, bool)>,
    /// Whether this report labels its measures: then an unlabelled paragraph is doubtful.
    pub is_labelled: bool,
}

/// `tail` is where the document's tail begins; nothing is headed there.
pub fn pattern(source: &str, lines: &[Line], signs: &[Sign], tail: usize) -> Pattern {
    let survey = Survey { source, lines, signs, tail };
    let mut roles = vec![Role::Own; lines.len()];
    let mut is_labelled = false;
    let has_chapters = lines.iter().any(|line| line.marker == Marker::Chapter);
    let mut chapters = Vec::new();
    for range in survey.chapters() {
        if let Some(listed) = survey.listed(range.clone()) {
            listed.into_iter().for_each(|(at, role)| roles[at] = role);
        } else {
            survey.findings(range.clone(), &mut roles);
        }
        chapters.push(range);
    }
    survey.listed_in_chapters(&chapters, &mut roles);
    survey.references(&mut roles);
    for range in &chapters {
        survey.over(range.clone(), &mut roles);
    }
    for (at, role) in roles.iter().enumerate() {
        is_labelled |= matches!(signs[at], Sign::Label(_))
            || matches!(role, Role::Finding(FindingLine { rest: Some(rest), .. }) if survey.is_label(*rest, at));
    }
    let chapters = chapters.into_iter().map(|range| {
        let is_ledger = roles[range.clone()]
            .iter()
            .any(|role| matches!(role, Role::Finding(_) | Role::Joined { .. }));
        (range, is_ledger)
    });
    let chapters: Vec<_> = chapters.collect();
    for (range, is_ledger) in &chapters {
        survey.titles(range.clone(), *is_ledger, has_chapters, &mut roles);
    }
    Pattern { roles, chapters, is_labelled }
}

struct Survey<'a> {
    source: &'a str,
    lines: &'a [Line],
    signs: &'a [Sign],
    tail: usize,
}

impl Survey<'_> {
    /// What stands before the first chapter, then each chapter with its title.
    fn chapters(&self) -> Vec<Range<usize>> {
        if self.lines.is_empty() {
            return Vec::new();
        }
        let titles = (0..self.lines.len()).filter(|&at| self.opens_chapter(at));
        let starts: Vec<usize> = std::iter::once(0).chain(titles.filter(|&at| at > 0)).collect();
        let ends = starts[1..].iter().copied().chain(std::iter::once(self.lines.len()));
        starts.iter().copied().zip(ends).map(|(from, to)| from..to).collect()
    }

    fn opens_chapter(&self, at: usize) -> bool {
        match self.signs[at] {
            Sign::Claim(part) => part == Part::Chapter,
            Sign::Text | Sign::Chrome => {
                self.lines[at].marker == Marker::Chapter && !self.labels_follow(at)
            }
            Sign::Heading(_)
            | Sign::Problem { .. }
            | Sign::Label(_)
            | Sign::Fields
            | Sign::Aside
            | Sign::Row => false,
        }
    }

    /// The next paragraph that is not the web page's.
    fn next(&self, at: usize) -> Option<usize> {
        (at + 1..self.lines.len()).find(|&next| self.signs[next] != Sign::Chrome)
    }

    fn labels_follow(&self, at: usize) -> bool {
        self.next(at).is_some_and(|next| {
            let labels = matches!(self.signs[next], Sign::Label(_) | Sign::Fields | Sign::Aside);
            !self.lines[next].marker.is_number() && (labels || self.is_task_of_heading(next))
        })
    }

    fn is_label(&self, rest: u32, at: usize) -> bool {
        labels::at_start(&self.source[rest as usize..self.lines[at].to as usize]).is_some()
    }

    /// “整改任务：…” below a heading tells of it; on its own it is the heading.
    fn is_task_of_heading(&self, at: usize) -> bool {
        let is_task = matches!(self.signs[at], Sign::Problem { is_counted: false, .. });
        let above = (0..at).rev().find(|&above| self.signs[above] != Sign::Chrome);
        is_task
            && self.lines[at].marker == Marker::None
            && above.is_some_and(|above| {
                matches!(self.signs[above], Sign::Heading(_))
                    || (self.signs[above] == Sign::Text
                        && self.lines[above].marker.rank() > 0
                        && self.lines[above].marker.is_number())
            })
    }

    fn absolute(&self, at: usize, range: &Range<usize>) -> Range<u32> {
        let body = self.lines[at].body;
        body + range.start as u32..body + range.end as u32
    }

    /// Marks what stands over findings: directions, and findings whose parts are below them.
    fn over(&self, range: Range<usize>, roles: &mut [Role]) {
        // Whether a finding of a deeper rank follows before the next line of this rank or above.
        let mut below = [false; 6];
        for at in range.rev() {
            let line = &self.lines[at];
            let rank = line.marker.rank();
            let is_over = below[rank];
            let body = line.body(self.source);
            let is_form = |form: &DirectionForm| !matches!(form, DirectionForm::Bare);
            let role = match (&roles[at], &self.signs[at]) {
                (Role::Finding(finding), Sign::Problem { is_counted: false, .. })
                    if is_over && rank < 2 =>
                {
                    Role::Direction(finding.text.clone(), Rule::FeedbackDirection)
                }
                (Role::Finding(finding), Sign::Text)
                    if is_over && rank < 2 && finding.rest.is_none() =>
                {
                    self.direction(at)
                }
                (Role::Finding(finding), _) => Role::Finding(finding.clone()),
                (Role::Own, Sign::Text) if is_over && rank == 1 => self.direction(at),
                (Role::Own, Sign::Text) if is_over && matches!(rank, 2..=4) => {
                    Role::Finding(self.sentence(at, Rule::Whole))
                }
                (Role::Own, Sign::Text)
                    if is_over
                        && rank == 5
                        && is_quoted_direction(body)
                        && line.marker == Marker::None =>
                {
                    self.direction(at)
                }
                (Role::Own, Sign::Text)
                    if is_over && rank == 0 && is_form(&headings::direction(body)) =>
                {
                    self.direction(at)
                }
                (role, _) => role.clone(),
            };
            // Unmarked findings lie below everything, each other excepted.
            if let Role::Finding(finding) = &role {
                below[..rank].fill(true);
                below[rank..].fill(false);
                below[5] = !finding.is_part || below[5];
            } else if line.marker.is_number() && self.signs[at] == Sign::Text {
                below[rank..].fill(false);
            } else if matches!(role, Role::Direction(..)) {
                below[5] = false;
            }
            roles[at] = role;
        }
    }

    fn direction(&self, at: usize) -> Role {
        let body = self.lines[at].body(self.source);
        let form = headings::direction(body);
        let rule = match &form {
            DirectionForm::Quoted(_) => Rule::Direction,
            DirectionForm::Plain(_) => Rule::PlainDirection,
            DirectionForm::Bare => Rule::BareDirection,
        };
        Role::Direction(self.absolute(at, &form.text(body)), rule)
    }

    /// Titles of chapters: 一、, or （一） in a document that begins there.
    fn titles(&self, range: Range<usize>, is_ledger: bool, has_chapters: bool, roles: &mut [Role]) {
        let mut has_plain_sibling = false;
        let end = range.end.min(self.tail).max(range.start);
        for (at, role) in roles.iter_mut().enumerate().take(end).skip(range.start) {
            if *role != Role::Own {
                continue;
            }
            let line = &self.lines[at];
            let is_claimed = matches!(self.signs[at], Sign::Claim(Part::Chapter));
            let first_level =
                line.marker == Marker::Bracketed && self.signs[at] == Sign::Text && !has_chapters;
            let is_title = self.opens_chapter(at) && at == range.start;
            if is_title || is_claimed {
                *role = Role::Title(if is_claimed { Rule::ByHand } else { Rule::Chapter });
            } else if first_level && is_ledger && line.words(self.source).len() <= LONGEST_TITLE {
                has_plain_sibling = true;
                *role = Role::Title(Rule::BracketedChapter);
            }
        }
        // Beside chapters of prose, a heading that names no direction is a chapter too.
        for (role, line) in roles[range.clone()].iter_mut().zip(&self.lines[range]) {
            let is_bare = matches!(role, Role::Direction(_, Rule::BareDirection));
            if has_plain_sibling && is_bare && line.marker == Marker::Bracketed {
                *role = Role::Title(Rule::BracketedChapter);
            }
        }
    }
}

/// A chapter's title is a phrase, not a paragraph.
const LONGEST_TITLE: usize = 60 * '字'.len_utf8();

fn is_quoted_direction(body: &str) -> bool {
    matches!(headings::direction(body), DirectionForm::Quoted(_))
}
