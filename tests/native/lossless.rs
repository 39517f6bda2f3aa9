//! Whatever the text, putting the nodes together gives it back, and the ledger is well formed.

use proptest::prelude::*;
use rectification_ledger::file;
use rectification_ledger::parse::{Claim, Column, Decisions, Draft, Parsing, Part, parse};

use crate::{CLASSIC, SEED, ledger};

/// Pieces that reports are made of, and pieces that are nearly so.
const PIECES: [&str; 62] = [
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
    "\t",
    "\t\"",
    "\"\t",
    "\"",
    "〃",
    "序号\t反馈问题\t整改措施\t责任单位\n",
    "\n1\t",
    "序号\n反馈问题\n整改措施\n1\n",
    "责任单位：",
    "完成时限：2024年6月底前",
    "（责任领导：",
    "完成情况：已完成",
    "【已完成】",
    "【字号 大 中 小】\n",
    "浏览次数：",
    "问题1：",
    "针对问题1，",
    "（2）",
    "②",
    "首先，",
    "其次，",
    "——",
];

/// A person's claims at random: where they begin and end, and what they say.
fn claims() -> impl Strategy<Value = Vec<(prop::sample::Index, prop::sample::Index, Option<Part>)>>
{
    let part = prop::option::of(prop::sample::select(&Part::ALL[..]));
    prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), part), 0..4)
}

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
    fn claims_on_text_made_of_markers(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..40),
        claims in claims(),
        step in 1..9_usize,
    ) {
        let text = pieces.concat();
        let mut decisions = Decisions::default();
        for (from, to, part) in claims {
            let (from, to) = (at_char(&text, from), at_char(&text, to));
            let (from, to) = (from.min(to) as u32, from.max(to) as u32);
            decisions.claim(Claim { from, to, part });
        }
        let whole = Parsing::new(&text, &decisions).finish();
        prop_assert!(whole.is_lossless());
        let mut parsing = Parsing::new(&text, &decisions);
        while !parsing.step(step) {}
        let stepped = parsing.finish();
        let nodes = |draft: &Draft| format!("{:?}", draft.nodes());
        prop_assert_eq!(nodes(&whole), nodes(&stepped), "by steps of {}", step);
        prop_assert_eq!(whole.into_ledger(String::new()).expect("well formed").text(), text);
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

/// Texts with a person's decisions that a fuzzer once broke the parser with: claims by the words
/// they cover, a table's columns, the text.
#[test]
fn decisions_that_once_did_harm() {
    let blank = "　　一、甲";
    let table = "序号\n问题\n措施\n1\n甲\n乙\n2\n丙\n丁";
    let several = "一、甲\n1.关于“乙”问题。一是丙。二是丁";
    type Case<'a> = (&'a str, &'a [(&'a str, Part)], Option<&'a [Column]>);
    let cases: [Case; 4] = [
        // A claim of nothing but the white space before a paragraph.
        (blank, &[("　", Part::Measure)], None),
        // A flat table that is told to have no columns.
        (table, &[], Some(&[])),
        (table, &[], Some(&[Column::Finding])),
        // Pieces of the last paragraph that wait when the end of the text is reached.
        (several, &[("乙", Part::Finding), ("丙", Part::Measure)], None),
    ];
    for (text, claims, columns) in cases {
        let mut decisions = Decisions::default();
        for (words, part) in claims {
            let from = text.find(words).expect("the words stand in the text");
            let (from, to) = (from as u32, (from + words.len()) as u32);
            decisions.claim(Claim { from, to, part: Some(*part) });
        }
        if let Some(columns) = columns {
            decisions.set_columns(0, columns.to_vec());
        }
        let draft = Parsing::new(text, &decisions).finish();
        assert!(draft.is_lossless(), "{text:?}");
        let mut slow = Parsing::new(text, &decisions);
        while !slow.step(1) {}
        assert_eq!(format!("{:?}", slow.finish().nodes()), format!("{:?}", draft.nodes()));
        let ledger = draft.into_ledger("台账".to_owned()).expect("a well-formed ledger");
        assert_eq!(ledger.text(), text);
    }
}
