//! Fields that a report states itself: “责任领导：王某某”, “完成时限：2024年6月底前”,
//! “（责任单位：办公室；完成情况：已完成）”.
//!
//! A value is taken as it stands; only whole values that name a status count as one.

use std::ops::Range;

use memchr::memmem;

use super::labels::is_colon;
use crate::ledger::{Field, wording};

/// A stated field, as byte offsets into the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Where its label begins.
    pub start: usize,
    pub value: Range<usize>,
    /// None for what the ledger has no column for: 配合领导.
    pub field: Option<Field>,
}

const NAMES: [(Field, &[&str]); 7] = [
    (
        Field::Leader,
        &[
            "责任领导",
            "牵头领导",
            "分管领导",
            "主管领导",
            "包抓领导",
            "整改责任领导",
            "领导责任人",
            "牵头责任领导",
        ],
    ),
    (
        Field::Unit,
        &[
            "责任单位",
            "牵头单位",
            "责任部门",
            "牵头部门",
            "责任科室",
            "牵头科室",
            "责任处室",
            "牵头处室",
            "主责单位",
            "整改责任单位",
            "责任股室",
            "牵头股室",
            "整改单位",
            "承办单位",
        ],
    ),
    (
        Field::Deadline,
        &[
            "完成时限",
            "整改时限",
            "办结时限",
            "整改期限",
            "完成期限",
            "时限",
            "期限",
            "完成时间",
            "整改时间",
            "时间节点",
            "整改完成时限",
            "时限要求",
        ],
    ),
    (
        Field::Status,
        &[
            "完成情况",
            "整改状态",
            "办理状态",
            "目前状态",
            "整改进度",
            "是否完成",
            "销号情况",
            "状态",
            "整改完成情况",
        ],
    ),
    (Field::Pace, &["整改类型", "整改类别", "整改性质"]),
    (Field::Cooperating, &["配合单位", "配合部门", "协办单位", "配合科室"]),
    (Field::Person, &["责任人", "经办人", "直接责任人", "具体责任人"]),
];
/// Stated beside the others, without a column of their own.
const OTHERS: [&str; 1] = ["配合领导"];
const LONGEST_NAME: usize = "整改责任单位".len();
/// A leader, a unit or a deadline is no paragraph.
const LONGEST_VALUE: usize = 80 * '字'.len_utf8();

/// The field a name stands for, as a label or the head of a column.
pub fn field(name: &str) -> Option<Field> {
    NAMES.iter().find(|(_, names)| names.contains(&name)).map(|(field, _)| *field)
}

/// The fields a whole paragraph states, at least one of which the ledger has a column for or is
/// known beside; None where it is anything else.
pub fn line(text: &str) -> Option<Vec<Stated>> {
    let text = text.trim_end();
    let open =
        text.chars().next().filter(|c| matches!(c, '（' | '(' | '【')).map_or(0, char::len_utf8);
    name_at(&text[open..])?;
    stated(text, open)
}

/// The fields a text of measures ends with: where they begin, what opens them included.
pub fn trailing(text: &str) -> Option<(usize, Vec<Stated>)> {
    // Nearly no paragraph has a colon inside.
    if memmem::find(text.as_bytes(), "：".as_bytes()).is_none() && !text.contains(':') {
        return None;
    }
    // Short words stand in prose: “按时限：…”.
    let names = names().filter(|name| name.len() >= "完成时限".len());
    let first = names.filter_map(|name| {
        memmem::find_iter(text.as_bytes(), name.as_bytes())
            .find(|&at| name_at(&text[at..]).is_some() && separates(&text[..at]))
    });
    let at = first.min()?;
    let fields = stated(text, at).filter(|fields| fields.iter().any(|one| one.field.is_some()))?;
    let opening = text[..at].trim_end_matches(['（', '(', '【', ' ', '　']);
    Some((opening.len(), fields))
}

/// A status in brackets behind a heading, “计量检定覆盖率偏低。【基本完成】”: where the heading ends,
/// and the status.
pub fn bracketed_status(heading: &str) -> Option<(usize, Range<usize>)> {
    let end = heading.trim_end_matches(['。', ' ']);
    let inner = end.strip_suffix('】').or_else(|| end.strip_suffix('）'))?;
    let open = inner.rfind(['【', '（'])?;
    let from = open + '【'.len_utf8();
    wording::status(&inner[from..]).map(|_| (heading[..open].trim_end().len(), from..inner.len()))
}

fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().flat_map(|(_, names)| names.iter()).chain(&OTHERS).copied()
}

/// Names and values to the end of `text`, from `at` on. None where a value is no value.
fn stated(text: &str, at: usize) -> Option<Vec<Stated>> {
    let mut found = Vec::new();
    let mut start = at;
    while start < text.len() {
        let (field, length) = name_at(&text[start..]).or_else(|| other_name(&text[start..]))?;
        let from = start + length;
        let next = next_name(text, from).unwrap_or(text.len());
        let value = text[from..next].trim_end_matches(ends_value);
        // “2024年4月。已完成”: what follows the full stop is a field of its own, or this is prose.
        let (value, rest) = value.split_once('。').unwrap_or((value, ""));
        let value = from..from + value.len();
        let words = &text[value.clone()];
        let is_status = field != Some(Field::Status) || wording::status(words).is_some();
        if words.len() > LONGEST_VALUE || !is_status {
            return None;
        }
        // A name with nothing behind it is an empty field of a form: there is no value to take.
        if !words.is_empty() {
            found.push(Stated { start, value: value.clone(), field });
        }
        if !rest.is_empty() {
            wording::status(rest)?;
            let from = value.end + '。'.len_utf8();
            found.push(Stated {
                start: value.end,
                value: from..from + rest.len(),
                field: Some(Field::Status),
            });
        }
        start = next;
    }
    (!found.is_empty()).then_some(found)
}

fn ends_value(c: char) -> bool {
    c.is_whitespace() || matches!(c, '；' | ';' | '，' | ',' | '、' | '。' | '）' | ')' | '】')
}

/// The next name that something separates from what is before it.
fn next_name(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    rest.char_indices().map(|(at, _)| from + at).find(|&at| {
        let parted = at == from || separates(&text[..at]);
        parted
            && (name_at(&text[at..]).is_some() || (at > from && other_name(&text[at..]).is_some()))
    })
}

/// A name the rules do not know, “整改进展：”: it ends the value before it.
fn other_name(text: &str) -> Option<(Option<Field>, usize)> {
    const LONGEST: usize = 6 * '字'.len_utf8();
    let (at, colon) =
        text.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| is_colon(*c))?;
    let is_name = at > '字'.len_utf8() && text[..at].chars().all(|c| matches!(c, '一'..='龥'));
    is_name.then_some((None, at + colon.len_utf8()))
}

fn separates(before: &str) -> bool {
    let last = before.chars().next_back();
    last.is_none_or(|c| c.is_whitespace() || "；;，,、。：（(【）)".contains(c))
}

/// The name `text` begins with, its colon included: the field it stands for, and its length.
fn name_at(text: &str) -> Option<(Option<Field>, usize)> {
    let colon = text
        .char_indices()
        .take_while(|(at, _)| *at <= LONGEST_NAME + 4)
        .find(|(_, c)| is_colon(*c));
    let (at, colon) = colon?;
    let name = text[..at].trim_end_matches(['】', ' ', '　']);
    let field = field(name);
    let known = field.is_some() || OTHERS.contains(&name);
    let rest = &text[at + colon.len_utf8()..];
    let blanks = rest.len() - rest.trim_start_matches([' ', '　']).len();
    known.then_some((field, at + colon.len_utf8() + blanks))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, fields: &[Stated]) -> String {
        let one = |one: &Stated| format!("{:?}={}", one.field, &text[one.value.clone()]);
        fields.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_paragraph_of_fields() {
        for (text, fields) in [
            ("责任领导：王某某", "Some(Leader)=王某某"),
            ("责任单位: 办公室　完成时限：6月底前。", "Some(Unit)=办公室 Some(Deadline)=6月底前"),
            (
                "（牵头单位：机关党委；配合单位：各科室）",
                "Some(Unit)=机关党委 Some(Cooperating)=各科室",
            ),
            ("完成情况：已完成。", "Some(Status)=已完成"),
            ("责任领导：  责任单位：办公室", "Some(Unit)=办公室"),
            (
                "责任领导：王某；责任股室：法规股；整改进展：基本完成",
                "Some(Leader)=王某 Some(Unit)=法规股 None=基本完成",
            ),
            ("完成时限：2024年4月。已完成", "Some(Deadline)=2024年4月 Some(Status)=已完成"),
        ] {
            let found = line(text).map(|fields| read(text, &fields));
            assert_eq!(found.as_deref(), Some(fields), "{text}");
        }
        for text in
            ["责任单位主动认领", "完成情况：已制定制度三项", "时限要求严格", "整改目标：压实责任"]
        {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn fields_behind_a_measure() {
        let text = "修订制度。（责任单位：办公室；完成时限：2024年6月底前）";
        let (cut, fields) = trailing(text).expect("it ends with fields");
        assert_eq!(&text[..cut], "修订制度。");
        assert_eq!(read(text, &fields), "Some(Unit)=办公室 Some(Deadline)=2024年6月底前");
        assert_eq!(trailing("明确责任单位：办公室牵头，其余科室配合，完成情况：良好"), None);
        assert_eq!(trailing("压实责任单位，按时限：完成"), None);
        assert_eq!(trailing("台账每月更新，时限：每月25日前。群众反映良好。"), None);
        assert_eq!(trailing("完成时限：6月。会议研究三项制度，印发各科室。"), None);
    }
}
