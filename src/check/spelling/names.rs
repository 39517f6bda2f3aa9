//! The organisations a report names again and again: found by how their names end and how often
//! they come.
//!
//! Not here: what is near to one of them (`spelling`).

use foldhash::HashMap;

use super::OFTEN_ENOUGH;
use crate::check::texts::{is_han, published};
use crate::ledger::Ledger;

/// Characters of a name.
const SHORTEST: usize = 5;
const LONGEST: usize = 16;
/// Names that are looked after, the most frequent first.
const MOST_NAMES: usize = 64;

/// How an organisation's name ends, and what would make another word of it.
pub const ENDINGS: [(&str, &str); 16] = [
    ("台", "长账帐阶"),
    ("局", "长部面限势"),
    ("院", "长落士子"),
    ("厅", "长级局"),
    ("校", "长园区准"),
    ("馆", "长藏员"),
    ("社", "长会区保"),
    ("部", "门分署位长"),
    ("委", "员托派书"),
    ("站", "长位在"),
    ("所", "有在属谓需以长"),
    ("处", "理分置长于在罚"),
    ("会", "议员上计同见谈商"),
    ("公司", ""),
    ("集团", "军"),
    ("中心", "主思组城"),
];
/// What does not begin a name.
pub const BEFORE: &str = "的了对在和与及是为由从向将把于至到被使让以并且或各全本该其";

/// A name and how often it comes.
pub struct Name {
    pub chars: Vec<char>,
    pub count: usize,
    /// How often all but its last character is followed by another one.
    pub others: usize,
}

/// The names that come often, each as long as it always is. A longer stretch comes no more often
/// than the shorter one it ends with: only those that come often enough are made longer.
pub fn names(ledger: &Ledger) -> Vec<Name> {
    // Where the stretch begins in its text, and where it ends.
    let mut ends: Vec<(&str, usize, usize)> = Vec::new();
    for (.., text) in published(ledger) {
        for end in endings(text) {
            let starts = text[..end].char_indices().rev().take_while(|(_, c)| is_han(*c));
            ends.extend(starts.map(|(at, _)| (text, at, end)).nth(SHORTEST - 1));
        }
    }
    let mut names: Vec<(&str, usize)> = Vec::new();
    // Of the stretches one character shorter: how often they come, and how often a longer one does.
    let mut shorter: HashMap<&str, (usize, usize)> = HashMap::default();
    for _ in SHORTEST..=LONGEST + 1 {
        let mut counts: HashMap<&str, usize> = HashMap::default();
        for (text, start, end) in &ends {
            *counts.entry(&text[*start..*end]).or_default() += 1;
        }
        for (words, count) in &counts {
            let behind = words.char_indices().nth(1).map_or(words.len(), |(at, _)| at);
            if let Some((_, longer)) = shorter.get_mut(&words[behind..]) {
                *longer = (*longer).max(*count);
            }
        }
        let often = shorter.into_iter().filter(|(words, (count, longer))| {
            longer * 10 < count * 9 && words.chars().next().is_some_and(|c| !BEFORE.contains(c))
        });
        names.extend(often.map(|(words, (count, _))| (words, count)));
        counts.retain(|_, count| *count >= OFTEN_ENOUGH);
        ends.retain_mut(|(text, start, end)| {
            let before = text[..*start].chars().next_back().filter(|c| is_han(*c));
            let is_often = counts.contains_key(&text[*start..*end]);
            *start -= before.map_or(0, char::len_utf8);
            is_often && before.is_some()
        });
        shorter = counts.into_iter().map(|(words, count)| (words, (count, 0))).collect();
    }
    names.sort_unstable_by_key(|(words, count)| (std::cmp::Reverse(*count), *words));
    names.truncate(MOST_NAMES);
    let name =
        |(words, count): (&str, usize)| Name { chars: words.chars().collect(), count, others: 0 };
    names.into_iter().map(name).collect()
}

/// Where names may end.
fn endings(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().filter(|(_, c)| may_end(*c)).filter_map(|(at, c)| {
        let (own, behind) = text.split_at(at + c.len_utf8());
        let (_, others) = ENDINGS.iter().find(|(ending, _)| own.ends_with(ending))?;
        let goes_on = behind.chars().next().is_some_and(|next| others.contains(next));
        (!goes_on).then_some(own.len())
    })
}

/// The last characters of the endings.
fn may_end(c: char) -> bool {
    matches!(
        c,
        '台' | '局'
            | '院'
            | '厅'
            | '校'
            | '馆'
            | '社'
            | '部'
            | '委'
            | '站'
            | '所'
            | '处'
            | '会'
            | '司'
            | '团'
            | '心'
    )
}
