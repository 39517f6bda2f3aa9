//! A plain list on paper, such as 合并清单: a title, lines about it, a table whose head is repeated
//! on every page, each column with its share of the width. A fragment of well-formed XML; every word comes from the caller.

use maud::html;

use super::clean;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub title: String,
    /// Below the title, one a line.
    pub notes: Vec<String>,
    /// Each column's word, and its share of the width.
    pub head: Vec<(String, u32)>,
    /// As many cells in each as the head has.
    pub rows: Vec<Vec<String>>,
}

pub fn list(list: &List) -> String {
    html! {
        div class="printed__caption" {
            div class="printed__title" { (clean(&list.title)) }
            @for note in &list.notes { div class="printed__note" { (clean(note)) } }
        }
        table class="printed" {
            thead {
                tr { @for (word, weight) in &list.head {
                    th class="printed__head" data-weight=(weight) { (clean(word)) }
                } }
            }
            tbody { @for row in &list.rows {
                tr { @for cell in row { td { (clean(cell)) } } }
            } }
        }
    }
    .into_string()
}
