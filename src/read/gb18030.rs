//! GB18030, the encoding of old Chinese text files. The one place where the core asks its
//! surroundings for something: a browser has the decoder, elsewhere a library brings it (in the
//! page it would be a tenth of the download).

/// None where the bytes are not GB18030 throughout.
#[cfg(not(target_arch = "wasm32"))]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

#[cfg(target_arch = "wasm32")]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let options = web_sys::TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = web_sys::TextDecoder::new_with_label_and_options("gb18030", &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}
