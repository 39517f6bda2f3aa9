//! The rules against reports whose remarks were written down by hand. Shared by the test, which
//! holds them to it, and by the benchmark, which prints the table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rectification_ledger::check::checkup;
use rectification_ledger::ledger::Date;
use rectification_ledger::parse::parse;

/// What is expected of a report, and what was found: code and words.
pub struct Sample {
    pub name: String,
    pub expected: Vec<(String, String)>,
    pub found: Vec<(String, String)>,
}

/// How a rule did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    pub found: usize,
    pub right: usize,
    pub missed: usize,
}

/// Every report of a folder that has a judgement beside it: lines of code, tab, words.
pub fn samples(folder: &Path) -> Vec<Sample> {
    let entries = fs::read_dir(folder).expect("there");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.iter().map(|path| sample(path, &path.with_extension("expected"))).collect()
}

pub fn sample(path: &Path, judgement: &Path) -> Sample {
    let text = fs::read_to_string(path).expect("UTF-8");
    let ledger = parse(&text).0.into_ledger(String::new()).expect("well formed");
    let found = checkup(&ledger, Date::new(2024, 7, 1).expect("a day")).into_iter();
    let expected = fs::read_to_string(judgement).expect("judged");
    let lines = expected.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pair = |line: &str| {
        let (code, words) = line.split_once('\t').expect("code and words");
        (code.to_owned(), words.to_owned())
    };
    Sample {
        name: path.file_stem().expect("named").to_string_lossy().into_owned(),
        expected: lines.map(pair).collect(),
        found: found.map(|one| (one.code.code().to_owned(), one.words)).collect(),
    }
}

/// Of the same rule, and one within the other.
fn is_meant(found: &(String, String), expected: &(String, String)) -> bool {
    found.0 == expected.0 && (found.1.contains(&expected.1) || expected.1.contains(&found.1))
}

/// By rule; and what was found without being expected, or the other way round.
pub fn score(samples: &[Sample]) -> (BTreeMap<&str, Score>, Vec<String>) {
    let mut rules: BTreeMap<&str, Score> = BTreeMap::new();
    let mut wrong = Vec::new();
    for Sample { name, expected, found } in samples {
        for one in found {
            let is_right = expected.iter().any(|other| is_meant(one, other));
            let score = rules.entry(&one.0).or_default();
            score.found += 1;
            score.right += usize::from(is_right);
            if !is_right {
                wrong.push(format!("{name}: {} {}: not expected", one.0, one.1));
            }
        }
        for other in expected.iter().filter(|other| !found.iter().any(|one| is_meant(one, other))) {
            rules.entry(&other.0).or_default().missed += 1;
            wrong.push(format!("{name}: {} {}: missed", other.0, other.1));
        }
    }
    (rules, wrong)
}
