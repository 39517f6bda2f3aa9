//! Spaces of one store: whatever they are called, none sees another's keys.

use rectification_ledger::storage::Space;

const KEYS: [&str; 4] = ["", "rectification-ledger/head", "rectification-ledger/1/2", "/a/1"];

#[test]
fn without_a_name_keys_are_what_they_have_always_been() {
    let space = Space::new("");
    for key in KEYS {
        assert_eq!(space.stored(key), key);
        assert_eq!(space.own(key), Some(key));
    }
}

#[test]
fn no_space_sees_the_key_of_another() {
    let names =
        ["", "a", "a/", "a/b", "1:a", "整", "0123456789abcdef", "rectification-ledger@1:a/"];
    for (at, name) in names.iter().enumerate() {
        let space = Space::new(name);
        for key in KEYS {
            let stored = space.stored(key);
            assert_eq!(space.own(&stored), Some(key));
            for other in names.iter().enumerate().filter(|(other, _)| *other != at) {
                assert_eq!(Space::new(other.1).own(&stored), None, "{name}, {}", other.1);
            }
        }
    }
}
