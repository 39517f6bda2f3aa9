//! All rows of a ledger in document order, unfiltered: what every view is cut from. Positions in
//! the list of nodes stand for nodes, so this holds until nodes come or go; values may change.

use super::{Column, Row};
use crate::ledger::{Id, Kind, Ledger, Node};

/// No such position.
const NONE: u32 = u32::MAX;

/// The rows of a ledger, by their places from 0.
#[derive(Clone, Debug)]
pub struct Outline {
    rows: Vec<Row>,
    // Invariant: as many as there are rows.
    pub(super) entries: Vec<Entry>,
    // Invariant: the places of all rows, by `Row::id`.
    by_id: Vec<u32>,
    numbers: Numbers,
    // The position of the direction or chapter above each finding, or NONE.
    bands: Vec<u32>,
}

/// A row: which finding, counted over all findings, and where the measure is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) finding: u32,
    measure: u32,
}

/// The number of each finding among its siblings: eight bytes a finding, labels on demand.
#[derive(Clone, Debug, Default)]
struct Numbers {
    // Invariant: ascending positions of all findings, and as many numbers.
    at: Vec<u32>,
    number: Vec<u32>,
}

impl Outline {
    pub fn new(ledger: &Ledger) -> Self {
        let mut numbers = Numbers::default();
        let (mut bands, mut parts, mut top) = (Vec::new(), Vec::new(), 0);
        let mut measures = Vec::new();
        // Most nodes have the parent of the one before them: it is looked up once.
        let mut above = (None, None);
        for (at, node) in ledger.nodes().iter().enumerate() {
            if !matches!(node.kind, Kind::Finding | Kind::Measure) {
                continue;
            }
            if above.0 != node.parent {
                above = (node.parent, node.parent.and_then(|id| numbers.nth(ledger, id)));
            }
            if node.kind == Kind::Measure {
                let finding = above.1.expect("a measure stands under a finding");
                measures.push(Entry { finding: place(finding), measure: place(at) });
                continue;
            }
            let (number, band) = match above.1 {
                Some(finding) => {
                    parts[finding] += 1;
                    (parts[finding], bands[finding])
                }
                None => {
                    top += 1;
                    (top, node.parent.and_then(|id| ledger.position(id)).map_or(NONE, place))
                }
            };
            numbers.at.push(place(at));
            numbers.number.push(number);
            bands.push(band);
            parts.push(0);
        }
        // Stable, and linear where measures follow their findings as they mostly do.
        measures.sort_by_key(|entry| entry.finding);
        let mut entries = Vec::with_capacity(measures.len() + parts.len());
        let mut measures = measures.into_iter().peekable();
        for (finding, parts) in parts.into_iter().enumerate() {
            let finding = place(finding);
            let before = entries.len();
            entries.extend(std::iter::from_fn(|| measures.next_if(|own| own.finding == finding)));
            if entries.len() == before && parts == 0 {
                entries.push(Entry { finding, measure: NONE });
            }
        }
        numbers.at.shrink_to_fit();
        numbers.number.shrink_to_fit();
        let nodes = ledger.nodes();
        let row = |entry: &Entry| Row {
            finding: nodes[numbers.at[entry.finding as usize] as usize].id,
            measure: (entry.measure != NONE).then(|| nodes[entry.measure as usize].id),
        };
        let rows: Vec<Row> = entries.iter().map(row).collect();
        // Ids mostly rise along the document: sorting by them there is next to nothing.
        let mut by_id: Vec<u32> = (0..place(rows.len())).collect();
        by_id.sort_by_key(|at| rows[*at as usize].id());
        Self { rows, entries, by_id, numbers, bands }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// All of them, by their places.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Where the row stands whose own node this is.
    pub fn find(&self, id: Id) -> Option<usize> {
        let row = |place: &u32| self.rows[*place as usize].id();
        self.by_id.binary_search_by_key(&id, row).ok().map(|at| self.by_id[at] as usize)
    }

    /// The rows by the ids of their own nodes, each with its place.
    pub fn by_id(&self) -> impl Iterator<Item = (Id, usize)> {
        self.by_id.iter().map(|place| (self.rows[*place as usize].id(), *place as usize))
    }

    /// The measure of the row at a place; none where a finding has none.
    pub fn measure_at<'a>(&self, ledger: &'a Ledger, place: usize) -> Option<&'a Node> {
        self.entries.get(place).and_then(|entry| self.measure(ledger, *entry))
    }

    /// The direction above the finding of the row at a place, or the chapter.
    pub fn direction_at<'a>(&self, ledger: &'a Ledger, place: usize) -> Option<&'a Node> {
        self.entries.get(place).and_then(|entry| self.direction(ledger, *entry))
    }

    /// “3”, or “3-1” for the first part of the third finding; empty for what is no finding.
    pub fn label(&self, ledger: &Ledger, finding: Id) -> String {
        self.numbers.label(ledger, finding)
    }

    pub(super) fn row(&self, place: u32) -> Row {
        self.rows[place as usize]
    }

    pub(super) fn finding<'a>(&self, ledger: &'a Ledger, entry: Entry) -> &'a Node {
        &ledger.nodes()[self.numbers.at[entry.finding as usize] as usize]
    }

    pub(super) fn measure<'a>(&self, ledger: &'a Ledger, entry: Entry) -> Option<&'a Node> {
        (entry.measure != NONE).then(|| &ledger.nodes()[entry.measure as usize])
    }

    /// The direction above the row's finding, or the chapter.
    pub(super) fn direction<'a>(&self, ledger: &'a Ledger, entry: Entry) -> Option<&'a Node> {
        let band = self.bands[entry.finding as usize];
        (band != NONE).then(|| &ledger.nodes()[band as usize])
    }
}

impl Outline {
    /// What the row holds in a column; codes where the column has codes, nothing for the number.
    pub(super) fn value<'a>(&self, ledger: &'a Ledger, entry: Entry, column: Column) -> &'a str {
        match column {
            Column::Number => "",
            Column::Direction => self.direction(ledger, entry).map_or("", |node| &node.text),
            _ if column.is_of_finding() => of_node(Some(self.finding(ledger, entry)), column),
            Column::Finding | Column::Measure | Column::Field(_) => {
                of_node(self.measure(ledger, entry), column)
            }
        }
    }
}

/// What a row's own node or its finding holds in a column; nothing where there is no node, or the
/// column shows none.
pub(super) fn of_node(node: Option<&Node>, column: Column) -> &str {
    match (node, column.field()) {
        (Some(node), Some(field)) => node.get(field),
        (None, _) | (_, None) => "",
    }
}

impl Numbers {
    fn label(&self, ledger: &Ledger, finding: Id) -> String {
        let Some(nth) = self.nth(ledger, finding) else { return String::new() };
        let parent = ledger.get(finding).and_then(|node| node.parent);
        let above = parent.map_or(String::new(), |parent| self.label(ledger, parent));
        let number = self.number[nth];
        if above.is_empty() { number.to_string() } else { format!("{above}-{number}") }
    }

    /// Which finding it is, counted from 0 in document order.
    fn nth(&self, ledger: &Ledger, id: Id) -> Option<usize> {
        self.at.binary_search(&place(ledger.position(id)?)).ok()
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).expect("a ledger has fewer than four thousand million nodes")
}
