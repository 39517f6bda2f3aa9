//! Reports as data: `tests/fixtures/reports/NAME.txt` and the outline expected of it beside it.
//!
//! To add a case, add the text and run with `UPDATE_FIXTURES=1`; then read the outline.

use std::fs;
use std::path::{Path, PathBuf};

use rectification_ledger::ledger::Field;
use rectification_ledger::parse::{Problem, Rule, parse};

use crate::ledger;

/// One node a line, indented by depth: kind and rule, then frame⟦text⟧frame, then what stands in
/// its record.
fn outline(text: &str) -> String {
    let escape = |text: &str| {
        let shown = text.replace('\n', "⏎").replace('\r', "␍").replace('\t', "⇥");
        shown.replace('\u{FEFF}', "␂")
    };
    let (draft, _) = parse(text);
    let rules: Vec<_> = draft.nodes().iter().map(|node| node.rule).collect();
    let ledger = ledger(text);
    let mut lines = String::new();
    for (node, rule) in ledger.nodes().iter().zip(rules) {
        let depth = ledger.path(node.id).len() - 1;
        let kind = format!("{:?}", node.kind).to_lowercase();
        let [before, text, after] = node.pieces().map(escape);
        let values = Field::RECORD.iter().filter(|field| !node.get(**field).is_empty());
        let values: String =
            values.map(|field| format!(" {field:?}={}", escape(node.get(*field)))).collect();
        let indent = "  ".repeat(depth);
        lines += &format!("{indent}{kind} ({rule:?}) {before}⟦{text}⟧{after}{values}\n");
    }
    lines
}

fn problems(text: &str) -> String {
    let (draft, problems) = parse(text);
    let mut lines = String::new();
    for problem in problems {
        let (words, node) = match problem {
            Problem::Unassigned { node } => ("unassigned".to_owned(), node),
            Problem::PartsDiffer { finding } => ("parts differ".to_owned(), finding),
            Problem::Stated { node, what, stated, found } => {
                (format!("{what:?} stated {stated}, found {found}"), node)
            }
        };
        lines += &format!("! {words}: {}\n", draft.pieces(node)[1]);
    }
    lines
}

/// Every rule reads the two lines it shows: the stretch in ⟦ ⟧, or the first node.
#[test]
fn every_rule_reads_its_examples() {
    for rule in Rule::ALL.iter().filter(|rule| **rule != Rule::ByHand) {
        for example in rule.examples() {
            let marked = example.replace('⏎', "\n");
            let start = marked.find('⟦').unwrap_or(0);
            let text = marked.replace(['⟦', '⟧'], "");
            let (draft, _) = parse(&text);
            let nodes = draft.nodes();
            let found = nodes.iter().find(|node| {
                node.text.1 as usize > start
                    && node.start as usize <= start + 1
                    && node.rule == *rule
            });
            let rules: Vec<_> = nodes.iter().map(|node| node.rule).collect();
            assert!(found.is_some(), "{rule:?} does not read {example}: {rules:?}");
        }
    }
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
        let found = outline(&text) + &problems(&text);
        let expected = path.with_extension("outline");
        if std::env::var_os("UPDATE_FIXTURES").is_some() {
            fs::write(&expected, &found).expect("written");
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(found, expected, "{}", path.display());
    }
}
