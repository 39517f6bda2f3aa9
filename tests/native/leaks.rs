//! 复核发布: what a public file still says, however it is hidden, and what the sign-off tells of it.

use std::collections::BTreeSet;

use rectification_ledger::disclose::{Edition, Origin, document};
use rectification_ledger::export::sign_off::{SignOff, sign_off};
use rectification_ledger::file::Content;
use rectification_ledger::ledger::{
    Author, Field, Front, Id, Kind, Ledger, Ruled, Ruling, Subject, Verdict,
};
use rectification_ledger::publish::{Form, Left, Published, What};
use rectification_ledger::redact::Entity;

use crate::ledger;
use crate::published::assert_well_formed;

/// A report with one finding, whose measures are these.
fn report(measures: &str) -> String {
    format!(
        "一、整改情况\n（一）“学习”方面\n1.关于“学习不深入”问题\n整改情况：{measures}\n\
         二、下步打算\n持续抓好整改。\n"
    )
}

/// The ledger with a ruling on `words` in each node that has them, or in the first.
fn ruled(
    ledger: &Ledger,
    entity: Entity,
    words: &str,
    verdict: Verdict,
    only_first: bool,
) -> Ledger {
    let document = document(ledger, Edition::Public);
    let runs = document.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    let runs = runs.filter(|run| {
        run.matter.as_ref().is_some_and(|own| own.entity == entity && own.original == words)
    });
    let nodes: BTreeSet<Option<Id>> = runs
        .map(|run| match run.origin {
            Origin::Node { id, .. } => Some(id),
            Origin::Front(_) => None,
        })
        .collect();
    assert!(!nodes.is_empty(), "{words} is found");
    let mut content = Content::of(ledger);
    let is = Ruling { verdict, reason: "已核".to_owned(), by: Author::default(), at: 0 };
    content.rulings.extend(nodes.into_iter().take(if only_first { 1 } else { 99 }).map(|node| {
        let (rule, words) = (entity.code().to_owned(), words.to_owned());
        Ruled { on: Subject { rule, node, words }, is: is.clone() }
    }));
    Ledger::with(content).expect("a ledger")
}

/// Makes a secret of the measure that begins so.
fn withhold(content: &mut Content, start: &str) {
    let is_it = |node: &&mut rectification_ledger::ledger::Node| {
        node.kind == Kind::Measure && node.text.starts_with(start)
    };
    let node = content.nodes.iter_mut().find(is_it).expect("a measure");
    let mut json = serde_json::to_value(&*node).expect("JSON");
    json["record"][Field::Publicity.code()] = "secret".into();
    *node = serde_json::from_value(json).expect("a node");
}

fn publish(ledger: &Ledger, edition: Edition, form: Form) -> Published {
    let files = rectification_ledger::publish::publish(ledger, edition, &[form]);
    files.into_iter().next().expect("one was asked for")
}

fn write(ledger: &Ledger, edition: Edition, form: Form) -> Vec<u8> {
    publish(ledger, edition, form).bytes
}

fn left(ledger: &Ledger, form: Form) -> Vec<Left> {
    publish(ledger, Edition::Public, form).left
}

#[track_caller]
fn assert_told(ledger: &Ledger, form: Form, entity: Entity, words: &str) {
    let left = left(ledger, form);
    let is_it = |one: &Left| one.what == What::Leak(entity) && one.words == words;
    assert!(left.iter().any(is_it), "{form:?}: {left:?}");
}

#[test]
fn what_nobody_sees_hides_no_number_and_no_name() {
    for mark in ['\u{200b}', '\u{ad}', '\u{202e}', '\u{2066}', '\u{feff}', '\u{2060}', '\u{0}'] {
        let text = report(&format!(
            "一是电话138{mark}00138000。二是身份证号1101051949{mark}1231002X。三是局长张{mark}建国到会。"
        ));
        let ledger = ledger(&text);
        let name = ruled(&ledger, Entity::Name, "张建国", Verdict::Mask, false);
        for form in Form::ALL {
            let file = publish(&name, Edition::Public, *form);
            assert_eq!(file.left, [], "{mark:?}");
        }
        let text = String::from_utf8(write(&name, Edition::Public, Form::Text)).expect("UTF-8");
        assert!(text.contains("电话＊＊。二是身份证号＊＊。三是局长张某到会。"), "{text}");
        // The internal one is the report to the character.
        let text = String::from_utf8(write(&ledger, Edition::Internal, Form::Text)).expect("UTF-8");
        assert!(text.contains(&format!("138{mark}00138000")), "{text}");
    }
}

#[test]
fn an_open_name_is_told_where_its_cell_stands_alone() {
    let ledger = ledger("附表\n姓名\t职务\t结果\n局长\t张建国\t到会\n科长\t李明亮\t到会\n");
    for form in Form::ALL {
        assert_told(&ledger, *form, Entity::Name, "张建国");
    }
}

#[test]
fn who_is_responsible_is_a_person_wherever_the_name_stands() {
    let table = "序号\t问题\t整改措施\t责任人\n1\t甲制度不全\t修订制度\t李建国\n2\t乙台账不全\t补登台账\t王红\n";
    let table = ledger(table);
    let is_cell = |node: &rectification_ledger::ledger::Node| node.field == Some(Field::Person);
    assert!(table.nodes().iter().any(is_cell), "the table is read as one");
    for form in Form::ALL {
        assert_told(&table, *form, Entity::Name, "李建国");
        assert_told(&table, *form, Entity::Name, "王红");
    }
}

#[test]
fn a_sentence_in_place_of_a_measure_ends_once() {
    let mut content = Content::of(&ledger(&report("一是甲事已办；二是乙事已办；三是丙事已办。")));
    content.particulars.publication.exempt = rectification_ledger::ledger::Exempt::Summarise;
    withhold(&mut content, "乙事");
    let ledger = Ledger::with(content).expect("a ledger");
    let text = String::from_utf8(write(&ledger, Edition::Public, Form::Text)).expect("UTF-8");
    assert!(text.contains("二是该项整改情况按规定不予公开；三是丙事已办。"), "{text}");
}

#[test]
fn the_title_is_masked_as_the_document_is() {
    let text = report("一是局长张建国受到处分。");
    let masked = ruled(&ledger(&text), Entity::Name, "张建国", Verdict::Mask, false);
    let mut content = Content::of(&masked);
    content.name = "张建国11010519491231002X台账".to_owned();
    let named = Ledger::with(content.clone()).expect("a ledger");
    assert_eq!(document(&named, Edition::Public).title, "张某＊＊台账");
    assert_eq!(document(&named, Edition::Internal).title, named.name());
    // The name of the file is the ledger's, and nothing masks that.
    let left = left(&named, Form::Text);
    let places: BTreeSet<&str> = left.iter().map(|left| left.place.as_str()).collect();
    assert_eq!(places, BTreeSet::from(["文件名"]));

    content.name = "台账".to_owned();
    content.particulars.publication.set(Front::Title, "关于局长张建国整改的通报".to_owned());
    let titled = Ledger::with(content).expect("a ledger");
    let titled = ruled(&titled, Entity::Name, "张建国", Verdict::Mask, true);
    assert_eq!(document(&titled, Edition::Public).title, "关于局长张某整改的通报");
    assert_eq!(self::left(&titled, Form::Html), []);
}

#[test]
fn only_a_contact_of_the_report_is_published_as_it_is() {
    let text = report("一是整改。\n联系方式：13700137000\n附件：家属手机13900139000\n二是补。");
    let text = text + "附件：名单，13600136000\n联系人\t13500135000\n联系电话：13400134000\n";
    let ledger = ledger(&text);
    for form in Form::ALL {
        let file = publish(&ledger, Edition::Public, *form);
        assert_eq!(file.left, [], "{form:?}");
        let parts =
            rectification_ledger::inspect::inspect(*form, &file.bytes).expect("readable").parts;
        let text: String = parts.iter().map(|part| part.text.as_str()).collect();
        for number in ["13700137000", "13900139000", "13600136000", "13500135000"] {
            assert!(!text.contains(number), "{form:?}: {number}");
        }
        assert!(text.contains("13400134000"), "{form:?}");
    }
}

#[test]
fn a_masked_name_with_a_blank_in_it_is_told() {
    let text = report("一是局长张建国受到处分。二是张　建　国到会。");
    let ledger = ruled(&ledger(&text), Entity::Name, "张建国", Verdict::Mask, false);
    assert_told(&ledger, Form::Docx, Entity::Name, "张建国");

    let text = report("一是局长张　伟受到处分。二是与张伟核对。");
    let ledger = ruled(&crate::ledger(&text), Entity::Name, "张　伟", Verdict::Mask, false);
    assert_told(&ledger, Form::Docx, Entity::Name, "张伟");
}

#[test]
fn what_is_withheld_is_told_wherever_a_stretch_of_it_stands() {
    let secret = "清退违规发放的津补贴并追责处理有关人员共十二人。";
    let mut text = report(&format!("一是{secret}二是完善制度。"));
    text += "前期，有违规发放的津补贴并追责处理有关人员共十二人等情况。\n";
    let mut content = Content::of(&ledger(&text));
    withhold(&mut content, "清退");
    let ledger = Ledger::with(content).expect("a ledger");
    let left = left(&ledger, Form::Docx);
    assert!(left.iter().any(|left| left.what == What::Exempt), "{left:?}");
}

#[test]
fn hostile_words_stay_words_on_the_sheet_that_is_signed() {
    let json = include_str!("../fixtures/hostile/strings.json");
    let strings: Vec<String> = serde_json::from_str(json).expect("a list of strings");
    for words in &strings {
        let mut content = Content::of(&ledger(&report("一是整改。")));
        content.name.clone_from(words);
        let by = Author { name: words.clone(), ..Author::default() };
        let reason: String = format!("甲{words}").chars().take(400).collect();
        let is = Ruling { verdict: Verdict::Keep, reason, by, at: 0 };
        let on = Subject { rule: "name".to_owned(), node: None, words: words.clone() };
        content.rulings.push(Ruled { on, is });
        let ledger = Ledger::with(content).expect("a ledger");
        let told = Left { place: words.clone(), what: What::Exempt, words: words.clone() };
        let file = rectification_ledger::publish::Told {
            form: Form::Html,
            sha256: words.clone(),
            left: vec![told],
        };
        let sheet = SignOff {
            edition: Edition::Public,
            files: &[file],
            signer: words,
            opinion: words,
            day: "2026-11-28",
        };
        let paper = sign_off(&ledger, &sheet);
        for tag in paper.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("a tag ends");
            let name = tag.trim_start_matches('/').split(' ').next();
            let own = ["div", "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td"];
            assert!(name.is_some_and(|name| own.contains(&name)), "{words:?}: {tag}");
            assert!(!tag.contains("on"), "{words:?}: {tag}");
        }
        for form in [Form::Docx, Form::Xlsx] {
            assert_well_formed(&publish(&ledger, Edition::Public, form).bytes);
        }
    }
}

#[test]
fn digits_that_are_called_a_number_are_told_however_they_are_written() {
    for words in ["身份证号 110105 19491231 0021", "手机138.0013.8000", "卡号６２２２ 0000 1111"]
    {
        let left = left(&ledger(&report(&format!("一是{words}已核。"))), Form::Docx);
        assert!(left.iter().any(|one| one.what == What::Suspect), "{words}: {left:?}");
    }
    let plain = left(&ledger(&report("一是电话回访126户，手机短信2024年12次。")), Form::Docx);
    assert_eq!(plain, []);
}
