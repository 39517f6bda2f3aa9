//! What came back, laid against the ledger: the files, what each changes, and one step that takes
//! what was decided.

use leptos::html;
use leptos::prelude::*;

use super::card::Card;
use crate::merge::{Class, Proposal, Return};
use crate::ui::desk::{Desk, Merging, key};
use crate::ui::text;
use crate::ui::text::merging as words;

/// Cards drawn at once; more on request.
const PAGE: usize = 60;

/// Which proposals are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Those that ask for a decision.
    Open,
    Undecided,
    Conflicts,
    TheirsOnly,
    Same,
    OursOnly,
}

impl Show {
    pub const ALL: [Self; 6] = [
        Self::Open,
        Self::Undecided,
        Self::Conflicts,
        Self::TheirsOnly,
        Self::Same,
        Self::OursOnly,
    ];

    fn takes(self, merging: &Merging, one: &Proposal) -> bool {
        match self {
            Self::Open => one.is_open(),
            Self::Undecided => one.is_open() && merging.decision(key(one)).is_none(),
            Self::Conflicts => one.class == Class::Conflict,
            Self::TheirsOnly => one.class == Class::TheirsOnly,
            Self::Same => one.class == Class::Same,
            Self::OursOnly => one.class == Class::OursOnly,
        }
    }
}

#[component]
pub fn Review() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let show = RwSignal::new(Show::Open);
    let file = RwSignal::new(None::<usize>);
    let shown = RwSignal::new(PAGE);
    let note = NodeRef::<html::Input>::new();
    let laid = Memo::new(move |_| desk.merging.with(|merging| merging.laid));
    // A card does not vanish under the hand that decides about it; what was laid anew is drawn anew.
    let found = Memo::new(move |_| {
        let (show, file, laid) = (show.get(), file.get(), laid.get());
        desk.merging.with_untracked(|merging| {
            let is_of = |one: &Proposal| {
                file.is_none_or(|file| one.variants.iter().any(|one| one.from.contains(&file)))
            };
            let all = merging.merged.proposals.iter().enumerate();
            let all = all.filter(|(_, one)| show.takes(merging, one) && is_of(one));
            all.map(|(at, _)| (at, laid)).collect::<Vec<(usize, u64)>>()
        })
    });
    let cards = move || {
        let all = found.get();
        all.into_iter().take(shown.get()).collect::<Vec<(usize, u64)>>()
    };
    let more = move || found.with(Vec::len).saturating_sub(shown.get());
    let count = move |one: Show| {
        desk.merging.with(|merging| {
            merging.merged.proposals.iter().filter(|proposal| one.takes(merging, proposal)).count()
        })
    };
    let chip = move |one: Show| {
        let is_current = move || show.get() == one;
        view! {
            <button class="chip" class:chip--on=is_current aria-pressed=move || is_current().to_string() data-show=words::show_code(one)
                on:click=move |_| {
                    shown.set(PAGE);
                    show.set(one);
                }>{move || words::shown(one, count(one))}</button>
        }
    };
    let plain = move || {
        desk.merging.with(|merging| {
            let plain = merging.merged.proposals.iter().filter(|one| one.is_plain());
            plain.filter(|one| merging.decision(key(one)).is_none()).count()
        })
    };
    let counts = move || desk.merging.with(Merging::counts);
    let undecided = move || counts().0;
    let take = move |_: web_sys::MouseEvent| {
        let note = note.get_untracked().map_or(String::new(), |input| input.value());
        desk.take_merged(&note);
    };
    let summary = move || {
        desk.merging.with(|merging| words::merging(merging.counts(), merging.merged.unchanged))
    };
    // Decisions are not thrown away by one press.
    let is_sure = RwSignal::new(false);
    let leave = move |_: web_sys::MouseEvent| {
        if is_sure.get_untracked() || !desk.merging.with_untracked(Merging::has_decisions) {
            desk.leave_merging();
        } else {
            is_sure.set(true);
        }
    };
    let section = NodeRef::<html::Section>::new();
    Effect::new(move |_| {
        if let Some(section) = section.get() {
            // Taking the keyboard brings it into sight.
            let _ = section.focus();
        }
    });
    view! {
        <section class="exchange__review" id="merging" tabindex="-1" aria-label=words::REVIEW node_ref=section>
            <h3 class="page__heading">{words::REVIEW}</h3>
            <Files file/>
            <p class="page__help" id="merging-summary" role="status">{summary}</p>
            <div class="exchange__chips" role="group" aria-label=text::FILTER>{Show::ALL.map(chip).into_iter().collect_view()}</div>
            <div class="exchange__acts">
                <button class="button" id="accept-plain" disabled=move || plain() == 0 on:click=move |_| desk.accept_plain()>
                    {move || words::accept_plain(plain())}
                </button>
                <button class="button" id="print-merge" on:click=move |_| desk.print_merging()>{words::PRINT_LIST}</button>
            </div>
            <div class="exchange__cards">
                <For each=cards key=|card| *card let:card><Card at=card.0/></For>
                {move || found.with(Vec::is_empty).then(|| view! { <p class="page__help">{words::NO_CARDS}</p> })}
                {move || (more() > 0).then(|| view! {
                    <button class="button" id="more-cards" on:click=move |_| shown.update(|shown| *shown += PAGE)>{words::more(more())}</button>
                })}
            </div>
            <div class="exchange__take">
                <label class="dialog__label" for="merge-note">{words::NOTE}</label>
                <input class="field__input" id="merge-note" maxlength="200" node_ref=note placeholder=words::NOTE_HELP/>
                <span class="exchange__soft" id="undecided">{move || words::undecided(undecided())}</span>
                <button class="button" id="keep-rest" disabled=move || undecided() == 0 on:click=move |_| desk.keep_rest()>{words::KEEP_REST}</button>
                <button class="button" id="leave-merging" on:click=leave on:blur=move |_| is_sure.set(false)>
                    {move || if is_sure.get() { words::LEAVE_SURE } else { words::LEAVE }}
                </button>
                <button class="button button--primary" id="take-merged" title=words::TAKE_HELP disabled=move || undecided() != 0 on:click=take>
                    {move || { let (_, open, taken) = counts(); words::take(taken, open) }}
                </button>
            </div>
        </section>
    }
}

/// The files that came back: who filled them in, whether they can be relied on, what is in them
/// that could not be read.
#[component]
fn Files(file: RwSignal<Option<usize>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let row = move |(at, one): (usize, Return), remarks: Vec<String>, left: usize, count: usize| {
        let by = one.by();
        let is_only = move || file.get() == Some(at);
        view! {
            <li class="exchange__file" data-returned=at.to_string()>
                <strong>{one.file.clone()}</strong>
                <span class="exchange__soft">{text::who(&by.name, &by.unit)}</span>
                <span class:exchange__late=words::is_doubtful(one.standing)>{words::standing(one.standing)}</span>
                <span>{words::changes(count)}</span>
                <button class="button" aria-pressed=move || is_only().to_string()
                    on:click=move |_| file.set(if is_only() { None } else { Some(at) })>{words::ONLY_THIS}</button>
                <button class="button" data-act="leave-out" on:click=move |_| {
                    file.set(None);
                    desk.leave_out(at);
                }>{words::LEAVE_OUT}</button>
                {(left > 0).then(|| view! { <p class="exchange__late">{words::left(left)}</p> })}
                {(!remarks.is_empty()).then(|| view! {
                    <details class="exchange__remarks" open>
                        <summary>{words::remarks(remarks.len())}</summary>
                        <ul>{remarks.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                    </details>
                })}
            </li>
        }
    };
    // Drawn anew where it was laid anew.
    let files = move || {
        desk.merging.with(|merging| {
            (0..merging.returns.len()).map(|at| (at, merging.laid)).collect::<Vec<(usize, u64)>>()
        })
    };
    let line = move |(at, _): (usize, u64)| {
        let Merging { returns, remarks, merged, .. } = desk.merging.get_untracked();
        let of = |one: &&Proposal| one.variants.iter().any(|one| one.from.contains(&at));
        let count = merged.proposals.iter().filter(of).count();
        let own = returns.get(at).cloned();
        own.map(|one| row((at, one), remarks[at].clone(), merged.left[at], count))
    };
    view! {
        <ul class="exchange__files"><For each=files key=|file| *file let:file>{line(file)}</For></ul>
    }
}
