//! What the office adds to a finding or a measure: who, by when, how far, with what proof. A report
//! without these leaves them empty; they are never inferred.
//!
//! Words shown for the codes live in `ui/text`; what a stage asks for in `procedure`.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::field::{Field, Pace, Status};
use super::step::Step;

/// The columns of a row. An empty string is an empty cell.
///
/// Those that nearly every ledger fills and every view asks for lie here; the others are kept
/// apart, so that walking a hundred thousand rows does not wait for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub status: Option<Status>,
    pub pace: Option<Pace>,
    /// 责任领导
    pub leader: String,
    /// 责任单位
    pub unit: String,
    /// 整改时限, in the office's own words: “2024-06-30”, “6月底前”.
    pub deadline: String,
    /// 备注
    pub remark: String,
    // Invariant: none where it would hold nothing.
    rare: Option<Box<Rare>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rare {
    /// By their places in [`RARE`].
    texts: [String; RARE.len()],
    steps: Vec<Step>,
}

/// The fields that are kept apart.
const RARE: [Field; 12] = [
    Field::Target,
    Field::Cooperating,
    Field::Person,
    Field::Progress,
    Field::Result,
    Field::Evidence,
    Field::Claim,
    Field::Verdict,
    Field::Shortfall,
    Field::NextStep,
    Field::Review,
    Field::Publicity,
];

impl Record {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What was done with the measure, oldest first.
    pub fn steps(&self) -> &[Step] {
        self.rare.as_ref().map_or(&[], |rare| &rare.steps)
    }

    pub(crate) fn push_step(&mut self, step: Step) {
        self.rare.get_or_insert_default().steps.push(step);
    }

    pub(crate) fn pop_step(&mut self) -> Option<Step> {
        let step = self.rare.as_mut().and_then(|rare| rare.steps.pop());
        self.tidy();
        step
    }

    pub(crate) fn clear_steps(&mut self) {
        if let Some(rare) = &mut self.rare {
            rare.steps.clear();
        }
        self.tidy();
    }

    /// A field's value as edits, files and the screen speak of it; empty where nothing is set, and
    /// for what is no part of a record.
    pub fn get(&self, field: Field) -> &str {
        match field {
            Field::Before | Field::Text | Field::After => "",
            Field::Status => self.status.map_or("", Status::code),
            Field::Pace => self.pace.map_or("", Pace::code),
            Field::Leader => &self.leader,
            Field::Unit => &self.unit,
            Field::Deadline => &self.deadline,
            Field::Remark => &self.remark,
            Field::Target
            | Field::Cooperating
            | Field::Person
            | Field::Progress
            | Field::Result
            | Field::Evidence
            | Field::Claim
            | Field::Verdict
            | Field::Shortfall
            | Field::NextStep
            | Field::Review
            | Field::Publicity => match (&self.rare, rare(field)) {
                (Some(own), Some(at)) => &own.texts[at],
                (None, _) | (_, None) => "",
            },
        }
    }

    /// The words of the fields that are kept apart, without the codes; empty ones too.
    pub fn rare_words(&self) -> impl Iterator<Item = &str> {
        let texts = self.rare.iter().flat_map(|rare| RARE.iter().zip(&rare.texts));
        texts.filter(|(field, _)| field.codes().is_none()).map(|(_, text)| text.as_str())
    }

    /// False, and nothing changed, where the field has no such value or is no part of a record.
    pub(crate) fn set(&mut self, field: Field, value: &str) -> bool {
        if !field.accepts(value) {
            return false;
        }
        let slot = match field {
            Field::Before | Field::Text | Field::After => return false,
            Field::Status => {
                self.status = Status::from_code(value);
                return true;
            }
            Field::Pace => {
                self.pace = Pace::from_code(value);
                return true;
            }
            Field::Leader => &mut self.leader,
            Field::Unit => &mut self.unit,
            Field::Deadline => &mut self.deadline,
            Field::Remark => &mut self.remark,
            Field::Target
            | Field::Cooperating
            | Field::Person
            | Field::Progress
            | Field::Result
            | Field::Evidence
            | Field::Claim
            | Field::Verdict
            | Field::Shortfall
            | Field::NextStep
            | Field::Review
            | Field::Publicity => {
                let Some(at) = rare(field) else { return false };
                value.clone_into(&mut self.rare.get_or_insert_default().texts[at]);
                self.tidy();
                return true;
            }
        };
        value.clone_into(slot);
        true
    }

    fn tidy(&mut self) {
        let holds =
            |rare: &Rare| !rare.steps.is_empty() || rare.texts.iter().any(|one| !one.is_empty());
        if self.rare.as_deref().is_some_and(|rare| !holds(rare)) {
            self.rare = None;
        }
    }
}

/// The start of what a file says, for a message.
fn cut(words: &str) -> &str {
    words.char_indices().nth(40).map_or(words, |(at, _)| &words[..at])
}

fn rare(field: Field) -> Option<usize> {
    RARE.iter().position(|one| *one == field)
}

/// The key of the steps beside those of the fields.
const STEPS: &str = "steps";

/// Every field that holds something under its code, then the steps.
impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for field in Field::RECORD {
            let value = self.get(*field);
            if !value.is_empty() {
                map.serialize_entry(field.code(), value)?;
            }
        }
        if !self.steps().is_empty() {
            map.serialize_entry(STEPS, self.steps())?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Record;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the fields of a record")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
                let mut record = Record::default();
                let mut seen: Vec<Field> = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    if key == STEPS {
                        if !record.steps().is_empty() {
                            return Err(A::Error::custom("steps stand twice"));
                        }
                        for step in map.next_value::<Vec<Step>>()? {
                            record.push_step(step);
                        }
                        continue;
                    }
                    let field =
                        Field::from_code(&key).filter(|field| Field::RECORD.contains(field));
                    let field = field
                        .ok_or_else(|| A::Error::custom(format!("unknown field {}", cut(&key))))?;
                    if seen.contains(&field) {
                        return Err(A::Error::custom(format!("{key} stands twice")));
                    }
                    seen.push(field);
                    // Early files write an absent code as null.
                    let value = map.next_value::<Option<String>>()?.unwrap_or_default();
                    if !record.set(field, &value) {
                        return Err(A::Error::custom(format!("{key} cannot be {}", cut(&value))));
                    }
                }
                Ok(record)
            }
        }

        deserializer.deserialize_map(Entries)
    }
}
