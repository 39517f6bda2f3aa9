//! What opens at the active cell: the list of a column with fixed values, what the ledger already
//! has while a name is typed, the day a deadline means, a calendar to pick one.

use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Editor, Mode, Offers};
use crate::calendar::{self, Move};
use crate::ledger::wording::{self, Suggestion};
use crate::ledger::{Date, Field, Form};
use crate::ui::grid::cells;
use crate::ui::text;

impl Editor {
    /// What could be meant by what stands in the open text.
    pub(super) fn offer(self) {
        let (Some(area), Some(spot)) = (self.area.get_untracked(), self.desk.spot.get_untracked())
        else {
            return;
        };
        let typed = area.value();
        let values = match spot.column.field() {
            Some(field) if field.form() == Form::Names => {
                let known = self.desk.candidates(field, &typed);
                known.into_iter().map(|one| (one, String::new())).collect()
            }
            Some(field) if field.form() == Form::Day => {
                let meant = match wording::deadline(&typed, self.desk.today()) {
                    Some(Suggestion::Day(day)) => Some((day.to_string(), text::meant_day(day))),
                    // What has no day stays as it is written.
                    Some(Suggestion::Pace(_)) | None => None,
                };
                let periods =
                    if field == Field::Deadline { self.periods(&typed) } else { Vec::new() };
                meant.into_iter().chain(periods).collect()
            }
            Some(_) | None => Vec::new(),
        };
        let offers = Offers { values, at: None, day: None };
        if self.offers.with_untracked(|old| *old != offers) {
            self.offers.set(offers);
        }
    }

    /// The ends of the ledger's periods, while nothing has been typed.
    fn periods(self, typed: &str) -> Vec<(String, String)> {
        if !typed.is_empty() {
            return Vec::new();
        }
        self.desk.with(|ledger| {
            let particulars = ledger.particulars();
            let ends = particulars.periods.iter().filter_map(|period| {
                let end = particulars.end(period)?;
                Some((end.to_string(), text::period_end(period, end)))
            });
            ends.collect()
        })
    }

    /// Keys that belong to what is offered under an open text.
    pub(super) fn offer_key(self, event: &KeyboardEvent) -> bool {
        let offers = self.offers.get_untracked();
        let key = event.key();
        if let Some(day) = offers.day {
            return self.calendar_key(&key, day);
        }
        let is_deadline = self
            .desk
            .spot
            .get_untracked()
            .is_some_and(|spot| spot.column.form() == Some(Form::Day));
        let count = offers.values.len();
        match (key.as_str(), offers.at) {
            ("ArrowDown", _) if is_deadline && event.alt_key() => self.open_calendar(),
            ("ArrowDown", at) if count > 0 => {
                let next = at.map_or(0, |at| (at + 1) % count);
                self.offers.update(|offers| offers.at = Some(next));
            }
            ("ArrowUp", Some(at)) => {
                self.offers.update(|offers| offers.at = at.checked_sub(1));
            }
            ("Enter" | "Tab", Some(at)) => {
                self.take(&offers.values[at].0);
                return false; // and on, as after any text
            }
            ("Escape", Some(_)) => self.offers.update(|offers| offers.at = None),
            _ => return false,
        }
        true
    }

    /// The sheet of the day that stands in an open deadline, or of today.
    pub(super) fn open_calendar(self) {
        let spot = self.desk.spot.get_untracked();
        if spot.is_some_and(|spot| spot.column.form() == Some(Form::Day)) {
            let start = self.area.get_untracked().and_then(|area| wording::date(&area.value()));
            let day = Some(start.unwrap_or(self.desk.today()));
            self.offers.set(Offers { day, ..Offers::default() });
        }
    }

    fn calendar_key(self, key: &str, day: Date) -> bool {
        let step = match key {
            "ArrowLeft" => Move::Days(-1),
            "ArrowRight" => Move::Days(1),
            "ArrowUp" => Move::Weeks(-1),
            "ArrowDown" => Move::Weeks(1),
            "Home" => Move::WeekStart,
            "End" => Move::WeekEnd,
            "PageUp" => Move::Months(-1),
            "PageDown" => Move::Months(1),
            "Enter" => {
                self.take(&day.to_string());
                return false;
            }
            "Escape" => {
                self.offers.set(Offers::default());
                return true;
            }
            _ => {
                self.offers.set(Offers::default());
                return false;
            }
        };
        let next = calendar::moved(day, step);
        self.offers.set(Offers { day: Some(next), ..Offers::default() });
        true
    }

    /// Puts an offered value into the open text.
    fn take(self, value: &str) {
        if let Some(area) = self.area.get_untracked() {
            let spot = self.desk.spot.get_untracked();
            let field = spot.and_then(|spot| spot.column.field()).unwrap_or(Field::Text);
            let whole = self.desk.completed(field, &area.value(), value);
            area.set_value(if field.form() == Form::Day { value } else { &whole });
            self.stroke();
            self.offers.set(Offers::default());
        }
    }
}

#[component]
pub fn Popup(editor: Editor) -> impl IntoView {
    let holder = NodeRef::<html::Div>::new();
    let is_open = Memo::new(move |_| {
        let offers = editor.offers.get();
        let calendar_is_near = matches!(editor.mode.get(), Mode::Editing { .. })
            && editor.desk.spot.get().is_some_and(|s| s.column.form() == Some(Form::Day));
        matches!(editor.mode.get(), Mode::Choosing(_))
            || !offers.values.is_empty()
            || offers.day.is_some()
            || calendar_is_near
    });
    let lie = move || {
        let (Some(holder), Some(place)) = (holder.get_untracked(), editor.place()) else { return };
        let style = web_sys::HtmlElement::style(&holder);
        let port = editor.surface.port();
        let (wide, high) = (f64::from(holder.offset_width()), f64::from(holder.offset_height()));
        let left = place.left.min((port.left + port.width) - wide).max(0.0);
        let below = editor.area.get_untracked().map_or(0.0, |area| f64::from(area.offset_height()));
        // Upwards where there is no room below.
        let fits = editor.room_below(place) - below >= high;
        // Never under the titles.
        let highest = port.top + port.head;
        let top = if fits { place.top + below } else { (place.top - high).max(highest) };
        let _ = style.set_property("left", &format!("{left}px"));
        let _ = style.set_property("top", &format!("{top}px"));
    };
    Effect::new(move |_| {
        editor.offers.track();
        editor.mode.track();
        holder.track();
        if is_open.get() {
            lie();
            // What it holds may not be there yet: its size tells where there is room.
            request_animation_frame(lie);
        }
    });
    move || {
        is_open.get().then(|| {
            view! {
                <div class="popup" node_ref=holder on:mousedown=|event| {
                    event.prevent_default();
                    event.stop_propagation();
                }>
                    <Choices editor/>
                    <Values editor/>
                    <Calendar editor/>
                </div>
            }
        })
    }
}

#[component]
fn Choices(editor: Editor) -> impl IntoView {
    let at = move || match editor.mode.get() {
        Mode::Choosing(at) => Some(at),
        Mode::Idle | Mode::Editing { .. } => None,
    };
    let label = move || editor.desk.spot.get().map(|spot| cells::title(spot.column));
    let options = move || {
        let one = |(number, (code, words)): (usize, (&'static str, String))| {
            let is_current = move || at() == Some(number);
            view! {
                <li class="choices__one" class:choices__one--current=is_current role="option"
                    data-choice=code aria-selected=move || is_current().to_string()
                    on:mousedown=move |_| {
                        editor.choose(number);
                        editor.focus();
                    }>{words}</li>
            }
        };
        editor.choices().into_iter().enumerate().map(one).collect_view()
    };
    move || {
        at().is_some().then(|| {
            view! {
                <ul class="choices" role="listbox" aria-label=label>{options}</ul>
            }
        })
    }
}

/// Values the ledger has, or the day that is meant.
#[component]
fn Values(editor: Editor) -> impl IntoView {
    let one = move |(number, (value, words)): (usize, (String, String))| {
        let is_current = move || editor.offers.with(|offers| offers.at == Some(number));
        let shown = if words.is_empty() { value.clone() } else { words };
        view! {
            <li class="choices__one" class:choices__one--current=is_current role="option"
                aria-selected=move || is_current().to_string()
                on:mousedown=move |_| editor.take(&value)>{shown}</li>
        }
    };
    move || {
        let values = editor.offers.with(|offers| offers.values.clone());
        (!values.is_empty()).then(|| {
            view! {
                <ul class="choices" role="listbox" aria-label=text::OFFERS>
                    {values.into_iter().enumerate().map(one).collect_view()}
                </ul>
            }
        })
    }
}

#[component]
fn Calendar(editor: Editor) -> impl IntoView {
    let open = move |_| editor.open_calendar();
    let is_deadline = move || {
        matches!(editor.mode.get(), Mode::Editing { .. })
            && editor.desk.spot.get().is_some_and(|s| s.column.form() == Some(Form::Day))
    };
    let turn = move |by: i32| {
        editor.offers.update(|offers| {
            offers.day = offers.day.map(|day| calendar::moved(day, Move::Months(by)));
        });
    };
    let sheet = move |day: Date| {
        let weeks = calendar::sheet((day.year(), day.month()));
        let cell = move |one: Option<Date>| {
            let words = one.map_or(String::new(), |one| one.day().to_string());
            view! {
                <td class="calendar__day" class:calendar__day--current=one == Some(day)
                    class:calendar__day--today=one == Some(editor.desk.today())
                    on:mousedown=move |event| {
                        event.prevent_default();
                        if let Some(one) = one {
                            editor.take(&one.to_string());
                        }
                    }>{words}</td>
            }
        };
        let rows = weeks.into_iter().map(|week| {
            view! { <tr>{week.into_iter().map(cell).collect_view()}</tr> }
        });
        view! {
            <div class="calendar" role="group" aria-label=text::CALENDAR>
                <div class="calendar__head">
                    <button class="button" tabindex="-1" on:click=move |_| turn(-1) aria-label=text::MONTH_BEFORE>"‹"</button>
                    <span aria-live="polite">{text::month(day.year(), day.month())}</span>
                    <button class="button" tabindex="-1" on:click=move |_| turn(1) aria-label=text::MONTH_AFTER>"›"</button>
                </div>
                <table class="calendar__sheet">
                    <thead><tr>{text::WEEKDAYS.map(|day| view! { <th>{day}</th> }).into_iter().collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
    };
    move || {
        match (is_deadline(), editor.offers.with(|offers| offers.day)) {
        (true, Some(day)) => sheet(day).into_any(),
        (true, None) => view! {
            <button class="popup__calendar" tabindex="-1" on:mousedown=open>{text::OPEN_CALENDAR}</button>
        }
        .into_any(),
        (false, _) => ().into_any(),
    }
    }
}
