//! Samples whose sensitive matter was marked by people, and how what is found compares with the
//! marks. For the tests and for the benchmark's table; asserts nothing.
//!
//! One sample a line, each hit in brackets with its sort: `台长〖name:胡某某〗于〖date:6月30日〗到会`.
//! A line that starts with `#` is a remark. `@names ` judges names only, `@numbers ` the sorts from
//! ID numbers to addresses; any other line is judged as a whole. Each sample is a text of its own:
//! a name that has evidence in another is not known in it.

use std::collections::BTreeMap;
use std::fmt::Write;

use rectification_ledger::redact::{Entity, Hit, Names, find};

pub struct Sample<'a> {
    pub line: &'a str,
    pub text: String,
    pub marked: Vec<Hit>,
    pub judges: fn(Entity) -> bool,
}

/// How many were marked, found, and both.
#[derive(Clone, Copy, Default)]
pub struct Score {
    pub marked: usize,
    pub found: usize,
    pub both: usize,
}

impl Score {
    pub fn recall(self) -> f64 {
        share(self.both, self.marked)
    }

    pub fn precision(self) -> f64 {
        share(self.both, self.found)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

pub fn read(samples: &str) -> impl Iterator<Item = Sample<'_>> {
    samples.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(sample)
}

pub fn sample(line: &str) -> Sample<'_> {
    let (judges, mut rest): (fn(Entity) -> bool, &str) =
        match (line.strip_prefix("@names "), line.strip_prefix("@numbers ")) {
            (Some(rest), _) => (|entity| entity == Entity::Name, rest),
            (None, Some(rest)) => (is_number, rest),
            (None, None) => (|_| true, line),
        };
    let (mut text, mut marked) = (String::new(), Vec::new());
    while let Some((before, mark)) = rest.split_once('〖') {
        text += before;
        let (mark, after) = mark.split_once('〗').expect("a mark is closed");
        let (sort, words) = mark.split_once(':').expect("a mark has its sort");
        let entity =
            serde_json::from_str(&format!("\"{}\"", sort.replace('_', "-"))).expect("a sort");
        marked.push(Hit { entity, start: text.len(), end: text.len() + words.len() });
        text += words;
        rest = after;
    }
    text += rest;
    Sample { line, text, marked, judges }
}

impl Sample<'_> {
    pub fn found(&self) -> Vec<Hit> {
        let mut found = find(&self.text, &Names::of(std::iter::once(self.text.as_str())));
        found.retain(|hit| (self.judges)(hit.entity));
        found
    }
}

pub fn scores(samples: &str) -> BTreeMap<Entity, Score> {
    let mut scores = BTreeMap::<Entity, Score>::new();
    for sample in read(samples) {
        let found = sample.found();
        for hit in &sample.marked {
            let score = scores.entry(hit.entity).or_default();
            score.marked += 1;
            score.both += usize::from(found.contains(hit));
        }
        for hit in &found {
            scores.entry(hit.entity).or_default().found += 1;
        }
    }
    scores
}

/// Where marks and hits differ, a line each.
pub fn differences(samples: &str) -> String {
    let mut differences = String::new();
    for sample in read(samples) {
        let found = sample.found();
        let mut show = |sign: &str, hits: &[Hit], others: &[Hit]| {
            for hit in hits.iter().filter(|hit| !others.contains(hit)) {
                let (words, line) = (&sample.text[hit.start..hit.end], sample.line);
                writeln!(differences, "{sign} {:?} {words} | {line}", hit.entity)
                    .expect("a string");
            }
        };
        show("missed", &sample.marked, &found);
        show("wrong", &found, &sample.marked);
    }
    differences
}

/// As samples write it: id_number.
pub fn kind(entity: Entity) -> String {
    serde_json::to_string(&entity).expect("a word").trim_matches('"').to_owned()
}

/// Whether it is one of the sorts that have a form of their own, from ID numbers to addresses.
pub fn is_number(entity: Entity) -> bool {
    match entity {
        Entity::IdNumber
        | Entity::Mobile
        | Entity::BankCard
        | Entity::Passport
        | Entity::Plate
        | Entity::CreditCode
        | Entity::Phone
        | Entity::Email => true,
        Entity::Name | Entity::Amount | Entity::Date | Entity::Count | Entity::Mask => false,
    }
}
