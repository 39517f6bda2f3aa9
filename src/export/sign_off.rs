//! 签发单: the page that is printed and signed for a publication: which files exactly, what their
//! bytes still say, what was kept and who answers for it. A fragment of well-formed XML.
//!
//! Escaping is the template's: text enters only through maud's interpolation.

use maud::html;

use crate::disclose::{self, Edition};
use crate::export::clean;
use crate::ledger::{EntityMasking, Ledger, Ruling, Subject, Verdict};
use crate::publish::{Left, Told, What, wording};
use crate::redact::Entity;

pub struct SignOff<'a> {
    pub edition: Edition,
    pub files: &'a [Told],
    pub signer: &'a str,
    pub opinion: &'a str,
    /// As “2026-11-28”.
    pub day: &'a str,
}

pub fn sign_off(ledger: &Ledger, sheet: &SignOff) -> String {
    let kept = kept(ledger, sheet.files);
    let document = disclose::document(ledger, sheet.edition);
    let missing = disclose::missing(&document);
    let missing: Vec<&str> = missing.into_iter().map(wording::front).collect();
    let line =
        |left: &Left| format!("{}「{}」{}", wording::left(&left.what), left.words, left.place);
    html! {
        div class="sign-off" {
            h1 class="sign-off__title" { (wording::edition(sheet.edition)) "签发单" }
            p { "台账：" (clean(ledger.name())) }
            p { "标题：" (clean(&document.title)) }
            p { "生成日期：" (sheet.day) }
            @for line in policy(ledger) { p { (line) } }
            @if !missing.is_empty() { p { "文稿里没有：" (missing.join("、")) } }
            table class="printed" {
                thead { tr {
                    th { "文件" } th { "SHA-256" } th { "复核结果" }
                } }
                tbody {
                    @for file in sheet.files {
                        tr {
                            td { (wording::form(file.form)) }
                            td class="sign-off__hash" { (file.sha256) }
                            td {
                                @let open: Vec<&Left> = file.left.iter().filter(|left| left.what.is_open()).collect();
                                @if open.is_empty() { "未发现遗留" }
                                @for left in open { div { (clean(&line(left))) } }
                            }
                        }
                    }
                }
            }
            h2 class="sign-off__heading" { "经确认保留原文的内容" }
            table class="printed" {
                thead { tr { th { "内容" } th { "理由" } th { "经办人" } } }
                tbody {
                    @for (words, what, ruling) in kept {
                        tr {
                            td { (wording::entity(what)) "「" (clean(words)) "」" }
                            td { (ruling.map_or(BY_POLICY.into(), |is| clean(&is.reason))) }
                            td { (ruling.map_or("".into(), |is| clean(&is.by.name))) }
                        }
                    }
                }
            }
            p class="sign-off__line" { "意见：" (clean(sheet.opinion)) }
            p class="sign-off__line" { "签发人：" (clean(sheet.signer)) "　　签名：　　　　　　　　　　日期：　　　　年　　月　　日" }
        }
    }
    .into_string()
}

/// How the public edition is made, where that is settled for the whole ledger.
fn policy(ledger: &Ledger) -> Vec<String> {
    let publication = &ledger.particulars().publication;
    let of = |one: &EntityMasking| {
        format!("{}：{}", wording::entity(one.entity), wording::masking(one.masking))
    };
    let own: Vec<String> = publication.maskings.iter().map(of).collect();
    let withheld = ledger.nodes().iter().filter(|node| disclose::is_exempt(node)).count();
    let mut lines = Vec::new();
    if !own.is_empty() {
        lines.push(format!("遮盖方式：{}", own.join("；")));
    }
    if withheld > 0 {
        let how = wording::exempt(publication.exempt);
        lines.push(format!("按规定不公开的措施 {withheld} 条：{how}"));
    }
    lines
}

/// Said of what no person has decided about.
const BY_POLICY: &str = "按遮盖方式的设置保留";

/// What stands in the files as it is, each once, with who decided so and why.
fn kept<'a>(ledger: &'a Ledger, files: &'a [Told]) -> Vec<(&'a str, Entity, Option<&'a Ruling>)> {
    let left = files.iter().flat_map(|file| &file.left);
    let mut kept: Vec<(&str, Entity, Option<&Ruling>)> = Vec::new();
    for one in left {
        let What::Kept(entity) = one.what else { continue };
        let is_it = |(on, is): &(&Subject, &Ruling)| {
            let own = (on.rule.as_str(), on.words.as_str());
            is.verdict == Verdict::Keep && own == (entity.code(), one.words.as_str())
        };
        let ruling = ledger.rulings().iter().find(is_it).map(|(_, is)| is);
        if !kept.iter().any(|(words, of, _)| *words == one.words && *of == entity) {
            kept.push((&one.words, entity, ruling));
        }
    }
    kept
}
