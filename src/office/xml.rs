//! XML as these formats use it: elements by local name, text with its references resolved.
//!
//! Of the alternatives in `mc:AlternateContent` the first is seen and the others are not, so that
//! no reader meets a text twice. There are no document types here, hence no entities of their own
//! and nothing to expand; namespaces are not told apart.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart};

use super::{MAX_DEPTH, OfficeError};

pub enum Event<'a> {
    Open(Tag<'a>),
    Close,
    Text(Cow<'a, str>),
    /// The end of the part, with every element closed.
    End,
}

pub struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of the attribute with this local name.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut all = self.0.attributes();
        let found = all.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.local_name();
            key.into_inner() == name
        })?;
        found.normalized_value(XmlVersion::Implicit1_0).ok()
    }

    /// `w:val`, which most elements of a document have.
    pub fn val(&self) -> Option<Cow<'_, str>> {
        self.attribute("val")
    }

    /// Whether a switch is on: `<w:vanish/>` is, `<w:vanish w:val="0"/>` is not.
    pub fn is_on(&self) -> bool {
        self.val().is_none_or(|val| !matches!(&*val, "0" | "false" | "off"))
    }
}

/// A reader of events. Whoever takes an `Open` takes everything up to its `Close` too.
pub struct Xml<'a> {
    reader: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    alternatives: Vec<Alternatives>,
}

struct Alternatives {
    depth: usize,
    taken: bool,
}

impl<'a> Xml<'a> {
    pub fn new(source: &'a str) -> Self {
        let mut reader = quick_xml::Reader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, depth: 0, alternatives: Vec::new() }
    }

    pub fn next(&mut self) -> Result<Event<'a>, OfficeError> {
        loop {
            let depth = self.depth;
            let event = self.raw()?;
            match &event {
                Event::Open(tag) => {
                    if let Some(last) = self.alternatives.last_mut()
                        && last.depth == depth
                    {
                        if std::mem::replace(&mut last.taken, true) {
                            self.skip()?;
                        }
                        continue;
                    }
                    if tag.name() == "AlternateContent" {
                        self.alternatives.push(Alternatives { depth: self.depth, taken: false });
                        continue;
                    }
                }
                Event::Close => {
                    if let Some(last) = self.alternatives.last() {
                        if last.depth == depth {
                            self.alternatives.pop();
                            continue;
                        }
                        if last.depth + 1 == depth {
                            continue;
                        }
                    }
                }
                Event::Text(_) | Event::End => {}
            }
            return Ok(event);
        }
    }

    /// Leaves the innermost open element, whatever is still in it.
    pub fn skip(&mut self) -> Result<(), OfficeError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.raw()?;
        }
        self.alternatives.retain(|alternatives| alternatives.depth <= outside);
        Ok(())
    }

    /// The text of the innermost open element, up to and including its end.
    pub fn text(&mut self) -> Result<Cow<'a, str>, OfficeError> {
        let (outside, mut text) = (self.depth.saturating_sub(1), Cow::Borrowed(""));
        while self.depth > outside {
            if let Event::Text(piece) = self.raw()? {
                if text.is_empty() {
                    text = piece;
                } else {
                    text.to_mut().push_str(&piece);
                }
            }
        }
        Ok(text)
    }

    /// Whether a `t` in the innermost open element says something; leaves the element.
    pub fn has_text(&mut self) -> Result<bool, OfficeError> {
        let (mut depth, mut found) = (1, false);
        while depth > 0 {
            match self.next()? {
                Event::Open(tag) if tag.name() == "t" => found |= !self.text()?.trim().is_empty(),
                Event::Open(_) => depth += 1,
                Event::Text(_) => {}
                Event::Close | Event::End => depth -= 1,
            }
        }
        Ok(found)
    }

    fn raw(&mut self) -> Result<Event<'a>, OfficeError> {
        use quick_xml::events::Event as Raw;
        loop {
            return Ok(match self.reader.read_event().map_err(OfficeError::damaged)? {
                Raw::Start(tag) => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(OfficeError::TooDeep);
                    }
                    Event::Open(Tag(tag))
                }
                Raw::End(_) => {
                    self.depth -= 1;
                    Event::Close
                }
                Raw::Text(text) => Event::Text(text.into_inner()),
                Raw::CData(text) => Event::Text(text.into_inner()),
                Raw::GeneralRef(reference) => Event::Text(resolved(&reference)?),
                Raw::Eof if self.depth > 0 => {
                    return Err(OfficeError::damaged("a part is cut off"));
                }
                Raw::Eof => Event::End,
                Raw::DocType(_) => return Err(OfficeError::damaged("a document type in a part")),
                Raw::Empty(_) | Raw::Decl(_) | Raw::PI(_) | Raw::Comment(_) => continue,
            });
        }
    }
}

/// The local name of the root element.
pub fn root(source: &str) -> Result<String, OfficeError> {
    let mut xml = Xml::new(source);
    loop {
        match xml.next()? {
            Event::Open(tag) => return Ok(tag.name().to_owned()),
            Event::End => return Err(OfficeError::damaged("an empty part")),
            Event::Text(_) | Event::Close => {}
        }
    }
}

/// `&#x4E00;` and the five names every XML has.
pub fn resolved(reference: &BytesRef) -> Result<Cow<'static, str>, OfficeError> {
    if let Some(character) = reference.resolve_char_ref().map_err(OfficeError::damaged)? {
        return Ok(Cow::Owned(character.to_string()));
    }
    Ok(Cow::Borrowed(match reference.borrow().into_inner().as_ref() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        other => return Err(OfficeError::damaged(format!("unknown entity {other}"))),
    }))
}
