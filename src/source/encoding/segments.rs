//! The stretches of text that are judged by themselves: lines, cells and the text between tags.
//!
//! `Uû ban\t§éc lËp` → `Uû ban` and `§éc lËp`; `<b>nh&copy;n</b>` → `nh&copy;n`, read as the four letters `nh©n`.

use std::ops::Range;

/// What text is marked up with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Markup {
    /// Nothing: lines.
    Plain,
    /// HTML: tags, and letters written as entities.
    Html,
}

/// A character of a segment and the bytes of the text it stands in.
pub struct Letters {
    /// The characters, entities resolved.
    pub view: Vec<char>,
    /// Where each begins, and behind them where the last one ends.
    pub bounds: Vec<usize>,
}

/// Bytes after which a segment is cut at the next blank, so that text without lines stays cheap to judge.
const LONG: usize = 4096;

/// The segments of `text` that hold more than ASCII, in order.
pub fn segments(text: &str, markup: Markup) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let (from, to, next) = match markup {
                Markup::Plain => cell(text, at),
                Markup::Html => between_tags(text, at),
            };
            at = next;
            let inside = &text[from..to];
            if !inside.is_ascii() || markup == Markup::Html && inside.contains('&') {
                return Some(from..to);
            }
        }
        None
    })
}

/// Start and end of the segment of plain text at `at`, and where to go on.
fn cell(text: &str, at: usize) -> (usize, usize, usize) {
    let bytes = &text.as_bytes()[at..];
    let mut blanks = 0;
    for (i, b) in bytes.iter().enumerate() {
        blanks = if *b == b' ' { blanks + 1 } else { 0 };
        if matches!(b, b'\n' | b'\t' | b'|') || blanks == 3 || blanks > 0 && i >= LONG {
            return (at, at + i, at + i + 1);
        }
    }
    (at, text.len(), text.len())
}

/// Start and end of the text at or behind the tag at `at`, and where to go on.
fn between_tags(text: &str, at: usize) -> (usize, usize, usize) {
    let bytes = text.as_bytes();
    let mut from = at;
    if bytes[at] == b'<' && bytes.get(at + 1).is_some_and(|b| b.is_ascii_alphabetic() || b"/!?".contains(b)) {
        from = memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |i| at + i + 1);
    }
    let search = (from + usize::from(from == at)).min(bytes.len());
    // Looked for in a window: over text without tags a search to the end would be made again for every piece of it.
    let window = (search + LONG).min(bytes.len());
    let end = memchr::memchr(b'<', &bytes[search..window])
        .map(|i| search + i)
        .or_else(|| memchr::memchr3(b'<', b' ', b'\n', &bytes[window..]).map(|i| window + i))
        .unwrap_or(bytes.len());
    (from, end, end)
}

/// Resolves a segment to characters.
pub fn letters(text: &str, segment: Range<usize>, markup: Markup) -> Letters {
    let inside = &text[segment.clone()];
    let mut out = Letters { view: Vec::with_capacity(inside.len()), bounds: Vec::with_capacity(inside.len() + 1) };
    let mut at = 0;
    while let Some(c) = inside[at..].chars().next() {
        let (c, len) = match c {
            '&' if markup == Markup::Html => entity(&inside[at..]).unwrap_or((c, 1)),
            c => (c, c.len_utf8()),
        };
        out.view.push(c);
        out.bounds.push(segment.start + at);
        at += len;
    }
    out.bounds.push(segment.end);
    out
}

/// Names of U+00A0 to U+00FF, in order (HTML 4, section 24.2).
const NAMES: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 \
    sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml \
    Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml \
    times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave \
    eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute \
    ucirc uuml yacute thorn yuml";

/// The character of the entity that `text` begins with, and its length, when it may be a letter of an old table.
pub fn entity(text: &str) -> Option<(char, usize)> {
    let window = &text.as_bytes()[..text.len().min(10)];
    let end = memchr::memchr(b';', window)?;
    let name = text.get(1..end)?;
    // The entities of every page are no letters: told before the list is gone through.
    if matches!(name, "quot" | "amp" | "lt" | "gt" | "apos") {
        return None;
    }
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => 0xA0 + NAMES.split_ascii_whitespace().position(|n| n == name)? as u32,
    };
    // Below are the letters of markup itself (`&#60;`), which must stay as they are.
    let c = char::from_u32(code).filter(|_| code >= 0x80)?;
    Some((c, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, markup: Markup) -> Vec<&str> {
        segments(text, markup).map(|r| &text[r]).collect()
    }

    #[test]
    fn lines_and_cells_are_apart() {
        let text = "Uû ban\t§éc lËp   Tù do\nABC\nSè 1|Sè 2";
        assert_eq!(cut(text, Markup::Plain), ["Uû ban", "§éc lËp  ", "Tù do", "Sè 1", "Sè 2"]);
    }

    #[test]
    fn tags_are_left_out_and_entities_resolved() {
        let text = "<p title='é'>nh&copy;n <b>d©n</b> 3 < 5 é</p>";
        assert_eq!(cut(text, Markup::Html), ["nh&copy;n ", "d©n", "< 5 é"]);
        let letters = letters("nh&copy;n", 0..9, Markup::Html);
        assert_eq!((letters.view, letters.bounds), ("nh©n".chars().collect(), vec![0, 1, 2, 8, 9]));
        assert_eq!(entity("&lt;"), None);
        assert_eq!(entity("&#60;"), None);
        assert_eq!(entity("&#xAD;"), Some(('\u{ad}', 6)));
    }

    #[test]
    fn text_without_lines_is_cut_at_blanks() {
        let text = "nh©n d©n ".repeat(3000);
        for markup in [Markup::Plain, Markup::Html] {
            let pieces = cut(&text, markup);
            assert!(pieces.len() > 4 && pieces.iter().all(|p| p.len() <= LONG + 16), "{markup:?}");
            assert_eq!(pieces.iter().map(|p| p.matches('©').count()).sum::<usize>(), 6000);
        }
    }
}
