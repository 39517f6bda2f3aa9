//! The ledger as the document that is published: paragraphs with the part each plays, made of
//! runs that know where their words come from.
//!
//! Formats are rendered from this by `export`. The internal edition says what the ledger's nodes
//! say, frames included, so an untouched report reads as it did; the public one leaves out what is
//! exempt (`edition`) and masks what is sensitive (`matter`). Neither changes the ledger.

mod edition;
mod matter;

pub use edition::{is_exempt, withheld};
pub use matter::{responsible, subject};

use crate::codes::codes;
use crate::ledger::{Field, Front, Id, Kind, Ledger, Node, Publication};
use crate::parse::{self, is_blank};
use crate::redact::{Entity, is_unseen};

codes! {
    #[derive(Default)]
    Edition {
        /// 内部稿, in full.
        Internal = "internal",
        /// 公开稿. Where none is asked for, nothing goes out that is not fit for the public.
        #[default]
        Public = "public",
    }
}

/// A publication, ready to be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// For the window and the properties of a file; not a paragraph.
    pub title: String,
    pub paragraphs: Vec<Paragraph>,
}

/// Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub part: Part,
    /// In reading order, none of them empty but where something was left out.
    pub runs: Vec<Run>,
}

/// What a paragraph is in the document; each is set in its own face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Title,
    Chapter,
    Direction,
    Finding,
    /// One of the parts a finding was split into.
    SubFinding,
    /// What is said of a finding: measures, stated fields, sentences between them.
    Body,
    /// Text outside of the findings: lead, chapters of prose, contacts.
    Prose,
    /// A row of a table: cells parted by tabs, 〃 for the cell above.
    Row,
    /// Who signs, and the day; at the right.
    Signature,
}

/// Words that come from one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// As published.
    pub text: String,
    pub origin: Origin,
    /// Where the words are sensitive.
    pub matter: Option<Matter>,
}

/// Where the words of a run are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Node {
        id: Id,
        field: Field,
    },
    /// The particulars of the ledger.
    Front(Front),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    pub entity: Entity,
    /// As the ledger has it.
    pub original: String,
    pub state: State,
}

/// What becomes of sensitive words in the public edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Masked,
    /// By a person's decision, or by the policy for its sort.
    Kept,
    /// A person has yet to say; they stand as they are.
    Open,
    /// Where the public is to write to or to call, and until when.
    Contact,
}

impl Paragraph {
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// The document of a ledger, without what a web page had left in it. Line breaks inside a text
/// make paragraphs of body text.
pub fn document(ledger: &Ledger, edition: Edition) -> Document {
    match edition {
        Edition::Internal => laid_out(ledger),
        Edition::Public => {
            let mut document = laid_out(&edition::public(ledger));
            without_unseen(&mut document);
            matter::settle(ledger, &mut document);
            document
        }
    }
}

/// What a publication has around its findings and this one lacks, wherever it might have said it.
pub fn missing(document: &Document) -> Vec<Front> {
    let says = |words: fn(&str) -> bool| {
        document.paragraphs.iter().any(|one| one.part == Part::Prose && words(&one.text()))
    };
    let has = |part: Part| document.paragraphs.iter().any(|one| one.part == part);
    let mut missing = Vec::new();
    for (is_there, front) in [
        (has(Part::Title), Front::Title),
        (says(parse::speaks_of_period), Front::Period),
        (says(parse::speaks_of_contact), Front::Phone),
        (has(Part::Signature), Front::Signature),
    ] {
        missing.extend((!is_there).then_some(front));
    }
    missing
}

/// The plain text of an edition. The internal one is the report as it stands, to the character.
pub fn text(ledger: &Ledger, edition: Edition) -> String {
    let publication = &ledger.particulars().publication;
    let is_bare = Front::ALL.iter().all(|front| publication.get(*front).is_empty());
    if edition == Edition::Internal && is_bare {
        return ledger.text();
    }
    let paragraphs = document(ledger, edition).paragraphs;
    paragraphs.iter().map(|one| one.text() + "\n").collect()
}

fn laid_out(ledger: &Ledger) -> Document {
    let publication = &ledger.particulars().publication;
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let around = |fronts: &[(Front, Part)]| -> Vec<Paragraph> {
        fronts.iter().flat_map(|(front, part)| self::front(publication, *front, *part)).collect()
    };
    paragraphs.extend(around(&[(Front::Title, Part::Title), (Front::Lead, Part::Prose)]));
    let first = paragraphs.len();
    let nodes: Vec<&Node> =
        ledger.nodes().iter().filter(|node| node.kind != Kind::Chrome).collect();
    for node in &nodes {
        add(ledger, node, first, &mut paragraphs);
    }
    paragraphs[first..].iter_mut().for_each(trim);
    paragraphs.retain(|paragraph| !paragraph.runs.is_empty());
    dress(&mut paragraphs);
    paragraphs.extend(around(&[
        (Front::Period, Part::Prose),
        (Front::Phone, Part::Prose),
        (Front::Email, Part::Prose),
        (Front::Address, Part::Prose),
        (Front::Signature, Part::Signature),
        (Front::Day, Part::Signature),
    ]));
    let title = match publication.title.trim() {
        "" => ledger.name().to_owned(),
        title => title.replace('\n', ""),
    };
    Document { title, paragraphs }
}

/// The paragraphs of a node's three pieces; its first goes on where the one before ended.
fn add(ledger: &Ledger, node: &Node, first: usize, paragraphs: &mut Vec<Paragraph>) {
    // Where a break opens the frame, the paragraph the node's text stands in is its own.
    let breaks = node.before.matches('\n').count();
    let is_start = paragraphs.len() == first;
    let text = if is_of_finding(ledger, node) { Part::Body } else { Part::Prose };
    let at = if is_start { first } else { paragraphs.len() - 1 };
    for (field, piece) in [Field::Before, Field::Text, Field::After].into_iter().zip(node.pieces())
    {
        for (line_at, line) in piece.split('\n').enumerate() {
            if line_at > 0 || paragraphs.len() == first {
                paragraphs.push(Paragraph { part: text, runs: Vec::new() });
            }
            if !line.is_empty() {
                let origin = Origin::Node { id: node.id, field };
                let run = Run { text: line.to_owned(), origin, matter: None };
                paragraphs.last_mut().expect("one was just added").runs.push(run);
            }
        }
    }
    if breaks > 0 || is_start {
        paragraphs[at + breaks].part = part(ledger, node).unwrap_or(text);
    }
}

/// What the particulars say, with the word that introduces it; a title may have two lines.
fn front(publication: &Publication, front: Front, part: Part) -> Vec<Paragraph> {
    let introduction = match front {
        Front::Period => "公示时间：",
        Front::Phone => "联系电话：",
        Front::Email => "电子邮箱：",
        Front::Address => "邮寄地址：",
        Front::Title | Front::Lead | Front::Signature | Front::Day => "",
    };
    let lines = publication.get(front).lines().map(str::trim).filter(|line| !line.is_empty());
    let paragraph = |line: &str| {
        let (text, origin) = (format!("{introduction}{line}"), Origin::Front(front));
        Paragraph { part, runs: vec![Run { text, origin, matter: None }] }
    };
    lines.map(paragraph).collect()
}

/// Parts that only the whole shows: rows of tables, a title on top, signature and day below.
fn dress(paragraphs: &mut [Paragraph]) {
    for paragraph in paragraphs.iter_mut() {
        if paragraph.runs.iter().any(|run| run.text.contains('\t')) {
            paragraph.part = Part::Row;
        }
    }
    let is_titled = paragraphs.first().is_some_and(|one| one.part == Part::Title);
    if let Some(first) = paragraphs.first_mut().filter(|one| one.part == Part::Prose && !is_titled)
        && parse::is_title(&first.text())
    {
        first.part = Part::Title;
    }
    let signs = |one: &Paragraph| {
        one.part == Part::Prose && (parse::is_date(&one.text()) || parse::is_signature(&one.text()))
    };
    let tail = paragraphs.iter().rev().take_while(|one| signs(one)).take(2).count();
    let from = paragraphs.len() - tail;
    // A day closes it; names alone are a list.
    if paragraphs.last().is_some_and(|last| parse::is_date(&last.text())) {
        paragraphs[from..].iter_mut().for_each(|one| one.part = Part::Signature);
    }
}

/// A number with a mark in it that nobody sees is that number to whoever reads it, and none to
/// whoever looks for one.
fn without_unseen(document: &mut Document) {
    document.title.retain(|c| !is_unseen(c));
    for paragraph in &mut document.paragraphs {
        paragraph.runs.iter_mut().for_each(|run| run.text.retain(|c| !is_unseen(c)));
        trim(paragraph);
        paragraph.runs.retain(|run| !run.text.is_empty());
    }
    document.paragraphs.retain(|paragraph| !paragraph.runs.is_empty());
}

/// Takes blanks from both ends.
fn trim(paragraph: &mut Paragraph) {
    let runs = &mut paragraph.runs;
    while let Some(last) = runs.last_mut() {
        last.text.truncate(last.text.trim_end_matches(is_blank).len());
        if !last.text.is_empty() {
            break;
        }
        runs.pop();
    }
    let blank = runs.iter().take_while(|run| run.text.chars().all(is_blank)).count();
    runs.drain(..blank);
    if let Some(first) = runs.first_mut() {
        let start = first.text.len() - first.text.trim_start_matches(is_blank).len();
        first.text.drain(..start);
    }
}

/// What heading a node is; none where it is text.
fn part(ledger: &Ledger, node: &Node) -> Option<Part> {
    let parent = node.parent.and_then(|parent| ledger.get(parent)).map(|parent| parent.kind);
    match node.kind {
        Kind::Chapter => Some(Part::Chapter),
        Kind::Direction => Some(Part::Direction),
        Kind::Finding if parent == Some(Kind::Finding) => Some(Part::SubFinding),
        Kind::Finding => Some(Part::Finding),
        Kind::Measure | Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => None,
    }
}

/// Whether it is said of a finding; the rest is prose around them.
pub fn is_of_finding(ledger: &Ledger, node: &Node) -> bool {
    let above = std::iter::successors(Some(node), |node| ledger.get(node.parent?));
    above.into_iter().any(|node| node.kind == Kind::Finding)
}
