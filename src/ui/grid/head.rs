//! The titles of the columns: press for the column's menu, drag to move it, drag its edge to make
//! it wider. They are no stop of the Tab key; the menu of the active column opens by keyboard too.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, MouseEvent};

use super::cells;
use crate::rows::Column;
use crate::ui::columns;
use crate::ui::desk::Desk;
use crate::ui::text;

/// Pixels the mouse has to go before a press is a drag.
const SLIP: i32 = 5;

#[derive(Clone, Copy)]
enum Drag {
    /// A title was pressed at this place.
    Title { column: Column, from: i32, is_moving: bool },
    /// An edge; the width it had, where the press was.
    Edge { column: Column, width: f64, from: i32 },
}

#[component]
pub fn Head(
    /// Where the menu of a column was asked for.
    menu: columns::At,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let drag = StoredValue::new(None::<Drag>);
    let over = RwSignal::new(None::<Column>);
    let press = move |event: MouseEvent| {
        let Some((column, is_edge)) = title(&event) else { return };
        // The keyboard stays with the table.
        event.prevent_default();
        event.stop_propagation();
        if event.button() != 0 {
            return;
        }
        let from = event.client_x();
        let width = column_element(column).map_or(0.0, |one| f64::from(one.offset_width()));
        drag.set_value(Some(if is_edge {
            Drag::Edge { column, width, from }
        } else {
            Drag::Title { column, from, is_moving: false }
        }));
    };
    let going = window_event_listener(ev::mousemove, move |event| match drag.get_value() {
        Some(Drag::Edge { column, width, from }) => {
            // Only shown until the edge is let go: then rows are measured, and it is remembered.
            let width = (width + f64::from(event.client_x() - from)).max(0.0);
            let canvas = document().query_selector(".grid__canvas").ok().flatten();
            if let Some(canvas) = canvas.and_then(|canvas| canvas.dyn_into::<HtmlElement>().ok()) {
                let name = format!("--w-{}", column.code());
                let _ = HtmlElement::style(&canvas).set_property(&name, &format!("{width}px"));
            }
        }
        Some(Drag::Title { column, from, is_moving })
            if is_moving || (event.client_x() - from).abs() > SLIP =>
        {
            drag.set_value(Some(Drag::Title { column, from, is_moving: true }));
            over.set(title(&event).map(|(column, _)| column));
        }
        Some(Drag::Title { .. }) | None => {}
    });
    let done = window_event_listener(ev::mouseup, move |event| {
        let was = drag.get_value();
        drag.set_value(None);
        match was {
            Some(Drag::Title { column, is_moving, .. }) => {
                match (is_moving, over.get_untracked()) {
                    (true, Some(other)) => desk.arrange(|layout| layout.reorder(column, other)),
                    (true, None) => {}
                    (false, _) => menu.set(Some((column, event.client_x(), event.client_y()))),
                }
            }
            Some(Drag::Edge { column, width, from }) if event.client_x() != from => {
                let zoom = desk.layout.with_untracked(|layout| f64::from(layout.zoom()) / 100.0);
                let wanted = (width + f64::from(event.client_x() - from)) / zoom;
                desk.arrange(|layout| layout.resize(column, wanted.max(0.0) as u16));
            }
            Some(Drag::Edge { .. }) | None => {}
        }
        over.set(None);
    });
    on_cleanup(move || {
        going.remove();
        done.remove();
    });
    // The menu of the active column, by keyboard.
    Effect::new(move |_| {
        if desk.column_menu.get() > 0 {
            let column = desk.spot.get_untracked().map(|spot| spot.column);
            if let Some((column, element)) = column.and_then(|c| Some((c, column_element(c)?))) {
                let place = element.get_bounding_client_rect();
                menu.set(Some((column, place.left() as i32, place.bottom() as i32)));
            }
        }
    });
    let titles = move || {
        let layout = desk.layout.get();
        let frozen = layout.frozen();
        let one = |(at, column): (usize, Column)| {
            let sort = move || desk.view.with(|view| view.order_of(column));
            let is_filtered = move || desk.view.with(|view| view.filter.has(column));
            view! {
                <div class=format!("grid__head grid__head--{0} cell--{0}", column.code())
                    class:cell--frozen=at < frozen
                    class:grid__head--over=move || over.get() == Some(column)
                    role="columnheader" aria-colindex=at + 2 data-column=column.code()
                    aria-sort=move || sort().map(|down| if down { "descending" } else { "ascending" })>
                    <span class="grid__title">{cells::title(column)}</span>
                    <span class="grid__mark" aria-hidden="true">
                        {move || match sort() { Some(true) => "↓", Some(false) => "↑", None => "" }}
                        {move || if is_filtered() { "⧩" } else { "" }}
                        "▾"
                    </span>
                    <span class="grid__edge" data-edge=""></span>
                </div>
            }
        };
        layout.shown().into_iter().enumerate().map(one).collect_view()
    };
    view! {
        <div class="grid__heads" role="row" aria-rowindex="1" on:mousedown=press>
            <div class="grid__head grid__head--head" role="columnheader" aria-colindex="1"
                title=text::SELECT_ALL on:mousedown=move |event| {
                    event.prevent_default();
                    event.stop_propagation();
                    desk.select_all();
                }><span class="sr">{text::LINE_NUMBER}</span></div>
            {titles}
        </div>
    }
}

/// The column whose title is under the mouse, and whether it is its right edge.
fn title(event: &MouseEvent) -> Option<(Column, bool)> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let head = target.closest("[data-column]").ok()??;
    let column = Column::from_code(&head.get_attribute("data-column")?)?;
    Some((column, target.has_attribute("data-edge")))
}

fn column_element(column: Column) -> Option<HtmlElement> {
    let query = format!(".grid__head[data-column={}]", column.code());
    document().query_selector(&query).ok()??.dyn_into().ok()
}
