//! The view onto the table: where it is scrolled to and how large it is, as last known. To ask a
//! browser is to make it lay out the page; a stroke that asks amid its changes pays for that twice.

use leptos::prelude::*;
use web_sys::HtmlElement;

use super::{State, Surface};

/// In pixels. `top` and `left` are scroll positions, `head` is the height of the titles, which
/// cover the top of the view.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Port {
    pub top: f64,
    pub left: f64,
    pub width: f64,
    pub height: f64,
    pub head: f64,
    /// Which way it is being scrolled: negative upwards, 0 at rest.
    pub motion: f64,
}

impl Surface {
    pub fn port(self) -> Port {
        self.state.with_value(|state| state.port)
    }

    /// Whether there is a view; another page hides the table.
    pub fn is_in_sight(self) -> bool {
        self.port().height > 0.0
    }

    /// Asks the browser: at the start, and when somebody scrolled or changed the window.
    pub(super) fn look(self) {
        let (Some(scroller), Some(body)) =
            (self.scroller.get_untracked(), self.body.get_untracked())
        else {
            return;
        };
        let port = Port {
            top: f64::from(scroller.scroll_top()),
            left: f64::from(scroller.scroll_left()),
            width: f64::from(scroller.client_width()),
            height: f64::from(scroller.client_height()),
            head: f64::from(body.offset_top()),
            motion: 0.0,
        };
        self.state.update_value(|state| state.port = port);
    }

    /// The view has become larger or smaller.
    pub fn resized(self) {
        let before = self.port();
        self.look();
        let now = self.port();
        if now.width <= 0.0 {
            // Behind another page; it is told again once it is looked at.
        } else if now.width != before.width {
            self.lay_out();
            self.desk.width.set(now.width as i32);
        } else if now.height != before.height {
            self.draw();
        }
    }

    /// Somebody scrolled.
    pub fn scrolled(self) {
        let before = self.port().top;
        self.look();
        self.state.update_value(|state| state.port.motion = state.port.top - before);
        self.draw();
    }

    /// Scrolls the line at `top` to the upper edge of the view, as far as the table reaches. The
    /// body has its height already.
    pub fn scroll_to(self, top: f64) {
        let top = top.round();
        let moves = self.state.try_update_value(|state| {
            let top = top.clamp(0.0, state.lowest());
            std::mem::replace(&mut state.port.top, top) != top
        });
        if let (Some(scroller), Some(true)) = (self.scroller.get_untracked(), moves) {
            scroller.set_scroll_top(top as i32);
        }
    }

    /// Sideways, past what stays in sight.
    pub(super) fn slide(self, left: f64, width: f64) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let scroller: &HtmlElement = &scroller;
        let port = self.port();
        let frozen = self.state.with_value(|state| {
            state.template.as_ref().map_or(0.0, |template| template.frozen_width)
        });
        let to = if left < frozen {
            return;
        } else if left - frozen < port.left {
            (left - frozen).floor()
        } else if left + width > port.left + port.width {
            (left + width - port.width).ceil()
        } else {
            return;
        };
        scroller.set_scroll_left(to as i32);
        self.state.update_value(|state| state.port.left = to);
    }
}

impl State {
    /// The furthest a view can be scrolled down.
    fn lowest(&self) -> f64 {
        (self.port.head + self.offsets.total() as f64 - self.port.height).max(0.0)
    }
}
