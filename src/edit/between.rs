//! The edits that lead from one state of a ledger to another: to restore what was, to compare two
//! points of a history cell by cell, and to make one step of many.
//!
//! As few nodes as possible come and go: those that keep their order stay where they are. Not
//! here: what such a list of edits means to a reader (`history` in the page).

use std::collections::BTreeSet;

use foldhash::{HashSet, HashSetExt};

use super::Edit;
use crate::ledger::{Field, Id, Ledger, Node};

/// None where the two are equal. Of nodes that stay, what changes is set field by field.
pub fn between(from: &Ledger, to: &Ledger) -> Vec<Edit> {
    let mut edits = apart_from_nodes(from, to);
    let staying = staying(from, to);
    // From the last to the first: each still stands behind the one it stood behind, and whatever
    // stood under it has gone before.
    for (at, node) in from.nodes().iter().enumerate().rev() {
        if !staying.contains(&node.id) {
            let previous = at.checked_sub(1).map(|before| from.nodes()[before].id);
            edits.push(Edit::Remove { node: node.clone(), previous });
        }
    }
    let mut previous = None;
    for node in to.nodes() {
        if !staying.contains(&node.id) {
            edits.push(Edit::Insert { node: node.clone(), previous });
        }
        previous = Some(node.id);
    }
    for node in to.nodes().iter().filter(|node| staying.contains(&node.id)) {
        change(from.get(node.id).expect("what stays is in both"), node, &mut edits);
    }
    edits
}

/// The same where nothing differs but values of these nodes, and what no row shows: the name, the
/// publication, the rulings, what went out. Walks through no other.
pub(crate) fn between_values(from: &Ledger, to: &Ledger, ids: &[Id]) -> Vec<Edit> {
    let mut edits = apart_from_nodes(from, to);
    let places = ids.iter().filter_map(|id| to.position(*id));
    for at in places.collect::<BTreeSet<usize>>() {
        let node = &to.nodes()[at];
        change(from.get(node.id).expect("no node has come"), node, &mut edits);
    }
    edits
}

fn apart_from_nodes(from: &Ledger, to: &Ledger) -> Vec<Edit> {
    let mut edits = Vec::new();
    if from.name() != to.name() {
        edits.push(Edit::Rename { from: from.name().to_owned(), to: to.name().to_owned() });
    }
    if from.particulars() != to.particulars() {
        let (from, to) = (from.particulars().clone(), to.particulars().clone());
        edits.push(Edit::Arrange { from: Box::new(from), to: Box::new(to) });
    }
    if from.rulings() != to.rulings() {
        let subjects: BTreeSet<_> = from.rulings().keys().chain(to.rulings().keys()).collect();
        let of = |ledger: &Ledger, on| ledger.rulings().get(on).cloned().map(Box::new);
        let changes = subjects.into_iter().map(|on| (on, of(from, on), of(to, on)));
        edits.extend(changes.filter(|(_, from, to)| from != to).map(|(on, from, to)| Edit::Rule {
            on: on.clone(),
            from,
            to,
        }));
    }
    if from.document() != to.document() {
        let (from, to) = (from.document().to_owned(), to.document().to_owned());
        edits.push(Edit::Identify { from, to });
    }
    if from.dispatches() != to.dispatches() {
        let ids: BTreeSet<_> = from.dispatches().keys().chain(to.dispatches().keys()).collect();
        let of = |ledger: &Ledger, id: &String| ledger.dispatches().get(id).cloned().map(Box::new);
        let changes = ids.into_iter().map(|id| (id, of(from, id), of(to, id)));
        edits.extend(
            changes.filter(|(_, from, to)| from != to).map(|(id, from, to)| Edit::Dispatch {
                id: id.clone(),
                from,
                to,
            }),
        );
    }
    edits
}

/// The nodes that need not be moved: of the same kind, under the same parent, which stays as well,
/// and in the same order among themselves.
fn staying(from: &Ledger, to: &Ledger) -> HashSet<Id> {
    let mut candidates: HashSet<Id> = HashSet::new();
    let mut order = Vec::new();
    for node in to.nodes() {
        let is_same = |old: &Node| {
            let is_kind = (old.kind, old.field, old.parent) == (node.kind, node.field, node.parent);
            is_kind && node.parent.is_none_or(|parent| candidates.contains(&parent))
        };
        if from.get(node.id).is_some_and(is_same) {
            candidates.insert(node.id);
            order.push((node.id, from.position(node.id).expect("it was just found")));
        }
    }
    let mut staying: HashSet<Id> = ascending(&order).into_iter().collect();
    if staying.len() == order.len() {
        return staying;
    }
    // What lost its place takes along what stands under it.
    for node in to.nodes() {
        if node.parent.is_some_and(|parent| !staying.contains(&parent)) {
            staying.remove(&node.id);
        }
    }
    staying
}

/// A longest run of ascending places, as the ids that have them.
fn ascending(order: &[(Id, usize)]) -> Vec<Id> {
    // The smallest end of a run of each length, and for each element the one before it in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(order.len());
    for (at, (_, place)) in order.iter().enumerate() {
        let length = ends.partition_point(|end| order[*end].1 < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let run = std::iter::successors(ends.last().copied(), |at| before[*at]);
    run.map(|at| order[at].0).collect()
}

fn change(from: &Node, to: &Node, edits: &mut Vec<Edit>) {
    let id = from.id;
    if from == to {
        return;
    }
    for field in Field::ALL {
        let (old, new) = (from.get(*field), to.get(*field));
        if old != new {
            let (field, from, to) = (*field, old.to_owned(), new.to_owned());
            edits.push(Edit::Set { id, field, from, to });
        }
    }
    let (old, new) = (from.record.steps(), to.record.steps());
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let gone = old.iter().enumerate().skip(same).rev();
    edits.extend(gone.map(|(after, step)| {
        let step = Box::new(step.clone());
        Edit::DropStep { id, after, step }
    }));
    let come = new.iter().enumerate().skip(same);
    edits.extend(come.map(|(after, step)| {
        let step = Box::new(step.clone());
        Edit::TakeStep { id, after, step }
    }));
}
