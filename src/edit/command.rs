//! What a person asks for, worked out into edits.
//!
//! Planning reads the ledger and changes nothing. Frames follow the document's own pattern
//! (`frames`); the ids of new nodes are drawn from the caller.

use std::collections::{HashMap, HashSet};

use super::{Action, Edit, frames};
use crate::file::Content;
use crate::ledger::{Field, Id, Kind, Ledger, Node, Pace, Record, Status, wording};

#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    Set {
        id: Id,
        field: Field,
        to: String,
    },
    /// An empty measure under `finding`, after the measure `previous`, else as the last.
    AddMeasure {
        finding: Id,
        previous: Option<Id>,
    },
    RemoveMeasure {
        id: Id,
    },
    /// An empty finding after the finding `beside`, or as the last of the direction `beside`.
    AddFinding {
        beside: Id,
    },
    /// With all that is under it.
    RemoveFinding {
        id: Id,
    },
    Rename {
        to: String,
    },
    /// Another document in place of this one.
    Replace {
        to: Box<Ledger>,
    },
    /// Another document behind this one.
    Append {
        from: Box<Ledger>,
    },
}

/// Why a command makes no transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the row is no longer there")]
    Missing,
    #[error("that cannot be done to this kind of row")]
    WrongKind,
    #[error("no such value")]
    Value,
    #[error("nothing would change")]
    Nothing,
}

type Planned = Result<Vec<Edit>, Refused>;

impl Command {
    pub fn action(&self) -> Action {
        match self {
            Self::Set { .. } => Action::Set,
            Self::AddMeasure { .. } => Action::AddMeasure,
            Self::RemoveMeasure { .. } => Action::RemoveMeasure,
            Self::AddFinding { .. } => Action::AddFinding,
            Self::RemoveFinding { .. } => Action::RemoveFinding,
            Self::Rename { .. } => Action::Rename,
            Self::Replace { .. } => Action::Replace,
            Self::Append { .. } => Action::Append,
        }
    }

    /// The edits this amounts to on `ledger`; never none.
    pub fn plan(self, ledger: &Ledger, fresh: &mut dyn FnMut() -> Id) -> Planned {
        match self {
            Self::Set { id, field, to } => set(ledger, id, field, to),
            Self::AddMeasure { finding, previous } => add_measure(ledger, finding, previous, fresh),
            Self::RemoveMeasure { id } => remove_measure(ledger, id),
            Self::AddFinding { beside } => add_finding(ledger, beside, fresh),
            Self::RemoveFinding { id } => remove_finding(ledger, id),
            Self::Rename { to } if to == ledger.name() => Err(Refused::Nothing),
            Self::Rename { to } => Ok(vec![Edit::Rename { from: ledger.name().to_owned(), to }]),
            Self::Replace { to } => {
                let (from, to) = (Content::of(ledger), Content::of(&to));
                Ok(vec![Edit::Replace { from: Box::new(from), to: Box::new(to) }])
            }
            Self::Append { from } if from.nodes().is_empty() => Err(Refused::Nothing),
            Self::Append { from } => Ok(append(ledger, &from, fresh)),
        }
    }
}

fn find(ledger: &Ledger, id: Id, kind: Kind) -> Result<&Node, Refused> {
    let node = ledger.get(id).ok_or(Refused::Missing)?;
    if node.kind == kind { Ok(node) } else { Err(Refused::WrongKind) }
}

fn set(ledger: &Ledger, id: Id, field: Field, to: String) -> Planned {
    let node = ledger.get(id).ok_or(Refused::Missing)?;
    if !field.accepts(&to) {
        return Err(Refused::Value);
    }
    let from = node.get(field).to_owned();
    if from == to {
        return Err(Refused::Nothing);
    }
    let mut edits = vec![Edit::Set { id, field, from: from.clone(), to: to.clone() }];
    if field == Field::Text && node.kind == Kind::Measure {
        let is_last = || {
            let below = node.parent.map(|finding| siblings(ledger, finding, Kind::Measure));
            below.is_none_or(|below| below.last().is_some_and(|last| last.id == id))
        };
        let after = frames::closing(node, &from, &to, is_last);
        reframe(node, node.before.clone(), after, &mut edits);
    }
    if let Some(detail) = stated(ledger, node, field) {
        let to = word(field, &to).to_owned();
        let from = detail.text.clone();
        if from != to {
            edits.push(Edit::Set { id: detail.id, field: Field::Text, from, to });
        }
    }
    Ok(edits)
}

/// What the document itself states of `field` for this measure alone; it follows the record, so
/// that what is published and what is kept do not part. What is stated for several measures, or
/// repeated by a 〃 below, stays as it reads.
fn stated<'a>(ledger: &'a Ledger, measure: &Node, field: Field) -> Option<&'a Node> {
    if measure.kind != Kind::Measure || !Field::STATED.contains(&field) {
        return None;
    }
    let states = |node: &&Node| node.kind == Kind::Detail && node.field == Some(field);
    let own =
        below(ledger, measure.id).find(|node| states(node) && node.parent == Some(measure.id));
    let found = own.or_else(|| {
        let finding = measure.parent?;
        let shared = below(ledger, finding);
        let mut measures = shared.clone().filter(|node| node.kind == Kind::Measure);
        let is_only = measures.next().is_some() && measures.next().is_none();
        let mut details = shared.filter(|node| states(node) && node.parent == Some(finding));
        details.next().filter(|_| is_only && details.next().is_none())
    })?;
    let at = ledger.position(found.id)?;
    let next = ledger.nodes()[at + 1..].iter().find(states);
    next.is_none_or(|next| !wording::is_ditto(&next.text)).then_some(found)
}

/// The nodes behind `id` up to the next finding, direction or chapter, or for a measure up to the
/// next measure.
fn below(ledger: &Ledger, id: Id) -> impl Iterator<Item = &Node> + Clone {
    let from = ledger.position(id).map_or(ledger.nodes().len(), |at| at + 1);
    let is_measure = ledger.get(id).is_some_and(|node| node.kind == Kind::Measure);
    ledger.nodes()[from..].iter().take_while(move |node| match node.kind {
        Kind::Finding | Kind::Direction | Kind::Chapter => false,
        Kind::Measure => !is_measure,
        Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => true,
    })
}

/// A field's value in the words of a document.
fn word(field: Field, value: &str) -> &str {
    match field {
        Field::Status => Status::from_code(value).map_or("", wording::status_word),
        Field::Pace => Pace::from_code(value).map_or("", wording::pace_word),
        Field::Before
        | Field::Text
        | Field::After
        | Field::Leader
        | Field::Unit
        | Field::Deadline
        | Field::Remark => value,
    }
}

/// The id of the node that stands just before position `at`.
fn previous(ledger: &Ledger, at: usize) -> Option<Id> {
    at.checked_sub(1).map(|before| ledger.nodes()[before].id)
}

fn siblings(ledger: &Ledger, parent: Id, kind: Kind) -> Vec<&Node> {
    ledger.children(parent).filter(|node| node.kind == kind).collect()
}

/// Set edits that give `node` the frame wanted, where it has another.
fn reframe(node: &Node, before: String, after: String, edits: &mut Vec<Edit>) {
    for (field, to) in [(Field::Before, before), (Field::After, after)] {
        let from = node.get(field).to_owned();
        if from != to {
            edits.push(Edit::Set { id: node.id, field, from, to });
        }
    }
}

fn add_measure(
    ledger: &Ledger,
    finding: Id,
    after: Option<Id>,
    fresh: &mut dyn FnMut() -> Id,
) -> Planned {
    find(ledger, finding, Kind::Finding)?;
    let measures = siblings(ledger, finding, Kind::Measure);
    let slot = match after {
        Some(id) => measures.iter().position(|node| node.id == id).ok_or(Refused::Missing)? + 1,
        None => measures.len(),
    };
    let run = frames::run(&measures, slot.saturating_sub(1));
    let mut framed = frames::of(&measures[run.clone()]);
    let label = frames::measures_label(ledger);
    let is_closed = slot > 0 && frames::is_closed(&measures[slot - 1].text);
    frames::insert(&mut framed, slot - run.start, &label, is_closed);

    let stands_after = match slot.checked_sub(1) {
        Some(before) => last_below(ledger, measures[before].id),
        // Before the first measure there may be the finding's own text and its introduction.
        None => match measures.first().and_then(|first| ledger.position(first.id)) {
            Some(at) => previous(ledger, at).expect("a measure's finding stands before it"),
            None => heading_end(ledger, finding),
        },
    };
    let (before, after) = framed.remove(slot - run.start);
    let node = Node {
        id: fresh(),
        parent: Some(finding),
        kind: Kind::Measure,
        before,
        text: String::new(),
        after,
        field: None,
        record: Record::default(),
    };
    let mut edits = vec![Edit::Insert { node, previous: Some(stands_after) }];
    for (node, (before, after)) in measures[run].iter().zip(framed) {
        reframe(node, before, after, &mut edits);
    }
    Ok(edits)
}

/// Where the first measure of a finding goes: after its heading and the narrative that follows.
fn heading_end(ledger: &Ledger, finding: Id) -> Id {
    let own = ledger.children(finding).take_while(|node| node.kind == Kind::Narrative);
    own.last().map_or(finding, |node| node.id)
}

fn remove_measure(ledger: &Ledger, id: Id) -> Planned {
    let measure = find(ledger, id, Kind::Measure)?;
    let finding = measure.parent.expect("a measure stands under a finding");
    let measures = siblings(ledger, finding, Kind::Measure);
    let gone = measures.iter().position(|node| node.id == id).expect("it is its finding's child");
    let run = frames::run(&measures, gone);
    let items = &measures[run.clone()];
    let mut framed = frames::of(items);
    frames::remove(&mut framed, gone - run.start);
    // The full stop of a list is in its last text; without that text the one before needs it.
    if let (Some((_, after)), true) = (framed.last_mut(), gone + 1 == run.end) {
        let is_open = after.trim().is_empty() && !frames::is_closed(&measures[gone - 1].text);
        if is_open && frames::is_closed(&measure.text) {
            after.insert(0, '。');
        }
    }

    let mut edits: Vec<Edit> =
        ledger.subtree(id).into_iter().rev().map(|node| removal(ledger, node)).collect();
    let left = items.iter().filter(|node| node.id != id);
    for (node, (before, after)) in left.zip(framed) {
        reframe(node, before, after, &mut edits);
    }
    Ok(edits)
}

fn removal(ledger: &Ledger, node: &Node) -> Edit {
    let at = ledger.position(node.id).expect("it came from this ledger");
    Edit::Remove { node: node.clone(), previous: previous(ledger, at) }
}

fn add_finding(ledger: &Ledger, beside: Id, fresh: &mut dyn FnMut() -> Id) -> Planned {
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
    let neighbour = if beside.kind == Kind::Finding {
        Some(beside)
    } else {
        siblings(ledger, beside.id, Kind::Finding).pop()
    };
    let (before, after) = frames::finding(ledger, neighbour);
    let id = fresh();
    let node = Node {
        id,
        parent,
        kind: Kind::Finding,
        before,
        text: String::new(),
        after,
        field: None,
        record: Record::default(),
    };
    let mut edits = vec![Edit::Insert { node, previous: Some(stands_after) }];
    if let Some(number) = neighbour.and_then(|node| frames::leading_number(&node.before)) {
        shift_numbers(ledger, stands_after, is_part(ledger, parent), number + 1, 1, &mut edits);
    }
    Ok(edits)
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
        let before = frames::renumbered(&node.before, next.saturating_add_signed(by));
        reframe(node, before, node.after.clone(), edits);
        next += 1;
    }
}

/// The nodes of `other` behind those of `ledger`, with ids of their own, on a line of their own.
fn append(ledger: &Ledger, other: &Ledger, fresh: &mut dyn FnMut() -> Id) -> Vec<Edit> {
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
    nodes.collect()
}

fn last_below(ledger: &Ledger, id: Id) -> Id {
    ledger.subtree(id).last().map_or(id, |node| node.id)
}

fn remove_finding(ledger: &Ledger, id: Id) -> Planned {
    let finding = find(ledger, id, Kind::Finding)?;
    let mut edits: Vec<Edit> =
        ledger.subtree(id).into_iter().rev().map(|node| removal(ledger, node)).collect();
    if let Some(number) = frames::leading_number(&finding.before) {
        let last = last_below(ledger, id);
        shift_numbers(ledger, last, is_part(ledger, finding.parent), number + 1, -1, &mut edits);
    }
    Ok(edits)
}
