//! The ledger as the public edition has it: measures that are not published are gone, or a
//! sentence stands in their place, and the numbers of the rest have closed up.
//!
//! Masking is not here; it works on the finished paragraphs (`matter`).

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

use crate::edit::{Command, Hand, apply_all, frames};
use crate::file::Content;
use crate::ledger::{Exempt, Field, Id, Kind, Ledger, Node, Publicity};

/// What is said of a finding none of whose measures is published, and of such a measure.
const FINDING: &str = "按规定不予公开的事项";
const MEASURE: &str = "该项整改情况按规定不予公开。";

/// Whether a measure falls under one of the exemptions.
pub fn is_exempt(node: &Node) -> bool {
    let publicity = Publicity::from_code(node.record.get(Field::Publicity));
    match publicity {
        Some(
            Publicity::Secret
            | Publicity::UnderReview
            | Publicity::HostilePublicity
            | Publicity::MassPetition
            | Publicity::Sensitive,
        ) => true,
        Some(Publicity::Public) | None => false,
    }
}

/// The ledger without what is not published; itself, in a copy, where all is.
pub fn public(ledger: &Ledger) -> Ledger {
    let exempt: HashSet<Id> =
        ledger.nodes().iter().filter(|node| is_exempt(node)).map(|node| node.id).collect();
    if exempt.is_empty() {
        return ledger.clone();
    }
    let hidden = hidden(ledger, &exempt);
    match ledger.particulars().publication.exempt {
        Exempt::Omit => without(ledger, &exempt, &hidden),
        Exempt::Summarise => summarised(ledger, &exempt, &hidden),
    }
}

/// What the public edition does not say: measures that are not published, and all that goes with
/// them.
pub fn withheld(ledger: &Ledger) -> Vec<&Node> {
    let public = public(ledger);
    let is_told = |node: &&Node| match (public.get(node.id), node.kind) {
        (None, _) => false,
        (Some(told), Kind::Measure | Kind::Finding) => told.text == node.text,
        (
            Some(_),
            Kind::Chapter
            | Kind::Direction
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned,
        ) => true,
    };
    ledger.nodes().iter().filter(|node| !is_told(node) && node.kind != Kind::Chrome).collect()
}

/// Findings and directions that have something exempt below them and nothing else to show.
fn hidden(ledger: &Ledger, exempt: &HashSet<Id>) -> HashSet<Id> {
    let mut shows: HashSet<Id> = HashSet::new();
    let mut hides: HashSet<Id> = HashSet::new();
    // Children stand behind their parents: from the end, each is known before its parent asks.
    for node in ledger.nodes().iter().rev() {
        let Some(parent) = node.parent else { continue };
        let (is_shown, is_hidden) = match node.kind {
            Kind::Measure => (!exempt.contains(&node.id), exempt.contains(&node.id)),
            Kind::Finding | Kind::Direction => {
                let (shows, hides) = (shows.contains(&node.id), hides.contains(&node.id));
                (shows || !hides, hides)
            }
            Kind::Chapter | Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => {
                continue;
            }
        };
        if is_shown {
            shows.insert(parent);
        }
        if is_hidden {
            hides.insert(parent);
        }
    }
    let kinds = [Kind::Finding, Kind::Direction];
    let nodes = ledger.nodes().iter().filter(|node| kinds.contains(&node.kind));
    nodes.map(|node| node.id).filter(|id| hides.contains(id) && !shows.contains(id)).collect()
}

fn without(ledger: &Ledger, exempt: &HashSet<Id>, hidden: &HashSet<Id>) -> Ledger {
    // Measures whose finding stays close up as they do when a row is removed by hand.
    let stays = |id: &&Id| {
        let parent = ledger.get(**id).and_then(|node| node.parent);
        parent.is_some_and(|parent| !hidden.contains(&parent))
    };
    let ids: Vec<Id> = exempt.iter().filter(stays).copied().collect();
    let ledger = measures_without(ledger, &ids);
    if hidden.is_empty() {
        return ledger;
    }
    let mut gone: HashSet<Id> = HashSet::new();
    let mut nodes: Vec<Node> = Vec::with_capacity(ledger.nodes().len());
    let mut numbers = Numbers::default();
    for node in ledger.nodes() {
        let is_gone =
            hidden.contains(&node.id) || node.parent.is_some_and(|parent| gone.contains(&parent));
        let is_part = node.parent.and_then(|parent| ledger.get(parent)).map(|parent| parent.kind);
        let before = numbers.pass(node, is_part == Some(Kind::Finding), is_gone);
        if is_gone {
            gone.insert(node.id);
        } else {
            nodes.push(Node { before, ..node.clone() });
        }
    }
    shorten_wholes(&ledger, &mut nodes, hidden);
    Ledger::with(Content { nodes, ..Content::of(&ledger) })
        .expect("what is left of a ledger is one")
}

/// As when the rows are removed by hand.
fn measures_without(ledger: &Ledger, ids: &[Id]) -> Ledger {
    let mut ledger = ledger.clone();
    if ids.is_empty() {
        return ledger;
    }
    let command = Command::RemoveMeasures { ids: ids.to_vec() };
    let mut no_ids = || unreachable!("nothing is added");
    let edits = command.plan(&ledger, &Hand::default(), &mut no_ids);
    let edits = edits.expect("exempt nodes are measures, which can be removed");
    apply_all(&mut ledger, &edits).expect("edits fit the ledger they were planned on");
    ledger
}

/// A finding repeats the words of its parts: those of the parts that are gone go as well.
fn shorten_wholes(ledger: &Ledger, nodes: &mut [Node], hidden: &HashSet<Id>) {
    let is_part = |node: &&Node| hidden.contains(&node.id) && node.kind == Kind::Finding;
    let wholes: HashSet<Id> =
        ledger.nodes().iter().filter(is_part).filter_map(|node| node.parent).collect();
    let mut parts: HashMap<Id, String> = HashMap::new();
    for node in nodes.iter().filter(|node| node.kind == Kind::Finding) {
        if let Some(parent) = node.parent.filter(|parent| wholes.contains(parent)) {
            parts.entry(parent).or_default().push_str(&node.text);
        }
    }
    for node in nodes.iter_mut().filter(|node| node.kind == Kind::Finding) {
        if let Some(text) = parts.remove(&node.id) {
            node.text = text;
        }
    }
}

/// Numbers of directions, findings and parts, moved up past those that are gone.
#[derive(Default)]
struct Numbers {
    /// The last number met, and how many of its run were gone, of each of the three.
    runs: [(u32, u32); 3],
}

impl Numbers {
    /// What opens `node` once those before it are gone.
    fn pass(&mut self, node: &Node, is_part: bool, is_gone: bool) -> String {
        let run = match (node.kind, is_part) {
            (Kind::Direction, _) => &mut self.runs[0],
            (Kind::Finding, false) => &mut self.runs[1],
            (Kind::Finding, true) => &mut self.runs[2],
            (
                Kind::Chapter
                | Kind::Measure
                | Kind::Detail
                | Kind::Narrative
                | Kind::Chrome
                | Kind::Unassigned,
                _,
            ) => return node.before.clone(),
        };
        let Some(number) = frames::leading_number(&node.before) else {
            return node.before.clone();
        };
        if number != run.0 + 1 {
            run.1 = 0;
        }
        run.0 = number;
        if is_gone {
            run.1 += 1;
        }
        frames::renumbered(&node.before, number.saturating_sub(run.1).max(1))
    }
}

fn summarised(ledger: &Ledger, exempt: &HashSet<Id>, hidden: &HashSet<Id>) -> Ledger {
    let of = |node: &Node, ids: &HashSet<Id>| node.parent.is_some_and(|id| ids.contains(&id));
    let stays = |node: &&Node| match node.kind {
        Kind::Detail => !of(node, exempt) && !of(node, hidden),
        Kind::Narrative | Kind::Unassigned => !of(node, hidden),
        Kind::Chapter | Kind::Direction | Kind::Finding | Kind::Measure | Kind::Chrome => true,
    };
    let told = |node: &Node| {
        let text = if exempt.contains(&node.id) {
            // Where an item ends with “；”, its own frame closes it.
            if node.after.is_empty() { MEASURE } else { MEASURE.trim_end_matches('。') }
        } else if node.kind == Kind::Finding && hidden.contains(&node.id) {
            FINDING
        } else {
            &node.text
        };
        Node { text: text.to_owned(), ..node.clone() }
    };
    let mut nodes: Vec<Node> = ledger.nodes().iter().filter(stays).map(told).collect();
    // A whole whose parts are partly hidden would still say what they said.
    shorten_wholes(ledger, &mut nodes, hidden);
    Ledger::with(Content { nodes, ..Content::of(ledger) }).expect("what is left of a ledger is one")
}
