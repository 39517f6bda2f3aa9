//! Words about files under a password: what it protects, what it does not, what went wrong.

use crate::browser::office::Silence;
use crate::seal::SealError;

pub const EXPORT_SEALED: &str = "加密的台账文件…";
pub const SEAL_TITLE: &str = "加密的文件";
pub const PASSWORD: &str = "密码";
pub const PASSWORD_AGAIN: &str = "再输入一次";
pub const PASSWORD_MISSING: &str = "请输入密码。";
pub const PASSWORDS_DIFFER: &str = "两次输入的密码不一样。";
pub const PASSWORD_SHORT: &str = "密码太短，请至少用 8 个字符。";
pub const SEAL_NOW: &str = "加密并下载";
pub const SEALING: &str = "正在加密，需要几秒钟…";
pub const SEALED: &str = "已加密并下载。密码请当面或打电话告知，不要写在同一封邮件里。";
pub const UNSEAL: &str = "打开";
pub const UNSEAL_HELP: &str = "请输入发件人告诉你的密码。大小写、空格、全角半角都要一致。";

/// What a password does and does not. True of the file format; to be changed together with it.
pub const SEAL_SAYS: [&str; 5] = [
    "保护什么：文件在发送途中和信箱里时，不知道密码的人读不到内容，也不能改动而不被发现。",
    "不隐藏什么：文件名、大小、收发双方，以及有这样一份文件，仍然看得见。文件名里不要写敏感内容。",
    "不能保护：密码太短或容易猜到；对方打开后另存的副本；有人能看到屏幕、装了监视软件的电脑。",
    "忘记密码无法找回：本工具不保存密码，也没有别的打开办法。请另留一份没有加密的台账。",
    "知道密码的人可以打开并改动全部内容，再用同一个密码加密；密码不能证明是谁发来的。",
];

pub fn sealing(name: &str) -> String {
    format!("给「{name}」设一个密码，存成可以发邮件的文件。对方用本工具打开时要输入同一个密码。")
}

pub fn sealed(name: &str) -> String {
    format!("「{name}」是加密的文件")
}

pub fn not_sealed(error: &SealError) -> String {
    format!("没有加密：文件{}。", seal_error(error))
}

/// What follows the name of a file.
pub fn seal_error(error: &SealError) -> String {
    match error {
        SealError::NoPassword => "需要密码".to_owned(),
        SealError::TooLarge => {
            format!("加密后会超过上限 {} MB", crate::read::MAX_BYTES >> 20)
        }
        SealError::Alien => "不是本工具加密的文件".to_owned(),
        SealError::Newer { version } => {
            format!("由更新的版本加密（格式 {version}），请升级本工具后再打开")
        }
        SealError::Damaged { reason } => {
            let reason: String = reason.chars().take(super::errors::LONGEST).collect();
            format!("是加密的文件，但有损坏（{reason}）。请对方重新发送")
        }
        SealError::Locked => "打不开：密码不对，或者文件被改动过（这两种情况分辨不出）".to_owned(),
    }
}

pub fn no_seal(silence: Silence) -> &'static str {
    match silence {
        Silence::NotStarted => {
            "加密部件没有启动（office_loader.js，或浏览器没有安全的随机数），当前台账没有变化。请联系管理员检查部署是否完整。"
        }
        Silence::Failed => "加密部件运行出错，当前台账没有变化。请重试。",
    }
}
