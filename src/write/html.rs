//! What the HTML pages share: one head without outside parts, and escaping.
//!
//! `a < b` → `a &lt; b`.

/// Start of every page: readable on screen and paper, light and dark, without scripts or outside files.
pub const HEAD: &str = "<!doctype html>\n<html lang=\"vi\"><meta charset=\"utf-8\">\
<meta name=\"viewport\" content=\"width=device-width\">\n<style>\
:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:75rem;margin:1rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #8886;padding:.25rem .5rem;text-align:left;vertical-align:top}\
pre{white-space:pre-wrap;font:inherit}mark{background:#ffd54f;color:#000}mark.header{background:#90caf9}\
mark.unread{background:#bdbdbd}.lower{color:#c62828}.higher{color:#2e7d32}.missing{color:#888}\
</style>\n";

/// Text for element content and double-quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
