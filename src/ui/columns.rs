//! A column's own menu: order, filter by its values, width, place, and which columns are shown.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::Desk;
use super::menu::{Item, Menu};
use super::text;
use crate::rows::{Column, Layout, Sort};
use crate::ui::grid_title;

/// Values of a column that are offered at most; more are found by searching.
const MOST: usize = 200;

/// Column and place in the window of an open menu.
pub type At = RwSignal<Option<(Column, i32, i32)>>;

#[component]
pub fn ColumnMenu(at: At) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let holder = NodeRef::<html::Div>::new();
    let close = move || {
        at.set(None);
        desk.refocus.notify();
    };
    Effect::new(move |_| {
        let (Some(holder), Some((_, x, y))) = (holder.get(), at.get()) else { return };
        let wide = document().document_element().map_or(0, |root| root.client_width());
        let style = web_sys::HtmlElement::style(&holder);
        let left = x.min(wide - holder.offset_width()).max(0);
        let _ = style.set_property("left", &format!("{left}px"));
        let _ = style.set_property("top", &format!("{y}px"));
        if let Ok(Some(first)) = holder.query_selector("button, input") {
            let _ = first.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    });
    let leave = move |event: web_sys::FocusEvent| {
        let next = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if holder.get_untracked().is_some_and(|holder| !holder.contains(next.as_ref())) {
            at.set(None);
        }
    };
    let key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    move || {
        let (column, ..) = at.get()?;
        let sort = move |descending| {
            desk.look(|view| view.sort = Some(Sort { column, descending }));
            close();
        };
        let act = move |change: fn(&mut crate::rows::Layout, Column)| {
            desk.arrange(|layout| change(layout, column));
            close();
        };
        let is_frozen = desk.layout.with(|layout| {
            layout.frozen() > 0 && layout.shown().get(layout.frozen() - 1) == Some(&column)
        });
        Some(view! {
            <div class="menu__list menu__list--free column" id="column-menu" role="dialog"
                aria-label=grid_title(column) tabindex="-1" node_ref=holder on:focusout=leave on:keydown=key>
                <div class="column__row">
                    <button class="button" id="sort-up" on:click=move |_| sort(false)>{text::SORT_UP}</button>
                    <button class="button" id="sort-down" on:click=move |_| sort(true)>{text::SORT_DOWN}</button>
                    <button class="button" id="sort-none" on:click=move |_| {
                        desk.look(|view| view.sort = None);
                        close();
                    }>{text::SORT_NONE}</button>
                </div>
                {column.is_facet().then(|| view! { <Values column/> })}
                <div class="column__row">
                    <button class="button" id="column-left" on:click=move |_| act(|layout, column| layout.shift(column, -1))>{text::MOVE_LEFT}</button>
                    <button class="button" id="column-right" on:click=move |_| act(|layout, column| layout.shift(column, 1))>{text::MOVE_RIGHT}</button>
                    <button class="button" id="column-wider" on:click=move |_| desk.arrange(|layout| layout.widen(column, 24))>{text::WIDER}</button>
                    <button class="button" id="column-narrower" on:click=move |_| desk.arrange(|layout| layout.widen(column, -24))>{text::NARROWER}</button>
                    <button class="button" id="freeze" on:click=move |_| {
                        desk.arrange(|layout| layout.freeze((!is_frozen).then_some(column)));
                        close();
                    }>{if is_frozen { text::UNFREEZE } else { text::FREEZE }}</button>
                    <button class="button" id="hide-column" on:click=move |_| act(|layout, column| layout.show(column, false))>{text::HIDE}</button>
                </div>
            </div>
        })
    }
}

/// The values of a column with their numbers of rows, to be ticked.
#[component]
fn Values(column: Column) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let words = RwSignal::new(String::new());
    let facets = Memo::new(move |_| desk.facets(column));
    let chosen = move || desk.view.with(|view| view.filter.values(column));
    let set = move |values: Vec<String>| desk.look(|view| view.filter.set_values(column, values));
    let name = move |value: &str| desk.with(|ledger| text::facet(ledger, column, value));
    let one = move |(value, count): (String, usize)| {
        let shown = name(&value);
        let (own, other) = (value.clone(), value);
        let is_on = move || chosen().contains(&own);
        let toggle = move |_| {
            let mut values = chosen();
            if values.contains(&other) {
                values.retain(|value| *value != other);
            } else {
                values.push(other.clone());
            }
            set(values);
        };
        view! {
            <label class="column__value">
                <input type="checkbox" prop:checked=is_on on:change=toggle/>
                <span class="column__words">{shown}</span>
                <span class="column__count">{count}</span>
            </label>
        }
    };
    let shown = move || {
        let words = words.get();
        let all = facets.get().into_iter().filter(|(value, _)| name(value).contains(&words));
        all.take(MOST).map(one).collect_view()
    };
    view! {
        <div class="column__values">
            <input class="column__search" type="search" placeholder=text::SEARCH_VALUES
                aria-label=text::SEARCH_VALUES on:input=move |event| words.set(event_target_value(&event))/>
            <div class="column__list" role="group" aria-label=text::FILTER>{shown}</div>
            <button class="button" id="filter-none" disabled=move || chosen().is_empty()
                on:click=move |_| set(Vec::new())>{text::ALL_VALUES}</button>
        </div>
    }
}

/// Which columns there are, to be shown or hidden.
#[component]
pub fn ColumnsMenu(at: RwSignal<Option<(i32, i32)>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let items = move || {
        let slots: Vec<(Column, bool)> = desk.layout.with(|layout| {
            layout.slots().iter().map(|slot| (slot.column, layout.is_shown(slot))).collect()
        });
        let mut items: Vec<Item> = slots
            .into_iter()
            .map(|(column, is_shown)| {
                let words = grid_title(column).to_owned();
                Item::new(column.code(), words, "").checked(is_shown)
            })
            .collect();
        items.push(Item::divider());
        items.push(Item::new("reset", text::RESET_COLUMNS.to_owned(), ""));
        items
    };
    let choose = move |id: &str| match Column::from_code(id) {
        Some(column) => desk.arrange(|layout| {
            let is_shown = layout.shown().contains(&column);
            layout.show(column, !is_shown);
        }),
        None => desk.arrange(|layout| layout.replace(Layout::default())),
    };
    view! { <Menu id="columns-menu" label=text::COLUMNS at=at items=items choose=choose/> }
}
