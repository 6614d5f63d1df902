//! Where things end that are no tags and no text: comments, doctypes, the insides of scripts.
//!
//! `<!-- a --!> b` → ends behind `--!>`; `<script><!-- <script> </script> --></script>` → ends at the second end tag.

use super::tags::is_blank;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::Doctype;

/// One past the comment `<!--` at `at`.
pub(super) fn comment(bytes: &[u8], at: usize) -> usize {
    let start = at + 4;
    let inside = &bytes[start..];
    if inside.starts_with(b">") {
        return start + 1;
    }
    if inside.starts_with(b"->") {
        return start + 2;
    }
    for end in memchr::memchr_iter(b'>', inside) {
        if inside[..end].ends_with(b"--") || inside[..end].ends_with(b"--!") {
            return start + end + 1;
        }
    }
    bytes.len()
}

/// One past markup that is none and counts as a comment: `<?xml …>`, `</ …>`, `<!…>`.
pub(super) fn bogus(bytes: &[u8], at: usize) -> usize {
    memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |n| at + n + 1)
}

/// The end tag that ends text without tags inside; the end of the source when there is none.
pub(super) fn end_tag(bytes: &[u8], at: usize, name: &str) -> usize {
    let mut ends = memchr::memchr_iter(b'<', &bytes[at..]).map(|n| at + n);
    ends.find(|end| is_end_tag(&bytes[*end..], name)).unwrap_or(bytes.len())
}

fn is_end_tag(bytes: &[u8], name: &str) -> bool {
    bytes.get(1) == Some(&b'/') && bytes.get(2..).is_some_and(|rest| is_word(rest, name))
}

/// Whether a tag's name is this.
fn is_word(bytes: &[u8], name: &str) -> bool {
    bytes.get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        && bytes.get(name.len()).is_some_and(|b| is_blank(*b) || matches!(b, b'/' | b'>'))
}

/// The end tag of a script. Inside `<!-- … -->` a script may name scripts: their end tags end nothing.
pub(super) fn script_end(bytes: &[u8], at: usize) -> usize {
    const SCRIPT: &str = "script";
    // The `<!--` that is open, and whether `<script` was met in it.
    let (mut hidden, mut nested) = (None, false);
    for found in memchr::memchr2_iter(b'<', b'>', &bytes[at..]).map(|n| at + n) {
        let rest = &bytes[found..];
        match hidden {
            Some(from) if rest[0] == b'>' && bytes[from..found].ends_with(b"--") => (hidden, nested) = (None, false),
            _ if rest[0] == b'>' => {}
            _ if is_end_tag(rest, SCRIPT) => {
                if !nested {
                    return found;
                }
                nested = false;
            }
            None if rest.starts_with(b"<!--") => hidden = Some(found + 2),
            Some(_) if is_word(&rest[1..], SCRIPT) => nested = true,
            _ => {}
        }
    }
    bytes.len()
}

/// The doctype whose word ends at `at`, and where it ends.
pub(super) fn doctype(source: &str, at: usize) -> (Doctype, usize) {
    let mut rest = Rest { source, at };
    let mut doctype = Doctype::default();
    doctype.force_quirks = rest.doctype(&mut doctype).is_none();
    (doctype, bogus(source.as_bytes(), rest.at))
}

struct Rest<'a> {
    source: &'a str,
    at: usize,
}

impl Rest<'_> {
    /// Reads name and identifiers and stops at the `>` or before it; `None` where the standard has the page read in quirks
    /// mode.
    fn doctype(&mut self, doctype: &mut Doctype) -> Option<()> {
        self.byte().filter(|b| *b != b'>')?;
        doctype.name = Some(self.until(|b| is_blank(b) || b == b'>'));
        if self.byte()? == b'>' {
            return Some(());
        }
        let word = self.source.as_bytes().get(self.at..self.at + 6)?;
        let public = word.eq_ignore_ascii_case(b"public");
        if !public && !word.eq_ignore_ascii_case(b"system") {
            return None;
        }
        self.at += 6;
        if public {
            doctype.public_id = Some(self.identifier()?);
            if self.byte()? == b'>' {
                return Some(());
            }
        }
        doctype.system_id = Some(self.identifier()?);
        // Whatever stands behind the identifiers is passed by.
        self.byte().map(drop)
    }

    /// The next byte that is no blank.
    fn byte(&mut self) -> Option<u8> {
        let rest = &self.source.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| is_blank(**b)).count();
        self.source.as_bytes().get(self.at).copied()
    }

    fn until(&mut self, end: impl Fn(u8) -> bool) -> StrTendril {
        let rest = &self.source[self.at..];
        let length = rest.bytes().position(end).unwrap_or(rest.len());
        self.at += length;
        StrTendril::from_slice(&rest[..length].to_ascii_lowercase())
    }

    /// What stands between two quotation marks.
    fn identifier(&mut self) -> Option<StrTendril> {
        let quote = self.byte().filter(|b| matches!(b, b'"' | b'\''))?;
        self.at += 1;
        let identifier = self.until(|b| b == quote || b == b'>');
        let closed = self.source.as_bytes().get(self.at) == Some(&quote);
        self.at += usize::from(closed);
        closed.then_some(identifier)
    }
}
