//! Text to draft: finds the ledger inside a report. Never fails, never loses a character.
//!
//! # Grammar
//! ```text
//! report     = narrative* chapter*
//! chapter    = 一、title (ledger | narrative*)      a ledger where findings are headed inside
//! ledger     = (direction | finding | narrative | unassigned)*
//! direction  = （一）[在]“text”方面
//! finding    = [1.|（一）|（1）] 关于“text”[的]问题[的整改]
//!            | 针对“text”问题                       a part of the finding above it
//!            | 1.text                               where a label follows on the next line
//! measures   = label [introduction] item+ | label text | item+
//! label      = 整改情况： | 整改落实情况： | 整改措施： …
//! item       = 一是text[；]                          counted from 一是, inside one paragraph or one each
//! ```
//! A paragraph of measures without items is one measure: prose is never cut at 。 or ；.
//! 一是 outside a finding's measures is prose. After the last measures of the ledger chapter, a
//! closing paragraph (我们将…, 下一步…) is narrative; any other stray paragraph is unassigned.
//!
//! The draft's nodes tile the text: each begins where the one before ends, so putting them
//! together again gives the text back whatever the rules made of it.
//!
//! Matching looks at half- and full-width forms alike; the text itself stays as it is.

mod build;
mod headings;
mod labels;
mod lines;
mod measures;
mod quotes;

use crate::ledger::{Id, Kind, Ledger, Malformed, Node, Record};

pub use lines::is_blank;
pub use quotes::same_but_for_quotes;

/// A report cut into stretches, before anybody confirmed it.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    source: &'a str,
    // Invariant: starts ascend from 0; start ≤ text.0 ≤ text.1 ≤ the next start or the end.
    nodes: Vec<Stretch>,
}

/// One node of a draft, as byte offsets into the source.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub kind: Kind,
    /// Index of the parent in the draft.
    pub parent: Option<u32>,
    pub start: u32,
    pub text: (u32, u32),
}

/// Something a person should look at. The draft is usable all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No rule claimed this paragraph of the ledger chapter.
    Unassigned { node: usize },
    /// The parts of a finding, put together, do not read as the finding does.
    PartsDiffer { finding: usize },
}

/// How many of each a draft holds; printed by the command line and the page alike.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub directions: usize,
    /// Top-level findings.
    pub findings: usize,
    /// Findings without parts of their own.
    pub leaves: usize,
    pub measures: usize,
    pub unassigned: usize,
}

/// Cuts `text` into a draft and says what was doubtful. Texts from 4 GiB on are not cut
/// (`read` refuses them long before).
pub fn parse(text: &str) -> (Draft<'_>, Vec<Problem>) {
    let nodes = match u32::try_from(text.len()) {
        Ok(_) => build::build(text),
        Err(_) => Vec::new(),
    };
    let draft = Draft { source: text, nodes };
    let problems = draft.problems();
    (draft, problems)
}

impl<'a> Draft<'a> {
    pub fn nodes(&self) -> &[Stretch] {
        &self.nodes
    }

    /// `before`, `text` and `after` of a node, as slices of the source.
    pub fn pieces(&self, at: usize) -> [&'a str; 3] {
        let node = self.nodes[at];
        let end = self.nodes.get(at + 1).map_or(self.source.len(), |next| next.start as usize);
        let [start, from, to] =
            [node.start, node.text.0, node.text.1].map(|offset| offset as usize);
        [&self.source[start..from], &self.source[from..to], &self.source[to..end]]
    }

    /// Whether the nodes put together are the source. They always are; this is the check.
    pub fn is_lossless(&self) -> bool {
        let mut rest = self.source;
        for at in 0..self.nodes.len() {
            for piece in self.pieces(at) {
                match rest.strip_prefix(piece) {
                    Some(after) => rest = after,
                    None => return false,
                }
            }
        }
        rest.is_empty()
    }

    pub fn summary(&self) -> Summary {
        let mut summary = Summary::default();
        let has_parts = self.findings_with_parts();
        for (at, node) in self.nodes.iter().enumerate() {
            match node.kind {
                Kind::Direction => summary.directions += 1,
                Kind::Finding => {
                    summary.findings += usize::from(!self.is_part(node));
                    summary.leaves += usize::from(!has_parts[at]);
                }
                Kind::Measure => summary.measures += 1,
                Kind::Unassigned => summary.unassigned += 1,
                Kind::Chapter | Kind::Narrative => {}
            }
        }
        summary
    }

    /// The ledger of this draft, its nodes numbered from 1 in document order.
    pub fn into_ledger(self, name: String) -> Result<Ledger, Malformed> {
        let id = |at: usize| Id::new(at as u64 + 1).expect("an index is far below the largest id");
        let nodes = self.nodes.iter().enumerate().map(|(at, node)| {
            let [before, text, after] = self.pieces(at).map(str::to_owned);
            let parent = node.parent.map(|parent| id(parent as usize));
            Node {
                id: id(at),
                parent,
                kind: node.kind,
                before,
                text,
                after,
                record: Record::default(),
            }
        });
        Ledger::new(name, nodes.collect())
    }

    fn is_part(&self, node: &Stretch) -> bool {
        let parent = node.parent.map(|parent| self.nodes[parent as usize].kind);
        node.kind == Kind::Finding && parent == Some(Kind::Finding)
    }

    fn findings_with_parts(&self) -> Vec<bool> {
        let mut has_parts = vec![false; self.nodes.len()];
        for node in self.nodes.iter().filter(|node| self.is_part(node)) {
            has_parts[node.parent.map_or(0, |parent| parent as usize)] = true;
        }
        has_parts
    }

    fn problems(&self) -> Vec<Problem> {
        let mut parts: Vec<Vec<&str>> = Vec::new();
        let mut wholes: Vec<usize> = Vec::new();
        let mut problems = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if node.kind == Kind::Unassigned {
                problems.push(Problem::Unassigned { node: at });
            }
            if let (true, Some(parent)) = (self.is_part(node), node.parent) {
                if wholes.last() != Some(&(parent as usize)) {
                    wholes.push(parent as usize);
                    parts.push(Vec::new());
                }
                parts.last_mut().expect("one was just added").push(self.pieces(at)[1]);
            }
        }
        let differing = wholes
            .into_iter()
            .zip(parts)
            .filter(|(whole, parts)| !same_but_for_quotes(&[self.pieces(*whole)[1]], parts));
        problems.extend(differing.map(|(finding, _)| Problem::PartsDiffer { finding }));
        problems
    }
}
