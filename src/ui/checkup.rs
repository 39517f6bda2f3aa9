//! 体检: what should be looked at before the ledger is published, rule by rule: where it is, what
//! is wrong, and what can be done at once.

use std::collections::BTreeSet;

use foldhash::HashSet;
use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, Page};
use super::focus::act_on;
use super::text;
use crate::check::{self, Code, Diagnostic, Level, wording};
use crate::edit::Command;
use crate::ledger::{Field, Id, Ruling, Subject, Verdict};

/// Remarks of one rule that are shown before the rest is asked for.
const SHOWN: usize = 20;
const MOST: usize = 500;

#[component]
pub fn CheckupPage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    Effect::new(move |_| {
        desk.revision.track();
        match desk.checked.get_untracked() {
            None => desk.check(),
            Some(_) => desk.check_again(),
        }
    });
    desk.check();
    let open = Memo::new(move |_| desk.remarks().unwrap_or_default());
    let is_working = move || desk.checking.get().is_some();
    let summary = move || match desk.checked.with(Option::is_some) {
        false => text::CHECKING.to_owned(),
        true => open.with(|open| {
            let count = |level: Level| open.iter().filter(|one| one.code.level() == level).count();
            text::remarks(count(Level::Error), count(Level::Warning), count(Level::Info))
        }),
    };
    let groups = Memo::new(move |_| {
        open.with(|open| open.iter().map(|one| one.code).collect::<BTreeSet<Code>>())
    });
    view! {
        <section class="page checkup" id="checkup" aria-label=text::CHECKUP aria-busy=move || is_working().to_string()>
            <h2 class="page__title">{text::CHECKUP}</h2>
            <p class="page__help" role="status" id="checkup-summary">{summary}</p>
            {[Level::Error, Level::Warning, Level::Info].map(|level| {
                let own = move || groups.get().into_iter().filter(|code| code.level() == level).collect::<Vec<_>>();
                view! {
                    {move || (!own().is_empty()).then(|| view! {
                        <h3 class="page__heading checkup__level" data-level=text::level_code(level)>{wording::level(level)}</h3>
                    })}
                    <For each=own key=|code| *code let:code><Group code open/></For>
                }
            }).into_iter().collect_view()}
            <SetAside/>
        </section>
    }
}

/// The remarks of one rule.
#[component]
fn Group(code: Code, open: Memo<Vec<Diagnostic>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let own = Memo::new(move |_| {
        open.with(|open| open.iter().filter(|one| one.code == code).cloned().collect::<Vec<_>>())
    });
    let shown = RwSignal::new(SHOWN);
    let list = move || own.get().into_iter().take(shown.get()).collect::<Vec<Diagnostic>>();
    let more = move || own.with(Vec::len).saturating_sub(shown.get());
    let can_mend =
        move || own.with(|own| own.len() > 1 && own.iter().all(|one| !one.fix.is_empty()));
    let mend_all = move |_| {
        let (mut cells, mut taken) = (Vec::new(), HashSet::<(Id, Field)>::default());
        for one in own.get_untracked() {
            // Two remarks on one cell would each bring back what the other has mended.
            if one.fix.iter().all(|(id, field, _)| !taken.contains(&(*id, *field))) {
                taken.extend(one.fix.iter().map(|(id, field, _)| (*id, *field)));
                cells.extend(one.fix);
            }
        }
        desk.mend_cells(cells);
    };
    let is_matter = check::entity(code).is_some();
    let mask_all = move |_| {
        let on = own.with_untracked(|own| own.iter().map(Diagnostic::subject).collect());
        desk.run(Command::Rule { on, to: Some((Verdict::Mask, String::new())) });
    };
    view! {
        <section class="checkup__group" data-code=code.code() aria-label=wording::title(code)>
            <h4 class="checkup__title">
                {wording::title(code)}" "<span class="matters__count">{move || own.with(Vec::len)}</span>
                {move || can_mend().then(|| view! {
                    <button class="button" data-act="mend-all" on:click=mend_all>{text::MEND_ALL}</button>
                })}
                {move || (is_matter && own.with(|own| own.len() > 1)).then(|| view! {
                    <button class="button" data-act="mask-all" on:click=mask_all>{text::MASK_ALL}</button>
                })}
            </h4>
            <ul class="checkup__list">
                <For each=list key=|one| (one.subject(), one.place.clone()) let:one><Remark one/></For>
            </ul>
            {move || (more() > 0).then(|| view! {
                <button class="button" on:click=move |_| shown.set(MOST)>{text::more_matters(more())}</button>
            })}
        </section>
    }
}

#[component]
fn Remark(one: Diagnostic) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let asks = RwSignal::new(false);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let (true, Some(input)) = (asks.get(), input.get()) {
            let _ = input.focus();
        }
    });
    let (message, code) = (one.message(), one.code);
    let table = desk.table.get_untracked();
    let label = desk.with(|ledger| text::remark_place(ledger, &table, &one));
    let excerpt = desk.with(|ledger| text::excerpt(ledger, &one));
    let (has_place, can_mend) = (one.place.is_some(), !one.fix.is_empty());
    let has_decision = check::entity(code).is_some();
    let one = StoredValue::new(one);
    // What is sensitive is kept or masked; a remark of another sort is set aside.
    let (verdict, ask, act, why) = match has_decision {
        true => (Verdict::Keep, text::KEEP, text::KEEP_NOW, text::WHY_KEPT),
        false => (Verdict::Waive, text::WAIVE, text::WAIVE_NOW, text::WHY_WAIVED),
    };
    let decide = move |event: &web_sys::Event, to: (Verdict, String)| {
        let on = vec![one.with_value(Diagnostic::subject)];
        act_on(event, "#checkup", || desk.run(Command::Rule { on, to: Some(to) }));
    };
    let waive = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = input.get_untracked().map_or(String::new(), |input| input.value());
        if !reason.trim().is_empty() {
            decide(&event, (verdict, reason));
        }
    };
    let mask = move |event: web_sys::MouseEvent| decide(&event, (Verdict::Mask, String::new()));
    let mend = move |event: web_sys::MouseEvent| {
        act_on(&event, "#checkup", || one.with_value(|one| desk.mend(one)));
    };
    let look = move |_| {
        desk.edition.set(crate::disclose::Edition::Public);
        desk.go(Page::Document);
    };
    view! {
        <li class="checkup__one">
            <p class="checkup__message">{message}</p>
            <p class="checkup__place">
                <span class="checkup__label">{label}</span>
                {excerpt.map(|(before, words, after)| view! {
                    <span>"…"{before}<mark class="place__own">{words}</mark>{after}"…"</span>
                })}
            </p>
            <div class="matters__acts">
                {has_place.then(|| view! {
                    <button class="button" data-act="show" on:click=move |_| one.with_value(|one| desk.show_remark(one))>{text::SHOW}</button>
                })}
                {can_mend.then(|| view! {
                    <button class="button button--primary" data-act="mend" on:click=mend>{text::MEND}</button>
                })}
                {has_decision.then(|| view! {
                    <button class="button" data-act="mask" on:click=mask>{text::MASK_IN_PUBLIC}</button>
                    <button class="button" data-act="decide" on:click=look>{text::DECIDE}</button>
                })}
                <button class="button" data-act=verdict.code() aria-expanded=move || asks.get().to_string()
                    on:click=move |_| asks.update(|asks| *asks = !*asks)>{ask}</button>
            </div>
            {move || asks.get().then(|| view! {
                <form class="matters__reason" on:submit=waive>
                    <input class="field__input" required maxlength="200" aria-label=why placeholder=why node_ref=input/>
                    <button class="button button--primary">{act}</button>
                </form>
            })}
        </li>
    }
}

/// Remarks that were set aside, with who did and why.
#[component]
fn SetAside() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let all = Memo::new(move |_| {
        desk.revision.track();
        desk.with(|ledger| {
            let is_there = |on: &Subject| on.node.is_none_or(|id| ledger.get(id).is_some());
            let waived = ledger.rulings().iter();
            let waived = waived.filter(|(on, is)| is.verdict == Verdict::Waive && is_there(on));
            waived.map(|(on, is)| (on.clone(), is.clone())).collect::<Vec<(Subject, Ruling)>>()
        })
    });
    let one = move |(on, is): (Subject, Ruling)| {
        let title = Code::from_code(&on.rule)
            .map_or(on.rule.clone(), |code| wording::title(code).to_owned());
        let words = on.words.clone();
        let again = move |_| {
            desk.run(Command::Rule { on: vec![on.clone()], to: None });
        };
        view! {
            <li class="checkup__one">
                <p class="checkup__message">{title}"「"{words}"」"</p>
                <p class="panel__help">{text::ruled_by(&is)}</p>
                <button class="button" data-act="again" on:click=again>{text::REMIND_AGAIN}</button>
            </li>
        }
    };
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| view! {
            <details class="checkup__aside" id="set-aside">
                <summary class="group__title">{text::set_aside(all.len())}</summary>
                <ul class="checkup__list">{all.into_iter().take(MOST).map(one).collect_view()}</ul>
            </details>
        })
    }
}
