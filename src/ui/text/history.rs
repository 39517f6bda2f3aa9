//! The history in the reader's words: what each transaction changed, from what to what.

use foldhash::HashSet;

use super::{action, field, step};
use crate::edit::{Action, Edit, Source, Transaction};
use crate::ledger::{Field, Id, Kind, Ledger, Node, Particulars, Ruling, Status, Subject};
use crate::rows::{Column, stage_word, word};

pub const HISTORY: &str = "历史";
pub const HISTORY_HELP: &str = "改动逐步留着，撤销也不会抹掉；本机存储将满时，较早的步骤会并成版本，再满才清除最早的，都会说明。可以恢复到列出的任何一步之后的样子；恢复本身也是一步，可以撤销。";
pub const NO_HISTORY: &str = "还没有改动记录。";
pub const NOTHING_MATCHES: &str = "没有符合条件的记录。";
pub const ONLY_ROW: &str = "只看所选条目";
pub const BY_WHOM: &str = "办理人";
pub const EVERYBODY: &str = "所有人";
pub const FROM_DAY: &str = "从";
pub const TO_DAY: &str = "到";
pub const EARLIER: &str = "更早的记录";
pub const NAME_VERSION: &str = "命名当前版本";
pub const VERSION_NAME: &str = "版本名称，如：报送稿";
pub const VERSIONS: &str = "已命名的版本";
pub const NO_VERSIONS: &str = "还没有命名的版本。报送、公开前命名一个，以后就能对比、恢复。";
pub const RESTORE: &str = "恢复到这里";
pub const COMPARE: &str = "与现在对比";
pub const COMPARE_WITH: &str = "对比";
pub const COMPARE_FROM: &str = "从";
pub const COMPARE_TO: &str = "到";
pub const NOW: &str = "现在";
pub const BEGINNING: &str = "最早";
pub const SAME: &str = "两处完全相同。";
pub const CLOSE_COMPARISON: &str = "收起对比";
pub const ENTRY: &str = "条目";
pub const COLUMN: &str = "栏目";
pub const OLD: &str = "原来";
pub const NEW: &str = "后来";
pub const UNREADABLE: &str = "这一步之前的记录接不上，不能恢复到这里。";
pub const CHANGES: &str = "改动";

/// A transaction as it is told: a line for each thing that changed, and how many more there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub lines: Vec<String>,
    pub more: usize,
}

/// A cell that differs between two points: where, which, and both values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub entry: String,
    pub column: String,
    pub from: String,
    pub to: String,
}

pub fn who(name: &str, unit: &str) -> String {
    [unit, name].join(" ").trim().to_owned()
}

/// At most `most` lines. `ledger` is that of now: rows are called as they are called today.
pub fn told(
    ledger: &Ledger,
    label: &dyn Fn(Id) -> String,
    transaction: &Transaction,
    most: usize,
) -> Told {
    let lead = match transaction.action {
        Action::Undo(number) => Some(format!("撤销第 {number} 步")),
        Action::Redo(number) => Some(format!("重做第 {number} 步")),
        Action::Name => Some(format!("命名版本「{}」", transaction.note)),
        Action::Restore => Some(format!("恢复到「{}」", transaction.note)),
        Action::Fold => Some(format!("较早的 {} 步已并成一步", transaction.note)),
        Action::Paste
        | Action::Fill
        | Action::Clear
        | Action::Cut
        | Action::ReplaceText
        | Action::MoveMeasure
        | Action::DuplicateMeasure
        | Action::Append
        | Action::Lay => Some(action(transaction.action).to_owned()),
        Action::Set
        | Action::AddMeasure
        | Action::RemoveMeasure
        | Action::AddFinding
        | Action::RemoveFinding
        | Action::Rename
        | Action::Replace
        | Action::Advance
        | Action::Extend
        | Action::Arrange
        | Action::Rule
        | Action::Dispatch
        | Action::Close => None,
        Action::Merge => Some(super::exchange::merged(transaction)),
    };
    let told: Vec<&Edit> = told_of(&transaction.edits).collect();
    let room = most.saturating_sub(usize::from(lead.is_some()));
    let shown = told.iter().take(room).map(|edit| {
        let source = source(&transaction.sources, edit);
        line(ledger, label, edit) + &source.map_or(String::new(), super::exchange::from)
    });
    let lines = lead.into_iter().chain(shown).collect();
    Told { lines, more: told.len().saturating_sub(room) }
}

/// Where what an edit brings was filled in, if it was.
fn source<'a>(sources: &'a [Source], edit: &Edit) -> Option<&'a Source> {
    let field = match edit {
        Edit::Set { field, .. } => *field,
        Edit::TakeStep { .. } => Field::Status,
        Edit::Insert { .. } | Edit::Remove { .. } => Field::Text,
        Edit::DropStep { .. }
        | Edit::Rename { .. }
        | Edit::Arrange { .. }
        | Edit::Rule { .. }
        | Edit::Identify { .. }
        | Edit::Dispatch { .. }
        | Edit::Replace { .. } => return None,
    };
    Source::of(sources, edit.node()?, field)
}

/// Frames follow from what was done; nobody asked for them.
fn is_told(edit: &Edit) -> bool {
    match edit {
        Edit::Set { field: Field::Before | Field::After, .. } => false,
        Edit::Insert { node, .. } | Edit::Remove { node, .. } => node.kind != Kind::Detail,
        Edit::Set { .. }
        | Edit::TakeStep { .. }
        | Edit::DropStep { .. }
        | Edit::Rename { .. }
        | Edit::Arrange { .. }
        | Edit::Rule { .. }
        | Edit::Dispatch { .. }
        | Edit::Replace { .. } => true,
        Edit::Identify { .. } => false,
    }
}

/// The edits a reader is told of. A step says what became of the stage or the deadline.
fn told_of(edits: &[Edit]) -> impl Iterator<Item = &Edit> {
    let stepped = edits.iter().filter_map(|edit| Some((edit.node()?, edit.step()?.deed.field())));
    let stepped: HashSet<(Id, Field)> = stepped.collect();
    let is_told_by_step = move |edit: &Edit| matches!(edit, Edit::Set { id, field, .. } if stepped.contains(&(*id, *field)));
    edits.iter().filter(move |edit| is_told(edit) && !is_told_by_step(edit))
}

fn line(ledger: &Ledger, label: &dyn Fn(Id) -> String, edit: &Edit) -> String {
    let stage = |code: &str| stage_of(ledger.particulars(), code);
    match edit {
        Edit::Set { id, field: of, from, to } => {
            let (from, to) = apart(&shown(ledger, *of, from), &shown(ledger, *of, to));
            let name = name_of(ledger, *id, *of);
            format!("{}：把“{name}”由 {from} 改为 {to}", label(*id))
        }
        Edit::TakeStep { id, step: taken, .. } => {
            let opinion = if taken.opinion.is_empty() {
                String::new()
            } else {
                format!("，意见：{}", cut(&taken.opinion))
            };
            format!("{}：{}{opinion}", label(*id), step(taken, stage))
        }
        Edit::DropStep { id, step: taken, .. } => {
            format!("{}：收回办理记录（{}）", label(*id), step(taken, stage))
        }
        Edit::Insert { node, .. } => format!("添加{}", called(node)),
        Edit::Remove { node, .. } => format!("删除{}", called(node)),
        Edit::Rename { from, to } => format!("台账由「{from}」改名为「{to}」"),
        Edit::Arrange { from, to } => format!("修改台账设置：{}", arranged(from, to).join("、")),
        Edit::Rule { on, to, .. } => ruled(on, to.as_deref()),
        Edit::Identify { .. } => String::new(),
        Edit::Dispatch { from, to, .. } => {
            super::exchange::dispatched(from.as_deref(), to.as_deref())
        }
        Edit::Replace { to, .. } => format!("打开「{}」", to.name),
    }
}

/// What was decided about a stretch of the report.
fn ruled(on: &Subject, to: Option<&Ruling>) -> String {
    let words = cut(&on.words);
    let Some(Ruling { verdict, reason, .. }) = to else {
        return format!("撤回对「{words}」的处理");
    };
    let verdict = super::verdict(*verdict);
    match reason.as_str() {
        "" => format!("「{words}」{verdict}"),
        reason => format!("「{words}」{verdict}：{reason}"),
    }
}

/// Which of the settings differ.
fn arranged(from: &Particulars, to: &Particulars) -> Vec<String> {
    let all = [
        (from.feedback != to.feedback, super::FEEDBACK),
        (from.periods != to.periods, super::PERIODS),
        (from.words != to.words, super::WORDS),
        (from.report_needs != to.report_needs, super::REPORT_NEEDS),
        (from.strike_off_needs != to.strike_off_needs, super::STRIKE_OFF_NEEDS),
        (from.done != to.done, super::DONE_MEANS),
    ];
    let settings = all.into_iter().filter(|(differs, _)| *differs);
    let settings = settings.map(|(_, name)| name.to_owned());
    settings.chain(super::published(&from.publication, &to.publication)).collect()
}

fn called(node: &Node) -> String {
    let kind = super::kind(node.kind);
    if node.text.is_empty() {
        format!("空的{kind}")
    } else {
        format!("{kind}「{}」", cut(&node.text))
    }
}

/// What a text of a node is called: a finding's is the finding.
fn name_of(ledger: &Ledger, id: Id, of: Field) -> String {
    let kind = ledger.get(id).map(|node| node.kind);
    match (of, kind) {
        (Field::Text, Some(kind)) => super::kind(kind).to_owned(),
        (of, _) => field(of).to_owned(),
    }
}

pub fn stage_of(particulars: &Particulars, code: &str) -> String {
    Status::from_code(code).map_or(String::new(), |one| stage_word(particulars, one).to_owned())
}

/// A value as a reader sees it.
pub fn shown(ledger: &Ledger, of: Field, value: &str) -> String {
    let words = word(ledger.particulars(), Column::of(of), value);
    if words.is_empty() { "空".to_owned() } else { words.replace('\n', "；") }
}

/// A value whole, with its line breaks; nothing where nothing stands.
pub fn whole(ledger: &Ledger, of: Field, value: &str) -> String {
    word(ledger.particulars(), Column::of(of), value).to_owned()
}

/// Two long texts with what they begin and end with in common left out.
fn apart(from: &str, to: &str) -> (String, String) {
    const NEAR: usize = 8;
    let (one, two): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    if one.len().max(two.len()) <= LONGEST {
        return (from.to_owned(), to.to_owned());
    }
    let head = one.iter().zip(&two).take_while(|(a, b)| a == b).count();
    let tail = one[head..].iter().rev().zip(two[head..].iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let (start, end) = (head.saturating_sub(NEAR), tail.saturating_sub(NEAR));
    let piece = |text: &[char]| {
        let middle: String = text[start..text.len() - end].iter().collect();
        let before = if start > 0 { "…" } else { "" };
        let behind = if end > 0 { "…" } else { "" };
        format!("{before}{}{behind}", cut(&middle))
    };
    (piece(&one), piece(&two))
}

const LONGEST: usize = 40;

fn cut(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

/// What differs between two points, for a table: whole values, each in its place, at most so many;
/// and how many there are.
pub fn differences(
    ledger: &Ledger,
    label: &dyn Fn(Id) -> String,
    edits: &[Edit],
    most: usize,
) -> (Vec<Difference>, usize) {
    let stage = |code: &str| stage_of(ledger.particulars(), code);
    let one = |edit: &&Edit| {
        let (entry, column, from, to) = match edit {
            Edit::Set { id, field: of, from, to } => {
                let values = (shown(ledger, *of, from), shown(ledger, *of, to));
                (label(*id), name_of(ledger, *id, *of), values.0, values.1)
            }
            Edit::TakeStep { id, step: taken, .. } => {
                (label(*id), super::STEPS.to_owned(), String::new(), step(taken, stage))
            }
            Edit::DropStep { id, step: taken, .. } => {
                (label(*id), super::STEPS.to_owned(), step(taken, stage), String::new())
            }
            Edit::Insert { node, .. } => (
                label(node.id),
                super::kind(node.kind).to_owned(),
                "没有".to_owned(),
                text_of(node),
            ),
            Edit::Remove { node, .. } => (
                label(node.id),
                super::kind(node.kind).to_owned(),
                text_of(node),
                "没有".to_owned(),
            ),
            Edit::Rename { from, to } => {
                (String::new(), super::NAME_LABEL.to_owned(), from.clone(), to.clone())
            }
            Edit::Arrange { from, to } => {
                let what = arranged(from, to).join("、");
                (String::new(), super::PARTICULARS.to_owned(), String::new(), what)
            }
            Edit::Rule { on, from, to } => {
                let told = |ruling: &Option<Box<Ruling>>| {
                    ruling.as_ref().map_or(String::new(), |one| {
                        format!("{}：{}", super::verdict(one.verdict), one.reason)
                    })
                };
                (String::new(), cut(&on.words), told(from), told(to))
            }
            Edit::Identify { .. } => Default::default(),
            Edit::Dispatch { from, to, .. } => {
                let what = super::exchange::dispatched(from.as_deref(), to.as_deref());
                (String::new(), super::exchange::EXCHANGE.to_owned(), String::new(), what)
            }
            Edit::Replace { from, to } => {
                (String::new(), super::NAME_LABEL.to_owned(), from.name.clone(), to.name.clone())
            }
        };
        Difference { entry, column, from, to }
    };
    let told = edits.iter().filter(|edit| is_told(edit));
    let shown = told.clone().take(most).map(|edit| one(&edit)).collect();
    (shown, told.count())
}

fn text_of(node: &Node) -> String {
    if node.text.is_empty() { "空".to_owned() } else { node.text.clone() }
}

pub fn gone() -> String {
    "已删除的条目".to_owned()
}

pub fn entry_name(label: &str, measure: Option<usize>) -> String {
    match measure {
        Some(number) => format!("问题 {label} 措施 {number}"),
        None => format!("问题 {label}"),
    }
}

pub fn point(number: u64, time: &str) -> String {
    format!("第 {number} 步（{time}）")
}

pub fn point_number(number: u64) -> String {
    format!("第 {number} 步")
}

pub fn more_lines(more: usize) -> String {
    format!("……另有 {more} 处")
}

pub fn restored(point: &str, withdrawn: usize) -> String {
    let steps = if withdrawn == 0 {
        String::new()
    } else {
        format!("其中收回办理记录 {withdrawn} 条。")
    };
    format!("已恢复到「{point}」。{steps}")
}

pub fn damaged_past(packs: usize) -> String {
    format!("有 {packs} 段早期记录读不出，没有列在这里；原始数据仍在。")
}

pub fn steps_in_all(count: usize) -> String {
    format!("共 {count} 步")
}

pub fn difference_count(count: usize, shown: usize) -> String {
    if count == shown {
        format!("{count} 处不同")
    } else {
        format!("{count} 处不同，显示前 {shown} 处")
    }
}

pub const OTHER_LEDGER: &str = "这两处之间打开过另一份台账，不能逐格对比。";
pub const EARLIER_LEDGER: &str = "之前的台账";

pub fn only_row(entry: &str) -> String {
    if entry.is_empty() { ONLY_ROW.to_owned() } else { format!("{ONLY_ROW}（{entry}）") }
}

pub fn version_on(name: &str, day: &str) -> String {
    format!("{name}（{day}）")
}
