//! Headings: what of a line is the frame, and what is the text of the direction or finding.

use std::ops::Range;

use super::labels::{self, is_colon};
use super::quotes::{is_closing, is_opening};
use crate::numeral;

/// A finding's heading inside one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 针对: a part of the finding above.
    pub part: bool,
    /// Whether quotation marks hold the text.
    pub is_quoted: bool,
    pub text: Range<usize>,
    /// Where the measures begin that stand on the same line.
    pub rest: Option<usize>,
}

/// What may stand between “问题” and the end of a heading.
const TAILS: [&str; 12] = [
    "的整改进展情况",
    "整改进展情况",
    "的整改进展",
    "整改进展",
    "的整改措施",
    "的整改落实情况",
    "的整改完成情况",
    "的整改情况",
    "整改落实情况",
    "整改情况",
    "的整改",
    "整改",
];
/// An unquoted heading is one sentence; more is prose that happens to start with 关于.
const LONGEST_UNQUOTED: usize = 200 * '字'.len_utf8();

/// Reads “关于“理论学习不深入…”问题” and “1.关于“…”问题的整改。整改情况：一是…” (without its
/// number). The quotation is read to the last mark before 问题, so that a quotation inside with
/// the same marks does not end it. Behind a number a plain heading may hold commas, and prose may
/// follow its sentence.
pub fn finding(line: &str, is_numbered: bool) -> Option<Heading> {
    let part = line.starts_with("针对");
    if !part && !line.starts_with("关于") {
        return None;
    }
    let opening = line["关于".len()..].trim_start();
    let from = line.len() - opening.len();
    let quoted = opening.chars().next().filter(|c| is_opening(*c));
    let is_quoted = quoted.is_some();

    if let Some(text) = whole(line, from, quoted, is_numbered) {
        return Some(Heading { part, is_quoted, text, rest: None });
    }
    if let Some(rest) = labels::inside(&line[from..]).map(|at| from + at) {
        let text = whole(line[..rest].trim_end(), from, quoted, is_numbered)?;
        return Some(Heading { part, is_quoted, text, rest: Some(rest) });
    }
    let (text, rest) = match quoted {
        Some(_) => before_prose(line, from)?,
        None => before_measures(line, from, is_numbered)?,
    };
    Some(Heading { part, is_quoted, text, rest: Some(rest) })
}

/// The text of a heading that takes up all of `line`.
fn whole(line: &str, from: usize, quoted: Option<char>, is_numbered: bool) -> Option<Range<usize>> {
    let end = line.trim_end_matches(['。', '：', ':', '；', ';', '，', ',', '.', ' ']);
    let end = TAILS.iter().find_map(|tail| end.strip_suffix(tail)).unwrap_or(end);
    let end = end.strip_suffix("问题")?;
    let to = end.strip_suffix('的').unwrap_or(end).trim_end();
    match quoted {
        Some(open) => {
            let close = to.chars().next_back().filter(|c| is_closing(*c))?;
            let (from, to) = (from + open.len_utf8(), to.len() - close.len_utf8());
            (from < to).then_some(from..to)
        }
        None => {
            // “…研究解决突出问题。” is prose: without quotes it takes “关于…的问题”, one clause.
            let is_heading = line.starts_with("关于")
                && end.ends_with('的')
                && from < to.len()
                && to.len() <= LONGEST_UNQUOTED
                && !to.contains(['；', '。', ';'])
                && (is_numbered || !to.contains(['，', ',']));
            is_heading.then_some(from..to.len())
        }
    }
}

/// The text of “关于“…”问题。一是…”: the first closing mark that 问题 and a full stop follow.
fn before_prose(line: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let open = line[from..].chars().next()?.len_utf8();
    let marks = line[from + open..].char_indices().filter(|(_, c)| is_closing(*c));
    for (at, close) in marks {
        let (to, after) = (from + open + at, from + open + at + close.len_utf8());
        let tail = line[after..].strip_prefix('的').unwrap_or(&line[after..]);
        let Some(tail) = tail.strip_prefix("问题") else { continue };
        let tail = TAILS.iter().find_map(|words| tail.strip_prefix(words)).unwrap_or(tail);
        if let Some(rest) = tail.strip_prefix(['。', '：', ':', '，']) {
            return Some((from + open..to, line.len() - rest.len()));
        }
    }
    None
}

/// The text of “关于…的问题。一是…”, whose sentence ends before what was done.
fn before_measures(line: &str, from: usize, is_numbered: bool) -> Option<(Range<usize>, usize)> {
    let stop = line.find('。').map(|at| at + '。'.len_utf8())?;
    let rest = line[stop..].trim_start();
    let opens =
        ["一是", "首先", "第一，", "（1）", "①"].iter().any(|words| rest.starts_with(words));
    let text = whole(&line[..stop], from, None, is_numbered)?;
    (opens || is_numbered).then_some((text, line.len() - rest.len()))
}

/// The text of a heading that says it states a problem: “问题1：…”, “反馈问题：…”, “整改任务：…”.
/// The second tells whether the words are counted, as findings are and directions are not.
pub fn problem(line: &str) -> Option<(Range<usize>, bool)> {
    const WORDS: [&str; 5] = ["反馈问题", "整改任务", "存在问题", "具体问题", "巡察反馈问题"];
    let first = line.chars().next()?;
    if !matches!(first, '问' | '反' | '整' | '存' | '具' | '巡' | '【') {
        return None;
    }
    let (open, inner) = match line.strip_prefix('【') {
        Some(inner) => ('【'.len_utf8(), inner),
        None => (0, line),
    };
    let (length, counted) = match inner.strip_prefix("问题") {
        Some(number) => ("问题".len() + numeral::read(number).map(|found| found.2)?, true),
        None => (WORDS.iter().find(|words| inner.starts_with(**words))?.len(), false),
    };
    // “反馈问题一：”
    let number = numeral::read(&inner[length..]).filter(|_| !counted).map_or(0, |found| found.2);
    let (length, counted) = (length + number, counted || number > 0);
    let rest = &inner[length..];
    let marks = |c: &char| {
        is_colon(*c) || matches!(c, '】' | '、' | '，') || (counted && matches!(c, '.' | '．'))
    };
    let mark = rest.chars().next().filter(marks)?;
    let from = open + length + mark.len_utf8();
    let from = line.len() - line[from..].trim_start_matches([' ', '　', '：', ':']).len();
    (from < line.len()).then_some((from..line.len(), counted))
}

/// How a line names a direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DirectionForm {
    /// “…”方面
    Quoted(Range<usize>),
    /// 在…方面
    Plain(Range<usize>),
    Bare,
}

/// The text of a direction, its number taken off: “在“…”方面”, “在…方面” or a bare sentence.
pub fn direction(line: &str) -> DirectionForm {
    let end = line.trim_end_matches(['。', '：', ':', '；', ' ', '.']);
    let end = ["存在的问题", "的问题", "问题"]
        .iter()
        .find_map(|tail| end.strip_suffix(tail))
        .unwrap_or(end);
    let Some(end) = end.strip_suffix("方面") else { return DirectionForm::Bare };
    let inner = line.strip_prefix('在').unwrap_or(line);
    let from = line.len() - inner.len();
    if let (Some(open), Some(close)) = (inner.chars().next(), end.chars().next_back())
        && is_opening(open)
        && is_closing(close)
    {
        let (from, to) = (from + open.len_utf8(), end.len() - close.len_utf8());
        return if from < to { DirectionForm::Quoted(from..to) } else { DirectionForm::Bare };
    }
    if from < end.len() { DirectionForm::Plain(from..end.len()) } else { DirectionForm::Bare }
}

impl DirectionForm {
    pub fn text(self, line: &str) -> Range<usize> {
        match self {
            Self::Quoted(text) | Self::Plain(text) => text,
            Self::Bare => 0..line.len(),
        }
    }
}

/// Whether a sentence states a shortcoming: it says what was not done, or done wrongly. What was
/// done in answer (加强…, 完善…) says the contrary.
pub fn is_shortcoming(sentence: &str) -> bool {
    const SIGNS: [&str; 35] = [
        "不",
        "未",
        "缺",
        "没有",
        "欠",
        "弱",
        "滞后",
        "违规",
        "超标",
        "超范围",
        "漏",
        "短板",
        "问题",
        "差距",
        "形式",
        "走过场",
        "薄弱",
        "混乱",
        "松懈",
        "宽松软",
        "偏",
        "迟缓",
        "缓慢",
        "随意",
        "较差",
        "虚",
        "浮",
        "乱",
        "低",
        "拖",
        "过期",
        "脱节",
        "老化",
        "单一",
        "少",
    ];
    const ANSWERS: [&str; 20] = [
        "加强", "强化", "提高", "压实", "成立", "召开", "完善", "健全", "推进", "落实", "坚持",
        "开展", "制定", "深化", "严格", "明确", "组织", "聚焦", "切实", "坚决",
    ];
    !ANSWERS.iter().any(|words| sentence.starts_with(words))
        && SIGNS.iter().any(|words| sentence.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(&str, Option<&str>)> {
        finding(line, false).map(|found| (&line[found.text], found.rest.map(|rest| &line[rest..])))
    }

    #[test]
    fn a_quotation_with_the_same_marks_inside_is_read_to_its_end() {
        let line = "针对“缺少名记者、“挑大梁”的人员，常年流失。”问题";
        assert_eq!(read(line), Some(("缺少名记者、“挑大梁”的人员，常年流失。", None)));
    }

    #[test]
    fn headings_in_their_variants() {
        let cases = [
            ("关于“学习不深入”问题", Some(("学习不深入", None))),
            ("关于“学习不深入”的问题的整改。", Some(("学习不深入", None))),
            ("关于\"学习不深入\"问题", Some(("学习不深入", None))),
            ("关于学习不深入的问题。", Some(("学习不深入", None))),
            ("关于“学习”问题。整改情况：一是好", Some(("学习", Some("整改情况：一是好")))),
            ("关于“学习”的问题。一是好", Some(("学习", Some("一是好")))),
            ("关于“学习”问题整改情况：", Some(("学习", None))),
            ("关于加强学习，我们召开会议。", None),
            ("针对上述情况，台党组高度重视。", None),
            ("针对巡察反馈意见，县委高度重视，研究解决突出问题。", None),
            ("关于选人用人，要解决好群众反映的问题。", None),
            ("关于“”问题", None),
        ];
        for (line, expected) in cases {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn directions_with_and_without_quotes() {
        for (line, text) in [
            ("“学习不够”方面", "学习不够"),
            ("在“学习不够”方面。", "学习不够"),
            ("在学习不够方面", "学习不够"),
            ("推进整改不主动", "推进整改不主动"),
            ("学习不够方面存在的问题", "学习不够"),
        ] {
            assert_eq!(&line[direction(line).text(line)], text);
        }
    }

    #[test]
    fn problems_are_named_as_such() {
        for (line, text) in [
            ("问题1：截至年底未开工。", Some(("截至年底未开工。", true))),
            ("问题二：档案混乱", Some(("档案混乱", true))),
            ("反馈问题：成效不佳", Some(("成效不佳", false))),
            ("反馈问题一：成效不佳", Some(("成效不佳", true))),
            ("问题1.成效不佳", Some(("成效不佳", true))),
            ("【反馈问题】成效不佳", Some(("成效不佳", false))),
            ("问题整改情况", None),
            ("反馈问题：", None),
            ("整改任务已完成", None),
        ] {
            let found = problem(line).map(|(text, counted)| (&line[text], counted));
            assert_eq!(found, text, "{line}");
        }
    }

    #[test]
    fn a_shortcoming_is_told_from_an_answer() {
        assert!(is_shortcoming("理论学习不深入") && is_shortcoming("环境卫生较差"));
        assert!(!is_shortcoming("加强学习，克服不足") && !is_shortcoming("成立领导小组"));
    }
}
