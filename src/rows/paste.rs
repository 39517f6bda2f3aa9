//! Where pasted cells go: over the selected cells, and past the last row into new measures.
//!
//! One cell fills the whole selection; a block is repeated where the selection is a multiple of
//! it, else laid down once from the first cell. It goes whole or not at all: a status that is
//! none refuses the paste. A finding's merged cell takes the first text that falls on it.

use super::{Column, Row, Table};
use crate::edit::{MOST_WRITTEN, NewMeasure};
use crate::ledger::{Field, Form, Id, Pace, Particulars, Publicity, Status, wording};
use foldhash::{HashMap, HashMapExt};

/// The cells that are selected: lines, and places among the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub top: usize,
    pub bottom: usize,
    pub left: usize,
    pub right: usize,
}

/// What a paste amounts to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasting {
    pub cells: Vec<(Id, Field, String)>,
    /// Measures for rows that are not there yet.
    pub rows: Vec<NewMeasure>,
    /// Texts that fall on columns that take none, or on findings past the end.
    pub left_out: usize,
    /// Rows and columns that are covered, for the selection afterwards.
    pub height: usize,
    pub width: usize,
}

/// Why nothing is pasted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("“{words}” in row {row} is no value of {column:?}")]
    Value { row: usize, column: Column, words: String },
    #[error("that is more than one step may write")]
    TooMuch,
    #[error("there is nowhere to paste")]
    Nowhere,
}

pub fn plan(
    particulars: &Particulars,
    table: &Table,
    columns: &[Column],
    block: Block,
    cells: &[Vec<String>],
) -> Result<Pasting, Unfit> {
    let rows: Vec<Row> = table.rows_in(block.top..table.len()).collect();
    let selected = table.rows_in(block.top..block.bottom + 1).count();
    let (high, wide) = (cells.len(), cells.first().map_or(0, Vec::len));
    if rows.is_empty() || high == 0 || wide == 0 {
        return Err(Unfit::Nowhere);
    }
    let fill = |own: usize, there: usize| if there.is_multiple_of(own) { there } else { own };
    let height = fill(high, selected.max(1));
    let width = fill(wide, block.right - block.left + 1).min(columns.len() - block.left);
    let mut pasting = Pasting { height, width, ..Pasting::default() };
    pasting.left_out += (wide.saturating_sub(width)) * high;

    // The texts that each finding was given.
    let mut findings: HashMap<(Id, Field), String> = HashMap::new();
    let last = rows[rows.len() - 1].finding;
    let mut written = 0;
    for at in 0..height {
        let row = rows.get(at).copied();
        let mut fields: Vec<(Field, String)> = Vec::new();
        for (by, column) in columns[block.left..block.left + width].iter().enumerate() {
            let words = &cells[at % high][by % wide];
            written += words.len();
            if written > MOST_WRITTEN {
                return Err(Unfit::TooMuch);
            }
            let value = value(particulars, *column, words).ok_or_else(|| Unfit::Value {
                row: at + 1,
                column: *column,
                words: words.clone(),
            })?;
            match (column, column.field(), row) {
                (column, Some(field), Some(row)) if column.is_of_finding() => {
                    // Under the first one stand rows of the same merged cell: nothing, or it again.
                    match findings.get(&(row.finding, field)) {
                        Some(first) => {
                            let is_other = !value.is_empty() && value != *first;
                            pasting.left_out += usize::from(is_other);
                        }
                        None if value.is_empty() => {}
                        None => {
                            findings.insert((row.finding, field), value.clone());
                            pasting.cells.push((row.finding, field, value));
                        }
                    }
                }
                (column, Some(_), None) if column.is_of_finding() => {
                    pasting.left_out += usize::from(!value.is_empty());
                }
                (_, None, _) => {
                    pasting.left_out += usize::from(!value.is_empty());
                }
                (_, Some(field), Some(Row { measure: Some(id), .. })) => {
                    pasting.cells.push((id, field, value));
                }
                (_, Some(field), _) => fields.push((field, value)),
            }
        }
        let finding = row.map_or(Some(last), |row| row.measure.is_none().then_some(row.finding));
        if let Some(finding) = finding
            && fields.iter().any(|(_, value)| !value.is_empty())
        {
            pasting.rows.push(NewMeasure { finding, fields });
        }
    }
    Ok(pasting)
}

/// What words mean in a column: a code for a word, a day as the ledger writes it. None where the
/// column takes no such thing.
pub fn value(particulars: &Particulars, column: Column, words: &str) -> Option<String> {
    let bare = words.trim().trim_start_matches(['○', '◐', '◔', '◕', '●', '∞', ' ']);
    let Some(field) = column.field() else { return Some(words.to_owned()) };
    let code = match (field, field.form()) {
        (_, Form::Code) if bare.is_empty() => return Some(String::new()),
        (Field::Status, _) => {
            let status = particulars.stage(bare).or_else(|| wording::status(bare));
            status.map(Status::code)
        }
        (Field::Pace, _) => wording::pace(bare).map(Pace::code),
        (Field::Publicity, _) => wording::publicity(bare).map(Publicity::code),
        (_, Form::Day) => {
            let day = wording::normal_date(words);
            return Some(day.map_or_else(|| words.to_owned(), |day| day.to_string()));
        }
        (_, Form::Code | Form::Names | Form::Text) => return Some(words.to_owned()),
    };
    code.map(str::to_owned)
}
