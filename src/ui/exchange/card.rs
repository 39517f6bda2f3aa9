//! One place where what came back differs: what it was, what we have, what they say, and the
//! decision.

use leptos::html;
use leptos::prelude::*;

use crate::ledger::Form;
use crate::merge::{self, Decision, Part, Proposal, What};
use crate::ui::desk::{Desk, key};
use crate::ui::text;
use crate::ui::text::merging as words;

/// Characters of an own text; a cell takes more, a card shows no more.
const LONGEST: &str = "20000";

#[component]
pub fn Card(at: usize) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let found = desk.merging.with_untracked(|merging| {
        let one = merging.merged.proposals.get(at)?.clone();
        // Whoever filled it in; the file where nobody says so.
        let named = |from: &usize| {
            let one = &merging.returns[*from];
            let by = one.by();
            let who = text::who(&by.name, &by.unit);
            if who.is_empty() { one.file.clone() } else { who }
        };
        let files: Vec<Vec<String>> =
            one.variants.iter().map(|variant| variant.from.iter().map(named).collect()).collect();
        Some((one, files))
    });
    let Some((one, files)) = found else { return ().into_any() };
    let place = key(&one);
    let decision =
        Memo::new(move |_| desk.merging.with(|merging| merging.decision(place).cloned()));
    let is_decided = move || decision.with(Option::is_some);
    let (entry, excerpts) =
        desk.with(|ledger| (desk.called(ledger, &one), desk.excerpts(ledger, &one)));
    let column = words::place(one.what, one.field);
    let (what, empties) = (one.what, one.empties());
    let hides = one.variants.iter().any(merge::Variant::hides);
    let is_open = one.is_open();
    let is_beyond = one.variants.iter().any(|variant| variant.is_beyond);
    let base = one.variants.first().map(|variant| variant.base.clone());
    let ours = one.ours.clone();
    let show = move |value: &str| desk.with(|ledger| text::whole(ledger, place.2, value));
    let variants = one.variants.iter().enumerate().map(|(nth, variant)| {
        let base = variant.base.as_deref().unwrap_or_default();
        let (was, is) = (show(base), variant.value.as_deref().map(show));
        let rest = variant.others.iter().map(|(field, value)| {
            let value = desk.with(|ledger| text::whole(ledger, *field, value));
            view! { <p class="exchange__other">{format!("{}：{value}", text::field(*field))}</p> }
        });
        let steps = variant.steps.iter().map(|step| {
            let line = desk
                .with(|ledger| text::step(step, |code| text::stage_of(ledger.particulars(), code)));
            view! { <p class="exchange__other">{words::with_opinion(line, &step.opinion)}</p> }
        });
        view! {
            <dt>{words::theirs(&files[nth])}</dt>
            <dd>
                {match is {
                    None => view! { <em>{words::GONE}</em> }.into_any(),
                    Some(is) => marked(&was, &is).into_any(),
                }}
                {rest.collect_view()}
                {steps.collect_view()}
            </dd>
        }
    });
    let is_ours_changed = base.as_ref().is_some_and(|base| *base != ours);
    let own_text = ours.as_deref().map(show);
    let own = match (&own_text, &base) {
        (None, _) => view! { <em>{words::NO_ROW}</em> }.into_any(),
        (Some(own), Some(Some(base))) if is_ours_changed => marked(&show(base), own).into_any(),
        (Some(own), _) => view! { <span>{words::or_empty(own)}</span> }.into_any(),
    };
    let base_shown = base.map(|base| words::base(what, base.as_deref().map(show)));
    view! {
        <article class="exchange__card" class:exchange__card--decided=is_decided data-class=words::class_code(one.class)
            data-field=place.2.code() data-place=at.to_string()>
            <h4 class="exchange__place">{entry}" · "{column}
                <span class="exchange__class">{words::class(one.class)}</span>
                {empties.then(|| view! { <span class="exchange__late">{words::EMPTIES}</span> })}
                {hides.then(|| view! { <span class="exchange__late">{words::HIDES}</span> })}
                {is_beyond.then(|| view! { <span class="exchange__late">{words::BEYOND}</span> })}
            </h4>
            {excerpts.into_iter().map(|words| view! { <p class="exchange__excerpt">{words}</p> }).collect_view()}
            <dl class="exchange__sides">
                {base_shown.map(|base| view! { <dt>{words::BASE}</dt><dd>{base}</dd> })}
                <dt>{words::OURS}</dt><dd>{own}</dd>
                {variants.collect_view()}
            </dl>
            {is_open.then(|| view! { <Choice one=one.clone() decision/> })}
        </article>
    }
    .into_any()
}

/// The second text, with what it has beside the first and what it has no more.
fn marked(first: &str, second: &str) -> impl IntoView + use<> {
    if second.is_empty() {
        return view! { <span><del>{first.to_owned()}</del>{words::or_empty("")}</span> }
            .into_any();
    }
    let parts = merge::differences(first, second).into_iter().map(|(part, text)| match part {
        Part::Both => view! { <span>{text}</span> }.into_any(),
        Part::First => view! { <del>{text}</del> }.into_any(),
        Part::Second => view! { <ins>{text}</ins> }.into_any(),
    });
    view! { <span>{parts.collect_view()}</span> }.into_any()
}

/// 采用我方, 采用对方, 两者并存, 手工改.
#[component]
fn Choice(one: Proposal, decision: Memo<Option<Decision>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let place = key(&one);
    let own = NodeRef::<html::Textarea>::new();
    let is_many = one.variants.len() > 1;
    let button = move |code: String, words: String, to: Decision| {
        let chosen = to.clone();
        let is_on = move || decision.get().as_ref() == Some(&chosen);
        view! {
            <button class="button" class:button--on=is_on.clone() aria-pressed=move || is_on().to_string() data-decide=code
                on:click=move |_| desk.decide_about(place, Some(to.clone()))>{words}</button>
        }
    };
    let mut buttons = vec![button("ours".to_owned(), words::TAKE_OURS.to_owned(), Decision::Ours)];
    for nth in 0..one.variants.len() {
        let number = is_many.then_some(nth + 1);
        let (code, words) = (format!("theirs-{nth}"), words::take_theirs(number));
        buttons.push(button(code, words, Decision::Theirs(nth)));
    }
    if merge::both(&one).is_some() {
        buttons.push(button("both".to_owned(), words::TAKE_BOTH.to_owned(), Decision::Both));
    }
    // A stage is chosen by its step, a row has more than one text.
    let is_written = one.what == What::Value && place.2.form() != Form::Code;
    let is_own = move || decision.with(|decision| matches!(decision, Some(Decision::Own(_))));
    // What was typed stays while another decision is tried; nothing is decided before.
    let begin = {
        let ours = one.ours.clone().unwrap_or_default();
        let theirs = one.variants.first().and_then(|one| one.value.clone()).unwrap_or_default();
        merge::both(&one).unwrap_or(if ours.is_empty() { theirs } else { ours })
    };
    let draft = RwSignal::new(begin);
    let is_typed = RwSignal::new(is_own());
    let is_writing = RwSignal::new(is_own());
    if let Some(Decision::Own(words)) = decision.get_untracked() {
        draft.set(words);
    }
    let write = move |_| {
        let Some(area) = own.get_untracked() else { return };
        let words = area.value();
        draft.set(words.clone());
        is_typed.set(true);
        desk.decide_about(place, (!words.is_empty()).then_some(Decision::Own(words)));
    };
    let by_hand = move |_| {
        is_writing.set(true);
        if is_typed.get_untracked() {
            desk.decide_about(place, Some(Decision::Own(draft.get_untracked())));
        }
    };
    view! {
        <div class="exchange__choice" role="group" aria-label=words::DECISION>
            {buttons}
            {is_written.then(|| view! {
                <button class="button" class:button--on=is_own aria-pressed=move || is_own().to_string() data-decide="own"
                    on:click=by_hand>{words::BY_HAND}</button>
            })}
            <button class="button exchange__undecide" data-decide="none" disabled=move || decision.with(Option::is_none)
                on:click=move |_| desk.decide_about(place, None)>{words::UNDECIDE}</button>
        </div>
        {move || is_writing.get().then(|| view! {
            <textarea class="dialog__paste" rows="3" maxlength=LONGEST aria-label=words::BY_HAND data-own="" node_ref=own
                prop:value=move || draft.get_untracked() on:input=write></textarea>
        })}
    }
}
