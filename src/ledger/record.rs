//! What the office adds to a measure: who, by when, how far. A report without these leaves them
//! empty; they are never inferred.
//!
//! Words shown for the codes live in `ui/text`.

use serde::{Deserialize, Serialize};

/// The columns of a row. An empty string is an empty cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Record {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pace: Option<Pace>,
    /// 责任领导
    #[serde(skip_serializing_if = "String::is_empty")]
    pub leader: String,
    /// 责任单位
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// 整改时限, in the office's own words: “2024-06-30”, “6月底前”.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub deadline: String,
    /// 备注
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remark: String,
}

/// One editable value of a node, named in edits and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Before,
    Text,
    After,
    Status,
    Pace,
    Leader,
    Unit,
    Deadline,
    Remark,
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// In the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word in files and edits.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

codes! {
    /// The stage a measure has reached, 整改状态. Empty until the office says so.
    Status {
        /// 未启动
        NotStarted = "not_started",
        /// 整改中
        InProgress = "in_progress",
        /// 已完成待核: the unit reports it done, the lead office has yet to verify.
        AwaitingCheck = "awaiting_check",
        /// 已销号
        StruckOff = "struck_off",
        /// 长期坚持: no end date; goes on.
        LongTerm = "long_term",
    }
}

codes! {
    /// How soon it can be done, 整改类型. An axis of its own beside the status.
    Pace {
        /// 立行立改
        AtOnce = "at_once",
        /// 限期整改
        ByDeadline = "by_deadline",
        /// 长期坚持
        LongTerm = "long_term",
    }
}

impl Record {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Field {
    /// What a report can state of a measure, in the order of the columns.
    pub const STATED: [Self; 6] =
        [Self::Pace, Self::Leader, Self::Unit, Self::Deadline, Self::Status, Self::Remark];

    /// Text fields take anything; status and pace take their codes and the empty string.
    pub fn accepts(self, value: &str) -> bool {
        match self {
            Self::Status => value.is_empty() || Status::from_code(value).is_some(),
            Self::Pace => value.is_empty() || Pace::from_code(value).is_some(),
            Self::Before
            | Self::Text
            | Self::After
            | Self::Leader
            | Self::Unit
            | Self::Deadline
            | Self::Remark => true,
        }
    }
}
