//! A workbook to text: each visible sheet's rows as lines, tabs between cells.
//!
//! Cells show their stored values, formulas their last result. Only cells with something in them
//! take memory, so a lone cell in the last corner of a sheet is one cell.

mod format;
mod sheet;
mod strings;

use std::collections::{HashMap, HashSet};

use super::archive::Archive;
use super::grid::{self, CONTINUED};
use super::xml::{Event, Xml};
use super::{Allowance, OfficeError, Tally, rels};
use format::Formats;
use sheet::Value;
pub use sheet::{Cell, Region, Sheet};
use strings::Strings;

/// What `xl/workbook.xml` says.
#[derive(Debug, Default)]
pub struct Workbook {
    pub sheets: Vec<Listed>,
    /// Days count from 1904, as on old Macintoshes.
    from_1904: bool,
}

#[derive(Debug)]
pub struct Listed {
    pub name: String,
    /// Its relationship.
    id: String,
    is_shown: bool,
}

/// A workbook whose sheets can be read.
pub struct Book {
    worksheets: HashMap<String, String>,
    strings: Strings,
    formats: Formats,
    from_1904: bool,
}

impl Book {
    pub fn open(
        archive: &mut Archive,
        main: &str,
        workbook: &Workbook,
        allowance: &mut Allowance,
    ) -> Result<Self, OfficeError> {
        let rels = rels::of(archive, main, allowance)?;
        let strings = strings::read(&rels::read(archive, &rels, "sharedStrings")?)?;
        let formats = format::read(&rels::read(archive, &rels, "styles")?)?;
        let worksheets = rels.into_iter().filter(|rel| rel.kind == "worksheet");
        let worksheets = worksheets.map(|rel| (rel.id, rel.part)).collect();
        Ok(Self { worksheets, strings, formats, from_1904: workbook.from_1904 })
    }

    /// The cells of a sheet, and the name of its part; none for one that is not there.
    pub fn sheet(
        &self,
        archive: &mut Archive,
        listed: &Listed,
        allowance: &mut Allowance,
    ) -> Result<Option<(&str, Sheet)>, OfficeError> {
        let Some(part) = self.worksheets.get(&listed.id) else { return Ok(None) };
        let Some(source) = archive.part(part)? else { return Ok(None) };
        let sheet = sheet::read(&source, &self.formats, self.from_1904, allowance)?;
        Ok(Some((part, sheet)))
    }

    /// What a cell of that sheet says.
    pub fn text<'a>(&'a self, sheet: &'a Sheet, cell: &Cell) -> &'a str {
        match cell.value {
            Value::Shared(at) => self.strings.get(at),
            Value::Own(from, to) => &sheet.texts[from as usize..to as usize],
            Value::Continued => CONTINUED,
        }
    }
}

/// The text of the workbook whose main part has this name and content.
pub fn text(
    archive: &mut Archive,
    (main, xml): (&str, &str),
    tally: &mut Tally,
    mut allowance: Allowance,
) -> Result<String, OfficeError> {
    let workbook = workbook(xml, &mut allowance)?;
    let book = Book::open(archive, main, &workbook, &mut allowance)?;
    let mut texts = Vec::new();
    for listed in &workbook.sheets {
        if !listed.is_shown {
            tally.hidden_sheets += 1;
            continue;
        }
        let Some((part, sheet)) = book.sheet(archive, listed, &mut allowance)? else { continue };
        let text = lines(&book, sheet, &mut allowance)?;
        if !grid::is_blank(&text) {
            texts.push((&listed.name, text));
        }
        around(archive, part, tally, &mut allowance)?;
    }
    if texts.len() > 1 {
        for (name, text) in &mut texts {
            text.insert_str(0, &format!("{}\n", grid::flat(name)));
        }
    }
    let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
    Ok(texts.join("\n\n"))
}

pub fn workbook(source: &str, allowance: &mut Allowance) -> Result<Workbook, OfficeError> {
    let (mut xml, mut workbook) = (Xml::new(source), Workbook::default());
    loop {
        match xml.next()? {
            Event::Open(tag) if tag.name() == "sheet" => {
                let is_shown = tag.attribute("state").is_none_or(|state| state == "visible");
                let [name, id] = ["name", "id"].map(|key| tag.attribute(key).unwrap_or_default());
                allowance.definition()?;
                let (name, id) = (name.into_owned(), id.into_owned());
                workbook.sheets.push(Listed { name, id, is_shown });
            }
            Event::Open(tag) if tag.name() == "workbookPr" => {
                let system = tag.attribute("date1904");
                workbook.from_1904 = system.is_some_and(|on| matches!(&*on, "1" | "true"));
            }
            Event::End => return Ok(workbook),
            Event::Open(_) | Event::Close | Event::Text(_) => {}
        }
    }
}

/// Rows as lines, the last without a line break. An empty stretch between rows is one empty line;
/// empty columns before the first used one are not shown.
fn lines(book: &Book, mut sheet: Sheet, allowance: &mut Allowance) -> Result<String, OfficeError> {
    let mut cells = std::mem::take(&mut sheet.cells);
    let text = |cell: &Cell| book.text(&sheet, cell);
    cells.retain(|cell| !grid::is_blank(text(cell)));
    cells.sort_by_key(|cell| (cell.row, cell.column));
    sheet::continue_merged(&mut cells, &sheet.merged, allowance)?;
    let left = cells.iter().map(|cell| cell.column).min().unwrap_or(0);
    let plain = cells.iter().all(|cell| cell.column == left);
    let (mut out, mut previous) = (String::new(), None);
    for row in cells.chunk_by(|a, b| a.row == b.row) {
        if previous.is_some_and(|previous| previous + 1 < row[0].row) {
            out.push('\n');
        }
        previous = Some(row[0].row);
        for cell in row {
            allowance.text(text(cell).len() + 1)?;
        }
        if plain {
            out += text(&row[0]);
            out.push('\n');
        } else {
            let cells = row.iter().map(|cell| ((cell.column - left) as usize, text(cell)));
            grid::row(&mut out, cells, allowance)?;
        }
    }
    out.truncate(out.strip_suffix('\n').map_or(0, str::len));
    Ok(out)
}

/// What hangs on a sheet and is not in its cells.
fn around(
    archive: &mut Archive,
    part: &str,
    tally: &mut Tally,
    allowance: &mut Allowance,
) -> Result<(), OfficeError> {
    let mut seen = HashSet::new();
    for rel in rels::of(archive, part, allowance)? {
        if !matches!(rel.kind.as_str(), "drawing" | "comments") || !seen.insert(rel.part.clone()) {
            continue;
        }
        let Some(source) = archive.part(&rel.part)? else { continue };
        let mut xml = Xml::new(&source);
        loop {
            match xml.next()? {
                Event::Open(tag) => match tag.name() {
                    "comment" => tally.comments += 1,
                    "blip" => tally.pictures += 1,
                    "chart" | "relIds" => tally.objects += 1,
                    "txBody" => tally.text_boxes += usize::from(xml.has_text()?),
                    _ => {}
                },
                Event::End => break,
                Event::Close | Event::Text(_) => {}
            }
        }
    }
    Ok(())
}
