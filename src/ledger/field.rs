//! The fields of a node, named in edits and files, and the codes that some of them choose from.
//!
//! Words shown for the codes live in `wording` and in the page's texts.

use super::node::Kind;
use crate::codes::codes;

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
