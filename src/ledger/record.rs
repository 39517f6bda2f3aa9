//! What the office adds to a finding or a measure: who, by when, how far, with what proof. A report
//! without these leaves them empty; they are never inferred.
//!
//! Words shown for the codes live in `ui/text`; what a stage asks for in `procedure`.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::node::Kind;
use super::step::Step;

/// The columns of a row. An empty string is an empty cell.
///
/// Those that nearly every ledger fills and every view asks for lie here; the others are kept
/// apart, so that walking a hundred thousand rows does not wait for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub status: Option<Status>,
    pub pace: Option<Pace>,
    /// 责任领导
    pub leader: String,
    /// 责任单位
    pub unit: String,
    /// 整改时限, in the office's own words: “2024-06-30”, “6月底前”.
    pub deadline: String,
    /// 备注
    pub remark: String,
    // Invariant: none where it would hold nothing.
    rare: Option<Box<Rare>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rare {
    /// By their places in [`RARE`].
    texts: [String; RARE.len()],
    steps: Vec<Step>,
}

/// The fields that are kept apart.
const RARE: [Field; 12] = [
    Field::Target,
    Field::Cooperating,
    Field::Person,
    Field::Progress,
    Field::Result,
    Field::Evidence,
    Field::Claim,
    Field::Verdict,
    Field::Shortfall,
    Field::NextStep,
    Field::Review,
    Field::Publicity,
];

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// In the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];
            /// Their words in files and edits, in that order.
            pub const CODES: &[&'static str] = &[$($code,)+];

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
pub(super) use codes;

codes! {
    /// One editable value of a node, named in edits and files. In the order of the columns.
    Field {
        Before = "before",
        Text = "text",
        After = "after",
        /// 整改目标, of a finding.
        Target = "target",
        /// 整改类型
        Pace = "pace",
        /// 责任领导
        Leader = "leader",
        /// 责任单位
        Unit = "unit",
        /// 配合单位
        Cooperating = "cooperating",
        /// 责任人
        Person = "person",
        /// 整改时限
        Deadline = "deadline",
        /// 整改状态, the stage.
        Status = "status",
        /// 整改进展
        Progress = "progress",
        /// 整改结果
        Result = "result",
        /// 佐证材料, one a line; [`super::Evidence`] reads them.
        Evidence = "evidence",
        /// 单位自评: how far the unit itself says it is, in its own words.
        Claim = "claim",
        /// 核验认定: how far those who verify say it is.
        Verdict = "verdict",
        /// 未完成原因
        Shortfall = "shortfall",
        /// 下一步措施
        NextStep = "next_step",
        /// 复查日期: when a measure without an end is looked at again.
        Review = "review",
        /// 公开情况
        Publicity = "publicity",
        /// 备注
        Remark = "remark",
    }
}

codes! {
    /// The stage a measure has reached, 整改状态. Empty until the office says so.
    Status {
        /// 未启动
        NotStarted = "not_started",
        /// 整改中
        InProgress = "in_progress",
        /// 重新整改: was struck off, and a look back has opened it again.
        Reopened = "reopened",
        /// 已完成待核: the unit reports it done, the lead office has yet to verify.
        AwaitingCheck = "awaiting_check",
        /// 已销号
        StruckOff = "struck_off",
        /// 长期坚持: no end date; goes on, and is reviewed.
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

codes! {
    /// Whether an item is published; else which of the five exemptions applies. Empty is not yet
    /// decided.
    Publicity {
        /// 公开
        Public = "public",
        /// State or Party secrets.
        Secret = "secret",
        /// Cases under initial review, or not yet announced.
        UnderReview = "under_review",
        /// Likely to cause hostile publicity.
        HostilePublicity = "hostile_publicity",
        /// Likely to trigger mass petitioning.
        MassPetition = "mass_petition",
        /// Major and sensitive.
        Sensitive = "sensitive",
    }
}

/// What the values of a field are like, which decides how they are edited and ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One of a few codes.
    Code,
    /// A day, or words that speak of one.
    Day,
    /// Names that come again in other rows: offered while typing.
    Names,
    /// Anything.
    Text,
}

impl Record {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What was done with the measure, oldest first.
    pub fn steps(&self) -> &[Step] {
        self.rare.as_ref().map_or(&[], |rare| &rare.steps)
    }

    pub(crate) fn push_step(&mut self, step: Step) {
        self.rare.get_or_insert_default().steps.push(step);
    }

    pub(crate) fn pop_step(&mut self) -> Option<Step> {
        let step = self.rare.as_mut().and_then(|rare| rare.steps.pop());
        self.tidy();
        step
    }

    pub(crate) fn clear_steps(&mut self) {
        if let Some(rare) = &mut self.rare {
            rare.steps.clear();
        }
        self.tidy();
    }

    /// A field's value as edits, files and the screen speak of it; empty where nothing is set, and
    /// for what is no part of a record.
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Before | Field::Text | Field::After => "",
            Field::Status => self.status.map_or("", Status::code),
            Field::Pace => self.pace.map_or("", Pace::code),
            Field::Leader => &self.leader,
            Field::Unit => &self.unit,
            Field::Deadline => &self.deadline,
            Field::Remark => &self.remark,
            Field::Target
            | Field::Cooperating
            | Field::Person
            | Field::Progress
            | Field::Result
            | Field::Evidence
            | Field::Claim
            | Field::Verdict
            | Field::Shortfall
            | Field::NextStep
            | Field::Review
            | Field::Publicity => match (&self.rare, rare(field)) {
                (Some(own), Some(at)) => &own.texts[at],
                (None, _) | (_, None) => "",
            },
        }
    }

    /// The words of the fields that are kept apart, without the codes; empty ones too.
    pub fn rare_words(&self) -> impl Iterator<Item = &str> {
        let texts = self.rare.iter().flat_map(|rare| RARE.iter().zip(&rare.texts));
        texts.filter(|(field, _)| field.codes().is_none()).map(|(_, text)| text.as_str())
    }

    /// False, and nothing changed, where the field has no such value or is no part of a record.
    pub(crate) fn set(&mut self, field: Field, value: &str) -> bool {
        if !field.accepts(value) {
            return false;
        }
        let slot = match field {
            Field::Before | Field::Text | Field::After => return false,
            Field::Status => {
                self.status = Status::from_code(value);
                return true;
            }
            Field::Pace => {
                self.pace = Pace::from_code(value);
                return true;
            }
            Field::Leader => &mut self.leader,
            Field::Unit => &mut self.unit,
            Field::Deadline => &mut self.deadline,
            Field::Remark => &mut self.remark,
            Field::Target
            | Field::Cooperating
            | Field::Person
            | Field::Progress
            | Field::Result
            | Field::Evidence
            | Field::Claim
            | Field::Verdict
            | Field::Shortfall
            | Field::NextStep
            | Field::Review
            | Field::Publicity => {
                let Some(at) = rare(field) else { return false };
                value.clone_into(&mut self.rare.get_or_insert_default().texts[at]);
                self.tidy();
                return true;
            }
        };
        value.clone_into(slot);
        true
    }

    fn tidy(&mut self) {
        let holds =
            |rare: &Rare| !rare.steps.is_empty() || rare.texts.iter().any(|one| !one.is_empty());
        if self.rare.as_deref().is_some_and(|rare| !holds(rare)) {
            self.rare = None;
        }
    }
}

/// The start of what a file says, for a message.
fn cut(words: &str) -> &str {
    words.char_indices().nth(40).map_or(words, |(at, _)| &words[..at])
}

fn rare(field: Field) -> Option<usize> {
    RARE.iter().position(|one| *one == field)
}

/// The key of the steps beside those of the fields.
const STEPS: &str = "steps";

/// Every field that holds something under its code, then the steps.
impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in Field::RECORD {
            let value = self.get(*field);
            if !value.is_empty() {
                map.serialize_entry(field.code(), value)?;
            }
        }
        if !self.steps().is_empty() {
            map.serialize_entry(STEPS, self.steps())?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Record;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the fields of a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
                let mut record = Record::default();
                let mut seen: Vec<Field> = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    if key == STEPS {
                        if !record.steps().is_empty() {
                            return Err(A::Error::custom("steps stand twice"));
                        }
                        for step in map.next_value::<Vec<Step>>()? {
                            record.push_step(step);
                        }
                        continue;
                    }
                    let field =
                        Field::from_code(&key).filter(|field| Field::RECORD.contains(field));
                    let field = field
                        .ok_or_else(|| A::Error::custom(format!("unknown field {}", cut(&key))))?;
                    if seen.contains(&field) {
                        return Err(A::Error::custom(format!("{key} stands twice")));
                    }
                    seen.push(field);
                    // Early files write an absent code as null.
                    let value = map.next_value::<Option<String>>()?.unwrap_or_default();
                    if !record.set(field, &value) {
                        return Err(A::Error::custom(format!("{key} cannot be {}", cut(&value))));
                    }
                }
                Ok(record)
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

impl Field {
    /// Those of a record: all but the text and its frame.
    pub const RECORD: &[Self] = Self::ALL.split_at(3).1;

    /// Text fields take anything; those with a fixed vocabulary take their codes and the empty
    /// string.
    pub fn accepts(self, value: &str) -> bool {
        value.is_empty() || self.codes().is_none_or(|codes| codes.contains(&value))
    }

    /// The codes it chooses from, in the order they are offered; none where it takes words.
    pub fn codes(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Status => Some(Status::CODES),
            Self::Pace => Some(Pace::CODES),
            Self::Publicity => Some(Publicity::CODES),
            Self::Before
            | Self::Text
            | Self::After
            | Self::Target
            | Self::Leader
            | Self::Unit
            | Self::Cooperating
            | Self::Person
            | Self::Deadline
            | Self::Progress
            | Self::Result
            | Self::Evidence
            | Self::Claim
            | Self::Verdict
            | Self::Shortfall
            | Self::NextStep
            | Self::Review
            | Self::Remark => None,
        }
    }

    pub fn form(self) -> Form {
        match self {
            Self::Status | Self::Pace | Self::Publicity => Form::Code,
            Self::Deadline | Self::Review => Form::Day,
            Self::Leader
            | Self::Unit
            | Self::Cooperating
            | Self::Person
            | Self::Claim
            | Self::Verdict => Form::Names,
            Self::Before
            | Self::Text
            | Self::After
            | Self::Target
            | Self::Progress
            | Self::Result
            | Self::Evidence
            | Self::Shortfall
            | Self::NextStep
            | Self::Remark => Form::Text,
        }
    }

    /// Whether nodes of a kind have it: texts and frames all, a target findings, the rest measures.
    pub fn belongs_to(self, kind: Kind) -> bool {
        match kind {
            Kind::Measure => !self.is_of_finding(),
            Kind::Finding => self.is_of_finding() || !Self::RECORD.contains(&self),
            Kind::Chapter
            | Kind::Direction
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => !Self::RECORD.contains(&self),
        }
    }

    /// Whether it tells of work that was done, and by that of one measure alone.
    pub fn tells_work(self) -> bool {
        matches!(
            self,
            Self::Status
                | Self::Progress
                | Self::Result
                | Self::Evidence
                | Self::Claim
                | Self::Verdict
                | Self::Shortfall
                | Self::NextStep
                | Self::Review
        )
    }

    /// Whether it is a finding's and not a measure's.
    pub fn is_of_finding(self) -> bool {
        self == Self::Target
    }
}
