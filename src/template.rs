//! Documents for ledgers that never had a report as their source: a new one that is built up in
//! the table, or one that came out of a spreadsheet and reads as rows of cells.
//!
//! Each template is written from the grammar of [`crate::parse`], so that its document, read
//! again, gives the ledger back. What only the office knows stands in it as 【…】, to be filled in.
//!
//! A measure that stands alone is prose in [`Template::Quoted`] and counted in the others. Texts
//! that count themselves (“一是…”, “（1）…”) are counted another way, so that they are not cut
//! there. Not here: what is kept of a table (`outline`), where everything comes to stand (`lay`),
//! and the command that does it (`edit`).

mod frame;
mod lay;
mod outline;
mod source;

use std::ops::Range;

use crate::codes::codes;
use crate::file::Content;
use crate::ledger::{Id, Kind, Ledger, Node, Particulars};

pub use source::applies;

codes! {
    /// A way to write the document.
    Template {
        /// （一）“…”方面, 1.关于“…”问题, 整改落实情况：一是…；二是….
        Quoted = "quoted",
        /// 二、在…方面, （一）关于…的问题。, 整改情况： with a paragraph for each measure.
        Headings = "headings",
        /// 1.反馈问题：…, 整改目标：…, 整改措施：（1）…；（2）…, then who, by when and how far.
        Stated = "stated",
    }
}

/// What a template leaves to the office.
const PLACEHOLDERS: [&str; 9] = [
    "【上级党委】",
    "【巡察时间】",
    "【巡察组名称】",
    "【本单位名称】",
    "【反馈日期】",
    "【组织整改的做法】",
    "【下一步打算】",
    "【方面名称】",
    "【问题表述】",
];

/// Where a text still has what is to be filled in. Other words in such brackets (【整改措施】) are
/// the report's own.
pub fn placeholders(text: &str) -> Vec<Range<usize>> {
    let opening = text.match_indices('【');
    let found = opening.filter_map(|(at, _)| {
        let is_here = |name: &&&str| text[at..].starts_with(**name);
        PLACEHOLDERS.iter().find(is_here).map(|name| at..at + name.len())
    });
    found.collect()
}

/// A new ledger: the document with one direction, one finding and an empty measure to begin with.
pub fn blank(template: Template, name: String) -> Ledger {
    let mut ids = 1..;
    let mut fresh = || ids.next().and_then(Id::new).expect("a blank ledger has few nodes");
    begun(name, Particulars::default(), template, &mut fresh)
}

/// The same directions, findings and measures in the document of the template, each with its id,
/// its record and its steps. Of their texts, what a frame says goes: numbers, “关于…问题”, “方面”;
/// a cell of several lines is one line.
///
/// What a table says beside them and no record holds is kept behind its finding, what stands
/// outside of all findings before the document or behind it. A ledger without a finding begins as
/// [`blank`] does. The new ids are those of `fresh`; none may be in the ledger.
pub fn applied(ledger: &Ledger, template: Template, fresh: &mut dyn FnMut() -> Id) -> Ledger {
    let own = Content::of(ledger);
    if ledger.nodes().is_empty() {
        return begun(own.name, own.particulars, template, fresh);
    }
    let outline = outline::outline(ledger);
    let nodes = lay::lay(outline, &own.particulars, template, fresh);
    Ledger::with(Content { nodes, ..own }).expect("each node stands behind its parent")
}

/// A direction, a finding and a measure that are yet to be written.
fn begun(
    name: String,
    particulars: Particulars,
    template: Template,
    fresh: &mut dyn FnMut() -> Id,
) -> Ledger {
    let mut node = |kind, text: &str| {
        let text = text.to_owned();
        Node { text, ..Node::empty(fresh(), None, kind) }
    };
    let direction = node(Kind::Direction, "【方面名称】");
    let finding = node(Kind::Finding, "【问题表述】");
    let measure = node(Kind::Measure, "");
    let outline = outline::Outline::beginning(direction, finding, measure);
    let nodes = lay::lay(outline, &particulars, template, fresh);
    Ledger::with(Content { name, particulars, nodes, ..Content::default() })
        .expect("each node stands behind its parent")
}
