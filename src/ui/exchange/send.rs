//! To whom parts go out, which columns are asked for, and as what.

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::words;
use crate::ledger::{Carrier, Date, Field, Id};
use crate::slice::{self, Terms};
use crate::ui::desk::{Desk, Order};
use crate::ui::text;

/// Units that are shown; a ledger has some dozens.
const MOST: usize = 500;

#[component]
pub fn Send() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let units = Memo::new(move |_| {
        desk.revision.track();
        desk.with(slice::by_unit)
    });
    let chosen = RwSignal::new(BTreeSet::<String>::new());
    let fields = RwSignal::new(slice::USUAL.to_vec());
    let (may_add, due, asks) = (
        RwSignal::new(true),
        RwSignal::new(String::new()),
        RwSignal::new(words::USUAL_ASK.to_owned()),
    );
    let carrier = RwSignal::new(Carrier::Xlsx);
    // The rows that are shown can be sent to anybody, by a name that is typed.
    let other = RwSignal::new(String::new());
    let shown = move || {
        let rows = desk.table.get();
        rows.rows_in(0..rows.len()).filter_map(|row| row.measure).collect::<Vec<Id>>()
    };
    let orders = move || {
        let terms = |to: &str| Terms {
            to: to.to_owned(),
            due: due.get(),
            fields: fields.get(),
            may_add: may_add.get(),
            words: asks.get().trim().to_owned(),
        };
        let chosen = chosen.get();
        let of_units = units.get().into_iter().filter(|(unit, _)| chosen.contains(unit));
        let mut orders: Vec<Order> =
            of_units.map(|(unit, measures)| Order { terms: terms(&unit), measures }).collect();
        let name = other.get().trim().to_owned();
        if !name.is_empty() {
            orders.push(Order { terms: terms(&name), measures: shown() });
        }
        orders
    };
    let count = Memo::new(move |_| {
        chosen.with(BTreeSet::len) + usize::from(!other.with(|name| name.trim().is_empty()))
    });
    let is_wrong = move || {
        let is_past = Date::parse_iso(&due.get()).is_some_and(|due| due < desk.day.get());
        is_past || fields.with(Vec::is_empty) && !may_add.get()
    };
    // Nothing can be filled in, nothing can be in time; or two parts are waited for.
    let why = move || {
        let is_again = |unit: &String| {
            desk.with(|ledger| {
                ledger.dispatches().values().any(|one| one.to == *unit && one.is_out())
            })
        };
        desk.revision.track();
        let again: Vec<String> =
            chosen.with(|chosen| chosen.iter().filter(|unit| is_again(unit)).cloned().collect());
        match (is_wrong(), fields.with(Vec::is_empty) && !may_add.get()) {
            (true, true) => words::NOTHING_ASKED.to_owned(),
            (true, false) => words::DUE_PAST.to_owned(),
            (false, _) => words::sent_again(&again),
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let orders: Vec<Order> =
            orders().into_iter().filter(|order| !order.measures.is_empty()).collect();
        if !orders.is_empty() {
            desk.send(orders, carrier.get_untracked());
            chosen.set(BTreeSet::new());
            other.set(String::new());
        }
    };
    let row = move |(unit, measures): (String, Vec<Id>)| {
        let is_named = !unit.is_empty();
        let name = if is_named { unit.clone() } else { words::NO_UNIT.to_owned() };
        let out = {
            let unit = unit.clone();
            move || {
                desk.revision.track();
                desk.with(|ledger| {
                    let own = ledger.dispatches().values().filter(|one| one.to == unit);
                    own.filter(|one| one.is_out()).count()
                })
            }
        };
        let (key, own) = (unit.clone(), unit.clone());
        let toggle = move |event| {
            let is_on = event_target_checked(&event);
            chosen.update(|chosen| {
                if is_on {
                    chosen.insert(key.clone())
                } else {
                    chosen.remove(&key)
                };
            });
        };
        view! {
            <tr>
                <td><label class="choice">
                    <input type="checkbox" data-unit=unit disabled=!is_named on:change=toggle
                        prop:checked=move || chosen.with(|chosen| chosen.contains(&own))/>
                    {name}
                </label></td>
                <td>{words::rows(measures.len())}</td>
                <td class="exchange__soft">{move || if is_named { words::out(out()) } else { words::NO_UNIT_HELP.to_owned() }}</td>
            </tr>
        }
    };
    let everybody = move |event| {
        let is_on = event_target_checked(&event);
        let all = units.get_untracked().into_iter().map(|(unit, _)| unit);
        chosen.set(if is_on {
            all.filter(|unit| !unit.is_empty()).collect()
        } else {
            BTreeSet::new()
        });
    };
    let column = move |field: Field| {
        let toggle = move |event| {
            let is_on = event_target_checked(&event);
            fields.update(|fields| {
                fields.retain(|one| *one != field);
                if is_on {
                    fields.push(field);
                }
            });
        };
        view! {
            <label class="choice">
                <input type="checkbox" data-asked=field.code() checked=slice::USUAL.contains(&field) on:change=toggle/>
                {text::field(field)}
            </label>
        }
    };
    let way = move |one: Carrier| {
        view! {
            <label class="choice">
                <input type="radio" name="carrier" value=one.code() checked=one == Carrier::Xlsx
                    on:change=move |_| carrier.set(one)/>
                <span>{words::carrier(one)}<small class="exchange__soft">{words::carrier_help(one)}</small></span>
            </label>
        }
    };
    view! {
        <h3 class="page__heading">{words::SEND}</h3>
        <p class="page__help">{words::SEND_HELP}</p>
        <form class="exchange__send" id="send" on:submit=send>
            <table class="plain plain--narrow exchange__units">
                <thead><tr>
                    <th scope="col"><label class="choice">
                        <input type="checkbox" id="all-units" on:change=everybody/>{text::UNIT}
                    </label></th>
                    <th scope="col">{words::MEASURES}</th>
                    <th scope="col">{words::STATE}</th>
                </tr></thead>
                <tbody>{move || units.get().into_iter().take(MOST).map(row).collect_view()}</tbody>
            </table>
            <label class="dialog__label" for="send-other">{move || words::send_shown(shown().len())}</label>
            <input class="field__input" id="send-other" maxlength="40" placeholder=words::SEND_OTHER
                prop:value=move || other.get() on:input=move |event| other.set(event_target_value(&event))/>
            <fieldset class="dialog__set exchange__fields">
                <legend class="dialog__label">{words::ASKED}</legend>
                {slice::askable().map(column).collect_view()}
                <label class="choice">
                    <input type="checkbox" id="may-add" checked on:change=move |event| may_add.set(event_target_checked(&event))/>
                    {words::MAY_ADD}
                </label>
            </fieldset>
            <label class="dialog__label" for="send-due">{words::DUE}</label>
            <input class="history__day" type="date" id="send-due" on:change=move |event| due.set(event_target_value(&event))/>
            <label class="dialog__label" for="send-words">{words::ASK}</label>
            <textarea class="dialog__paste" id="send-words" rows="3" maxlength="2000"
                prop:value=move || asks.get() on:input=move |event| asks.set(event_target_value(&event))></textarea>
            <fieldset class="dialog__set">
                <legend class="dialog__label">{words::AS}</legend>
                {Carrier::ALL.iter().copied().map(way).collect_view()}
            </fieldset>
            <div class="exchange__take">
                <span class="exchange__late" role="status" id="send-why">{why}</span>
                <button class="button button--primary" id="send-now" disabled=move || count.get() == 0 || is_wrong() || desk.is_sending.get()>
                    {move || words::send_now(count.get())}
                </button>
            </div>
        </form>
    }
}
