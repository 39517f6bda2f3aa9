//! Who, and by when: `no-unit`, `no-deadline`, `unassigned`, `deadline-unclear`.
//!
//! - a measure without 责任单位 where most others have one
//! - “6月30日前”, “尽快完成”: no day can be read from it. What the first could mean is offered
//! - left alone: “立行立改” and “长期坚持”, which are deadlines of another kind
//!
//! A ledger in which nobody has entered any is not yet worked with: that is one remark.

use super::masks::masks;
use super::texts::Shared;
use super::{Code, Diagnostic, Found};
use crate::ledger::wording::{self, Suggestion};
use crate::ledger::{Field, Kind, Ledger, Node, Pace, Status};

pub(super) fn check(ledger: &Ledger, shared: &Shared, found: &mut Found) {
    let measures: Vec<&Node> =
        ledger.nodes().iter().filter(|node| node.kind == Kind::Measure).collect();
    if measures.is_empty() {
        return;
    }
    let mut bare = Vec::new();
    for (field, code) in [(Field::Unit, Code::NoUnit), (Field::Deadline, Code::NoDeadline)] {
        let is_filled = |node: &&&Node| !node.get(field).trim().is_empty();
        let filled = measures.iter().filter(is_filled).count();
        if filled == 0 {
            bare.push(field.code());
        } else if filled * 2 > measures.len() {
            let lacks = |node: &&&Node| {
                !is_filled(node) && (field != Field::Deadline || is_to_be_dated(node))
            };
            let lacking = measures.iter().filter(lacks);
            found.extend(lacking.map(|node| Diagnostic::about(code, node, "")));
        }
    }
    if !bare.is_empty() {
        found.push(Diagnostic::of_all(Code::Unassigned, bare.join(","), ""));
    }
    for node in measures {
        let words = node.record.deadline.as_str();
        let is_masked = masks(words).next().is_some() || words.contains('×');
        let says = wording::date(words).is_some() || speaks_of_pace(words) || is_masked;
        if !words.trim().is_empty() && !says {
            let meant = match wording::deadline(words, shared.today) {
                Some(Suggestion::Day(day)) => Some(day.to_string()),
                Some(Suggestion::Pace(_)) | None => None,
            };
            let fix = meant.iter().map(|day| (node.id, Field::Deadline, day.clone())).collect();
            let (range, detail) = (0..words.len(), meant.unwrap_or_default());
            let diagnostic =
                Diagnostic::at(Code::DeadlineUnclear, node, Field::Deadline, range, detail);
            found.push(diagnostic.with_fix(fix));
        }
    }
}

fn is_to_be_dated(node: &Node) -> bool {
    node.record.status != Some(Status::LongTerm)
        && !matches!(node.record.pace, Some(Pace::LongTerm | Pace::AtOnce))
}

/// “立行立改”, “立行立改，长期坚持”, “持续推进”: no day, and none is meant.
fn speaks_of_pace(words: &str) -> bool {
    const PACES: [&str; 7] = ["立行立改", "立即", "即知即改", "立整立改", "长期", "持续", "已完成"];
    wording::pace(words).is_some() || PACES.iter().any(|pace| words.contains(pace))
}
