//! The real report, held to what was counted in it by hand.

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt};
use rectification_ledger::disclose;
use rectification_ledger::ledger::Date;
use rectification_ledger::ledger::{Id, Kind};
use rectification_ledger::parse::{Problem, parse, same_but_for_quotes};
use rectification_ledger::rows::{Outline, Table, View, totals};

use crate::{SEED, find, ledger};

#[test]
fn the_counts_are_those_of_the_report() {
    let (draft, _) = parse(SEED);
    let summary = draft.summary();
    assert_eq!(
        (summary.directions, summary.findings, summary.leaves, summary.measures),
        (3, 9, 13, 24)
    );
    assert_eq!(summary.unassigned, 0);
    assert!(draft.is_lossless());
}

#[test]
fn untouched_it_comes_back_byte_for_byte() {
    assert_eq!(disclose::text(&ledger(SEED), disclose::Edition::Internal), SEED);
}

#[test]
fn a_finding_split_into_parts_has_no_row_of_its_own() {
    let ledger = ledger(SEED);
    let today = Date::new(2024, 7, 1).expect("a day");
    let table = Table::new(
        &ledger,
        &Rc::new(Outline::new(&ledger)),
        &View::default(),
        today,
        &str::cmp,
        &HashSet::new(),
    );
    assert_eq!((table.rows(), table.all_rows(), table.bands().len()), (24, 24, 3));
    let rows = table.rows_in(0..table.len());
    let mut labels: Vec<String> = rows.map(|row| table.label(&ledger, row.finding)).collect();
    labels.dedup();
    assert_eq!(
        labels,
        ["1-1", "1-2", "2", "3-1", "3-2", "4", "5-1", "5-2", "6-1", "6-2", "7", "8", "9"]
    );
    let totals = totals(&ledger, today);
    assert_eq!((totals.findings, totals.measures), (9, 24));
}

#[test]
fn the_closing_paragraph_belongs_to_no_finding() {
    let ledger = ledger(SEED);
    let closing = ledger.get(find(&ledger, Kind::Narrative, "我们将以这次市委巡察为契机"));
    let parent = closing.and_then(|node| ledger.get(node.parent?)).map(|node| node.kind);
    assert_eq!(parent, Some(Kind::Chapter));
}

#[test]
fn counted_paragraphs_of_narrative_chapters_are_no_measures() {
    let ledger = ledger(SEED);
    let counted = ledger.nodes().iter().filter(|node| {
        let in_narrative = node.parent.and_then(|id| ledger.get(id)).is_some_and(|chapter| {
            chapter.kind == Kind::Chapter && !chapter.text.starts_with("市委巡察组反馈意见")
        });
        in_narrative && node.text.chars().nth(1) == Some('是')
    });
    let kinds: Vec<Kind> = counted.map(|node| node.kind).collect();
    assert_eq!(kinds, [Kind::Narrative; 9]);
}

#[test]
fn a_quote_inside_a_quote_is_read_to_its_end() {
    let ledger = ledger(SEED);
    let part =
        ledger.get(find(&ledger, Kind::Finding, "党组对人才第一资源战略地位")).expect("there");
    assert!(part.text.contains("“挑大梁”"));
    assert_eq!(part.text.chars().count(), 186);
    assert_eq!(part.after, "”问题");
}

#[test]
fn parts_read_as_their_finding_once_quotes_are_left_out() {
    let ledger = ledger(SEED);
    let split: Vec<Id> = ledger
        .nodes()
        .iter()
        .filter(|node| node.kind == Kind::Finding)
        .filter(|node| ledger.children(node.id).any(|child| child.kind == Kind::Finding))
        .map(|node| node.id)
        .collect();
    assert_eq!(split.len(), 4);
    let agree = |id: &&Id| {
        let parts: Vec<&str> = ledger
            .children(**id)
            .filter(|child| child.kind == Kind::Finding)
            .map(|child| child.text.as_str())
            .collect();
        same_but_for_quotes(&[&ledger.get(**id).expect("there").text], &parts)
    };
    assert_eq!(split.iter().filter(agree).count(), 3);

    let (draft, problems) = parse(SEED);
    let [Problem::PartsDiffer { finding }] = problems[..] else { panic!("{problems:?}") };
    assert!(draft.pieces(finding)[1].starts_with("干部队伍建设存在薄弱环节"));
}
