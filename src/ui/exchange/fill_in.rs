//! What whoever fills in a part sees: what is asked, by whom, until when, and how to send it back.

use leptos::prelude::*;

use super::words;
use crate::ledger::Carrier;
use crate::ui::desk::{Desk, Page};
use crate::ui::text;

/// Above the table, so that nobody has to look for it.
#[component]
pub fn AskedBanner() -> impl IntoView {
    let desk = expect_context::<Desk>();
    move || {
        let (_, terms) = desk.asked()?;
        let is_here = desk.page.get() == Page::Exchange;
        Some(view! {
            <div class="hint exchange__banner" id="asked" role="status">
                <span>{words::asked(&terms)}</span>
                {(!is_here).then(|| view! {
                    <button class="button" id="to-send-back" on:click=move |_| desk.go(Page::Exchange)>{words::HOW_TO}</button>
                })}
            </div>
        })
    }
}

#[component]
pub fn FillIn() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let asked = move || {
        desk.asked().map(|(from, terms)| {
            let columns: Vec<&str> = terms.fields.iter().map(|field| text::field(*field)).collect();
            let from = text::who(&from.name, &from.unit);
            view! {
                <dl class="exchange__asked">
                    {(!from.is_empty()).then(|| view! { <dt>{words::FROM}</dt><dd>{from}</dd> })}
                    <dt>{words::TO}</dt><dd>{terms.to.clone()}</dd>
                    {(!terms.due.is_empty()).then(|| view! { <dt>{words::DUE}</dt><dd>{terms.due.clone()}</dd> })}
                    <dt>{words::ASKED}</dt><dd>{columns.join("、")}{terms.may_add.then_some(words::AND_ROWS)}</dd>
                    {(!terms.words.is_empty()).then(|| view! { <dt>{words::ASK}</dt><dd>{terms.words.clone()}</dd> })}
                </dl>
            }
        })
    };
    let way = move |carrier: Carrier| {
        let is_first = carrier == Carrier::Json;
        view! {
            <button class="button" class:button--primary=is_first data-back=carrier.code()
                on:click=move |_| desk.send_back(carrier)>{words::send_back(carrier, is_first)}</button>
        }
    };
    let is_nameless = move || desk.me.with(|me| me.name.is_empty());
    view! {
        <h3 class="page__heading">{words::WHAT_IS_ASKED}</h3>
        {asked}
        <h3 class="page__heading">{words::SEND_BACK}</h3>
        <p class="page__help">{words::SEND_BACK_HELP}</p>
        {move || is_nameless().then(|| view! { <p class="exchange__late" role="status">{words::WHO_ARE_YOU}</p> })}
        <p class="exchange__ways">{[Carrier::Json, Carrier::Xlsx, Carrier::Html].map(way).into_iter().collect_view()}</p>
    }
}
