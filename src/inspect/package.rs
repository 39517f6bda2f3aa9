//! What .docx and .xlsx have in common: properties, relationships, parts that are no XML, and the
//! values of attributes that hold words.

use super::xml::{Element, Item, walk};
use super::{Foreign, Seen, is_blank};
use crate::office::archive::Archive;
use crate::office::{OfficeError, archive};

/// Opens the archive and reads what is neither a document's nor a sheet's. The names left are
/// those of other XML parts.
pub fn open<'a>(
    bytes: &'a [u8],
    seen: &mut Seen,
) -> Result<(Archive<'a>, Vec<String>), OfficeError> {
    let mut archive = archive::open(bytes)?;
    seen.hidden("archive comment", &archive.comment());
    let (mut left, names) = (Vec::new(), archive.names());
    for name in names {
        let lower = name.to_lowercase();
        let is_xml = [".xml", ".rels", ".vml"].iter().any(|end| lower.ends_with(end));
        match is_xml.then(|| archive.part(&name)).transpose()?.flatten() {
            // A name is a text, too.
            None if lower.ends_with("vbaproject.bin") => {
                seen.foreign.push(Foreign::Script(name));
            }
            None => {
                seen.shown("archive entry", &name);
                seen.foreign.push(Foreign::Embedded(name));
            }
            Some(source) if lower.ends_with(".rels") => relationships(&name, &source, seen)?,
            Some(source) if lower.starts_with("docprops/") => properties(&name, &source, seen)?,
            Some(_) => {
                if lower.starts_with("customxml/") {
                    seen.foreign.push(Foreign::Embedded(name.clone()));
                }
                left.push(name);
            }
        }
    }
    Ok((archive, left))
}

/// Part of the archive that is known to be there.
pub fn part(archive: &mut Archive, name: &str) -> Result<String, OfficeError> {
    Ok(archive.part(name)?.unwrap_or_default())
}

/// The names of relationships' types are words of the format; targets may be anybody's.
fn relationships(name: &str, source: &str, seen: &mut Seen) -> Result<(), OfficeError> {
    walk(source, |item, _| match item {
        Item::Open(element) => {
            if element.says("TargetMode", "External") {
                let target = element.attribute("Target").unwrap_or_default();
                seen.shown(format!("{name} Target"), target);
                seen.foreign.push(Foreign::ExternalLink(target.to_owned()));
            }
        }
        Item::Text(text) | Item::Aside(text) => aside(name, text, seen),
        Item::Close(_) => {}
    })
}

/// A comment of the XML itself, or text where none belongs.
pub fn aside(name: &str, text: &str, seen: &mut Seen) {
    if !is_blank(text) {
        seen.part(format!("{name} comment"), text, true);
        seen.foreign.push(Foreign::Comment(text.to_owned()));
    }
}

/// The title is all that a public file says of itself.
fn properties(name: &str, source: &str, seen: &mut Seen) -> Result<(), OfficeError> {
    let is_core = name.to_lowercase().ends_with("core.xml");
    walk(source, |item, around| match item {
        Item::Text(text) if !is_blank(text) => {
            let own = around.last().map_or("", String::as_str);
            seen.shown(format!("{name} {own}"), text);
            match own {
                "title" if is_core => {}
                "creator" | "lastModifiedBy" | "Manager" => {
                    seen.foreign.push(Foreign::Author(text.to_owned()));
                }
                _ => seen.foreign.push(Foreign::Properties(format!("{own}: {text}"))),
            }
        }
        Item::Open(element) if element.name == "property" => {
            let own = element.attribute("name").unwrap_or_default();
            seen.shown(format!("{name} property"), own);
            seen.foreign.push(Foreign::Properties(own.to_owned()));
        }
        Item::Aside(text) => aside(name, text, seen),
        Item::Open(_) | Item::Close(_) | Item::Text(_) => {}
    })
}

/// Attributes whose values are for people, whatever they are written in.
const WORDY: [&str; 22] = [
    "author",
    "initials",
    "descr",
    "title",
    "alt",
    "instr",
    "tooltip",
    "displayName",
    "userId",
    "prompt",
    "promptTitle",
    "error",
    "errorTitle",
    "oddHeader",
    "caption",
    "userName",
    "comment",
    "string",
    "helpText",
    "statusText",
    "placeholder",
    "longDesc",
];
/// Elements whose `val` or `name` is a person's choice.
const NAMED: [&str; 8] =
    ["docVar", "tag", "alias", "docPr", "cNvPr", "bookmarkStart", "customSheetView", "variable"];

/// The texts in an element's attributes, and who is named there.
pub fn attributes(part: &str, element: &Element, seen: &mut Seen) {
    for (name, value) in &element.attributes {
        let is_own = matches!(name.as_str(), "val" | "name") && NAMED.contains(&&*element.name);
        if !value.is_ascii() || WORDY.contains(&name.as_str()) || is_own {
            seen.shown(format!("{part} {}@{name}", element.name), value);
        }
        if matches!(name.as_str(), "author" | "displayName" | "userName") && !is_blank(value) {
            seen.foreign.push(Foreign::Author(value.clone()));
        }
        // Numbers of the sittings in which a text was written tie files to one another.
        if name.starts_with("rsid") {
            let own = Foreign::Properties(name.clone());
            if !seen.foreign.contains(&own) {
                seen.foreign.push(own);
            }
        }
    }
}
