//! A file under a password, to go by e-mail: any bytes in an envelope of JSON.
//!
//! ```json
//! {"format":"rectification-ledger-sealed","version":1,
//!  "kdf":{"name":"PBKDF2-HMAC-SHA-256","iterations":600000,"salt":"16 bytes in base64"},
//!  "cipher":{"name":"AES-256-GCM","nonce":"12 bytes in base64"},
//!  "content":"base64"}
//! ```
//! - The password is the bytes of its UTF-8 as it was typed: nothing is normalised, trimmed or
//!   folded, and an empty one is refused.
//! - The key is 32 bytes of PBKDF2 with HMAC-SHA-256 (RFC 8018) over the password, with that salt
//!   and that many iterations.
//! - `content` is what AES-256-GCM (NIST SP 800-38D) makes of the bytes, with its tag of 16 bytes
//!   at the end, as `crypto.subtle.encrypt` gives it.
//! - Additional authenticated data are the UTF-8 bytes of the envelope without `content`, written
//!   as above without a blank or line break, its members in that order:
//!   `{"format":…,"version":1,"kdf":{…},"cipher":{"name":"AES-256-GCM","nonce":"…"}}`. They are put
//!   together from the values, so a file that was only laid out anew still opens.
//! - Base64 is the standard alphabet of RFC 4648 §4, padded, and in its one canonical form.
//!
//! `schema/sealed-1.schema.json` describes it, docs/format.md opens one by hand. Not here: chance
//! (salt and nonce are arguments, to be drawn anew for each file), what is in the envelope
//! (`open` looks at it as at any file), and the wiping of memory: who can read that of the machine
//! can read the page as well.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pbkdf2::pbkdf2_hmac;
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::file::json;
use crate::read::MAX_BYTES;

pub const FORMAT: &str = "rectification-ledger-sealed";
pub const VERSION: u32 = 1;
/// How often the password is hashed: OWASP's figure for this function since 2023.
pub const ITERATIONS: u32 = 600_000;
/// Fewer would be no protection, more would stop the page.
pub const ACCEPTED: std::ops::RangeInclusive<u32> = 100_000..=10_000_000;
/// What is put behind the name of a sealed file.
pub const MARK: &str = "（加密）";
/// What still can be opened once it is sealed: base64 makes four bytes of three.
pub const MAX_CONTENT: usize = MAX_BYTES as usize / 4 * 3 - 1024;

const KDF: &str = "PBKDF2-HMAC-SHA-256";
const CIPHER: &str = "AES-256-GCM";
const TAG: usize = 16;

/// Why something is not sealed or not opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SealError {
    #[error("the password is empty")]
    NoPassword,
    #[error("larger than what can be opened again")]
    TooLarge,
    #[error("not a sealed file of this tool")]
    Alien,
    #[error("sealed by a newer release (version {version}, this one opens {VERSION})")]
    Newer { version: u64 },
    #[error("a damaged sealed file: {reason}")]
    Damaged { reason: String },
    /// The cipher cannot tell one from the other, and neither can anybody who guesses.
    #[error("the password is wrong, or the file was changed")]
    Locked,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Envelope {
    format: String,
    version: u32,
    kdf: Kdf,
    cipher: Cipher,
    // What is authenticated has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    content: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kdf {
    name: String,
    iterations: u32,
    salt: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cipher {
    name: String,
    nonce: String,
}

/// Only what tells whose file it is, whatever else is in it.
#[derive(Deserialize)]
struct Header {
    format: String,
    version: Option<u64>,
}

/// An envelope that has everything it takes but the password.
struct Sealed {
    iterations: u32,
    salt: [u8; 16],
    nonce: [u8; 12],
    content: Vec<u8>,
}

/// The envelope around `content`. Neither `salt` nor `nonce` may ever have been used before.
pub fn seal(
    content: &[u8],
    password: &str,
    salt: [u8; 16],
    nonce: [u8; 12],
) -> Result<String, SealError> {
    if content.len() > MAX_CONTENT {
        return Err(SealError::TooLarge);
    }
    let key = key(password, &salt, ITERATIONS)?;
    Ok(close(content, &key, ITERATIONS, salt, nonce))
}

/// What was sealed.
pub fn open(envelope: &str, password: &str) -> Result<Vec<u8>, SealError> {
    let sealed = read(envelope)?;
    unlock(&sealed, &key(password, &sealed.salt, sealed.iterations)?)
}

/// Whether a text is meant as a sealed file, be it of a newer release or damaged.
pub fn is_sealed(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    text.contains(FORMAT)
        && serde_json::from_str::<Header>(text).is_ok_and(|header| header.format == FORMAT)
}

/// A file's name without the mark of a sealed one.
pub fn unmarked(name: &str) -> String {
    name.replacen(MARK, "", 1)
}

/// Whether a password is all that is lacking: to be asked before a person is.
pub fn check(envelope: &str) -> Result<(), SealError> {
    read(envelope).map(|_| ())
}

/// An answer for who asks from another thread, as JSON.
pub fn told<T: Serialize>(answer: Result<T, &SealError>) -> String {
    json(&answer)
}

fn close(
    content: &[u8],
    key: &[u8; 32],
    iterations: u32,
    salt: [u8; 16],
    nonce: [u8; 12],
) -> String {
    let mut envelope = Envelope::new(iterations, &salt, &nonce);
    let aad = json(&envelope);
    let payload = Payload { msg: content, aad: aad.as_bytes() };
    let sealed = cipher(key).encrypt(Nonce::from_slice(&nonce), payload);
    let sealed = sealed.expect("the cipher takes 64 GiB, and the size was looked at");
    envelope.content = STANDARD.encode(sealed);
    json(&envelope)
}

fn unlock(sealed: &Sealed, key: &[u8; 32]) -> Result<Vec<u8>, SealError> {
    let Sealed { iterations, salt, nonce, content } = sealed;
    let aad = json(&Envelope::new(*iterations, salt, nonce));
    let payload = Payload { msg: content, aad: aad.as_bytes() };
    cipher(key).decrypt(Nonce::from_slice(nonce), payload).map_err(|_| SealError::Locked)
}

fn read(envelope: &str) -> Result<Sealed, SealError> {
    if envelope.len() as u64 > MAX_BYTES {
        return Err(SealError::TooLarge);
    }
    let envelope = envelope.trim_start_matches('\u{FEFF}');
    match serde_json::from_str(envelope) {
        Ok(Header { format, version: Some(version) }) if format == FORMAT => {
            if version > u64::from(VERSION) {
                return Err(SealError::Newer { version });
            }
        }
        Ok(Header { format, version: None }) if format == FORMAT => {
            return Err(damaged("it has no version number"));
        }
        Ok(_) | Err(_) => return Err(SealError::Alien),
    }
    let Envelope { version, kdf, cipher, content, .. } =
        serde_json::from_str(envelope).map_err(|error| damaged(&error.to_string()))?;
    if version != VERSION {
        return Err(damaged("it has no such version"));
    }
    if kdf.name != KDF || cipher.name != CIPHER {
        return Err(damaged("it names another method"));
    }
    if !ACCEPTED.contains(&kdf.iterations) {
        return Err(damaged("the number of iterations is out of bounds"));
    }
    let content = bytes(&content)?;
    if content.len() < TAG {
        return Err(damaged("its content is cut off"));
    }
    Ok(Sealed {
        iterations: kdf.iterations,
        salt: exactly(&kdf.salt)?,
        nonce: exactly(&cipher.nonce)?,
        content,
    })
}

impl Envelope {
    /// One that holds nothing yet.
    fn new(iterations: u32, salt: &[u8; 16], nonce: &[u8; 12]) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            kdf: Kdf { name: KDF.to_owned(), iterations, salt: STANDARD.encode(salt) },
            cipher: Cipher { name: CIPHER.to_owned(), nonce: STANDARD.encode(nonce) },
            content: String::new(),
        }
    }
}

fn key(password: &str, salt: &[u8; 16], iterations: u32) -> Result<[u8; 32], SealError> {
    if password.is_empty() {
        return Err(SealError::NoPassword);
    }
    let mut key = [0; 32];
    pbkdf2_hmac::<Sha256>(password.as_bytes(), salt, iterations, &mut key);
    Ok(key)
}

fn cipher(key: &[u8; 32]) -> Aes256Gcm {
    Aes256Gcm::new(Key::<Aes256Gcm>::from_slice(key))
}

fn bytes(base64: &str) -> Result<Vec<u8>, SealError> {
    STANDARD.decode(base64).map_err(|error| damaged(&error.to_string()))
}

fn exactly<const N: usize>(base64: &str) -> Result<[u8; N], SealError> {
    bytes(base64)?.try_into().map_err(|_| damaged("salt or nonce has another length"))
}

fn damaged(reason: &str) -> SealError {
    SealError::Damaged { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Of a password that nobody has to hash.
    const KEY: [u8; 32] = [7; 32];

    fn sealed(content: &[u8]) -> String {
        close(content, &KEY, ITERATIONS, *b"0123456789abcdef", *b"not used yet")
    }

    /// The right key opens nothing that was touched: the header is bound as well.
    #[test]
    fn a_byte_that_was_touched_opens_nothing() {
        let sealed = sealed("整改台账".as_bytes());
        for at in 0..sealed.len() {
            for bit in 0..7 {
                let mut bytes = sealed.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                let touched = String::from_utf8(bytes).expect("ASCII stays ASCII");
                let opened = read(&touched).and_then(|own| unlock(&own, &KEY));
                assert!(opened.is_err(), "byte {at}, bit {bit}: {touched}");
            }
            assert!(check(&sealed[..at]).is_err(), "cut off at {at}");
        }
    }

    /// RFC 7914 §11, the second of its vectors for PBKDF2-HMAC-SHA-256: the first half of it.
    #[test]
    fn the_key_is_that_of_the_standard() {
        let mut key = [0; 32];
        pbkdf2_hmac::<Sha256>(b"Password", b"NaCl", 80_000, &mut key);
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56");
    }

    proptest! {
        #[test]
        fn what_is_sealed_comes_back(
            content in prop::collection::vec(any::<u8>(), 0..2000),
            key in any::<[u8; 32]>(),
            iterations in ACCEPTED,
            salt in any::<[u8; 16]>(),
            nonce in any::<[u8; 12]>(),
        ) {
            let envelope = close(&content, &key, iterations, salt, nonce);
            prop_assert!(is_sealed(&envelope));
            let sealed = read(&envelope).expect("sound");
            prop_assert_eq!((sealed.iterations, sealed.salt, sealed.nonce), (iterations, salt, nonce));
            prop_assert_eq!(unlock(&sealed, &key), Ok(content));
            let mut other = key;
            other[31] ^= 1;
            prop_assert_eq!(unlock(&sealed, &other), Err(SealError::Locked));
        }
    }
}
