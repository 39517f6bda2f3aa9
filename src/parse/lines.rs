//! Paragraphs and what they begin with. One pass, no backtracking: this sees every byte.
//!
//! A paragraph is a line of the text; a row of a table whose quoted cell runs over several lines
//! is one too. What a person has assigned by hand is cut out into paragraphs of its own.

use std::collections::VecDeque;

use memchr::{Memchr, memchr, memchr_iter, memrchr};

use super::{Claim, Part};
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
    /// The number of the marker; 0 where it has none.
    pub number: u16,
    /// Where the text behind the marker begins.
    pub body: u32,
    /// Whether tabs part it into cells.
    pub is_row: bool,
    /// What a person said it is.
    pub claim: Option<Part>,
}

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

impl Line {
    pub fn body<'a>(&self, source: &'a str) -> &'a str {
        &source[self.body as usize..self.to as usize]
    }

    pub fn words<'a>(&self, source: &'a str) -> &'a str {
        &source[self.from as usize..self.to as usize]
    }
}

/// The paragraphs of a text in order. Together with the space between them they cover it.
pub struct Lines<'a> {
    source: &'a str,
    breaks: Memchr<'a>,
    begin: usize,
    start: usize,
    has_tabs: bool,
    claims: &'a [Claim],
    /// Pieces of a paragraph that claims have cut.
    pieces: VecDeque<Line>,
}

impl<'a> Lines<'a> {
    /// `claims` ascend and do not overlap.
    pub fn new(source: &'a str, claims: &'a [Claim]) -> Self {
        Self {
            source,
            breaks: memchr_iter(b'\n', source.as_bytes()),
            begin: 0,
            start: 0,
            has_tabs: memchr(b'\t', source.as_bytes()).is_some(),
            claims,
            pieces: VecDeque::new(),
        }
    }

    /// Bytes read so far; pieces of a paragraph that wait to be handed out are not.
    pub fn position(&self) -> usize {
        self.pieces.front().map_or(self.begin.min(self.source.len()), |piece| piece.start as usize)
    }

    /// Where a row ends whose last cell is quoted and holds line breaks. A mark that opens no such
    /// cell, `"四个意识"教育`, ends with its line.
    fn rest_of_row(&mut self, begin: usize, end: usize) -> usize {
        let (mut from, mut end) = (begin, end);
        while let Some(cell) = open_cell(self.source, from, end) {
            let limit = self.source.len().min(end + LONGEST_CELL);
            let Some(close) = closing_mark(&self.source.as_bytes()[end..limit]) else { return end };
            let close = end + close;
            while end <= close {
                match self.next_break() {
                    Some(next) => end = next,
                    None => return end,
                }
            }
            from = close.max(cell) + 1;
        }
        end
    }

    fn line(&mut self, from: usize, to: usize, is_row: bool, claim: Option<Part>) -> Line {
        let (marker, number, length) =
            if is_row { (Marker::None, 0, 0) } else { marker(&self.source[from..to]) };
        let [start, from, to, body] = [self.start, from, to, from + length].map(|at| at as u32);
        self.start = to as usize;
        Line { start, from, to, marker, number, body, is_row, claim }
    }

    /// Cuts a paragraph where claims begin and end; a claim may reach over several paragraphs.
    fn cut(&mut self, mut from: usize, mut to: usize) {
        while let Some(&claim) = self.claims.first().filter(|claim| (claim.from as usize) < to) {
            self.claims = &self.claims[1..];
            // It may lie in the white space that has been trimmed.
            let [begin, end] = [claim.from, claim.to].map(|at| from.max(at as usize));
            // A number in front of what was claimed goes with it.
            let (_, _, length) = marker(&self.source[from..to]);
            let begin = if length > 0 && begin <= from + length { from } else { begin };
            self.piece(from, begin, None);
            while to < end {
                match self.next_break() {
                    Some(next) => to = next,
                    None => break,
                }
            }
            self.piece(begin, end.min(to), claim.part);
            from = end.min(to);
        }
        self.piece(from, to, None);
    }

    fn piece(&mut self, from: usize, to: usize, claim: Option<Part>) {
        if let Some((from, to)) = trimmed(self.source, from, to) {
            let is_row = claim.is_none() && self.has_tabs && has_tab(&self.source[from..to]);
            let line = self.line(from, to, is_row, claim);
            self.pieces.push_back(line);
        }
    }

    /// Where the paragraph that begins now ends; the next begins behind it.
    fn next_break(&mut self) -> Option<usize> {
        if self.begin > self.source.len() {
            return None;
        }
        let end = self.breaks.next().unwrap_or(self.source.len());
        self.begin = end + 1;
        Some(end)
    }
}

impl Iterator for Lines<'_> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        loop {
            if let Some(piece) = self.pieces.pop_front() {
                return Some(piece);
            }
            let begin = self.begin;
            let mut end = self.next_break()?;
            let is_row = self.has_tabs && has_tab(&self.source[begin..end]);
            if is_row {
                end = self.rest_of_row(begin, end);
            }
            let Some((from, to)) = trimmed(self.source, begin, end) else { continue };
            if is_row {
                // What was said of a cell is for the table to heed; the row stays whole.
                self.claims =
                    &self.claims[self.claims.partition_point(|claim| (claim.from as usize) < to)..];
            } else if self.claims.first().is_some_and(|claim| (claim.from as usize) < to) {
                self.cut(from, to);
                continue;
            }
            // White space is trimmed, the tabs that open a row with empty cells are not.
            let from = if is_row {
                begin + self.source[begin..from].find('\t').unwrap_or(from - begin)
            } else {
                from
            };
            return Some(self.line(from, to, is_row, None));
        }
    }
}

fn trimmed(source: &str, begin: usize, end: usize) -> Option<(usize, usize)> {
    let paragraph = &source[begin..end];
    let from = begin + paragraph.len() - paragraph.trim_start_matches(is_blank).len();
    (from < end).then(|| (from, begin + paragraph.trim_end_matches(is_blank).len()))
}

fn has_tab(paragraph: &str) -> bool {
    memchr(b'\t', paragraph.as_bytes()).is_some()
}

/// A quoted cell with line breaks is no longer: a stray mark must not search the whole document.
const LONGEST_CELL: usize = 1 << 15;

/// The last cell of `from..end`, where it begins with a quotation mark and does not end with one.
fn open_cell(source: &str, from: usize, end: usize) -> Option<usize> {
    let row = &source[from..end];
    let at = memrchr(b'\t', row.as_bytes())? + 1;
    let cell = row[at..].trim_end_matches('\r');
    let is_open = cell.strip_prefix('"').is_some_and(|inner| !inner.contains('"'));
    is_open.then_some(from + at)
}

/// The first quotation mark that ends a cell: a tab, a line break or nothing follows.
fn closing_mark(bytes: &[u8]) -> Option<usize> {
    memchr_iter(b'"', bytes)
        .find(|&at| matches!(bytes.get(at + 1), None | Some(b'\t' | b'\r' | b'\n')))
}

/// White space, and the marks of no width that travel with pasted text.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200C}' | '\u{200D}' | '\u{2060}')
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

    fn found(text: &str, claims: &[Claim]) -> Vec<(u32, String)> {
        let lines = Lines::new(text, claims);
        lines.map(|line| (line.start, line.words(text).to_owned())).collect()
    }

    #[test]
    fn paragraphs_are_trimmed_and_know_where_the_last_one_ended() {
        let text = "\u{FEFF}　　甲　\r\n\r\n 乙";
        assert_eq!(found(text, &[]), [(0, "甲".to_owned()), (12, "乙".to_owned())]);
    }

    #[test]
    fn a_quoted_cell_keeps_its_line_breaks() {
        let rows = found("序号\t措施\n1\t\"甲\n乙\"\t丙\n2\t\"四个意识\"教育\n3\t\"丁", &[]);
        let rows: Vec<&str> = rows.iter().map(|(_, row)| row.as_str()).collect();
        assert_eq!(rows, ["序号\t措施", "1\t\"甲\n乙\"\t丙", "2\t\"四个意识\"教育", "3\t\"丁"]);
    }

    #[test]
    fn claims_cut_paragraphs_and_join_them() {
        let claim = |from, to| Claim { from, to, part: Some(Part::Measure) };
        let cut = found("甲乙丙\n丁", &[claim(3, 6)]);
        assert_eq!(cut, [(0, "甲".into()), (3, "乙".into()), (6, "丙".into()), (9, "丁".into())]);
        let joined = found("甲\n乙\n丙", &[claim(0, 7)]);
        assert_eq!(joined, [(0, "甲\n乙".into()), (7, "丙".into())]);
    }
}
