//! The nodes, one a line, indented as they lie in each other.

use leptos::html;
use leptos::prelude::*;

use super::{Looking, Pane};
use crate::ledger::Kind;
use crate::parse::Confidence;
use crate::review::Review;
use crate::ui::text;

/// Pixels of a line; the style sheet has the same number.
const ROW: i32 = 28;
const MARGIN: i32 = 20;
/// Characters of a node's text that a line shows at most.
const LONGEST: usize = 80;

#[component]
pub fn Outline(looking: Looking) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0);
    let count = Memo::new(move |_| {
        looking.review.with(|review| review.as_ref().map_or(0, |review| review.nodes().len()))
    });
    let range = Memo::new(move |_| {
        let height = scroller.get().map_or(600, |scroller| scroller.client_height().max(200));
        let from = (top.get() / ROW - MARGIN).max(0) as usize;
        (from, (from + (height / ROW + 2 * MARGIN) as usize).min(count.get()))
    });
    // The text leads, the outline follows; and the keyboard's line stays in view.
    Effect::new(move |_| {
        let (Some(node), Some(scroller)) = (looking.selected.get(), scroller.get()) else { return };
        let (line, view, height) =
            (node as i32 * ROW, scroller.scroll_top(), scroller.client_height());
        if line < view || line + ROW > view + height {
            scroller.set_scroll_top(line - height / 3);
        }
    });
    let rows = move || {
        let (from, to) = range.get();
        looking.review.with(|review| {
            let review = review.as_ref()?;
            Some(
                (from..to.min(review.nodes().len()))
                    .map(|node| row(looking, review, node))
                    .collect_view(),
            )
        })
    };
    // The keyboard starts here.
    Effect::new(move |_| {
        if let Some(scroller) = scroller.get() {
            request_animation_frame(move || {
                let _ = scroller.focus();
            });
        }
    });
    let active = move || looking.selected.get().map(|node| format!("outline-{node}"));
    view! {
        <div class="outline" id="import-outline" role="listbox" tabindex="0" aria-label=text::OUTLINE
            aria-activedescendant=active node_ref=scroller
            on:scroll=move |_| top.set(scroller.get_untracked().map_or(0, |scroller| scroller.scroll_top()))>
            <div style:height=move || format!("{}px", range.get().0 as i32 * ROW)></div>
            {rows}
            <div style:height=move || format!("{}px", (count.get() - range.get().1.min(count.get())) as i32 * ROW)></div>
        </div>
    }
}

fn row(looking: Looking, review: &Review, node: usize) -> impl IntoView + use<> {
    let stretch = review.nodes()[node];
    let words: String = review.pieces(node)[1].chars().take(LONGEST).collect();
    let (mark, certainty) = match stretch.confidence() {
        _ if stretch.kind == Kind::Unassigned => ("?", text::UNASSIGNED),
        Confidence::Sure => ("", text::SURE),
        Confidence::Likely => ("·", text::LIKELY),
        Confidence::Doubtful => ("?", text::DOUBTFUL),
    };
    let title = format!("{certainty}：{}", text::reason(stretch.rule));
    let kind = match (review.part(node), stretch.field) {
        (Some(part), _) => text::part(part),
        (None, Some(field)) => text::field(field),
        (None, None) => text::kind(stretch.kind),
    };
    view! {
        <div class=format!("outline__row outline__row--{}", review.depth(node).min(5)) role="option" aria-posinset=node + 1 aria-setsize=review.nodes().len()
            id=format!("outline-{node}") title=title
            class:outline__row--selected=move || looking.selected.get() == Some(node)
            aria-selected=move || (looking.selected.get() == Some(node)).to_string()
            on:click=move |_| looking.select(node, Pane::Outline)>
            <span class="outline__mark" class:outline__mark--doubtful=mark == "?">{mark}</span>
            <span class=format!("outline__kind outline__kind--{:?}", stretch.kind).to_lowercase()>{kind}</span>
            <span class="outline__words">{words}</span>
        </div>
    }
}
