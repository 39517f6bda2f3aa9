//! What a paragraph shows by its own words, before the document around it is looked at.

use std::ops::Range;

use super::headings::{self, Heading};
use super::labels::{self, Label, is_colon};
use super::lines::Line;
use super::marker::Marker;
use super::{Part, details, surround};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// 关于“…”问题, 针对“…”问题.
    Heading(Heading),
    /// 问题1：…, 反馈问题：…; offsets into the line's body.
    Problem {
        text: Range<usize>,
        is_counted: bool,
    },
    Label(Label),
    /// 责任单位：….
    Fields,
    /// 整改目标：….
    Aside,
    Chrome,
    Row,
    /// A person said so.
    Claim(Part),
    Text,
}

pub fn sign(source: &str, line: &Line) -> Sign {
    if let Some(part) = line.claim {
        return Sign::Claim(part);
    }
    if line.is_row {
        return Sign::Row;
    }
    let body = line.body(source);
    // “关于“…”问题（已完成）”
    let stated =
        if body.ends_with(['】', '）']) { details::bracketed_status(body) } else { None };
    let heading = stated.map_or(body, |(cut, _)| &body[..cut]);
    if let Some(heading) = headings::finding(heading, line.marker.is_number()) {
        return Sign::Heading(heading);
    }
    if let Some((text, is_counted)) = headings::problem(body) {
        return Sign::Problem { text, is_counted };
    }
    if details::line(body).is_some() {
        return Sign::Fields;
    }
    // “二、整改情况” is a title.
    let is_title = line.marker.is_number() && !body.contains(is_colon) && !body.contains('】');
    if let Some(label) = labels::at_start(body).filter(|_| !is_title) {
        return Sign::Label(label);
    }
    if is_aside(body) {
        return Sign::Aside;
    }
    if line.marker == Marker::None && surround::is_chrome(body, false) {
        return Sign::Chrome;
    }
    Sign::Text
}

/// “整改目标：压实责任落实”, “原因分析：重视不够”: told of a finding, and no measure.
fn is_aside(body: &str) -> bool {
    const NAMES: [&str; 14] = [
        "整改目标",
        "工作目标",
        "原因分析",
        "问题成因",
        "问题表现",
        "具体表现",
        "主要表现",
        "整改要求",
        "下步打算",
        "下一步打算",
        "下一步措施",
        "下一步计划",
        "配合单位",
        "责任人",
    ];
    let first = body.chars().next();
    if !first
        .is_some_and(|c| matches!(c, '整' | '工' | '原' | '问' | '具' | '主' | '下' | '配' | '责'))
    {
        return false;
    }
    NAMES.iter().any(|name| body.strip_prefix(name).is_some_and(|rest| rest.starts_with(is_colon)))
}
