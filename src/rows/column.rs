//! The columns of the table: what each shows, in order and by name. Which of them are in sight,
//! and how wide, is not known here.

use serde::{Deserialize, Serialize};

use crate::ledger::{Field, Pace, Status};

/// From left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// “3”, “3-1”: the finding's number in the whole ledger.
    Number,
    /// The direction above the finding, or the chapter where there are no directions.
    Direction,
    Finding,
    Measure,
    Pace,
    Leader,
    Unit,
    Deadline,
    Status,
    Remark,
}

impl Column {
    pub const ALL: [Self; 10] = [
        Self::Number,
        Self::Direction,
        Self::Finding,
        Self::Measure,
        Self::Pace,
        Self::Leader,
        Self::Unit,
        Self::Deadline,
        Self::Status,
        Self::Remark,
    ];

    /// Those whose values are offered to filter by.
    pub const FACETS: [Self; 5] =
        [Self::Direction, Self::Pace, Self::Leader, Self::Unit, Self::Status];

    /// Those whose words are searched one by one.
    pub const SEARCHED: [Self; 6] =
        [Self::Finding, Self::Measure, Self::Leader, Self::Unit, Self::Deadline, Self::Remark];

    /// The word in storage.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Direction => "direction",
            Self::Finding => "finding",
            Self::Measure => "measure",
            Self::Pace => "pace",
            Self::Leader => "leader",
            Self::Unit => "unit",
            Self::Deadline => "deadline",
            Self::Status => "status",
            Self::Remark => "remark",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }

    /// What an edit of the cell changes, in the node of [`super::Spot::node`]. None where cells
    /// are only read.
    pub fn field(self) -> Option<Field> {
        match self {
            Self::Number | Self::Direction => None,
            Self::Finding | Self::Measure => Some(Field::Text),
            Self::Pace => Some(Field::Pace),
            Self::Leader => Some(Field::Leader),
            Self::Unit => Some(Field::Unit),
            Self::Deadline => Some(Field::Deadline),
            Self::Status => Some(Field::Status),
            Self::Remark => Some(Field::Remark),
        }
    }

    /// The column that shows a field of a measure.
    pub fn of(field: Field) -> Self {
        match field {
            Field::Before | Field::Text | Field::After => Self::Measure,
            Field::Status => Self::Status,
            Field::Pace => Self::Pace,
            Field::Leader => Self::Leader,
            Field::Unit => Self::Unit,
            Field::Deadline => Self::Deadline,
            Field::Remark => Self::Remark,
        }
    }

    /// The codes its cells choose from, in order; none where cells take words.
    pub fn choices(self) -> Option<Vec<&'static str>> {
        match self {
            Self::Pace => Some(Pace::ALL.iter().map(|pace| pace.code()).collect()),
            Self::Status => Some(Status::ALL.iter().map(|status| status.code()).collect()),
            Self::Number
            | Self::Direction
            | Self::Finding
            | Self::Measure
            | Self::Leader
            | Self::Unit
            | Self::Deadline
            | Self::Remark => None,
        }
    }

    pub fn is_facet(self) -> bool {
        Self::FACETS.contains(&self)
    }

    /// Whether one cell stands for all rows of a run.
    pub fn is_merged(self) -> bool {
        matches!(self, Self::Number | Self::Finding)
    }

    /// Whether something can be written into its cells.
    pub fn is_writable(self) -> bool {
        self.field().is_some()
    }

    /// Whether the selection stops there.
    pub fn is_stop(self) -> bool {
        self != Self::Number
    }
}

/// What a cell says for a value of its column: the word for a code, any other as it is. A search
/// looks for what the cells say.
pub fn word(column: Column, value: &str) -> &str {
    match column {
        Column::Pace => Pace::from_code(value).map_or("", pace_word),
        Column::Status => Status::from_code(value).map_or("", status_word),
        Column::Number
        | Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Leader
        | Column::Unit
        | Column::Deadline
        | Column::Remark => value,
    }
}

fn pace_word(pace: Pace) -> &'static str {
    match pace {
        Pace::AtOnce => "立行立改",
        Pace::ByDeadline => "限期整改",
        Pace::LongTerm => "长期坚持",
    }
}

/// The stage itself, where the published text may be vaguer: there, 已完成待核 reads 已完成.
fn status_word(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "未启动",
        Status::InProgress => "整改中",
        Status::AwaitingCheck => "已完成待核",
        Status::StruckOff => "已销号",
        Status::LongTerm => "长期坚持",
    }
}
