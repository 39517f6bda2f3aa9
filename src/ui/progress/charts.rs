//! Charts as plain SVG, each with the table of its numbers behind it.

use std::time::Duration;

use leptos::prelude::*;

use super::{Counted, number, share};
use crate::browser;
use crate::ledger::{Pace, Status};
use crate::progress::{Figure, Point, Scope, Tally, burn_up, thinned};
use crate::ui::desk::Desk;
use crate::ui::text;

/// Units of the charts' own; they are drawn as wide as there is room.
const WIDTH: f64 = 600.0;
const BAR: f64 = 28.0;
const HEIGHT: f64 = 150.0;
/// How long nothing is done before the line is drawn anew.
const REST: Duration = Duration::from_millis(150);
/// Points of the line at most: more cannot be told apart.
const POINTS: usize = 200;

/// One bar, divided by figures that together are all measures; a table of them below.
#[component]
pub fn Parts(counted: Counted, figures: Vec<Figure>, title: &'static str) -> impl IntoView {
    let desk = expect_context::<Desk>();
    move || {
        counted.with(|progress| {
            let whole = &progress.whole;
            let name = |figure: Figure| {
                desk.with(|ledger| text::figure(ledger.particulars(), figure))
            };
            let parts: Vec<(Figure, String, usize)> = figures
                .iter()
                .map(|figure| (*figure, name(*figure), whole.count(*figure)))
                .collect();
            let all = whole.count(Figure::Measures).max(1) as f64;
            let told: Vec<(String, usize)> = parts
                .iter()
                .filter(|(.., count)| *count > 0)
                .map(|(_, name, count)| (name.clone(), *count))
                .collect();
            let mut left = 0.0;
            let pieces: Vec<_> = parts
                .iter()
                .filter(|(.., count)| *count > 0)
                .map(|(figure, _, count)| {
                    let width = *count as f64 / all * WIDTH;
                    let at = left;
                    left += width;
                    view! {
                        <rect class=format!("part part--{}", class(*figure)) x=at y="0" width=width height=BAR/>
                    }
                })
                .collect();
            let heads = parts.iter().map(|(figure, name, _)| view! {
                <th scope="col"><span class=format!("swatch part--{}", class(*figure))></span>{name.clone()}</th>
            });
            let heads = heads.collect_view();
            let cells = parts.into_iter().map(|(figure, name, count)| {
                let filter = progress.filter(&Scope::Whole, figure);
                view! { <td data-figure=text::figure_id(figure)>{number(desk, count, filter, name)}</td> }
            });
            view! {
                <section class="progress__group">
                    <h3 class="page__heading">{title}</h3>
                    <svg class="chart" role="img" aria-label=text::chart(title, &told)
                        viewBox=format!("0 0 {WIDTH} {BAR}") preserveAspectRatio="none">{pieces}</svg>
                    <table class="plain plain--parts">
                        <thead><tr>{heads}</tr></thead>
                        <tbody><tr>{cells.collect_view()}</tr></tbody>
                    </table>
                </section>
            }
        })
    }
}

/// The word in class names.
fn class(figure: Figure) -> &'static str {
    match figure {
        Figure::Stage(stage) => stage.map_or("none", Status::code),
        Figure::Pace(pace) => pace.map_or("none", Pace::code),
        Figure::Measures
        | Figure::Done
        | Figure::Open
        | Figure::Overdue
        | Figure::DueWithin(_)
        | Figure::Returned
        | Figure::Extended
        | Figure::Resubmitted
        | Figure::Bare => "none",
    }
}

/// How much of a group is done.
pub fn bar(tally: &Tally) -> impl IntoView + use<> {
    let done = share(tally) * 100.0;
    view! {
        <svg class="bar-chart" aria-hidden="true" viewBox="0 0 100 8" preserveAspectRatio="none">
            <rect class="part part--rest" x="0" y="0" width="100" height="8"/>
            <rect class="part part--struck_off" x="0" y="0" width=done height="8"/>
        </svg>
    }
}

/// How many measures there were, and how many of them were done, day by day.
#[component]
pub fn BurnUp() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let points = RwSignal::new(Vec::new());
    let waiting = StoredValue::new(0_u32);
    desk.read_past();
    // The numbers come first; the line follows once nothing has been done for a moment.
    Effect::new(move |_| {
        desk.revision.track();
        desk.past_read.track();
        waiting.update_value(|waiting| *waiting += 1);
        let own = waiting.get_value();
        let draw = move || {
            if waiting.try_get_value() == Some(own) {
                points.set(desk.burn_up());
            }
        };
        set_timeout(draw, REST);
    });
    move || {
        let points = points.get();
        // One day is no line.
        let (first, last) = (*points.first()?, *points.last().filter(|_| points.len() > 1)?);
        let most = points.iter().map(|point| point.measures).max().unwrap_or(0).max(1) as f64;
        let days = last.day.days_since(first.day).max(1) as f64;
        let place = |point: &Point, count: usize| {
            let x = point.day.days_since(first.day) as f64 / days * WIDTH;
            (x, HEIGHT - count as f64 / most * (HEIGHT - 10.0))
        };
        // It stays as it was until the day of the next point.
        let line = |of: fn(&Point) -> usize| {
            let mut path = String::new();
            let mut height = None;
            for point in &points {
                let (x, y) = place(point, of(point));
                match height {
                    None => path += &format!("M{x:.1} {y:.1}"),
                    Some(before) => path += &format!("L{x:.1} {before:.1}L{x:.1} {y:.1}"),
                }
                height = Some(y);
            }
            path
        };
        let done = line(|point| point.done);
        let label = text::burn_up_chart(
            &first.day.to_string(),
            &last.day.to_string(),
            last.done,
            last.measures,
        );
        let rows = points.iter().map(|point| view! {
            <tr><th scope="row">{point.day.to_string()}</th><td>{point.measures}</td><td>{point.done}</td></tr>
        });
        let name = |figure| desk.with(|ledger| text::figure(ledger.particulars(), figure));
        let rows = rows.collect_view();
        Some(view! {
            <section class="progress__group" id="burn-up">
                <h3 class="page__heading">{text::BURN_UP}</h3>
                <p class="page__help">{text::BURN_UP_HELP}</p>
                <svg class="chart chart--line" role="img" aria-label=label viewBox=format!("0 0 {WIDTH} {HEIGHT}") preserveAspectRatio="none">
                    <path class="line line--all" d=line(|point| point.measures)/>
                    <path class="line line--done" d=done/>
                </svg>
                <p class="chart__legend">
                    <span><i></i>{text::counted(&name(Figure::Measures), last.measures)}</span>
                    <span class="chart__done"><i></i>{text::counted(&name(Figure::Done), last.done)}</span>
                </p>
                <p class="chart__ends"><span>{first.day.to_string()}</span><span>{last.day.to_string()}</span></p>
                <details>
                    <summary>{text::DATA_TABLE}</summary>
                    <table class="plain plain--narrow">
                        <thead><tr>
                            <th scope="col">{text::DAY}</th>
                            <th scope="col">{name(Figure::Measures)}</th>
                            <th scope="col">{name(Figure::Done)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </details>
            </section>
        })
    }
}

impl Desk {
    fn burn_up(self) -> Vec<Point> {
        untrack(|| {
            self.with_history(|ledger, past, entries| {
                let newest_first = entries.iter().rev().chain(past.iter().rev());
                let points = burn_up(ledger, newest_first, browser::days());
                thinned(&points, POINTS)
            })
        })
    }
}
