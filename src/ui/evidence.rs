//! The papers that prove a measure, part by part; the cell of the table holds the same as text.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::text;
use crate::ledger::Evidence;

/// Papers that are edited part by part; a cell with more is edited as its text.
pub const MOST: usize = 30;

/// A paper under a key of its own, so that its inputs stay while others come and go.
type Paper = (u32, Evidence);

#[component]
pub fn EvidenceList(
    /// Begins the ids of the inputs.
    id: String,
    value: Signal<String>,
    /// Told the whole cell at each stroke.
    change: Callback<String>,
    /// Told when an input is left.
    #[prop(optional)]
    done: Option<Callback<()>>,
) -> impl IntoView {
    let papers = RwSignal::new(Vec::<Paper>::new());
    let next = StoredValue::new(0_u32);
    let fresh = move || {
        next.update_value(|next| *next += 1);
        next.get_value()
    };
    // What was written elsewhere; what is typed here comes back as it is.
    Effect::new(move |_| {
        let value = value.get();
        let own = papers.with_untracked(|papers| written(papers));
        let theirs = Evidence::list(&value);
        if own != Evidence::write(&theirs) || papers.with_untracked(Vec::is_empty) {
            let shown = theirs.into_iter().take(MOST);
            papers.set(shown.map(|paper| (fresh(), paper)).collect());
        }
    });
    let tell = move || change.run(papers.with_untracked(|papers| written(papers)));
    let base = id.clone();
    let add = move |_| {
        let key = fresh();
        papers.update(|papers| papers.push((key, Evidence::default())));
        let first = format!("{base}-{key}-title");
        request_animation_frame(move || give_keyboard(&first));
    };
    let add_button = format!("{id}-add");
    let own = id.clone();
    let one = move |(key, paper): Paper| {
        let parts = [
            ("title", text::EVIDENCE_TITLE, paper.title),
            ("number", text::EVIDENCE_NUMBER, paper.number),
            ("date", text::EVIDENCE_DATE, paper.date),
            ("place", text::EVIDENCE_PLACE, paper.place),
        ];
        let input = |(part, label, words): (&'static str, &'static str, String)| {
            let set = move |words: String| {
                papers.update(|papers| {
                    if let Some((_, paper)) = papers.iter_mut().find(|(other, _)| *other == key) {
                        *slot(paper, part) = words;
                    }
                });
                tell();
            };
            let stroke = move |event: ev::Event| {
                let composing = event.dyn_ref::<web_sys::InputEvent>();
                if !composing.is_some_and(web_sys::InputEvent::is_composing) {
                    set(event_target_value(&event));
                }
            };
            view! {
                <input class=format!("field__input evidence__{part}") id=format!("{own}-{key}-{part}")
                    aria-label=label placeholder=label value=words
                    on:input=stroke
                    on:compositionend=move |event| set(event_target_value(&event))
                    on:blur=move |_| done.iter().for_each(|done| done.run(()))/>
            }
        };
        let inputs = parts.map(input).into_iter().collect_view();
        let back = add_button.clone();
        let remove = move |_| {
            papers.update(|papers| papers.retain(|(other, _)| *other != key));
            tell();
            done.iter().for_each(|done| done.run(()));
            give_keyboard(&back);
        };
        view! {
            <div class="evidence__one">
                {inputs}
                <button class="evidence__remove" type="button" aria-label=text::REMOVE on:click=remove>"×"</button>
            </div>
        }
    };
    view! {
        <div class="evidence" id=id.clone() role="group" aria-label=text::field(crate::ledger::Field::Evidence)>
            <For each=move || papers.get() key=|(key, _)| *key children=one/>
            <button class="button" type="button" id=format!("{id}-add") title=text::EVIDENCE_HELP on:click=add>
                {text::ADD_EVIDENCE}
            </button>
        </div>
    }
}

fn give_keyboard(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Nothing else takes it where it refuses.
        let _ = element.focus();
    }
}

fn written(papers: &[Paper]) -> String {
    let papers: Vec<Evidence> = papers.iter().map(|(_, paper)| paper.clone()).collect();
    Evidence::write(&papers)
}

fn slot<'a>(paper: &'a mut Evidence, part: &str) -> &'a mut String {
    match part {
        "title" => &mut paper.title,
        "number" => &mut paper.number,
        "date" => &mut paper.date,
        _ => &mut paper.place,
    }
}
