//! How it went: measures and those done at the end of each day, from the history of the ledger.
//!
//! The way is walked back from the present with counters alone: what an edit took away is in the
//! edit. So a history of fifty thousand steps costs no ledger but the one at hand.

use foldhash::{HashSet, HashSetExt};

use super::figure::stage_place;
use crate::edit::{Edit, Transaction};
use crate::ledger::{Date, Field, Id, Kind, Ledger, Node, Particulars, Status};

const STAGES: usize = Status::ALL.len() + 1;

/// How many there were at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub day: Date,
    pub measures: usize,
    /// What counted as done by the particulars of that day.
    pub done: usize,
}

/// A point for each day on which something changed, in their order; before them one for the day
/// before, as it was until then. None where nothing is known to have changed.
///
/// `transactions` are those that led to `now`, the newest first, undoing and redoing among them.
/// Where a clock went back, what was done then counts to the latest day before it: clocks are
/// mostly wrong by being years behind.
pub fn burn_up<'a>(
    now: &Ledger,
    transactions: impl IntoIterator<Item = &'a Transaction>,
    day_of: impl Fn(i64) -> Date,
) -> Vec<Point> {
    let mut counters = Counters::of(now.particulars(), now.nodes());
    // The state after each stretch of steps that one day made together, the newest first.
    let mut points: Vec<Point> = Vec::new();
    for transaction in transactions.into_iter().filter(|one| !one.edits.is_empty()) {
        let day = day_of(transaction.at);
        if points.last().is_none_or(|point| point.day != day) {
            points.push(counters.point(day));
        }
        // What was before another document was opened is not this ledger's.
        if transaction.edits.iter().any(|edit| matches!(edit, Edit::Replace { .. })) {
            return ascending(points);
        }
        for edit in transaction.edits.iter().rev() {
            counters.take_back(edit);
        }
    }
    let Some(first) = points.last().map(|point| point.day) else { return points };
    points.extend(first.plus_days(-1).map(|day| counters.point(day)));
    ascending(points)
}

fn ascending(newest_first: Vec<Point>) -> Vec<Point> {
    let mut ascending: Vec<Point> = Vec::with_capacity(newest_first.len());
    for point in newest_first.into_iter().rev() {
        match ascending.last_mut() {
            Some(last) if point.day <= last.day => *last = Point { day: last.day, ..point },
            Some(_) | None => ascending.push(point),
        }
    }
    ascending
}

/// At most `most` of the points, for a chart that has no more room: the first, the last, and
/// between them the last of each of the equal stretches of time that fit.
pub fn thinned(points: &[Point], most: usize) -> Vec<Point> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    match most {
        _ if points.len() <= most => return points.to_vec(),
        0 => return Vec::new(),
        1 => return vec![*last],
        _ => {}
    }
    let whole = last.day.days_since(first.day).max(1);
    let stretches = i64::try_from(most - 2).unwrap_or(i64::MAX);
    let stretch = |point: &Point| {
        // The last day belongs to the last stretch.
        (point.day.days_since(first.day) * stretches / whole).min(stretches - 1)
    };
    let inner = &points[1..points.len() - 1];
    let mut kept = vec![*first];
    for (at, point) in inner.iter().enumerate().filter(|_| stretches > 0) {
        if inner.get(at + 1).is_none_or(|next| stretch(next) != stretch(point)) {
            kept.push(*point);
        }
    }
    kept.push(*last);
    kept
}

/// What has to be known of a ledger to go a step back.
struct Counters {
    particulars: Particulars,
    stages: [usize; STAGES],
    /// Other nodes can hold a stage as well; it does not count.
    measures: HashSet<Id>,
}

impl Counters {
    fn of(particulars: &Particulars, nodes: &[Node]) -> Self {
        let measures = HashSet::with_capacity(nodes.len());
        let mut counters = Self { particulars: particulars.clone(), stages: [0; STAGES], measures };
        nodes.iter().for_each(|node| counters.come(node));
        counters
    }

    fn point(&self, day: Date) -> Point {
        let all = Status::ALL.iter().copied().map(Some).chain([None]);
        let done = all.filter(|status| self.particulars.counts_as_done(*status));
        let done = done.map(|status| self.stages[stage_place(status)]).sum();
        Point { day, measures: self.measures.len(), done }
    }

    fn take_back(&mut self, edit: &Edit) {
        match edit {
            Edit::Set { id, field: Field::Status, from, to } => {
                if self.measures.contains(id) {
                    self.leave(Status::from_code(to));
                    self.stages[stage_place(Status::from_code(from))] += 1;
                }
            }
            Edit::Insert { node, .. } => self.go(node),
            Edit::Remove { node, .. } => self.come(node),
            Edit::Arrange { from, .. } => from.as_ref().clone_into(&mut self.particulars),
            // The way ends there.
            Edit::Replace { .. }
            | Edit::Set { .. }
            | Edit::TakeStep { .. }
            | Edit::DropStep { .. }
            | Edit::Rename { .. }
            | Edit::Rule { .. }
            | Edit::Identify { .. }
            | Edit::Dispatch { .. } => {}
        }
    }

    /// A history with a gap can tell of more than there was.
    fn leave(&mut self, status: Option<Status>) {
        let count = &mut self.stages[stage_place(status)];
        *count = count.saturating_sub(1);
    }

    fn come(&mut self, node: &Node) {
        if node.kind == Kind::Measure && self.measures.insert(node.id) {
            self.stages[stage_place(node.record.status)] += 1;
        }
    }

    fn go(&mut self, node: &Node) {
        if node.kind == Kind::Measure && self.measures.remove(&node.id) {
            self.leave(node.record.status);
        }
    }
}
