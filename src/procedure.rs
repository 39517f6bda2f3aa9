//! The procedure of strike-off, 销号制: which step leads from one stage to another, what it asks
//! for, and who is offered it.
//!
//! ```text
//! 未启动 ─启动→ 整改中 ─报送→ 已完成待核 ─销号→ 已销号 ─回头看→ 重新整改 ─报送→ …
//!                  ↑───────退回──────┘
//! 长期坚持 is entered from any stage with a day of review, and left by reporting.
//! ```
//! Any other change of stage corrects an entry: where something had been reported or decided, it
//! needs a reason. What a stage asks for, it asks for whichever way one comes there.
//!
//! Not here: making edits of a step (`edit`), and any control of access. A role only decides what
//! is offered; whoever opens the page can be anyone.

use crate::ledger::wording::date;
use crate::ledger::{Author, Date, Deed, Field, Need, Particulars, Record, Role, Status, Step};

/// The step that leads from one stage to another; none where nothing is done by it, since the
/// work has not begun.
pub fn deed(from: Option<Status>, to: Option<Status>) -> Option<Deed> {
    use Status::{AwaitingCheck, InProgress, LongTerm, NotStarted, Reopened, StruckOff};
    if from == to {
        return None;
    }
    Some(match (from, to) {
        (None | Some(NotStarted), None | Some(NotStarted)) => return None,
        (None | Some(NotStarted | Reopened), Some(InProgress)) => Deed::Start,
        (Some(AwaitingCheck), Some(InProgress | Reopened)) => Deed::Return,
        (None | Some(NotStarted | InProgress | Reopened | LongTerm), Some(AwaitingCheck)) => {
            Deed::Report
        }
        (_, Some(StruckOff)) => Deed::StrikeOff,
        (Some(StruckOff), Some(Reopened)) => Deed::LookBack,
        (_, Some(LongTerm)) => Deed::GoOn,
        (_, None | Some(NotStarted | InProgress | AwaitingCheck | Reopened)) => Deed::Correct,
    })
}

/// What a step asks for.
pub fn needs(particulars: &Particulars, deed: Deed, from: Option<Status>) -> Vec<Need> {
    match deed {
        Deed::Start => Vec::new(),
        Deed::Report => particulars.report_needs.clone(),
        Deed::StrikeOff => {
            let mut needs = particulars.strike_off_needs.clone();
            needs.push(Need::Name);
            needs
        }
        Deed::Return | Deed::LookBack => vec![Need::Opinion, Need::Name],
        Deed::GoOn => vec![Need::Review],
        Deed::Review => vec![Need::Opinion, Need::Review],
        Deed::Extend => vec![Need::Opinion],
        Deed::Correct => match from {
            None | Some(Status::NotStarted | Status::InProgress) => Vec::new(),
            Some(
                Status::Reopened | Status::AwaitingCheck | Status::StruckOff | Status::LongTerm,
            ) => vec![Need::Opinion],
        },
    }
}

/// Those of `needs` that are not there. `value` gives the fields of the measure as they will be.
pub fn missing<'a>(
    needs: &[Need],
    value: impl Fn(Field) -> &'a str,
    opinion: &str,
    by: &Author,
) -> Vec<Need> {
    let is_missing = |need: &Need| {
        let words = match need {
            Need::Result => value(Field::Result),
            Need::Evidence => value(Field::Evidence),
            Need::Review => value(Field::Review),
            Need::Opinion => opinion,
            Need::Name => &by.name,
        };
        words.trim().is_empty()
    };
    needs.iter().copied().filter(is_missing).collect()
}

/// The stages that are offered to whoever stands at `from`, in the order of the procedure. A
/// convenience and no control: see the module.
pub fn offered(from: Option<Status>, role: Option<Role>) -> Vec<Status> {
    use Status::{AwaitingCheck, InProgress, LongTerm, NotStarted, Reopened, StruckOff};
    let all: &[Status] = match from {
        None => &[NotStarted, InProgress, AwaitingCheck, LongTerm],
        Some(NotStarted) => &[InProgress, AwaitingCheck, LongTerm],
        Some(InProgress | Reopened) => &[AwaitingCheck, LongTerm],
        Some(AwaitingCheck) => &[StruckOff, InProgress],
        Some(StruckOff) => &[Reopened],
        Some(LongTerm) => &[AwaitingCheck],
    };
    let is_for = |stage: &Status| match role {
        Some(Role::Unit) => may_reach(*stage, Role::Unit) && from != Some(AwaitingCheck),
        Some(Role::LeadOffice | Role::Leader) | None => true,
    };
    all.iter().copied().filter(is_for).collect()
}

/// Whether a role is offered a stage at all.
pub fn may_reach(stage: Status, role: Role) -> bool {
    match role {
        Role::LeadOffice | Role::Leader => true,
        Role::Unit => !matches!(stage, Status::StruckOff | Status::Reopened),
    }
}

/// How often the unit had to report again.
pub fn resubmissions(record: &Record) -> usize {
    record.steps().iter().filter(|step| step.deed == Deed::Report).count().saturating_sub(1)
}

/// Whether the newest change of stage sent the measure back to its unit.
pub fn is_returned(record: &Record) -> bool {
    let moves = |step: &&Step| !matches!(step.deed, Deed::Extend | Deed::Review);
    let last = record.steps().iter().rev().find(moves);
    last.is_some_and(|step| step.deed == Deed::Return)
        && matches!(record.status, Some(Status::InProgress | Status::Reopened))
}

/// The deadline before it was ever extended; none where it was not.
pub fn first_deadline(record: &Record) -> Option<&str> {
    let first = record.steps().iter().find(|step| step.deed == Deed::Extend);
    first.map(|step| step.from.as_str())
}

/// The day something is due: that of the deadline while the measure is open, that of the next
/// review where it has no end. None where nothing is to be done by a day.
pub fn due(status: Option<Status>, deadline: &str, review: &str) -> Option<Date> {
    match status {
        None | Some(Status::NotStarted | Status::InProgress | Status::Reopened) => date(deadline),
        Some(Status::LongTerm) => date(review),
        Some(Status::AwaitingCheck | Status::StruckOff) => None,
    }
}

/// [`due`] of a record.
pub fn due_of(record: &Record) -> Option<Date> {
    // A long-term measure alone has its review looked up.
    let review = match record.status {
        Some(Status::LongTerm) => record.get(Field::Review),
        _ => "",
    };
    due(record.status, &record.deadline, review)
}

/// Whether a later deadline is an extension: the work has begun.
pub fn is_under_way(status: Option<Status>) -> bool {
    match status {
        None | Some(Status::NotStarted) => false,
        Some(
            Status::InProgress
            | Status::Reopened
            | Status::AwaitingCheck
            | Status::StruckOff
            | Status::LongTerm,
        ) => true,
    }
}
