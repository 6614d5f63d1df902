//! Marks inside a paragraph: emphasis, escapes, entities, links. They become style or nothing; all else is text.
//!
//! `**1. **Các xã *(nếu có)*` → `1. ` in bold, `Các xã ` plain, `(nếu có)` in italics.
//!
//! Dumps are no clean Markdown: marks stand beside blanks (`**KT. CHỦ TỊCH **`), around nothing (`** **`), or lack
//! their partner. So a mark closes what is open, opens what will be closed, and is text when it does neither.

use super::lines::{Line, Shape};
use crate::document::{At, Builder, Place, Role, Style};

/// Writes one paragraph, the lines joined by blanks, and ends its block.
pub fn paragraph(builder: &mut Builder, text: &str, lines: &[Line], role: Role) {
    let plain = lines.iter().all(|l| l.shape != Shape::Marks && !has_marks(l.of(text)));
    if plain {
        for line in lines {
            builder.blank();
            builder.text(line.of(text), At::Byte(u64::from(line.start)));
        }
        builder.end_block(Style::default(), role);
        return;
    }
    let mut marks = Vec::new();
    for line in lines {
        scan(text, *line, &mut marks);
    }
    if marks.len() > MARKS {
        marks.clear();
    }
    let heading = lines.first().map_or(0, |l| heading(l.of(text)));
    if heading > 0 {
        let start = lines[0].start as usize;
        marks.insert(0, Mark { start, end: start + usize::from(heading), kind: Kind::Nothing });
    }
    resolve(text, &mut marks);
    write(builder, text, lines, &marks, Style { heading, ..Style::default() }, role);
}

/// A paragraph with more marks than this is no Markdown; all of it is text.
const MARKS: usize = 200_000;

/// Whether a line holds any byte that may be a mark.
fn has_marks(line: &str) -> bool {
    let bytes = line.as_bytes();
    // Without a way out of the inner loop, which the processor then runs over sixteen bytes at once.
    let marks = |part: &[u8]| {
        let mark = |b: &u8| matches!(b, b'*' | b'_' | b'\\' | b'&' | b'<' | b'[');
        part.iter().fold(false, |any, b| any | mark(b))
    };
    bytes.first() == Some(&b'#') || bytes.chunks(64).any(marks)
}

/// The emphases open at the end of a line, as far as its stars tell.
#[derive(Clone, Copy, Debug, Default)]
pub struct Open {
    bold: bool,
    italic: bool,
}

impl Open {
    /// Whether one is open.
    pub fn any(self) -> bool {
        self.bold || self.italic
    }

    /// Goes on over the next line.
    pub fn read(&mut self, line: &str) {
        let bytes = line.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'*', &bytes[at..]) {
            let start = at + found;
            let run = bytes[start..].iter().take_while(|b| **b == b'*').count();
            at = start + run;
            let blank = |at: Option<&u8>| at.is_none_or(|b| *b == b' ');
            let before = start == 0 || blank(bytes.get(start - 1));
            let text = run == 1 && !self.italic && before && blank(bytes.get(at));
            if text || (start > 0 && bytes[start - 1] == b'\\') {
                continue;
            }
            match run {
                1 => self.italic = !self.italic,
                // `*quả**: *` ends one slanted stretch and begins another.
                2 if self.italic && !self.bold => {}
                2 => self.bold = !self.bold,
                // `**hằng năm ***(nếu có)*` ends the one and begins the other.
                3 if self.bold != self.italic => (self.bold, self.italic) = (self.italic, self.bold),
                3 => (self.bold, self.italic) = (!self.bold, !self.italic),
                _ => {}
            }
        }
    }
}

/// Number of `#` that head the line, 1 to 6 and before a blank, else 0.
fn heading(line: &str) -> u8 {
    let signs = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&signs) && line.as_bytes().get(signs) == Some(&b' ') { signs as u8 } else { 0 }
}

/// A stretch that is not plain text.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A run of one emphasis sign, with what stands on its sides.
    Run { sign: u8, before: Side, after: Side },
    /// Switches of style, after [`resolve`].
    Switch { bold: Option<bool>, italic: Option<bool> },
    /// Left out.
    Nothing,
    /// Written as this character instead.
    Char(char),
    /// Ends the block: `<br>`.
    Break,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// The line begins or ends here.
    Edge,
    Blank,
    Digit,
    Letter,
    Open,
    Other,
}

fn side(c: Option<char>) -> Side {
    match c {
        None => Side::Edge,
        Some(c) if c.is_whitespace() => Side::Blank,
        Some(c) if c.is_ascii_digit() => Side::Digit,
        Some(c) if c.is_alphabetic() => Side::Letter,
        Some('(') => Side::Open,
        Some(_) => Side::Other,
    }
}

/// Finds the marks of one line.
fn scan(text: &str, line: Line, marks: &mut Vec<Mark>) {
    let (start, end) = (line.start as usize, line.end as usize);
    let bytes = &text.as_bytes()[..end];
    let mut at = start;
    while at < end {
        let rest = &bytes[at..];
        let next = rest.iter().position(|b| matches!(b, b'*' | b'_' | b'\\' | b'&' | b'<' | b'[' | b'!'));
        let Some(found) = next.map(|n| at + n) else { break };
        let mark = match bytes[found] {
            sign @ (b'*' | b'_') => {
                let run = bytes[found..].iter().take_while(|b| **b == sign).count();
                let before = side(text[start..found].chars().next_back());
                let after = side(text[found + run..end].chars().next());
                Some(Mark { start: found, end: found + run, kind: Kind::Run { sign, before, after } })
            }
            b'\\' if found + 1 == end => Some(Mark { start: found, end, kind: Kind::Break }),
            b'\\' if bytes[found + 1].is_ascii_punctuation() => {
                let sign = char::from(bytes[found + 1]);
                Some(Mark { start: found, end: found + 2, kind: Kind::Char(sign) })
            }
            b'&' => entity(&text[found..end]).map(|(length, c)| Mark {
                start: found,
                end: found + length,
                kind: Kind::Char(c),
            }),
            b'<' => tag(&text[found..end]).map(|(length, kind)| Mark { start: found, end: found + length, kind }),
            b'!' if bytes.get(found + 1) == Some(&b'[') => link(&text[found + 1..end]).map(|(_, whole)| Mark {
                start: found,
                end: found + 1 + whole,
                kind: Kind::Nothing,
            }),
            b'[' => {
                if let Some((close, whole)) = link(&text[found..end]) {
                    marks.push(Mark { start: found, end: found + 1, kind: Kind::Nothing });
                    scan(text, Line { start: found as u32 + 1, end: (found + close) as u32, ..line }, marks);
                    Some(Mark { start: found + close, end: found + whole, kind: Kind::Nothing })
                } else {
                    None
                }
            }
            _ => None,
        };
        at = found + 1;
        if let Some(mark) = mark {
            marks.push(mark);
            at = mark.end;
        }
    }
}

/// Looks this far for the end of a link.
const LINK: usize = 400;

/// `[Quyết định 12](http://…)`: where the words end and how long the whole is.
fn link(text: &str) -> Option<(usize, usize)> {
    let bytes = &text.as_bytes()[..text.len().min(LINK)];
    let close = memchr::memchr(b']', bytes)?;
    if bytes.get(close + 1) != Some(&b'(') || bytes[1..close].contains(&b'[') {
        return None;
    }
    let target = &bytes[close + 2..];
    let end = memchr::memchr(b')', target)?;
    let address = [&b"http"[..], b"/", b"#", b"www.", b"mailto:", b"javascript:", b"./", b"file:", b"<"];
    address.iter().any(|a| target.starts_with(a)).then_some((close, close + 3 + end))
}

/// `&gt;` and its kin: length and character.
fn entity(text: &str) -> Option<(usize, char)> {
    let end = text.bytes().take(10).position(|b| b == b';')?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "quot" => '"',
        "apos" => '\'',
        "ge" => '≥',
        "le" => '≤',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        name => {
            let code = name.strip_prefix('#')?;
            let code = match code.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => code.parse().ok()?,
            };
            char::from_u32(code).filter(|c| *c != '\0')?
        }
    };
    Some((end + 1, c))
}

/// `<br>`, `<b>`, `<sup>`: the HTML that Markdown leaves in cells. `< 5%` and `<10%` are text.
fn tag(text: &str) -> Option<(usize, Kind)> {
    let bytes = &text.as_bytes()[..text.len().min(LINK)];
    let end = memchr::memchr(b'>', bytes)?;
    let inner = &text[1..end];
    let close = inner.starts_with('/');
    let name = inner.trim_start_matches('/').split([' ', '/']).next().unwrap_or("");
    let kind = match name.to_ascii_lowercase().as_str() {
        "br" | "p" | "div" | "li" | "ul" | "ol" => Kind::Break,
        "b" | "strong" => Kind::Switch { bold: Some(!close), italic: None },
        "i" | "em" => Kind::Switch { bold: None, italic: Some(!close) },
        "u" | "sup" | "sub" | "span" | "font" | "a" | "small" | "center" | "s" | "del" | "ins" | "mark" => {
            Kind::Nothing
        }
        _ => return None,
    };
    Some((end + 1, kind))
}

/// Decides for each run of emphasis signs what it switches, or that it is text.
fn resolve(text: &str, marks: &mut Vec<Mark>) {
    // How many runs that can close are still to come: single, double and triple stars; single and double bars.
    let mut ahead = Ahead::default();
    for mark in marks.iter() {
        ahead.count(mark, 1);
    }
    let (mut bold, mut italic) = (false, false);
    let (mut under_bold, mut under_italic) = (false, false);
    let mut kept = Vec::with_capacity(marks.len());
    for (n, mark) in marks.iter().enumerate() {
        ahead.count(mark, -1);
        let Kind::Run { sign, before, after } = mark.kind else {
            kept.push(*mark);
            continue;
        };
        let length = mark.end - mark.start;
        let edge = |s: Side| matches!(s, Side::Edge | Side::Blank);
        if sign == b'_' {
            let open = if length == 1 { &mut under_italic } else { &mut under_bold };
            let closes = *open && before != Side::Blank && !matches!(after, Side::Letter | Side::Digit);
            let opens = !*open
                && !edge(after)
                && !matches!(before, Side::Letter | Side::Digit)
                && if length == 1 { ahead.low > 0 } else { ahead.lows > 0 };
            if length <= 2 && (closes || opens) {
                *open = !*open;
                let on = Some(*open);
                let kind = if length == 1 {
                    Kind::Switch { bold: None, italic: on }
                } else {
                    Kind::Switch { bold: on, italic: None }
                };
                kept.push(Mark { kind, ..*mark });
            }
            continue;
        }
        let first = n == 0;
        match length {
            1 => {
                let inside = before == Side::Blank && after == Side::Blank;
                let bracketed = before == Side::Open && text[mark.end..].starts_with(')');
                let product = before == Side::Digit && after == Side::Digit;
                let more = ahead.single + ahead.triple > 0;
                let literal = bracketed
                    || product
                    || (first && before == Side::Edge && edge(after) && !(after == Side::Edge && more))
                    || (inside && (!italic || more));
                if literal || (!italic && !more) {
                    continue;
                }
                italic = !italic;
                kept.push(Mark { kind: Kind::Switch { bold: None, italic: Some(italic) }, ..*mark });
            }
            2 => {
                if bold || ahead.double + ahead.triple > 0 {
                    bold = !bold;
                    kept.push(Mark { kind: Kind::Switch { bold: Some(bold), italic: None }, ..*mark });
                } else if italic {
                    // `*trái cây**: *`: one slanted stretch ends, the next begins.
                    kept.push(Mark { kind: Kind::Nothing, ..*mark });
                } else if first && before == Side::Edge && after == Side::Blank {
                    if ahead.single > 0 {
                        // `** Lưu ý:*`: a slanted line whose own bullet is a star.
                        italic = true;
                        kept.push(Mark {
                            start: mark.start,
                            end: mark.start + 1,
                            kind: Kind::Switch { bold: None, italic: Some(true) },
                        });
                    }
                    // else `** Ghi chú`: a mark of the document itself.
                } else {
                    kept.push(Mark { kind: Kind::Nothing, ..*mark });
                }
            }
            3 => {
                let (b, i) = match (bold, italic) {
                    (false, false) => {
                        let on = ahead.double + ahead.triple > 0;
                        (on, ahead.single + ahead.triple > 0)
                    }
                    (true, false) => (false, ahead.single + ahead.triple > 0),
                    (false, true) => (ahead.double + ahead.triple > 0, false),
                    (true, true) => (false, false),
                };
                (bold, italic) = (b, i);
                kept.push(Mark { kind: Kind::Switch { bold: Some(b), italic: Some(i) }, ..*mark });
            }
            _ => kept.push(Mark { kind: Kind::Nothing, ..*mark }),
        }
    }
    *marks = kept;
}

/// Runs still to come that could close.
#[derive(Default)]
struct Ahead {
    single: i64,
    double: i64,
    triple: i64,
    low: i64,
    lows: i64,
}

impl Ahead {
    fn count(&mut self, mark: &Mark, by: i64) {
        let Kind::Run { sign, before, after } = mark.kind else { return };
        match (sign, mark.end - mark.start) {
            // A star between blanks or in `(*)` closes nothing.
            (b'*', 1) if !(before == Side::Blank && after == Side::Blank) && before != Side::Open => self.single += by,
            (b'*', 2) => self.double += by,
            (b'*', 3) => self.triple += by,
            (b'_', n @ 1..=2) if before != Side::Blank && !matches!(after, Side::Letter | Side::Digit) => {
                if n == 1 {
                    self.low += by
                } else {
                    self.lows += by
                }
            }
            _ => {}
        }
    }
}

/// Writes the stretches between marks.
fn write(builder: &mut Builder, text: &str, lines: &[Line], marks: &[Mark], base: Style, role: Role) {
    let mut style = Style::default();
    let mut marks = marks.iter().peekable();
    for line in lines {
        builder.blank();
        let (mut at, end) = (line.start as usize, line.end as usize);
        while let Some(mark) = marks.next_if(|m| m.start < end) {
            if at < mark.start {
                builder.styled(&text[at..mark.start], At::Byte(at as u64), style);
            }
            at = mark.end;
            match mark.kind {
                Kind::Switch { bold, italic } => {
                    style.bold = bold.unwrap_or(style.bold);
                    style.italic = italic.unwrap_or(style.italic);
                }
                Kind::Char(c) => {
                    let place = Place::Bytes { start: mark.start as u64, end: mark.end as u64 };
                    builder.styled(c.encode_utf8(&mut [0; 4]), At::Place(place), style);
                }
                Kind::Break => builder.end_block(base, role),
                Kind::Nothing | Kind::Run { .. } => {}
            }
        }
        if at < end {
            builder.styled(&text[at..end], At::Byte(at as u64), style);
        }
    }
    builder.end_block(base, role);
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;
    use crate::document::{Document, Origin};

    fn read(text: &str) -> Document {
        let lines = lines::split(text);
        let mut builder = Builder::new(Origin::default());
        paragraph(&mut builder, text, &lines, Role::Body);
        builder.finish()
    }

    #[test]
    fn marks_are_no_text() {
        for (raw, words) in [
            ("**I. MỤC\nTIÊU**", "I. MỤC TIÊU"),
            ("**KT. CHỦ TỊCH **", "KT. CHỦ TỊCH"),
            ("** II**", "II"),
            ("** **", ""),
            ("**Điều 1. **Ban\nhành", "Điều 1. Ban hành"),
            ("định kỳ **trước ngày 01/6 ***(nếu có) *báo cáo", "định kỳ trước ngày 01/6 (nếu có) báo cáo"),
            ("*- Các loại quả**: *Tổng sản lượng", "- Các loại quả: Tổng sản lượng"),
            ("** Lưu ý khi\nchấm:*", "* Lưu ý khi chấm:"),
            ("Tỷ lệ = b/a * 100%", "Tỷ lệ = b/a * 100%"),
            ("* Phát triển xã hội số", "* Phát triển xã hội số"),
            ("Ghi chú (*): số ước tính, *chưa* chính thức", "Ghi chú (*): số ước tính, chưa chính thức"),
            ("đạt 5\\*", "đạt 5*"),
            ("1\\. Mục đích", "1. Mục đích"),
            ("tăng &gt;=10%&nbsp;mỗi năm", "tăng >=10% mỗi năm"),
            ("dưới <10%, diện tích 5 m<sup>2</sup>", "dưới <10%, diện tích 5 m2"),
            ("theo [Quyết định 12](https://vi.du/12) và [1]", "theo Quyết định 12 và [1]"),
            ("tệp ke_hoach_2025.doc, _dự kiến_", "tệp ke_hoach_2025.doc, dự kiến"),
            ("## II. Nhiệm vụ", "II. Nhiệm vụ"),
        ] {
            assert_eq!(read(raw).text(), words, "{raw}");
        }
    }

    #[test]
    fn marks_become_style() {
        let style = |raw| read(raw).blocks()[0].style;
        assert!(style("**I. MỤC\nTIÊU**").bold);
        assert!(style("*Bến Tre,\nngày 5*").italic);
        assert!(style("***Ghi chú***").bold && style("***Ghi chú***").italic);
        assert!(!style("**1. **Các xã").bold);
        assert_eq!(style("### Mục tiêu").heading, 3);
    }

    #[test]
    fn a_break_tag_ends_the_block() {
        let doc = read("Sở Y tế<br>Sở Nội vụ");
        assert_eq!(doc.text(), "Sở Y tế\nSở Nội vụ");
        assert_eq!(doc.blocks().len(), 2);
    }
}
