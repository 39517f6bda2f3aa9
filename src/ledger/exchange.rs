//! What goes out to others and comes back: the part of a ledger that one unit fills in, and the
//! list of what was sent to whom.
//!
//! How a part is cut lies in `slice`, how it comes back in `merge`.

use serde::{Deserialize, Serialize};

use super::field::Field;
use super::node::{Id, Kind, Node};
use super::step::Author;
use super::{Date, Ledger};
use crate::codes::codes;

/// Characters of a name, and of what is said.
const LONGEST: usize = 60;
const LONGEST_WORDS: usize = 2_000;
/// Of a name of a file; systems end at 255 bytes.
const LONGEST_FILE: usize = 255;
/// Receipts kept of one dispatch; a unit that answers more often has the newest kept.
pub const MOST_RECEIPTS: usize = 200;

/// Says of a ledger that it is a part of another, and whose work in it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slice {
    /// The ledger it was cut from: [`Ledger::document`].
    pub document: String,
    /// Names this part among all that were cut; the key of its [`Dispatch`].
    pub id: String,
    /// The number of the newest transaction of the ledger when it was cut.
    pub version: u64,
    /// 填报单位
    pub to: String,
    /// Who sent it.
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub from: Author,
    /// When, in milliseconds since 1970 UTC.
    pub at: i64,
    /// The day it is to be back, as “2024-06-30”; empty where none was named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// The columns that may be changed: of a record, or the text of a measure.
    pub fields: Vec<Field>,
    /// Whether measures may be added, and those added be taken away again.
    #[serde(default)]
    pub may_add: bool,
    /// What to do with it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// Who filled it in, by what they say of themselves; unknown while nobody did.
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    /// The nodes as they were cut.
    // Invariant: a ledger by themselves.
    pub base: Vec<Node>,
}

codes! {
    /// What a part goes out as.
    Carrier {
        /// A workbook, for WPS and Excel.
        Xlsx = "xlsx",
        /// A page that carries the application.
        Html = "html",
        /// The ledger's own file, for whoever has the application.
        Json = "json",
        /// A table as plain text.
        Csv = "csv",
    }
}

/// A part that went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispatch {
    /// [`Slice::id`].
    pub id: String,
    pub to: String,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    pub carrier: Carrier,
    /// Those in it, in the order of the document.
    pub measures: Vec<Id>,
    /// The number of the newest transaction when it was cut.
    pub version: u64,
    /// SHA-256 of what was sent (`slice::digest`), in hexadecimal digits.
    pub digest: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due: String,
    /// What was asked, as [`Slice`] has it.
    pub fields: Vec<Field>,
    #[serde(default)]
    pub may_add: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
    /// What came back, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receipts: Vec<Receipt>,
    /// Nothing is waited for any more, whether anything came back or not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_closed: bool,
}

/// A file that came back and was merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// When it was merged, in milliseconds since 1970 UTC.
    pub at: i64,
    pub file: String,
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    /// Places where its words were taken, and where they were not.
    pub taken: usize,
    pub declined: usize,
}

impl Slice {
    pub(super) fn is_sound(&self) -> bool {
        is_name(&self.document)
            && is_name(&self.id)
            && is_name(&self.to)
            && is_author(&self.from)
            && is_author(&self.by)
            && is_day(&self.due)
            && self.fields.len() <= Field::ALL.len()
            && self.fields.iter().all(is_askable)
            && self.words.chars().count() <= LONGEST_WORDS
            && Ledger::new(String::new(), self.base.clone()).is_ok()
    }
}

impl Dispatch {
    /// Whether something is still waited for.
    pub fn is_out(&self) -> bool {
        !self.is_closed && self.receipts.is_empty()
    }

    /// Whether it should have been back.
    pub fn is_late(&self, today: Date) -> bool {
        self.is_out() && Date::parse_iso(&self.due).is_some_and(|due| due < today)
    }

    pub(super) fn is_sound(&self) -> bool {
        let is_receipt =
            |one: &Receipt| one.file.chars().count() <= LONGEST_FILE && is_author(&one.by);
        is_name(&self.id)
            && is_name(&self.to)
            && is_day(&self.due)
            && is_author(&self.by)
            && self.fields.iter().all(is_askable)
            && self.fields.len() <= Field::ALL.len()
            && self.words.chars().count() <= LONGEST_WORDS
            && self.digest.len() == 64
            && self.receipts.len() <= MOST_RECEIPTS
            && self.receipts.iter().all(is_receipt)
    }
}

/// What can be asked of a unit at all: all that a measure has but whether it is published.
pub(crate) fn is_askable(field: &Field) -> bool {
    let is_own = Field::RECORD.contains(field) && field.belongs_to(Kind::Measure);
    *field == Field::Text || is_own && *field != Field::Publicity
}

fn is_author(author: &Author) -> bool {
    [&author.name, &author.unit].iter().all(|words| words.chars().count() <= LONGEST)
}

fn is_name(words: &str) -> bool {
    !words.trim().is_empty() && words.chars().count() <= LONGEST
}

fn is_day(words: &str) -> bool {
    words.is_empty() || Date::parse_iso(words).is_some()
}
