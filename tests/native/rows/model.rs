//! What a table shows, said plainly and slowly.

use std::cmp::Ordering;

use foldhash::HashSet;
use rectification_ledger::ledger::wording::{date, fold};
use rectification_ledger::ledger::{Date, Field, Form, Id, Kind, Ledger};
use rectification_ledger::procedure;
use rectification_ledger::rows::{
    Column, Filter, Grouping, Row, Sort, Title, View, direction, is_overdue, word,
};

pub fn today() -> Date {
    Date::new(2024, 7, 1).expect("a day")
}

/// Any order will do, if it is not that of the bytes.
pub fn collate(a: &str, b: &str) -> Ordering {
    a.chars().rev().cmp(b.chars().rev())
}

pub fn all_rows(ledger: &Ledger) -> Vec<Row> {
    let mut rows = Vec::new();
    for finding in ledger.nodes().iter().filter(|node| node.kind == Kind::Finding) {
        let below = |kind| ledger.children(finding.id).filter(move |node| node.kind == kind);
        let own = below(Kind::Measure);
        let before = rows.len();
        rows.extend(own.map(|node| Row { finding: finding.id, measure: Some(node.id) }));
        if rows.len() == before && below(Kind::Finding).next().is_none() {
            rows.push(Row { finding: finding.id, measure: None });
        }
    }
    rows
}

pub fn value(ledger: &Ledger, row: Row, column: Column) -> String {
    match column {
        Column::Number => String::new(),
        Column::Direction => direction(ledger, row.finding)
            .map_or(String::new(), |id| ledger.get(id).expect("it is there").text.clone()),
        Column::Finding => ledger.get(row.finding).expect("it is there").text.clone(),
        Column::Measure => {
            row.measure.map_or(String::new(), |id| ledger.get(id).expect("there").text.clone())
        }
        Column::Field(field) => {
            let node = if field == Field::Target { Some(row.finding) } else { row.measure };
            node.map_or("", |id| ledger.get(id).expect("it is there").record.get(field)).to_owned()
        }
    }
}

pub fn passes(ledger: &Ledger, row: Row, filter: &Filter, but: Option<Column>) -> bool {
    let plain = |words: &str| words.chars().map(fold).collect::<String>();
    let sought = plain(filter.text.trim());
    let says = |column| {
        let shown = match column {
            Column::Number => label(ledger, row.finding),
            _ => word(ledger.particulars(), column, &value(ledger, row, column)).to_owned(),
        };
        plain(&shown).contains(&sought)
    };
    let reads = match filter.within {
        _ if sought.is_empty() => true,
        Some(column) => says(column),
        None => Column::ALL.into_iter().filter(|one| *one != Column::Number).any(says),
    };
    let among = |column, wanted: &[String]| {
        but == Some(column) || wanted.is_empty() || wanted.contains(&value(ledger, row, column))
    };
    let is_late = || {
        let own = row.measure.map(|id| &ledger.get(id).expect("it is there").record);
        own.is_some_and(|own| is_overdue(own, today()))
    };
    let own = || row.measure.map(|id| &ledger.get(id).expect("it is there").record);
    let is_near = |days: u16| {
        let due = own().and_then(procedure::due_of);
        due.is_some_and(|due| due >= today() && due.days_since(today()) <= i64::from(days))
    };
    let is_back = || own().is_some_and(procedure::is_returned);
    let above = direction(ledger, row.finding);
    reads
        && filter.values.iter().all(|(field, wanted)| among(Column::Field(*field), wanted))
        && (but == Some(Column::Direction)
            || filter.direction.is_empty()
            || above.is_some_and(|id| filter.direction.contains(&id)))
        && (!filter.overdue || is_late())
        && filter.due_within.is_none_or(is_near)
        && (!filter.returned || is_back())
}

/// Its number among its siblings, under that of the finding above it.
pub fn label(ledger: &Ledger, finding: Id) -> String {
    let node = ledger.get(finding).expect("it is there");
    let is_part = |id: Id| ledger.get(id).is_some_and(|above| above.kind == Kind::Finding);
    let above = node.parent.filter(|id| is_part(*id));
    let siblings = ledger.nodes().iter().filter(|other| {
        other.kind == Kind::Finding
            && match above {
                Some(_) => other.parent == above,
                None => !other.parent.is_some_and(is_part),
            }
    });
    let at = siblings.map(|other| other.id).position(|id| id == finding).expect("one of them") + 1;
    above.map_or(at.to_string(), |above| format!("{}-{at}", label(ledger, above)))
}

pub fn place_of_code(column: Column, code: &str) -> usize {
    let codes = column.choices().expect("a column with codes");
    codes.iter().position(|one| *one == code).expect("one of its codes")
}

/// Filled cells of a column in order; `None` is a day that a deadline does not name.
pub fn compare(column: Column, a: &str, b: &str) -> Ordering {
    match column.form() {
        Some(Form::Code) => place_of_code(column, a).cmp(&place_of_code(column, b)),
        None if column == Column::Direction => collate(a, b).then_with(|| a.cmp(b)),
        Some(Form::Names) => collate(a, b).then_with(|| a.cmp(b)),
        Some(Form::Day) => date(a).cmp(&date(b)).then_with(|| a.cmp(b)),
        Some(Form::Text) | None => a.cmp(b),
    }
}

pub fn in_order(ledger: &Ledger, rows: &mut [Row], sort: Sort) {
    if sort.column == Column::Number {
        // In document order they already are; from the last finding on, each with its rows.
        if sort.descending {
            let place = |row: &Row| ledger.position(row.finding);
            rows.sort_by_key(|row| std::cmp::Reverse(place(row)));
        }
        return;
    }
    rows.sort_by(|a, b| {
        let (a, b) = (value(ledger, *a, sort.column), value(ledger, *b, sort.column));
        // Nothing comes last, and before it what names no day, whichever the way.
        let class = |words: &str| {
            (words.is_empty(), sort.column.form() == Some(Form::Day) && date(words).is_none())
        };
        let order = class(&a).cmp(&class(&b));
        let within = || {
            if a.is_empty() {
                return Ordering::Equal;
            }
            let order = compare(sort.column, &a, &b);
            if sort.descending { order.reverse() } else { order }
        };
        order.then_with(within)
    });
}

#[derive(Debug, PartialEq)]
pub enum Shown {
    Band(Title, usize),
    Row(Row),
}

/// The bands in their order, each with its rows.
pub fn banded(ledger: &Ledger, rows: Vec<Row>, view: &View) -> Vec<(Option<Title>, Vec<Row>)> {
    let column = match view.group {
        Grouping::None => return vec![(None, rows)],
        Grouping::Direction => {
            let mut bands: Vec<(Option<Id>, Vec<Row>)> = Vec::new();
            let mut of_document = rows.clone();
            of_document.sort_by_key(|row| all_rows(ledger).iter().position(|one| one == row));
            for row in of_document {
                let above = direction(ledger, row.finding);
                let known = if view.sort.is_some() {
                    bands.iter().position(|band| band.0 == above)
                } else {
                    bands.len().checked_sub(1).filter(|last| bands[*last].0 == above)
                };
                match known {
                    Some(at) => bands[at].1.push(row),
                    None => bands.push((above, vec![row])),
                }
            }
            let place = |row: &Row| rows.iter().position(|one| one == row);
            let titled = bands.into_iter().enumerate().map(|(at, (above, mut own))| {
                own.sort_by_key(place);
                let title = match above {
                    Some(id) => Some(Title::Node(id)),
                    None if at == 0 => None,
                    None => Some(Title::Value(Column::Direction, String::new())),
                };
                (title, own)
            });
            return titled.collect();
        }
        Grouping::Unit => Column::Field(Field::Unit),
        Grouping::Leader => Column::Field(Field::Leader),
        Grouping::Status => Column::Field(Field::Status),
        Grouping::Pace => Column::Field(Field::Pace),
        Grouping::Deadline => Column::Field(Field::Deadline),
    };
    let title = |row: Row| {
        let words = value(ledger, row, column);
        match date(&words).filter(|_| column == Column::Field(Field::Deadline)) {
            Some(day) => Title::Month(day.year(), day.month()),
            None => Title::Value(column, words),
        }
    };
    let key = |title: &Title| match title {
        Title::Month(year, month) => (0, (*year, *month), String::new()),
        Title::Value(_, words) => (1 + usize::from(words.is_empty()), (0, 0), words.clone()),
        Title::Node(_) => unreachable!("directions are done"),
    };
    let mut titles: Vec<Title> = Vec::new();
    for row in &rows {
        if !titles.contains(&title(*row)) {
            titles.push(title(*row));
        }
    }
    titles.sort_by(|a, b| {
        let ((first, month, words), (second, other, others)) = (key(a), key(b));
        let by_words = || match (first, column) {
            (1, Column::Field(Field::Deadline)) => words.cmp(&others),
            (1, _) => compare(column, &words, &others),
            _ => Ordering::Equal,
        };
        first.cmp(&second).then(month.cmp(&other)).then_with(by_words)
    });
    let band = |own: Title| {
        let rows = rows.iter().copied().filter(|row| title(*row) == own).collect();
        (Some(own), rows)
    };
    titles.into_iter().map(band).collect()
}

pub fn model(ledger: &Ledger, view: &View, kept: &HashSet<Id>) -> Vec<Shown> {
    let mut rows = all_rows(ledger);
    rows.retain(|row| passes(ledger, *row, &view.filter, None) || kept.contains(&row.id()));
    if let Some(sort) = view.sort {
        in_order(ledger, &mut rows, sort);
    }
    let mut shown = Vec::new();
    for (title, rows) in banded(ledger, rows, view) {
        shown.extend(title.map(|title| Shown::Band(title, rows.len())));
        shown.extend(rows.into_iter().map(Shown::Row));
    }
    shown
}
