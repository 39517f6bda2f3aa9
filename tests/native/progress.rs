//! What a leader sees, against a recount that is slow and plain, and against the rows each number
//! leads to; and how it went, against the ledgers as they were.

pub mod chance;

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt};
use proptest::prelude::*;
use rectification_ledger::edit::{Action, Command, Edit, Place, Transaction};
use rectification_ledger::ledger::{
    Author, Date, Deed, Done, Field, Id, Kind, Ledger, Node, Pace, Status,
};
use rectification_ledger::ledger::{Step, wording::date};
use rectification_ledger::progress::{
    Figure, Horizon, Point, Progress, Scope, Tally, burn_up, progress, thinned,
};
use rectification_ledger::rows::{Outline, Table, View};
use rectification_ledger::session::Session;

use self::chance::{Picks, day, ledger, picks, today};

/// The measures and the findings without any, each with its finding.
fn rows(ledger: &Ledger) -> Vec<(Id, Id)> {
    let under = |id: Id, kind: Kind| {
        ledger.nodes().iter().any(|node| node.parent == Some(id) && node.kind == kind)
    };
    let row = |node: &Node| match node.kind {
        Kind::Measure => node.parent.map(|finding| (node.id, finding)),
        Kind::Finding if under(node.id, Kind::Measure) || under(node.id, Kind::Finding) => None,
        Kind::Finding => Some((node.id, node.id)),
        _ => None,
    };
    ledger.nodes().iter().filter_map(row).collect()
}

fn above(ledger: &Ledger, finding: Id) -> Option<Id> {
    let parent = ledger.get(finding)?.parent?;
    match ledger.get(parent)?.kind {
        Kind::Finding => above(ledger, parent),
        _ => Some(parent),
    }
}

fn is_in(ledger: &Ledger, scope: &Scope, (own, finding): (Id, Id)) -> bool {
    let node = ledger.get(own).expect("it is there");
    let is_measure = node.kind == Kind::Measure;
    match scope {
        Scope::Whole => true,
        Scope::Direction(id) => above(ledger, finding) == *id,
        Scope::Unit(words) => is_measure && node.record.unit == *words,
        Scope::Leader(words) => is_measure && node.record.leader == *words,
    }
}

/// From today to the day of a measure that is still open.
fn days(node: &Node) -> Option<i64> {
    let words = match node.record.status {
        Some(Status::LongTerm) => node.get(Field::Review),
        Some(Status::AwaitingCheck | Status::StruckOff) => "",
        _ => node.get(Field::Deadline),
    };
    day(words).map(|day| i64::from(day.number()) - i64::from(today().number()))
}

fn counts(ledger: &Ledger, figure: Figure, own: Id) -> bool {
    let node = ledger.get(own).expect("it is there");
    if node.kind != Kind::Measure || figure == Figure::Bare {
        return node.kind != Kind::Measure && figure == Figure::Bare;
    }
    let (record, steps) = (&node.record, node.record.steps());
    let is_reported = record.status == Some(Status::AwaitingCheck);
    let is_done = record.status == Some(Status::StruckOff)
        || is_reported && ledger.particulars().done == Done::Reported;
    match figure {
        Figure::Measures => true,
        Figure::Bare => false,
        Figure::Stage(status) => record.status == status,
        Figure::Pace(pace) => record.pace == pace,
        Figure::Done => is_done,
        Figure::Open => !is_done,
        Figure::Overdue => days(node).is_some_and(|days| days < 0),
        Figure::DueWithin(Horizon::Week) => days(node).is_some_and(|days| (0..=7).contains(&days)),
        Figure::DueWithin(Horizon::Month) => {
            days(node).is_some_and(|days| (0..=30).contains(&days))
        }
        Figure::Returned => {
            let moves = steps.iter().rev().map(|step| step.deed);
            let newest = moves.into_iter().find(|one| ![Deed::Extend, Deed::Review].contains(one));
            newest == Some(Deed::Return)
                && [Some(Status::InProgress), Some(Status::Reopened)].contains(&record.status)
        }
        // A later day than the first, or one that cannot be compared with it.
        Figure::Extended => {
            steps.iter().find(|step| step.deed == Deed::Extend).is_some_and(|step| {
                let (first, now) = (date(&step.from), date(&record.deadline));
                step.from != record.deadline && !(first.is_some() && now.is_some() && now <= first)
            })
        }
        Figure::Resubmitted => {
            let back = |step: &Step| matches!(step.deed, Deed::Return | Deed::LookBack);
            let first = steps.iter().position(back);
            first.is_some_and(|at| steps[at..].iter().any(|step| step.deed == Deed::Report))
        }
    }
}

fn check(ledger: &Ledger, progress: &Progress, outline: &Rc<Outline>, scope: &Scope, own: &Tally) {
    for figure in Figure::all() {
        let rows = rows(ledger).into_iter();
        let plain = rows.filter(|row| is_in(ledger, scope, *row) && counts(ledger, figure, row.0));
        let mut plain: Vec<Id> = plain.map(|row| row.0).collect();
        assert_eq!(own.count(figure), plain.len(), "{figure:?} of {scope:?}");
        let view = View { filter: progress.filter(scope, figure), ..View::default() };
        let table = Table::new(ledger, outline, &view, today(), &str::cmp, &HashSet::new());
        let mut shown: Vec<Id> = table.rows_in(0..table.len()).map(|row| row.id()).collect();
        plain.sort();
        shown.sort();
        assert_eq!(shown, plain, "{figure:?} of {scope:?} leads to its rows");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_number_is_that_of_a_plain_recount_and_leads_to_its_rows(picks in picks()) {
        let own = ledger(&picks);
        let outline = Rc::new(Outline::new(&own));
        let seen = progress(&own, &outline, today());
        check(&own, &seen, &outline, &Scope::Whole, &seen.whole);
        prop_assert_eq!(seen.whole.count(Figure::Measures) + seen.whole.count(Figure::Bare), outline.len());
        for group in seen.directions.iter().chain(&seen.units).chain(&seen.leaders) {
            check(&own, &seen, &outline, &group.scope, &group.tally);
        }

        // Each row is in one group of each kind.
        for groups in [&seen.units, &seen.leaders] {
            let measures: usize = groups.iter().map(|one| one.tally.count(Figure::Measures)).sum();
            prop_assert_eq!(measures, seen.whole.count(Figure::Measures));
            let key = |group: &rectification_ledger::progress::Group| {
                let words = group.title(&own).to_owned();
                (words.is_empty(), usize::MAX - group.tally.count(Figure::Measures), words)
            };
            prop_assert!(groups.is_sorted_by(|a, b| key(a) < key(b)));
        }
        let of = |group: &rectification_ledger::progress::Group| match &group.scope {
            Scope::Direction(id) => *id,
            other => panic!("{other:?}"),
        };
        let directions: Vec<Option<Id>> = seen.directions.iter().map(of).collect();
        let nodes = own.nodes().iter().map(|node| Some(node.id)).chain([None]);
        let is_above = |id: &Option<Id>| rows(&own).iter().any(|row| above(&own, row.1) == *id);
        prop_assert_eq!(directions, nodes.filter(is_above).collect::<Vec<_>>());

        let late: Vec<(i64, Id, Id)> =
            seen.overdue.iter().map(|one| (-one.days, one.measure, one.finding)).collect();
        let rows = outline.rows().iter().filter_map(|row| Some((row.measure?, row.finding)));
        let days = |id: Id| days(own.get(id).expect("there")).filter(|days| *days < 0);
        let mut plain: Vec<(i64, Id, Id)> =
            rows.filter_map(|(id, finding)| Some((days(id)?, id, finding))).collect();
        plain.sort_by_key(|one| one.0);
        prop_assert_eq!(late, plain);
    }

    #[test]
    fn the_way_back_passes_through_the_ledgers_that_were(
        picks in picks(),
        others in picks(),
        steps in prop::collection::vec((0..14_u8, any::<prop::sample::Index>(), 0..6_i64), 0..40),
    ) {
        let mut session = Session::new(ledger(&picks), 0, 5);
        let mut states = vec![state(session.ledger())];
        let mut at = 0;
        for (verb, pick, days) in &steps {
            // Now and then a clock goes back.
            at += if *days == 5 { -2 } else { days / 2 };
            let before = session.history().last();
            step(&mut session, &others, *verb, *pick, at);
            if session.history().last() > before {
                states.push(state(session.ledger()));
            }
        }
        let transactions = session.history().entries();
        let points = burn_up(session.ledger(), transactions.iter().rev(), day_of);
        prop_assert_eq!(&points, &plainly(transactions, &states));
        prop_assert!(points.is_sorted_by(|a, b| a.day < b.day));
        if let Some(last) = points.last() {
            prop_assert_eq!((last.measures, last.done), *states.last().expect("there is one"));
        }
    }

    #[test]
    fn thinned_points_are_few_and_leave_out_only_what_another_stands_for(
        days in prop::collection::btree_set(0..4000_i64, 0..200),
        most in 0..60_usize,
    ) {
        let point = |day: i64| Point { day: day_of(day), measures: day as usize, done: 0 };
        let points: Vec<Point> = days.into_iter().map(point).collect();
        let thin = thinned(&points, most);
        prop_assert!(thin.len() <= most);
        prop_assert!(thin.is_sorted_by(|a, b| a.day < b.day));
        prop_assert!(thin.iter().all(|one| points.contains(one)));
        if points.len() <= most {
            prop_assert_eq!(&thin, &points);
        } else if most > 0 {
            prop_assert_eq!(thin.last(), points.last());
        }
        if most > 2 && points.len() > most {
            prop_assert_eq!(thin.first(), points.first());
            let whole = points[points.len() - 1].day.days_since(points[0].day);
            for point in &points {
                let later = thin.iter().find(|one| one.day >= point.day).expect("the last is kept");
                let stretch = whole / (most as i64 - 2) + 1;
                prop_assert!(later.day.days_since(point.day) <= stretch);
            }
        }
    }
}

fn day_of(at: i64) -> Date {
    today().plus_days(at).expect("a day")
}

fn state(ledger: &Ledger) -> (usize, usize) {
    let measures = || ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
    let is_done = |node: &&Node| ledger.particulars().counts_as_done(node.record.status);
    (measures().count(), measures().filter(is_done).count())
}

fn step(session: &mut Session, others: &Picks, verb: u8, pick: prop::sample::Index, at: i64) {
    let own = session.ledger();
    let of = |kind| {
        let nodes = own.nodes().iter().filter(move |node| node.kind == kind);
        nodes.map(|node| node.id).collect::<Vec<Id>>()
    };
    let (measures, findings) = (of(Kind::Measure), of(Kind::Finding));
    let some = |ids: &[Id]| (!ids.is_empty()).then(|| ids[pick.index(ids.len())]);
    let (measure, finding) = (some(&measures), some(&findings));
    let to = Status::ALL.get(pick.index(7)).map_or("", |status| status.code()).to_owned();
    let few = || measures.iter().copied().skip(pick.index(3)).step_by(3).collect::<Vec<Id>>();
    let command = match verb {
        0..=3 => measure.map(|id| Command::Set { id, field: Field::Status, to }),
        4 => finding.map(|finding| Command::AddMeasure { finding, place: Place::Last }),
        5 => Some(Command::RemoveMeasures { ids: few() }),
        6 => Some(Command::DuplicateMeasures { ids: few() }),
        7 => finding.map(|finding| Command::MoveMeasures {
            ids: few(),
            finding,
            place: Place::First,
        }),
        8 => finding.map(|id| Command::RemoveFinding { id }),
        9 => {
            let mut to = Box::new(own.particulars().clone());
            to.done = if to.done == Done::Reported { Done::StruckOff } else { Done::Reported };
            Some(Command::Arrange { to })
        }
        10 => Some(Command::Replace { to: Box::new(ledger(others)) }),
        11 => Some(Command::Name { note: "初稿".to_owned() }),
        12 => {
            session.undo(at);
            None
        }
        _ => {
            session.redo(at);
            None
        }
    };
    // What is refused is no step.
    let _ = command.map(|command| session.run(command, at).is_ok());
}

/// What each day left, from the states themselves; a day before the latest counts to that.
fn plainly(transactions: &[Transaction], states: &[(usize, usize)]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut starts_before = false;
    for (one, window) in transactions.iter().zip(states.windows(2)) {
        if one.edits.is_empty() {
            continue;
        }
        if one.edits.iter().any(|edit| matches!(edit, Edit::Replace { .. })) {
            // Another ledger begins with the day it was opened.
            points.clear();
            starts_before = false;
        } else if points.is_empty() {
            let (measures, done) = window[0];
            points.push(Point { day: day_of(one.at - 1), measures, done });
            starts_before = true;
        }
        let (measures, done) = window[1];
        let latest = points.last().map(|point| point.day);
        let is_first = points.len() == 1 && starts_before;
        let day = day_of(one.at);
        let day = if is_first { day } else { latest.map_or(day, |latest| latest.max(day)) };
        if Some(day) == latest {
            points.pop();
        }
        points.push(Point { day, measures, done });
    }
    points
}

#[test]
fn nothing_has_no_past_and_an_empty_ledger_no_numbers() {
    let own = Ledger::default();
    assert!(burn_up(&own, &[], day_of).is_empty());
    let seen = progress(&own, &Outline::new(&own), today());
    assert_eq!(Figure::all().map(|figure| seen.whole.count(figure)).sum::<usize>(), 0);
    assert_eq!(Figure::all().count(), 8 + 7 + 4 + 2, "each number once");
    assert_eq!(Figure::all().collect::<HashSet<_>>().len(), Figure::all().count());
    assert_eq!((Status::ALL.len(), Pace::ALL.len()), (6, 3));
}

#[test]
fn a_stage_of_what_is_no_measure_is_no_progress() {
    let mut session = Session::new(crate::ledger(crate::CLASSIC), 0, 1);
    let id = crate::find(session.ledger(), Kind::Finding, "理论学习不够深入");
    let (measures, done) = state(session.ledger());
    let to = "struck_off".to_owned();
    let edit = Edit::Set { id, field: Field::Status, from: String::new(), to };
    let (by, note) = (Author::default(), String::new());
    let edits = vec![edit];
    let strange =
        Transaction { number: 1, at: 3, by, action: Action::Set, note, sources: Vec::new(), edits };
    session.replay(strange).expect("a ledger takes it");
    let points = burn_up(session.ledger(), session.history().entries().iter().rev(), day_of);
    let point = |day| Point { day: day_of(day), measures, done };
    assert_eq!(points, [point(2), point(3)]);
}
