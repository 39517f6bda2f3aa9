//! The history: what was done, by whom and when; versions with names; two points side by side.
//! Long because the three share the list of what was done and what is chosen in it.

use foldhash::{HashSet, HashSetExt};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::{Compared, Desk, Point, Version};
use super::text;
use crate::browser;
use crate::edit::{Action, Command, Edit, Transaction};
use crate::ledger::{Date, Id, Ledger};

/// Transactions shown at once; older ones on request.
const PAGE: usize = 100;
/// Lines told of one transaction.
const LINES: usize = 4;
/// Of one that brings what others filled in: it is the record of who wrote what.
const LINES_MERGED: usize = 200;
/// Versions and people offered at most.
const MOST_VERSIONS: usize = 200;
const MOST_PEOPLE: usize = 200;
/// Differing cells shown at once.
const MOST: usize = 500;

/// Which transactions are shown.
#[derive(Clone, Debug, Default, PartialEq)]
struct Sought {
    /// The nodes of the selected row.
    row: Vec<Id>,
    /// Empty is everybody.
    name: String,
    from: Option<Date>,
    to: Option<Date>,
}

impl Sought {
    fn takes(&self, one: &Transaction) -> bool {
        let day = || browser::day_of(one.at);
        (self.name.is_empty() || one.by.name == self.name)
            && self.from.is_none_or(|from| day() >= from)
            && self.to.is_none_or(|to| day() <= to)
            && (self.row.is_empty() || one.edits.iter().any(|edit| self.is_about(edit)))
    }

    fn is_about(&self, edit: &Edit) -> bool {
        edit.node().is_some_and(|id| self.row.contains(&id))
    }
}

#[component]
pub fn HistoryPage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    desk.read_past();
    let compared = RwSignal::new(None::<(Point, Point)>);
    view! {
        <section class="page history" id="history" aria-label=text::HISTORY>
            <h2 class="page__title">{text::HISTORY}</h2>
            <p class="page__help">{text::HISTORY_HELP}</p>
            {move || {
                let damaged = desk.damaged_past();
                (damaged > 0).then(|| view! { <p class="page__help" role="alert">{text::damaged_past(damaged)}</p> })
            }}
            <Versions compared/>
            <Comparison compared/>
            <Timeline compared/>
        </section>
    }
}

#[component]
fn Versions(compared: RwSignal<Option<(Point, Point)>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let input = NodeRef::<html::Input>::new();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(input) = input.get_untracked() else { return };
        let note = input.value().trim().to_owned();
        if !note.is_empty() && desk.run(Command::Name { note }) {
            input.set_value("");
        }
    };
    let one = move |version: Version| {
        let Version { point, name, at, by } = version;
        let told = [
            browser::day_of(at).to_string(),
            browser::time_of_day(at),
            text::who(&by.name, &by.unit),
        ];
        let (restored, shown, key) = (name.clone(), name.clone(), name);
        view! {
            <li class="history__version" data-version=key>
                <strong>{shown}</strong>
                <span class="history__who">{told.join(" ")}</span>
                <button class="button" data-act="compare" on:click=move |_| compared.set(Some((point, Point::MAX)))>
                    {text::COMPARE}
                </button>
                <button class="button" data-act="restore" on:click=move |_| desk.restore(point, &restored)>
                    {text::RESTORE}
                </button>
            </li>
        }
    };
    let list = move || {
        let versions = desk.versions();
        if versions.is_empty() {
            return view! { <p class="page__help">{text::NO_VERSIONS}</p> }.into_any();
        }
        view! { <ul class="history__versions">{versions.into_iter().take(MOST_VERSIONS).map(one).collect_view()}</ul> }
            .into_any()
    };
    view! {
        <h3 class="page__heading">{text::VERSIONS}</h3>
        <form class="history__name" on:submit=save>
            <input class="field__input" id="version-name" maxlength="40" aria-label=text::VERSION_NAME
                placeholder=text::VERSION_NAME node_ref=input/>
            <button class="button" id="version-save">{text::NAME_VERSION}</button>
        </form>
        {list}
    }
}

/// Two points side by side, cell by cell.
#[component]
fn Comparison(compared: RwSignal<Option<(Point, Point)>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let points = move || {
        let mut points = vec![(Point::MAX, text::NOW.to_owned())];
        let versions = desk.versions().into_iter().take(MOST_VERSIONS);
        points.extend(versions.map(|version| {
            let day = browser::day_of(version.at);
            (version.point, text::version_on(&version.name, &day.to_string()))
        }));
        points.push((desk.oldest(), text::BEGINNING.to_owned()));
        points
    };
    let choose = move |label: &'static str, id: &'static str, is_to: bool| {
        let chosen = move || compared.get().map(|(from, to)| if is_to { to } else { from });
        let options = move || {
            let mut points = points();
            let own = chosen();
            // A step that has no name of its own.
            if let Some(own) = own.filter(|own| points.iter().all(|(point, _)| point != own)) {
                points.push((own, text::point_number(own)));
            }
            let option = move |(point, name): (Point, String)| {
                view! {
                    <option value=point.to_string() selected=own == Some(point)>{name}</option>
                }
            };
            points.into_iter().map(option).collect_view()
        };
        let change = move |event| {
            if let Ok(point) = event_target_value(&event).parse::<Point>() {
                compared.update(|pair| {
                    let (from, to) = pair.unwrap_or((0, Point::MAX));
                    *pair = Some(if is_to { (from, point) } else { (point, to) });
                });
            }
        };
        view! {
            <label class="history__point">{label}" "
                <select class="tools__choice" id=id on:change=change>{options}</select>
            </label>
        }
    };
    move || {
        let (from, to) = compared.get()?;
        let edits = desk.compare(from, to);
        let table = match edits {
            Compared::Unreadable => {
                view! { <p class="page__help" role="alert">{text::UNREADABLE}</p> }.into_any()
            }
            Compared::OtherDocument => {
                view! { <p class="page__help" role="status">{text::OTHER_LEDGER}</p> }.into_any()
            }
            Compared::Edits(edits) if edits.is_empty() => {
                view! { <p class="page__help" role="status">{text::SAME}</p> }.into_any()
            }
            Compared::Edits(edits) => differences(desk, &edits).into_any(),
        };
        request_animation_frame(show_comparison);
        Some(view! {
            <section class="history__compared" id="compared" tabindex="-1" aria-label=text::COMPARE_WITH>
                <div class="history__points">
                    {choose(text::COMPARE_FROM, "compare-from", false)}
                    {choose(text::COMPARE_TO, "compare-to", true)}
                    <button class="button" on:click=move |_| compared.set(None)>{text::CLOSE_COMPARISON}</button>
                </div>
                {table}
            </section>
        })
    }
}

/// It lies above the list it was asked for from.
fn show_comparison() {
    let section = document().get_element_by_id("compared");
    if let Some(section) = section.and_then(|one| one.dyn_into::<web_sys::HtmlElement>().ok()) {
        // Taking the keyboard brings it into sight.
        let _ = section.focus();
    }
}

fn differences(desk: Desk, edits: &[Edit]) -> impl IntoView + use<> {
    let (shown, all) = desk
        .with(|ledger| text::differences(ledger, &|id| desk.entry_name(ledger, id), edits, MOST));
    let count = text::difference_count(all, shown.len());
    let rows = shown.into_iter().map(|one| {
        view! {
            <tr>
                <th scope="row">{one.entry}</th>
                <td>{one.column}</td>
                <td><del class="history__old">{one.from}</del></td>
                <td><ins class="history__new">{one.to}</ins></td>
            </tr>
        }
    });
    view! {
        <p class="page__help" role="status">{count}</p>
        <table class="plain">
            <thead><tr>
                <th scope="col">{text::ENTRY}</th>
                <th scope="col">{text::COLUMN}</th>
                <th scope="col">{text::OLD}</th>
                <th scope="col">{text::NEW}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

#[component]
fn Timeline(compared: RwSignal<Option<(Point, Point)>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let only_row = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let (from, to) = (RwSignal::new(None), RwSignal::new(None));
    let shown = RwSignal::new(PAGE);
    let sought = Memo::new(move |_| {
        let row = desk.spot.get().filter(|_| only_row.get()).map(|spot| spot.row());
        let row = row.map_or(Vec::new(), |row| {
            row.measure.map_or_else(|| vec![row.finding], |measure| vec![measure, row.finding])
        });
        Sought { row, name: name.get(), from: from.get(), to: to.get() }
    });
    let people = Memo::new(move |_| {
        desk.with_history(|_, past, entries| {
            let mut seen = HashSet::new();
            let all = past.iter().chain(entries).map(|one| one.by.name.as_str());
            let names = all.filter(|name| !name.is_empty() && seen.insert(*name));
            names.take(MOST_PEOPLE).map(str::to_owned).collect::<Vec<String>>()
        })
    });
    // The transactions that are shown, and how many there are.
    let found = Memo::new(move |_| {
        let (sought, most) = (sought.get(), shown.get());
        desk.with_history(|ledger, past, entries| {
            let all = entries.iter().rev().chain(past.iter().rev());
            // Before another document was opened the same ids meant other rows.
            let mut is_earlier = false;
            let all = all.map(|one| {
                let was_earlier = is_earlier;
                is_earlier |= one.opens();
                (was_earlier, one)
            });
            let is_sought = |(is_earlier, one): &(bool, &Transaction)| {
                sought.takes(one) && (sought.row.is_empty() || !is_earlier)
            };
            let mut found = all.filter(is_sought);
            let told: Vec<Line> = found
                .by_ref()
                .take(most)
                .map(|(is_earlier, one)| Line::of(desk, ledger, one, is_earlier))
                .collect();
            let more = found.count();
            (told, more, past.len() + entries.len())
        })
    });
    let people_options = move || {
        let one = |name: String| {
            let value = name.clone();
            view! { <option value=value>{name}</option> }
        };
        people.get().into_iter().map(one).collect_view()
    };
    let day = move |id: &'static str, label: &'static str, of: RwSignal<Option<Date>>| {
        view! {
            <label class="history__point">{label}" "
                <input class="history__day" type="date" id=id
                    on:change=move |event| of.set(Date::parse_iso(&event_target_value(&event)))/>
            </label>
        }
    };
    let list = move || {
        let (lines, more, all) = found.get();
        if all == 0 {
            return view! { <p class="page__help">{text::NO_HISTORY}</p> }.into_any();
        }
        if lines.is_empty() {
            return view! { <p class="page__help">{text::NOTHING_MATCHES}</p> }.into_any();
        }
        let mut last = None;
        let lines: Vec<_> = lines
            .into_iter()
            .map(|line| {
                let heading = (last.as_ref() != Some(&line.day)).then(|| line.day.clone());
                last = Some(line.day.clone());
                entry(desk, compared, heading, line)
            })
            .collect();
        view! {
            <ol class="history__list">{lines}</ol>
            {(more > 0).then(|| view! {
                <button class="button" id="earlier" on:click=move |_| shown.update(|shown| *shown += PAGE)>
                    {text::counted(text::EARLIER, more)}
                </button>
            })}
        }
        .into_any()
    };
    view! {
        <h3 class="page__heading">{text::CHANGES}" "<small id="steps-in-all">{move || text::steps_in_all(found.with(|found| found.2))}</small></h3>
        <div class="history__filter" role="group" aria-label=text::FILTER>
            <label class="choice">
                <input type="checkbox" id="only-row" on:change=move |event| only_row.set(event_target_checked(&event))/>
                {move || text::only_row(&desk.spot.get().map_or(String::new(), |spot| {
                    desk.with(|ledger| desk.entry_name(ledger, spot.row().id()))
                }))}
            </label>
            <label class="history__point">{text::BY_WHOM}" "
                <select class="tools__choice" id="by-whom" on:change=move |event| name.set(event_target_value(&event))>
                    <option value="">{text::EVERYBODY}</option>
                    {people_options}
                </select>
            </label>
            {day("from-day", text::FROM_DAY, from)}
            {day("to-day", text::TO_DAY, to)}
        </div>
        {list}
    }
}

/// A transaction as the list shows it.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    number: Point,
    day: String,
    time: String,
    who: String,
    /// Whether it is a named version, which is its own point.
    is_version: bool,
    /// Whether the history leads back to it.
    is_reachable: bool,
    told: text::Told,
}

impl Line {
    /// `is_earlier` where another document was opened after it.
    fn of(desk: Desk, ledger: &Ledger, one: &Transaction, is_earlier: bool) -> Self {
        let label = |id| match is_earlier {
            true => text::EARLIER_LEDGER.to_owned(),
            false => desk.entry_name(ledger, id),
        };
        Self {
            number: one.number,
            day: browser::day_of(one.at).to_string(),
            time: browser::time_of_day(one.at),
            who: text::who(&one.by.name, &one.by.unit),
            is_version: one.action == Action::Name,
            is_reachable: desk.reaches(one.number),
            told: text::told(
                ledger,
                &label,
                one,
                if one.sources.is_empty() { LINES } else { LINES_MERGED },
            ),
        }
    }
}

fn entry(
    desk: Desk,
    compared: RwSignal<Option<(Point, Point)>>,
    heading: Option<String>,
    line: Line,
) -> impl IntoView {
    let Line { number, day, time, who, is_version, is_reachable, told } = line;
    let name = text::point(number, &format!("{day} {time}"));
    let more = (told.more > 0)
        .then(|| view! { <p class="history__more">{text::more_lines(told.more)}</p> });
    let lines = told.lines.into_iter().map(|line| view! { <p class="history__line">{line}</p> });
    view! {
        {heading.map(|day| view! { <li class="history__heading"><h4>{day}</h4></li> })}
        <li class="history__one" class:history__one--version=is_version data-step=number.to_string()>
            <span class="history__number">{number.to_string()}</span>
            <span class="history__time">{time}</span>
            <span class="history__who">{who}</span>
            <div class="history__what">{lines.collect_view()}{more}</div>
            <span class="history__acts">
                {is_reachable.then(|| view! {
                    <button class="button" data-act="compare" on:click=move |_| compared.set(Some((number, Point::MAX)))>
                        {text::COMPARE}
                    </button>
                    <button class="button" data-act="restore" on:click=move |_| desk.restore(number, &name)>
                        {text::RESTORE}
                    </button>
                })}
            </span>
        </li>
    }
}
