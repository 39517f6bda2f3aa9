//! The table: findings in merged cells, one row a measure, grouped by direction.
//!
//! Only the groups near the view are in the page (`window`). One text area lies over the selected
//! cell and keeps the keyboard (`editor`), so that composing Chinese starts with the first key.

mod body;
mod cells;
mod editor;
mod window;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::desk::Desk;
use super::text;
use crate::rows::Column;
use body::GroupBody;
use editor::{Editor, EditorView};
use window::Window;

#[component]
pub fn Grid() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let scroller = NodeRef::<html::Div>::new();
    let window = Window::new(desk, scroller);
    let editor = Editor::new(desk, window);

    let pick = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if target.is_some_and(|target| target.tag_name() == "TEXTAREA") {
            return;
        }
        // The text area keeps the keyboard: a press anywhere in the table must not take it away.
        event.prevent_default();
        match closest_cell(&event).and_then(|cell| cells::spot(&cell.id())) {
            Some(spot) => editor.pick(spot),
            None => editor.close(),
        }
    };
    let open = move |event: web_sys::MouseEvent| {
        if closest_cell(&event).is_some() {
            editor.edit();
        }
    };
    view! {
        <div class="grid" node_ref=scroller on:scroll=move |_| window.look()>
            <div class="grid__canvas" on:mousedown=pick on:dblclick=open>
                <table class="grid__table" role="grid" aria-label=text::GRID_LABEL
                    aria-rowcount=move || desk.groups.with(|groups| window::row_count(groups) + 1)>
                    <Head/>
                    <Space height=Signal::derive(move || window.space.get().0)/>
                    <For each=move || window.shown() key=|group| group.clone() let:group>
                        <GroupBody group/>
                    </For>
                    <Space height=Signal::derive(move || window.space.get().1)/>
                </table>
                <EditorView editor/>
            </div>
            {move || desk.groups.with(|groups| groups.is_empty()).then(|| view! {
                <p class="grid__empty">{text::EMPTY_LEDGER}</p>
            })}
        </div>
    }
}

#[component]
fn Head() -> impl IntoView {
    let columns = Column::ALL
        .map(|column| view! {
            <th class=format!("grid__head grid__head--{}", cells::code(column)) role="columnheader"
                aria-colindex=column.at() + 2>{cells::title(column)}</th>
        })
        .into_iter()
        .collect_view();
    view! {
        <thead>
            <tr role="row" aria-rowindex="1">
                <th class="grid__head grid__head--number" role="columnheader" aria-colindex="1">{text::NUMBER}</th>
                {columns}
            </tr>
        </thead>
    }
}

/// Stands for the groups that are not in the page.
#[component]
fn Space(
    /// In pixels.
    height: Signal<i32>,
) -> impl IntoView {
    view! {
        <tbody aria-hidden="true" class="grid__space" class:grid__space--none=move || height.get() == 0>
            <tr><td colspan=Column::ALL.len() + 1 style:height=move || format!("{}px", height.get())></td></tr>
        </tbody>
    }
}

fn closest_cell(event: &web_sys::MouseEvent) -> Option<HtmlElement> {
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest("td[role=gridcell]").ok()??.dyn_into().ok()
}
