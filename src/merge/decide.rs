//! What a person decides about proposals, made into one command.

use foldhash::HashSet;

use super::{Class, Merged, Proposal, Return, Standing, Variant, What};
use crate::edit::{Command, Source, Taken, Taking};
use crate::ledger::{Form, Id, Kind, Ledger, Node, Receipt};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// As it is.
    Ours,
    /// The variant of that number.
    Theirs(usize),
    /// All texts, one under the other.
    Both,
    /// Something else, by whoever decides.
    Own(String),
}

/// Ours and all of theirs together, ours first; one that another holds stands in it. None where a
/// cell takes no two, a stage or a day, or where nothing would be put together.
pub fn both(proposal: &Proposal) -> Option<String> {
    let between = match proposal.field.form() {
        Form::Code | Form::Day => return None,
        Form::Names => "、",
        Form::Text => "\n",
    };
    if proposal.what != What::Value {
        return None;
    }
    let theirs = proposal.variants.iter().filter_map(|one| one.value.as_deref());
    let all: Vec<&str> = proposal.ours.as_deref().into_iter().chain(theirs).collect();
    let is_held = |at: usize| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != at);
        let holds = |(other, words): (usize, &&str)| {
            words.contains(all[at]) && (words.len() > all[at].len() || other < at)
        };
        all[at].is_empty() || others.into_iter().any(holds)
    };
    let parts: Vec<&str> = (0..all.len()).filter(|at| !is_held(*at)).map(|at| all[at]).collect();
    (parts.len() > 1).then(|| parts.join(between))
}

impl Variant {
    /// Whether its words hold characters that nobody sees, or that turn the order of reading.
    pub fn hides(&self) -> bool {
        let is_hidden = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
        let words = self.value.iter().chain(self.others.iter().map(|(_, words)| words));
        words.into_iter().any(|words| words.contains(is_hidden))
    }
}

impl Proposal {
    /// What may be accepted without looking at each: changed by them alone, asked of them, and
    /// nothing is lost by it.
    pub fn is_plain(&self) -> bool {
        self.class == Class::TheirsOnly
            && !self.empties()
            && !self.variants.iter().any(|one| one.is_beyond || one.hides())
    }

    /// Whether something stands here that they have emptied.
    pub fn empties(&self) -> bool {
        let is_empty = |one: &Variant| one.value.as_deref() == Some("");
        self.what == What::Value
            && self.ours.as_deref().is_some_and(|ours| !ours.is_empty())
            && self.variants.iter().any(is_empty)
    }

    /// Whether a decision about this is one about `other`, whoever says it.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        let same = |(one, two): (&Variant, &Variant)| {
            one.key() == two.key() && one.base == two.base && one.is_beyond == two.is_beyond
        };
        (self.class, &self.ours, self.variants.len())
            == (other.class, &other.ours, other.variants.len())
            && self.variants.iter().zip(&other.variants).all(same)
    }

    /// Whether it asks for a decision at all.
    pub fn is_open(&self) -> bool {
        match self.class {
            Class::TheirsOnly | Class::Conflict => true,
            Class::Same | Class::OursOnly => false,
        }
    }
}

/// The command that these decisions amount to; what has none stays as it is. Every return is
/// received by it, also where nothing of it is taken. `at` in milliseconds since 1970 UTC.
pub fn taking(
    ours: &Ledger,
    returns: &[Return],
    merged: &Merged,
    decisions: &[(usize, Decision)],
    note: String,
    at: i64,
) -> Command {
    let mut takings = Vec::new();
    let mut sources: Vec<Source> = returns.iter().map(source).collect();
    let spared = spared(ours, merged, decisions);
    for (proposal, decision) in decisions {
        let Some(proposal) = merged.proposals.get(*proposal) else { continue };
        if proposal.what == What::Gone && spared.contains(&proposal.id) {
            continue;
        }
        let variant = match decision {
            Decision::Ours => continue,
            Decision::Theirs(at) => proposal.variants.get(*at),
            Decision::Both => proposal.variants.first(),
            Decision::Own(_) => None,
        };
        let theirs = variant.and_then(|variant| {
            let from = *variant.from.first()?;
            Some((variant, from, &returns[from]))
        });
        let (id, field) = (proposal.id, proposal.field);
        let value = |to: String| Taken::Value { id, field, to, steps: Vec::new() };
        let what = match (decision, theirs) {
            (Decision::Own(words), _) if proposal.what == What::Value => value(words.clone()),
            (Decision::Both, Some(_)) => match both(proposal) {
                Some(words) => value(words),
                None => continue,
            },
            (Decision::Theirs(_), Some((variant, _, one))) => {
                match taken(ours, proposal, variant, one) {
                    Some(what) => what,
                    None => continue,
                }
            }
            (Decision::Own(_) | Decision::Ours, _)
            | (Decision::Theirs(_) | Decision::Both, None) => continue,
        };
        let said: &[Variant] = match (decision, theirs) {
            (Decision::Both, _) => &proposal.variants,
            (_, Some((variant, ..))) => std::slice::from_ref(variant),
            (_, None) => &[],
        };
        for from in said.iter().flat_map(|one| &one.from) {
            sources[*from].cells.push((id, field));
        }
        let by = theirs.map(|(_, _, one)| one.by());
        let parent = match &what {
            // It came with a row that stands under it.
            Taken::Row { node, .. } if comes(&takings, node.id) => continue,
            Taken::Row { node, .. } => node.parent,
            Taken::Move { finding, .. } => Some(*finding),
            Taken::Value { .. } | Taken::Gone { .. } => None,
        };
        if let Some((.., one)) = theirs {
            let above = missing_above(ours, one, parent, &takings);
            takings.extend(above.into_iter().map(|what| Taking { by: by.clone(), what }));
        }
        takings.push(Taking { by, what });
    }
    let said = |file: usize| {
        let of = |one: &&Proposal| one.variants.iter().any(|one| one.from.contains(&file));
        merged.proposals.iter().filter(of).count()
    };
    let receipts = returns.iter().enumerate().filter_map(|(at_file, one)| {
        let slice = one.theirs.slice()?;
        // One that is not believed is waited for as before, unless something of it was taken.
        let is_it = one.standing == Standing::Sent || !sources[at_file].cells.is_empty();
        if !is_it {
            return None;
        }
        let taken = sources[at_file].cells.len();
        let declined = said(at_file).saturating_sub(taken);
        let (file, by) = (one.file.clone(), one.by());
        Some((slice.id.clone(), Receipt { at, file, by, taken, declined }))
    });
    let receipts = receipts.collect();
    Command::Merge { takings, receipts, sources, note }
}

/// Rows that something was taken for, or under: where a row is both to go and to be worked on, it
/// stays.
fn spared(ours: &Ledger, merged: &Merged, decisions: &[(usize, Decision)]) -> HashSet<Id> {
    // Two texts together, or another one, are for values alone.
    let is_taken = |one: &Proposal, decision: &Decision| match decision {
        Decision::Ours => false,
        Decision::Theirs(_) => one.what != What::Gone,
        Decision::Both | Decision::Own(_) => one.what == What::Value,
    };
    let decided = decisions.iter().filter_map(|(at, how)| Some((merged.proposals.get(*at)?, how)));
    let taken: Vec<&Proposal> =
        decided.filter(|(one, how)| is_taken(one, how)).map(|(one, _)| one).collect();
    let stands = |one: &Proposal| {
        let stands = one.variants.iter().filter_map(|variant| variant.stands);
        stands.map(|stands| stands.parent).collect::<Vec<Id>>()
    };
    let moved: HashSet<Id> =
        taken.iter().filter(|one| one.what == What::Move).map(|one| one.id).collect();
    let mut spared: HashSet<Id> = taken.iter().map(|one| one.id).collect();
    for one in taken {
        let parents = match ours.get(one.id).and_then(|node| node.parent) {
            Some(parent) if !moved.contains(&one.id) => vec![parent],
            Some(_) | None => stands(one),
        };
        for parent in parents {
            spared.extend(ours.path(parent).iter().map(|node| node.id));
        }
    }
    spared
}

fn source(one: &Return) -> Source {
    let slice = one.theirs.slice().map_or(String::new(), |slice| slice.id.clone());
    Source { file: one.file.clone(), slice, by: one.by(), cells: Vec::new() }
}

fn taken(ours: &Ledger, proposal: &Proposal, variant: &Variant, one: &Return) -> Option<Taken> {
    let id = proposal.id;
    match proposal.what {
        What::Value => {
            let (field, steps) = (proposal.field, variant.steps.clone());
            Some(Taken::Value { id, field, to: variant.value.clone()?, steps })
        }
        What::Come => row(ours, one, id, variant.stands.and_then(|stands| stands.beside)),
        What::Gone => Some(Taken::Gone { id }),
        What::Move => {
            let stands = variant.stands?;
            Some(Taken::Move { id, finding: stands.parent, place: stands.place() })
        }
    }
}

fn row(ours: &Ledger, one: &Return, id: Id, beside: Option<Id>) -> Option<Taken> {
    let node = one.theirs.get(id)?.clone();
    // What the report states of a row comes back with it; what a file adds of that kind does not.
    let was = |detail: &&Node| {
        one.base.as_ref().and_then(|base| base.get(detail.id)) == Some(*detail)
            && ours.get(detail.id).is_none()
    };
    let details = one.theirs.children(id).filter(|one| one.kind == Kind::Detail).filter(was);
    let details = if node.kind == Kind::Measure { details.cloned().collect() } else { Vec::new() };
    Some(Taken::Row { node: Box::new(node), details, beside })
}

/// The findings a row stands under that the ledger has not and that do not come otherwise, from
/// the uppermost.
fn missing_above(
    ours: &Ledger,
    one: &Return,
    parent: Option<Id>,
    takings: &[Taking],
) -> Vec<Taken> {
    let above = std::iter::successors(parent, |id| one.theirs.get(*id)?.parent);
    let missing = above.take_while(|id| ours.get(*id).is_none() && !comes(takings, *id));
    let mut rows: Vec<Taken> = missing.filter_map(|id| row(ours, one, id, None)).collect();
    rows.reverse();
    rows
}

fn comes(takings: &[Taking], id: Id) -> bool {
    takings.iter().any(|one| matches!(&one.what, Taken::Row { node, .. } if node.id == id))
}
