//! A published file, read again from its last bytes: every text in it, wherever it hides, and what
//! a public file must not carry.
//!
//! Independent of the writers in `export`, though not of the unzipper: it reads a file that went through a word processor in
//! between as well as one of ours, and rather tells a thing twice than not at all. Nothing is
//! judged here; `check` and people do that. Not seen: what pictures show, what a style sheet hides
//! by other means than those named in `html`.

mod docx;
mod html;
mod markup;
mod package;
mod words;
mod xlsx;
mod xml;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::office::OfficeError;

codes! {
    /// What a file is; the code is what its name ends in.
    Form {
        Docx = "docx",
        /// One page that opens by itself.
        Html = "html",
        Xlsx = "xlsx",
        Text = "txt",
        Markdown = "md",
    }
}

/// A stretch of text in a file: a paragraph, a cell, the value of an attribute, a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Where it is, in the words of the format: “word/document.xml”, “整改情况!D5”, “meta@content”.
    pub place: String,
    pub text: String,
    /// Set so that nobody sees it who looks at the file.
    pub hidden: bool,
}

/// What a public file must not carry. Words are as they stand in the file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Foreign {
    /// Who wrote it or changed it.
    Author(String),
    Comment(String),
    /// A tracked change: what was deleted, or whose change it is.
    Revision(String),
    HiddenText(String),
    /// A part that is not text: a picture, a thumbnail, an embedded file. Its name.
    Embedded(String),
    /// Scripts and macros, by where they are.
    Script(String),
    /// The address.
    ExternalLink(String),
    /// The ledger's own file.
    InternalJson,
    /// Properties other than the title, “name: value”.
    Properties(String),
}

impl Foreign {
    /// The words that show it; none of a whole ledger.
    pub fn words(&self) -> &str {
        match self {
            Self::Author(words)
            | Self::Comment(words)
            | Self::Revision(words)
            | Self::HiddenText(words)
            | Self::Embedded(words)
            | Self::Script(words)
            | Self::ExternalLink(words)
            | Self::Properties(words) => words,
            Self::InternalJson => "",
        }
    }
}

/// Why a file cannot be looked into. Such a file is not fit to be published.
#[derive(Debug, thiserror::Error)]
pub enum InspectError {
    #[error("the file is not UTF-8")]
    NotUtf8,
    #[error(transparent)]
    Office(#[from] OfficeError),
}

/// Every text of a file, in the order of the file, none of them blank; and what does not belong
/// into a public file.
pub fn inspect(form: Form, bytes: &[u8]) -> Result<Seen, InspectError> {
    let mut seen = look(form, bytes)?;
    let is_internal = says_internal(&String::from_utf8_lossy(bytes))
        || seen.parts.iter().any(|part| says_internal(&part.text));
    if is_internal && !seen.foreign.contains(&Foreign::InternalJson) {
        seen.foreign.push(Foreign::InternalJson);
    }
    Ok(seen)
}

fn look(form: Form, bytes: &[u8]) -> Result<Seen, InspectError> {
    let text = || std::str::from_utf8(bytes).map_err(|_| InspectError::NotUtf8);
    let mut seen = Seen::default();
    match form {
        Form::Html => html::read(text()?, &mut seen),
        Form::Docx => docx::read(bytes, &mut seen)?,
        Form::Xlsx => xlsx::read(bytes, &mut seen)?,
        Form::Markdown => words::markdown(text()?, &mut seen),
        Form::Text => words::plain(text()?, &mut seen),
    }
    Ok(seen)
}

/// What was met in a file.
#[derive(Debug, Default)]
pub struct Seen {
    pub parts: Vec<Part>,
    pub foreign: Vec<Foreign>,
}

impl Seen {
    fn shown(&mut self, place: impl Into<String>, text: &str) {
        self.part(place.into(), text, false);
    }

    /// A text that is told as foreign, too.
    fn hidden(&mut self, place: impl Into<String>, text: &str) {
        self.part(place.into(), text, true);
        if !is_blank(text) {
            self.foreign.push(Foreign::HiddenText(text.to_owned()));
        }
    }

    fn part(&mut self, place: String, text: &str, hidden: bool) {
        if !is_blank(text) {
            self.parts.push(Part { place, text: text.to_owned(), hidden });
        }
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Whether the text has a ledger's envelope in it (`file`), however it is spaced.
fn says_internal(text: &str) -> bool {
    const NAME: &str = "rectification-ledger";
    const BEFORE: &str = "\"format\":\"";
    text.match_indices(NAME).any(|(at, _)| {
        let before = text[..at].chars().rev().filter(|c| !c.is_whitespace());
        before.take(BEFORE.len()).eq(BEFORE.chars().rev())
    })
}
