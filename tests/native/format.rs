//! The programs in docs/format.md, run as they stand there.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use rectification_ledger::file;
use rectification_ledger::ledger::{Deed, Field, Id, Kind, Ledger, Status};
use rectification_ledger::seal;

const DOCUMENT: &str = include_str!("../../docs/format.md");
const LEDGER: &str = include_str!("../fixtures/files/v4.json");

/// The programs in a language, in their order.
fn programs(language: &str) -> Vec<&'static str> {
    let fence = format!("```{language}\n");
    let parts = DOCUMENT.split(fence.as_str()).skip(1);
    parts.map(|part| part.split_once("```").expect("a fence that ends").0).collect()
}

/// A folder of its own for each program, which is written there with its input.
struct Bench(PathBuf);

impl Bench {
    fn new(name: &str, program: &str, input: &str) -> Self {
        let own = format!("rectification-ledger-format-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(own);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), program).expect("written");
        fs::write(folder.join("in.json"), input).expect("written");
        Self(folder)
    }

    /// What it says; none where there is no such interpreter.
    fn run(&self, command: &str, args: &[&str]) -> Option<String> {
        let Ok(out) = Command::new(command).args(args).current_dir(&self.0).output() else {
            eprintln!("left out: {command} is missing");
            return None;
        };
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        Some(String::from_utf8(out.stdout).expect("UTF-8").replace("\r\n", "\n"))
    }

    fn result(&self) -> Vec<u8> {
        fs::read(self.0.join("out.json")).expect("it was written")
    }

    fn ledger(&self) -> Ledger {
        let json = String::from_utf8(self.result()).expect("UTF-8");
        file::read(&json).expect("the tool opens what the script wrote")
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The ledger with a deadline that is past on a measure that is under way.
fn late() -> String {
    let json = LEDGER.replacen(
        "\"text\":\"开展专题研讨，形成交流材料。\"",
        "\"text\":\"开展专题研讨，形成交流材料。\",\
         \"record\":{\"unit\":\"机关党委\",\"deadline\":\"2024-06-30\",\"status\":\"in_progress\"}",
        1,
    );
    assert_ne!(json, LEDGER);
    json
}

#[test]
fn the_program_in_python_lists_what_is_late_and_fills_a_field() {
    let [program] = programs("python")[..] else { panic!("one program") };
    let bench = Bench::new("late.py", program, &late());
    let Some(said) = bench.run("python3", &["late.py", "in.json", "out.json", "2024-07-01"]) else {
        return;
    };
    assert_eq!(said, "机关党委\t2024-06-30\t理论学习不够深入\t开展专题研讨，形成交流材料。\n");
    let (before, after) = (file::read(&late()).expect("a ledger"), bench.ledger());
    assert_eq!(before.text(), after.text());
    assert_eq!(before.rulings(), after.rulings());
    for (was, is) in before.nodes().iter().zip(after.nodes()) {
        let unit = match (was.kind, was.get(Field::Unit)) {
            (Kind::Measure, "") => "办公室",
            (_, unit) => unit,
        };
        assert_eq!((was.id, unit), (is.id, is.get(Field::Unit)));
    }
}

#[test]
fn the_program_in_javascript_takes_up_a_measure_and_says_the_report() {
    let [program, _] = programs("js")[..] else { panic!("two programs") };
    let bench = Bench::new("start.mjs", program, LEDGER);
    let args = ["start.mjs", "in.json", "out.json", "9", "甲某"];
    let Some(said) = bench.run("node", &args) else { return };
    let (before, after) = (file::read(LEDGER).expect("a ledger"), bench.ledger());
    assert_eq!(said, before.text());
    let id = Id::new(9).expect("an id");
    let changed = after.nodes().iter().zip(before.nodes()).filter(|(is, was)| is != was);
    assert_eq!(changed.map(|(is, _)| is.id).collect::<Vec<Id>>(), [id]);
    let record = &after.get(id).expect("it is there").record;
    assert_eq!(record.status, Some(Status::InProgress));
    let [step] = record.steps() else { panic!("one step") };
    assert_eq!((step.deed, step.by.name.as_str()), (Deed::Start, "甲某"));
}

#[test]
fn the_program_that_unseals_opens_what_we_seal() {
    let [_, program] = programs("js")[..] else { panic!("two programs") };
    let password = "密码 Pa ss-é😀";
    let sealed = include_str!("../fixtures/sealed/by-us.json");
    assert!(DOCUMENT.contains(sealed.trim_end()), "the envelope shown is a real one");
    let bench = Bench::new("unseal.mjs", program, sealed);
    let Some(_) = bench.run("node", &["unseal.mjs", "in.json", "out.json", password]) else {
        return;
    };
    assert_eq!(bench.result(), include_bytes!("../fixtures/sealed/content.txt"));
}

#[test]
fn the_ledger_that_is_shown_is_one() {
    let shown = programs("json");
    let own = file::read(shown[0]).expect("a ledger");
    assert_eq!(own.nodes().len(), 4);
    assert!(own.text().contains("\n1.关于“理论学习不够深入”问题。\n整改情况：一是制定学习计划；"));
    assert_eq!(seal::check(shown[1]), Ok(()));
}
