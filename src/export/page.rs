//! The whole tool as one file: it opens by itself, from a folder as from a share, and may carry
//! a ledger.
//!
//! Same parts, same bytes, and the parts of such a file ([`Parts`]) make it anew: a file writes its
//! like. What may load or run in it is told by its own policy: its scripts and its style by their
//! hashes, nothing from anywhere else, no request at all. The worker is started from memory and
//! lives under the same policy.
//!
//! What is carried is text that JSON allows, and is not looked at here. How the parts are come by
//! is the page's matter (`browser::app`) and that of `examples/single.rs`.

mod packed;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use memchr::memmem;
use sha2::{Digest, Sha256};

use super::carried;
pub use packed::{NotPacked, Packed};

/// The elements that hold the parts, by their ids.
pub const STYLE: &str = "style";
pub const GLUE: &str = "glue";
pub const WASM: &str = "wasm";
pub const OFFICE_GLUE: &str = "office-glue";
pub const OFFICE_WASM: &str = "office-wasm";

/// In the served page as well: `index.html` takes these two in.
const WATCH: &str = include_str!("page/watch.js");
const BODY: &str = include_str!("page/body.html");
const UNPACK: &str = include_str!("page/unpack.js");
/// Behind the bindings, in one script with them: a script within a file can be imported by none.
const START: &str = include_str!("page/start.js");

/// All that the file consists of, but for what it carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The style sheets, in their order.
    pub style: Inline,
    /// The program's bindings, a module; as they are built, or as they stand in such a file.
    pub glue: Inline,
    pub wasm: Packed,
    /// The same of the worker; a plain script.
    pub office_glue: Packed,
    pub office_wasm: Packed,
}

/// A script or a style sheet that may stand within a file.
// Invariant: nothing in it ends its element, is read by a browser as other characters, or names a
// file beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline(String);

/// Why a text may not stand within a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a script or style that holds {0:?} cannot stand in one file with the rest")]
pub struct Unfit(&'static str);

/// What ends an element or opens a comment in it (in whatever case), what a reader of HTML
/// replaces, and how bindings name code that lies in a file of its own.
const UNFIT: [&str; 6] = ["</script", "</style", "<!--", "\r", "\0", "./snippets/"];

impl Inline {
    pub fn new(text: &str) -> Result<Self, Unfit> {
        let lower = text.to_ascii_lowercase();
        let is_in = |unfit: &&&str| memmem::find(lower.as_bytes(), unfit.as_bytes()).is_some();
        match UNFIT.iter().find(is_in) {
            Some(unfit) => Err(Unfit(unfit)),
            None => Ok(Self(text.to_owned())),
        }
    }
}

/// The file: UTF-8. `carried` is JSON.
pub fn page(parts: &Parts, carried: Option<&str>) -> String {
    let Inline(style) = &parts.style;
    let Inline(glue) = &parts.glue;
    let program = format!("{}{START}", glue.strip_suffix(START).unwrap_or(glue));
    let policy = format!(
        "default-src 'none'; script-src {} {} {} 'wasm-unsafe-eval'; style-src {}; \
        connect-src 'none'; img-src data:; worker-src blob:; base-uri 'none'; form-action 'none'",
        hash(WATCH),
        hash(UNPACK),
        hash(&program),
        hash(style),
    );
    let mut page = format!(
        "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
        <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
        <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
        <title>整改台账</title>\n<link rel=\"icon\" href=\"data:,\">\n\
        <style id=\"{STYLE}\">{style}</style>\n\
        <script>{WATCH}</script>\n<script>{UNPACK}</script>\n</head>\n<body>\n{BODY}\
        <p id=\"old\" class=\"crash\" role=\"alert\" hidden>这个浏览器太旧，打不开整改台账。\
        请换用 Chrome、Edge、360、奇安信等浏览器的新版本，或 Firefox 113 以上版本。</p>\n",
    );
    if let Some(json) = carried {
        page += &carried::element(json);
    }
    for (id, Packed(text)) in
        [(WASM, &parts.wasm), (OFFICE_GLUE, &parts.office_glue), (OFFICE_WASM, &parts.office_wasm)]
    {
        data(&mut page, id, text);
    }
    page +=
        &format!("<script type=\"module\" id=\"{GLUE}\">{program}</script>\n</body>\n</html>\n");
    page
}

fn data(page: &mut String, id: &str, text: &str) {
    let begins = "<script type=\"application/octet-stream\" id=\"";
    for piece in [begins, id, "\">", text, "</script>\n"] {
        page.push_str(piece);
    }
}

/// As a policy names what may run (CSP 3 §2.3.1, hash-source).
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
