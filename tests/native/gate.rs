//! Finished files are read again, and what they still say is told.

use rectification_ledger::disclose::{Edition, document, subject};
use rectification_ledger::edit::{Command, Refused};
use rectification_ledger::ledger::{Field, Id, Kind, Node, Publicity, Subject, Verdict};
use rectification_ledger::publish::{Form, Gate, Published, What, answer, publish, sha256};
use rectification_ledger::redact::Entity;
use rectification_ledger::session::Session;

use crate::{SEED, find, ledger};

const NAMES: [&str; 3] = ["胡开剑", "苌晶", "付强"];

fn decide(session: &mut Session, words: &str, verdict: Verdict, reason: &str) -> Id {
    let says = |node: &&Node| node.kind == Kind::Measure && node.text.contains(words);
    let id = session.ledger().nodes().iter().find(says).expect("it is said").id;
    let on = vec![subject(Entity::Name, Some(id), words)];
    session.run(Command::Rule { on, to: Some((verdict, reason.to_owned())) }, 1).expect("possible");
    id
}

fn file(session: &Session, form: Form) -> Published {
    publish(session.ledger(), Edition::Public, &[form]).pop().expect("one was asked for")
}

fn open(session: &Session, form: Form) -> Vec<String> {
    let published = file(session, form);
    let open = published.left.into_iter().filter(|left| left.what.is_open());
    open.map(|left| left.words).collect()
}

#[test]
fn the_report_leaks_its_three_names_until_each_is_decided_about() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    for form in Form::ALL {
        assert_eq!(open(&session, *form), NAMES, "{form:?}");
    }
    decide(&mut session, "胡开剑", Verdict::Mask, "");
    decide(&mut session, "苌晶", Verdict::Mask, "");
    decide(&mut session, "付强", Verdict::Keep, "本人同意");
    for form in Form::ALL {
        let published = file(&session, *form);
        let told: Vec<_> = published.left.iter().map(|left| (&left.what, &*left.words)).collect();
        assert_eq!(told, [(&What::Kept(Entity::Name), "付强")], "{form:?}");
        assert_eq!(published.sha256, sha256(&published.bytes));
        let again = file(&session, *form);
        assert_eq!(again.bytes, published.bytes, "same ledger, same bytes");
    }
}

#[test]
fn a_digest_is_that_of_the_standard() {
    // FIPS 180-4, the one-block message sample.
    let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256(b"abc"), expected);
}

#[test]
fn what_is_masked_here_and_stands_there_is_told() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    let id = decide(&mut session, "胡开剑", Verdict::Mask, "");
    let other = find(session.ledger(), Kind::Measure, "完善廉洁风险防控机制");
    assert_ne!(id, other);
    let text = session.ledger().get(other).expect("there").text.clone();
    let to = format!("{text}小胡开剑锋是另一个词。");
    session.run(Command::Set { id: other, field: Field::Text, to }, 2).expect("possible");
    assert!(open(&session, Form::Text).contains(&"胡开剑".to_owned()));
}

#[test]
fn words_of_what_is_not_published_are_found_where_they_are_quoted() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "完善廉洁风险防控机制");
    let to = Publicity::Secret.code().to_owned();
    session.run(Command::Set { id, field: Field::Publicity, to }, 1).expect("possible");
    let public = file(&session, Form::Text);
    assert!(!public.left.iter().any(|left| left.what == What::Exempt));
    let narrative = find(session.ledger(), Kind::Narrative, "我们将以这次市委巡察为契机");
    let quoted = "加强财务监督管理，进一步完善财务规章制度，严格规范收支管理".to_owned();
    session
        .run(Command::Set { id: narrative, field: Field::Text, to: quoted }, 2)
        .expect("possible");
    for form in Form::ALL {
        let public = file(&session, *form);
        assert!(public.left.iter().any(|left| left.what == What::Exempt), "{form:?}");
    }
}

#[test]
fn bytes_that_are_not_ours_are_judged_as_they_are() {
    let session = Session::new(ledger(SEED), 0, 1);
    let foreign: &[u8] = b"<html><!-- draft --><p>\xe8\xb5\xb5</p><script>1</script></html>";
    let ledger = session.ledger();
    let document = document(ledger, Edition::Public);
    let look = |edition, form, bytes| Gate::new(ledger, &document, edition).left(form, bytes);
    let told = look(Edition::Internal, Form::Html, foreign).expect("it is read");
    assert_eq!(told.iter().filter(|left| matches!(left.what, What::Foreign(_))).count(), 2);
    assert!(look(Edition::Public, Form::Docx, b"PK\x03\x04").is_err());
}

#[test]
fn kept_in_one_place_says_nothing_of_another() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    let id = decide(&mut session, "付强", Verdict::Keep, "本人同意");
    let other = find(session.ledger(), Kind::Measure, "完善廉洁风险防控机制");
    assert_ne!(id, other);
    let to = "党组副书记付强主持完善廉洁风险防控机制。".to_owned();
    session.run(Command::Set { id: other, field: Field::Text, to }, 2).expect("possible");
    assert!(open(&session, Form::Docx).contains(&"付强".to_owned()));
}

#[test]
fn a_remark_set_aside_unmasks_nothing() {
    let mut session =
        Session::new(ledger("一、整改情况\n1.关于“管理”问题\n整改情况：退还13800138000。\n"), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "退还");
    let on = vec![subject(Entity::Mobile, Some(id), "13800138000")];
    let waive = Command::Rule { on, to: Some((Verdict::Waive, "已核".to_owned())) };
    assert_eq!(session.run(waive, 1).err(), Some(Refused::WrongKind), "kept or masked, by name");
    let on = vec![Subject { rule: "vague".to_owned(), node: Some(id), words: "退还".to_owned() }];
    let keep = Command::Rule { on, to: Some((Verdict::Keep, "已核".to_owned())) };
    assert_eq!(session.run(keep, 1).err(), Some(Refused::WrongKind));
    assert!(!String::from_utf8_lossy(&file(&session, Form::Text).bytes).contains("138"));
}

#[test]
fn a_number_is_no_contact_because_its_line_begins_like_one() {
    let report = "一、整改情况\n1.关于“管理”问题\n整改情况：联系电话0531-55500001已停用。\n\
        附件：名单（0531-55500002）\n联系电话：0531-55500003\n";
    let session = Session::new(ledger(report), 0, 1);
    let public = file(&session, Form::Text);
    let text = String::from_utf8_lossy(&public.bytes);
    assert!(!text.contains("55500001") && !text.contains("55500002"), "{text}");
    assert!(text.contains("联系电话：0531-55500003"), "{text}");
    assert_eq!(public.left, []);
}

#[test]
fn an_asker_from_elsewhere_gets_all_or_nothing() {
    let ledger = rectification_ledger::file::write(&ledger(SEED));
    assert_eq!(answer(&ledger, "public", "docx,html").expect("it can be").len(), 2);
    assert!(answer("{}", "public", "docx").is_err());
    assert!(answer(&ledger, "secret", "docx").is_err());
    assert!(answer(&ledger, "public", "docx,pdf").is_err());
}
