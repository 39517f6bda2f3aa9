//! Tables: rows of cells at their columns, merged cells marked, nested tables flattened.
//!
//! A table of one column is a frame around paragraphs, which stay paragraphs.

use super::{Flow, Walk, block};
use crate::office::grid::{self, CONTINUED, SPACE};
use crate::office::xml::{Event, Tag, Xml};
use crate::office::{Allowance, OfficeError};

/// Word itself ends at 63 columns; a span that claims more would only add tabs.
const MAX_COLUMNS: usize = 1024;

/// Cells with text, in order. They are kept as places in one text, since a table may have a
/// million rows.
#[derive(Debug, Default)]
pub struct Table {
    texts: String,
    cells: Vec<Cell>,
    rows: u32,
    /// Columns of the widest row.
    width: usize,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    row: u32,
    column: u32,
    from: u32,
    to: u32,
}

/// The row being read.
#[derive(Debug, Default)]
struct Row {
    /// Columns so far.
    width: usize,
    /// First columns of cells that the next row may continue.
    merging: Vec<usize>,
}

/// The table whose element was just opened.
pub fn read(xml: &mut Xml, walk: &mut Walk) -> Result<Table, OfficeError> {
    let mut table = Table::default();
    rows(xml, walk, &mut table, &mut Vec::new())?;
    Ok(table)
}

/// Adds the lines of a table; inside a cell its own cells have only wide spaces between them.
pub fn write(
    table: &Table,
    inside_cell: bool,
    out: &mut String,
    allowance: &mut Allowance,
) -> Result<(), OfficeError> {
    let text = |cell: &Cell| &table.texts[cell.from as usize..cell.to as usize];
    let mut rest = table.cells.as_slice();
    for row in 0..table.rows {
        let here = rest.iter().take_while(|cell| cell.row == row).count();
        let (cells, after) = rest.split_at(here);
        rest = after;
        if !inside_cell && table.width > 1 {
            let cells = cells.iter().map(|cell| (cell.column as usize, text(cell)));
            grid::row(out, cells, allowance)?;
            continue;
        }
        for (at, cell) in cells.iter().enumerate() {
            let text = if inside_cell || text(cell) != CONTINUED { text(cell) } else { "" };
            allowance.text(text.len())?;
            out.extend((at > 0).then_some(SPACE));
            *out += text;
        }
        out.push('\n');
    }
    Ok(())
}

/// `above` are the columns where the row before may be continued.
fn rows(
    xml: &mut Xml,
    walk: &mut Walk,
    table: &mut Table,
    above: &mut Vec<usize>,
) -> Result<(), OfficeError> {
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "tr" => {
                    let mut row = Row::default();
                    if cells(xml, walk, table, &mut row, above)? {
                        table.rows += 1;
                        table.width = table.width.max(row.width);
                        *above = row.merging;
                    }
                }
                "tblPr" | "tblGrid" | "sdtPr" | "sdtEndPr" => xml.skip()?,
                _ => rows(xml, walk, table, above)?,
            },
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(()),
        }
    }
}

/// The cells up to the end of the innermost open element; false if the row is deleted.
fn cells(
    xml: &mut Xml,
    walk: &mut Walk,
    table: &mut Table,
    row: &mut Row,
    above: &[usize],
) -> Result<bool, OfficeError> {
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "trPr" => {
                    if row_properties(xml, walk, row)? {
                        xml.skip()?;
                        return Ok(false);
                    }
                }
                "tc" => cell(xml, walk, table, row, above)?,
                "tblPrEx" | "sdtPr" | "sdtEndPr" => xml.skip()?,
                _ => {
                    cells(xml, walk, table, row, above)?;
                }
            },
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(true),
        }
    }
}

/// `w:trPr`: whether the row is deleted.
fn row_properties(xml: &mut Xml, walk: &mut Walk, row: &mut Row) -> Result<bool, OfficeError> {
    let mut deleted = false;
    loop {
        match xml.next()? {
            Event::Open(tag) => {
                match tag.name() {
                    "gridBefore" => row.width += span(&tag),
                    "del" => deleted = true,
                    "ins" => walk.tally.inserted += 1,
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => {
                walk.tally.deleted += usize::from(deleted);
                return Ok(deleted);
            }
        }
    }
}

fn cell(
    xml: &mut Xml,
    walk: &mut Walk,
    table: &mut Table,
    row: &mut Row,
    above: &[usize],
) -> Result<(), OfficeError> {
    walk.allowance.cell()?;
    let column = row.width;
    let mut flow = Flow { inside_cell: true, ..Flow::default() };
    let mut format = Format { width: 1, ..Format::default() };
    contents(xml, walk, &mut flow, &mut format, above.contains(&column))?;
    row.width = (column + format.width).min(MAX_COLUMNS);
    // Beyond the last column all cells share one place.
    if format.merged && row.merging.last() != Some(&column) {
        row.merging.push(column);
    }
    let text = if format.continues { CONTINUED.to_owned() } else { flow.finish() };
    let text = text.trim_matches('\n');
    if !text.is_empty() && !format.absent {
        let from = table.texts.len();
        table.texts += text;
        // Columns and text are bounded far below 4 G.
        let [column, from, to] = [column, from, table.texts.len()].map(|at| at as u32);
        table.cells.push(Cell { row: table.rows, column, from, to });
    }
    Ok(())
}

#[derive(Debug, Default)]
struct Format {
    width: usize,
    merged: bool,
    /// Shows what the cell above shows, and nothing of its own.
    continues: bool,
    /// Deleted, or covered by the cell on its left.
    absent: bool,
}

/// What is in a cell, its properties first.
fn contents(
    xml: &mut Xml,
    walk: &mut Walk,
    flow: &mut Flow,
    format: &mut Format,
    below: bool,
) -> Result<(), OfficeError> {
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "tcPr" => {
                    cell_properties(xml, walk, format, below)?;
                    if format.continues || format.absent {
                        return xml.skip();
                    }
                }
                name => block(name, xml, walk, flow)?,
            },
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(()),
        }
    }
}

fn cell_properties(
    xml: &mut Xml,
    walk: &mut Walk,
    format: &mut Format,
    below: bool,
) -> Result<(), OfficeError> {
    loop {
        match xml.next()? {
            Event::Open(tag) => {
                let restart = tag.val().is_some_and(|val| val == "restart");
                match tag.name() {
                    "gridSpan" => format.width = span(&tag).max(1),
                    "vMerge" => {
                        format.merged = true;
                        format.continues = below && !restart;
                    }
                    "hMerge" => format.absent |= !restart,
                    "cellDel" => {
                        walk.tally.deleted += 1;
                        format.absent = true;
                    }
                    "cellIns" => walk.tally.inserted += 1,
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(()),
        }
    }
}

fn span(tag: &Tag) -> usize {
    tag.val().and_then(|val| val.parse().ok()).unwrap_or(1).min(MAX_COLUMNS)
}
