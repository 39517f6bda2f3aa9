//! The order of words in the reader's language: by pinyin, as every list in an office is.

use std::cmp::Ordering;

use js_sys::{Array, Intl, Object};
use wasm_bindgen::JsValue;

/// As the browser orders Chinese words.
pub fn compare(one: &str, two: &str) -> Ordering {
    thread_local! {
        static COMPARE: js_sys::Function = {
            let language = Array::of1(&JsValue::from_str("zh-CN"));
            Intl::Collator::new(&language, &Object::new()).compare()
        };
    }
    let (one, two) = (JsValue::from_str(one), JsValue::from_str(two));
    // A comparison of two strings does not fail; without an answer they are left as they stand.
    let order = COMPARE.with(|compare| compare.call2(&JsValue::UNDEFINED, &one, &two));
    let order = order.ok().and_then(|order| order.as_f64()).unwrap_or(0.0);
    order.partial_cmp(&0.0).unwrap_or(Ordering::Equal)
}
