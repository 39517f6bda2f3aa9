//! What a leader sees: how many measures stand where, by direction, unit and leader, and which are
//! late.
//!
//! Every number leads to its rows: [`Progress::filter`] is the filter that shows exactly those, and
//! a test holds the two together. So what counts here is a row of the table: measures, and findings
//! without any as a number of their own, [`Figure::Bare`]; they are in no other.
//!
//! Not here: how it went over time (`burn_up`), and any word that is shown.

mod burn_up;
mod figure;

use std::cmp::Reverse;

pub use burn_up::{Point, burn_up, thinned};
pub use figure::{Figure, Horizon, Scope, Tally};
use foldhash::{HashMap, HashMapExt};

use crate::ledger::{Date, Id, Kind, Ledger, Particulars, Status};
use crate::rows::{Filter, Outline};
use figure::Stand;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub whole: Tally,
    /// In document order, also those whose findings have no measures yet; what stands under none
    /// is last.
    pub directions: Vec<Group>,
    /// As written, “人事科、办公室” is a unit of its own. Most measures first, then by words; what
    /// has none is last.
    pub units: Vec<Group>,
    /// Like the units.
    pub leaders: Vec<Group>,
    /// The most late first, then as in the table.
    pub overdue: Vec<Late>,
    // The stages that count as done, and those that do not.
    done: Vec<Option<Status>>,
    open: Vec<Option<Status>>,
}

/// Rows that have something in common, counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub scope: Scope,
    pub tally: Tally,
}

/// A measure past its day, or a long-term one past the day of its review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    pub measure: Id,
    pub finding: Id,
    /// At least 1.
    pub days: i64,
}

/// `outline` is that of the ledger as it is.
pub fn progress(ledger: &Ledger, outline: &Outline, today: Date) -> Progress {
    let particulars = ledger.particulars();
    let mut whole = Tally::default();
    let (mut directions, mut units, mut leaders) = (Slots::new(), Slots::new(), Slots::new());
    let mut overdue = Vec::new();
    for (place, row) in outline.rows().iter().enumerate() {
        let direction = outline.direction_at(ledger, place).map(|node| node.id);
        let Some(node) = outline.measure_at(ledger, place) else {
            whole.add_bare();
            directions.at(direction).add_bare();
            continue;
        };
        debug_assert_eq!(node.kind, Kind::Measure);
        let stand = Stand::of(particulars, &node.record, today);
        whole.add(&stand);
        directions.at(direction).add(&stand);
        units.at(node.record.unit.as_str()).add(&stand);
        leaders.at(node.record.leader.as_str()).add(&stand);
        if let Some(days) = stand.days_late() {
            overdue.push(Late { measure: node.id, finding: row.finding, days });
        }
    }
    // Stable: those equally late stay in the order of the table.
    overdue.sort_by_key(|late| Reverse(late.days));
    let mut directions = directions.groups;
    directions.sort_by_key(|(id, _)| (id.is_none(), id.and_then(|id| ledger.position(id))));
    let direction = |(id, tally)| Group { scope: Scope::Direction(id), tally };
    let (done, open) = stages(particulars);
    Progress {
        whole,
        directions: directions.into_iter().map(direction).collect(),
        units: by_most(units, Scope::Unit),
        leaders: by_most(leaders, Scope::Leader),
        overdue,
        done,
        open,
    }
}

impl Progress {
    /// Shows exactly the rows that a figure counts within a scope.
    pub fn filter(&self, scope: &Scope, figure: Figure) -> Filter {
        figure::filter(scope, figure, &self.done, &self.open)
    }
}

impl Group {
    /// The words of the direction, the unit or the leader; nothing where there is none.
    pub fn title<'a>(&'a self, ledger: &'a Ledger) -> &'a str {
        match &self.scope {
            Scope::Whole | Scope::Direction(None) => "",
            Scope::Direction(Some(id)) => ledger.get(*id).map_or("", |node| &node.text),
            Scope::Unit(words) | Scope::Leader(words) => words,
        }
    }
}

/// Tallies by a key, in the order in which the keys come.
struct Slots<K> {
    groups: Vec<(K, Tally)>,
    places: HashMap<K, usize>,
    // Rows of one finding mostly share what they are grouped by.
    last: usize,
}

impl<K: Copy + Eq + std::hash::Hash> Slots<K> {
    fn new() -> Self {
        Self { groups: Vec::new(), places: HashMap::new(), last: 0 }
    }

    fn at(&mut self, key: K) -> &mut Tally {
        if self.groups.get(self.last).is_none_or(|(last, _)| *last != key) {
            let next = self.groups.len();
            self.last = *self.places.entry(key).or_insert(next);
            if self.last == next {
                self.groups.push((key, Tally::default()));
            }
        }
        &mut self.groups[self.last].1
    }
}

fn by_most(slots: Slots<&str>, scope: impl Fn(String) -> Scope) -> Vec<Group> {
    let mut groups = slots.groups;
    groups.sort_by_key(|(words, tally)| {
        (words.is_empty(), Reverse(tally.count(Figure::Measures)), *words)
    });
    let group = |(words, tally): (&str, Tally)| Group { scope: scope(words.to_owned()), tally };
    groups.into_iter().map(group).collect()
}

/// Every stage, and none, by whether it counts as done.
fn stages(particulars: &Particulars) -> (Vec<Option<Status>>, Vec<Option<Status>>) {
    let all = Status::ALL.iter().copied().map(Some).chain([None]);
    all.partition(|status| particulars.counts_as_done(*status))
}
