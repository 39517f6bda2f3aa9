//! Merged cells laid out on the grid they claim, and made single ones. What a document claims is
//! cut to the rows and columns it really has.

use super::{Cells, MAX_BYTES, MAX_CELLS, PasteError, Spanned, SpannedCell, tsv};

/// What stands in the rows that a merged cell covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// Its text again in every row: a finding merged over its measures holds for each of them.
    Repeat,
    /// Nothing, as in a spreadsheet.
    First,
}

/// Every cell on its own. Of a cell over several columns the first has the text; of one over
/// several rows `merged` decides. Text that only runs over is in its own cell alone.
pub fn place(rows: &[Vec<SpannedCell>], merged: Merged) -> Result<Cells, PasteError> {
    fill(rows, merged, None)
}

/// The same, with the spaces and line breaks of the plain text of the same cells, which HTML does
/// not keep: where both have the same rows and columns, a cell that says the same in both reads as
/// in `plain`.
pub fn place_beside(
    rows: &[Vec<SpannedCell>],
    merged: Merged,
    plain: &Cells,
) -> Result<Cells, PasteError> {
    fill(rows, merged, Some(plain))
}

/// Takes hidden rows and columns out. A merged cell that they cut becomes smaller; if it began
/// there, it begins at the first that is shown. Beyond the end of either list all is shown.
pub fn without(
    rows: &[Vec<SpannedCell>],
    hidden_rows: &[bool],
    hidden_columns: &[bool],
) -> Result<Spanned, PasteError> {
    let (row_ranks, column_ranks) = (ranks(hidden_rows), ranks(hidden_columns));
    let height = rank(&row_ranks, rows.len());
    let mut out: Vec<Vec<(usize, SpannedCell)>> = vec![Vec::new(); height];
    for laid in lay(rows)?.cells {
        let shown = |ranks: &[usize], from: usize, span: usize| {
            let first = rank(ranks, from);
            (first, rank(ranks, from.saturating_add(span)) - first)
        };
        let (row, down) = shown(&row_ranks, laid.row, laid.rows);
        let (column, across) = shown(&column_ranks, laid.column, laid.columns);
        if down > 0 && across > 0 {
            let cell = SpannedCell { rows: down, columns: across, ..laid.cell.clone() };
            out[row].push((column, cell));
        }
    }
    Ok(out.into_iter().map(in_order).collect())
}

fn in_order(mut row: Vec<(usize, SpannedCell)>) -> Vec<SpannedCell> {
    row.sort_by_key(|(column, _)| *column);
    row.into_iter().map(|(_, cell)| cell).collect()
}

/// How many are shown before each place of the list, and at its end.
fn ranks(hidden: &[bool]) -> Vec<usize> {
    let mut shown = 0;
    let mut ranks = vec![0];
    ranks.extend(hidden.iter().map(|hidden| {
        shown += usize::from(!hidden);
        shown
    }));
    ranks
}

fn rank(ranks: &[usize], at: usize) -> usize {
    let end = ranks.len() - 1;
    ranks[at.min(end)] + at.saturating_sub(end)
}

fn fill(
    rows: &[Vec<SpannedCell>],
    merged: Merged,
    plain: Option<&Cells>,
) -> Result<Cells, PasteError> {
    let layout = lay(rows)?;
    let plain = plain.filter(|plain| {
        plain.len() == rows.len() && plain.iter().all(|row| row.len() == layout.width)
    });
    let mut out = vec![vec![String::new(); layout.width]; rows.len()];
    let mut bytes = 0_usize;
    for laid in layout.cells {
        let own = &laid.cell.text;
        let beside = plain.map(|plain| &plain[laid.row][laid.column]);
        let text = beside.filter(|beside| same_words(beside, own)).unwrap_or(own);
        let last = match merged {
            Merged::Repeat if !laid.cell.overflow => laid.row + laid.rows,
            Merged::Repeat | Merged::First => laid.row + 1,
        };
        bytes = bytes.saturating_add(text.len().saturating_mul(last - laid.row));
        if bytes > MAX_BYTES {
            return Err(PasteError::TooLong);
        }
        for row in &mut out[laid.row..last] {
            row[laid.column] = tsv::lines(text).into_owned();
        }
    }
    Ok(out)
}

fn same_words(one: &str, other: &str) -> bool {
    let solid = |c: &char| !c.is_whitespace();
    one.chars().filter(solid).eq(other.chars().filter(solid))
}

struct Layout<'a> {
    cells: Vec<Laid<'a>>,
    width: usize,
}

struct Laid<'a> {
    row: usize,
    column: usize,
    /// Never beyond the last row; columns may be claimed beyond the last.
    rows: usize,
    columns: usize,
    cell: &'a SpannedCell,
}

/// A cell of a row above that reaches down.
struct Open {
    from: usize,
    to: usize,
    until: usize,
}

/// The place of every cell, as browsers find it: the next column that nothing from above covers.
fn lay(rows: &[Vec<SpannedCell>]) -> Result<Layout<'_>, PasteError> {
    let mut cells = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // Columns in which a cell begins, and columns that are claimed.
    let (mut real, mut claimed) = (1, 1);
    for (at, row) in rows.iter().enumerate() {
        open.retain(|open| open.until > at);
        let (mut column, mut above, mut fresh) = (0_usize, 0, Vec::new());
        for cell in row {
            while let Some(open) = open.get(above).filter(|open| open.from <= column) {
                column = column.max(open.to);
                above += 1;
            }
            let down = cell.rows.clamp(1, rows.len() - at);
            let columns = cell.columns.max(1);
            let to = column.saturating_add(columns);
            (real, claimed) = (real.max(column.saturating_add(1)), claimed.max(to));
            cells.push(Laid { row: at, column, rows: down, columns, cell });
            if down > 1 {
                fresh.push(Open { from: column, to, until: at + down });
            }
            column = to;
        }
        // Also what keeps this loop short: no more cells are open than there are columns.
        if (at + 1).saturating_mul(real) > MAX_CELLS {
            return Err(PasteError::TooLarge);
        }
        if !fresh.is_empty() {
            open.append(&mut fresh);
            open.sort_by_key(|open| open.from);
        }
    }
    // Claims that no table of this many rows can have are cut to where its last column begins.
    let fits = rows.len().saturating_mul(claimed) <= MAX_CELLS;
    Ok(Layout { cells, width: if fits { claimed } else { real } })
}
