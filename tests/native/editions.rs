//! The two editions of one ledger: what the public one leaves out, masks, and keeps.

use rectification_ledger::disclose::{Edition, State, document, subject, text};
use rectification_ledger::edit::{Command, Refused};
use rectification_ledger::ledger::{
    Exempt, Field, Front, Id, Kind, Ledger, Particulars, Publicity, Verdict,
};
use rectification_ledger::redact::{Entity, Masking};
use rectification_ledger::session::Session;

use crate::{SEED, find, ledger};

const REPORT: &str = "\
关于巡察整改情况的通报
根据统一部署，现将巡察整改情况通报如下：
一、巡察反馈问题整改情况
（一）“学习不深入”方面
1.关于“学习不深入。研讨不充分。”问题
针对“学习不深入。”问题
整改情况：一是制定学习计划；二是处分了涉密人员；三是组织研讨。
针对“研讨不充分。”问题
整改情况：已向专案组移交线索。
2.关于“台账不全”问题
整改情况：局长赵铁柱主持补登，支出12.5万元，电话0531-55500001。
3.关于“会议过多”问题
整改情况：整合会议。
（二）“作风不实”方面
1.关于“服务不主动”问题
整改情况：开展走访。
欢迎监督。联系电话：0531-55500002。
某县水务局党组
2026年11月28日
";

fn exempt(session: &mut Session, words: &str, publicity: Publicity) {
    let id = find(session.ledger(), Kind::Measure, words);
    let to = publicity.code().to_owned();
    session.run(Command::Set { id, field: Field::Publicity, to }, 0).expect("possible");
}

fn arrange(session: &mut Session, change: impl FnOnce(&mut Particulars)) {
    let mut to = session.ledger().particulars().clone();
    change(&mut to);
    session.run(Command::Arrange { to: Box::new(to) }, 0).expect("possible");
}

fn public(ledger: &Ledger) -> String {
    text(ledger, Edition::Public)
}

fn session() -> Session {
    Session::new(ledger(REPORT), 0, 1)
}

#[test]
fn a_report_with_nothing_to_hide_is_published_as_it_is() {
    let plain = "一、整改情况\n1.关于“会议过多”问题\n整改情况：整合会议。\n";
    assert_eq!(public(&ledger(plain)), plain);
}

#[test]
fn the_untouched_report_is_its_source_in_full() {
    let ledger = ledger(REPORT);
    assert_eq!(text(&ledger, Edition::Internal), REPORT);
    let runs = document(&ledger, Edition::Internal).paragraphs.into_iter().flat_map(|one| one.runs);
    assert!(runs.into_iter().all(|run| run.matter.is_none()), "nothing is looked for");
}

#[test]
fn an_exempt_measure_is_gone_and_the_others_close_up() {
    let mut session = session();
    exempt(&mut session, "处分了涉密人员", Publicity::Secret);
    let public = public(session.ledger());
    assert!(public.contains("整改情况：一是制定学习计划；二是组织研讨。"), "{public}");
    assert!(!public.contains("涉密"));
    let internal = text(session.ledger(), Edition::Internal);
    assert_eq!(internal, REPORT, "the ledger is not touched");
}

#[test]
fn a_finding_with_nothing_to_show_goes_with_its_words_in_the_whole() {
    let mut session = session();
    exempt(&mut session, "已向专案组移交线索", Publicity::UnderReview);
    exempt(&mut session, "局长赵铁柱主持补登", Publicity::Sensitive);
    let public = public(session.ledger());
    assert!(!public.contains("研讨不充分"), "also not in what the part was split from: {public}");
    assert!(public.contains("1.关于“学习不深入。”问题"), "{public}");
    assert!(!public.contains("台账不全") && !public.contains("赵铁柱"));
    assert!(public.contains("\n2.关于“会议过多”问题"), "numbers close up: {public}");
    assert!(public.contains("\n1.关于“服务不主动”问题"), "and begin again where they did");
}

#[test]
fn a_direction_with_nothing_to_show_goes_too() {
    let mut session = session();
    for words in
        ["制定学习计划", "处分了", "组织研讨", "已向专案组", "局长赵铁柱主持补登", "整合会议"]
    {
        exempt(&mut session, words, Publicity::Secret);
    }
    let public = public(session.ledger());
    assert!(!public.contains("学习不深入"), "{public}");
    assert!(public.contains("（一）“作风不实”方面\n1.关于“服务不主动”问题"), "{public}");
}

#[test]
fn a_sentence_can_stand_in_the_place_of_what_is_exempt() {
    let mut session = session();
    arrange(&mut session, |own| own.publication.exempt = Exempt::Summarise);
    exempt(&mut session, "处分了涉密人员", Publicity::Secret);
    exempt(&mut session, "局长赵铁柱主持补登", Publicity::Sensitive);
    let public = public(session.ledger());
    assert!(public.contains("二是该项整改情况按规定不予公开；"), "{public}");
    assert!(public.contains("2.关于“按规定不予公开的事项”问题"), "{public}");
    assert!(public.contains("3.关于“会议过多”问题"), "no number moves");
    assert!(!public.contains("台账不全") && !public.contains("涉密"));
}

#[test]
fn a_name_is_masked_once_a_person_says_so_and_numbers_by_the_policy() {
    let mut session = session();
    let id = find(session.ledger(), Kind::Measure, "局长赵铁柱主持补登");
    let before = public(session.ledger());
    assert!(before.contains("局长赵铁柱主持补登，支出12.5万元，电话＊＊。"), "{before}");
    assert!(before.contains("联系电话：0531-55500002"), "where to call is published");

    let on = vec![subject(Entity::Name, Some(id), "赵铁柱")];
    let mask = Command::Rule { on: on.clone(), to: Some((Verdict::Mask, String::new())) };
    session.run(mask, 5).expect("possible");
    assert!(public(session.ledger()).contains("局长赵某主持补登"));
    arrange(&mut session, |own| {
        let publication = std::mem::take(&mut *own.publication);
        *own.publication = publication
            .with_masking(Entity::Name, Masking::Fixed)
            .with_masking(Entity::Amount, Masking::Round)
            .with_masking(Entity::Phone, Masking::Drop);
    });
    let masked = public(session.ledger());
    assert!(masked.contains("局长＊＊主持补登，支出10余万元，电话。"), "{masked}");

    let keep = Command::Rule { on, to: Some((Verdict::Keep, "本人同意".to_owned())) };
    session.run(keep, 6).expect("possible");
    assert!(public(session.ledger()).contains("局长赵铁柱主持补登"));
    session.undo(7);
    assert!(public(session.ledger()).contains("局长＊＊主持补登"));
    assert_eq!(text(session.ledger(), Edition::Internal), REPORT, "the ledger is not touched");
}

#[test]
fn a_decision_holds_for_these_words_in_this_place() {
    let mut session = session();
    let id = find(session.ledger(), Kind::Measure, "局长赵铁柱主持补登");
    let on = vec![subject(Entity::Name, Some(id), "赵铁柱")];
    session
        .run(Command::Rule { on, to: Some((Verdict::Mask, String::new())) }, 5)
        .expect("possible");
    let to = "局长赵铁柱、副局长钱进喜主持补登。".to_owned();
    session.run(Command::Set { id, field: Field::Text, to }, 6).expect("possible");
    let states = states(session.ledger());
    assert_eq!(states, [("赵铁柱".to_owned(), State::Masked), ("钱进喜".to_owned(), State::Open)]);
}

fn states(ledger: &Ledger) -> Vec<(String, State)> {
    let runs = document(ledger, Edition::Public).paragraphs.into_iter().flat_map(|one| one.runs);
    let matters = runs.filter_map(|run| run.matter);
    let names = matters.filter(|matter| matter.entity == Entity::Name);
    names.map(|matter| (matter.original, matter.state)).collect()
}

#[test]
fn to_keep_or_to_waive_asks_for_a_reason() {
    let mut session = session();
    let on = vec![subject(Entity::Name, None, "赵铁柱")];
    for reason in [" ".to_owned(), "长".repeat(401)] {
        let rule = Command::Rule { on: on.clone(), to: Some((Verdict::Keep, reason)) };
        assert_eq!(session.run(rule, 1).err(), Some(Refused::Value));
    }
    let rule = Command::Rule { on: on.clone(), to: Some((Verdict::Keep, "已核".to_owned())) };
    session.run(rule.clone(), 1).expect("possible");
    assert_eq!(session.run(rule, 2).err(), Some(Refused::Nothing), "it is decided already");
    session.run(Command::Rule { on, to: None }, 3).expect("possible");
    assert!(session.ledger().rulings().is_empty());
}

#[test]
fn what_the_particulars_say_stands_around_the_report() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    arrange(&mut session, |own| {
        for (front, words) in [
            (Front::Title, "关于巡察整改情况的通报"),
            (Front::Lead, "现将有关情况通报如下："),
            (Front::Period, "2026年12月1日至12月18日"),
            (Front::Phone, "0531-55500003"),
            (Front::Email, "jw@example.com"),
            (Front::Signature, "中共某台党组"),
            (Front::Day, "2026年11月28日"),
        ] {
            own.publication.set(front, words.to_owned());
        }
    });
    for edition in Edition::ALL {
        let text = text(session.ledger(), *edition);
        assert!(text.starts_with("关于巡察整改情况的通报\n现将有关情况通报如下：\n根据"), "{text}");
        let tail = "公示时间：2026年12月1日至12月18日\n联系电话：0531-55500003\n\
            电子邮箱：jw@example.com\n中共某台党组\n2026年11月28日\n";
        assert!(text.ends_with(tail), "{edition:?}: {text}");
    }
}

#[test]
fn what_a_report_begins_and_ends_with_is_seen() {
    use rectification_ledger::disclose::Part;
    let document = document(&ledger(REPORT), Edition::Internal);
    let parts: Vec<Part> = document.paragraphs.iter().map(|one| one.part).collect();
    assert_eq!(parts[..3], [Part::Title, Part::Prose, Part::Chapter]);
    assert_eq!(parts[parts.len() - 3..], [Part::Prose, Part::Signature, Part::Signature]);
}

#[test]
fn a_ruling_outlives_its_node_and_harms_nothing() {
    let mut session = session();
    let gone = Id::new(4_711).expect("not zero");
    let on = vec![subject(Entity::Name, Some(gone), "赵铁柱")];
    session
        .run(Command::Rule { on, to: Some((Verdict::Mask, String::new())) }, 1)
        .expect("possible");
    assert!(public(session.ledger()).contains("局长赵铁柱"), "it is about another place");
}
