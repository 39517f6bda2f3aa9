//! The ledger on paper: the table of the screen, once, whatever the texts hold.

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt};
use proptest::prelude::*;
use quick_xml::events::Event;
use rectification_ledger::edit::{Bulk, Command};
use rectification_ledger::export::sheet::{Sheet, sheet};
use rectification_ledger::ledger::{Evidence, Field, Kind, Ledger, Status};
use rectification_ledger::rows::{
    Column, Filter, Grouping, Outline, Row, Sort, Table, Title, View, is_overdue, word,
};
use rectification_ledger::session::Session;

use crate::progress::chance::{picks, today, told};
use crate::{CLASSIC, find, ledger};

fn table(ledger: &Ledger, view: &View) -> Table {
    let outline = Rc::new(Outline::new(ledger));
    Table::new(ledger, &outline, view, today(), &str::cmp, &HashSet::new())
}

fn printed(ledger: &Ledger, table: &Table, columns: &[Column], title: &str) -> String {
    let columns: Vec<(Column, String)> =
        columns.iter().map(|column| (*column, column.code().to_owned())).collect();
    let band = |title: &Title| match title {
        Title::Node(id) => ledger.get(*id).map_or(String::new(), |node| node.text.clone()),
        Title::Value(_, words) => words.clone(),
        Title::Month(year, month) => format!("{year}年{month}月"),
    };
    let notes = ["2024年7月1日".to_owned(), title.to_owned()];
    let own = Sheet { title, notes: &notes, columns: &columns, band: &band, today: today() };
    sheet(ledger, table, &own)
}

#[test]
fn a_small_ledger_is_a_small_table() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let cells = [
        (Field::Text, "制定学习计划<b>\n每季度检查&通报"),
        (Field::Status, "in_progress"),
        (Field::Deadline, "2024-06-30"),
        (Field::Evidence, "通知｜5号｜2024-06-30｜办公室\n\n会议纪要"),
    ];
    let cells = cells.map(|(field, to)| (id, field, to.to_owned())).to_vec();
    session.run(Command::Write { cells, what: Bulk::Fill }, 0).expect("a change");
    let own = session.ledger();
    let filter = Filter::only(Field::Deadline, "2024-06-30");
    let columns = [
        Column::Number,
        Column::Finding,
        Column::Measure,
        Column::Field(Field::Deadline),
        Column::Field(Field::Status),
        Column::Field(Field::Evidence),
    ];
    let html = printed(own, &table(own, &View { filter, ..View::default() }), &columns, "台账\"");
    let golden = concat!(
        "<table class=\"printed\"><caption class=\"printed__caption\">",
        "<div class=\"printed__title\">台账&quot;</div>",
        "<div class=\"printed__note\">2024年7月1日</div><div class=\"printed__note\">台账&quot;</div>",
        "</caption><thead><tr>",
        "<th scope=\"col\" class=\"printed__head\" data-weight=\"3\">number</th>",
        "<th scope=\"col\" class=\"printed__head\" data-weight=\"13\">finding</th>",
        "<th scope=\"col\" class=\"printed__head\" data-weight=\"22\">measure</th>",
        "<th scope=\"col\" class=\"printed__head\" data-weight=\"7\">deadline</th>",
        "<th scope=\"col\" class=\"printed__head\" data-weight=\"6\">status</th>",
        "<th scope=\"col\" class=\"printed__head\" data-weight=\"11\">evidence</th>",
        "</tr></thead><tbody>",
        "<tr class=\"printed__band\"><th scope=\"rowgroup\" colspan=\"6\">学习贯彻党的创新理论不够深入</th></tr>",
        "<tr class=\"printed__row--overdue printed__row--short\"><td class=\"printed__cell--merged\">1</td>",
        "<td class=\"printed__cell--merged\">理论学习不够深入</td>",
        "<td><div>制定学习计划&lt;b&gt;</div><div>每季度检查&amp;通报</div></td>",
        "<td>2024-06-30<div class=\"printed__late\">逾期</div></td><td>整改中</td>",
        "<td><div>通知，5号，2024-06-30，办公室</div><div>会议纪要</div></td></tr>",
        "</tbody></table>",
    );
    assert_eq!(html, golden);
}

/// A cell as it reads: its lines, and whether it says 逾期.
#[derive(Clone, Debug, Default, PartialEq)]
struct Cell {
    lines: Vec<String>,
    is_late: bool,
}

impl Cell {
    fn of(text: &str) -> Self {
        let text = kept(text);
        let lines = match text.contains('\n') {
            true => text.lines().map(str::to_owned).collect(),
            false => vec![text],
        };
        Self { lines, is_late: false }
    }
}

/// What of a text can stand in XML.
fn kept(text: &str) -> String {
    let is_kept = |c: char| {
        (!c.is_control() || c == '\n' || c == '\t') && !['\u{FFFE}', '\u{FFFF}'].contains(&c)
    };
    text.replace("\r\n", "\n").chars().filter(|c| is_kept(*c)).collect()
}

/// The rows of a fragment, merged cells repeated in each row they span; a band is one cell.
struct Read {
    head: Vec<String>,
    rows: Vec<(bool, Vec<Cell>)>,
    caption: String,
}

fn read(html: &str, columns: usize) -> Read {
    let mut reader = quick_xml::Reader::from_str(html);
    reader.config_mut().check_comments = true;
    let mut read = Read { head: Vec::new(), rows: Vec::new(), caption: String::new() };
    // For each column what still reaches down into the rows to come.
    let mut above: Vec<(usize, Cell)> = vec![(0, Cell::default()); columns];
    let mut path: Vec<String> = Vec::new();
    let mut at = 0;
    let mut cell = Cell::default();
    let (mut span, mut is_divided) = (1, false);
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attribute = |name: &str| {
                    let attribute = tag.try_get_attribute(name).expect("well-formed")?;
                    Some(attribute.value.into_owned())
                };
                match name.as_str() {
                    "tr" => {
                        let class = attribute("class").unwrap_or_default();
                        read.rows.push((class.contains("printed__row--overdue"), Vec::new()));
                        at = 0;
                    }
                    "td" | "th" => {
                        cell = Cell { lines: vec![String::new()], is_late: false };
                        is_divided = false;
                        span =
                            attribute("rowspan").map_or(1, |span| span.parse().expect("a number"));
                        assert!((1..=8).contains(&span));
                        let rest = &mut above[at..];
                        at += rest.iter().take_while(|(left, _)| *left > 0).count();
                        if let Some(across) = attribute("colspan") {
                            assert_eq!(across, columns.to_string());
                        }
                    }
                    "div" if attribute("class").as_deref() == Some("printed__late") => {
                        cell.is_late = true;
                    }
                    "div" if path.contains(&"td".to_owned()) || path.contains(&"th".to_owned()) => {
                        // The first line is there already.
                        match is_divided {
                            true => cell.lines.push(String::new()),
                            false => is_divided = true,
                        }
                    }
                    _ => {}
                }
                path.push(name);
            }
            Event::Text(text) => {
                put(&mut read, &mut cell, &path, &text);
            }
            Event::GeneralRef(name) => {
                let text = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => panic!("{other:?}"),
                };
                put(&mut read, &mut cell, &path, text);
            }
            Event::End(_) => {
                let name = path.pop().expect("an open element");
                let in_head = path.contains(&"thead".to_owned());
                let (_, row) = match name.as_str() {
                    "td" | "th" if in_head => {
                        read.head.push(cell.lines.concat());
                        continue;
                    }
                    "td" => {
                        above[at] = (span, cell.clone());
                        at += 1;
                        continue;
                    }
                    "tr" | "th" => read.rows.last_mut().expect("an open row"),
                    _ => continue,
                };
                match name.as_str() {
                    "th" => row.push(cell.clone()),
                    _ if in_head => drop(read.rows.pop()),
                    _ if row.is_empty() => {
                        for (left, cell) in &mut above {
                            *left = left.checked_sub(1).expect("every column has its cell");
                            row.push(cell.clone());
                        }
                    }
                    _ => assert!(above.iter().all(|(left, _)| *left == 0), "no span under a band"),
                }
            }
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(path.is_empty() && above.iter().all(|(left, _)| *left == 0));
    read
}

fn put(read: &mut Read, cell: &mut Cell, path: &[String], text: &str) {
    let is_late = cell.is_late && path.last().is_some_and(|last| last == "div");
    if path.contains(&"caption".to_owned()) {
        read.caption.push_str(text);
    } else if is_late {
        assert_eq!(text, "逾期");
    } else {
        cell.lines.last_mut().expect("a line").push_str(text);
    }
}

fn expected(ledger: &Ledger, table: &Table, line: usize, row: Row, column: Column) -> String {
    let words = row.value(ledger, column);
    let words = match column {
        Column::Number => table.label(ledger, row.finding),
        Column::Field(Field::Evidence) => {
            let papers = Evidence::list(words).into_iter().map(|one| one.title);
            papers.collect::<Vec<_>>().join("\n")
        }
        _ => word(ledger.particulars(), column, words).to_owned(),
    };
    let is_merged =
        [Column::Number, Column::Finding, Column::Field(Field::Target)].contains(&column);
    // Counted from the first row of the run that the cell names.
    let same = |at: &usize| table.row(*at).is_some_and(|one| one.finding == row.finding);
    let before = (0..line).rev().take_while(same).count();
    match is_merged && before >= 8 && !words.trim().is_empty() {
        true => words + "（续）",
        false => words,
    }
}

fn check(ledger: &Ledger, view: &View, columns: &[Column], title: &str) {
    let table = table(ledger, view);
    let read = read(&printed(ledger, &table, columns, title), columns.len());
    assert_eq!(read.head, columns.iter().map(|column| column.code()).collect::<Vec<_>>());
    assert_eq!(read.caption, kept(&format!("{title}2024年7月1日{title}")));
    assert_eq!(read.rows.len(), table.len(), "each line once");
    for (line, (is_late, cells)) in read.rows.into_iter().enumerate() {
        let Some(row) = table.row(line) else {
            assert_eq!((cells.len(), is_late), (1, false));
            continue;
        };
        let node = row.measure.and_then(|id| ledger.get(id));
        let late = node.is_some_and(|node| is_overdue(&node.record, today()));
        assert_eq!(is_late, late);
        let mut words = cells.iter().filter(|cell| cell.is_late);
        assert_eq!(words.next().is_some(), late, "the word beside the colour");
        assert_eq!(words.next(), None);
        for (cell, column) in cells.iter().zip(columns) {
            let text = expected(ledger, &table, line, row, *column);
            assert_eq!(cell.lines, Cell::of(&text).lines, "{column:?}");
            let is_long = node.is_some_and(|node| node.record.status == Some(Status::LongTerm));
            let day = if is_long { Field::Review } else { Field::Deadline };
            assert_eq!(cell.is_late, late && *column == Column::Field(day));
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("整改措施".to_owned()),
        Just("</td><script>\"'&amp;&#0;".to_owned()),
        Just("一\r\n二\n\n三".to_owned()),
        Just("]]><!--\u{0}\u{b}\u{FFFE}\u{FFFF}😀".to_owned()),
        "[^\r]*",
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_row_stands_on_the_paper_once_with_its_words(
        picks in picks(),
        words in prop::collection::vec(hostile(), 1..6),
        group in 0..7_usize,
        sort in 0..44_usize,
        overdue in 0..4_u8,
    ) {
        let own = told(&picks, &|at| words[at % words.len()].clone());
        let column = Column::ALL.get(sort / 2).copied();
        let view = View {
            filter: Filter { overdue: overdue == 0, ..Filter::default() },
            sort: column.map(|column| Sort { column, descending: sort % 2 == 1 }),
            group: Grouping::ALL[group],
        };
        check(&own, &view, &Column::ALL, &words[0]);
    }
}

#[test]
fn a_long_run_is_cut_and_says_that_it_goes_on() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    for _ in 0..4 {
        let own = session.ledger();
        let ids = own.children(own.get(id).and_then(|node| node.parent).expect("a finding"));
        let ids = ids.filter(|node| node.kind == Kind::Measure).map(|node| node.id).collect();
        session.run(Command::DuplicateMeasures { ids }, 0).expect("a change");
    }
    let own = session.ledger();
    check(own, &View::default(), &Column::ALL, "台账");
    let html = printed(own, &table(own, &View::default()), &[Column::Finding], "");
    let count = |words: &str| html.matches(words).count();
    let rows = table(own, &View::default()).run(1).len();
    assert!(rows >= 16, "{rows} rows");
    assert_eq!(count("理论学习不够深入（续）"), rows.div_ceil(8) - 1);
}

#[test]
fn where_the_day_is_not_printed_another_cell_says_that_it_is_past() {
    let mut session = Session::new(ledger(CLASSIC), 0, 1);
    let id = find(session.ledger(), Kind::Measure, "制定学习计划");
    let mut set = |field, to: &str| {
        session.run(Command::Set { id, field, to: to.to_owned() }, 0).expect("a change");
    };
    set(Field::Deadline, "2024-06-30");
    let own = session.ledger();
    let say = |columns: &[Column]| printed(own, &table(own, &View::default()), columns, "");
    let [status, measure] = [Column::Field(Field::Status), Column::Measure];
    assert!(
        say(&[status, measure]).contains("<td><div class=\"printed__late\">逾期</div></td><td>")
    );
    assert!(say(&[Column::Finding, measure]).contains("<div class=\"printed__late\">逾期</div>"));
    assert!(!say(&[Column::Finding]).contains("逾期</div>"));
    assert_eq!(
        say(&[]).matches("colspan=\"1\"").count(),
        table(own, &View::default()).bands().len()
    );
}
