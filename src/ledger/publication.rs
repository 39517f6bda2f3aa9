//! What the published report says around its findings where the report itself does not, and how
//! the public edition is made.

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::redact::{Entity, Masking};

/// The defaults add nothing: an untouched report reads as it did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Publication {
    /// Above everything, centred.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The paragraph in front of the report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub lead: String,
    /// 公示时间, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub period: String,
    /// 联系电话. Published as they are, with the other two.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// 电子邮箱
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// 邮寄地址
    #[serde(skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// 落款
    #[serde(skip_serializing_if = "String::is_empty")]
    pub signature: String,
    /// The day below it, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub day: String,
    #[serde(skip_serializing_if = "Exempt::is_default")]
    pub exempt: Exempt,
    /// Where the office masks otherwise than [`Entity::usual`]; each entity once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maskings: Vec<EntityMasking>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityMasking {
    pub entity: Entity,
    pub masking: Masking,
}

codes! {
    /// What the public edition does with measures that are not published.
    #[derive(Default)]
    Exempt {
        /// They are left out, with a finding that has no others.
        #[default]
        Omit = "omit",
        /// A sentence says that it is not published.
        Summarise = "summarise",
    }
}

codes! {
    /// A published part of the particulars that is typed, in the order of the document.
    Front {
        Title = "title",
        Lead = "lead",
        Period = "period",
        Phone = "phone",
        Email = "email",
        Address = "address",
        Signature = "signature",
        Day = "day",
    }
}

/// Characters of the lead, and of the others.
const LONGEST_LEAD: usize = 4_000;
const LONGEST: usize = 400;

impl Exempt {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Front {
    /// Characters it may have.
    pub fn longest(self) -> usize {
        match self {
            Self::Lead => LONGEST_LEAD,
            Self::Title
            | Self::Period
            | Self::Phone
            | Self::Email
            | Self::Address
            | Self::Signature
            | Self::Day => LONGEST,
        }
    }
}

impl Publication {
    pub fn get(&self, front: Front) -> &str {
        match front {
            Front::Title => &self.title,
            Front::Lead => &self.lead,
            Front::Period => &self.period,
            Front::Phone => &self.phone,
            Front::Email => &self.email,
            Front::Address => &self.address,
            Front::Signature => &self.signature,
            Front::Day => &self.day,
        }
    }

    pub fn set(&mut self, front: Front, to: String) {
        let slot = match front {
            Front::Title => &mut self.title,
            Front::Lead => &mut self.lead,
            Front::Period => &mut self.period,
            Front::Phone => &mut self.phone,
            Front::Email => &mut self.email,
            Front::Address => &mut self.address,
            Front::Signature => &mut self.signature,
            Front::Day => &mut self.day,
        };
        *slot = to;
    }

    pub fn masking(&self, entity: Entity) -> Masking {
        let own = self.maskings.iter().find(|one| one.entity == entity);
        own.map_or(entity.usual(), |one| one.masking)
    }

    /// The same with another way for `entity`.
    pub fn with_masking(mut self, entity: Entity, masking: Masking) -> Self {
        self.maskings.retain(|one| one.entity != entity);
        if masking != entity.usual() {
            self.maskings.push(EntityMasking { entity, masking });
            self.maskings.sort_by_key(|one| one.entity);
        }
        self
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn is_sound(&self) -> bool {
        let is_short = |front: &Front| self.get(*front).chars().count() <= front.longest();
        let is_possible = |one: &EntityMasking| one.entity.ways().contains(&one.masking);
        Front::ALL.iter().all(is_short)
            && self.maskings.iter().all(is_possible)
            && self.maskings.windows(2).all(|two| two[0].entity < two[1].entity)
    }
}
