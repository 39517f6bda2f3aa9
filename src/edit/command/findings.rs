//! Findings that come and go, and the numbers of those behind them.

use super::walk::{check_depth, find, last_below, removals, siblings};
use super::{Planned, Refused};
use crate::edit::{Edit, frames};
use crate::ledger::{Field, Id, Kind, Ledger, Node};

pub(super) fn add(ledger: &Ledger, beside: Id, fresh: &mut dyn FnMut() -> Id) -> Planned {
    let beside = ledger.get(beside).ok_or(Refused::Missing)?;
    let (parent, stands_after) = match beside.kind {
        Kind::Finding => (beside.parent, last_below(ledger, beside.id)),
        Kind::Direction | Kind::Chapter => {
            let last = siblings(ledger, beside.id, Kind::Finding).pop();
            (Some(beside.id), last_below(ledger, last.map_or(beside.id, |node| node.id)))
        }
        Kind::Measure | Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => {
            return Err(Refused::WrongKind);
        }
    };
    if let Some(parent) = parent {
        check_depth(ledger, parent, 1)?;
    }
    let neighbour = if beside.kind == Kind::Finding {
        Some(beside)
    } else {
        siblings(ledger, beside.id, Kind::Finding).pop()
    };
    let (before, after) = frames::finding(ledger, neighbour);
    let node = empty(fresh(), parent, (before, after));
    let mut edits = vec![Edit::Insert { node, previous: Some(stands_after) }];
    if let Some(number) = neighbour.and_then(|node| frames::leading_number(&node.before)) {
        shift_numbers(ledger, stands_after, is_part(ledger, parent), number + 1, 1, &mut edits);
    }
    Ok(edits)
}

/// The first finding of a ledger without any, behind everything that is there.
pub(super) fn add_first(ledger: &Ledger, fresh: &mut dyn FnMut() -> Id) -> Vec<Edit> {
    let node = empty(fresh(), None, frames::finding(ledger, None));
    vec![Edit::Insert { node, previous: ledger.nodes().last().map(|node| node.id) }]
}

fn empty(id: Id, parent: Option<Id>, (before, after): frames::Frame) -> Node {
    Node { before, after, ..Node::empty(id, parent, Kind::Finding) }
}

fn is_part(ledger: &Ledger, parent: Option<Id>) -> bool {
    let parent = parent.and_then(|parent| ledger.get(parent));
    parent.is_some_and(|parent| parent.kind == Kind::Finding)
}

/// Moves the numbers of the findings behind `after` by `by`, as long as they go on from `next`
/// without a gap: into the next direction where the report counts through, up to the next 1
/// where it starts again.
fn shift_numbers(
    ledger: &Ledger,
    after: Id,
    parts: bool,
    mut next: u32,
    by: i32,
    edits: &mut Vec<Edit>,
) {
    let from = ledger.position(after).map_or(0, |at| at + 1);
    let findings = ledger.nodes()[from..]
        .iter()
        .filter(|node| node.kind == Kind::Finding && is_part(ledger, node.parent) == parts);
    for node in findings {
        if frames::leading_number(&node.before) != Some(next) {
            break;
        }
        let to = frames::renumbered(&node.before, next.saturating_add_signed(by));
        if to != node.before {
            let from = node.before.clone();
            edits.push(Edit::Set { id: node.id, field: Field::Before, from, to });
        }
        next += 1;
    }
}

pub(super) fn remove(ledger: &Ledger, id: Id) -> Planned {
    let finding = find(ledger, id, Kind::Finding)?;
    let mut edits = removals(ledger, &[id]);
    if let Some(number) = frames::leading_number(&finding.before) {
        let last = last_below(ledger, id);
        shift_numbers(ledger, last, is_part(ledger, finding.parent), number + 1, -1, &mut edits);
    }
    Ok(edits)
}
