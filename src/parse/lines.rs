//! Paragraphs and what they begin with. One pass, no backtracking: this sees every byte.

use memchr::memchr_iter;

use crate::numeral::{self, Style};

/// A paragraph with something in it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Where the paragraph before ended: line breaks, blank lines and indentation come first.
    pub start: u32,
    /// The paragraph without the white space around it.
    pub from: u32,
    pub to: u32,
    pub marker: Marker,
    /// Where the text behind the marker begins.
    pub body: u32,
}

/// The number a paragraph opens with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// 一、
    Chapter,
    /// （一）
    Bracketed,
    /// 1. 1、 （1） ①
    Numbered,
    /// 一是
    Item,
    None,
}

impl Line {
    pub fn body<'a>(&self, source: &'a str) -> &'a str {
        &source[self.body as usize..self.to as usize]
    }
}

/// Paragraphs of `text`, in order. Together with the space between them they cover it.
pub fn lines(text: &str) -> Vec<Line> {
    let breaks = memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len()));
    let (mut lines, mut begin, mut start) = (Vec::new(), 0, 0);
    for end in breaks {
        let paragraph = &text[begin..end];
        let from = begin + paragraph.len() - paragraph.trim_start_matches(is_blank).len();
        if from < end {
            let to = begin + paragraph.trim_end_matches(is_blank).len();
            let (marker, length) = marker(&text[from..to]);
            let [start_, from_, to_, body] = [start, from, to, from + length].map(|at| at as u32);
            lines.push(Line { start: start_, from: from_, to: to_, marker, body });
            start = to;
        }
        begin = end + 1;
    }
    lines
}

/// White space, and the marks of no width that travel with pasted text.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}')
}

/// The marker at the start of a paragraph and its length in bytes.
///
/// “一、高度重视，强化担当…” is a chapter, “（一）“…”方面” bracketed, “1.关于“…”问题” numbered;
/// “2024.6.30前完成” and “1.5万元” have none.
pub fn marker(line: &str) -> (Marker, usize) {
    let Some(first) = line.chars().next() else { return (Marker::None, 0) };
    // Most paragraphs are prose: let them go at the first character.
    if !matches!(first, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '（' | '(' | '0'..='9' | '０'..='９' | '①'..='⑳')
    {
        return (Marker::None, 0);
    }
    let open = if matches!(first, '（' | '(') { first.len_utf8() } else { 0 };
    let Some((_, style, length)) = numeral::read(&line[open..]) else { return (Marker::None, 0) };
    let rest = &line[open + length..];
    let Some(mark) = rest.chars().next() else { return (Marker::None, 0) };
    let length = open + length + mark.len_utf8();
    let digit_follows =
        || rest.chars().nth(1).is_some_and(|c| matches!(c, '0'..='9' | '０'..='９'));
    match (style, mark) {
        (Style::Chinese, '）' | ')') if open > 0 => (Marker::Bracketed, length),
        (Style::Arabic | Style::FullWidth, '）' | ')') => (Marker::Numbered, length),
        _ if open > 0 => (Marker::None, 0),
        (Style::Chinese, '、' | '．') => (Marker::Chapter, length),
        (Style::Chinese, '是') => (Marker::Item, 0),
        (Style::Arabic | Style::FullWidth, '.' | '．' | '、') if !digit_follows() => {
            (Marker::Numbered, length)
        }
        (Style::Circled, _) => (Marker::Numbered, length - mark.len_utf8()),
        _ => (Marker::None, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_numbers_in_prose() {
        let cases = [
            ("一、高度重视", Marker::Chapter, "一、"),
            ("十二、其他", Marker::Chapter, "十二、"),
            ("（一）“学习”方面", Marker::Bracketed, "（一）"),
            ("(二)在作风方面", Marker::Bracketed, "(二)"),
            ("1.关于“学习”问题", Marker::Numbered, "1."),
            ("１．关于“学习”问题", Marker::Numbered, "１．"),
            ("（3）关于", Marker::Numbered, "（3）"),
            ("①完善制度", Marker::Numbered, "①"),
            ("一是完善制度", Marker::Item, ""),
            ("2024.6.30前完成", Marker::None, ""),
            ("1.5万元已退", Marker::None, ""),
            ("一些同志", Marker::None, ""),
            ("（以下简称台）", Marker::None, ""),
            ("关于“学习”问题", Marker::None, ""),
        ];
        for (line, expected, marker_text) in cases {
            let (found, length) = marker(line);
            assert_eq!((found, &line[..length]), (expected, marker_text), "{line}");
        }
    }

    #[test]
    fn paragraphs_are_trimmed_and_know_where_the_last_one_ended() {
        let text = "\u{FEFF}　　甲　\r\n\r\n 乙";
        let found: Vec<_> = lines(text)
            .iter()
            .map(|line| (line.start, &text[line.from as usize..line.to as usize]))
            .collect();
        assert_eq!(found, [(0, "甲"), (12, "乙")]);
    }
}
