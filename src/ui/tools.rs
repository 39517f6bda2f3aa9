//! The line above the table: search, what the filter holds, grouping, columns, height of rows,
//! size of letters, saved views.

use leptos::ev;
use leptos::prelude::*;

use super::columns::ColumnsMenu;
use super::desk::{Desk, Tool};
use super::menu::{Item, Menu};
use super::text;
use crate::rows::{Column, Condition, Grouping, LINES, ZOOMS};
use crate::ui::grid_title;

#[component]
pub fn Tools() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let columns = RwSignal::new(None);
    let views = RwSignal::new(None);
    let below = |event: &ev::MouseEvent| {
        let place = event.current_target().map(|target| {
            let element: web_sys::Element = wasm_bindgen::JsCast::unchecked_into(target);
            element.get_bounding_client_rect()
        });
        place.map(|place| (place.left() as i32, place.bottom() as i32))
    };
    view! {
        <div class="tools" role="toolbar" aria-label=text::TOOLS_LABEL>
            <Search/>
            <Chips/>
            <span class="tools__gap"></span>
            <Group/>
            <button class="button" id="columns" aria-haspopup="menu"
                on:click=move |event| columns.set(below(&event))>{text::COLUMNS}</button>
            <Sizes/>
            <button class="button" id="views" aria-haspopup="menu"
                on:click=move |event| views.set(below(&event))>{text::VIEWS}</button>
            <button class="button" id="find" on:click=move |_| desk.open_tool(Tool::Find)>{text::FIND}</button>
            <button class="button tools__panel" id="panel-toggle" aria-pressed=move || desk.has_panel.get().to_string()
                on:click=move |_| desk.has_panel.update(|has| *has = !*has)>{text::PANEL_TOGGLE}</button>
            <button class="button" id="keys" aria-label=text::KEYS_TITLE title=text::KEYS_TITLE
                on:click=move |_| desk.open_tool(Tool::Keys)>"?"</button>
        </div>
        <ColumnsMenu at=columns/>
        <ViewsMenu at=views/>
    }
}

/// A word in any column, or in one.
#[component]
fn Search() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let search = move |words: String| {
        if desk.view.with_untracked(|view| view.filter.text != words) {
            desk.look(|view| view.filter.text = words);
        }
    };
    let typed = move |event: ev::Event| {
        let composing = wasm_bindgen::JsCast::dyn_ref::<web_sys::InputEvent>(&event)
            .is_some_and(web_sys::InputEvent::is_composing);
        if !composing {
            search(event_target_value(&event));
        }
    };
    let composed = move |event: ev::CompositionEvent| search(event_target_value(&event));
    let key = move |event: ev::KeyboardEvent| {
        if !event.is_composing() && matches!(event.key().as_str(), "Enter" | "Escape") {
            if event.key() == "Escape" {
                search(String::new());
            }
            event.prevent_default();
            desk.refocus.notify();
        }
    };
    let within = move |event| {
        let column = Column::from_code(&event_target_value(&event));
        desk.look(|view| view.filter.within = column);
    };
    let options = move || {
        let shown = desk.layout.with(|layout| layout.shown());
        let searched = Column::searched().filter(|column| shown.contains(column));
        let one =
            |column: Column| view! { <option value=column.code()>{grid_title(column)}</option> };
        searched.map(one).collect_view()
    };
    let chosen = move || desk.view.with(|view| view.filter.within.map_or("", Column::code));
    view! {
        <input class="tools__search" id="search" type="search" placeholder=text::SEARCH
            aria-label=text::SEARCH prop:value=move || desk.view.with(|view| view.filter.text.clone())
            on:input=typed on:compositionend=composed on:keydown=key/>
        <select class="tools__choice" id="search-in" aria-label=text::SEARCH_IN prop:value=chosen on:change=within>
            <option value="">{text::ALL_COLUMNS}</option>
            {options}
        </select>
    }
}

/// What is being filtered, each with a way out, and how much is left.
#[component]
fn Chips() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let chip = move |column: Column| {
        let words = move || {
            let values = desk.view.with(|view| view.filter.values(column));
            (!values.is_empty()).then(|| {
                let names = values
                    .iter()
                    .map(|value| desk.with(|ledger| text::facet(ledger, column, value)));
                text::chip(grid_title(column), &names.collect::<Vec<_>>())
            })
        };
        move || {
            words().map(|words| {
                view! {
                    <button class="chip" data-chip=column.code() title=text::REMOVE_FILTER
                        on:click=move |_| {
                            desk.look(|view| view.filter.set_values(column, Vec::new()));
                            desk.refocus.notify();
                        }>{words}" ×"</button>
                }
            })
        }
    };
    // Lateness has a chip of its own, and that a row has a measure goes without saying.
    let conditions = move || {
        let mut on = desk.view.with(|view| view.filter.conditions());
        on.retain(|one| !matches!(one, Condition::Overdue | Condition::Measures));
        let one = move |condition: Condition| {
            view! {
                <button class="chip" data-chip="condition" title=text::REMOVE_FILTER on:click=move |_| {
                    desk.look(|view| view.filter.drop_condition(condition));
                    desk.refocus.notify();
                }>{text::condition(condition)}" ×"</button>
            }
        };
        on.into_iter().map(one).collect_view()
    };
    let is_overdue = move || desk.view.with(|view| view.filter.overdue);
    let overdue = move || desk.totals.with(|totals| totals.overdue);
    let is_filtered = move || desk.view.with(|view| !view.filter.is_empty());
    let count = move || {
        desk.table.with(|table| {
            (is_filtered() || table.rows() != table.all_rows())
                .then(|| text::shown_rows(table.rows(), table.all_rows()))
        })
    };
    view! {
        <button class="chip" id="overdue" class:chip--on=is_overdue aria-pressed=move || is_overdue().to_string()
            on:click=move |_| {
                desk.look(|view| view.filter.overdue = !view.filter.overdue);
                desk.refocus.notify();
            }>{move || text::counted(text::OVERDUE, overdue())}</button>
        {Column::FACETS.map(chip).into_iter().collect_view()}
        {conditions}
        <span class="tools__count" id="shown" role="status">{count}</span>
        {move || is_filtered().then(|| view! {
            <button class="button" id="filter-clear" on:click=move |_| {
                desk.look(|view| view.filter = Default::default());
                desk.refocus.notify();
            }>{text::CLEAR_FILTER}</button>
        })}
        {move || desk.is_stale.get().then(|| view! {
            <button class="button" id="reapply" title=text::REAPPLY_HELP on:click=move |_| {
                desk.look(|_| {});
                desk.refocus.notify();
            }>{text::REAPPLY}</button>
        })}
    }
}

#[component]
fn Group() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let choose = move |event| {
        if let Some(group) = Grouping::from_code(&event_target_value(&event)) {
            desk.look(|view| view.group = group);
        }
    };
    let options = Grouping::ALL
        .map(|group| view! {
            <option value=group.code() selected=move || desk.view.with(|view| view.group == group)>
                {text::grouping(group)}
            </option>
        })
        .into_iter()
        .collect_view();
    view! {
        <select class="tools__choice" id="group" aria-label=text::GROUP_LABEL
            prop:value=move || desk.view.with(|view| view.group.code()) on:change=choose>{options}</select>
    }
}

/// Height of the rows, size of the letters. Once a person has chosen, a list follows its property
/// only; at the start, before its options are there, their attribute.
#[component]
fn Sizes() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let number = |event| event_target_value(&event).parse::<u16>().unwrap_or(0);
    let lines = LINES
        .map(|lines| view! {
            <option value=lines selected=move || desk.layout.with(|layout| layout.lines() == lines)>
                {text::row_lines(lines)}
            </option>
        })
        .into_iter()
        .collect_view();
    let zooms = ZOOMS
        .map(|zoom| view! {
            <option value=zoom selected=move || desk.layout.with(|layout| layout.zoom() == zoom)>
                {format!("{zoom}%")}
            </option>
        })
        .into_iter()
        .collect_view();
    view! {
        <select class="tools__choice" id="lines" aria-label=text::LINES_LABEL
            prop:value=move || desk.layout.with(|layout| layout.lines().to_string())
            on:change=move |event| desk.arrange(|layout| layout.set_lines(number(event)))>{lines}</select>
        <select class="tools__choice" id="zoom" aria-label=text::ZOOM_LABEL
            prop:value=move || desk.layout.with(|layout| layout.zoom().to_string())
            on:change=move |event| desk.arrange(|layout| layout.set_zoom(number(event)))>{zooms}</select>
    }
}

/// Views under the names they were given; the present one can be kept.
#[component]
fn ViewsMenu(at: RwSignal<Option<(i32, i32)>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let names =
        move || desk.settings(|settings| settings.views.keys().cloned().collect::<Vec<_>>());
    let items = move || {
        let names = names();
        let view = desk.view.get();
        let mut items = vec![Item::new("default", text::DEFAULT_VIEW.to_owned(), "")];
        let saved = |name: &String| desk.settings(|settings| settings.views.get(name).cloned());
        items.extend(names.iter().map(|name| {
            let item = Item::new(format!("use:{name}"), name.clone(), "");
            if saved(name).as_ref() == Some(&view) { Item { keys: "✓", ..item } } else { item }
        }));
        items.push(Item::divider());
        items.push(Item::new("save", text::SAVE_VIEW.to_owned(), ""));
        items.extend(
            names
                .iter()
                .map(|name| Item::new(format!("forget:{name}"), text::forget_view(name), "")),
        );
        items
    };
    let choose = move |id: &str| {
        if let Some(name) = id.strip_prefix("use:") {
            if let Some(saved) = desk.settings(|settings| settings.views.get(name).cloned()) {
                desk.look(|view| *view = saved);
            }
        } else if let Some(name) = id.strip_prefix("forget:") {
            desk.forget_view(name);
        } else if id == "save" {
            desk.open_tool(Tool::SaveView);
        } else {
            desk.look(|view| *view = Default::default());
        }
    };
    view! { <Menu id="views-menu" label=text::VIEWS at=at items=items choose=choose/> }
}
