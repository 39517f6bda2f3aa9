//! Measures that are added: empty, pasted with their values, or as copies.

use super::set::{Values, word};
use super::walk::{
    below, check_depth, find, heading_end, last_below, measures, previous, siblings,
};
use super::{Hand, NewMeasure, Place, Planned, Refused, steps};
use crate::edit::frames::{self, Item};
use crate::edit::{Edit, frames::Ending};
use crate::ledger::{Field, Id, Kind, Ledger, Node, wording};
use crate::procedure;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// A measure on its way to a place, with its details. Its frame is that of the place.
pub(super) struct Coming {
    measure: Node,
    details: Vec<Node>,
}

/// An empty measure.
pub(super) fn add(
    ledger: &Ledger,
    finding: Id,
    place: Place,
    fresh: &mut dyn FnMut() -> Id,
) -> Planned {
    let mut values = Values::of(ledger);
    let new = written(finding, fresh(), Vec::new())?;
    let mut edits = join(ledger, &mut values, finding, place, vec![new])?;
    edits.extend(values.into_edits());
    Ok(edits)
}

/// A measure from elsewhere with what is stated of it, in a frame of its new place.
pub(super) fn come(ledger: &Ledger, measure: Node, details: Vec<Node>, place: Place) -> Planned {
    let finding = measure.parent.ok_or(Refused::WrongKind)?;
    let mut values = Values::of(ledger);
    let new = Coming { measure, details };
    let mut edits = join(ledger, &mut values, finding, place, vec![new])?;
    edits.extend(values.into_edits());
    Ok(edits)
}

/// Values over what is there, then a new measure for each of the rows, behind those of its
/// finding.
pub(super) fn paste(
    ledger: &Ledger,
    cells: Vec<(Id, Field, String)>,
    rows: Vec<NewMeasure>,
    hand: &Hand,
    fresh: &mut dyn FnMut() -> Id,
) -> Planned {
    let mut values = Values::of(ledger);
    values.write(cells)?;
    let taken = steps::taken(&values, hand, "")?;
    let (mut ids, mut edits) = (HashSet::new(), Vec::new());
    // Each finding's measures are put into their frames once.
    let mut findings: Vec<(Id, Vec<Coming>)> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::new();
    for row in rows {
        let mut new = written(row.finding, unused(fresh, &mut ids), row.fields)?;
        if let Some(step) = steps::begun(ledger, &new.measure, hand)? {
            new.measure.record.push_step(step);
        }
        let place = *places.entry(row.finding).or_insert(findings.len());
        match findings.get_mut(place) {
            Some((_, coming)) => coming.push(new),
            None => findings.push((row.finding, vec![new])),
        }
    }
    for (finding, new) in findings {
        edits.extend(join(ledger, &mut values, finding, Place::Last, new)?);
    }
    edits.extend(values.into_edits());
    edits.extend(taken);
    Ok(edits)
}

/// Puts new measures to a place under a finding.
fn join(
    ledger: &Ledger,
    values: &mut Values,
    finding: Id,
    place: Place,
    new: Vec<Coming>,
) -> Planned {
    find(ledger, finding, Kind::Finding)?;
    check_depth(ledger, finding, 1)?;
    let old = siblings(ledger, finding, Kind::Measure);
    let slot = slot(&old, place)?;
    if let ([], Some(first)) = (old.as_slice(), new.first()) {
        follow_first(ledger, values, finding, &first.measure);
    }
    let mut row: Vec<Item> = old.iter().map(|node| values.item(node)).collect();
    row.splice(slot..slot, new.iter().map(Coming::item));
    Ok(insert(ledger, values, finding, row, new))
}

pub(super) fn duplicate(ledger: &Ledger, chosen: &[Id], fresh: &mut dyn FnMut() -> Id) -> Planned {
    let chosen = measures(ledger, chosen)?;
    let copied: HashSet<Id> = chosen.iter().map(|node| node.id).collect();
    let mut values = Values::of(ledger);
    let mut ids = HashSet::new();
    let mut edits = Vec::new();
    for (finding, old) in rows(ledger, &chosen) {
        let (mut row, mut new): (Vec<Item>, Vec<Coming>) = (Vec::new(), Vec::new());
        let blocks = old.chunk_by(|one, two| copied.contains(&one.id) == copied.contains(&two.id));
        for block in blocks {
            row.extend(block.iter().map(|node| values.item(node)));
            if copied.contains(&block[0].id) {
                let copies = block.iter().map(|node| {
                    let mut coming = Coming::of(ledger, node);
                    coming.restart();
                    coming.measure.id = unused(fresh, &mut ids);
                    for detail in &mut coming.details {
                        detail.id = unused(fresh, &mut ids);
                        detail.parent = Some(coming.measure.id);
                    }
                    coming
                });
                let begins = new.len();
                new.extend(copies);
                row.extend(new[begins..].iter().map(Coming::item));
            }
        }
        edits.extend(insert(ledger, &mut values, finding, row, new));
    }
    edits.extend(values.into_edits());
    Ok(edits)
}

/// Where the place lies among the measures of its finding.
pub(super) fn slot(measures: &[&Node], place: Place) -> Result<usize, Refused> {
    match place {
        Place::First => Ok(0),
        Place::After(id) => {
            let at = measures.iter().position(|node| node.id == id);
            at.map(|at| at + 1).ok_or(Refused::Missing)
        }
        Place::Last => Ok(measures.len()),
    }
}

/// The findings of the measures chosen, in the order of those, each with all its measures.
pub(super) fn rows<'a>(ledger: &'a Ledger, chosen: &[&Node]) -> Vec<(Id, Vec<&'a Node>)> {
    let mut places: HashMap<Id, usize> = HashMap::new();
    let mut rows = Vec::new();
    for finding in chosen.iter().filter_map(|node| node.parent) {
        places.entry(finding).or_insert_with(|| {
            rows.push((finding, Vec::new()));
            rows.len() - 1
        });
    }
    if let [(finding, row)] = rows.as_mut_slice() {
        *row = siblings(ledger, *finding, Kind::Measure);
        return rows;
    }
    // One walk, even where the measures of many findings stand far behind them.
    for node in ledger.nodes().iter().filter(|node| node.kind == Kind::Measure) {
        if let Some(&at) = node.parent.and_then(|finding| places.get(&finding)) {
            rows[at].1.push(node);
        }
    }
    rows
}

/// Puts what is coming into its places of `row`, which is how the measures of the finding stand
/// then. Items without an opening of their own are given frames; the others have theirs.
pub(super) fn insert(
    ledger: &Ledger,
    values: &mut Values,
    finding: Id,
    mut row: Vec<Item>,
    coming: Vec<Coming>,
) -> Vec<Edit> {
    let mut coming: HashMap<Id, Coming> =
        coming.into_iter().map(|one| (one.measure.id, one)).collect();
    // A moved measure is in the ledger and has been given its frame; a new one is not, or stands
    // under another finding.
    let is_new = |item: &Item| {
        coming.contains_key(&item.id)
            && ledger.get(item.id).is_none_or(|node| node.parent != Some(finding))
    };
    frames::add(&mut row, is_new, || values.measures_label());
    let staying = row.iter().find(|item| !coming.contains_key(&item.id));
    let before_first = before_first(ledger, finding, staying.map(|item| item.id), &coming);
    let (mut behind, mut staying) = (before_first, None);
    let mut edits = Vec::new();
    for item in row {
        let Some(Coming { measure, details }) = coming.remove(&item.id) else {
            staying = Some(item.id);
            values.reframe(item);
            continue;
        };
        if let Some(id) = staying.take() {
            behind = last_below(ledger, id);
        }
        let measure = Node { before: item.before, after: item.after, ..measure };
        for node in std::iter::once(measure).chain(details) {
            let previous = Some(std::mem::replace(&mut behind, node.id));
            edits.push(Edit::Insert { node, previous });
        }
    }
    edits
}

/// What stands before the first measure of a finding. Before it there may be the finding's own
/// text and its introduction; those that are about to move stand nowhere.
fn before_first(
    ledger: &Ledger,
    finding: Id,
    staying: Option<Id>,
    moving: &HashMap<Id, Coming>,
) -> Id {
    let mut own = ledger.children(finding).filter(|node| node.kind == Kind::Measure);
    let Some(first) = staying.or_else(|| own.next().map(|node| node.id)) else {
        return heading_end(ledger, finding);
    };
    let moves = |node: &Node| {
        let owner = if node.kind == Kind::Detail { node.parent } else { None };
        moving.contains_key(&owner.unwrap_or(node.id))
    };
    let mut at = ledger.position(first).expect("it is its finding's child");
    loop {
        let before = previous(ledger, at).expect("a measure's finding stands before it");
        at -= 1;
        if !moves(&ledger.nodes()[at]) {
            return before;
        }
    }
}

impl Coming {
    /// A measure of the ledger as it is. A 〃 among its details is written out: above its new
    /// place something else may stand.
    pub(super) fn of(ledger: &Ledger, measure: &Node) -> Self {
        let mut details: Vec<Node> = ledger.children(measure.id).cloned().collect();
        for detail in details.iter_mut().filter(|detail| wording::is_ditto(&detail.text)) {
            let field = detail.field.expect("a detail states a field");
            let words = word(ledger.particulars(), field, measure.get(field));
            if !words.is_empty() {
                words.clone_into(&mut detail.text);
            }
        }
        Self { measure: measure.clone(), details }
    }

    /// A copy is work yet to be done: what was done with the other is not its own.
    fn restart(&mut self) {
        if procedure::first_deadline(&self.measure.record).is_some() {
            // Without its record it would pass for the first.
            self.measure.set(Field::Deadline, "");
        }
        self.measure.record.clear_steps();
        for field in Field::RECORD.iter().copied().filter(|field| field.tells_work()) {
            self.measure.set(field, "");
            let stating = self.details.iter_mut().filter(|detail| detail.field == Some(field));
            stating.for_each(|detail| detail.text.clear());
        }
    }

    pub(super) fn under(mut self, finding: Id) -> Self {
        self.measure.parent = Some(finding);
        self
    }

    pub(super) fn levels(&self) -> usize {
        if self.details.is_empty() { 1 } else { 2 }
    }

    /// As it stands in a row before it has a frame.
    pub(super) fn item(&self) -> Item {
        let (id, ending) = (self.measure.id, Ending::of(&self.measure.text));
        Item { id, ending, before: String::new(), after: String::new() }
    }
}

/// A measure of its own, with these values.
fn written(finding: Id, id: Id, row: Vec<(Field, String)>) -> Result<Coming, Refused> {
    let mut measure = Node::empty(id, Some(finding), Kind::Measure);
    for (field, value) in row {
        // The frame of a new row is that of its place.
        let is_frame = matches!(field, Field::Before | Field::After);
        let is_own = !is_frame && field.belongs_to(Kind::Measure);
        if !is_own || !measure.set(field, &value) {
            return Err(Refused::Value);
        }
    }
    Ok(Coming { measure, details: Vec::new() })
}

/// What a finding states for its only measure follows that measure, also where it is new.
fn follow_first(ledger: &Ledger, values: &mut Values, finding: Id, measure: &Node) {
    let stands_behind = heading_end(ledger, finding);
    let mut section = below(ledger, finding);
    if stands_behind != finding && section.all(|node| node.id != stands_behind) {
        return;
    }
    for field in Field::RECORD.iter().copied() {
        let value = measure.get(field);
        if value.is_empty() {
            continue;
        }
        if let Some(detail) = values.stated_above(finding, field, 0) {
            values.put(detail, Field::Text, word(ledger.particulars(), field, value).to_owned());
        }
    }
}

/// An id that this command has not used yet.
pub(super) fn unused(fresh: &mut dyn FnMut() -> Id, used: &mut HashSet<Id>) -> Id {
    let free = std::iter::repeat_with(fresh).find(|id| used.insert(*id));
    free.expect("ids are drawn until one is free")
}
