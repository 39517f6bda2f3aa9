//! Which of many lines are in the page: those in view and some around. All others are stood for by
//! two spaces. Heights are measured where lines have been seen and estimated elsewhere.

use std::collections::HashMap;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Pixels drawn above and below the view.
const MARGIN: i32 = 500;

/// A scrolled list of blocks, each of some height.
#[derive(Clone, Copy)]
pub struct Window {
    scroller: NodeRef<html::Div>,
    estimates: StoredValue<Vec<i32>>,
    measured: StoredValue<HashMap<usize, i32>>,
    pub range: RwSignal<(usize, usize)>,
    /// Heights of the two spaces, in pixels.
    pub space: RwSignal<(i32, i32)>,
}

impl Window {
    /// A list in `scroller`, whose blocks carry their place in `data-block`.
    pub fn new(scroller: NodeRef<html::Div>) -> Self {
        Self {
            scroller,
            estimates: StoredValue::new(Vec::new()),
            measured: StoredValue::new(HashMap::new()),
            range: RwSignal::new((0, 0)),
            space: RwSignal::new((0, 0)),
        }
    }

    /// Other blocks, of about these heights. The scroll position stays.
    pub fn fill(self, estimates: Vec<i32>) {
        self.estimates.set_value(estimates);
        self.measured.update_value(HashMap::clear);
        self.look();
    }

    /// Chooses the blocks for the present scroll position, then measures what was drawn.
    pub fn look(self) {
        self.choose();
        request_animation_frame(move || {
            if self.measure() {
                self.choose();
            }
        });
    }

    /// Scrolls until block `at` is in view; it is drawn a frame later.
    pub fn show(self, at: usize) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let above: i32 = (0..at).map(|at| self.height(at)).sum();
        let (top, view) = (scroller.scroll_top(), scroller.client_height());
        if above < top || above + self.height(at) > top + view {
            scroller.set_scroll_top(above - view / 3);
        }
        self.look();
    }

    fn height(self, at: usize) -> i32 {
        let measured = self.measured.with_value(|heights| heights.get(&at).copied());
        measured
            .or_else(|| self.estimates.with_value(|heights| heights.get(at).copied()))
            .unwrap_or(0)
    }

    fn choose(self) {
        // A frame may come after the view has gone.
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        let (top, view) = (scroller.scroll_top(), scroller.client_height().max(600));
        let count = self.estimates.with_value(Vec::len);
        let (mut from, mut to, mut above, mut below, mut y) = (count, count, 0, 0, 0);
        for at in 0..count {
            let end = y + self.height(at);
            if end < top - MARGIN {
                above = end;
            } else if y > top + view + MARGIN {
                to = to.min(at);
                below += end - y;
            } else {
                from = from.min(at);
            }
            y = end;
        }
        set_if_new(self.range, (from.min(to), to));
        set_if_new(self.space, (above, below));
    }

    /// Whether any height turned out other than thought.
    fn measure(self) -> bool {
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return false };
        let Ok(blocks) = scroller.query_selector_all("[data-block]") else { return false };
        let blocks =
            (0..blocks.length()).filter_map(|at| blocks.get(at)?.dyn_into::<HtmlElement>().ok());
        let seen: Vec<(usize, i32)> = blocks
            .filter_map(|block| {
                Some((block.get_attribute("data-block")?.parse().ok()?, block.offset_height()))
            })
            .collect();
        let mut changed = false;
        self.measured.update_value(|heights| {
            for (at, height) in seen {
                changed |= heights.insert(at, height) != Some(height);
            }
        });
        changed
    }
}

fn set_if_new<T: PartialEq + Copy + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.get_untracked() != value {
        signal.set(value);
    }
}
