//! The text as it stands, each stretch in the colour of what it became.

use std::ops::Range;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::window::Window;
use super::{Looking, Pane};
use crate::ledger::Kind;
use crate::review::Review;
use crate::ui::text;

/// Nodes drawn together. A block begins where a paragraph does, if that is not too far.
const BLOCK: usize = 24;
/// Characters of one piece that are drawn: a browser takes minutes for some texts without breaks.
const LONGEST: usize = 3_000;
/// For the first guess of a block's height, in pixels and characters.
const LINE: i32 = 26;
const LINE_LENGTH: usize = 40;

/// A stretch of nodes that is drawn as one. Equal where the same text was cut the same way.
#[derive(Clone)]
struct Block {
    review: Rc<Review>,
    place: usize,
    nodes: Range<usize>,
}

#[component]
pub fn Source(looking: Looking) -> impl IntoView {
    let scroller = NodeRef::<html::Div>::new();
    let window = Window::new(scroller);
    let blocks = Memo::new_with_compare(
        move |_| {
            looking
                .review
                .with(|review| review.as_ref().map(|review| cut(review)).unwrap_or_default())
        },
        |one, other| one != other,
    );
    Effect::new(move |_| {
        scroller.track();
        let estimates = looking.review.with(|review| match review {
            Some(review) => {
                blocks.with(|blocks| blocks.iter().map(|nodes| estimate(review, nodes)).collect())
            }
            None => Vec::new(),
        });
        window.fill(estimates);
    });
    // The outline leads, the text follows.
    Effect::new(move |_| {
        let (selected, by) = (looking.selected.get(), looking.moved.get());
        let Some(node) = selected.filter(|_| by == Pane::Outline) else { return };
        window.show(blocks.with_untracked(|blocks| block_of(blocks, node)));
        request_animation_frame(move || reveal(scroller, node));
    });
    let shown = move || {
        let (from, to) = window.range.get();
        let review = looking.review.get()?;
        let blocks = blocks.get();
        let to = to.min(blocks.len());
        let shown = (from.min(to)..to).map(|place| Block {
            review: Rc::clone(&review),
            place,
            nodes: blocks[place].clone(),
        });
        Some(shown.map(|block| draw(looking, block)).collect_view())
    };
    let clicked = move |event: web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let node = target.and_then(|target| target.closest("[data-node]").ok().flatten());
        if let Some(node) = node.and_then(|node| node.get_attribute("data-node")?.parse().ok()) {
            looking.select(node, Pane::Source);
        }
    };
    view! {
        <section class="import__source" aria-label=text::SOURCE>
            <Legend/>
            <div class="source" id="import-source" tabindex="0" node_ref=scroller
                on:scroll=move |_| window.look() on:click=clicked>
                <div style:height=move || format!("{}px", window.space.get().0)></div>
                {shown}
                <div style:height=move || format!("{}px", window.space.get().1)></div>
            </div>
        </section>
    }
}

#[component]
fn Legend() -> impl IntoView {
    let kinds = [
        Kind::Chapter,
        Kind::Direction,
        Kind::Finding,
        Kind::Measure,
        Kind::Detail,
        Kind::Narrative,
        Kind::Chrome,
        Kind::Unassigned,
    ];
    view! {
        <p class="legend" aria-hidden="true">
            {kinds.map(|kind| view! { <span class=class(kind)>{text::kind(kind)}</span> }).into_iter().collect_view()}
        </p>
    }
}

/// Runs of nodes, each beginning with a paragraph.
fn cut(review: &Review) -> Vec<Range<usize>> {
    let mut blocks = Vec::new();
    let mut from = 0;
    for at in 1..review.nodes().len() {
        // A paragraph of very many nodes is not drawn whole either.
        let nodes = at - from;
        if (nodes >= BLOCK && opens_paragraph(review, at)) || nodes >= 8 * BLOCK {
            blocks.push(from..at);
            from = at;
        }
    }
    blocks.push(from..review.nodes().len());
    blocks
}

fn opens_paragraph(review: &Review, node: usize) -> bool {
    review.pieces(node)[0].contains('\n')
}

fn block_of(blocks: &[Range<usize>], node: usize) -> usize {
    blocks.partition_point(|block| block.end <= node).min(blocks.len().saturating_sub(1))
}

fn estimate(review: &Review, nodes: &Range<usize>) -> i32 {
    if nodes.is_empty() {
        return 0;
    }
    let bytes = (review.end(nodes.end - 1) - review.nodes()[nodes.start].start) as usize;
    let paragraphs = nodes.clone().filter(|&node| opens_paragraph(review, node)).count();
    ((bytes / 3 / LINE_LENGTH + paragraphs) as i32 + 1) * LINE
}

fn draw(looking: Looking, block: Block) -> impl IntoView {
    let Block { review, place, nodes } = block;
    let mut paragraphs: Vec<Vec<usize>> = Vec::new();
    for node in nodes {
        match paragraphs.last_mut() {
            Some(last) if !opens_paragraph(&review, node) => last.push(node),
            _ => paragraphs.push(vec![node]),
        }
    }
    let paragraphs = paragraphs.into_iter().map(|nodes| {
        let nodes = nodes.into_iter().map(|node| stretch(looking, &review, node)).collect_view();
        view! { <p class="source__paragraph">{nodes}</p> }
    });
    view! { <div class="source__block" data-block=place>{paragraphs.collect_view()}</div> }
}

/// One node: its frame fainter than its text. Each piece says where in the source it begins, so
/// that what a person selects is known exactly.
fn stretch(looking: Looking, review: &Review, node: usize) -> impl IntoView + use<> {
    let stretch = review.nodes()[node];
    let [before, text, after] = review.pieces(node);
    // The line breaks that open a paragraph are shown by the paragraph.
    let breaks = before.rfind('\n').map_or(0, |at| at + 1);
    let pieces = [
        (stretch.start + breaks as u32, &before[breaks..], true),
        (stretch.text.0, text, false),
        (stretch.text.1, after.trim_end_matches(['\n', '\r']), true),
    ];
    let pieces = pieces
        .into_iter()
        .filter(|(_, words, _)| !words.is_empty())
        .map(|(from, words, is_frame)| {
            let class = if is_frame { "src__frame" } else { "src__text" };
            let end = words.char_indices().nth(LONGEST).map(|(at, _)| at);
            let left_out = end.map(|end| {
                let count = words[end..].chars().count();
                view! { <span class="src__frame">{text::left_out(count)}</span> }
            });
            let words = &words[..end.unwrap_or(words.len())];
            view! { <span class=class data-from=from>{words.to_owned()}</span>{left_out} }
        })
        .collect_view();
    let title = text::reason(stretch.rule);
    view! {
        <span class=class(stretch.kind) class:src--selected=move || looking.selected.get() == Some(node)
            data-node=node title=title>{pieces}</span>
    }
}

fn class(kind: Kind) -> &'static str {
    match kind {
        Kind::Chapter => "src src--chapter",
        Kind::Direction => "src src--direction",
        Kind::Finding => "src src--finding",
        Kind::Measure => "src src--measure",
        Kind::Detail => "src src--detail",
        Kind::Narrative => "src src--narrative",
        Kind::Chrome => "src src--chrome",
        Kind::Unassigned => "src src--unassigned",
    }
}

fn reveal(scroller: NodeRef<html::Div>, node: usize) {
    let Some(scroller) = scroller.try_get_untracked().flatten() else { return };
    let Ok(Some(element)) = scroller.query_selector(&format!("[data-node='{node}']")) else {
        return;
    };
    let (own, view) = (element.get_bounding_client_rect(), scroller.get_bounding_client_rect());
    if own.top() < view.top() || own.top() > view.bottom() - 40.0 {
        let by = own.top() - view.top() - view.height() / 3.0;
        scroller.set_scroll_top(scroller.scroll_top() + by as i32);
    }
}
