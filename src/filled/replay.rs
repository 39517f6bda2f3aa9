//! Wishes carried out through the one door, in bulk. What is refused is halved until the cells
//! that are the reason stand alone; those are told, and everything else is done.

use foldhash::{HashMap, HashMapExt};
use sha2::{Digest, Sha256};

use super::told::{Beside, Moved, New, Told, Value};
use super::{Filled, Remark, Why, author, title};
use crate::edit::{Bulk, Command, Place, Refused, Taken, Taking};
use crate::ledger::{Field, Id, Kind, Ledger, Node};
use crate::rows::Column;
use crate::session::Session;

pub(super) fn replay(base: Ledger, told: Told, remarks: Vec<Remark>, at: i64) -> Filled {
    let by = author(&base);
    let mut session = Session::new(base, 0, 0);
    session.sign(by);
    let mut replay = Replay { session, remarks, at };
    let Told { gone, moved, new, mut values } = told;
    replay.remove(gone);
    replay.relocate(moved);
    values.extend(replay.add(new));
    values.sort_by_key(|value| value.row);
    replay.write(&values);
    let Replay { session, mut remarks, .. } = replay;
    // What is about the whole comes first.
    remarks.sort_by_key(|one| one.row);
    Filled { ledger: session.into_ledger(), remarks }
}

struct Replay {
    session: Session,
    remarks: Vec<Remark>,
    at: i64,
}

impl Replay {
    /// Nothing to change is no refusal.
    fn run(&mut self, command: Command) -> Result<(), Refused> {
        match self.session.run(command, self.at) {
            Ok(_) | Err(Refused::Nothing) => Ok(()),
            Err(refused) => Err(refused),
        }
    }

    fn tell(&mut self, row: u32, column: &str, written: String, refused: Refused) {
        let why = match refused {
            Refused::Lacks(lack) => Why::Lacks { needs: lack.needs },
            Refused::Mandate => Why::NotAsked,
            Refused::Missing
            | Refused::WrongKind
            | Refused::Value
            | Refused::Nothing
            | Refused::TooMuch => Why::Refused,
        };
        self.remarks.push(Remark { row, column: column.to_owned(), written, why });
    }

    fn remove(&mut self, ids: Vec<Id>) {
        if ids.is_empty() || self.run(Command::RemoveMeasures { ids: ids.clone() }).is_ok() {
            return;
        }
        for id in ids {
            if let Err(refused) = self.run(Command::RemoveMeasures { ids: vec![id] }) {
                let words = self.session.ledger().get(id).map(|node| node.text.clone());
                self.tell(0, "", words.unwrap_or_default(), refused);
            }
        }
    }

    /// Those that go to one place one behind the other, and the others each by itself.
    fn relocate(&mut self, moved: Vec<Moved>) {
        for one in moved {
            let stands = |id: &Id| {
                self.session.ledger().get(*id).is_some_and(|node| node.parent == Some(one.finding))
            };
            let place = one.beside.filter(stands).map_or(Place::Last, Place::After);
            let command = Command::MoveMeasures { ids: vec![one.id], finding: one.finding, place };
            if let Err(refused) = self.run(command) {
                let words = self.session.ledger().get(one.id).map(|node| node.text.clone());
                self.tell(one.row, title(Column::Finding), words.unwrap_or_default(), refused);
            }
        }
    }

    /// New rows under ids that follow from what they say. Their stages are still to be written:
    /// those are steps.
    fn add(&mut self, new: Vec<New>) -> Vec<Value> {
        let ids = ids(self.session.ledger(), &new);
        let mut stages = Vec::new();
        let mut rows = Vec::with_capacity(new.len());
        for (nth, New { row, finding, beside, fields }) in new.into_iter().enumerate() {
            let mut node = Node::empty(ids[nth], Some(finding), Kind::Measure);
            for (column, to) in fields {
                match column.field() {
                    Some(Field::Status) => {
                        stages.push(Value { row, column, id: node.id, to });
                    }
                    Some(field) => {
                        let is_taken = node.set(field, &to);
                        debug_assert!(is_taken, "a cell is read as a value of its column");
                    }
                    None => {}
                }
            }
            let beside = match beside {
                Some(Beside::Row(id)) => Some(id),
                Some(Beside::New(nth)) => Some(ids[nth]),
                None => last(self.session.ledger(), finding),
            };
            rows.push((
                row,
                Taking {
                    by: None,
                    what: Taken::Row { node: Box::new(node), details: Vec::new(), beside },
                },
            ));
        }
        self.add_rows(&rows);
        stages.retain(|stage| self.session.ledger().get(stage.id).is_some());
        stages
    }

    fn add_rows(&mut self, rows: &[(u32, Taking)]) {
        if rows.is_empty() {
            return;
        }
        let takings = rows.iter().map(|(_, taking)| taking.clone()).collect();
        let (sources, receipts) = (Vec::new(), Vec::new());
        let merge = Command::Merge { takings, sources, receipts, note: String::new() };
        match (self.run(merge), rows) {
            (Ok(()), _) => {}
            (Err(refused), [(row, taking)]) => {
                let words = match &taking.what {
                    Taken::Row { node, .. } => node.text.clone(),
                    Taken::Value { .. } | Taken::Gone { .. } | Taken::Move { .. } => String::new(),
                };
                self.tell(*row, "", words, refused);
            }
            (Err(_), _) => {
                let (one, other) = rows.split_at(rows.len() / 2);
                self.add_rows(one);
                self.add_rows(other);
            }
        }
    }

    /// Values by rows.
    fn write(&mut self, values: &[Value]) {
        let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
        let Err(refused) = self.run_values(values) else { return };
        if first.row == last.row {
            return self.write_row(values, refused);
        }
        // Between two rows, near the middle.
        let half = values.len() / 2;
        let at = values.partition_point(|value| value.row < values[half].row);
        let at = if at == 0 { values.partition_point(|one| one.row == first.row) } else { at };
        let (one, other) = values.split_at(at);
        self.write(one);
        self.write(other);
    }

    /// The stage last: it asks for the others.
    fn write_row(&mut self, values: &[Value], refused: Refused) {
        if let [one] = values {
            let words = one.to.clone();
            let words = crate::rows::word(self.session.ledger().particulars(), one.column, &words);
            return self.tell(one.row, title(one.column), words.to_owned(), refused);
        }
        let is_stage = |value: &&Value| value.column.field() == Some(Field::Status);
        let (stages, others): (Vec<&Value>, Vec<&Value>) = values.iter().partition(is_stage);
        for value in others.into_iter().chain(stages) {
            self.write(std::slice::from_ref(value));
        }
    }

    fn run_values(&mut self, values: &[Value]) -> Result<(), Refused> {
        let cell = |value: &Value| {
            let field = value.column.field().expect("a value is of a field");
            (value.id, field, value.to.clone())
        };
        let cells = values.iter().map(cell).collect();
        self.run(Command::Write { cells, what: Bulk::Fill })
    }
}

fn last(ledger: &Ledger, finding: Id) -> Option<Id> {
    let measures = ledger.children(finding).filter(|node| node.kind == Kind::Measure);
    measures.last().map(|node| node.id)
}

/// The same file read twice gives the same ids, and a row more does not change the others'.
fn ids(base: &Ledger, new: &[New]) -> Vec<Id> {
    let part = base.slice().map_or(base.document(), |slice| slice.id.as_str());
    let mut taken: HashMap<Id, ()> = HashMap::new();
    let of = |new: &New| {
        (0_u64..)
            .find_map(|nth| {
                let mut hash = Sha256::new();
                hash.update(part.as_bytes());
                hash.update([0]);
                hash.update(new.finding.get().to_le_bytes());
                for (column, value) in &new.fields {
                    hash.update(column.code().as_bytes());
                    hash.update([0]);
                    hash.update(value.as_bytes());
                    hash.update([0]);
                }
                // The same row twice.
                hash.update(nth.to_le_bytes());
                let bytes = hash.finalize();
                let start = bytes[..8].try_into().expect("a hash has 32 bytes");
                let id = Id::new(u64::from_le_bytes(start) & Id::MAX)?;
                let is_free = base.get(id).is_none() && taken.insert(id, ()).is_none();
                is_free.then_some(id)
            })
            .expect("ids do not run out")
    };
    new.iter().map(of).collect::<Vec<Id>>()
}
