//! Opening a report or a ledger's file: picked, dropped or pasted.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FileList};

use super::desk::{Desk, Offer};
use super::text;
use crate::template::Template;
use crate::{browser, read};

/// Reads a file from the person's hand. Its size is asked first.
pub fn open_file(desk: Desk, file: File) {
    let name = file.name();
    if let Err(error) = read::check_size(file.size() as u64) {
        return desk.notify(text::open_error(&name, &error.into()), Offer::Nothing, true);
    }
    spawn_local(async move {
        match browser::read(&file).await {
            Ok(bytes) => desk.open_bytes(&name, &bytes),
            Err(_) => desk.notify(text::CANNOT_READ.to_owned(), Offer::Nothing, true),
        }
    });
}

/// Files from the person's hand: one is opened, several are answers to what went out.
pub fn open_files(desk: Desk, files: &FileList) {
    let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    match files.as_slice() {
        [] => {}
        [one] => open_file(desk, one.clone()),
        _ => desk.collect(files),
    }
}

#[component]
pub fn OpenDialog() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let dialog = NodeRef::<html::Dialog>::new();
    let picker = NodeRef::<html::Input>::new();
    let pasted = NodeRef::<html::Textarea>::new();

    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if desk.is_opening.get() && !dialog.open() {
            // It can only refuse where the dialog is open already.
            let _ = dialog.show_modal();
        } else if !desk.is_opening.get() && dialog.open() {
            dialog.close();
        }
    });
    let picked = move |_| {
        let Some(input) = picker.get_untracked() else { return };
        if let Some(files) = input.files() {
            open_files(desk, &files);
        }
        // The same file can then be picked again.
        input.set_value("");
    };
    let paste = move |_| {
        let Some(area) = pasted.get_untracked() else { return };
        desk.open_bytes(text::PASTED_NAME, area.value().as_bytes());
        if !desk.is_opening.get_untracked() {
            area.set_value("");
        }
    };
    let error = move || desk.last_error();
    view! {
        <dialog class="dialog" node_ref=dialog aria-labelledby="open-title"
            on:close=move |_| {
                desk.is_opening.set(false);
                desk.refocus.notify();
            }>
            <h2 class="dialog__title" id="open-title">{text::OPEN}</h2>
            <p class="dialog__help">{text::OPEN_HELP}</p>
            <p>
                <input class="dialog__file" type="file" id="file" node_ref=picker
                    accept=".docx,.xlsx,.txt,.json,.doc,.wps,.xls,.et,text/plain,application/json" on:change=picked/>
                <label class="button button--primary" for="file">{text::CHOOSE_FILE}</label>
                <span class="dialog__help">" "{text::DROP_HINT}</span>
            </p>
            <label class="dialog__label" for="paste">{text::PASTE_LABEL}</label>
            <textarea class="dialog__paste" id="paste" rows="8" autofocus node_ref=pasted></textarea>
            <Blank/>
            // Notices lie behind an open dialog: what went wrong is repeated here.
            <p class="dialog__error" role="alert">{error}</p>
            <div class="dialog__buttons">
                <button class="button" id="open-paste" on:click=paste>{text::PASTE_OPEN}</button>
                <button class="button" id="open-close" on:click=move |_| desk.is_opening.set(false)>{text::CLOSE}</button>
            </div>
        </dialog>
    }
}

/// A new ledger, with the document of a template around its first finding.
#[component]
fn Blank() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let one = move |template: Template| {
        view! {
            <button class="button" data-blank=template.code()
                on:click=move |_| desk.begin_blank(template)>{text::template(template)}</button>
        }
    };
    view! {
        <div class="open__blank" id="open-blank">
            <span class="dialog__label">{text::BLANK}</span>
            {Template::ALL.iter().copied().map(one).collect_view()}
        </div>
    }
}
