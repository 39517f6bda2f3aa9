//! Which rows a filter lets pass, and how many there would be for each value of a column.

use std::cmp::Reverse;
use std::hash::Hash;

use super::Column;
use super::column::word;
use super::order::by_day;
use super::outline::{Entry, Outline};
use super::view::{Filter, View};
use crate::ledger::{Date, Field, Form, Id, Ledger, Node, Record};
use crate::needle::Needle;
use crate::procedure;
use foldhash::{HashMap, HashMapExt, HashSet};

/// A filter made ready for many rows.
pub(super) struct Sieve<'a> {
    ledger: &'a Ledger,
    outline: &'a Outline,
    filter: &'a Filter,
    today: Date,
    needle: Option<Needle>,
    directions: HashSet<Id>,
    // For each field with codes those whose words hold the needle.
    coded: Vec<(Field, Vec<&'static str>)>,
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
        let coded = needle.as_ref().map_or(Vec::new(), |needle| {
            let says = |field, code: &&str| {
                needle.is_in(word(ledger.particulars(), Column::Field(field), code))
            };
            let of = |field: &Field| {
                let codes = field.codes()?.iter().copied().filter(|code| says(*field, code));
                Some((*field, codes.collect()))
            };
            Field::RECORD.iter().filter_map(of).collect()
        });
        Self {
            coded,
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
        let filter = self.filter;
        let of = |field: Field, wanted: &[String]| {
            but == Some(Column::Field(field))
                || wanted.is_empty()
                || wanted.iter().any(|one| *one == measure.map_or("", |node| node.get(field)))
        };
        let is_due = |node: &Node| {
            let due = procedure::due_of(&node.record);
            let within = |days: u16| {
                due.is_some_and(|due| (0..=i64::from(days)).contains(&due.days_since(self.today)))
            };
            (!filter.overdue || due.is_some_and(|due| due < self.today))
                && filter.due_within.is_none_or(within)
                && (!filter.returned || procedure::is_returned(&node.record))
                && (!filter.extended || procedure::is_extended(&node.record))
                && (!filter.resubmitted || procedure::resubmissions(&node.record) > 0)
        };
        let in_direction = || match self.outline.direction(self.ledger, entry) {
            Some(node) => self.directions.contains(&node.id),
            None => filter.undirected,
        };
        filter.values.iter().all(|(field, wanted)| of(*field, wanted))
            && (but == Some(Column::Direction) || !filter.has_directions() || in_direction())
            && (!filter.measures || measure.is_some())
            && (!filter.bare || measure.is_none())
            && (!filter.asks_of_the_day() || measure.is_some_and(is_due))
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
        let in_target = || needle.is_in(finding.get(Field::Target));
        match self.filter.within {
            None => needle.is_in(&finding.text) || in_direction() || in_target(),
            Some(Column::Finding) => needle.is_in(&finding.text),
            Some(Column::Direction) => in_direction(),
            Some(Column::Number) => needle.is_in(&self.outline.label(self.ledger, finding.id)),
            Some(Column::Field(Field::Target)) => in_target(),
            Some(Column::Measure | Column::Field(_)) => false,
        }
    }

    fn reads_measure(&self, needle: &Needle, node: &Node) -> bool {
        let record = &node.record;
        let says = |(field, codes): &(Field, Vec<&str>)| codes.contains(&record.get(*field));
        match self.filter.within {
            None => {
                needle.is_in(&node.text)
                    || needle.is_in(&record.leader)
                    || needle.is_in(&record.unit)
                    || needle.is_in(&record.deadline)
                    || needle.is_in(&record.remark)
                    || record.rare_words().any(|words| needle.is_in(words))
                    || self.coded.iter().any(says)
            }
            Some(Column::Number | Column::Direction | Column::Finding) => false,
            Some(column) => match column.field() {
                Some(field) if field.is_of_finding() => false,
                Some(field) if field.codes().is_some() => {
                    self.coded.iter().filter(|(coded, _)| *coded == field).any(says)
                }
                Some(field) => needle.is_in(node.get(field)),
                None => false,
            },
        }
    }
}

/// Past its day, and still open; or long-term, and past the day of its review.
pub fn is_overdue(record: &Record, today: Date) -> bool {
    procedure::due_of(record).is_some_and(|due| due < today)
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
        let wanted = wanted.chain(view.filter.undirected.then_some(None));
        let mut counts = count(ids, wanted);
        let place = |id: Option<Id>| id.and_then(|id| ledger.position(id));
        counts.sort_by_key(|(id, _)| (id.is_none(), place(*id).is_none(), place(*id)));
        let words = |id: Option<Id>| id.map_or(String::new(), |id| id.to_string());
        return counts.into_iter().map(|(id, rows)| (words(id), rows)).collect();
    }
    let values = passing.map(|entry| outline.value(ledger, *entry, column));
    let wanted = column.field().and_then(|field| view.filter.values.get(&field));
    let wanted = wanted.map_or(&[][..], Vec::as_slice);
    let mut counts = count(values, wanted.iter().map(String::as_str));
    match (column, column.form()) {
        (Column::Number, _) => counts.clear(),
        (_, Some(Form::Code)) => {
            let codes = column.choices().expect("a field of codes has codes");
            let place = |value| codes.iter().position(|code| *code == value);
            counts.sort_by_key(|(value, _)| (value.is_empty(), place(*value)));
        }
        (_, Some(Form::Day)) => counts.sort_by(|a, b| by_day(a.0, b.0)),
        (_, Some(Form::Names | Form::Text) | None) => {
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
