//! An .xlsx: the cells of every sheet, shown or not, strings that no cell shows, and all other
//! parts as `docx` reads them.

use std::collections::{HashMap, HashSet};

use super::package::{self, aside, attributes};
use super::xml::{Element, Item, walk};
use super::{Foreign, Seen, docx};
use crate::office::OfficeError;
use crate::office::archive::Archive;

struct Sheet {
    name: String,
    /// Its relationship.
    id: String,
    is_hidden: bool,
}

pub fn read(bytes: &[u8], seen: &mut Seen) -> Result<(), OfficeError> {
    let (mut archive, mut names) = package::open(bytes, seen)?;
    let sheets = sheets(&package::part(&mut archive, "xl/workbook.xml")?)?;
    let targets = targets(&mut archive)?;
    let strings = strings(&package::part(&mut archive, "xl/sharedStrings.xml")?)?;
    let mut used = vec![false; strings.len()];
    for sheet in &sheets {
        let Some(part) = targets.get(&sheet.id) else { continue };
        if sheet.is_hidden {
            seen.foreign.push(Foreign::HiddenText(sheet.name.clone()));
        }
        names.retain(|name| !name.eq_ignore_ascii_case(part));
        let source = package::part(&mut archive, part)?;
        cells(sheet, &source, &strings, &mut used, seen)?;
    }
    names.retain(|name| !name.eq_ignore_ascii_case("xl/sharedStrings.xml"));
    for (text, _) in strings.iter().zip(used).filter(|(_, used)| !used) {
        seen.hidden("xl/sharedStrings.xml", text);
    }
    for name in &names {
        let lower = name.to_lowercase();
        if lower.contains("externallinks/") || lower.ends_with("connections.xml") {
            seen.foreign.push(Foreign::ExternalLink(name.clone()));
        }
        docx::story(name, &package::part(&mut archive, name)?, &HashSet::new(), seen)?;
    }
    Ok(())
}

fn sheets(workbook: &str) -> Result<Vec<Sheet>, OfficeError> {
    let mut sheets = Vec::new();
    walk(workbook, |item, _| {
        if let Item::Open(element) = item
            && element.name == "sheet"
        {
            let [name, id] =
                ["name", "id"].map(|name| element.attribute(name).unwrap_or_default().to_owned());
            let is_hidden = element.attribute("state").is_some_and(|state| state != "visible");
            sheets.push(Sheet { name, id, is_hidden });
        }
    })?;
    Ok(sheets)
}

/// The parts of the workbook by their relationships.
fn targets(archive: &mut Archive) -> Result<HashMap<String, String>, OfficeError> {
    let mut targets = HashMap::new();
    walk(&package::part(archive, "xl/_rels/workbook.xml.rels")?, |item, _| {
        if let Item::Open(element) = item
            && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
        {
            let part = match target.strip_prefix('/') {
                Some(whole) => whole.to_owned(),
                None => format!("xl/{target}"),
            };
            targets.insert(id.to_owned(), part);
        }
    })?;
    Ok(targets)
}

/// Each with all that is written in it, pronunciation included.
fn strings(source: &str) -> Result<Vec<String>, OfficeError> {
    let mut strings = Vec::new();
    walk(source, |item, around| match item {
        Item::Open(element) if element.name == "si" => strings.push(String::new()),
        Item::Text(text) if around.last().is_some_and(|name| name == "t") => {
            strings.iter_mut().last().into_iter().for_each(|own| own.push_str(text));
        }
        Item::Open(_) | Item::Text(_) | Item::Close(_) | Item::Aside(_) => {}
    })?;
    Ok(strings)
}

/// Hidden, or of no size.
fn is_out_of_sight(element: &Element) -> bool {
    let is_none = |name| element.attribute(name).is_some_and(|size| size.parse() == Ok(0.0));
    element.attribute("hidden").is_some_and(|on| matches!(on, "1" | "true"))
        || is_none("ht")
        || is_none("width")
}

/// Columns from `A`, counted from 1.
fn column(place: &str) -> u32 {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    letters.fold(0, |column, letter| {
        column.saturating_mul(26).saturating_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1)
    })
}

fn cells(
    sheet: &Sheet,
    source: &str,
    strings: &[String],
    used: &mut [bool],
    seen: &mut Seen,
) -> Result<(), OfficeError> {
    let mut columns: Vec<(u32, u32)> = Vec::new();
    let (mut is_row_hidden, mut place, mut is_shared, mut text) =
        (false, String::new(), false, String::new());
    walk(source, |item, around| match item {
        Item::Open(element) => {
            attributes(&sheet.name, element, seen);
            match element.name.as_str() {
                "col" if is_out_of_sight(element) => {
                    let [from, to] = ["min", "max"].map(|name| {
                        element.attribute(name).and_then(|at| at.parse().ok()).unwrap_or(0)
                    });
                    columns.push((from, to));
                }
                "row" => is_row_hidden = is_out_of_sight(element),
                "c" => {
                    place = element.attribute("r").unwrap_or_default().to_owned();
                    is_shared = element.says("t", "s");
                    text.clear();
                }
                _ => {}
            }
        }
        Item::Text(piece) => match around.last().map_or("", String::as_str) {
            "v" if is_shared => {
                let at = piece.trim().parse::<usize>().ok();
                if let Some(at) = at.filter(|at| *at < strings.len()) {
                    used[at] = true;
                    text += &strings[at];
                }
            }
            "v" | "t" if around.iter().any(|name| name == "c") => text += piece,
            own => seen.shown(format!("{}!{place} {own}", sheet.name), piece),
        },
        Item::Close("c") => {
            let own = column(&place);
            let is_hidden = sheet.is_hidden
                || is_row_hidden
                || columns.iter().any(|(from, to)| (*from..=*to).contains(&own));
            let place = format!("{}!{place}", sheet.name);
            if is_hidden {
                seen.hidden(place, &text);
            } else {
                seen.shown(place, &text);
            }
        }
        Item::Close(_) => {}
        Item::Aside(words) => aside(&sheet.name, words, seen),
    })
}
