//! The table: findings in groups, one row a measure. A pure projection of the ledger; where the
//! selection stands in it is `spot`.

mod spot;

use std::collections::HashMap;

pub use spot::{Column, Move, Spot};

use crate::ledger::{Id, Kind, Ledger};

/// The rows of one finding, under one merged cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Group {
    /// What the band above it says, if this group is the first of its direction or chapter.
    pub band: Option<Id>,
    pub finding: Id,
    /// “3”, or “3-1” for the first part of the third finding.
    pub label: String,
    /// In document order; none yet is one empty row.
    pub measures: Vec<Id>,
}

/// What the bottom line counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub findings: usize,
    pub measures: usize,
    pub struck_off: usize,
    pub awaiting_check: usize,
    /// Measures with no status yet.
    pub unset: usize,
}

/// All groups in document order. A finding that was split into parts has no group of its own,
/// unless measures stand under it directly.
pub fn groups(ledger: &Ledger) -> Vec<Group> {
    let mut measures: HashMap<Id, Vec<Id>> = HashMap::new();
    let mut parts: HashMap<Id, u32> = HashMap::new();
    for node in ledger.nodes() {
        match (node.kind, node.parent) {
            (Kind::Measure, Some(finding)) => measures.entry(finding).or_default().push(node.id),
            (Kind::Finding, Some(parent)) if is_finding(ledger, parent) => {
                *parts.entry(parent).or_default() += 1;
            }
            _ => {}
        }
    }
    let mut groups = Vec::new();
    let mut labels: HashMap<Id, (String, u32)> = HashMap::new();
    let (mut top, mut band) = (0, None);
    for node in ledger.nodes().iter().filter(|node| node.kind == Kind::Finding) {
        let above = node.parent.and_then(|parent| labels.get_mut(&parent));
        let label = match above {
            Some((label, parts)) => {
                *parts += 1;
                format!("{label}-{parts}")
            }
            None => {
                top += 1;
                top.to_string()
            }
        };
        labels.insert(node.id, (label.clone(), 0));
        let own = measures.remove(&node.id).unwrap_or_default();
        if own.is_empty() && parts.contains_key(&node.id) {
            continue;
        }
        let direction = band_of(ledger, node.parent);
        let begins = groups.is_empty() || direction != band;
        band = direction;
        groups.push(Group {
            band: band.filter(|_| begins),
            finding: node.id,
            label,
            measures: own,
        });
    }
    groups
}

pub fn totals(ledger: &Ledger) -> Totals {
    use crate::ledger::Status::{AwaitingCheck, InProgress, LongTerm, NotStarted, StruckOff};
    let mut totals = Totals::default();
    for node in ledger.nodes() {
        match node.kind {
            Kind::Finding if !node.parent.is_some_and(|parent| is_finding(ledger, parent)) => {
                totals.findings += 1;
            }
            Kind::Measure => {
                totals.measures += 1;
                match node.record.status {
                    Some(StruckOff) => totals.struck_off += 1,
                    Some(AwaitingCheck) => totals.awaiting_check += 1,
                    None => totals.unset += 1,
                    Some(NotStarted | InProgress | LongTerm) => {}
                }
            }
            Kind::Chapter
            | Kind::Direction
            | Kind::Finding
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => {}
        }
    }
    totals
}

fn is_finding(ledger: &Ledger, id: Id) -> bool {
    ledger.get(id).is_some_and(|node| node.kind == Kind::Finding)
}

/// The direction above a finding, or the chapter where there are no directions.
fn band_of(ledger: &Ledger, parent: Option<Id>) -> Option<Id> {
    let node = ledger.get(parent?)?;
    match node.kind {
        Kind::Finding => band_of(ledger, node.parent),
        Kind::Chapter
        | Kind::Direction
        | Kind::Measure
        | Kind::Detail
        | Kind::Narrative
        | Kind::Chrome
        | Kind::Unassigned => Some(node.id),
    }
}
