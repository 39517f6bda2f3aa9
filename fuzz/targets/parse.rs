//! Any text, by any decisions: nothing is lost, nothing panics, steps make no difference.
//!
//! The first 64 bytes are decisions, the rest is the text: [step] then groups of six bytes
//! [what, part, from, from, to, to]. A head of zeros decides nothing.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rectification_ledger::ledger::Field;
use rectification_ledger::office::Source;
use rectification_ledger::parse::{Claim, Column, Decisions, Parsing, Part, parse};
use rectification_ledger::review::{Review, Shift};
use rectification_ledger_fuzz::{check, check_steps, text};

const COLUMNS: [Column; 7] = [
    Column::Number,
    Column::Direction,
    Column::Finding,
    Column::Measure,
    Column::Field(Field::Unit),
    Column::Field(Field::Status),
    Column::Other,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((head, rest)) = bytes.split_first_chunk::<64>() else { return };
    let source = text(rest);
    check(parse(source).0);
    let (paragraphs, choices) = (usize::from(head[0]) + 1, head[1..].as_chunks::<6>().0);
    check_steps(source, &Decisions::default(), paragraphs);
    if choices.iter().all(|choice| choice[0] == 0) {
        return;
    }

    let decisions = decisions(source, choices);
    check(Parsing::new(source, &decisions).finish());
    check_steps(source, &decisions, paragraphs);
    review(source, choices);
});

/// The `number`th of 65,536 places of the text, on the boundary of a character.
fn place(source: &str, number: [u8; 2]) -> u32 {
    let number = u16::from_le_bytes(number) as usize;
    let near = source.len() * number / usize::from(u16::MAX);
    (0..=near).rev().find(|at| source.is_char_boundary(*at)).unwrap_or(0) as u32
}

fn part(number: u8) -> Part {
    Part::ALL[usize::from(number) % Part::ALL.len()]
}

fn columns(number: u8) -> Vec<Column> {
    let count = usize::from(number) % 8;
    (0..count).map(|at| COLUMNS[(usize::from(number) / 8 + at * 3) % COLUMNS.len()]).collect()
}

fn decisions(source: &str, choices: &[[u8; 6]]) -> Decisions {
    let mut decisions = Decisions::default();
    for &[what, number, a, b, c, d] in choices {
        let (from, to) = (place(source, [a, b]), place(source, [c, d]));
        match what % 4 {
            0 => {}
            1 => decisions.claim(Claim { from, to, part: Some(part(number)) }),
            2 => decisions.release(from, to),
            _ => decisions.set_columns(from, columns(number)),
        }
    }
    decisions
}

/// A person at work on the outline.
fn review(source: &str, choices: &[[u8; 6]]) {
    let source = Source { text: source.to_owned(), notes: Vec::new() };
    let mut review = Review::of("台账".to_owned(), source);
    for &[what, number, a, b, c, d] in choices {
        let (from, to) = (place(review.text(), [a, b]), place(review.text(), [c, d]));
        let node = review.node_at(from);
        let decided = match (what % 10, node) {
            (1, _) => Some(review.claim(from, to, part(number))),
            (2, Some(node)) => Some(review.claim_node(node, part(number))),
            (3, Some(node)) => review.join(node),
            (4, _) => review.split(from),
            (5, Some(node)) => review.shift(node, Shift::Up),
            (6, Some(node)) => review.shift(node, Shift::Down),
            (7, Some(node)) => Some(review.release(node)),
            (8, _) => {
                let table = review.tables().get(usize::from(number) % 4).map(|table| table.at);
                table.map(|table| review.columns(table, columns(number)))
            }
            (9, _) => Some(review.undone()),
            _ => None,
        };
        let Some(decided) = decided else { continue };
        review = review.again(decided);
        for node in 0..review.nodes().len() {
            review.pieces(node);
            review.part(node);
            review.depth(node);
        }
        review.to_check();
        let ledger = review.ledger().expect("a review makes a well-formed ledger");
        assert_eq!(ledger.text(), review.text());
    }
}
