//! Where two texts of a cell differ, for the eye. What is taken is always a whole text.

use similar::{Algorithm, DiffOp, capture_diff_slices, diff_ratio};

/// Characters of both texts that are compared one by one; longer ones by clauses.
const FINE: usize = 2_000;
/// Texts that have less in common are two texts: marks in every other word help nobody.
const ALIKE: f32 = 0.3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Both,
    /// In the first text alone.
    First,
    /// In the second alone.
    Second,
}

/// The stretches of both texts in their order: without `Second` they are the first text, without
/// `First` the second.
pub fn differences(first: &str, second: &str) -> Vec<(Part, String)> {
    let is_fine = first.chars().count() + second.chars().count() <= FINE;
    let (one, two) = (pieces(first, is_fine), pieces(second, is_fine));
    let ops = capture_diff_slices(Algorithm::Myers, &one, &two);
    let (of_one, of_two) = (one.len(), two.len());
    if diff_ratio(&ops, of_one, of_two) < ALIKE {
        let whole = [(Part::First, first), (Part::Second, second)];
        let whole = whole.into_iter().filter(|(_, text)| !text.is_empty());
        return whole.map(|(part, text)| (part, text.to_owned())).collect();
    }
    let mut parts: Vec<(Part, String)> = Vec::new();
    let mut push = |part: Part, pieces: &[&str]| match parts.last_mut() {
        Some((last, text)) if *last == part => text.push_str(&pieces.concat()),
        Some(_) | None if !pieces.is_empty() => parts.push((part, pieces.concat())),
        Some(_) | None => {}
    };
    for op in ops {
        match op {
            DiffOp::Equal { old_index, len, .. } => {
                push(Part::Both, &one[old_index..old_index + len]);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                push(Part::First, &one[old_index..old_index + old_len]);
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                push(Part::Second, &two[new_index..new_index + new_len]);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                push(Part::First, &one[old_index..old_index + old_len]);
                push(Part::Second, &two[new_index..new_index + new_len]);
            }
        }
    }
    parts
}

fn pieces(text: &str, is_fine: bool) -> Vec<&str> {
    if is_fine {
        return text.split_inclusive(|_: char| true).collect();
    }
    text.split_inclusive(['，', '。', '；', '：', '、', '\n', ',', '.', ';']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(first: &str, second: &str) -> String {
        let mark = |(part, text): &(Part, String)| match part {
            Part::Both => text.clone(),
            Part::First => format!("[-{text}]"),
            Part::Second => format!("[+{text}]"),
        };
        differences(first, second).iter().map(mark).collect()
    }

    #[test]
    fn what_differs_is_marked() {
        assert_eq!(shown("已修订三项制度。", "已修订五项制度。"), "已修订[-三][+五]项制度。");
        assert_eq!(shown("", "新填"), "[+新填]");
        assert_eq!(shown("甲乙丙丁", "戊己庚辛"), "[-甲乙丙丁][+戊己庚辛]");
        assert_eq!(shown("一样", "一样"), "一样");
    }

    #[test]
    fn both_texts_are_whole_in_it_at_any_length() {
        let long = |n: usize| (0..n).map(|at| format!("第{at}条，已经完成。")).collect::<String>();
        for (first, second) in [(long(30), long(31)), (long(900), long(880) + "另有一条。")] {
            let parts = differences(&first, &second);
            let without = |out: Part| -> String {
                let kept = parts.iter().filter(|(part, _)| *part != out);
                kept.map(|(_, text)| text.as_str()).collect()
            };
            assert_eq!(without(Part::Second), first);
            assert_eq!(without(Part::First), second);
            assert!(parts.len() > 1);
        }
    }
}
