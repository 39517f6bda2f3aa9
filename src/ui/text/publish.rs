//! Words of the publication: the files, what is left in them, the signature.

use crate::disclose::Edition;
use crate::ledger::Front;
use crate::publish::Form;
use crate::publish::wording::part;
pub use crate::publish::wording::{edition, entity, exempt, form, front, left};

pub const EDITION: &str = "版本";
pub const FORMS: &str = "文件格式（PDF：生成后用「打印文稿」另存）";
pub const PRINT_EDITION: &str = "打印文稿（可另存 PDF）";
pub const MAKE: &str = "生成并复核";
pub const MAKING: &str = "正在生成文件，并逐字节重新读取复核…";
pub const PUBLISH_TITLE: &str = "复核发布";
pub const INTERNAL_MADE: &str = "内部稿不遮盖，不得对外。";
pub const OPINION_MISSING: &str = "有遗留项时请写明意见，说明为何照此发布。";
pub const SIGNER: &str = "签发人";
pub const SIGN_OPINION: &str = "意见";
pub const SIGN: &str = "签发并下载";
pub const PRINT_SIGN_OFF: &str = "打印签发单";
pub const ANSWERS: &str = "以上遗留项已逐项核对，同意照此发布";
pub const NOT_ANSWERED: &str = "还有遗留项：先处理，或逐项核对后勾选同意。";
pub const SIGNER_MISSING: &str = "请写签发人。";
pub const CHANGED_SINCE: &str = "文件生成后台账又有改动，请重新生成。";
pub const PUBLISHED: &str = "已签发并下载，签发记录留在历史里。";

pub fn mime(form: Form) -> &'static str {
    match form {
        Form::Html => "text/html;charset=utf-8",
        Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Form::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Form::Text => "text/plain;charset=utf-8",
        Form::Markdown => "text/markdown;charset=utf-8",
    }
}

/// What is put between a ledger's name and the day.
pub fn clean(edition: Edition) -> &'static str {
    match edition {
        Edition::Public => "复核通过：重新读取这份文件，未发现未处理的敏感信息。",
        Edition::Internal => "重新读取这份文件，没有作者、批注、修订等多余信息。",
    }
}

/// What a publication usually says around its findings, and this one does not.
pub fn lacking(fronts: &[Front]) -> String {
    let names: Vec<&str> = fronts.iter().map(|front| super::front(*front)).collect();
    format!("文稿里没有：{}。可在「文稿 · 内部稿」里补上。", names.join("、"))
}

pub fn file_suffix(of: Edition, form: Form) -> String {
    format!("{}.{}", edition(of), form.code())
}

pub fn size(bytes: u32) -> String {
    format!("{} KB", bytes.div_ceil(1024))
}

pub fn left_open(count: usize) -> String {
    match count {
        0 => "各文件均已复核，没有遗留。".to_owned(),
        _ => format!("复核发现 {count} 处遗留。"),
    }
}

pub fn kept_in_file(count: usize) -> String {
    format!("经人确认保留的 {count} 处")
}

pub fn open_remarks(errors: usize, all: usize) -> String {
    format!("体检还有 {all} 项未处理，其中必须处理的 {errors} 项。")
}

pub fn part_of_file(place: &str) -> String {
    if place.is_empty() { String::new() } else { format!("（{}）", part(place)) }
}

/// The name of the version that the signature is; what lies behind it on lines of their own.
pub fn signed(
    of: Edition,
    files: &[(Form, String)],
    signer: &str,
    opinion: &str,
    open: usize,
) -> String {
    let forms: Vec<&str> = files.iter().map(|(form, _)| form.code()).collect();
    let mut told = format!("签发{}：{signer}（{}）", edition(of), forms.join("、"));
    if open > 0 {
        told += &format!("，遗留 {open} 处已核对同意");
    }
    if !opinion.is_empty() {
        told += &format!("\n意见：{opinion}");
    }
    for (form, hash) in files {
        told += &format!("\n.{} SHA-256 {hash}", form.code());
    }
    told
}
