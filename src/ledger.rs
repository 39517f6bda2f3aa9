//! The ledger: a report as a list of nodes in document order, each naming its parent.
//!
//! Order and structure are kept apart on purpose. Rendering walks the list; the tree (direction
//! over finding over measure) is in the parents. So a report that lists its findings first and
//! its measures later is still one ledger, and an untouched one still reads as it was.
//!
//! Not here: how nodes come about (`parse`), which changes make sense (`edit`), and anything
//! about the screen. Long because every edit is applied here, beside what it must not break.

mod batch;
mod date;
mod evidence;
mod exchange;
mod field;
mod node;
mod particulars;
mod publication;
mod record;
mod ruling;
mod step;
pub mod wording;

pub(crate) use batch::Batch;
pub use date::Date;
pub use evidence::Evidence;
pub(crate) use exchange::is_askable;
pub use exchange::{Carrier, Dispatch, MOST_RECEIPTS, Receipt, Slice};
use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

pub use field::{Field, Form, Pace, Publicity, Status};
pub use node::{Id, Kind, Node};
pub use particulars::{Done, Need, Particulars, Period, StageWord, usual_word};
pub use publication::{EntityMasking, Exempt, Front, Publication};
pub use record::Record;
pub use ruling::{Ruled, Ruling, Subject, Verdict};
pub use step::{Author, Deed, Role, Step};

use crate::edit::Edit;
use crate::file::Content;

/// Chapter, direction, finding and its parts: no report comes near. Walks up the tree are short.
pub const MAX_DEPTH: usize = 12;

/// A document with its nodes. Changed by [`Ledger::apply`] alone.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    name: String,
    // Invariant: sound.
    particulars: Particulars,
    // Invariant: each sound.
    rulings: BTreeMap<Subject, Ruling>,
    /// Names this ledger among others once a part of it has gone out; empty before.
    document: String,
    // Invariant: each sound, under its own id.
    dispatches: BTreeMap<String, Dispatch>,
    // Invariant: sound.
    slice: Option<Box<Slice>>,
    // Invariant: every parent stands before its children and may hold their kind.
    nodes: Vec<Node>,
    // Invariant: index[nodes[i].id].at == i, for every i, and counts the children of that node.
    index: HashMap<Id, Slot>,
}

/// Where a node stands, and how many stand directly under it: a walk for children can stop at the
/// last one, wherever in the document that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    at: usize,
    children: usize,
}

/// What a new node would come to stand under.
struct Parent {
    kind: Kind,
    /// Whether it stands before the place of the new node.
    is_above: bool,
    /// Levels down to it, itself included.
    depth: usize,
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
    #[error("node {0} has steps or fields that are not its kind's")]
    WrongRecord(Id),
    #[error("the particulars are out of their bounds")]
    Particulars,
    #[error("a ruling without a reason, or two on one subject: {0}")]
    Ruling(String),
    #[error("a dispatch is out of its bounds, or stands twice: {0}")]
    Dispatch(String),
    #[error("what it says of the ledger it was cut from cannot be")]
    Slice,
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
    #[error("other steps have been taken with node {0} meanwhile")]
    Step(Id),
    #[error("the particulars of the ledger have changed meanwhile, or cannot be such")]
    Particulars,
    #[error("something else has been decided about {0} meanwhile")]
    Ruling(String),
    #[error("the list of what went out has changed meanwhile, or cannot be such: {0}")]
    Dispatch(String),
    #[error("the ledger has been renamed or replaced meanwhile")]
    Replaced,
    #[error("field {field:?} of node {node} takes no such value")]
    Value { node: Id, field: Field },
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

impl Ledger {
    /// With the particulars that every ledger begins with.
    pub fn new(name: String, nodes: Vec<Node>) -> Result<Self, Malformed> {
        Self::with(Content { name, nodes, ..Content::default() })
    }

    pub fn with(content: Content) -> Result<Self, Malformed> {
        let Content { name, particulars, rulings: ruled, document, dispatches: sent, slice, nodes } =
            content;
        let slots = nodes.iter().enumerate().map(|(at, node)| (node.id, Slot { at, children: 0 }));
        let mut index: HashMap<Id, Slot> = slots.collect();
        for parent in nodes.iter().filter_map(|node| node.parent) {
            if let Some(slot) = index.get_mut(&parent) {
                slot.children += 1;
            }
        }
        let mut rulings = BTreeMap::new();
        for Ruled { on, is } in ruled {
            if rulings.contains_key(&on) {
                return Err(Malformed::Ruling(on.words));
            }
            rulings.insert(on, is);
        }
        let mut dispatches = BTreeMap::new();
        for dispatch in sent {
            if dispatches.contains_key(&dispatch.id) {
                return Err(Malformed::Dispatch(dispatch.id));
            }
            dispatches.insert(dispatch.id.clone(), dispatch);
        }
        let ledger = Self { name, particulars, rulings, document, dispatches, slice, nodes, index };
        ledger.check_invariants()?;
        Ok(ledger)
    }

    /// What the ledger is called in the title bar and in file names; free text.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn particulars(&self) -> &Particulars {
        &self.particulars
    }

    /// What persons have decided, in the order of the subjects.
    pub fn rulings(&self) -> &BTreeMap<Subject, Ruling> {
        &self.rulings
    }

    /// Names this ledger among others; empty while no part of it has gone out.
    pub fn document(&self) -> &str {
        &self.document
    }

    /// What went out, by its id.
    pub fn dispatches(&self) -> &BTreeMap<String, Dispatch> {
        &self.dispatches
    }

    /// What this is a part of, where it is one.
    pub fn slice(&self) -> Option<&Slice> {
        self.slice.as_deref()
    }

    /// All nodes in document order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub fn get(&self, id: Id) -> Option<&Node> {
        self.position(id).map(|at| &self.nodes[at])
    }

    pub fn position(&self, id: Id) -> Option<usize> {
        self.index.get(&id).map(|slot| slot.at)
    }

    /// The nodes directly under `parent`, in document order. Walks no further than the last.
    pub fn children(&self, parent: Id) -> impl Iterator<Item = &Node> {
        let (from, count) = self.behind(parent);
        self.nodes[from..].iter().filter(move |node| node.parent == Some(parent)).take(count)
    }

    /// The position behind a node, and how many children there are from there on.
    fn behind(&self, id: Id) -> (usize, usize) {
        self.index.get(&id).map_or((self.nodes.len(), 0), |slot| (slot.at + 1, slot.children))
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
        let (from, mut expected) = self.behind(id);
        let mut found: Vec<&Node> = self.get(id).into_iter().collect();
        let mut inside = HashSet::from_iter([id]);
        let mut behind = self.nodes[from..].iter();
        while expected > 0 {
            let below = |node: &&Node| node.parent.is_some_and(|parent| inside.contains(&parent));
            let node = behind.find(below).expect("as many stand under a node as it counts");
            expected = expected - 1 + self.index[&node.id].children;
            inside.insert(node.id);
            found.push(node);
        }
        found
    }

    /// Characters of the whole document as it reads now.
    pub fn text(&self) -> String {
        let length = self.nodes.iter().map(Node::len).sum();
        self.nodes.iter().fold(String::with_capacity(length), |mut text, node| {
            text.extend(node.pieces());
            text
        })
    }

    /// What the private fields promise; a ledger that came from a file is held to them.
    pub fn check_invariants(&self) -> Result<(), Malformed> {
        if !self.particulars.is_sound() {
            return Err(Malformed::Particulars);
        }
        if let Some((on, _)) = self.rulings.iter().find(|(_, is)| !is.is_sound()) {
            return Err(Malformed::Ruling(on.words.clone()));
        }
        let is_own = |(id, sent): &(&String, &Dispatch)| sent.is_sound() && sent.id == **id;
        if let Some((id, _)) = self.dispatches.iter().find(|one| !is_own(one)) {
            return Err(Malformed::Dispatch(id.clone()));
        }
        if self.slice.as_ref().is_some_and(|slice| !slice.is_sound()) {
            return Err(Malformed::Slice);
        }
        let mut depths = Vec::with_capacity(self.nodes.len());
        for (at, node) in self.nodes.iter().enumerate() {
            if self.position(node.id) != Some(at) {
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
            if !node.records_as_its_kind() {
                return Err(Malformed::WrongRecord(node.id));
            }
            if !node.kind.fits_under(parent) {
                return Err(Malformed::WrongParent { node: node.id, kind: node.kind, parent });
            }
            depths.push(node.parent.map_or(0, |parent| depths[self.index[&parent].at] + 1));
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
                self.nodes[at].change(*field, from, to)?;
            }
            Edit::Insert { node, previous } => self.insert(node, *previous)?,
            Edit::Remove { node, previous } => self.remove(node, *previous)?,
            Edit::TakeStep { id, after, step } => {
                let at = self.position(*id).ok_or(Stale::Missing(*id))?;
                self.nodes[at].take_step(*after, step)?;
            }
            Edit::DropStep { id, after, step } => {
                let at = self.position(*id).ok_or(Stale::Missing(*id))?;
                self.nodes[at].drop_step(*after, step)?;
            }
            Edit::Rename { from, to } => self.rename(from, to)?,
            Edit::Arrange { from, to } => self.arrange(from, to)?,
            Edit::Rule { on, from, to } => self.rule(on, from.as_deref(), to.as_deref())?,
            Edit::Identify { from, to } => self.identify(from, to)?,
            Edit::Dispatch { id, from, to } => self.dispatch(id, from.as_deref(), to.as_deref())?,
            Edit::Replace { from, to } => {
                if Content::of(self) != **from {
                    return Err(Stale::Replaced);
                }
                *self = Self::with(to.as_ref().clone())?;
            }
        }
        Ok(())
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Stale> {
        if self.name != from {
            return Err(Stale::Replaced);
        }
        to.clone_into(&mut self.name);
        Ok(())
    }

    fn identify(&mut self, from: &str, to: &str) -> Result<(), Stale> {
        if self.document != from {
            return Err(Stale::Replaced);
        }
        to.clone_into(&mut self.document);
        Ok(())
    }

    fn arrange(&mut self, from: &Particulars, to: &Particulars) -> Result<(), Stale> {
        if self.particulars != *from || !to.is_sound() {
            return Err(Stale::Particulars);
        }
        to.clone_into(&mut self.particulars);
        Ok(())
    }

    fn rule(
        &mut self,
        on: &Subject,
        from: Option<&Ruling>,
        to: Option<&Ruling>,
    ) -> Result<(), Stale> {
        let is_sound = to.is_none_or(Ruling::is_sound);
        if self.rulings.get(on) != from || !is_sound {
            return Err(Stale::Ruling(on.words.clone()));
        }
        match to {
            Some(to) => self.rulings.insert(on.clone(), to.clone()),
            None => self.rulings.remove(on),
        };
        Ok(())
    }

    fn dispatch(
        &mut self,
        id: &str,
        from: Option<&Dispatch>,
        to: Option<&Dispatch>,
    ) -> Result<(), Stale> {
        let is_own = to.is_none_or(|to| to.is_sound() && to.id == id);
        if self.dispatches.get(id) != from || !is_own {
            return Err(Stale::Dispatch(id.to_owned()));
        }
        match to {
            Some(to) => self.dispatches.insert(id.to_owned(), to.clone()),
            None => self.dispatches.remove(id),
        };
        Ok(())
    }

    fn insert(&mut self, node: &Node, previous: Option<Id>) -> Result<(), Stale> {
        if self.index.contains_key(&node.id) {
            return Err(Stale::Present(node.id));
        }
        let at = self.slot(previous)?;
        let parent = node.parent.and_then(|parent| {
            let above = self.position(parent)?;
            let depth = self.path(parent).len();
            Some(Parent { kind: self.nodes[above].kind, is_above: above < at, depth })
        });
        check_place(node, parent)?;
        // No key is looked up again: the table is passed through as it lies.
        self.index.values_mut().filter(|slot| slot.at >= at).for_each(|slot| slot.at += 1);
        self.nodes.insert(at, node.clone());
        self.index.insert(node.id, Slot { at, children: 0 });
        count(&mut self.index, node.parent, 1);
        Ok(())
    }

    fn remove(&mut self, node: &Node, previous: Option<Id>) -> Result<(), Stale> {
        let at = self.slot(previous)?;
        if self.nodes.get(at) != Some(node) || self.index[&node.id].children > 0 {
            return Err(Stale::Moved(node.id));
        }
        self.nodes.remove(at);
        self.index.remove(&node.id);
        self.index.values_mut().filter(|slot| slot.at > at).for_each(|slot| slot.at -= 1);
        count(&mut self.index, node.parent, -1);
        Ok(())
    }

    /// The position just after `previous`, or the start of the document.
    fn slot(&self, previous: Option<Id>) -> Result<usize, Stale> {
        match previous {
            None => Ok(0),
            Some(id) => self.position(id).map(|at| at + 1).ok_or(Stale::Missing(id)),
        }
    }
}

/// Whether a node may come to stand under `parent`, which is what its own parent was found to be.
fn check_place(node: &Node, parent: Option<Parent>) -> Result<(), Malformed> {
    if let Some(id) = node.parent
        && !parent.as_ref().is_some_and(|parent| parent.is_above)
    {
        return Err(Malformed::NoSuchParent { node: node.id, parent: id });
    }
    if !node.states_as_its_kind() {
        return Err(Malformed::WrongField(node.id));
    }
    let above = parent.as_ref().map(|parent| parent.kind);
    if !node.kind.fits_under(above) {
        return Err(Malformed::WrongParent { node: node.id, kind: node.kind, parent: above });
    }
    if parent.is_some_and(|parent| parent.depth > MAX_DEPTH) {
        return Err(Malformed::TooDeep(node.id));
    }
    Ok(())
}

/// As files have them.
pub(crate) fn ruled(rulings: &BTreeMap<Subject, Ruling>) -> Vec<Ruled> {
    rulings.iter().map(|(on, is)| Ruled { on: on.clone(), is: is.clone() }).collect()
}

/// One child more or one less under `parent`.
fn count(index: &mut HashMap<Id, Slot>, parent: Option<Id>, by: isize) {
    if let Some(slot) = parent.and_then(|parent| index.get_mut(&parent)) {
        slot.children = slot.children.saturating_add_signed(by);
    }
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.particulars == other.particulars
            && self.rulings == other.rulings
            && self.document == other.document
            && self.dispatches == other.dispatches
            && self.slice == other.slice
            && self.nodes == other.nodes
    }
}
