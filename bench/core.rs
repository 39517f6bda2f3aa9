//! Times of the core, natively, as JSON lines for `bench/run.mjs`. Prints; asserts nothing.
//!
//! ```text
//! core parse FILE ROUNDS    milliseconds of read + parse, and with the ledger built
//! core office FILE ROUNDS   milliseconds of reading a .docx or .xlsx
//! core disclosure FILE      milliseconds of writing a report's publication, median of 9
//! core edit ROWS ROUNDS     microseconds of one edit with its journal write
//! core bulk ROWS COUNT      milliseconds of commands on COUNT rows of a ledger of ROWS
//! core redact [FOLDER]       for each file of samples (tests/fixtures/redact): per sort of matter how
//!                           many are marked and found, recall and precision; and megabytes a second
//! core merge ROWS CHANGES [FOLDER]
//!                           milliseconds of laying a part of ROWS against a ledger where both sides
//!                           changed so many cells; and of taking all. Both files go to FOLDER
//! core progress ROWS        milliseconds of the leader's numbers, and of a past of 50,000 steps
//! core checks               how each rule of the checkup does on the judged reports, and its
//!                           milliseconds on 10,000 measures; in Markdown, bench/CHECKS.md
//! core history COUNT ROWS [FILE]
//!                           a history of COUNT transactions on a ledger of ROWS: what it takes of a
//!                           store, milliseconds to open it, to read its past, and of the stroke
//!                           at which room has run out and steps are folded; the store as JSON
//! ```

#[path = "../tests/native/check/score.rs"]
mod score;

use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

use foldhash::{HashSet, HashSetExt};
use rectification_ledger::check::{Checkup, Code, wording};
use rectification_ledger::edit::{Bulk, Command, NewMeasure, Place};
use rectification_ledger::export::calendar::calendar;
use rectification_ledger::export::docx::docx;
use rectification_ledger::export::markdown::markdown;
use rectification_ledger::export::sheet::{Sheet, sheet};
use rectification_ledger::export::xlsx::xlsx;
use rectification_ledger::inspect::{self, Form};
use rectification_ledger::ledger::{Author, Carrier, Date, Field, Id, Kind, Ledger, Status};
use rectification_ledger::merge::{self, Decision, Return, Told};
use rectification_ledger::rows::{self, Column, Outline, Table, View};
use rectification_ledger::session::Session;
use rectification_ledger::storage::{self, MemoryStore, Saved, Store};
use rectification_ledger::{disclose, export, file, office, parse, progress, read, redact, slice};

#[path = "../tests/native/redact/samples.rs"]
mod samples;

fn main() {
    // cargo bench passes --bench.
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let number = |at: usize| args[at].parse::<usize>().expect("a number");
    match args.first().map(String::as_str) {
        Some("parse") => parse_file(&args[1], number(2)),
        Some("office") => office_file(&args[1], number(2)),
        Some("disclosure") => disclosure(&args[1]),
        Some("edit") => edit(number(1), number(2)),
        Some("bulk") => bulk(number(1), number(2)),
        Some("merge") => merge_parts(number(1), number(2), args.get(3)),
        Some("progress") => see_progress(number(1)),
        Some("checks") => checks(),
        Some("redact") => see_redact(args.get(1).map_or(SAMPLES, String::as_str)),
        Some("history") => history(number(1), number(2), args.get(3)),
        _ => println!(
            "usage: core parse FILE ROUNDS | office FILE ROUNDS | disclosure FILE | edit ROWS ROUNDS \
             | bulk ROWS COUNT | merge ROWS CHANGES [FOLDER] | progress ROWS | checks | redact [FOLDER] | history COUNT ROWS"
        ),
    }
}

/// Where the marked samples are.
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/redact");

/// Marks and hits of every file of samples, sort by sort, and what was missed or taken wrongly.
fn see_redact(folder: &str) {
    println!(
        "# The finders, judged\n\nWritten by `cargo bench --bench core -- redact > bench/REDACT.md`: \
         invented lines with marks by hand, and what is found of them, natively. \
         `tests/native/redact/score.rs` says which files the rules were made with: of the others, \
         `fresh-b.txt` was written by somebody who had not seen the rules and measured when they \
         were done, `unseen.txt` has hard names.\n"
    );
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    for path in paths {
        let samples = std::fs::read_to_string(&path).expect("text");
        let texts: Vec<String> = samples::read(&samples).map(|sample| sample.text).collect();
        let bytes: usize = texts.iter().map(String::len).sum();
        let names = redact::Names::of(texts.iter().map(String::as_str));
        let ms = median(|| texts.iter().map(|text| redact::find(text, &names).len()).sum());
        let file = path.file_name().expect("a file").display();
        println!("## {file}\n\n{bytes} bytes, {:.1} MB/s\n", bytes as f64 / 1e3 / ms);
        println!("| kind | marked | found | recall | precision |\n|---|--:|--:|--:|--:|");
        for (entity, score) in samples::scores(&samples) {
            let samples::Score { marked, found, .. } = score;
            let (recall, precision) = (score.recall(), score.precision());
            let kind = samples::kind(entity);
            println!("| {kind} | {marked} | {found} | {recall:.3} | {precision:.3} |");
        }
        println!();
        let differences = samples::differences(&samples);
        if !differences.is_empty() {
            println!("```\n{differences}```\n");
        }
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

/// From the document, which a page has at hand, to the bytes of each form.
fn disclosure(path: &str) {
    let bytes = std::fs::read(path).expect("the file is there");
    let text = read::text(&bytes).expect("a report");
    let (draft, _) = parse::parse(&text);
    let findings = draft.summary().leaves;
    let document = disclose::document(
        &draft.into_ledger(String::new()).expect("well formed"),
        disclose::Edition::Internal,
    );
    let (mut sizes, mut times) = ([0; 5], [const { Vec::new() }; 5]);
    for _ in 0..9 {
        let mut measure = |at: usize, write: &dyn Fn() -> usize| {
            let start = Instant::now();
            sizes[at] = std::hint::black_box(write());
            times[at].push(start.elapsed().as_secs_f64() * 1e3);
        };
        measure(0, &|| export::html::html(&document).len());
        let bytes = docx(&document);
        measure(1, &|| docx(&document).len());
        measure(2, &|| xlsx(&document).len());
        measure(3, &|| markdown(&document).len());
        measure(4, &|| inspect::inspect(Form::Docx, &bytes).map_or(0, |seen| seen.parts.len()));
    }
    let names = ["html", "docx", "xlsx", "markdown", "inspect_docx"];
    let mut out = format!("{{\"findings\":{findings}");
    for ((name, size), mut times) in names.iter().zip(sizes).zip(times) {
        times.sort_by(f64::total_cmp);
        out += &format!(",\"{name}_ms\":{:.3},\"{name}_bytes\":{size}", times[times.len() / 2]);
    }
    println!("{out}}}");
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

/// Steps of the past that the burn-up goes back.
const STEPS: usize = 50_000;

/// What is projected from a ledger whose cells are filled as an office fills them.
fn see_progress(rows: usize) {
    let mut start = ledger(rows);
    let measures: Vec<Id> = start
        .nodes()
        .iter()
        .filter(|node| node.kind == Kind::Measure)
        .map(|node| node.id)
        .collect();
    let mut session = Session::new(start, 0, 1);
    let deadlines = ["2024-06-30", "2024年7月底前", "6月底前", "2024-12-31", "长期"];
    let cells = measures.iter().zip(0..).flat_map(|(id, at): (&Id, usize)| {
        [
            (*id, Field::Status, Status::CODES[at % 4].to_owned()),
            (*id, Field::Result, "已修订制度".to_owned()),
            (*id, Field::Unit, format!("第{}科", at * 31 % 40)),
            (*id, Field::Leader, format!("副局长{}", at * 7 % 9)),
            (*id, Field::Deadline, deadlines[at % deadlines.len()].to_owned()),
        ]
    });
    let cells = cells.collect();
    session.run(Command::Write { cells, what: Bulk::Fill }, 0).expect("a change");
    start = session.ledger().clone();
    let outline = Rc::new(Outline::new(&start));
    let today = Date::new(2024, 7, 1).expect("a day");
    let see = median(|| progress::progress(&start, &outline, today).overdue.len());

    let mut session = Session::new(start.clone(), 0, 1);
    for at in 0..STEPS {
        let id = measures[at * 7919 % measures.len()];
        // What begins, and was entered wrongly, asks for no reason. Some find their stage there.
        let to = Status::CODES[(at / measures.len() + at) % 2].to_owned();
        let set = Command::Set { id, field: Field::Status, to };
        if session.run(set, at as i64).is_err() {
            let to = format!("第{at}次");
            let set = Command::Set { id, field: Field::Remark, to };
            session.run(set, at as i64).expect("a change");
        }
    }
    let past = session.history().entries();
    let day_of = |at: i64| today.plus_days(at / 100).expect("a day");
    let points = progress::burn_up(session.ledger(), past.iter().rev(), day_of).len();
    let back = median(|| progress::burn_up(session.ledger(), past.iter().rev(), day_of).len());

    let collate = |a: &str, b: &str| a.cmp(b);
    let table = Table::new(&start, &outline, &View::default(), today, &collate, &HashSet::new());
    let columns: Vec<(Column, String)> =
        Column::ALL.iter().map(|column| (*column, column.code().to_owned())).collect();
    let band = |_: &rows::Title| String::new();
    let own = Sheet { title: "台账", notes: &[], columns: &columns, band: &band, today };
    let print = median(|| sheet(&start, &table, &own).len());
    let ics = median(|| calendar(&start, &outline, today, 0).text.len());
    println!(
        "{{\"rows\":{},\"progress_ms\":{see:.2},\"transactions\":{},\"points\":{points},\"burn_up_ms\":{back:.2},\"sheet_ms\":{print:.2},\"calendar_ms\":{ics:.2}}}",
        measures.len(),
        past.len()
    );
}

/// Milliseconds of the middle one of some rounds.
fn median(mut run: impl FnMut() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..31)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
/// What people write of progress, put together anew each time.
const PHRASES: [&str; 24] = [
    "已召开专题会议研究",
    "修订完善内控制度",
    "明确责任领导和责任人",
    "完成立行立改事项",
    "正在推进问题清单销号",
    "开展自查自纠",
    "形成书面报告报送",
    "建立长效机制",
    "约谈相关责任人",
    "清退违规资金",
    "组织集中学习研讨",
    "补齐会议记录",
    "印发通知并督促落实",
    "下一步加强监督检查",
    "已通过核验",
    "整改率达到百分之",
    "补充佐证材料",
    "纳入年度考核",
    "细化工作措施",
    "公开招聘程序规范",
    "台账更新至本月",
    "与财政部门对接",
    "收回超标准发放补贴",
    "健全岗位责任体系",
];

const UNITS: [&str; 8] =
    ["办公室", "机关党委", "人事科", "财务科", "总编室", "技术部", "纪检组", "新闻中心"];

fn history(count: usize, rows: usize, file: Option<&String>) {
    let mut state = 7u64;
    let mut draw = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let opened = storage::open(MemoryStore::default(), ledger(rows), 1);
    let (mut session, mut journal) = (opened.session, opened.journal.expect("a fresh store"));
    let nodes = session.ledger().nodes().iter();
    let measures: Vec<Id> =
        nodes.filter(|node| node.kind == Kind::Measure).map(|node| node.id).collect();
    let mut at = 1_720_000_000_000;
    let (mut done, mut strokes) = (0, Vec::new());
    while done < count {
        if done % 500 == 0 {
            let name = ["甲某", "乙某", "丙某", "丁某"][draw(4)].to_owned();
            session.sign(Author { name, unit: UNITS[draw(8)].to_owned(), ..Author::default() });
        }
        let id = measures[draw(measures.len())];
        let (field, to) = match draw(4) {
            0 => (Field::Unit, UNITS[draw(8)].to_owned()),
            1 => (Field::Deadline, format!("2024-{:02}-{:02}", draw(12) + 1, draw(28) + 1)),
            _ => {
                let mut phrase = || PHRASES[draw(PHRASES.len())];
                let text = format!("{}，{}，{}", phrase(), phrase(), phrase());
                (Field::Progress, format!("{text}，共{}项。", draw(90) + 1))
            }
        };
        at += 1_000 + draw(90_000) as i64;
        let start = Instant::now();
        done += usize::from(session.run(Command::Set { id, field, to }, at).is_ok());
        journal.save(&session).expect("no bound");
        strokes.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let mut store = journal.into_store();
    let kept = store.clone();
    if let Some(file) = file {
        let dump = storage::dump(&kept).expect("a store in memory gives all");
        std::fs::write(file, dump).expect("the file can be written");
    }
    let size = |part: &dyn Fn(&str) -> bool| -> usize {
        let keys = kept.keys("").expect("keys").into_iter().filter(|key| part(key));
        let text = |key: String| kept.get(&key).expect("get").unwrap_or_default();
        keys.map(|key| key.encode_utf16().count() + text(key).encode_utf16().count()).sum()
    };
    let packs = size(&|key| key.contains("/pack/"));
    let snapshot = size(&|key| key.ends_with("/snapshot"));
    let singles = size(&|key| {
        key.rsplit_once('/')
            .is_some_and(|(start, end)| !start.ends_with("/pack") && end.parse::<u64>().is_ok())
    });
    let (mut open, mut past, mut fold) = (Vec::new(), Vec::new(), Vec::new());
    let (mut read, mut behind, mut folded, mut made) = (0, 0, 0, 0.0);
    for _ in 0..5 {
        let start = Instant::now();
        let opened = storage::open(store, Ledger::default(), 1);
        open.push(start.elapsed().as_secs_f64() * 1e3);
        let journal = opened.journal.expect("what was written");
        behind = opened.session.history().entries().len();
        let start = Instant::now();
        read = journal.past().expect("readable").transactions.len();
        past.push(start.elapsed().as_secs_f64() * 1e3);
        // The same in a store where one more stroke has no room.
        let mut full = MemoryStore::with_room(kept.used());
        for key in kept.keys("").expect("keys") {
            full.set(&key, &kept.get(&key).expect("get").expect("listed")).expect("it fits");
        }
        let opened = storage::open(full, Ledger::default(), 1);
        let (mut session, mut journal) = (opened.session, opened.journal.expect("as before"));
        let mut saved = Saved::Journal;
        // Singles are packed first; when that frees nothing more, steps are folded.
        for stroke in 0.. {
            if saved != Saved::Journal {
                break;
            }
            let (id, to) = (measures[stroke % measures.len()], format!("末{stroke}"));
            session.run(Command::Set { id, field: Field::Remark, to }, at).expect("a change");
            let start = Instant::now();
            saved = journal.save(&session).expect("room was made");
            made = start.elapsed().as_secs_f64() * 1e3;
        }
        fold.push(made);
        folded = journal.into_store().used();
        store = kept.clone();
    }
    for times in [&mut open, &mut past, &mut fold, &mut strokes] {
        times.sort_by(f64::total_cmp);
    }
    println!(
        "{{\"transactions\":{count},\"rows\":{rows},\"characters\":{{\"all\":{},\"packs\":{packs},\"singles\":{singles},\"snapshot\":{snapshot},\"folded\":{folded}}},\
        \"replayed\":{behind},\"past\":{read},\"open_ms\":{:.1},\"past_ms\":{:.1},\"fold_ms\":{:.1},\"stroke_ms\":{{\"median\":{:.4},\"worst\":{:.1}}}}}",
        kept.used(),
        open[2],
        past[2],
        fold[2],
        strokes[strokes.len() / 2],
        strokes[strokes.len() - 1]
    );
}

fn checks() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/fixtures/checks");
    let seed = root.join("seeds/broadcasting-station.txt");
    let seed = [score::sample(&seed, &folder.join("broadcasting-station.expected"))];
    let samples = score::samples(&folder);
    let ((real, _), (invented, _)) = (score::score(&seed), score::score(&samples));
    println!("# The checkup, judged");
    println!();
    println!(
        "Written by `cargo bench --bench core -- checks > bench/CHECKS.md`. A remark is right where the judgement beside the report names the same rule and the same words; found without being right is a false alarm. The real report is the seed, the {} others are invented, with slips put into them. The rules were made with these reports at hand: how they do on others is not measured here. `tests/native/check/samples.rs` holds them to it.",
        samples.len()
    );
    println!();
    println!("| rule | | seed: found | right | missed | invented: found | right | missed |");
    println!("|---|---|--:|--:|--:|--:|--:|--:|");
    let mut all = [score::Score::default(); 2];
    for code in Code::ALL {
        let scores =
            [&real, &invented].map(|rules| rules.get(code.code()).copied().unwrap_or_default());
        for (all, one) in all.iter_mut().zip(scores) {
            all.found += one.found;
            all.right += one.right;
            all.missed += one.missed;
        }
        println!("| {} | {} |{}", code.code(), wording::title(*code), figures(scores));
    }
    println!("| all | |{}", figures(all));
    println!();
    let texts: Vec<String> = std::fs::read_dir(&folder)
        .expect("there")
        .map(|entry| entry.expect("readable").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .map(|path| std::fs::read_to_string(path).expect("UTF-8"))
        .collect();
    let one = parse::parse(&texts.join("\n")).0.summary().measures;
    let text = vec![texts.join("\n"); 10_000_usize.div_ceil(one)].join("\n");
    let ledger = parse::parse(&text).0.into_ledger(String::new()).expect("well formed");
    let measures = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure).count();
    let today = Date::new(2024, 7, 1).expect("a day");
    let mut runs: Vec<(f64, f64, usize)> = Vec::new();
    for _ in 0..7 {
        let start = Instant::now();
        let mut checkup = Checkup::new(&ledger, today);
        let (mut longest, mut goes_on) = (0.0_f64, true);
        while goes_on {
            let step = Instant::now();
            goes_on = checkup.step(&ledger);
            longest = longest.max(step.elapsed().as_secs_f64() * 1e3);
        }
        let found = checkup.into_diagnostics().len();
        runs.push((start.elapsed().as_secs_f64() * 1e3, longest, found));
    }
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (all, longest, found) = runs[3];
    println!(
        "{measures} measures, the invented reports over and over ({:.1} MB of text), the median of 7 runs, natively: {all:.0} ms for all rules, {longest:.0} ms the longest step; {found} remarks.",
        text.len() as f64 / 1e6
    );
}

fn figures(scores: [score::Score; 2]) -> String {
    let figures = scores.iter().flat_map(|score| [score.found, score.right, score.missed]);
    figures.map(|figure| format!(" {figure} |")).collect()
}

/// A part of the whole ledger comes back, and the ledger was worked on meanwhile.
fn merge_parts(rows: usize, changes: usize, folder: Option<&String>) {
    let mut session = Session::new(ledger(rows), 0, 1);
    let nodes = session.ledger().nodes().iter().filter(|node| node.kind == Kind::Measure);
    let measures: Vec<Id> = nodes.map(|node| node.id).collect();
    let document = "d".to_owned();
    let from = slice::Cut { document: document.clone(), version: 0, by: Author::default(), at: 0 };
    let fields = slice::USUAL.to_vec();
    let (to, due, words) = ("办公室".to_owned(), String::new(), String::new());
    let terms = slice::Terms { to, due, fields, may_add: true, words };
    let part =
        slice::cut(session.ledger(), &measures, "s".to_owned(), &from, terms).expect("sound");
    let dispatches = vec![slice::dispatch(part.slice().expect("a part"), Carrier::Json)];
    session.run(Command::Dispatch { document, dispatches }, 0).expect("it goes out");
    let fill = |session: &mut Session, first: usize, by: &str| {
        let chosen = measures.iter().skip(first).step_by((rows / changes / 2).max(1)).take(changes);
        let cells =
            chosen.map(|id| (*id, Field::Progress, format!("{by}：已修订制度，按季检查。")));
        let cells = cells.collect();
        session.run(Command::Write { cells, what: Bulk::Fill }, 1).expect("asked for");
    };
    let mut unit = Session::new(part, 0, 2);
    fill(&mut unit, 0, "对方");
    fill(&mut session, rows / 3, "我方");
    let file = file::write(unit.ledger());
    if let Some(folder) = folder {
        let ours = file::write(session.ledger());
        for (name, text) in [("ours.json", &ours), ("theirs.json", &file)] {
            std::fs::write(Path::new(folder).join(name), text).expect("written");
        }
    }
    let read = median(|| file::read(&file).expect("it reads back").nodes().len());
    let theirs = file::read(&file).expect("it reads back");
    let back = || Return::to(session.ledger(), "a.json".to_owned(), theirs.clone()).expect("it is");
    let receive = median(|| usize::from(back().by().is_unknown()));
    let returns = [back()];
    let told = Told::default();
    let lay = median(|| merge::merge(session.ledger(), &returns, &told).proposals.len());
    let merged = merge::merge(session.ledger(), &returns, &told);
    let open = merged.proposals.iter().enumerate().filter(|(_, one)| one.is_open());
    let decisions: Vec<(usize, Decision)> = open.map(|(at, _)| (at, Decision::Theirs(0))).collect();
    let take = median(|| {
        let mut session = session.clone();
        let command =
            merge::taking(session.ledger(), &returns, &merged, &decisions, String::new(), 2);
        session.run(command, 2).expect("possible").edits.len()
    });
    println!(
        "{{\"rows\":{rows},\"changes\":{changes},\"proposals\":{},\"read_ms\":{read:.1},\
        \"receive_ms\":{receive:.1},\"merge_ms\":{lay:.1},\"take_ms\":{take:.1}}}",
        merged.proposals.len()
    );
}
