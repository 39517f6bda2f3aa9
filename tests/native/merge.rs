//! What others filled in comes back: every combination of three sides. Long because all of them
//! share one way to cut a part, fill it in and take it back; what must hold whatever was done is in
//! `properties`.

mod properties;

use std::collections::BTreeSet;

use rectification_ledger::edit::{Command, Place, Refused};
use rectification_ledger::file::Content;
use rectification_ledger::ledger::{
    Author, Carrier, Deed, Dispatch, Field, Id, Kind, Ledger, Slice, Status,
};
use rectification_ledger::merge::{
    Class, Decision, Foreign, Merged, Return, Standing, Told, What, merge, taking,
};
use rectification_ledger::session::Session;
use rectification_ledger::slice::{self, Cut, Terms};

use crate::{CLASSIC, ledger};

const DOCUMENT: &str = "d1";

fn measures(ledger: &Ledger) -> Vec<Id> {
    let nodes = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
    nodes.map(|node| node.id).collect()
}

fn terms(to: &str) -> Terms {
    Terms {
        to: to.to_owned(),
        due: "2024-06-30".to_owned(),
        fields: slice::USUAL.to_vec(),
        may_add: true,
        words: "请如实填写。".to_owned(),
    }
}

/// A part of these measures, and the list that says so.
fn send(session: &mut Session, ids: &[Id], id: &str, to: &str) -> Ledger {
    let version = session.history().last();
    let from = Cut { document: DOCUMENT.to_owned(), version, by: Author::default(), at: 5 };
    let part = slice::cut(session.ledger(), ids, id.to_owned(), &from, terms(to)).expect("sound");
    let dispatches = vec![slice::dispatch(part.slice().expect("a part"), Carrier::Json)];
    let document = DOCUMENT.to_owned();
    session.run(Command::Dispatch { document, dispatches }, 5).expect("it goes out");
    part
}

fn fill(part: &Ledger, cells: &[(Id, Field, &str)]) -> Ledger {
    let mut session = Session::new(part.clone(), 0, 77);
    session.sign(Author { name: "丁某".to_owned(), unit: "人事科".to_owned(), role: None });
    for (id, field, to) in cells {
        let set = Command::Set { id: *id, field: *field, to: (*to).to_owned() };
        session.run(set, 9).expect("it is asked for");
    }
    session.ledger().clone()
}

fn back(ours: &Ledger, file: &str, theirs: Ledger) -> Return {
    Return::to(ours, file.to_owned(), theirs).expect("it answers this ledger")
}

/// All that is open, taken: of several values the first.
fn all(merged: &Merged) -> Vec<(usize, Decision)> {
    let open = merged.proposals.iter().enumerate().filter(|(_, one)| one.is_open());
    open.map(|(at, _)| (at, Decision::Theirs(0))).collect()
}

fn apply(session: &mut Session, returns: &[Return], merged: &Merged, what: &[(usize, Decision)]) {
    let command = taking(session.ledger(), returns, merged, what, "汇总".to_owned(), 20);
    match session.run(command, 20) {
        Ok(_) | Err(Refused::Nothing) => {}
        Err(why) => panic!("{why}: {what:?} of {:#?}", told(merged)),
    }
    session.ledger().check_invariants().expect("still well formed");
}

/// A line a proposal.
fn told(merged: &Merged) -> Vec<String> {
    let one = |one: &rectification_ledger::merge::Proposal| {
        let variants: Vec<String> = one
            .variants
            .iter()
            .map(|variant| format!("{}{:?}", variant.value.as_deref().unwrap_or("-"), variant.from))
            .collect();
        let ours = one.ours.as_deref().unwrap_or("-");
        format!(
            "{:?} {:?} {}: {ours} | {}",
            one.class,
            one.what,
            one.field.code(),
            variants.join(" | ")
        )
    };
    merged.proposals.iter().map(one).collect()
}

fn start() -> (Session, Vec<Id>) {
    let ledger = ledger(CLASSIC);
    let ids = measures(&ledger);
    (Session::new(ledger, 0, 1), ids)
}

#[test]
fn a_part_holds_its_measures_with_what_stands_above_them_and_nothing_else() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids[..2], "s1", "人事科");
    assert_eq!(measures(&part), ids[..2]);
    let whole = session.ledger();
    let above: BTreeSet<Id> =
        ids[..2].iter().flat_map(|id| whole.path(*id)).map(|node| node.id).collect();
    let others = part.nodes().iter().filter(|node| node.kind != Kind::Detail);
    assert_eq!(others.map(|node| node.id).collect::<BTreeSet<Id>>(), above);
    assert!(part.rulings().is_empty() && part.dispatches().is_empty());
    let out: Vec<&Dispatch> = whole.dispatches().values().collect();
    assert_eq!((out[0].to.as_str(), out[0].measures.len(), out[0].is_out()), ("人事科", 2, true));
    assert_eq!(out[0].digest, slice::digest(part.slice().expect("a part")));
    let file = rectification_ledger::file::write(&part);
    assert_eq!(rectification_ledger::file::read(&file).expect("reads back"), part);
}

#[test]
fn only_what_is_asked_for_is_changed_in_a_part() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids[..2], "s1", "人事科");
    let finding = part.get(ids[0]).and_then(|node| node.parent).expect("a finding");
    let set = |id, field, to: &str| Command::Set { id, field, to: to.to_owned() };
    let allowed = [
        set(ids[0], Field::Progress, "已修订"),
        set(ids[0], Field::Status, "in_progress"),
        Command::AddMeasure { finding, place: Place::Last },
    ];
    let mut unit = Session::new(part.clone(), 0, 9);
    for command in allowed {
        unit.run(command.clone(), 0).unwrap_or_else(|why| panic!("{command:?}: {why}"));
    }
    let new = *measures(unit.ledger()).iter().find(|id| !ids.contains(id)).expect("a new one");
    unit.run(set(new, Field::Text, "另行整改"), 0).expect("a new row is their own");
    unit.run(set(new, Field::Unit, "人事科"), 0).expect("in every column");
    let before = unit.ledger().clone();
    let refused = [
        set(ids[0], Field::Unit, "别处"),
        set(ids[0], Field::Text, "少做一点"),
        set(finding, Field::Text, "没有问题"),
        Command::RemoveMeasures { ids: vec![ids[0]] },
        Command::MoveMeasures { ids: vec![ids[1]], finding, place: Place::First },
        Command::RemoveFinding { id: finding },
        Command::AddFinding { beside: finding },
        Command::Rename { to: "别名".to_owned() },
        Command::Append { from: Box::new(part.clone()) },
    ];
    for command in refused {
        let why = unit.run(command.clone(), 0).expect_err("not asked for");
        assert!(matches!(why, Refused::Mandate | Refused::Nothing), "{command:?}: {why}");
        assert_eq!(unit.ledger(), &before);
    }
    unit.run(Command::RemoveMeasures { ids: vec![new] }, 0).expect("their own may go again");
}

#[test]
fn what_they_changed_is_taken_as_one_step_with_names_and_files() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids[..3], "s1", "人事科");
    let filled = fill(
        &part,
        &[
            (ids[0], Field::Progress, "已修订三项制度"),
            (ids[0], Field::Result, "制度已印发"),
            (ids[0], Field::Status, "awaiting_check"),
            (ids[1], Field::Evidence, "通知"),
        ],
    );
    let returns = [back(session.ledger(), "人事科.json", filled)];
    assert_eq!(returns[0].standing, Standing::Sent);
    let merged = merge(session.ledger(), &returns, &Told::default());
    assert_eq!(
        told(&merged),
        [
            "TheirsOnly Value status:  | awaiting_check[0]",
            "TheirsOnly Value progress:  | 已修订三项制度[0]",
            "TheirsOnly Value result:  | 制度已印发[0]",
            "TheirsOnly Value evidence:  | 通知[0]",
        ]
    );
    assert_eq!((merged.unchanged, merged.left.clone()), (1, vec![0]));
    let before = session.history().last();
    apply(&mut session, &returns, &merged, &all(&merged));
    assert_eq!(session.history().last(), before + 1);
    let done = session.history().get(before + 1).expect("the step").clone();
    assert_eq!(done.note, "汇总");
    assert_eq!(done.sources[0].file, "人事科.json");
    assert_eq!(done.sources[0].by.unit, "人事科");
    assert_eq!(done.sources[0].cells.len(), 4);
    let node = session.ledger().get(ids[0]).expect("it stays");
    assert_eq!(node.record.status, Some(Status::AwaitingCheck));
    let step = node.record.steps().last().expect("the report");
    assert_eq!((step.deed, step.by.name.as_str(), step.at), (Deed::Report, "丁某", 9));
    let receipts = &session.ledger().dispatches()["s1"].receipts;
    assert_eq!((receipts.len(), receipts[0].file.as_str()), (1, "人事科.json"));
    session.undo(30).expect("a step");
    assert!(session.ledger().dispatches()["s1"].is_out(), "the receipt goes with it");
    assert_eq!(session.ledger().get(ids[0]).expect("it stays").record.status, None);
    assert!(session.undo(31).is_none(), "what went out is not taken back");
}

#[test]
fn both_sides_at_one_cell() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids, "s1", "人事科");
    let filled = fill(
        &part,
        &[
            (ids[0], Field::Progress, "他们写的"),
            (ids[1], Field::Progress, "一样"),
            (ids[2], Field::Progress, "只有他们"),
        ],
    );
    let ours = [(0, "我们写的"), (1, "一样"), (3, "只有我们")];
    for (at, to) in ours {
        let set = Command::Set { id: ids[at], field: Field::Progress, to: to.to_owned() };
        session.run(set, 8).expect("possible");
    }
    let returns = [back(session.ledger(), "a.json", filled)];
    let merged = merge(session.ledger(), &returns, &Told::default());
    assert_eq!(
        told(&merged),
        [
            "Conflict Value progress: 我们写的 | 他们写的[0]",
            "Same Value progress: 一样 | ",
            "TheirsOnly Value progress:  | 只有他们[0]",
            "OursOnly Value progress: 只有我们 | ",
        ]
    );
    assert_eq!(merged.proposals[0].variants[0].base.as_deref(), Some(""));
    apply(
        &mut session,
        &returns,
        &merged,
        &[(0, Decision::Both), (2, Decision::Own("手工".to_owned()))],
    );
    let value = |at: usize| session.ledger().get(ids[at]).expect("it stays").get(Field::Progress);
    assert_eq!((value(0), value(2), value(3)), ("我们写的\n他们写的", "手工", "只有我们"));
}

#[test]
fn two_files_at_one_cell() {
    let (mut session, ids) = start();
    let one = send(&mut session, &ids[..2], "s1", "人事科");
    let two = send(&mut session, &ids[1..3], "s2", "办公室");
    let cell = |to| [(ids[1], Field::Progress, to)];
    let filled = [fill(&one, &cell("甲")), fill(&two, &cell("乙")), fill(&two, &cell("乙"))];
    let returns: Vec<Return> = ["1", "2", "3"]
        .into_iter()
        .zip(filled)
        .map(|(file, theirs)| back(session.ledger(), file, theirs))
        .collect();
    let merged = merge(session.ledger(), &returns, &Told::default());
    // By the order of the values, which is that of their characters' numbers.
    assert_eq!(told(&merged), ["Conflict Value progress:  | 乙[1, 2] | 甲[0]"]);
    for (decision, taken, value) in
        [(Decision::Theirs(0), [0, 1, 1], "乙"), (Decision::Both, [1, 1, 1], "乙\n甲")]
    {
        apply(&mut session, &returns, &merged, &[(0, decision)]);
        let done = session.history().entries().last().expect("a step");
        let cells: Vec<usize> = done.sources.iter().map(|source| source.cells.len()).collect();
        assert_eq!(cells, taken);
        assert_eq!(session.ledger().get(ids[1]).expect("it stays").get(Field::Progress), value);
        session.undo(30).expect("a step");
    }
    apply(&mut session, &returns, &merged, &[(0, Decision::Theirs(0))]);
    assert!(session.ledger().dispatches().values().all(|one| !one.is_out()));
}

#[test]
fn rows_come_and_go_on_either_side() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids, "s1", "人事科");
    let mut unit = Session::new(part, 0, 9);
    let finding = unit.ledger().get(ids[0]).and_then(|node| node.parent).expect("a finding");
    unit.run(Command::AddMeasure { finding, place: Place::After(ids[0]) }, 0).expect("possible");
    let new = *measures(unit.ledger()).iter().find(|id| !ids.contains(id)).expect("a new one");
    let set = |id, to: &str| Command::Set { id, field: Field::Progress, to: to.to_owned() };
    unit.run(Command::Set { id: new, field: Field::Text, to: "新增一条".to_owned() }, 0)
        .expect("own");
    unit.run(set(ids[1], "还在做"), 0).expect("asked");
    // The page refuses it; a file can say it all the same.
    let content = Content::of(unit.ledger());
    let without = content.nodes.iter().filter(|node| node.id != ids[2] && node.id != ids[3]);
    let theirs = Ledger::with(Content { nodes: without.cloned().collect(), ..content.clone() });
    session.run(Command::RemoveMeasures { ids: vec![ids[1]] }, 0).expect("possible");
    session.run(set(ids[3], "我们改过"), 0).expect("possible");

    let returns = [back(session.ledger(), "a", theirs.expect("well formed"))];
    let merged = merge(session.ledger(), &returns, &Told::default());
    let lines = told(&merged);
    let kinds: Vec<(Class, What, bool)> = merged
        .proposals
        .iter()
        .map(|one| (one.class, one.what, one.variants.iter().any(|one| one.is_beyond)))
        .collect();
    assert_eq!(
        kinds,
        [
            (Class::TheirsOnly, What::Come, false),
            (Class::Conflict, What::Come, false),
            (Class::TheirsOnly, What::Gone, true),
            (Class::Conflict, What::Gone, true),
        ],
        "{lines:?}"
    );
    assert!(!merged.proposals[2].is_plain(), "no row goes without being looked at");
    apply(&mut session, &returns, &merged, &all(&merged));
    let text = |id| session.ledger().get(id).map(|node| node.text.clone());
    assert_eq!(text(new).as_deref(), Some("新增一条"));
    assert!(text(ids[1]).is_some(), "it is back");
    assert_eq!(session.ledger().get(ids[1]).expect("back").get(Field::Progress), "还在做");
    assert_eq!((text(ids[2]), text(ids[3])), (None, None));
    let order: Vec<Id> = session.ledger().children(finding).map(|node| node.id).collect();
    assert_eq!(order.iter().position(|id| *id == new), Some(1), "behind the one it was put behind");
    // The same file again has nothing more to say of the new row.
    let again = [back(session.ledger(), "a", returns[0].theirs.clone())];
    let merged = merge(session.ledger(), &again, &Told::by(session.history().entries().iter()));
    assert_eq!(
        merged.proposals.iter().filter(|one| one.is_open()).count(),
        0,
        "{:?}",
        told(&merged)
    );
}

#[test]
fn a_second_answer_is_no_conflict_with_the_first() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids, "s1", "人事科");
    let first = [back(session.ledger(), "1", fill(&part, &[(ids[0], Field::Progress, "开始")]))];
    let merged = merge(session.ledger(), &first, &Told::default());
    apply(&mut session, &first, &merged, &all(&merged));
    let second = fill(&part, &[(ids[0], Field::Progress, "完成")]);
    let second = [back(session.ledger(), "2", second)];
    let history = |session: &Session| Told::by(session.history().entries().iter());
    let merged = merge(session.ledger(), &second, &history(&session));
    assert_eq!(told(&merged), ["TheirsOnly Value progress: 开始 | 完成[0]"]);
    let set = Command::Set { id: ids[0], field: Field::Progress, to: "我们改过".to_owned() };
    session.run(set, 30).expect("possible");
    let merged = merge(session.ledger(), &second, &history(&session));
    assert_eq!(told(&merged), ["Conflict Value progress: 我们改过 | 完成[0]"]);
}

#[test]
fn a_file_that_tampers_with_what_was_sent_is_not_believed() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids[..1], "s1", "人事科");
    let content = Content::of(&fill(&part, &[(ids[0], Field::Progress, "填")]));
    let tampered = |change: &dyn Fn(&mut Slice)| {
        let mut slice = content.slice.clone().expect("a part");
        change(&mut slice);
        Ledger::with(Content { slice: Some(slice), ..content.clone() }).expect("well formed")
    };
    let more = tampered(&|slice| slice.fields.push(Field::Unit));
    let past = tampered(&|slice| slice.base[0].text.push('改'));
    for theirs in [more, past] {
        let returns = [back(session.ledger(), "a", theirs)];
        assert_eq!(returns[0].standing, Standing::Altered);
        let merged = merge(session.ledger(), &returns, &Told::default());
        assert!(merged.proposals.iter().all(|one| one.class == Class::Conflict));
        assert!(merged.proposals.iter().all(|one| !one.is_plain()));
    }
    let other = tampered(&|slice| slice.document = "d2".to_owned());
    assert_eq!(Return::to(session.ledger(), "a".to_owned(), other), Err(Foreign));
    let unlisted = tampered(&|slice| slice.id = "s9".to_owned());
    assert_eq!(back(session.ledger(), "a", unlisted).standing, Standing::Unlisted);
}

#[test]
fn restoring_an_older_state_keeps_the_list_of_what_went_out() {
    let (mut session, ids) = start();
    let before = session.ledger().clone();
    send(&mut session, &ids, "s1", "人事科");
    session
        .run(Command::Set { id: ids[0], field: Field::Unit, to: "甲".to_owned() }, 0)
        .expect("possible");
    let to = Box::new(before.clone());
    session
        .run(Command::Restore { to, note: String::new(), is_other: false }, 0)
        .expect("possible");
    assert_eq!(session.ledger().nodes(), before.nodes());
    assert_eq!(session.ledger().dispatches().len(), 1);
    assert_eq!(session.ledger().document(), DOCUMENT);
    session.run(Command::Close { id: "s1".to_owned(), is_closed: true }, 0).expect("possible");
    assert!(!session.ledger().dispatches()["s1"].is_out());
}

/// What a file says that the page would not let anybody write.
fn forged(part: &Ledger, change: impl FnOnce(&mut Content)) -> Ledger {
    let mut content = Content::of(part);
    change(&mut content);
    Ledger::with(content).expect("well formed")
}

fn measure_of(content: &mut Content, id: Id) -> &mut rectification_ledger::ledger::Node {
    content.nodes.iter_mut().find(|node| node.id == id).expect("it is there")
}

#[test]
fn nothing_that_a_unit_may_not_do_is_taken_unseen() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids, "s1", "人事科");
    let is_plain = |theirs: Ledger| {
        let returns = [back(session.ledger(), "a", theirs)];
        let merged = merge(session.ledger(), &returns, &Told::default());
        merged.proposals.iter().map(|one| one.is_plain()).collect::<Vec<bool>>()
    };
    let node = |content: &mut Content, json: &str| {
        let node = measure_of(content, ids[0]);
        let mut value = serde_json::to_value(&*node).expect("plain data");
        value["record"] = serde_json::from_str(json).expect("JSON");
        *node = serde_json::from_value(value).expect("a node");
    };
    // Honest: the unit reports.
    let report =
        r#"{"status":"awaiting_check","steps":[{"deed":"report","at":1,"to":"awaiting_check"}]}"#;
    assert_eq!(is_plain(forged(&part, |content| node(content, report))), [true]);
    for record in [
        r#"{"status":"struck_off","steps":[{"deed":"report","at":1,"to":"awaiting_check"},{"deed":"strike_off","at":2,"from":"awaiting_check","to":"struck_off","by":{"name":"张主任"},"opinion":"核验属实"}]}"#,
        r#"{"status":"struck_off"}"#,
        r#"{"status":"awaiting_check","steps":[{"deed":"report","at":1,"to":"awaiting_check","by":{"role":"leader"}}]}"#,
        r#"{"unit":"别的单位"}"#,
        "{\"progress\":\"已\u{200b}完成\"}",
    ] {
        assert_eq!(is_plain(forged(&part, |content| node(content, record))), [false], "{record}");
    }
    // A part that was never sent, by whoever knows the name of the ledger.
    let unlisted = forged(&part, |content| {
        measure_of(content, ids[0]).text.push('改');
        let slice = content.slice.as_mut().expect("a part");
        slice.id = "s9".to_owned();
        slice.fields = slice::askable().collect();
    });
    assert_eq!(is_plain(unlisted), [false]);
    // Emptied.
    let set = Command::Set { id: ids[0], field: Field::Progress, to: "有".to_owned() };
    session.run(set, 3).expect("possible");
    let part = send(&mut session, &ids, "s2", "人事科");
    let emptied = fill(&part, &[(ids[0], Field::Progress, "")]);
    let returns = [back(session.ledger(), "a", emptied)];
    let merged = merge(session.ledger(), &returns, &Told::default());
    assert!(merged.proposals[0].empties() && !merged.proposals[0].is_plain());
}

#[test]
fn a_row_comes_under_what_is_there_or_not_unseen() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids[..1], "s1", "人事科");
    let id = |number| Id::new(number).expect("an id");
    let with = |parent: Option<Id>, kind: Kind, number: u64, content: &mut Content| {
        let mut node = content.nodes.last().expect("a measure").clone();
        (node.id, node.parent, node.kind) = (id(number), parent, kind);
        (node.record, node.text) = (Default::default(), format!("新增{number}"));
        content.nodes.push(node);
    };
    let direction =
        part.nodes().iter().find(|node| node.kind == Kind::Direction).map(|node| node.id);
    let finding = part.get(ids[0]).and_then(|node| node.parent);
    let returns = [back(
        session.ledger(),
        "a",
        forged(&part, |content| {
            with(direction, Kind::Finding, 901, content);
            with(Some(id(901)), Kind::Measure, 902, content);
            with(None, Kind::Direction, 903, content);
            with(Some(id(903)), Kind::Finding, 904, content);
            with(Some(id(904)), Kind::Measure, 905, content);
            with(finding, Kind::Measure, 906, content);
        }),
    )];
    let merged = merge(session.ledger(), &returns, &Told::default());
    let plain: Vec<Id> =
        merged.proposals.iter().filter(|one| one.is_plain()).map(|one| one.id).collect();
    assert_eq!(plain, [id(906)], "{:?}", told(&merged));
    // A direction is not merged, nor what would stand under it.
    assert_eq!(merged.left, [3]);
    apply(&mut session, &returns, &merged, &all(&merged));
    let has = |number| session.ledger().get(id(number)).is_some();
    assert_eq!([901, 902, 905, 906].map(has), [true, true, false, true]);
}

#[test]
fn an_old_answer_does_not_undo_a_new_one_unseen() {
    let (mut session, ids) = start();
    let part = send(&mut session, &ids, "s1", "人事科");
    let answers = ["尚未开始", "全部完成", "尚未开始"];
    let classes: Vec<Class> = answers
        .iter()
        .map(|to| {
            let returns =
                [back(session.ledger(), to, fill(&part, &[(ids[0], Field::Progress, to)]))];
            let told = Told::by(session.history().entries().iter());
            let merged = merge(session.ledger(), &returns, &told);
            apply(&mut session, &returns, &merged, &all(&merged));
            merged.proposals[0].class
        })
        .collect();
    assert_eq!(classes, [Class::TheirsOnly, Class::TheirsOnly, Class::Conflict]);
}

#[test]
fn a_deadline_comes_with_its_reason_and_nothing_of_the_publication_goes_out() {
    let (mut session, ids) = start();
    let set = |field, to: &str| Command::Set { id: ids[0], field, to: to.to_owned() };
    session.run(set(Field::Deadline, "2024-06-30"), 1).expect("possible");
    session.run(set(Field::Publicity, "secret"), 1).expect("possible");
    session.run(set(Field::Status, "in_progress"), 1).expect("possible");
    let version = session.history().last();
    let from = Cut { document: DOCUMENT.to_owned(), version, by: Author::default(), at: 5 };
    let asked = Terms { fields: vec![Field::Deadline], ..terms("人事科") };
    let part = slice::cut(session.ledger(), &ids, "s1".to_owned(), &from, asked).expect("sound");
    assert!(!rectification_ledger::file::write(&part).contains("publicity"));
    let dispatches = vec![slice::dispatch(part.slice().expect("a part"), Carrier::Json)];
    let document = DOCUMENT.to_owned();
    session.run(Command::Dispatch { document, dispatches }, 5).expect("it goes out");
    let mut unit = Session::new(part, 0, 2);
    let (to, reason) = ("2024-09-30".to_owned(), "汛期不能施工".to_owned());
    unit.run(Command::Extend { ids: vec![ids[0]], to, reason }, 8).expect("asked for");
    let returns = [back(session.ledger(), "a", unit.ledger().clone())];
    let merged = merge(session.ledger(), &returns, &Told::default());
    assert_eq!(told(&merged), ["TheirsOnly Value deadline: 2024-06-30 | 2024-09-30[0]"]);
    apply(&mut session, &returns, &merged, &all(&merged));
    let node = session.ledger().get(ids[0]).expect("it stays");
    let step = node.record.steps().last().expect("the extension");
    assert_eq!((step.deed, step.opinion.as_str(), step.at), (Deed::Extend, "汛期不能施工", 8));
    assert_eq!(node.record.steps().len(), 2, "once");
    assert_eq!(node.get(Field::Publicity), "secret", "and it stays what it was");
}
