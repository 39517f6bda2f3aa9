//! A report cut into stretches, before anybody confirmed it.

use std::ops::Range;

use super::rule::{Confidence, Rule};
use super::tables::Table;
use crate::ledger::{Field, Id, Kind, Ledger, Malformed, Node, Record, wording};

/// A text and how it is cut.
#[derive(Clone, Debug)]
pub struct Draft<'a> {
    source: &'a str,
    cut: Cut,
}

/// The nodes of a text and its tables, without the text.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    // Invariant: starts ascend from 0; start ≤ text.0 ≤ text.1 ≤ the next start or the end.
    pub(crate) nodes: Vec<Stretch>,
    pub(crate) tables: Vec<Table>,
    /// What rows of tables say of their measures, in order.
    pub(super) given: Vec<Given>,
}

/// A cell that states a field of the measures among these nodes.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub field: Field,
    pub text: Range<u32>,
    pub measures: Range<u32>,
}

/// One node of a draft, as byte offsets into the source.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub kind: Kind,
    /// Of a detail: what it speaks of.
    pub field: Option<Field>,
    /// Index of the parent in the draft.
    pub parent: Option<u32>,
    pub start: u32,
    pub text: (u32, u32),
    /// Why it is what it is.
    pub rule: Rule,
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
    /// Stated fields.
    pub details: usize,
    /// Nodes a person should look at.
    pub doubtful: usize,
}

impl Stretch {
    /// A text without a character that is not blank.
    pub(super) fn narrative(end: u32) -> Self {
        let (kind, rule) = (Kind::Narrative, Rule::Narrative);
        Self { kind, field: None, parent: None, start: 0, text: (end, end), rule }
    }

    pub fn confidence(&self) -> Confidence {
        self.rule.confidence()
    }
}

impl<'a> Draft<'a> {
    /// A draft from parts that came of the same source.
    pub(crate) fn of(source: &'a str, cut: Cut) -> Self {
        Self { source, cut }
    }

    pub fn nodes(&self) -> &[Stretch] {
        &self.cut.nodes
    }

    pub fn tables(&self) -> &[Table] {
        &self.cut.tables
    }

    pub fn source(&self) -> &'a str {
        self.source
    }

    /// The cut without the text.
    pub fn into_cut(self) -> Cut {
        self.cut
    }

    /// `before`, `text` and `after` of a node, as slices of the source.
    pub fn pieces(&self, at: usize) -> [&'a str; 3] {
        let node = self.cut.nodes[at];
        let end = self.cut.nodes.get(at + 1).map_or(self.source.len(), |next| next.start as usize);
        let [start, from, to] =
            [node.start, node.text.0, node.text.1].map(|offset| offset as usize);
        [&self.source[start..from], &self.source[from..to], &self.source[to..end]]
    }

    /// Whether the nodes put together are the source. They always are; this is the check.
    pub fn is_lossless(&self) -> bool {
        let mut rest = self.source;
        for at in 0..self.cut.nodes.len() {
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
        for (at, node) in self.cut.nodes.iter().enumerate() {
            summary.doubtful += usize::from(node.confidence() == Confidence::Doubtful);
            match node.kind {
                Kind::Direction => summary.directions += 1,
                Kind::Finding => {
                    summary.findings += usize::from(!self.is_part(node));
                    summary.leaves += usize::from(!has_parts[at]);
                }
                Kind::Measure => summary.measures += 1,
                Kind::Detail => summary.details += 1,
                Kind::Unassigned => summary.unassigned += 1,
                Kind::Chapter | Kind::Narrative | Kind::Chrome => {}
            }
        }
        summary
    }

    /// The ledger of this draft, its nodes numbered from 1 in document order. What the report
    /// states of a finding or a measure stands in the records of the measures it covers.
    pub fn into_ledger(self, name: String) -> Result<Ledger, Malformed> {
        let id = |at: usize| Id::new(at as u64 + 1).expect("an index is far below the largest id");
        let nodes = self.cut.nodes.iter().enumerate().map(|(at, node)| {
            let [before, text, after] = self.pieces(at).map(str::to_owned);
            let parent = node.parent.map(|parent| id(parent as usize));
            let (field, record) = (node.field, Record::default());
            Node { id: id(at), parent, kind: node.kind, before, text, after, field, record }
        });
        let mut nodes: Vec<Node> = nodes.collect();
        self.fill(&mut nodes);
        Ledger::new(name, nodes)
    }

    pub(super) fn is_part(&self, node: &Stretch) -> bool {
        let parent = node.parent.map(|parent| self.cut.nodes[parent as usize].kind);
        node.kind == Kind::Finding && parent == Some(Kind::Finding)
    }

    fn findings_with_parts(&self) -> Vec<bool> {
        let mut has_parts = vec![false; self.cut.nodes.len()];
        for node in self.cut.nodes.iter().filter(|node| self.is_part(node)) {
            has_parts[node.parent.map_or(0, |parent| parent as usize)] = true;
        }
        has_parts
    }

    /// Copies stated fields into records: what a row of a table says to the row's measures; a
    /// detail under a measure to that measure; one under a finding to all its measures, or, where
    /// the finding states the field several times, to those it stands next to.
    ///
    /// Bounded: one long cell that covers a million rows stays where it stands.
    fn fill(&self, nodes: &mut [Node]) {
        const SHARE: usize = 4;
        let mut room = SHARE * self.source.len() + (1 << 20);
        let mut fill = |measure: usize, field: Field, value: &str| {
            // What is a finding's is told once, however many measures it stands beside.
            let finding = self.cut.nodes[measure].parent.map(|parent| parent as usize);
            let at = if field.is_of_finding() { finding.unwrap_or(measure) } else { measure };
            if let Some(left) = room.checked_sub(value.len()) {
                room = left;
                set(&mut nodes[at], field, value);
            }
        };
        let ends =
            |node: &Stretch| matches!(node.kind, Kind::Finding | Kind::Direction | Kind::Chapter);
        let mut from = 0;
        while from < self.cut.nodes.len() {
            let rest = self.cut.nodes[from + 1..].iter();
            let to = from + 1 + rest.take_while(|node| !ends(node)).count();
            for (detail, field, measures) in self.stated(from..to) {
                measures
                    .into_iter()
                    .for_each(|measure| fill(measure, field, self.pieces(detail)[1]));
            }
            from = to;
        }
        // 〃 repeats the cell above.
        let mut above: Vec<(Field, &str)> = Vec::new();
        for Given { field, text, measures } in &self.cut.given {
            let mut value = &self.source[text.start as usize..text.end as usize];
            let earlier = above.iter().position(|(other, _)| other == field);
            match earlier {
                Some(at) if wording::is_ditto(value) => value = above[at].1,
                Some(at) => above[at].1 = value,
                None => above.push((*field, value)),
            }
            let measures = (measures.start as usize..measures.end as usize)
                .filter(|&at| self.cut.nodes[at].kind == Kind::Measure);
            measures.for_each(|measure| fill(measure, *field, value));
        }
    }

    /// The details of one finding in order, each with its field and the measures it speaks of.
    fn stated(&self, run: Range<usize>) -> Vec<(usize, Field, Vec<usize>)> {
        let of_kind = |kind| run.clone().filter(move |&at| self.cut.nodes[at].kind == kind);
        let measures: Vec<usize> = of_kind(Kind::Measure).collect();
        let under_measure = |at: usize| {
            let parent = self.cut.nodes[at].parent.map(|parent| parent as usize);
            parent.filter(|&parent| self.cut.nodes[parent].kind == Kind::Measure)
        };
        let details: Vec<(usize, Field)> = of_kind(Kind::Detail)
            .filter(|&at| self.cut.nodes[at].rule == Rule::Detail)
            .filter_map(|at| Some((at, self.cut.nodes[at].field?)))
            .collect();
        let mut stated = Vec::new();
        for (at, field) in details.iter().copied() {
            if let Some(measure) = under_measure(at) {
                stated.push((at, field, vec![measure]));
            }
        }
        let mut fields: Vec<Field> = details.iter().map(|(_, field)| *field).collect();
        fields.sort_unstable();
        fields.dedup();
        for field in fields {
            let shared = details
                .iter()
                .filter(|(at, other)| *other == field && under_measure(*at).is_none());
            let shared: Vec<usize> = shared.map(|(at, _)| *at).collect();
            let Some((&first, &last)) = shared.first().zip(shared.last()) else { continue };
            if first == last {
                stated.push((first, field, measures.clone()));
                continue;
            }
            let comes_first = measures.first().is_none_or(|measure| first < *measure);
            let mut from = 0;
            for (place, &at) in shared.iter().enumerate() {
                // Up to the next of its kind, or back to the one before.
                let limit = if comes_first {
                    shared.get(place + 1).copied().unwrap_or(run.end)
                } else {
                    at
                };
                let to =
                    from + measures[from..].iter().take_while(|measure| **measure < limit).count();
                stated.push((at, field, measures[from..to].to_vec()));
                from = to;
            }
        }
        stated.sort_by_key(|(at, ..)| *at);
        stated
    }
}

/// Sets a record's field to what a report states, as far as it has a value for it. A deadline may
/// name the pace as well.
fn set(measure: &mut Node, field: Field, value: &str) {
    let record = &mut measure.record;
    match field {
        Field::Status => record.status = wording::status(value).or(record.status),
        Field::Pace => record.pace = wording::pace(value).or(record.pace),
        Field::Publicity => {
            if let Some(publicity) = wording::publicity(value) {
                record.set(field, publicity.code());
            }
        }
        Field::Deadline => {
            value.clone_into(&mut record.deadline);
            record.pace = record.pace.or(wording::pace(value));
        }
        Field::Progress => {
            record.set(field, value);
            // “已完成” in such a column is all there is of a stage.
            record.status = record.status.or(wording::status(value));
        }
        field => {
            record.set(field, value);
        }
    }
}
