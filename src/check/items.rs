//! `numbering`, of items: 一是, 三是, or 二是 twice.
//!
//! - “一是修订制度；三是加强督查。”
//! - “二是开展研讨。二是通报情况。三是…”
//! - left alone: a list within an item, that begins at 一是 and ends before the outer counts on
//!
//! Lists end where a heading begins. Not here: the numbers of headings (`numbering`).

use std::ops::Range;

use super::Found;
use super::numbering::{Numbered, irregular};
use super::texts::{Shared, places, published};
use crate::ledger::{Kind, Ledger};
use crate::numeral::{self, Style};

/// Lists within lists that are kept in mind.
const DEEPEST: usize = 8;

pub(super) fn check(ledger: &Ledger, _: &Shared, found: &mut Found) {
    let mut open: Vec<Vec<Numbered>> = Vec::new();
    let mut done: Vec<Vec<Numbered>> = Vec::new();
    let mut owner = None;
    for (node, field, text) in published(ledger) {
        let heading = match node.kind {
            Kind::Chapter | Kind::Direction | Kind::Finding => Some(node.id),
            Kind::Measure | Kind::Narrative | Kind::Unassigned => node.parent,
            // They stand between items and are none.
            Kind::Detail | Kind::Chrome => continue,
        };
        if heading != owner {
            done.append(&mut open);
            owner = heading;
        }
        for (range, number) in counted(text) {
            let item = Numbered { node, field, range, number, style: Style::Chinese };
            let follows =
                |list: &Vec<Numbered>| list.last().map(|last| last.number + 1) == Some(number);
            match open.iter().rposition(follows) {
                _ if number == 1 => {
                    if open.len() == DEEPEST {
                        done.push(open.remove(0));
                    }
                    open.push(vec![item]);
                }
                Some(at) => {
                    open[at].push(item);
                    done.extend(open.drain(at + 1..));
                }
                None => {
                    if let Some(list) = open.last_mut() {
                        list.push(item);
                    }
                }
            }
        }
    }
    done.append(&mut open);
    for list in done {
        found.extend(irregular(ledger, &list));
    }
}

/// The numbers before 是, where a clause begins with them.
fn counted(text: &str) -> impl Iterator<Item = (Range<usize>, u32)> + '_ {
    places(text, "是").filter_map(|place| {
        let before = &text[..place.start];
        let bare = before.trim_end_matches(|c: char| "一二三四五六七八九十".contains(c));
        let begins = bare.chars().next_back().is_none_or(|c| {
            c.is_whitespace() || matches!(c, '。' | '；' | '，' | '：' | ';' | ',' | ':' | '】')
        });
        let (number, _, length) = numeral::read(&before[bare.len()..])?;
        let is_whole = bare.len() + length == before.len();
        (begins && is_whole).then_some((bare.len()..before.len(), number))
    })
}
