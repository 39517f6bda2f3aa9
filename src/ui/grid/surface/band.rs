//! A drawn band: the line that spans the table above a group of rows.

use web_sys::{HtmlElement, Text};

use super::template::{Template, child};
use crate::rows::{Line, Table};
use crate::ui::desk::Desk;
use crate::ui::text;

pub struct BandView {
    pub line: usize,
    pub element: HtmlElement,
    text: Text,
    top: f64,
}

impl BandView {
    pub fn new(template: &Template) -> Self {
        let element = template.band();
        let text = template.text_in(&child(&element, 0));
        Self { line: usize::MAX, element, text, top: f64::NAN }
    }

    pub fn stand_for(&mut self, line: usize) {
        let _ = self.element.remove_attribute("hidden");
        let _ = self.element.set_attribute("aria-rowindex", &(line + 2).to_string());
        self.line = line;
    }

    pub fn fill(&mut self, desk: Desk, table: &Table) {
        if let Some(Line::Band(at)) = table.line(self.line) {
            let band = &table.bands()[at];
            let title = desk.with(|ledger| text::band(ledger, &band.title));
            let words = text::counted_rows(&title, band.rows);
            self.text.set_data(&words);
            let _ = self.element.set_attribute("title", &words);
        }
    }

    pub fn put(&mut self, top: f64) {
        if self.top != top {
            self.top = top;
            let _ = HtmlElement::style(&self.element).set_property("top", &format!("{top}px"));
        }
    }

    pub fn hide(&mut self) {
        if self.line != usize::MAX {
            (self.line, self.top) = (usize::MAX, f64::NAN);
            let _ = self.element.set_attribute("hidden", "");
        }
    }

    pub fn remove(self) {
        self.element.remove();
    }
}
