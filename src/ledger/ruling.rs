//! What a person has decided about one stretch of the report: a name is masked or kept, a remark
//! of the checks is set aside, and why. The ledger keeps it, so that nobody is asked twice and
//! everybody can see who answered. It may outlive its node: an undo brings both back.

use serde::{Deserialize, Serialize};

use super::node::Id;
use super::step::Author;
use crate::codes::codes;

/// Characters of a reason.
const LONGEST: usize = 400;

/// What is decided about. The words are part of it: where they change, the question is open again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Code of a check, or word of an [`Entity`](crate::redact::Entity).
    pub rule: String,
    /// The node the words stand in; none where it is about the whole ledger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<Id>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

codes! {
    Verdict {
        /// Published as it is.
        Keep = "keep",
        /// Masked, by the way of its sort.
        Mask = "mask",
        /// The remark does not hold, or is accepted.
        Waive = "waive",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    pub verdict: Verdict,
    /// Never empty but for a mask.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
}

/// A subject and its ruling as files have them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruled {
    pub on: Subject,
    pub is: Ruling,
}

impl Ruling {
    pub(crate) fn is_sound(&self) -> bool {
        let is_given = self.verdict == Verdict::Mask || !self.reason.trim().is_empty();
        is_given && self.reason.chars().count() <= LONGEST
    }
}
