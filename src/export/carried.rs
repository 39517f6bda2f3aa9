//! A ledger inside an HTML file: the tool as one page carries one, and so does the internal
//! edition, so that both open again as what they were made of. The public edition carries none
//! (`publish` refuses a file with a script in it).

use memchr::memmem;

/// The id of the element.
pub const CARRIED: &str = "carried";

const BEGINS: &str = "<script type=\"application/json\" id=\"carried\">";
const ENDS: &str = "</script>";

/// The element around a ledger's file. It is data and does not run. Nothing ends it but “<”, which
/// JSON has in its strings alone and may be written so.
pub fn element(json: &str) -> String {
    format!("{BEGINS}{}{ENDS}\n", json.replace('<', "\\u003c"))
}

/// What such a file carries; none where a text is no such file.
pub fn find(text: &str) -> Option<&str> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let is_page = start.get(..14).is_some_and(|words| words.eq_ignore_ascii_case("<!doctype html"));
    if !is_page {
        return None;
    }
    let from = memmem::find(text.as_bytes(), BEGINS.as_bytes())? + BEGINS.len();
    let carried = &text[from..];
    Some(&carried[..memmem::find(carried.as_bytes(), ENDS.as_bytes())?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_is_found_whatever_it_says() {
        for json in ["{}", "{\"a\":\"</script><!--<script>\u{2028}\"}"] {
            let page = format!("<!DOCTYPE html><p>{BEGINS:.7}</p>{}", element(json));
            let found = find(&page).expect("it is there");
            assert_eq!(found.replace("\\u003c", "<"), json);
            assert_eq!(page.matches(ENDS).count(), 1);
        }
        assert_eq!(find(&format!("整改情况{}", element("{}"))), None, "a text is no page");
        assert_eq!(find("<!doctype html><p>整改情况</p>"), None);
    }
}
