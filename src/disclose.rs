//! The ledger as the document that is published: paragraphs with the part each plays.
//!
//! Formats are rendered from this by `export`. The words are those of the ledger's nodes, frames
//! included, so an untouched report reads as it did.

use crate::ledger::{Kind, Ledger, Node};

/// A publication, ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub part: Part,
    pub text: String,
}

/// What a paragraph is in the document; each is set in its own face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Chapter,
    Direction,
    Finding,
    /// One of the parts a finding was split into.
    SubFinding,
    Body,
}

/// The document of a ledger, without what a web page had left in it. Line breaks inside a text make paragraphs of body text.
pub fn document(ledger: &Ledger) -> Document {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for node in ledger.nodes().iter().filter(|node| node.kind != Kind::Chrome) {
        let part = part(ledger, node);
        let whole: String = node.pieces().concat();
        for (at, line) in whole.split('\n').enumerate() {
            match paragraphs.last_mut() {
                Some(last) if at == 0 => last.text.push_str(line),
                _ => paragraphs.push(Paragraph { part: Part::Body, text: line.to_owned() }),
            }
        }
        // Where a break opens the frame, the paragraph the node's text stands in is its own.
        let own = node.before.matches('\n').count();
        let behind = whole.matches('\n').count() - own;
        let owns_paragraph = own > 0 || paragraphs.len() == behind + 1;
        if let (true, Some(at)) = (owns_paragraph, paragraphs.len().checked_sub(behind + 1)) {
            paragraphs[at].part = part;
        }
    }
    for paragraph in &mut paragraphs {
        paragraph.text = paragraph.text.trim_matches(crate::parse::is_blank).to_owned();
    }
    paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    Document { title: ledger.name().to_owned(), paragraphs }
}

fn part(ledger: &Ledger, node: &Node) -> Part {
    let parent = node.parent.and_then(|parent| ledger.get(parent)).map(|parent| parent.kind);
    match node.kind {
        Kind::Chapter => Part::Chapter,
        Kind::Direction => Part::Direction,
        Kind::Finding if parent == Some(Kind::Finding) => Part::SubFinding,
        Kind::Finding => Part::Finding,
        Kind::Measure | Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => {
            Part::Body
        }
    }
}
