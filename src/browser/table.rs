//! The tables in a clipboard's HTML, by the browser's own parser. The document is inert: nothing
//! in it runs or loads, and nothing of it enters the page.
//!
//! Reads what Excel, WPS, LibreOffice, Word and web pages write. Style sheets are not applied:
//! what hides a row or keeps white space counts where it stands on the element, which is where
//! all of these put it.

mod style;
mod text;

use std::iter::successors;

use wasm_bindgen::JsCast;
use web_sys::{Document, DomParser, Element, HtmlTableElement, HtmlTableRowElement, SupportedType};

use crate::clipboard::{MAX_CELLS, PasteError, Spanned, SpannedCell, guard, without};

/// A sheet of Excel has no more columns.
const MAX_COLUMNS: usize = 16_384;

/// The nodes of a tree walk that are comments, and those that are elements.
const SHOW_COMMENT: u32 = 128;
const SHOW_ELEMENT: u32 = 1;
/// On rows and cells that were not copied.
const OUTSIDE: &str = "data-outside";

/// All tables of the document that are not inside others, one after another, without their hidden
/// rows and columns. `None` where there is none with a cell.
pub fn read(html: &str) -> Result<Option<Spanned>, PasteError> {
    guard::check(html)?;
    let html = &guard::set_styles_aside(html);
    let Some(document) = parse(html) else { return Ok(None) };
    mark_outside(&document, html);
    let place = Place { is_sheet: is_sheet(&document) };
    let mut out = Spanned::new();
    let cells = document.query_selector_all("td, th").map_or(0, |cells| cells.length());
    let mut room = MAX_CELLS.checked_sub(cells as usize).ok_or(PasteError::TooLarge)?;
    for table in tables(&document) {
        out.append(&mut rows(&table, &place, &mut room)?);
    }
    Ok(out.iter().any(|row| !row.is_empty()).then_some(out))
}

fn parse(html: &str) -> Option<Document> {
    DomParser::new().ok()?.parse_from_string(html, SupportedType::TextHtml).ok()
}

/// What cells are read by, besides themselves.
struct Place {
    is_sheet: bool,
}

/// Excel says so, and WPS says it is Excel.
fn is_sheet(document: &Document) -> bool {
    let found = document.query_selector("meta[name=ProgId i][content^=Excel i]");
    found.is_ok_and(|meta| meta.is_some())
}

fn tables(document: &Document) -> Vec<HtmlTableElement> {
    let Ok(found) = document.query_selector_all("table") else { return Vec::new() };
    let tables = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok());
    tables
        .filter(|table: &HtmlTableElement| {
            let outer = table.parent_element().and_then(|above| above.closest("table").ok()?);
            outer.is_none() && !is_hidden(table)
        })
        .collect()
}

fn rows(table: &HtmlTableElement, place: &Place, room: &mut usize) -> Result<Spanned, PasteError> {
    let (mut rows, mut hidden_rows, mut parts) = (Spanned::new(), Vec::new(), Vec::new());
    let (mut part, mut parent) = (0, None);
    let hidden_columns = hidden_columns(table);
    let any_hidden = hidden_columns.contains(&true);
    let found = table.rows();
    for row in (0..found.length()).filter_map(|at| found.item(at)) {
        if row.has_attribute(OUTSIDE) {
            continue;
        }
        let cells = cells(row.unchecked_ref(), place, any_hidden);
        // Excel writes several empty rows as one.
        let blank = style::number(&style_of(&row), "mso-xlrowspan").unwrap_or(1).max(1) - 1;
        *room = room.checked_sub(blank.saturating_add(1)).ok_or(PasteError::TooLarge)?;
        rows.push(cells);
        rows.resize(rows.len() + blank, Vec::new());
        let section = row.parent_element();
        hidden_rows.resize(rows.len(), section.as_ref().is_some_and(is_hidden) || is_hidden(&row));
        part += usize::from(section != parent);
        parts.resize(rows.len(), part);
        parent = section;
    }
    // A claim ends with its part of the table (head, body, foot), also where another follows.
    // The part, and how many rows it has from here on.
    let mut below = (0, 0);
    for (row, part) in rows.iter_mut().zip(parts).rev() {
        below = if below.0 == part { (part, below.1 + 1) } else { (part, 1) };
        row.iter_mut().for_each(|cell| cell.rows = cell.rows.min(below.1));
    }
    if any_hidden || hidden_rows.contains(&true) {
        return without(&rows, &hidden_rows, &hidden_columns);
    }
    Ok(rows)
}

fn cells(row: &HtmlTableRowElement, place: &Place, any_hidden: bool) -> Vec<SpannedCell> {
    let found = row.cells();
    let mut cells = Vec::new();
    for cell in (0..found.length()).filter_map(|at| found.item(at)) {
        // A hidden cell has no place among the others, except in a hidden column.
        let left_out = is_hidden(&cell) && !any_hidden;
        let outside = cell.has_attribute(OUTSIDE);
        if left_out || outside {
            continue;
        }
        let ignored = style_of(&cell);
        cells.push(SpannedCell {
            text: text::of_cell(&cell, place.is_sheet),
            rows: claim(&cell, "rowspan"),
            columns: claim(&cell, "colspan"),
            overflow: style::value(&ignored, "mso-ignore").is_some_and(|it| it.contains("colspan")),
        });
    }
    cells
}

/// A span of 0 reaches to the end of the table.
fn claim(cell: &Element, name: &str) -> usize {
    match cell.get_attribute(name).as_deref().and_then(style::leading_number) {
        Some(0) if name == "rowspan" => usize::MAX,
        Some(claim) => claim.max(1),
        None => 1,
    }
}

/// Excel hides a column at its `<col>` and writes its cells all the same.
fn hidden_columns(table: &HtmlTableElement) -> Vec<bool> {
    let children =
        |of: &Element| successors(of.first_element_child(), |child| child.next_element_sibling());
    let is_group = |element: &Element| element.local_name() == "colgroup";
    let mut hidden = Vec::new();
    for element in children(table).filter(|it| is_group(it) || it.local_name() == "col") {
        let columns: Vec<_> = children(&element).filter(|it| it.local_name() == "col").collect();
        let group_hidden = is_hidden(&element);
        let columns = if columns.is_empty() { vec![element] } else { columns };
        for column in columns {
            let span = claim(&column, "span").min(MAX_COLUMNS - hidden.len());
            hidden.resize(hidden.len() + span, group_hidden || is_hidden(&column));
        }
    }
    hidden
}

fn style_of(element: &Element) -> String {
    element.get_attribute(guard::STYLE).unwrap_or_default()
}

fn is_hidden(element: &Element) -> bool {
    element.has_attribute("hidden")
        || style::value(&style_of(element), "display") == Some("none".into())
}

/// Marks the rows and cells that stand outside of what was copied, where the clipboard says what
/// was. One walk for all of them: to ask of each where it stands costs a browser the square.
fn mark_outside(document: &Document, html: &str) -> Option<()> {
    // Most clipboards have no marks by the time a page reads them; then there is no walk.
    if !html.contains("StartFragment") || !html.contains("EndFragment") {
        return None;
    }
    let walk = document
        .create_tree_walker_with_what_to_show(document, SHOW_COMMENT | SHOW_ELEMENT)
        .ok()?;
    let (mut start, mut end) = (None, None);
    // Those before the start, and those behind the newest end.
    let (mut before, mut behind): (Vec<Element>, Vec<Element>) = (Vec::new(), Vec::new());
    while let Ok(Some(node)) = walk.next_node() {
        match node.dyn_into::<Element>() {
            Ok(element) if !matches!(element.tag_name().as_str(), "TR" | "TD" | "TH") => {}
            Ok(element) if start.is_none() => before.push(element),
            Ok(element) if end.is_some() => behind.push(element),
            Ok(_) => {}
            Err(comment) => match comment.node_value().as_deref().map(str::trim) {
                Some("StartFragment") if start.is_none() => start = Some(comment),
                Some("EndFragment") => {
                    behind.clear();
                    end = Some(comment);
                }
                _ => {}
            },
        }
    }
    let (start, _) = start.zip(end)?;
    before.iter().chain(&behind).for_each(|element| {
        let _ = element.set_attribute(OUTSIDE, "");
    });
    // An element around a mark is partly inside.
    for around in successors(start.parent_element(), |one| one.parent_element()) {
        let _ = around.remove_attribute(OUTSIDE);
    }
    Some(())
}
