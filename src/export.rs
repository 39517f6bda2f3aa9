//! Bytes out: one pure function a format. Same ledger, same bytes.
//!
//! [`html`] and [`text`] are the published report, [`sheet`] is the ledger on paper, [`calendar`]
//! its coming days. The ledger's own JSON is written by [`crate::file`], which also reads it.

pub mod calendar;
pub mod html;
pub mod sheet;
pub mod text;
