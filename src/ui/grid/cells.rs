//! Names of cells: their ids in the page, the words of their columns, and what they show.

use crate::ledger::{Id, Pace, Status};
use crate::rows::{Column, Spot};
use crate::ui::{field, text};

/// The column's word in ids and class names.
pub fn code(column: Column) -> &'static str {
    match column {
        Column::Finding => "finding",
        Column::Measure
        | Column::Pace
        | Column::Leader
        | Column::Unit
        | Column::Deadline
        | Column::Status => field::code(column.field()),
    }
}

pub fn title(column: Column) -> &'static str {
    match column {
        Column::Finding => text::FINDING,
        Column::Measure => text::MEASURE,
        Column::Pace | Column::Leader | Column::Unit | Column::Deadline | Column::Status => {
            text::field(column.field())
        }
    }
}

/// Whether the cell offers a list instead of free text.
pub fn is_choice(column: Column) -> bool {
    !field::choices(column.field()).is_empty()
}

/// The element of a cell: “cell-12-13-status”. The finding's own cell names no measure.
pub fn id(spot: Spot) -> String {
    let measure = spot.measure.filter(|_| spot.column != Column::Finding).map_or(0, Id::get);
    format!("cell-{}-{measure}-{}", spot.finding, code(spot.column))
}

/// The cell of an element's id.
pub fn spot(id: &str) -> Option<Spot> {
    let mut parts = id.strip_prefix("cell-")?.split('-');
    let finding = Id::new(parts.next()?.parse().ok()?)?;
    let measure = Id::new(parts.next()?.parse().ok()?);
    let name = parts.next()?;
    let column = Column::ALL.into_iter().find(|column| code(*column) == name)?;
    Some(Spot { finding, measure, column })
}

/// Characters of a value that a cell shows at most.
const LONGEST: usize = 1_000;

/// What a cell shows for a field's value.
pub fn shown(column: Column, value: &str) -> String {
    match column {
        Column::Status => Status::from_code(value).map(text::status).unwrap_or_default().to_owned(),
        Column::Pace => Pace::from_code(value).map(text::pace).unwrap_or_default().to_owned(),
        Column::Finding | Column::Measure | Column::Leader | Column::Unit | Column::Deadline => {
            // A cell shows a few lines; the panel has the whole.
            let end = value.char_indices().nth(LONGEST).map_or(value.len(), |(at, _)| at);
            value[..end].to_owned()
        }
    }
}
