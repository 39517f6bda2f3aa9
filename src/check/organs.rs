//! `org-drift`: one organisation's leading organ goes by another name once.
//!
//! - “努力加强台党委对全台党建工作的领导” where nineteen others are 台党组
//! - “局党委召开会议” where all others are 局党组
//! - left alone: “台机关党委”: the committee of the staff is another organ
//!
//! Not here: names of organisations (`spelling`).

use foldhash::HashMap;

use super::texts::{Shared, places, published, rewritten};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Ledger, Node};

/// The longer before those they contain.
const ORGANS: [&str; 4] = ["党总支", "党工委", "党组", "党委"];
/// What such an organ is of. 市, 县 and their like have committees of their own beside any group.
const OWNERS: [&str; 16] = [
    "台", "局", "院", "校", "厅", "部", "馆", "社", "站", "所", "处", "镇", "乡", "公司", "集团",
    "中心",
];
const PATTERN: usize = 5;
const RARE: usize = 8;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut seen: Vec<(&Node, Field, usize, &str, &str)> = Vec::new();
    for (node, field, text) in published(ledger) {
        for place in places(text, "党") {
            let Some(organ) = ORGANS.iter().find(|organ| text[place.start..].starts_with(**organ))
            else {
                continue;
            };
            let before = &text[..place.start];
            if let Some(owner) = OWNERS.iter().find(|owner| before.ends_with(**owner)) {
                seen.push((node, field, place.start, owner, organ));
            }
        }
    }
    let mut counts: HashMap<(&str, &str), usize> = HashMap::default();
    for (.., owner, organ) in &seen {
        *counts.entry((owner, organ)).or_default() += 1;
    }
    for (node, field, at, owner, organ) in seen {
        let count = counts[&(owner, organ)];
        let others = ORGANS.iter().filter_map(|other| Some((other, counts.get(&(owner, *other))?)));
        let Some((usual, most)) = others.max_by_key(|(_, count)| **count) else { continue };
        if *usual == organ || *most < PATTERN || count * RARE > *most {
            continue;
        }
        let range = at - owner.len()..at + organ.len();
        let change = (node.id, field, at..at + organ.len(), (*usual).to_owned());
        let detail = format!("{owner}{usual}");
        let diagnostic = Diagnostic::at(Code::OrgDrift, node, field, range, detail);
        found.push(diagnostic.with_fix(rewritten(ledger, vec![change])));
    }
}
