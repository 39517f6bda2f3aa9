//! The ledger, or a part of it, as a workbook that somebody fills in and sends back.
//!
//! Three sheets: the table, what to do with it, and, hidden, the ledger's own file, so that what
//! comes back can be told from what went out without asking anybody. Cells are typed texts and
//! days; nothing is calculated, and a text that begins as a formula does is marked as a text.
//!
//! A part is protected without a password, which keeps cells from being changed by mistake and
//! from nothing else: whoever wants to can lift it. Programs sort a protected sheet only where no
//! cell of it is locked, and merged cells not at all; a filter works.
//!
//! Same ledger, same bytes. Reading it again is `office::workbook`'s.

mod faces;
mod legend;
pub(crate) mod record;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::filled;
use crate::ledger::{Field, Ledger, Status};
use crate::rows::Column;

/// The names of its sheets.
pub(crate) const TABLE: &str = "台账";
pub(crate) const LEGEND: &str = "填写说明";
pub(crate) const RECORD: &str = "填报记录";

/// Packed fast: at the usual level packing takes most of the time for a tenth of the size.
const LEVEL: u8 = 2;

/// An .xlsx. Its bytes depend on the ledger alone.
pub fn xlsx(ledger: &Ledger) -> Vec<u8> {
    write(ledger).expect("rows, columns and names keep within what a workbook holds")
}

fn write(ledger: &Ledger) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = filled_title(ledger);
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    book.set_zip_compression_level(LEVEL);
    let columns = filled::columns(ledger);
    let legend = legend::Legend::of(ledger, &columns);
    table::write(book.add_worksheet(), ledger, &columns, &legend)?;
    legend::write(book.add_worksheet(), ledger, &legend)?;
    record::write(book.add_worksheet(), ledger, &columns)?;
    book.save_to_buffer()
}

/// What stands above the table.
fn filled_title(ledger: &Ledger) -> String {
    let name = crate::export::clean(ledger.name().trim()).into_owned();
    if name.is_empty() { "整改台账".to_owned() } else { name }
}

/// The words that a column is to choose from in this table: a unit neither strikes off nor opens
/// again, and what goes on without an end asks for a day that is to be filled in too.
fn offered(ledger: &Ledger, column: Column) -> Vec<String> {
    let words = filled::words_of(ledger.particulars(), column);
    let is_offered = |at: &usize| match (ledger.slice(), column) {
        (Some(part), Column::Field(Field::Status)) => match Status::ALL[*at] {
            Status::StruckOff | Status::Reopened => false,
            Status::LongTerm => part.fields.contains(&Field::Review),
            Status::NotStarted | Status::InProgress | Status::AwaitingCheck => true,
        },
        (Some(_) | None, _) => true,
    };
    (0..words.len()).filter(is_offered).map(|at| words[at].to_owned()).collect()
}

/// A text cell. The writer takes a text within `<r>` for markup of its own; as two runs it is
/// none.
fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    face: &Format,
) -> Result<(), XlsxError> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        let (one, other) = text.split_at("<r".len());
        let plain = Format::default();
        sheet.write_rich_string_with_format(
            row,
            column,
            &[(&plain, one), (&plain, other)],
            face,
        )?;
    } else {
        sheet.write_string_with_format(row, column, text, face)?;
    }
    Ok(())
}
