//! What others filled in, worked out into edits: rows that go, come and move as commands by hand
//! do it, so that numbers and frames close up; values, with the steps by which a stage was
//! reached.
//!
//! Each kind is worked out on the ledger as the kinds before it leave it.

use foldhash::HashMap;

use super::set::Values;
use super::{Hand, Place, Planned, Refused, findings, measures, moves, steps};
use crate::edit::{Edit, apply_all};
use crate::ledger::{
    Author, Dispatch, Field, Id, Kind, Ledger, MOST_RECEIPTS, Node, Receipt, Step,
};

/// Something that is taken from what others filled in, in the order it is to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct Taking {
    /// Whose it is, where it is not the own: its steps are theirs.
    pub by: Option<Author>,
    pub what: Taken,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Taken {
    /// A value, with the steps by which a stage was reached; without them it is a step of `by`.
    Value {
        id: Id,
        field: Field,
        to: String,
        steps: Vec<Step>,
    },
    /// A measure, or a finding without its measures, under the id it has there.
    Row {
        node: Box<Node>,
        details: Vec<Node>,
        beside: Option<Id>,
    },
    /// A measure, or a finding with all below it, goes.
    Gone {
        id: Id,
    },
    Move {
        id: Id,
        finding: Id,
        place: Place,
    },
}

/// A value to be set.
struct Value {
    id: Id,
    field: Field,
    to: String,
    steps: Vec<Step>,
}

/// Values of one person.
struct Told {
    by: Option<Author>,
    values: Vec<Value>,
}

/// A ledger on its way, and the edits that led there.
struct Way {
    ledger: Ledger,
    edits: Vec<Edit>,
}

impl Way {
    fn go(&mut self, edits: Vec<Edit>) -> Result<(), Refused> {
        apply_all(&mut self.ledger, &edits).map_err(|_| Refused::Missing)?;
        self.edits.extend(edits);
        Ok(())
    }
}

pub(super) fn take(
    ledger: &Ledger,
    takings: Vec<Taking>,
    receipts: Vec<(String, Receipt)>,
    note: &str,
    hand: &Hand,
) -> Planned {
    let mut way = Way { ledger: ledger.clone(), edits: Vec::new() };
    let (mut told, mut gone): (Vec<Told>, Vec<Id>) = (Vec::new(), Vec::new());
    let (mut rows, mut moved) = (Vec::new(), Vec::new());
    for Taking { by, what } in takings {
        match what {
            Taken::Value { id, field, to, steps } => {
                let value = Value { id, field, to, steps };
                match told.iter_mut().find(|told| told.by == by) {
                    Some(told) => told.values.push(value),
                    None => told.push(Told { by, values: vec![value] }),
                }
            }
            Taken::Row { node, details, beside } => rows.push((node, details, beside)),
            Taken::Gone { id } => gone.push(id),
            Taken::Move { id, finding, place } => moved.push((id, finding, place)),
        }
    }
    for (node, details, beside) in rows {
        let edits = come(&way.ledger, *node, details, beside)?;
        way.go(edits)?;
    }
    for (id, finding, place) in moved {
        // What it is to stand behind may have gone meanwhile.
        let stands = |id| way.ledger.get(id).is_some_and(|node| node.parent == Some(finding));
        let place = match place {
            Place::After(id) if !stands(id) => Place::Last,
            Place::First | Place::After(_) | Place::Last => place,
        };
        let edits = moves::relocate(&way.ledger, &[id], finding, place)?;
        way.go(edits)?;
    }
    let is_measure = |id: &Id| ledger.get(*id).is_some_and(|node| node.kind == Kind::Measure);
    let (measures, findings): (Vec<Id>, Vec<Id>) = gone.into_iter().partition(is_measure);
    if !measures.is_empty() {
        let edits = moves::remove(&way.ledger, &measures)?;
        way.go(edits)?;
    }
    for id in findings {
        let edits = findings::remove(&way.ledger, id)?;
        way.go(edits)?;
    }
    for Told { by, values } in told {
        let hand = Hand { by: by.unwrap_or_else(|| hand.by.clone()), at: hand.at };
        let edits = write(&way.ledger, values, note, &hand)?;
        way.go(edits)?;
    }
    for (id, receipt) in receipts {
        let edits = receive(&way.ledger, id, receipt);
        way.go(edits)?;
    }
    Ok(way.edits)
}

/// Values of one person. A stage that came with its steps keeps them; one that did not is a step
/// of now, for the reason that is given for the whole.
fn write(ledger: &Ledger, all: Vec<Value>, note: &str, hand: &Hand) -> Planned {
    let (with_steps, plain): (Vec<Value>, Vec<Value>) =
        all.into_iter().partition(|value| !value.steps.is_empty());
    let mut values = Values::of(ledger);
    values.write(plain.into_iter().map(|one| (one.id, one.field, one.to)).collect())?;
    let mut taken = steps::taken(&values, hand, note)?;
    // Behind the steps that this takes itself, and those of another value of the same measure.
    let mut counts: HashMap<Id, usize> = HashMap::default();
    for id in taken.iter().filter_map(Edit::node) {
        *counts.entry(id).or_default() += 1;
    }
    let mut behind = Vec::new();
    for Value { id, field, to, steps } in with_steps {
        let node = ledger.get(id).ok_or(Refused::Missing)?;
        let count = counts.entry(id).or_default();
        for step in steps {
            let after = node.record.steps().len() + *count;
            behind.push(Edit::TakeStep { id, after, step: Box::new(step) });
            *count += 1;
        }
        values.write(vec![(id, field, to)])?;
    }
    taken.extend(behind);
    let mut edits = values.into_edits();
    edits.extend(taken);
    Ok(edits)
}

/// A row under the id it has elsewhere, behind the row `beside`, or as the first under its parent.
fn come(ledger: &Ledger, node: Node, details: Vec<Node>, beside: Option<Id>) -> Planned {
    if ledger.get(node.id).is_some() {
        return Err(Refused::Value);
    }
    match node.kind {
        Kind::Measure => {
            let parent = node.parent.ok_or(Refused::WrongKind)?;
            let stands = |id: &Id| ledger.get(*id).is_some_and(|one| one.parent == Some(parent));
            let place = beside.filter(stands).map_or(Place::First, Place::After);
            measures::come(ledger, node, details, place)
        }
        Kind::Finding => {
            let beside = beside.filter(|id| ledger.get(*id).is_some()).or(node.parent);
            let (id, target) = (node.id, node.get(Field::Target).to_owned());
            let mut edits = match beside {
                Some(beside) => findings::add(ledger, beside, &mut || id)?,
                None => findings::add_first(ledger, &mut || id),
            };
            let set = |field, to: String| Edit::Set { id, field, from: String::new(), to };
            edits.push(set(Field::Text, node.text));
            edits.push(set(Field::Target, target));
            Ok(edits)
        }
        Kind::Chapter
        | Kind::Direction
        | Kind::Detail
        | Kind::Narrative
        | Kind::Chrome
        | Kind::Unassigned => Err(Refused::WrongKind),
    }
}

/// The receipt behind those of its dispatch. What is on no list has none.
fn receive(ledger: &Ledger, id: String, receipt: Receipt) -> Vec<Edit> {
    let Some(from) = ledger.dispatches().get(&id) else { return Vec::new() };
    let mut to = Dispatch { ..from.clone() };
    if to.receipts.len() == MOST_RECEIPTS {
        to.receipts.remove(0);
    }
    to.receipts.push(receipt);
    vec![Edit::Dispatch { id, from: Some(Box::new(from.clone())), to: Some(Box::new(to)) }]
}
