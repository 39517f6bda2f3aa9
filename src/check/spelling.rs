//! `near-duplicate`: once or twice a name is one character away from an organisation's name that
//! stands everywhere else.
//!
//! - “缺乏对市广播电视合的认同感” where all others are 市广播电视台
//! - “下一步，市委广播电视台将…”: a character too many
//! - left alone: “省广播电视台” beside “市广播电视台”, “县卫健局” beside “县卫健委”, and a
//!   longer name that holds a shorter one
//!
//! Names are found by how they end and how often they come; what is near to one keeps its first or
//! its second half, and those are looked for in one walk.
//!
//! Not here: words that are no names.

mod names;

use std::ops::Range;

use foldhash::HashMap;

use self::names::{BEFORE, ENDINGS, Name, names};
use super::texts::{Shared, is_han, is_punctuation, published, rewritten};
use super::{Code, Diagnostic, Found};
use crate::ledger::{Field, Ledger, Node};

/// How often a name comes; less where it is long, or where the slip is one that hands make.
const OFTEN: usize = 5;
const OFTEN_ENOUGH: usize = 3;
const LONG: usize = 8;
/// In so many places a slip may stand.
const RARE: usize = 2;
/// Where one of these differs, it is another organisation.
const TELLING: &str = "省市县区州镇乡村国东西南北中上下新老原前后左右大小一二三四五六七八九十第各级属委办局台院厅部会所处站馆社校";
/// What may stand behind a name.
const BEHIND: &str = "的党对在和与及将把机所各全";
/// A stretch that is nearly a name.
struct Near<'a> {
    node: &'a Node,
    field: Field,
    range: Range<usize>,
    name: usize,
    is_end: bool,
}

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut names = names(ledger);
    if names.is_empty() {
        return;
    }
    let mut nears = nears(ledger, &mut names);
    let mut counts: HashMap<(usize, &str), usize> = HashMap::default();
    for near in &nears {
        let words = &near.node.get(near.field)[near.range.clone()];
        *counts.entry((near.name, words)).or_default() += 1;
    }
    nears.retain(|near| {
        let words = &near.node.get(near.field)[near.range.clone()];
        let name = &names[near.name];
        let is_known = name.chars.len() >= LONG || is_confused(&name.chars, words);
        name.count >= if is_known { OFTEN_ENOUGH } else { OFTEN }
            && counts[&(near.name, words)] <= RARE
            && !(near.is_end && name.others * 2 > name.count)
    });
    // Of two that overlap the longer name knows better.
    nears.sort_by_key(|near| {
        let at = ledger.position(near.node.id);
        (at, near.field, near.range.start, std::cmp::Reverse(near.range.end))
    });
    let mut last: Option<&Near> = None;
    for near in &nears {
        let overlaps = last.is_some_and(|last| {
            (last.node.id, last.field) == (near.node.id, near.field)
                && near.range.start < last.range.end
        });
        if overlaps {
            continue;
        }
        last = Some(near);
        let name: String = names[near.name].chars.iter().collect();
        let change = (near.node.id, near.field, near.range.clone(), name.clone());
        let diagnostic =
            Diagnostic::at(Code::NearDuplicate, near.node, near.field, near.range.clone(), name);
        found.push(diagnostic.with_fix(rewritten(ledger, vec![change])));
    }
}

/// The first two characters of a half, with the names that have it.
type Halves = HashMap<(char, char), Vec<(usize, bool)>>;

/// Every stretch that is one character away from a name and keeps its first one.
fn nears<'a>(ledger: &'a Ledger, names: &mut [Name]) -> Vec<Near<'a>> {
    let mut halves: Halves = HashMap::default();
    for (at, name) in names.iter().enumerate() {
        let half = name.chars.len() / 2;
        let second = &name.chars[half..];
        halves.entry((name.chars[0], name.chars[1])).or_default().push((at, true));
        halves.entry((second[0], second[1])).or_default().push((at, false));
    }
    // Most characters begin no half.
    let mut begins = [false; 1024];
    let slot = |c: char| c as usize & 1023;
    halves.keys().for_each(|(c, _)| begins[slot(*c)] = true);
    let mut found = Vec::new();
    let mut chars: Vec<(usize, char)> = Vec::new();
    for (node, field, text) in published(ledger) {
        chars.clear();
        chars.extend(text.char_indices());
        for at in 0..chars.len().saturating_sub(1) {
            let two = (chars[at].1, chars[at + 1].1);
            if !begins[slot(two.0)] {
                continue;
            }
            for (number, is_first) in halves.get(&two).into_iter().flatten() {
                let name = &mut names[*number];
                let way = match is_first {
                    true => forward(&name.chars, &chars[at..])
                        .map(|(length, is_end)| (at, at + length, is_end)),
                    false => backward(&name.chars, &chars, at).map(|(from, to)| (from, to, false)),
                };
                let Some((from, to, is_end)) = way else { continue };
                if is_end {
                    name.others += 1;
                    if !is_slip_at_end(&chars, to) {
                        continue;
                    }
                }
                let end = chars.get(to).map_or(text.len(), |(end, _)| *end);
                found.push(Near { node, field, range: chars[from].0..end, name: *number, is_end });
            }
        }
    }
    found
}

/// How many characters of the text are the name with a slip in its second half, and whether the
/// slip is its last character.
fn forward(name: &[char], text: &[(usize, char)]) -> Option<(usize, bool)> {
    let same = name.iter().zip(text).take_while(|(a, b)| **a == b.1).count();
    if same < name.len() / 2 || same == name.len() {
        return None;
    }
    let own = text.get(same)?.1;
    let goes_on = |rest: &[char], from: usize| {
        text.len() >= from + rest.len() && rest.iter().zip(&text[from..]).all(|(a, b)| *a == b.1)
    };
    let is_last = same + 1 == name.len();
    if is_last {
        return is_han(own).then_some((name.len(), true));
    }
    if goes_on(&name[same + 1..], same + 1) {
        return is_slip(name[same], own).then_some((name.len(), false));
    }
    goes_on(&name[same..], same + 1)
        .then_some((name.len() + 1, false))
        .filter(|_| may_be_added(own))
}

/// Where the name stands around its second half at `at`, with a slip in the first.
fn backward(name: &[char], text: &[(usize, char)], at: usize) -> Option<(usize, usize)> {
    let (first, second) = name.split_at(name.len() / 2);
    let to = at + second.len();
    let is_whole = text.len() >= to && second.iter().zip(&text[at..to]).all(|(a, b)| *a == b.1);
    if !is_whole {
        return None;
    }
    let same = first.iter().rev().zip(text[..at].iter().rev()).take_while(|(a, b)| **a == b.1);
    let same = same.count();
    if same == first.len() {
        return None;
    }
    let here = at.checked_sub(same + 1)?;
    let (own, left) = (text[here].1, first.len() - same);
    // The rest of the first half, without the character that differs, and with it.
    let stands = |rest: &[char]| {
        let from = here.checked_sub(rest.len())?;
        rest.iter().zip(&text[from..here]).all(|(a, b)| *a == b.1).then_some(from)
    };
    if left > 1
        && is_slip(first[left - 1], own)
        && let Some(from) = stands(&first[..left - 1])
    {
        return Some((from, to));
    }
    stands(&first[..left]).filter(|_| may_be_added(own)).map(|from| (from, to))
}

/// Whether the slip is a character of the same sound or nearly the same shape.
fn is_confused(name: &[char], words: &str) -> bool {
    const PAIRS: [[char; 2]; 16] = [
        ['台', '合'],
        ['馆', '管'],
        ['局', '居'],
        ['院', '园'],
        ['厅', '听'],
        ['站', '战'],
        ['校', '较'],
        ['部', '步'],
        ['社', '设'],
        ['会', '汇'],
        ['处', '外'],
        ['局', '句'],
        ['委', '季'],
        ['团', '闭'],
        ['心', '新'],
        ['司', '同'],
    ];
    let differ = name.iter().zip(words.chars()).find(|(a, b)| *a != b);
    differ.is_some_and(|(a, b)| PAIRS.contains(&[*a, b]) || PAIRS.contains(&[b, *a]))
}

/// Whether one character may stand for another by mistake.
fn is_slip(right: char, own: char) -> bool {
    is_han(own) && !TELLING.contains(right) && !TELLING.contains(own)
}

/// 委 between 市 and the name of its broadcaster is a slip; 区 between them is a district.
fn may_be_added(own: char) -> bool {
    is_han(own) && (own == '委' || !TELLING.contains(own)) && !BEFORE.contains(own)
}

/// Whether what ends at `to` can be a name that ends in the wrong character: the sentence goes on
/// as it does behind one, and the character is no word by itself.
fn is_slip_at_end(text: &[(usize, char)], to: usize) -> bool {
    let own = text[to - 1].1;
    let is_ending =
        ENDINGS.iter().any(|(ending, _)| ending.starts_with(own) && ending.len() == own.len_utf8());
    let behind = text.get(to).is_none_or(|(_, c)| is_punctuation(*c) || BEHIND.contains(*c));
    behind && !is_ending && !BEHIND.contains(own) && !BEFORE.contains(own)
}
