//! What .docx and .xlsx have in common: parts of XML in a zip archive.
//!
//! Same parts, same bytes: every entry has the first day a zip can name, and no owner. Escaping is
//! quick-xml's: text and values enter a part only through its writer, cleaned of what no XML can
//! hold. No part is checked against a schema here.

use std::io::{Cursor, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime};

use super::clean;

/// Fast: at the level that archives usually have, packing would take most of the time for a
/// tenth of the size.
const LEVEL: i64 = 2;

/// The archive of these parts, in their order.
pub fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(LEVEL))
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        zip.start_file(*name, options).expect("names of parts are short and differ");
        zip.write_all(content).expect("memory takes all");
    }
    zip.finish().expect("memory takes all").into_inner()
}

/// A part being written. Whoever opens an element closes it.
pub struct Xml(Writer<Vec<u8>>);

impl Xml {
    pub fn new() -> Self {
        let mut xml = Self(Writer::new(Vec::new()));
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        xml
    }

    pub fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(tag(name, attributes)));
    }

    pub fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(tag(name, attributes)));
    }

    pub fn text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&clean(text))));
    }

    pub fn finish(self) -> Vec<u8> {
        self.0.into_inner()
    }

    fn event(&mut self, event: Event) {
        self.0.write_event(event).expect("memory takes all");
    }
}

fn tag<'a>(name: &'a str, attributes: &[(&str, &str)]) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (key, value) in attributes {
        tag.push_attribute((*key, clean(value).as_ref()));
    }
    tag
}

/// The properties of the file: its title and nothing else, no author, no time.
pub fn properties(title: &str) -> Vec<u8> {
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    let mut xml = Xml::new();
    xml.open(
        "cp:coreProperties",
        &[("xmlns:cp", PACKAGE), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")],
    );
    xml.open("dc:title", &[]);
    xml.text(title);
    xml.close("dc:title");
    xml.close("cp:coreProperties");
    xml.finish()
}
