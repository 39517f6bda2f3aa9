//! What finished bytes still say: every part, attribute and property is read again (`inspect`), and
//! what the finders see there is held against what persons have decided.
//!
//! Not here: how the bytes come about, and what is done with what is left.

use std::collections::BTreeSet;

use foldhash::{HashSet, HashSetExt};

use super::words::Words;
use super::{Form, Left, What, wording};
use crate::disclose::{self, Document, Edition, State};
use crate::inspect::{self, InspectError, Part, Seen};
use crate::ledger::{Kind, Ledger};
use crate::redact::{self, Entity, FIXED, Masking, Names};
use crate::template;

/// What an edition should not say, gathered once and held against each of its files. The internal
/// edition may say anything; it, too, carries nothing foreign.
pub struct Gate<'a> {
    unsaid: Option<Unsaid<'a>>,
}

/// What the public edition should not say.
struct Unsaid<'a> {
    ledger: &'a Ledger,
    settled: Settled<'a>,
    responsible: BTreeSet<String>,
    /// Stretches of what is not published, each with which text it is of.
    withheld: Words<'a, usize>,
}

impl<'a> Gate<'a> {
    pub fn new(ledger: &'a Ledger, document: &'a Document, edition: Edition) -> Self {
        let unsaid = (edition == Edition::Public).then(|| Unsaid {
            ledger,
            settled: Settled::of(document),
            responsible: disclose::responsible(ledger),
            withheld: stretches(ledger),
        });
        Self { unsaid }
    }

    /// What finished bytes still say that the edition should not.
    pub fn left(&self, form: Form, bytes: &[u8]) -> Result<Vec<Left>, InspectError> {
        let Seen { mut parts, foreign } = inspect::inspect(form, bytes)?;
        let mut left: Vec<Left> = foreign
            .into_iter()
            .map(|foreign| {
                let words = foreign.words().to_owned();
                Left { place: String::new(), what: What::Foreign(foreign), words }
            })
            .collect();
        if let Some(unsaid) = &self.unsaid {
            // Whoever gets the file reads its name first.
            let (place, text) = (wording::FILE_NAME.to_owned(), unsaid.ledger.name().to_owned());
            parts.push(Part { place, text, hidden: false });
            parts.iter_mut().for_each(|part| part.text.retain(|c| !redact::is_unseen(c)));
            left.extend(unsaid.found(&parts));
            left.extend(unsaid.settled.again(&parts));
            left.extend(unsaid.quoted(&parts));
            left.extend(unfilled(&parts));
            left.extend(suspects(&unsaid.settled, &parts));
        }
        let mut seen = HashSet::new();
        left.retain(|one| seen.insert(one.clone()));
        Ok(left)
    }
}

/// What became of the sensitive words of a document.
#[derive(Default)]
struct Settled<'a> {
    /// Kept in every place.
    kept: HashSet<(Entity, &'a str)>,
    /// What stands in the place of others.
    shown: HashSet<(Entity, &'a str)>,
    contacts: HashSet<(Entity, &'a str)>,
    /// Whatever place they stand in, no reader should find them.
    masked: HashSet<(Entity, &'a str)>,
    /// Nobody has decided about them in some place.
    open: HashSet<(Entity, &'a str)>,
}

impl<'a> Settled<'a> {
    fn of(document: &'a Document) -> Self {
        let mut settled = Self::default();
        for run in document.paragraphs.iter().flat_map(|paragraph| &paragraph.runs) {
            let Some(matter) = &run.matter else { continue };
            let own = (matter.entity, matter.original.as_str());
            match matter.state {
                State::Kept => drop(settled.kept.insert(own)),
                State::Contact => drop(settled.contacts.insert(own)),
                State::Open => drop(settled.open.insert(own)),
                State::Masked => {
                    settled.shown.insert((matter.entity, run.text.as_str()));
                    // A day or a sum says little by itself, and stands in other contexts.
                    let is_lasting = match matter.entity {
                        Entity::Amount | Entity::Date | Entity::Count | Entity::Mask => false,
                        Entity::Name
                        | Entity::IdNumber
                        | Entity::Mobile
                        | Entity::BankCard
                        | Entity::Passport
                        | Entity::Plate
                        | Entity::CreditCode
                        | Entity::Phone
                        | Entity::Email => true,
                    };
                    if is_lasting {
                        settled.masked.insert(own);
                    }
                }
            }
        }
        // Kept here says nothing of there.
        let Self { kept, masked, open, .. } = &mut settled;
        kept.retain(|own| !open.contains(own) && !masked.contains(own));
        settled
    }

    /// Words that are masked in one place, or open, and stand in another, where no finder sees them.
    fn again(&self, parts: &[Part]) -> Vec<Left> {
        let mut sought: Vec<&(Entity, &str)> = self.masked.iter().chain(&self.open).collect();
        sought.sort_unstable();
        let closed: Vec<String> = sought.iter().map(|(_, words)| close(words)).collect();
        let closed =
            sought.iter().zip(&closed).map(|((entity, _), words)| (words.as_str(), *entity));
        let words = Words::of(sought.iter().map(|(entity, words)| (*words, *entity)).chain(closed));
        let mut left = Vec::new();
        for part in parts {
            for text in [&part.text, &close(&part.text)] {
                words.in_text(text, |words, entity| {
                    let (place, words) = (part.place.clone(), words.to_owned());
                    left.push(Left { place, what: What::Leak(*entity), words });
                });
            }
        }
        left
    }
}

/// Without blanks: 张　伟 is 张伟.
fn close(words: &str) -> String {
    words.chars().filter(|c| !matches!(c, ' ' | '\u{3000}')).collect()
}

impl Unsaid<'_> {
    /// What the finders see in the bytes.
    fn found(&self, parts: &[Part]) -> Vec<Left> {
        let Self { ledger, settled, responsible, .. } = self;
        let publication = &ledger.particulars().publication;
        let texts = parts.iter().map(|part| part.text.as_str());
        let names = Names::of(texts.chain(responsible.iter().map(String::as_str)));
        let mut left = Vec::new();
        // “$1:$2” is no sum: cells are named by such words, and nobody reads them.
        for part in parts.iter().filter(|part| !part.place.ends_with("definedName")) {
            for hit in redact::find(&part.text, &names) {
                let words = &part.text[hit.start..hit.end];
                let own = (hit.entity, words);
                let is_done = words == FIXED
                    || settled.shown.contains(&own)
                    || settled.contacts.contains(&own)
                    || publication.masking(hit.entity) == Masking::Keep;
                if is_done && !settled.masked.contains(&own) {
                    continue;
                }
                let what = match settled.kept.contains(&own) {
                    true => What::Kept(hit.entity),
                    false => What::Leak(hit.entity),
                };
                left.push(Left { place: part.place.clone(), what, words: words.to_owned() });
            }
        }
        left
    }

    /// What is not published, quoted elsewhere.
    fn quoted(&self, parts: &[Part]) -> Vec<Left> {
        let mut left = Vec::new();
        for part in parts {
            // One of each text shows that it is quoted.
            let mut told = HashSet::new();
            self.withheld.in_text(&part.text, |words, node| {
                if told.insert(*node) {
                    let (place, words) = (part.place.clone(), words.to_owned());
                    left.push(Left { place, what: What::Exempt, words });
                }
            });
        }
        left
    }
}

/// Stretches of what is not published, by which a quotation is known.
fn stretches(ledger: &Ledger) -> Words<'_, usize> {
    /// Characters that two texts hardly share by chance; the longest phrases that every report has
    /// stay below.
    const STRETCH: usize = 20;
    /// A measure that is shorter counts as a whole, from so many characters on.
    const SHORTEST: usize = 8;
    let nodes = disclose::withheld(ledger).into_iter().enumerate();
    Words::of(nodes.flat_map(|(at, node)| {
        let bounds = bounds(&node.text);
        let length = bounds.len() - 1;
        // 办公室 as the unit of one measure is that of others as well.
        let is_whole = node.kind == Kind::Measure && (SHORTEST..STRETCH).contains(&length);
        let whole = is_whole.then_some(node.text.as_str());
        let pieces = bounds.windows(STRETCH + 1).map(|at| &node.text[at[0]..at[STRETCH]]);
        let pieces: Vec<&str> = pieces.chain(whole).collect();
        pieces.into_iter().map(move |words| (words, at))
    }))
}

/// “身份证号 110105 19491231 002X”: what is called a number of somebody and has as many digits,
/// whatever parts them and whether or not its check digit fits.
fn suspects(settled: &Settled, parts: &[Part]) -> Vec<Left> {
    const LABELS: [&str; 8] = ["身份证", "手机", "电话", "卡号", "账号", "账户", "护照", "证件号"];
    /// Digits of the shortest of them, and characters that may stand between two.
    const DIGITS: usize = 10;
    const GAP: usize = 2;
    /// Characters from the label to the first digit.
    const NEAR: usize = 8;
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let mut left = Vec::new();
    for part in parts {
        let starts = LABELS
            .iter()
            .flat_map(|label| part.text.match_indices(label).map(|(at, label)| at + label.len()));
        for start in starts {
            let rest = &part.text[start..];
            let near = rest.char_indices().take(NEAR).find(|(_, c)| is_digit(*c));
            let Some((first, _)) = near else { continue };
            let (mut digits, mut gap, mut end) = (0, 0, first);
            for (at, c) in rest[first..].char_indices() {
                if is_digit(c) {
                    (digits, gap, end) = (digits + 1, 0, first + at + c.len_utf8());
                } else if gap == GAP || c.is_alphabetic() {
                    break;
                } else {
                    gap += 1;
                }
            }
            let words = &rest[first..end];
            let known =
                |own: &HashSet<(Entity, &str)>| own.iter().any(|(_, own)| words.contains(own));
            if digits >= DIGITS && !known(&settled.contacts) && !known(&settled.kept) {
                let (place, words) = (part.place.clone(), words.to_owned());
                left.push(Left { place, what: What::Suspect, words });
            }
        }
    }
    left
}

fn unfilled(parts: &[Part]) -> Vec<Left> {
    let ranges = |part: &'_ Part| -> Vec<Left> {
        let tell = |range: std::ops::Range<usize>| Left {
            place: part.place.clone(),
            what: What::Unfilled,
            words: part.text[range].to_owned(),
        };
        template::placeholders(&part.text).into_iter().map(tell).collect()
    };
    parts.iter().flat_map(ranges).collect()
}

/// Where each character of a text begins, and where the text ends.
fn bounds(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}
