//! Bytes out: one pure function a format. Same ledger, same bytes.
//!
//! The ledger's own JSON is written by [`crate::file`], which also reads it.

pub mod html;
pub mod text;
