//! What cells are called and what they show.

use crate::ledger::Ledger;
use crate::rows::{Column, Row, Table, word};
use crate::ui::text;

/// The id of the active cell's element, while it is drawn.
pub const ACTIVE: &str = "cell-active";

/// Size of the letters at 100 %, in pixels: style/tokens.css has it as --size.
pub const LETTER: f64 = 13.5;

/// Height of a line of text, in pixels, and what stands above and below it in a cell.
pub fn line_height(zoom: f64) -> f64 {
    LETTER * 1.55 * zoom
}

pub fn padding(zoom: f64) -> f64 {
    (12.0 * zoom).round() + 1.0
}

pub fn title(column: Column) -> &'static str {
    match column {
        Column::Number => text::NUMBER,
        Column::Direction => text::DIRECTION,
        Column::Finding => text::FINDING,
        Column::Measure => text::MEASURE,
        Column::Field(field) => text::field(field),
    }
}

/// Whether the cell offers a list instead of free text.
pub fn is_choice(column: Column) -> bool {
    column.choices().is_some()
}

/// Everything a cell says, as it is copied.
pub fn words(ledger: &Ledger, table: &Table, row: Row, column: Column) -> String {
    match column {
        Column::Number => table.label(ledger, row.finding),
        _ => word(ledger.particulars(), column, row.value(ledger, column)).to_owned(),
    }
}
