//! What all returns say of one place put together, and what that makes of it.

use foldhash::{HashMap, HashSet};

use super::reading::read;
use super::{Class, Merged, Proposal, Return, Told, Variant, What};
use crate::ledger::{Field, Id, Ledger};

pub(super) type Key = (Id, What, Field);

/// What is gathered of one place.
#[derive(Default)]
pub(super) struct Gathered {
    variants: Vec<Variant>,
    /// Some return says what we say, other than the base.
    pub(super) is_same: bool,
    /// For some variant ours is not what it was, or what it was is not known.
    is_contested: bool,
}

pub(super) struct Gathering<'a> {
    pub(super) ours: &'a Ledger,
    pub(super) told: &'a Told,
    pub(super) places: HashMap<Key, Gathered>,
    pub(super) unchanged: usize,
    pub(super) left: Vec<usize>,
}

pub(super) fn merge(ours: &Ledger, returns: &[Return], told: &Told) -> Merged {
    let (places, left) = (HashMap::default(), vec![0; returns.len()]);
    let mut gathering = Gathering { ours, told, places, unchanged: 0, left };
    for (file, one) in returns.iter().enumerate() {
        read(&mut gathering, file, one);
    }
    let Gathering { places, unchanged, left, .. } = gathering;
    let mut gathered: Vec<(Key, Gathered)> = places.into_iter().collect();
    let absent = gathered.iter().map(|((id, ..), _)| *id).filter(|id| ours.get(*id).is_none());
    let absent = order(ours, returns, &absent.collect());
    let place = |id: Id| match ours.position(id) {
        Some(at) => (at, 0),
        None => absent.get(&id).copied().unwrap_or_default(),
    };
    gathered.sort_by_key(|((id, what, field), _)| (place(*id), *id, *what, *field));
    let mut proposals: Vec<Proposal> =
        gathered.into_iter().map(|(key, one)| settle(ours, key, one)).collect();
    oppose(ours, returns, &mut proposals);
    Merged { proposals, unchanged, left }
}

/// A row that goes by one file, and is worked on in another: neither is to be taken unseen.
fn oppose(ours: &Ledger, returns: &[Return], proposals: &mut [Proposal]) {
    let goes = |one: &&Proposal| one.is_open() && one.what == What::Gone;
    let by = |one: &Proposal| one.variants.iter().flat_map(|one| one.from.clone()).collect();
    let going: HashMap<Id, HashSet<usize>> =
        proposals.iter().filter(goes).map(|one| (one.id, by(one))).collect();
    if going.is_empty() {
        return;
    }
    // Whatever it stands under, here and there.
    let above = |one: &Proposal| -> Vec<Id> {
        let mut found = vec![one.id];
        let theirs = one.variants.iter().filter_map(|variant| {
            Some((&returns[*variant.from.first()?].theirs, variant.stands?.parent))
        });
        let own = ours.get(one.id).and_then(|node| node.parent).map(|parent| (ours, parent));
        for (ledger, parent) in theirs.chain(own) {
            found.extend(ledger.path(parent).iter().map(|node| node.id));
        }
        found
    };
    let mut opposed: HashSet<Id> = HashSet::default();
    for one in proposals.iter_mut().filter(|one| one.is_open() && one.what != What::Gone) {
        // Who takes a row away may put what stood under it elsewhere.
        let own: HashSet<usize> = by(one);
        let is_other = |id: &Id| going.get(id).is_some_and(|by| *by != own);
        let met: Vec<Id> = above(one).into_iter().filter(is_other).collect();
        if !met.is_empty() {
            one.class = Class::Conflict;
            opposed.extend(met);
        }
    }
    for one in proposals.iter_mut().filter(|one| one.what == What::Gone) {
        if opposed.contains(&one.id) {
            one.class = Class::Conflict;
        }
    }
}

/// Where rows that the ledger has not stand in it: behind the row of ours that they stand behind
/// in the first file that has them, and how far behind.
fn order(ours: &Ledger, returns: &[Return], absent: &HashSet<Id>) -> HashMap<Id, (usize, usize)> {
    let mut places = HashMap::default();
    if absent.is_empty() {
        return places;
    }
    for one in returns {
        let mut last = (0, 0);
        for node in one.theirs.nodes() {
            last = ours.position(node.id).map_or((last.0, last.1 + 1), |at| (at, 0));
            if absent.contains(&node.id) {
                places.entry(node.id).or_insert(last);
            }
        }
    }
    places
}

impl Gathering<'_> {
    /// `is_known` where ours is still what it was for this return.
    pub(super) fn gather(
        &mut self,
        key: Key,
        variant: Variant,
        ours: Option<&str>,
        is_known: bool,
    ) {
        let gathered = self.places.entry(key).or_default();
        if key.1 == What::Value && variant.value.as_deref() == ours {
            gathered.is_same = true;
            return;
        }
        gathered.is_contested |= !is_known;
        let is_alike = |one: &&mut Variant| one.key() == variant.key();
        match gathered.variants.iter_mut().find(is_alike) {
            Some(one) => {
                one.from.extend(variant.from);
                one.is_beyond |= variant.is_beyond;
            }
            None => gathered.variants.push(variant),
        }
    }
}

fn settle(ours: &Ledger, (id, what, field): Key, gathered: Gathered) -> Proposal {
    let Gathered { mut variants, is_same, is_contested } = gathered;
    variants.sort_by(|one, two| one.key().cmp(&two.key()));
    let class = match variants.len() {
        0 if is_same => Class::Same,
        0 => Class::OursOnly,
        // Some say what we say, others something else: we have taken one of two.
        1 if !is_contested && !is_same => Class::TheirsOnly,
        _ => Class::Conflict,
    };
    let own = ours.get(id);
    let ours = match what {
        What::Value => own.map(|own| own.get(field).to_owned()),
        What::Come | What::Gone => own.map(|own| own.text.clone()),
        What::Move => {
            let parent = own.and_then(|own| ours.get(own.parent?));
            parent.map(|parent| parent.text.clone())
        }
    };
    Proposal { id, field, what, ours, variants, class }
}
