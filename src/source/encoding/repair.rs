//! Text that is Unicode by now but was read from the wrong table on the way, segment by segment.
//!
//! `Uû ban nh©n d©n` over a sound body → `Uỷ ban nhân dân`, the body as it was.
//!
//! A segment speaks for a table when its words turn into Vietnamese syllables there and are none as they stand.
//! Short ones that could be either (`Sè`, `Tù do`) go with the last one that could not.

use super::capitals;
use super::charset::{self, Charset};
use super::judge::{Tally, tally};
use super::segments::{Letters, Markup, entity, letters, segments};
use crate::document::OffsetMap;
use std::ops::Range;

/// Text put right.
#[derive(Debug)]
pub struct Repaired {
    /// The text.
    pub text: String,
    /// The table that most of the repaired segments were in.
    pub charset: Charset,
    /// Segments that were put right.
    pub repaired: usize,
    /// Of these, how many were UTF-8 saved as UTF-8 again.
    pub twice: usize,
    /// Segments with more than ASCII that were not.
    pub sound: usize,
    /// From offsets of [`Repaired::text`] to offsets of the text before.
    pub map: OffsetMap,
}

/// Puts right what was read from the wrong table; `None` when all is as it should be.
pub fn repair(text: &str) -> Option<Repaired> {
    repair_marked(text, Markup::Plain)
}

/// As [`repair`], for text with markup.
pub fn repair_marked(text: &str, markup: Markup) -> Option<Repaired> {
    if !is_suspect(text, markup) {
        return None;
    }
    let mut writer = Writer::new(text, markup);
    let mut last: Option<Option<Charset>> = None;
    let mut waiting: Vec<Range<usize>> = Vec::new();
    let mut leads = [0i64; Charset::ALL.len()];
    for segment in segments(text, markup) {
        let letters = letters(text, segment.clone(), markup);
        match verdict(&letters, last.flatten()) {
            Verdict::Nothing => {}
            Verdict::Decided(charset) => {
                for earlier in std::mem::take(&mut waiting) {
                    writer.follow(earlier, charset);
                }
                last = Some(charset);
                match charset {
                    Some(charset) => writer.write(segment.start, &letters, charset),
                    None => writer.sound += 1,
                }
            }
            Verdict::Either(charset, lead) => match last {
                Some(charset) => writer.follow(segment, charset),
                None => {
                    leads[charset as usize] += lead;
                    waiting.push(segment);
                }
            },
        }
    }
    // Nothing but short segments: together they may say enough.
    if let Some(best) = Charset::ALL.into_iter().max_by_key(|c| leads[*c as usize]).filter(|c| leads[*c as usize] > 2) {
        waiting.into_iter().for_each(|s| writer.follow(s, Some(best)));
    }
    writer.finish()
}

/// Reads one run of a word processor or PDF whose typeface is known; `None` when there is nothing to change.
///
/// The typefaces of TCVN3 that end in H (`.VnTimeH`) draw capitals for small letters.
pub fn repair_run(text: &str, typeface: &str) -> Option<String> {
    let charset = Charset::of_typeface(typeface)?;
    // Editors leave the typeface behind when Unicode text is pasted over it.
    if text.chars().any(|c| c.is_alphabetic() && charset::byte(c).is_none()) {
        return None;
    }
    let capitals = charset == Charset::Tcvn3 && typeface.trim_end().ends_with('H');
    let read = read(charset, text);
    let read = if capitals { read.to_uppercase() } else { read };
    (read != text).then_some(read)
}

/// `text` read from the table of `charset`.
pub fn read(charset: Charset, text: &str) -> String {
    let view: Vec<char> = text.chars().collect();
    converted(&view, charset).into_iter().collect()
}

fn converted(view: &[char], charset: Charset) -> Vec<char> {
    spelt(view, charset).0
}

/// What `charset` makes of `view`: the letters, and how many characters of `view` each takes.
fn spelt(view: &[char], charset: Charset) -> (Vec<char>, Vec<usize>) {
    let (mut out, mut lengths) = (Vec::with_capacity(view.len()), Vec::with_capacity(view.len()));
    let mut at = 0;
    while at < view.len() {
        let (letter, taken) = charset.letter(&view[at..]).unwrap_or((view[at], 1));
        out.push(letter);
        lengths.push(taken);
        at += taken;
    }
    if charset == Charset::Tcvn3 {
        capitals::complete(&mut out);
    }
    (out, lengths)
}

/// What one segment says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    /// Read from this table, or sound as it is.
    Decided(Option<Charset>),
    /// Fits this table as well as it stands or better, by so many words: too little to decide.
    Either(Charset, i64),
    /// No evidence.
    Nothing,
}

/// Judges a segment; of two tables that fit equally well the one of the segment before, `expected`, is taken.
fn verdict(letters: &Letters, expected: Option<Charset>) -> Verdict {
    let own = tally(&letters.view);
    if own.beyond > 0 && own.wrong == 0 {
        return Verdict::Decided(None);
    }
    let Some((charset, best)) = best(&letters.view, expected) else { return Verdict::Nothing };
    let lead = best.net() - own.net();
    let fits = best.right >= 2 && best.right >= 2 * best.wrong;
    match () {
        () if fits && own.beyond == 0 && lead >= 2 => Verdict::Decided(Some(charset)),
        () if fits && lead >= 4 && best.beyond > 2 * own.beyond => Verdict::Decided(Some(charset)),
        () if own.beyond > 0 || own.right > 1 && lead < 0 => Verdict::Decided(None),
        () if best.right > 0 && best.wrong == 0 && lead >= 0 => {
            Verdict::Either(charset, lead.min(2 * i64::from(best.right)))
        }
        () => Verdict::Nothing,
    }
}

/// The words that `charset` makes of a segment.
pub(super) fn tally_in(letters: &Letters, charset: Charset) -> Tally {
    tally(&converted(&letters.view, charset))
}

/// The table to read a segment of bytes from: that of the file, unless another makes clearly more of it.
pub(super) fn table(letters: &Letters, main: Option<Charset>) -> Option<Charset> {
    let own = tally(&letters.view);
    if own.beyond > 0 && own.wrong == 0 {
        return None;
    }
    let expected = main.map_or(own, |c| tally_in(letters, c));
    if expected.wrong == 0 {
        return main;
    }
    let (charset, best) = best(&letters.view, main)?;
    let fits = best.right > 0 && best.right >= 2 * best.wrong;
    if fits && best.net() - expected.net() >= 3 { Some(charset) } else { main }
}

/// The table that makes most of the words: of equals `expected`, else the first.
fn best(view: &[char], expected: Option<Charset>) -> Option<(Charset, Tally)> {
    let others = Charset::ALL.into_iter().filter(|c| Some(*c) != expected);
    let tallies = expected.into_iter().chain(others).map(|c| (c, tally(&converted(view, c))));
    tallies.reduce(|best, next| if next.1.net() > best.1.net() { next } else { best })
}

/// Whether the text holds characters that sound Vietnamese text has no use for. One pass, made to cost nothing beside
/// the check for UTF-8: most texts end here.
fn is_suspect(text: &str, markup: Markup) -> bool {
    let bytes = text.as_bytes();
    let found = memchr::memchr2_iter(0xC2, 0xC3, bytes).any(|at| match (bytes[at], bytes.get(at + 1)) {
        (_, None) => false,
        // Blank, quotation marks, degree, plus-minus, raised figures, middle dot.
        (0xC2, Some(b)) => !matches!(b, 0xA0 | 0xAB | 0xBB | 0xB0..=0xB3 | 0xB7 | 0xBA),
        (0xC3, Some(0x83)) => !is_sound_capital(bytes, at),
        (_, Some(b)) => is_tell(0xC0 | (b & 0x3F)),
    });
    found
        || markup == Markup::Html
            && memchr::memchr_iter(b'&', bytes).any(|at| match entity(&text[at..]) {
                Some((c, _)) => match c as u32 {
                    0xC0.. => charset::byte(c).is_some_and(is_tell),
                    code => !matches!(code, 0xA0 | 0xAB | 0xBB | 0xB0..=0xB3 | 0xB7 | 0xBA),
                },
                None => false,
            })
}

/// Whether the `Ã` at this byte stands as in `XÃ HỘI`, which nearly every document says in its head: behind a capital with
/// which it makes no letter of another table (`AÃ`, `EÃ` and `OÃ` do), before ASCII.
fn is_sound_capital(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|i| bytes[i]);
    let capital = before.is_some_and(|b| b.is_ascii_uppercase() && !matches!(b, b'A' | b'E' | b'O'));
    capital && bytes.get(at + 2).is_none_or(u8::is_ascii)
}

/// Whether a Latin-1 letter from U+00C0 on is no letter of Vietnamese.
fn is_tell(byte: u8) -> bool {
    byte < 0xC0
        || !matches!(byte & 0xDF, 0xC0..=0xC2 | 0xC8..=0xCA | 0xCC | 0xCD | 0xD2..=0xD5 | 0xD9 | 0xDA | 0xDD)
            && byte != 0xE3
}

/// Writes the repaired text; copies what lies between.
pub(super) struct Writer<'a> {
    text: &'a str,
    markup: Markup,
    out: String,
    map: OffsetMap,
    /// How much of `text` is written.
    done: usize,
    counts: [usize; Charset::ALL.len()],
    sound: usize,
}

impl<'a> Writer<'a> {
    pub fn new(text: &'a str, markup: Markup) -> Writer<'a> {
        let (out, map) = (String::new(), OffsetMap::default());
        Writer { text, markup, out, map, done: 0, counts: [0; Charset::ALL.len()], sound: 0 }
    }

    /// A segment that goes with its neighbour, unless the neighbour's table breaks it.
    fn follow(&mut self, segment: Range<usize>, charset: Option<Charset>) {
        let Some(charset) = charset else {
            self.sound += 1;
            return;
        };
        let letters = letters(self.text, segment.clone(), self.markup);
        let (own, read) = (tally(&letters.view), tally(&converted(&letters.view, charset)));
        if read.net() >= own.net() {
            self.write(segment.start, &letters, charset);
        }
    }

    pub fn write(&mut self, start: usize, letters: &Letters, charset: Charset) {
        self.counts[charset as usize] += 1;
        self.copy(start);
        let (read, lengths) = spelt(&letters.view, charset);
        let mut at = 0;
        for (letter, taken) in read.into_iter().zip(lengths) {
            let (from, to) = (letters.bounds[at], letters.bounds[at + taken]);
            if taken == 1 && letter == letters.view[at] {
                self.copy(to);
            } else {
                self.copy(from);
                self.out.push(letter);
                self.map.changed(letter.len_utf8() as u64, (to - from) as u64);
                self.done = to;
            }
            at += taken;
        }
    }

    fn copy(&mut self, to: usize) {
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len());
        }
        if self.done < to {
            self.out.push_str(&self.text[self.done..to]);
            self.map.copied((to - self.done) as u64);
            self.done = to;
        }
    }

    pub fn finish(mut self) -> Option<Repaired> {
        let repaired = self.counts.iter().sum();
        if repaired == 0 {
            return None;
        }
        self.copy(self.text.len());
        let charset = Charset::ALL.into_iter().rev().max_by_key(|c| self.counts[*c as usize])?;
        let twice = self.counts[Charset::TwiceUtf8 as usize];
        Some(Repaired { text: self.out, charset, repaired, twice, sound: self.sound, map: self.map })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        repair(text).map_or_else(|| text.to_owned(), |r| r.text)
    }

    #[test]
    fn a_head_in_an_old_table_over_a_sound_body() {
        let text =
            "Uû ban nh©n d©n tØnh\nSè: 12/KH-UBND\n\nCăn cứ tình hình thực tế, tỉnh đặt ra các chỉ tiêu.\nTỷ lệ: 5%\n";
        let found = repair(text).unwrap();
        assert_eq!(
            found.text,
            "Uỷ ban nhân dân tỉnh\nSố: 12/KH-UBND\n\nCăn cứ tình hình thực tế, tỉnh đặt ra các chỉ tiêu.\nTỷ lệ: 5%\n"
        );
        assert_eq!((found.charset, found.repaired, found.sound), (Charset::Tcvn3, 2, 2));
        for word in ["KH-UBND", "tỉnh đặt", "5%"] {
            let at = found.text.find(word).unwrap() as u64;
            assert_eq!(found.map.file(at), text.find(word).unwrap() as u64);
        }
    }

    #[test]
    fn each_table_is_told_by_its_words() {
        assert_eq!(repaired("UÛY BAN NHAÂN DAÂN TÆNH\nSoá: 5"), "ỦY BAN NHÂN DÂN TỈNH\nSố: 5");
        assert_eq!(repaired("á»¦y ban nhÃ¢n dÃ¢n tá»‰nh"), "Ủy ban nhân dân tỉnh");
        assert_eq!(repaired("Kêì hoaòch ðýõòc giao"), "Kế hoạch được giao");
        assert_eq!(repaired("tr\u{ad}êng häc"), "trường học");
        assert_eq!(repaired("§¶ng uû"), "Đảng uỷ");
    }

    #[test]
    fn of_tables_that_fit_equally_well_that_of_the_line_before_is_taken() {
        let repaired = |text: &str| super::repair(text).map(|r| r.text).unwrap_or_default();
        assert_eq!(
            repaired("T± chÑc thñc hi®n kª hoÕch\nngày 14 tháng 5 nåm 2022"),
            "Tổ chức thực hiện kế hoạch\nngày 14 tháng 5 năm 2022"
        );
        assert_eq!(repaired("KT. CHñ TÞCH\nPHã CHñ TÞCH\nLß V¨n HÆc"), "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Hặc");
    }

    #[test]
    fn sound_text_stays() {
        for text in [
            "Ủy ban nhân dân tỉnh; 25 °C; 5 m²; ½ số hộ",
            "Công ty Škoda, Nestlé S.A. ® và Müller GmbH đầu tư",
            "© 2025 Cổng thông tin điện tử",
            "Ðảng ủy, đƣợc, Ðoàn Thanh niên",
            "µm, ñ, Ö",
            "tru\u{ad}ờng hợp này đã có",
            "ti\u{309}nh d\u{323}a\u{323}t",
            "Università di Città, Curaçao, São Paulo, Ångström",
        ] {
            assert!(repair(text).is_none(), "{text}: {:?}", repair(text));
        }
    }

    #[test]
    fn entities_of_a_page_are_letters_too() {
        let page = "<p>Uû ban nh&copy;n d&#169;n &amp; tr&shy;&ecirc;ng häc</p>";
        let found = repair_marked(page, Markup::Html).unwrap();
        assert_eq!(found.text, "<p>Uỷ ban nhân dân &amp; trường học</p>");
        assert_eq!(found.map.file(found.text.find("học").unwrap() as u64), page.find("häc").unwrap() as u64);
    }

    #[test]
    fn typefaces_decide_for_a_run() {
        assert_eq!(repair_run("ñy ban nh©n d©n", ".VnTimeH").as_deref(), Some("ỦY BAN NHÂN DÂN"));
        assert_eq!(repair_run("Sè", ".VnTime").as_deref(), Some("Số"));
        assert_eq!(repair_run("Soá", "VNI-Times").as_deref(), Some("Số"));
        assert_eq!(repair_run("Số", ".VnTime"), None);
        assert_eq!(repair_run("Sè", "Arial"), None);
    }
}
