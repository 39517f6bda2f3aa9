//! The table that a unit fills in: what goes out comes back, and what was written into it is in
//! the ledger, or told.

mod fillings;
mod resaved;

use proptest::prelude::*;
use rectification_ledger::export::{csv::csv, workbook::xlsx};
use rectification_ledger::filled::{Filled, Remark};
use rectification_ledger::ledger::{Author, Field, Id, Kind, Ledger};
use rectification_ledger::office::workbook::Returned;
use rectification_ledger::office::{self, workbook};
use rectification_ledger::session::Session;
use rectification_ledger::slice::{self, Cut, Terms, USUAL};

use crate::edits::command;
use crate::published::{assert_well_formed, part as xml};
use crate::{CLASSIC, SEED, ledger};

/// When tables come back.
const AT: i64 = 1_720_000_000_000;

pub fn measures(ledger: &Ledger) -> Vec<Id> {
    let all = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
    all.map(|node| node.id).collect()
}

/// All of a ledger as a part for a unit.
pub fn part(ledger: &Ledger, may_add: bool) -> Ledger {
    let cut = Cut {
        document: "d-1".to_owned(),
        version: 7,
        by: Author { name: "周平".to_owned(), unit: "整改办".to_owned(), role: None },
        at: 1_719_000_000_000,
    };
    let terms = Terms {
        to: "技术科".to_owned(),
        due: "2024-07-31".to_owned(),
        fields: USUAL.to_vec(),
        may_add,
        words: "请如实填写，材料备查。".to_owned(),
    };
    slice::cut(ledger, &measures(ledger), "s-1".to_owned(), &cut, terms).expect("a part")
}

pub fn read(bytes: &[u8]) -> Filled {
    match workbook::read(bytes, AT).expect("readable") {
        Returned::Filled(filled) => *filled,
        other @ (Returned::Stripped | Returned::Other) => panic!("{other:?}"),
    }
}

fn read_csv(text: &str, base: &Ledger) -> Filled {
    office::csv::fill(&office::csv::read(text).expect("a table of ours"), base, AT)
}

fn assert_unchanged(base: &Ledger, filled: &Filled) {
    assert_eq!(filled.remarks, [] as [Remark; 0]);
    assert!(&filled.ledger == base);
}

#[test]
fn what_goes_out_comes_back() {
    for text in [SEED, CLASSIC] {
        let whole = ledger(text);
        for base in [part(&whole, false), part(&whole, true), whole] {
            assert_unchanged(&base, &read(&xlsx(&base)));
            assert_unchanged(&base, &read_csv(&csv(&base), &base));
        }
    }
}

/// Texts that writers, spreadsheets or XML take for something else.
const HARD: [&str; 16] = [
    "=1+1",
    "＝cmd|'/C calc'!A0",
    "'+86",
    "''-1",
    "<r>甲</r>",
    "a<b>&\"c\"",
    "编号_x0041_与_x000D_",
    "  首行\n\n次行\t末\r\n",
    "\u{1}\u{FFFE}\u{202E}倒",
    "2024-06-30",
    "2024年6月30日",
    "1899-12-31",
    "00123456789012345678",
    "1e5",
    "𠮷野家🎉",
    "id7",
];

#[test]
fn hard_texts_come_back() {
    let start = ledger(CLASSIC);
    let mut session = Session::new(start.clone(), 0, 1);
    let fields = [Field::Text, Field::Unit, Field::Deadline, Field::Remark, Field::Evidence];
    for (nth, (id, field)) in
        measures(&start).into_iter().cycle().zip(fields.into_iter().cycle()).take(60).enumerate()
    {
        let to = HARD[nth % HARD.len()].to_owned();
        let set = rectification_ledger::edit::Command::Set { id, field, to };
        let _ = session.run(set, 0);
    }
    for base in [session.ledger().clone(), part(session.ledger(), true)] {
        let bytes = xlsx(&base);
        assert_well_formed(&bytes);
        assert_unchanged(&base, &read(&bytes));
        assert_unchanged(&base, &read_csv(&csv(&base), &base));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_ledger_holds_comes_back(
        commands in prop::collection::vec(
            (any::<u8>(), any::<prop::sample::Index>(), prop::sample::select(&HARD[..])), 0..24),
        may_add in any::<bool>(),
    ) {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        for (verb, pick, word) in commands {
            if session.ledger().nodes().is_empty() { break; }
            let command = command(session.ledger(), verb, pick, word);
            let _ = session.run(command, 0);
        }
        for base in [part(session.ledger(), may_add), session.ledger().clone()] {
            if measures(&base).is_empty() { continue; }
            assert_unchanged(&base, &read(&xlsx(&base)));
            assert_unchanged(&base, &read_csv(&csv(&base), &base));
        }
    }
}

#[test]
fn the_same_ledger_gives_the_same_bytes_and_names_no_author() {
    let base = part(&ledger(SEED), true);
    let bytes = xlsx(&base);
    assert_eq!(bytes, xlsx(&base));
    assert_well_formed(&bytes);
    let core = xml(&bytes, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator>"), "{core}");
    assert!(core.contains("2000-01-01T00:00:00Z"), "{core}");
}

#[test]
fn nothing_is_a_formula() {
    let start = ledger(CLASSIC);
    let mut session = Session::new(start.clone(), 0, 1);
    let cells = measures(&start).into_iter().zip(HARD.iter().cycle());
    let cells = cells.map(|(id, word)| (id, Field::Remark, (*word).to_owned())).collect();
    let what = rectification_ledger::edit::Bulk::Fill;
    session.run(rectification_ledger::edit::Command::Write { cells, what }, 0).expect("a change");
    let bytes = xlsx(session.ledger());
    let sheet = xml(&bytes, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<f "), "{sheet}");
    assert!(xml(&bytes, "xl/styles.xml").contains("quotePrefix=\"1\""));
    for line in csv(session.ledger()).lines() {
        for cell in line.split(',') {
            let own = cell.trim_start_matches('"');
            assert!(!own.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t']), "{line}");
        }
    }
}

#[test]
fn the_sheet_is_one_an_office_accepts() {
    let bytes = xlsx(&part(&ledger(SEED), true));
    let sheet = xml(&bytes, "xl/worksheets/sheet1.xml");
    for piece in [
        r#"<pane ySplit="3" topLeftCell="A4" activePane="bottomLeft" state="frozen"/>"#,
        r#"paperSize="9""#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        "<dataValidation type=\"list\"",
        "<autoFilter ref=\"A3:",
        "<sheetProtection sheet=\"1\"",
        "hidden=\"1\"",
    ] {
        assert!(sheet.contains(piece), "{piece}");
    }
    assert!(!sheet.contains("sheetProtection password"));
    let book = xml(&bytes, "xl/workbook.xml");
    assert!(book.contains("Print_Titles\" localSheetId=\"0\">台账!$1:$3<"), "{book}");
    assert!(book.contains("state=\"veryHidden\""), "{book}");
    // A whole ledger has nothing locked.
    let whole = xml(&xlsx(&ledger(SEED)), "xl/worksheets/sheet1.xml");
    assert!(!whole.contains("sheetProtection"));
}
