//! `post-mixed`: the holder of a post is masked in one place and named in another, so that the
//! mask hides nothing.
//!
//! - “台长李*任组长” and “台长李某某主持召开会议” with the name written out
//! - “党组副书记*任副组长” and “党组副书记王某某参加了组织生活会”, likewise
//! - left alone: “局长张某某” where no 局长 is masked: that is `name` alone
//!
//! Not here: the names themselves (`leaks`).

use foldhash::{HashMap, HashSet};

use super::masks;
use super::texts::{Shared, published};
use super::{Code, Diagnostic, Found};
use crate::ledger::Ledger;
use crate::redact::Entity;

/// What a post ends with. 副 before it is part of it.
const POSTS: [&str; 40] = [
    "书记",
    "台长",
    "局长",
    "院长",
    "校长",
    "馆长",
    "厅长",
    "部长",
    "处长",
    "科长",
    "所长",
    "站长",
    "队长",
    "组长",
    "镇长",
    "乡长",
    "县长",
    "市长",
    "区长",
    "村长",
    "行长",
    "社长",
    "会长",
    "园长",
    "主任",
    "主席",
    "总编辑",
    "主编",
    "总监",
    "总经理",
    "经理",
    "董事长",
    "秘书长",
    "会计",
    "出纳",
    "股长",
    "巡视员",
    "调研员",
    "政委",
    "厂长",
];

pub(super) fn check(ledger: &Ledger, shared: &Shared, found: &mut Found) {
    // The holders are looked for first: most ledgers name none.
    let mut named = Vec::new();
    for (id, field, hits) in &shared.hits {
        let Some(node) = ledger.get(*id) else { continue };
        let text = node.get(*field);
        for hit in hits.iter().filter(|hit| hit.entity == Entity::Name) {
            if let Some(post) = post_before(text, hit.start) {
                named.push((node, *field, post.len(), hit.start..hit.end));
            }
        }
    }
    if named.is_empty() {
        return;
    }
    let mut masked: HashMap<&str, &str> = HashMap::default();
    for (.., text) in published(ledger) {
        for mask in masks::masks(text) {
            if let Some(post) = post_before(text, mask.start) {
                masked.entry(post).or_insert(&text[mask.start - post.len()..mask.end]);
            }
        }
    }
    let mut seen = HashSet::default();
    for (node, field, post, name) in named {
        let text = node.get(field);
        let range = name.start - post..name.end;
        if let Some(other) = masked.get(&text[range.start..name.start])
            && seen.insert((node.id, &text[range.clone()]))
        {
            found.push(Diagnostic::at(Code::PostMixed, node, field, range, *other));
        }
    }
}

/// The post that ends at `at`, as “副书记” or “台长”.
fn post_before(text: &str, at: usize) -> Option<&str> {
    let before = &text[..at];
    let post = POSTS.iter().find(|post| before.ends_with(**post))?;
    let from = before.len() - post.len();
    let from = if before[..from].ends_with('副') { from - '副'.len_utf8() } else { from };
    Some(&before[from..])
}
