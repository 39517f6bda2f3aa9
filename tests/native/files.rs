//! The ledger's own file: round trip, schema, frozen fixtures, and what is refused.

use std::fs;
use std::path::PathBuf;

use rectification_ledger::edit::Command;
use rectification_ledger::file::{self, FileError};
use rectification_ledger::ledger::{
    Author, Carrier, Done, Exempt, Field, Front, Kind, Ledger, Pace, Particulars, Publication,
    Role, StageWord, Status, Subject, Verdict,
};
use rectification_ledger::merge::{self, Return, Told};
use rectification_ledger::redact::{Entity, Masking};
use rectification_ledger::session::Session;
use rectification_ledger::slice::{self, Cut, Terms};

use crate::{CLASSIC, SEED, find, ledger};

fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn schema() -> jsonschema::Validator {
    let text = fs::read_to_string(project("schema/ledger-4.schema.json")).expect("the schema");
    let schema = serde_json::from_str(&text).expect("JSON");
    jsonschema::validator_for(&schema).expect("a valid schema")
}

fn assert_valid(json: &str) {
    let value = serde_json::from_str(json).expect("JSON");
    let errors: Vec<String> = schema().iter_errors(&value).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
}

/// The classic report with the first fields of one measure filled, as version 1 knew them.
fn worked_on() -> Ledger {
    let start = ledger(CLASSIC);
    let id = find(&start, Kind::Measure, "制定学习计划");
    let mut nodes = start.nodes().to_vec();
    let node = nodes.iter_mut().find(|node| node.id == id).expect("it was found");
    let record = &mut node.record;
    (record.status, record.pace) = (Some(Status::StruckOff), Some(Pace::AtOnce));
    (record.leader, record.unit) = ("党组书记".to_owned(), "机关党委".to_owned());
    (record.deadline, record.remark) = ("6月底前".to_owned(), "附会议记录".to_owned());
    Ledger::new(start.name().to_owned(), nodes).expect("well formed")
}

/// Everything that version 3 could hold.
fn complete_3() -> Session {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let by =
        |name: &str, role| Author { name: name.to_owned(), unit: "办公室".to_owned(), role };
    session.sign(by("甲某", Some(Role::Unit)));
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let finding = find(session.ledger(), Kind::Finding, "理论学习");
    let run = |session: &mut Session, command| {
        session.run(command, 1_700_000_000_000).expect("possible");
    };
    for field in Field::RECORD.iter().filter(|field| !field.is_of_finding()) {
        let to = match field.codes() {
            Some(_) if *field == Field::Status => continue,
            Some(codes) => codes[1].to_owned(),
            None if *field == Field::Deadline => "2024-06-30".to_owned(),
            None => format!("{}之值｜5号", field.code()),
        };
        run(&mut session, Command::Set { id, field: *field, to });
    }
    let target = "学深学透".to_owned();
    run(&mut session, Command::Set { id: finding, field: Field::Target, to: target });
    let advance = |to: Status, opinion: &str| Command::Advance {
        ids: vec![id],
        to: to.code().to_owned(),
        opinion: opinion.to_owned(),
        fields: Vec::new(),
        gaps_only: false,
    };
    run(&mut session, advance(Status::InProgress, ""));
    let (ids, to, reason) = (vec![id], "2024-09-30".to_owned(), "等待批复".to_owned());
    run(&mut session, Command::Extend { ids, to, reason });
    run(&mut session, advance(Status::AwaitingCheck, ""));
    session.sign(by("乙某", Some(Role::LeadOffice)));
    run(&mut session, advance(Status::InProgress, "材料不全"));
    run(&mut session, advance(Status::AwaitingCheck, "已补齐"));
    run(&mut session, advance(Status::StruckOff, "同意销号"));
    let particulars = Particulars {
        feedback: "2024-03-15".to_owned(),
        words: vec![StageWord { word: "已办结".to_owned(), stage: Status::StruckOff }],
        done: Done::Reported,
        ..Particulars::default()
    };
    run(&mut session, Command::Arrange { to: Box::new(particulars) });
    session
}

/// Everything that version 4 can hold.
pub fn complete() -> Ledger {
    let mut session = complete_3();
    let mut publication = Publication { exempt: Exempt::Summarise, ..Publication::default() }
        .with_masking(Entity::Amount, Masking::Round)
        .with_masking(Entity::Name, Masking::Fixed);
    for (at, front) in Front::ALL.iter().enumerate() {
        publication.set(*front, format!("第{at}处"));
    }
    let own = session.ledger().particulars().clone();
    let to = Box::new(Particulars { publication: Box::new(publication), ..own });
    session.run(Command::Arrange { to }, 1).expect("possible");
    let node = Some(find(session.ledger(), Kind::Measure, ""));
    let subject =
        |words: &str, node| Subject { rule: "name".to_owned(), node, words: words.to_owned() };
    for (on, verdict, reason) in [
        (subject("张三", node), Verdict::Keep, "本人同意"),
        (subject("李四", node), Verdict::Mask, ""),
        (Subject { rule: "vague".to_owned(), ..subject("", None) }, Verdict::Waive, "已核"),
    ] {
        let to = Some((verdict, reason.to_owned()));
        session.run(Command::Rule { on: vec![on], to }, 2).expect("possible");
    }
    let part = cut(session.ledger());
    let dispatches = vec![slice::dispatch(part.slice().expect("a part"), Carrier::Xlsx)];
    session.run(Command::Dispatch { document: "文档一".to_owned(), dispatches }, 3).expect("sent");
    let returns =
        [Return::to(session.ledger(), "人事科.xlsx".to_owned(), filled(&part)).expect("it is")];
    let merged = merge::merge(session.ledger(), &returns, &Told::default());
    let taken = merge::taking(session.ledger(), &returns, &merged, &[], String::new(), 4);
    session.run(taken, 4).expect("received");
    session.run(Command::Close { id: "份一".to_owned(), is_closed: true }, 5).expect("closed");
    session.ledger().clone()
}

/// All measures of a ledger for one unit.
fn cut(ledger: &Ledger) -> Ledger {
    let measures = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
    let measures: Vec<_> = measures.map(|node| node.id).collect();
    let by =
        Author {
            name: "乙某".to_owned(), unit: "办公室".to_owned(), role: Some(Role::LeadOffice)
        };
    let from = Cut { document: "文档一".to_owned(), version: 9, by, at: 3 };
    let terms = Terms {
        to: "人事科".to_owned(),
        due: "2024-06-30".to_owned(),
        fields: slice::askable().collect(),
        may_add: true,
        words: "请如实填写。".to_owned(),
    };
    slice::cut(ledger, &measures, "份一".to_owned(), &from, terms).expect("well formed")
}

/// A part with something filled in, by somebody.
fn filled(part: &Ledger) -> Ledger {
    let mut session = Session::new(part.clone(), 0, 1);
    let id = find(part, Kind::Measure, "制定学习计划");
    let set = Command::Set { id, field: Field::Progress, to: "已完成三项".to_owned() };
    session.run(set, 4).expect("asked for");
    let by =
        Author { name: "丙某".to_owned(), unit: "人事科".to_owned(), role: Some(Role::Unit) };
    slice::signed(session.ledger(), by).expect("well formed")
}

#[test]
fn what_is_written_reads_back_and_fits_the_schema() {
    for ledger in [
        ledger(SEED),
        ledger(CLASSIC),
        worked_on(),
        complete(),
        filled(&cut(&complete())),
        ledger("只有一句话"),
        ledger(""),
    ] {
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
        ("\"version\":4", "\"version\":\"4\""),
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
    let opened = file::read(&json).expect("version 2 opens");
    let kinds: Vec<Kind> = opened.nodes().iter().map(|node| node.kind).collect();
    assert!(kinds.contains(&Kind::Detail) && kinds.contains(&Kind::Chrome), "{kinds:?}");
    let renewed = json.replacen("\"version\":2", "\"version\":4", 1);
    assert_eq!(file::write(&opened), renewed, "and is written as it was");
    assert_valid(&renewed);
}

#[test]
fn version_3_opens_for_ever() {
    let json = fs::read_to_string(project("tests/fixtures/files/v3.json")).expect("the fixture");
    let opened = file::read(&json).expect("version 3 opens");
    assert_eq!(opened, *complete_3().ledger(), "and means what it meant");
    let renewed = json.replacen("\"version\":3", "\"version\":4", 1);
    assert_eq!(file::write(&opened), renewed, "and is written as it was");
    assert_valid(&renewed);
}

#[test]
fn version_4_opens_for_ever() {
    let path = project("tests/fixtures/files/v4.json");
    if std::env::var_os("FREEZE").is_some() {
        fs::write(&path, file::write(&complete())).expect("written");
    }
    let json = fs::read_to_string(path).expect("the fixture");
    assert_valid(&json);
    let opened = file::read(&json).expect("version 4 opens");
    assert_eq!(opened, complete(), "and means what it meant");
    assert_eq!(file::write(&opened), json, "and is written as it was");
}

/// Parts are out with others for months: they come back whatever the release is then.
#[test]
fn a_part_of_version_4_opens_for_ever() {
    let part = filled(&cut(&worked_on()));
    let path = project("tests/fixtures/files/v4-part.json");
    if std::env::var_os("FREEZE").is_some() {
        fs::write(&path, file::write(&part)).expect("written");
    }
    let json = fs::read_to_string(path).expect("the fixture");
    assert_valid(&json);
    let opened = file::read(&json).expect("it opens");
    assert_eq!(opened, part, "and means what it meant");
    assert_eq!(file::write(&opened), json, "and is written as it was");
    let digest = slice::digest(opened.slice().expect("a part"));
    assert_eq!(digest, DIGEST, "and is known again");
}

/// Of the slice in that fixture. Where another release reckons otherwise, nothing that is out is
/// believed any more.
const DIGEST: &str = "efbe4ab707a2ca246447563c4a5fc20291bf9dba5d955663da73b16bb86c3ef3";

#[test]
fn what_a_part_says_of_itself_is_held_to_its_bounds() {
    let valid = file::write(&filled(&cut(&worked_on())));
    for (from, to) in [
        ("\"to\":\"人事科\"", "\"to\":\" \""),
        ("\"due\":\"2024-06-30\"", "\"due\":\"2024-6-30\""),
        ("\"fields\":[\"text\"", "\"fields\":[\"before\""),
        ("\"base\":[", "\"extra\":[],\"base\":["),
    ] {
        let wrong = valid.replacen(from, to, 1);
        assert_ne!(wrong, valid, "{from}");
        assert!(file::read(&wrong).is_err(), "{to} is read");
        let value = serde_json::from_str(&wrong).expect("JSON");
        assert!(!schema().is_valid(&value), "{to} fits the schema");
    }
    let at = valid.find("\"base\":[").expect("there");
    let orphan = valid[..at].to_owned() + &valid[at..].replacen("\"parent\":", "\"parent\":9", 1);
    assert!(
        matches!(file::read(&orphan), Err(FileError::Malformed(_))),
        "a base that is no ledger"
    );
}

#[test]
fn a_ruling_is_once_and_has_its_reason() {
    let valid = file::write(&complete());
    for (from, to) in [("\"reason\":\"本人同意\",", ""), ("\"李四\"", "\"张三\"")] {
        let wrong = valid.replacen(from, to, 1);
        assert_ne!(wrong, valid, "{from}");
        assert!(matches!(file::read(&wrong), Err(FileError::Malformed(_))), "{to} is read");
    }
}

#[test]
fn what_states_a_field_is_a_detail_and_nothing_else_is() {
    let json = fs::read_to_string(project("tests/fixtures/files/v2.json")).expect("the fixture");
    let json = json.replacen("\"version\":2", "\"version\":4", 1);
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
        valid.replacen("\"version\":4", "\"version\":5", 1).replace("\"nodes\"", "\"rows\"");
    assert!(matches!(file::read(&newer), Err(FileError::Newer { version: 5 })));
    for alien in
        ["{}", "[]", "[1,2]", "\"x\"", "{\"format\":1}", "{\"format\":\"x\",\"version\":1}"]
    {
        assert!(matches!(file::read(alien), Err(FileError::Alien)), "{alien}");
    }
    for broken in ["", "{", "现将", &valid[..valid.find("二").expect("there")]] {
        assert!(matches!(file::read(broken), Err(FileError::NotJson { .. })), "{broken}");
    }
    let orphan = valid.replacen("\"parent\":", "\"parent\":9", 1);
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

/// A ledger that says nothing of its particulars means these, in files of version 3 for ever.
#[test]
fn what_is_not_said_of_particulars_means_what_it_meant() {
    let text = serde_json::to_string(&Particulars::default()).expect("plain data");
    assert_eq!(
        text,
        r#"{"periods":[{"name":"整改方案","months":1},{"name":"集中整改","months":2},{"name":"集中整改","months":3},{"name":"半年内","months":6}],"report_needs":["result"],"strike_off_needs":["result","evidence","opinion"],"done":"struck_off"}"#
    );
}

#[test]
fn particulars_out_of_their_bounds_are_refused_by_reader_and_schema() {
    let valid = file::write(&complete());
    for (from, to) in [
        ("\"months\":6", "\"months\":0"),
        ("\"months\":6", "\"months\":121"),
        ("\"feedback\":\"2024-03-15\"", "\"feedback\":\"去年\""),
        ("\"word\":\"已办结\"", "\"word\":\"  \""),
        ("[\"result\"]", "[\"name\"]"),
        ("\"done\":\"reported\"", "\"done\":\"all\""),
    ] {
        let wrong = valid.replacen(from, to, 1);
        assert_ne!(wrong, valid, "{from}");
        assert!(file::read(&wrong).is_err(), "{to} is read");
        let value = serde_json::from_str(&wrong).expect("JSON");
        assert!(!schema().is_valid(&value), "{to} fits the schema");
    }
    let steps = valid.find("\"steps\"").expect("there are steps");
    let on_a_chapter = valid.replacen(
        "\"kind\":\"chapter\",",
        "\"kind\":\"chapter\",\"record\":{\"steps\":[{\"deed\":\"start\",\"at\":0}]},",
        1,
    );
    assert!(steps > 0 && matches!(file::read(&on_a_chapter), Err(FileError::Malformed(_))));
}
