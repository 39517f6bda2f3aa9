//! Small dialogs: the list of keys, a name for a view, another finding for the selected rows.

use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, Tool};
use super::document::PolicyForm;
use super::particulars::{Me, ParticularsForm};
use super::print::PrintForm;
use super::publish::PublishForm;
use super::seal::SealForm;
use super::text;
use crate::edit::{Command, Place};
use crate::ledger::{Field, Id, Kind};

/// Findings that are offered at most; more are found by searching.
const MOST: usize = 100;

/// A modal dialog that is open while its tool is.
#[component]
pub fn ToolDialog(
    tool: Tool,
    id: &'static str,
    title: &'static str,
    children: ChildrenFn,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let dialog = NodeRef::<html::Dialog>::new();
    let is_open = Memo::new(move |_| desk.tool.get() == Some(tool));
    Effect::new(move |_| {
        if let (Some(dialog), true) = (dialog.get(), is_open.get()) {
            // It can only refuse where the dialog is open already.
            let _ = dialog.show_modal();
        }
    });
    let close = move |_| desk.close_tool();
    move || {
        let children = children.clone();
        is_open.get().then(|| {
            view! {
                <dialog class="dialog" id=id node_ref=dialog aria-label=title on:close=close>
                    <h2 class="dialog__title">{title}</h2>
                    {children()}
                </dialog>
            }
        })
    }
}

#[component]
pub fn Dialogs() -> impl IntoView {
    view! {
        <ToolDialog tool=Tool::Keys id="keys-dialog" title=text::KEYS_TITLE><Keys/></ToolDialog>
        <ToolDialog tool=Tool::SaveView id="view-dialog" title=text::SAVE_VIEW><SaveView/></ToolDialog>
        <ToolDialog tool=Tool::Move id="move-dialog" title=text::MOVE_TO><MoveTo/></ToolDialog>
        <ToolDialog tool=Tool::Me id="me-dialog" title=text::ME_TITLE><Me/></ToolDialog>
        <ToolDialog tool=Tool::Print id="print-dialog" title=text::PRINT_LEDGER><PrintForm/></ToolDialog>
        <ToolDialog tool=Tool::Policy id="policy-dialog" title=text::POLICY><PolicyForm/></ToolDialog>
        <ToolDialog tool=Tool::Publish id="publish-dialog" title=text::PUBLISH_TITLE><PublishForm/></ToolDialog>
        <ToolDialog tool=Tool::Seal id="seal-dialog" title=text::SEAL_TITLE><SealForm/></ToolDialog>
        <ToolDialog tool=Tool::Particulars id="particulars-dialog" title=text::PARTICULARS><ParticularsForm/></ToolDialog>
    }
}

#[component]
fn Keys() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let one = |(keys, what): (&'static str, &'static str)| {
        view! { <tr><th scope="row"><kbd>{keys}</kbd></th><td>{what}</td></tr> }
    };
    view! {
        <table class="keys"><tbody>{text::KEYS.map(one).into_iter().collect_view()}</tbody></table>
        <div class="dialog__buttons">
            <button class="button button--primary" autofocus on:click=move |_| desk.close_tool()>{text::CLOSE}</button>
        </div>
    }
}

#[component]
fn SaveView() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let input = NodeRef::<html::Input>::new();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let name = input.get_untracked().map(|input| input.value().trim().to_owned());
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            desk.save_view(name);
            desk.close_tool();
        }
    };
    view! {
        <form on:submit=save>
            <label class="dialog__label" for="view-name">{text::VIEW_NAME}</label>
            <input class="field__input" id="view-name" maxlength="40" autofocus node_ref=input/>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="view-save">{text::SAVE}</button>
            </div>
        </form>
    }
}

#[component]
fn MoveTo() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let words = RwSignal::new(String::new());
    let findings = move || -> Vec<(Id, String)> {
        let words = words.get();
        let table = desk.table.get_untracked();
        desk.with(|ledger| {
            let findings = ledger.nodes().iter().filter(|node| node.kind == Kind::Finding);
            let named = findings.map(|node| {
                (node.id, format!("{} {}", table.label(ledger, node.id), node.get(Field::Text)))
            });
            named.filter(|(_, name)| name.contains(&words)).take(MOST).collect()
        })
    };
    let one = move |(finding, name): (Id, String)| {
        let go = move |_| {
            let ids = desk.selected_measures();
            desk.run(Command::MoveMeasures { ids, finding, place: Place::Last });
            desk.close_tool();
        };
        view! { <button class="menu__item" data-finding=finding.to_string() on:click=go>{name}</button> }
    };
    view! {
        <input class="field__input" id="move-search" type="search" autofocus placeholder=text::SEARCH_FINDING
            aria-label=text::SEARCH_FINDING on:input=move |event| words.set(event_target_value(&event))/>
        <div class="dialog__list">{move || findings().into_iter().map(one).collect_view()}</div>
        <div class="dialog__buttons">
            <button class="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
        </div>
    }
}
