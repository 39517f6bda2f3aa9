//! In which order rows come and which stand under one band: a number for each row, so that a
//! hundred thousand are sorted by comparing numbers. Values are compared once each, not once a
//! row.

use std::cmp::Ordering;

use foldhash::{HashMap, HashMapExt};

use super::outline::{Entry, Outline};
use super::view::{Grouping, Sort};
use super::{Column, Title};
use crate::ledger::wording::date;
use crate::ledger::{Date, Field, Form, Ledger, Node};

/// The rank of a row with nothing in the column: behind all others, whichever way.
const EMPTY: u32 = u32::MAX;

/// How words are ordered in the reader's language.
pub(super) type Collate<'a> = &'a dyn Fn(&str, &str) -> Ordering;

/// The rows to order.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) outline: &'a Outline,
    /// In document order.
    pub(super) entries: &'a [Entry],
    pub(super) collate: Collate<'a>,
}

/// For each row the number of its band; the bands' titles in their order. None is no line.
pub(super) struct Bands {
    pub(super) of: Vec<u32>,
    pub(super) titles: Vec<Option<Title>>,
}

/// The place of each row in the order asked for; equal where the order of the document decides.
pub(super) fn ranks(shown: Shown, sort: Sort) -> Vec<u32> {
    let turn = |order: Ordering| if sort.descending { order.reverse() } else { order };
    // Of numbers that are their own order, against an upper bound.
    let place = |at: usize, of: usize| number(if sort.descending { of - at } else { at });
    match sort.column {
        Column::Number => {
            let last = shown.entries.last().map_or(0, |entry| entry.finding as usize);
            let places = shown.entries.iter().map(|entry| place(entry.finding as usize, last));
            places.collect()
        }
        column => match column.form() {
            Some(Form::Code) => {
                let codes = column.choices().expect("a field of codes has codes");
                let field = column.field().expect("codes are a field's");
                shown.measures(|node| {
                    let code = node.map_or("", |node| node.get(field));
                    let at = codes.iter().position(|one| *one == code);
                    at.map_or(EMPTY, |at| place(at, codes.len()))
                })
            }
            Some(Form::Names) | None => {
                let classes = Classes::equal(shown.values(column));
                classes.ranks(|a, b| turn((shown.collate)(a, b).then_with(|| a.cmp(b)))).of
            }
            Some(Form::Text) => Classes::same(shown.values(column)).ranks(|a, b| turn(a.cmp(b))).of,
            Some(Form::Day) => {
                let classes = Classes::equal(shown.values(column));
                let days: HashMap<&str, Option<Date>> =
                    classes.values.iter().map(|words| (*words, date(words))).collect();
                let by_day = |a: &str, b: &str| match (days[a], days[b]) {
                    (Some(first), Some(second)) => turn(first.cmp(&second).then_with(|| a.cmp(b))),
                    (None, None) => turn(a.cmp(b)),
                    // A deadline without a day is neither early nor late.
                    (Some(_), None) => Ordering::Less,
                    (None, Some(_)) => Ordering::Greater,
                };
                classes.ranks(by_day).of
            }
        },
    }
}

/// Deadlines: by day, then those that name none, then nothing.
pub(super) fn by_day(a: &str, b: &str) -> Ordering {
    let key = |words: &str| (words.is_empty(), date(words).is_none(), date(words));
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

pub(super) fn bands(shown: Shown, group: Grouping, is_sorted: bool) -> Bands {
    match group {
        Grouping::None => Bands { of: vec![0; shown.entries.len()], titles: vec![None] },
        Grouping::Direction => by_direction(shown, is_sorted),
        Grouping::Unit => by_words(shown, Column::Field(Field::Unit)),
        Grouping::Leader => by_words(shown, Column::Field(Field::Leader)),
        Grouping::Status => by_code(shown, Column::Field(Field::Status)),
        Grouping::Pace => by_code(shown, Column::Field(Field::Pace)),
        Grouping::Deadline => by_month(shown),
    }
}

/// In document order a band begins wherever the direction changes; in another, each direction
/// has one. Rows before all directions have no band; later they need one, to end the one above.
fn by_direction(shown: Shown, is_sorted: bool) -> Bands {
    let mut bands = Bands { of: Vec::with_capacity(shown.entries.len()), titles: Vec::new() };
    let mut known = HashMap::new();
    let mut last = None;
    for entry in shown.entries {
        let direction = shown.outline.direction(shown.ledger, *entry).map(|node| node.id);
        if last.is_none_or(|(other, _)| other != direction) {
            let next = number(bands.titles.len());
            let band = if is_sorted { *known.entry(direction).or_insert(next) } else { next };
            if band == next {
                bands.titles.push(match direction {
                    Some(id) => Some(Title::Node(id)),
                    None if bands.titles.is_empty() => None,
                    None => Some(Title::Value(Column::Direction, String::new())),
                });
            }
            last = Some((direction, band));
        }
        bands.of.extend(last.map(|(_, band)| band));
    }
    bands
}

fn by_words(shown: Shown, column: Column) -> Bands {
    let classes = Classes::equal(shown.values(column));
    let ranked = classes.ranks(|a, b| (shown.collate)(a, b).then_with(|| a.cmp(b)));
    let titles = ranked.values.iter().map(|value| Title::Value(column, (*value).to_owned()));
    titled(ranked.of, titles.collect(), column)
}

fn by_code(shown: Shown, column: Column) -> Bands {
    let codes = column.choices().expect("only columns with codes are grouped by code");
    let titles = codes.iter().map(|code| Title::Value(column, (*code).to_owned()));
    titled(ranks(shown, Sort { column, descending: false }), titles.collect(), column)
}

fn by_month(shown: Shown) -> Bands {
    let mut titles: Vec<Title> = Vec::new();
    let ranked = Classes::equal(shown.values(Column::Field(Field::Deadline))).ranks(by_day);
    // Days come in order, so those of a month are neighbours.
    let months: Vec<u32> = ranked
        .values
        .iter()
        .map(|words| {
            let title = match date(words) {
                Some(day) => Title::Month(day.year(), day.month()),
                None => Title::Value(Column::Field(Field::Deadline), (*words).to_owned()),
            };
            if titles.last() != Some(&title) {
                titles.push(title);
            }
            number(titles.len() - 1)
        })
        .collect();
    let of = ranked.of.iter().map(|rank| months.get(*rank as usize).copied().unwrap_or(EMPTY));
    titled(of.collect(), titles, Column::Field(Field::Deadline))
}

/// Gives the rows without a value their band, the last.
fn titled(mut of: Vec<u32>, titles: Vec<Title>, column: Column) -> Bands {
    let unset = number(titles.len());
    for band in of.iter_mut().filter(|band| **band == EMPTY) {
        *band = unset;
    }
    let unset = Title::Value(column, String::new());
    Bands { of, titles: titles.into_iter().chain([unset]).map(Some).collect() }
}

impl<'a> Shown<'a> {
    fn values(self, column: Column) -> impl Iterator<Item = &'a str> {
        self.entries.iter().map(move |entry| self.outline.value(self.ledger, *entry, column))
    }

    fn measures(self, rank: impl Fn(Option<&Node>) -> u32) -> Vec<u32> {
        let nodes = self.entries.iter().map(|entry| self.outline.measure(self.ledger, *entry));
        nodes.map(rank).collect()
    }
}

/// Values, and for each row which of them it has.
struct Classes<'a> {
    of: Vec<u32>,
    values: Vec<&'a str>,
}

impl<'a> Classes<'a> {
    /// Each value once: where rows share values.
    fn equal(rows: impl Iterator<Item = &'a str>) -> Self {
        let mut classes = Self { of: Vec::with_capacity(rows.size_hint().0), values: Vec::new() };
        let mut known: HashMap<&str, u32> = HashMap::new();
        for value in rows {
            let next = number(classes.values.len());
            let class = *known.entry(value).or_insert(next);
            if class == next {
                classes.values.push(value);
            }
            classes.of.push(class);
        }
        classes
    }

    /// A value anew for each row but those that show the same cell: where hardly any are equal
    /// and all are long.
    fn same(rows: impl Iterator<Item = &'a str>) -> Self {
        let mut classes = Self { of: Vec::with_capacity(rows.size_hint().0), values: Vec::new() };
        for value in rows {
            if !classes.values.last().is_some_and(|last| std::ptr::eq(*last, value)) {
                classes.values.push(value);
            }
            classes.of.push(number(classes.values.len() - 1));
        }
        classes
    }

    /// The same with the values in order, equal ones once, and [`EMPTY`] for none.
    fn ranks(&self, compare: impl Fn(&str, &str) -> Ordering) -> Self {
        let filled = (0..self.values.len()).filter(|at| !self.values[*at].is_empty());
        let mut order: Vec<(usize, &str)> = filled.map(|at| (at, self.values[at])).collect();
        order.sort_by(|a, b| compare(a.1, b.1));
        let mut rank = vec![EMPTY; self.values.len()];
        let mut values: Vec<&str> = Vec::new();
        for (at, value) in order {
            if values.last() != Some(&value) {
                values.push(value);
            }
            rank[at] = number(values.len() - 1);
        }
        Self { of: self.of.iter().map(|class| rank[*class as usize]).collect(), values }
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a table has fewer than four thousand million rows")
}
