//! A menu at a place of the window: arrow keys, Enter, Esc; the keyboard then goes back to the
//! table.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::desk::Desk;

/// One line of a menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Empty for a line that only divides.
    pub id: String,
    pub words: String,
    /// The keys that do the same.
    pub keys: &'static str,
    pub is_enabled: bool,
    /// Of a line that can be switched on and off.
    pub is_checked: Option<bool>,
}

impl Item {
    pub fn new(id: impl Into<String>, words: String, keys: &'static str) -> Self {
        Self { id: id.into(), words, keys, is_enabled: true, is_checked: None }
    }

    pub fn divider() -> Self {
        Self::new("", String::new(), "")
    }

    pub fn enabled(self, is_enabled: bool) -> Self {
        Self { is_enabled, ..self }
    }

    pub fn checked(self, is_checked: bool) -> Self {
        Self { is_checked: Some(is_checked), ..self }
    }
}

#[component]
pub fn Menu(
    id: &'static str,
    label: &'static str,
    /// Where it was asked for, in the window; none while it is closed.
    at: RwSignal<Option<(i32, i32)>>,
    items: impl Fn() -> Vec<Item> + Copy + Send + Sync + 'static,
    /// Told the id of what was chosen.
    choose: impl Fn(&str) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let list = NodeRef::<html::Div>::new();
    let close = move || {
        at.set(None);
        desk.refocus.notify();
    };
    // Kept inside the window, and given the keyboard.
    Effect::new(move |_| {
        let (Some(list), Some((x, y))) = (list.get(), at.get()) else { return };
        let root = document().document_element();
        let edge = |side: fn(&web_sys::Element) -> i32| root.as_ref().map_or(0, side);
        let left = x.min(edge(web_sys::Element::client_width) - list.offset_width()).max(0);
        let top = y.min(edge(web_sys::Element::client_height) - list.offset_height()).max(0);
        let style = HtmlElement::style(&list);
        let _ = style.set_property("left", &format!("{left}px"));
        let _ = style.set_property("top", &format!("{top}px"));
        focus_next(&list, 0, 1);
    });
    let key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else { return };
        match event.key().as_str() {
            "ArrowDown" => step(&list, 1),
            "ArrowUp" => step(&list, -1),
            "Home" => focus_next(&list, 0, 1),
            "End" => focus_next(&list, list.children().length() as i32 - 1, -1),
            "Escape" | "Tab" => close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let leave = move |event: web_sys::FocusEvent| {
        let next = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if list.get_untracked().is_some_and(|list| !list.contains(next.as_ref())) {
            at.set(None);
        }
    };
    let one = move |item: Item| {
        let Item { id, words, keys, is_enabled, is_checked } = item;
        if id.is_empty() {
            return view! { <hr class="menu__line"/> }.into_any();
        }
        let role = if is_checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
        let name = id.clone();
        let press = move |_| {
            if is_checked.is_none() {
                close();
            }
            choose(&id);
        };
        view! {
            <button class="menu__item" role=role tabindex="-1" data-item=name disabled=!is_enabled
                aria-checked=is_checked.map(|on| on.to_string()) on:click=press>
                <span class="menu__check">{is_checked.map(|on| if on { "✓" } else { "" })}</span>
                <span class="menu__words">{words}</span>
                <span class="menu__keys">{keys}</span>
            </button>
        }
        .into_any()
    };
    move || {
        at.get().is_some().then(|| view! {
            <div class="menu__list menu__list--free" id=id role="menu" aria-label=label node_ref=list
                on:keydown=key on:focusout=leave on:contextmenu=|event| event.prevent_default()>
                {move || items().into_iter().map(one).collect_view()}
            </div>
        })
    }
}

/// From the focused line to the next one that can be chosen, round the end.
fn step(list: &HtmlElement, by: i32) {
    let focused = document().active_element();
    let count = list.children().length() as i32;
    let at = (0..count).find(|at| list.children().item(*at as u32) == focused);
    focus_next(list, at.map_or(0, |at| (at + by + count) % count), by);
}

fn focus_next(list: &HtmlElement, from: i32, by: i32) {
    let count = list.children().length() as i32;
    let lines = (0..count).map(|n| (from + n * by).rem_euclid(count));
    let enabled = lines.filter_map(|at| {
        let line = list.children().item(at as u32)?;
        (line.tag_name() == "BUTTON" && !line.has_attribute("disabled")).then_some(line)
    });
    if let Some(line) =
        enabled.into_iter().next().and_then(|line| line.dyn_into::<HtmlElement>().ok())
    {
        let _ = line.focus();
    }
}
