//! The rules against reports that were written for them.

use std::path::Path;

use rectification_ledger::check::Code;

use super::score::{sample, samples, score};

/// What the finder of names does not know yet: one told by what he is the parent of.
const KNOWN: [&str; 1] = ["school: name 亓小棠: missed"];

#[test]
fn the_rules_find_what_was_put_into_reports_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/checks");
    let mut samples = samples(&folder);
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/broadcasting-station.txt");
    samples.push(sample(&seed, &folder.join("broadcasting-station.expected")));
    for (code, _) in samples.iter().flat_map(|sample| &sample.expected) {
        assert!(Code::from_code(code).is_some(), "no rule {code}");
    }
    let (rules, wrong) = score(&samples);
    for (rule, score) in &rules {
        println!("{rule}: {score:?}");
    }
    assert_eq!(wrong, KNOWN);
}
