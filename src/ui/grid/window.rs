//! Which groups are in the page: those in view and a few around them. The others are stood for
//! by two spaces, whose heights are measured where a group has been seen and estimated elsewhere.

use std::collections::HashMap;
use std::rc::Rc;

use leptos::ev::resize;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::cells;
use crate::ledger::Id;
use crate::rows::{Group, Spot};
use crate::ui::desk::Desk;

/// Pixels drawn above and below the view.
const MARGIN: i32 = 600;
/// A row that has not been seen yet, and the band of a direction.
const ROW: i32 = 84;
const BAND: i32 = 34;

#[derive(Clone, Copy)]
pub struct Window {
    desk: Desk,
    scroller: NodeRef<html::Div>,
    heights: StoredValue<HashMap<Id, i32>, LocalStorage>,
    range: RwSignal<(usize, usize)>,
    /// Heights of the two spaces, in pixels.
    pub space: RwSignal<(i32, i32)>,
}

/// Rows of the table without its head.
pub fn row_count(groups: &[Group]) -> usize {
    groups.iter().map(|group| group.measures.len().max(1)).sum()
}

impl Window {
    pub fn new(desk: Desk, scroller: NodeRef<html::Div>) -> Self {
        let window = Self {
            desk,
            scroller,
            heights: StoredValue::new_local(HashMap::new()),
            range: RwSignal::new((0, 0)),
            space: RwSignal::new((0, 0)),
        };
        // The first groups are drawn at once; the true size of the view is known a moment later.
        window.choose(0, 800);
        Effect::new(move |_| {
            desk.groups.track();
            scroller.track();
            window.look();
        });
        window_event_listener(resize, move |_| window.look());
        window
    }

    /// The groups to draw.
    pub fn shown(self) -> Vec<Group> {
        let (from, to) = self.range.get();
        self.desk.groups.with(|groups| {
            let to = to.min(groups.len());
            groups[from.min(to)..to].to_vec()
        })
    }

    /// Chooses the groups for the present scroll position, then measures what was drawn.
    pub fn look(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        self.choose(scroller.scroll_top(), scroller.client_height());
        request_animation_frame(move || {
            if self.measure() {
                let Some(scroller) = self.scroller.get_untracked() else { return };
                self.choose(scroller.scroll_top(), scroller.client_height());
            }
        });
    }

    /// Scrolls so that a cell is in view, and hands its element over once it is drawn.
    pub fn reveal(self, spot: Spot, then: impl FnOnce(HtmlElement) + 'static) {
        let groups: Rc<Vec<Group>> = self.desk.groups.get_untracked();
        let at = groups.iter().position(|group| group.finding == spot.finding);
        let (from, to) = self.range.get_untracked();
        if let (Some(at), Some(scroller)) = (at, self.scroller.get_untracked())
            && (at < from || at >= to)
        {
            let above: i32 = groups[..at].iter().map(|group| self.height(group)).sum();
            scroller.set_scroll_top(above);
            self.look();
        }
        request_animation_frame(move || {
            let Some(cell) = element(&cells::id(spot)) else { return };
            scroll_near(&cell, self.scroller.get_untracked().as_deref());
            then(cell);
        });
    }

    /// Pixels from the top of a cell to the foot of the view.
    pub fn room_below(self, cell: &HtmlElement) -> i32 {
        let Some(scroller) = self.scroller.get_untracked() else { return 0 };
        let foot = scroller.get_bounding_client_rect().top() + f64::from(scroller.client_height());
        (foot - cell.get_bounding_client_rect().top()) as i32
    }

    fn choose(self, top: i32, height: i32) {
        let groups = self.desk.groups.get_untracked();
        let (mut from, mut to, mut above, mut below) = (groups.len(), groups.len(), 0, 0);
        let mut y = 0;
        for (at, group) in groups.iter().enumerate() {
            let end = y + self.height(group);
            if end < top - MARGIN {
                above = end;
            } else if y > top + height + MARGIN {
                to = to.min(at);
                below += end - y;
            } else {
                from = from.min(at);
            }
            y = end;
        }
        let range = (from.min(to), to);
        if self.range.get_untracked() != range {
            self.range.set(range);
        }
        if self.space.get_untracked() != (above, below) {
            self.space.set((above, below));
        }
    }

    fn height(self, group: &Group) -> i32 {
        self.heights.with_value(|heights| heights.get(&group.finding).copied()).unwrap_or_else(
            || {
                let band = if group.band.is_some() { BAND } else { 0 };
                band + ROW * group.measures.len().max(1) as i32
            },
        )
    }

    /// Whether any height turned out other than thought.
    fn measure(self) -> bool {
        let (Some(scroller), mut changed) = (self.scroller.get_untracked(), false) else {
            return false;
        };
        let Ok(bodies) = scroller.query_selector_all("tbody.group") else { return false };
        self.heights.update_value(|heights| {
            for at in 0..bodies.length() {
                let Some(body) =
                    bodies.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok())
                else {
                    continue;
                };
                let id = body.get_attribute("data-finding").and_then(|id| id.parse().ok());
                if let Some(id) = id.and_then(Id::new) {
                    let height = body.offset_height();
                    changed |= heights.insert(id, height) != Some(height);
                }
            }
        });
        changed
    }
}

pub fn element(id: &str) -> Option<HtmlElement> {
    let document = web_sys::window()?.document()?;
    document.get_element_by_id(id)?.dyn_into().ok()
}

/// Scrolls as little as shows the cell; of one higher than the view, its top.
fn scroll_near(cell: &HtmlElement, scroller: Option<&HtmlElement>) {
    let Some(scroller) = scroller else { return };
    let (cell_box, view) = (cell.get_bounding_client_rect(), scroller.get_bounding_client_rect());
    let head = scroller
        .query_selector("thead")
        .ok()
        .flatten()
        .map_or(0.0, |head| head.get_bounding_client_rect().height());
    let (top, bottom) = (cell_box.top() - view.top() - head, cell_box.bottom() - view.bottom());
    if top < 0.0 || cell_box.height() > view.height() - head {
        scroller.set_scroll_top(scroller.scroll_top() + top.floor() as i32);
    } else if bottom > 0.0 {
        scroller.set_scroll_top(scroller.scroll_top() + bottom.ceil() as i32);
    }
    let (left, right) = (cell_box.left() - view.left(), cell_box.right() - view.right());
    if left < 0.0 {
        scroller.set_scroll_left(scroller.scroll_left() + left.floor() as i32);
    } else if right > 0.0 {
        scroller.set_scroll_left(scroller.scroll_left() + right.ceil() as i32);
    }
}
