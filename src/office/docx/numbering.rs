//! Automatic numbers: which list a paragraph counts in, and what number it gets.
//!
//! Lists that share an abstract list share its counters, as in Word, unless one of them starts
//! anew (`w:startOverride`), which it does once. A number counts when the paragraph is written,
//! so a deleted paragraph takes none.

use std::collections::{HashMap, HashSet};

use super::label;
use super::styles::Styles;
use crate::office::xml::{Event, Xml};
use crate::office::{Allowance, OfficeError};

/// Levels of a list (ECMA-376 §17.9.6).
pub const LEVELS: usize = 9;
/// Characters of a level's text. It is written for every paragraph, so it must not be long.
const MAX_LABEL: usize = 64;

#[derive(Debug, Default)]
pub struct Numbering {
    lists: HashMap<u32, List>,
    outlines: HashMap<u32, Outline>,
    counters: HashMap<u32, [Option<u32>; LEVELS]>,
    started: HashSet<(u32, usize)>,
}

/// Where a paragraph counts. The list exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    list: u32,
    level: usize,
}

/// `w:num`
#[derive(Debug, Default)]
struct List {
    outline: u32,
    starts: Vec<(usize, u32)>,
    levels: Levels,
}

/// Levels by their place, counted from 0.
type Levels = Vec<(usize, Level)>;

/// `w:abstractNum`
#[derive(Debug, Default)]
struct Outline {
    levels: Levels,
    /// The numbering style that has the levels instead.
    link: Option<String>,
}

/// `w:lvl`
#[derive(Clone, Debug)]
pub struct Level {
    pub start: u32,
    pub format: String,
    /// “第%1条”: %1 is the number of the first level.
    pub text: String,
    /// Numbers of outer levels are written in Arabic digits.
    pub legal: bool,
    /// The level, counted from 1, after which this one begins anew; 0 for none. All outer ones
    /// unless given.
    restart: Option<usize>,
    style: Option<String>,
}

impl Numbering {
    /// Where a paragraph with this list, level and style counts, if anywhere. List 0 takes a
    /// paragraph out of the list of its style.
    pub fn place(
        &self,
        list: Option<u32>,
        level: Option<usize>,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<Place> {
        let own = list.is_some();
        let list = list.or_else(|| styles.chain(style).find_map(|(_, style)| style.list))?;
        let outline = self.outlines.get(&self.lists.get(&list)?.outline)?;
        let of_style = || {
            let named = |id| {
                outline.levels.iter().position(|(_, level)| level.style.as_deref() == Some(id))
            };
            let found = styles.chain(style).find_map(|(id, _)| named(id));
            let found = found.map(|at| outline.levels[at].0);
            found.or_else(|| styles.chain(style).find_map(|(_, style)| style.level))
        };
        let level = level.or_else(|| if own { None } else { of_style() }).unwrap_or(0);
        Some(Place { list, level: level.min(LEVELS - 1) })
    }

    /// Counts one paragraph and gives what stands before its text.
    pub fn count(&mut self, place: &Place) -> String {
        let Place { list: id, level: at } = *place;
        let (Some(list), fresh) = (self.lists.get(&id), self.started.insert((id, at))) else {
            return String::new();
        };
        let Some(outline) = self.outlines.get(&list.outline) else { return String::new() };
        let levels: [Option<&Level>; LEVELS] = std::array::from_fn(|at| {
            let mut given = list.levels.iter().rev().chain(&outline.levels);
            given.find(|(place, _)| *place == at).map(|(_, level)| level)
        });
        let Some(level) = levels[at] else { return String::new() };
        let counters = self.counters.entry(list.outline).or_default();
        let start = list.starts.iter().find(|(place, _)| *place == at).map(|(_, start)| *start);
        counters[at] = Some(match counters[at] {
            _ if fresh && start.is_some() => start.unwrap_or(level.start),
            Some(number) => number.saturating_add(1),
            None => start.unwrap_or(level.start),
        });
        for (deeper, counter) in counters.iter_mut().enumerate().skip(at + 1) {
            let restart = levels[deeper].and_then(|level| level.restart);
            if restart.is_none_or(|after| at < after) {
                *counter = None;
            }
        }
        label::write(level, &levels, counters)
    }
}

pub fn read(
    source: &str,
    styles: &Styles,
    allowance: &mut Allowance,
) -> Result<Numbering, OfficeError> {
    let (mut xml, mut numbering) = (Xml::new(source), Numbering::default());
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "numbering" => {}
                "abstractNum" => {
                    let id = tag.attribute("abstractNumId").and_then(|id| id.parse().ok());
                    let outline = outline(&mut xml, allowance)?;
                    id.map(|id| numbering.outlines.insert(id, outline));
                }
                "num" => {
                    let id = tag.attribute("numId").and_then(|id| id.parse().ok());
                    let list = list(&mut xml, allowance)?;
                    id.map(|id| numbering.lists.insert(id, list));
                }
                _ => xml.skip()?,
            },
            Event::Close | Event::Text(_) => {}
            Event::End => break,
        }
    }
    // Lists of an outline that only names a style count in that style's outline.
    let linked = |list: &List| {
        let style = numbering.outlines.get(&list.outline)?.link.as_ref()?;
        Some(numbering.lists.get(&styles.list(style)?)?.outline)
    };
    let links: Vec<_> =
        numbering.lists.iter().filter_map(|(id, list)| Some((*id, linked(list)?))).collect();
    for (id, outline) in links {
        numbering.lists.entry(id).and_modify(|list| list.outline = outline);
    }
    Ok(numbering)
}

fn outline(xml: &mut Xml, allowance: &mut Allowance) -> Result<Outline, OfficeError> {
    let mut outline = Outline::default();
    allowance.definition()?;
    loop {
        match xml.next()? {
            Event::Open(tag) => match tag.name() {
                "lvl" => {
                    let at = position(tag.attribute("ilvl").as_deref());
                    let level = level(xml)?;
                    allowance.definition()?;
                    outline.levels.extend(at.filter(|at| *at < LEVELS).map(|at| (at, level)));
                }
                name => {
                    if name == "numStyleLink" {
                        outline.link = tag.val().map(Into::into);
                    }
                    xml.skip()?;
                }
            },
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(outline),
        }
    }
}

fn list(xml: &mut Xml, allowance: &mut Allowance) -> Result<List, OfficeError> {
    let (mut list, mut at, mut depth) = (List::default(), None, 1);
    allowance.definition()?;
    while depth > 0 {
        match xml.next()? {
            Event::Open(tag) => {
                match tag.name() {
                    "abstractNumId" => list.outline = number(tag.val().as_deref()).unwrap_or(0),
                    "lvlOverride" => {
                        at = position(tag.attribute("ilvl").as_deref()).filter(|at| *at < LEVELS);
                        depth += 1;
                        continue;
                    }
                    "startOverride" => {
                        allowance.definition()?;
                        list.starts.extend(at.zip(number(tag.val().as_deref())));
                    }
                    "lvl" => {
                        let level = level(xml)?;
                        allowance.definition()?;
                        list.levels.extend(at.map(|at| (at, level)));
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
    Ok(list)
}

fn level(xml: &mut Xml) -> Result<Level, OfficeError> {
    let mut level = Level {
        start: 0,
        format: "decimal".to_owned(),
        text: String::new(),
        legal: false,
        restart: None,
        style: None,
    };
    loop {
        match xml.next()? {
            Event::Open(tag) => {
                let val = tag.val();
                match tag.name() {
                    "start" => level.start = number(val.as_deref()).unwrap_or(0),
                    "numFmt" => level.format = val.unwrap_or_default().into_owned(),
                    "lvlText" => {
                        level.text = val.unwrap_or_default().chars().take(MAX_LABEL).collect()
                    }
                    "isLgl" => level.legal = tag.is_on(),
                    "lvlRestart" => level.restart = position(val.as_deref()),
                    "pStyle" => level.style = val.map(Into::into),
                    _ => {}
                }
                xml.skip()?;
            }
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(level),
        }
    }
}

fn number(val: Option<&str>) -> Option<u32> {
    val?.parse().ok()
}

fn position(val: Option<&str>) -> Option<usize> {
    val?.parse().ok()
}
