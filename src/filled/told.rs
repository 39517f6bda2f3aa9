//! What a table says otherwise than the ledger it was made of, as wishes still to be carried out.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use super::cells::{is_cut, is_same, plain, value};
use super::columns::columns;
use super::headings::{Headings, Named};
use super::known::{Ids, Known};
use super::lines::{Line, Lines};
use super::{Remark, Sheet, Why, title};
use crate::ledger::{Field, Id, Ledger};
use crate::rows::{Column, Row};
use crate::slice::Mandate;

#[derive(Debug, Default)]
pub(super) struct Told {
    pub gone: Vec<Id>,
    pub moved: Vec<Moved>,
    pub new: Vec<New>,
    pub values: Vec<Value>,
}

/// Rows are counted from 1 here, as remarks have them.
#[derive(Debug)]
pub(super) struct Moved {
    pub row: u32,
    pub id: Id,
    pub finding: Id,
    /// The measure of that finding that stands above it.
    pub beside: Option<Id>,
}

#[derive(Debug)]
pub(super) struct New {
    pub row: u32,
    pub finding: Id,
    pub beside: Option<Beside>,
    pub fields: Vec<(Column, String)>,
}

/// What a new row stands behind.
#[derive(Clone, Copy, Debug)]
pub(super) enum Beside {
    Row(Id),
    /// Another new one, by its place among them.
    New(usize),
}

#[derive(Clone, Debug)]
pub(super) struct Value {
    pub row: u32,
    pub column: Column,
    pub id: Id,
    pub to: String,
}

pub(super) fn told(base: &Ledger, sheet: &Sheet) -> (Told, Vec<Remark>) {
    let mut remarks = Vec::new();
    let nothing = |why| (Told::default(), vec![Remark { why, ..Remark::default() }]);
    let Some(lines) = Lines::of(sheet) else { return nothing(Why::NoTable) };
    let mut ids = Ids::of(base);
    let known = ids.known(&lines, &mut remarks);
    let is_row = |one: &&Known| matches!(one, Known::Row(_));
    if !ids.outline.is_empty() && !known.iter().any(|one| is_row(&one)) {
        return nothing(Why::NoTable);
    }
    let mut teller = Teller {
        base,
        lines: &lines,
        headings: Headings::of(base, &ids.outline),
        mandate: Mandate::of(base),
        told: Told::default(),
        remarks,
        lasts: HashMap::new(),
    };
    teller.gone_columns();
    teller.extra_columns();
    let mut above = None;
    for (line, known) in lines.all.iter().zip(&known) {
        above = match known {
            Known::Row(row) => Some(teller.row(line, *row)),
            Known::New => teller.new_row(line, above),
            Known::Unclear => {
                let words = lines.text(line, Column::Measure).unwrap_or_default();
                teller.tell(line.row, None, words, Why::Unclear);
                above
            }
        };
    }
    teller.findings(&known);
    teller.order(&ids, &known);
    teller.gone(&ids, &known);
    let Teller { told, mut remarks, .. } = teller;
    remarks.sort_by_key(|one| one.row);
    (told, remarks)
}

struct Teller<'b, 's, 'a> {
    base: &'b Ledger,
    lines: &'s Lines<'s, 'a>,
    headings: Headings<'b>,
    mandate: Mandate<'b>,
    told: Told,
    remarks: Vec<Remark>,
    /// The last row so far under each finding.
    lasts: HashMap<Id, Beside>,
}

impl<'a> Teller<'_, '_, 'a> {
    fn tell(&mut self, row: u32, column: Option<Column>, written: &str, why: Why) {
        let column = column.map_or_else(String::new, |column| title(column).to_owned());
        self.remarks.push(Remark { row: row + 1, column, written: written.to_owned(), why });
    }

    /// The finding that it stands under.
    fn row(&mut self, line: &Line<'_, 'a>, row: Row) -> Id {
        let finding = self.headings.stands(self.lines, line, row, &mut self.remarks);
        let Some(id) = row.measure else {
            if self.has_measure(line) {
                return self.new_row(line, Some(row.finding)).unwrap_or(row.finding);
            }
            return row.finding;
        };
        if finding != row.finding {
            if self.base.slice().is_some() {
                let words = self.lines.beside(line, Column::Finding).1;
                self.tell(line.row, Some(Column::Finding), words, Why::Moved);
            } else {
                let beside = match self.lasts.get(&finding) {
                    Some(Beside::Row(id)) => Some(*id),
                    Some(Beside::New(_)) | None => None,
                };
                self.told.moved.push(Moved { row: line.row + 1, id, finding, beside });
            }
        }
        for (column, at) in self.lines.head.columns() {
            let is_own = matches!(column, Column::Measure | Column::Field(_));
            if is_own && !column.is_of_finding() {
                self.cell(line.row, row, column, line.at(at));
            }
        }
        self.lasts.insert(finding, Beside::Row(id));
        finding
    }

    fn cell(&mut self, at: u32, row: Row, column: Column, cell: &str) {
        let own = row.value(self.base, column);
        let particulars = self.base.particulars();
        if own.is_empty() && cell.is_empty() || is_same(particulars, column, own, cell) {
            return;
        }
        let id = if column.is_of_finding() { Some(row.finding) } else { row.measure };
        let asked = id.zip(column.field()).filter(|(id, field)| self.mandate.is_open(*id, *field));
        let Some((id, _)) = asked else {
            return self.tell(at, Some(column), cell, Why::NotAsked);
        };
        if is_cut(own) {
            return self.tell(at, Some(column), cell, Why::Cut);
        }
        match value(particulars, column, cell) {
            None => self.tell(at, Some(column), cell, Why::Unknown),
            Some(to) if to == own => {}
            Some(to) => self.told.values.push(Value { row: at + 1, column, id, to }),
        }
    }

    fn has_measure(&self, line: &Line) -> bool {
        self.lines.text(line, Column::Measure).is_some_and(|words| !plain(words).is_empty())
    }

    /// The finding that it stands under, where it is a measure.
    fn new_row(&mut self, line: &Line<'_, 'a>, above: Option<Id>) -> Option<Id> {
        if !self.has_measure(line) {
            let own = line.cells().find(|cell| {
                let is_id = self.lines.head.id == Some(cell.column);
                self.lines.head.knows(cell.column) && !is_id
            });
            if let Some(cell) = own {
                self.tell(line.row, None, cell.text, Why::Stray);
            }
            return above;
        }
        let words = self.lines.text(line, Column::Measure).unwrap_or_default();
        if self.base.slice().is_some_and(|part| !part.may_add) {
            self.tell(line.row, None, words, Why::Added);
            return above;
        }
        let finding = match self.headings.named(self.lines, line, above) {
            Named::Finding(finding) => Some(finding),
            Named::Nothing => above,
            Named::Unknown => None,
        };
        let Some(finding) = finding else {
            self.tell(line.row, None, words, Why::NoFinding);
            return above;
        };
        let mut fields = Vec::new();
        for (column, at) in self.lines.head.columns() {
            let is_own = matches!(column, Column::Measure | Column::Field(_));
            if !is_own || column.is_of_finding() {
                continue;
            }
            match value(self.base.particulars(), column, line.at(at)) {
                None => self.tell(line.row, Some(column), line.at(at), Why::Unknown),
                Some(to) if to.is_empty() => {}
                Some(to) => fields.push((column, to)),
            }
        }
        let beside = self.lasts.insert(finding, Beside::New(self.told.new.len()));
        self.told.new.push(New { row: line.row + 1, finding, beside, fields });
        Some(finding)
    }

    /// Values of findings: one cell stands for all rows of one, and where cells are no longer
    /// merged, one that was filled in goes before empty ones.
    fn findings(&mut self, known: &[Known]) {
        let columns: Vec<(Column, u32)> = self.lines.head.columns().collect();
        for (column, at) in columns.into_iter().filter(|(column, _)| is_value_of_finding(*column)) {
            let mut said: HashMap<Id, (u32, Row, &str)> = HashMap::new();
            let mut order = Vec::new();
            for (line, known) in self.lines.all.iter().zip(known) {
                let Known::Row(row) = known else { continue };
                if self.lines.is_covered(line, column) {
                    continue;
                }
                let cell = line.at(at);
                let own = row.value(self.base, column);
                let is_other = !is_same(self.base.particulars(), column, own, cell);
                let place = said.entry(row.finding).or_insert_with(|| {
                    order.push(row.finding);
                    (line.row, *row, cell)
                });
                let is_settled =
                    !place.2.is_empty() && !is_same(self.base.particulars(), column, own, place.2);
                if !cell.is_empty() && !is_settled && (is_other || place.2.is_empty()) {
                    *place = (line.row, *row, cell);
                }
            }
            for (at, row, cell) in order.iter().filter_map(|finding| said.get(finding)) {
                self.cell(*at, *row, column, cell);
            }
        }
    }

    /// Rows of a finding in another order: sorting is no change of the ledger.
    fn order(&mut self, ids: &Ids, known: &[Known]) {
        let mut places: HashMap<Id, usize> = HashMap::new();
        let mut turned: HashSet<Id> = HashSet::new();
        for known in known {
            let Known::Row(row) = known else { continue };
            let Some(place) = ids.outline.find(row.id()) else { continue };
            if places.insert(row.finding, place).is_some_and(|before| before > place) {
                turned.insert(row.finding);
            }
        }
        if !turned.is_empty() {
            let why = Why::Reordered { findings: turned.len() };
            self.remarks.push(Remark { why, ..Remark::default() });
        }
    }

    /// Measures without a row. Where it is not clear what a row is, it may be one of them.
    fn gone(&mut self, ids: &Ids, known: &[Known]) {
        if known.contains(&Known::Unclear) {
            return;
        }
        let rows = known.iter().filter_map(|one| match one {
            Known::Row(row) => Some(row.id()),
            Known::New | Known::Unclear => None,
        });
        let there: HashSet<Id> = rows.collect();
        let had = self.base.slice().map_or(&[][..], |part| &part.base);
        let had: HashSet<Id> = had.iter().map(|node| node.id).collect();
        for id in ids.outline.rows().iter().filter_map(|row| row.measure) {
            if there.contains(&id) {
                continue;
            }
            if self.base.slice().is_some_and(|part| had.contains(&id) || !part.may_add) {
                let words = self.base.get(id).map_or(String::new(), |node| node.text.clone());
                let remark = Remark { written: words, why: Why::Removed, ..Remark::default() };
                self.remarks.push(remark);
            } else {
                self.told.gone.push(id);
            }
        }
    }

    fn gone_columns(&mut self) {
        let head = &self.lines.head;
        let gone = columns(self.base).into_iter().filter(|column| head.at(*column).is_none());
        let gone: Vec<Column> = gone.filter(|column| *column != Column::Number).collect();
        let row = head.row;
        for column in gone {
            self.tell(row, Some(column), "", Why::Gone);
        }
    }

    fn extra_columns(&mut self) {
        let head = &self.lines.head;
        let mut extra: Vec<(u32, u32, &str, usize)> = Vec::new();
        let mut places: HashMap<u32, usize> = HashMap::new();
        let cells = self.lines.all.iter().flat_map(Line::cells);
        for cell in cells.filter(|cell| !head.knows(cell.column)) {
            let at = *places.entry(cell.column).or_insert_with(|| {
                extra.push((cell.column, cell.row, cell.text, 0));
                extra.len() - 1
            });
            extra[at].3 += 1;
        }
        for (column, row, text, cells) in extra {
            let words = head.others.iter().find(|(at, _)| *at == column);
            self.remarks.push(Remark {
                row: row + 1,
                column: words.map_or(String::new(), |(_, words)| (*words).to_owned()),
                written: text.to_owned(),
                why: Why::Extra { cells },
            });
        }
    }
}

fn is_value_of_finding(column: Column) -> bool {
    match column {
        Column::Field(field) => field.is_of_finding() && field != Field::Text,
        Column::Number | Column::Direction | Column::Finding | Column::Measure => false,
    }
}
