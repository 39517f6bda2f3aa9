//! The ledger as a plan of action and milestones: NIST's own schema, and what is said where.

use std::collections::HashSet;
use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;
use rectification_ledger::edit::Command;
use rectification_ledger::export::oscal::{NAMESPACE, oscal};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Status};
use rectification_ledger::rows::Outline;
use rectification_ledger::session::Session;
use serde_json::Value;

use crate::files::complete;
use crate::{CLASSIC, SEED, find, ledger};

/// 2024-06-30T08:15:00Z
const NOW: i64 = 1_719_735_300_000;

static SCHEMA: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/oscal/oscal_poam_schema.json");
    let text = fs::read_to_string(path).expect("the schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
});

fn plan(ledger: &Ledger) -> Value {
    let json = oscal(ledger, &Outline::new(ledger), NOW).expect("it has findings");
    serde_json::from_str(&json).expect("JSON")
}

#[track_caller]
fn assert_valid(plan: &Value) {
    let errors =
        SCHEMA.iter_errors(plan).map(|error| format!("{}: {error}", error.instance_path()));
    assert_eq!(errors.collect::<Vec<String>>(), Vec::<String>::new());
}

/// Ids are unique, and every reference leads to what it says.
#[track_caller]
fn assert_sound(plan: &Value) {
    let (mut own, mut meant) = (Vec::new(), Vec::new());
    walk(plan, &mut |key, value| match (key, value) {
        ("uuid", Value::String(id)) => own.push(id.clone()),
        (key, Value::String(id)) if key.ends_with("-uuid") => meant.push(id.clone()),
        ("party-uuids", Value::Array(ids)) => {
            meant.extend(ids.iter().map(|id| id.as_str().expect("a string").to_owned()));
        }
        _ => {}
    });
    let set: HashSet<&String> = own.iter().collect();
    assert_eq!(set.len(), own.len(), "an id names two things");
    for id in meant {
        assert!(set.contains(&id), "{id} names nothing");
    }
}

fn walk(value: &Value, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                see(key, value);
                walk(value, see);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, see)),
        _ => {}
    }
}

fn props(value: &Value, name: &str) -> Vec<String> {
    let all = value["props"].as_array().expect("props").iter();
    let own = all.filter(|prop| prop["ns"] == NAMESPACE && prop["name"] == name);
    own.map(|prop| prop["value"].as_str().expect("a string").to_owned()).collect()
}

/// Everything a ledger can hold, with values that are to be read in one line.
fn worked_on() -> Ledger {
    let mut session = Session::new(complete(), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    for (field, to) in [
        (Field::Unit, "机关党委、\n办公室"),
        (Field::Result, "已制定*计划*"),
        (Field::Evidence, "会议纪要｜5号\n照片"),
    ] {
        session.run(Command::Set { id, field, to: to.to_owned() }, NOW).expect("possible");
    }
    session.ledger().clone()
}

fn risk_of(plan: &Value, finding: Id) -> Value {
    let plan = &plan["plan-of-action-and-milestones"];
    let risks = plan["risks"].as_array().expect("risks").iter();
    let mut own = risks.filter(|risk| props(risk, "id") == [finding.to_string()]);
    own.next().expect("a risk for the finding").clone()
}

#[test]
fn every_ledger_with_findings_fits_the_schema_of_nist() {
    for own in [ledger(SEED), ledger(CLASSIC), worked_on()] {
        let plan = plan(&own);
        assert_valid(&plan);
        assert_sound(&plan);
        let rows = Outline::new(&own);
        let findings: HashSet<Id> = rows.rows().iter().map(|row| row.finding).collect();
        let items = &plan["plan-of-action-and-milestones"]["poam-items"];
        assert_eq!(items.as_array().map(Vec::len), Some(findings.len()));
    }
    let seed = ledger(SEED);
    assert_eq!(
        plan(&seed)["plan-of-action-and-milestones"]["poam-items"].as_array().map(Vec::len),
        Some(13)
    );
    let measures: usize =
        plan(&seed)["plan-of-action-and-milestones"]["risks"].as_array().map_or(0, |all| {
            all.iter().map(|risk| risk["remediations"].as_array().map_or(0, Vec::len)).sum()
        });
    assert_eq!(measures, 24);
    // The seed is full of masks; as they stand they would be bold type.
    walk(&plan(&seed), &mut |key, value| {
        if ["title", "description", "statement"].contains(&key) {
            let text = value.as_str().expect("a text").replace("\\*", "");
            assert!(!text.contains('*'), "{text}");
        }
    });
    let none = ledger("只有一句话");
    assert_eq!(oscal(&none, &Outline::new(&none), NOW), None);
}

#[test]
fn the_schema_is_asked() {
    let mut wrong = plan(&ledger(CLASSIC));
    wrong["plan-of-action-and-milestones"]["poam-items"][0]["props"][0]["name"] =
        "整改 状态".into();
    assert!(!SCHEMA.is_valid(&wrong));
    let mut wrong = plan(&ledger(CLASSIC));
    wrong["plan-of-action-and-milestones"]["owner"] = "x".into();
    assert!(!SCHEMA.is_valid(&wrong));
}

#[test]
fn what_is_said_where() {
    let own = worked_on();
    let finding = find(&own, Kind::Finding, "理论学习");
    let plan = plan(&own);
    let metadata = &plan["plan-of-action-and-milestones"]["metadata"];
    assert_eq!(metadata["last-modified"], "2024-06-30T08:15:00Z");
    assert_eq!(metadata["oscal-version"], "1.2.3");
    let names: Vec<&str> = metadata["parties"]
        .as_array()
        .expect("parties")
        .iter()
        .map(|party| party["name"].as_str().expect("a name"))
        .collect();
    for name in ["leader之值｜5号", "机关党委、 办公室", "person之值｜5号", "甲某", "乙某"]
    {
        assert_eq!(names.iter().filter(|one| **one == name).count(), 1, "{name}");
    }
    let risk = risk_of(&plan, finding);
    assert_eq!(risk["status"], "remediating", "one of its measures is struck off");
    assert_eq!(risk.get("deadline"), None, "another has no day");
    let done = &risk["remediations"][0];
    assert_eq!(done["lifecycle"], "completed");
    assert_eq!(props(done, "status"), ["struck_off"]);
    assert_eq!(props(done, "deadline"), ["2024-09-30"]);
    assert_eq!(props(done, "result"), ["已制定*计划*"], "a value is no markup");
    assert_eq!(props(done, "evidence"), ["会议纪要｜5号", "照片"]);
    let task = &done["tasks"][0];
    assert_eq!(task["type"], "milestone");
    assert_eq!(task["timing"]["on-date"]["date"], "2024-09-30T23:59:59+08:00");
    let roles: Vec<&str> = task["responsible-roles"]
        .as_array()
        .expect("roles")
        .iter()
        .map(|role| role["role-id"].as_str().expect("a role"))
        .collect();
    assert_eq!(roles, ["leader", "unit", "cooperating", "person"]);
    let planned = &risk["remediations"][1];
    assert_eq!(
        (&planned["lifecycle"], &planned["tasks"][0]["type"]),
        (&"planned".into(), &"action".into())
    );
    let log = risk["risk-log"]["entries"].as_array().expect("a log");
    let deeds: Vec<Vec<String>> = log.iter().map(|entry| props(entry, "deed")).collect();
    assert_eq!(deeds, [["start"], ["extend"], ["report"], ["return"], ["report"], ["strike_off"]]);
    assert_eq!(props(&log[5], "to"), ["struck_off"]);
    assert_eq!(log[5]["description"], "同意销号");
    assert_eq!(log[5]["start"], "2023-11-14T22:13:20Z");
    assert_eq!(log[5]["related-responses"][0]["response-uuid"], done["uuid"]);
}

#[test]
fn a_finding_is_closed_with_its_last_measure_and_due_on_its_last_day() {
    let start = ledger(CLASSIC);
    let finding = find(&start, Kind::Finding, "理论学习");
    let measures: Vec<Id> = start
        .children(finding)
        .filter(|node| node.kind == Kind::Measure)
        .map(|node| node.id)
        .collect();
    assert!(measures.len() > 1);
    let with = |stages: &[(Option<Status>, &str)]| {
        let mut nodes = start.nodes().to_vec();
        for (id, (status, day)) in measures.iter().zip(stages.iter().cycle()) {
            let node = nodes.iter_mut().find(|node| node.id == *id).expect("it is there");
            (node.record.status, node.record.deadline) = (*status, (*day).to_owned());
        }
        let own = Ledger::new(start.name().to_owned(), nodes).expect("well formed");
        risk_of(&plan(&own), finding)
    };
    use Status::{AwaitingCheck, InProgress, LongTerm, NotStarted, Reopened, StruckOff};
    for (stages, status) in [
        ([None, None], "open"),
        ([None, Some(NotStarted)], "open"),
        ([Some(NotStarted), Some(InProgress)], "remediating"),
        ([Some(StruckOff), None], "remediating"),
        ([Some(StruckOff), Some(AwaitingCheck)], "remediating"),
        ([Some(StruckOff), Some(LongTerm)], "remediating"),
        ([Some(StruckOff), Some(Reopened)], "remediating"),
        ([Some(StruckOff), Some(StruckOff)], "closed"),
    ] {
        assert_eq!(with(&stages.map(|stage| (stage, "")))["status"], status, "{stages:?}");
    }
    let days = [(Some(StruckOff), "2024-12-31"), (Some(InProgress), "2024年6月底前")];
    assert_eq!(with(&days)["deadline"], "2024-12-31T23:59:59+08:00");
    for open in [(Some(InProgress), "尽快"), (Some(LongTerm), "2024-06-30")] {
        assert_eq!(with(&[days[0], open]).get("deadline"), None, "{open:?}");
    }
}

#[test]
fn names_last() {
    let own = &worked_on();
    let (outline, later) = (Outline::new(own), NOW + 86_400_000);
    let first = oscal(own, &outline, NOW).expect("findings");
    assert_eq!(oscal(own, &outline, NOW).as_deref(), Some(first.as_str()));
    let second = oscal(own, &outline, later).expect("findings");
    let day = (
        "2024-06-30T08:15:00Z\",\"version\":\"2024-06-30",
        "2024-07-01T08:15:00Z\",\"version\":\"2024-07-01",
    );
    assert_eq!(first.replacen(day.0, day.1, 1), second, "nothing else turns on the time");
    // As a script would reckon it: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, ns), "台账\nledger\n").
    let other = Ledger::new("另一份".to_owned(), own.nodes().to_vec()).expect("well formed");
    let uuid = |ledger: &Ledger| plan(ledger)["plan-of-action-and-milestones"]["uuid"].clone();
    assert_ne!(uuid(own), uuid(&other));
    assert_eq!(uuid(own), "363ba127-c00c-5732-a480-a111aa416d51");
}

/// A ledger whose texts are these, one after the other.
fn hostile(words: &[String]) -> Ledger {
    let mut nodes = worked_on().nodes().to_vec();
    let mut words = words.iter().cycle();
    for node in &mut nodes {
        let mut next = || words.next().expect("they begin again").clone();
        node.text = next();
        if node.kind == Kind::Measure {
            (node.record.leader, node.record.unit) = (next(), next());
            (node.record.deadline, node.record.remark) = (next(), next());
        }
    }
    Ledger::new(words.next().expect("one").clone(), nodes).expect("well formed")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_words_fit(words in prop::collection::vec(prop_oneof![
        any::<String>(),
        Just("\u{FEFF} \u{2028}\r\n".to_owned()),
        Just("*＊** 1. #x <b> \u{FEFF}末\u{85}".to_owned()),
        Just("2024-02-29".to_owned()),
        Just(String::new()),
    ], 1..9)) {
        let plan = plan(&hostile(&words));
        assert_valid(&plan);
        assert_sound(&plan);
    }
}
