//! The publication as Markdown (CommonMark 0.31, tables as in GFM). Text stays text: whatever could
//! be read as markup has a backslash before it. No HTML, no front matter.

use crate::disclose::{Document, Paragraph, Part};

use super::clean;
use super::table::{Block, CONTINUED, Cell, Table, blocks};

/// UTF-8, blocks with an empty line between them. Headings go from `#`, the title, to `#####`, a
/// part of a finding.
pub fn markdown(document: &Document) -> String {
    let blocks = blocks(document);
    let texts = blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => set(paragraph),
        Block::Table(table) => rows(table),
    });
    let mut out = texts.collect::<Vec<String>>().join("\n\n");
    out.push('\n');
    out
}

fn set(paragraph: &Paragraph) -> String {
    let text = escape(&paragraph.text());
    let mark = match paragraph.part {
        Part::Title => "# ",
        Part::Chapter => "## ",
        Part::Direction => "### ",
        Part::Finding => "#### ",
        Part::SubFinding => "##### ",
        Part::Body | Part::Prose | Part::Row | Part::Signature => return opening(&text),
    };
    // A heading ends with its line.
    mark.to_owned() + &text.replace('\n', " ")
}

/// The first row is the head: a table of GFM has one.
fn rows(table: &Table) -> String {
    let line = |texts: Vec<String>| format!("| {} |", texts.join(" | "));
    let mut lines = Vec::with_capacity(table.rows.len() + 1);
    for row in &table.rows {
        // Cells cannot be merged here: one that goes on says so, as in the document.
        let cell = |cell: &Cell| match cell.rows {
            0 => CONTINUED.to_owned(),
            _ => escape(&cell.text).replace('\n', " "),
        };
        lines.push(line(row.iter().map(cell).collect()));
        if lines.len() == 1 {
            lines.push(line(row.iter().map(|_| "---".to_owned()).collect()));
        }
    }
    lines.join("\n")
}

/// Any text as text of CommonMark, line by line.
pub(super) fn escaped(text: &str) -> String {
    opening(&escape(text))
}

/// What means something wherever it stands. A backslash before any of ASCII's punctuation gives
/// the mark itself (§2.4).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '#' | '~' | '$' | '!'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What means something at the start of a line: lists, rules, and the lines under a heading.
/// `text` is escaped otherwise.
fn opening(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let line = line.trim_start_matches([' ', '\t']);
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        match line.as_bytes().get(digits) {
            Some(b'.' | b')') if digits > 0 => {
                format!("{}\\{}", &line[..digits], &line[digits..])
            }
            Some(b'-' | b'+' | b'=' | b':') if digits == 0 => format!("\\{line}"),
            Some(_) | None => line.to_owned(),
        }
    });
    lines.collect::<Vec<String>>().join("\n")
}
