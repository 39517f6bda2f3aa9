//! The sheet that is filled in: title, head, a row for each measure with its directions and
//! findings merged beside, and how it is printed.

use std::borrow::Cow;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, ExcelDateTime, Formula, ProtectionOptions, Worksheet,
    XlsxError,
};

use super::faces::{Access, Faces, Setting};
use super::legend::Legend;
use super::{TABLE, filled_title, put};
use crate::export::lines;
use crate::filled::{self, ID_TITLE, Written, mark, title, written};
use crate::ledger::{Date, Field, Form, Kind, Ledger};
use crate::rows::{Column, Outline, Row};
use crate::slice::Mandate;

/// Rows above the first measure: title, note, head.
const ABOVE: u32 = 3;
const HEAD: u32 = ABOVE - 1;

/// Empty rows for what is added, and rows below the table that choose words too.
const ROOM: u32 = 10;
const FURTHER: u32 = 500;

/// Points of a line of 11 pt, and what spreadsheets show of a row at the most.
const LINE: f64 = 15.0;
const HIGHEST: f64 = 409.0;

pub fn write(
    sheet: &mut Worksheet,
    ledger: &Ledger,
    columns: &[Column],
    legend: &Legend,
) -> Result<(), XlsxError> {
    sheet.set_name(TABLE)?;
    let (faces, outline) = (Faces::new(), Outline::new(ledger));
    let mandate = Mandate::of(ledger);
    let table = Table { ledger, columns, outline: &outline, faces: &faces, mandate };
    table.head(sheet)?;
    table.rows(sheet)?;
    let room = table.room(sheet)?;
    table.choices(sheet, legend)?;
    table.page(sheet)?;
    let last = ABOVE + number(outline.len()) + room;
    if !outline.is_empty() {
        sheet.autofilter(HEAD, 0, last - 1, table.place(columns.len()))?;
    }
    if ledger.slice().is_some() {
        protect(sheet);
    }
    Ok(())
}

struct Table<'a> {
    ledger: &'a Ledger,
    columns: &'a [Column],
    outline: &'a Outline,
    faces: &'a Faces,
    mandate: Mandate<'a>,
}

impl Table<'_> {
    /// The column of the sheet: the ids stand behind the measures, where no one who sorts a
    /// measure with anything right of it leaves them out.
    fn place(&self, nth: usize) -> u16 {
        let id = self.id();
        number(if nth < usize::from(id) { nth } else { nth + 1 }) as u16
    }

    fn id(&self) -> u16 {
        let measure = self.columns.iter().position(|one| *one == Column::Measure);
        number(measure.map_or(0, |at| at + 1)) as u16
    }

    fn head(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let last = self.place(self.columns.len() - 1);
        let (title_row, note_row) = (0, 1);
        let name = filled_title(self.ledger);
        sheet.merge_range(title_row, 0, title_row, last, "", &self.faces.title)?;
        put(sheet, (title_row, 0), &name, &self.faces.title)?;
        sheet.set_row_height(title_row, 36)?;
        sheet.merge_range(note_row, 0, note_row, last, "", &self.faces.note)?;
        put(sheet, (note_row, 0), &self.note(), &self.faces.note)?;
        sheet.set_row_height(note_row, 20)?;
        for (nth, column) in self.columns.iter().enumerate() {
            let is_asked = self.ledger.slice().is_some_and(|part| {
                column.field().is_some_and(|field| part.fields.contains(&field))
                    && *column != Column::Finding
            });
            let face = if is_asked { &self.faces.open_head } else { &self.faces.head };
            sheet.write_string_with_format(HEAD, self.place(nth), title(*column), face)?;
            sheet.set_column_width(self.place(nth), width(*column))?;
        }
        sheet.write_string_with_format(HEAD, self.id(), ID_TITLE, &self.faces.head)?;
        sheet.set_column_hidden(self.id())?;
        sheet.set_row_height(HEAD, 32)?;
        sheet.set_freeze_panes(ABOVE, 0)?;
        Ok(())
    }

    fn note(&self) -> String {
        let count = |kind| self.ledger.nodes().iter().filter(|node| node.kind == kind).count();
        let measures = count(Kind::Measure);
        let Some(part) = self.ledger.slice() else {
            return format!("共{}个问题、{measures}项措施", count(Kind::Finding));
        };
        let due = Date::parse_iso(&part.due).map_or(String::new(), |day| {
            format!("　　请于{}年{}月{}日前报回", day.year(), day.month(), day.day())
        });
        let to = crate::export::clean(&part.to);
        format!("填报单位：{to}{due}　　共{measures}项措施　　浅黄色的格需要填写，灰色的格不用改")
    }

    fn rows(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let rows = self.outline.rows();
        let mut heights: Vec<f64> = Vec::with_capacity(rows.len());
        for (nth, row) in rows.iter().enumerate() {
            heights.push(self.row(sheet, ABOVE + number(nth), *row)?);
        }
        for merged in self.columns.iter().enumerate().filter(|(_, one)| is_merged(**one)) {
            self.merge(sheet, merged, &mut heights)?;
        }
        for (nth, height) in heights.iter().enumerate() {
            sheet.set_row_height(ABOVE + number(nth), height.min(HIGHEST))?;
        }
        Ok(())
    }

    /// Its height in points, and its cells but those that may be merged.
    fn row(&self, sheet: &mut Worksheet, at: u32, row: Row) -> Result<f64, XlsxError> {
        let mut most = 1;
        for (nth, column) in self.columns.iter().enumerate().filter(|(_, one)| !is_merged(**one)) {
            let (column, place) = (*column, self.place(nth));
            let value = row.value(self.ledger, column);
            let (access, setting) = (self.access(row, column), setting(column));
            match written(self.ledger.particulars(), column, value) {
                Written::Day(day) => {
                    let face = self.faces.cell(access, setting, "");
                    let day = ExcelDateTime::from_ymd(day.year(), day.month(), day.day())?;
                    sheet.write_datetime_with_format(at, place, &day, face)?;
                }
                Written::Text(text) => {
                    let face = self.faces.cell(access, setting, &text);
                    put(sheet, (at, place), &text, face)?;
                    most = most.max(lines(&text, width(column)));
                }
            }
        }
        let face = self.faces.cell(Access::Shut, Setting::Word, "");
        sheet.write_string_with_format(at, self.id(), mark(row.id()), face)?;
        Ok(f64::from(most) * LINE + 4.0)
    }

    /// Puts the rows of a finding, or of a direction, under one cell. Each keeps its own text
    /// below, so that a filter finds all of them.
    fn merge(
        &self,
        sheet: &mut Worksheet,
        (nth, column): (usize, &Column),
        heights: &mut [f64],
    ) -> Result<(), XlsxError> {
        let (rows, place) = (self.outline.rows(), self.place(nth));
        let above = |row: &Row| match column {
            Column::Direction => crate::rows::direction(self.ledger, row.finding),
            Column::Number | Column::Finding | Column::Measure | Column::Field(_) => {
                Some(row.finding)
            }
        };
        let mut at = 0;
        for run in rows.chunk_by(|one, two| above(one) == above(two)) {
            let own = &mut heights[at..at + run.len()];
            let text = self.heading(run[0], *column);
            let needed = f64::from(lines(&text, width(*column))) * LINE + 4.0;
            let missing = (needed - own.iter().sum::<f64>()).max(0.0) / run.len() as f64;
            own.iter_mut().for_each(|height| *height += missing);
            let (first, last) = (ABOVE + number(at), ABOVE + number(at + run.len()) - 1);
            let face = self.faces.cell(self.access(run[0], *column), setting(*column), &text);
            if first < last && above(&run[0]).is_some() {
                sheet.merge_range(first, place, last, place, "", face)?;
            }
            for row in first..=last {
                put(sheet, (row, place), &text, face)?;
            }
            at += run.len();
        }
        Ok(())
    }

    /// What stands beside the rows of a finding.
    fn heading(&self, row: Row, column: Column) -> Cow<'_, str> {
        match column {
            Column::Number => Cow::Owned(self.outline.label(self.ledger, row.finding)),
            Column::Direction | Column::Finding | Column::Measure | Column::Field(_) => {
                let value = row.value(self.ledger, column);
                filled::shown(self.ledger.particulars(), column, value)
            }
        }
    }

    fn access(&self, row: Row, column: Column) -> Access {
        if self.ledger.slice().is_none() {
            return Access::Free;
        }
        let id = if is_merged(column) { Some(row.finding) } else { row.measure };
        let is_open = id.zip(column.field());
        match is_open {
            Some((id, field)) if self.mandate.is_open(id, field) => Access::Open,
            Some(_) | None => Access::Shut,
        }
    }

    /// Rows for measures to be added. How many there are.
    fn room(&self, sheet: &mut Worksheet) -> Result<u32, XlsxError> {
        if self.ledger.slice().is_none_or(|part| !part.may_add) {
            return Ok(0);
        }
        let first = ABOVE + number(self.outline.len());
        for row in first..first + ROOM {
            for (nth, column) in self.columns.iter().enumerate() {
                let is_own = !column.is_of_finding() || *column == Column::Finding;
                let access = if is_own && *column != Column::Direction {
                    Access::Open
                } else {
                    Access::Shut
                };
                let face = self.faces.cell(access, setting(*column), "");
                sheet.write_blank(row, self.place(nth), face)?;
            }
        }
        Ok(ROOM)
    }

    /// What cells choose from, also in rows that are added.
    fn choices(&self, sheet: &mut Worksheet, legend: &Legend) -> Result<(), XlsxError> {
        let last = ABOVE + number(self.outline.len()) + FURTHER;
        for (nth, column) in self.columns.iter().enumerate() {
            let Some(choice) = legend.choice(*column) else { continue };
            let list = DataValidation::new();
            let list = match &choice.range {
                Some(range) => list.allow_list_formula(Formula::new(range)),
                None => list.allow_list_strings(&choice.words)?,
            };
            let list = list
                .set_error_style(DataValidationErrorStyle::Stop)
                .set_error_title("请从下拉列表中选择")?
                .set_error_message("这一栏只能填列表中的词，各词的含义见“填写说明”。")?;
            sheet.add_data_validation(ABOVE, self.place(nth), last, self.place(nth), &list)?;
        }
        Ok(())
    }

    fn page(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        // 9 is A4.
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, HEAD)?;
        sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
        sheet.set_print_center_horizontally(true);
        sheet.set_footer("&C第 &P 页，共 &N 页");
        let last = ABOVE + number(self.outline.len()).max(1) - 1;
        sheet.set_print_area(0, 0, last, self.place(self.columns.len() - 1))?;
        Ok(())
    }
}

fn protect(sheet: &mut Worksheet) {
    let options = ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        insert_rows: true,
        delete_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    };
    sheet.protect_with_options(&options);
}

fn is_merged(column: Column) -> bool {
    column.is_merged() || column == Column::Direction
}

fn setting(column: Column) -> Setting {
    match (column, column.form()) {
        (Column::Number, _) | (_, Some(Form::Code)) => Setting::Word,
        (Column::Field(_), Some(Form::Day)) => Setting::Day,
        (Column::Field(_), Some(Form::Names)) => Setting::Word,
        (Column::Direction, _) => Setting::Above,
        (Column::Finding | Column::Measure | Column::Field(_), _) => Setting::Text,
    }
}

/// In half-width characters.
fn width(column: Column) -> u32 {
    match column {
        Column::Number => 6,
        Column::Direction => 12,
        Column::Finding => 22,
        Column::Measure => 36,
        Column::Field(field) => match field {
            Field::Progress | Field::Result => 26,
            Field::Evidence | Field::Target => 22,
            Field::Shortfall | Field::NextStep => 20,
            Field::Remark | Field::Publicity => 16,
            Field::Unit | Field::Cooperating => 14,
            Field::Deadline | Field::Status | Field::Review => 12,
            Field::Pace | Field::Leader | Field::Person | Field::Claim | Field::Verdict => 11,
            Field::Before | Field::Text | Field::After => 36,
        },
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a sheet ends long before")
}
