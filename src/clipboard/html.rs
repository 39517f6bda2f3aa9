//! Cells as an HTML table that spreadsheets paste as it stands: every cell is text, so that 1-2
//! does not become a date, 0012 keeps its zeros and =1+1 stays what was written.
//!
//! All that is said about a cell stands on the cell: a clipboard may drop a style sheet. Nothing
//! is said of borders and faces, so that the target keeps its own.

use maud::{Render, html};

use super::{SpannedCell, tsv};

/// Text format for Excel and WPS. A browser reads the rest and keeps spaces and tabs.
const STYLE: &str = r"mso-number-format:'\@';white-space:pre-wrap";

/// The same for LibreOffice, which asks for a language and its own.
const TEXT_FORMAT: &str = "0;0;@";

const NBSP: &str = "\u{A0}";

/// `rows` with the cells that merged ones cover left out, as in HTML.
pub fn write(rows: &[Vec<SpannedCell>]) -> String {
    html! {
        meta charset="utf-8";
        table {
            @for row in rows {
                tr {
                    @for cell in row {
                        td rowspan=[span(cell.rows)] colspan=[span(cell.columns)]
                            sdnum=(TEXT_FORMAT) style=(STYLE) { (Text(&cell.text)) }
                    }
                }
            }
        }
    }
    .into_string()
}

fn span(claim: usize) -> Option<usize> {
    (claim > 1).then_some(claim)
}

/// The inside of a cell.
struct Text<'a>(&'a str);

impl Render for Text<'_> {
    fn render_to(&self, out: &mut String) {
        for (at, line) in tsv::lines(self.0).split('\n').enumerate() {
            if at > 0 {
                html! { br style="mso-data-placement:same-cell"; }.render_to(out);
            }
            render_line(line, out);
        }
    }
}

/// Spreadsheets collapse spaces at the ends and in a row, but for those they mark so themselves.
fn render_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some((before, spaces, after)) = next_spaces(rest, rest.len() == line.len()) {
        before.render_to(out);
        html! { span style="mso-spacerun:yes" { (NBSP.repeat(spaces)) } }.render_to(out);
        rest = after;
    }
    rest.render_to(out);
}

/// The next spaces that would be lost: two or more, or any at either end.
fn next_spaces(text: &str, line_start: bool) -> Option<(&str, usize, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find(' ')?;
        let after = text[start..].trim_start_matches(' ');
        let spaces = text.len() - start - after.len();
        if spaces > 1 || after.is_empty() || (start == 0 && line_start) {
            return Some((&text[..start], spaces, after));
        }
        from = start + spaces;
    }
}
