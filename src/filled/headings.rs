//! Under which finding a row of the table stands, and what was written over headings.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::cells::{is_same, plain, shown};
use super::lines::{Line, Lines};
use super::{Remark, Why, title};
use crate::ledger::{Id, Kind, Ledger};
use crate::rows::{Column, Outline, Row};

pub(super) struct Headings<'b> {
    base: &'b Ledger,
    /// None where several findings read so.
    texts: HashMap<String, Option<Id>>,
    numbers: HashMap<String, Id>,
    /// Columns and rows of cells that were told of: one cell stands for many rows.
    told: HashSet<(Column, u32)>,
}

/// What a row without an id says of its finding.
pub(super) enum Named {
    Finding(Id),
    /// Nothing, so it is that of the row above.
    Nothing,
    /// None that there is.
    Unknown,
}

impl<'b> Headings<'b> {
    pub fn of(base: &'b Ledger, outline: &Outline) -> Self {
        let (mut texts, mut numbers) = (HashMap::new(), HashMap::new());
        for node in base.nodes().iter().filter(|node| node.kind == Kind::Finding) {
            let words = shown(base.particulars(), Column::Finding, &node.text);
            let place = texts.entry(plain(&words).into_owned());
            place.and_modify(|one| *one = None).or_insert(Some(node.id));
            numbers.insert(outline.label(base, node.id), node.id);
        }
        Self { base, texts, numbers, told: HashSet::new() }
    }

    /// The finding that a row of the ledger stands under in the table. What else was written over
    /// its headings is told.
    pub fn stands(
        &mut self,
        lines: &Lines,
        line: &Line,
        row: Row,
        remarks: &mut Vec<Remark>,
    ) -> Id {
        let (top, words) = lines.beside(line, Column::Finding);
        if !words.is_empty() && !self.reads_as(row, Column::Finding, words) {
            match self.texts.get(plain(words).as_ref()).copied().flatten() {
                Some(finding) => return finding,
                None => self.tell(Column::Finding, top, words, remarks),
            }
        }
        let (top, words) = lines.beside(line, Column::Direction);
        if !words.is_empty() && !self.reads_as(row, Column::Direction, words) {
            self.tell(Column::Direction, top, words, remarks);
        }
        row.finding
    }

    /// What a row says of its finding that is none of the ledger's.
    pub fn named(&self, lines: &Lines, line: &Line, above: Option<Id>) -> Named {
        let number = lines.beside(line, Column::Number).1.trim();
        let by_number = self.numbers.get(number).copied();
        let words = lines.beside(line, Column::Finding).1;
        if words.is_empty() {
            let is_inside = lines.is_covered(line, Column::Finding);
            return match by_number {
                Some(finding) => Named::Finding(finding),
                None if number.is_empty() || is_inside => Named::Nothing,
                None => Named::Unknown,
            };
        }
        let found = self.texts.get(plain(words).as_ref());
        let reads_as_above = || {
            let row = Row { finding: above?, measure: None };
            self.reads_as(row, Column::Finding, words).then_some(row.finding)
        };
        match found {
            Some(Some(finding)) => Named::Finding(*finding),
            Some(None) => by_number.or_else(reads_as_above).map_or(Named::Unknown, Named::Finding),
            None => by_number.map_or(Named::Unknown, Named::Finding),
        }
    }

    fn reads_as(&self, row: Row, column: Column, words: &str) -> bool {
        let value = row.value(self.base, column);
        is_same(self.base.particulars(), column, value, words)
    }

    fn tell(&mut self, column: Column, row: u32, words: &str, remarks: &mut Vec<Remark>) {
        if self.told.insert((column, row)) {
            let (column, written) = (title(column).to_owned(), words.to_owned());
            remarks.push(Remark { row: row + 1, column, written, why: Why::Heading });
        }
    }
}
