//! The cells of one sheet, and its merged regions.
//!
//! Values are kept as places in shared memory, 20 bytes a cell, until the lines are written: the
//! regions stand behind the cells in the file and change them.

use super::format::{Formats, Kind};
use super::strings::{plain, rich};
use crate::office::xml::{Event, Tag, Xml};
use crate::office::{Allowance, OfficeError};

#[derive(Debug, Default)]
pub struct Sheet {
    /// What cells say by themselves, one behind the other.
    pub texts: String,
    pub cells: Vec<Cell>,
    pub merged: Vec<Region>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    pub row: u32,
    pub column: u32,
    pub value: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// An index into the shared strings.
    Shared(u32),
    /// From and to in the sheet's own texts.
    Own(u32, u32),
    /// Covered by the cell above.
    Continued,
}

/// Rows and columns are counted from 0; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    pub rows: (u32, u32),
    pub column: u32,
}

pub fn read(
    source: &str,
    formats: &Formats,
    from_1904: bool,
    allowance: &mut Allowance,
) -> Result<Sheet, OfficeError> {
    let (mut xml, mut sheet) = (Xml::new(source), Sheet::default());
    // Places may be left out, and are then next to the one before.
    let (mut row, mut column) = (0_u32, 0_u32);
    loop {
        let tag = match xml.next()? {
            Event::Open(tag) => tag,
            Event::End => return Ok(sheet),
            Event::Close | Event::Text(_) => continue,
        };
        match tag.name() {
            "row" => {
                let given = tag.attribute("r").and_then(|row| row.parse::<u32>().ok());
                row = given.unwrap_or(row.saturating_add(1));
                column = 0;
            }
            "c" => {
                if let Some((at_row, at_column)) = tag.attribute("r").and_then(|at| place(&at)) {
                    (row, column) = (at_row, at_column);
                } else {
                    column = column.saturating_add(1);
                }
                let shape = Shape::of(&tag, formats);
                if let Some(value) = value(&mut xml, shape, from_1904, &mut sheet.texts)? {
                    allowance.cell()?;
                    let (row, column) = (row.saturating_sub(1), column - 1);
                    sheet.cells.push(Cell { row, column, value });
                }
            }
            "mergeCell" => sheet.merged.extend(tag.attribute("ref").and_then(|at| region(&at))),
            _ => {}
        }
    }
}

/// How the content of a cell is written.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Shared,
    Text,
    Bool,
    Iso,
    Number(Kind),
}

impl Shape {
    fn of(tag: &Tag, formats: &Formats) -> Self {
        match tag.attribute("t").as_deref() {
            Some("s") => Self::Shared,
            Some("b") => Self::Bool,
            Some("d") => Self::Iso,
            Some("str" | "e" | "inlineStr") => Self::Text,
            Some(_) | None => {
                let style = tag.attribute("s").and_then(|style| style.parse().ok());
                Self::Number(formats.kind(style.unwrap_or(0)))
            }
        }
    }
}

/// The value of the cell whose element was just opened.
fn value(
    xml: &mut Xml,
    shape: Shape,
    from_1904: bool,
    texts: &mut String,
) -> Result<Option<Value>, OfficeError> {
    let (from, mut value) = (texts.len(), None);
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "v" => {
                    let text = xml.text()?;
                    match shape {
                        Shape::Shared => value = text.trim().parse().ok().map(Value::Shared),
                        Shape::Text => *texts += &plain(&text),
                        Shape::Bool => *texts += if text.trim() == "1" { "是" } else { "否" },
                        Shape::Iso => *texts += &super::format::iso(&text),
                        Shape::Number(kind) => kind.write(text.trim(), from_1904, texts),
                    }
                }
                "is" => rich(xml, texts)?,
                _ => xml.skip()?,
            },
            Event::Text(_) => {}
            Event::Close | Event::End => break,
        }
    }
    // The part is bounded far below 4 GiB, and so is what is made of it.
    let own = (from < texts.len()).then_some(Value::Own(from as u32, texts.len() as u32));
    Ok(value.or(own))
}

/// “AB12” is row 12, column 28; both counted from 1.
fn place(at: &str) -> Option<(u32, u32)> {
    let digits = at.find(|c: char| c.is_ascii_digit())?;
    let column = at[..digits].bytes().try_fold(0_u32, |column, letter| {
        let letter = letter.to_ascii_uppercase();
        let value = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column.checked_mul(26)?.checked_add(value)
    })?;
    let row = at[digits..].parse().ok()?;
    // The last corner of a sheet is XFD1048576.
    ((1..=16_384).contains(&column) && (1..=1_048_576).contains(&row)).then_some((row, column))
}

fn region(at: &str) -> Option<Region> {
    let (from, to) = at.split_once(':')?;
    let ((top, left), (bottom, _)) = (place(from)?, place(to)?);
    Some(Region { rows: (top - 1, bottom - 1), column: left - 1 })
}

/// Marks the cells below the first one of each region, in rows that say something else too; all
/// cells are sorted and filled, and are so again afterwards.
pub fn continue_merged(
    cells: &mut Vec<Cell>,
    merged: &[Region],
    allowance: &mut Allowance,
) -> Result<(), OfficeError> {
    let mut rows: Vec<u32> = cells.iter().map(|cell| cell.row).collect();
    rows.dedup();
    let mut found = Vec::new();
    for region in merged.iter().filter(|region| region.rows.0 < region.rows.1) {
        let Region { rows: (top, bottom), column } = *region;
        if cells.binary_search_by_key(&(top, column), |cell| (cell.row, cell.column)).is_err() {
            continue;
        }
        let from = rows.partition_point(|row| *row <= top);
        for &row in rows[from..].iter().take_while(|row| **row <= bottom) {
            allowance.cell()?;
            found.push(Cell { row, column, value: Value::Continued });
        }
    }
    if !found.is_empty() {
        cells.append(&mut found);
        // Stable: what a cell says itself stands first and stays.
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells.dedup_by_key(|cell| (cell.row, cell.column));
    }
    Ok(())
}
