//! One stretch of the document: its text, and the verbatim frame the text stands in.

use std::fmt;
use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use super::Stale;
use super::field::Field;
use super::record::Record;
use super::step::Step;

/// Names a node for the life of its ledger. At most 2^53 − 1, so that scripts can read it as a
/// number; parsed nodes count from 1, nodes added later draw at random so that two copies of a
/// ledger do not hand out the same one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u64")]
pub struct Id(NonZeroU64);

/// What a node is. The order is that of the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// 章, “一、…”.
    Chapter,
    /// 方面, “（一）“…”方面”.
    Direction,
    /// 问题. Under another finding it is one of the parts the other was split into.
    Finding,
    /// 措施, the row of the ledger.
    Measure,
    /// A value the document itself gives for a field, “责任单位：办公室” or a cell of a table.
    Detail,
    /// Text around the ledger that a rule recognised as such.
    Narrative,
    /// What the web page around the report left in the text: menus, 浏览次数, 分享到. Kept, but no
    /// part of the disclosure.
    Chrome,
    /// A paragraph inside the ledger chapter that no rule claimed. Kept in place and shown.
    Unassigned,
}

/// `before` + `text` + `after` is what stands in the document. `before` starts with the line
/// break that opens the node's paragraph, so that taking a node out never glues two paragraphs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Node {
    pub id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Id>,
    pub kind: Kind,
    /// Number, label and opening quote: “\n整改落实情况：一是”.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// What the office edits.
    pub text: String,
    /// Closing quote, “问题”, the “；” before the next item.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// Which field a detail speaks of; none on other nodes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    #[serde(default, skip_serializing_if = "Record::is_empty")]
    pub record: Record,
}

impl Id {
    pub const MAX: u64 = (1 << 53) - 1;

    /// None for 0 and for numbers above [`Id::MAX`].
    pub fn new(number: u64) -> Option<Self> {
        NonZeroU64::new(number).filter(|_| number <= Self::MAX).map(Self)
    }

    pub fn get(self) -> u64 {
        self.0.get()
    }
}

impl TryFrom<u64> for Id {
    type Error = &'static str;

    fn try_from(number: u64) -> Result<Self, Self::Error> {
        Self::new(number).ok_or("an id is a number from 1 to 9007199254740991")
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl Kind {
    /// Whether a node of this kind may stand directly under a parent of that kind.
    pub fn fits_under(self, parent: Option<Kind>) -> bool {
        use Kind::{Chapter, Chrome, Detail, Direction, Finding, Measure, Narrative, Unassigned};
        match self {
            Chapter => parent.is_none(),
            Direction => matches!(parent, None | Some(Chapter)),
            Finding => matches!(parent, None | Some(Chapter | Direction | Finding)),
            Measure => matches!(parent, Some(Finding)),
            Detail => matches!(parent, Some(Finding | Measure)),
            Narrative | Chrome | Unassigned => {
                matches!(parent, None | Some(Chapter | Direction | Finding))
            }
        }
    }
}

impl Node {
    /// Nothing written, no frame. A detail is none before it has its field.
    pub fn empty(id: Id, parent: Option<Id>, kind: Kind) -> Self {
        let (before, text, after) = Default::default();
        Self { id, parent, kind, before, text, after, field: None, record: Record::default() }
    }

    /// The three parts in reading order.
    pub fn pieces(&self) -> [&str; 3] {
        [&self.before, &self.text, &self.after]
    }

    /// A detail states a field of the record; nothing else does.
    pub(super) fn states_as_its_kind(&self) -> bool {
        match self.field {
            Some(field) => self.kind == Kind::Detail && Field::RECORD.contains(&field),
            None => self.kind != Kind::Detail,
        }
    }

    /// Only measures have steps, and each kind its own fields. Files of versions 1 and 2 wrote the
    /// fields they knew to any node: those stay as they are.
    pub(super) fn records_as_its_kind(&self) -> bool {
        use Field::{Deadline, Leader, Pace, Remark, Status, Unit};
        let early = [Status, Pace, Leader, Unit, Deadline, Remark];
        let is_empty = |field: &Field| self.record.get(*field).is_empty();
        let is_foreign = |field: &&Field| !field.belongs_to(self.kind) && !early.contains(field);
        (self.kind == Kind::Measure || self.record.steps().is_empty())
            && Field::RECORD.iter().filter(is_foreign).all(is_empty)
    }

    /// Bytes of the three parts together.
    pub fn len(&self) -> usize {
        self.pieces().iter().map(|piece| piece.len()).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A field's value as edits, files and the screen speak of it; empty where nothing is set.
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Before => &self.before,
            Field::Text => &self.text,
            Field::After => &self.after,
            field => self.record.get(field),
        }
    }

    /// Sets a field that holds `from`.
    pub(super) fn change(&mut self, field: Field, from: &str, to: &str) -> Result<(), Stale> {
        let node = self.id;
        if self.get(field) != from {
            return Err(Stale::Changed { node, field });
        }
        if self.set(field, to) { Ok(()) } else { Err(Stale::Value { node, field }) }
    }

    /// False, and nothing changed, where the field has no such value.
    pub(crate) fn set(&mut self, field: Field, value: &str) -> bool {
        let slot = match field {
            Field::Before => &mut self.before,
            Field::Text => &mut self.text,
            Field::After => &mut self.after,
            field => return self.record.set(field, value),
        };
        value.clone_into(slot);
        true
    }

    /// Adds a step behind those that were taken, `after` of them.
    pub(super) fn take_step(&mut self, after: usize, step: &Step) -> Result<(), Stale> {
        if self.kind != Kind::Measure || self.record.steps().len() != after {
            return Err(Stale::Step(self.id));
        }
        self.record.push_step(step.clone());
        Ok(())
    }

    /// Takes the newest step away, which is to be this one behind `after` others.
    pub(super) fn drop_step(&mut self, after: usize, step: &Step) -> Result<(), Stale> {
        if self.record.steps().get(after..) != Some(std::slice::from_ref(step)) {
            return Err(Stale::Step(self.id));
        }
        self.record.pop_step();
        Ok(())
    }
}
