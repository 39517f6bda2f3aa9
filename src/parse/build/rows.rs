//! Rows of a table: each cell becomes what its column holds, or what a person said of it.
//!
//! A parent stands before its children, so what a row says left of its problem cannot hang on it:
//! such a cell stays in place as text, and its value is given to the measures of its row.

use std::ops::Range;

use super::{Builder, Parts};
use crate::ledger::{Field, Kind, wording};
use crate::numeral;
use crate::parse::Part;
use crate::parse::draft::Given;
use crate::parse::lines::Line;
use crate::parse::marker::marker;
use crate::parse::rule::Rule;
use crate::parse::tables::{self, Cell, Column, Table};

/// A row as it is read: its cells with what each is.
struct Row<'a> {
    start: u32,
    cells: &'a [Cell],
    columns: Vec<Column>,
    rule: Rule,
}

impl Builder {
    pub(super) fn table(&mut self, parts: &Parts, table: &Table) {
        let rule = if table.is_flat { Rule::FlatCell } else { Rule::Cell };
        // A table of measures alone belongs to the finding it stands under.
        let answers =
            !table.is_ledger() && table.columns.contains(&Column::Measure) && self.leaf.is_some();
        if !answers {
            (self.finding, self.leaf) = (None, None);
        }
        self.row_number = None;
        let is_read = table.is_ledger() || answers;
        let mut columns = table.columns.clone();
        let mut at = table.lines.start;
        while at < table.lines.end {
            let line = parts.lines[at];
            at += 1;
            if table.head.contains(&(at - 1)) {
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::TableHead);
                continue;
            }
            if table.is_flat {
                // A person may have left it no columns: then each line is a row.
                let width = columns.len().clamp(1, table.lines.end - at + 1);
                let lines = &parts.lines[at - 1..at - 1 + width];
                at += width - 1;
                let cells: Vec<Cell> = lines.iter().map(|line| cell_of(*line)).collect();
                self.row(
                    parts,
                    &Row { start: line.start, cells: &cells, columns: columns.clone(), rule },
                );
                continue;
            }
            if !is_read {
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::Narrative);
                continue;
            }
            if !line.is_row {
                self.band(line, line.body..line.to);
                continue;
            }
            let cells = tables::cells(parts.source, &line);
            if let Some(text) = band(parts, &columns, &cells) {
                self.band(line, text);
            } else if let Some(again) = head(parts, &cells) {
                // A page of the table that repeats its head, or another table below the first.
                columns = again;
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::TableHead);
            } else {
                self.row(
                    parts,
                    &Row { start: line.start, cells: &cells, columns: columns.clone(), rule },
                );
            }
        }
        (self.finding, self.leaf) = (None, None);
    }

    /// A single line between rows names a direction.
    fn band(&mut self, line: Line, text: Range<u32>) {
        let text = if text.is_empty() { line.from..line.to } else { text };
        let chapter = self.chapter;
        self.direction_line(line, text, Rule::BareDirection);
        self.chapter = chapter;
    }

    fn row(&mut self, parts: &Parts, row: &Row) {
        let words = |cell: &Cell| &parts.source[cell.text.0..cell.text.1];
        let column = |place: usize, cell: &Cell| {
            let said = said_of(parts, cell);
            said.unwrap_or(row.columns.get(place).copied().unwrap_or(Column::Other))
        };
        let finding = row.cells.iter().enumerate().position(|(place, cell)| {
            column(place, cell) == Column::Finding
                && !words(cell).is_empty()
                && !wording::is_ditto(words(cell))
        });
        let first = self.nodes.len();
        let mut own = row.start;
        let (mut counts_on, mut has_finding) = (false, false);
        let mut fields: Vec<(Field, Range<u32>)> = Vec::new();
        for (place, cell) in row.cells.iter().enumerate() {
            let (words, text) = (words(cell), cell.text.0 as u32..cell.text.1 as u32);
            let is_ditto = wording::is_ditto(words);
            // Left of its problem, a row has none yet.
            let leaf =
                self.leaf.filter(|_| has_finding || finding.is_none_or(|finding| finding < place));
            match column(place, cell) {
                _ if words.is_empty() => continue,
                Column::Number => {
                    // Frame of whatever comes next; a number of its own begins a finding.
                    counts_on = !is_ditto && !self.repeats_number(parts, text);
                    continue;
                }
                Column::Direction | Column::Finding | Column::Measure if is_ditto => continue,
                Column::Direction if has_finding || self.reads(parts, self.direction, words) => {
                    self.other(own, text);
                }
                Column::Direction => {
                    (self.direction, self.finding, self.leaf) = (None, None, None);
                    self.direction = Some(self.push(Kind::Direction, own, text, row.rule));
                }
                Column::Finding if self.reads(parts, self.leaf, words) && !counts_on => {
                    has_finding = true;
                    self.other(own, text);
                }
                Column::Finding => {
                    self.open_finding(parts, None);
                    let id = self.push(Kind::Finding, own, text, row.rule);
                    (self.finding, self.leaf, has_finding) = (Some(id), Some(id), true);
                }
                Column::Measure if leaf.is_some() => {
                    self.item = 0;
                    self.measures(parts, own, text, row.rule);
                }
                Column::Measure => {
                    self.leaf = None;
                    self.push(Kind::Unassigned, own, text, Rule::Unclaimed);
                }
                Column::Field(Field::Status) if !is_ditto && wording::status(words).is_none() => {
                    self.other(own, text);
                }
                Column::Field(field) => {
                    fields.push((field, text.clone()));
                    match leaf {
                        Some(_) => self.field_cell(own, text, field, row.rule, first),
                        None => self.other_at(own, text, None),
                    }
                }
                Column::Other => self.other(own, text),
            }
            // Quotation marks around a cell end its node; the tab begins the next.
            own = cell.end as u32;
        }
        if own == row.start {
            // A number alone, or nothing that is told.
            if let (Some(first), Some(last)) = (row.cells.first(), row.cells.last()) {
                self.other(row.start, first.text.0 as u32..(last.text.1.max(first.text.0)) as u32);
            }
        }
        let measures = first as u32..self.nodes.len() as u32;
        self.given.extend(fields.into_iter().map(|(field, text)| Given {
            field,
            text,
            measures: measures.clone(),
        }));
    }

    /// A cell of a field: under the measure of its row, where the row has just one.
    fn field_cell(&mut self, own: u32, text: Range<u32>, field: Field, rule: Rule, first: usize) {
        let leaf = self.leaf;
        let measures = (first..self.nodes.len()).filter(|&at| self.nodes[at].kind == Kind::Measure);
        if let (Some(only), None) = (measures.clone().next(), measures.clone().nth(1)) {
            self.leaf = Some(only as u32);
        }
        let id = self.push(Kind::Detail, own, text, rule);
        self.nodes[id as usize].field = Some(field);
        self.leaf = leaf;
    }

    fn other(&mut self, own: u32, text: Range<u32>) {
        self.other_at(own, text, self.leaf);
    }

    fn other_at(&mut self, own: u32, text: Range<u32>, leaf: Option<u32>) {
        let before = std::mem::replace(&mut self.leaf, leaf);
        self.push(Kind::Narrative, own, text, Rule::OtherCell);
        self.leaf = before;
    }

    /// Whether a row's number is that of the row before.
    fn repeats_number(&mut self, parts: &Parts, number: Range<u32>) -> bool {
        let words = |number: &Range<u32>| &parts.source[number.start as usize..number.end as usize];
        let earlier = self.row_number.replace(number.clone());
        earlier.is_some_and(|earlier| words(&earlier) == words(&number))
    }

    /// Whether the text of a node already reads so.
    fn reads(&self, parts: &Parts, node: Option<u32>, words: &str) -> bool {
        node.is_some_and(|node| {
            let (from, to) = self.nodes[node as usize].text;
            &parts.source[from as usize..to as usize] == words
        })
    }
}

fn cell_of(line: Line) -> Cell {
    Cell { text: (line.from as usize, line.to as usize), end: line.to as usize }
}

/// What a person said of a cell, or of something in it.
fn said_of(parts: &Parts, cell: &Cell) -> Option<Column> {
    let next = parts.claims.partition_point(|claim| claim.to as usize <= cell.text.0);
    let claim = parts.claims.get(next).filter(|claim| (claim.from as usize) < cell.text.1)?;
    Some(match claim.part? {
        Part::Chapter | Part::Narrative => Column::Other,
        Part::Direction => Column::Direction,
        Part::Finding | Part::SubFinding => Column::Finding,
        Part::Measure => Column::Measure,
    })
}

/// The columns that a row names, if it is a head.
fn head(parts: &Parts, cells: &[Cell]) -> Option<Vec<Column>> {
    let names: Vec<&str> =
        cells.iter().map(|cell| &parts.source[cell.text.0..cell.text.1]).collect();
    tables::columns(&names).filter(|columns| columns.contains(&Column::Finding))
}

/// The text of a row that has only one cell, in the column of numbers and yet no number.
fn band(parts: &Parts, columns: &[Column], cells: &[Cell]) -> Option<Range<u32>> {
    let (first, rest) = cells.split_first()?;
    let words = &parts.source[first.text.0..first.text.1];
    let is_number = numeral::read(words).is_some_and(|(.., length)| length == words.len());
    let alone =
        rest.iter().all(|cell| cell.text.0 == cell.text.1) && !words.is_empty() && !is_number;
    if !alone || columns.first() != Some(&Column::Number) {
        return None;
    }
    let (_, _, length) = marker(words);
    Some((first.text.0 + length) as u32..first.text.1 as u32)
}
