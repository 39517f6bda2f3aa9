//! The worker that reads .docx and .xlsx: bytes in, [`Answer`](rectification_ledger::office::Answer)
//! out as JSON. Loaded by the page when the first such file is opened. Nothing to run elsewhere.

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::Uint8Array;
    use rectification_ledger::office;
    use wasm_bindgen::closure::Closure;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    pub fn start() {
        console_error_panic_hook::set_once();
        let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let own = scope.clone();
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            post(&own, &office::answer(&bytes).into());
        });
        scope.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        listen.forget();
        // Ready: the page hands over the file only now.
        post(&scope, &JsValue::TRUE);
    }

    fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
        // It can only fail for what cannot be copied; a string and a boolean can.
        let _ = scope.post_message(message);
    }
}
