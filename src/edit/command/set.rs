//! Values written into cells, one or ten thousand, and what follows from each: the mark that
//! closes an item, and what the document itself states of a field.

use std::cell::OnceCell;
use std::collections::hash_map::Entry;

use super::steps::taken;
use super::walk::below;
use super::{Hand, MOST_WRITTEN, Planned, Refused};
use crate::edit::Edit;
use crate::edit::frames::{self, Ending, Item};
use crate::ledger::{
    Field, Form, Id, Kind, Ledger, Node, Pace, Particulars, Publicity, Status, wording,
};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

pub(super) fn write(ledger: &Ledger, cells: Vec<(Id, Field, String)>, hand: &Hand) -> Planned {
    let mut values = Values::of(ledger);
    values.write(cells)?;
    let steps = taken(&values, hand, "")?;
    let mut edits = values.into_edits();
    edits.extend(steps);
    Ok(edits)
}

/// Values of nodes of the ledger as they will be: what is written later sees what was written
/// before, and each value is set once.
pub(super) struct Values<'a> {
    ledger: &'a Ledger,
    // Invariant: each cell once, and `places` has its place.
    cells: Vec<(Id, Field, String)>,
    places: HashMap<(Id, Field), usize>,
    /// The last measure of each finding, where many cells are written: to look it up for each
    /// would walk the finding each time.
    lasts: Option<HashMap<Id, Id>>,
    /// How the document opens its measures, once somebody asked.
    label: OnceCell<String>,
}

impl<'a> Values<'a> {
    pub(super) fn of(ledger: &'a Ledger) -> Self {
        Self {
            ledger,
            cells: Vec::new(),
            places: HashMap::new(),
            lasts: None,
            label: OnceCell::new(),
        }
    }

    /// How the document opens its measures: the whole of it is looked through, once.
    pub(super) fn measures_label(&self) -> String {
        self.label.get_or_init(|| frames::measures_label(self.ledger)).clone()
    }

    pub(super) fn get<'b>(&'b self, node: &'b Node, field: Field) -> &'b str {
        match self.places.get(&(node.id, field)) {
            Some(&at) => &self.cells[at].2,
            None => node.get(field),
        }
    }

    /// A measure in its place among those of its finding.
    pub(super) fn item(&self, node: &Node) -> Item {
        Item {
            id: node.id,
            ending: Ending::of(self.get(node, Field::Text)),
            before: self.get(node, Field::Before).to_owned(),
            after: self.get(node, Field::After).to_owned(),
        }
    }

    /// Gives the node of an item the item's frame.
    pub(super) fn reframe(&mut self, item: Item) {
        self.put(item.id, Field::Before, item.before);
        self.put(item.id, Field::After, item.after);
    }

    pub(super) fn write(&mut self, cells: Vec<(Id, Field, String)>) -> Result<(), Refused> {
        if cells.iter().map(|(.., to)| to.len()).sum::<usize>() > MOST_WRITTEN {
            return Err(Refused::TooMuch);
        }
        let texts = cells.iter().filter(|(_, field, _)| *field == Field::Text);
        if texts.take(2).count() == 2 {
            let nodes = self.ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
            self.lasts = Some(nodes.filter_map(|node| Some((node.parent?, node.id))).collect());
        }
        cells.into_iter().try_for_each(|(id, field, to)| self.set(id, field, to))
    }

    fn set(&mut self, id: Id, field: Field, to: String) -> Result<(), Refused> {
        let node = self.ledger.get(id).ok_or(Refused::Missing)?;
        // A value for another kind of row would never show.
        if !field.belongs_to(node.kind) {
            return Err(Refused::WrongKind);
        }
        if !field.accepts(&to) {
            return Err(Refused::Value);
        }
        let from = self.get(node, field);
        if from == to {
            return Ok(());
        }
        if field == Field::Text && node.kind == Kind::Detail {
            // A cell of the document is one line, and its columns are parted by tabs.
            let to = to.replace(BREAKS, "；");
            if let Some((owner, field)) = self.stated_by(node) {
                self.put(owner, field, to.clone());
            }
            self.put(id, field, to);
        } else if field == Field::Text && node.kind == Kind::Measure {
            let (from, ending) = (Ending::of(from), Ending::of(&to));
            let (before, after) = (self.get(node, Field::Before), self.get(node, Field::After));
            let after = frames::closing(before, after, from, ending, || self.is_last(node));
            self.put(id, field, to);
            self.put(id, Field::After, after);
        } else if let Some(detail) = self.stated(node, field) {
            // A cell of the document is one line, and its columns are parted by tabs.
            let words = word(self.ledger.particulars(), field, &to).replace(BREAKS, "；");
            self.put(id, field, to);
            self.put(detail, Field::Text, words);
        } else {
            self.put(id, field, to);
        }
        Ok(())
    }

    pub(super) fn put(&mut self, id: Id, field: Field, to: String) {
        match self.places.entry((id, field)) {
            Entry::Occupied(place) => self.cells[*place.get()].2 = to,
            Entry::Vacant(place) => {
                if self.ledger.get(id).is_some_and(|node| node.get(field) != to) {
                    place.insert(self.cells.len());
                    self.cells.push((id, field, to));
                }
            }
        }
    }

    /// The measures of which one of these fields has another value.
    pub(super) fn changed(&self, fields: &[Field]) -> Vec<&'a Node> {
        let cells = self.cells.iter().filter(|(_, field, _)| fields.contains(field));
        let mut seen = HashSet::new();
        let new = cells.filter(|(id, ..)| seen.insert(*id));
        let nodes = new.filter_map(|(id, ..)| self.ledger.get(*id));
        nodes.filter(|node| node.kind == Kind::Measure).collect()
    }

    pub(super) fn ledger(&self) -> &'a Ledger {
        self.ledger
    }

    /// An edit for each value that is not there already.
    pub(super) fn into_edits(self) -> Vec<Edit> {
        let edit = |(id, field, to): (Id, Field, String)| {
            let from = self.ledger.get(id).map_or("", |node| node.get(field)).to_owned();
            (from != to).then_some(Edit::Set { id, field, from, to })
        };
        self.cells.into_iter().filter_map(edit).collect()
    }

    fn is_last(&self, measure: &Node) -> bool {
        let Some(finding) = measure.parent else { return true };
        let last = match &self.lasts {
            Some(lasts) => lasts.get(&finding).copied(),
            None => {
                let below = self.ledger.children(finding);
                below.filter(|node| node.kind == Kind::Measure).last().map(|node| node.id)
            }
        };
        last == Some(measure.id)
    }

    /// The detail that states `field` for this measure alone; it follows the record, so that
    /// what is published and what is kept do not part. What is stated for several measures, or
    /// repeated by a 〃 below, stays as it reads.
    fn stated(&self, measure: &Node, field: Field) -> Option<Id> {
        if !Field::RECORD.contains(&field) {
            return None;
        }
        if measure.kind == Kind::Finding {
            let mut details = below(self.ledger, measure.id);
            let is_it = |node: &&Node| node.kind == Kind::Detail && node.field == Some(field);
            let found = details.find(is_it).filter(|_| !details.any(|node| is_it(&node)))?;
            return self.unless_repeated(found, field);
        }
        if measure.kind != Kind::Measure {
            return None;
        }
        let own = below(self.ledger, measure.id).find(|node| states(node, measure.id, field));
        match own {
            Some(own) => self.unless_repeated(own, field),
            None => self.stated_above(measure.parent?, field, 1),
        }
    }

    /// The record that a detail states a field of, for itself alone and in words: it follows what
    /// is typed in the document. A field of codes is chosen where its stages are.
    fn stated_by(&self, detail: &Node) -> Option<(Id, Field)> {
        let field = detail.field.filter(|field| field.codes().is_none())?;
        let parent = self.ledger.get(detail.parent?)?;
        let candidates = [Some(parent)].into_iter().chain(
            below(self.ledger, parent.id).filter(|node| node.kind == Kind::Measure).map(Some),
        );
        let mut owners = candidates.flatten().filter(|node| {
            field.belongs_to(node.kind) && self.stated(node, field) == Some(detail.id)
        });
        let owner = owners.next().filter(|_| owners.next().is_none())?;
        Some((owner.id, field))
    }

    /// The one detail of a finding that states `field`, where `measures` stand in its section.
    pub(super) fn stated_above(&self, finding: Id, field: Field, measures: usize) -> Option<Id> {
        let section = below(self.ledger, finding);
        let own = section.clone().filter(|node| node.kind == Kind::Measure);
        if own.take(measures + 1).count() != measures {
            return None;
        }
        let mut details = section.filter(|node| states(node, finding, field));
        let found = details.next().filter(|_| details.next().is_none())?;
        self.unless_repeated(found, field)
    }

    fn unless_repeated(&self, detail: &Node, field: Field) -> Option<Id> {
        let from = self.ledger.position(detail.id)? + 1;
        let is_next = |node: &&Node| node.kind == Kind::Detail && node.field == Some(field);
        let next = self.ledger.nodes()[from..].iter().find(is_next);
        let is_repeated = |next: &Node| wording::is_ditto(self.get(next, Field::Text));
        next.is_none_or(|next| !is_repeated(next)).then_some(detail.id)
    }
}

fn states(node: &Node, parent: Id, field: Field) -> bool {
    node.kind == Kind::Detail && node.field == Some(field) && node.parent == Some(parent)
}

const BREAKS: [char; 3] = ['\n', '\r', '\t'];

/// A field's value in the words of a document: the office's own, where it has one for a stage.
pub fn word<'a>(particulars: &'a Particulars, field: Field, value: &'a str) -> &'a str {
    let code = match field.form() {
        Form::Code => value,
        Form::Day | Form::Names | Form::Text => return value,
    };
    let status = Status::from_code(code).filter(|_| field == Field::Status);
    let pace = Pace::from_code(code).filter(|_| field == Field::Pace);
    let publicity = Publicity::from_code(code).filter(|_| field == Field::Publicity);
    status
        .map(|status| particulars.word(status).unwrap_or(wording::status_word(status)))
        .or_else(|| pace.map(wording::pace_word))
        .or_else(|| publicity.map(wording::publicity_word))
        .unwrap_or_default()
}
