//! Measures that are there twice, and findings without any: `duplicate-measure`, `no-measures`.
//!
//! - “完善制度，明确责任，加强监督检查。” under two findings
//! - “关于“调研不够深入”问题”, and then the next heading
//! - left alone: a finding whose parts have measures of their own, and “加强学习。”, which is too
//!   short to have been copied

use foldhash::{HashMap, HashSet};

use super::texts::{Shared, is_punctuation};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Id, Kind, Ledger, Node};

/// Characters of a measure that two offices do not write alike by chance.
const SHORTEST: usize = 12;
const SHOWN: usize = 24;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut seen: HashMap<&str, &Node> = HashMap::default();
    let mut answered: HashSet<Id> = HashSet::default();
    for node in ledger.nodes() {
        match node.kind {
            Kind::Measure | Kind::Finding => answered.extend(node.parent),
            Kind::Chapter
            | Kind::Direction
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => {}
        }
        let words = node.text.trim_matches(|c: char| c.is_whitespace() || is_punctuation(c));
        if node.kind != Kind::Measure || words.chars().nth(SHORTEST - 1).is_none() {
            continue;
        }
        match seen.get(words) {
            Some(first) => {
                let finding = first.parent.and_then(|finding| ledger.get(finding));
                let finding = finding.map_or("", |finding| &finding.text);
                let detail = super::texts::beginning(finding, SHOWN);
                found.push(Diagnostic::about(Code::DuplicateMeasure, node, detail));
            }
            None => {
                seen.insert(words, node);
            }
        }
    }
    let findings = ledger.nodes().iter().filter(|node| node.kind == Kind::Finding);
    for finding in findings.filter(|node| !answered.contains(&node.id)) {
        found.push(Diagnostic::about(Code::NoMeasures, finding, ""));
    }
}
