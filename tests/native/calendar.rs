//! Coming days as a calendar file: whatever the texts hold, a reader gets back what was meant.

use proptest::prelude::*;
use rectification_ledger::edit::Command;
use rectification_ledger::export::calendar::{Calendar, calendar};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Node, Status};
use rectification_ledger::rows::Outline;
use rectification_ledger::session::Session;

use crate::progress::chance::{DAYS, Picks, day, picks, today, told};
use crate::{CLASSIC, find, ledger};

/// 2024-07-01 00:05:09 UTC.
const AT: i64 = 1_719_792_309_000;

fn file(ledger: &Ledger) -> Calendar {
    calendar(ledger, &Outline::new(ledger), today(), AT)
}

#[test]
fn a_deadline_is_an_event_of_its_day_with_two_reminders() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let mut set = |field, to: &str| {
        session.run(Command::Set { id, field, to: to.to_owned() }, 0).expect("a change");
    };
    set(Field::Text, "制定学习计划,每季度检查;结果\\名单在本单位内通报\n另行存档");
    set(Field::Unit, "办公室");
    set(Field::Leader, "张三");
    set(Field::Deadline, "2024年7月底前");
    let own = file(session.ledger());
    assert_eq!((own.events, own.overdue), (1, 0));
    let event = own.text.split("BEGIN:VEVENT\r\n").nth(1).expect("one").replace("\r\n ", "");
    assert_eq!(
        event.replace("\r\n", "\n"),
        "\
UID:8-5c2ee8d5699bbd27@rectification-ledger
DTSTAMP:20240701T000509Z
DTSTART;VALUE=DATE:20240731
DTEND;VALUE=DATE:20240801
SUMMARY:整改到期：办公室 问题1 制定学习计划\\,每季度检查\\;结果\\\\名单在本…
DESCRIPTION:反馈问题：理论学习不够深入\\n整改措施：制定学习计划\\,每季度检查\\;结果\\\\名单在本单位内通报\\n另行存档\\n责任领导：张三
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P7D
DESCRIPTION:整改到期：办公室 问题1 制定学习计划\\,每季度检查\\;结果\\\\名单在本…
END:VALARM
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER:-P1D
DESCRIPTION:整改到期：办公室 问题1 制定学习计划\\,每季度检查\\;结果\\\\名单在本…
END:VALARM
END:VEVENT
END:VCALENDAR
"
    );
    assert_eq!(own, file(session.ledger()), "same ledger, same bytes");

    session.run(Command::Rename { to: "另一台账".to_owned() }, 0).expect("a change");
    let uid = |text: &str| text.lines().find(|line| line.starts_with("UID")).map(str::to_owned);
    assert_ne!(
        uid(&file(session.ledger()).text),
        uid(&own.text),
        "ids count from 1 in each ledger"
    );
}

/// Text with everything that means something to the format.
fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("整改措施落实到人".to_owned()),
        Just("，,;:\\\\n\\N\\,\"".to_owned()),
        Just("\r\n \t\n\rEND:VEVENT\r\n".to_owned()),
        Just("\u{0}\u{7}\u{7f}\u{85}\u{2028}\u{2029}".to_owned()),
        Just("😀👨‍👩‍👧é".to_owned()),
        any::<String>(),
    ];
    prop::collection::vec(part, 0..5).prop_map(|parts| parts.concat())
}

/// The lines of a file, unfolded, as names and values.
fn read(text: &str) -> Vec<(String, String)> {
    let mut lines: Vec<String> = Vec::new();
    let whole = text.strip_suffix("\r\n").expect("the last line ends as well");
    for line in whole.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.chars().any(|c| c.is_control() && c != '\t'), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().expect("one to go on from").push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    let pair = |line: String| {
        let (name, value) = line.split_once(':').expect("a name and a value");
        (name.to_owned(), value.to_owned())
    };
    lines.into_iter().map(pair).collect()
}

fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => text.push(match characters.next() {
                Some('n') => '\n',
                Some(c @ ('\\' | ';' | ',')) => c,
                other => panic!("{other:?} was escaped"),
            }),
            ';' | ',' => panic!("a bare separator in {value}"),
            c => text.push(c),
        }
    }
    text
}

/// What of a text can be told.
fn told_of(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', "")
}

fn due(node: &Node) -> &str {
    match node.record.status {
        Some(Status::LongTerm) => node.get(Field::Review),
        Some(Status::AwaitingCheck | Status::StruckOff) => "",
        _ => node.get(Field::Deadline),
    }
}

fn is_open(node: &Node) -> bool {
    !matches!(node.record.status, Some(Status::AwaitingCheck | Status::StruckOff))
}

fn check(picks: &Picks, words: &[String]) {
    let own = told(picks, &|at| words[at % words.len()].clone());
    let file = file(&own);
    let lines = read(&file.text);
    let measures = || own.nodes().iter().filter(|node| node.kind == Kind::Measure);
    let with = |is: &dyn Fn(&Node) -> bool| measures().filter(|node| is(node)).count();
    let is_late = |node: &Node| day(due(node)).is_some_and(|day| day < today());
    assert_eq!(file.events, with(&|node| day(due(node)).is_some_and(|day| day >= today())));
    assert_eq!(file.overdue, with(&is_late));
    assert_eq!(file.undated, with(&|node| is_open(node) && day(due(node)).is_none()));
    assert_eq!(file.events + file.overdue + file.undated, with(&is_open));

    let mut open: Vec<&str> = Vec::new();
    let mut events: Vec<Vec<(&str, &str)>> = Vec::new();
    for (name, value) in &lines {
        match (name.as_str(), open.as_slice()) {
            ("BEGIN", _) => {
                open.push(value);
                if value == "VEVENT" {
                    events.push(Vec::new());
                }
            }
            ("END", _) => assert_eq!(open.pop(), Some(value.as_str())),
            (name, ["VCALENDAR", "VEVENT"]) => events.last_mut().expect("open").push((name, value)),
            _ => {}
        }
    }
    assert!(open.is_empty() && lines[0].1 == "VCALENDAR");
    assert_eq!(events.len(), file.events);
    assert_eq!(
        lines.iter().filter(|line| line.1 == "VALARM" && line.0 == "BEGIN").count(),
        events.len() * 2
    );
    for event in events {
        let value = |name: &str| event.iter().find(|one| one.0 == name).map_or("", |one| one.1);
        let (id, _) = value("UID").split_once('-').expect("an id first");
        let node = own.get(Id::new(id.parse().expect("a number")).expect("an id")).expect("there");
        let finding = own.get(node.parent.expect("a finding")).expect("there");
        let day = day(due(node)).expect("a day");
        assert_eq!(value("DTSTART;VALUE=DATE"), day.to_string().replace('-', ""));
        let next = day.plus_days(1).map_or(String::new(), |day| day.to_string().replace('-', ""));
        assert_eq!(value("DTEND;VALUE=DATE"), next);
        let lines = [
            ("反馈问题", finding.text.as_str()),
            ("整改措施", &node.text),
            ("责任领导", &node.record.leader),
        ];
        let filled = lines.iter().filter(|(_, words)| !words.trim().is_empty());
        let lines: Vec<String> = filled.map(|(name, words)| format!("{name}：{words}")).collect();
        assert_eq!(unescaped(value("DESCRIPTION")), told_of(&lines.join("\n")));
        let title = match node.record.status {
            Some(Status::LongTerm) => "整改复查：",
            _ => "整改到期：",
        };
        let summary = unescaped(value("SUMMARY"));
        assert!(summary.starts_with(title) && summary.contains("问题"), "{summary}");
        assert!(summary.contains(&node.record.unit) && !summary.contains('\n'), "{summary}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn a_reader_gets_back_what_was_meant(
        picks in picks(),
        words in prop::collection::vec(hostile(), 1..8),
    ) {
        check(&picks, &words);
    }
}

#[test]
fn days_of_the_tests_are_those_the_ledger_reads() {
    for (words, iso) in DAYS {
        let read = rectification_ledger::ledger::wording::date(words);
        assert_eq!(read.map_or(String::new(), |day| day.to_string()), iso, "{words}");
    }
}
