//! The measures of one finding in a row, and the frames of their places when some come, go or
//! change places. Each function passes through the row once, however many there are.
//!
//! The places whose openings belong together are a run: items counted one after the other, or a
//! labelled paragraph and those that follow it bare. A label inside ends the run before it.

use std::collections::VecDeque;
use std::ops::Range;

use super::{Ending, closing, follows, is_counted, next, without_mark};
use crate::ledger::Id;

/// One measure in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: Id,
    pub ending: Ending,
    pub before: String,
    pub after: String,
}

/// Frames for new items, the `is_new` of `row`, as if each were added and then written, one after
/// the other from the first: numbers go on at the end of a run, and so all items behind a new one
/// move by one opening. `label` opens the first measure of a finding.
pub fn add(row: &mut [Item], is_new: impl Fn(&Item) -> bool, label: impl FnOnce() -> String) {
    let old = row.iter_mut().filter(|item| !is_new(item));
    // Openings of the places behind the run that is being passed through.
    let mut ahead: VecDeque<String> = old.map(|item| std::mem::take(&mut item.before)).collect();
    let mut openings: Vec<String> = Vec::with_capacity(row.len());
    let (mut run, mut left) = (0, ahead.len());
    if let (Some(_), true) = (row.first(), ahead.is_empty()) {
        ahead.push_back(label());
    }
    for at in 0..row.len() {
        let is_first = openings.is_empty();
        if at == openings.len() && (is_first || !is_new(&row[at])) {
            run = at;
            openings.extend(ahead.pop_front());
            join(&mut openings, &mut ahead);
        }
        if !is_new(&row[at]) {
            left -= 1;
            continue;
        }
        // The first of all takes the label; any other makes one place more.
        if !(is_first && left == 0) {
            let (end, is_only) = (openings.len(), openings.len() - run == 1);
            // A list closes its items with “；” all but the last: an inner closing serves again,
            // unless it would make “。；”.
            let is_closed = at > 0 && row[at - 1].ending == Ending::Closed;
            let first = row[run.min(at)..].iter().find(|item| run < at || !is_new(item));
            let first = first.filter(|_| !is_only && !is_closed);
            let inner = match first {
                Some(first) => first.after.clone(),
                // What closed the only item closes the list from now on.
                None if is_only && at == end && !is_closed && is_counted(&openings[run]) => {
                    row[at - 1].after.replacen('。', "；", 1)
                }
                None => String::new(),
            };
            row[at].after =
                if at < end { inner } else { std::mem::replace(&mut row[at - 1].after, inner) };
            let last = openings.last().expect("a run has a place");
            let opening = next(last, is_only);
            if follows(last, &opening) {
                openings.push(opening);
                join(&mut openings, &mut ahead);
            } else if at == end {
                run = at;
                openings.push(opening);
                join(&mut openings, &mut ahead);
            } else {
                ahead.push_front(opening);
            }
        }
        let Item { ending, after, .. } = &row[at];
        row[at].after = closing(&openings[at], after, Ending::Empty, *ending, || left == 0);
    }
    openings.extend(ahead);
    for (item, opening) in row.iter_mut().zip(openings) {
        item.before = opening;
    }
}

/// Moves the openings ahead that belong to the run into it.
fn join(openings: &mut Vec<String>, ahead: &mut VecDeque<String>) {
    while let (Some(last), Some(first)) = (openings.last(), ahead.front())
        && follows(last, first)
    {
        openings.extend(ahead.pop_front());
    }
}

/// Those left of a row, with the gaps closed: each run gives up as many openings from its end,
/// and whatever is last in it now takes its closing.
pub fn close_up(row: Vec<Item>, is_gone: impl Fn(&Item) -> bool) -> Vec<Item> {
    let mut left = Vec::with_capacity(row.len());
    for run in runs(&row) {
        let run = &row[run];
        let begins = left.len();
        let openings = run.iter().map(|item| &item.before);
        left.extend(run.iter().filter(|item| !is_gone(item)).cloned());
        for (item, opening) in left[begins..].iter_mut().zip(openings) {
            item.before.clone_from(opening);
        }
        let behind = run.iter().rev().take_while(|item| is_gone(item));
        let behind: Vec<Ending> = behind.map(|item| item.ending).collect();
        let (Some(last), Some(end)) = (left[begins..].last_mut(), run.last()) else { continue };
        if behind.is_empty() {
            continue;
        }
        last.after.clone_from(&end.after);
        if last.ending == Ending::Closed {
            last.after = without_mark(&end.after).to_owned();
        } else if last.after.trim().is_empty() && behind.contains(&Ending::Closed) {
            // The full stop of a list is in its last text; without that text the one before
            // needs it.
            last.after.insert(0, '。');
        }
    }
    left
}

/// A row in another order: openings and closings stay with their places, as far as the texts
/// that come into them allow. `order` names the places of before.
pub fn reorder(row: &[Item], order: &[usize]) -> Vec<Item> {
    let place = |(at, &from): (usize, &usize)| {
        let (Item { before, after, .. }, item) = (&row[at], &row[from]);
        let is_last = || at + 1 == row.len();
        let after = match at == from {
            true => after.clone(),
            false => closing(before, after, Ending::Empty, item.ending, is_last),
        };
        Item { before: before.clone(), after, ..*item }
    };
    order.iter().enumerate().map(place).collect()
}

fn runs(row: &[Item]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut begin = 0;
    for at in 1..=row.len() {
        if at == row.len() || !follows(&row[at - 1].before, &row[at].before) {
            runs.push(begin..at);
            begin = at;
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "new";

    fn id(number: usize) -> Id {
        Id::new(number as u64 + 1).expect("not zero")
    }

    /// Items from openings and closings, those called NEW with the id of a new one.
    fn row(frames: &[(&str, &str)], ending: Ending) -> Vec<Item> {
        let item = |(at, (before, after)): (usize, &(&str, &str))| Item {
            id: if *before == NEW { id(99) } else { id(at) },
            ending,
            before: before.to_string(),
            after: after.to_string(),
        };
        frames.iter().enumerate().map(item).collect()
    }

    fn added(frames: &[(&str, &str)], ending: Ending) -> Vec<(String, String)> {
        let mut row = row(frames, ending);
        add(&mut row, |item| item.id == id(99), || "\n整改情况：".to_owned());
        row.into_iter().map(|item| (item.before, item.after)).collect()
    }

    fn frames(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(before, after)| (before.to_string(), after.to_string())).collect()
    }

    #[test]
    fn added_items_continue_the_numbers() {
        assert_eq!(
            added(
                &[("\n整改情况：一是", "；"), (NEW, ""), (NEW, ""), ("二是", "。")],
                Ending::Open
            ),
            frames(&[("\n整改情况：一是", "；"), ("二是", "；"), ("三是", "；"), ("四是", "。")])
        );
        assert_eq!(
            added(
                &[("\n整改情况：\n　　（1）", ""), ("\n　　（2）", ""), (NEW, "")],
                Ending::Closed
            )[2]
            .0,
            "\n　　（3）"
        );
    }

    #[test]
    fn an_item_before_the_first_takes_the_label() {
        assert_eq!(
            added(&[(NEW, ""), (NEW, ""), ("\n整改情况：一是", "。")], Ending::Open),
            frames(&[("\n整改情况：一是", "；"), ("二是", "；"), ("三是", "。")])
        );
        assert_eq!(
            added(&[(NEW, ""), ("\n整改措施：", ""), ("\n整改成效：", "")], Ending::Closed),
            frames(&[("\n整改措施：", ""), ("\n", ""), ("\n整改成效：", "")])
        );
    }

    #[test]
    fn the_first_of_all_opens_with_the_label_of_the_document() {
        assert_eq!(
            added(&[(NEW, ""), (NEW, "")], Ending::Closed),
            frames(&[("\n整改情况：", ""), ("\n", "")])
        );
    }

    #[test]
    fn behind_a_single_paragraph_comes_a_paragraph_of_its_own() {
        assert_eq!(
            added(&[("\n　　整改落实情况：", ""), (NEW, "")], Ending::Closed)[1].0,
            "\n　　"
        );
        assert_eq!(added(&[("\n整改情况：一是", ""), (NEW, "")], Ending::Closed)[1].0, "二是");
    }

    #[test]
    fn an_only_item_closes_as_one_of_many_once_it_is_not_the_only_one() {
        assert_eq!(
            added(&[("\n整改情况：一是", "。"), (NEW, "")], Ending::Open),
            frames(&[("\n整改情况：一是", "；"), ("二是", "。")])
        );
    }

    #[test]
    fn removed_items_leave_label_and_closing() {
        let items =
            row(&[("\n整改情况：一是", "；"), ("二是", "；"), ("三是", "。")], Ending::Open);
        for gone in 0..3 {
            let left = close_up(items.clone(), |item| item.id == id(gone));
            let left: Vec<_> = left.into_iter().map(|item| (item.before, item.after)).collect();
            assert_eq!(left, frames(&[("\n整改情况：一是", "；"), ("二是", "。")]));
        }
        let left = close_up(items, |item| item.id != id(1));
        assert_eq!((left[0].before.as_str(), left[0].after.as_str()), ("\n整改情况：一是", "。"));
    }

    #[test]
    fn a_closed_text_that_becomes_the_last_needs_no_mark() {
        let mut items = row(&[("\n整改情况：一是", ""), ("二是", "。")], Ending::Open);
        items[0].ending = Ending::Closed;
        assert_eq!(close_up(items, |item| item.id == id(1))[0].after, "");
    }

    #[test]
    fn items_that_change_places_leave_the_openings() {
        let mut items =
            row(&[("\n整改情况：一是", "；"), ("二是", "；"), ("三是", "")], Ending::Open);
        items[2].ending = Ending::Closed;
        let moved: Vec<_> = reorder(&items, &[2, 0, 1])
            .into_iter()
            .map(|item| (item.id, item.before, item.after))
            .collect();
        let expected = [(2, "\n整改情况：一是", ""), (0, "二是", "；"), (1, "三是", "。")];
        assert_eq!(
            moved,
            expected.map(|(at, before, after)| (id(at), before.to_owned(), after.to_owned()))
        );
    }
}
