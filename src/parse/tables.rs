//! Tables inside a text: rows of cells parted by tabs, as a spreadsheet, a document or the reader
//! of office files gives them, and tables that a copy has flattened to one cell a line.
//!
//! The head is found by the names of its columns; a person may say otherwise. 〃 and 同上 mean the
//! cell above; so does an empty cell of a problem or direction.

use std::ops::Range;

use super::details;
use super::lines::Line;
use crate::ledger::Field;
use crate::ledger::wording::is_ditto;
use crate::numeral;

/// Longer cells are no names of columns.
const LONGEST_NAME: usize = 20 * '字'.len_utf8();

/// What a column of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Direction,
    Finding,
    Measure,
    Field(Field),
    /// Nothing the ledger has a place for: kept as it stands.
    Other,
}

/// A table found in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Where its first row begins; names the table among a person's decisions.
    pub at: u32,
    pub columns: Vec<Column>,
    /// The head's cells; empty where no head was found.
    pub names: Vec<Range<usize>>,
    /// Its paragraphs, the head included.
    pub(super) lines: Range<usize>,
    /// The paragraphs of the head.
    pub(super) head: Range<usize>,
    pub(super) is_flat: bool,
}

/// A cell of a row: where it begins, its text, where it ends; offsets into the source.
#[derive(Clone, Copy, Debug)]
pub struct Cell {
    pub text: (usize, usize),
    pub end: usize,
}

impl Table {
    /// Whether its rows make findings or measures.
    pub fn is_ledger(&self) -> bool {
        self.columns.contains(&Column::Finding)
    }
}

/// The tables among the lines. `decided` are the columns a person chose, by the table's start.
pub fn tables(source: &str, lines: &[Line], decided: &[(u32, Vec<Column>)]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let found = if lines[at].is_row {
            Some(rows(source, lines, at, decided))
        } else {
            flat(source, lines, at, decided)
        };
        match found {
            Some(table) => {
                at = table.lines.end;
                tables.push(table);
            }
            None => at += 1,
        }
    }
    tables
}

/// The run of rows from `at` on. A single line between rows is a band that names a direction.
fn rows(source: &str, lines: &[Line], at: usize, decided: &[(u32, Vec<Column>)]) -> Table {
    const HEAD_AMONG: usize = 5;
    let mut end = at + 1;
    let is_row = |at: usize| lines.get(at).is_some_and(|line| line.is_row);
    while is_row(end) || (is_row(end + 1) && end < lines.len() && lines[end].claim.is_none()) {
        end += 1;
    }
    let named = (at..end.min(at + HEAD_AMONG)).find_map(|at| {
        let cells = cells(source, &lines[at]);
        let names: Vec<&str> = cells.iter().map(|cell| &source[cell.text.0..cell.text.1]).collect();
        columns(&names).map(|columns| (at, columns))
    });
    let named = named.map(|(head, columns)| second_head(source, lines, head, end, columns));
    let chosen = decided.iter().find(|(start, _)| *start == lines[at].start);
    let (head, columns) = match (named, chosen) {
        (Some((head, _)), Some((_, columns))) => (head, columns.clone()),
        (Some((head, columns)), None) => (head, columns),
        (None, Some((_, columns))) => (at..at, columns.clone()),
        (None, None) => (at..at, Vec::new()),
    };
    let names = names(
        source,
        lines.get(head.clone()).filter(|head| !head.is_empty()).unwrap_or(&lines[at..=at]),
    );
    Table { at: lines[at].start, columns, names, lines: at..end, head, is_flat: false }
}

/// What to call the columns below these rows: the lowest name of each that is one.
fn names(source: &str, head: &[Line]) -> Vec<Range<usize>> {
    let mut names: Vec<Range<usize>> = Vec::new();
    for line in head {
        for (place, cell) in cells(source, line).iter().enumerate() {
            let name = cell.text.0..cell.text.1;
            let says = !name.is_empty() && !is_ditto(&source[name.clone()]);
            match names.get_mut(place) {
                Some(above) if says => *above = name,
                Some(_) => {}
                None => names.push(name),
            }
        }
    }
    names
}

/// A head of two rows: the second divides some columns of the first, “责任分工” into “责任领导” and
/// “责任单位”, and repeats or leaves out the others.
fn second_head(
    source: &str,
    lines: &[Line],
    head: usize,
    end: usize,
    columns: Vec<Column>,
) -> (Range<usize>, Vec<Column>) {
    let one = head..head + 1;
    let words = |line: &Line| -> Vec<String> {
        cells(source, line).iter().map(|cell| source[cell.text.0..cell.text.1].to_owned()).collect()
    };
    let Some(line) = lines.get(head + 1).filter(|line| line.is_row && head + 1 < end) else {
        return (one, columns);
    };
    let (first, second) = (words(&lines[head]), words(line));
    let own = |name: &&String| !name.is_empty() && !is_ditto(name);
    let known = second
        .iter()
        .filter(own)
        .filter(|name| name.len() <= LONGEST_NAME && column(name).is_some())
        .count();
    if known == 0 || 2 * known < second.iter().filter(own).count() {
        return (one, columns);
    }
    let width = first.len().max(second.len());
    let name = |place: usize| -> &str {
        let below = second.get(place).filter(own);
        below.or_else(|| first.get(place)).map_or("", String::as_str)
    };
    let names: Vec<&str> = (0..width).map(name).collect();
    match self::columns(&names) {
        Some(columns) => (head..head + 2, columns),
        None => (one, columns),
    }
}

/// Names of columns one below the other, then as many cells a row, each row with its number.
fn flat(source: &str, lines: &[Line], at: usize, decided: &[(u32, Vec<Column>)]) -> Option<Table> {
    const MOST_COLUMNS: usize = 16;
    let words = |at: usize| {
        lines
            .get(at)
            .filter(|line| !line.is_row && line.claim.is_none())
            .map(|line| line.words(source))
    };
    // Every paragraph is asked: most are too long to be the name of a column.
    let first = words(at).filter(|name| name.len() <= LONGEST_NAME)?;
    if column(first) != Some(Column::Number) {
        return None;
    }
    let width = (at..at + MOST_COLUMNS)
        .take_while(|&at| words(at).is_some_and(|name| column(name).is_some()))
        .count();
    let names: Vec<&str> = (at..at + width).filter_map(words).collect();
    let columns = columns(&names)?;
    let mut end = at + width;
    let mut next = 1;
    while words(end).is_some_and(|cell| is_number(cell, next)) {
        let cells = (end + 1..end + width)
            .take_while(|&at| words(at).is_some_and(|cell| !is_number(cell, next + 1)))
            .count();
        end += 1 + cells;
        next += 1;
        if cells + 1 < width {
            break;
        }
    }
    let chosen = decided.iter().find(|(start, _)| *start == lines[at].start);
    let columns = chosen.map_or(columns, |(_, columns)| columns.clone());
    let names =
        lines[at..at + width].iter().map(|line| line.from as usize..line.to as usize).collect();
    let head = at..at + width;
    (next > 1).then(|| Table {
        at: lines[at].start,
        columns,
        names,
        lines: at..end,
        head,
        is_flat: true,
    })
}

fn is_number(cell: &str, number: u32) -> bool {
    numeral::read(cell).is_some_and(|(found, _, length)| found == number && length == cell.len())
}

/// The columns a head names: at least the problem or the measure, and one more.
pub fn columns(names: &[&str]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::new();
    for name in names {
        let named = if name.len() <= LONGEST_NAME { column(name) } else { None };
        let taken = |column: &Column| columns.contains(column) && *column != Column::Other;
        columns.push(named.filter(|column| !taken(column)).unwrap_or(Column::Other));
    }
    let known = columns.iter().filter(|column| **column != Column::Other).count();
    let has_core = columns.contains(&Column::Finding) || columns.contains(&Column::Measure);
    // What was done is the measure only where no column says what is to be done.
    if !columns.contains(&Column::Measure)
        && let Some(at) = names
            .iter()
            .position(|name| bare(name).contains("整改") && bare(name).ends_with("情况"))
        && columns[at] == Column::Other
    {
        columns[at] = Column::Measure;
    }
    (known >= 2 && has_core).then_some(columns)
}

/// Whether a cell is the name of a column that the ledger knows.
pub fn is_column(name: &str) -> bool {
    name.len() <= LONGEST_NAME && column(name).is_some()
}

/// The column a single name stands for.
fn column(name: &str) -> Option<Column> {
    let bare = bare(name);
    let exact = match bare.as_str() {
        "序号" | "编号" | "问题序号" | "序" | "问题编号" => Some(Column::Number),
        "方面" | "类别" | "问题类别" | "问题类型" | "反馈方面" | "主要方面" | "问题方面" => {
            Some(Column::Direction)
        }
        "问题"
        | "反馈问题"
        | "存在问题"
        | "具体问题"
        | "巡察反馈问题"
        | "问题描述"
        | "整改问题"
        | "反馈意见"
        | "问题清单"
        | "存在的问题"
        | "巡察反馈的问题" => Some(Column::Finding),
        "措施" | "整改措施" | "整改举措" | "具体措施" | "具体整改措施" | "整改任务" => {
            Some(Column::Measure)
        }
        "备注" | "说明" => Some(Column::Field(Field::Remark)),
        "完成情况" => Some(Column::Field(Field::Status)),
        "整改进展" | "整改进展情况" | "进展情况" | "工作进展" => {
            Some(Column::Field(Field::Progress))
        }
        "复查日期" | "复查时间" => Some(Column::Field(Field::Review)),
        "整改情况" | "整改落实情况" => Some(Column::Other),
        "佐证材料" | "证明材料" | "佐证" => Some(Column::Field(Field::Evidence)),
        "整改目标" => Some(Column::Field(Field::Target)),
        "整改结果" | "整改成效" => Some(Column::Field(Field::Result)),
        "未完成原因" => Some(Column::Field(Field::Shortfall)),
        "下一步措施" | "下一步打算" | "下一步工作措施" => {
            Some(Column::Field(Field::NextStep))
        }
        "单位自评" | "自评状态" => Some(Column::Field(Field::Claim)),
        "核验认定" | "核验结果" | "巡察机构认定" | "核验意见" => {
            Some(Column::Field(Field::Verdict))
        }
        "是否公开" | "公开情况" => Some(Column::Field(Field::Publicity)),
        other => details::field(other).map(Column::Field),
    };
    exact.or_else(|| {
        let has = |words: &str| bare.contains(words);
        if has("措施") {
            Some(Column::Measure)
        } else if has("时限") || has("期限") {
            Some(Column::Field(Field::Deadline))
        } else if has("责任单位") || has("牵头单位") {
            Some(Column::Field(Field::Unit))
        } else if has("责任领导") || has("牵头领导") {
            Some(Column::Field(Field::Leader))
        } else if has("反馈问题") && !bare.ends_with('数') && !bare.ends_with("数量") {
            Some(Column::Finding)
        } else {
            None
        }
    })
}

/// A name without spaces and what stands in brackets: “整改措施（含分解）”.
fn bare(name: &str) -> String {
    let end = name.find(['（', '(']).filter(|at| *at > 0).unwrap_or(name.len());
    name[..end].chars().filter(|c| !c.is_whitespace()).collect()
}

/// The cells of a row. Quotation marks around a cell belong to its frame.
pub fn cells(source: &str, line: &Line) -> Vec<Cell> {
    let (mut from, to) = (line.from as usize, line.to as usize);
    let mut cells = Vec::new();
    // Where one mark finds no end, no later one does: none looks again, or a row of nothing but
    // open quotations would take time in the square of its length.
    let mut may_close = true;
    loop {
        let rest = &source[from..to];
        let closed = if may_close { quoted(rest) } else { None };
        may_close &= closed.is_some() || !rest.starts_with('"');
        let (text, end) = match closed {
            Some(length) => ((from + 1, from + length - 1), from + length),
            None => {
                let end = from + rest.find('\t').unwrap_or(rest.len());
                ((from, end), end)
            }
        };
        let blank = |c| super::is_blank(c);
        let inner = &source[text.0..text.1];
        let start = text.1 - inner.trim_start_matches(blank).len();
        let stop = start + source[start..text.1].trim_end_matches(blank).len();
        cells.push(Cell { text: (start, stop), end });
        if end >= to {
            return cells;
        }
        from = end + 1;
    }
}

/// The length of the quoted cell `rest` begins with.
fn quoted(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('"')?;
    let ends = inner.match_indices('"').find(|(at, _)| {
        let next = inner[at + 1..].chars().next();
        next.is_none_or(|c| c == '\t')
    });
    ends.map(|(at, _)| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_found_by_the_names_of_their_columns() {
        use Column::{Direction, Finding, Measure, Number, Other};
        let unit = Column::Field(Field::Unit);
        for (names, expected) in [
            (
                vec!["序号", "反馈问题", "整改措施（含分解）", "责任 单位"],
                Some(vec![Number, Finding, Measure, unit]),
            ),
            (vec!["方面", "问题", "整改落实情况"], Some(vec![Direction, Finding, Measure])),
            (vec!["问题", "整改措施", "整改情况"], Some(vec![Finding, Measure, Other])),
            (vec!["姓名", "单位", "电话"], None),
            (vec!["问题", "是否已经安排整改并报告了全部的有关情况以及其他的一些说明"], None),
        ] {
            assert_eq!(columns(&names), expected, "{names:?}");
        }
    }
}
