//! The worker for office files and publications, loaded on first use: the page's own download
//! holds none of it, and a cancelled job is a worker that is no more.

use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::disclose::Edition;
use crate::office;
use crate::publish::{Form, Told};

/// The file that starts the worker, beside the page.
const LOADER: &str = "./office_loader.js";

/// A worker that has something to do. Its listener lives as long as this does.
#[derive(Clone)]
pub struct Job {
    worker: Worker,
    answer: Promise,
    _listener: Rc<Closure<dyn FnMut(MessageEvent)>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The worker's own files are not all there, or this browser starts none from here.
    NotStarted,
    /// It started, and broke down over what it was asked.
    Failed,
}

/// Starts reading an office file.
pub fn read(bytes: &[u8]) -> Result<Job, Silence> {
    let file = Uint8Array::from(bytes);
    let buffer = file.buffer();
    ask(Array::of2(&"read".into(), &file), Array::of1(&buffer))
}

/// Starts writing the files of an edition; the ledger goes as its own file.
pub fn publish(ledger: &str, edition: Edition, forms: &[Form]) -> Result<Job, Silence> {
    let forms: Vec<&str> = forms.iter().map(|form| form.code()).collect();
    let asked = ["publish", ledger, edition.code(), &forms.join(",")];
    ask(asked.into_iter().map(JsValue::from).collect(), Array::new())
}

fn ask(asked: Array, transfer: Array) -> Result<Job, Silence> {
    let worker = Worker::new(LOADER).map_err(|_| Silence::NotStarted)?;
    let mut settle: Option<(Function, Function)> = None;
    let answer = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let (resolve, reject) = settle.expect("a promise hands both over at once");
    let (own, refuse) = (worker.clone(), reject.clone());
    let mut asked = Some(asked);
    // It says it is ready (true), is asked, and answers (a list); or that it failed.
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        let is_ready = data == JsValue::TRUE;
        let told = if Array::is_array(&data) {
            resolve.call1(&JsValue::NULL, &data)
        } else if let (true, Some(asked)) = (is_ready, asked.take()) {
            own.post_message_with_transfer(&asked, &transfer).map(|()| JsValue::NULL)
        } else {
            let why = if data == JsValue::FALSE { FAILED } else { NOT_STARTED };
            refuse.call1(&JsValue::NULL, &JsValue::from(why))
        };
        // A promise takes its answer, and a worker its message; neither fails.
        let _ = told;
    });
    worker.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    worker.set_onerror(Some(&reject));
    Ok(Job { worker, answer, _listener: Rc::new(listener) })
}

const NOT_STARTED: &str = "not started";
const FAILED: &str = "failed";

impl Job {
    /// What an office file says.
    pub async fn source(self) -> Result<office::Answer, Silence> {
        let answer = self.answer().await?;
        told(&answer)
    }

    /// The files of a publication, each with what is told of it: all of the `forms`, or none.
    pub async fn files(self, forms: &[Form]) -> Result<Vec<(Told, Uint8Array)>, Silence> {
        let answer = self.answer().await?;
        let files: Vec<Told> = told(&answer)?;
        if !files.iter().map(|file| file.form).eq(forms.iter().copied()) {
            return Err(Silence::Failed);
        }
        let bytes = answer.iter().skip(1).map(|bytes| Uint8Array::new(&bytes));
        Ok(files.into_iter().zip(bytes).collect())
    }

    async fn answer(self) -> Result<Array, Silence> {
        let answer = JsFuture::from(self.answer).await;
        self.worker.terminate();
        match answer {
            Ok(answer) => Ok(answer.unchecked_into()),
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

/// The first element of an answer, which is JSON.
fn told<T: serde::de::DeserializeOwned>(answer: &Array) -> Result<T, Silence> {
    let json = answer.get(0).as_string().ok_or(Silence::Failed)?;
    serde_json::from_str(&json).map_err(|_| Silence::Failed)
}
