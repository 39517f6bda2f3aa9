//! Steps of the procedure, and what they ask for: a change of stage is refused whole where
//! anything is missing.

use super::set::Values;
use super::walk::measures;
use super::{Hand, Lack, Planned, Refused};
use crate::edit::Edit;
use crate::ledger::{Deed, Field, Id, Ledger, Need, Node, Status, Step, wording};
use crate::procedure;

/// What a dialog brings beside the stage.
pub(super) struct Fields {
    pub fields: Vec<(Field, String)>,
    pub gaps_only: bool,
}

/// Another stage, with the fields that were asked for.
pub(super) fn advance(
    ledger: &Ledger,
    ids: &[Id],
    to: &str,
    opinion: &str,
    with: &Fields,
    hand: &Hand,
) -> Planned {
    let mut cells = Vec::new();
    for node in measures(ledger, ids)? {
        let is_wanted =
            |(field, _): &&(Field, String)| !with.gaps_only || node.get(*field).trim().is_empty();
        let own = with.fields.iter().filter(is_wanted).cloned();
        cells.extend(own.map(|(field, value)| (node.id, field, value)));
        cells.push((node.id, Field::Status, to.to_owned()));
    }
    let mut values = Values::of(ledger);
    values.write(cells)?;
    let steps = taken(&values, hand, opinion)?;
    let mut edits = values.into_edits();
    edits.extend(steps);
    Ok(edits)
}

/// A later day with its reason, whatever the stage. What names no day, or is no later, is no
/// extension.
pub(super) fn extend(
    ledger: &Ledger,
    ids: &[Id],
    to: &str,
    reason: String,
    hand: &Hand,
) -> Planned {
    let chosen = measures(ledger, ids)?;
    let day = wording::date(to).ok_or(Refused::Value)?;
    if chosen.iter().any(|node| node.record.due().is_some_and(|due| due >= day)) {
        return Err(Refused::Value);
    }
    if reason.trim().is_empty() && !chosen.is_empty() {
        let (id, measures) = (chosen.first().map(|node| node.id), chosen.len());
        let needs = vec![Need::Opinion];
        return Err(Refused::Lacks(Box::new(Lack { id, deed: Deed::Extend, needs, measures })));
    }
    let mut values = Values::of(ledger);
    let cells = chosen.iter().map(|node| (node.id, Field::Deadline, to.to_owned()));
    values.write(cells.collect())?;
    let mut edits = values.into_edits();
    edits.extend(
        chosen.iter().map(|node| {
            take(node, 0, step(Deed::Extend, &node.record.deadline, to, &reason, hand))
        }),
    );
    Ok(edits)
}

/// The reason of a change of deadline that was typed into its cell. The steps behind it go and
/// come again.
pub(super) fn explain(ledger: &Ledger, id: Id, at: usize, reason: &str, hand: &Hand) -> Planned {
    let chosen = measures(ledger, &[id])?;
    let steps = chosen.first().map_or(&[][..], |node| node.record.steps());
    let is_bare = |step: &&Step| step.deed == Deed::Extend && step.opinion.is_empty();
    let Some(bare) = steps.get(at).filter(is_bare) else { return Err(Refused::WrongKind) };
    if reason.trim().is_empty() {
        return Err(Refused::Nothing);
    }
    let reason = reason.trim();
    // Whoever gives it for somebody else says so.
    let opinion = match &hand.by {
        by if *by == bare.by || by.name.is_empty() => reason.to_owned(),
        by => format!("{reason}（{}补写）", by.name),
    };
    let told = Step { opinion, ..bare.clone() };
    let behind = steps[at..].iter().enumerate().map(|(by, step)| (at + by, step.clone()));
    let gone = behind.clone().rev();
    let gone = gone.map(|(after, step)| Edit::DropStep { id, after, step: Box::new(step) });
    let come = behind.map(|(after, step)| {
        let step = if after == at { told.clone() } else { step };
        Edit::TakeStep { id, after, step: Box::new(step) }
    });
    Ok(gone.chain(come).collect())
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
    let reviewed = step(Deed::Review, node.get(Field::Review), &next, &opinion, hand);
    let mut values = Values::of(ledger);
    values.write(vec![(id, Field::Review, next)])?;
    let mut edits = values.into_edits();
    edits.push(take(node, 0, reviewed));
    Ok(edits)
}

/// The steps that the values written amount to. Refused where any of them lacks something.
pub(super) fn taken(values: &Values, hand: &Hand, opinion: &str) -> Planned {
    let mut edits = Vec::new();
    let mut lack: Option<Lack> = None;
    for node in values.changed(&[Field::Status, Field::Deadline]) {
        let from = node.record.status;
        let code = values.get(node, Field::Status);
        let mut count = 0;
        if let Some(deed) = procedure::deed(from, Status::from_code(code)) {
            let needs = procedure::needs(values.ledger().particulars(), deed, from);
            let needs =
                procedure::missing(&needs, |field| values.get(node, field), opinion, &hand.by);
            if needs.is_empty() {
                edits.push(take(node, 0, step(deed, node.get(Field::Status), code, opinion, hand)));
                count = 1;
            } else {
                let first =
                    lack.get_or_insert(Lack { id: Some(node.id), deed, needs, measures: 0 });
                first.measures += 1;
            }
        }
        let deadline = values.get(node, Field::Deadline);
        if is_moved(node, Status::from_code(code), deadline) {
            let moved = step(Deed::Extend, &node.record.deadline, deadline, opinion, hand);
            edits.push(take(node, count, moved));
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

/// Once the work has begun, a deadline that was there is not moved unseen, whoever wrote it where:
/// also when it is emptied first, or put into words that name no day.
fn is_moved(node: &Node, to: Option<Status>, deadline: &str) -> bool {
    let record = &node.record;
    let has_begun = procedure::is_under_way(record.status)
        || procedure::is_under_way(to)
        || !record.steps().is_empty();
    let was_there = !record.deadline.is_empty() || procedure::first_deadline(record).is_some();
    let days = (record.due(), wording::date(deadline));
    // The same day in other words is the same day.
    let is_same = matches!(days, (Some(before), Some(after)) if before == after);
    has_begun && was_there && record.deadline != deadline && !is_same
}

/// The step behind those of the measure, and behind `count` that come with it.
fn take(node: &Node, count: usize, step: Step) -> Edit {
    let after = node.record.steps().len() + count;
    Edit::TakeStep { id: node.id, after, step: Box::new(step) }
}

fn step(deed: Deed, from: &str, to: &str, opinion: &str, hand: &Hand) -> Step {
    let (from, to, opinion) = (from.to_owned(), to.to_owned(), opinion.trim().to_owned());
    Step { deed, at: hand.at, by: hand.by.clone(), from, to, opinion }
}
