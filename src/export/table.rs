//! The tables of a document: its rows put together again, with the cells that are one.
//!
//! A document has rows as paragraphs, cells parted by tabs, 〃 for the cell above and straight
//! quotes around a cell of several lines, whose other lines are paragraphs too (`office::grid`).
//! No widths and no borders here: those are each format's.

use crate::disclose::{Document, Paragraph, Part};

use super::clean;

/// A stretch of a document.
#[derive(Debug)]
pub enum Block<'a> {
    Paragraph(&'a Paragraph),
    Table(Table),
}

/// Never without rows; every row has the same number of cells, at least one.
#[derive(Debug)]
pub struct Table {
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Fit to be published; lines end with `\n`.
    pub text: String,
    /// How many rows it reaches over; 0 where the cell above reaches over this one.
    pub rows: usize,
}

/// Word itself ends there; what is further right joins the last cell.
const MAX_COLUMNS: usize = 63;

/// Longer cells are not looked for: a stray quotation mark must not join half a document.
const MAX_LINES: usize = 200;

/// Stands in a cell that continues the one above it.
pub const CONTINUED: &str = "〃";

/// The document in reading order, consecutive rows as one table.
pub fn blocks(document: &Document) -> Vec<Block<'_>> {
    let (mut rest, mut blocks) = (document.paragraphs.as_slice(), Vec::new());
    while let Some(first) = rest.first() {
        match first.part {
            Part::Row => {
                let (table, after) = table(rest);
                blocks.push(Block::Table(table));
                rest = after;
            }
            Part::Title
            | Part::Chapter
            | Part::Direction
            | Part::Finding
            | Part::SubFinding
            | Part::Body
            | Part::Prose
            | Part::Signature => {
                blocks.push(Block::Paragraph(first));
                rest = &rest[1..];
            }
        }
    }
    blocks
}

impl Table {
    /// How many rows the head has: the first, and those that its cells reach over. None where
    /// nothing would be left below, or the first row is merged with much of the table.
    pub fn head(&self) -> usize {
        const MOST: usize = 3;
        let (mut at, mut end) = (0, 1);
        while at < end {
            end = self.rows[at].iter().map(|cell| at + cell.rows).fold(end, usize::max);
            at += 1;
        }
        if end < self.rows.len() && end <= MOST { end } else { 0 }
    }
}

/// Parts of `whole`, one a column: more for longer texts, but a column of sentences gets no more
/// than four times one of numbers. They add up.
pub fn shares(table: &Table, whole: u32) -> Vec<u32> {
    let mut longest = vec![0; table.rows[0].len()];
    for row in &table.rows {
        for (cell, longest) in row.iter().zip(&mut longest) {
            *longest = cell.text.chars().count().max(*longest);
        }
    }
    let weights: Vec<u32> =
        longest.iter().map(|length| (*length).clamp(12, 144).isqrt() as u32).collect();
    let all: u32 = weights.iter().sum();
    let mut shares: Vec<u32> = weights.iter().map(|weight| whole * weight / all).collect();
    let rest = whole - shares.iter().sum::<u32>();
    shares[0] += rest;
    shares
}

/// The table that begins here, and what comes after it.
fn table(mut rest: &[Paragraph]) -> (Table, &[Paragraph]) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    while let Some((row, after)) = row(rest) {
        rows.push(row);
        rest = after;
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(1);
    let mut table: Vec<Vec<Cell>> = Vec::with_capacity(rows.len());
    // The row in which the cell of each column begins.
    let mut starts = vec![0; width];
    for (at, mut row) in rows.into_iter().enumerate() {
        row.resize(width, String::new());
        let mut own = Vec::with_capacity(width);
        for (text, start) in row.into_iter().zip(&mut starts) {
            if at > 0 && text == CONTINUED {
                table[*start][own.len()].rows += 1;
                own.push(Cell { text: String::new(), rows: 0 });
            } else {
                *start = at;
                own.push(Cell { text, rows: 1 });
            }
        }
        table.push(own);
    }
    (Table { rows: table }, rest)
}

/// The cells of the row that begins here, with the lines of its quoted ones, if a row does.
fn row(paragraphs: &[Paragraph]) -> Option<(Vec<String>, &[Paragraph])> {
    let (first, mut rest) = paragraphs.split_first()?;
    if first.part != Part::Row {
        return None;
    }
    let mut cells: Vec<String> = first.text().split('\t').map(str::to_owned).collect();
    while let Some(open) = cells.last_mut().filter(|cell| is_open(cell)) {
        let closes = |line: &Paragraph| closing_mark(&line.text()).is_some();
        let Some(end) = rest.iter().take(MAX_LINES).position(closes) else { break };
        let mut lines: Vec<String> = rest[..=end].iter().map(Paragraph::text).collect();
        let last = lines.pop().expect("the line that closes");
        let (own, after) = last.split_at(closing_mark(&last).expect("it closes"));
        open.remove(0);
        lines.push(own.to_owned());
        for line in lines {
            open.push('\n');
            *open += &line;
        }
        // After the mark comes nothing, or a tab and further cells.
        cells.extend(after[1..].split('\t').skip(1).map(str::to_owned));
        rest = &rest[end + 1..];
    }
    if cells.len() > MAX_COLUMNS {
        let right = cells.split_off(MAX_COLUMNS - 1).join("\u{3000}");
        cells.push(right);
    }
    let cells = cells.into_iter().map(|cell| clean(&cell).trim().to_owned()).collect();
    Some((cells, rest))
}

/// Whether a quote opens the cell and none ends it in its first line.
fn is_open(cell: &str) -> bool {
    cell.strip_prefix('"').is_some_and(|inner| !inner.contains('\n') && !inner.ends_with('"'))
}

/// The first quote that a tab or nothing follows.
fn closing_mark(line: &str) -> Option<usize> {
    let mut quotes = line.match_indices('"').map(|(at, _)| at);
    quotes.find(|at| matches!(line.as_bytes().get(at + 1), None | Some(b'\t')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclose::{Origin, Run};
    use crate::ledger::Front;

    /// Each row with what its cells say; a cell that goes on is “^”, one that reaches down `n`.
    fn rows(lines: &[(Part, &str)]) -> Vec<String> {
        let paragraphs = lines.iter().map(|(part, text)| {
            let run =
                Run { text: (*text).to_owned(), origin: Origin::Front(Front::Lead), matter: None };
            Paragraph { part: *part, runs: vec![run] }
        });
        let document = Document { title: String::new(), paragraphs: paragraphs.collect() };
        let blocks = blocks(&document);
        let line = |row: &Vec<Cell>| {
            let cell = |cell: &Cell| match cell.rows {
                0 => "^".to_owned(),
                1 => cell.text.clone(),
                n => format!("{}×{n}", cell.text),
            };
            row.iter().map(cell).collect::<Vec<_>>().join("|")
        };
        let texts = blocks.iter().map(|block| match block {
            Block::Paragraph(paragraph) => vec![format!("¶{}", paragraph.text())],
            Block::Table(table) => table.rows.iter().map(line).collect(),
        });
        texts.flatten().collect()
    }

    #[test]
    fn cells_above_reach_down_and_short_rows_are_filled() {
        let found = rows(&[
            (Part::Row, "〃\t问题\t措施"),
            (Part::Row, "1\t学习不深入\t制定计划"),
            (Part::Row, "〃\t〃\t按季检查"),
            (Part::Row, "2\t会议少"),
            (Part::Body, "以上。"),
            (Part::Row, "〃\t另表"),
        ]);
        let expected = [
            "〃|问题|措施",
            "1×2|学习不深入×2|制定计划",
            "^|^|按季检查",
            "2|会议少|",
            "¶以上。",
            "〃|另表",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_quoted_cell_keeps_its_lines() {
        let found = rows(&[
            (Part::Row, "1\t\"一是修订办法；"),
            (Part::Body, "二是开展“甲\"乙”培训；"),
            (Part::Row, "三是检查。\"\t县水务局"),
            (Part::Row, "2\t\"未完"),
            (Part::Body, "正文"),
        ]);
        let expected =
            ["1|一是修订办法；\n二是开展“甲\"乙”培训；\n三是检查。|县水务局", "2|\"未完|", "¶正文"];
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_end_where_words_do() {
        let wide = vec!["甲"; 80].join("\t");
        let found = rows(&[(Part::Row, &wide)]);
        assert_eq!(found[0].split('|').count(), MAX_COLUMNS);
        assert_eq!(found[0].matches('甲').count(), 80);
    }
}
