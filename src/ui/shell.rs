//! What frames the table: the bar on top, the warning under it, the bottom line, the notices.

use leptos::ev::{beforeunload, dragover, drop, keydown};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::desk::{Desk, Errand, Format, Merging, Notice, Offer, Page, Saving, Tool};
use super::open;
use super::print::keep_paper_ready;
use super::text;
use crate::browser;
use crate::edit::Command;
use crate::ledger::Status;
use crate::storage::Trouble;

/// The page's own listeners: files dropped anywhere, undo from anywhere, leaving unsaved.
pub fn keep_watch(desk: Desk) {
    keep_paper_ready(desk);
    window_event_listener(dragover, |event| event.prevent_default());
    window_event_listener(drop, move |event| {
        event.prevent_default();
        let files = event.data_transfer().and_then(|transfer| transfer.files());
        if let Some(files) = files {
            open::open_files(desk, &files);
        }
    });
    window_event_listener(keydown, move |event| {
        // What is behind an open dialog is neither undone nor searched unseen.
        let is_behind = document().query_selector("dialog[open]").is_ok_and(|open| open.is_some());
        if !is_behind && !event.default_prevented() && page_key(desk, &event) {
            event.prevent_default();
        }
    });
    window_event_listener(beforeunload, move |event| {
        if matches!(desk.saving.get_untracked(), Saving::Failed(_))
            && desk.revision.get_untracked() > 0
        {
            event.prevent_default();
            event.set_return_value(text::UNSAVED);
        }
        // What is decided about is kept nowhere before it is taken.
        if desk.merging.with_untracked(Merging::has_decisions) {
            event.prevent_default();
            event.set_return_value(text::merging::NOT_TAKEN);
        }
    });
}

/// Keys that mean the same wherever the keyboard is. The browser's own search would see only the
/// rows that are drawn.
fn page_key(desk: Desk, event: &web_sys::KeyboardEvent) -> bool {
    let (key, is_shifted) = (event.key(), event.shift_key());
    let command = (event.ctrl_key() || event.meta_key()) && !event.alt_key();
    match (key.as_str(), command) {
        // The whole document is on its page, and the browser finds what stands there.
        ("f" | "F", true) if desk.page.get_untracked() == Page::Document => return false,
        ("f" | "F", true) if !is_shifted => seek(desk, Tool::Find),
        ("h" | "H", true) if !is_shifted => seek(desk, Tool::Replace),
        ("F3", false) => desk.find_next(!is_shifted),
        ("F1", false) => desk.open_tool(Tool::Keys),
        ("?" | "？", false) if !writes_text(event) => desk.open_tool(Tool::Keys),
        _ if edits_text(event) => return false,
        ("z" | "Z", true) if is_shifted => desk.redo(),
        ("z" | "Z", true) => desk.undo(),
        ("y" | "Y", true) => desk.redo(),
        _ => return false,
    }
    true
}

/// A search is in the table, wherever it was asked for.
fn seek(desk: Desk, tool: Tool) {
    if desk.page.get_untracked() != Page::Ledger {
        desk.go(Page::Ledger);
    }
    desk.open_tool(tool);
}

/// Whether a key of a letter would be typed where it was pressed.
fn writes_text(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    is_field(event) || target.is_some_and(|element| element.is_content_editable())
}

fn is_field(event: &web_sys::KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "INPUT"))
}

/// Whether the browser's own undo applies where the key was pressed.
fn edits_text(event: &web_sys::KeyboardEvent) -> bool {
    let idle = document().query_selector(".grid__input--idle").ok().flatten();
    is_field(event) && idle.is_none_or(|idle| event.target() != Some(idle.into()))
}

/// After a press of the mouse the keyboard goes back to the table; a person who came by keyboard
/// stays where they are.
fn give_back(desk: Desk, event: &web_sys::MouseEvent) {
    if event.detail() > 0 {
        desk.refocus.notify();
    }
}

/// Name, saved state, and the actions on the whole ledger.
#[component]
pub fn Bar() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let name = Signal::derive(move || {
        desk.revision.track();
        desk.with(|ledger| ledger.name().to_owned())
    });
    let input = NodeRef::<leptos::html::Input>::new();
    let is_part = Memo::new(move |_| desk.asked().is_some());
    let rename = move |event| {
        let to = event_target_value(&event).trim().to_owned();
        if to.is_empty() {
            // A ledger has a name; the old one shows again.
            if let Some(input) = input.get_untracked() {
                input.set_value(&name.get_untracked());
            }
        } else {
            desk.run(Command::Rename { to });
        }
    };
    view! {
        <header class="bar">
            <h1 class="bar__product">{text::PRODUCT}</h1>
            <input class="bar__name" id="ledger-name" aria-label=text::NAME_LABEL node_ref=input
                prop:value=name on:change=rename readonly=move || is_part.get()/>
            <SavedState/>
            <button class="button bar__me" id="me" title=text::ME_HELP on:click=move |_| desk.open_tool(Tool::Me)>
                {text::ME}" "{move || desk.me.with(text::me)}
            </button>
            <Steps/>
            <button class="button" id="particulars" disabled=move || is_part.get() on:click=move |_| desk.open_tool(Tool::Particulars)>{text::PARTICULARS}</button>
            <button class="button button--primary" id="open" on:click=move |_| desk.is_opening.set(true)>
                {text::OPEN}
            </button>
            <ExportMenu/>
        </header>
    }
}

#[component]
fn SavedState() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let words = move || match desk.saving.get() {
        Saving::Untouched => text::NOT_STORED_YET.to_owned(),
        Saving::Earlier => text::STORED.to_owned(),
        Saving::At(at) => text::saved_at(&browser::time_of_day(at)),
        Saving::Failed(_) if desk.revision.get() == 0 => text::NOT_KEPT.to_owned(),
        Saving::Failed(_) => text::UNSAVED.to_owned(),
    };
    let failed = move || matches!(desk.saving.get(), Saving::Failed(_));
    view! {
        <span class="bar__saved" class:bar__saved--failed=failed id="saved" role="status">{words}</span>
    }
}

#[component]
fn Steps() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let steps = Memo::new(move |_| desk.next_steps());
    let undo_title = move || steps.get().0.map(|next| text::step_title(text::UNDO, next));
    let redo_title = move || steps.get().1.map(|next| text::step_title(text::REDO, next));
    view! {
        <button class="button" id="undo" title=undo_title disabled=move || steps.get().0.is_none()
            on:click=move |event| {
                desk.undo();
                give_back(desk, &event);
            }>{text::UNDO}</button>
        <button class="button" id="redo" title=redo_title disabled=move || steps.get().1.is_none()
            on:click=move |event| {
                desk.redo();
                give_back(desk, &event);
            }>{text::REDO}</button>
    }
}

#[component]
fn ExportMenu() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let formats = [
        ("export-html", text::EXPORT_HTML, Format::Html),
        ("export-text", text::EXPORT_TEXT, Format::Text),
        ("export-oscal", text::EXPORT_OSCAL, Format::Oscal),
        ("export-json", text::EXPORT_JSON, Format::Json),
        ("export-workbook", text::EXPORT_WORKBOOK, Format::Workbook),
        ("export-page", text::EXPORT_PAGE, Format::Page),
    ];
    let print = move |_| {
        desk.open_tool(Tool::Print);
    };
    let is_part = Memo::new(move |_| desk.asked().is_some());
    let menu = NodeRef::<leptos::html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    let leave = move |event: web_sys::FocusEvent| {
        let next =
            event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if menu.get_untracked().is_some_and(|menu| !menu.contains(next.as_ref())) {
            close();
        }
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    view! {
        <details class="menu" node_ref=menu on:focusout=leave on:keydown=escape>
            <summary class="button" id="export">{text::EXPORT}</summary>
            <div class="menu__list">
                {formats
                    .map(|(id, words, format)| view! {
                        <button class="menu__item" id=id on:click=move |event| {
                            desk.export(format);
                            close();
                            give_back(desk, &event);
                        }>{words}</button>
                    })
                    .into_iter()
                    .collect_view()}
                <button class="menu__item" id="export-sealed" on:click=move |_| {
                    close();
                    desk.seal_ledger();
                }>{text::EXPORT_SEALED}</button>
                <button class="menu__item" id="export-public" disabled=move || is_part.get() on:click=move |_| {
                    close();
                    desk.open_tool(Tool::Publish);
                }>{text::EXPORT_PUBLIC}</button>
                <button class="menu__item" id="print" on:click=move |event| {
                    close();
                    print(event);
                }>{text::PRINT_LEDGER}</button>
            </div>
        </details>
    }
}

/// Shouts while changes are not being saved; says so, more quietly, on the sample.
#[component]
pub fn Warning() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let trouble = move || match desk.saving.get() {
        Saving::Failed(trouble) => Some(trouble),
        Saving::Untouched | Saving::Earlier | Saving::At(_) => None,
    };
    let is_sample = move || {
        desk.revision.track();
        desk.with(|ledger| ledger.name() == text::SAMPLE_NAME)
    };
    let reload = |_| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    };
    view! {
        {move || trouble().map(|trouble| view! {
            <div class="warning" role="alert" id="unsaved">
                <span>{text::trouble(trouble)}</span>
                <button class="button" on:click=move |_| desk.export(Format::Json)>{text::SAVE_COPY}</button>
                {(trouble == Trouble::Newer).then(|| view! {
                    <button class="button" on:click=move |_| desk.export_originals()>{text::SAVE_ORIGINAL}</button>
                })}
                {(trouble == Trouble::Overtaken).then(|| view! {
                    <button class="button" on:click=reload>{text::RELOAD}</button>
                })}
            </div>
        })}
        {move || is_sample().then(|| view! { <p class="hint" id="sample" role="status">{text::SAMPLE_HINT}</p> })}
    }
}

/// Counts on the left, keys on the right.
#[component]
pub fn Foot() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let words = move || {
        let totals = desk.totals.get();
        let mut words = vec![text::totals(totals.findings, totals.measures)];
        let stages = std::iter::once(text::UNSET.to_owned())
            .chain(Status::ALL.iter().map(|status| desk.stage(*status)))
            .zip(totals.stages)
            .chain([(text::OVERDUE.to_owned(), totals.overdue)]);
        let shown = stages.filter(|(_, count)| *count > 0);
        words.extend(shown.map(|(word, count)| text::counted(&word, count)));
        words.join(" · ")
    };
    view! {
        <footer class="foot">
            <span id="totals">{words}</span>
            <span class="foot__keys">{move || text::keys_help(desk.page.get())}</span>
        </footer>
    }
}

#[component]
pub fn Notices() -> impl IntoView {
    let desk = expect_context::<Desk>();
    view! {
        <div class="notices" aria-live="polite">
            <For each=move || desk.notices.get() key=|notice| notice.id let:notice>
                <NoticeView notice/>
            </For>
        </div>
    }
}

#[component]
fn NoticeView(notice: Notice) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let Notice { id, text: words, offer, is_error } = notice;
    let close = move || desk.notices.update(|notices| notices.retain(|notice| notice.id != id));
    let act = move |event: web_sys::MouseEvent| {
        match offer {
            Offer::Nothing => {}
            Offer::Undo(_) => {
                close();
                desk.undo();
            }
            Offer::Originals => desk.export_originals(),
            Offer::Carried => desk.export_carried(),
            Offer::Explain(id, step) => {
                close();
                desk.take_on(Errand::Explain { id, step });
                return;
            }
        }
        give_back(desk, &event);
    };
    let label = match offer {
        Offer::Nothing => None,
        Offer::Undo(_) => Some(text::UNDO),
        Offer::Originals | Offer::Carried => Some(text::SAVE_ORIGINAL),
        Offer::Explain(..) => Some(text::EXPLAIN),
    };
    view! {
        <div class="notice" class:notice--error=is_error>
            <span class="notice__text">{words}</span>
            {label.map(|label| view! { <button class="button" on:click=act>{label}</button> })}
            <button class="notice__close" aria-label=text::CLOSE on:click=move |event| {
                close();
                give_back(desk, &event);
            }>"×"</button>
        </div>
    }
}
