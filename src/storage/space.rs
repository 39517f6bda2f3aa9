//! Several keepers of ledgers in one store: on file:// all local pages share one, and a file that
//! carries a ledger keeps its own edits apart from the page without one, and from other files.
//!
//! A space only names keys; what lies under them is its user's.

/// Stands before the key of every space with a name. No key of the space without one begins so.
const SPACES: &str = "rectification-ledger@";

/// A part of a store: none of its keys is seen from another space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Space {
    // Invariant: empty, or begins with SPACES and is no beginning of another space's.
    prefix: String,
}

impl Space {
    /// The space of that name, whatever it consists of. Without one, keys lie in the store as they
    /// are: ledgers were kept so before there were spaces.
    pub fn new(name: &str) -> Self {
        // With its length before it, no name's keys can look like another's.
        let prefix = match name.len() {
            0 => String::new(),
            length => format!("{SPACES}{length}:{name}/"),
        };
        Self { prefix }
    }

    /// How a key of this space lies in the store.
    pub fn stored(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }

    /// The key of this space that lies in the store so; none where it is another's.
    pub fn own<'a>(&self, stored: &'a str) -> Option<&'a str> {
        if self.prefix.is_empty() {
            (!stored.starts_with(SPACES)).then_some(stored)
        } else {
            stored.strip_prefix(&self.prefix)
        }
    }
}
