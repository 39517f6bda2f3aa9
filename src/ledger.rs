//! The ledger: a report as a list of nodes in document order, each naming its parent.
//!
//! Order and structure are kept apart on purpose. Rendering walks the list; the tree (direction
//! over finding over measure) is in the parents. So a report that lists its findings first and
//! its measures later is still one ledger, and an untouched one still reads as it was.
//!
//! Not here: how nodes come about (`parse`), which changes make sense (`edit`), and anything
//! about the screen.

mod node;
mod record;
pub mod wording;

use std::collections::HashMap;

pub use node::{Id, Kind, Node};
pub use record::{Field, Pace, Record, Status};

use crate::edit::Edit;

/// Chapter, direction, finding and its parts: no report comes near. Walks up the tree are short.
pub const MAX_DEPTH: usize = 12;

/// A document with its nodes. Changed by [`Ledger::apply`] alone.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    name: String,
    // Invariant: every parent stands before its children and may hold their kind.
    nodes: Vec<Node>,
    // Invariant: index[nodes[i].id] == i, for every i.
    index: HashMap<Id, usize>,
}

/// Why a list of nodes is no ledger. The ids are those of the file, for whoever mends it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("two nodes share the id {0}")]
    DuplicateId(Id),
    #[error("node {node} names parent {parent}, which does not stand before it")]
    NoSuchParent { node: Id, parent: Id },
    #[error("node {0} lies deeper than {MAX_DEPTH} levels")]
    TooDeep(Id),
    #[error("node {node} ({kind:?}) cannot stand under {parent:?}")]
    WrongParent { node: Id, kind: Kind, parent: Option<Kind> },
    #[error("node {0} states no field of a record, or is not to state one")]
    WrongField(Id),
}

/// An edit's own "before" is not what the ledger holds: it was made for another state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stale {
    #[error("node {0} is not in the ledger")]
    Missing(Id),
    #[error("node {0} is in the ledger already")]
    Present(Id),
    #[error("field {field:?} of node {node} has changed meanwhile")]
    Changed { node: Id, field: Field },
    #[error("node {0} has changed or moved meanwhile")]
    Moved(Id),
    #[error("the ledger has been renamed or replaced meanwhile")]
    Replaced,
    #[error("field {field:?} of node {node} takes no such value")]
    Value { node: Id, field: Field },
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

impl Ledger {
    pub fn new(name: String, nodes: Vec<Node>) -> Result<Self, Malformed> {
        let mut ledger = Self { name, nodes, index: HashMap::new() };
        ledger.reindex(0);
        ledger.check_invariants()?;
        Ok(ledger)
    }

    /// What the ledger is called in the title bar and in file names; free text.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn get(&self, id: Id) -> Option<&Node> {
        self.index.get(&id).map(|&at| &self.nodes[at])
    }

    pub fn position(&self, id: Id) -> Option<usize> {
        self.index.get(&id).copied()
    }

    /// The nodes directly under `parent`, in document order.
    pub fn children(&self, parent: Id) -> impl Iterator<Item = &Node> {
        let from = self.position(parent).unwrap_or(self.nodes.len());
        self.nodes[from..].iter().filter(move |node| node.parent == Some(parent))
    }

    /// Parents first, then `id` itself.
    pub fn path(&self, id: Id) -> Vec<&Node> {
        let mut path: Vec<_> =
            std::iter::successors(self.get(id), |node| self.get(node.parent?)).collect();
        path.reverse();
        path
    }

    /// `id` and everything below it, in document order.
    pub fn subtree(&self, id: Id) -> Vec<&Node> {
        let Some(from) = self.position(id) else { return Vec::new() };
        let mut inside = std::collections::HashSet::from([id]);
        let below = self.nodes[from + 1..].iter().filter(|node| {
            let under = node.parent.is_some_and(|parent| inside.contains(&parent));
            under && inside.insert(node.id)
        });
        std::iter::once(&self.nodes[from]).chain(below).collect()
    }

    /// Characters of the whole document as it reads now.
    pub fn text(&self) -> String {
        let length = self.nodes.iter().map(Node::len).sum();
        self.nodes.iter().fold(String::with_capacity(length), |mut text, node| {
            text.extend(node.pieces());
            text
        })
    }

    /// The two promises of the private fields; a ledger that came from a file is held to them.
    pub fn check_invariants(&self) -> Result<(), Malformed> {
        let mut depths = Vec::with_capacity(self.nodes.len());
        for (at, node) in self.nodes.iter().enumerate() {
            if self.index.get(&node.id) != Some(&at) {
                return Err(Malformed::DuplicateId(node.id));
            }
            let parent = match node.parent {
                None => None,
                Some(parent) => match self.position(parent) {
                    Some(above) if above < at => Some(self.nodes[above].kind),
                    _ => return Err(Malformed::NoSuchParent { node: node.id, parent }),
                },
            };
            if !node.states_as_its_kind() {
                return Err(Malformed::WrongField(node.id));
            }
            if !node.kind.fits_under(parent) {
                return Err(Malformed::WrongParent { node: node.id, kind: node.kind, parent });
            }
            depths.push(node.parent.map_or(0, |parent| depths[self.index[&parent]] + 1));
            if depths[at] > MAX_DEPTH {
                return Err(Malformed::TooDeep(node.id));
            }
        }
        Ok(())
    }

    /// Applies one edit whole, or changes nothing. For `session` and the replay of a journal.
    pub(crate) fn apply(&mut self, edit: &Edit) -> Result<(), Stale> {
        match edit {
            Edit::Set { id, field, from, to } => {
                let at = self.position(*id).ok_or(Stale::Missing(*id))?;
                let node = &mut self.nodes[at];
                if node.get(*field) != from.as_str() {
                    return Err(Stale::Changed { node: *id, field: *field });
                }
                if !node.set(*field, to) {
                    return Err(Stale::Value { node: *id, field: *field });
                }
            }
            Edit::Insert { node, previous } => self.insert(node, *previous)?,
            Edit::Remove { node, previous } => self.remove(node, *previous)?,
            Edit::Rename { from, to } => {
                if self.name != *from {
                    return Err(Stale::Replaced);
                }
                self.name.clone_from(to);
            }
            Edit::Replace { from, to } => {
                if self.name != from.name || self.nodes != from.nodes {
                    return Err(Stale::Replaced);
                }
                *self = Self::new(to.name.clone(), to.nodes.clone())?;
            }
        }
        Ok(())
    }

    fn insert(&mut self, node: &Node, previous: Option<Id>) -> Result<(), Stale> {
        if self.index.contains_key(&node.id) {
            return Err(Stale::Present(node.id));
        }
        let at = self.slot(previous)?;
        let above = match node.parent {
            None => None,
            Some(parent) => match self.position(parent) {
                Some(above) if above < at => Some(self.nodes[above].kind),
                _ => return Err(Malformed::NoSuchParent { node: node.id, parent }.into()),
            },
        };
        if !node.states_as_its_kind() {
            return Err(Malformed::WrongField(node.id).into());
        }
        if !node.kind.fits_under(above) {
            let (node, kind) = (node.id, node.kind);
            return Err(Malformed::WrongParent { node, kind, parent: above }.into());
        }
        if node.parent.is_some_and(|parent| self.path(parent).len() > MAX_DEPTH) {
            return Err(Malformed::TooDeep(node.id).into());
        }
        self.nodes.insert(at, node.clone());
        self.reindex(at);
        Ok(())
    }

    fn remove(&mut self, node: &Node, previous: Option<Id>) -> Result<(), Stale> {
        let at = self.slot(previous)?;
        if self.nodes.get(at) != Some(node) || self.children(node.id).next().is_some() {
            return Err(Stale::Moved(node.id));
        }
        self.nodes.remove(at);
        self.index.remove(&node.id);
        self.reindex(at);
        Ok(())
    }

    /// The position just after `previous`, or the start of the document.
    fn slot(&self, previous: Option<Id>) -> Result<usize, Stale> {
        match previous {
            None => Ok(0),
            Some(id) => self.position(id).map(|at| at + 1).ok_or(Stale::Missing(id)),
        }
    }

    fn reindex(&mut self, from: usize) {
        let moved = self.nodes[from..].iter().enumerate();
        self.index.extend(moved.map(|(at, node)| (node.id, from + at)));
    }
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.nodes == other.nodes
    }
}
