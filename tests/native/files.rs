//! The ledger's own file: round trip, schema, frozen fixtures, and what is refused.

use std::fs;
use std::path::PathBuf;

use rectification_ledger::edit::Command;
use rectification_ledger::file::{self, FileError};
use rectification_ledger::ledger::{Field, Kind};
use rectification_ledger::session::Session;

use crate::{CLASSIC, SEED, find, ledger};

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema() -> jsonschema::Validator {
    let text = fs::read_to_string(project("schema/ledger-2.schema.json")).expect("the schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
}

fn assert_valid(json: &str) {
    let value = serde_json::from_str(json).expect("JSON");
    let errors: Vec<String> = schema().iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// The classic report with every field of one measure filled.
fn worked_on() -> rectification_ledger::ledger::Ledger {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    for (field, to) in [
        (Field::Status, "struck_off"),
        (Field::Pace, "at_once"),
        (Field::Leader, "党组书记"),
        (Field::Unit, "机关党委"),
        (Field::Deadline, "6月底前"),
        (Field::Remark, "附会议记录"),
    ] {
        session.run(Command::Set { id, field, to: to.to_owned() }, 0).expect("a change");
    }
    session.ledger().clone()
}

#[test]
fn what_is_written_reads_back_and_fits_the_schema() {
    for ledger in [ledger(SEED), ledger(CLASSIC), worked_on(), ledger("只有一句话"), ledger("")]
    {
        let json = file::write(&ledger);
        assert_eq!(file::read(&json).expect("reads back"), ledger);
        assert_valid(&json);
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let valid = file::write(&worked_on());
    for (from, to) in [
        ("\"id\":1,", "\"id\":0,"),
        ("\"id\":1,", "\"number\":1,"),
        ("\"struck_off\"", "\"finished\""),
        ("\"kind\":\"chapter\"", "\"kind\":\"part\""),
        ("\"version\":2", "\"version\":\"2\""),
        ("\"format\":\"rectification-ledger\"", "\"format\":\"other\""),
        ("{\"name\":", "{\"title\":"),
    ] {
        let wrong = valid.replacen(from, to, 1);
        assert_ne!(wrong, valid, "{from}");
        assert!(file::read(&wrong).is_err(), "{to} is read");
        let value = serde_json::from_str(&wrong).expect("JSON");
        assert!(!schema().is_valid(&value), "{to} fits the schema");
    }
}

#[test]
fn version_1_opens_for_ever() {
    let json = fs::read_to_string(project("tests/fixtures/files/v1.json")).expect("the fixture");
    let opened = file::read(&json).expect("version 1 opens");
    assert_eq!(opened, worked_on(), "and means what it meant");
}

#[test]
fn version_2_opens_for_ever() {
    let json = fs::read_to_string(project("tests/fixtures/files/v2.json")).expect("the fixture");
    assert_valid(&json);
    let opened = file::read(&json).expect("version 2 opens");
    let kinds: Vec<Kind> = opened.nodes().iter().map(|node| node.kind).collect();
    assert!(kinds.contains(&Kind::Detail) && kinds.contains(&Kind::Chrome), "{kinds:?}");
    assert_eq!(file::write(&opened), json, "and is written as it was");
}

#[test]
fn what_states_a_field_is_a_detail_and_nothing_else_is() {
    let json = fs::read_to_string(project("tests/fixtures/files/v2.json")).expect("the fixture");
    for (from, to) in [
        (",\"field\":\"unit\"", ""),
        (",\"field\":\"unit\"", ",\"field\":\"text\""),
        ("\"kind\":\"chrome\",", "\"kind\":\"chrome\",\"field\":\"unit\","),
    ] {
        let wrong = json.replacen(from, to, 1);
        assert_ne!(wrong, json, "{from}");
        assert!(matches!(file::read(&wrong), Err(FileError::Malformed(_))), "{to} is read");
        let value = serde_json::from_str(&wrong).expect("JSON");
        assert!(!schema().is_valid(&value), "{to} fits the schema");
    }
}

#[test]
fn every_wrong_file_has_its_reason() {
    let valid = file::write(&worked_on());
    let newer =
        valid.replacen("\"version\":2", "\"version\":3", 1).replace("\"nodes\"", "\"rows\"");
    assert!(matches!(file::read(&newer), Err(FileError::Newer { version: 3 })));
    for alien in
        ["{}", "[]", "[1,2]", "\"x\"", "{\"format\":1}", "{\"format\":\"x\",\"version\":1}"]
    {
        assert!(matches!(file::read(alien), Err(FileError::Alien)), "{alien}");
    }
    for broken in ["", "{", "现将", &valid[..valid.find("二").expect("there")]] {
        assert!(matches!(file::read(broken), Err(FileError::NotJson { .. })), "{broken}");
    }
    let orphan = valid.replacen("\"parent\":2", "\"parent\":900", 1);
    assert!(matches!(file::read(&orphan), Err(FileError::Malformed(_))));
    let twice = valid.replacen("\"id\":3,", "\"id\":2,", 1);
    assert!(matches!(file::read(&twice), Err(FileError::Malformed(_))));
    let deep: String = (1..40)
        .map(|id| {
            let parent = if id == 1 { String::new() } else { format!("\"parent\":{},", id - 1) };
            format!(
                "{}{{\"id\":{id},{parent}\"kind\":\"finding\",\"text\":\"\"}}",
                if id == 1 { "" } else { "," }
            )
        })
        .collect();
    let deep = format!(
        "{{\"format\":\"rectification-ledger\",\"version\":1,\"ledger\":{{\"name\":\"\",\"nodes\":[{deep}]}}}}"
    );
    assert!(matches!(file::read(&deep), Err(FileError::Malformed(_))));
    assert_eq!(file::read(&format!("\u{FEFF}{valid}")).expect("a mark in front"), worked_on());
    let extra = valid.replacen("\"record\":{", "\"record\":{\"colour\":\"red\",", 1);
    assert!(matches!(file::read(&extra), Err(FileError::Damaged { .. })));
}
