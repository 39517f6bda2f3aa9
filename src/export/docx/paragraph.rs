//! A paragraph in the style of its part; the styles say how each is set (`styles.xml`).

use crate::disclose::{Paragraph, Part};
use crate::export::clean;
use crate::export::package::Xml;

/// `before` is the part of the paragraph above, if it is one.
pub fn write(xml: &mut Xml, paragraph: &Paragraph, before: Option<Part>) {
    xml.open("w:p", &[]);
    xml.open("w:pPr", &[]);
    xml.empty("w:pStyle", &[("w:val", style(paragraph.part))]);
    if let Some((above, below)) = room(paragraph.part, before) {
        xml.empty("w:spacing", &[("w:before", above), ("w:after", below)]);
    }
    xml.close("w:pPr");
    run(xml, &paragraph.text());
    xml.close("w:p");
}

/// Words of one face, with their tabs and line breaks.
pub fn run(xml: &mut Xml, text: &str) {
    xml.open("w:r", &[]);
    xml.open("w:rPr", &[]);
    // Quotation marks and dashes are Chinese ones, of full width.
    xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
    xml.close("w:rPr");
    for (at, line) in clean(text).split('\n').enumerate() {
        if at > 0 {
            xml.empty("w:br", &[]);
        }
        for (at, piece) in line.split('\t').enumerate() {
            if at > 0 {
                xml.empty("w:tab", &[]);
            }
            if !piece.is_empty() {
                xml.open("w:t", &[("xml:space", "preserve")]);
                xml.text(piece);
                xml.close("w:t");
            }
        }
    }
    xml.close("w:r");
}

fn style(part: Part) -> &'static str {
    match part {
        Part::Title => "Title",
        Part::Chapter => "Heading1",
        Part::Direction => "Heading2",
        Part::Finding => "Heading3",
        Part::SubFinding => "Heading4",
        Part::Body | Part::Prose | Part::Row => "BodyText",
        Part::Signature => "Signature",
    }
}

/// Twips above and below, in whole lines of the page: a title has two lines above it (§7.3.1) and
/// one below, who signs stands two below the text.
fn room(part: Part, before: Option<Part>) -> Option<(&'static str, &'static str)> {
    const TITLE: (&str, &str) = ("1158", "0");
    const AFTER_TITLE: (&str, &str) = ("579", "0");
    const SIGNATURE: (&str, &str) = ("1158", "0");
    match part {
        Part::Title => (before != Some(Part::Title)).then_some(TITLE),
        Part::Signature => (before != Some(Part::Signature)).then_some(SIGNATURE),
        Part::Chapter
        | Part::Direction
        | Part::Finding
        | Part::SubFinding
        | Part::Body
        | Part::Prose
        | Part::Row => (before == Some(Part::Title)).then_some(AFTER_TITLE),
    }
}
