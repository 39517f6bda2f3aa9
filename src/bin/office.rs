//! The worker for everything that is heavy and seldom asked for: reading .docx and .xlsx, writing
//! and re-reading the files of a publication, sealing and unsealing under a password, packing the
//! tool into one file. Loaded by the page on first use. Nothing to run elsewhere.
//!
//! It is asked with a list whose first element says what for, and answers with a list:
//! `["read", bytes]` gives `[json]`, and a ledger's file behind it where the file was a workbook that
//! was filled in; `["publish", ledger, edition, forms]` gives `[json, bytes …]`,
//! `["workbook", file]` gives `[bytes]`,
//! `["seal", content, password, salt, nonce]` gives `[json]` with the envelope or an error,
//! `["unseal", envelope, password]` gives `[json, bytes]`, the bytes empty where it is an error,
//! `["page", carried or null, style, bindings, three parts]` gives `[bytes]`; the parts are bytes,
//! or texts where they have been packed before.

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::start();
}

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Uint8Array};
    use rectification_ledger::export::page::{self, Inline, Packed, Parts};
    use rectification_ledger::{export, file, office, publish, seal};
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
                    let now = js_sys::Date::now() as i64;
                    let (answer, ledger) = office::answer(&bytes, now);
                    let answer = Array::of1(&answer.into());
                    if let Some(ledger) = ledger {
                        answer.push(&Uint8Array::from(ledger.as_bytes()));
                    }
                    Some(answer)
                }
                "seal" => sealed(&asked),
                "unseal" => Some(unsealed(&words(1), &words(2))),
                "publish" => published(&words(1), &words(2), &words(3)),
                "page" => paged(&asked),
                "workbook" => workbook(&Uint8Array::new(&asked.get(1)).to_vec()),
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

    fn workbook(ledger: &[u8]) -> Option<Array> {
        let ledger = file::read(std::str::from_utf8(ledger).ok()?).ok()?;
        let bytes = export::workbook::xlsx(&ledger);
        Some(Array::of1(&Uint8Array::from(bytes.as_slice())))
    }

    fn sealed(asked: &Array) -> Option<Array> {
        let bytes = |at| Uint8Array::new(&asked.get(at)).to_vec();
        let (content, password) = (asked.get(1).as_string()?, asked.get(2).as_string()?);
        let (salt, nonce) = (bytes(3).try_into().ok()?, bytes(4).try_into().ok()?);
        let envelope = seal::seal(content.as_bytes(), &password, salt, nonce);
        Some(Array::of1(&seal::told(envelope.as_ref()).into()))
    }

    fn unsealed(envelope: &str, password: &str) -> Array {
        let opened = seal::open(envelope, password);
        let told = seal::told(opened.as_ref().map(|_| ()));
        let bytes = Uint8Array::from(opened.unwrap_or_default().as_slice());
        Array::of2(&told.into(), &bytes)
    }

    fn paged(asked: &Array) -> Option<Array> {
        let text = |at| Inline::new(&asked.get(at).as_string()?).ok();
        let part = |at| match asked.get(at).as_string() {
            Some(packed) => Packed::from_text(&packed).ok(),
            None => Some(Packed::pack(&Uint8Array::new(&asked.get(at)).to_vec())),
        };
        let parts = Parts {
            style: text(2)?,
            glue: text(3)?,
            wasm: part(4)?,
            office_glue: part(5)?,
            office_wasm: part(6)?,
        };
        let page = page::page(&parts, asked.get(1).as_string().as_deref());
        Some(Array::of1(&Uint8Array::from(page.as_bytes()).into()))
    }

    fn post(scope: &DedicatedWorkerGlobalScope, message: &JsValue) {
        // It can only fail for what cannot be copied; strings, bytes and a boolean can.
        let _ = scope.post_message(message);
    }
}
