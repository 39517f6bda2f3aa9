//! The worker for office files, publications and passwords, loaded on first use: the page's own download
//! holds none of it, and a cancelled job is a worker that is no more.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{MessageEvent, Worker};

use super::app::{self, Office};
use super::clock::chance;
use crate::disclose::Edition;
use crate::office::{self, Found};
use crate::publish::{Form, Told};
use crate::seal::SealError;

/// Something the worker is to do. Its listener lives as long as this does.
#[derive(Clone)]
pub struct Job {
    stage: Rc<RefCell<Stage>>,
    answer: Promise,
}

/// How far a job is.
enum Stage {
    /// The worker's program is being loaded.
    Loading,
    Working(Worker, #[expect(dead_code, reason = "held")] Closure<dyn FnMut(MessageEvent)>),
    Over,
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
pub fn read(bytes: &[u8]) -> Job {
    let file = Uint8Array::from(bytes);
    let buffer = file.buffer();
    ask(Array::of2(&"read".into(), &file), Array::of1(&buffer))
}

/// Starts writing the files of an edition; the ledger goes as its own file.
pub fn publish(ledger: &str, edition: Edition, forms: &[Form]) -> Job {
    let forms: Vec<&str> = forms.iter().map(|form| form.code()).collect();
    let asked = ["publish", ledger, edition.code(), &forms.join(",")];
    ask(asked.into_iter().map(JsValue::from).collect(), Array::new())
}

/// Starts writing the workbook of a ledger, which goes as its own file.
pub fn workbook(ledger: &str) -> Job {
    let file = Uint8Array::from(ledger.as_bytes());
    let buffer = file.buffer();
    ask(Array::of2(&"workbook".into(), &file), Array::of1(&buffer))
}

/// Starts sealing, with chance of its own for each file.
pub fn seal(content: &str, password: &str) -> Result<Job, Silence> {
    let (Some(salt), Some(nonce)) = (chance::<16>(), chance::<12>()) else {
        return Err(Silence::NotStarted);
    };
    let chance = [salt.as_slice(), &nonce].map(|bytes| Uint8Array::from(bytes).into());
    let asked = ["seal", content, password].map(JsValue::from).into_iter().chain(chance);
    Ok(ask(asked.collect(), Array::new()))
}

/// Starts opening what was sealed.
pub fn unseal(envelope: &str, password: &str) -> Job {
    let asked = ["unseal", envelope, password];
    ask(asked.into_iter().map(JsValue::from).collect(), Array::new())
}

/// Starts making a single file of the page's parts that carries this ledger, or none.
pub fn page(parts: &app::Parts, carried: Option<&str>) -> Job {
    let asked = Array::of2(&"page".into(), &carried.into());
    ask(asked.concat(&parts.0), Array::new())
}

fn ask(asked: Array, transfer: Array) -> Job {
    let mut settle: Option<(Function, Function)> = None;
    let answer = Promise::new(&mut |resolve, reject| settle = Some((resolve, reject)));
    let settle = settle.expect("a promise hands both over at once");
    let stage = Rc::new(RefCell::new(Stage::Loading));
    let own = Rc::clone(&stage);
    spawn_local(async move {
        let office = app::office().await;
        // It may have been given up meanwhile.
        if !matches!(*own.borrow(), Stage::Loading) {
            return;
        }
        let (_, reject) = settle.clone();
        match office.ok().and_then(|office| start(&office, asked, transfer, settle)) {
            Some(working) => *own.borrow_mut() = working,
            // A promise takes its answer.
            None => drop(reject.call1(&JsValue::NULL, &JsValue::from(NOT_STARTED))),
        }
    });
    Job { stage, answer }
}

/// None where this browser starts no worker from here.
fn start(
    office: &Office,
    asked: Array,
    transfer: Array,
    (resolve, reject): (Function, Function),
) -> Option<Stage> {
    let worker = Worker::new(&office.address).ok()?;
    let (own, refuse) = (worker.clone(), reject.clone());
    let mut asked = Some(asked);
    // It is handed its program, says that it is ready (true), is asked, and answers (a list); or
    // says that it failed.
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
    worker.post_message(&office.program).ok()?;
    Some(Stage::Working(worker, listener))
}

const NOT_STARTED: &str = "not started";
const FAILED: &str = "failed";

impl Job {
    /// What an office file is, and says.
    pub async fn found(self) -> Result<office::Answer, Silence> {
        let answer = self.answer().await?;
        let mut found: office::Answer = told(&answer)?;
        if let Ok(Found::Filled { ledger, .. }) = &mut found {
            let bytes: Uint8Array = answer.get(1).dyn_into().map_err(|_| Silence::Failed)?;
            *ledger = String::from_utf8(bytes.to_vec()).map_err(|_| Silence::Failed)?;
        }
        Ok(found)
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

    /// The envelope around what was to be sealed.
    pub async fn sealed(self) -> Result<Result<String, SealError>, Silence> {
        told(&self.answer().await?)
    }

    /// What was in an envelope.
    pub async fn unsealed(self) -> Result<Result<Vec<u8>, SealError>, Silence> {
        let answer = self.answer().await?;
        let opened: Result<(), SealError> = told(&answer)?;
        Ok(opened.map(|()| Uint8Array::new(&answer.get(1)).to_vec()))
    }

    /// The bytes of a workbook, or of a single file.
    pub async fn bytes(self) -> Result<Uint8Array, Silence> {
        let answer = self.answer().await?;
        answer.get(0).dyn_into().map_err(|_| Silence::Failed)
    }

    async fn answer(self) -> Result<Array, Silence> {
        let answer = JsFuture::from(self.answer.clone()).await;
        self.cancel();
        match answer {
            Ok(answer) => Ok(answer.unchecked_into()),
            Err(reason) if reason.as_string().as_deref() == Some(NOT_STARTED) => {
                Err(Silence::NotStarted)
            }
            Err(_) => Err(Silence::Failed),
        }
    }

    pub fn cancel(&self) {
        if let Stage::Working(worker, _) = self.stage.replace(Stage::Over) {
            worker.set_onmessage(None);
            worker.terminate();
        }
    }
}

/// The first element of an answer, which is JSON.
fn told<T: serde::de::DeserializeOwned>(answer: &Array) -> Result<T, Silence> {
    let json = answer.get(0).as_string().ok_or(Silence::Failed)?;
    serde_json::from_str(&json).map_err(|_| Silence::Failed)
}
