//! Relationships: which part of the archive is the document's styles, its sheets, and so on.
//!
//! Types are compared by their last word only, so that the transitional and the strict namespaces
//! are one. Targets outside the archive are not followed.

use super::archive::Archive;
use super::xml::{Event, Xml};
use super::{Allowance, OfficeError};

/// One relationship of a part to another.
#[derive(Clone, Debug)]
pub struct Rel {
    pub id: String,
    /// The last word of the type: `styles`, `worksheet`.
    pub kind: String,
    /// The name of the part in the archive.
    pub part: String,
}

/// The part the archive is about, e.g. `word/document.xml`.
pub fn main_part(archive: &mut Archive, allowance: &mut Allowance) -> Result<String, OfficeError> {
    let found = of(archive, "", allowance)?.into_iter().find(|rel| rel.kind == "officeDocument");
    found.map(|rel| rel.part).ok_or(OfficeError::NotOffice)
}

/// The relationships of `part`; those of the archive itself for "".
pub fn of(
    archive: &mut Archive,
    part: &str,
    allowance: &mut Allowance,
) -> Result<Vec<Rel>, OfficeError> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let rels = [folder, if folder.is_empty() { "" } else { "/" }, "_rels/", name, ".rels"];
    let Some(source) = archive.part(&rels.concat())? else { return Ok(Vec::new()) };
    let (mut xml, mut found) = (Xml::new(&source), Vec::new());
    loop {
        match xml.next()? {
            Event::Open(tag) if tag.name() == "Relationship" => {
                let outside = tag.attribute("TargetMode").is_some_and(|mode| mode == "External");
                let [id, kind, target] = ["Id", "Type", "Target"].map(|key| tag.attribute(key));
                if let (Some(id), Some(kind), Some(target), false) = (id, kind, target, outside) {
                    allowance.definition()?;
                    found.push(Rel {
                        id: id.into_owned(),
                        kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                        part: resolve(folder, &target),
                    });
                }
            }
            Event::End => return Ok(found),
            Event::Open(_) | Event::Close | Event::Text(_) => {}
        }
    }
}

/// The first part of a kind among `rels`, read; empty text if there is none.
pub fn read(archive: &mut Archive, rels: &[Rel], kind: &str) -> Result<String, OfficeError> {
    match rels.iter().find(|rel| rel.kind == kind) {
        Some(rel) => Ok(archive.part(&rel.part)?.unwrap_or_default()),
        None => Ok(String::new()),
    }
}

/// “../media/a.png” in `word/charts` is `word/media/a.png`; “/xl/a.xml” is `xl/a.xml` anywhere.
fn resolve(folder: &str, target: &str) -> String {
    let from = if target.starts_with('/') { "" } else { folder };
    let mut path = Vec::new();
    for step in from.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            name => path.push(name),
        }
    }
    path.join("/")
}
