//! Sensitive matter in the finished paragraphs of the public edition: found, decided about, and
//! replaced. The ledger is never touched.
//!
//! A name is masked only where a person has said so: words taken for names have turned prose into
//! nonsense elsewhere. Numbers go by the office's policy, and a person may keep one.

use std::collections::BTreeSet;

use foldhash::HashSet;

use super::{Document, Matter, Origin, Paragraph, Part, Run, State};
use crate::ledger::{Field, Front, Id, Ledger, Subject, Verdict};
use crate::parse::{speaks_of_contact, speaks_of_period};
use crate::redact::{self, Entity, Hit, Masking, Names, masked};

/// Puts what is published in the place of what is sensitive, and marks both.
pub fn settle(ledger: &Ledger, document: &mut Document) {
    let texts: Vec<String> = document.paragraphs.iter().map(Paragraph::text).collect();
    let responsible = responsible(ledger);
    let names = Names::of(texts.iter().chain(&responsible).map(String::as_str));
    for (paragraph, text) in document.paragraphs.iter_mut().zip(&texts) {
        let hits = redact::find(text, &names);
        if !hits.is_empty() {
            let notice = Notice::of(paragraph, text);
            paragraph.runs = cut(ledger, &paragraph.runs, text, &hits, notice);
        }
    }
    document.title = title(ledger, document);
}

/// Who answers for something by the ledger's own fields and cells, each written as a report would:
/// in a table a name stands alone, and nothing beside it says what it is.
pub fn responsible(ledger: &Ledger) -> BTreeSet<String> {
    let fields = [Field::Leader, Field::Person];
    let values = ledger.nodes().iter().flat_map(|node| {
        let cell = node.field.filter(|own| fields.contains(own)).map(|_| node.text.as_str());
        cell.into_iter().chain(fields.map(|field| node.get(field)))
    });
    values.filter(|value| !value.is_empty()).map(|value| format!("责任人：{value}")).collect()
}

/// What the window and the properties of a file say: the title as it stands in the document, else
/// the name of the ledger. Nobody decides about names in that one; those that are masked in the
/// document are masked there, too.
fn title(ledger: &Ledger, document: &Document) -> String {
    let is_title = |run: &Run| run.origin == Origin::Front(Front::Title);
    let own = |paragraph: &&Paragraph| paragraph.runs.iter().all(is_title);
    let own: String = document.paragraphs.iter().take_while(own).map(Paragraph::text).collect();
    if !own.is_empty() {
        return own;
    }
    let matters = document.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    let matters = matters.filter_map(|run| run.matter.as_ref());
    let masked = matters.filter(|one| one.entity == Entity::Name && one.state == State::Masked);
    let masked: HashSet<&str> = masked.map(|one| one.original.as_str()).collect();
    let names = Names::from_words(masked.iter().copied().collect());
    let of = Run { text: String::new(), origin: Origin::Front(Front::Title), matter: None };
    let (text, mut done, mut at) = (&document.title, String::new(), 0);
    for hit in redact::find(text, &names) {
        let words = &text[hit.start..hit.end];
        let policy = ledger.particulars().publication.masking(hit.entity);
        done += &text[at..hit.start];
        done += &match hit.entity {
            Entity::Name if masked.contains(words) => redact::masked(words, hit.entity, policy),
            Entity::Name => words.to_owned(),
            entity => settled(ledger, &of, words, entity).text,
        };
        at = hit.end;
    }
    done + &text[at..]
}

/// What a paragraph tells the public for its own sake.
#[derive(Clone, Copy)]
struct Notice {
    /// Where to call and to write to.
    is_contact: bool,
    /// Until when, and the day of the signature.
    is_dated: bool,
}

impl Notice {
    fn of(paragraph: &Paragraph, text: &str) -> Self {
        let is_prose = paragraph.part == Part::Prose;
        Self {
            is_contact: is_prose && speaks_of_contact(text),
            is_dated: paragraph.part == Part::Signature || (is_prose && speaks_of_period(text)),
        }
    }

    fn says(self, entity: Entity) -> bool {
        (self.is_contact && entity.is_contact()) || (self.is_dated && entity == Entity::Date)
    }
}

/// What is decided about `words`, which stand in `node`.
pub fn subject(entity: Entity, node: Option<Id>, words: &str) -> Subject {
    Subject { rule: entity.code().to_owned(), node, words: words.to_owned() }
}

/// The runs of a paragraph again, with one of its own for each hit.
fn cut(ledger: &Ledger, runs: &[Run], text: &str, hits: &[Hit], notice: Notice) -> Vec<Run> {
    let mut done = Vec::with_capacity(runs.len() + 2 * hits.len());
    let mut hits = hits.iter().peekable();
    let mut at = 0;
    // How far the text is told already, where a hit reached beyond its run.
    let mut told = 0;
    for run in runs {
        let end = at + run.text.len();
        let mut from = told.max(at);
        while let Some(hit) = hits.next_if(|hit| hit.start < end) {
            push(&mut done, run, &text[from.min(hit.start)..hit.start]);
            let words = &text[hit.start..hit.end];
            done.push(match notice.says(hit.entity) {
                true => marked(run, words, hit.entity, State::Contact, words.to_owned()),
                false => settled(ledger, run, words, hit.entity),
            });
            from = hit.end;
        }
        if from < end {
            push(&mut done, run, &text[from..end]);
        }
        told = from.max(end);
        at = end;
    }
    done
}

fn push(done: &mut Vec<Run>, of: &Run, words: &str) {
    if !words.is_empty() {
        done.push(Run { text: words.to_owned(), origin: of.origin, matter: None });
    }
}

fn marked(of: &Run, words: &str, entity: Entity, state: State, text: String) -> Run {
    let matter = Some(Matter { entity, original: words.to_owned(), state });
    Run { text, origin: of.origin, matter }
}

/// A person's word counts before the policy. A remark that was set aside decides nothing about
/// what is published.
fn settled(ledger: &Ledger, of: &Run, words: &str, entity: Entity) -> Run {
    let node = match of.origin {
        Origin::Node { id, .. } => Some(id),
        Origin::Front(_) => None,
    };
    let policy = ledger.particulars().publication.masking(entity);
    let ruling = ledger.rulings().get(&subject(entity, node, words)).map(|ruling| ruling.verdict);
    let state = match (ruling, policy, entity) {
        (Some(Verdict::Keep), ..) => State::Kept,
        (Some(Verdict::Mask), ..) => State::Masked,
        (Some(Verdict::Waive) | None, Masking::Keep, _) => State::Kept,
        (Some(Verdict::Waive) | None, _, Entity::Name) => State::Open,
        (Some(Verdict::Waive) | None, ..) => State::Masked,
    };
    let text = match (state, policy) {
        (State::Masked, Masking::Keep) => masked(words, entity, entity.usual()),
        (State::Masked, policy) => masked(words, entity, policy),
        (State::Kept | State::Open | State::Contact, _) => words.to_owned(),
    };
    marked(of, words, entity, state, text)
}
