//! The internal edition on paper, typed in where it stands. Drawn by hand: a report has thousands
//! of texts, and a stroke in one touches that one alone.
//!
//! Each node's text is an element of its own that takes plain text; its frame stands beside it and
//! cannot be typed in. Values go to the desk at each stroke and come back through its listener.

use foldhash::{HashMap, HashMapExt};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    ClipboardEvent, CompositionEvent, Element, Event, HtmlElement, InputEvent, KeyboardEvent,
};

use super::caret;
use super::front::FrontField;
use super::pieces::{Pieces, close, fill, lead, open, pieces, write};
use crate::ledger::{Field, Front, Id, Kind, Node};
use crate::ui::desk::{Changed, Desk};
use crate::ui::text;

/// Paragraphs that are drawn before the browser may show what there is.
const STRETCH: usize = 200;

#[derive(Clone, Copy)]
struct Manuscript {
    desk: Desk,
    body: NodeRef<html::Div>,
    pieces: StoredValue<HashMap<Id, Pieces>, LocalStorage>,
    focused: RwSignal<Option<Id>>,
    /// Which drawing goes on; an older one stops.
    drawing: StoredValue<u32>,
    /// The text that takes the keyboard once it is drawn, and where the caret was in it.
    awaited: StoredValue<Option<(Id, usize)>>,
}

#[component]
pub fn ManuscriptView(focused: RwSignal<Option<Id>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let own = Manuscript {
        desk,
        body: NodeRef::new(),
        pieces: StoredValue::new_local(HashMap::new()),
        focused,
        drawing: StoredValue::new(0),
        awaited: StoredValue::new(None),
    };
    desk.listen(move |changed| {
        if let Changed::Values(ids) = changed {
            own.update(ids);
        }
    });
    Effect::new(move |_| {
        desk.structure.track();
        if own.body.get().is_some() {
            own.draw();
        }
    });
    // What an undo changed, here.
    Effect::new(move |_| {
        if desk.sought.get().is_some() {
            own.arrive(false);
        }
    });
    on_cleanup(move || {
        // Whoever comes back goes on where they were, unless something else is asked for.
        desk.sought.set(focused.get_untracked());
        focused.set(None);
    });
    view! {
        <div class="document__scroll">
            <article class="paper-sheet" id="manuscript" aria-label=text::DOCUMENT>
                <FrontField front=Front::Title/>
                <FrontField front=Front::Lead/>
                <div class="paper-sheet__body" node_ref=own.body on:input=move |event| own.stroke(&event)
                    on:compositionend=move |event: CompositionEvent| own.take(&event)
                    on:keydown=move |event| own.key(&event) on:paste=move |event| own.paste(&event)
                    on:beforeinput=move |event| own.before(&event) on:drop=move |event| event.prevent_default()
                    on:focusin=move |event| own.enter(&event) on:focusout=move |_| desk.finish_typing()></div>
                <div class="paper-sheet__around">
                    {[Front::Period, Front::Phone, Front::Email, Front::Address, Front::Signature, Front::Day]
                        .map(|front| view! { <FrontField front/> }).into_iter().collect_view()}
                </div>
            </article>
        </div>
    }
}

impl Manuscript {
    /// Draws all of it, the first paragraphs at once and the rest behind them.
    fn draw(self) {
        let Some(body) = self.body.get_untracked() else { return };
        if let Some((id, text)) = self.active() {
            let at = caret::selected(&text).map_or(0, |(start, _)| start);
            self.awaited.set_value(Some((id, at)));
        }
        body.set_inner_html("");
        self.pieces.update_value(HashMap::clear);
        let own = self.drawing.try_update_value(|drawing| {
            *drawing += 1;
            *drawing
        });
        let next = self.stretch(&body, 0);
        // One stop for the Tab key; arrows lead on from there.
        if let Ok(Some(first)) = body.query_selector("[data-node]") {
            let _ = first.set_attribute("tabindex", "0");
        }
        self.arrive(next.is_none());
        if let Some(next) = next {
            self.go_on(own, next);
        }
    }

    /// Gives the keyboard to the text that had it, or that another page asked for, once it is
    /// drawn. One that is not there by the end is not waited for any longer.
    fn arrive(self, is_last: bool) {
        let sought = self.desk.sought.get_untracked().map(|id| (id, 0));
        let Some((id, at)) = sought.or_else(|| self.awaited.get_value()) else { return };
        let text = self.text(id);
        // Who is there already stays where they are.
        let is_there = self.active().is_some_and(|(active, _)| active == id);
        if let (Some(text), false) = (&text, is_there) {
            let _ = text.focus();
            caret::place(text, at);
            text.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
        if text.is_some() || is_last {
            self.desk.sought.set(None);
            self.awaited.set_value(None);
        }
    }

    fn go_on(self, own: Option<u32>, from: usize) {
        request_animation_frame(move || {
            if self.drawing.try_get_value() != own {
                return;
            }
            let Some(body) = self.body.get_untracked() else { return };
            let next = self.stretch(&body, from);
            self.arrive(next.is_none());
            if let Some(next) = next {
                self.go_on(own, next);
            }
        });
    }

    /// Draws paragraphs from node `from` on; where the rest begins.
    fn stretch(self, body: &HtmlElement, from: usize) -> Option<usize> {
        self.desk.with(|ledger| {
            let nodes = ledger.nodes();
            let mut paragraph: Option<Element> = None;
            let mut drawn = 0;
            for (at, node) in nodes.iter().enumerate().skip(from) {
                if node.kind == Kind::Chrome {
                    continue;
                }
                let opens = node.before.contains('\n') || paragraph.is_none();
                if opens && drawn == STRETCH {
                    return Some(at);
                }
                if opens {
                    drawn += 1;
                }
                let lead = opens.then(|| lead(body, node)).flatten();
                if opens {
                    paragraph = Some(open(body, ledger, node));
                }
                if let Some(paragraph) = &paragraph {
                    let pieces = pieces(paragraph, lead, node);
                    self.pieces.update_value(|all| {
                        all.insert(node.id, pieces);
                    });
                }
            }
            None
        })
    }

    fn text(self, id: Id) -> Option<HtmlElement> {
        self.pieces.with_value(|all| all.get(&id).map(|pieces| pieces.text.clone()))
    }

    /// The text that has the keyboard.
    fn active(self) -> Option<(Id, HtmlElement)> {
        let element = document().active_element()?;
        self.node_of(&element)
    }

    fn node_of(self, element: &Element) -> Option<(Id, HtmlElement)> {
        let text = element.closest("[data-node]").ok().flatten()?;
        let id = Id::new(text.get_attribute("data-node")?.parse().ok()?)?;
        let text: HtmlElement = text.dyn_into().ok()?;
        Some((id, text))
    }

    fn update(self, ids: &[Id]) {
        for id in ids {
            let Some(pieces) = self.pieces.with_value(|all| all.get(id).cloned()) else { continue };
            let is_active = document().active_element().as_ref() == Some(&pieces.text);
            let rest = is_active.then(|| caret::selected(&pieces.text)).flatten();
            let rest = rest.map(|(_, end)| caret::length(&pieces.text) - end);
            let is_new =
                self.desk.with(|ledger| ledger.get(*id).is_some_and(|node| fill(&pieces, node)));
            // New words take the caret with them; whoever undoes goes on where they were.
            if let (true, Some(rest)) = (is_new, rest) {
                caret::place(&pieces.text, caret::length(&pieces.text).saturating_sub(rest));
            }
        }
    }

    fn stroke(self, event: &Event) {
        let is_composing = event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing);
        if !is_composing {
            self.take(event);
        }
    }

    /// What stands in the text goes to the ledger.
    fn take(self, event: &Event) {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some((id, text)) = element.and_then(|element| self.node_of(&element)) {
            // A stroke can take the end along.
            close(&text);
            self.desk.type_into(id, Field::Text, &text.text_content().unwrap_or_default());
        }
    }

    fn enter(self, event: &web_sys::FocusEvent) {
        let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some((id, text)) = element.and_then(|element| self.node_of(&element)) else { return };
        if let Some(old) = self.focused.get_untracked().and_then(|old| self.text(old)) {
            let _ = old.set_attribute("tabindex", "-1");
        }
        let _ = text.set_attribute("tabindex", "0");
        self.focused.set(Some(id));
    }

    fn key(self, event: &KeyboardEvent) {
        if event.is_composing() || event.key_code() == 229 {
            return;
        }
        let Some((id, text)) = self.active() else { return };
        let is_plain = !event.shift_key() && !event.ctrl_key() && !event.meta_key();
        match event.key().as_str() {
            "Enter" if is_prose(self.desk, id) => self.insert(id, &text, "\n"),
            "Enter" if event.alt_key() || event.shift_key() => self.insert(id, &text, "\n"),
            "Enter" => {
                self.desk.finish_typing();
                self.step(id, true, false);
            }
            "Escape" => self.desk.cancel_typing(),
            "ArrowDown" if is_plain && caret::lines(&text).1 => self.step(id, true, false),
            "ArrowUp" if is_plain && caret::lines(&text).0 => self.step(id, false, false),
            "ArrowRight" if is_plain && self.is_at(&text, caret::length(&text)) => {
                self.step(id, true, false);
            }
            "ArrowLeft" if is_plain && self.is_at(&text, 0) => self.step(id, false, true),
            _ => return,
        }
        event.prevent_default();
    }

    fn is_at(self, text: &HtmlElement, at: usize) -> bool {
        caret::selected(text) == Some((at, at))
    }

    /// The next text, or the one before, with the caret at its start or its end.
    fn step(self, id: Id, forwards: bool, to_end: bool) {
        let next = self.desk.with(|ledger| {
            let at = ledger.position(id)?;
            let is_shown = |node: &&Node| node.kind != Kind::Chrome && self.text(node.id).is_some();
            let nodes = ledger.nodes();
            let next = match forwards {
                true => nodes[at + 1..].iter().find(is_shown),
                false => nodes[..at].iter().rev().find(is_shown),
            };
            next.map(|node| node.id)
        });
        if let Some(text) = next.and_then(|id| self.text(id)) {
            let _ = text.focus();
            caret::place(&text, if to_end { caret::length(&text) } else { 0 });
            text.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    }

    /// Line breaks and whole pastes are put in by hand: browsers would put in elements of theirs.
    fn before(self, event: &Event) {
        let Some(input) = event.dyn_ref::<InputEvent>() else { return };
        let is_foreign = matches!(
            input.input_type().as_str(),
            "insertParagraph"
                | "insertLineBreak"
                | "insertFromDrop"
                | "insertFromPaste"
                | "historyUndo"
                | "historyRedo"
        ) || input.input_type().starts_with("format");
        if is_foreign {
            event.prevent_default();
        }
    }

    fn paste(self, event: &Event) {
        event.prevent_default();
        let Some((id, text)) = self.active() else { return };
        let data = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data);
        let words = data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        self.insert(id, &text, words.replace("\r\n", "\n").trim_end_matches('\n'));
    }

    /// Puts `words` where the caret is, in place of what is selected.
    fn insert(self, id: Id, text: &HtmlElement, words: &str) {
        let Some((start, end)) = caret::selected(text) else { return };
        let units: Vec<u16> = text.text_content().unwrap_or_default().encode_utf16().collect();
        let own = |range: &[u16]| String::from_utf16_lossy(range);
        let to = own(&units[..start]) + words + &own(&units[end..]);
        write(text, &to);
        caret::place(text, start + words.encode_utf16().count());
        self.desk.type_into(id, Field::Text, &to);
    }
}

/// Prose breaks where one presses Enter; an item of the ledger is left by it.
fn is_prose(desk: Desk, id: Id) -> bool {
    let kind = desk.with(|ledger| ledger.get(id).map(|node| node.kind));
    match kind {
        Some(Kind::Narrative | Kind::Unassigned) => true,
        Some(
            Kind::Chapter
            | Kind::Direction
            | Kind::Finding
            | Kind::Measure
            | Kind::Detail
            | Kind::Chrome,
        )
        | None => false,
    }
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}
