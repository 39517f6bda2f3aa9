//! Office files, read by a worker that is loaded on first use: the page's own download holds none
//! of it, and a cancelled file is a worker that is no more.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::office::Answer;

/// The file that starts the worker, beside the page.
const LOADER: &str = "./office_loader.js";

/// A worker that has a file to read.
#[derive(Clone)]
pub struct Reading {
    worker: Worker,
    answer: Promise,
}

/// Starts reading. An error means that the page's own files are not all there.
pub fn read(bytes: &[u8]) -> Result<Reading, JsValue> {
    let worker = Worker::new(LOADER)?;
    let file = Uint8Array::from(bytes);
    let answer = Promise::new(&mut |resolve, reject| {
        // The worker says it is ready, is handed the file, and answers.
        let (own, file) = (worker.clone(), file.clone());
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().is_string() {
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            } else {
                let buffer = file.buffer();
                let _ = own.post_message_with_transfer(&file, &Array::of1(&buffer));
            }
        });
        worker.set_onmessage(Some(listen.as_ref().unchecked_ref()));
        worker.set_onerror(Some(&reject));
        listen.forget();
    });
    Ok(Reading { worker, answer })
}

impl Reading {
    /// What the worker answers; an error where it could not be started or broke down.
    pub async fn answer(self) -> Result<Answer, JsValue> {
        let answer = JsFuture::from(self.answer).await;
        self.worker.terminate();
        let json = answer?.as_string().ok_or("no text")?;
        serde_json::from_str(&json).map_err(|error| error.to_string().into())
    }

    pub fn cancel(&self) {
        self.worker.terminate();
    }
}
