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
use crate::ledger::{
    Author, Date, Deed, Evidence, Field, Need, Particulars, Record, Role, Status, Step,
};

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
        match need {
            Need::Result => is_blank(value(Field::Result)),
            Need::Evidence => is_blank(&Evidence::write(&Evidence::list(value(Field::Evidence)))),
            // A day that is none would never come.
            Need::Review => date(value(Field::Review)).is_none(),
            Need::Opinion => is_blank(opinion),
            Need::Name => is_blank(&by.name),
        }
    };
    needs.iter().copied().filter(is_missing).collect()
}

/// Whether words show nothing: blanks, and characters that only steer others.
fn is_blank(words: &str) -> bool {
    let steers = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    words.chars().all(|c| c.is_whitespace() || c.is_control() || steers(c))
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
        Some(Role::Unit) => !matches!(stage, StruckOff | Reopened) && from != Some(AwaitingCheck),
        Some(Role::LeadOffice | Role::Leader) | None => true,
    };
    all.iter().copied().filter(is_for).collect()
}

/// Whether a list of all stages offers one to a role: a unit is offered its own steps, and to
/// correct what it has entered while nothing has been reported.
pub fn is_offered(from: Option<Status>, to: Option<Status>, role: Option<Role>) -> bool {
    match role {
        Some(Role::LeadOffice | Role::Leader) | None => true,
        Some(Role::Unit) => {
            let is_early =
                |stage| matches!(stage, None | Some(Status::NotStarted | Status::InProgress));
            to.is_some_and(|to| offered(from, role).contains(&to)) || is_early(from) && is_early(to)
        }
    }
}

/// How often the unit had to report again what was sent back to it, or opened again.
pub fn resubmissions(record: &Record) -> usize {
    let (mut times, mut is_asked) = (0, false);
    for step in record.steps() {
        match step.deed {
            Deed::Return | Deed::LookBack => is_asked = true,
            Deed::Report if is_asked => (times, is_asked) = (times + 1, false),
            Deed::Report
            | Deed::Start
            | Deed::StrikeOff
            | Deed::GoOn
            | Deed::Review
            | Deed::Correct
            | Deed::Extend => {}
        }
    }
    times
}

/// How often it was sent back.
pub fn returns(record: &Record) -> usize {
    record.steps().iter().filter(|step| step.deed == Deed::Return).count()
}

/// What a measure's stage asked for and is no longer there.
pub fn lost(particulars: &Particulars, record: &Record) -> Vec<Need> {
    let needs = match record.status {
        Some(Status::AwaitingCheck) => particulars.report_needs.clone(),
        Some(Status::StruckOff) => particulars.strike_off_needs.clone(),
        Some(Status::LongTerm) => vec![Need::Review],
        None | Some(Status::NotStarted | Status::InProgress | Status::Reopened) => Vec::new(),
    };
    let by = Author::default();
    let mut lost = missing(&needs, |field| record.get(field), "-", &by);
    // Who and why is in the steps.
    lost.retain(|need| matches!(need, Need::Result | Need::Evidence | Need::Review));
    lost
}

/// Whether the newest change of stage sent the measure back to its unit.
pub fn is_returned(record: &Record) -> bool {
    let moves = |step: &&Step| !matches!(step.deed, Deed::Extend | Deed::Review);
    let last = record.steps().iter().rev().find(moves);
    last.is_some_and(|step| step.deed == Deed::Return)
        && matches!(record.status, Some(Status::InProgress | Status::Reopened))
}

/// Whether the deadline is a later one than the first, or can no longer be compared with it.
pub fn is_extended(record: &Record) -> bool {
    first_deadline(record).is_some_and(|first| {
        let days = (date(first), record.due());
        record.deadline != first && !matches!(days, (Some(first), Some(now)) if now <= first)
    })
}

/// The deadline before it was ever moved once the work had begun; none where it was not.
pub fn first_deadline(record: &Record) -> Option<&str> {
    let first = record.steps().iter().find(|step| step.deed == Deed::Extend);
    first.map(|step| step.from.as_str())
}

/// The field whose day a measure is watched by: the next review where it has no end, and else the
/// deadline.
pub fn day_field(status: Option<Status>) -> Field {
    match status {
        Some(Status::LongTerm) => Field::Review,
        None
        | Some(
            Status::NotStarted
            | Status::InProgress
            | Status::Reopened
            | Status::AwaitingCheck
            | Status::StruckOff,
        ) => Field::Deadline,
    }
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

/// Whether a change of the deadline is recorded: the work has begun.
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
