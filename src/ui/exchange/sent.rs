//! The list of what went out: to whom, when, as what, and what is still out.

use leptos::prelude::*;

use super::words;
use crate::browser;
use crate::ledger::Dispatch;
use crate::ui::desk::Desk;

#[component]
pub fn Sent() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let sent = Memo::new(move |_| {
        desk.revision.track();
        let mut sent: Vec<Dispatch> =
            desk.with(|ledger| ledger.dispatches().values().cloned().collect());
        // What is still out first, each by age.
        sent.sort_by_key(|one| (!one.is_out(), one.at, one.to.clone()));
        sent
    });
    let summary = move || {
        let today = desk.day.get();
        sent.with(|sent| {
            let out = sent.iter().filter(|one| one.is_out()).count();
            words::sent_summary(
                sent.len(),
                out,
                sent.iter().filter(|one| one.is_late(today)).count(),
            )
        })
    };
    let row = move |one: Dispatch| {
        let is_late = one.is_late(desk.day.get());
        let (is_out, is_closed, id, key) =
            (one.is_out(), one.is_closed, one.id.clone(), one.id.clone());
        let received: Vec<String> = one
            .receipts
            .iter()
            .map(|one| {
                words::received(
                    &browser::day_of(one.at).to_string(),
                    &browser::time_of_day(one.at),
                    one,
                )
            })
            .collect();
        view! {
            <tr data-dispatch=key class:exchange__out=is_out>
                <th scope="row">{one.to.clone()}</th>
                <td>{browser::day_of(one.at).to_string()}" "{browser::time_of_day(one.at)}</td>
                <td>{words::carrier(one.carrier)}</td>
                <td>{words::rows(one.measures.len())}</td>
                <td>{one.due.clone()}</td>
                <td>
                    <strong class:exchange__late=is_late>{words::state(&one, is_late)}</strong>
                    {received.into_iter().map(|line| view! { <p class="exchange__soft">{line}</p> }).collect_view()}
                </td>
                <td>{(is_out || is_closed).then(|| view! {
                    <button class="button" data-act="close" on:click=move |_| desk.close_dispatch(id.clone(), !is_closed)>
                        {if is_closed { words::REOPEN } else { words::CLOSE }}
                    </button>
                })}</td>
            </tr>
        }
    };
    view! {
        <h3 class="page__heading">{words::SENT}</h3>
        <p class="page__help" id="sent-summary" role="status">{summary}</p>
        {move || (!sent.with(Vec::is_empty)).then(|| view! {
            <table class="plain" id="sent">
                <thead><tr>{words::SENT_HEAD.map(|word| view! { <th scope="col">{word}</th> }).into_iter().collect_view()}</tr></thead>
                <tbody>{sent.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        })}
    }
}
