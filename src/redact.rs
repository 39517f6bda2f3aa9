//! Sensitive matter in a text: where it stands, of which sort it is, and what may stand in its
//! place. Works on strings alone; who decides what is masked is the ledger's (`disclose`).
//!
//! Sources: the checksums of GB 11643 (identity numbers), GB 32100 (credit codes), ISO/IEC 7812
//! (bank cards).

mod amounts;
mod boundary;
mod chars;
mod contacts;
mod crossing;
mod dates;
mod dotted;
mod evidence;
mod following;
mod identity;
mod lexicon;
mod marks;
mod mask;
mod names;
mod numbers;
mod person;
mod prose;
mod reason;
mod said;
mod shape;
mod surnames;
mod titles;

use crate::codes::codes;
pub use chars::is_unseen;
pub use mask::{FIXED, Masking, masked};
pub use names::Names;

codes! {
    /// What a stretch of text is. The order is that of the settings.
    Entity {
        /// 姓名 of a person.
        Name = "name",
        /// 身份证号, of 18 digits with a valid check digit, or of 15 with a valid day.
        IdNumber = "id-number",
        /// 手机号
        Mobile = "mobile",
        /// 银行卡号, 16 to 19 digits by Luhn.
        BankCard = "bank-card",
        /// 护照、通行证号
        Passport = "passport",
        /// 车牌号
        Plate = "plate",
        /// 统一社会信用代码 with a valid check character.
        CreditCode = "credit-code",
        /// 固定电话
        Phone = "phone",
        /// 电子邮箱
        Email = "email",
        /// 金额
        Amount = "amount",
        /// 日期, of a day or a month.
        Date = "date",
        /// 数量: how many persons, cases, times.
        Count = "count",
        /// A mask that stands in the text already: “***”. Its length tells how many digits it
        /// hides.
        Mask = "mask",
    }
}

/// A stretch that was found, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    pub entity: Entity,
    pub start: usize,
    pub end: usize,
}

impl Entity {
    /// Whether the public may be given it, to write and to call.
    pub fn is_contact(self) -> bool {
        matches!(self, Self::Mobile | Self::Phone | Self::Email)
    }

    /// How it is published where the office has not said otherwise.
    pub fn usual(self) -> Masking {
        match self {
            Self::Name => Masking::Initial,
            Self::IdNumber
            | Self::Mobile
            | Self::BankCard
            | Self::Passport
            | Self::Plate
            | Self::CreditCode
            | Self::Phone
            | Self::Email
            | Self::Mask => Masking::Fixed,
            Self::Amount | Self::Date | Self::Count => Masking::Keep,
        }
    }

    /// The ways its sort can be published. What identifies a person is kept by a decision about
    /// each alone, never by a setting.
    pub fn ways(self) -> &'static [Masking] {
        match self {
            Self::Name => &[Masking::Initial, Masking::Fixed, Masking::Drop],
            Self::Amount | Self::Date | Self::Count => {
                &[Masking::Keep, Masking::Round, Masking::Fixed, Masking::Drop]
            }
            Self::IdNumber | Self::Mobile | Self::BankCard | Self::Passport | Self::Plate => {
                &[Masking::Fixed, Masking::Drop]
            }
            Self::CreditCode | Self::Phone | Self::Email | Self::Mask => {
                &[Masking::Keep, Masking::Fixed, Masking::Drop]
            }
        }
    }
}

/// Everything in `text`, in order, without overlaps; where two claim the same characters, the one
/// that begins first has them, or the longer one. `names` are those known from elsewhere.
pub fn find(text: &str, names: &Names) -> Vec<Hit> {
    let mut hits = names.find(text);
    hits.extend(numbers::find(text));
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.entity));
    let mut end = 0;
    hits.retain(|hit| {
        let is_free = hit.start >= end;
        if is_free {
            end = hit.end;
        }
        is_free
    });
    hits
}
