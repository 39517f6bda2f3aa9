//! Whether a ledger ever had a report as its source.
//!
//! A report heads its findings: “1.关于“…”问题”, “（一）…”. A cell of a table stands behind a tab
//! or alone on its line, with the bare number of its row before it; a finding that was added to an
//! empty ledger has the opening that all such have.

use crate::edit::DEFAULT_FINDING;
use crate::ledger::{Kind, Ledger, Node};
use crate::parse;

/// True for a ledger without any nodes, for one whose findings are all cells of a table, and for
/// one that was begun with an empty document. Never for one with a chapter or a lead, or with a
/// finding that stands under a heading of its own.
pub fn applies(ledger: &Ledger) -> bool {
    let nodes = ledger.nodes();
    let Some(first) = nodes.first() else { return true };
    let is_report = |node: &Node| match node.kind {
        Kind::Chapter => true,
        Kind::Narrative => parse::is_lead(&node.text),
        Kind::Direction
        | Kind::Finding
        | Kind::Measure
        | Kind::Detail
        | Kind::Chrome
        | Kind::Unassigned => false,
    };
    if nodes.iter().any(is_report) {
        return false;
    }
    let is_table = is_table(nodes);
    let mut findings = nodes.iter().filter(|node| node.kind == Kind::Finding).peekable();
    // An empty document begins with the line break of the first finding added to it; what was
    // read as a report begins with its first character.
    let is_known = |node: &Node| {
        is_table && is_cell(node) || (is_table || first.before.starts_with('\n')) && is_added(node)
    };
    findings.peek().is_some() && findings.all(is_known)
}

fn is_table(nodes: &[Node]) -> bool {
    let has_tab = |node: &Node| node.pieces().iter().any(|piece| piece.contains('\t'));
    // A table that was flattened to a cell a line still has its head.
    let heads = |node: &&Node| node.kind == Kind::Narrative && parse::is_column(&node.text);
    nodes.iter().any(has_tab) || nodes.iter().filter(heads).nth(1).is_some()
}

fn is_cell(finding: &Node) -> bool {
    let opening = finding.before.trim_end_matches(['"', ' ', '　']);
    let is_number = |c: char| c.is_whitespace() || c.is_numeric();
    opening.is_empty()
        || opening.rsplit('\n').next().is_some_and(|line| line.contains('\t'))
        || opening.ends_with('\n') && opening.chars().all(is_number)
}

fn is_added(finding: &Node) -> bool {
    (finding.before.as_str(), finding.after.as_str()) == DEFAULT_FINDING
}
