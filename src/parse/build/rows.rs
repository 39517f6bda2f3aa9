//! Rows of a table: each cell becomes what its column holds.

use super::{Builder, Parts};
use crate::ledger::{Field, Kind};
use crate::numeral;
use crate::parse::lines::{Line, marker};
use crate::parse::rule::Rule;
use crate::parse::tables::{self, Cell, Column, Table};

impl Builder {
    pub(super) fn table(&mut self, parts: &Parts, table: &Table) {
        let rule = if table.is_flat { Rule::FlatCell } else { Rule::Cell };
        (self.finding, self.leaf, self.row_number) = (None, None, None);
        let mut at = table.lines.start;
        while at < table.lines.end {
            let line = parts.lines[at];
            at += 1;
            if table.head.contains(&(at - 1)) {
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::TableHead);
            } else if table.is_flat {
                let rest = table.lines.end - at;
                let row = &parts.lines[at - 1..at - 1 + table.columns.len().min(rest + 1)];
                at += row.len() - 1;
                let cells = row.iter().map(|line| cell_of(*line)).collect::<Vec<_>>();
                self.row(parts, line.start, &cells, table, rule);
            } else if !table.is_ledger() {
                self.push(Kind::Narrative, line.start, line.from..line.to, Rule::Narrative);
            } else if line.is_row {
                let cells = tables::cells(parts.source, &line);
                if let Some(band) = band(parts, table, &cells) {
                    self.band(Line { body: band.0, to: band.1, ..line });
                    continue;
                }
                self.row(parts, line.start, &cells, table, rule);
            } else {
                self.band(line);
            }
        }
        (self.finding, self.leaf) = (None, None);
    }

    /// A single line between rows names a direction.
    fn band(&mut self, line: Line) {
        let text = if line.body < line.to { line.body..line.to } else { line.from..line.to };
        let chapter = self.chapter;
        self.direction_line(line, text, Rule::BareDirection);
        self.chapter = chapter;
    }

    fn row(&mut self, parts: &Parts, start: u32, cells: &[Cell], table: &Table, rule: Rule) {
        let mut own = start;
        let mut row_measures = None;
        let (mut counts_on, mut has_finding) = (false, false);
        for (place, cell) in cells.iter().enumerate() {
            let words = &parts.source[cell.text.0..cell.text.1];
            let text = cell.text.0 as u32..cell.text.1 as u32;
            let column = table.columns.get(place).copied().unwrap_or(Column::Other);
            let is_ditto = tables::is_ditto(words);
            let before = self.nodes.len();
            match column {
                _ if words.is_empty() => continue,
                Column::Number => {
                    // Frame of whatever comes next; a number of its own begins a finding.
                    let earlier = self.row_number.replace(text);
                    let is_same = earlier.is_some_and(|earlier| {
                        parts.source[earlier.start as usize..earlier.end as usize] == *words
                    });
                    counts_on = !is_ditto && !is_same;
                    continue;
                }
                Column::Direction | Column::Finding | Column::Measure if is_ditto => continue,
                Column::Direction => {
                    if has_finding || self.reads(parts, self.direction, words) {
                        self.other(own, text);
                    } else {
                        (self.direction, self.finding, self.leaf) = (None, None, None);
                        self.direction = Some(self.push(Kind::Direction, own, text, rule));
                    }
                }
                Column::Finding if self.reads(parts, self.leaf, words) && !counts_on => {
                    self.other(own, text)
                }
                Column::Finding => {
                    self.open_finding(parts, None);
                    let id = self.push(Kind::Finding, own, text, rule);
                    (self.finding, self.leaf) = (Some(id), Some(id));
                    has_finding = true;
                }
                Column::Measure if self.leaf.is_some() => {
                    self.item = 0;
                    self.measures(parts, own, text, rule);
                    row_measures = Some(
                        self.nodes[before..]
                            .iter()
                            .filter(|node| node.kind == Kind::Measure)
                            .count(),
                    );
                }
                Column::Field(field) if self.leaf.is_some() => {
                    self.field_cell(own, text, field, rule, row_measures);
                }
                Column::Measure | Column::Field(_) | Column::Other => self.other(own, text),
            }
            // Quotation marks around a cell end its node; the tab begins the next.
            own = cell.end as u32;
            for node in &mut self.nodes[before..] {
                if matches!(node.rule, Rule::Prose | Rule::Labelled) {
                    node.rule = rule;
                }
            }
        }
        if own == start {
            // A number alone, or nothing that is told.
            if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
                self.other(start, first.text.0 as u32..(last.text.1.max(first.text.0)) as u32);
            }
        }
    }

    /// A cell of a field: of the measure of its row, where the row has just one.
    fn field_cell(
        &mut self,
        own: u32,
        text: std::ops::Range<u32>,
        field: Field,
        rule: Rule,
        row_measures: Option<usize>,
    ) {
        let leaf = self.leaf;
        if row_measures == Some(1) {
            let last = self.nodes.iter().rposition(|node| node.kind == Kind::Measure);
            self.leaf = last.map(|at| at as u32);
        }
        let id = self.push(Kind::Detail, own, text, rule);
        self.nodes[id as usize].field = Some(field);
        self.leaf = leaf;
    }

    fn other(&mut self, own: u32, text: std::ops::Range<u32>) {
        self.push(Kind::Narrative, own, text, Rule::OtherCell);
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

/// The text of a row that has only one cell, in the column of numbers and yet no number.
fn band(parts: &Parts, table: &Table, cells: &[Cell]) -> Option<(u32, u32)> {
    let (first, rest) = cells.split_first()?;
    let words = &parts.source[first.text.0..first.text.1];
    let is_number = numeral::read(words).is_some_and(|(.., length)| length == words.len());
    let alone =
        rest.iter().all(|cell| cell.text.0 == cell.text.1) && !words.is_empty() && !is_number;
    if !alone || table.columns.first() != Some(&Column::Number) {
        return None;
    }
    let (_, _, length) = marker(words);
    Some(((first.text.0 + length) as u32, first.text.1 as u32))
}
