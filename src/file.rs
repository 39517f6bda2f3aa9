//! The ledger's own file: a versioned envelope around its content, as JSON.
//!
//! ```json
//! {"format": "rectification-ledger", "version": 4,
//!  "ledger": {"name": "…", "nodes": [{"id": 1, "kind": "chapter", "before": "一、", "text": "…"}]}}
//! ```
//! `schema/ledger-4.schema.json` describes it; `tests/fixtures/files` keeps one file per version,
//! for ever. The texts of a file, one after the other, are the document.

use serde::{Deserialize, Serialize};

use crate::ledger::{Dispatch, Ledger, Malformed, Node, Particulars, Ruled, Slice, ruled};

pub const FORMAT: &str = "rectification-ledger";
/// 1 had no details and no chrome, 2 no particulars, no steps and half the fields, 3 no rulings,
/// no publication and no parts for others; their files read as they are.
pub const VERSION: u32 = 4;

/// What a ledger holds, as it is written down. Not yet checked: [`Ledger::new`] does that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    pub name: String,
    #[serde(default, skip_serializing_if = "Particulars::is_default")]
    pub particulars: Particulars,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rulings: Vec<Ruled>,
    /// Names the ledger once a part of it has gone out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub document: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dispatches: Vec<Dispatch>,
    /// What it is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slice: Option<Box<Slice>>,
    pub nodes: Vec<Node>,
}

/// Why a file is no ledger, for the reader to tell the person what to do.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    #[error("not a JSON file (line {line}, column {column})")]
    NotJson { line: usize, column: usize },
    #[error("a JSON file, but not one of this tool")]
    Alien,
    #[error("written by a newer release (format version {version}, this one reads {VERSION})")]
    Newer { version: u64 },
    #[error("a damaged ledger file: {reason}")]
    Damaged { reason: String },
    #[error("a damaged ledger file: {0}")]
    Malformed(#[from] Malformed),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    #[serde(rename = "format")]
    _format: String,
    #[serde(rename = "version")]
    _version: u32,
    ledger: Content,
}

/// Only what tells whose file it is, whatever else is in it.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: Option<u64>,
}

impl Content {
    pub fn of(ledger: &Ledger) -> Self {
        Self {
            name: ledger.name().to_owned(),
            particulars: ledger.particulars().clone(),
            rulings: ruled(ledger.rulings()),
            document: ledger.document().to_owned(),
            dispatches: ledger.dispatches().values().cloned().collect(),
            slice: ledger.slice().cloned().map(Box::new),
            nodes: ledger.nodes().to_vec(),
        }
    }
}

/// The file of a ledger: one node a line, so that two files can be compared by eye.
pub fn write(ledger: &Ledger) -> String {
    let name = json(ledger.name());
    let particulars = match ledger.particulars() {
        own if own.is_default() => String::new(),
        own => format!("\"particulars\":{},", json(own)),
    };
    let rulings = match ledger.rulings() {
        none if none.is_empty() => String::new(),
        some => format!("\"rulings\":{},", json(&ruled(some))),
    };
    let document = match ledger.document() {
        "" => String::new(),
        own => format!("\"document\":{},", json(own)),
    };
    let dispatches = match ledger.dispatches() {
        none if none.is_empty() => String::new(),
        some => format!("\"dispatches\":{},", json(&some.values().collect::<Vec<&Dispatch>>())),
    };
    let slice = match ledger.slice() {
        None => String::new(),
        Some(own) => format!("\"slice\":{},", json(own)),
    };
    let mut file = format!(
        "{{\"format\":\"{FORMAT}\",\"version\":{VERSION},\"ledger\":{{\"name\":{name},\
        {particulars}{rulings}{document}{dispatches}{slice}\"nodes\":["
    );
    for (at, node) in ledger.nodes().iter().enumerate() {
        file.push_str(if at == 0 { "\n" } else { ",\n" });
        file.push_str(&json(node));
    }
    file.push_str("\n]}}\n");
    file
}

/// A value of ours as JSON.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).expect("strings and numbers always serialise")
}

/// Reads any version this release knows; the newest is what it writes.
pub fn read(json: &str) -> Result<Ledger, FileError> {
    let json = json.trim_start_matches('\u{FEFF}');
    let header = serde_json::from_str(json).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => FileError::Alien, // JSON, but without our words
        _ => FileError::NotJson { line: error.line(), column: error.column() },
    });
    match header? {
        Header { format, .. } if format != FORMAT => return Err(FileError::Alien),
        Header { version: Some(version), .. } if version > u64::from(VERSION) => {
            return Err(FileError::Newer { version });
        }
        Header { version: Some(version), .. } if version > 0 => {}
        Header { .. } => {
            return Err(FileError::Damaged { reason: "it has no version number".to_owned() });
        }
    }
    let envelope: Envelope = serde_json::from_str(json)
        .map_err(|error| FileError::Damaged { reason: error.to_string() })?;
    Ok(Ledger::with(envelope.ledger)?)
}
