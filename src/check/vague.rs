//! `vague`, 空泛表述: a measure that is told as done, and nothing that shows it: no day, no number,
//! no document, no evidence.
//!
//! - “整改落实情况：已完成整改。”
//! - “提高思想认识，加强学习，已整改到位。”
//! - left alone: “已整改到位，退回多领补贴3人次。”, and a measure of which nobody says it is done
//!
//! Not here: whether what is told is true.

use super::texts::Shared;
use super::{Code, Diagnostic, Found};
use crate::ledger::wording::half_width;
use crate::ledger::{Evidence, Field, Kind, Ledger, Node, Status, wording};

/// What says that all is done.
const CLAIMS: [&str; 8] = [
    "已完成整改",
    "已整改到位",
    "已全部整改",
    "已整改完成",
    "已整改完毕",
    "已全部完成",
    "整改完毕",
    "已经完成整改",
];
/// What is counted in Chinese digits: 三次, 两名.
const MEASURE_WORDS: [char; 22] = [
    '次', '名', '人', '项', '个', '份', '场', '期', '条', '件', '处', '家', '万', '元', '户', '轮',
    '篇', '台', '套', '册', '天', '月',
];
const DIGITS: &str = "一二两三四五六七八九十百千";

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    for node in ledger.nodes().iter().filter(|node| node.kind == Kind::Measure) {
        let text = node.text.as_str();
        let claim = CLAIMS.iter().find_map(|claim| Some((text.find(claim)?, claim.len())));
        if claim.is_none() && !is_told_done(node) || node.text.trim().is_empty() {
            continue;
        }
        let told = [Field::Progress, Field::Result].map(|field| node.get(field));
        let has_papers = !Evidence::list(node.get(Field::Evidence)).is_empty();
        if has_papers || told.into_iter().chain([text]).any(shows_something) {
            continue;
        }
        found.push(match claim {
            Some((at, length)) => {
                Diagnostic::at(Code::Vague, node, Field::Text, at..at + length, "")
            }
            None => Diagnostic::about(Code::Vague, node, ""),
        });
    }
}

fn is_told_done(node: &Node) -> bool {
    let claim = wording::status(node.get(Field::Claim));
    let is_done = |status| matches!(status, Some(Status::AwaitingCheck | Status::StruckOff));
    is_done(node.record.status) || is_done(claim)
}

fn shows_something(text: &str) -> bool {
    let mut before = None;
    text.chars().any(|c| {
        let counts = MEASURE_WORDS.contains(&c) && before.is_some_and(|c| DIGITS.contains(c));
        before = Some(c);
        counts
            || half_width(c).is_ascii_digit()
            || matches!(c, '*' | '＊' | '×' | '《' | '〔' | '㎡')
    })
}
