//! The labels that open a finding's measures.
//!
//! “整改落实情况：一是进一步规范了…”, “整改措施：充分发挥…”, “整改情况” alone on its line.

use memchr::memmem;

const ENDINGS: [&str; 8] = ["情况", "措施", "成效", "进展", "结果", "落实", "完成情况", "进展情况"];
/// Longer words before a colon are a sentence, not a label.
const LONGEST: usize = "具体整改落实进展情况".len();

/// Length in bytes of the label `text` begins with, colon and following space included.
pub fn at_start(text: &str) -> Option<usize> {
    let words = text.strip_prefix("整改").map(|_| text)?;
    let colon =
        words.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| is_colon(*c));
    match colon {
        Some((at, colon)) if is_label(&words[..at]) => {
            let rest = &words[at + colon.len_utf8()..];
            Some(words.len() - rest.trim_start().len())
        }
        None if is_label(words) => Some(words.len()),
        _ => None,
    }
}

/// Where a label begins that stands inside `text`, behind a heading on the same line.
pub fn inside(text: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), "整改".as_bytes()).find(|&at| {
        let has_colon = at_start(&text[at..])
            .is_some_and(|length| text[at..at + length].trim_end().ends_with(is_colon));
        // “…的整改情况：” belongs to the heading's own closing words.
        has_colon && !text[..at].ends_with('的')
    })
}

pub fn is_colon(c: char) -> bool {
    matches!(c, '：' | ':')
}

fn is_label(words: &str) -> bool {
    words.len() <= LONGEST && ENDINGS.iter().any(|ending| words.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_sentences() {
        for (text, label) in [
            ("整改落实情况：一是", "整改落实情况："),
            ("整改措施: 充分", "整改措施: "),
            ("整改完成情况：已完成", "整改完成情况："),
            ("整改情况", "整改情况"),
        ] {
            assert_eq!(at_start(text).map(|length| &text[..length]), Some(label));
        }
        for text in [
            "整改不力是失职",
            "整改目标：压实责任",
            "整改时限：6月底前",
            "情况：好",
            "整改工作取得的情况和进展较为明显：一",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
