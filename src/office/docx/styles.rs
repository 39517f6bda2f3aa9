//! Styles: which list a paragraph counts in and whether its text is hidden, through the chain of
//! styles they are based on.

use std::collections::HashMap;

use super::paragraph::list;
use crate::office::xml::{Event, Xml};
use crate::office::{Allowance, OfficeError};

/// Word allows ten or so; a chain that bites its tail ends here.
const MAX_CHAIN: usize = 32;

#[derive(Debug, Default)]
pub struct Styles {
    all: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

/// What a style says itself.
#[derive(Debug, Default)]
pub struct Style {
    based_on: Option<String>,
    pub list: Option<u32>,
    pub level: Option<usize>,
    hidden: Option<bool>,
}

impl Styles {
    /// A style and those it is based on, nearest first; the usual one if there is no such style.
    pub fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let named = |id: &str| self.all.get_key_value(id);
        let first = id.and_then(named).or_else(|| named(self.usual.as_deref()?));
        let next = move |(_, style): &(&'a String, &'a Style)| named(style.based_on.as_deref()?);
        std::iter::successors(first, next).take(MAX_CHAIN).map(|(id, style)| (id.as_str(), style))
    }

    pub fn hides(&self, id: Option<&str>) -> bool {
        self.chain(id).find_map(|(_, style)| style.hidden).unwrap_or(false)
    }

    /// The list that a numbering style stands for.
    pub fn list(&self, id: &str) -> Option<u32> {
        self.all.get(id)?.list
    }
}

pub fn read(source: &str, allowance: &mut Allowance) -> Result<Styles, OfficeError> {
    let (mut xml, mut styles) = (Xml::new(source), Styles::default());
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "styles" => {}
                "style" => {
                    let id = tag.attribute("styleId").unwrap_or_default().into_owned();
                    let usually =
                        tag.attribute("default").is_some_and(|on| matches!(&*on, "1" | "true"));
                    if usually && tag.attribute("type").is_some_and(|kind| kind == "paragraph") {
                        styles.usual = Some(id.clone());
                    }
                    allowance.definition()?;
                    styles.all.insert(id, style(&mut xml)?);
                }
                _ => xml.skip()?,
            },
            Event::Close | Event::Text(_) => {}
            Event::End => return Ok(styles),
        }
    }
}

fn style(xml: &mut Xml) -> Result<Style, OfficeError> {
    let (mut own, mut depth) = (Style::default(), 1);
    while depth > 0 {
        match xml.next()? {
            Event::Open(tag) => {
                match tag.name() {
                    "pPr" | "rPr" => {
                        depth += 1;
                        continue;
                    }
                    "basedOn" => own.based_on = tag.val().map(Into::into),
                    "vanish" => own.hidden = Some(tag.is_on()),
                    "numPr" => {
                        (own.list, own.level) = list(xml)?;
                        continue;
                    }
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => depth -= 1,
        }
    }
    Ok(own)
}
