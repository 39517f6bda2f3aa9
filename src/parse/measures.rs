//! Measures inside one paragraph: “一是…。二是…；三是…”.

use memchr::memmem;

use crate::numeral;

/// One item: where its number begins, where its text begins, and where its text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    pub number: u32,
    pub start: usize,
    pub text: (usize, usize),
}

/// The items of a paragraph whose first would be number `first`: 1, or one more than the last
/// item of the paragraph before. Fewer than two items make no list, unless the paragraph opens
/// with one. A number out of turn is prose (“说一是一”), and so is 一是 inside an item.
pub fn items(text: &str, first: u32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut expected = None;
    for at in memmem::find_iter(text.as_bytes(), "是".as_bytes()) {
        let Some((start, number)) = number_before(text, at) else { continue };
        let opens = text[..start].trim_end().is_empty();
        let in_turn = match expected {
            None => number == 1 || (opens && number == first),
            Some(expected) => number == expected,
        };
        if in_turn && (opens || follows_a_pause(&text[..start])) {
            close_last(text, &mut items, start);
            items.push(Item { number, start, text: (at + "是".len(), text.len()) });
            expected = Some(number + 1);
        }
    }
    let opens = items.first().is_some_and(|item| text[..item.start].trim_end().is_empty());
    if items.len() < 2 && !opens {
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
        items(text, first).iter().map(|item| &text[item.text.0..item.text.1]).collect()
    }

    #[test]
    fn items_are_cut_in_order_and_keep_their_full_stop() {
        assert_eq!(texts("一是甲。二是乙；三是丙。", 1), ["甲。", "乙", "丙。"]);
        assert_eq!(texts("两线推进，一是甲。二是乙。", 1), ["甲。", "乙。"]);
        assert_eq!(texts("二是乙。", 2), ["乙。"]);
    }

    #[test]
    fn numbers_out_of_turn_are_prose() {
        assert_eq!(texts("做到说一是一、说二是二。", 1), Vec::<&str>::new());
        assert_eq!(texts("一是甲，其中一是丁。二是乙。", 1), ["甲，其中一是丁。", "乙。"]);
        assert_eq!(texts("一是甲。三是丙。", 1), ["甲。三是丙。"]);
        assert_eq!(texts("主要任务之一是学习。", 1), Vec::<&str>::new());
    }
}
