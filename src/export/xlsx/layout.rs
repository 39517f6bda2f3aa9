//! Which paragraph stands in which cells, what is merged, how high a row is. No XML.

use crate::disclose::{Document, Part};
use crate::export::table::{Block, Table, blocks};
use crate::export::{clean, lines};

/// 序号, 方面, 问题, 整改情况.
const HEAD: [&str; 4] = ["序号", "方面", "问题", "整改情况"];
const NUMBER: usize = 0;
const DIRECTION: usize = 1;
const FINDING: usize = 2;
const DONE: usize = 3;

/// Widths of the columns in half-width characters, of those after them, and of all four.
pub const WIDTHS: [u32; 4] = [6, 20, 36, 88];
pub const FURTHER: u32 = 20;
const WHOLE: u32 = 150;

/// Characters of a cell that make no row higher than the 409 pt spreadsheets show.
const LONG: usize = 1000;
/// UTF-16 units that Excel takes in a cell are 32,767, line breaks 253.
const MOST_UNITS: usize = 32_000;
const MOST_LINES: usize = 250;

/// How a cell is set; `styles.xml` has them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    Head,
    Number,
    Cell,
    /// Heads the part of a finding.
    Part,
    Title,
    Chapter,
    Band,
    Signature,
}

#[derive(Debug)]
pub struct Layout {
    /// Rows that stay on screen and are printed on every page; 0 for none.
    pub head: usize,
    pub rows: Vec<Row>,
    pub merged: Vec<Region>,
}

#[derive(Clone, Debug, Default)]
pub struct Row {
    /// From the first column on.
    pub cells: Vec<(Face, String)>,
    /// Lines of text, at least one.
    pub lines: u32,
}

/// Counted from 0; the last ones belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

/// A heading whose rows are still coming.
struct Open {
    text: String,
    from: usize,
}

pub fn layout(document: &Document) -> Layout {
    let mut sheet = Sheet {
        layout: Layout { head: 0, rows: Vec::new(), merged: Vec::new() },
        direction: None,
        finding: None,
        count: 0,
    };
    let (blocks, mut at) = (blocks(document), 0);
    while let Some(Block::Paragraph(paragraph)) = blocks.get(at)
        && paragraph.part == Part::Title
    {
        sheet.band(&clean(&paragraph.text()), Face::Title);
        at += 1;
    }
    let has_items = blocks.iter().any(|block| match block {
        Block::Paragraph(one) => matches!(one.part, Part::Direction | Part::Finding),
        Block::Table(_) => false,
    });
    if has_items {
        let cells = HEAD.map(|name| (Face::Head, name.to_owned())).to_vec();
        sheet.layout.rows.push(Row { cells, lines: 1 });
        sheet.layout.head = sheet.layout.rows.len();
    }
    for block in &blocks[at..] {
        match block {
            Block::Paragraph(paragraph) => {
                sheet.paragraph(paragraph.part, &clean(&paragraph.text()));
            }
            Block::Table(table) => {
                sheet.close();
                sheet.table(table);
            }
        }
    }
    sheet.close();
    sheet.layout
}

struct Sheet {
    layout: Layout,
    direction: Option<Open>,
    finding: Option<Open>,
    /// Findings so far.
    count: usize,
}

impl Sheet {
    fn paragraph(&mut self, part: Part, text: &str) {
        let inside = self.direction.is_some() || self.finding.is_some();
        match part {
            Part::Direction => {
                self.close();
                let from = self.layout.rows.len();
                self.direction = Some(Open { text: text.to_owned(), from });
            }
            Part::Finding => {
                self.close_finding();
                let from = self.layout.rows.len();
                self.finding = Some(Open { text: text.to_owned(), from });
            }
            Part::SubFinding if inside => self.done(text, Face::Part),
            Part::Body | Part::Row if inside => self.done(text, Face::Cell),
            Part::Title => self.apart(text, Face::Title),
            Part::Chapter => self.apart(text, Face::Chapter),
            Part::Signature => self.apart(text, Face::Signature),
            Part::Prose => self.apart(text, Face::Band),
            Part::SubFinding | Part::Body | Part::Row => self.band(text, Face::Band),
        }
    }

    /// What ends the findings above it.
    fn apart(&mut self, text: &str, face: Face) {
        self.close();
        self.band(text, face);
    }

    /// Over the whole width.
    fn band(&mut self, text: &str, face: Face) {
        for piece in pieces(text, LONG) {
            let row = self.layout.rows.len();
            let mut cells = vec![(face, String::new()); HEAD.len()];
            // A title's 18 pt take more room than the text's 11.
            let lines = match face {
                Face::Title => lines(&piece, WHOLE * 11 / 18) * 2,
                Face::Head
                | Face::Number
                | Face::Cell
                | Face::Part
                | Face::Chapter
                | Face::Band
                | Face::Signature => lines(&piece, WHOLE),
            };
            cells[0].1 = piece;
            self.layout.rows.push(Row { cells, lines });
            self.layout.merged.push(Region { rows: (row, row), columns: (0, HEAD.len() - 1) });
        }
    }

    /// In the last column, beside the open headings.
    fn done(&mut self, text: &str, face: Face) {
        for piece in pieces(text, LONG) {
            let lines = lines(&piece, WIDTHS[DONE]);
            let empty = |face| (face, String::new());
            let cells =
                vec![empty(Face::Number), empty(Face::Cell), empty(Face::Cell), (face, piece)];
            self.layout.rows.push(Row { cells, lines });
        }
    }

    fn close(&mut self) {
        self.close_finding();
        if let Some(open) = self.direction.take() {
            self.head(DIRECTION, &open);
        }
    }

    fn close_finding(&mut self) {
        if let Some(open) = self.finding.take() {
            self.count += 1;
            self.head(FINDING, &open);
            self.head(NUMBER, &Open { text: self.count.to_string(), from: open.from });
        }
    }

    /// Puts a heading beside all its rows; one that has none gets one.
    fn head(&mut self, column: usize, open: &Open) {
        let texts = pieces(&open.text, MOST_UNITS / 2);
        while self.layout.rows.len() < open.from + texts.len() {
            self.done("", Face::Cell);
        }
        let own = &mut self.layout.rows[open.from..];
        let height: u32 = own.iter().map(|row| row.lines).sum();
        let needed: u32 = texts.iter().map(|text| lines(text, WIDTHS[column])).sum();
        let missing = needed.saturating_sub(height).div_ceil(own.len() as u32);
        own.iter_mut().for_each(|row| row.lines += missing);
        let last = open.from + texts.len() - 1;
        for (row, text) in own.iter_mut().zip(texts) {
            row.cells[column].1 = text;
        }
        let end = self.layout.rows.len() - 1;
        if last < end {
            self.layout.merged.push(Region { rows: (last, end), columns: (column, column) });
        }
    }

    fn table(&mut self, table: &Table) {
        let head = table.head();
        let mut starts = Vec::with_capacity(table.rows.len() + 1);
        for (at, row) in table.rows.iter().enumerate() {
            starts.push(self.layout.rows.len());
            let face = if at < head { Face::Head } else { Face::Cell };
            let mut texts: Vec<_> =
                row.iter().map(|cell| pieces(&cell.text, MOST_UNITS / 2).into_iter()).collect();
            loop {
                let cells: Vec<_> = texts.iter_mut().map(Iterator::next).collect();
                if cells.iter().all(Option::is_none) {
                    break;
                }
                let text = |cell: Option<String>| (face, cell.unwrap_or_default());
                let cells: Vec<(Face, String)> = cells.into_iter().map(text).collect();
                let height = cells.iter().enumerate().map(|(column, (_, text))| {
                    lines(text, WIDTHS.get(column).copied().unwrap_or(FURTHER))
                });
                let lines = height.max().unwrap_or(1);
                self.layout.rows.push(Row { cells, lines });
            }
        }
        starts.push(self.layout.rows.len());
        for (at, row) in table.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| cell.rows > 1) {
                // A text in pieces stands in several cells, which stay apart.
                if pieces(&cell.text, MOST_UNITS / 2).len() == 1 {
                    let rows = (starts[at], starts[at + cell.rows] - 1);
                    self.layout.merged.push(Region { rows, columns: (column, column) });
                }
            }
        }
    }
}

/// The text in pieces of `most` characters at the most, each cut after a sentence if it has one.
/// At least one, and all characters are in some piece.
fn pieces(text: &str, most: usize) -> Vec<String> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    loop {
        let fits = |(count, (at, c)): (usize, (usize, char)), breaks: &mut usize| {
            *breaks += usize::from(c == '\n');
            (count == most || *breaks > MOST_LINES).then_some(at)
        };
        let mut breaks = 0;
        let end = rest.char_indices().enumerate().find_map(|one| fits(one, &mut breaks));
        let Some(end) = end else {
            pieces.push(rest.to_owned());
            return pieces;
        };
        let sentence = rest[..end]
            .rfind(['。', '；', '\n'])
            .map(|at| at + rest[at..].chars().next().map_or(1, char::len_utf8));
        // A sentence near the beginning would leave most of the row empty.
        let cut = sentence.filter(|cut| *cut > end / 4).unwrap_or(end);
        pieces.push(rest[..cut].to_owned());
        rest = &rest[cut..];
    }
}
