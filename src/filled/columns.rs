//! The columns of such a table: which a ledger gets, their words, and where they are found again.

use super::{Cell, Sheet};
use crate::ledger::{Field, Id, Ledger};
use crate::rows::{self, Column};

/// Heads the column with the ids.
pub(crate) const ID_TITLE: &str = "行标识（勿改）";

/// The head stands among the first rows; above it there are titles.
const MOST_ABOVE: usize = 40;

/// From left to right: what holds something, what is asked for, and what every table has.
pub(crate) fn columns(ledger: &Ledger) -> Vec<Column> {
    let used = rows::used(ledger);
    let is_shown = |column: &Column| match (*column, ledger.slice()) {
        (Column::Number | Column::Direction | Column::Finding | Column::Measure, _) => true,
        // Whether something is published is nobody's business outside.
        (Column::Field(Field::Publicity), Some(_)) => false,
        (Column::Field(Field::Unit | Field::Deadline | Field::Status), _) => true,
        (Column::Field(field), Some(slice)) => {
            used.contains(column) || slice.fields.contains(&field)
        }
        (Column::Field(Field::Pace | Field::Leader), None) => true,
        (Column::Field(_), None) => used.contains(column),
    };
    Column::ALL.into_iter().filter(is_shown).collect()
}

/// The words at the head of a column. Files that went out have them: they are not to change.
pub(crate) fn title(column: Column) -> &'static str {
    match column {
        Column::Number => "序号",
        Column::Direction => "方面",
        Column::Finding => "问题",
        Column::Measure => "整改措施",
        Column::Field(field) => match field {
            Field::Before | Field::Text | Field::After => "整改措施",
            Field::Target => "整改目标",
            Field::Pace => "整改类型",
            Field::Leader => "责任领导",
            Field::Unit => "责任单位",
            Field::Cooperating => "配合单位",
            Field::Person => "责任人",
            Field::Deadline => "整改时限",
            Field::Status => "整改状态",
            Field::Progress => "整改进展",
            Field::Result => "整改结果",
            Field::Evidence => "佐证材料",
            Field::Claim => "单位自评",
            Field::Verdict => "核验认定",
            Field::Shortfall => "未完成原因",
            Field::NextStep => "下一步措施",
            Field::Review => "复查日期",
            Field::Publicity => "公开情况",
            Field::Remark => "备注",
        },
    }
}

/// The id of a row as its cell has it. Letters keep spreadsheets from taking it for a number,
/// which would lose its last digits.
pub(crate) fn mark(id: Id) -> String {
    format!("id{id}")
}

pub(super) fn marked(cell: &str) -> Option<Id> {
    Id::new(cell.trim().strip_prefix("id")?.parse().ok()?)
}

/// Whether a cell is the head of the ids.
pub(crate) fn is_marked(cell: &str) -> bool {
    cell.trim_start().starts_with("行标识") && bare(cell) == ID_TITLE
}

/// Where the columns are.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub row: u32,
    pub id: Option<u32>,
    places: Vec<(Column, u32)>,
    /// Columns with other words, and those that stand here a second time.
    pub others: Vec<(u32, &'a str)>,
}

impl<'a> Head<'a> {
    /// The first row that has the head of the ids, or else the words of a measure and of two other
    /// columns.
    pub fn find(sheet: &Sheet<'a>) -> Option<Self> {
        let rows = sheet.cells.chunk_by(|one, two| one.row == two.row).take(MOST_ABOVE);
        let mut heads = rows.map(Self::of);
        let mut second = None;
        let found = heads.find(|head| {
            head.id.is_some() && head.at(Column::Measure).is_some() || {
                let is_one = head.at(Column::Measure).is_some() && head.places.len() > 2;
                if is_one && second.is_none() {
                    second = Some(head.row);
                }
                false
            }
        });
        found.or_else(|| {
            let mut rows = sheet.cells.chunk_by(|one, two| one.row == two.row);
            rows.find(|row| Some(row[0].row) == second).map(Self::of)
        })
    }

    fn of(row: &[Cell<'a>]) -> Self {
        let mut head = Self { row: row[0].row, id: None, places: Vec::new(), others: Vec::new() };
        for cell in row {
            let words = bare(cell.text);
            let column = Column::ALL.into_iter().find(|column| title(*column) == words);
            match column {
                Some(column) if head.at(column).is_none() => {
                    head.places.push((column, cell.column));
                }
                None if head.id.is_none() && is_marked(cell.text) => head.id = Some(cell.column),
                Some(_) | None => head.others.push((cell.column, cell.text)),
            }
        }
        head
    }

    pub fn at(&self, column: Column) -> Option<u32> {
        self.places.iter().find(|(one, _)| *one == column).map(|(_, at)| *at)
    }

    pub fn columns(&self) -> impl Iterator<Item = (Column, u32)> {
        self.places.iter().copied()
    }

    /// Whether a column of the sheet is one of the ledger's.
    pub fn knows(&self, at: u32) -> bool {
        self.id == Some(at) || self.places.iter().any(|(_, place)| *place == at)
    }
}

fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).collect()
}
