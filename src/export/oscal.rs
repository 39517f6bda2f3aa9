//! The ledger as a plan of action and milestones of OSCAL 1.2.3, in JSON, for systems that follow
//! up findings of several sources. <https://pages.nist.gov/OSCAL/>
//!
//! A finding that has rows is a `poam-item` with one `risk`; each of its measures a remediation of
//! that risk, with its day as a milestone; each step of the procedure an entry of the risk's log.
//! What OSCAL has no place for are props of [`NAMESPACE`], named by the codes of the ledger's own
//! file. docs/format.md has the table.
//!
//! Texts are CommonMark there: whatever could be read as markup is escaped. A day has no hour in a
//! ledger; here it ends at midnight of China. Names of things are UUIDs of version 5 (RFC 9562
//! §5.5) over the ledger's name and the id, so that what is written anew has the same ones.
//!
//! Not here: the text around the findings, and masking. It is as confidential as the ledger.

mod model;

use std::collections::BTreeMap;

use sha1::{Digest, Sha1};

use crate::file::json;
use crate::ledger::{Date, Evidence, Field, Id, Ledger, Node, Status, Step, wording};
use crate::procedure;
use crate::rows::Outline;
use model::{
    Document, Item, Log, LogEntry, LoggedBy, Metadata, OnDate, Party, Poam, Prop, RelatedResponse,
    RelatedRisk, Remediation, ResponsibleRole, Risk, Role, SystemId, Task, Timing,
};

/// Of the props. Nothing is to be fetched there.
pub const NAMESPACE: &str = "https://rectification-ledger.invalid/ns/oscal";
const OSCAL: &str = "1.2.3";
/// `uuid5(NAMESPACE_URL, NAMESPACE)`
const ROOT: [u8; 16] = 0xc06e_acd3_2281_5a0d_914b_e971_af96_cca2_u128.to_be_bytes();
/// Characters of a title; the whole text is the description.
const TITLE: usize = 80;

/// The fields that name who does something, as roles.
const ROLES: [(Field, &str, Sort); 4] = [
    (Field::Leader, "责任领导", Sort::Person),
    (Field::Unit, "责任单位", Sort::Organization),
    (Field::Cooperating, "配合单位", Sort::Organization),
    (Field::Person, "责任人", Sort::Person),
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Person,
    Organization,
}

/// None where the ledger has no finding: the format asks for one item. `outline` is that of the
/// ledger as it is; `at` is when the file is made, in milliseconds since 1970 UTC.
pub fn oscal(ledger: &Ledger, outline: &Outline, at: i64) -> Option<String> {
    let mut names = Names { ledger: ledger.name(), parties: BTreeMap::new() };
    let (mut items, mut risks) = (Vec::new(), Vec::new());
    let places: Vec<usize> = (0..outline.len()).collect();
    let rows = outline.rows();
    for own in places.chunk_by(|one, other| rows[*one].finding == rows[*other].finding) {
        let finding = ledger.get(rows[own[0]].finding)?;
        let measures: Vec<&Node> =
            own.iter().filter_map(|place| outline.measure_at(ledger, *place)).collect();
        let title = title(&outline.label(ledger, finding.id), &finding.text);
        let props = about(ledger, outline, own[0], finding);
        let uuid = names.node("risk", finding.id);
        items.push(Item {
            uuid: names.node("poam-item", finding.id),
            title: title.clone(),
            description: text(&finding.text),
            props: props.clone(),
            related_risks: vec![RelatedRisk { risk_uuid: uuid.clone() }],
        });
        risks.push(Risk {
            uuid,
            title,
            description: text(&finding.text),
            statement: text(&finding.text),
            props,
            status: status(&measures),
            deadline: deadline(&measures),
            remediations: measures.iter().map(|node| names.remediation(node)).collect(),
            risk_log: names.log(&measures),
        });
    }
    if items.is_empty() {
        return None;
    }
    let uuid = names.uuid("ledger", "");
    let moment = moment(at);
    let document = Document {
        poam: Poam {
            uuid: uuid.clone(),
            metadata: Metadata {
                title: line(ledger.name()).unwrap_or_else(|| "整改台账".to_owned()),
                last_modified: moment.clone(),
                version: moment,
                oscal_version: OSCAL,
                roles: ROLES.map(|(field, title, _)| Role { id: field.code(), title }),
                parties: names.parties.into_values().collect(),
            },
            system_id: SystemId { identifier_type: "http://ietf.org/rfc/rfc4122", id: uuid },
            risks,
            poam_items: items,
        },
    };
    Some(json(&document) + "\n")
}

/// What gives things their names, and the parties that were named so far.
struct Names<'a> {
    ledger: &'a str,
    parties: BTreeMap<(Sort, String), Party>,
}

impl Names<'_> {
    fn node(&self, what: &str, id: Id) -> String {
        self.uuid(what, &id.to_string())
    }

    /// Version 5 over the ledger's name, what sort of thing it is, and which one, a line each.
    fn uuid(&self, what: &str, which: &str) -> String {
        uuid5(&ROOT, &format!("{}\n{what}\n{which}", self.ledger))
    }

    /// Whoever is named so, as a whole cell: “人事科、办公室” is a party of its own.
    fn party(&mut self, sort: Sort, words: &str) -> Option<String> {
        let name = one_line(words).filter(|name| !name.is_empty())?;
        let code = match sort {
            Sort::Person => "person",
            Sort::Organization => "organization",
        };
        let uuid = self.uuid(code, &name);
        let party = Party { uuid: uuid.clone(), sort: code, name: name.clone() };
        self.parties.entry((sort, name)).or_insert(party);
        Some(uuid)
    }

    fn remediation(&mut self, measure: &Node) -> Remediation {
        let title = title("", &measure.text);
        let role = |(field, _, sort): (Field, &str, Sort)| {
            let party = self.party(sort, measure.get(field))?;
            Some(ResponsibleRole { role_id: field.code(), party_uuids: vec![party] })
        };
        let responsible_roles = ROLES.into_iter().filter_map(role).collect();
        let (field, name) = match procedure::day_field(measure.record.status) {
            Field::Review => (Field::Review, "整改复查"),
            _ => (Field::Deadline, "整改到期"),
        };
        let day = wording::date(measure.get(field));
        let task = Task {
            uuid: self.node("task", measure.id),
            sort: if day.is_some() { "milestone" } else { "action" },
            title: if day.is_some() { name.to_owned() } else { title.clone() },
            timing: day.map(|day| Timing { on_date: OnDate { date: end_of(day) } }),
            responsible_roles,
        };
        let is_done = measure.record.status == Some(Status::StruckOff);
        Remediation {
            uuid: self.node("remediation", measure.id),
            lifecycle: if is_done { "completed" } else { "planned" },
            title,
            description: text(&measure.text),
            props: record(measure),
            tasks: vec![task],
        }
    }

    /// The steps of all measures of a finding, oldest first.
    fn log(&mut self, measures: &[&Node]) -> Option<Log> {
        let of = |node: &&'_ Node| {
            let id = node.id;
            let steps = node.record.steps().iter().enumerate();
            steps.map(move |(at, step)| (step.at, id, at)).collect::<Vec<_>>()
        };
        let mut order: Vec<(i64, Id, usize)> = measures.iter().flat_map(of).collect();
        order.sort_unstable();
        let entries: Vec<LogEntry> = order
            .into_iter()
            .filter_map(|(_, id, at)| {
                let node = measures.iter().find(|node| node.id == id)?;
                Some(self.entry(id, at, node.record.steps().get(at)?))
            })
            .collect();
        (!entries.is_empty()).then_some(Log { entries })
    }

    fn entry(&mut self, measure: Id, at: usize, step: &Step) -> LogEntry {
        let person = self.party(Sort::Person, &step.by.name);
        let by = person.or_else(|| self.party(Sort::Organization, &step.by.unit));
        let role = step.by.role.map_or("", crate::ledger::Role::code);
        let props = [("deed", step.deed.code()), ("from", &step.from), ("to", &step.to)]
            .into_iter()
            .chain([("role", role), ("unit", &step.by.unit)]);
        LogEntry {
            uuid: self.uuid("step", &format!("{measure}\n{at}")),
            description: Some(text(&step.opinion)).filter(|opinion| !opinion.is_empty()),
            start: moment(step.at),
            props: props.filter_map(|(name, value)| prop(name, value)).collect(),
            logged_by: by.into_iter().map(|party_uuid| LoggedBy { party_uuid }).collect(),
            related_responses: vec![RelatedResponse {
                response_uuid: self.node("remediation", measure),
            }],
        }
    }
}

/// A finding is closed once all of its measures are struck off, whatever counts as done elsewhere.
fn status(measures: &[&Node]) -> &'static str {
    let is =
        |wanted: fn(Option<Status>) -> bool| measures.iter().all(|node| wanted(node.record.status));
    if is(|status| matches!(status, None | Some(Status::NotStarted))) {
        "open"
    } else if is(|status| status == Some(Status::StruckOff)) {
        "closed"
    } else {
        "remediating"
    }
}

/// The last day of its measures; none where one goes on without an end or names no day.
fn deadline(measures: &[&Node]) -> Option<String> {
    let day = |node: &&Node| match node.record.status {
        Some(Status::LongTerm) => None,
        _ => node.record.due(),
    };
    let days: Option<Vec<Date>> = measures.iter().map(day).collect();
    days?.into_iter().max().map(end_of)
}

/// Where a finding stands, and what it aims at.
fn about(ledger: &Ledger, outline: &Outline, place: usize, finding: &Node) -> Vec<Prop> {
    let whole = outline.direction_at(ledger, place).map_or("", |node| &node.text);
    let parent = finding.parent.and_then(|id| ledger.get(id));
    let parent = parent.filter(|node| node.kind == finding.kind).map_or("", |node| &node.text);
    let (id, label) = (finding.id.to_string(), outline.label(ledger, finding.id));
    let props = [
        ("id", id.as_str()),
        ("label", &label),
        ("direction", whole),
        ("part-of", parent),
        (Field::Target.code(), finding.get(Field::Target)),
    ];
    props.into_iter().filter_map(|(name, value)| prop(name, value)).collect()
}

/// What the ledger holds of a measure, but for those who are named as parties; a paper a prop.
fn record(measure: &Node) -> Vec<Prop> {
    let mut props: Vec<Prop> = prop("id", &measure.id.to_string()).into_iter().collect();
    let is_role = |field: &Field| ROLES.iter().any(|(role, ..)| role == field);
    for field in Field::RECORD.iter().filter(|field| !is_role(field)) {
        let value = measure.get(*field);
        if *field == Field::Evidence {
            let papers = Evidence::list(value);
            let one = |paper: &Evidence| {
                prop(field.code(), &Evidence::write(std::slice::from_ref(paper)))
            };
            props.extend(papers.iter().filter_map(one));
        } else {
            props.extend(prop(field.code(), value));
        }
    }
    props
}

/// None for a value that shows nothing: the format has no empty ones.
fn prop(name: &'static str, value: &str) -> Option<Prop> {
    Some(Prop { name, ns: NAMESPACE, value: one_line(value)? })
}

/// A title is one line, and there is always one.
fn title(label: &str, words: &str) -> String {
    let words = one_line(words).unwrap_or_default();
    let start: String = words.chars().take(TITLE).collect();
    let more = if start.len() < words.len() { "…" } else { "" };
    let label = if label.is_empty() { String::new() } else { format!("问题{label} ") };
    line(&format!("{label}{start}{more}")).unwrap_or_else(|| "整改措施".to_owned())
}

/// Text of one line as CommonMark; none where it shows nothing.
fn line(words: &str) -> Option<String> {
    one_line(words).map(|line| super::markdown::escaped(&line))
}

/// Text as CommonMark.
fn text(words: &str) -> String {
    super::markdown::escaped(words.trim_matches(is_blank))
}

fn one_line(words: &str) -> Option<String> {
    let parts: Vec<&str> = words.split(is_blank).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// What validators take for a blank at either end of a value; some count U+FEFF, some do not.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || c == '\u{FEFF}'
}

/// A day ends at midnight of China, where the ledgers are kept.
fn end_of(day: Date) -> String {
    format!("{day}T23:59:59+08:00")
}

/// “2024-06-30T08:15:00Z”
fn moment(at: i64) -> String {
    let (day, second) = super::utc(at);
    format!("{day}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

fn uuid5(namespace: &[u8; 16], name: &str) -> String {
    let hash = Sha1::new().chain_update(namespace).chain_update(name).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x50;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 9562, “ns:URL”.
    const URL: [u8; 16] = 0x6ba7_b811_9dad_11d1_80b4_00c0_4fd4_30c8_u128.to_be_bytes();

    #[test]
    fn names_are_those_of_the_standard() {
        // RFC 9562, appendix A.4, with its namespace for DNS.
        let dns = 0x6ba7_b810_9dad_11d1_80b4_00c0_4fd4_30c8_u128.to_be_bytes();
        assert_eq!(uuid5(&dns, "www.example.com"), "2ed6657d-e927-568b-95e1-2665a8aea6a2");
        let root: String = ROOT.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(uuid5(&URL, NAMESPACE).replace('-', ""), root);
    }
}
