//! What a person should look at before a draft becomes a ledger. The draft is usable all the same.

use memchr::memmem;

use super::draft::{Draft, Stretch};
use super::quotes::same_but_for_quotes;
use super::rule::Rule;
use crate::ledger::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No rule claimed this paragraph of the ledger chapter.
    Unassigned { node: usize },
    /// The parts of a finding, put together, do not read as the finding does.
    PartsDiffer { finding: usize },
    /// The report's own count is not what was found. Never corrected: either may be wrong.
    Stated { node: usize, what: Counted, stated: usize, found: usize },
}

/// What a report counts in its preface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    Directions,
    Findings,
}

impl Draft<'_> {
    pub fn problems(&self) -> Vec<Problem> {
        let nodes = self.nodes().iter().enumerate();
        let unassigned = nodes.filter(|(_, node)| node.kind == Kind::Unassigned);
        let mut problems: Vec<Problem> =
            unassigned.map(|(node, _)| Problem::Unassigned { node }).collect();
        problems.extend(self.parts_that_differ());
        problems.extend(self.stated_totals());
        problems
    }

    fn parts_that_differ(&self) -> impl Iterator<Item = Problem> {
        let mut parts: Vec<Vec<&str>> = Vec::new();
        let mut wholes: Vec<usize> = Vec::new();
        for (at, node) in self.nodes().iter().enumerate() {
            // Only 针对 repeats its parent's words.
            let (true, Some(parent)) = (node.rule == Rule::Part && self.is_part(node), node.parent)
            else {
                continue;
            };
            if wholes.last() != Some(&(parent as usize)) {
                wholes.push(parent as usize);
                parts.push(Vec::new());
            }
            parts.last_mut().expect("one was just added").push(self.pieces(at)[1]);
        }
        let differing = wholes
            .into_iter()
            .zip(parts)
            .filter(|(whole, parts)| !same_but_for_quotes(&[self.pieces(*whole)[1]], parts));
        differing.map(|(finding, _)| Problem::PartsDiffer { finding })
    }

    /// “反馈了4个方面25个问题” in the text before the first finding, against what was found.
    fn stated_totals(&self) -> Vec<Problem> {
        let summary = self.summary();
        if summary.findings == 0 {
            return Vec::new();
        }
        let mut problems = Vec::new();
        let before = self.nodes().iter().position(|node| node.kind == Kind::Finding).unwrap_or(0);
        let prose = |node: &&Stretch| matches!(node.kind, Kind::Narrative | Kind::Chapter);
        for node in 0..before {
            let Some(_) = Some(&self.nodes()[node]).filter(prose) else { continue };
            let words = self.pieces(node)[1];
            for (what, unit) in [
                (Counted::Findings, "个问题"),
                (Counted::Findings, "个具体问题"),
                (Counted::Directions, "个方面"),
            ] {
                for stated in counts(words, unit) {
                    let agrees = match what {
                        Counted::Findings => stated == summary.findings || stated == summary.leaves,
                        Counted::Directions => {
                            stated == summary.directions || summary.directions == 0
                        }
                    };
                    let found = if what == Counted::Findings {
                        summary.findings
                    } else {
                        summary.directions
                    };
                    if !agrees {
                        problems.push(Problem::Stated { node, what, stated, found });
                    }
                }
            }
        }
        problems
    }
}

/// The numbers that stand before `unit`: 25 of “25个问题”. “**个问题” has none. The findings of
/// which a part is told (“其中19个问题已完成”) are not the total.
fn counts<'a>(words: &'a str, unit: &'static str) -> impl Iterator<Item = usize> + 'a {
    memmem::find_iter(words.as_bytes(), unit.as_bytes()).filter_map(|at| {
        let before = &words[..at];
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let is_part = ["其中", "已完成", "完成", "剩余", "尚有", "余下", "前"]
            .iter()
            .any(|word| digits.ends_with(word));
        before[digits.len()..].parse().ok().filter(|_| !is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_read_where_they_are_stated() {
        let words = "反馈4个方面25个问题，其中19个问题已完成，涉及三大类**个问题";
        assert_eq!(counts(words, "个问题").collect::<Vec<_>>(), [25]);
        assert_eq!(counts(words, "个方面").collect::<Vec<_>>(), [4]);
    }
}
