//! Which rows a filter lets pass, and how many there would be for each value of a column.

use std::cmp::Reverse;
use std::hash::Hash;

use super::Column;
use super::column::word;
use super::order::by_day;
use super::outline::{Entry, Outline, of_measure};
use super::view::{Filter, View};
use crate::ledger::Date;
use crate::ledger::wording::date;
use crate::ledger::{Id, Ledger, Node, Pace, Status};
use crate::needle::Needle;
use foldhash::{HashMap, HashMapExt, HashSet};

/// A filter made ready for many rows.
pub(super) struct Sieve<'a> {
    ledger: &'a Ledger,
    outline: &'a Outline,
    filter: &'a Filter,
    today: Date,
    needle: Option<Needle>,
    directions: HashSet<Id>,
    // Status and pace whose words hold the needle.
    statuses: Vec<Status>,
    paces: Vec<Pace>,
    // What the newest finding's own cells said of the needle: its rows come together.
    last: Option<(u32, bool)>,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(
        ledger: &'a Ledger,
        outline: &'a Outline,
        filter: &'a Filter,
        today: Date,
    ) -> Self {
        let words = filter.text.trim();
        let needle = (!words.is_empty()).then(|| Needle::new(words));
        let says =
            |column, code| needle.as_ref().is_some_and(|needle| needle.is_in(word(column, code)));
        let statuses = Status::ALL.iter().filter(|one| says(Column::Status, one.code()));
        let paces = Pace::ALL.iter().filter(|one| says(Column::Pace, one.code()));
        Self {
            statuses: statuses.copied().collect(),
            paces: paces.copied().collect(),
            directions: filter.direction.iter().copied().collect(),
            last: None,
            ledger,
            outline,
            filter,
            today,
            needle,
        }
    }

    /// Whether the row meets the conditions, but for that on the column `but`.
    pub(super) fn passes(&mut self, entry: Entry, but: Option<Column>) -> bool {
        let measure = self.outline.measure(self.ledger, entry);
        let of = |column: Column, wanted: &[String]| {
            but == Some(column)
                || wanted.is_empty()
                || wanted.iter().any(|one| *one == of_measure(measure, column))
        };
        let filter = self.filter;
        of(Column::Status, &filter.status)
            && of(Column::Pace, &filter.pace)
            && of(Column::Leader, &filter.leader)
            && of(Column::Unit, &filter.unit)
            && (but == Some(Column::Direction)
                || self.directions.is_empty()
                || self
                    .outline
                    .direction(self.ledger, entry)
                    .is_some_and(|node| self.directions.contains(&node.id)))
            && (!filter.overdue
                || measure.is_some_and(|node| {
                    is_overdue(node.record.status, &node.record.deadline, self.today)
                }))
            && self.reads(entry, measure)
    }

    /// Whether the words sought are in the row.
    fn reads(&mut self, entry: Entry, measure: Option<&Node>) -> bool {
        let Some(needle) = &self.needle else { return true };
        let by_finding = match self.last {
            Some((finding, says)) if finding == entry.finding => says,
            Some(_) | None => {
                let says = self.reads_finding(needle, entry);
                self.last = Some((entry.finding, says));
                says
            }
        };
        by_finding || measure.is_some_and(|node| self.reads_measure(needle, node))
    }

    fn reads_finding(&self, needle: &Needle, entry: Entry) -> bool {
        let finding = self.outline.finding(self.ledger, entry);
        let direction = || self.outline.direction(self.ledger, entry);
        let in_direction = || direction().is_some_and(|node| needle.is_in(&node.text));
        match self.filter.within {
            None => needle.is_in(&finding.text) || in_direction(),
            Some(Column::Finding) => needle.is_in(&finding.text),
            Some(Column::Direction) => in_direction(),
            Some(Column::Number) => needle.is_in(&self.outline.label(self.ledger, finding.id)),
            Some(
                Column::Measure
                | Column::Pace
                | Column::Leader
                | Column::Unit
                | Column::Deadline
                | Column::Status
                | Column::Remark,
            ) => false,
        }
    }

    fn reads_measure(&self, needle: &Needle, node: &Node) -> bool {
        let record = &node.record;
        let has_status = || record.status.is_some_and(|status| self.statuses.contains(&status));
        let has_pace = || record.pace.is_some_and(|pace| self.paces.contains(&pace));
        match self.filter.within {
            None => {
                needle.is_in(&node.text)
                    || needle.is_in(&record.leader)
                    || needle.is_in(&record.unit)
                    || needle.is_in(&record.deadline)
                    || needle.is_in(&record.remark)
                    || has_status()
                    || has_pace()
            }
            Some(Column::Status) => has_status(),
            Some(Column::Pace) => has_pace(),
            Some(Column::Number | Column::Direction | Column::Finding) => false,
            Some(
                column @ (Column::Measure
                | Column::Leader
                | Column::Unit
                | Column::Deadline
                | Column::Remark),
            ) => needle.is_in(of_measure(Some(node), column)),
        }
    }
}

/// Past its day, and neither reported done, nor struck off, nor long-term.
pub fn is_overdue(status: Option<Status>, deadline: &str, today: Date) -> bool {
    let is_open = match status {
        None | Some(Status::NotStarted | Status::InProgress) => true,
        Some(Status::AwaitingCheck | Status::StruckOff | Status::LongTerm) => false,
    };
    is_open && date(deadline).is_some_and(|due| due < today)
}

/// Each value of a column with the number of its rows under the conditions on the other columns;
/// a value the filter asks for is among them even where no row has it. Codes in their order,
/// directions in that of the document and as ids, deadlines by day, other words by frequency and
/// then as they come in the document; “” last. Numbers of findings are no values to choose from.
pub fn facets(
    ledger: &Ledger,
    outline: &Outline,
    view: &View,
    today: Date,
    column: Column,
) -> Vec<(String, usize)> {
    let mut sieve = Sieve::new(ledger, outline, &view.filter, today);
    let passing = outline.entries.iter().filter(|entry| sieve.passes(**entry, Some(column)));
    if column == Column::Direction {
        let ids = passing.map(|entry| outline.direction(ledger, *entry).map(|node| node.id));
        let wanted = view.filter.direction.iter().map(|id| Some(*id));
        let mut counts = count(ids, wanted);
        let place = |id: Option<Id>| id.and_then(|id| ledger.position(id));
        counts.sort_by_key(|(id, _)| (id.is_none(), place(*id).is_none(), place(*id)));
        let words = |id: Option<Id>| id.map_or(String::new(), |id| id.to_string());
        return counts.into_iter().map(|(id, rows)| (words(id), rows)).collect();
    }
    let values = passing.map(|entry| outline.value(ledger, *entry, column));
    let wanted = match column {
        Column::Pace => view.filter.pace.as_slice(),
        Column::Leader => &view.filter.leader,
        Column::Unit => &view.filter.unit,
        Column::Status => &view.filter.status,
        Column::Number
        | Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Deadline
        | Column::Remark => &[],
    };
    let mut counts = count(values, wanted.iter().map(String::as_str));
    match column {
        Column::Number => counts.clear(),
        Column::Pace | Column::Status => {
            let codes = column.choices().expect("pace and status have codes");
            let place = |value| codes.iter().position(|code| *code == value);
            counts.sort_by_key(|(value, _)| (value.is_empty(), place(*value)));
        }
        Column::Deadline => counts.sort_by(|a, b| by_day(a.0, b.0)),
        Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Leader
        | Column::Unit
        | Column::Remark => {
            counts.sort_by_key(|(value, rows)| (value.is_empty(), Reverse(*rows)));
        }
    }
    counts.into_iter().map(|(value, rows)| (value.to_owned(), rows)).collect()
}

/// How often each value comes, in the order of first appearance; then those wanted in vain.
fn count<T: Copy + Eq + Hash>(
    values: impl Iterator<Item = T>,
    wanted: impl Iterator<Item = T>,
) -> Vec<(T, usize)> {
    let mut counts: Vec<(T, usize)> = Vec::new();
    let mut slots: HashMap<T, usize> = HashMap::new();
    for (value, one) in values.map(|value| (value, 1)).chain(wanted.map(|value| (value, 0))) {
        let slot = *slots.entry(value).or_insert(counts.len());
        match counts.get_mut(slot) {
            Some((_, count)) => *count += one,
            None => counts.push((value, one)),
        }
    }
    counts
}
