//! What a ledger holds apart from its document: directions, findings, measures, and what stands
//! beside them that would be lost with the rows of a table.
//!
//! A cell goes where its words are told already: in a text, or in a record. Where it stood is
//! found again by counting the tabs of the frames before it, so that it is kept with the name of
//! its column and with the finding of its row. Not here: how any of it reads (`frame`, `lay`).

use foldhash::{HashMap, HashMapExt};

use super::frame::one_line;
use crate::ledger::{
    Field, Form, Id, Kind, Ledger, Node, Pace, Particulars, Publicity, Status, wording,
};
use crate::parse;

/// Where a ledger's matter stands, whatever its document.
#[derive(Default)]
pub struct Outline {
    /// What stands before the first direction or finding and belongs to none.
    pub front: Vec<Node>,
    pub groups: Vec<Group>,
    /// What belongs to none and stands anywhere else.
    pub behind: Vec<Node>,
}

/// The findings of a direction; the first group has none and may be empty.
#[derive(Default)]
pub struct Group {
    pub direction: Option<Node>,
    pub findings: Vec<Block>,
}

pub struct Block {
    pub finding: Node,
    pub measures: Vec<Node>,
    pub kept: Vec<Kept>,
    pub parts: Vec<Block>,
}

/// A cell that says what nothing else does.
pub struct Kept {
    /// Of its column.
    pub name: Option<String>,
    pub node: Node,
}

impl Outline {
    /// One of each, which belong to each other.
    pub fn beginning(direction: Node, finding: Node, measure: Node) -> Self {
        let block = Block { finding, measures: vec![measure], kept: Vec::new(), parts: Vec::new() };
        let group = Group { direction: Some(direction), findings: vec![block] };
        Self { groups: vec![Group::default(), group], ..Self::default() }
    }
}

pub fn outline(ledger: &Ledger) -> Outline {
    let table = TableRows::of(ledger);
    let mut outline = Outline { groups: vec![Group::default()], ..Outline::default() };
    let mut kept: HashMap<Id, Vec<Kept>> = HashMap::new();
    let mut has_begun = false;
    for (at, node) in ledger.nodes().iter().enumerate() {
        match node.kind {
            Kind::Direction | Kind::Finding => has_begun = true,
            Kind::Chapter | Kind::Measure => {}
            Kind::Detail | Kind::Narrative | Kind::Chrome | Kind::Unassigned => {
                if table.spots[at].is_head || table.is_told(at) {
                    continue;
                }
                let name = table.spots[at].name.clone();
                match table.owner(at).filter(|_| node.kind != Kind::Chrome) {
                    Some(owner) => {
                        kept.entry(owner).or_default().push(Kept { name, node: node.clone() });
                    }
                    None if has_begun => outline.behind.push(node.clone()),
                    None => outline.front.push(node.clone()),
                }
            }
        }
    }
    let mut groups: HashMap<Id, usize> = HashMap::new();
    for node in ledger.nodes() {
        if node.kind == Kind::Direction {
            groups.insert(node.id, outline.groups.len());
            let direction = Some(node.clone());
            outline.groups.push(Group { direction, findings: Vec::new() });
        } else if node.kind == Kind::Finding && !is_part(ledger, node) {
            let group = node.parent.and_then(|parent| groups.get(&parent)).copied().unwrap_or(0);
            outline.groups[group].findings.push(block(ledger, node, &mut kept));
        }
    }
    outline
}

fn block(ledger: &Ledger, finding: &Node, kept: &mut HashMap<Id, Vec<Kept>>) -> Block {
    let own = kept.remove(&finding.id).unwrap_or_default();
    let mut block =
        Block { finding: finding.clone(), measures: Vec::new(), kept: own, parts: Vec::new() };
    for node in ledger.children(finding.id) {
        match node.kind {
            Kind::Measure => block.measures.push(node.clone()),
            Kind::Finding => block.parts.push(self::block(ledger, node, kept)),
            // Those that stay are among the kept.
            Kind::Chapter
            | Kind::Direction
            | Kind::Detail
            | Kind::Narrative
            | Kind::Chrome
            | Kind::Unassigned => {}
        }
    }
    block
}

fn is_part(ledger: &Ledger, finding: &Node) -> bool {
    let parent = finding.parent.and_then(|parent| ledger.get(parent));
    parent.is_some_and(|parent| parent.kind == Kind::Finding)
}

/// What stands in each row.
struct TableRows<'a> {
    ledger: &'a Ledger,
    /// Of each node.
    spots: Vec<Spot>,
    findings: HashMap<usize, Id>,
    measures: HashMap<usize, Vec<&'a Node>>,
}

impl<'a> TableRows<'a> {
    fn of(ledger: &'a Ledger) -> Self {
        let spots = spots(ledger);
        let (mut findings, mut measures) = (HashMap::new(), HashMap::<usize, Vec<&Node>>::new());
        for (spot, node) in spots.iter().zip(ledger.nodes()) {
            if node.kind == Kind::Finding {
                findings.insert(spot.row, node.id);
            } else if node.kind == Kind::Measure {
                measures.entry(spot.row).or_default().push(node);
            }
        }
        Self { ledger, spots, findings, measures }
    }

    /// The finding that a node belongs to: that of its row, which may stand to its right.
    fn owner(&self, at: usize) -> Option<Id> {
        let (ledger, row) = (self.ledger, self.spots[at].row);
        let above = std::iter::successors(ledger.nodes()[at].parent, |id| ledger.get(*id)?.parent);
        let is_finding = |id: &Id| ledger.get(*id).is_some_and(|node| node.kind == Kind::Finding);
        let above = above.into_iter().find(is_finding);
        let is_in_row = |id: &Id| ledger.position(*id).is_some_and(|at| self.spots[at].row == row);
        above.filter(is_in_row).or_else(|| self.findings.get(&row).copied()).or(above)
    }

    /// Whether what a cell says is in a text or in a record.
    fn is_told(&self, at: usize) -> bool {
        let (ledger, node) = (self.ledger, &self.ledger.nodes()[at]);
        let words = one_line(&node.text);
        if words.is_empty() || wording::is_ditto(&words) {
            return true;
        }
        let Some(owner) = self.owner(at) else {
            // A cell that repeats its direction, in a row that has no finding.
            let parent = node.parent.and_then(|parent| ledger.get(parent));
            return parent.is_some_and(|parent| one_line(&parent.text) == words);
        };
        let mut holders = ledger.path(owner);
        let own = node.parent.and_then(|parent| ledger.get(parent));
        let in_row = self.measures.get(&self.spots[at].row);
        if let Some(own) = own.filter(|own| own.kind == Kind::Measure) {
            holders.push(own);
        } else if let Some(in_row) = in_row {
            holders.extend(in_row);
        } else {
            holders.extend(ledger.children(owner).filter(|node| node.kind == Kind::Measure));
        }
        let particulars = ledger.particulars();
        holders.iter().any(|holder| match node.field {
            Some(field) => supersedes(holder, field, &words, particulars),
            None => {
                let holds = |field: &Field| tells(holder, *field, &words, particulars);
                one_line(&holder.text) == words || Field::RECORD.iter().any(holds)
            }
        })
    }
}

/// Where the text of a node stands in a table.
struct Spot {
    row: usize,
    /// Of the column, where the head has told one.
    name: Option<String>,
    is_head: bool,
}

/// One for each node. Line breaks inside a quoted cell begin no row.
fn spots(ledger: &Ledger) -> Vec<Spot> {
    let nodes = ledger.nodes();
    let (mut row, mut column, mut is_quoted) = (0, 0, false);
    let mut names: Vec<String> = Vec::new();
    let mut spots: Vec<Spot> = Vec::with_capacity(nodes.len());
    for (at, node) in nodes.iter().enumerate() {
        let mut pass = |frame: &str| {
            for c in frame.chars() {
                match c {
                    '"' => is_quoted = !is_quoted,
                    '\n' if !is_quoted => (row, column) = (row + 1, 0),
                    '\t' => (column, is_quoted) = (column + 1, false),
                    _ => {}
                }
            }
            (row, column)
        };
        let (row, column) = pass(&node.before);
        let follows_head = at > 0 && spots[at - 1].is_head && node.text.contains('\t');
        let is_head = node.kind == Kind::Narrative
            && node.text.contains('\t')
            && learn(&node.text, follows_head, &mut names);
        let name = names.get(column).filter(|name| !name.is_empty()).cloned();
        spots.push(Spot { row, name, is_head });
        pass(&node.after);
    }
    let mut at = 0;
    while at < nodes.len() {
        let end = flat_head(nodes, at);
        spots[at..end].iter_mut().for_each(|spot| spot.is_head = true);
        at = end.max(at + 1);
    }
    spots
}

/// The names of a head, taken over those before; the second of its rows names some columns anew.
fn learn(row: &str, follows_head: bool, names: &mut Vec<String>) -> bool {
    let cells: Vec<&str> = row.split('\t').map(|cell| cell.trim_matches(parse::is_blank)).collect();
    let told = |cell: &&&str| !cell.is_empty() && !wording::is_ditto(cell);
    let known = cells.iter().filter(told).filter(|cell| parse::is_column(cell)).count();
    let is_second = follows_head && known > 0 && 2 * known >= cells.iter().filter(told).count();
    if !is_second {
        if parse::columns(&cells).is_none() {
            return false;
        }
        names.clear();
    }
    names.resize(names.len().max(cells.len()), String::new());
    for (name, cell) in names.iter_mut().zip(&cells).filter(|(_, cell)| told(cell)) {
        *name = one_line(cell);
    }
    true
}

/// Where the names of columns end that begin at a node, one a line; `at` where none do.
fn flat_head(nodes: &[Node], at: usize) -> usize {
    const MOST: usize = 16;
    let is_name = |node: &&Node| node.kind == Kind::Narrative && parse::is_column(&node.text);
    let names: Vec<&str> =
        nodes[at..].iter().take(MOST).take_while(is_name).map(|node| node.text.as_str()).collect();
    if parse::columns(&names).is_some() { at + names.len() } else { at }
}

/// Whether a record has a value of this field, which may have been written since. A stage that the
/// table told in other words than the ledger does is told by the cell alone: 基本完成.
fn supersedes(holder: &Node, field: Field, words: &str, particulars: &Particulars) -> bool {
    let value = holder.get(field);
    let is_nuance = code(field, words) == Some(value);
    !value.is_empty() && (!is_nuance || tells(holder, field, words, particulars))
}

fn tells(holder: &Node, field: Field, words: &str, particulars: &Particulars) -> bool {
    let value = holder.get(field);
    match field.form() {
        Form::Code => !value.is_empty() && word(field, value, particulars) == words,
        Form::Day | Form::Names | Form::Text => !value.is_empty() && one_line(value) == words,
    }
}

fn code(field: Field, words: &str) -> Option<&'static str> {
    match field {
        Field::Status => wording::status(words).map(Status::code),
        Field::Pace => wording::pace(words).map(Pace::code),
        Field::Publicity => wording::publicity(words).map(Publicity::code),
        Field::Before
        | Field::Text
        | Field::After
        | Field::Target
        | Field::Leader
        | Field::Unit
        | Field::Cooperating
        | Field::Person
        | Field::Deadline
        | Field::Progress
        | Field::Result
        | Field::Evidence
        | Field::Claim
        | Field::Verdict
        | Field::Shortfall
        | Field::NextStep
        | Field::Review
        | Field::Remark => None,
    }
}

/// A value in the words of a document.
fn word<'a>(field: Field, value: &'a str, particulars: &'a Particulars) -> &'a str {
    crate::edit::word(particulars, field, value)
}
