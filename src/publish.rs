//! 复核发布: the finished files of an edition, and what is still in their bytes.
//!
//! A file is written, and then read again as a stranger would read it (`left`). Nothing is taken
//! from the model on trust. Not here: who signs, and what is told to whom.

mod left;
pub mod wording;
mod words;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::disclose::{self, Document, Edition, document};
use crate::export;
use crate::inspect::Foreign;
pub use crate::inspect::Form;
use crate::ledger::Ledger;
use crate::redact::Entity;
pub use left::Gate;

/// A finished file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub form: Form,
    pub bytes: Vec<u8>,
    /// Of exactly these bytes, in lower-case hexadecimal digits.
    pub sha256: String,
    pub left: Vec<Left>,
}

/// Something that the finished file still says.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Left {
    /// The part of the file: “正文”, “word/document.xml”, “docProps/core.xml”.
    pub place: String,
    pub what: What,
    pub words: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum What {
    /// Nobody has decided about it, or it is masked elsewhere.
    Leak(Entity),
    /// By a person's decision.
    Kept(Entity),
    /// Words of a measure that is not published.
    Exempt,
    /// What a template left to be filled in.
    Unfilled,
    /// Digits that are called a number of somebody, in no form that a finder knows.
    Suspect,
    /// What a published file does not carry.
    Foreign(Foreign),
    /// The file cannot be read again: nothing is known of it.
    Unreadable,
}

impl What {
    /// Whether it has to be dealt with, or signed for.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Kept(_) => false,
            Self::Leak(_)
            | Self::Exempt
            | Self::Unfilled
            | Self::Suspect
            | Self::Foreign(_)
            | Self::Unreadable => true,
        }
    }
}

/// The files of an edition, each with what is left in it. Same ledger, same bytes.
pub fn publish(ledger: &Ledger, edition: Edition, forms: &[Form]) -> Vec<Published> {
    let document = document(ledger, edition);
    let gate = Gate::new(ledger, &document, edition);
    let file = |form: &Form| {
        let bytes = write(ledger, &document, edition, *form);
        let left = gate.left(*form, &bytes).unwrap_or_else(|error| {
            let words = error.to_string();
            vec![Left { place: String::new(), what: What::Unreadable, words }]
        });
        Published { form: *form, sha256: sha256(&bytes), bytes, left }
    };
    forms.iter().map(file).collect()
}

fn write(ledger: &Ledger, document: &Document, edition: Edition, form: Form) -> Vec<u8> {
    match form {
        Form::Text => disclose::text(ledger, edition).into_bytes(),
        Form::Html => export::html::html(document).into_bytes(),
        Form::Docx => export::docx::docx(document),
        Form::Xlsx => export::xlsx::xlsx(document),
        Form::Markdown => export::markdown::markdown(document).into_bytes(),
    }
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is told of a file to whoever asked for it from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    pub form: Form,
    pub sha256: String,
    pub left: Vec<Left>,
}

/// Why an asker from elsewhere is not served.
#[derive(Debug, thiserror::Error)]
pub enum Unasked {
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] crate::file::FileError),
    #[error("no such edition or form")]
    Words,
}

/// Publishes for an asker who sends the ledger as its file, and codes parted by commas: all that
/// was asked for, or nothing.
pub fn answer(ledger: &str, edition: &str, forms: &str) -> Result<Vec<Published>, Unasked> {
    let ledger = crate::file::read(ledger)?;
    let edition = Edition::from_code(edition).ok_or(Unasked::Words)?;
    let forms: Option<Vec<Form>> = forms.split(',').map(Form::from_code).collect();
    Ok(publish(&ledger, edition, &forms.ok_or(Unasked::Words)?))
}

/// What is told of these files, as JSON.
pub fn told(files: &[Published]) -> String {
    let told = files.iter().map(|file| Told {
        form: file.form,
        sha256: file.sha256.clone(),
        left: file.left.clone(),
    });
    crate::file::json(&told.collect::<Vec<Told>>())
}
