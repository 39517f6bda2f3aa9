//! What others filled in, laid against the ledger by row and by cell, for a person to decide.
//!
//! Three sides meet at each place: the base, which is the part as it was cut; theirs, what came
//! back; ours, the ledger as it is. Who has changed what follows from the base alone, never from
//! clocks. A cell is taken whole: no text is put together from two sides word by word, since that
//! duplicates and drops sentences silently. Nothing is applied here: [`taking`] makes of the
//! decisions one command, which is one step to undo.
//!
//! Limits. Of a return only measures and findings come, go or move; what else differs is counted
//! ([`Merged::left`]). The order of measures inside a finding is not merged.

mod decide;
mod difference;
mod places;
mod reading;

use std::collections::BTreeMap;

use foldhash::HashMap;

pub use decide::{Decision, both, taking};
pub use difference::{Part, differences};

use crate::edit::{Edit, Place, Transaction};
use crate::ledger::{Author, Field, Id, Ledger, Slice, Step};
use crate::slice;

/// A file that came back.
#[derive(Clone, Debug, PartialEq)]
pub struct Return {
    pub file: String,
    pub theirs: Ledger,
    // Invariant: none unless `standing` lets it be relied on.
    base: Option<Ledger>,
    pub standing: Standing,
}

/// What is known of where a return comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It answers a part on the list of what went out, word for word.
    Sent,
    /// No such part is on the list: it was sent from another copy of this ledger. Its own base is
    /// taken at its word.
    Unlisted,
    /// It names a part on the list, but what it says was sent is not what was sent.
    Altered,
    /// A copy of the whole ledger: it has no base.
    Copy,
}

/// Why a file is no return to this ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cut from another ledger")]
pub struct Foreign;

impl Return {
    /// A ledger that came back to `ours`.
    pub fn to(ours: &Ledger, file: String, theirs: Ledger) -> Result<Self, Foreign> {
        let own = ours.slice().map_or(ours.document(), |slice| &slice.document);
        let Some(slice) = theirs.slice() else {
            let is_copy = !own.is_empty() && own == theirs.document();
            let standing = Standing::Copy;
            return is_copy.then_some(Self { file, theirs, base: None, standing }).ok_or(Foreign);
        };
        if own.is_empty() || slice.document != own {
            return Err(Foreign);
        }
        let standing = standing(ours, slice);
        let is_believed = matches!(standing, Standing::Sent | Standing::Unlisted);
        let base = is_believed.then(|| {
            let base = Ledger::new(String::new(), slice.base.clone());
            base.expect("the base of a sound slice is a ledger")
        });
        Ok(Self { file, theirs, base, standing })
    }

    /// Who filled it in: by their own word, else the unit it was sent to.
    pub fn by(&self) -> Author {
        let Some(slice) = self.theirs.slice() else { return Author::default() };
        if slice.by.is_unknown() {
            return Author { unit: slice.to.clone(), ..Author::default() };
        }
        slice.by.clone()
    }
}

fn standing(ours: &Ledger, slice: &Slice) -> Standing {
    if let Some(own) = ours.slice().filter(|own| own.id == slice.id) {
        // Two who share in filling in one part.
        let is_same = slice::digest(own) == slice::digest(slice);
        return if is_same { Standing::Sent } else { Standing::Altered };
    }
    match ours.dispatches().get(&slice.id) {
        Some(dispatch) if dispatch.digest == slice::digest(slice) => Standing::Sent,
        Some(_) => Standing::Altered,
        None => Standing::Unlisted,
    }
}

/// What is proposed at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    pub id: Id,
    /// [`Field::Text`] where it is about the row and not about a cell.
    pub field: Field,
    pub what: What,
    /// What the ledger has there; none where it has no such row.
    pub ours: Option<String>,
    /// What was filled in, each value once, in the order of the values. None where `class` is
    /// [`Class::OursOnly`] or [`Class::Same`].
    pub variants: Vec<Variant>,
    pub class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A cell has another value.
    Value,
    /// A row that is new, or that we took away and they worked on.
    Come,
    /// A row that they took away.
    Gone,
    /// A measure stands under another finding.
    Move,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Changed by them and not by us.
    TheirsOnly,
    /// Changed on both sides, or by two of them, and not alike; or nobody knows what it was.
    Conflict,
    /// Changed on both sides alike.
    Same,
    OursOnly,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// None where the row is gone.
    pub value: Option<String>,
    /// What it was as it was cut; none where that is not known or there was none.
    pub base: Option<String>,
    /// The files that say so, by their places in the list of returns, ascending.
    pub from: Vec<usize>,
    /// More than was asked of those who filled it in, or nobody knows what was asked of them.
    pub is_beyond: bool,
    /// By which a stage was reached, beyond those of the base.
    pub steps: Vec<Step>,
    /// Where a row is to stand: under this, behind that.
    pub stands: Option<Stand>,
    /// The other cells of a row that comes, as far as something stands in them.
    pub others: Vec<(Field, String)>,
}

impl Variant {
    /// By which two files say the same.
    fn key(&self) -> (&Option<String>, Option<Id>, &[(Field, String)]) {
        (&self.value, self.stands.map(|one| one.parent), &self.others)
    }
}

/// A place of a row: under `parent`, and behind `beside` if that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    pub parent: Id,
    pub beside: Option<Id>,
}

impl Stand {
    pub(crate) fn place(self) -> Place {
        self.beside.map_or(Place::First, Place::After)
    }
}

/// All that is proposed, in the order of the document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    pub proposals: Vec<Proposal>,
    /// Rows that came back as they went out, over all files.
    pub unchanged: usize,
    /// Differences that are none of measures and findings, for each file.
    pub left: Vec<usize>,
}

impl Merged {
    pub fn of_class(&self, class: Class) -> impl Iterator<Item = &Proposal> {
        self.proposals.iter().filter(move |one| one.class == class)
    }
}

/// The part from which each cell has its value, where it was merged and nothing has written it
/// since: a unit that answers twice is not in conflict with its own first answer, unless it goes
/// back to what it said before.
#[derive(Clone, Debug, Default)]
pub struct Told(HashMap<(Id, Field), Said>);

#[derive(Clone, Debug, Default)]
struct Said {
    slice: String,
    /// What the same part said there before.
    before: Vec<String>,
}

impl Told {
    /// From transactions in their order; those of long ago are not needed.
    pub fn by<'a>(transactions: impl Iterator<Item = &'a Transaction>) -> Self {
        let mut told: HashMap<(Id, Field), Said> = HashMap::default();
        for transaction in transactions {
            // One that sets many cells tells of each where it is from: they are looked up once.
            let sources: BTreeMap<(Id, Field), &str> = transaction
                .sources
                .iter()
                .flat_map(|source| source.cells.iter().map(|cell| (*cell, source.slice.as_str())))
                .collect();
            for edit in &transaction.edits {
                let Edit::Set { id, field, from, .. } = edit else { continue };
                let Some(slice) = sources.get(&(*id, *field)) else {
                    told.remove(&(*id, *field));
                    continue;
                };
                let said = told.entry((*id, *field)).or_default();
                if said.slice == *slice {
                    said.before.push(from.clone());
                } else {
                    *said = Said { slice: (*slice).to_owned(), before: Vec::new() };
                }
            }
        }
        Self(told)
    }

    /// Whether a part that says this goes on from what it said last.
    fn goes_on(&self, id: Id, field: Field, slice: Option<&Slice>, says: &str) -> bool {
        let said = self.0.get(&(id, field));
        said.zip(slice).is_some_and(|(said, slice)| {
            said.slice == slice.id && !said.before.iter().any(|before| before == says)
        })
    }
}

/// Lays the returns against the ledger. The order of the files changes nothing but the numbers
/// in [`Variant::from`].
pub fn merge(ours: &Ledger, returns: &[Return], told: &Told) -> Merged {
    places::merge(ours, returns, told)
}
