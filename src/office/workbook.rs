//! A workbook of ours that comes back, whichever program saved it last.
//!
//! It is known by its hidden sheet, which holds the ledger it was made of; [`crate::filled`] tells
//! what the table says otherwise. Every size is bounded as for any other file: whoever sends one
//! back can have put anything into it.

use super::archive::{self, Archive};
use super::xlsx::{self, Book, Listed, Workbook};
use super::{Allowance, OfficeError, is_archive, rels, xml};
use crate::export::workbook::{LEGEND, RECORD, TABLE, record};
use crate::filled::{self, Cell, Filled, Region, Sheet};
use crate::ledger::Ledger;

/// What a file is to whoever sends workbooks out.
#[derive(Clone, Debug, PartialEq)]
pub enum Returned {
    Filled(Box<Filled>),
    /// Without its hidden sheet, or with one that is damaged: it can only be read as a table.
    Stripped,
    /// Something else, readable or not.
    Other,
}

/// Reads a workbook of ours. `at` is when, in milliseconds since 1970 UTC. Errors are those of a
/// workbook; of a file that is none, [`super::read`] tells what is wrong with it.
pub fn read(bytes: &[u8], at: i64) -> Result<Returned, OfficeError> {
    if !is_archive(bytes) {
        return Ok(Returned::Other);
    }
    let (mut archive, mut allowance) = (archive::open(bytes)?, Allowance::new());
    let main = rels::main_part(&mut archive, &mut allowance)?;
    let Some(source) = archive.part(&main)? else { return Ok(Returned::Other) };
    if xml::root(&source)? != "workbook" {
        return Ok(Returned::Other);
    }
    let workbook = xlsx::workbook(&source, &mut allowance)?;
    let named = |name: &str| workbook.sheets.iter().find(|listed| listed.name == name);
    if named(RECORD).is_none() && named(LEGEND).is_none() {
        return Ok(Returned::Other);
    }
    let book = Book::open(&mut archive, &main, &workbook, &mut allowance)?;
    let base = match named(RECORD) {
        Some(listed) => base(&mut archive, &book, listed, &mut allowance)?,
        None => None,
    };
    let found = table(&mut archive, &book, &workbook, &mut allowance)?;
    let (base, (part, merged)) = match (base, found) {
        (Some(base), Some(found)) => (base, found),
        (Some(base), None) => return Ok(filled(base, &Sheet::default(), at)),
        (None, Some((sheet, _))) if has_ids(&book, &sheet) => return Ok(Returned::Stripped),
        (None, _) => return Ok(Returned::Other),
    };
    let mut cells = Vec::with_capacity(part.cells.len());
    for cell in &part.cells {
        let text = book.text(&part, cell);
        if text.trim().is_empty() {
            continue;
        }
        // One shared text may be shown by a million cells.
        allowance.text(text.len())?;
        cells.push(Cell { row: cell.row, column: cell.column, text });
    }
    // Stable: of cells in one place, which no program writes, the first is it.
    cells.sort_by_key(|cell| (cell.row, cell.column));
    cells.dedup_by_key(|cell| (cell.row, cell.column));
    Ok(filled(base, &Sheet { cells, merged }, at))
}

fn filled(base: Ledger, sheet: &Sheet, at: i64) -> Returned {
    Returned::Filled(Box::new(filled::fill(base, sheet, at)))
}

/// The ledger that the hidden sheet holds; none where it is not as it was written.
fn base(
    archive: &mut Archive,
    book: &Book,
    listed: &Listed,
    allowance: &mut Allowance,
) -> Result<Option<Ledger>, OfficeError> {
    let Some((_, mut sheet)) = book.sheet(archive, listed, allowance)? else { return Ok(None) };
    sheet.cells.retain(|cell| cell.column == 0);
    sheet.cells.sort_by_key(|cell| cell.row);
    let texts: Vec<&str> = sheet.cells.iter().map(|cell| book.text(&sheet, cell)).collect();
    allowance.text(texts.iter().map(|text| text.len()).sum())?;
    Ok(record::read(&texts))
}

/// The sheet with the table: whichever has the ids, else the one of its name.
fn table(
    archive: &mut Archive,
    book: &Book,
    workbook: &Workbook,
    allowance: &mut Allowance,
) -> Result<Option<(xlsx::Sheet, Vec<Region>)>, OfficeError> {
    let is_other = |listed: &&Listed| ![LEGEND, RECORD, TABLE].contains(&listed.name.as_str());
    let others = workbook.sheets.iter().filter(is_other);
    let own = workbook.sheets.iter().filter(|listed| listed.name == TABLE);
    let mut named = None;
    for listed in own.chain(others) {
        let Some((_, sheet)) = book.sheet(archive, listed, allowance)? else { continue };
        let is_it = has_ids(book, &sheet);
        if is_it || listed.name == TABLE {
            named = Some(sheet);
        }
        if is_it {
            break;
        }
    }
    Ok(named.map(|sheet| {
        let region = |region: &xlsx::Region| Region { rows: region.rows, column: region.column };
        let merged = sheet.merged.iter().map(region).collect();
        (sheet, merged)
    }))
}

fn has_ids(book: &Book, sheet: &xlsx::Sheet) -> bool {
    sheet.cells.iter().any(|cell| filled::is_marked(book.text(sheet, cell)))
}
