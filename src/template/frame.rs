//! The words of each template around the texts of the ledger, and the texts as they fit there.

use crate::numeral::{self, Style};
use crate::parse::is_blank;

use super::Template;

/// What stands around a text.
pub type Frame = (String, String);

/// The paragraphs that are the same whatever the ledger.
pub struct Words {
    pub lead: &'static str,
    pub organisation: (&'static str, &'static str),
    pub ledger: &'static str,
    pub closing: (&'static str, &'static str),
}

/// How the measures of a finding are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    Prose,
    /// 一是…；二是…
    Ordinal,
    /// （1）…；（2）…
    Bracketed,
    /// 1.…, each a paragraph of its own.
    Lines,
}

pub fn words(template: Template) -> Words {
    match template {
        Template::Quoted => Words {
            lead: "根据【上级党委】统一部署，【巡察时间】，【巡察组名称】对【本单位名称】开展了巡察，并于【反馈日期】反馈了巡察意见。按照党务公开有关要求，现将巡察整改情况通报如下：",
            organisation: ("加强组织领导，压实整改责任", "【组织整改的做法】"),
            ledger: "巡察反馈问题整改落实情况",
            closing: ("下一步工作安排", "【下一步打算】"),
        },
        Template::Headings => Words {
            lead: "按照【上级党委】巡察工作安排，【巡察组名称】于【巡察时间】对【本单位名称】进行了巡察，【反馈日期】反馈了意见。现将整改进展情况公布如下：",
            organisation: ("整改工作组织情况", "【组织整改的做法】"),
            ledger: "反馈问题的整改进展",
            closing: ("下一步工作打算", "【下一步打算】"),
        },
        Template::Stated => Words {
            lead: "【巡察时间】，【巡察组名称】按照【上级党委】统一安排对【本单位名称】开展巡察，【反馈日期】反馈了问题清单。现将整改任务完成情况公示如下：",
            organisation: ("整改任务的组织推进", "【组织整改的做法】"),
            ledger: "反馈问题逐项整改情况",
            closing: ("后续工作安排", "【下一步打算】"),
        },
    }
}

/// “\n二、”, what opens a chapter.
pub fn chapter(number: u32) -> String {
    format!("\n{}、", numeral::write(number, Style::Chinese))
}

/// `number` is that of the direction; of chapters in [`Template::Headings`], where directions stand
/// as such.
pub fn direction(template: Template, number: u32, text: &str) -> Frame {
    let count = numeral::write(number, Style::Chinese);
    let (before, after) = match template {
        Template::Quoted => (format!("\n（{count}）“"), "”方面"),
        Template::Stated => (format!("\n（{count}）在“"), "”方面"),
        // A text that opens with a quotation of its own would be taken for no more than that.
        Template::Headings if text.starts_with(is_quote) => (format!("\n{count}、在“"), "”方面"),
        Template::Headings => (format!("\n{count}、在"), "方面"),
    };
    (before, after.to_owned())
}

pub fn finding(template: Template, number: u32, text: &str) -> Frame {
    // Without quotation marks a heading is one clause, and no quotation opens it.
    const LONGEST_PLAIN: usize = 200 * '字'.len_utf8();
    let is_plain = text.len() <= LONGEST_PLAIN
        && !text.starts_with(is_quote)
        && !text.contains(['。', '；', ';']);
    let (before, after) = match template {
        Template::Quoted => (format!("\n{number}.关于“"), "”问题"),
        Template::Stated => (format!("\n{number}.反馈问题："), ""),
        Template::Headings => {
            let count = numeral::write(number, Style::Chinese);
            match is_plain {
                true => (format!("\n（{count}）关于"), "的问题。"),
                false => (format!("\n（{count}）关于“"), "”的问题。"),
            }
        }
    };
    (before, after.to_owned())
}

/// A part of the finding above it.
pub fn part() -> Frame {
    ("\n针对“".to_owned(), "”问题".to_owned())
}

/// How measures with these texts are counted.
pub fn count(template: Template, texts: &[&str]) -> Count {
    let (ordinals, brackets) =
        (texts.iter().any(|text| has_ordinal(text)), texts.iter().any(|text| has_bracket(text)));
    match template {
        Template::Headings => Count::Lines,
        Template::Stated if brackets && !ordinals => Count::Ordinal,
        Template::Stated => Count::Bracketed,
        Template::Quoted if ordinals && !brackets => Count::Bracketed,
        Template::Quoted => match texts {
            [one] if is_prose(one) => Count::Prose,
            _ => Count::Ordinal,
        },
    }
}

/// The opening of the measure with this number, from 1.
pub fn measure(template: Template, count: Count, number: u32) -> String {
    let label = match template {
        Template::Quoted => "\n整改落实情况：",
        Template::Headings => "\n整改情况：",
        Template::Stated => "\n整改措施：",
    };
    let label = if number == 1 { label } else { "" };
    match count {
        Count::Prose => label.to_owned(),
        Count::Ordinal => format!("{label}{}是", numeral::write(number, Style::Chinese)),
        Count::Bracketed => format!("{label}（{number}）"),
        Count::Lines => format!("{label}\n{number}."),
    }
}

/// A text as one line of a paragraph. Quotation marks that a cell doubles are single again.
pub fn one_line(text: &str) -> String {
    let is_pause = |c| "。；，、：！？;,:!?".contains(c);
    let mut line = String::with_capacity(text.len());
    let pieces = text.split(['\n', '\r', '\t']).map(|piece| piece.trim_matches(is_blank));
    for piece in pieces.filter(|piece| !piece.is_empty()) {
        if !line.is_empty() && !line.ends_with(is_pause) {
            line.push('；');
        }
        line.push_str(piece);
    }
    line.replace("\"\"", "\"")
}

/// The text of a direction without what its frame says.
pub fn bare_direction(text: &str) -> String {
    let line = one_line(text);
    let inner = unnumbered(&line);
    let inner = inner.strip_suffix("方面").map_or(inner, |named| {
        let named = named.strip_prefix('在').unwrap_or(named);
        unquoted(named).unwrap_or(named)
    });
    if inner.is_empty() { line } else { inner.to_owned() }
}

/// The text of a finding without what its frame says: 学习不深入 of “1.关于“学习不深入”的问题”.
pub fn bare_finding(text: &str) -> String {
    let line = one_line(text);
    let inner = unnumbered(&line);
    let named = inner.trim_end_matches('。').strip_suffix("问题").and_then(|named| {
        let named = named.strip_prefix("关于")?;
        let plain = named.strip_suffix('的');
        unquoted(plain.unwrap_or(named)).or(plain)
    });
    let inner = named.unwrap_or(inner);
    if inner.is_empty() { line } else { inner.to_owned() }
}

fn unquoted(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('“')?.strip_suffix('”')?;
    (!inner.contains(is_quote) && !inner.is_empty()).then_some(inner)
}

fn unnumbered(text: &str) -> &str {
    let inner = text.strip_prefix(['（', '(']).unwrap_or(text);
    let Some((.., length)) = numeral::read(inner) else { return text };
    let rest = &inner[length..];
    let marks: &[char] =
        if inner.len() < text.len() { &['）', ')'] } else { &['.', '．', '、'] };
    match rest.strip_prefix(marks) {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => {
            rest.trim_start_matches(is_blank)
        }
        Some(_) | None => text,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '"' | '「' | '『' | '‘' | '’' | '＂' | '\'' | '＇')
}

/// Whether a text is one measure without being counted. An empty one is yet to be written, and
/// others may come behind it.
fn is_prose(text: &str) -> bool {
    let counts = ["①", "首先", "第一"].iter().any(|mark| text.contains(mark));
    !text.is_empty()
        && !counts
        && !has_ordinal(text)
        && !has_bracket(text)
        && !text.starts_with('1')
}

fn has_ordinal(text: &str) -> bool {
    const NUMBERS: &str = "一二三四五六七八九十";
    text.match_indices('是').any(|(at, _)| text[..at].ends_with(|c| NUMBERS.contains(c)))
}

fn has_bracket(text: &str) -> bool {
    text.match_indices(['（', '(']).any(|(at, open)| {
        let inner = text[at + open.len()..].trim_start_matches(|c: char| c.is_ascii_digit());
        inner.len() < text.len() - at - open.len() && inner.starts_with(['）', ')'])
    })
}
