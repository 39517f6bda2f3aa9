//! Printing: what is to be on paper is laid into an element of its own, which style/print.css shows
//! instead of the page, and taken out when the browser is done.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, window};

/// What is printed, and on which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// A table across.
    A4,
    A3,
    /// The page itself, upright.
    Page,
    /// The report.
    Document,
    /// What is signed for a publication.
    SignOff,
}

const PAPER: &str = "paper";

/// Prints markup that is known to be well formed; of [`Sheet::Page`], what the page shows.
pub fn print(sheet: Sheet, markup: &str) {
    lay_out(sheet, markup);
    if let Some(window) = window() {
        // It returns once the person has printed or not; a frame that may not print does nothing.
        let _ = window.print();
    }
}

/// Puts it where the style for paper finds it.
pub fn lay_out(sheet: Sheet, markup: &str) {
    let Some((root, paper)) = elements() else { return };
    paper.set_inner_html(markup);
    root.set_attribute("data-paper", sheet.code()).unwrap_or_default();
    share_width(&paper);
}

/// Gives each column of the table its share of the paper, by the weights its head is marked with.
fn share_width(paper: &HtmlElement) {
    let Ok(heads) = paper.query_selector_all("th[data-weight]") else { return };
    let heads = (0..heads.length()).filter_map(|at| heads.item(at)?.dyn_into::<HtmlElement>().ok());
    let weigh = |head: &HtmlElement| {
        head.get_attribute("data-weight").and_then(|weight| weight.parse().ok()).unwrap_or(1.0)
    };
    let heads: Vec<(HtmlElement, f64)> = heads.map(|head| (head.clone(), weigh(&head))).collect();
    let whole: f64 = heads.iter().map(|(_, weight)| weight).sum();
    for (head, weight) in heads {
        let share = format!("{:.2}%", weight / whole * 100.0);
        let _ = HtmlElement::style(&head).set_property("width", &share);
    }
}

/// Takes it away again.
pub fn clear_paper() {
    if let Some((root, paper)) = elements() {
        paper.set_inner_html("");
        root.remove_attribute("data-paper").unwrap_or_default();
    }
}

pub fn is_printing() -> bool {
    elements().is_some_and(|(root, _)| root.has_attribute("data-paper"))
}

fn elements() -> Option<(Element, HtmlElement)> {
    let document = window()?.document()?;
    let paper = document.get_element_by_id(PAPER)?.dyn_into().ok()?;
    Some((document.document_element()?, paper))
}

impl Sheet {
    fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
            Self::Page => "page",
            Self::Document => "document",
            Self::SignOff => "sign-off",
        }
    }
}
