//! How each sort of sensitive matter is published, and what becomes of items that are not.

use leptos::prelude::*;

use crate::edit::Command;
use crate::ledger::{Exempt, Publication};
use crate::redact::{Entity, Masking};
use crate::ui::desk::Desk;
use crate::ui::text;

#[component]
pub fn PolicyForm() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let publication =
        RwSignal::new(desk.with(|ledger| ledger.particulars().publication.as_ref().clone()));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut to = desk.with(|ledger| ledger.particulars().clone());
        // The texts around the report are not this form's.
        let Publication { exempt, maskings, .. } = publication.get_untracked();
        (to.publication.exempt, to.publication.maskings) = (exempt, maskings);
        desk.run(Command::Arrange { to: Box::new(to) });
        desk.close_tool();
    };
    let way = move |entity: Entity| {
        let now = publication.with_untracked(|publication| publication.masking(entity));
        let option = move |way: &Masking| {
            view! {
                <option value=way.code() selected=*way == now>{text::masking(*way, entity)}</option>
            }
        };
        let choose = move |event| {
            let code = event_target_value(&event);
            if let Some(way) = entity.ways().iter().find(|way| way.code() == code) {
                publication.update(|publication| {
                    *publication = std::mem::take(publication).with_masking(entity, *way);
                });
            }
        };
        let id = format!("policy-{}", entity.code());
        view! {
            <div class="policy__row">
                <label for=id.clone()>{text::entity(entity)}</label>
                <select class="field__input field__input--choice" id=id on:change=choose>
                    {entity.ways().iter().map(option).collect_view()}
                </select>
            </div>
        }
    };
    let exempt = move |one: Exempt| {
        view! {
            <label class="choice">
                <input type="radio" name="exempt" value=one.code()
                    checked=publication.with_untracked(|publication| publication.exempt) == one
                    on:change=move |_| publication.update(|publication| publication.exempt = one)/>
                {text::exempt(one)}
            </label>
        }
    };
    view! {
        <form on:submit=save>
            <p class="panel__help">{text::POLICY_HELP}</p>
            <div class="policy">{Entity::ALL.iter().copied().map(way).collect_view()}</div>
            <fieldset class="dialog__set">
                <legend class="dialog__label">{text::EXEMPT}</legend>
                {Exempt::ALL.iter().copied().map(exempt).collect_view()}
            </fieldset>
            <div class="dialog__buttons">
                <button class="button" type="button" on:click=move |_| desk.close_tool()>{text::CANCEL}</button>
                <button class="button button--primary" id="policy-save">{text::SAVE}</button>
            </div>
        </form>
    }
}
