//! The disclosure as one HTML file: no script, nothing loaded, readable on screen and on A4.
//! The ledger's name is the page's title; the words of the page are the report's alone.
//!
//! Escaping is the template's: text enters the page only through maud's interpolation.

use maud::{DOCTYPE, PreEscaped, html};

use crate::disclose::{Document, Part};

/// Screen and print in the faces of GB/T 9704-2012 (黑体 chapters, 楷体 directions,
/// 仿宋 text, first lines indented by two characters).
const STYLE: &str = include_str!("../../style/disclosure.css");

/// UTF-8 HTML that opens by itself.
pub fn html(document: &Document) -> String {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (document.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    @for paragraph in &document.paragraphs {
                        @match paragraph.part {
                            Part::Chapter => { h2 { (paragraph.text) } }
                            Part::Direction => { h3 { (paragraph.text) } }
                            Part::Finding => { h4 { (paragraph.text) } }
                            Part::SubFinding => { h5 { (paragraph.text) } }
                            Part::Body => { p { (paragraph.text) } }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}
