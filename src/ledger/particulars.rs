//! What is settled once for a whole ledger: the day everything is counted from, the periods, the
//! office's own words for the stages, what a stage asks for, and what counts as done.

use serde::{Deserialize, Serialize};

use super::Date;
use super::field::Status;
use super::publication::Publication;
use crate::codes::codes;

/// The defaults are those of a ledger whose file says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Particulars {
    /// 反馈日期, as “2024-06-30”: periods are counted from here. Empty while it is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub feedback: String,
    /// Offered for deadlines.
    pub periods: Vec<Period>,
    /// The office's words; several may mean one stage, of which the first is shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<StageWord>,
    /// What a unit has to say when it reports a measure done.
    pub report_needs: Vec<Need>,
    /// What has to be there before a measure is struck off.
    pub strike_off_needs: Vec<Need>,
    /// What counts as done in the completion rate.
    pub done: Done,
    #[serde(skip_serializing_if = "is_usual")]
    pub publication: Box<Publication>,
}

/// “集中整改 3 个月”: so long after the feedback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    pub name: String,
    /// 1 to 120.
    pub months: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StageWord {
    pub word: String,
    pub stage: Status,
}

codes! {
    /// What a step can ask for.
    Need {
        /// 整改结果
        Result = "result",
        /// 佐证材料
        Evidence = "evidence",
        /// 意见, or the reason
        Opinion = "opinion",
        /// The name of whoever takes the step.
        Name = "name",
        /// 复查日期
        Review = "review",
    }
}

codes! {
    Done {
        /// 已销号 alone.
        StruckOff = "struck_off",
        /// Reported as done, too.
        Reported = "reported",
    }
}

fn is_usual(publication: &Publication) -> bool {
    publication.is_default()
}

/// More words or periods than an office has.
pub const MOST: usize = 60;
/// Characters of a name.
const LONGEST: usize = 60;

/// What a stage is called where the office has no word of its own.
pub fn usual_word(stage: Status) -> &'static str {
    match stage {
        Status::NotStarted => "未启动",
        Status::InProgress => "整改中",
        Status::Reopened => "重新整改",
        Status::AwaitingCheck => "已完成待核",
        Status::StruckOff => "已销号",
        Status::LongTerm => "长期坚持",
    }
}

fn usual_stage(word: &str) -> Option<Status> {
    Status::ALL.iter().copied().find(|stage| usual_word(*stage) == word)
}

impl Default for Particulars {
    fn default() -> Self {
        let period = |name: &str, months| Period { name: name.to_owned(), months };
        Self {
            feedback: String::new(),
            periods: vec![
                period("整改方案", 1),
                period("集中整改", 2),
                period("集中整改", 3),
                period("半年内", 6),
            ],
            words: Vec::new(),
            report_needs: vec![Need::Result],
            strike_off_needs: vec![Need::Result, Need::Evidence, Need::Opinion],
            done: Done::StruckOff,
            publication: Box::default(),
        }
    }
}

impl Particulars {
    /// The office's word for a stage; none where it goes by its usual name.
    pub fn word(&self, stage: Status) -> Option<&str> {
        self.words.iter().find(|one| one.stage == stage).map(|one| one.word.as_str())
    }

    /// The stage a word of the office means.
    pub fn stage(&self, word: &str) -> Option<Status> {
        self.words.iter().find(|one| one.word == word).map(|one| one.stage)
    }

    /// Whether every part is within its bounds; what a dialog or a file brings is held to this.
    pub fn is_sound(&self) -> bool {
        let is_short = |words: &str| words.chars().count() <= LONGEST;
        let is_name = |words: &str| !words.trim().is_empty() && is_short(words);
        let is_period = |one: &Period| (1..=120).contains(&one.months) && is_name(&one.name);
        // The usual name of another stage would mean both.
        let is_word = |one: &StageWord| {
            is_name(&one.word) && usual_stage(&one.word).is_none_or(|usual| usual == one.stage)
        };
        let once = |words: &[StageWord]| {
            let mut seen: Vec<&str> = words.iter().map(|one| one.word.as_str()).collect();
            seen.sort_unstable();
            seen.windows(2).all(|two| two[0] != two[1])
        };
        let asks = |needs: &[Need]| {
            let known = [Need::Result, Need::Evidence, Need::Opinion];
            needs.len() <= known.len() && needs.iter().all(|need| known.contains(need))
        };
        (self.feedback.is_empty() || Date::parse_iso(&self.feedback).is_some())
            && self.periods.len() <= MOST
            && self.words.len() <= MOST
            && self.periods.iter().all(is_period)
            && self.words.iter().all(is_word)
            && once(&self.words)
            && asks(&self.report_needs)
            && asks(&self.strike_off_needs)
            && self.publication.is_sound()
    }

    /// The day a period ends; none without a day of feedback.
    pub fn end(&self, period: &Period) -> Option<Date> {
        Date::parse_iso(&self.feedback)?.plus_months(period.months.into())
    }

    pub fn counts_as_done(&self, status: Option<Status>) -> bool {
        match status {
            Some(Status::StruckOff) => true,
            Some(Status::AwaitingCheck) => self.done == Done::Reported,
            Some(Status::NotStarted | Status::InProgress | Status::Reopened | Status::LongTerm)
            | None => false,
        }
    }

    /// Whether rows look the same with these: what differs is the publication alone.
    pub fn is_same_in_rows(&self, other: &Self) -> bool {
        let publication = other.publication.clone();
        Self { publication, ..self.clone() } == *other
    }

    /// Whether nothing differs from what a ledger begins with.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
