//! The number or mark a paragraph opens with.

use super::lines::is_blank;
use crate::numeral::{self, Style};

/// The number a paragraph opens with. The order of the first six is that of official documents
/// (GB/T 9704-2012: 一、（一）1.（1）), outer before inner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Marker {
    /// 一、
    Chapter,
    /// （一）
    Bracketed,
    /// 1. 1、 and the compound 1-2，
    Numbered,
    Compound,
    /// （1） 1）
    Parenthesized,
    /// ①
    Circled,
    None,
    /// 一是 首先， 第一，
    Item,
    /// ——
    Dash,
}

impl Marker {
    /// How deep a heading of this marker lies; unmarked headings lie deepest.
    pub fn rank(self) -> usize {
        match self {
            Self::Chapter => 0,
            Self::Bracketed => 1,
            Self::Numbered | Self::Compound => 2,
            Self::Parenthesized => 3,
            Self::Circled => 4,
            Self::None | Self::Item | Self::Dash => 5,
        }
    }

    /// Whether it numbers a paragraph, be it a heading or an entry of a list.
    pub fn is_number(self) -> bool {
        self.rank() < 5
    }
}

/// The marker at the start of a paragraph, its number, and its length in bytes.
///
/// “一、高度重视，强化担当…” is a chapter, “（一）“…”方面” bracketed, “1.关于“…”问题” numbered,
/// “1-2，财税收入…” compound; “2024.6.30前完成” and “1.5万元” have none.
pub fn marker(line: &str) -> (Marker, u16, usize) {
    let (marker, number, length) = bare_marker(line);
    // “1. 关于…”: the space that word processors put behind a number belongs to it.
    let blanks = if marker.is_number() {
        line[length..].len() - line[length..].trim_start_matches(is_blank).len()
    } else {
        0
    };
    (marker, number, length + blanks)
}

fn bare_marker(line: &str) -> (Marker, u16, usize) {
    const NONE: (Marker, u16, usize) = (Marker::None, 0, 0);
    let Some(first) = line.chars().next() else { return NONE };
    // Most paragraphs are prose: let them go at the first character.
    match first {
        '一'
        | '二'
        | '三'
        | '四'
        | '五'
        | '六'
        | '七'
        | '八'
        | '九'
        | '十'
        | '（'
        | '('
        | '0'..='9'
        | '０'..='９'
        | '①'..='⑳' => {}
        '首' | '其' | '再' | '最' | '第' => return ordinal(line).unwrap_or(NONE),
        '—' | '•' | '●' | '■' | '◆' | '▲' => {
            let rest = line.trim_start_matches(first).trim_start();
            return (Marker::Dash, 0, line.len() - rest.len());
        }
        _ => return NONE,
    }
    let open = if matches!(first, '（' | '(') { first.len_utf8() } else { 0 };
    let Some((number, style, length)) = numeral::read(&line[open..]) else { return NONE };
    let number = number as u16;
    let rest = &line[open + length..];
    let Some(mark) = rest.chars().next() else { return NONE };
    let length = open + length + mark.len_utf8();
    let digit_follows = || rest.chars().nth(1).is_some_and(is_digit);
    match (style, mark) {
        (Style::Chinese, '）' | ')') if open > 0 => (Marker::Bracketed, number, length),
        (Style::Arabic | Style::FullWidth, '）' | ')') => (Marker::Parenthesized, number, length),
        _ if open > 0 => NONE,
        (Style::Chinese, '、' | '．' | '.') => (Marker::Chapter, number, length),
        (Style::Chinese, '是') => (Marker::Item, number, 0),
        (Style::Arabic | Style::FullWidth, '.' | '．' | '、') if !digit_follows() => {
            (Marker::Numbered, number, length)
        }
        (Style::Arabic | Style::FullWidth, '-' | '－' | '—') => {
            compound(number, &line[length..], length).unwrap_or(NONE)
        }
        // “1 关于“…”问题”: a number that lost its dot.
        (Style::Arabic | Style::FullWidth, ' ' | '　')
            if rest.trim_start_matches(is_blank).starts_with("关于") =>
        {
            (Marker::Numbered, number, length)
        }
        (Style::Circled, _) => (Marker::Circled, number, length - mark.len_utf8()),
        _ => NONE,
    }
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}

/// “2，财税收入质量不高” behind “1-”.
fn compound(number: u16, rest: &str, length: usize) -> Option<(Marker, u16, usize)> {
    let (_, style, second) = numeral::read(rest)?;
    let mark = rest[second..].chars().next()?;
    let is_number = matches!(style, Style::Arabic | Style::FullWidth);
    let ends = matches!(mark, '，' | ',' | '、' | '：' | ':' | '．' | '.' | ' ' | '　');
    (is_number && ends).then(|| (Marker::Compound, number, length + second + mark.len_utf8()))
}

/// 首先， 其次， 再次， 最后， 第一， 第二、: entries of a list in words.
fn ordinal(line: &str) -> Option<(Marker, u16, usize)> {
    let (number, length) = ordinal_word(line)?;
    Some((Marker::Item, number as u16, length)).map(|(marker, number, _)| (marker, number, 0))
}

/// The ordinal a text begins with, its comma included: its number and length.
pub fn ordinal_word(text: &str) -> Option<(u32, usize)> {
    const WORDS: [&str; 4] = ["首先", "其次", "再次", "最后"];
    let (number, length) = match WORDS.iter().position(|word| text.starts_with(word)) {
        Some(at) => (at as u32 + 1, WORDS[at].len()),
        None => {
            let rest = text.strip_prefix('第')?;
            let (number, _, length) = numeral::read(rest)?;
            (number, '第'.len_utf8() + length)
        }
    };
    let mark = text[length..].chars().next().filter(|c| matches!(c, '，' | ',' | '、'))?;
    Some((number, length + mark.len_utf8()))
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
            ("（3）关于", Marker::Parenthesized, "（3）"),
            ("3）关于", Marker::Parenthesized, "3）"),
            ("1. 关于“学习”问题", Marker::Numbered, "1. "),
            ("1　关于“学习”问题", Marker::Numbered, "1　"),
            ("1 个问题", Marker::None, ""),
            ("①完善制度", Marker::Circled, "①"),
            ("1-2，财税收入质量不高", Marker::Compound, "1-2，"),
            ("一是完善制度", Marker::Item, ""),
            ("首先，完善制度", Marker::Item, ""),
            ("第二，完善制度", Marker::Item, ""),
            ("——完善制度", Marker::Dash, "——"),
            ("2024.6.30前完成", Marker::None, ""),
            ("2024-6-30前完成", Marker::None, ""),
            ("1.5万元已退", Marker::None, ""),
            ("一些同志", Marker::None, ""),
            ("第二轮巡察", Marker::None, ""),
            ("最后一公里", Marker::None, ""),
            ("（以下简称台）", Marker::None, ""),
            ("关于“学习”问题", Marker::None, ""),
        ];
        for (line, expected, marker_text) in cases {
            let (found, _, length) = marker(line);
            assert_eq!((found, &line[..length]), (expected, marker_text), "{line}");
        }
    }
}
