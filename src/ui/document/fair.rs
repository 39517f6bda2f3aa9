//! The public edition on paper: nothing is typed in; what is masked is marked, and pressing it
//! leads to what can be decided about it.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent};

use super::matters::{Chosen, Matters};
use crate::disclose::{
    Document, Edition, Matter, Origin, Paragraph, Part, State, document as lay_out,
};
use crate::ui::desk::Desk;
use crate::ui::text;

/// Paragraphs that are drawn before the browser may show what there is.
const STRETCH: usize = 300;

#[component]
pub fn Fair() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let body = NodeRef::<html::Div>::new();
    let chosen = RwSignal::new(None::<Chosen>);
    let document = Memo::new(move |_| {
        desk.revision.track();
        Arc::new(desk.with(|ledger| lay_out(ledger, Edition::Public)))
    });
    let drawing = StoredValue::new(0_u32);
    let drawn = StoredValue::new(None::<Arc<Document>>);
    Effect::new(move |_| {
        let (document, Some(body)) = (document.get(), body.get()) else { return };
        drawing.update_value(|drawing| *drawing += 1);
        let old = drawn.try_update_value(|drawn| drawn.replace(document.clone())).flatten();
        // A decision changes words in their places: what was scrolled to and pressed stays.
        if !old.is_some_and(|old| redraw(&body, &old, &document)) {
            body.set_inner_html("");
            draw(&body, document, 0, (drawing, drawing.get_value()));
        }
    });
    let press = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(words) = target.and_then(|target| target.closest("[data-matter]").ok()?) {
            let is_by_key = event.detail() == 0;
            chosen.set(Chosen::of(&words, is_by_key));
        }
    };
    let key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => 1,
            "ArrowLeft" | "ArrowUp" => -1,
            _ => return,
        };
        if let Some(body) = body.get_untracked() {
            event.prevent_default();
            step(&body, by);
        }
    };
    view! {
        <div class="document__pair">
            <div class="document__scroll">
                <article class="paper-sheet" id="fair" aria-label=text::PUBLICATION>
                    <div class="paper-sheet__body" node_ref=body on:click=press on:keydown=key></div>
                </article>
            </div>
            <Matters document chosen/>
        </div>
    }
}

/// Puts new paragraphs in the place of those that differ. False where it is another document, or
/// not all of the old one has been drawn yet.
fn redraw(body: &HtmlElement, old: &Document, new: &Document) -> bool {
    let lines = body.children();
    let count = new.paragraphs.len();
    if old.paragraphs.len() != count || lines.length() as usize != count {
        return false;
    }
    let pairs = old.paragraphs.iter().zip(&new.paragraphs).enumerate();
    for (at, (_, paragraph)) in pairs.filter(|(_, (old, new))| old != new) {
        if let Some(own) = lines.item(at as u32) {
            let _ = own.replace_with_with_node_1(&line(paragraph));
        }
    }
    keep_stop(body);
    true
}

/// Draws a stretch of paragraphs, and the rest behind it unless another drawing has begun.
fn draw(body: &HtmlElement, document: Arc<Document>, from: usize, own: (StoredValue<u32>, u32)) {
    if own.0.try_get_value() != Some(own.1) {
        return;
    }
    let to = document.paragraphs.len().min(from + STRETCH);
    for paragraph in &document.paragraphs[from..to] {
        let _ = body.append_child(&line(paragraph));
    }
    keep_stop(body);
    if to < document.paragraphs.len() {
        let body = body.clone();
        request_animation_frame(move || draw(&body, document, to, own));
    }
}

/// One stop for the Tab key among all that is marked.
fn keep_stop(body: &HtmlElement) {
    let find = |words: &str| body.query_selector(words).ok().flatten();
    if let (None, Some(first)) = (find("[tabindex='0']"), find("[data-matter]")) {
        let _ = first.set_attribute("tabindex", "0");
    }
}

/// From the marked words that have the keyboard to the next, or to those before.
fn step(body: &HtmlElement, by: i32) {
    let Ok(all) = body.query_selector_all("[data-matter]") else { return };
    let item = |at: u32| all.item(at)?.dyn_into::<HtmlElement>().ok();
    let active = document().active_element();
    let at = (0..all.length()).find(|at| item(*at).map(Element::from) == active);
    let next = at.and_then(|at| item(at.checked_add_signed(by)?));
    if let (Some(old), Some(next)) = (active, next) {
        let _ = old.set_attribute("tabindex", "-1");
        let _ = next.set_attribute("tabindex", "0");
        let _ = next.focus();
    }
}

fn line(paragraph: &Paragraph) -> HtmlElement {
    let part = match paragraph.part {
        Part::Title => "title",
        Part::Chapter => "chapter",
        Part::Direction => "direction",
        Part::Finding => "finding",
        Part::SubFinding => "part",
        Part::Body | Part::Prose => "body",
        Part::Row => "row",
        Part::Signature => "signature",
    };
    let line = element("p", &format!("paper-sheet__p paper-sheet__p--{part}"));
    for run in &paragraph.runs {
        let piece = match &run.matter {
            None => element("span", ""),
            // Nothing is to be decided about where the public is to call.
            Some(matter) if matter.state == State::Contact => element("span", ""),
            Some(matter) => marked(matter, run.origin),
        };
        let is_gone = run.text.is_empty();
        piece.set_text_content(Some(if is_gone { text::LEFT_OUT } else { &run.text }));
        let _ = line.append_child(&piece);
    }
    line
}

fn marked(matter: &Matter, origin: Origin) -> HtmlElement {
    let state = text::state_code(matter.state);
    let button = element("button", &format!("matter matter--{state}"));
    let set = |name: &str, value: &str| {
        let _ = button.set_attribute(name, value);
    };
    set("data-matter", matter.entity.code());
    set("data-original", &matter.original);
    set("data-state", state);
    set("tabindex", "-1");
    if let Origin::Node { id, .. } = origin {
        set("data-of", &id.to_string());
    }
    set("title", &text::matter_title(matter));
    button
}

fn element(tag: &str, class: &str) -> HtmlElement {
    let element = document().create_element(tag).expect("a tag of HTML");
    if !class.is_empty() {
        element.set_class_name(class);
    }
    element.unchecked_into()
}
