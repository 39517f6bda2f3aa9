//! XML with everything in it: comments and all of several alternatives, which `office` leaves out.
//!
//! Elements and attributes go by their local names; there are no document types here, so nothing
//! can be expanded.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::office::xml::resolved;
use crate::office::{MAX_DEPTH, OfficeError};

pub enum Item<'a> {
    Open(&'a Element),
    Close(&'a str),
    Text(&'a str),
    /// A comment or a processing instruction.
    Aside(&'a str),
}

pub struct Element {
    pub name: String,
    /// Without the declarations of namespaces.
    pub attributes: Vec<(String, String)>,
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Whether a switch is on: `<w:vanish/>` is, `<w:vanish w:val="0"/>` is not.
    pub fn is_on(&self) -> bool {
        self.attribute("val").is_none_or(|val| !matches!(val, "0" | "false" | "off"))
    }

    pub fn says(&self, name: &str, value: &str) -> bool {
        self.attribute(name) == Some(value)
    }
}

/// Calls `each` for every item of the part, with the names of the elements around it, outermost
/// first; an element is among them from its own opening to its own end.
pub fn walk(source: &str, mut each: impl FnMut(Item, &[String])) -> Result<(), OfficeError> {
    let mut reader = quick_xml::Reader::from_str(source);
    reader.config_mut().expand_empty_elements = true;
    let (mut around, mut text) = (Vec::<String>::new(), String::new());
    loop {
        let event = reader.read_event().map_err(OfficeError::damaged)?;
        // Text comes in pieces, cut at each reference.
        match &event {
            Event::Text(piece) => {
                text += piece;
                continue;
            }
            Event::CData(piece) => {
                text += piece;
                continue;
            }
            Event::GeneralRef(reference) => {
                text += &resolved(reference)?;
                continue;
            }
            Event::Decl(_) => continue,
            Event::Start(_)
            | Event::End(_)
            | Event::Empty(_)
            | Event::Comment(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::Eof => {}
        }
        if !text.is_empty() {
            each(Item::Text(&text), &around);
            text.clear();
        }
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                if around.len() == MAX_DEPTH {
                    return Err(OfficeError::TooDeep);
                }
                let element = element(&tag);
                around.push(element.name.clone());
                each(Item::Open(&element), &around);
            }
            Event::End(_) => {
                let Some(name) = around.last().cloned() else {
                    return Err(OfficeError::damaged("an end without a beginning"));
                };
                each(Item::Close(&name), &around);
                around.pop();
            }
            Event::Comment(aside) => each(Item::Aside(&aside), &around),
            Event::PI(aside) => each(Item::Aside(&aside), &around),
            Event::DocType(_) => return Err(OfficeError::damaged("a document type in a part")),
            Event::Eof if around.is_empty() => return Ok(()),
            Event::Eof => return Err(OfficeError::damaged("a part is cut off")),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) | Event::Decl(_) => {}
        }
    }
}

fn element(tag: &BytesStart) -> Element {
    let mut all = tag.attributes();
    let attributes = all.with_checks(false).flatten().filter_map(|attribute| {
        let (whole, own) = (attribute.key.into_inner(), attribute.key.local_name());
        let is_namespace = whole == "xmlns" || whole.starts_with("xmlns:");
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok();
        let value = value.map_or_else(|| attribute.value.to_string(), |value| value.into_owned());
        (!is_namespace).then(|| (own.into_inner().to_owned(), value))
    });
    Element { name: tag.local_name().into_inner().to_owned(), attributes: attributes.collect() }
}
