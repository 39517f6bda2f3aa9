//! Text to draft: finds the ledger inside a report. Never fails, never loses a character.
//!
//! # Grammar
//! ```text
//! report     = chrome* narrative* chapter* tail
//! chapter    = [一、|（一）] title (ledger | narrative*)    a ledger where findings are headed inside
//! ledger     = (direction | finding | table | narrative | unassigned)*
//! direction  = [一、|（一）] ([在]“text”方面 | 在text方面 | 反馈问题：text | text)   over findings
//! finding    = [number] 关于“text”[的]问题[的整改] | [number] 关于text的问题
//!            | 针对“text”问题                       a part of the finding above it
//!            | [number] 问题N：text | 整改任务：text
//!            | number text                          where the evidence says so, see `pattern`
//! measures   = label [introduction] item+ | label text | item+
//! label      = 整改情况： | 整改落实情况： | 【整改措施】 …
//! item       = 一是text[；] | （1）text | ①text | 首先，text | ——text     in one paragraph or one each
//! detail     = 责任领导：text | 责任单位：text | 完成时限：text | 完成情况：text
//! table      = names of columns, then rows of cells
//! ```
//! Each rule has a name, two lines it reads, and a confidence: see [`Rule`]. How the document's own
//! numbering is told from its evidence is in `pattern`.
//!
//! A paragraph of measures without items is one measure: prose is never cut at 。 or ；.
//! 一是 outside a finding's measures is prose. After the last measures of the ledger chapter, a
//! closing paragraph (我们将…, 下一步…) is narrative; any other stray paragraph is unassigned.
//!
//! The draft's nodes tile the text: each begins where the one before ends, so putting them
//! together again gives the text back whatever the rules made of it.
//!
//! Matching looks at half- and full-width forms alike; the text itself stays as it is.

mod build;
mod details;
mod draft;
mod headings;
mod labels;
mod lines;
mod marker;
mod measures;
mod parsing;
mod pattern;
mod problem;
mod quotes;
mod rule;
mod signs;
mod surround;
mod tables;

pub use draft::{Cut, Draft, Stretch, Summary};
pub(crate) use labels::at_start as label;
pub use lines::is_blank;
pub use parsing::Parsing;
pub use problem::{Counted, Problem};
pub use quotes::same_but_for_quotes;
pub(crate) use quotes::{is_closing, is_opening};
pub use rule::{Confidence, Rule};
pub use surround::{is_date, is_lead, is_signature, is_title, speaks_of_contact, speaks_of_period};
pub use tables::{Column, Table};
pub(crate) use tables::{columns, is_column};

/// Cuts `text` into a draft and says what was doubtful.
pub fn parse(text: &str) -> (Draft<'_>, Vec<Problem>) {
    static NONE: Decisions = Decisions { claims: Vec::new(), columns: Vec::new() };
    let draft = Parsing::new(text, &NONE).finish();
    let problems = draft.problems();
    (draft, problems)
}

/// The part a person assigns to a stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Chapter,
    Direction,
    Finding,
    /// A part of the finding above it.
    SubFinding,
    Measure,
    Narrative,
}

impl Part {
    pub const ALL: [Self; 6] = [
        Self::Chapter,
        Self::Direction,
        Self::Finding,
        Self::SubFinding,
        Self::Measure,
        Self::Narrative,
    ];
}

/// “This stretch is that”, or, without a part, “this stretch stands for itself” and the rules say
/// what it is. Byte offsets into the source, on the boundaries of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    pub from: u32,
    pub to: u32,
    pub part: Option<Part>,
}

/// What a person decided about a text. The rules work around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    // Invariant: the claims ascend and do not overlap.
    claims: Vec<Claim>,
    /// The columns of the table that begins there.
    columns: Vec<(u32, Vec<Column>)>,
}

impl Decisions {
    pub fn claims(&self) -> &[Claim] {
        &self.claims
    }

    pub fn columns(&self) -> &[(u32, Vec<Column>)] {
        &self.columns
    }

    /// Adds a claim; those before it that overlap it give way. An empty stretch claims nothing.
    pub fn claim(&mut self, claim: Claim) {
        self.release(claim.from, claim.to);
        if claim.from < claim.to {
            let at = self.claims.partition_point(|other| other.from < claim.from);
            self.claims.insert(at, claim);
        }
    }

    /// Takes back the claims that reach into a stretch.
    pub fn release(&mut self, from: u32, to: u32) {
        self.claims.retain(|other| other.to <= from || other.from >= to);
    }

    /// Sets the columns of the table that begins at `at`.
    pub fn set_columns(&mut self, at: u32, columns: Vec<Column>) {
        self.columns.retain(|(other, _)| *other != at);
        self.columns.push((at, columns));
    }
}
