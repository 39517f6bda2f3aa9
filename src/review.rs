//! A report under review: what was read, how the rules cut it, and what a person decided about it,
//! before it becomes a ledger. A pure value; the page shows it and asks it to change.
//!
//! Not here: reading bytes (`read`, `office`) and the rules themselves (`parse`).

use std::rc::Rc;

use crate::ledger::{Kind, Ledger, Malformed};
use crate::office::{Note, Source};
use crate::parse::{
    Claim, Column, Confidence, Cut, Decisions, Draft, Parsing, Part, Problem, Stretch, Summary,
    Table,
};

/// A text with its present cut and the decisions that led to it.
#[derive(Clone, Debug)]
pub struct Review {
    /// What the ledger will be called.
    pub name: String,
    source: Rc<Source>,
    /// Each decision adds one; the last is in force.
    decisions: Vec<Decisions>,
    cut: Cut,
    problems: Vec<Problem>,
    summary: Summary,
}

/// A step between the parts of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Towards the chapter.
    Up,
    /// Towards the measure.
    Down,
}

impl Review {
    /// What parsing `source` by `decisions` came to; the draft is of that source.
    pub fn new(name: String, source: Rc<Source>, decisions: Vec<Decisions>, draft: Draft) -> Self {
        let (problems, summary) = (draft.problems(), draft.summary());
        let cut = draft.into_cut();
        Self { name, source, decisions, cut, problems, summary }
    }

    /// Parses in one go. For texts of ordinary size and for tests; a page goes by steps.
    pub fn of(name: String, source: Source) -> Self {
        let source = Rc::new(source);
        let decisions = Decisions::default();
        let draft = Parsing::new(&source.text, &decisions).finish();
        Self::new(name, Rc::clone(&source), Vec::new(), draft)
    }

    /// The same text by other decisions.
    pub fn again(&self, decisions: Vec<Decisions>) -> Self {
        let in_force = decisions.last().cloned().unwrap_or_default();
        let draft = Parsing::new(&self.source.text, &in_force).finish();
        Self::new(self.name.clone(), Rc::clone(&self.source), decisions, draft)
    }

    pub fn text(&self) -> &str {
        &self.source.text
    }

    pub fn source(&self) -> Rc<Source> {
        Rc::clone(&self.source)
    }

    pub fn notes(&self) -> &[Note] {
        &self.source.notes
    }

    pub fn nodes(&self) -> &[Stretch] {
        &self.cut.nodes
    }

    pub fn tables(&self) -> &[Table] {
        &self.cut.tables
    }

    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    pub fn summary(&self) -> Summary {
        self.summary
    }

    /// How many decisions can be taken back.
    pub fn decided(&self) -> usize {
        self.decisions.len()
    }

    /// Where a node ends: where the next begins.
    pub fn end(&self, node: usize) -> u32 {
        self.cut.nodes.get(node + 1).map_or(self.text().len() as u32, |next| next.start)
    }

    /// `before`, `text` and `after` of a node.
    pub fn pieces(&self, node: usize) -> [&str; 3] {
        let stretch = self.cut.nodes[node];
        let at = |from: u32, to: u32| &self.text()[from as usize..to as usize];
        let (from, to) = stretch.text;
        [at(stretch.start, from), at(from, to), at(to, self.end(node))]
    }

    /// The node that an offset of the source lies in.
    pub fn node_at(&self, offset: u32) -> Option<usize> {
        self.cut.nodes.partition_point(|node| node.start <= offset).checked_sub(1)
    }

    /// How far below the top a node lies.
    pub fn depth(&self, node: usize) -> usize {
        let above = |node: &usize| self.cut.nodes[*node].parent.map(|parent| parent as usize);
        std::iter::successors(above(&node), above).count()
    }

    /// Nodes a person should look at, in order: unassigned ones, doubtful ones, and those the
    /// report's own words disagree with.
    pub fn to_check(&self) -> Vec<usize> {
        let doubtful = (0..self.cut.nodes.len()).filter(|&at| {
            let node = &self.cut.nodes[at];
            node.kind == Kind::Unassigned || node.confidence() == Confidence::Doubtful
        });
        let told = self.problems.iter().map(|problem| match *problem {
            Problem::Unassigned { node } | Problem::Stated { node, .. } => node,
            Problem::PartsDiffer { finding } => finding,
        });
        let mut nodes: Vec<usize> = doubtful.chain(told).collect();
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// The part a node plays now, as a person would name it.
    pub fn part(&self, node: usize) -> Option<Part> {
        let stretch = &self.cut.nodes[node];
        let is_part = stretch
            .parent
            .is_some_and(|parent| self.cut.nodes[parent as usize].kind == Kind::Finding);
        match stretch.kind {
            Kind::Chapter => Some(Part::Chapter),
            Kind::Direction => Some(Part::Direction),
            Kind::Finding if is_part => Some(Part::SubFinding),
            Kind::Finding => Some(Part::Finding),
            Kind::Measure => Some(Part::Measure),
            Kind::Narrative | Kind::Detail | Kind::Chrome | Kind::Unassigned => None,
        }
    }

    /// “This stretch is that.” The rest is read again around it.
    pub fn claim(&self, from: u32, to: u32, part: Part) -> Vec<Decisions> {
        let (from, to) = self.trimmed(from, to);
        self.deciding(|decisions| decisions.claim(Claim { from, to, part: Some(part) }))
    }

    /// A whole node, its number and label included.
    pub fn claim_node(&self, node: usize, part: Part) -> Vec<Decisions> {
        let (from, to) = self.extent(node);
        self.claim(from, to, part)
    }

    /// One step up or down in the outline; None at its ends, and for what has no level.
    pub fn shift(&self, node: usize, shift: Shift) -> Option<Vec<Decisions>> {
        const LEVELS: [Part; 5] =
            [Part::Chapter, Part::Direction, Part::Finding, Part::SubFinding, Part::Measure];
        let level = LEVELS.iter().position(|part| Some(*part) == self.part(node))?;
        let to = match shift {
            Shift::Up => level.checked_sub(1)?,
            Shift::Down => level + 1,
        };
        LEVELS.get(to).map(|part| self.claim_node(node, *part))
    }

    /// A node and the one before it as one, of that one's kind. None where there is none.
    pub fn join(&self, node: usize) -> Option<Vec<Decisions>> {
        let before = node.checked_sub(1)?;
        let part = self.part(before).or(self.part(node)).unwrap_or(Part::Narrative);
        Some(self.claim(self.extent(before).0, self.extent(node).1, part))
    }

    /// A node cut in two at `offset`, both of its kind. None where there is nothing on one side.
    pub fn split(&self, offset: u32) -> Option<Vec<Decisions>> {
        let node = self.node_at(offset)?;
        let (from, to) = self.extent(node);
        let text = self.cut.nodes[node].text;
        if offset <= text.0 || text.1 <= offset {
            return None;
        }
        // What has no part is cut for the rules to look at again.
        let is_narrative = self.cut.nodes[node].kind == Kind::Narrative;
        let part = if is_narrative { Some(Part::Narrative) } else { self.part(node) };
        Some(self.deciding(|decisions| {
            decisions.claim(Claim { from, to: offset, part });
            decisions.claim(Claim { from: offset, to, part });
        }))
    }

    /// Leaves a node to the rules again.
    pub fn release(&self, node: usize) -> Vec<Decisions> {
        let (from, to) = self.extent(node);
        self.deciding(|decisions| decisions.release(from, to))
    }

    /// The columns of a table, as a person reads its head.
    pub fn columns(&self, table: u32, columns: Vec<Column>) -> Vec<Decisions> {
        self.deciding(|decisions| decisions.set_columns(table, columns))
    }

    /// The decisions without the last one.
    pub fn undone(&self) -> Vec<Decisions> {
        let mut decisions = self.decisions.clone();
        decisions.pop();
        decisions
    }

    pub fn ledger(&self) -> Result<Ledger, Malformed> {
        let draft = Draft::of(&self.source.text, self.cut.clone());
        draft.into_ledger(self.name.clone())
    }

    fn deciding(&self, decide: impl FnOnce(&mut Decisions)) -> Vec<Decisions> {
        let mut decisions = self.decisions.clone();
        let mut next = decisions.last().cloned().unwrap_or_default();
        decide(&mut next);
        decisions.push(next);
        decisions
    }

    /// The stretch of a node without the white space around it.
    fn extent(&self, node: usize) -> (u32, u32) {
        self.trimmed(self.cut.nodes[node].start, self.end(node))
    }

    fn trimmed(&self, from: u32, to: u32) -> (u32, u32) {
        let words = &self.text()[from as usize..to as usize];
        let blank = crate::parse::is_blank;
        let start = from + (words.len() - words.trim_start_matches(blank).len()) as u32;
        (start, (from + words.trim_end_matches(blank).len() as u32).max(start))
    }
}
