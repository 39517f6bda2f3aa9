//! `stated-total`: a number in the preface is not what the ledger holds.
//!
//! - “反馈了4个方面25个问题” over 3 directions and 9 findings
//! - “已完成整改19个” where the stages say 17
//! - left alone: “三大类**个问题”: what is masked states nothing
//!
//! Findings may be counted with or without their parts, and what is done by findings or by
//! measures. Never corrected: either may be wrong.

use std::ops::Range;

use super::texts::{Shared, is_leaf, places, sentence_before};
use super::{Code, Diagnostic, Found};
use crate::ledger::wording::half_width;
use crate::ledger::{Field, Kind, Ledger, Status};
use crate::numeral;

/// What may be meant by a number, each way of counting.
#[derive(Default)]
struct Totals {
    directions: Vec<usize>,
    findings: Vec<usize>,
    measures: Vec<usize>,
    /// Empty while no stage is known.
    done: Vec<usize>,
    struck_off: Vec<usize>,
}

/// Of the whole, or of what has been done of it.
enum Told<'a> {
    All(&'a [usize]),
    Done,
}

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let nodes = ledger.nodes();
    let Some(first) = nodes.iter().position(|node| node.kind == Kind::Finding) else { return };
    let totals = totals(ledger);
    for node in &nodes[..first] {
        let is_prose = matches!(node.kind, Kind::Narrative | Kind::Chapter);
        if !is_prose {
            continue;
        }
        let text = &node.text;
        for (unit, told) in [
            ("个方面", Told::All(&totals.directions)),
            ("个问题", Told::All(&totals.findings)),
            ("个具体问题", Told::All(&totals.findings)),
            ("项问题", Told::All(&totals.findings)),
            ("项整改措施", Told::All(&totals.measures)),
            ("条整改措施", Told::All(&totals.measures)),
            ("项措施", Told::All(&totals.measures)),
            ("条措施", Told::All(&totals.measures)),
            ("个", Told::Done),
            ("项", Told::Done),
        ] {
            for place in places(text, unit) {
                let Some((range, stated)) = number_before(text, place.start) else { continue };
                let before = &text[..range.start];
                let counted = match told {
                    Told::All(counted) => {
                        { is_of_feedback(text, range.start) && !is_share(before) }
                            .then_some(counted)
                    }
                    Told::Done => done(before, &text[place.end..], &totals),
                };
                let Some(counted) = counted.filter(|counted| !counted.is_empty()) else { continue };
                if !counted.contains(&stated) {
                    let whole = range.start..place.end;
                    let mut ways: Vec<String> = counted.iter().map(usize::to_string).collect();
                    ways.dedup();
                    let detail = ways.join("或");
                    found.push(Diagnostic::at(Code::StatedTotal, node, Field::Text, whole, detail));
                }
            }
        }
    }
}

fn totals(ledger: &Ledger) -> Totals {
    let of_kind = |kind| ledger.nodes().iter().filter(move |node| node.kind == kind);
    let leaves: Vec<_> = of_kind(Kind::Finding).filter(|node| is_leaf(ledger, node)).collect();
    let is_whole = |parent: Option<crate::ledger::Id>| {
        parent.and_then(|parent| ledger.get(parent)).is_none_or(|above| above.kind != Kind::Finding)
    };
    let findings = of_kind(Kind::Finding).filter(|node| is_whole(node.parent)).count();
    let measures = of_kind(Kind::Measure).count();
    let mut totals = Totals {
        directions: Vec::from_iter(Some(of_kind(Kind::Direction).count()).filter(|n| *n > 0)),
        findings: vec![findings, leaves.len()],
        measures: Vec::from_iter(Some(measures).filter(|n| *n > 0)),
        ..Totals::default()
    };
    if of_kind(Kind::Measure).any(|node| node.record.status.is_some()) {
        let count = |is_done: fn(Option<Status>) -> bool| {
            let all_done = |finding: &&&crate::ledger::Node| {
                let mut measures = ledger
                    .children(finding.id)
                    .filter(|node| node.kind == Kind::Measure)
                    .peekable();
                measures.peek().is_some() && measures.all(|node| is_done(node.record.status))
            };
            let measures = of_kind(Kind::Measure).filter(|node| is_done(node.record.status));
            vec![leaves.iter().filter(all_done).count(), measures.count()]
        };
        totals.done =
            count(|status| matches!(status, Some(Status::AwaitingCheck | Status::StruckOff)));
        totals.struck_off = count(|status| status == Some(Status::StruckOff));
    }
    totals
}

/// The number that ends at `at`, in digits of either width or Chinese ones.
fn number_before(text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let before = &text[..at];
    let is_digit = |c: char| half_width(c).is_ascii_digit();
    let bare = before.trim_end_matches(is_digit);
    if bare.len() < before.len() {
        let digits: String = before[bare.len()..].chars().map(half_width).collect();
        // “1.5”, “2024—2025” and “第3” are no counts.
        let is_count = !bare.ends_with(['.', '．', '第', '-', '—']);
        return Some((bare.len()..at, digits.parse().ok().filter(|_| is_count)?));
    }
    let bare = before.trim_end_matches(|c: char| "一二三四五六七八九十".contains(c));
    let (number, _, length) = numeral::read(&before[bare.len()..])?;
    let is_whole = bare.len() + length == at && !bare.ends_with('第');
    is_whole.then_some((bare.len()..at, number as usize))
}

/// Whether the sentence speaks of what the inspection brought forward.
fn is_of_feedback(text: &str, at: usize) -> bool {
    const WORDS: [&str; 6] = ["反馈", "指出", "巡察", "公开", "巡视", "整改措施"];
    let sentence = sentence_before(text, at);
    let rest = &text[at..];
    let rest = rest.find(['。', '；']).map_or(rest, |end| &rest[..end]);
    WORDS.iter().any(|word| sentence.contains(word) || rest.contains(word))
}

/// Whether a part of the whole is counted: “其中19个问题”, “已完成6个问题”.
fn is_share(before: &str) -> bool {
    const WORDS: [&str; 14] = [
        "其中", "完成", "整改", "剩余", "尚有", "余下", "前", "销号", "解决", "推进", "还有",
        "其余", "难点", "另有",
    ];
    let clause = before.rfind(['，', '。', '；', '、']).map_or(before, |at| &before[at..]);
    WORDS.iter().any(|word| before.ends_with(word)) || clause.contains("已")
}

/// What “已完成整改19个”, “19个已销号”, “已销号19个” count.
fn done<'a>(before: &str, behind: &str, totals: &'a Totals) -> Option<&'a [usize]> {
    const DONE: [&str; 6] =
        ["已完成", "已完成整改", "完成整改", "已整改完成", "已整改", "已整改到位"];
    let behind =
        ["问题", "具体问题"].iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind);
    if before.ends_with("已销号") || before.ends_with("完成销号") || behind.starts_with("已销号")
    {
        return Some(&totals.struck_off);
    }
    let is_done = DONE.iter().any(|word| before.ends_with(word))
        || ["已完成", "已整改"].iter().any(|word| behind.starts_with(word));
    is_done.then_some(&totals.done)
}
