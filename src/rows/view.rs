//! How the table is looked at: which rows, in which order, under which bands. Kept with the
//! names it was saved under; what an older or newer release left out or added is no error.

use serde::{Deserialize, Serialize};

use super::Column;
use crate::ledger::Id;

/// Nothing hidden, the order of the document, bands of directions: the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    pub filter: Filter,
    /// None is the order of the document.
    pub sort: Option<Sort>,
    pub group: Grouping,
}

/// Rows with nothing in the column come last either way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    pub column: Column,
    #[serde(default)]
    pub descending: bool,
}

/// What the bands above the rows say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    #[default]
    Direction,
    Unit,
    Leader,
    Status,
    Pace,
    /// By month.
    Deadline,
    None,
}

/// Conditions that must all hold; each list takes any of its values. In the row of a finding
/// without measures all cells of a measure are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Whatever the case and the width; blanks at its ends do not count.
    pub text: String,
    /// None seeks in every column but the number.
    pub within: Option<Column>,
    /// Codes; “” is a measure without status. No code at all lets every row pass, here and below.
    pub status: Vec<String>,
    pub pace: Vec<String>,
    pub unit: Vec<String>,
    pub leader: Vec<String>,
    /// Directions, or chapters where there are no directions.
    pub direction: Vec<Id>,
    /// Only what is past its day and neither reported done, nor struck off, nor long-term.
    pub overdue: bool,
}

impl View {
    /// Whether a change of values may leave rows where the view would not put them.
    pub fn can_go_stale(&self) -> bool {
        !self.filter.is_empty() || self.sort.is_some() || self.group != Grouping::Direction
    }

    /// How a column orders the rows: `true` downwards. None where it does not.
    pub fn order_of(&self, column: Column) -> Option<bool> {
        self.sort.filter(|sort| sort.column == column).map(|sort| sort.descending)
    }
}

impl Grouping {
    pub const ALL: [Self; 7] = [
        Self::Direction,
        Self::Unit,
        Self::Leader,
        Self::Status,
        Self::Pace,
        Self::Deadline,
        Self::None,
    ];

    /// The word in a list of choices.
    pub fn code(self) -> &'static str {
        match self {
            Self::Direction => "direction",
            Self::Unit => "unit",
            Self::Leader => "leader",
            Self::Status => "status",
            Self::Pace => "pace",
            Self::Deadline => "deadline",
            Self::None => "none",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.code() == code)
    }
}

impl Filter {
    /// The values of a column that pass; none where all do.
    pub fn values(&self, column: Column) -> Vec<String> {
        match column {
            Column::Status => self.status.clone(),
            Column::Pace => self.pace.clone(),
            Column::Unit => self.unit.clone(),
            Column::Leader => self.leader.clone(),
            Column::Direction => self.direction.iter().map(ToString::to_string).collect(),
            Column::Number
            | Column::Finding
            | Column::Measure
            | Column::Deadline
            | Column::Remark => Vec::new(),
        }
    }

    /// Lets these values of a column pass. Nothing for a column that is not filtered by values.
    pub fn set_values(&mut self, column: Column, values: Vec<String>) {
        match column {
            Column::Status => self.status = values,
            Column::Pace => self.pace = values,
            Column::Unit => self.unit = values,
            Column::Leader => self.leader = values,
            Column::Direction => {
                let ids = values.iter().filter_map(|value| value.parse().ok().and_then(Id::new));
                self.direction = ids.collect();
            }
            Column::Number
            | Column::Finding
            | Column::Measure
            | Column::Deadline
            | Column::Remark => {}
        }
    }

    /// Whether a column's values or words are filtered.
    pub fn has(&self, column: Column) -> bool {
        let seeks = !self.text.trim().is_empty() && self.within == Some(column);
        seeks || !self.values(column).is_empty()
    }

    /// Whether every row passes.
    pub fn is_empty(&self) -> bool {
        let Self { text, within: _, status, pace, unit, leader, direction, overdue } = self;
        let lists = [status, pace, unit, leader].into_iter().all(Vec::is_empty);
        text.trim().is_empty() && lists && direction.is_empty() && !overdue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_view_comes_back_and_gaps_in_it_are_filled() {
        let view = View {
            filter: Filter { text: "整改".to_owned(), overdue: true, ..Filter::default() },
            sort: Some(Sort { column: Column::Deadline, descending: true }),
            group: Grouping::Unit,
        };
        let text = serde_json::to_string(&view).expect("plain data");
        assert_eq!(serde_json::from_str::<View>(&text).expect("its own words"), view);
        let sparse = r#"{"sort":{"column":"unit"},"later":1,"filter":{"unit":["办公室"]}}"#;
        let view: View = serde_json::from_str(sparse).expect("gaps are filled");
        assert_eq!(view.sort, Some(Sort { column: Column::Unit, descending: false }));
        assert_eq!((view.group, view.filter.unit.len()), (Grouping::Direction, 1));
        for column in Column::ALL {
            assert_eq!(Column::from_code(column.code()), Some(column));
            let quoted = serde_json::to_string(&column).expect("a word");
            assert_eq!(quoted, format!("\"{}\"", column.code()));
        }
    }
}
