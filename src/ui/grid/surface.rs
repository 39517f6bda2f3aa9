//! The lines that are in the page: those in view and a few around them, drawn by hand.
//!
//! A row is cloned from a template once and then used again and again; what a stroke or a scroll
//! costs does not depend on the length of the ledger. Heights are guessed (`rows::extent`) until
//! a row has been drawn and measured. Nothing here changes the ledger or the selection.

mod band;
mod cell;
mod measure;
mod place;
mod port;
mod row;
mod template;

use std::rc::Rc;

use foldhash::HashSet;
use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::ledger::Id;
use crate::rows::{self, Column, Line, Offsets, Row, Table, direction};
use crate::ui::desk::{Area, Desk};
use band::BandView;
use measure::Heights;
pub use port::Port;
use row::RowView;
use template::Template;

/// Drawn above and below the view, to its height: a turn of the wheel is shown before the page is
/// told of it.
const MARGIN: f64 = 0.5;
/// And this much in the direction one is scrolling.
const AHEAD: f64 = 1.5;
/// Browsers draw nothing beyond some 33 million pixels: rows show less of their text then.
const TALLEST: f64 = 30e6;

/// What the DOM calls a node that comes behind another.
const FOLLOWING: u16 = 4;

/// Handle to the drawn lines.
#[derive(Clone, Copy)]
pub struct Surface {
    desk: Desk,
    pub scroller: NodeRef<html::Div>,
    /// Holds the lines; as high as all of them.
    pub body: NodeRef<html::Div>,
    /// Whether the active cell is among what is drawn.
    pub has_active: RwSignal<bool>,
    /// Told when lines have turned out higher or lower than they stood.
    pub settled: Trigger,
    state: StoredValue<State, LocalStorage>,
}

/// A rectangle in pixels, from the corner of the table's canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

struct State {
    table: Rc<Table>,
    offsets: Offsets,
    /// What is needed to draw a row; made anew when the layout changes.
    template: Option<Template>,
    drawn: Vec<Drawn>,
    spare: Vec<RowView>,
    spare_bands: Vec<BandView>,
    heights: Heights,
    port: Port,
    /// Height of the body as it is set, in pixels.
    total: f64,
    /// Whether what is drawn is measured before the next frame.
    is_unsettled: bool,
}

enum Drawn {
    Row(RowView),
    Band(BandView),
}

impl Drawn {
    fn line(&self) -> usize {
        match self {
            Self::Row(row) => row.line,
            Self::Band(band) => band.line,
        }
    }

    fn element(&self) -> &HtmlElement {
        match self {
            Self::Row(row) => &row.element,
            Self::Band(band) => &band.element,
        }
    }
}

impl Surface {
    pub fn new(desk: Desk) -> Self {
        let state = State {
            table: desk.table.get_untracked(),
            offsets: Offsets::new(std::iter::empty()),
            template: None,
            drawn: Vec::new(),
            spare: Vec::new(),
            spare_bands: Vec::new(),
            heights: Heights::default(),
            port: Port::default(),
            total: 0.0,
            is_unsettled: false,
        };
        Self {
            desk,
            scroller: NodeRef::new(),
            body: NodeRef::new(),
            has_active: RwSignal::new(false),
            settled: Trigger::new(),
            state: StoredValue::new_local(state),
        }
    }

    /// Draws everything anew: the columns, their widths or the letters have changed.
    pub fn lay_out(self) {
        let (Some(scroller), Some(body)) =
            (self.scroller.get_untracked(), self.body.get_untracked())
        else {
            return;
        };
        let anchor = self.anchor();
        self.look();
        self.state.update_value(|state| {
            let layout = self.desk.layout.get_untracked();
            state.discard();
            state.template =
                Template::new(&layout, &self.desk.with(rows::closed), &scroller, &body);
            self.guess(state, true);
        });
        self.hold(anchor);
    }

    /// Another table: rows came, went, or stand in another order.
    pub fn renew(self, to_top: bool) {
        let anchor = self.anchor();
        self.state.update_value(|state| {
            state.recycle_all();
            let table = self.desk.table.get_untracked();
            let is_same = Rc::ptr_eq(table.outline(), state.table.outline());
            state.table = table;
            if is_same {
                state.arrange();
            } else {
                self.guess(state, false);
            }
        });
        if to_top {
            self.state.update_value(|state| self.put(state));
            self.scroll_to(0.0);
            self.draw();
        } else {
            self.hold(anchor);
        }
    }

    /// The values of these nodes have changed: those in the page show it.
    pub fn update(self, ids: &[Id]) {
        let changed: HashSet<Id> = ids.iter().copied().collect();
        let top = self.port().top;
        let mut is_drawn = false;
        let grown = self.state.try_update_value(|state| {
            let Some(template) = &state.template else { return None };
            let has_direction = template.at(Column::Direction).is_some();
            for drawn in &mut state.drawn {
                match drawn {
                    Drawn::Row(view) => {
                        let row = view.row;
                        let is_changed = |id: &Id| changed.contains(id);
                        let above = || self.desk.with(|ledger| direction(ledger, row.finding));
                        if is_changed(&row.id())
                            || is_changed(&row.finding)
                            || has_direction && above().is_some_and(|id| is_changed(&id))
                        {
                            self.desk.with(|ledger| view.fill(ledger, template, self.desk.today()));
                            view.refill_merged(self.desk, template, &state.table);
                            is_drawn = true;
                        }
                    }
                    Drawn::Band(band) => band.fill(self.desk, &state.table),
                }
            }
            self.desk.with(|ledger| state.guess_again(ledger, ids, top))
        });
        if let Some(grown) = grown.flatten() {
            self.state.update_value(|state| {
                self.merge(state);
                self.put(state);
            });
            self.scroll_to(top + grown);
        }
        if is_drawn {
            self.settle_soon();
        }
    }

    /// Draws what the present scroll position shows.
    pub fn draw(self) {
        if self.state.try_update_value(|state| self.show(state)) == Some(true) {
            self.settle_soon();
        }
    }

    /// Brings the drawn lines up to those in view. True where some are new.
    fn show(self, state: &mut State) -> bool {
        let Some(body) = self.body.get_untracked() else { return false };
        let Some(template) = &state.template else { return false };
        let Port { top, height, motion, .. } = state.port;
        let margin = |is_ahead| height * if is_ahead { AHEAD } else { MARGIN };
        let (above, below) = (margin(motion < 0.0), margin(motion > 0.0));
        let (first, last) = if state.table.is_empty() {
            (1, 0)
        } else {
            (state.at(top - above), state.at(top + height + below))
        };
        let mut kept = Vec::with_capacity(last.saturating_sub(first) + 1);
        for drawn in std::mem::take(&mut state.drawn) {
            if (first..=last).contains(&drawn.line()) {
                kept.push(drawn);
            } else {
                match drawn {
                    Drawn::Row(row) => state.spare.push(row),
                    Drawn::Band(band) => state.spare_bands.push(band),
                }
            }
        }
        let mut kept = kept.into_iter().peekable();
        let mut fresh: Vec<usize> = Vec::new();
        for line in first..=last {
            if let Some(drawn) = kept.next_if(|drawn| drawn.line() == line) {
                state.drawn.push(drawn);
                continue;
            }
            fresh.push(state.drawn.len());
            match state.table.line(line) {
                Some(Line::Row(row)) => {
                    let spare = (!state.spare.is_empty()).then(|| state.spare.remove(0));
                    let mut view = spare.unwrap_or_else(|| RowView::new(template, row));
                    view.stand_for(line, row);
                    self.desk.with(|ledger| view.fill(ledger, template, self.desk.today()));
                    state.drawn.push(Drawn::Row(view));
                }
                Some(Line::Band(_)) | None => {
                    let spare = state.spare_bands.pop();
                    let mut band = spare.unwrap_or_else(|| BandView::new(template));
                    band.stand_for(line);
                    band.fill(self.desk, &state.table);
                    state.drawn.push(Drawn::Band(band));
                }
            }
        }
        // In the page they stand in their order, for those who read it without seeing.
        for at in fresh.iter().rev() {
            let (own, next) = (state.drawn[*at].element(), state.drawn.get(at + 1));
            let next = next.map(Drawn::element);
            // One that stands where it should is not taken out and put in again: that costs.
            if !stands_before(own, next) {
                let _ = body.insert_before(own, next.map(AsRef::as_ref));
            }
        }
        // What is left over is out of sight until it is needed again.
        state.spare.iter_mut().for_each(RowView::hide);
        state.spare_bands.iter_mut().for_each(BandView::hide);
        self.merge(state);
        self.put(state);
        self.mark_drawn(state);
        !fresh.is_empty()
    }

    /// Gives the first drawn row of each run the cells that span it.
    fn merge(self, state: &mut State) {
        let Some(template) = &state.template else { return };
        let mut before = None;
        for drawn in &mut state.drawn {
            let Drawn::Row(view) = drawn else {
                before = None;
                continue;
            };
            let is_head = before != Some(view.row.finding);
            before = Some(view.row.finding);
            view.set_head(is_head, self.desk, template, &state.table, &state.offsets);
        }
    }

    /// Puts every drawn line at its place.
    fn put(self, state: &mut State) {
        for drawn in &mut state.drawn {
            let line = drawn.line();
            let top = state.offsets.top(line) as f64;
            let height = f64::from(state.offsets.height(line));
            match drawn {
                Drawn::Row(row) => row.put(top, height),
                Drawn::Band(band) => band.put(top),
            }
        }
        let total = state.offsets.total() as f64;
        if total != state.total
            && let Some(body) = self.body.get_untracked()
        {
            state.total = total;
            let _ = HtmlElement::style(&body).set_property("height", &format!("{total}px"));
        }
    }

    /// The selection has moved: the drawn cells show it.
    pub fn mark(self) {
        self.state.update_value(|state| self.mark_drawn(state));
    }

    fn mark_drawn(self, state: &mut State) {
        let Some(template) = &state.template else { return };
        let selection = self.desk.area();
        let mut has_active = false;
        for drawn in &mut state.drawn {
            if let Drawn::Row(row) = drawn {
                row.mark(&state.table, template, selection);
                has_active |= row.is_active();
            }
        }
        if self.has_active.get_untracked() != has_active {
            self.has_active.set(has_active);
        }
    }

    /// Whether rows are drawn as cards, for want of width.
    pub fn is_cards(self) -> bool {
        self.state.with_value(|state| state.template.as_ref().is_some_and(|own| own.is_cards))
    }

    /// The topmost row in view, and how far it is scrolled.
    fn anchor(self) -> Option<(Row, f64)> {
        self.state.with_value(|state| {
            // From the top nothing can be pushed away, nor before anything stands.
            let top = Some(state.port.top).filter(|top| *top > 0.0)?;
            let lines = state.at(top)..state.table.len();
            lines.into_iter().find_map(|line| Some((state.table.row(line)?, top - state.top(line))))
        })
    }

    /// Keeps the row that was topmost where it was, whatever came or went above it.
    fn hold(self, anchor: Option<(Row, f64)>) {
        let to = anchor.and_then(|(row, by)| {
            self.state.with_value(|state| state.table.find(row).map(|line| state.top(line) + by))
        });
        if let Some(to) = to {
            // The body first gets its height: a browser cuts a scroll position short.
            self.state.update_value(|state| self.put(state));
            self.scroll_to(to);
        }
        self.draw();
    }
}

impl State {
    fn top(&self, line: usize) -> f64 {
        self.offsets.top(line) as f64
    }

    /// The line at so many pixels from the top.
    fn at(&self, y: f64) -> usize {
        self.offsets.at(y.max(0.0) as u64)
    }

    fn recycle_all(&mut self) {
        for drawn in std::mem::take(&mut self.drawn) {
            match drawn {
                Drawn::Row(row) => self.spare.push(row),
                Drawn::Band(band) => self.spare_bands.push(band),
            }
        }
    }

    fn discard(&mut self) {
        self.recycle_all();
        self.spare.drain(..).for_each(RowView::remove);
        self.spare_bands.drain(..).for_each(BandView::remove);
    }
}

/// Whether an element is in the page and before another, if there is one.
fn stands_before(own: &HtmlElement, next: Option<&HtmlElement>) -> bool {
    let follows = |next: &HtmlElement| own.compare_document_position(next) & FOLLOWING != 0;
    own.is_connected() && next.is_none_or(follows)
}

/// The cells that are selected, by line and by place among the shown columns.
pub type Selected = Option<Area>;
