//! What stands in a run and is no text: pictures, text boxes, objects; and symbols of fonts.

use crate::office::xml::{Event, Tag, Xml};
use crate::office::{OfficeError, Tally};

/// Counts what a `w:drawing`, `w:pict` or `w:object` holds. A bare line or frame is nothing.
pub fn count(name: &str, xml: &mut Xml, tally: &mut Tally) -> Result<(), OfficeError> {
    if name == "object" {
        tally.objects += 1;
        return xml.skip();
    }
    let mut depth = 1;
    while depth > 0 {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "txbxContent" => {
                    tally.text_boxes += usize::from(xml.has_text()?);
                }
                "blip" | "imagedata" => {
                    tally.pictures += 1;
                    xml.skip()?;
                }
                // A chart, a diagram.
                "chart" | "relIds" => {
                    tally.objects += 1;
                    xml.skip()?;
                }
                _ => depth += 1,
            },
            Event::Text(_) => {}
            Event::Close | Event::End => depth -= 1,
        }
    }
    Ok(())
}

/// `w:sym`: a character by its place in a font. Symbol fonts lie at U+F000; the ticks and bullets
/// that forms use are given in Unicode, others stay at their place.
pub fn symbol(tag: &Tag) -> String {
    let code = tag.attribute("char").and_then(|char| u32::from_str_radix(&char, 16).ok());
    let Some(code) = code else { return String::new() };
    let font = tag.attribute("font").unwrap_or_default();
    let low = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let known = match (&*font, low) {
        ("Wingdings", 0x6C) => Some('●'),
        ("Wingdings", 0x6E) => Some('■'),
        ("Wingdings", 0x6F | 0xA8) | ("Wingdings 2", 0x2A | 0xA3) => Some('□'),
        ("Wingdings", 0x71) => Some('❑'),
        ("Wingdings", 0x75) => Some('◆'),
        ("Wingdings", 0x76) => Some('❖'),
        ("Wingdings", 0xD8) => Some('➢'),
        ("Wingdings", 0xE0 | 0xE8) => Some('→'),
        ("Wingdings", 0xFB) | ("Wingdings 2", 0x4F) => Some('✗'),
        ("Wingdings", 0xFC) | ("Wingdings 2", 0x50) => Some('✓'),
        ("Wingdings", 0xFD) | ("Wingdings 2", 0x51) => Some('☒'),
        ("Wingdings", 0xFE) | ("Wingdings 2", 0x52) => Some('☑'),
        ("Symbol", 0xB7) => Some('•'),
        ("Symbol", 0xB3) => Some('≥'),
        ("Symbol", 0xA3) => Some('≤'),
        ("Symbol", 0xB4) => Some('×'),
        _ => None,
    };
    let symbolic = font.starts_with("Wingdings") || font == "Symbol" || font == "Webdings";
    let place = if symbolic { code } else { low };
    known.or_else(|| char::from_u32(place)).map(String::from).unwrap_or_default()
}
