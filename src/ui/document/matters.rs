//! What is sensitive in the public edition, sort by sort, and what is decided about it: masked,
//! kept with a reason, or open again.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::disclose::{Document, Origin, State, subject};
use crate::edit::Command;
use crate::ledger::{Id, Subject, Verdict};
use crate::redact::Entity;
use crate::ui::desk::{Desk, Tool};
use crate::ui::focus::{act_on, focus_first};
use crate::ui::text;

/// Groups of one state that are shown at once.
const MOST: usize = 200;

/// What was pressed in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    entity: String,
    original: String,
    state: String,
    node: Option<Id>,
    /// Whoever came by keyboard goes on with what can be decided.
    is_by_key: bool,
}

/// The same words of the same sort in the same state, wherever they stand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Group {
    entity: Entity,
    original: String,
    /// As published.
    shown: String,
    state: State,
    /// Each once.
    nodes: Vec<Option<Id>>,
    places: usize,
}

impl Chosen {
    pub fn of(element: &Element, is_by_key: bool) -> Option<Self> {
        let node = element.get_attribute("data-of").and_then(|id| Id::new(id.parse().ok()?));
        let of = |name: &str| element.get_attribute(name);
        let (entity, state) = (of("data-matter")?, of("data-state")?);
        Some(Self { entity, original: of("data-original")?, state, node, is_by_key })
    }
}

impl Group {
    fn is(&self, chosen: &Chosen) -> bool {
        let own = (self.entity.code(), self.original.as_str(), text::state_code(self.state));
        own == (&*chosen.entity, &*chosen.original, &*chosen.state)
    }
}

fn groups(document: &Document) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut places: HashMap<(Entity, State, &str), usize> = HashMap::new();
    let runs = document.paragraphs.iter().flat_map(|paragraph| &paragraph.runs);
    for run in runs {
        let Some(matter) = &run.matter else { continue };
        let node = match run.origin {
            Origin::Node { id, .. } => Some(id),
            Origin::Front(_) => None,
        };
        if matter.state == State::Contact {
            continue;
        }
        match places.entry((matter.entity, matter.state, &matter.original)) {
            Entry::Occupied(at) => {
                let group = &mut groups[*at.get()];
                group.places += 1;
                if group.nodes.last() != Some(&node) {
                    group.nodes.push(node);
                }
            }
            Entry::Vacant(at) => {
                at.insert(groups.len());
                groups.push(Group {
                    entity: matter.entity,
                    original: matter.original.clone(),
                    shown: run.text.clone(),
                    state: matter.state,
                    nodes: vec![node],
                    places: 1,
                });
            }
        }
    }
    groups.sort_by_key(|group| group.entity);
    groups
}

#[component]
pub fn Matters(document: Memo<Arc<Document>>, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let groups = Memo::new(move |_| groups(&document.get()));
    let section = move |state: State| {
        let is_own = move |group: &&Group| group.state == state;
        let count = move || groups.with(|groups| groups.iter().filter(is_own).count());
        let first = move || {
            groups
                .with(|groups| groups.iter().filter(is_own).take(MOST).cloned().collect::<Vec<_>>())
        };
        let more = move || count().saturating_sub(MOST);
        view! {
            <h2 class="matters__title" id=text::state_id(state)>{move || text::state(state, count())}</h2>
            <p class="panel__help">{text::state_help(state)}</p>
            <ul class="matters__list">
                <For each=first key=Group::clone let:group><One group chosen/></For>
            </ul>
            {move || (more() > 0).then(|| view! { <p class="panel__help">{text::more_matters(more())}</p> })}
        }
    };
    view! {
        <aside class="panel matters" id="matters" aria-label=text::MATTERS>
            {move || desk.me.with(|me| me.name.is_empty()).then(|| view! {
                <p class="panel__help" id="matters-unsigned">
                    {text::UNSIGNED}
                    <button class="button" on:click=move |_| desk.open_tool(Tool::Me)>{text::ME_TITLE}</button>
                </p>
            })}
            {[State::Open, State::Masked, State::Kept].map(section).into_iter().collect_view()}
        </aside>
    }
}

#[component]
fn One(group: Group, chosen: RwSignal<Option<Chosen>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let own = StoredValue::new(group.clone());
    let Group { entity, original, shown, state, nodes, places } = group;
    let row = NodeRef::<html::Li>::new();
    let reason = NodeRef::<html::Input>::new();
    let (only_here, asks) = (RwSignal::new(false), RwSignal::new(false));
    let pressed =
        Memo::new(move |_| chosen.get().filter(|chosen| own.with_value(|own| own.is(chosen))));
    Effect::new(move |_| {
        let (Some(pressed), Some(row)) = (pressed.get(), row.get()) else { return };
        row.scroll_into_view_with_bool(false);
        if pressed.is_by_key {
            focus_first(&row, "[data-act]");
        }
    });
    Effect::new(move |_| {
        if let (true, Some(reason)) = (asks.get(), reason.get()) {
            let _ = reason.focus();
        }
    });
    let is_in_many = nodes.len() > 1;
    let subjects = move || -> Vec<Subject> {
        let here = pressed.get_untracked().map(|chosen| chosen.node);
        let only = here.filter(|_| only_here.get_untracked());
        own.with_value(|own| {
            let nodes = own.nodes.iter().filter(|node| only.is_none_or(|only| **node == only));
            nodes.map(|node| subject(own.entity, *node, &own.original)).collect()
        })
    };
    let decide = move |event: &web_sys::Event, to: Option<(Verdict, String)>| {
        let on = subjects();
        chosen.set(None);
        act_on(event, "#matters-open + p + ul, #matters", || desk.run(Command::Rule { on, to }));
    };
    let keep = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let reason = reason.get_untracked().map_or(String::new(), |reason| reason.value());
        if !reason.trim().is_empty() {
            decide(&event, Some((Verdict::Keep, reason)));
        }
    };
    // From one place in the text to the next, as often as it is pressed.
    let seen = StoredValue::new(0_usize);
    let show = move |_| {
        let nodes = document().query_selector_all("#fair [data-matter]");
        let Ok(nodes) = nodes else { return };
        let all = (0..nodes.length()).filter_map(|at| nodes.item(at)?.dyn_into::<Element>().ok());
        let is_own = |element: &Element| {
            Chosen::of(element, false).is_some_and(|chosen| own.with_value(|own| own.is(&chosen)))
        };
        let places: Vec<Element> = all.filter(is_own).collect();
        if let Some(place) = places.get(seen.get_value() % places.len().max(1)) {
            seen.update_value(|seen| *seen += 1);
            place.scroll_into_view_with_scroll_into_view_options(&centre());
            chosen.set(Chosen::of(place, false));
        }
    };
    let ruling = move || {
        let on = subjects();
        desk.with(|ledger| on.iter().find_map(|on| ledger.rulings().get(on).cloned()))
    };
    let told = ruling().map(|ruling| text::ruled_by(&ruling));
    let is_ruled = told.is_some();
    let key = original.clone();
    view! {
        <li class="matters__one" class:matters__one--chosen=move || pressed.get().is_some() node_ref=row
            data-words=key data-entity=entity.code()>
            <p class="matters__words">
                <span class="matters__sort">{text::entity(entity)}</span>
                <button class="figure figure--words matters__show" title=text::SHOW on:click=show><strong>{original}</strong></button>
                {(state == State::Masked).then(|| view! { " → "<span>{text::shown_as(&shown).to_owned()}</span> })}
                {(places > 1).then(|| view! { <span class="matters__count">" ×"{places}</span> })}
            </p>
            {told.map(|told| view! { <p class="panel__help">{told}</p> })}
            {move || (pressed.get().is_some() && is_in_many).then(|| view! {
                <label class="choice">
                    <input type="checkbox" prop:checked=only_here
                        on:change=move |event| only_here.set(event_target_checked(&event))/>
                    {text::ONLY_HERE}
                </label>
            })}
            <div class="matters__acts">
                {(state == State::Open || (state == State::Kept && entity == Entity::Name)).then(|| view! {
                    <button class="button" data-act="mask" on:click=move |event| decide(&event, Some((Verdict::Mask, String::new())))>
                        {text::MASK}
                    </button>
                })}
                {(state != State::Kept).then(|| view! {
                    <button class="button" data-act="keep" aria-expanded=move || asks.get().to_string()
                        on:click=move |_| asks.update(|asks| *asks = !*asks)>{text::KEEP}</button>
                })}
                {is_ruled.then(|| view! {
                    <button class="button" data-act="open" on:click=move |event| decide(&event, None)>{text::OPEN_AGAIN}</button>
                })}
            </div>
            {move || asks.get().then(|| view! {
                <form class="matters__reason" on:submit=keep>
                    <input class="field__input" required maxlength="200" aria-label=text::WHY_KEPT
                        placeholder=text::WHY_KEPT node_ref=reason/>
                    <button class="button button--primary">{text::KEEP_NOW}</button>
                </form>
            })}
        </li>
    }
}

fn centre() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    options
}
