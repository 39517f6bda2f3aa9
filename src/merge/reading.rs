//! One return against its base and the ledger, row by row and cell by cell.
//!
//! Whether something may be taken unseen is judged here, by what was sent and not by what a file
//! says: only an answer to a part on the list can be plain, and nobody verifies their own work.

use foldhash::{HashMap, HashSet};

use super::places::Gathering;
use super::{Return, Stand, Standing, Variant, What};
use crate::ledger::{Deed, Field, Id, Kind, Ledger, Node, Step};
use crate::slice::Mandate;

/// Whether rows of this kind come, go, and have cells that are merged.
fn is_row(node: &Node) -> bool {
    matches!(node.kind, Kind::Measure | Kind::Finding)
}

/// The cells of a row. Frames follow from where it stands.
fn cells(kind: Kind) -> impl Iterator<Item = Field> {
    let own = move |field: &Field| field.belongs_to(kind);
    std::iter::once(Field::Text).chain(Field::RECORD.iter().copied().filter(own))
}

/// One return while it is read.
struct Reading<'a, 'b> {
    into: &'a mut Gathering<'b>,
    file: usize,
    one: &'a Return,
    mandate: Mandate<'a>,
    is_part: bool,
}

/// What the three sides have of a row.
struct Row<'a> {
    theirs: &'a Node,
    was: Option<&'a Node>,
    own: &'a Node,
}

pub(super) fn read(into: &mut Gathering, file: usize, one: &Return) {
    let (mandate, is_part) = (Mandate::of(&one.theirs), one.theirs.slice().is_some());
    let mut reading = Reading { into, file, one, mandate, is_part };
    let mut before: HashMap<(Id, Kind), Id> = HashMap::default();
    for node in one.theirs.nodes() {
        let was = one.base.as_ref().and_then(|base| base.get(node.id));
        let own = reading.into.ours.get(node.id);
        if !is_row(node) {
            reading.count_other(node, was, own);
            continue;
        }
        let stands = node.parent.map(|parent| {
            let beside = before.insert((parent, node.kind), node.id);
            Stand { parent, beside }
        });
        match own {
            Some(own) if own.kind == node.kind => {
                reading.row(&Row { theirs: node, was, own }, stands);
            }
            // An id of ours that means something else there.
            Some(_) => reading.leave(),
            None => reading.absent(node, was, stands),
        }
    }
    reading.gone();
}

impl Reading<'_, '_> {
    /// Something that is not merged.
    fn leave(&mut self) {
        self.into.left[self.file] += 1;
    }

    fn variant(&self, value: Option<&str>, base: Option<&str>, is_beyond: bool) -> Variant {
        Variant {
            value: value.map(str::to_owned),
            base: base.map(str::to_owned),
            from: vec![self.file],
            // What was asked is known of what was sent alone.
            is_beyond: is_beyond || self.one.standing != Standing::Sent,
            steps: Vec::new(),
            stands: None,
            others: Vec::new(),
        }
    }

    /// Headings and prose of a part are not for those who fill it in, of a copy not merged.
    fn count_other(&mut self, node: &Node, was: Option<&Node>, own: Option<&Node>) {
        // What the report states of a measure follows the measure.
        let known = was.or(own.filter(|_| self.one.base.is_none()));
        if node.kind != Kind::Detail && known.is_none_or(|known| known.text != node.text) {
            self.leave();
        }
    }

    fn row(&mut self, row: &Row, stands: Option<Stand>) {
        let Row { theirs: node, was, own } = *row;
        let is_alike = |one: &Node| {
            (one.parent, &one.text, &one.record) == (node.parent, &node.text, &node.record)
        };
        // Most rows are, on all sides: their cells are not asked one by one.
        if was.is_some_and(is_alike) && is_alike(own) {
            self.into.unchanged += usize::from(node.kind == Kind::Measure);
            return;
        }
        let known = was.map_or(own.record.steps().len(), |was| was.record.steps().len());
        let new = node.record.steps().get(known..).unwrap_or_default();
        let mut is_unchanged = true;
        for field in cells(node.kind) {
            // A part does not say whether something is published.
            if self.is_part && field == Field::Publicity {
                continue;
            }
            is_unchanged &= self.cell(row, field, new);
        }
        if let Some(was) = was.filter(|was| was.parent != node.parent)
            && let Some(stands) = stands
            && node.kind == Kind::Measure
        {
            is_unchanged = false;
            self.moved(row, was, stands);
        }
        self.into.unchanged += usize::from(is_unchanged && node.kind == Kind::Measure);
    }

    /// False where they have changed it otherwise than we. `new` are the steps of the row beyond
    /// those of the base.
    fn cell(&mut self, row: &Row, field: Field, new: &[Step]) -> bool {
        let Row { theirs: node, was, own } = *row;
        let (theirs, ours) = (node.get(field), own.get(field));
        let base = was.map(|was| was.get(field));
        let steps = || new.iter().filter(move |step| step.deed.field() == field);
        if base == Some(theirs) {
            if ours != theirs {
                self.into.places.entry((node.id, What::Value, field)).or_default();
            }
            // Steps that led back to where they began.
            steps().for_each(|_| self.leave());
            return true;
        }
        // Nobody knows what it was, and both say the same: nothing to tell.
        if base.is_none() && theirs == ours {
            return true;
        }
        let slice = self.one.theirs.slice();
        let is_known = base == Some(ours)
            || was.is_some() && self.into.told.goes_on(node.id, field, slice, theirs);
        let is_closing = field == Field::Status && !as_stage(theirs).is_units();
        let is_beyond = !self.mandate.is_open(node.id, field)
            || self.is_part && (is_closing || !steps().all(Step::is_units));
        let mut variant = self.variant(Some(theirs), base, is_beyond);
        variant.steps = steps().cloned().collect();
        self.into.gather((node.id, What::Value, field), variant, Some(ours), is_known);
        theirs == ours
    }

    fn moved(&mut self, row: &Row, was: &Node, stands: Stand) {
        let Row { theirs: node, own, .. } = *row;
        let key = (node.id, What::Move, Field::Text);
        if own.parent == node.parent {
            self.into.places.entry(key).or_default().is_same = true;
            return;
        }
        let heading = |ledger: &Ledger, id: Option<Id>| {
            id.and_then(|id| ledger.get(id)).map_or(String::new(), |node| node.text.clone())
        };
        let ours = heading(self.into.ours, own.parent);
        let theirs = heading(&self.one.theirs, node.parent);
        let base = heading(self.one.base.as_ref().unwrap_or(self.into.ours), was.parent);
        let mut variant = self.variant(Some(&theirs), Some(&base), self.is_part);
        variant.stands = Some(stands);
        self.into.gather(key, variant, Some(&ours), own.parent == was.parent);
    }

    /// A row that the ledger has not: new, or taken away by us.
    fn absent(&mut self, node: &Node, was: Option<&Node>, stands: Option<Stand>) {
        let key = (node.id, What::Come, Field::Text);
        let differs = |was: &Node| cells(node.kind).any(|field| was.get(field) != node.get(field));
        if was.is_some_and(|was| !differs(was)) {
            self.into.places.entry(key).or_default();
            return;
        }
        // Whatever it stands under is there, or can come with it.
        let path = self.one.theirs.path(node.id);
        let is_there = |above: &&&Node| self.into.ours.get(above.id).is_some();
        let (there, missing): (Vec<&Node>, Vec<&Node>) =
            path[..path.len() - 1].iter().partition(is_there);
        let kinds = there
            .iter()
            .all(|own| self.into.ours.get(own.id).is_some_and(|other| other.kind == own.kind));
        if !missing.iter().all(|above| is_row(above)) || !kinds {
            return self.leave();
        }
        let permits = |slice: &crate::ledger::Slice| {
            slice.may_add && node.kind == Kind::Measure && missing.is_empty()
        };
        let is_asked = self.one.theirs.slice().is_none_or(permits);
        let is_units = as_stage(node.get(Field::Status)).is_units()
            && node.record.steps().iter().all(Step::is_units);
        let is_beyond = self.is_part && was.is_none() && !(is_asked && is_units);
        let base = was.map(|was| was.text.as_str());
        let mut variant = self.variant(Some(&node.text), base, is_beyond);
        let is_told = |field: &Field| *field != Field::Text && !node.get(*field).is_empty();
        let others = cells(node.kind).filter(is_told);
        variant.others = others.map(|field| (field, node.get(field).to_owned())).collect();
        variant.stands = stands;
        // Without a base nobody knows whether it is new or was taken away.
        let is_known = was.is_none() && self.one.base.is_some();
        self.into.gather(key, variant, None, is_known);
    }

    /// Rows of the base that did not come back. What stands under a row that is gone is gone
    /// with it.
    fn gone(&mut self) {
        let Some(base) = &self.one.base else { return };
        let theirs = &self.one.theirs;
        let is_gone = |id: Id| theirs.get(id).is_none();
        let mut changed = None;
        for was in base.nodes().iter().filter(|was| is_gone(was.id)) {
            if !is_row(was) {
                if was.kind != Kind::Detail {
                    self.leave();
                }
                continue;
            }
            let parent = was.parent.and_then(|parent| base.get(parent));
            if parent.is_some_and(|parent| is_row(parent) && is_gone(parent.id)) {
                continue;
            }
            let key = (was.id, What::Gone, Field::Text);
            let Some(own) = self.into.ours.get(was.id) else {
                self.into.places.entry(key).or_default().is_same = true;
                continue;
            };
            let changed = changed.get_or_insert_with(|| changed_rows(base, self.into.ours));
            let is_known = !changed.contains(&was.id);
            let variant = self.variant(None, Some(&was.text), self.is_part);
            let text = own.text.clone();
            self.into.gather(key, variant, Some(&text), is_known);
        }
    }
}

/// A stage as a step that leads there, to be judged as one.
fn as_stage(code: &str) -> Step {
    let (by, from, opinion) = Default::default();
    Step { deed: Deed::Correct, at: 0, by, from, to: code.to_owned(), opinion }
}

/// Rows of the base that we have changed, moved, or put something under.
fn changed_rows(base: &Ledger, ours: &Ledger) -> HashSet<Id> {
    let mut changed = HashSet::default();
    for own in ours.nodes().iter().filter(|own| is_row(own)) {
        let was = base.get(own.id);
        let is_as_it_was = was.is_some_and(|was| {
            was.parent == own.parent
                && cells(own.kind).all(|field| was.get(field) == own.get(field))
        });
        if !is_as_it_was {
            let above = std::iter::successors(Some(own), |node| ours.get(node.parent?));
            changed.extend(above.filter(|node| is_row(node)).map(|node| node.id));
        }
    }
    changed
}
