//! The labels that open a finding's measures.
//!
//! “整改落实情况：一是进一步规范了…”, “整改措施：充分发挥…”, “【整改情况】”, “整改情况” alone on its
//! line.

use memchr::memmem;

const ENDINGS: [&str; 11] = [
    "情况",
    "措施",
    "举措",
    "成效",
    "进展",
    "结果",
    "落实",
    "做法",
    "办法",
    "完成情况",
    "情况如下",
];
/// What else than 整改 a label may begin with.
const OPENINGS: [&str; 10] = [
    "具体措施",
    "主要措施",
    "主要做法",
    "落实措施",
    "落实情况",
    "采取措施",
    "采取的措施",
    "进展情况",
    "工作进展",
    "完成情况",
];
/// Longer words before a colon are a sentence, not a label.
const LONGEST: usize = "具体整改落实进展情况".len();

/// A label at the start of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// In bytes, colon and following space included.
    pub length: u32,
    /// 措施, 做法 or 办法, what is to be done; the others tell what it has come to as well.
    pub is_plan: bool,
}

/// The label `text` begins with.
pub fn at_start(text: &str) -> Option<Label> {
    let inner = text.strip_prefix('【').unwrap_or(text);
    if !inner.starts_with("整改") && !OPENINGS.iter().any(|words| inner.starts_with(words)) {
        return None;
    }
    let ends = |c| is_colon(c) || c == '】';
    let end = inner.char_indices().take_while(|(at, _)| *at <= LONGEST).find(|(_, c)| ends(*c));
    let (words, rest) = match end {
        Some((at, end)) => (&inner[..at], &inner[at + end.len_utf8()..]),
        None if inner.len() < text.len() => return None,
        None => (inner, ""),
    };
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_colon(c));
    is_label(words).then(|| Label {
        length: (text.len() - rest.len()) as u32,
        is_plan: ["措施", "举措", "做法", "办法"].iter().any(|word| words.contains(word)),
    })
}

/// Where a label begins that stands inside `text`, behind a heading on the same line.
pub fn inside(text: &str) -> Option<usize> {
    memmem::find_iter(text.as_bytes(), "整改".as_bytes()).find_map(|at| {
        let at = if text[..at].ends_with('【') { at - '【'.len_utf8() } else { at };
        let label = &text[at..at + at_start(&text[at..])?.length as usize];
        let has_colon = label.trim_end().ends_with(|c| is_colon(c) || c == '】');
        // “…的整改情况：” belongs to the heading's own closing words.
        (has_colon && !text[..at].ends_with('的')).then_some(at)
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
            ("【整改情况】一是", "【整改情况】"),
            ("【整改措施】：一是", "【整改措施】："),
            ("具体措施：一是", "具体措施："),
            ("整改办法：1、", "整改办法："),
            ("整改情况如下：", "整改情况如下："),
            ("整改情况", "整改情况"),
        ] {
            let found = at_start(text).map(|label| &text[..label.length as usize]);
            assert_eq!(found, Some(label));
        }
        for text in [
            "整改不力是失职",
            "整改目标：压实责任",
            "整改时限：6月底前",
            "情况：好",
            "【整改情况",
            "整改工作取得的情况和进展较为明显：一",
        ] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
