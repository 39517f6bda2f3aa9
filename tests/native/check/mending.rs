//! What a remark offers to write mends it.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use rectification_ledger::check::{Diagnostic, Place, checkup};
use rectification_ledger::edit::{Bulk, Command};
use rectification_ledger::ledger::Ledger;
use rectification_ledger::session::Session;

use super::today;
use crate::{SEED, ledger};

/// What reports are made of, and what breaks them.
const WORDS: &[&str] = &[
    "\n一、整改情况\n",
    "\n（一）“作风”方面\n",
    "\n1.关于“",
    "\n3.关于“",
    "”问题\n",
    "针对“",
    "整改情况：",
    "整改措施：",
    "一是",
    "二是",
    "三是",
    "；",
    "。",
    "，",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "\n",
    "市广播电视台",
    "市广播电视合",
    "市委广播电视台",
    "台党组",
    "台党委",
    "**",
    "*",
    "＊",
    "××",
    "已完成整改",
    "正在研究",
    "计划于",
    "反馈3个问题",
    "2个方面",
    "已完成2项",
    "责任单位：办公室",
    "完成时限：6月底前",
    "完成情况：已完成",
    "【填写】",
    "XX年",
    "____",
    "对基层支部缺乏督促指导，多是开会",
    "对基层支部缺少督促指导，多是开会",
    "台长张某某",
    "张小明同志",
    "13800138000",
    "\t",
    "序号\t问题\t措施\n",
    "é",
    "𠮷",
];

/// Writes every fix by itself; says which of them did not mend.
pub fn unmended(ledger: &Ledger) -> Vec<String> {
    let key = |one: &Diagnostic| {
        (one.code, one.place.as_ref().map(|place| place.node), one.words.clone())
    };
    let found = checkup(ledger, today());
    let mut unmended = Vec::new();
    for one in found.iter().filter(|one| !one.fix.is_empty()) {
        let mut session = Session::new(ledger.clone(), 0, 1);
        let cells = one.fix.clone();
        if session.run(Command::Write { cells, what: Bulk::Replace }, 0).is_err() {
            unmended.push(format!("refused: {one:?}"));
            continue;
        }
        let again = checkup(session.ledger(), today());
        if again.iter().any(|other| key(other) == key(one)) {
            unmended.push(format!("{one:?}"));
        }
    }
    unmended
}

#[test]
fn what_is_offered_mends_in_every_report_there_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut texts = vec![SEED.to_owned()];
    for folder in ["reports", "checks"] {
        for entry in fs::read_dir(root.join(folder)).expect("there") {
            let path = entry.expect("readable").path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                texts.push(fs::read_to_string(path).expect("UTF-8"));
            }
        }
    }
    let unmended: Vec<String> = texts.iter().flat_map(|text| unmended(&ledger(text))).collect();
    assert_eq!(unmended, [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_report_places_are_in_its_values(
        words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60),
    ) {
        let ledger = ledger(&words.concat());
        for one in checkup(&ledger, today()) {
            if let Some(Place { node, field, range }) = &one.place {
                let value = ledger.get(*node).expect("in the ledger").get(*field);
                let words = value.get(range.clone());
                prop_assert!(range.is_empty() || words == Some(&one.words), "{one:?}");
            }
            prop_assert!(!one.words.is_empty() || one.place.is_some(), "{one:?}");
            prop_assert!(!one.message().is_empty());
        }
        prop_assert_eq!(unmended(&ledger), Vec::<String>::new());
    }
}

#[test]
fn what_is_repeated_without_end_is_still_one_walk() {
    const LENGTH: usize = 30_000;
    // Where a rule looks back over all it has seen, this takes many times as long.
    const MOST: Duration = Duration::from_secs(3);
    for piece in ["【", "“", "\"", "，一是", "，二是", "*甲", "台党委", "计划于，", "“计划于，"]
    {
        let measure = piece.repeat(LENGTH / piece.len());
        let ledger = ledger(&format!("1.关于“学习不深入”问题\n整改情况：{measure}"));
        let start = Instant::now();
        checkup(&ledger, today());
        assert!(start.elapsed() < MOST, "{piece}: {:?}", start.elapsed());
    }
}
