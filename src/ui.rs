//! The page. Views show projections of the ledger and send commands to the [`desk`]; they hold
//! no copy of it.
//!
//! - `desk` the session with its journal, and the signals that tell views what changed
//! - `rail` the pages; `document` the report as it will read, `publish` its finished files,
//!   `checkup` what to look at before; `progress` where things stand; `exchange` what goes
//!   out to others and comes back; `history` what was done;
//!   `print` on paper; `particulars` what is settled once
//! - `shell` bar, bottom line, notices; `open` the dialog, `import` the looking through
//! - `grid` the table; `tools` the line above it with `find`, `columns`, `menu`, `dialogs`; `panel` the side
//! - `seal` the dialogs about a password
//! - `procedure` the steps of a measure and their dialog, `evidence` its papers
//! - `field` one editable value outside the grid; `focus` keeps the keyboard in lists; `text`
//!   every visible word

#[cfg(feature = "bench")]
mod bench;
mod checkup;
mod columns;
mod desk;
mod dialogs;
mod document;
mod evidence;
mod exchange;
mod field;
mod find;
mod focus;
mod grid;
mod history;
mod import;
mod menu;
mod open;
mod panel;
mod particulars;
mod print;
mod procedure;
mod progress;
mod publish;
mod rail;
mod seal;
mod shell;
pub mod text;
mod tools;

use leptos::prelude::*;

use desk::{Desk, Page};
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
        <exchange::AskedBanner/>
        <div class="workspace">
            <rail::Rail/>
            <main class="workspace__main">
                // The table stays as it is, with what is selected and where it was scrolled to.
                <div class="desk" hidden=move || desk.page.get() != Page::Ledger>
                    <section class="sheet" aria-label=text::GRID_LABEL>
                        <tools::Tools/>
                        <find::FindBar/>
                        <grid::Grid/>
                    </section>
                    <panel::Panel/>
                </div>
                {move || (desk.page.get() == Page::Document).then(|| view! { <document::DocumentPage/> })}
                {move || (desk.page.get() == Page::Checkup).then(|| view! { <checkup::CheckupPage/> })}
                {move || (desk.page.get() == Page::Progress).then(|| view! { <progress::ProgressPage/> })}
                {move || (desk.page.get() == Page::Exchange).then(|| view! { <exchange::ExchangePage/> })}
                {move || (desk.page.get() == Page::History).then(|| view! { <history::HistoryPage/> })}
            </main>
        </div>
        <shell::Foot/>
        <shell::Notices/>
        <open::OpenDialog/>
        <import::ImportDialog/>
        <dialogs::Dialogs/>
        <procedure::ErrandDialog/>
        <div class="paper" id="paper"></div>
    }
}

/// The page can no longer be trusted to react: say so in plain HTML.
fn show_crash() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(element) = document.and_then(|document| document.get_element_by_id("crash")) {
        let _ = element.remove_attribute("hidden");
    }
}
