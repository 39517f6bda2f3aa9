//! Office files, read by a worker that is loaded on first use: the page's own download holds none
//! of it, and a cancelled file is a worker that is no more.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::office::Answer;

/// The file that starts the worker, beside the page.
const LOADER: &str = "./office_loader.js";

/// A worker that has a file to read. Its listener lives as long as this does.
#[derive(Clone)]
pub struct Reading {
    worker: Worker,
    answer: Promise,
    _listener: Rc<Closure<dyn FnMut(MessageEvent)>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The worker's own files are not all there, or this browser starts none from here.
    NotStarted,
    /// It started, and broke down over the file.
    Failed,
}

/// Starts reading.
pub fn read(bytes: &[u8]) -> Result<Reading, Silence> {
    let worker = Worker::new(LOADER).map_err(|_| Silence::NotStarted)?;
    let mut settle: Option<(Function, Function)> = None;
    let answer = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let (resolve, reject) = settle.expect("a promise hands both over at once");
    let (own, refuse) = (worker.clone(), reject.clone());
    let mut file = Some(Uint8Array::from(bytes));
    // It says it is ready (true), is handed the file, and answers (text); or that it failed.
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let told = if data.is_string() {
            resolve.call1(&JsValue::NULL, &data)
        } else if let (true, Some(file)) = (data.is_truthy() && !data.is_object(), file.take()) {
            let buffer = file.buffer();
            own.post_message_with_transfer(&file, &Array::of1(&buffer)).map(|()| JsValue::NULL)
        } else {
            refuse.call1(&JsValue::NULL, &JsValue::from(NOT_STARTED))
        };
        // A promise takes its answer, and a worker its message; neither fails.
        let _ = told;
    });
    worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    worker.set_onerror(Some(&reject));
    Ok(Reading { worker, answer, _listener: Rc::new(listener) })
}

const NOT_STARTED: &str = "not started";

impl Reading {
    pub async fn answer(self) -> Result<Answer, Silence> {
        let answer = JsFuture::from(self.answer).await;
        self.worker.terminate();
        match answer {
            Ok(json) => {
                let json = json.as_string().ok_or(Silence::Failed)?;
                serde_json::from_str(&json).map_err(|_| Silence::Failed)
            }
            Err(reason) if reason.as_string().as_deref() == Some(NOT_STARTED) => {
                Err(Silence::NotStarted)
            }
            Err(_) => Err(Silence::Failed),
        }
    }

    pub fn cancel(&self) {
        self.worker.terminate();
    }
}
