//! Enumerations whose values have a word of their own in files, edits and settings.

/// Declares an enumeration with its words. Each has `ALL` in the order they are offered, `CODES`,
/// `code` and `from_code`, and is written in files by its word.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// In the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];
            /// Their words in files and edits, in that order.
            pub const CODES: &[&'static str] = &[$($code,)+];

            /// The word in files and edits.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
pub(crate) use codes;
