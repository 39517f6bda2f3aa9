//! The page. Views show projections of the ledger and send commands to the [`desk`]; they hold
//! no copy of it.
//!
//! - `desk` the session with its journal, and the signals that tell views what changed
//! - `shell` bar, bottom line, notices; `open` the dialog, `import` the looking through
//! - `grid` the table; `tools` the line above it with `find`, `columns`, `menu`, `dialogs`; `panel` the side
//! - `field` one editable value outside the grid; `text` every visible word

#[cfg(feature = "bench")]
mod bench;
mod columns;
mod desk;
mod dialogs;
mod field;
mod find;
mod grid;
mod import;
mod menu;
mod open;
mod panel;
mod shell;
pub mod text;
mod tools;

use leptos::prelude::*;

use desk::Desk;
use grid::title as grid_title;

/// Puts the application into the page's body.
pub fn mount() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        show_crash();
    }));
    mount_to_body(App);
}

#[component]
fn App() -> impl IntoView {
    let desk = Desk::open();
    provide_context(desk);
    shell::keep_watch(desk);
    view! {
        <shell::Bar/>
        <shell::Warning/>
        <main class="desk">
            <section class="sheet" aria-label=text::GRID_LABEL>
                <tools::Tools/>
                <find::FindBar/>
                <grid::Grid/>
            </section>
            <panel::Panel/>
        </main>
        <shell::Foot/>
        <shell::Notices/>
        <open::OpenDialog/>
        <import::ImportDialog/>
        <dialogs::Dialogs/>
    }
}

/// The page can no longer be trusted to react: say so in plain HTML.
fn show_crash() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id("crash")) {
        let _ = element.remove_attribute("hidden");
    }
}
