//! The disclosure as one HTML file: no script, nothing loaded, readable on screen and on A4.
//! The ledger's name is the page's title; the words of the page are the report's alone.
//!
//! Escaping is the template's: text enters the page only through maud's interpolation.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::table::{Block, Table, blocks, shares};
use super::{carried, clean};
use crate::disclose::{Document, Paragraph, Part};

/// Screen and print in the faces and measures of GB/T 9704-2012: on paper 22 lines of 28
/// characters, 小标宋 title, 黑体 chapters, 楷体 directions, 仿宋 text.
const STYLE: &str = include_str!("../../style/disclosure.css");

/// UTF-8 HTML that opens by itself.
pub fn html(document: &Document) -> String {
    page(document, None)
}

/// The same with the ledger's own file in it: it opens again as the ledger. For the internal
/// edition alone.
pub fn reopening(document: &Document, json: &str) -> String {
    page(document, Some(json))
}

fn page(document: &Document, json: Option<&str>) -> String {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (clean(&document.title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (main(document))
                @if let Some(json) = json { (PreEscaped(carried::element(json))) }
            }
        }
    }
    .into_string()
}

/// The document alone, to be printed from a page that has its style.
pub fn body(document: &Document) -> String {
    main(document).into_string()
}

fn main(document: &Document) -> Markup {
    html! {
        main class="disclosure" {
            @for block in blocks(document) {
                @match block {
                    Block::Paragraph(paragraph) => (set(paragraph)),
                    Block::Table(table) => (rows(&table)),
                }
            }
        }
    }
}

fn set(paragraph: &Paragraph) -> Markup {
    let text = paragraph.text();
    let text = clean(&text);
    html! {
        @match paragraph.part {
            Part::Title => { h1 { (text) } }
            Part::Chapter => { h2 { (text) } }
            Part::Direction => { h3 { (text) } }
            Part::Finding => { h4 { (text) } }
            Part::SubFinding => { h5 { (text) } }
            Part::Body | Part::Prose | Part::Row => { p { (text) } }
            Part::Signature => { p.signature { (text) } }
        }
    }
}

/// A head that browsers repeat on every sheet of paper, and the rows below it.
fn rows(table: &Table) -> Markup {
    let (head, body) = table.rows.split_at(table.head());
    html! {
        div.table {
            table {
                colgroup {
                    @for share in shares(table, 100) { col width={ (share) "%" }; }
                }
                @if !head.is_empty() {
                    thead {
                        @for row in head {
                            tr {
                                @for cell in row.iter().filter(|cell| cell.rows > 0) {
                                    th scope="col" rowspan=[(cell.rows > 1).then_some(cell.rows)] {
                                        (cell.text)
                                    }
                                }
                            }
                        }
                    }
                }
                tbody {
                    @for row in body {
                        tr {
                            @for cell in row.iter().filter(|cell| cell.rows > 0) {
                                td rowspan=[(cell.rows > 1).then_some(cell.rows)] { (cell.text) }
                            }
                        }
                    }
                }
            }
        }
    }
}
