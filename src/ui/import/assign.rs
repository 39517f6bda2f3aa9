//! A person's decisions: this stretch is that; these are one; this is two; one level up.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Looking, Pane};
use crate::browser::{self, Caret};
use crate::parse::{Decisions, Part};
use crate::review::{Review, Shift};
use crate::ui::desk::Desk;
use crate::ui::text;

/// What is selected, why it is what it is, and what can be said of it.
#[component]
pub fn Assign(looking: Looking) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let why = move || {
        let node = looking.selected.get()?;
        looking.review.with(|review| {
            let stretch = *review.as_ref()?.nodes().get(node)?;
            Some(text::why(text::kind(stretch.kind), text::reason(stretch.rule)))
        })
    };
    let parts = Part::ALL.into_iter().enumerate().map(|(at, part)| {
        view! {
            <button class="button" id=format!("assign-{}", at + 1) title=format!("{}", at + 1)
                on:click=move |_| assign(desk, looking, part)>{text::part(part)}</button>
        }
    });
    let other = |id: &'static str,
                 words: &'static str,
                 key: &'static str,
                 act: fn(Desk, Looking)| {
        view! {
            <button class="button" id=id title=key on:click=move |_| act(desk, looking)>{words}</button>
        }
    };
    view! {
        // A press must not take the selection in the text away.
        <div class="assign" role="group" aria-label=text::ASSIGN on:mousedown=|event| event.prevent_default()>
            <p class="assign__why" id="import-why" aria-live="polite">{why}</p>
            <p class="assign__row"><span class="assign__label">{text::ASSIGN}</span>{parts.collect_view()}</p>
            <p class="assign__row">
                {other("assign-join", text::JOIN, "J", join)}
                {other("assign-split", text::SPLIT, "S", split)}
                {other("assign-up", text::LEVEL_UP, "Alt+←", |desk, looking| shift(desk, looking, Shift::Up))}
                {other("assign-down", text::LEVEL_DOWN, "Alt+→", |desk, looking| shift(desk, looking, Shift::Down))}
                {other("assign-release", text::RELEASE, "0", release)}
            </p>
            <p class="assign__help">{text::ASSIGN_HELP}</p>
        </div>
    }
}

/// What is to be checked, how many, and the way to the next. Beside it, what the report itself
/// says otherwise.
#[component]
pub fn Doubts(looking: Looking) -> impl IntoView {
    let doubts = Memo::new(move |_| {
        looking
            .review
            .with(|review| review.as_ref().map(|review| review.to_check()).unwrap_or_default())
    });
    let go = move |step: fn(&[usize], usize) -> Option<usize>| {
        let from = looking.selected.get_untracked().unwrap_or(0);
        if let Some(node) = doubts.with_untracked(|doubts| step(doubts, from)) {
            looking.select(node, Pane::Outline);
        }
    };
    let told = move || {
        looking.review.with(|review| {
            let review = review.as_ref()?;
            let told =
                review.problems().iter().filter_map(|problem| text::problem(review, *problem));
            Some(told.take(3).collect::<Vec<_>>().join(" "))
        })
    };
    view! {
        <span class="import__doubts">
            <span id="import-doubts" role="status">{move || text::to_check(doubts.with(Vec::len))}</span>
            <button class="button" id="doubt-previous" aria-label=text::PREVIOUS_DOUBT disabled=move || doubts.with(Vec::is_empty)
                on:click=move |_| go(previous)>"‹"</button>
            <button class="button" id="doubt-next" aria-label=text::NEXT_DOUBT disabled=move || doubts.with(Vec::is_empty)
                on:click=move |_| go(next)>"›"</button>
            <span class="import__told" id="import-told">{told}</span>
        </span>
    }
}

fn next(doubts: &[usize], from: usize) -> Option<usize> {
    doubts.iter().find(|node| **node > from).or(doubts.first()).copied()
}

fn previous(doubts: &[usize], from: usize) -> Option<usize> {
    doubts.iter().rev().find(|node| **node < from).or(doubts.last()).copied()
}

/// The keys of the outline. True where the key was one of them.
pub fn key(desk: Desk, looking: Looking, event: &KeyboardEvent) -> bool {
    let command = event.ctrl_key() || event.meta_key();
    match (event.key().as_str(), command, event.alt_key()) {
        ("z" | "Z", true, false) => undo(desk, looking),
        (_, true, _) => return false,
        ("ArrowLeft", _, true) => shift(desk, looking, Shift::Up),
        ("ArrowRight", _, true) => shift(desk, looking, Shift::Down),
        (_, _, true) => return false,
        ("ArrowDown", ..) => step(looking, 1),
        ("ArrowUp", ..) => step(looking, -1),
        ("PageDown", ..) => step(looking, 15),
        ("PageUp", ..) => step(looking, -15),
        ("Home", ..) => step(looking, isize::MIN / 2),
        ("End", ..) => step(looking, isize::MAX / 2),
        ("j" | "J", ..) => join(desk, looking),
        ("s" | "S", ..) => split(desk, looking),
        ("0" | "Delete", ..) => release(desk, looking),
        (digit, ..) => {
            match digit.parse::<usize>().ok().and_then(|digit| Part::ALL.get(digit.checked_sub(1)?))
            {
                Some(part) => assign(desk, looking, *part),
                None => return false,
            }
        }
    }
    true
}

fn step(looking: Looking, by: isize) {
    let count = looking
        .review
        .with_untracked(|review| review.as_ref().map_or(0, |review| review.nodes().len()));
    let at = looking.selected.get_untracked().unwrap_or(0).saturating_add_signed(by);
    if count > 0 {
        looking.select(at.min(count - 1), Pane::Outline);
    }
}

/// Makes the text that is selected, or else the node, a part.
fn assign(desk: Desk, looking: Looking, part: Part) {
    decide(desk, looking, |review, node| match selected(review) {
        Some((from, to)) if from < to => Some((review.claim(from, to, part), from)),
        _ => Some((review.claim_node(node, part), review.nodes()[node].text.0)),
    });
}

fn join(desk: Desk, looking: Looking) {
    decide(desk, looking, |review, node| {
        let before = node.checked_sub(1)?;
        Some((review.join(node)?, review.nodes()[before].text.0))
    });
}

fn split(desk: Desk, looking: Looking) {
    decide(desk, looking, |review, _| {
        let (from, _) = selected(review)?;
        Some((review.split(from)?, from))
    });
}

fn shift(desk: Desk, looking: Looking, by: Shift) {
    decide(desk, looking, |review, node| {
        Some((review.shift(node, by)?, review.nodes()[node].text.0))
    });
}

fn release(desk: Desk, looking: Looking) {
    decide(desk, looking, |review, node| Some((review.release(node), review.nodes()[node].text.0)));
}

/// Takes the last decision back.
pub fn undo(desk: Desk, looking: Looking) {
    decide(desk, looking, |review, node| {
        (review.decided() > 0).then(|| (review.undone(), review.nodes()[node].text.0))
    });
}

/// Decides, and stays at the place in the text it was about.
fn decide(
    desk: Desk,
    looking: Looking,
    decide: impl FnOnce(&Review, usize) -> Option<(Vec<Decisions>, u32)>,
) {
    let Some(review) = looking.review.get_untracked() else { return };
    let node =
        looking.selected.get_untracked().filter(|node| *node < review.nodes().len()).unwrap_or(0);
    let Some((decisions, place)) = decide(&review, node) else { return };
    desk.decide(decisions);
    if let Some(review) = looking.review.get_untracked() {
        looking.moved.set(Pane::Source);
        looking.selected.set(review.node_at(place));
    }
}

/// The stretch of the source that is selected in the text, in bytes.
fn selected(review: &Review) -> Option<(u32, u32)> {
    let (start, end) = browser::selection("data-from")?;
    Some((offset(review.text(), start)?, offset(review.text(), end)?))
}

fn offset(text: &str, caret: Caret) -> Option<u32> {
    let mut units = 0;
    let rest = text.get(caret.mark as usize..)?;
    let inside = rest.char_indices().find(|(_, c)| {
        let here = units >= caret.units as usize;
        units += c.len_utf16();
        here
    });
    Some(caret.mark + inside.map_or(rest.len(), |(at, _)| at) as u32)
}
