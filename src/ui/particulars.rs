//! Forms of what is settled once: who sits here, and the particulars of the ledger.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::desk::Desk;
use super::text;
use crate::edit::Command;
use crate::ledger::wording::normal_date;
use crate::ledger::{Author, Done, Need, Particulars, Period, Role, StageWord, Status};

#[component]
pub fn Me() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let me = desk.me.get_untracked();
    let (name, unit) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let role = RwSignal::new(me.role);
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let value = |input: NodeRef<html::Input>| {
            input.get_untracked().map_or(String::new(), |input| input.value().trim().to_owned())
        };
        let author = Author { name: value(name), unit: value(unit), role: role.get_untracked() };
        desk.introduce(author);
        desk.close_tool();
    };
    let choice = move |one: Option<Role>| {
        let (words, code) = one.map_or((text::NO_ROLE, ""), |one| (text::role(one), one.code()));
        view! {
            <label class="choice">
                <input type="radio" name="role" value=code checked=me.role == one on:change=move |_| role.set(one)/>
                {words}
            </label>
        }
    };
    let roles = Role::ALL.iter().copied().map(Some);
    view! {
        <form on:submit=save>
            <p class="panel__help">{text::ME_HELP}</p>
            <label class="dialog__label" for="me-name">{text::MY_NAME}</label>
            <input class="field__input" id="me-name" maxlength="40" autofocus node_ref=name value=me.name/>
            <label class="dialog__label" for="me-unit">{text::MY_UNIT}</label>
            <input class="field__input" id="me-unit" maxlength="60" node_ref=unit value=me.unit/>
            <fieldset class="dialog__set" id="me-role">
                <legend class="dialog__label">{text::MY_ROLE}</legend>
                {std::iter::once(None).chain(roles).map(choice).collect_view()}
                <p class="panel__help">{text::ROLE_HELP}</p>
            </fieldset>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="me-save">{text::SAVE}</button>
            </div>
        </form>
    }
}

/// A line of a list under a key of its own.
type Keyed<T> = (usize, T);

#[component]
pub fn ParticularsForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let own = desk.with(|ledger| ledger.particulars().clone());
    let feedback = RwSignal::new(own.feedback.clone());
    let periods = RwSignal::new(own.periods.iter().cloned().enumerate().collect::<Vec<_>>());
    let words = RwSignal::new(own.words.iter().cloned().enumerate().collect::<Vec<_>>());
    let report = RwSignal::new(own.report_needs.clone());
    let strike_off = RwSignal::new(own.strike_off_needs.clone());
    let done = RwSignal::new(own.done);
    let wrong = RwSignal::new("");
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = feedback.get_untracked().trim().to_owned();
        let day = normal_date(&typed).map(|day| day.to_string());
        if day.is_none() && !typed.is_empty() {
            return wrong.set(text::NOT_A_DAY);
        }
        let values = |list: Vec<Keyed<StageWord>>| list.into_iter().map(|(_, one)| one);
        let named = |one: &StageWord| !one.word.trim().is_empty();
        let to = Particulars {
            feedback: day.unwrap_or_default(),
            periods: periods.get_untracked().into_iter().map(|(_, one)| one).collect(),
            words: values(words.get_untracked()).filter(named).collect(),
            report_needs: report.get_untracked(),
            strike_off_needs: strike_off.get_untracked(),
            done: done.get_untracked(),
            publication: own.publication.clone(),
        };
        if !to.is_sound() {
            return wrong.set(text::OUT_OF_BOUNDS);
        }
        desk.run(Command::Arrange { to: Box::new(to) });
        desk.close_tool();
    };
    let meaning = move |one: Done| {
        view! {
            <label class="choice">
                <input type="radio" name="done" value=one.code() checked=done.get_untracked() == one
                    on:change=move |_| done.set(one)/>
                {text::done_means(one)}
            </label>
        }
    };
    view! {
        <form class="particulars" on:submit=save novalidate>
            <label class="dialog__label" for="feedback">{text::FEEDBACK}" "<small>{text::FEEDBACK_HELP}</small></label>
            <input class="field__input" id="feedback" autofocus placeholder="2024-06-30" prop:value=feedback
                on:input=move |event| feedback.set(event_target_value(&event))/>
            <Periods periods feedback/>
            <Needs id="report-needs" legend=text::REPORT_NEEDS needs=report/>
            <Needs id="strike-off-needs" legend=text::STRIKE_OFF_NEEDS needs=strike_off/>
            <fieldset class="dialog__set">
                <legend class="dialog__label">{text::DONE_MEANS}</legend>
                {Done::ALL.iter().copied().map(meaning).collect_view()}
            </fieldset>
            <Words words/>
            <p class="errand__wrong" role="alert">{wrong}</p>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="particulars-save">{text::SAVE}</button>
            </div>
        </form>
    }
}

#[component]
fn Periods(periods: RwSignal<Vec<Keyed<Period>>>, feedback: RwSignal<String>) -> impl IntoView {
    let change = move |key: usize, change: &dyn Fn(&mut Period)| {
        periods.update(|all| {
            all.iter_mut().filter(|(own, _)| *own == key).for_each(|(_, one)| change(one));
        });
    };
    let end = move |key: usize| {
        let period = periods.with(|all| all.iter().find(|(own, _)| *own == key).cloned());
        let day = normal_date(&feedback.get());
        let end = period.and_then(|(_, one)| day?.plus_months(one.months.into()));
        end.map(|end| end.to_string())
    };
    let one = move |(key, period): Keyed<Period>| {
        view! {
            <div class="particulars__row">
                <input class="field__input" aria-label=text::PERIOD_NAME value=period.name maxlength="40"
                    on:input=move |event| change(key, &|one| one.name = event_target_value(&event))/>
                <input class="field__input particulars__number" type="number" min="1" max="120" aria-label=text::PERIOD_MONTHS
                    value=period.months.to_string()
                    on:input=move |event| change(key, &|one| one.months = event_target_value(&event).parse().unwrap_or(0))/>
                <span class="particulars__end">{move || end(key)}</span>
                <button class="evidence__remove" type="button" aria-label=text::REMOVE
                    on:click=move |_| periods.update(|all| all.retain(|(own, _)| *own != key))>"×"</button>
            </div>
        }
    };
    let add = move |_| {
        periods.update(|all| {
            let key = all.iter().map(|(key, _)| key + 1).max().unwrap_or(0);
            all.push((key, Period { name: String::new(), months: 3 }));
        });
    };
    view! {
        <fieldset class="dialog__set" id="periods">
            <legend class="dialog__label">{text::PERIODS}</legend>
            <For each=move || periods.get() key=|(key, _)| *key children=one/>
            <button class="button" type="button" on:click=add>{text::ADD}</button>
        </fieldset>
    }
}

#[component]
fn Words(words: RwSignal<Vec<Keyed<StageWord>>>) -> impl IntoView {
    let change = move |key: usize, change: &dyn Fn(&mut StageWord)| {
        words.update(|all| {
            all.iter_mut().filter(|(own, _)| *own == key).for_each(|(_, one)| change(one));
        });
    };
    let one = move |(key, word): Keyed<StageWord>| {
        let stage = word.stage;
        let option = move |status: &Status| {
            view! {
                <option value=status.code() selected=*status == stage>{text::usual_stage(*status)}</option>
            }
        };
        view! {
            <div class="particulars__row">
                <input class="field__input" aria-label=text::WORD value=word.word maxlength="20"
                    on:input=move |event| change(key, &|one| one.word = event_target_value(&event))/>
                <select class="field__input field__input--choice" aria-label=text::STAGE
                    on:change=move |event| change(key, &|one| {
                        one.stage = Status::from_code(&event_target_value(&event)).unwrap_or(one.stage);
                    })>{Status::ALL.iter().map(option).collect_view()}</select>
                <button class="evidence__remove" type="button" aria-label=text::REMOVE
                    on:click=move |_| words.update(|all| all.retain(|(own, _)| *own != key))>"×"</button>
            </div>
        }
    };
    let add = move |_| {
        words.update(|all| {
            let key = all.iter().map(|(key, _)| key + 1).max().unwrap_or(0);
            all.push((key, StageWord { word: String::new(), stage: Status::InProgress }));
        });
    };
    view! {
        <fieldset class="dialog__set" id="words">
            <legend class="dialog__label">{text::WORDS}</legend>
            <p class="panel__help">{text::WORDS_HELP}</p>
            <For each=move || words.get() key=|(key, _)| *key children=one/>
            <button class="button" type="button" on:click=add>{text::ADD}</button>
        </fieldset>
    }
}

/// What a step asks for, to be ticked.
#[component]
fn Needs(id: &'static str, legend: &'static str, needs: RwSignal<Vec<Need>>) -> impl IntoView {
    let one = move |need: Need| {
        let toggle = move |_| {
            needs.update(|all| match all.contains(&need) {
                true => all.retain(|one| *one != need),
                false => all.push(need),
            });
        };
        view! {
            <label class="choice">
                <input type="checkbox" value=need.code() checked=needs.get_untracked().contains(&need) on:change=toggle/>
                {text::need(need)}
            </label>
        }
    };
    view! {
        <fieldset class="dialog__set" id=id>
            <legend class="dialog__label">{legend}</legend>
            {[Need::Result, Need::Evidence, Need::Opinion].map(one).into_iter().collect_view()}
        </fieldset>
    }
}
