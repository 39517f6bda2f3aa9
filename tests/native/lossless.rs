//! Whatever the text, putting the nodes together gives it back, and the ledger is well formed.

use proptest::prelude::*;
use rectification_ledger::file;
use rectification_ledger::parse::parse;

use crate::{CLASSIC, SEED, ledger};

/// Pieces that reports are made of, and pieces that are nearly so.
const PIECES: [&str; 40] = [
    "一、",
    "二、",
    "（一）",
    "(二)",
    "（1）",
    "1.",
    "２．",
    "①",
    "一是",
    "二是",
    "三是",
    "十一是",
    "关于“",
    "针对“",
    "关于\"",
    "”问题",
    "”的问题",
    "”方面",
    "在“",
    "“",
    "”",
    "‘",
    "整改情况：",
    "整改落实情况:",
    "整改措施：",
    "整改",
    "问题",
    "方面",
    "。",
    "；",
    "，",
    "\n",
    "\r\n",
    "\n\n",
    "　　",
    "\u{FEFF}",
    "我们将",
    "学习不深入",
    "𠮷a\u{0301}",
    " ",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    let (draft, _) = parse(text);
    prop_assert!(draft.is_lossless(), "draft of {text:?}");
    let ledger = ledger(text);
    prop_assert_eq!(ledger.text(), text);
    let again = file::read(&file::write(&ledger)).expect("what was written is read");
    prop_assert_eq!(again, ledger);
    Ok(())
}

fn at_char(text: &str, near: prop::sample::Index) -> usize {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    starts[near.index(starts.len())]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn text_made_of_markers(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn arbitrary_text(text in "\\PC{0,200}") {
        check(&text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn mutated_reports(
        seed in prop::bool::ANY,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), prop::sample::select(&PIECES[..])), 1..6),
    ) {
        let mut text = if seed { SEED } else { CLASSIC }.to_owned();
        for (from, to, piece) in cuts {
            let (from, to) = (at_char(&text, from), at_char(&text, to));
            // A cut of any length would soon leave nothing to read.
            let (from, to) = (from.min(to), from.max(to));
            let to = to.min(from + 600);
            let to = (from..=to).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(from);
            text.replace_range(from..to, piece);
        }
        check(&text)?;
    }
}
