//! Paragraphs and what they begin with. One pass, no backtracking: this sees every byte.
//!
//! A paragraph is a line of the text; a row of a table whose quoted cell runs over several lines
//! is one too. What a person has assigned by hand is cut out into paragraphs of its own.

use std::collections::VecDeque;

use memchr::{Memchr, memchr, memchr_iter, memrchr};

use super::marker::{Marker, marker};
use super::{Claim, Part};

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
            // The lines of a cell hold no tabs: those of the next rows do.
            if has_tab(&self.source[end..end + close]) {
                return end;
            }
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
    let is_open = cell.strip_prefix('"').is_some_and(|inner| !inner.ends_with('"'));
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let quoted = found("1\t\"“甲”\"乙\"丙\n丁\"\t戊\n2\t己", &[]);
        assert_eq!(quoted[0].1, "1\t\"“甲”\"乙\"丙\n丁\"\t戊", "marks inside do not end it");
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
