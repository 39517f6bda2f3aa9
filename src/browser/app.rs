//! What the page itself consists of: files beside it where it is served, elements of it where it is
//! one file (`export::page`). And the ledger that such a file carries.
//!
//! Nothing is asked for but the page's own files, by the addresses it was built with.

use std::cell::RefCell;

use js_sys::{Array, JsString, Promise, Uint8Array, WebAssembly};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, Document, Element, Response, Url, window};

use crate::export::carried::CARRIED;
use crate::export::page::{GLUE, OFFICE_GLUE, OFFICE_WASM, STYLE, WASM};

/// The worker's files, beside a served page.
const OFFICE_FILES: (&str, &str) = ("./office.js", "./office_bg.wasm");
/// What starts the worker, behind its bindings.
const OFFICE_START: &str = include_str!("../bin/office_start.js");

/// A file of the page is not there, or is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file of the page could not be loaded")]
pub struct Missing;

/// The parts a single file is made of, in the order the worker takes them (`src/bin/office.rs`):
/// style, bindings, program, and the worker's two. The last three are bytes, or packed as text.
#[derive(Clone, Debug)]
pub struct Parts(pub(super) Array);

/// Where the worker starts, and its program.
#[derive(Clone, Debug)]
pub(super) struct Office {
    pub address: String,
    pub program: WebAssembly::Module,
}

thread_local! {
    static OFFICE: RefCell<Option<Office>> = const { RefCell::new(None) };
}

#[wasm_bindgen]
extern "C" {
    /// Of a single file (`export/page/unpack.js`): what is packed in the element of that id.
    #[wasm_bindgen(catch)]
    fn unpack(id: &str) -> Result<Response, JsValue>;
}

/// The text of the ledger this page carries, if any: JSON, as far as its writer goes.
pub fn carried() -> Option<String> {
    element(CARRIED).ok()?.text_content()
}

/// All parts of this page. Of a served one they are fetched, which its cache mostly answers.
pub async fn parts() -> Result<Parts, Missing> {
    if is_single() {
        let ids = [STYLE, GLUE, WASM, OFFICE_GLUE, OFFICE_WASM];
        let texts = ids.map(|id| Ok(JsValue::from(element(id)?.text_content().ok_or(Missing)?)));
        return texts.into_iter().collect::<Result<Array, Missing>>().map(Parts);
    }
    let mut style = String::new();
    for address in addresses("link[rel=stylesheet]")? {
        style += &text(fetch(&address).await?).await?;
    }
    let glue = fetch(&address("link[rel=modulepreload]")?).await?;
    let wasm = fetch(&address("link[rel=preload][as=fetch]")?).await?;
    let (office_glue, office_wasm) = OFFICE_FILES;
    let parts = Array::of2(&style.into(), &text(glue).await?.into());
    for packed in [wasm, fetch(office_glue).await?, fetch(office_wasm).await?] {
        parts.push(&bytes(packed).await?);
    }
    Ok(Parts(parts))
}

/// What the worker is started with. Compiled once; what failed is tried again.
pub(super) async fn office() -> Result<Office, Missing> {
    if let Some(office) = OFFICE.with_borrow(Clone::clone) {
        return Ok(office);
    }
    let (glue, wasm) = if is_single() {
        (unpack(OFFICE_GLUE).map_err(missing)?, unpack(OFFICE_WASM).map_err(missing)?)
    } else {
        (fetch(OFFICE_FILES.0).await?, fetch(OFFICE_FILES.1).await?)
    };
    let program = WebAssembly::compile(&bytes(wasm).await?);
    let program = JsFuture::from(program).await.map_err(missing)?.unchecked_into();
    let address = script(&[&text(glue).await?, OFFICE_START]).map_err(missing)?;
    let office = Office { address, program };
    OFFICE.set(Some(office.clone()));
    Ok(office)
}

fn is_single() -> bool {
    element(WASM).is_ok()
}

/// An address for a script in memory, which holds as long as the page.
fn script(pieces: &[&str]) -> Result<String, JsValue> {
    let pieces: Array = pieces.iter().map(|piece| JsValue::from(*piece)).collect();
    let options = BlobPropertyBag::new();
    options.set_type("text/javascript");
    let blob = Blob::new_with_str_sequence_and_options(&pieces, &options)?;
    Url::create_object_url_with_blob(&blob)
}

async fn fetch(address: &str) -> Result<Response, Missing> {
    let asked = window().ok_or(Missing)?.fetch_with_str(address);
    let response: Response = JsFuture::from(asked).await.map_err(missing)?.unchecked_into();
    if response.ok() { Ok(response) } else { Err(Missing) }
}

async fn text(response: Response) -> Result<String, Missing> {
    let text = settled(response.text()).await?;
    Ok(text.unchecked_into::<JsString>().into())
}

/// As the worker and the compiler take them.
async fn bytes(response: Response) -> Result<JsValue, Missing> {
    Ok(Uint8Array::new(&settled(response.array_buffer()).await?).into())
}

async fn settled(body: Result<Promise, JsValue>) -> Result<JsValue, Missing> {
    JsFuture::from(body.map_err(missing)?).await.map_err(missing)
}

/// The browser's own words are in its console.
fn missing(_: JsValue) -> Missing {
    Missing
}

fn address(link: &str) -> Result<String, Missing> {
    addresses(link)?.pop().ok_or(Missing)
}

/// Where these links lead, in the document's order.
fn addresses(links: &str) -> Result<Vec<String>, Missing> {
    let links = document()?.query_selector_all(links).map_err(missing)?;
    let links = (0..links.length()).filter_map(|at| links.item(at)?.dyn_into::<Element>().ok());
    links.map(|link| link.get_attribute("href").ok_or(Missing)).collect()
}

fn element(id: &str) -> Result<Element, Missing> {
    document()?.get_element_by_id(id).ok_or(Missing)
}

fn document() -> Result<Document, Missing> {
    window().and_then(|window| window.document()).ok_or(Missing)
}
