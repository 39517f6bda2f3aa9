//! Headings: what of a line is the frame, and what is the text of the direction or finding.

use std::ops::Range;

use super::labels;
use super::quotes::{is_closing, is_opening};

/// A finding's heading inside one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 针对: a part of the finding above.
    pub part: bool,
    pub text: Range<usize>,
    /// Where the measures begin that stand on the same line.
    pub rest: Option<usize>,
}

/// What may stand between “问题” and the end of a heading.
const TAILS: [&str; 7] = [
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
/// the same marks does not end it.
pub fn finding(line: &str) -> Option<Heading> {
    let part = line.starts_with("针对");
    if !part && !line.starts_with("关于") {
        return None;
    }
    let opening = line["关于".len()..].trim_start();
    let from = line.len() - opening.len();
    let quoted = opening.chars().next().filter(|c| is_opening(*c));

    if let Some(text) = whole(line, from, quoted) {
        return Some(Heading { part, text, rest: None });
    }
    if let Some(rest) = labels::inside(&line[from..]).map(|at| from + at) {
        let text = whole(line[..rest].trim_end(), from, quoted)?;
        return Some(Heading { part, text, rest: Some(rest) });
    }
    let (text, rest) = quoted.and_then(|_| before_prose(line, from))?;
    Some(Heading { part, text, rest: Some(rest) })
}

/// The text of a heading that takes up all of `line`.
fn whole(line: &str, from: usize, quoted: Option<char>) -> Option<Range<usize>> {
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
                && !to.contains(['，', '；', '。', ',', ';']);
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

/// The text of a direction, its number taken off: “在“…”方面”, “在…方面”, “反馈问题：…” or a
/// bare sentence.
pub fn direction(line: &str) -> Range<usize> {
    let end = line.trim_end_matches(['。', '：', ':', '；', ' ']);
    let Some(end) = end.strip_suffix("方面") else { return 0..line.len() };
    let inner = line.strip_prefix('在').unwrap_or(line);
    let from = line.len() - inner.len();
    match (inner.chars().next(), end.chars().next_back()) {
        (Some(open), Some(close)) if is_opening(open) && is_closing(close) => {
            let (from, to) = (from + open.len_utf8(), end.len() - close.len_utf8());
            if from < to { from..to } else { 0..line.len() }
        }
        _ if from < end.len() => from..end.len(),
        _ => 0..line.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(&str, Option<&str>)> {
        finding(line).map(|found| (&line[found.text], found.rest.map(|rest| &line[rest..])))
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
        ] {
            assert_eq!(&line[direction(line)], text);
        }
    }
}
