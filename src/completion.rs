//! What the ledger already has for names and deadlines, offered while one is typed.
//!
//! [`Known`] counts the values; edits keep it right, so that it is built once per document. Only
//! what stands in the ledger is offered: there is no list of offices here, and no pinyin.

use std::cmp::Reverse;

use foldhash::HashMap;
use memchr::memmem::Finder;

use crate::edit::Edit;
use crate::ledger::{Field, Form, Ledger, Node, wording};

/// At most this many are offered.
const MOST: usize = 8;

/// The distinct values of the fields that are completed, with how often each stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// By their places in [`COMPLETED`].
    values: [Values; COMPLETED.len()],
}

/// By the value as written. Values that differ in width or case only are values of their own.
type Values = HashMap<String, Uses>;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Uses {
    // Invariant: at least 1.
    count: usize,
    folded: Box<str>,
}

/// The fields that are completed.
const COMPLETED: [Field; 7] = [
    Field::Leader,
    Field::Unit,
    Field::Deadline,
    Field::Cooperating,
    Field::Person,
    Field::Claim,
    Field::Verdict,
];

/// Whether values of a field are offered while one is typed.
pub fn is_completed(field: Field) -> bool {
    COMPLETED.contains(&field)
}

impl Known {
    pub fn new(ledger: &Ledger) -> Self {
        Self::of(ledger.nodes())
    }

    /// Follows edits that were applied to the ledger. Where a transaction is revised or
    /// withdrawn, its inverse comes first.
    pub fn apply(&mut self, edits: &[Edit]) {
        for edit in edits {
            match edit {
                Edit::Set { field, from, to, .. } => {
                    self.forget(*field, from);
                    self.learn(*field, to);
                }
                Edit::Insert { node, .. } => self.learn_node(node),
                Edit::Remove { node, .. } => {
                    for field in COMPLETED {
                        self.forget(field, node.get(field));
                    }
                }
                Edit::TakeStep { .. }
                | Edit::DropStep { .. }
                | Edit::Rename { .. }
                | Edit::Arrange { .. }
                | Edit::Rule { .. }
                | Edit::Identify { .. }
                | Edit::Dispatch { .. } => {}
                Edit::Replace { to, .. } => *self = Self::of(&to.nodes),
            }
        }
    }

    fn of(nodes: &[Node]) -> Self {
        let mut known = Self::default();
        for node in nodes {
            known.learn_node(node);
        }
        known
    }

    fn learn_node(&mut self, node: &Node) {
        for field in COMPLETED {
            self.learn(field, node.get(field));
        }
    }

    fn learn(&mut self, field: Field, cell: &str) {
        let Some(values) = self.values_mut(field) else { return };
        for value in parts(field, cell) {
            match values.get_mut(value) {
                Some(uses) => uses.count += 1,
                None => {
                    let uses = Uses { count: 1, folded: folded(value).into() };
                    values.insert(value.to_owned(), uses);
                }
            }
        }
    }

    fn forget(&mut self, field: Field, cell: &str) {
        let Some(values) = self.values_mut(field) else { return };
        for value in parts(field, cell) {
            match values.get_mut(value) {
                Some(uses) if uses.count > 1 => uses.count -= 1,
                Some(_) => {
                    values.remove(value);
                }
                // An edit of another ledger: nothing to forget.
                None => {}
            }
        }
    }

    fn values(&self, field: Field) -> Option<&Values> {
        place(field).map(|at| &self.values[at])
    }

    fn values_mut(&mut self, field: Field) -> Option<&mut Values> {
        place(field).map(|at| &mut self.values[at])
    }
}

fn place(field: Field) -> Option<usize> {
    COMPLETED.iter().position(|one| *one == field)
}

/// What could be meant by the last value of the cell `typed`: those that begin with it before
/// those that contain it, each the most used first. Nothing that the cell has already.
pub fn candidates(known: &Known, field: Field, typed: &str) -> Vec<String> {
    let Some(values) = known.values(field) else { return Vec::new() };
    let begun = begun(values, field, typed);
    let others: Vec<&str> = parts(field, &typed[..typed.len() - begun.len()]).collect();
    let wanted = folded(begun);
    let wanted = Finder::new(&wanted);
    let fitting = values.iter().filter_map(|(value, uses)| {
        let at = wanted.find(uses.folded.as_bytes())?;
        // What stands there complete is not offered, with a blank in it or without.
        let is_new = !typed.ends_with(value.as_str()) && !others.contains(&value.as_str());
        // Values of the same count in the order of their characters, the same on every machine.
        is_new.then_some((at > 0, Reverse(uses.count), value.as_str()))
    });
    let mut fitting: Vec<_> = fitting.collect();
    if fitting.len() > MOST {
        fitting.select_nth_unstable(MOST);
        fitting.truncate(MOST);
    }
    fitting.sort_unstable();
    fitting.into_iter().map(|(_, _, value)| value.to_owned()).collect()
}

/// The cell `typed` with its last value completed to `value`, one of [`candidates`].
pub fn completed(known: &Known, field: Field, typed: &str, value: &str) -> String {
    let begun = known.values(field).map_or(typed, |values| begun(values, field, typed));
    format!("{}{value}", &typed[..typed.len() - begun.len()])
}

/// The values in one cell: “办公室、人事科” are two offices. A deadline is one whatever it says.
pub(crate) fn parts(field: Field, cell: &str) -> impl Iterator<Item = &str> {
    let is_list = is_list(field);
    let listed = cell.split(move |c| is_list && is_mark(c)).map(str::trim);
    let parts = listed.flat_map(move |part| {
        // A blank parts two offices, but not the two characters of “张　三”.
        let is_one = !is_list || part.split_whitespace().any(|word| word.chars().nth(1).is_none());
        part.split(move |c: char| !is_one && c.is_whitespace())
    });
    parts.filter(|part| !part.is_empty())
}

/// The end of `typed` that is being completed: what follows the last mark, or the last blank where
/// nothing known has that blank in it.
fn begun<'a>(values: &Values, field: Field, typed: &'a str) -> &'a str {
    if !is_list(field) {
        return typed.trim_start();
    }
    let listed = typed.rsplit(is_mark).next().unwrap_or(typed).trim_start();
    let Some(word) = listed.rsplit(char::is_whitespace).next().filter(|word| *word != listed)
    else {
        return listed;
    };
    let wanted = folded(listed);
    let wanted = Finder::new(&wanted);
    // The cell is saved while it is typed: what stands there once and is the same is itself.
    let is_another = |value: &str, uses: &Uses| value != listed || uses.count > 1;
    let mut all = values.iter();
    let is_known = all.any(|(value, uses)| {
        is_another(value, uses) && wanted.find(uses.folded.as_bytes()).is_some()
    });
    if is_known { listed } else { word }
}

fn is_list(field: Field) -> bool {
    field.form() == Form::Names
}

fn is_mark(c: char) -> bool {
    matches!(c, '、' | '，' | '；' | ',' | ';' | '\n' | '\r')
}

fn folded(text: &str) -> String {
    text.chars().map(wording::fold).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is known from these cells of units; leaders and deadlines get the same.
    fn known(cells: &[&str]) -> Known {
        let mut known = Known::default();
        for cell in cells {
            for field in COMPLETED {
                known.learn(field, cell);
            }
        }
        known
    }

    fn units(cells: &[&str], typed: &str) -> Vec<String> {
        candidates(&known(cells), Field::Unit, typed)
    }

    #[test]
    fn beginnings_come_before_middles_and_the_most_used_first() {
        let cells = ["市办公室", "市办公室", "办公室", "办事处", "办事处", "人事科"];
        assert_eq!(units(&cells, "办"), ["办事处", "办公室", "市办公室"]);
        assert_eq!(units(&cells, ""), ["办事处", "市办公室", "人事科", "办公室"]);
        assert_eq!(units(&cells, "办公室"), ["市办公室"], "what is complete is not offered");
        assert!(units(&cells, "财").is_empty());
    }

    #[test]
    fn width_and_case_do_not_count() {
        assert_eq!(units(&["ＩＴ中心"], "it"), ["ＩＴ中心"]);
        assert_eq!(units(&["it中心"], "ＩＴ"), ["it中心"]);
    }

    #[test]
    fn the_last_of_several_values_is_completed() {
        let cells = ["办公室、人事科", "人事科；财务科", "办公室 督查科", "张　三"];
        let known = known(&cells);
        for (typed, offered, cell) in [
            ("办公室、人", "人事科", "办公室、人事科"),
            ("办公室，财", "财务科", "办公室，财务科"),
            ("办公室 督", "督查科", "办公室 督查科"),
            ("办公室, 督", "督查科", "办公室, 督查科"),
            ("张　", "张　三", "张　三"),
        ] {
            assert_eq!(candidates(&known, Field::Unit, typed), [offered], "{typed}");
            assert_eq!(completed(&known, Field::Unit, typed, offered), cell);
        }
        let rest = candidates(&known, Field::Unit, "办公室、");
        assert_eq!(rest, ["人事科", "张　三", "督查科", "财务科"], "what the cell has is left out");
        let whole = candidates(&known, Field::Deadline, "办公室、人");
        assert_eq!(whole, ["办公室、人事科"], "a deadline is one value");
    }

    #[test]
    fn a_cell_being_typed_does_not_hide_what_it_could_become() {
        let cells = ["人事科", "办公室 人"];
        assert_eq!(units(&cells, "办公室 人"), ["人事科"]);
    }

    #[test]
    fn no_more_are_offered_than_can_be_looked_over() {
        let cells: Vec<String> = (10..99).map(|number| format!("科室{number}")).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).chain(["科室55"]).collect();
        let offered = units(&cells, "科");
        assert_eq!(offered.len(), MOST);
        assert_eq!(offered[..3], ["科室55", "科室10", "科室11"]);
    }
}
