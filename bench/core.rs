//! Times of the core, natively, as JSON lines for `bench/run.mjs`. Prints; asserts nothing.
//!
//! ```text
//! core parse FILE ROUNDS    milliseconds of read + parse, and with the ledger built
//! core office FILE ROUNDS   milliseconds of reading a .docx or .xlsx
//! core edit ROWS ROUNDS     microseconds of one edit with its journal write
//! core bulk ROWS COUNT      milliseconds of commands on COUNT rows of a ledger of ROWS
//! ```

use std::time::Instant;

use rectification_ledger::edit::{Bulk, Command, NewMeasure, Place};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger};
use rectification_ledger::session::Session;
use rectification_ledger::storage::{self, MemoryStore};
use rectification_ledger::{office, parse, read};

fn main() {
    // cargo bench passes --bench.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let number = |at: usize| args[at].parse::<usize>().expect("a number");
    match args.first().map(String::as_str) {
        Some("parse") => parse_file(&args[1], number(2)),
        Some("office") => office_file(&args[1], number(2)),
        Some("edit") => edit(number(1), number(2)),
        Some("bulk") => bulk(number(1), number(2)),
        _ => println!(
            "usage: core parse FILE ROUNDS | office FILE ROUNDS | edit ROWS ROUNDS | bulk ROWS COUNT"
        ),
    }
}

fn parse_file(path: &str, rounds: usize) {
    let bytes = std::fs::read(path).expect("the file is there");
    let (mut parsed, mut built) = (Vec::new(), Vec::new());
    let mut counts = parse::Summary::default();
    for _ in 0..rounds {
        let start = Instant::now();
        let text = read::text(&bytes).expect("a report");
        let (draft, _) = parse::parse(&text);
        parsed.push(start.elapsed().as_secs_f64() * 1e3);
        counts = draft.summary();
        let start = Instant::now();
        let ledger = draft.into_ledger(String::new()).expect("well formed");
        built.push(parsed[parsed.len() - 1] + start.elapsed().as_secs_f64() * 1e3);
        drop(ledger);
    }
    println!(
        "{{\"bytes\":{},\"parse_ms\":{parsed:?},\"ledger_ms\":{built:?},\"measures\":{}}}",
        bytes.len(),
        counts.measures
    );
}

fn office_file(path: &str, rounds: usize) {
    let bytes = std::fs::read(path).expect("the file is there");
    let mut times = Vec::new();
    let mut length = 0;
    for _ in 0..rounds {
        let start = Instant::now();
        // A refusal is an answer too: hostile files are measured by it.
        length = office::read(&bytes).map_or(0, |source| source.text.len());
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("{{\"bytes\":{},\"text\":{length},\"read_ms\":{times:?}}}", bytes.len());
}

fn ledger(rows: usize) -> Ledger {
    let mut text = String::from("一、整改情况\n（一）“学习”方面");
    for row in 0..rows {
        text += &format!("\n{}.关于“问题{row}”问题\n整改情况：修订制度，明确责任。", row % 99 + 1);
    }
    parse::parse(&text).0.into_ledger(String::new()).expect("well formed")
}

fn edit(rows: usize, rounds: usize) {
    let opened = storage::open(MemoryStore::default(), ledger(rows), 1);
    let (mut session, mut journal) = (opened.session, opened.journal.expect("a fresh store"));
    let measures: Vec<_> = session
        .ledger()
        .nodes()
        .iter()
        .filter(|node| node.kind == Kind::Measure)
        .map(|node| node.id)
        .collect();
    let mut times = Vec::new();
    for round in 0..=rounds {
        let id = measures[round * 7919 % measures.len()];
        let to = format!("第{round}次修订，明确责任人和时限。");
        let start = Instant::now();
        session.run(Command::Set { id, field: Field::Text, to }, 0).expect("a change");
        journal.save(&session).expect("room enough");
        // The very first write also stores the snapshot.
        if round > 0 {
            times.push(start.elapsed().as_secs_f64() * 1e6);
        }
    }
    times.sort_by(f64::total_cmp);
    println!("{{\"rows\":{},\"edit_us\":{:.2}}}", measures.len(), times[times.len() / 2]);
}

/// Each command on a ledger of its own: planned and applied, taken back, done again, replayed.
fn bulk(rows: usize, count: usize) {
    let start = ledger(rows);
    let of = |kind| -> Vec<Id> {
        start.nodes().iter().filter(|node| node.kind == kind).map(|node| node.id).collect()
    };
    let (measures, findings) = (of(Kind::Measure), of(Kind::Finding));
    let some = || -> Vec<Id> { measures.iter().step_by(rows / count).copied().collect() };
    let first = || measures[..count].to_vec();
    let text = |at: usize| (Field::Text, format!("第{at}项措施，明确责任人和时限。"));
    let pasted = |at: usize| Command::Paste {
        cells: Vec::new(),
        rows: (0..count)
            .map(|row| NewMeasure {
                finding: findings[at],
                fields: vec![text(row), (Field::Unit, "办公室".to_owned())],
            })
            .collect(),
    };
    let cells = || some().into_iter().zip(0..).map(|(id, at)| (id, text(at).0, text(at).1));
    let (finding, last) = (findings[rows / 2], findings[rows - 1]);
    let commands = [
        ("add_at_10", Command::AddMeasure { finding: findings[9], place: Place::Last }),
        ("write", Command::Write { cells: cells().collect(), what: Bulk::Fill }),
        ("paste_at_10", pasted(9)),
        ("paste_at_the_end", pasted(rows - 1)),
        ("remove_together", Command::RemoveMeasures { ids: first() }),
        ("remove_scattered", Command::RemoveMeasures { ids: some() }),
        ("duplicate_scattered", Command::DuplicateMeasures { ids: some() }),
        ("move_together", Command::MoveMeasures { ids: first(), finding, place: Place::First }),
        (
            "move_scattered",
            Command::MoveMeasures { ids: some(), finding: last, place: Place::Last },
        ),
        ("remove_finding_10", Command::RemoveFinding { id: findings[9] }),
    ];
    for (name, command) in commands {
        let mut session = Session::new(start.clone(), 0, 1);
        let mut times = Vec::new();
        let mut clock = Instant::now();
        let mut lap = || {
            times.push(clock.elapsed().as_secs_f64() * 1e3);
            clock = Instant::now();
        };
        lap();
        session.run(command, 0).expect("possible");
        lap();
        session.undo(0).expect("a step back");
        lap();
        session.redo(0).expect("a step on");
        lap();
        let transaction = session.history().entries()[0].clone();
        let mut replayed = Session::new(start.clone(), 0, 1);
        lap();
        replayed.replay(transaction).expect("it follows");
        lap();
        let [_, run, undo, redo, _, replay] = times[..] else { unreachable!("six laps") };
        println!(
            "{{\"rows\":{rows},\"count\":{count},\"command\":\"{name}\",\"run_ms\":{run:.2},\"undo_ms\":{undo:.2},\"redo_ms\":{redo:.2},\"replay_ms\":{replay:.2}}}"
        );
    }
}
