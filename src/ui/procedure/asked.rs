//! What a step asks for, worked out for the dialog: of several measures, what any of them needs.

use std::collections::BTreeMap;

use crate::ledger::{Deed, Field, Need, Record, Status};
use crate::procedure;
use crate::ui::desk::{Desk, Errand};
use crate::ui::text;

/// What a dialog asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub title: String,
    /// The first of the measures, or the only one.
    pub about: String,
    /// From the present stage or deadline to which.
    pub change: String,
    pub fields: Vec<Field>,
    pub needs: Vec<Need>,
    pub opinion: &'static str,
    /// What stands in those fields now; of several measures, nothing.
    pub values: BTreeMap<Field, String>,
    pub is_one: bool,
}

impl Asked {
    pub fn of(desk: Desk, errand: &Errand) -> Self {
        let ids = errand.ids();
        let records: Vec<(Record, String)> = desk.with(|ledger| {
            let nodes = ids.iter().filter_map(|id| ledger.get(*id));
            nodes.map(|node| (node.record.clone(), node.text.chars().take(60).collect())).collect()
        });
        let word = |status: Option<Status>| match status {
            Some(status) => desk.stage(status),
            None => text::UNSET.to_owned(),
        };
        let (record, about) = records.first().cloned().unwrap_or_default();
        // Each measure has a step of its own; the dialog asks for what any of them needs.
        let mut deeds: Vec<(Deed, Option<Status>)> = Vec::new();
        for (record, _) in &records {
            let deed = match errand {
                Errand::Advance { to, .. } => procedure::deed(record.status, *to),
                Errand::Extend { .. } | Errand::Explain { .. } => Some(Deed::Extend),
                Errand::Review { .. } => Some(Deed::Review),
            };
            let own = deed.map(|deed| (deed, record.status)).filter(|own| !deeds.contains(own));
            deeds.extend(own);
        }
        let mut needs: Vec<Need> = desk.with(|ledger| {
            let of = |(deed, from): &(Deed, Option<Status>)| {
                procedure::needs(ledger.particulars(), *deed, *from)
            };
            deeds.iter().flat_map(of).collect()
        });
        needs.sort_unstable();
        needs.dedup();
        let mut fields: Vec<Field> =
            deeds.iter().flat_map(|(deed, _)| asked_by(*deed)).copied().collect();
        if let Errand::Explain { .. } = errand {
            fields.clear();
        }
        fields.sort_unstable();
        fields.dedup();
        let deed = deeds.first().map_or(Deed::Correct, |(deed, _)| *deed);
        let is_mixed = deeds.iter().any(|(other, _)| *other != deed);
        let (name, change) = match errand {
            Errand::Advance { to, .. } if is_mixed || ids.len() > 1 => {
                let name = if is_mixed {
                    text::change_to(&word(*to))
                } else {
                    text::deed(deed).to_owned()
                };
                (name, format!("→ {}", word(*to)))
            }
            Errand::Advance { to, .. } => {
                let change = format!("{} → {}", word(record.status), word(*to));
                (text::deed(deed).to_owned(), change)
            }
            Errand::Extend { .. } => {
                let change = format!("{} {}", text::DEADLINE, known(&record.deadline));
                (text::deed(deed).to_owned(), change)
            }
            Errand::Explain { step, .. } => {
                let step = record.steps().get(*step);
                let change =
                    step.map(|step| format!("{} → {}", known(&step.from), known(&step.to)));
                (text::EXPLAIN.to_owned(), change.unwrap_or_default())
            }
            Errand::Review { .. } => (text::deed(deed).to_owned(), word(record.status)),
        };
        let is_one = ids.len() == 1;
        let value = |field: &Field| {
            // A deadline to be extended, and a day of review, are given anew.
            let is_new = matches!(errand, Errand::Extend { .. } | Errand::Review { .. });
            let value = if is_one && !is_new { record.get(*field) } else { "" };
            (*field, value.to_owned())
        };
        let is_reason = deeds.iter().all(|(deed, _)| matches!(deed, Deed::Extend | Deed::Correct));
        Self {
            title: text::errand_title(&name, ids.len()),
            about,
            change,
            values: fields.iter().map(value).collect(),
            fields,
            needs,
            opinion: if is_reason { text::REASON } else { text::OPINION },
            is_one,
        }
    }

    pub fn is_needed(&self, field: Field) -> bool {
        let need = match field {
            Field::Result => Need::Result,
            Field::Evidence => Need::Evidence,
            Field::Review => Need::Review,
            _ => return false,
        };
        self.needs.contains(&need)
    }
}

/// The fields a dialog offers for a step, needed or not.
fn asked_by(deed: Deed) -> &'static [Field] {
    match deed {
        Deed::Report => &[Field::Result, Field::Evidence, Field::Claim],
        Deed::StrikeOff => &[Field::Result, Field::Evidence, Field::Verdict],
        Deed::Return => &[Field::Verdict],
        Deed::LookBack => &[Field::Deadline, Field::Verdict],
        Deed::GoOn | Deed::Review => &[Field::Review],
        Deed::Extend => &[Field::Deadline],
        Deed::Start | Deed::Correct => &[],
    }
}

fn known(words: &str) -> &str {
    if words.is_empty() { text::TO_FILL } else { words }
}
