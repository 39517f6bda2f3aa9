//! How the table is looked at: which rows, in which order, under which bands. Kept with the
//! names it was saved under; what an older or newer release left out or added is no error.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Column;
use crate::ledger::{Field, Id};

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
#[serde(from = "Stored")]
pub struct Filter {
    /// Whatever the case and the width; blanks at its ends do not count.
    pub text: String,
    /// None seeks in every column but the number.
    pub within: Option<Column>,
    /// Values of fields of a measure; “” is one that is not filled in.
    // Invariant, of those who set it: no list is empty.
    pub values: BTreeMap<Field, Vec<String>>,
    /// Directions, or chapters where there are no directions. None at all lets every row pass.
    pub direction: Vec<Id>,
    /// What stands under no direction and no chapter, beside those of `direction`.
    pub undirected: bool,
    /// Only what is past its day and still open.
    pub overdue: bool,
    /// Only what is due today or in so many days.
    pub due_within: Option<u16>,
    /// Only what was sent back to its unit.
    pub returned: bool,
    /// Only what was given a later deadline.
    pub extended: bool,
    /// Only what was reported done more than once.
    pub resubmitted: bool,
    /// Only rows of measures: a value that is not filled in is theirs then.
    pub measures: bool,
    /// Only findings that have no measures yet.
    pub bare: bool,
}

/// A filter as it was kept by this or another release. Early ones had four lists of their own.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Stored {
    text: String,
    within: Option<Column>,
    values: BTreeMap<String, Vec<String>>,
    status: Vec<String>,
    pace: Vec<String>,
    unit: Vec<String>,
    leader: Vec<String>,
    direction: Vec<Id>,
    undirected: bool,
    overdue: bool,
    due_within: Option<u16>,
    returned: bool,
    extended: bool,
    resubmitted: bool,
    measures: bool,
    bare: bool,
}

impl From<Stored> for Filter {
    fn from(stored: Stored) -> Self {
        let named = [
            (Field::Status, stored.status),
            (Field::Pace, stored.pace),
            (Field::Unit, stored.unit),
            (Field::Leader, stored.leader),
        ];
        let others = stored.values.into_iter();
        let others = others.filter_map(|(code, values)| Some((Field::from_code(&code)?, values)));
        let values = named.into_iter().chain(others).filter(|(_, values)| !values.is_empty());
        Self {
            text: stored.text,
            within: stored.within,
            values: values.collect(),
            direction: stored.direction,
            undirected: stored.undirected,
            overdue: stored.overdue,
            due_within: stored.due_within,
            returned: stored.returned,
            extended: stored.extended,
            resubmitted: stored.resubmitted,
            measures: stored.measures,
            bare: stored.bare,
        }
    }
}

/// A condition of a filter that is no value of a column: on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    Overdue,
    DueWithin(u16),
    Returned,
    Extended,
    Resubmitted,
    Measures,
    Bare,
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
    /// Only rows with this value.
    pub fn only(field: Field, value: &str) -> Self {
        let values = BTreeMap::from([(field, vec![value.to_owned()])]);
        Self { values, ..Self::default() }
    }

    /// The values of a column that pass; none where all do.
    pub fn values(&self, column: Column) -> Vec<String> {
        match column {
            Column::Direction => {
                let ids = self.direction.iter().map(ToString::to_string);
                ids.chain(self.undirected.then(String::new)).collect()
            }
            Column::Field(field) => self.values.get(&field).cloned().unwrap_or_default(),
            Column::Number | Column::Finding | Column::Measure => Vec::new(),
        }
    }

    /// Lets these values of a column pass. Nothing for a column that is not filtered by values.
    pub fn set_values(&mut self, column: Column, values: Vec<String>) {
        match column {
            Column::Direction => {
                let ids = values.iter().filter_map(|value| value.parse().ok().and_then(Id::new));
                self.direction = ids.collect();
                self.undirected = values.iter().any(String::is_empty);
            }
            Column::Field(field) if values.is_empty() => drop(self.values.remove(&field)),
            Column::Field(field) if column.is_facet() => {
                drop(self.values.insert(field, values));
            }
            Column::Number | Column::Finding | Column::Measure | Column::Field(_) => {}
        }
    }

    /// Whether a column's values or words are filtered.
    pub fn has(&self, column: Column) -> bool {
        let seeks = !self.text.trim().is_empty() && self.within == Some(column);
        seeks || !self.values(column).is_empty()
    }

    /// The conditions that are on.
    pub fn conditions(&self) -> Vec<Condition> {
        let on = [
            self.overdue.then_some(Condition::Overdue),
            self.due_within.map(Condition::DueWithin),
            self.returned.then_some(Condition::Returned),
            self.extended.then_some(Condition::Extended),
            self.resubmitted.then_some(Condition::Resubmitted),
            self.measures.then_some(Condition::Measures),
            self.bare.then_some(Condition::Bare),
        ];
        on.into_iter().flatten().collect()
    }

    /// Switches a condition off.
    pub fn drop_condition(&mut self, condition: Condition) {
        match condition {
            Condition::Overdue => self.overdue = false,
            Condition::DueWithin(_) => self.due_within = None,
            Condition::Returned => self.returned = false,
            Condition::Extended => self.extended = false,
            Condition::Resubmitted => self.resubmitted = false,
            Condition::Measures => self.measures = false,
            Condition::Bare => self.bare = false,
        }
    }

    /// Whether every row passes.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
            && self.values.is_empty()
            && !self.has_directions()
            && !self.asks_of_the_day()
            && !self.measures
            && !self.bare
    }

    /// Whether some directions are left out.
    pub(super) fn has_directions(&self) -> bool {
        !self.direction.is_empty() || self.undirected
    }

    /// Whether it asks how a measure stands today.
    pub fn asks_of_the_day(&self) -> bool {
        self.overdue
            || self.due_within.is_some()
            || self.returned
            || self.extended
            || self.resubmitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_direction_is_a_direction_to_choose() {
        let mut filter = Filter::default();
        filter.set_values(Column::Direction, vec!["7".to_owned(), String::new()]);
        assert_eq!((filter.direction.len(), filter.undirected), (1, true));
        assert_eq!(filter.values(Column::Direction), ["7", ""]);
        filter.set_values(Column::Direction, Vec::new());
        assert!(filter.is_empty());
    }

    #[test]
    fn a_saved_view_comes_back_and_gaps_in_it_are_filled() {
        let view = View {
            filter: Filter { text: "整改".to_owned(), overdue: true, ..Filter::default() },
            sort: Some(Sort { column: Column::Field(Field::Deadline), descending: true }),
            group: Grouping::Unit,
        };
        let text = serde_json::to_string(&view).expect("plain data");
        assert_eq!(serde_json::from_str::<View>(&text).expect("its own words"), view);
        let sparse = r#"{"sort":{"column":"unit"},"later":1,"filter":{"unit":["办公室"]}}"#;
        let view: View = serde_json::from_str(sparse).expect("gaps are filled");
        assert_eq!(view.sort, Some(Sort { column: Column::Field(Field::Unit), descending: false }));
        assert_eq!(
            (view.group, view.filter.values(Column::Field(Field::Unit)).len()),
            (Grouping::Direction, 1)
        );
        for name in
            ["undirected", "overdue", "returned", "extended", "resubmitted", "measures", "bare"]
        {
            let stored = format!("{{\"{name}\":true}}");
            let filter: Filter = serde_json::from_str(&stored).expect("gaps are filled");
            assert!(!filter.is_empty(), "{name}");
            let text = serde_json::to_string(&filter).expect("plain data");
            assert_eq!(serde_json::from_str::<Filter>(&text).expect("its own words"), filter);
        }
        for column in Column::ALL {
            assert_eq!(Column::from_code(column.code()), Some(column));
            let quoted = serde_json::to_string(&column).expect("a word");
            assert_eq!(quoted, format!("\"{}\"", column.code()));
        }
    }
}
