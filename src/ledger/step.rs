//! A step of the procedure: what was done with a measure, by whom, when and why. Steps travel with
//! the ledger, whatever becomes of the history of edits.

use serde::{Deserialize, Serialize};

use super::field::{Field, Status};
use crate::codes::codes;

/// Who did something, by what they say of themselves: nothing here is proved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Author {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

codes! {
    /// The part a person has in the procedure.
    Role {
        /// 责任单位: does the work and reports it.
        Unit = "unit",
        /// 牵头科室: keeps the ledger and verifies.
        LeadOffice = "lead_office",
        /// 领导: approves.
        Leader = "leader",
    }
}

codes! {
    Deed {
        /// 启动整改
        Start = "start",
        /// 报送完成: the unit says it is done.
        Report = "report",
        /// 核验销号
        StrikeOff = "strike_off",
        /// 退回: reported, and found wanting.
        Return = "return",
        /// 回头看: struck off, and to be done again.
        LookBack = "look_back",
        /// 转为长期坚持
        GoOn = "go_on",
        /// 复查: a measure without an end was looked at again.
        Review = "review",
        /// 更正: the stage was entered wrongly.
        Correct = "correct",
        /// 延期, or another change of the deadline once the work has begun.
        Extend = "extend",
    }
}

/// `from` and `to` are stages by their codes; deadlines where it is an extension, days of review
/// where it is a review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub deed: Deed,
    /// Milliseconds since 1970 UTC, by the clock of the machine.
    pub at: i64,
    #[serde(default, skip_serializing_if = "Author::is_unknown")]
    pub by: Author,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub to: String,
    /// 意见, or the reason.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opinion: String,
}

impl Author {
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

impl Deed {
    /// The field that such a step sets.
    pub fn field(self) -> Field {
        match self {
            Self::Extend => Field::Deadline,
            Self::Review => Field::Review,
            Self::Start
            | Self::Report
            | Self::StrikeOff
            | Self::Return
            | Self::LookBack
            | Self::GoOn
            | Self::Correct => Field::Status,
        }
    }
}

impl Step {
    /// Whether a unit may have taken it by itself: it verifies nothing, and nobody above the unit
    /// is said to have taken it.
    pub fn is_units(&self) -> bool {
        let is_above = matches!(self.by.role, Some(Role::LeadOffice | Role::Leader));
        let closes =
            matches!(Status::from_code(&self.to), Some(Status::StruckOff | Status::Reopened));
        let verifies = matches!(self.deed, Deed::StrikeOff | Deed::Return | Deed::LookBack);
        let is_closing = closes && self.deed.field() == Field::Status;
        !(is_above || verifies || is_closing)
    }
}
