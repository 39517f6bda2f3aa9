//! Another document behind this one.

use crate::edit::Edit;
use crate::ledger::{Id, Ledger, Node, Subject};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// The nodes of `other` behind those of `ledger`, with ids of their own, on a line of their own.
pub(super) fn behind(ledger: &Ledger, other: &Ledger, fresh: &mut dyn FnMut() -> Id) -> Vec<Edit> {
    let mut ids = HashMap::with_capacity(other.nodes().len());
    let mut taken: HashSet<Id> = HashSet::with_capacity(other.nodes().len());
    let mut last = ledger.nodes().last().map(|node| node.id);
    let ends_line = ledger.nodes().last().is_none_or(|node| node.pieces().concat().ends_with('\n'));
    let nodes = other.nodes().iter().enumerate().map(|(at, node)| {
        let id = std::iter::repeat_with(&mut *fresh).find(|id| taken.insert(*id));
        let id = id.expect("ids are drawn until one is free");
        ids.insert(node.id, id);
        let mut node = Node { id, parent: node.parent.map(|parent| ids[&parent]), ..node.clone() };
        if at == 0 && !ends_line && !node.before.starts_with(['\n', '\r']) {
            node.before.insert(0, '\n');
        }
        Edit::Insert { previous: last.replace(id), node }
    });
    let mut edits: Vec<Edit> = nodes.collect();
    // What was decided about its words goes with them.
    edits.extend(other.rulings().iter().filter_map(|(on, is)| {
        let node = Some(*ids.get(&on.node?)?);
        let (on, to) = (Subject { node, ..on.clone() }, Some(Box::new(is.clone())));
        Some(Edit::Rule { on, from: None, to })
    }));
    edits
}
