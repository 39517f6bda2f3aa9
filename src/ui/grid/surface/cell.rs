//! One drawn cell: its words, how it is marked, and how far a merged one reaches. It remembers
//! what it last told the page, so that what has not changed is not told again.

use web_sys::{HtmlElement, Text};

use super::template::{Template, child};
use crate::rows::extent;
use crate::ui::field::LONG;
use crate::ui::grid::cells;

/// A merged cell higher than this, in pixels, keeps its text in view.
const TALL: f64 = 360.0;

pub struct CellView {
    pub element: HtmlElement,
    /// Holds the text; its height is what the text takes.
    inner: HtmlElement,
    text: Text,
    /// What the text says.
    said: String,
    is_long: bool,
    /// As the box of a merged cell is placed: how far above its row, and how high.
    span: (f64, f64),
    look: Look,
}

/// How a cell is marked.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    pub is_active: bool,
    pub is_selected: bool,
    pub is_corner: bool,
}

impl CellView {
    /// Of the row copied from `template`, the cell of its column `at`.
    pub fn new(template: &Template, row: &HtmlElement, at: usize) -> Self {
        let element = child(row, at + 1);
        let mut inner = child(&element, 0);
        if template.columns()[at].is_merged() {
            inner = child(&inner, 0);
        }
        let text = template.text_in(&inner);
        Self {
            element,
            inner,
            text,
            said: String::new(),
            is_long: false,
            span: (0.0, 0.0),
            look: Look::default(),
        }
    }

    /// Pixels that its text takes.
    pub fn natural(&self) -> i32 {
        self.inner.offset_height()
    }

    pub fn is_active(&self) -> bool {
        self.look.is_active
    }

    /// Pixels that it is high as a merged one.
    pub fn reach(&self) -> f64 {
        self.span.1
    }

    /// Marks the text as one of a stage, for its colour and sign.
    pub fn set_status(&self, code: &str) {
        let _ = self.inner.set_attribute("data-status", code);
    }

    /// Says these words and no more.
    pub fn say(&mut self, words: &str) {
        if self.said != words {
            words.clone_into(&mut self.said);
            self.text.set_data(words);
        }
    }

    /// As much of the words as so many lines hold.
    pub fn write(&mut self, words: &str, template: &Template, at: usize, lines: usize) {
        match extent::cut(words, template.ems(at), lines) {
            Some(end) => self.say(&format!("{}…", &words[..end])),
            None => self.say(words),
        }
        // Breaking long texts by the rules of punctuation can take a browser minutes.
        let is_long = words.len() > LONG && lines > 100;
        if is_long != self.is_long {
            self.is_long = is_long;
            let _ = self.inner.class_list().toggle_with_force("text--long", is_long);
        }
    }

    pub fn mark(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let list = self.element.class_list();
        if look.is_active != self.look.is_active {
            let _ = list.toggle_with_force("cell--active", look.is_active);
            if look.is_active {
                self.element.set_id(cells::ACTIVE);
            } else {
                let _ = self.element.remove_attribute("id");
            }
        }
        if look.is_selected != self.look.is_selected {
            let _ = list.toggle_with_force("cell--selected", look.is_selected);
            let _ = self.element.set_attribute("aria-selected", &look.is_selected.to_string());
        }
        if look.is_corner != self.look.is_corner {
            let _ = list.toggle_with_force("cell--corner", look.is_corner);
        }
        self.look = look;
    }

    /// Lets a merged cell reach over its run.
    pub fn spread(&mut self, span: (f64, f64), rows: usize) {
        if self.span == span {
            return;
        }
        let is_tall = span.1 > TALL;
        let holder = child(&self.element, 0);
        if is_tall != (self.span.1 > TALL) {
            let _ = holder.class_list().toggle_with_force("cell__box--tall", is_tall);
        }
        self.span = span;
        let style = HtmlElement::style(&holder);
        let _ = style.set_property("margin-top", &format!("{}px", -span.0));
        let _ = style.set_property("height", &format!("{}px", span.1));
        let _ = self.element.set_attribute("aria-rowspan", &rows.to_string());
    }
}
