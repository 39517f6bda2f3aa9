//! Reports as data: `tests/fixtures/reports/NAME.txt` and the outline expected of it beside it.
//!
//! To add a case, add the text and run with `UPDATE_FIXTURES=1`; then read the outline.

use std::fs;
use std::path::{Path, PathBuf};

use rectification_ledger::ledger::Ledger;
use rectification_ledger::parse::{Problem, parse};

use crate::ledger;

/// One node a line: kind, then frame⟦text⟧frame, indented by depth.
fn outline(ledger: &Ledger) -> String {
    let escape = |text: &str| text.replace('\n', "⏎").replace('\r', "␍").replace('\u{FEFF}', "␂");
    let mut lines = String::new();
    for node in ledger.nodes() {
        let depth = ledger.path(node.id).len() - 1;
        let kind = format!("{:?}", node.kind).to_lowercase();
        let [before, text, after] = node.pieces().map(escape);
        lines += &format!("{}{kind} {before}⟦{text}⟧{after}\n", "  ".repeat(depth));
    }
    lines
}

fn problems(text: &str) -> String {
    let (draft, problems) = parse(text);
    let mut lines = String::new();
    for problem in problems {
        let (word, node) = match problem {
            Problem::Unassigned { node } => ("unassigned", node),
            Problem::PartsDiffer { finding } => ("parts differ", finding),
        };
        lines += &format!("! {word}: {}\n", draft.pieces(node)[1]);
    }
    lines
}

#[test]
fn every_report_has_the_outline_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/reports");
    let mut texts: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    texts.sort();
    assert!(texts.len() >= 8, "the reports are there");
    for path in texts {
        let text = fs::read_to_string(&path).expect("UTF-8");
        let found = outline(&ledger(&text)) + &problems(&text);
        let expected = path.with_extension("outline");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
    }
}
