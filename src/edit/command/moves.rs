//! Measures that go, and measures that change places.

use super::measures::{Coming, insert, rows, slot};
use super::set::Values;
use super::walk::{check_depth, find, measures, removals, siblings};
use super::{Place, Planned};
use crate::edit::frames::{self, Item};
use crate::ledger::{Id, Kind, Ledger, Node};
use foldhash::HashSet;

pub(super) fn remove(ledger: &Ledger, chosen: &[Id]) -> Planned {
    let chosen = measures(ledger, chosen)?;
    let going = ids(&chosen);
    let mut values = Values::of(ledger);
    close_up(ledger, &mut values, &chosen, &going);
    let mut edits = removals(ledger, &going);
    edits.extend(values.into_edits());
    Ok(edits)
}

/// Takes the chosen out of where they stand and puts them, in document order, into their place.
pub(super) fn relocate(ledger: &Ledger, chosen: &[Id], finding: Id, place: Place) -> Planned {
    find(ledger, finding, Kind::Finding)?;
    let chosen = measures(ledger, chosen)?;
    let going = ids(&chosen);
    let moving: HashSet<Id> = going.iter().copied().collect();
    let old = siblings(ledger, finding, Kind::Measure);
    let slot = slot(&old, place)?;

    let stays = |at: &usize| !moving.contains(&old[*at].id);
    let (before, behind) = ((0..slot).filter(stays), (slot..old.len()).filter(stays));
    let own = (0..old.len()).filter(|at| !stays(at));
    let order: Vec<usize> = before.clone().chain(own).chain(behind).collect();
    let is_foreign = |node: &&&Node| node.parent != Some(finding);
    if order.is_sorted() && !chosen.iter().any(|node| is_foreign(&node)) {
        return Ok(Vec::new());
    }

    let mut values = Values::of(ledger);
    let come = |node: &&Node| Coming::of(ledger, node).under(finding);
    let coming: Vec<Coming> = chosen.iter().map(come).collect();
    let levels = coming.iter().map(Coming::levels).max().unwrap_or(1);
    check_depth(ledger, finding, levels)?;
    let items: Vec<Item> = old.iter().map(|node| values.item(node)).collect();
    let mut settled = frames::reorder(&items, &order);
    // Those from here are in their order among the others; those from elsewhere join them.
    let behind = settled.split_off(before.count());
    let mut behind = behind.into_iter();
    let block = chosen.iter().zip(&coming).map(|(node, coming)| match node.parent {
        Some(parent) if parent == finding => behind.next().expect("it is in the row"),
        Some(_) | None => coming.item(),
    });
    settled.extend(block);
    settled.extend(behind);

    let elsewhere: Vec<&Node> = chosen.iter().filter(is_foreign).copied().collect();
    close_up(ledger, &mut values, &elsewhere, &going);
    let mut edits = removals(ledger, &going);
    edits.extend(insert(ledger, &mut values, finding, settled, coming));
    edits.extend(values.into_edits());
    Ok(edits)
}

/// Frames for those that the going leave behind in their findings.
fn close_up(ledger: &Ledger, values: &mut Values, chosen: &[&Node], going: &[Id]) {
    let going: HashSet<Id> = going.iter().copied().collect();
    for (_, row) in rows(ledger, chosen) {
        let row: Vec<Item> = row.into_iter().map(|node| values.item(node)).collect();
        for item in frames::close_up(row, |item| going.contains(&item.id)) {
            values.reframe(item);
        }
    }
}

fn ids(nodes: &[&Node]) -> Vec<Id> {
    nodes.iter().map(|node| node.id).collect()
}
