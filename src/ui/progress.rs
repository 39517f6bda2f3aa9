//! The progress page: where things stand, in numbers that lead to their rows; one A4 page on paper.

mod charts;

use leptos::prelude::*;

use super::desk::{Desk, Offer};
use super::text;
use crate::browser;
use crate::edit::Command;
use crate::export::calendar::calendar;
use crate::ledger::{Done, Field, Id, Ledger, Pace, Particulars, Status};
use crate::procedure;
use crate::progress::{Figure, Group, Horizon, Late, Progress, Scope, Tally, progress};
use crate::rows::Filter;
use charts::{BurnUp, Parts};

/// Rows of a table before the rest is asked for; on paper fewer, so that all fits one page.
const SHOWN: usize = 12;
const MOST: usize = 1_000;
const GROUPS_ON_PAPER: usize = 9;
const LATE_ON_PAPER: usize = 12;

/// The numbers on top.
const HEADLINES: [Figure; 10] = [
    Figure::Measures,
    Figure::Done,
    Figure::Open,
    Figure::Overdue,
    Figure::DueWithin(Horizon::Week),
    Figure::DueWithin(Horizon::Month),
    Figure::Returned,
    Figure::Extended,
    Figure::Resubmitted,
    Figure::Bare,
];

/// What is counted of each group.
const COUNTED: [Figure; 6] = [
    Figure::Measures,
    Figure::Done,
    Figure::Stage(Some(Status::AwaitingCheck)),
    Figure::Overdue,
    Figure::DueWithin(Horizon::Month),
    Figure::Returned,
];

#[component]
pub fn ProgressPage() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let counted = Memo::new(move |_| {
        desk.revision.track();
        desk.day.track();
        desk.count()
    });
    let today = move || desk.day.get().to_string();
    let choose = move |event| {
        if let Some(done) = Done::from_code(&event_target_value(&event)) {
            let own = desk.with(|ledger| ledger.particulars().clone());
            desk.run(Command::Arrange { to: Box::new(Particulars { done, ..own }) });
        }
    };
    let done = move || {
        desk.structure.track();
        desk.with(|ledger| ledger.particulars().done)
    };
    let option = move |one: Done| {
        view! { <option value=one.code() selected=move || done() == one>{text::done_means(one)}</option> }
    };
    let rate = move || {
        counted.with(|progress| {
            let (done, all) =
                (progress.whole.count(Figure::Done), progress.whole.count(Figure::Measures));
            (text::rate(progress.whole.rate()), text::of(done, all))
        })
    };
    view! {
        <section class="page progress" id="progress" aria-label=text::PROGRESS>
            <header class="progress__head">
                <div>
                    <h2 class="page__title">{text::PROGRESS}</h2>
                    <p class="page__help progress__name">
                        {move || { desk.revision.track(); desk.with(|ledger| ledger.name().to_owned()) }}
                        " · "{move || text::as_of(&today())}
                    </p>
                </div>
                <div class="progress__acts">
                    <button class="button" id="print-progress" on:click=move |_| desk.print_progress()>{text::PRINT_PROGRESS}</button>
                    <button class="button" id="export-calendar" on:click=move |_| desk.export_calendar()>{text::EXPORT_CALENDAR}</button>
                </div>
            </header>
            <p class="progress__rate" id="rate">
                {text::RATE}" "<strong>{move || rate().0}</strong>
                <span class="progress__of">{move || rate().1}</span>
                <select class="tools__choice" id="done-means" aria-label=text::DONE_MEANS on:change=choose>
                    {Done::ALL.iter().copied().map(option).collect_view()}
                </select>
            </p>
            <Headlines counted/>
            <div class="progress__charts">
                <Stages counted/>
                <Paces counted/>
            </div>
            <Overdue counted/>
            <Groups counted title=text::BY_DIRECTION of=|progress| &progress.directions/>
            <div class="progress__pair">
                <Groups counted title=text::BY_UNIT of=|progress| &progress.units/>
                <Groups counted title=text::BY_LEADER of=|progress| &progress.leaders/>
            </div>
            <BurnUp/>
        </section>
    }
}

type Counted = Memo<Progress>;

/// A number that leads to the rows it counts.
fn number(desk: Desk, count: usize, filter: Filter, label: String) -> impl IntoView {
    let label = text::counted(&label, count);
    view! {
        <button class="figure" disabled=count == 0 aria-label=label on:click=move |_| desk.show_rows(filter.clone())>
            {count.to_string()}
        </button>
    }
}

#[component]
fn Headlines(counted: Counted) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let one = move |progress: &Progress, figure: Figure| {
        let count = progress.whole.count(figure);
        let filter = progress.filter(&Scope::Whole, figure);
        let name = desk.with(|ledger| text::figure(ledger.particulars(), figure));
        let is_alarm = figure == Figure::Overdue && count > 0;
        view! {
            <li class="headline" class:headline--alarm=is_alarm data-figure=text::figure_id(figure)>
                {number(desk, count, filter, name.clone())}
                <span class="headline__name">{name}</span>
            </li>
        }
    };
    move || {
        counted.with(|progress| {
            let shown = HEADLINES.iter().map(|figure| one(progress, *figure));
            view! { <ul class="headlines">{shown.collect_view()}</ul> }
        })
    }
}

#[component]
fn Stages(counted: Counted) -> impl IntoView {
    let stages = std::iter::once(None).chain(Status::ALL.iter().copied().map(Some));
    let figures: Vec<Figure> = stages.map(Figure::Stage).collect();
    view! { <Parts counted figures title=text::BY_STAGE/> }
}

#[component]
fn Paces(counted: Counted) -> impl IntoView {
    let paces = std::iter::once(None).chain(Pace::ALL.iter().copied().map(Some));
    let figures: Vec<Figure> = paces.map(Figure::Pace).collect();
    view! { <Parts counted figures title=text::BY_PACE/> }
}

/// A table of groups, each with its numbers and a bar of how much is done.
#[component]
fn Groups(
    counted: Counted,
    title: &'static str,
    of: fn(&Progress) -> &Vec<Group>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let head = move || {
        let name = |figure: &Figure| {
            let words = desk.with(|ledger| text::short_figure(ledger.particulars(), *figure));
            view! { <th scope="col">{words}</th> }
        };
        desk.structure.track();
        COUNTED.iter().map(name).collect_view()
    };
    let row = move |progress: &Progress, at: usize, group: &Group| {
        let name = desk.with(|ledger| group_name(ledger, group));
        let cells = COUNTED.iter().map(|figure| {
            let count = group.tally.count(*figure);
            let label = desk.with(|ledger| text::figure(ledger.particulars(), *figure));
            let filter = progress.filter(&group.scope, *figure);
            view! { <td>{number(desk, count, filter, format!("{name} {label}"))}</td> }
        });
        let cells = cells.collect_view();
        view! {
            <tr class:progress__surplus={at >= GROUPS_ON_PAPER}>
                <th scope="row">{name.clone()}</th>
                {cells}
                <td class="progress__bar">{charts::bar(&group.tally)}<span>{text::rate(group.tally.rate())}</span></td>
            </tr>
        }
    };
    let is_whole = RwSignal::new(false);
    move || {
        counted.with(|progress| {
            let groups = of(progress);
            let shown = if is_whole.get() { MOST } else { SHOWN };
            let rows = groups.iter().take(shown).enumerate().map(|(at, group)| row(progress, at, group));
            let rest = groups.len().saturating_sub(GROUPS_ON_PAPER);
            view! {
                <section class="progress__group">
                    <h3 class="page__heading">{title}</h3>
                    <table class="plain">
                        <thead><tr><th scope="col" class="progress__name-column">{title}</th>{head()}<th scope="col">{text::RATE}</th></tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                    {rest_of(groups.len(), rest, is_whole)}
                </section>
            }
        })
    }
}

/// How many more there are: on paper in words, on screen as a button.
fn rest_of(all: usize, on_paper: usize, is_whole: RwSignal<bool>) -> impl IntoView {
    let more = (all > SHOWN).then(|| {
        let words = move || if is_whole.get() { text::FEWER.to_owned() } else { text::all_of(all) };
        view! {
            <button class="button progress__more" on:click=move |_| is_whole.update(|whole| *whole = !*whole)>{words}</button>
        }
    });
    view! {
        {more}
        {(on_paper > 0).then(|| view! { <p class="progress__rest">{text::others(on_paper)}</p> })}
    }
}

fn group_name(ledger: &Ledger, group: &Group) -> String {
    let words = group.title(ledger);
    let unset = match &group.scope {
        Scope::Whole => "",
        Scope::Direction(_) => text::NO_DIRECTION,
        Scope::Unit(_) => text::NO_UNIT,
        Scope::Leader(_) => text::NO_LEADER,
    };
    if words.is_empty() { unset } else { words }.to_owned()
}

#[component]
fn Overdue(counted: Counted) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let row = move |at: usize, late: &Late| {
        let (entry, measure, unit, deadline) = desk.with(|ledger| {
            let node = ledger.get(late.measure);
            let text = node.map_or("", |node| &node.text);
            let field = procedure::day_field(node.and_then(|node| node.record.status));
            let value = |field| node.map_or("", |node| node.get(field)).to_owned();
            let day = match field {
                Field::Review => format!("{} {}", text::field(field), value(field)),
                _ => value(field),
            };
            let text: String = text.chars().take(60).collect();
            (desk.entry_name(ledger, late.measure), text, value(Field::Unit), (field, day))
        });
        let (field, deadline) = deadline;
        let id: Id = late.measure;
        view! {
            <tr class:progress__surplus={at >= LATE_ON_PAPER}>
                <th scope="row">
                    <button class="figure figure--words progress__day" on:click=move |_| desk.show_in_table(id, field)>{entry}</button>
                </th>
                <td>{measure}</td>
                <td>{unit}</td>
                <td class="progress__day">{deadline}</td>
                <td class="progress__late">{text::late(late.days)}</td>
            </tr>
        }
    };
    let is_whole = RwSignal::new(false);
    move || {
        counted.with(|progress| {
            let late = &progress.overdue;
            if late.is_empty() {
                return view! {
                    <section class="progress__group">
                        <h3 class="page__heading">{text::OVERDUE_LIST}</h3>
                        <p class="page__help">{text::NOTHING_OVERDUE}</p>
                    </section>
                }
                .into_any();
            }
            let shown = if is_whole.get() { MOST } else { SHOWN };
            let rows = late.iter().take(shown).enumerate().map(|(at, late)| row(at, late));
            let rest = late.len().saturating_sub(LATE_ON_PAPER);
            view! {
                <section class="progress__group" id="overdue-list">
                    <h3 class="page__heading">{text::counted(text::OVERDUE_LIST, late.len())}</h3>
                    <table class="plain">
                        <thead><tr>
                            <th scope="col">{text::ENTRY}</th>
                            <th scope="col">{text::MEASURE}</th>
                            <th scope="col">{text::UNIT}</th>
                            <th scope="col">{text::DEADLINE}</th>
                            <th scope="col">{text::DAYS_LATE}</th>
                        </tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                    {rest_of(late.len(), rest, is_whole)}
                </section>
            }
            .into_any()
        })
    }
}

/// What is done of all there is.
fn share(tally: &Tally) -> f64 {
    tally.rate().map_or(0.0, |rate| rate as f64 / 10_000.0)
}

impl Desk {
    /// All numbers of the ledger as it is.
    fn count(self) -> Progress {
        let outline = self.table.with_untracked(|table| std::rc::Rc::clone(table.outline()));
        let today = self.today();
        self.with(|ledger| progress(ledger, &outline, today))
    }

    fn export_calendar(self) {
        let outline = self.table.with_untracked(|table| std::rc::Rc::clone(table.outline()));
        let (today, now) = (self.today(), browser::now());
        let made = self.with(|ledger| calendar(ledger, &outline, today, now));
        if made.events == 0 {
            return self.notify(text::NOTHING_TO_REMIND.to_owned(), Offer::Nothing, false);
        }
        if self.download(".ics", "text/calendar;charset=utf-8", &made.text) {
            let words = text::exported_calendar(made.events, made.overdue, made.undated);
            self.notify(words, Offer::Nothing, false);
        }
    }
}
