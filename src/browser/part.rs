//! The files that parts of a ledger go out as.

use js_sys::Uint8Array;

use super::app;
use super::office::{self, Silence};
use crate::ledger::{Carrier, Ledger};
use crate::{export, file};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The end of its name, its type, its bytes.
pub type Made = (&'static str, &'static str, Uint8Array);

/// A part as a file.
pub async fn part(part: &Ledger, carrier: Carrier) -> Result<Made, Silence> {
    match carrier {
        Carrier::Json => {
            let json = file::write(part);
            Ok((".json", "application/json", Uint8Array::from(json.as_bytes())))
        }
        Carrier::Html => {
            let parts = app::parts().await.map_err(|app::Missing| Silence::NotStarted)?;
            let page = office::page(&parts, Some(&file::write(part))).bytes().await?;
            Ok((".html", "text/html", page))
        }
        Carrier::Xlsx => {
            let book = office::workbook(&file::write(part)).bytes().await?;
            Ok((".xlsx", XLSX, book))
        }
        Carrier::Csv => {
            let table = export::csv::csv(part);
            Ok((".csv", "text/csv;charset=utf-8", Uint8Array::from(table.as_bytes())))
        }
    }
}
