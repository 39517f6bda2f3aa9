//! Steps of the procedure, and what they ask for: a change of stage is refused whole where
//! anything is missing.

use super::set::Values;
use super::walk::measures;
use super::{Hand, Lack, Planned, Refused};
use crate::edit::Edit;
use crate::ledger::{Deed, Field, Id, Ledger, Need, Node, Status, Step, wording};
use crate::procedure;

/// Another stage, with the fields that were asked for.
pub(super) fn advance(
    ledger: &Ledger,
    ids: &[Id],
    to: &str,
    opinion: String,
    fields: &[(Field, String)],
    hand: &Hand,
) -> Planned {
    let chosen = measures(ledger, ids)?;
    let stage = std::iter::once((Field::Status, to.to_owned()));
    let fields: Vec<(Field, String)> = fields.iter().cloned().chain(stage).collect();
    write(ledger, &chosen, &fields, &opinion, hand)
}

fn write(
    ledger: &Ledger,
    chosen: &[&Node],
    fields: &[(Field, String)],
    opinion: &str,
    hand: &Hand,
) -> Planned {
    let mut values = Values::of(ledger);
    let cell = |node: &Node| {
        let id = node.id;
        fields.iter().map(move |(field, to)| (id, *field, to.clone())).collect::<Vec<_>>()
    };
    values.write(chosen.iter().flat_map(|node| cell(node)).collect())?;
    let steps = taken(&values, hand, opinion)?;
    let mut edits = values.into_edits();
    edits.extend(steps);
    Ok(edits)
}

/// A later deadline with its reason, whatever the stage.
pub(super) fn extend(
    ledger: &Ledger,
    ids: &[Id],
    to: &str,
    reason: String,
    hand: &Hand,
) -> Planned {
    let chosen = measures(ledger, ids)?;
    let chosen: Vec<&Node> = chosen.into_iter().filter(|node| node.record.deadline != to).collect();
    if reason.trim().is_empty() && !chosen.is_empty() {
        let (id, measures) = (chosen.first().map(|node| node.id), chosen.len());
        let needs = vec![Need::Opinion];
        return Err(Refused::Lacks(Box::new(Lack { id, deed: Deed::Extend, needs, measures })));
    }
    let mut values = Values::of(ledger);
    let cells = chosen.iter().map(|node| (node.id, Field::Deadline, to.to_owned()));
    values.write(cells.collect())?;
    let mut edits = values.into_edits();
    let step = |node: &&Node| {
        let step = step(Deed::Extend, &node.record.deadline, to, &reason, hand);
        Edit::TakeStep { id: node.id, step: Box::new(step) }
    };
    edits.extend(chosen.iter().map(step));
    Ok(edits)
}

/// The reason of an extension that was typed into its cell.
pub(super) fn explain(ledger: &Ledger, id: Id, reason: String) -> Planned {
    let chosen = measures(ledger, &[id])?;
    let newest = chosen.first().and_then(|node| node.record.steps().last());
    let is_bare = |step: &&Step| step.deed == Deed::Extend && step.opinion.is_empty();
    let Some(step) = newest.filter(is_bare) else { return Err(Refused::WrongKind) };
    if reason.trim().is_empty() {
        return Err(Refused::Nothing);
    }
    let told = Step { opinion: reason, ..step.clone() };
    let (from, to) = (Box::new(step.clone()), Box::new(told));
    Ok(vec![Edit::DropStep { id, step: from }, Edit::TakeStep { id, step: to }])
}

pub(super) fn review(
    ledger: &Ledger,
    id: Id,
    next: String,
    opinion: String,
    hand: &Hand,
) -> Planned {
    let chosen = measures(ledger, &[id])?;
    let Some(node) = chosen.first().filter(|node| node.record.status == Some(Status::LongTerm))
    else {
        return Err(Refused::WrongKind);
    };
    let needs = procedure::needs(ledger.particulars(), Deed::Review, node.record.status);
    let value = |field| if field == Field::Review { next.as_str() } else { node.get(field) };
    let needs = procedure::missing(&needs, value, &opinion, &hand.by);
    if !needs.is_empty() {
        let lack = Lack { id: Some(id), deed: Deed::Review, needs, measures: 1 };
        return Err(Refused::Lacks(Box::new(lack)));
    }
    let step = step(Deed::Review, node.get(Field::Review), &next, &opinion, hand);
    let mut values = Values::of(ledger);
    values.write(vec![(id, Field::Review, next)])?;
    let mut edits = values.into_edits();
    edits.push(Edit::TakeStep { id, step: Box::new(step) });
    Ok(edits)
}

/// The steps that the values written amount to. Refused where any of them lacks something.
pub(super) fn taken(values: &Values, hand: &Hand, opinion: &str) -> Planned {
    let mut edits = Vec::new();
    let mut lack: Option<Lack> = None;
    for node in values.changed(&[Field::Status, Field::Deadline]) {
        let from = node.record.status;
        let code = values.get(node, Field::Status);
        let to = Status::from_code(code);
        if let Some(deed) = procedure::deed(from, to) {
            let needs = procedure::needs(values.ledger().particulars(), deed, from);
            let needs =
                procedure::missing(&needs, |field| values.get(node, field), opinion, &hand.by);
            if needs.is_empty() {
                let step = step(deed, node.get(Field::Status), code, opinion, hand);
                edits.push(Edit::TakeStep { id: node.id, step: Box::new(step) });
            } else {
                let first =
                    lack.get_or_insert(Lack { id: Some(node.id), deed, needs, measures: 0 });
                first.measures += 1;
            }
        }
        let deadline = values.get(node, Field::Deadline);
        if is_extended(node, deadline) {
            let step = step(Deed::Extend, &node.record.deadline, deadline, opinion, hand);
            edits.push(Edit::TakeStep { id: node.id, step: Box::new(step) });
        }
    }
    lack.map_or(Ok(edits), |lack| Err(Refused::Lacks(Box::new(lack))))
}

/// Whether a new measure may begin with the stage it is given, and the step that is.
pub(super) fn begun(ledger: &Ledger, measure: &Node, hand: &Hand) -> Result<Option<Step>, Refused> {
    let to = measure.record.status;
    let Some(deed) = procedure::deed(None, to) else { return Ok(None) };
    let needs = procedure::needs(ledger.particulars(), deed, None);
    let needs = procedure::missing(&needs, |field| measure.get(field), "", &hand.by);
    if needs.is_empty() {
        return Ok(Some(step(deed, "", measure.get(Field::Status), "", hand)));
    }
    Err(Refused::Lacks(Box::new(Lack { id: None, deed, needs, measures: 1 })))
}

/// Once the work has begun, a later day is an extension, whoever typed it where: a deadline is not
/// moved unseen.
fn is_extended(node: &Node, deadline: &str) -> bool {
    let days = (wording::date(&node.record.deadline), wording::date(deadline));
    procedure::is_under_way(node.record.status)
        && matches!(days, (Some(before), Some(after)) if before < after)
}

fn step(deed: Deed, from: &str, to: &str, opinion: &str, hand: &Hand) -> Step {
    let (from, to, opinion) = (from.to_owned(), to.to_owned(), opinion.trim().to_owned());
    Step { deed, at: hand.at, by: hand.by.clone(), from, to, opinion }
}
