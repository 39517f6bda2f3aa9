//! When an element becomes larger or smaller, whatever the cause.

use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// Watches as long as it is kept.
pub struct Watch {
    observer: ResizeObserver,
    _told: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `told` at each change, and once at the start. None where the browser cannot watch.
pub fn watch_size(element: &Element, told: impl Fn() + 'static) -> Option<Watch> {
    let told = Closure::<dyn Fn()>::new(told);
    let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(Watch { observer, _told: told })
}
