//! The table: one row a measure, the cells of a finding spanning its rows.
//!
//! - `surface` draws the lines near the view, by hand; `head` the columns' titles
//! - `editor` the one text area that keeps the keyboard, so that composing Chinese starts with
//!   the first key; its keys, its clipboard, its lists
//! - `mouse` selecting, filling and moving by dragging; `rows` what is done to whole rows

mod cells;
mod editor;
mod head;
mod mouse;
pub mod rows;
mod surface;

use leptos::ev::visibilitychange;
use leptos::prelude::*;

use super::columns::ColumnMenu;
use super::desk::{Changed, Desk};
use super::text;
use crate::browser;
pub use cells::title;
use editor::{Editor, EditorView};
use head::Head;
use mouse::Mouse;
use rows::RowsMenu;
#[cfg(feature = "bench")]
pub use surface::Surface;
#[cfg(not(feature = "bench"))]
use surface::Surface;

#[component]
pub fn Grid() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let surface = Surface::new(desk);
    let editor = Editor::new(desk, surface);
    let mouse = Mouse::new(desk, surface, editor);
    let (menu, column) = (RwSignal::new(None), RwSignal::new(None));

    desk.listen(move |changed| match changed {
        Changed::Values(ids) => surface.update(ids),
        Changed::Table(to_top) => surface.renew(*to_top),
    });
    #[cfg(feature = "bench")]
    super::bench::offer(desk, surface);
    // At the start, and whenever the columns or the letters change.
    Effect::new(move |_| {
        desk.layout.track();
        surface.body.track();
        surface.lay_out();
        editor.follow();
    });
    // The window, the panel, a bar above: whatever gives the table more room or less.
    Effect::new(move |_| {
        if let Some(scroller) = surface.scroller.get() {
            let told = move || {
                surface.resized();
                editor.resized();
            };
            // Kept as long as the table is there.
            StoredValue::new_local(browser::watch_size(&scroller, told));
        }
    });
    // A page left open over midnight counts what is overdue anew when it is looked at again.
    window_event_listener(visibilitychange, move |_| desk.look_at_the_day());

    let count = move || desk.table.with(|table| table.len() + 1);
    let columns = move || desk.layout.with(|layout| layout.shown().len() + 1);
    let context = move |event: web_sys::MouseEvent| {
        if mouse.aim_menu(&event) {
            event.prevent_default();
            menu.set(Some((event.client_x(), event.client_y())));
        }
    };
    view! {
        <div class="grid" id="grid" node_ref=surface.scroller on:scroll=move |_| surface.scrolled()>
            <div class="grid__canvas" on:mousedown=move |event| mouse.press(&event)
                on:dblclick=move |event| mouse.open(&event) on:contextmenu=context>
                <div class="grid__table" role="grid" aria-label=text::GRID_LABEL
                    aria-multiselectable="true" aria-rowcount=count aria-colcount=columns>
                    <Head menu=column/>
                    <div class="grid__body" role="rowgroup" node_ref=surface.body></div>
                </div>
                <div class="grid__drop" class:grid__drop--shown=move || mouse.drop.get().is_some()
                    style:top=move || format!("{}px", mouse.drop.get().unwrap_or_default())></div>
                <EditorView editor/>
            </div>
            {move || desk.table.with(|table| table.is_empty()).then(|| view! { <Empty/> })}
        </div>
        <RowsMenu at=menu editor/>
        <ColumnMenu at=column/>
    }
}

/// What stands where there are no rows.
#[component]
fn Empty() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let is_filtered = move || desk.view.with(|view| !view.filter.is_empty());
    view! {
        <p class="grid__empty">
            {move || if is_filtered() { text::NOTHING_FOUND } else { text::EMPTY_LEDGER }}
            {move || if is_filtered() {
                view! {
                    <button class="button" on:click=move |_| {
                        desk.look(|view| view.filter = Default::default());
                        desk.refocus.notify();
                    }>{text::CLEAR_FILTER}</button>
                }.into_any()
            } else {
                view! {
                    <button class="button" id="first-finding" on:click=move |_| rows::add_first(desk)>
                        {text::ADD_FINDING}
                    </button>
                }.into_any()
            }}
        </p>
    }
}
