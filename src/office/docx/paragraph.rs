//! One paragraph: its properties and the text of its runs.
//!
//! The default for an element that is not named here is to look inside: links, content controls,
//! smart tags and formulas all hold runs.

use super::numbering::Place;
use super::{Walk, drawing};
use crate::office::grid::{SPACE, flat};
use crate::office::xml::{Event, Tag, Xml};
use crate::office::{OfficeError, grid};

#[derive(Debug, Default)]
pub struct Paragraph {
    pub text: String,
    pub number: Option<Place>,
    /// The mark at its end is deleted or hidden: the next paragraph continues this one.
    pub joined: bool,
}

/// The paragraph whose element was just opened.
pub fn read(xml: &mut Xml, walk: &mut Walk) -> Result<Paragraph, OfficeError> {
    let mut paragraph = Paragraph::default();
    let mut format = Format::default();
    inline(xml, walk, &mut paragraph, &mut format, None)?;
    let style = format.style.as_deref();
    paragraph.number = walk.numbering.place(format.list, format.level, style, &walk.styles);
    // A field that is never finished must not swallow what follows.
    walk.fields.fill(false);
    Ok(paragraph)
}

#[derive(Debug, Default)]
struct Format {
    style: Option<String>,
    list: Option<u32>,
    level: Option<usize>,
}

/// Runs up to the end of the innermost open element. `hidden` comes from the run around.
fn inline(
    xml: &mut Xml,
    walk: &mut Walk,
    paragraph: &mut Paragraph,
    format: &mut Format,
    mut hidden: Option<bool>,
) -> Result<(), OfficeError> {
    loop {
        let tag = match xml.next()? {
            Event::Open(tag) => tag,
            Event::Text(_) => continue,
            Event::Close | Event::End => return Ok(()),
        };
        match tag.name() {
            "pPr" => {
                properties(xml, walk, paragraph, format)?;
                hidden = Some(walk.styles.hides(format.style.as_deref()));
                continue;
            }
            "rPr" => {
                hidden = run_properties(xml, walk, hidden)?;
                continue;
            }
            "ins" | "moveTo" => walk.tally.inserted += 1,
            "del" | "moveFrom" => {
                walk.tally.deleted += 1;
                xml.skip()?;
                continue;
            }
            name => {
                if let Some(text) = leaf(name, &tag, xml, walk)? {
                    let shown = !walk.fields.contains(&true);
                    if hidden == Some(true) {
                        walk.tally.hidden_text += usize::from(!grid::is_blank(&text));
                    } else if shown {
                        walk.allowance.text(text.len())?;
                        paragraph.text += &text;
                    }
                    continue;
                }
            }
        }
        inline(xml, walk, paragraph, format, hidden)?;
    }
}

/// The text of an element that is read to its end here, or nothing if it is to be looked into.
fn leaf(
    name: &str,
    tag: &Tag,
    xml: &mut Xml,
    walk: &mut Walk,
) -> Result<Option<String>, OfficeError> {
    let text = match name {
        "t" => {
            let preserve = tag.attribute("space").is_some_and(|space| space == "preserve");
            let text = xml.text()?;
            // A line break in the file is a space in the document.
            let text = flat(if preserve { &text } else { text.trim_ascii() }).replace('\n', " ");
            return Ok(Some(text));
        }
        "tab" | "ptab" => SPACE.to_string(),
        "br" => match tag.attribute("type").as_deref() {
            Some("page" | "column") => String::new(),
            Some(_) | None => "\n".to_owned(),
        },
        "cr" => "\n".to_owned(),
        "noBreakHyphen" => "-".to_owned(),
        "sym" => drawing::symbol(tag),
        "drawing" | "pict" | "object" => {
            drawing::count(name, xml, walk.tally)?;
            return Ok(Some(String::new()));
        }
        "fldChar" => {
            match tag.attribute("fldCharType").as_deref() {
                Some("begin") => walk.fields.push(true),
                Some("separate") => walk.fields.last_mut().into_iter().for_each(|f| *f = false),
                Some("end") => drop(walk.fields.pop()),
                Some(_) | None => {}
            }
            String::new()
        }
        "footnoteReference" | "endnoteReference" => {
            walk.tally.footnotes += 1;
            String::new()
        }
        "commentReference" => {
            walk.tally.comments += 1;
            String::new()
        }
        "instrText" | "delText" | "delInstrText" | "sdtPr" | "sdtEndPr" | "rt" | "rubyPr"
        | "fldData" => String::new(),
        _ => return Ok(None),
    };
    xml.skip()?;
    Ok(Some(text))
}

/// `w:pPr`. What it was before a tracked change (`w:pPrChange`) looks the same and is skipped.
fn properties(
    xml: &mut Xml,
    walk: &mut Walk,
    paragraph: &mut Paragraph,
    format: &mut Format,
) -> Result<(), OfficeError> {
    loop {
        let tag = match xml.next()? {
            Event::Open(tag) => tag,
            Event::Text(_) => continue,
            Event::Close | Event::End => return Ok(()),
        };
        match tag.name() {
            "pStyle" => format.style = tag.val().map(Into::into),
            "numPr" => {
                (format.list, format.level) = list(xml)?;
                continue;
            }
            "rPr" => {
                mark(xml, walk, paragraph)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
}

/// `w:numPr`: the list and the level, each of which may be missing.
pub fn list(xml: &mut Xml) -> Result<(Option<u32>, Option<usize>), OfficeError> {
    let (mut list, mut level) = (None, None);
    loop {
        match xml.next()? {
            Event::Open(tag) => {
                match tag.name() {
                    "numId" => list = tag.val().and_then(|val| val.parse().ok()),
                    "ilvl" => level = tag.val().and_then(|val| val.parse().ok()),
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok((list, level)),
        }
    }
}

/// The properties of the paragraph's mark.
fn mark(xml: &mut Xml, walk: &mut Walk, paragraph: &mut Paragraph) -> Result<(), OfficeError> {
    loop {
        match xml.next()? {
            Event::Open(tag) => {
                match tag.name() {
                    "del" | "moveFrom" => {
                        walk.tally.deleted += 1;
                        paragraph.joined = true;
                    }
                    "ins" | "moveTo" => walk.tally.inserted += 1,
                    "vanish" => paragraph.joined |= tag.is_on(),
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(()),
        }
    }
}

/// `w:rPr` of a run: whether it is hidden, by itself, its style, or what is around it.
fn run_properties(
    xml: &mut Xml,
    walk: &Walk,
    around: Option<bool>,
) -> Result<Option<bool>, OfficeError> {
    let (mut style, mut own) = (around, None);
    loop {
        match xml.next()? {
            Event::Open(tag) => {
                match tag.name() {
                    "rStyle" => {
                        let hidden = walk.styles.hides(tag.val().as_deref());
                        style = Some(hidden || around == Some(true));
                    }
                    "vanish" => own = Some(tag.is_on()),
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(own.or(style)),
        }
    }
}
