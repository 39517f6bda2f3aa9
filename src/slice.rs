//! A part of a ledger for one unit: what is cut out, what may be changed in it, how it is known
//! again.
//!
//! A part is a ledger of its own, with the headings above its measures and nothing of the others;
//! it carries what it was as it was cut, so that what was changed in it can be told without
//! asking anybody ([`crate::merge`]). What nobody outside is to see stays: decisions about names,
//! the publication and what is exempt from it, the list of what went out. The rest of a measure goes
//! with it: remarks, verdicts, the steps that were taken.
//!
//! Not here: the files it goes out as (`export`), and how it comes back (`merge`).

use std::cell::OnceCell;

use foldhash::{HashMap, HashSet};

use crate::completion;
use crate::edit::{Edit, Refused};
use crate::file::{Content, json};
use crate::ledger::{
    Author, Carrier, Dispatch, Field, Id, Kind, Ledger, Malformed, Node, Particulars, Slice,
    is_askable,
};
use crate::publish::sha256;

/// To whom, and what is asked of them. See [`Slice`] for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    pub to: String,
    pub due: String,
    pub fields: Vec<Field>,
    pub may_add: bool,
    pub words: String,
}

/// What a unit is usually asked for: how far it is, with what proof, and what is in the way.
pub const USUAL: &[Field] = &[
    Field::Status,
    Field::Progress,
    Field::Result,
    Field::Evidence,
    Field::Claim,
    Field::Shortfall,
    Field::NextStep,
];

/// What can be asked for at all, in the order of the columns.
pub fn askable() -> impl Iterator<Item = Field> {
    Field::ALL.iter().copied().filter(is_askable)
}

/// Whence a part is cut: the name of the ledger among others, the number of its newest
/// transaction, by whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    pub document: String,
    pub version: u64,
    pub by: Author,
    /// Milliseconds since 1970 UTC.
    pub at: i64,
}

/// The part of a ledger that these measures make, with all that stands above them. `id` names it.
pub fn cut(
    ledger: &Ledger,
    measures: &[Id],
    id: String,
    from: &Cut,
    terms: Terms,
) -> Result<Ledger, Malformed> {
    let nodes = nodes(ledger, measures);
    let Terms { to, due, fields, may_add, words } = terms;
    let name = format!("{}（{to}）", ledger.name());
    let slice = Slice {
        document: from.document.clone(),
        id,
        version: from.version,
        to,
        from: from.by.clone(),
        at: from.at,
        due,
        fields,
        may_add,
        words,
        by: Author::default(),
        base: nodes.clone(),
    };
    let publication = Box::default();
    let particulars = Particulars { publication, ..ledger.particulars().clone() };
    Ledger::with(Content {
        name,
        particulars,
        slice: Some(Box::new(slice)),
        nodes,
        ..Content::default()
    })
}

/// The part with the name of who filled it in.
pub fn signed(part: &Ledger, by: Author) -> Result<Ledger, Malformed> {
    let slice = part.slice().map(|slice| Box::new(Slice { by, ..slice.clone() }));
    Ledger::with(Content { slice, ..Content::of(part) })
}

/// The measures with what the report states of them, and what stands above each.
pub fn nodes(ledger: &Ledger, measures: &[Id]) -> Vec<Node> {
    let mut taken: HashSet<Id> = HashSet::default();
    for id in measures {
        let mut above = Some(*id);
        while let Some(node) = above.and_then(|id| ledger.get(id)) {
            above = if taken.insert(node.id) { node.parent } else { None };
        }
    }
    let is_in = |node: &&Node| match node.kind {
        Kind::Detail => node.parent.is_some_and(|parent| taken.contains(&parent)),
        Kind::Chapter
        | Kind::Direction
        | Kind::Finding
        | Kind::Measure
        | Kind::Narrative
        | Kind::Chrome
        | Kind::Unassigned => taken.contains(&node.id),
    };
    // Whether it is published is nobody's business outside.
    let shown = |node: &Node| {
        let mut node = node.clone();
        node.set(Field::Publicity, "");
        let states_it = node.kind == Kind::Detail && node.field == Some(Field::Publicity);
        (!states_it).then_some(node)
    };
    ledger.nodes().iter().filter(is_in).filter_map(shown).collect()
}

/// The units named in the ledger with the measures of each, in the order of the document; one that
/// names two units is each one's. Last those that name none, under an empty word.
pub fn by_unit(ledger: &Ledger) -> Vec<(String, Vec<Id>)> {
    let mut units: Vec<(String, Vec<Id>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::default();
    let mut nameless = Vec::new();
    for node in ledger.nodes().iter().filter(|node| node.kind == Kind::Measure) {
        let mut is_named = false;
        for unit in completion::parts(Field::Unit, &node.record.unit) {
            is_named = true;
            let at = *places.entry(unit.to_owned()).or_insert_with(|| {
                units.push((unit.to_owned(), Vec::new()));
                units.len() - 1
            });
            // “甲、甲” is one unit.
            if units[at].1.last() != Some(&node.id) {
                units[at].1.push(node.id);
            }
        }
        if !is_named {
            nameless.push(node.id);
        }
    }
    if !nameless.is_empty() {
        units.push((String::new(), nameless));
    }
    units
}

/// What the list says of a part that goes out.
pub fn dispatch(slice: &Slice, carrier: Carrier) -> Dispatch {
    let measures = slice.base.iter().filter(|node| node.kind == Kind::Measure);
    Dispatch {
        id: slice.id.clone(),
        to: slice.to.clone(),
        at: slice.at,
        by: slice.from.clone(),
        carrier,
        measures: measures.map(|node| node.id).collect(),
        version: slice.version,
        digest: digest(slice),
        due: slice.due.clone(),
        fields: slice.fields.clone(),
        may_add: slice.may_add,
        words: slice.words.clone(),
        receipts: Vec::new(),
        is_closed: false,
    }
}

/// The part as it went out, cut anew from the ledger as it was then: for what comes back without
/// it. Whether it is the same, its digest tells.
pub fn again(then: &Ledger, document: &str, sent: &Dispatch) -> Result<Ledger, Malformed> {
    let Dispatch { version, at, .. } = *sent;
    let from = Cut { document: document.to_owned(), version, by: sent.by.clone(), at };
    let terms = Terms {
        to: sent.to.clone(),
        due: sent.due.clone(),
        fields: sent.fields.clone(),
        may_add: sent.may_add,
        words: sent.words.clone(),
    };
    cut(then, &sent.measures, sent.id.clone(), &from, terms)
}

/// By which it is known whether what comes back is an answer to what went out, and to nothing else:
/// SHA-256 of the slice as JSON, without who filled it in, in hexadecimal digits.
pub fn digest(slice: &Slice) -> String {
    let sent = Slice { by: Author::default(), ..slice.clone() };
    sha256(json(&sent).as_bytes())
}

impl Slice {
    /// Whether the measure was in it as it was cut.
    pub fn had(&self, id: Id) -> bool {
        self.base.iter().any(|node| node.id == id)
    }
}

/// Whether these edits keep within what was asked of whoever fills in this part. Anything may be
/// done in a ledger that is none.
pub(crate) fn permits(ledger: &Ledger, edits: &[Edit]) -> Result<(), Refused> {
    let Some(slice) = ledger.slice() else { return Ok(()) };
    let mandate = Mandate::of(ledger);
    let permitted = edits.iter().all(|edit| match edit {
        Edit::Set { id, field, .. } => mandate.is_open(*id, *field),
        // What a step asks for is judged by the stage that it leads to, which is a value.
        Edit::TakeStep { .. } | Edit::DropStep { .. } => true,
        Edit::Insert { node, .. } | Edit::Remove { node, .. } => {
            let owner = if node.kind == Kind::Detail { node.parent } else { Some(node.id) };
            slice.may_add
                && matches!(node.kind, Kind::Measure | Kind::Detail)
                && owner.is_some_and(|owner| !mandate.had(owner))
        }
        Edit::Rename { .. }
        | Edit::Arrange { .. }
        | Edit::Rule { .. }
        | Edit::Identify { .. }
        | Edit::Dispatch { .. } => false,
        // Another ledger in its place is no change of this one.
        Edit::Replace { .. } => true,
    });
    if permitted { Ok(()) } else { Err(Refused::Mandate) }
}

/// What may be changed in a ledger, asked for many cells.
pub struct Mandate<'a> {
    ledger: &'a Ledger,
    /// The nodes of the part as it was cut, once somebody asks for one.
    had: OnceCell<HashSet<Id>>,
}

impl<'a> Mandate<'a> {
    pub fn of(ledger: &'a Ledger) -> Self {
        Self { ledger, had: OnceCell::new() }
    }

    fn had(&self, id: Id) -> bool {
        let base = || self.ledger.slice().map_or(&[][..], |slice| &slice.base);
        self.had.get_or_init(|| base().iter().map(|node| node.id).collect()).contains(&id)
    }

    /// Whether a person may change the field of this row; where it is no part, always.
    pub fn is_open(&self, id: Id, field: Field) -> bool {
        let Some(slice) = self.ledger.slice() else { return true };
        let Some(node) = self.ledger.get(id) else { return false };
        let is_open = |field: &Field| slice.fields.contains(field);
        match node.kind {
            Kind::Measure if slice.may_add && !self.had(id) => true,
            // Frames follow where a measure comes or goes, or its text ends otherwise.
            Kind::Measure if matches!(field, Field::Before | Field::After) => {
                slice.may_add || is_open(&Field::Text)
            }
            Kind::Measure => is_open(&field),
            // It says what the record says.
            Kind::Detail => node.field.as_ref().is_some_and(is_open),
            Kind::Chapter
            | Kind::Direction
            | Kind::Finding
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => false,
        }
    }
}

/// Whether a person may change the field of this row; where it is no part, always.
pub fn is_open(ledger: &Ledger, id: Id, field: Field) -> bool {
    Mandate::of(ledger).is_open(id, field)
}
