//! What the bottom line counts, over the whole ledger whatever the view. Kept up to date by the
//! edits themselves, so that a stroke in a cell does not count a hundred thousand rows.

use crate::edit::Edit;
use crate::ledger::{Date, Field, Id, Kind, Ledger, Status};
use crate::procedure;
use foldhash::{HashMap, HashMapExt};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Not counting the parts of findings.
    pub findings: usize,
    pub measures: usize,
    /// Without a stage, then by [`Status::ALL`]; all measures together.
    pub stages: [usize; Status::ALL.len() + 1],
    /// Past their day on `today`.
    pub overdue: usize,
    pub today: Date,
}

pub fn totals(ledger: &Ledger, today: Date) -> Totals {
    let stages = [0; Status::ALL.len() + 1];
    let mut totals = Totals { findings: 0, measures: 0, stages, overdue: 0, today };
    let is_finding = |id| ledger.get(id).is_some_and(|node| node.kind == Kind::Finding);
    for node in ledger.nodes() {
        match node.kind {
            Kind::Finding if !node.parent.is_some_and(is_finding) => totals.findings += 1,
            Kind::Measure => {
                totals.measures += 1;
                totals.count(node.record.status, procedure::due_of(&node.record), true);
            }
            Kind::Chapter
            | Kind::Direction
            | Kind::Finding
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => {}
        }
    }
    totals
}

/// What a measure's fields were before the edits, where these changed them.
#[derive(Default)]
struct Before<'a> {
    status: Option<&'a str>,
    deadline: Option<&'a str>,
    review: Option<&'a str>,
}

impl Totals {
    /// Takes in edits that led to `after`. False, and nothing changed, where nodes came or went:
    /// then everything is to be counted again.
    pub fn apply(&mut self, edits: &[Edit], after: &Ledger) -> bool {
        let mut before: HashMap<Id, Before> = HashMap::new();
        for edit in edits {
            match edit {
                Edit::Set { id, field: Field::Status, from, .. } => {
                    before.entry(*id).or_default().status.get_or_insert(from);
                }
                Edit::Set { id, field: Field::Deadline, from, .. } => {
                    before.entry(*id).or_default().deadline.get_or_insert(from);
                }
                Edit::Set { id, field: Field::Review, from, .. } => {
                    before.entry(*id).or_default().review.get_or_insert(from);
                }
                Edit::Set { .. }
                | Edit::TakeStep { .. }
                | Edit::DropStep { .. }
                | Edit::Rename { .. }
                | Edit::Arrange { .. }
                | Edit::Rule { .. }
                | Edit::Identify { .. }
                | Edit::Dispatch { .. } => {}
                Edit::Insert { .. } | Edit::Remove { .. } | Edit::Replace { .. } => return false,
            }
        }
        for (id, before) in before {
            let Some(node) = after.get(id).filter(|node| node.kind == Kind::Measure) else {
                continue;
            };
            let record = &node.record;
            let status = before.status.map_or(record.status, Status::from_code);
            let deadline = before.deadline.unwrap_or(&record.deadline);
            let review = before.review.unwrap_or(record.get(Field::Review));
            self.count(status, procedure::due(status, deadline, review), false);
            self.count(record.status, procedure::due_of(record), true);
        }
        true
    }

    /// One measure more, or one less.
    fn count(&mut self, status: Option<Status>, due: Option<Date>, more: bool) {
        let step =
            |count: &mut usize| if more { *count += 1 } else { *count = count.saturating_sub(1) };
        let at = |status| Status::ALL.iter().position(|one| *one == status);
        step(&mut self.stages[status.and_then(at).map_or(0, |at| at + 1)]);
        if due.is_some_and(|due| due < self.today) {
            step(&mut self.overdue);
        }
    }
}
