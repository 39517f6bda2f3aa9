//! Measures inside one paragraph: “一是…。二是…；三是…”, “（1）…；（2）…”, “首先，…其次，…”.

use memchr::memmem;

use super::marker::ordinal_word;
use crate::numeral::{self, Style};

/// One item: where its number begins, where its text begins, and where its text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub number: u32,
    pub start: usize,
    pub text: (usize, usize),
    /// Whether it is counted by 一是.
    pub is_counted: bool,
}

/// The items of a paragraph whose first would be number `first`: 1, or one more than the last
/// item of the paragraph before. Fewer than two items make no list, unless the paragraph opens
/// with one. A number out of turn is prose (“说一是一”), and so is 一是 inside an item.
pub fn items(text: &str, first: u32, marks: Marks) -> Vec<Item> {
    let counted = counted(text, first);
    // Lists of another kind may hold this one: the list that begins first is the paragraph's.
    let begin = counted.first().map_or(text.len(), |item| item.start);
    let others = SEQUENCES.iter().filter(|sequence| sequence.may_begin(&text[..begin], marks));
    let other = others.map(|sequence| sequence.items(text, begin)).find(|found| !found.is_empty());
    other.unwrap_or(counted)
}

/// 一是, the usual one.
fn counted(text: &str, first: u32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut expected = None;
    for at in memmem::find_iter(text.as_bytes(), "是".as_bytes()) {
        let Some((start, number)) = number_before(text, at) else { continue };
        let opens = text[..start].trim_end().is_empty();
        let in_turn = match expected {
            None => number == 1 || (opens && number == first),
            Some(expected) => number == expected,
        };
        // “…，决定一是…，二是…” begins in mid-sentence; “之一是” and “说一是一” begin nothing.
        let begins = expected.is_none()
            && !text[..start].ends_with(['之', '说', '唯', '统', '专', '同', '单']);
        if in_turn && (opens || begins || follows_a_pause(&text[..start])) {
            close_last(text, &mut items, start);
            let from = at + "是".len();
            items.push(Item { number, start, text: (from, text.len()), is_counted: true });
            expected = Some(number + 1);
        }
    }
    finish(text, items, false)
}

/// A way to count that begins with a text of its own.
#[derive(Clone, Copy)]
enum Sequence {
    /// （1） or (1)
    Bracketed(&'static str, &'static str),
    /// ①
    Circled,
    /// 1. or 1、, at the start of a paragraph only: inside prose it may be any number.
    Plain(&'static str),
    /// 首先， 第一，
    Words,
}

const SEQUENCES: [Sequence; 7] = [
    Sequence::Bracketed("（", "）"),
    Sequence::Bracketed("(", ")"),
    Sequence::Circled,
    Sequence::Plain("."),
    Sequence::Plain("．"),
    Sequence::Plain("、"),
    Sequence::Words,
];

/// Which lists may begin inside a paragraph of this document: those whose first mark stands in it
/// anywhere. Asked once, since most documents have none of them and every paragraph would be
/// searched.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks([bool; 5]);

const FIRST_MARKS: [&str; 5] = ["（1）", "(1)", "①", "首先", "第一"];

impl Marks {
    pub fn of(document: &str) -> Self {
        Self(FIRST_MARKS.map(|mark| memmem::find(document.as_bytes(), mark.as_bytes()).is_some()))
    }

    fn has(self, place: usize, text: &str) -> bool {
        self.0[place] && text.contains(FIRST_MARKS[place])
    }
}

impl Sequence {
    /// Whether its first mark stands in `text` at all.
    fn may_begin(&self, text: &str, marks: Marks) -> bool {
        match self {
            Self::Bracketed("（", _) => marks.has(0, text),
            Self::Bracketed(..) => marks.has(1, text),
            Self::Circled => marks.has(2, text),
            Self::Words => marks.has(3, text) || marks.has(4, text),
            Self::Plain(_) => text.trim_start().starts_with('1'),
        }
    }

    fn mark(self, number: u32) -> String {
        match self {
            Self::Bracketed(open, close) => format!("{open}{number}{close}"),
            Self::Circled => numeral::write(number, Style::Circled),
            Self::Plain(mark) => format!("{number}{mark}"),
            Self::Words => String::new(),
        }
    }

    /// The list, if its first item begins before `limit`.
    fn items(self, text: &str, limit: usize) -> Vec<Item> {
        if matches!(self, Self::Plain(_)) && !text.trim_start().starts_with(&self.mark(1)) {
            return Vec::new();
        }
        let mut items: Vec<Item> = Vec::new();
        let mut from = 0;
        while let Some((start, number, body)) = self.next(text, from, items.last()) {
            if items.is_empty() && start >= limit {
                break;
            }
            close_last(text, &mut items, start);
            items.push(Item { number, start, text: (body, text.len()), is_counted: false });
            from = body;
        }
        finish(text, items, matches!(self, Self::Words))
    }

    /// The next item behind `from`: where it begins, its number, where its text begins.
    fn next(self, text: &str, from: usize, last: Option<&Item>) -> Option<(usize, u32, usize)> {
        if let Self::Words = self {
            return next_word(text, from, last);
        }
        let number = last.map_or(1, |item| item.number + 1);
        let mark = self.mark(number);
        memmem::find_iter(&text.as_bytes()[from..], mark.as_bytes()).find_map(|at| {
            let (start, body) = (from + at, from + at + mark.len());
            let starts = text[..start].trim_end().is_empty() || follows_a_pause(&text[..start]);
            // “1.5万元” is a number in prose.
            let is_decimal = matches!(self, Self::Plain(_))
                && text[body..].starts_with(|c: char| c.is_ascii_digit());
            (starts && !is_decimal).then_some((start, number, body))
        })
    }
}

fn next_word(text: &str, from: usize, last: Option<&Item>) -> Option<(usize, u32, usize)> {
    let opening: &[&str] = match last {
        None => &["首先", "第一"],
        Some(first) if text[first.start..].starts_with('第') => &["第"],
        Some(_) => &["其次", "再次", "最后"],
    };
    // The first of each word only: looking at all of them for every item takes time in the product.
    let words = opening.iter().filter_map(|word| {
        memmem::find_iter(&text.as_bytes()[from..], word.as_bytes()).find_map(|at| {
            let start = from + at;
            let (number, length) = ordinal_word(&text[start..])?;
            let in_turn = match last {
                None => number == 1,
                Some(last) if text[start..].starts_with('第') => number == last.number + 1,
                Some(last) => number > last.number,
            };
            let starts = text[..start].trim_end().is_empty() || follows_a_pause(&text[..start]);
            (in_turn && starts).then_some((start, number, start + length))
        })
    });
    words.min()
}

/// A list, or none where there is only one item inside a paragraph.
fn finish(text: &str, mut items: Vec<Item>, needs_two: bool) -> Vec<Item> {
    let opens = items.first().is_some_and(|item| text[..item.start].trim_end().is_empty());
    if items.len() < 2 && (needs_two || !opens) {
        return Vec::new();
    }
    close_last(text, &mut items, text.len());
    items
}

/// The separator before the next item belongs to the frame.
fn close_last(text: &str, items: &mut [Item], next: usize) {
    if let Some(last) = items.last_mut() {
        let body = &text[last.text.0..next];
        last.text.1 = last.text.0 + body.trim_end().trim_end_matches(['；', ';']).len();
    }
}

fn follows_a_pause(before: &str) -> bool {
    if before.trim_end_matches([' ', '\t', '　']).ends_with('\n') {
        return true;
    }
    let last = before.trim_end().chars().next_back();
    matches!(
        last,
        Some('。' | '；' | ';' | '：' | ':' | '，' | ',' | '、' | '！' | '？' | '）' | '”')
    )
}

/// The Chinese number that ends just before `at`: where it begins, and its value.
fn number_before(text: &str, at: usize) -> Option<(usize, u32)> {
    let digit =
        |c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
    let start = text[..at].trim_end_matches(digit).len();
    let (number, _, length) = numeral::read(&text[start..at])?;
    (start + length == at).then_some((start, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, first: u32) -> Vec<&str> {
        items(text, first, Marks::of(text))
            .iter()
            .map(|item| &text[item.text.0..item.text.1])
            .collect()
    }

    #[test]
    fn items_are_cut_in_order_and_keep_their_full_stop() {
        assert_eq!(texts("一是甲。二是乙；三是丙。", 1), ["甲。", "乙", "丙。"]);
        assert_eq!(texts("两线推进，一是甲。二是乙。", 1), ["甲。", "乙。"]);
        assert_eq!(texts("二是乙。", 2), ["乙。"]);
        assert_eq!(texts("一是甲\n二是乙", 1), ["甲", "乙"]);
    }

    #[test]
    fn numbers_out_of_turn_are_prose() {
        assert_eq!(texts("做到说一是一、说二是二。", 1), Vec::<&str>::new());
        assert_eq!(texts("一是甲，其中一是丁。二是乙。", 1), ["甲，其中一是丁。", "乙。"]);
        assert_eq!(texts("一是甲。三是丙。", 1), ["甲。三是丙。"]);
        assert_eq!(texts("主要任务之一是学习。", 1), Vec::<&str>::new());
    }

    #[test]
    fn lists_of_other_kinds() {
        assert_eq!(texts("（1）甲；（2）乙。", 1), ["甲", "乙。"]);
        assert_eq!(texts("总的安排：①甲；②乙；③丙。", 1), ["甲", "乙", "丙。"]);
        assert_eq!(texts("1.甲1.5万元。2.乙。", 1), ["甲1.5万元。", "乙。"]);
        assert_eq!(texts("首先，甲。其次，乙。最后，丙。", 1), ["甲。", "乙。", "丙。"]);
        assert_eq!(texts("第一，甲。第二，乙。", 1), ["甲。", "乙。"]);
        assert_eq!(
            texts("（1）甲，一是丁，二是戊。（2）乙。", 1),
            ["甲，一是丁，二是戊。", "乙。"]
        );
        assert_eq!(
            texts("一是甲，包括（1）丁；（2）戊。二是乙。", 1),
            ["甲，包括（1）丁；（2）戊。", "乙。"]
        );
        for prose in
            ["见附件（1）所列", "首先要提高认识", "首先，提高认识。", "支出1.5万元，2.3万元"]
        {
            assert_eq!(texts(prose, 1), Vec::<&str>::new(), "{prose}");
        }
    }
}
