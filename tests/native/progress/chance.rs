//! Ledgers by chance: any stages and steps, findings with and without directions, parts and
//! measures, and stages where none belong.

use proptest::prelude::*;
use rectification_ledger::file::Content;
use rectification_ledger::ledger::{
    Date, Deed, Done, Id, Kind, Ledger, Node, Pace, Particulars, Status,
};
use serde_json::{Map, Value, json};

/// For each node what it is, where, and what it holds.
pub type Picks = Vec<(u8, u8, [u8; 7], Vec<u8>)>;

pub const UNITS: [&str; 4] = ["", "办公室", "人事科、办公室", "<科>&\"二\""];
pub const LEADERS: [&str; 3] = ["", "局长", "副局长"];

/// What deadlines say, and on which day: today, its neighbours, the ends of a week and a month.
pub const DAYS: [(&str, &str); 11] = [
    ("", ""),
    ("长期", ""),
    ("6月底前", ""),
    ("2024-06-30", "2024-06-30"),
    ("2024-07-01", "2024-07-01"),
    ("2024-07-08", "2024-07-08"),
    ("2024-07-09", "2024-07-09"),
    ("2024年7月底前", "2024-07-31"),
    ("2024-08-01", "2024-08-01"),
    ("2023年底", "2023-12-31"),
    ("2999-12-31", "2999-12-31"),
];

pub fn picks() -> impl Strategy<Value = Picks> {
    let steps = prop::collection::vec(any::<u8>(), 0..6);
    prop::collection::vec((any::<u8>(), any::<u8>(), any::<[u8; 7]>(), steps), 0..60)
}

pub fn today() -> Date {
    Date::new(2024, 7, 1).expect("a day")
}

pub fn day(words: &str) -> Option<Date> {
    let (_, day) = DAYS.iter().find(|(one, _)| *one == words).expect("one of these");
    Date::parse_iso(day)
}

pub fn ledger(picks: &Picks) -> Ledger {
    told(picks, &|at| format!("文字{at}"))
}

/// With words for each node.
pub fn told(picks: &Picks, text: &dyn Fn(usize) -> String) -> Ledger {
    let mut nodes: Vec<Node> = Vec::new();
    for (at, (verb, place, cells, steps)) in picks.iter().enumerate() {
        let pick = |kinds: &[Kind]| {
            let fit: Vec<&Node> = nodes.iter().filter(|node| kinds.contains(&node.kind)).collect();
            (!fit.is_empty()).then(|| fit[usize::from(*place) % fit.len()])
        };
        let finding = pick(&[Kind::Finding]);
        let (kind, parent) = match (verb % 10, finding) {
            (0, _) => (Kind::Chapter, None),
            (1, _) => (Kind::Direction, pick(&[Kind::Chapter]).map(|node| node.id)),
            (2, _) | (_, None) => {
                let above = pick(&[Kind::Chapter, Kind::Direction]).filter(|_| cells[0] % 3 > 0);
                (Kind::Finding, above.map(|node| node.id))
            }
            // Parts have no parts.
            (3, Some(above)) if above.parent.is_none_or(|id| !is_finding(&nodes, id)) => {
                (Kind::Finding, Some(above.id))
            }
            (_, Some(above)) => (Kind::Measure, Some(above.id)),
        };
        let record = serde_json::from_value(record(kind, cells, steps)).expect("a record");
        // Ids in no order; there are fewer nodes than the prime.
        let id = Id::new(at as u64 * 37 % 61 + 1).expect("an id");
        nodes.push(Node {
            id,
            parent,
            kind,
            before: "\n".to_owned(),
            text: text(at),
            after: String::new(),
            field: None,
            record,
        });
    }
    let done = if picks.len().is_multiple_of(2) { Done::StruckOff } else { Done::Reported };
    let particulars = Particulars { done, ..Particulars::default() };
    Ledger::with(Content { name: "台账".to_owned(), particulars, nodes, ..Content::default() })
        .expect("well formed")
}

fn is_finding(nodes: &[Node], id: Id) -> bool {
    nodes.iter().any(|node| node.id == id && node.kind == Kind::Finding)
}

fn record(kind: Kind, cells: &[u8; 7], steps: &[u8]) -> Value {
    let [_, unit, leader, deadline, status, pace, review] = cells.map(usize::from);
    let status = Status::ALL.get(status % 7).map_or("", |one| one.code());
    let mut record = Map::new();
    let mut put = |key: &str, value: Value| drop(record.insert(key.to_owned(), value));
    match kind {
        Kind::Measure => {
            put("status", json!(status));
            put("unit", json!(UNITS[unit % UNITS.len()]));
            put("leader", json!(LEADERS[leader % LEADERS.len()]));
            put("deadline", json!(DAYS[deadline % DAYS.len()].0));
            put("pace", json!(Pace::ALL.get(pace % 4).map_or("", |one| one.code())));
            put("review", json!(DAYS[review % DAYS.len()].0));
            let step = |pick: &u8| {
                let deed = Deed::ALL[usize::from(*pick) % Deed::ALL.len()];
                json!({"deed": deed.code(), "at": 0, "from": "", "to": ""})
            };
            put("steps", steps.iter().map(step).collect());
        }
        // A stage that no measure has counts nowhere.
        Kind::Finding => {
            put("status", json!(status));
            put("deadline", json!("2024-06-30"));
            put("target", json!("整改目标"));
        }
        _ => {}
    }
    Value::Object(record)
}
