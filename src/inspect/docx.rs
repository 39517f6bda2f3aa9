//! A .docx: the paragraphs of every part, whatever is tracked, hidden or noted in the margin.

use std::collections::HashSet;

use super::package::{self, aside, attributes};
use super::xml::{Element, Item, walk};
use super::{Foreign, Seen, is_blank};
use crate::office::OfficeError;

/// Elements of a tracked change (ECMA-376 part 1 §17.13.5).
const CHANGES: [&str; 15] = [
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblGridChange",
    "numberingChange",
    "cellIns",
    "cellDel",
    "cellMerge",
];

pub fn read(bytes: &[u8], seen: &mut Seen) -> Result<(), OfficeError> {
    let (mut archive, names) = package::open(bytes, seen)?;
    let mut vanished = HashSet::new();
    for name in names.iter().filter(|name| name.to_lowercase().ends_with("styles.xml")) {
        vanishing(&package::part(&mut archive, name)?, &mut vanished)?;
    }
    for name in &names {
        story(name, &package::part(&mut archive, name)?, &vanished, seen)?;
    }
    Ok(())
}

/// Styles that hide their text.
fn vanishing(source: &str, found: &mut HashSet<String>) -> Result<(), OfficeError> {
    let mut own = String::new();
    walk(source, |item, _| {
        if let Item::Open(element) = item {
            match element.name.as_str() {
                "style" => own = element.attribute("styleId").unwrap_or_default().to_owned(),
                _ if hides(element) => drop(found.insert(own.clone())),
                _ => {}
            }
        }
    })
}

/// Hidden as such, white, or of no more than two points.
fn hides(element: &Element) -> bool {
    match element.name.as_str() {
        "vanish" | "specVanish" => element.is_on(),
        "color" => element.attribute("val").is_some_and(|val| val.eq_ignore_ascii_case("FFFFFF")),
        "sz" => {
            let size = element.attribute("val").and_then(|val| val.parse::<u32>().ok());
            size.is_some_and(|half_points| half_points <= 4)
        }
        _ => false,
    }
}

/// A paragraph being read.
#[derive(Default)]
struct Paragraph {
    shown: String,
    hidden: String,
    /// By its style.
    vanished: bool,
}

/// Any part with paragraphs: the document, headers and footers, notes, comments, drawings.
pub fn story(
    part: &str,
    source: &str,
    vanished: &HashSet<String>,
    seen: &mut Seen,
) -> Result<(), OfficeError> {
    let (mut paragraphs, mut runs) = (Vec::<Paragraph>::new(), Vec::<bool>::new());
    // Where the words of a comment begin among the parts.
    let mut comment = None;
    walk(source, |item, around| match item {
        Item::Open(element) => {
            attributes(part, element, seen);
            let author = element.attribute("author");
            let within = |depth: usize| around.iter().rev().nth(depth).map(String::as_str);
            match element.name.as_str() {
                "p" => paragraphs.push(Paragraph::default()),
                "r" => runs.push(false),
                "tab" | "br" | "cr" if within(1) == Some("r") => {
                    let mark = if element.name == "tab" { '\t' } else { '\n' };
                    if let Some(own) = paragraphs.last_mut() {
                        own.shown.push(mark);
                    }
                }
                "pStyle" | "rStyle" => {
                    let is_vanished =
                        element.attribute("val").is_some_and(|id| vanished.contains(id));
                    match (element.name == "pStyle", paragraphs.last_mut(), runs.last_mut()) {
                        (true, Some(own), _) => own.vanished |= is_vanished,
                        (false, _, Some(run)) => *run |= is_vanished,
                        (true, None, _) | (false, _, None) => {}
                    }
                }
                _ if within(1) == Some("rPr") && within(2) == Some("r") && hides(element) => {
                    runs.iter_mut().last().into_iter().for_each(|run| *run = true);
                }
                "comment" => comment = Some(seen.parts.len()),
                "commentReference" => {
                    seen.foreign.push(Foreign::Comment(
                        element.attribute("id").unwrap_or_default().to_owned(),
                    ));
                }
                "altChunk" | "OLEObject" => {
                    seen.foreign.push(Foreign::Embedded(format!("{part} {}", element.name)));
                }
                "docVar" => {
                    let name = element.attribute("name").unwrap_or_default();
                    seen.foreign.push(Foreign::Properties(name.to_owned()));
                }
                "fldSimple" => field(element.attribute("instr").unwrap_or_default(), seen),
                name if CHANGES.contains(&name) => {
                    seen.foreign.push(Foreign::Revision(author.unwrap_or(name).to_owned()));
                }
                _ => {}
            }
        }
        Item::Text(text) => {
            let own = around.last().map_or("", String::as_str);
            let run = runs.last().copied().unwrap_or(false);
            match (own, paragraphs.last_mut()) {
                ("t", Some(paragraph)) if run || paragraph.vanished => paragraph.hidden += text,
                ("t", Some(paragraph)) => paragraph.shown += text,
                ("delText", _) => {
                    seen.part(format!("{part} delText"), text, true);
                    seen.foreign.push(Foreign::Revision(text.to_owned()));
                }
                ("instrText", _) => {
                    seen.shown(format!("{part} instrText"), text);
                    field(text, seen);
                }
                _ => {
                    seen.shown(format!("{part} {own}"), text);
                    if own == "author" && !is_blank(text) {
                        seen.foreign.push(Foreign::Author(text.to_owned()));
                    }
                }
            }
        }
        Item::Close("p") => {
            if let Some(own) = paragraphs.pop() {
                seen.shown(part, &own.shown);
                seen.hidden(part, &own.hidden);
            }
        }
        Item::Close("r") => drop(runs.pop()),
        Item::Close("comment" | "threadedComment") => {
            let from = comment.take().unwrap_or(seen.parts.len());
            let texts: Vec<&str> =
                seen.parts[from..].iter().map(|part| part.text.as_str()).collect();
            seen.foreign.push(Foreign::Comment(texts.join("\n")));
        }
        Item::Close(_) => {}
        Item::Aside(text) => aside(part, text, seen),
    })
}

/// A field that fetches from elsewhere.
fn field(instruction: &str, seen: &mut Seen) {
    let name = instruction.split_whitespace().next().unwrap_or_default().to_uppercase();
    let fetches = [
        "HYPERLINK",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "LINK",
        "DDE",
        "DDEAUTO",
        "DATABASE",
        "IMPORT",
    ];
    if fetches.contains(&name.as_str()) {
        seen.foreign.push(Foreign::ExternalLink(instruction.trim().to_owned()));
    }
}
