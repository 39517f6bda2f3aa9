//! The worker for everything that is heavy and seldom asked for: reading .docx and .xlsx, and
//! writing and re-reading the files of a publication. Loaded by the page on first use. Nothing to
//! run elsewhere.
//!
//! It is asked with a list whose first element says what for, and answers with a list:
//! `["read", bytes]` gives `[json]`, `["publish", ledger, edition, forms]` gives `[json, bytes …]`.

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Uint8Array};
    use rectification_ledger::{office, publish};
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    pub fn start() {
        console_error_panic_hook::set_once();
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let own = scope.clone();
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let asked: Array = event.data().unchecked_into();
            let words = |at| asked.get(at).as_string().unwrap_or_default();
            let answer = match words(0).as_str() {
                "read" => {
                    let bytes = Uint8Array::new(&asked.get(1)).to_vec();
                    Some(Array::of1(&office::answer(&bytes).into()))
                }
                "publish" => published(&words(1), &words(2), &words(3)),
                _ => None,
            };
            // What cannot be answered is no list; the page takes it for a breakdown.
            post(&own, &answer.map_or(JsValue::FALSE, JsValue::from));
        });
        scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        listen.forget();
        // Ready: the page hands over what it asks only now.
        post(&scope, &JsValue::TRUE);
    }

    fn published(ledger: &str, edition: &str, forms: &str) -> Option<Array> {
        let files = publish::answer(ledger, edition, forms).ok()?;
        let answer = Array::of1(&publish::told(&files).into());
        for file in files {
            answer.push(&Uint8Array::from(file.bytes.as_slice()));
        }
        Some(answer)
    }

    fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
        // It can only fail for what cannot be copied; strings, bytes and a boolean can.
        let _ = scope.post_message(message);
    }
}
