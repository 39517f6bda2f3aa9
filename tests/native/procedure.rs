//! Steps of the procedure: what each asks for, that a refusal changes nothing, and what is
//! recorded.

use rectification_ledger::edit::{Bulk, Command, Lack, NewMeasure, Refused};
use rectification_ledger::ledger::{
    Author, Deed, Field, Id, Kind, Ledger, Need, Particulars, Role, StageWord, Status,
};
use rectification_ledger::procedure;
use rectification_ledger::rows::paste;
use rectification_ledger::rows::{Column, word};
use rectification_ledger::session::Session;

use crate::{CLASSIC, find, ledger};

fn office(role: Role) -> Author {
    Author { name: "甲某".to_owned(), unit: "督查科".to_owned(), role: Some(role) }
}

fn start() -> (Session, Id) {
    let session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    (session, id)
}

fn advance(id: Id, to: Status, opinion: &str, fields: &[(Field, &str)]) -> Command {
    let fields = fields.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
    let (to, opinion) = (to.code().to_owned(), opinion.to_owned());
    Command::Advance { ids: vec![id], to, opinion, fields, gaps_only: false }
}

fn set(id: Id, field: Field, to: &str) -> Command {
    Command::Set { id, field, to: to.to_owned() }
}

fn lacks(refused: Result<(), Refused>) -> (Deed, Vec<Need>, usize) {
    match refused {
        Err(Refused::Lacks(lack)) => {
            let Lack { deed, needs, measures, .. } = *lack;
            (deed, needs, measures)
        }
        other => panic!("not refused for want of something: {other:?}"),
    }
}

fn run(session: &mut Session, command: Command) -> Result<(), Refused> {
    session.run(command, 7).map(|_| ())
}

/// Deeds and stages of a measure's steps, oldest first.
fn steps(ledger: &Ledger, id: Id) -> Vec<(Deed, String, String)> {
    let steps = ledger.get(id).expect("there").record.steps();
    steps.iter().map(|step| (step.deed, step.from.clone(), step.to.clone())).collect()
}

#[test]
fn a_step_that_lacks_something_says_what_and_changes_nothing() {
    let (mut session, id) = start();
    let before = session.ledger().clone();
    let refused = run(&mut session, set(id, Field::Status, "awaiting_check"));
    assert_eq!(lacks(refused), (Deed::Report, vec![Need::Result], 1));
    let refused = run(&mut session, advance(id, Status::StruckOff, "", &[]));
    let needs = vec![Need::Result, Need::Evidence, Need::Opinion, Need::Name];
    assert_eq!(lacks(refused), (Deed::StrikeOff, needs, 1));
    let refused = run(&mut session, advance(id, Status::LongTerm, "持续", &[]));
    assert_eq!(lacks(refused), (Deed::GoOn, vec![Need::Review], 1));
    assert_eq!((session.ledger(), session.history().last()), (&before, 0));
}

#[test]
fn a_measure_goes_all_the_way_and_each_step_is_recorded() {
    let (mut session, id) = start();
    session.sign(office(Role::Unit));
    let mut go = |to, opinion: &str, fields: &[(Field, &str)]| {
        run(&mut session, advance(id, to, opinion, fields)).expect("nothing is missing");
    };
    go(Status::InProgress, "", &[]);
    go(Status::AwaitingCheck, "", &[(Field::Result, "已印发计划")]);
    go(Status::InProgress, "缺少签到表", &[(Field::Verdict, "未完成")]);
    go(Status::AwaitingCheck, "已补签到表", &[(Field::Evidence, "签到表｜｜｜办公室")]);
    go(Status::StruckOff, "同意", &[(Field::Verdict, "已完成")]);
    go(Status::Reopened, "抽查发现没有坚持", &[]);
    let node = session.ledger().get(id).expect("there");
    let deeds: Vec<Deed> = node.record.steps().iter().map(|step| step.deed).collect();
    let all =
        [Deed::Start, Deed::Report, Deed::Return, Deed::Report, Deed::StrikeOff, Deed::LookBack];
    assert_eq!(deeds, all);
    assert_eq!(procedure::resubmissions(&node.record), 1);
    let returned = &node.record.steps()[2];
    assert_eq!((returned.opinion.as_str(), returned.at), ("缺少签到表", 7));
    assert_eq!(returned.by, office(Role::Unit));
    assert_eq!((returned.from.as_str(), returned.to.as_str()), ("awaiting_check", "in_progress"));
    // Undo takes the steps back one by one, and a file keeps them.
    let json = rectification_ledger::file::write(session.ledger());
    assert_eq!(rectification_ledger::file::read(&json).expect("reads"), *session.ledger());
    for left in (0..6).rev() {
        session.undo(0).expect("a step");
        assert_eq!(steps(session.ledger(), id).len(), left);
    }
    assert_eq!(*session.ledger(), ledger(CLASSIC));
}

#[test]
fn what_is_returned_is_marked_until_it_is_reported_again() {
    let (mut session, id) = start();
    session.sign(office(Role::LeadOffice));
    let is_returned = |session: &Session| {
        procedure::is_returned(&session.ledger().get(id).expect("there").record)
    };
    let reported = advance(id, Status::AwaitingCheck, "", &[(Field::Result, "好了")]);
    run(&mut session, reported.clone()).expect("possible");
    assert!(!is_returned(&session));
    run(&mut session, advance(id, Status::InProgress, "再改", &[])).expect("possible");
    assert!(is_returned(&session));
    let (ids, to, reason) = (vec![id], "2030-01-01".to_owned(), "等批复".to_owned());
    run(&mut session, Command::Extend { ids, to, reason }).expect("possible");
    assert!(is_returned(&session), "an extension does not answer it");
    run(&mut session, advance(id, Status::AwaitingCheck, "", &[])).expect("possible");
    assert!(!is_returned(&session));
}

#[test]
fn a_correction_of_what_was_reported_needs_a_reason() {
    let (mut session, id) = start();
    run(&mut session, set(id, Field::Status, "not_started")).expect("nothing was done yet");
    assert_eq!(steps(session.ledger(), id), []);
    run(&mut session, set(id, Field::Status, "in_progress")).expect("possible");
    run(&mut session, set(id, Field::Status, "")).expect("a slip of the hand");
    assert_eq!(steps(session.ledger(), id).last().map(|step| step.0), Some(Deed::Correct));
    run(&mut session, advance(id, Status::AwaitingCheck, "", &[(Field::Result, "好")]))
        .expect("possible");
    let refused = run(&mut session, set(id, Field::Status, "not_started"));
    assert_eq!(lacks(refused), (Deed::Correct, vec![Need::Opinion], 1));
    run(&mut session, advance(id, Status::NotStarted, "填错了行", &[])).expect("with a reason");
    // However one comes to a stage, it asks for what it asks for.
    session.sign(office(Role::Leader));
    let refused = run(&mut session, advance(id, Status::StruckOff, "同意", &[]));
    assert_eq!(lacks(refused), (Deed::StrikeOff, vec![Need::Evidence], 1));
}

#[test]
fn many_rows_are_refused_together_and_pasted_rows_too() {
    let (mut session, _) = start();
    let ids: Vec<Id> = session
        .ledger()
        .nodes()
        .iter()
        .filter(|node| node.kind == Kind::Measure)
        .map(|node| node.id)
        .collect();
    let first = ids[0];
    let before = session.ledger().clone();
    let cells: Vec<_> =
        ids.iter().map(|id| (*id, Field::Status, "awaiting_check".to_owned())).collect();
    let with_result: Vec<_> =
        std::iter::once((first, Field::Result, "好".to_owned())).chain(cells.clone()).collect();
    let refused = run(&mut session, Command::Write { cells: with_result, what: Bulk::Fill });
    assert_eq!(lacks(refused), (Deed::Report, vec![Need::Result], ids.len() - 1));
    let finding = session.ledger().get(first).and_then(|node| node.parent).expect("under one");
    let row = |fields: &[(Field, &str)]| {
        let fields = fields.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
        Command::Paste { cells: Vec::new(), rows: vec![NewMeasure { finding, fields }] }
    };
    let refused = run(&mut session, row(&[(Field::Status, "awaiting_check")]));
    assert_eq!(lacks(refused), (Deed::Report, vec![Need::Result], 1));
    assert_eq!(*session.ledger(), before);
    let whole = row(&[(Field::Status, "awaiting_check"), (Field::Result, "已办")]);
    run(&mut session, whole).expect("the row brings what is asked for");
    let new = session.ledger().nodes().iter().find(|node| before.get(node.id).is_none());
    assert_eq!(new.map(|node| node.record.steps().len()), Some(1));
}

#[test]
fn a_deadline_that_is_moved_once_the_work_has_begun_is_recorded() {
    let (mut session, id) = start();
    let extended = |session: &Session| {
        procedure::is_extended(&session.ledger().get(id).expect("there").record)
    };
    run(&mut session, set(id, Field::Deadline, "2024-06-30")).expect("possible");
    run(&mut session, set(id, Field::Deadline, "2024-07-15")).expect("possible");
    assert_eq!(steps(session.ledger(), id), [], "it was still being planned");
    run(&mut session, set(id, Field::Status, "in_progress")).expect("possible");
    run(&mut session, set(id, Field::Deadline, "2024年7月15日前")).expect("the same day");
    assert_eq!(steps(session.ledger(), id).len(), 1);
    // Typed stroke by stroke it is one step, with the day it came to.
    let number = session.run(set(id, Field::Deadline, "2024-8"), 8).expect("possible").number;
    for typed in ["2024-08-3", "2024-08-31"] {
        session.revise(number, typed, 9).expect("still being typed");
    }
    let moved = (Deed::Extend, "2024年7月15日前".to_owned(), "2024-08-31".to_owned());
    assert_eq!(steps(session.ledger(), id)[1..], [moved]);
    assert!(extended(&session));
    // Emptied first, or put off in words, it is not moved unseen.
    for to in ["", "2024-12-31", "年底", "2025-01-31"] {
        run(&mut session, set(id, Field::Deadline, to)).expect("possible");
    }
    let to: Vec<String> = steps(session.ledger(), id).into_iter().map(|step| step.2).collect();
    assert_eq!(to[1..], ["2024-08-31", "", "2024-12-31", "年底", "2025-01-31"]);
    // The reason of any of them can be given later, once.
    let explain = |step, reason: &str| Command::Explain { id, step, reason: reason.to_owned() };
    run(&mut session, explain(1, "等待批复")).expect("possible");
    let record = &session.ledger().get(id).expect("there").record;
    assert_eq!((record.steps()[1].opinion.as_str(), record.steps().len()), ("等待批复", 6));
    assert_eq!(procedure::first_deadline(record), Some("2024年7月15日前"));
    assert_eq!(run(&mut session, explain(1, "再说")), Err(Refused::WrongKind));
    assert_eq!(run(&mut session, explain(0, "再说")), Err(Refused::WrongKind));
    run(&mut session, set(id, Field::Deadline, "2024-07-15")).expect("back to the first");
    assert!(!extended(&session));
}

#[test]
fn an_extension_names_a_later_day_and_its_reason() {
    let (mut session, id) = start();
    run(&mut session, set(id, Field::Deadline, "2024-06-30")).expect("possible");
    let extend = |to: &str, reason: &str| {
        let (to, reason) = (to.to_owned(), reason.to_owned());
        Command::Extend { ids: vec![id], to, reason }
    };
    for to in ["", "年底前", "2024-06-30", "2024-05-31"] {
        assert_eq!(run(&mut session, extend(to, "等批复")), Err(Refused::Value), "{to}");
    }
    let refused = run(&mut session, extend("2024-12-31", " "));
    assert_eq!(lacks(refused), (Deed::Extend, vec![Need::Opinion], 1));
    run(&mut session, extend("2024-12-31", "上级调整任务")).expect("possible");
    assert_eq!(steps(session.ledger(), id).len(), 1);
}

#[test]
fn of_many_each_keeps_its_own_result() {
    let (mut session, id) = start();
    let other = find(session.ledger(), Kind::Measure, "开展专题研讨");
    run(&mut session, set(id, Field::Result, "自己的结果")).expect("possible");
    let fields = vec![(Field::Result, "一并办结".to_owned())];
    let (ids, to) = (vec![id, other], "awaiting_check".to_owned());
    let opinion = String::new();
    run(&mut session, Command::Advance { ids, to, opinion, fields, gaps_only: true })
        .expect("possible");
    let result = |id| session.ledger().get(id).expect("there").get(Field::Result).to_owned();
    assert_eq!([result(id), result(other)], ["自己的结果", "一并办结"]);
}

#[test]
fn a_step_is_taken_behind_those_it_was_taken_behind() {
    let (mut session, id) = start();
    run(&mut session, set(id, Field::Status, "in_progress")).expect("possible");
    let done = session.history().entries()[0].clone();
    let mut again = Session::new(session.ledger().clone(), 0, 1);
    let twice = rectification_ledger::edit::Transaction {
        edits: done.edits.iter().filter(|edit| edit.step().is_some()).cloned().collect(),
        ..done
    };
    assert!(again.replay(twice).is_err(), "the step is there already");
}

/// The newest step that changes a stage says which it is now: no way leads around it.
#[test]
fn the_steps_say_how_the_stage_came_about() {
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    let moves = (any::<u8>(), any::<prop::sample::Index>(), "[一；。a]{0,3}");
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(96));
    let mut reached = std::collections::BTreeSet::new();
    let mut reached_in = |verbs: Vec<(u8, prop::sample::Index, String)>| {
        let mut session = Session::new(ledger(CLASSIC), 0, 1);
        session.sign(office(Role::LeadOffice));
        for (verb, pick, word) in verbs {
            let _ = session.run(crate::edits::command(session.ledger(), verb, pick, &word), 0);
        }
        for node in session.ledger().nodes() {
            let moving = |step: &&rectification_ledger::ledger::Step| {
                !matches!(step.deed, Deed::Extend | Deed::Review)
            };
            let last = node.record.steps().iter().rev().find(moving);
            let code = node.record.status.map_or("", Status::code);
            match last {
                Some(step) => assert_eq!(step.to, code),
                None => assert!(matches!(code, "" | "not_started"), "{code} without a step"),
            }
            reached.insert(code.to_owned());
        }
    };
    let strategy = prop::collection::vec(moves, 1..40);
    for _ in 0..96 {
        let value = strategy.new_tree(&mut runner).expect("a value").current();
        reached_in(value);
    }
    assert_eq!(reached.len(), 7, "every stage, and none: {reached:?}");
}

#[test]
fn a_long_term_measure_is_reviewed() {
    let (mut session, id) = start();
    let review = |next: &str, opinion: &str| Command::Review {
        id,
        next: next.to_owned(),
        opinion: opinion.to_owned(),
    };
    // A review without a day would never come.
    for day in ["待定", "2.30"] {
        let refused = run(&mut session, advance(id, Status::LongTerm, "", &[(Field::Review, day)]));
        assert_eq!(lacks(refused), (Deed::GoOn, vec![Need::Review], 1), "{day}");
    }
    let early = run(&mut session, review("2025-06-30", "好"));
    assert_eq!(early, Err(Refused::WrongKind));
    run(&mut session, advance(id, Status::LongTerm, "", &[(Field::Review, "2024-12-31")]))
        .expect("possible");
    let due = |session: &Session| {
        let record = &session.ledger().get(id).expect("there").record;
        procedure::due_of(record).map(|day| day.to_string())
    };
    assert_eq!(due(&session).as_deref(), Some("2024-12-31"));
    assert_eq!(
        lacks(run(&mut session, review("", ""))),
        (Deed::Review, vec![Need::Opinion, Need::Review], 1)
    );
    run(&mut session, review("2025-06-30", "坚持较好")).expect("possible");
    assert_eq!(due(&session).as_deref(), Some("2025-06-30"));
}

#[test]
fn what_shows_nothing_is_nothing() {
    let (mut session, id) = start();
    session.sign(Author { name: "\u{200b}".to_owned(), ..Author::default() });
    let fields = [(Field::Result, "\u{200b} "), (Field::Evidence, "｜｜｜")];
    let refused = run(&mut session, advance(id, Status::StruckOff, "\u{feff}", &fields));
    let needs = vec![Need::Result, Need::Evidence, Need::Opinion, Need::Name];
    assert_eq!(lacks(refused), (Deed::StrikeOff, needs, 1));
}

#[test]
fn what_a_stage_asked_for_is_missed_when_it_goes() {
    let (mut session, id) = start();
    session.sign(office(Role::LeadOffice));
    let fields = [(Field::Result, "好"), (Field::Evidence, "纪要")];
    run(&mut session, advance(id, Status::StruckOff, "同意", &fields)).expect("possible");
    let lost = |session: &Session| {
        let ledger = session.ledger();
        procedure::lost(ledger.particulars(), &ledger.get(id).expect("there").record)
    };
    assert_eq!(lost(&session), []);
    run(&mut session, set(id, Field::Evidence, "")).expect("possible");
    assert_eq!(lost(&session), [Need::Evidence]);
}

#[test]
fn what_a_step_asks_for_is_the_ledgers_own() {
    let (mut session, id) = start();
    let particulars = Particulars {
        report_needs: vec![Need::Evidence],
        strike_off_needs: Vec::new(),
        ..Particulars::default()
    };
    run(&mut session, Command::Arrange { to: Box::new(particulars) }).expect("possible");
    let refused = run(&mut session, set(id, Field::Status, "awaiting_check"));
    assert_eq!(lacks(refused), (Deed::Report, vec![Need::Evidence], 1));
    let refused = run(&mut session, set(id, Field::Status, "struck_off"));
    assert_eq!(lacks(refused), (Deed::StrikeOff, vec![Need::Name], 1), "somebody strikes it off");
    let unsound = Particulars { feedback: "去年".to_owned(), ..Particulars::default() };
    let refused = run(&mut session, Command::Arrange { to: Box::new(unsound) });
    assert_eq!(refused, Err(Refused::Value));
}

#[test]
fn the_offices_words_mean_stages() {
    let words = [("已办结", Status::StruckOff), ("办结待核", Status::AwaitingCheck)];
    let words = words.map(|(word, stage)| StageWord { word: word.to_owned(), stage });
    let particulars = Particulars { words: words.to_vec(), ..Particulars::default() };
    let status = Column::Field(Field::Status);
    assert_eq!(word(&particulars, status, "struck_off"), "已办结");
    assert_eq!(word(&particulars, status, "in_progress"), "整改中");
    let meant = |words| paste::value(&particulars, status, words);
    assert_eq!(meant("办结待核").as_deref(), Some("awaiting_check"));
    assert_eq!(meant("◐ 整改中").as_deref(), Some("in_progress"));
    assert_eq!(meant("说不清"), None);
}

#[test]
fn a_role_is_offered_less_and_may_do_as_much() {
    let offered = |from, role| procedure::offered(from, role);
    let waiting = Some(Status::AwaitingCheck);
    assert_eq!(offered(waiting, None), [Status::StruckOff, Status::InProgress]);
    assert_eq!(offered(waiting, Some(Role::LeadOffice)).len(), 2);
    assert_eq!(offered(waiting, Some(Role::Unit)), []);
    assert_eq!(offered(Some(Status::StruckOff), Some(Role::Unit)), []);
    // It is a convenience: the command is carried out whoever gives it.
    let (mut session, id) = start();
    session.sign(office(Role::Unit));
    let fields = [(Field::Result, "好"), (Field::Evidence, "纪要")];
    run(&mut session, advance(id, Status::StruckOff, "同意", &fields)).expect("possible");
}

#[test]
fn a_target_is_a_findings_and_the_rest_a_measures() {
    let (mut session, id) = start();
    let finding = find(session.ledger(), Kind::Finding, "理论学习");
    assert_eq!(run(&mut session, set(id, Field::Target, "x")), Err(Refused::WrongKind));
    assert_eq!(run(&mut session, set(finding, Field::Unit, "x")), Err(Refused::WrongKind));
    run(&mut session, set(finding, Field::Target, "学深学透")).expect("possible");
}
