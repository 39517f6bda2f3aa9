//! A word processor's document to text: one paragraph a line, one table row a line.
//!
//! Shown as Word shows it with all changes accepted: automatic numbers written out, hidden text
//! out, fields by their result. Elements that are not known are looked into, not dropped, so that
//! text inside a content control or a link of a later version is still found.

mod drawing;
mod label;
mod numbering;
mod paragraph;
mod styles;
mod table;

use super::archive::Archive;
use super::xml::{Event, Xml};
use super::{Allowance, OfficeError, Tally, rels};
use numbering::Numbering;
use paragraph::Paragraph;
use styles::Styles;

/// The text of the document whose main part has this name and content.
pub fn text(
    archive: &mut Archive,
    (main, xml): (&str, &str),
    tally: &mut Tally,
    mut allowance: Allowance,
) -> Result<String, OfficeError> {
    let rels = rels::of(archive, main, &mut allowance)?;
    let styles = styles::read(&rels::read(archive, &rels, "styles")?, &mut allowance)?;
    let numbering =
        numbering::read(&rels::read(archive, &rels, "numbering")?, &styles, &mut allowance)?;
    let mut walk = Walk { styles, numbering, tally, allowance, fields: Vec::new() };
    let mut flow = Flow::default();
    blocks(&mut Xml::new(xml), &mut walk, &mut flow)?;
    Ok(flow.finish())
}

/// What holds from one paragraph to the next.
struct Walk<'t> {
    styles: Styles,
    numbering: Numbering,
    tally: &'t mut Tally,
    allowance: Allowance,
    /// The open fields, outermost first; true while in the instruction, before the result.
    fields: Vec<bool>,
}

/// Paragraphs put together: of the document, or of one cell.
#[derive(Debug, Default)]
struct Flow {
    text: String,
    inside_cell: bool,
    /// Where the last paragraph begins, if its mark is deleted and the next one continues it.
    joined: Option<usize>,
}

impl Flow {
    fn paragraph(&mut self, paragraph: &Paragraph, walk: &mut Walk) -> Result<(), OfficeError> {
        let gone = paragraph.joined && paragraph.text.is_empty();
        let continues = self.joined.is_some_and(|start| start < self.text.len());
        if gone {
            return Ok(());
        }
        let start = self.joined.take().unwrap_or(self.text.len());
        if let (Some(number), false) = (&paragraph.number, continues) {
            let label = walk.numbering.count(number);
            walk.allowance.text(label.len())?;
            self.text += &label;
        }
        self.text += &paragraph.text;
        if paragraph.joined {
            self.joined = Some(start);
        } else {
            self.text.push('\n');
        }
        Ok(())
    }

    /// Ends a paragraph that waits for another, when something else follows.
    fn close(&mut self) {
        if self.joined.take().is_some() {
            self.text.push('\n');
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.text.truncate(self.text.strip_suffix('\n').map_or(0, str::len));
        self.text
    }
}

/// Paragraphs and tables up to the end of the innermost open element.
fn blocks(xml: &mut Xml, walk: &mut Walk, flow: &mut Flow) -> Result<(), OfficeError> {
    loop {
        match xml.next()? {
            Event::Open(tag) => block(tag.name(), xml, walk, flow)?,
            Event::Text(_) => {}
            Event::Close | Event::End => return Ok(()),
        }
    }
}

/// The element just opened, which stands among paragraphs.
fn block(name: &str, xml: &mut Xml, walk: &mut Walk, flow: &mut Flow) -> Result<(), OfficeError> {
    match name {
        "p" => {
            let paragraph = paragraph::read(xml, walk)?;
            flow.paragraph(&paragraph, walk)
        }
        "tbl" => {
            flow.close();
            let table = table::read(xml, walk)?;
            table::write(&table, flow.inside_cell, &mut flow.text, &mut walk.allowance)
        }
        "del" | "moveFrom" => {
            walk.tally.deleted += 1;
            xml.skip()
        }
        "altChunk" => {
            walk.tally.objects += 1;
            xml.skip()
        }
        "sectPr" | "sdtPr" | "sdtEndPr" => xml.skip(),
        _ => blocks(xml, walk, flow),
    }
}
