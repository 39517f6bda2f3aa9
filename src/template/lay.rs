//! Puts the matter of a ledger into the frames of a template, in document order.

use super::Template;
use super::frame::{self, Count};
use super::outline::{Block, Group, Kept, Outline};
use crate::edit::{self, Ending};
use crate::ledger::{Field, Id, Kind, Node, Particulars, Record, wording};

/// What [`Template::Stated`] states of a measure, by the names that reports give it.
const STATED: [(Field, &str); 4] = [
    (Field::Leader, "责任领导："),
    (Field::Unit, "责任单位："),
    (Field::Deadline, "整改时限："),
    (Field::Status, "完成情况："),
];

/// The document as it grows.
struct Sheet<'a> {
    nodes: Vec<Node>,
    template: Template,
    particulars: &'a Particulars,
    fresh: &'a mut dyn FnMut() -> Id,
}

pub fn lay(
    outline: Outline,
    particulars: &Particulars,
    template: Template,
    fresh: &mut dyn FnMut() -> Id,
) -> Vec<Node> {
    let words = frame::words(template);
    let mut sheet = Sheet { nodes: Vec::new(), template, particulars, fresh };
    outline.front.into_iter().for_each(|node| sheet.around(node));
    sheet.add(Kind::Narrative, None, "\n", words.lead);
    let organisation = sheet.add(Kind::Chapter, None, &frame::chapter(1), words.organisation.0);
    sheet.add(Kind::Narrative, Some(organisation), "\n", words.organisation.1);
    let chapters = sheet.ledger(outline.groups, words.ledger);
    let closing = frame::chapter(chapters + 1);
    let closing = sheet.add(Kind::Chapter, None, &closing, words.closing.0);
    sheet.add(Kind::Narrative, Some(closing), "\n", words.closing.1);
    outline.behind.into_iter().for_each(|node| sheet.around(node));
    let mut nodes = sheet.nodes;
    // Line breaks open paragraphs; before the first there is none.
    let first = nodes.first_mut().expect("there is a lead at least");
    first.before = first.before.trim_start_matches('\n').to_owned();
    nodes
}

impl Sheet<'_> {
    /// The chapters of the ledger; how many chapters there are then.
    fn ledger(&mut self, groups: Vec<Group>, title: &str) -> u32 {
        // Directions that are chapters need none above them; findings outside of all do.
        let are_chapters = self.template == Template::Headings;
        let is_loose = |group: &Group| group.direction.is_none() && !group.findings.is_empty();
        let has_own = !are_chapters || groups.len() == 1 || groups.iter().any(is_loose);
        let mut chapters = 1 + u32::from(has_own);
        let chapter = has_own.then(|| self.add(Kind::Chapter, None, &frame::chapter(2), title));
        let mut directions = 0;
        for Group { direction, findings } in groups {
            let parent = match direction {
                Some(node) => {
                    directions += 1;
                    chapters += u32::from(are_chapters);
                    let number = if are_chapters { chapters } else { directions };
                    let text = frame::bare_direction(&node.text);
                    let frame = frame::direction(self.template, number, &text);
                    let above = chapter.filter(|_| !are_chapters);
                    Some(self.framed(Node { text, ..node }, above, frame))
                }
                None => chapter,
            };
            for (block, number) in findings.into_iter().zip(1..) {
                self.block(block, parent, Some(number));
            }
        }
        chapters
    }

    /// A finding with all that belongs to it; one without a number is a part of its parent.
    fn block(&mut self, block: Block, parent: Option<Id>, number: Option<u32>) {
        let Block { finding, measures, kept, parts } = block;
        let text = frame::bare_finding(&finding.text);
        let frame = match number {
            Some(number) => frame::finding(self.template, number, &text),
            None => frame::part(),
        };
        let target = frame::one_line(finding.get(Field::Target));
        let id = self.framed(Node { text, ..finding }, parent, frame);
        let is_stated = self.template == Template::Stated;
        if is_stated && !target.is_empty() {
            self.detail(id, Field::Target, "\n整改目标：".to_owned(), target, String::new());
        }
        self.measures(measures, id, &kept);
        for one in kept {
            self.kept(one, id);
        }
        for part in parts {
            self.block(part, Some(id), None);
        }
    }

    fn measures(&mut self, measures: Vec<Node>, finding: Id, kept: &[Kept]) {
        let texts: Vec<String> = measures.iter().map(|node| frame::one_line(&node.text)).collect();
        let lines: Vec<&str> = texts.iter().map(String::as_str).collect();
        let count = frame::count(self.template, &lines);
        let total = measures.len();
        for ((node, text), number) in measures.into_iter().zip(texts).zip(1..) {
            let before = frame::measure(self.template, count, number);
            let after = match count {
                Count::Prose => String::new(),
                Count::Ordinal | Count::Bracketed | Count::Lines => {
                    let is_last = || number as usize == total;
                    edit::closing(&before, "", Ending::Empty, Ending::of(&text), is_last)
                }
            };
            // A cell that was kept says it already.
            let is_own = |cell: &Node| total == 1 || cell.parent == Some(node.id);
            let is_told = |field: Field| {
                kept.iter().any(|one| one.node.field == Some(field) && is_own(&one.node))
            };
            let stated = STATED.iter().filter_map(|(field, label)| {
                let words = self.stated(&node, *field);
                (!words.is_empty() && !is_told(*field)).then_some((*field, *label, words))
            });
            let mut stated: Vec<(Field, &str, String)> = stated.collect();
            if self.template != Template::Stated {
                stated.clear();
            } else if total > 1 {
                stated.retain(|(.., words)| is_value(words));
            }
            if total == 1 || stated.is_empty() {
                self.framed(Node { text, ..node }, Some(finding), (before, after));
                for (field, label, words) in stated {
                    self.detail(finding, field, format!("\n{label}"), words, String::new());
                }
                continue;
            }
            // Of several, each says it in brackets of its own, before what closes it.
            let measure = Node { text, ..node };
            let measure = self.framed(measure, Some(finding), (before, String::new()));
            let last = stated.len() - 1;
            for (place, (field, label, words)) in stated.into_iter().enumerate() {
                let opening = if place == 0 { '（' } else { '；' };
                let close = if place == last { format!("）{after}") } else { String::new() };
                self.detail(measure, field, format!("{opening}{label}"), words, close);
            }
        }
    }

    /// What a report would say of a field, on one line; of a stage in words that are read as one.
    fn stated(&self, measure: &Node, field: Field) -> String {
        let value = measure.get(field);
        if let (Field::Status, Some(status)) = (field, measure.record.status) {
            let own = self.particulars.word(status).filter(|own| wording::status(own).is_some());
            return own.unwrap_or(wording::status_word(status)).to_owned();
        }
        frame::one_line(value)
    }

    /// A cell in a paragraph of its own, with the name of its column. No rule takes it for a
    /// measure or for a field of one. It is the finding's: what is a measure's stands before the
    /// next measure.
    fn kept(&mut self, Kept { name, node }: Kept, finding: Id) {
        let name = name.map_or_else(String::new, |name| format!("{name}："));
        let frame = (format!("\n备注：{name}"), String::new());
        let kind = if node.kind == Kind::Detail { Kind::Detail } else { Kind::Narrative };
        let text = frame::one_line(&node.text);
        self.framed(Node { kind, text, ..node }, Some(finding), frame);
    }

    /// What stands outside of the ledger, as it is. Rows that were no part of it stay rows.
    fn around(&mut self, node: Node) {
        let kind = if node.kind == Kind::Chrome { Kind::Chrome } else { Kind::Narrative };
        let field = None;
        self.framed(Node { kind, field, ..node }, None, ("\n".to_owned(), String::new()));
    }

    fn detail(&mut self, parent: Id, field: Field, before: String, text: String, after: String) {
        let (id, field, record) = ((self.fresh)(), Some(field), Record::default());
        let parent = Some(parent);
        self.nodes.push(Node {
            id,
            parent,
            kind: Kind::Detail,
            before,
            text,
            after,
            field,
            record,
        });
    }

    fn add(&mut self, kind: Kind, parent: Option<Id>, before: &str, text: &str) -> Id {
        let (id, record) = ((self.fresh)(), Record::default());
        let (before, text) = (before.to_owned(), text.to_owned());
        let after = String::new();
        self.nodes.push(Node { id, parent, kind, before, text, after, field: None, record });
        id
    }

    fn framed(&mut self, node: Node, parent: Option<Id>, (before, after): frame::Frame) -> Id {
        let id = node.id;
        self.nodes.push(Node { parent, before, after, ..node });
        id
    }
}

/// Whether words in brackets are read as the value of a field: of another, the brackets would be
/// taken for a part of the measure.
fn is_value(words: &str) -> bool {
    const LONGEST: usize = 80 * '字'.len_utf8();
    words.len() <= LONGEST && !words.contains(['：', ':', '。'])
}
