//! Ways through a ledger that several commands go.

use super::Refused;
use crate::edit::Edit;
use crate::ledger::{Id, Kind, Ledger, MAX_DEPTH, Node};
use foldhash::{HashSet, HashSetExt};

pub(super) fn find(ledger: &Ledger, id: Id, kind: Kind) -> Result<&Node, Refused> {
    let node = ledger.get(id).ok_or(Refused::Missing)?;
    if node.kind == kind { Ok(node) } else { Err(Refused::WrongKind) }
}

/// Whether `levels` more levels may stand under `parent`.
pub(super) fn check_depth(ledger: &Ledger, parent: Id, levels: usize) -> Result<(), Refused> {
    let fits = ledger.path(parent).len() + levels <= MAX_DEPTH + 1;
    if fits { Ok(()) } else { Err(Refused::WrongKind) }
}

/// The measures named, each once, in document order.
pub(super) fn measures<'a>(ledger: &'a Ledger, ids: &[Id]) -> Result<Vec<&'a Node>, Refused> {
    let found: Result<Vec<&Node>, Refused> =
        ids.iter().map(|id| find(ledger, *id, Kind::Measure)).collect();
    let mut found = found?;
    found.sort_by_key(|node| ledger.position(node.id));
    found.dedup_by_key(|node| node.id);
    Ok(found)
}

/// The nodes behind `id` up to the next finding, direction or chapter, or for a measure up to the
/// next measure.
pub(super) fn below(ledger: &Ledger, id: Id) -> impl Iterator<Item = &Node> + Clone {
    let from = ledger.position(id).map_or(ledger.nodes().len(), |at| at + 1);
    let is_measure = ledger.get(id).is_some_and(|node| node.kind == Kind::Measure);
    ledger.nodes()[from..].iter().take_while(move |node| match node.kind {
        Kind::Finding | Kind::Direction | Kind::Chapter => false,
        Kind::Measure => !is_measure,
        Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => true,
    })
}

/// The id of the node that stands just before position `at`.
pub(super) fn previous(ledger: &Ledger, at: usize) -> Option<Id> {
    at.checked_sub(1).map(|before| ledger.nodes()[before].id)
}

pub(super) fn siblings(ledger: &Ledger, parent: Id, kind: Kind) -> Vec<&Node> {
    ledger.children(parent).filter(|node| node.kind == kind).collect()
}

/// Where the first measure of a finding goes: after its heading and the narrative that follows.
pub(super) fn heading_end(ledger: &Ledger, finding: Id) -> Id {
    let own = ledger.children(finding).take_while(|node| node.kind == Kind::Narrative);
    own.last().map_or(finding, |node| node.id)
}

pub(super) fn last_below(ledger: &Ledger, id: Id) -> Id {
    ledger.subtree(id).last().map_or(id, |node| node.id)
}

/// Takes out the nodes named and all below them, from the last to the first: each still stands
/// behind the one it stood behind.
pub(super) fn removals(ledger: &Ledger, ids: &[Id]) -> Vec<Edit> {
    let mut going = HashSet::new();
    let mut at: Vec<usize> = Vec::new();
    for node in ids.iter().flat_map(|id| ledger.subtree(*id)) {
        at.extend(ledger.position(node.id).filter(|_| going.insert(node.id)));
    }
    at.sort_unstable_by(|one, two| two.cmp(one));
    let removal = |at: usize| Edit::Remove {
        node: ledger.nodes()[at].clone(),
        previous: previous(ledger, at),
    };
    at.into_iter().map(removal).collect()
}
