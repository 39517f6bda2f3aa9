//! The table of shared strings, in one piece of memory, and the text of a rich string.

use std::borrow::Cow;

use crate::office::grid::flat;
use crate::office::xml::{Event, Xml};
use crate::office::{MAX_CELLS, OfficeError};

#[derive(Debug, Default)]
pub struct Strings {
    text: String,
    // Invariant: ascending, within `text`, each at the end of a string.
    ends: Vec<u32>,
}

impl Strings {
    /// The string at an index; nothing for one that is not there.
    pub fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let Some(&to) = self.ends.get(at) else { return "" };
        let from = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.text[from as usize..to as usize]
    }
}

pub fn read(source: &str) -> Result<Strings, OfficeError> {
    let (mut xml, mut strings) = (Xml::new(source), Strings::default());
    loop {
        match xml.next()? {
            Event::Open(tag) if tag.name() == "si" => {
                // No more can be shown than there may be cells.
                if strings.ends.len() == MAX_CELLS {
                    return Err(OfficeError::TooManyCells);
                }
                rich(&mut xml, &mut strings.text)?;
                // The part is bounded far below 4 GiB.
                strings.ends.push(strings.text.len() as u32);
            }
            Event::End => return Ok(strings),
            Event::Open(_) | Event::Close | Event::Text(_) => {}
        }
    }
}

/// Adds the text of the innermost open element: plain or in runs, without its pronunciation.
pub fn rich(xml: &mut Xml, out: &mut String) -> Result<(), OfficeError> {
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "t" => *out += &plain(&xml.text()?),
                "rPh" | "phoneticPr" | "rPr" => xml.skip()?,
                _ => depth += 1,
            },
            Event::Text(_) => {}
            Event::Close | Event::End => depth -= 1,
        }
    }
    Ok(())
}

/// Text as a cell holds it: `_x000D_` stands for a character that XML cannot carry.
pub fn plain(text: &str) -> Cow<'_, str> {
    if memchr::memmem::find(text.as_bytes(), b"_x").is_none() {
        return flat(text);
    }
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find("_x") {
        out += &rest[..at];
        rest = &rest[at..];
        match escaped(rest) {
            Some(character) => {
                out.push(character);
                rest = &rest["_x000D_".len()..];
            }
            None => {
                out += "_x";
                rest = &rest["_x".len()..];
            }
        }
    }
    out += rest;
    Cow::Owned(flat(&out).into_owned())
}

fn escaped(text: &str) -> Option<char> {
    let code = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
    let hexadecimal = code.bytes().all(|byte| byte.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(code, 16).ok().filter(|_| hexadecimal)?)
}
