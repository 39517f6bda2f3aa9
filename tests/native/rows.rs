//! The table against a model that is slow and plain: whatever is filtered, sorted, grouped and
//! edited, exactly the rows it names are shown, in its order.

mod model;

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt};
use proptest::prelude::*;
use rectification_ledger::edit::{Bulk, Command};
use rectification_ledger::ledger::{Field, Id, Kind, Ledger, Pace, Status};
use rectification_ledger::rows::paste::{Block, Unfit, plan};
use rectification_ledger::rows::{
    Column, Filter, Grouping, Line, Move, Outline, Row, Side, Sort, Spot, Table, View, direction,
    facets, totals,
};
use rectification_ledger::session::Session;

use self::model::{Shown, all_rows, collate, label, model, passes, today, value};
use crate::edits::command;
use crate::{CLASSIC, SEED, ledger};

fn check(ledger: &Ledger, view: &View, kept: &HashSet<Id>) -> Table {
    let outline = Rc::new(Outline::new(ledger));
    let table = Table::new(ledger, &outline, view, today(), &collate, kept);
    let lines = (0..table.len()).map(|at| match table.line(at).expect("one of its lines") {
        Line::Row(row) => Shown::Row(row),
        Line::Band(at) => {
            let band = &table.bands()[at];
            Shown::Band(band.title.clone(), band.rows)
        }
    });
    let lines: Vec<Shown> = lines.collect();
    assert_eq!(lines, model(ledger, view, kept), "{view:?}");
    let rows = |lines: &[Shown]| lines.iter().filter(|one| matches!(one, Shown::Row(_))).count();
    assert_eq!((table.rows(), table.all_rows()), (rows(&lines), all_rows(ledger).len()));

    let finding = |line: usize| table.row(line).map(|row| row.finding);
    for (at, line) in lines.iter().enumerate() {
        assert_eq!(table.number(at), rows(&lines[..at]) + 1, "row numbers leave out the bands");
        let Shown::Row(row) = line else {
            assert_eq!(table.run(at), at..at + 1, "a band is alone");
            continue;
        };
        assert_eq!(table.find(*row), Some(at));
        assert_eq!(table.label(ledger, row.finding), label(ledger, row.finding));
        let start = (0..=at).rev().take_while(|line| finding(*line) == finding(at)).last();
        let end = (at..lines.len()).take_while(|line| finding(*line) == finding(at)).last();
        assert_eq!(Some(table.run(at)), start.zip(end).map(|(start, end)| start..end + 1));
    }
    table
}

fn check_facets(ledger: &Ledger, view: &View, column: Column) {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let of = |row: Row| match column {
        Column::Direction => {
            direction(ledger, row.finding).map_or(String::new(), |id| id.to_string())
        }
        _ => value(ledger, row, column),
    };
    let rows = all_rows(ledger);
    let rows = rows.iter().filter(|row| passes(ledger, **row, &view.filter, Some(column)));
    let zero = view.filter.values(column).into_iter().map(|value| (value, 0));
    for (value, one) in rows.map(|row| (of(*row), 1)).chain(zero) {
        match counts.iter_mut().find(|count| count.0 == value) {
            Some(count) => count.1 += one,
            None => counts.push((value, one)),
        }
    }
    let mut own = facets(ledger, &Outline::new(ledger), view, today(), column);
    own.sort();
    counts.sort();
    assert_eq!(own, counts, "{column:?} under {view:?}");
}

const UNITS: [&str; 4] = ["", "办公室", "人事科、办公室", "ＡＢ科"];
const LEADERS: [&str; 3] = ["", "局长", "副局长"];
const DEADLINES: [&str; 6] = ["", "2024-06-30", "2024-07-31", "6月底前", "2024年6月底前", "长期"];
const SOUGHT: [&str; 8] = ["", "学习", "ab", "办公", "已销号", "1-", "。", "2024"];

/// A cell of the record by chance.
fn write(ledger: &Ledger, pick: usize) -> Command {
    let measures = ledger.nodes().iter().filter(|node| node.kind == Kind::Measure);
    let some = measures.skip(pick % 5).step_by(pick % 3 + 1);
    let to = |field, pick: usize| match field {
        Field::Unit => UNITS[pick % UNITS.len()],
        Field::Leader => LEADERS[pick % LEADERS.len()],
        Field::Deadline => DEADLINES[pick % DEADLINES.len()],
        Field::Status => Status::ALL.get(pick % 6).map_or("", |one| one.code()),
        Field::Pace => Pace::ALL.get(pick % 4).map_or("", |one| one.code()),
        _ => "备注",
    };
    let fields =
        [Field::Unit, Field::Leader, Field::Deadline, Field::Status, Field::Pace, Field::Remark];
    let field = fields[pick / 7 % fields.len()];
    let cells =
        some.enumerate().map(|(at, node)| (node.id, field, to(field, pick + at).to_owned()));
    let cells = cells.collect();
    Command::Write { cells, what: Bulk::Fill }
}

/// A view by chance; most leave some rows.
fn view(ledger: &Ledger, picks: [usize; 6]) -> View {
    let [text, within, values, sort, group, overdue] = picks;
    let mut filter = Filter {
        text: SOUGHT[text % SOUGHT.len()].to_owned(),
        within: Column::ALL.get(within % 48).copied(),
        overdue: overdue % 4 == 0,
        ..Filter::default()
    };
    let mut set = |field, values| filter.set_values(Column::Field(field), values);
    match values % 8 {
        0 => set(Field::Status, vec![String::new(), "struck_off".to_owned()]),
        1 => set(Field::Unit, vec![UNITS[values / 8 % 4].to_owned()]),
        2 => set(Field::Pace, vec!["at_once".to_owned()]),
        3 => set(Field::Leader, vec![LEADERS[values / 8 % 3].to_owned(), "没有的".to_owned()]),
        4 => {
            let above = |node: &&rectification_ledger::ledger::Node| node.kind == Kind::Direction;
            filter.direction =
                ledger.nodes().iter().filter(above).step_by(2).map(|node| node.id).collect();
        }
        _ => {}
    }
    let column = Column::ALL.get(sort % 28).copied();
    View {
        filter,
        sort: column.map(|column| Sort { column, descending: sort / 14 % 2 == 1 }),
        group: Grouping::ALL[group % Grouping::ALL.len()],
    }
}

const REPORTS: [&str; 4] = [
    CLASSIC,
    SEED,
    include_str!("../fixtures/reports/findings-first-zhendui-number.txt"),
    include_str!("../fixtures/reports/table-tab-several-measures-per-problem.txt"),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn the_table_shows_what_a_plain_model_shows(
        report in 0..REPORTS.len(),
        steps in prop::collection::vec((any::<u8>(), any::<prop::sample::Index>(), 0..999_usize), 1..24),
        looks in prop::collection::vec(any::<[usize; 6]>(), 1..6),
    ) {
        let start = ledger(REPORTS[report]);
        let mut session = Session::new(start, 0, 3);
        let mut counted = totals(session.ledger(), today());
        let mut looks = looks.iter().cycle();
        let mut before: Option<(Table, Spot)> = None;
        for (verb, pick, word) in &steps {
            let own = session.ledger();
            let command = match verb % 3 {
                0 => command(own, verb / 3, *pick, "学习"),
                _ => write(own, *word),
            };
            if let Ok(done) = session.run(command, 0) {
                let edits = done.edits.clone();
                if !counted.apply(&edits, session.ledger()) {
                    counted = totals(session.ledger(), today());
                }
            }
            let own = session.ledger();
            prop_assert_eq!(counted, totals(own, today()));
            let view = view(own, *looks.next().expect("they go round"));
            let kept = match word % 4 {
                0 => all_rows(own).into_iter().step_by(5).map(Row::id).collect(),
                _ => HashSet::new(),
            };
            let table = check(own, &view, &kept);
            for column in Column::FACETS {
                check_facets(own, &view, column);
            }
            // The selection stays in the table, on its own row while that is there.
            if let Some((before, spot)) = before.take() {
                let settled = spot.settle(&before, &table);
                prop_assert_eq!(settled.is_some(), table.rows() > 0);
                if let Some(settled) = settled {
                    prop_assert!(table.find(settled.row()).is_some());
                    if table.find(spot.row()).is_some() {
                        prop_assert_eq!(settled.row().id(), spot.row().id());
                    }
                }
            }
            if table.rows() > 0 {
                let rows: Vec<Row> = table.rows_in(0..table.len()).collect();
                let row = rows[pick.index(rows.len())];
                before = Some((table, Spot::at(row, Column::Field(Field::Unit))));
            }
        }
    }

    #[test]
    fn every_cell_is_reached_by_single_steps_and_no_step_leaves_the_table(
        report in 0..REPORTS.len(),
        look in any::<[usize; 6]>(),
        steps in prop::collection::vec((0..12_usize, 0..40_isize), 1..40),
    ) {
        let own = ledger(REPORTS[report]);
        let table = check(&own, &View { filter: Filter::default(), ..view(&own, look) }, &HashSet::new());
        let columns = [Column::Number, Column::Finding, Column::Measure, Column::Field(Field::Unit), Column::Field(Field::Status)];
        let is_empty = |line: usize, column: Column| {
            table.row(line).is_none_or(|row| value(&own, row, column).is_empty())
        };
        let go = |spot: Spot, step| spot.step(&table, &columns, step, &is_empty);

        // Down the measures and along each row: every row, every column but the number.
        let mut spot = Spot::first(&table).expect("there are rows");
        let mut seen = HashSet::new();
        loop {
            let mut along = go(spot, Move::Home);
            loop {
                seen.insert((along.row(), along.column));
                let next = go(along, Move::Right);
                if next == along { break }
                along = next;
            }
            let next = go(spot, Move::Down);
            if next == spot { break }
            prop_assert_eq!(go(next, Move::Up), spot, "up leads back");
            spot = next;
        }
        prop_assert_eq!(seen.len(), table.rows() * (columns.len() - 1));

        for (step, by) in steps {
            let step = match step {
                0 => Move::Up,
                1 => Move::Down,
                2 => Move::Left,
                3 => Move::Right,
                4 => Move::Home,
                5 => Move::End,
                6 => Move::Rows(by - 20),
                7 => Move::Edge(Side::Down),
                8 => Move::Edge(Side::Up),
                9 => Move::Edge(Side::Right),
                10 => Move::Top,
                _ => Move::Bottom,
            };
            spot = go(spot, step);
            prop_assert!(table.find(spot.row()).is_some());
            prop_assert!(columns.contains(&spot.column) && spot.column.is_stop());
        }
    }
}

#[test]
fn the_edge_of_the_filled_cells_is_found_as_in_a_spreadsheet() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    let rows = all_rows(session.ledger());
    // Units in the rows 2, 3, 4 and 9, counted from 1.
    let cell = |at: usize| (rows[at - 1].measure.expect("a measure"), Field::Unit, "科".to_owned());
    let cells = [2, 3, 4, 9].map(cell).to_vec();
    session.run(Command::Write { cells, what: Bulk::Fill }, 0).expect("a change");
    let own = session.ledger();
    let table = check(own, &View { group: Grouping::None, ..View::default() }, &HashSet::new());
    let is_empty = |line: usize, column: Column| {
        table.row(line).is_none_or(|row| value(own, row, column).is_empty())
    };
    let mut spot = Spot::at(rows[0], Column::Field(Field::Unit));
    let mut way = |side| {
        spot = spot.step(&table, &Column::ALL, Move::Edge(side), &is_empty);
        table.number(table.find(spot.row()).expect("in the table"))
    };
    assert_eq!([way(Side::Down), way(Side::Down), way(Side::Down), way(Side::Down)], [2, 4, 9, 24]);
    assert_eq!([way(Side::Up), way(Side::Up), way(Side::Up), way(Side::Up)], [9, 4, 2, 1]);
}

#[test]
fn a_row_that_went_hands_the_selection_to_its_finding() {
    let start = ledger(SEED);
    let table = |ledger: &Ledger| check(ledger, &View::default(), &HashSet::new());
    let before = table(&start);
    let rows = all_rows(&start);
    let mut session = Session::new(start.clone(), 0, 1);
    let gone = rows[1];
    let ids = vec![gone.measure.expect("a measure")];
    session.run(Command::RemoveMeasures { ids }, 0).expect("a change");
    let settled =
        Spot::at(gone, Column::Field(Field::Unit)).settle(&before, &table(session.ledger()));
    assert_eq!(settled.map(Spot::row), Some(rows[2]), "the row that moved up");
    session.run(Command::RemoveFinding { id: gone.finding }, 0).expect("a change");
    let settled =
        Spot::at(gone, Column::Field(Field::Unit)).settle(&before, &table(session.ledger()));
    let next = rows.iter().find(|row| row.finding != gone.finding);
    assert_eq!(settled.map(Spot::row).as_ref(), next, "the next finding");
}

#[test]
fn from_a_row_that_the_filter_hides_the_way_leads_back_into_the_table() {
    let mut session = Session::new(ledger(SEED), 0, 1);
    let rows = all_rows(session.ledger());
    let cells = [4, 9]
        .map(|at: usize| (rows[at].measure.expect("a measure"), Field::Unit, "科".to_owned()));
    session.run(Command::Write { cells: cells.to_vec(), what: Bulk::Fill }, 0).expect("a change");
    let own = session.ledger();
    let filter = Filter::only(Field::Unit, "科");
    let table = check(own, &View { filter, ..View::default() }, &HashSet::new());
    let hidden = Spot::at(rows[6], Column::Field(Field::Leader));
    let to = |step| hidden.step(&table, &Column::ALL, step, &|_, _| false);
    for step in [Move::Up, Move::Down, Move::Rows(9), Move::Top, Move::Edge(Side::Down)] {
        assert_eq!(to(step), Spot::at(rows[4], Column::Field(Field::Leader)), "{step:?}");
    }
    assert_eq!(to(Move::Bottom), Spot::at(rows[9], Column::Field(Field::Leader)));
    assert_eq!(
        to(Move::Right),
        Spot::at(rows[6], Column::Field(Field::Unit)),
        "along the row it is still there"
    );
}

#[test]
fn a_long_cell_is_not_pasted_into_more_rows_than_one_step_may_write() {
    let own = ledger(SEED);
    let table = check(&own, &View { group: Grouping::None, ..View::default() }, &HashSet::new());
    let block = Block { top: 0, bottom: 23, left: 0, right: 0 };
    let planned = |length: usize| {
        plan(own.particulars(), &table, &[Column::Measure], block, &[vec!["a".repeat(length)]])
    };
    assert!(planned(1000).is_ok());
    assert_eq!(planned(2 << 20).err(), Some(Unfit::TooMuch));
}

#[test]
fn a_merged_cell_takes_one_text_and_counts_the_others() {
    let own = ledger(SEED);
    let table = check(&own, &View::default(), &HashSet::new());
    let top = table.find(all_rows(&own)[0]).expect("in the table");
    let columns = [Column::Finding, Column::Measure];
    let block = Block { top, bottom: top, left: 0, right: 0 };
    let planned = |cells: &[&[&str]]| {
        let cells: Vec<Vec<String>> =
            cells.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
        let pasting = plan(own.particulars(), &table, &columns, block, &cells).expect("it fits");
        (pasting.cells.len(), pasting.left_out)
    };
    // The first finding has three rows.
    assert_eq!(planned(&[&["甲"], &["乙"], &["丙"], &["丁"]]), (2, 2));
    assert_eq!(
        planned(&[&["甲", "一"], &["甲", "二"], &["", "三"]]),
        (4, 0),
        "as merged cells are copied"
    );
}
