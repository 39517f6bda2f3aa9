//! Time and chance, which the core takes as arguments.

use js_sys::{Date as Clock, Promise};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use crate::ledger::Date;

/// Milliseconds since 1970 UTC.
pub fn now() -> i64 {
    Clock::now() as i64
}

/// “10:42” in the machine's own zone.
pub fn time_of_day(at: i64) -> String {
    let date = Clock::new(&(at as f64).into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// The day in the machine's own zone.
pub fn day_of(at: i64) -> Date {
    let date = Clock::new(&(at as f64).into());
    let month = u8::try_from(date.get_month() + 1).unwrap_or(1);
    let day = u8::try_from(date.get_date()).unwrap_or(1);
    // What is beyond the calendar no office has written.
    Date::new(u16::try_from(date.get_full_year()).unwrap_or(0), month, day).unwrap_or(Date::EPOCH)
}

/// [`day_of`] for many moments that lie near one another: a day is asked for once.
pub fn days() -> impl Fn(i64) -> Date {
    // From when to when, and the day that is.
    let last = std::cell::Cell::new((0, 0, Date::EPOCH));
    move |at| {
        let (from, to, day) = last.get();
        if (from..to).contains(&at) {
            return day;
        }
        let clock = Clock::new(&(at as f64).into());
        let minutes = i64::from(clock.get_hours() * 60 + clock.get_minutes());
        let begins = at - (minutes * 60 + i64::from(clock.get_seconds())) * 1000;
        let day = day_of(at);
        // An hour less than a day: where the clocks are set forward, a day has no more.
        last.set((begins, begins + 23 * 3_600_000, day));
        day
    }
}

/// “2024-06-30” in the machine's own zone, for file names.
pub fn today() -> String {
    let date = Clock::new_0();
    format!("{}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// The same day, to reckon with.
pub fn calendar_day() -> Date {
    // A machine whose clock is beyond the calendar has other troubles.
    Date::parse_iso(&today()).unwrap_or(Date::EPOCH)
}

/// Bytes nobody can foretell; none where the browser has no such source. `getRandomValues` works on
/// plain http, where `randomUUID` does not.
pub fn chance<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// A seed for new ids.
pub fn seed() -> u64 {
    match chance() {
        Some(bytes) => u64::from_le_bytes(bytes),
        None => (js_sys::Math::random() * (1_u64 << 53) as f64) as u64 ^ now() as u64,
    }
}

/// Lets the browser draw and take input before work goes on.
pub async fn pause() {
    let turn = Promise::new(&mut |resolve, _| {
        if let Some(window) = window() {
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    // A timer does not fail; without a window there is nobody to wait.
    let _ = JsFuture::from(turn).await;
}

/// A mark on the browser's own timeline, for whoever measures.
pub fn mark(name: &str) {
    if let Some(performance) = window().and_then(|window| window.performance()) {
        // Refused only for names the browser itself uses.
        let _ = performance.mark(name);
    }
}
