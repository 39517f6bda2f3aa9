//! `placeholder`: what a template left to be filled in.
//!
//! - “经【单位名称】党组会议研究”
//! - “XX年XX月，组织专题研讨”
//! - left alone: “【整改情况】”, a label, and XX in a report that masks with it throughout
//!
//! Not here: masks (`masks`).

use std::ops::Range;

use super::texts::{Shared, beginning, published};
use super::{Code, Diagnostic, Found};
use crate::ledger::Ledger;
use crate::template;

/// More of them are the report's way of masking.
const FEW: usize = 3;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut crosses = Vec::new();
    for (node, field, text) in published(ledger) {
        let own = template::placeholders(text);
        let others = brackets(text).into_iter().filter(|range| !own.contains(range));
        for range in own.iter().cloned().chain(others).chain(lines(text)) {
            found.push(Diagnostic::at(Code::Placeholder, node, field, range, ""));
        }
        crosses.extend(dates(text).map(|range| (node, field, range)));
    }
    if crosses.len() <= FEW {
        for (node, field, range) in crosses {
            found.push(Diagnostic::at(Code::Placeholder, node, field, range, ""));
        }
    }
}

/// 【…】 that asks for something.
fn brackets(text: &str) -> Vec<Range<usize>> {
    const ASKS: [&str; 16] = [
        "填", "待", "此处", "名称", "姓名", "日期", "时间", "单位", "数字", "数量", "具体", "插入",
        "补充", "X", "×", "…",
    ];
    const LONGEST: usize = 20;
    let mut found = Vec::new();
    for (open, _) in text.match_indices('【') {
        // A bracket, what it asks for, a bracket.
        let near = beginning(&text[open..], LONGEST + 2);
        let Some(length) = near.find('】') else { continue };
        let inside = &text[open + '【'.len_utf8()..open + length];
        let is_label = inside.contains("情况") || inside.contains("措施");
        let asks = inside.trim().is_empty() || ASKS.iter().any(|word| inside.contains(word));
        if asks && !is_label {
            found.push(open..open + length + '】'.len_utf8());
        }
    }
    found
}

/// A line to write on: ____.
fn lines(text: &str) -> Vec<Range<usize>> {
    const SHORTEST: usize = 3;
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['_', '＿']) {
        let start = from + at;
        let rest = &text[start..];
        from = start + rest.find(|c| !matches!(c, '_' | '＿')).unwrap_or(rest.len());
        if text[start..from].chars().count() >= SHORTEST {
            found.push(start..from);
        }
    }
    found
}

/// XX年, XX月, XX日 with what is crossed out.
fn dates(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let is_cross = |c: char| matches!(c, 'X' | 'x' | 'Ｘ');
            let start = from + text[from..].find(is_cross)?;
            let rest = &text[start..];
            let end = start + rest.find(|c| !is_cross(c)).unwrap_or(rest.len());
            from = end;
            let word = text[..start].chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
            if let Some(unit) =
                text[end..].chars().next().filter(|c| matches!(c, '年' | '月' | '日'))
                && !word
            {
                return Some(start..end + unit.len_utf8());
            }
        }
    })
}
