//! One cell of the table, and the way from it to its neighbours.

use super::Group;
use crate::ledger::{Field, Id};

/// The columns that can be edited, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    Finding,
    Measure,
    Pace,
    Leader,
    Unit,
    Deadline,
    Status,
}

/// A cell: a row (a measure, or a finding that has none yet) and a column. In the finding's
/// column the row is kept, so that going right again leads back to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spot {
    pub finding: Id,
    pub measure: Option<Id>,
    pub column: Column,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    Up,
    Down,
    Left,
    Right,
    /// First and last column.
    Home,
    End,
    /// First and last row.
    Top,
    Bottom,
    /// By this many rows, downwards where positive.
    Rows(isize),
}

impl Column {
    pub const ALL: [Self; 7] = [
        Self::Finding,
        Self::Measure,
        Self::Pace,
        Self::Leader,
        Self::Unit,
        Self::Deadline,
        Self::Status,
    ];

    pub fn field(self) -> Field {
        match self {
            Self::Finding | Self::Measure => Field::Text,
            Self::Pace => Field::Pace,
            Self::Leader => Field::Leader,
            Self::Unit => Field::Unit,
            Self::Deadline => Field::Deadline,
            Self::Status => Field::Status,
        }
    }

    /// Counted from 0 at the left.
    pub fn at(self) -> usize {
        Self::ALL.iter().position(|column| *column == self).unwrap_or(0)
    }
}

impl Spot {
    /// The first measure of the table.
    pub fn first(groups: &[Group]) -> Option<Self> {
        groups.first().map(|group| Self {
            finding: group.finding,
            measure: group.measures.first().copied(),
            column: Column::Measure,
        })
    }

    /// The node whose field the cell shows; none in the empty row of a finding without measures.
    pub fn node(self) -> Option<Id> {
        match self.column {
            Column::Finding => Some(self.finding),
            Column::Measure
            | Column::Pace
            | Column::Leader
            | Column::Unit
            | Column::Deadline
            | Column::Status => self.measure,
        }
    }

    /// Whether `cell` is the one selected: the finding's cell is one for all its rows.
    pub fn shows(self, cell: Self) -> bool {
        self.finding == cell.finding
            && self.column == cell.column
            && (self.column == Column::Finding || self.measure == cell.measure)
    }

    /// The same cell in a table that has changed: where its row went, the one that moved up.
    pub fn settle(self, before: &[Group], now: &[Group]) -> Option<Self> {
        let old = before.iter().position(|group| group.finding == self.finding);
        let Some(group) = now.iter().find(|group| group.finding == self.finding) else {
            let group = now.get(old?).or(now.last())?;
            return Some(Self {
                finding: group.finding,
                measure: group.measures.first().copied(),
                ..self
            });
        };
        let old =
            old.and_then(|at| before[at].measures.iter().position(|id| Some(*id) == self.measure));
        let measure = self.measure.filter(|id| group.measures.contains(id));
        let moved_up = old.and_then(|at| group.measures.get(at)).or(group.measures.last()).copied();
        Some(Self { measure: measure.or(moved_up), ..self })
    }

    /// The cell that shows a field of a node, if it is in the table.
    pub fn of(groups: &[Group], node: Id, field: Field) -> Option<Self> {
        let group =
            groups.iter().find(|group| group.finding == node || group.measures.contains(&node))?;
        if group.finding == node {
            let measure = group.measures.first().copied();
            return Some(Self { finding: node, measure, column: Column::Finding });
        }
        let own = |column: &Column| column.field() == field && *column != Column::Finding;
        let column = Column::ALL.into_iter().find(own).unwrap_or(Column::Measure);
        Some(Self { finding: group.finding, measure: Some(node), column })
    }

    /// Where `step` leads; the edge of the table holds.
    pub fn step(self, groups: &[Group], step: Move) -> Self {
        match step {
            Move::Left => self.beside(-1),
            Move::Right => self.beside(1),
            Move::Home => Self { column: Column::Finding, ..self },
            Move::End => Self { column: Column::Status, ..self },
            // The finding's cell is as high as the group: up and down leave the group.
            Move::Up if self.column == Column::Finding => self.group(groups, -1),
            Move::Down if self.column == Column::Finding => self.group(groups, 1),
            Move::Up => self.rows(groups, -1),
            Move::Down => self.rows(groups, 1),
            Move::Rows(by) => self.rows(groups, by),
            Move::Top => self.rows(groups, isize::MIN / 2),
            Move::Bottom => self.rows(groups, isize::MAX / 2),
        }
    }

    fn beside(self, by: isize) -> Self {
        let at = self.column.at().saturating_add_signed(by).min(Column::ALL.len() - 1);
        Self { column: Column::ALL[at], ..self }
    }

    fn group(self, groups: &[Group], by: isize) -> Self {
        let at = groups.iter().position(|group| group.finding == self.finding);
        let next = at.and_then(|at| at.checked_add_signed(by)).and_then(|at| groups.get(at));
        match next {
            Some(group) => {
                Self { finding: group.finding, measure: group.measures.first().copied(), ..self }
            }
            None => self,
        }
    }

    fn rows(self, groups: &[Group], by: isize) -> Self {
        let rows = |group: &Group| group.measures.len().max(1);
        let mut before = 0;
        for group in groups {
            if group.finding == self.finding {
                let own = group.measures.iter().position(|id| Some(*id) == self.measure);
                before += own.unwrap_or(0);
                break;
            }
            before += rows(group);
        }
        let last = groups.iter().map(rows).sum::<usize>().saturating_sub(1);
        let mut target = before.saturating_add_signed(by).min(last);
        for group in groups {
            if target < rows(group) {
                let measure = group.measures.get(target).copied();
                return Self { finding: group.finding, measure, ..self };
            }
            target -= rows(group);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u64) -> Id {
        Id::new(number).expect("not zero")
    }

    /// Three findings: two measures, none, one.
    fn groups() -> Vec<Group> {
        [(1, vec![11, 12]), (2, vec![]), (3, vec![31])]
            .into_iter()
            .map(|(finding, measures)| Group {
                band: None,
                finding: id(finding),
                label: finding.to_string(),
                measures: measures.into_iter().map(id).collect(),
            })
            .collect()
    }

    fn walk(from: (u64, Option<u64>, Column), steps: &[Move]) -> (u64, Option<u64>, Column) {
        let start = Spot { finding: id(from.0), measure: from.1.map(id), column: from.2 };
        let end = steps.iter().fold(start, |spot, step| spot.step(&groups(), *step));
        (end.finding.get(), end.measure.map(Id::get), end.column)
    }

    #[test]
    fn a_row_that_went_gives_way_to_the_one_that_moved_up() {
        let before = groups();
        let spot = Spot { finding: id(1), measure: Some(id(11)), column: Column::Unit };
        let mut after = groups();
        after[0].measures.remove(0);
        assert_eq!(spot.settle(&before, &after), Some(Spot { measure: Some(id(12)), ..spot }));
        after.remove(0);
        let next = Spot { finding: id(2), measure: None, ..spot };
        assert_eq!(spot.settle(&before, &after), Some(next));
        assert_eq!(spot.settle(&before, &[]), None);
    }

    #[test]
    fn rows_lead_through_empty_findings_and_stop_at_the_edges() {
        use Column::{Finding, Measure, Status};
        use Move::{Bottom, Down, End, Home, Left, Right, Rows, Top, Up};
        let start = (1, Some(11), Measure);
        assert_eq!(walk(start, &[Down]), (1, Some(12), Measure));
        assert_eq!(walk(start, &[Down, Down]), (2, None, Measure));
        assert_eq!(walk(start, &[Down, Down, Down, Down]), (3, Some(31), Measure));
        assert_eq!(walk(start, &[Up]), start);
        assert_eq!(walk(start, &[Rows(2), Rows(-1)]), (1, Some(12), Measure));
        assert_eq!(walk(start, &[Bottom, End]), (3, Some(31), Status));
        assert_eq!(walk(start, &[Bottom, Top]), start);
        assert_eq!(walk((1, Some(12), Measure), &[Left, Right]), (1, Some(12), Measure));
        assert_eq!(walk((1, Some(12), Measure), &[Home, Down]), (2, None, Finding));
        assert_eq!(walk((1, Some(12), Finding), &[Up]), (1, Some(12), Finding));
    }
}
