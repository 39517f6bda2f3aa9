//! Many edits on one ledger. While a batch is open the nodes are a chain, so that one comes or
//! goes anywhere without moving those behind it; closing it puts them in a row again.
//!
//! Each edit is checked as [`Ledger::apply`] checks it, against what the edits before it left.
//! Not here: taking edits back when one does not fit (`edit`).

use foldhash::HashMap;

use super::{Id, Ledger, MAX_DEPTH, Node, Parent, Slot, Stale, check_place, count};
use crate::edit::Edit;

/// Between the labels of two neighbours when a chain is laid out: room for many to come between.
const GAP: u64 = 1 << 32;

/// From one node to one added behind it, so that a run of additions does not halve the room.
const STEP: u64 = 1 << 16;

/// Of what went.
const GONE: u64 = u64::MAX;

/// Stands before the first node.
const HEAD: usize = 0;

pub(crate) struct Batch<'a> {
    ledger: &'a mut Ledger,
    // While the batch is open, a slot's `at` is a place in `links`.
    index: HashMap<Id, Slot>,
    /// The head, those that were there, those that came. Where one went, its link stays behind.
    links: Vec<Link>,
    /// The node of each link but the head; those that went are still among them.
    nodes: Vec<Node>,
}

struct Link {
    before: usize,
    /// HEAD behind the last.
    behind: usize,
    // Invariant: ascending along the chain. GONE outside of it.
    label: u64,
}

impl<'a> Batch<'a> {
    pub(crate) fn open(ledger: &'a mut Ledger) -> Self {
        let mut index = std::mem::take(&mut ledger.index);
        index.values_mut().for_each(|slot| slot.at += 1);
        let nodes = std::mem::take(&mut ledger.nodes);
        let last = nodes.len();
        let link = |at: usize| Link {
            before: at.checked_sub(1).unwrap_or(last),
            behind: if at == last { HEAD } else { at + 1 },
            label: at as u64 * GAP,
        };
        Self { ledger, index, links: (0..=last).map(link).collect(), nodes }
    }

    /// Applies one edit whole, or changes nothing.
    pub(crate) fn apply(&mut self, edit: &Edit) -> Result<(), Stale> {
        match edit {
            Edit::Set { id, field, from, to } => {
                let at = self.find(*id)?;
                self.nodes[at - 1].change(*field, from, to)
            }
            Edit::Insert { node, previous } => self.insert(node, *previous),
            Edit::Remove { node, previous } => self.remove(node, *previous),
            Edit::TakeStep { id, after, step } => {
                let at = self.find(*id)?;
                self.nodes[at - 1].take_step(*after, step)
            }
            Edit::DropStep { id, after, step } => {
                let at = self.find(*id)?;
                self.nodes[at - 1].drop_step(*after, step)
            }
            Edit::Rename { from, to } => self.ledger.rename(from, to),
            Edit::Arrange { from, to } => self.ledger.arrange(from, to),
            Edit::Rule { on, from, to } => self.ledger.rule(on, from.as_deref(), to.as_deref()),
            Edit::Identify { from, to } => self.ledger.identify(from, to),
            Edit::Dispatch { id, from, to } => {
                self.ledger.dispatch(id, from.as_deref(), to.as_deref())
            }
            // The whole content is no part of a batch: `edit` applies such edits one by one.
            Edit::Replace { .. } => Err(Stale::Replaced),
        }
    }

    /// The nodes in a row again. They are moved where they lie: those that stay in their order
    /// pass by in order, however far.
    pub(crate) fn close(self) {
        let Self { ledger, mut index, links, mut nodes } = self;
        let mut link = links[1..].iter();
        nodes.retain(|_| link.next().is_some_and(|link| link.label != GONE));
        // Which link's node lies where, and where each link's node lies.
        let mut lying: Vec<usize> =
            (1..links.len()).filter(|at| links[*at].label != GONE).collect();
        let mut places = vec![0; links.len()];
        lying.iter().enumerate().for_each(|(place, at)| places[*at] = place);
        let mut at = links[HEAD].before;
        for place in (0..nodes.len()).rev() {
            let from = places[at];
            if from != place {
                nodes.swap(from, place);
                lying.swap(from, place);
                (places[lying[from]], places[at]) = (from, place);
            }
            at = links[at].before;
        }
        index.values_mut().for_each(|slot| slot.at = places[slot.at]);
        (ledger.nodes, ledger.index) = (nodes, index);
    }

    fn find(&self, id: Id) -> Result<usize, Stale> {
        self.index.get(&id).map(|slot| slot.at).ok_or(Stale::Missing(id))
    }

    fn insert(&mut self, node: &Node, previous: Option<Id>) -> Result<(), Stale> {
        if self.index.contains_key(&node.id) {
            return Err(Stale::Present(node.id));
        }
        let before = previous.map_or(Ok(HEAD), |id| self.find(id))?;
        check_place(node, self.parent(node, before))?;
        let behind = self.links[before].behind;
        let at = self.links.len();
        let label = self.label_behind(before);
        self.links.push(Link { before, behind, label });
        self.nodes.push(node.clone());
        self.links[before].behind = at;
        self.links[behind].before = at;
        self.index.insert(node.id, Slot { at, children: 0 });
        count(&mut self.index, node.parent, 1);
        Ok(())
    }

    fn remove(&mut self, node: &Node, previous: Option<Id>) -> Result<(), Stale> {
        let before = previous.map_or(Ok(HEAD), |id| self.find(id))?;
        let at = self.links[before].behind;
        let is_there = at != HEAD && self.nodes[at - 1] == *node;
        if !is_there || self.index[&node.id].children > 0 {
            return Err(Stale::Moved(node.id));
        }
        let behind = self.links[at].behind;
        self.links[at].label = GONE;
        self.links[before].behind = behind;
        self.links[behind].before = before;
        self.index.remove(&node.id);
        count(&mut self.index, node.parent, -1);
        Ok(())
    }

    /// What `node` would stand under behind the link `before`.
    fn parent(&self, node: &Node, before: usize) -> Option<Parent> {
        let at = self.find(node.parent?).ok()?;
        let above = &self.nodes[at - 1];
        let up = |node: &&Node| self.find(node.parent?).ok().map(|at| &self.nodes[at - 1]);
        // A ledger is not deeper, and one level more is all that is asked.
        let depth = std::iter::successors(Some(above), up).take(MAX_DEPTH + 1).count();
        let is_above = self.links[at].label <= self.links[before].label;
        Some(Parent { kind: above.kind, is_above, depth })
    }

    /// A label for what comes behind the link `before`.
    fn label_behind(&mut self, before: usize) -> u64 {
        if self.room_behind(before) < 2 {
            self.relabel();
        }
        self.links[before].label + (self.room_behind(before) / 2).min(STEP)
    }

    fn room_behind(&self, before: usize) -> u64 {
        let Link { behind, label, .. } = self.links[before];
        if behind == HEAD { GAP } else { self.links[behind].label - label }
    }

    fn relabel(&mut self) {
        let (mut at, mut label) = (self.links[HEAD].behind, GAP);
        while at != HEAD {
            self.links[at].label = label;
            (at, label) = (self.links[at].behind, label + GAP);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{apply_all, apply_each};
    use crate::ledger::{Field, Kind};

    fn id(number: u64) -> Id {
        Id::new(number + 1).expect("not zero")
    }

    fn node(number: u64, parent: Option<u64>, kind: Kind) -> Node {
        let (text, field) = (number.to_string(), (kind == Kind::Detail).then_some(Field::Unit));
        Node { text, field, ..Node::empty(id(number), parent.map(id), kind) }
    }

    /// Findings with a measure each.
    fn ledger(findings: u64) -> Ledger {
        let pair = |at: u64| {
            let finding = 2 * at;
            [node(finding, None, Kind::Finding), node(finding + 1, Some(finding), Kind::Measure)]
        };
        Ledger::new(String::new(), (0..findings).flat_map(pair).collect()).expect("well formed")
    }

    /// SplitMix64.
    fn draw(state: &mut u64, below: u64) -> u64 {
        *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % below
    }

    /// An edit by chance, more often one that fits than one that does not.
    fn edit(ledger: &Ledger, state: &mut u64) -> Edit {
        let nodes = ledger.nodes();
        let at = draw(state, nodes.len() as u64) as usize;
        let by = draw(state, nodes.len() as u64) as usize;
        let previous = |at: usize| at.checked_sub(1).map(|before| nodes[before].id);
        match draw(state, 8) {
            0 => {
                let (id, field, to) = (nodes[at].id, Field::Unit, "甲".to_owned());
                Edit::Set { id, field, from: nodes[at].record.unit.clone(), to }
            }
            1..3 => Edit::Remove { node: nodes[at].clone(), previous: previous(at) },
            3 => Edit::Remove { node: nodes[at].clone(), previous: previous(by) },
            kind => {
                let kinds = [Kind::Finding, Kind::Measure, Kind::Detail, Kind::Narrative];
                let parent = (kind < 7).then(|| nodes[at.min(by)].id.get() - 1);
                let number = draw(state, 60) + if kind == 4 { 0 } else { 40 };
                let node = node(number, parent, kinds[draw(state, 4) as usize]);
                Edit::Insert { node, previous: previous(by) }
            }
        }
    }

    #[test]
    fn a_batch_does_what_its_edits_do_one_by_one() {
        let (mut applied, mut refused) = (0, 0);
        for seed in 0..400 {
            let mut state = seed;
            let (mut alone, mut edits) = (ledger(6), Vec::new());
            for _ in 0..40 {
                if alone.nodes.is_empty() {
                    break;
                }
                let edit = edit(&alone, &mut state);
                let mut together = alone.clone();
                let mut batch = Batch::open(&mut together);
                let answer = batch.apply(&edit);
                batch.close();
                assert_eq!(alone.apply(&edit), answer, "{edit:?}");
                assert_eq!((&together.nodes, &together.index), (&alone.nodes, &alone.index));
                match answer {
                    Ok(()) => edits.push(edit),
                    Err(_) => refused += 1,
                }
            }
            alone.check_invariants().expect("well formed");
            applied += edits.len();
            let mut together = ledger(6);
            apply_all(&mut together, &edits).expect("they fit one by one");
            assert_eq!((&together.nodes, &together.index), (&alone.nodes, &alone.index));
            // One that does not fit at the end takes all back.
            edits.extend(edits.first().cloned());
            let (mut start, mut other) = (ledger(6), ledger(6));
            let expected = apply_each(&edits, |edit| start.apply(edit));
            assert_eq!(apply_all(&mut other, &edits), expected);
            assert_eq!((&other.nodes, &other.index), (&start.nodes, &start.index));
        }
        assert!(applied > 2000 && refused > 1000, "{applied} applied, {refused} refused");
    }

    #[test]
    fn there_is_room_between_any_two() {
        let mut together = ledger(2);
        let mut batch = Batch::open(&mut together);
        for number in 10..5000 {
            let node = node(number, Some(0), Kind::Measure);
            batch.apply(&Edit::Insert { node, previous: Some(id(0)) }).expect("it fits");
        }
        batch.close();
        let newest: Vec<u64> =
            together.children(id(0)).take(3).map(|node| node.id.get() - 1).collect();
        assert_eq!(newest, [4999, 4998, 4997]);
        together.check_invariants().expect("well formed");
    }
}
