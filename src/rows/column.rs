//! The columns of the table: what each shows, in order and by name. Which of them are in sight,
//! and how wide, is not known here.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::ledger::{Field, Form, Pace, Particulars, Publicity, Status, usual_word, wording};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// “3”, “3-1”: the finding's number in the whole ledger.
    Number,
    /// The direction above the finding, or the chapter where there are no directions.
    Direction,
    Finding,
    Measure,
    /// A field of the record.
    Field(Field),
}

impl Column {
    /// From left to right.
    pub const ALL: [Self; 22] = [
        Self::Number,
        Self::Direction,
        Self::Finding,
        Self::Field(Field::Target),
        Self::Measure,
        Self::Field(Field::Pace),
        Self::Field(Field::Leader),
        Self::Field(Field::Unit),
        Self::Field(Field::Cooperating),
        Self::Field(Field::Person),
        Self::Field(Field::Deadline),
        Self::Field(Field::Status),
        Self::Field(Field::Progress),
        Self::Field(Field::Result),
        Self::Field(Field::Evidence),
        Self::Field(Field::Claim),
        Self::Field(Field::Verdict),
        Self::Field(Field::Shortfall),
        Self::Field(Field::NextStep),
        Self::Field(Field::Review),
        Self::Field(Field::Publicity),
        Self::Field(Field::Remark),
    ];

    /// Those whose values are offered to filter by.
    pub const FACETS: [Self; 10] = [
        Self::Direction,
        Self::Field(Field::Pace),
        Self::Field(Field::Leader),
        Self::Field(Field::Unit),
        Self::Field(Field::Cooperating),
        Self::Field(Field::Person),
        Self::Field(Field::Status),
        Self::Field(Field::Claim),
        Self::Field(Field::Verdict),
        Self::Field(Field::Publicity),
    ];

    /// Those whose words are searched one by one.
    pub fn searched() -> impl Iterator<Item = Self> {
        let has_codes = |column: &Self| column.choices().is_some();
        let is_searched = move |column: &Self| {
            !matches!(column, Self::Number | Self::Direction) && !has_codes(column)
        };
        Self::ALL.into_iter().filter(is_searched)
    }

    /// The word in storage.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Direction => "direction",
            Self::Finding => "finding",
            Self::Measure => "measure",
            Self::Field(field) => field.code(),
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
            Self::Field(field) => Some(field),
        }
    }

    /// The column that shows a field of a measure.
    pub fn of(field: Field) -> Self {
        if Field::RECORD.contains(&field) { Self::Field(field) } else { Self::Measure }
    }

    /// The codes its cells choose from, in order; none where cells take words.
    pub fn choices(self) -> Option<&'static [&'static str]> {
        self.field().and_then(Field::codes)
    }

    /// What its values are like; none where cells are only read.
    pub fn form(self) -> Option<Form> {
        self.field().map(Field::form)
    }

    pub fn is_facet(self) -> bool {
        Self::FACETS.contains(&self)
    }

    /// Whether its cells are a finding's and not a measure's.
    pub fn is_of_finding(self) -> bool {
        match self {
            Self::Finding => true,
            Self::Field(field) => field.is_of_finding(),
            Self::Number | Self::Direction | Self::Measure => false,
        }
    }

    /// Whether one cell stands for all rows of a run.
    pub fn is_merged(self) -> bool {
        self == Self::Number || self.is_of_finding()
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

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let unknown = || serde::de::Error::custom(format!("no column {code}"));
        Self::from_code(&code).ok_or_else(unknown)
    }
}

/// What a cell says for a value of its column: the word for a code, any other as it is. A search
/// looks for what the cells say.
pub fn word<'a>(particulars: &'a Particulars, column: Column, value: &'a str) -> &'a str {
    match column {
        Column::Field(Field::Pace) => Pace::from_code(value).map_or("", wording::pace_word),
        Column::Field(Field::Status) => {
            Status::from_code(value).map_or("", |status| stage_word(particulars, status))
        }
        Column::Field(Field::Publicity) => {
            Publicity::from_code(value).map_or("", wording::publicity_word)
        }
        Column::Number
        | Column::Direction
        | Column::Finding
        | Column::Measure
        | Column::Field(_) => value,
    }
}

/// The stage in the office's own word, else by its usual name. The published text may be vaguer:
/// there, 已完成待核 reads 已完成.
pub fn stage_word(particulars: &Particulars, status: Status) -> &str {
    particulars.word(status).unwrap_or(usual_word(status))
}
