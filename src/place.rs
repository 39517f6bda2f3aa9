//! A node in its surroundings: the paragraphs of the document around it, with its own words
//! marked. For the side panel, which shows where a row stands in the report.

use crate::ledger::{Id, Ledger};

/// One paragraph, cut where the marked node's words begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub before: String,
    /// The node's own words; empty in a paragraph that only stands near.
    pub own: String,
    pub after: String,
}

/// The paragraph before the node's own, its own, and the one after. Empty for an id that is gone.
pub fn around(ledger: &Ledger, id: Id) -> Vec<Passage> {
    let Some(at) = ledger.position(id) else { return Vec::new() };
    let nodes = ledger.nodes();
    let opens = |at: &usize| nodes[*at].before.contains('\n');
    let own_start = (0..=at).rev().find(opens).unwrap_or(0);
    let own_end = (at + 1..nodes.len()).find(opens).unwrap_or(nodes.len());
    let earlier = (0..own_start).rev().find(opens).unwrap_or(0);
    let later = (own_end + 1..nodes.len()).find(opens).unwrap_or(nodes.len());

    let whole = |from: usize, to: usize| -> String {
        nodes[from..to].iter().flat_map(|node| node.pieces()).collect()
    };
    let near = |from, to| Passage {
        before: whole(from, to).trim().to_owned(),
        own: String::new(),
        after: String::new(),
    };
    let node = &nodes[at];
    let own = Passage {
        before: (whole(own_start, at) + &node.before).trim_start().to_owned(),
        own: node.text.clone(),
        after: (node.after.clone() + &whole(at + 1, own_end)).trim_end().to_owned(),
    };
    let passages = [near(earlier, own_start), own, near(own_end, later)];
    passages.into_iter().filter(|passage| *passage != near(0, 0)).collect()
}
