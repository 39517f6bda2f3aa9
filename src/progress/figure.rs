//! The numbers themselves: what each counts, and which filter of the table counts the same.

use crate::ledger::{Date, Field, Id, Pace, Particulars, Record, Status};
use crate::procedure;
use crate::rows::Filter;

/// A number that is shown. All but [`Self::Bare`] count measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    Measures,
    Stage(Option<Status>),
    Pace(Option<Pace>),
    /// What the particulars of the ledger count as done.
    Done,
    /// All others.
    Open,
    Overdue,
    DueWithin(Horizon),
    /// Sent back, and not yet reported again.
    Returned,
    /// Given a later deadline, whenever that was.
    Extended,
    /// Reported more than once.
    Resubmitted,
    /// 尚无措施的问题: findings without measures.
    Bare,
}

/// How far ahead is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Horizon {
    Week,
    Month,
}

/// Within what something is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Whole,
    /// A direction, or a chapter where there are no directions.
    Direction(Option<Id>),
    /// 责任单位 as written.
    Unit(String),
    /// 责任领导 as written.
    Leader(String),
}

/// All figures of some rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    measures: usize,
    /// None, then [`Status::ALL`].
    stages: [usize; Status::ALL.len() + 1],
    /// None, then [`Pace::ALL`].
    paces: [usize; Pace::ALL.len() + 1],
    done: usize,
    overdue: usize,
    /// As [`Horizon::ALL`].
    due: [usize; Horizon::ALL.len()],
    returned: usize,
    extended: usize,
    resubmitted: usize,
    bare: usize,
}

/// How one measure stands: looked up once, counted in several tallies.
pub(super) struct Stand {
    status: Option<Status>,
    pace: Option<Pace>,
    is_done: bool,
    /// From today to its day; negative where that is past.
    days: Option<i64>,
    is_returned: bool,
    is_extended: bool,
    is_resubmitted: bool,
}

impl Figure {
    /// Each once.
    pub fn all() -> impl Iterator<Item = Self> {
        let stages = [None].into_iter().chain(Status::ALL.iter().copied().map(Some));
        let paces = [None].into_iter().chain(Pace::ALL.iter().copied().map(Some));
        let due = Horizon::ALL.into_iter().map(Self::DueWithin);
        [Self::Measures, Self::Done, Self::Open, Self::Overdue]
            .into_iter()
            .chain([Self::Returned, Self::Extended, Self::Resubmitted, Self::Bare])
            .chain(stages.map(Self::Stage))
            .chain(paces.map(Self::Pace))
            .chain(due)
    }
}

impl Horizon {
    pub const ALL: [Self; 2] = [Self::Week, Self::Month];

    /// Today is day 0, and counts.
    pub fn days(self) -> u16 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
        }
    }
}

impl Tally {
    pub fn count(&self, figure: Figure) -> usize {
        match figure {
            Figure::Measures => self.measures,
            Figure::Stage(status) => self.stages[stage_place(status)],
            Figure::Pace(pace) => self.paces[pace_place(pace)],
            Figure::Done => self.done,
            Figure::Open => self.measures - self.done,
            Figure::Overdue => self.overdue,
            Figure::DueWithin(horizon) => self.due[horizon as usize],
            Figure::Returned => self.returned,
            Figure::Extended => self.extended,
            Figure::Resubmitted => self.resubmitted,
            Figure::Bare => self.bare,
        }
    }

    /// The completion rate in hundredths of a percent, as reports give it: 688 of 697 is 9871. A
    /// rate of 100 % is reached with the last measure and not by rounding. None without measures.
    pub fn rate(&self) -> Option<u64> {
        let (done, measures) = (self.done as u64, self.measures as u64);
        let rounded = (done * 10_000 + measures / 2).checked_div(measures)?;
        Some(if self.done < self.measures { rounded.min(9_999) } else { rounded })
    }

    pub(super) fn add(&mut self, stand: &Stand) {
        self.measures += 1;
        self.stages[stage_place(stand.status)] += 1;
        self.paces[pace_place(stand.pace)] += 1;
        self.done += usize::from(stand.is_done);
        self.overdue += usize::from(stand.days_late().is_some());
        for horizon in Horizon::ALL {
            let within = |days| (0..=i64::from(horizon.days())).contains(&days);
            self.due[horizon as usize] += usize::from(stand.days.is_some_and(within));
        }
        self.returned += usize::from(stand.is_returned);
        self.extended += usize::from(stand.is_extended);
        self.resubmitted += usize::from(stand.is_resubmitted);
    }

    pub(super) fn add_bare(&mut self) {
        self.bare += 1;
    }
}

impl Stand {
    pub(super) fn of(particulars: &Particulars, record: &Record, today: Date) -> Self {
        Self {
            status: record.status,
            pace: record.pace,
            is_done: particulars.counts_as_done(record.status),
            days: procedure::due_of(record).map(|due| due.days_since(today)),
            is_returned: procedure::is_returned(record),
            is_extended: procedure::is_extended(record),
            is_resubmitted: procedure::resubmissions(record) > 0,
        }
    }

    /// Since when it should have been done; none where it need not be yet.
    pub(super) fn days_late(&self) -> Option<i64> {
        self.days.filter(|days| *days < 0).map(|days| -days)
    }
}

pub(super) fn filter(
    scope: &Scope,
    figure: Figure,
    done: &[Option<Status>],
    open: &[Option<Status>],
) -> Filter {
    // A finding without measures is no unit's and no leader's, not even of those without a name.
    let of_measures = figure != Figure::Bare || matches!(scope, Scope::Unit(_) | Scope::Leader(_));
    let mut filter = Filter { measures: of_measures, ..Filter::default() };
    match scope {
        Scope::Whole => {}
        Scope::Direction(Some(id)) => filter.direction = vec![*id],
        Scope::Direction(None) => filter.undirected = true,
        Scope::Unit(words) => drop(filter.values.insert(Field::Unit, vec![words.clone()])),
        Scope::Leader(words) => drop(filter.values.insert(Field::Leader, vec![words.clone()])),
    }
    let codes = |stages: &[Option<Status>]| {
        stages.iter().map(|status| status.map_or("", Status::code).to_owned()).collect()
    };
    match figure {
        Figure::Measures => {}
        Figure::Stage(status) => drop(filter.values.insert(Field::Status, codes(&[status]))),
        Figure::Pace(pace) => {
            let code = pace.map_or("", Pace::code).to_owned();
            filter.values.insert(Field::Pace, vec![code]);
        }
        Figure::Done => drop(filter.values.insert(Field::Status, codes(done))),
        Figure::Open => drop(filter.values.insert(Field::Status, codes(open))),
        Figure::Overdue => filter.overdue = true,
        Figure::DueWithin(horizon) => filter.due_within = Some(horizon.days()),
        Figure::Returned => filter.returned = true,
        Figure::Extended => filter.extended = true,
        Figure::Resubmitted => filter.resubmitted = true,
        Figure::Bare => filter.bare = true,
    }
    filter
}

// The codes stand in the order of their lists.

pub(super) fn stage_place(status: Option<Status>) -> usize {
    status.map_or(0, |status| status as usize + 1)
}

fn pace_place(pace: Option<Pace>) -> usize {
    pace.map_or(0, |pace| pace as usize + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_reports_and_full_only_at_the_end() {
        let rate = |done, measures| Tally { done, measures, ..Tally::default() }.rate();
        assert_eq!(rate(688, 697), Some(9871));
        assert_eq!((rate(0, 0), rate(0, 3), rate(3, 3)), (None, Some(0), Some(10_000)));
        assert_eq!(rate(99_999, 100_000), Some(9_999));
    }
}
