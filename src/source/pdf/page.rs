//! What one page shows, as words and rules in one upright frame: content, form fields and annotations together.
//!
//! The content reads `Số:      /KH-UBND`, a signature field on top of it reads `15`; the page gives the words
//! `Số:`, `15`, `/KH-UBND`, each with its box, and the line builder does the rest.

use super::fields;
use crate::source::limits;
use pdfboss_core::{Dict, Document, Name, Object, Page, Rect, Stream};
use pdfboss_text::{FontCache, ReadingOrder, Ruling, TextSpan};

/// Characters of one page: a page of the densest table has some 20,000.
const CHARACTERS: usize = 400_000;

/// A run of characters without a blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Word {
    /// As the font says, not yet normalised.
    pub text: String,
    /// Left edge in the reading frame, points.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Left edge of the blanks typed before it.
    pub lead: f32,
    /// Right edge of the blanks typed behind it.
    pub reach: f32,
    /// A blank was typed before it, however narrow it was set.
    pub spaced: bool,
    /// A blank was typed behind it.
    pub spacing: bool,
    /// Baseline, from the top.
    pub base: f32,
    /// Size of the type, points.
    pub size: f32,
    /// Left, top, right, bottom on the page as it is shown.
    pub area: [f32; 4],
    /// Drawn bold.
    pub bold: bool,
    /// Drawn italic.
    pub italic: bool,
    /// Index into [`Sheet::fonts`].
    pub font: u16,
    /// Comes from a form field or annotation.
    pub field: bool,
}

/// A drawn line, straight up or straight across.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Across; otherwise up.
    pub flat: bool,
    /// Its height from the top (across) or its distance from the left (up).
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// One page.
#[derive(Debug, Default)]
pub struct Sheet {
    /// One-based number.
    pub number: u32,
    /// Width as read.
    pub width: f32,
    /// Height as read.
    pub height: f32,
    /// Words of the page itself and of short fields.
    pub words: Vec<Word>,
    /// Drawn lines.
    pub rules: Vec<Rule>,
    /// Words of annotations that are stamps: who signed, with which address, when.
    pub stamps: Vec<Vec<Word>>,
    /// Names of the typefaces.
    pub fonts: Vec<String>,
    /// Part of the page's content could not be read.
    pub lossy: bool,
}

/// Turns points of the page's own space into points from the top left, under a rotation.
#[derive(Clone, Copy)]
struct Frame {
    page: Rect,
    rotate: i32,
}

impl Frame {
    fn point(self, x: f32, y: f32) -> (f32, f32) {
        let p = self.page;
        match self.rotate {
            90 => (y - p.y0, x - p.x0),
            180 => (p.x1 - x, y - p.y0),
            270 => (p.y1 - y, p.x1 - x),
            _ => (x - p.x0, p.y1 - y),
        }
    }

    fn size(self) -> (f32, f32) {
        let (w, h) = (self.page.width(), self.page.height());
        if matches!(self.rotate, 90 | 270) { (h, w) } else { (w, h) }
    }

    /// Whether something of the box of two corners is on the page.
    fn shows(self, corners: [(f32, f32); 2]) -> bool {
        let [a, b] = corners.map(|(x, y)| self.point(x, y));
        let (w, h) = self.size();
        let meets = |from: f32, to: f32, most: f32| from.max(to) >= 0.0 && from.min(to) <= most;
        w <= 0.0 || h <= 0.0 || meets(a.0, b.0, w) && meets(a.1, b.1, h)
    }

    /// The box of two corners, cut at the edges of the page.
    fn area(self, corners: [(f32, f32); 2]) -> [f32; 4] {
        let a = self.point(corners[0].0, corners[0].1);
        let b = self.point(corners[1].0, corners[1].1);
        let (w, h) = self.size();
        let cut = |v: f32, most: f32| if v.is_finite() { v.max(0.0).min(most) } else { 0.0 };
        [cut(a.0.min(b.0), w), cut(a.1.min(b.1), h), cut(a.0.max(b.0), w), cut(a.1.max(b.1), h)]
    }
}

/// Reads a page.
pub fn read(doc: &Document, page: &Page, fonts: &FontCache) -> Sheet {
    let shown = Frame { page: page.crop_box, rotate: page.rotate };
    if is_too_long(doc, page) {
        return Sheet { number: page.index as u32 + 1, lossy: true, ..Sheet::default() };
    }
    let (spans, rulings, lossy) = spans(doc, page, fonts);
    let turn = dominant_turn(&spans).unwrap_or(page.rotate);
    let reading = Frame { page: page.crop_box, rotate: turn };
    let (width, height) = reading.size();
    let mut sheet = Sheet { number: page.index as u32 + 1, width, height, lossy, ..Sheet::default() };
    words_of(&spans, turn, [reading, shown], false, &mut sheet);
    for drawn in fields::appearances(doc, page) {
        let (mut spans, _, _) = self::spans(doc, &drawn, fonts);
        spans.retain(|s| s.rotate == turn);
        let from = sheet.words.len();
        words_of(&spans, turn, [reading, shown], true, &mut sheet);
        if fields::is_stamp(&sheet.words[from..]) {
            let stamp = sheet.words.split_off(from);
            sheet.stamps.push(stamp);
        }
    }
    fields::overtype(&mut sheet.words);
    let enlarged = enlargement(&spans).and_then(|scale| fine_rulings(doc, page, fonts, scale));
    sheet.rules = enlarged.unwrap_or(rulings).iter().filter_map(|r| rule(r, reading)).collect();
    sheet
}

/// Whether the page draws more than can be gone through in good time.
fn is_too_long(doc: &Document, page: &Page) -> bool {
    page.content(doc).is_ok_and(|content| content.len() > limits::PAGE_BYTES)
}

/// How much larger a page of small type has to be drawn for its table rows to be higher than the shortest line the
/// library reports (8 points).
fn enlargement(spans: &[TextSpan]) -> Option<f32> {
    let mut sizes: Vec<f32> = spans.iter().map(|s| s.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).filter(|s| **s < 7.5).map(|s| (20.0 / s).min(20.0))
}

/// The rulings of a page drawn larger, brought back to its own size.
fn fine_rulings(doc: &Document, page: &Page, fonts: &FontCache, scale: f32) -> Option<Vec<Ruling>> {
    let contents = page.dict().get("Contents")?;
    let mut parts =
        vec![Object::Stream(Stream { dict: Dict::new(), data: format!("{scale} 0 0 {scale} 0 0 cm").into_bytes() })];
    match doc.resolve(contents).ok()? {
        Object::Array(items) => parts.extend(items),
        _ => parts.push(contents.clone()),
    }
    let mut dict = Dict::new();
    dict.insert(Name("Contents".into()), Object::Array(parts));
    let resources = page.resources.clone();
    let large = Page::from_parts(page.index, page.media_box, page.crop_box, page.rotate, resources, dict, None);
    let (_, mut rulings, _) = spans(doc, &large, fonts);
    for ruling in &mut rulings {
        for point in [&mut ruling.start, &mut ruling.end] {
            (point.x, point.y) = (point.x / scale, point.y / scale);
        }
    }
    Some(rulings)
}

fn spans(doc: &Document, page: &Page, fonts: &FontCache) -> (Vec<TextSpan>, Vec<Ruling>, bool) {
    match pdfboss_text::extract_spans_and_rulings_reporting_cached(doc, page, fonts, ReadingOrder::Content) {
        Ok((mut spans, rulings, report)) => {
            spans.retain(|s| !s.vertical && s.size.is_finite() && s.size > 0.5);
            (spans, rulings, !report.is_complete())
        }
        Err(_) => (Vec::new(), Vec::new(), true),
    }
}

/// The rotation under which most characters of the page stand upright: wide tables are often drawn sideways
/// on upright pages.
fn dominant_turn(spans: &[TextSpan]) -> Option<i32> {
    let mut counts = [0usize; 4];
    for span in spans {
        let turn = (span.rotate.rem_euclid(360) / 90) as usize % 4;
        counts[turn] += span.text.chars().filter(|c| c.is_alphanumeric()).count();
    }
    let (index, count) = counts.iter().enumerate().max_by_key(|(i, c)| (**c, usize::MAX - i))?;
    (*count > 0).then_some(index as i32 * 90)
}

/// Cuts spans at their blanks into words of the sheet. `frames`: as read, as shown.
fn words_of(spans: &[TextSpan], turn: i32, frames: [Frame; 2], field: bool, sheet: &mut Sheet) {
    let [reading, shown] = frames;
    let mut budget = CHARACTERS.saturating_sub(sheet.words.iter().map(|w| w.text.len()).sum());
    let mut starts = Vec::new();
    let first = sheet.words.len();
    let mut last = Word::default();
    for span in spans {
        if span.text.len() > budget {
            sheet.lossy = true;
            break;
        }
        budget -= span.text.len();
        let upright = span.rotate.rem_euclid(360) == turn;
        let chars: Vec<char> = span.text.chars().collect();
        if chars.iter().all(|c| is_blank(*c)) {
            if let Some(word) = sheet.words.last_mut()
                && upright
            {
                let from = reading.point(span.x, span.y);
                follow_with_blank(word, from, reading.point(span.end_x, span.end_y).0, span.size);
            }
            continue;
        }
        let font = font_index(&mut sheet.fonts, &span.font_name);
        along(span, &mut starts);
        let at = |k: usize| {
            let t = starts[k];
            (span.x + (span.end_x - span.x) * t, span.y + (span.end_y - span.y) * t)
        };
        let up = up_vector(span.rotate);
        let (mut i, mut lead) = (0, 0);
        while i < chars.len() {
            if is_blank(chars[i]) {
                i += 1;
                continue;
            }
            let begin = i;
            while i < chars.len() && !is_blank(chars[i]) {
                i += 1;
            }
            let mut reach = i;
            while reach < chars.len() && is_blank(chars[reach]) {
                reach += 1;
            }
            let (a, b) = (at(begin), at(i));
            let corners = [
                (a.0 - up.0 * 0.22 * span.size, a.1 - up.1 * 0.22 * span.size),
                (b.0 + up.0 * 0.85 * span.size, b.1 + up.1 * 0.85 * span.size),
            ];
            if !shown.shows(corners) {
                lead = i;
                continue;
            }
            let mut word = Word {
                text: chars[begin..i].iter().collect(),
                spaced: begin > lead,
                spacing: reach > i,
                size: span.size,
                area: shown.area(corners),
                bold: span.bold,
                italic: span.italic,
                font,
                field,
                ..Word::default()
            };
            if upright {
                let ((x0, base), (x1, _)) = (reading.point(a.0, a.1), reading.point(b.0, b.1));
                let (l, r) = (at(lead), at(reach));
                (word.x0, word.x1, word.base) = (x0, x1.max(x0), base);
                word.lead = reading.point(l.0, l.1).0.min(x0);
                word.reach = reading.point(r.0, r.1).0.max(word.x1);
            } else {
                // Sideways text of a heading cell: one word in a box, its baseline at the bottom of the box.
                let (p, q) = (reading.point(corners[0].0, corners[0].1), reading.point(corners[1].0, corners[1].1));
                (word.x0, word.x1) = (p.0.min(q.0), p.0.max(q.0));
                (word.lead, word.reach) = (word.x0, word.x1);
                word.base = p.1.max(q.1) - 0.2 * span.size;
            }
            if [word.x0, word.x1, word.base].iter().all(|v| v.is_finite()) {
                place(word, &mut last, first, &mut sheet.words);
            }
            lead = i;
        }
    }
}

/// Adds a piece of text: to the word before it when nothing parts them (producers place letters one by one, marks
/// after their letters), else as a word. `last` is the piece before; one drawn a second time at its place is skipped.
fn place(piece: Word, last: &mut Word, first: usize, words: &mut Vec<Word>) {
    let size = piece.size;
    let twice = piece.text == last.text
        && (piece.x0 - last.x0).abs() < 0.12 * size
        && (piece.base - last.base).abs() < 0.12 * size;
    if twice {
        return;
    }
    *last = piece.clone();
    if words.len() > first
        && let Some(word) = words.last_mut()
    {
        let mark = piece.text.chars().next().is_some_and(unicode_normalization::char::is_combining_mark);
        let gap = piece.x0 - word.x1;
        let level = (piece.base - word.base).abs() < if mark { 0.6 } else { 0.05 } * size;
        let alike = piece.font == word.font && (piece.size - word.size).abs() < 0.1 && piece.bold == word.bold;
        let close = if mark { gap.abs() < size } else { gap > -0.25 * size && gap <= 0.2 * size };
        if level && close && (alike || mark) && !word.spacing && !piece.spaced {
            word.text.push_str(&piece.text);
            word.x1 = word.x1.max(piece.x1);
            word.reach = word.reach.max(piece.reach);
            word.spacing = piece.spacing;
            let (a, b) = (word.area, piece.area);
            word.area = [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
            return;
        }
    }
    words.push(piece);
}

/// A blank drawn by itself belongs to the word it follows.
fn follow_with_blank(last: &mut Word, from: (f32, f32), to: f32, size: f32) {
    if (from.1 - last.base).abs() < 0.3 * size && (from.0 - last.reach).abs() < 0.5 * size {
        last.reach = last.reach.max(to);
        last.spacing = true;
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{a0}' || c.is_control()
}

fn up_vector(rotate: i32) -> (f32, f32) {
    match rotate.rem_euclid(360) {
        90 => (-1.0, 0.0),
        180 => (0.0, -1.0),
        270 => (1.0, 0.0),
        _ => (0.0, 1.0),
    }
}

/// Index of a typeface; `ABCDEF+Times` and `GHIJKL+Times` are subsets of one.
fn font_index(fonts: &mut Vec<String>, name: &str) -> u16 {
    let name = match name.split_once('+') {
        Some((tag, face)) if tag.len() == 6 && tag.bytes().all(|b| b.is_ascii_uppercase()) => face,
        _ => name,
    };
    match fonts.iter().position(|f| f == name) {
        Some(i) => i as u16,
        None if fonts.len() < 1000 => {
            fonts.push(name.to_owned());
            (fonts.len() - 1) as u16
        }
        None => 0,
    }
}

/// Where each character of a span begins, as a share of the span's length; one entry more for its end.
/// The library knows the places only of spans with letters beyond Latin-1; for the others (numbers!) the usual
/// widths of Times, scaled to the length of the span, are within a tenth of an em of the truth.
fn along(span: &TextSpan, starts: &mut Vec<f32>) {
    starts.clear();
    let count = span.text.chars().count();
    let length = span.end_x - span.x;
    if span.rotate == 0 && span.glyph_x.len() == count && length.abs() > 0.01 {
        starts.extend(span.glyph_x.iter().map(|x| ((x - span.x) / length).clamp(0.0, 1.0)));
    } else {
        let mut total = 0.0;
        for c in span.text.chars() {
            starts.push(total);
            total += width(c);
        }
        if total > 0.0 {
            starts.iter_mut().for_each(|s| *s /= total);
        }
    }
    starts.push(1.0);
}

/// Width of a character of Times, in em.
fn width(c: char) -> f32 {
    match c {
        ' ' | '\u{a0}' | '.' | ',' => 0.25,
        '0'..='9' | '$' | '+' | '=' => 0.5,
        'i' | 'j' | 'l' | 't' | '/' | ':' | ';' | '\'' | '|' => 0.28,
        'f' | 'r' | 's' | '(' | ')' | '-' | 'I' | 'J' | '[' | ']' => 0.35,
        'm' | 'M' | 'W' => 0.85,
        'A'..='Z' | 'w' | '%' => 0.68,
        '\u{300}'..='\u{36f}' => 0.0,
        _ => 0.48,
    }
}

fn rule(ruling: &Ruling, frame: Frame) -> Option<Rule> {
    let a = frame.point(ruling.start.x, ruling.start.y);
    let b = frame.point(ruling.end.x, ruling.end.y);
    if ![a.0, a.1, b.0, b.1].iter().all(|v| v.is_finite()) {
        return None;
    }
    let flat = (a.0 - b.0).abs() >= (a.1 - b.1).abs();
    Some(if flat {
        Rule { flat, at: a.1, from: a.0.min(b.0), to: a.0.max(b.0) }
    } else {
        Rule { flat, at: a.0, from: a.1.min(b.1), to: a.1.max(b.1) }
    })
}

/// Drops the second of two words drawn at the same place: bold made by drawing twice.
pub fn drop_doubles(words: &mut Vec<Word>) {
    use std::collections::HashMap;
    let cell = |v: f32| (v / 4.0).round() as i32;
    let mut seen: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    let mut keep = vec![true; words.len()];
    for i in 0..words.len() {
        let w = &words[i];
        let (x, y) = (cell(w.x0), cell(w.base));
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (x + dx, y + dy)));
        let twin = around.filter_map(|at| seen.get(&at)).flatten().any(|j| {
            let o = &words[*j];
            o.text == w.text && (o.x0 - w.x0).abs() < 0.15 * w.size && (o.base - w.base).abs() < 0.15 * w.size
        });
        if twin {
            keep[i] = false;
        } else {
            let bucket = seen.entry((x, y)).or_default();
            // Thousands of words at one point are a trap, not type.
            if bucket.len() < 64 {
                bucket.push(i);
            } else {
                keep[i] = false;
            }
        }
    }
    let mut keep = keep.iter();
    words.retain(|_| *keep.next().unwrap_or(&true));
}

/// Whether one image covers most of the page: a scan.
pub fn covered_by_image(doc: &Document, page: &Page) -> bool {
    if is_too_long(doc, page) {
        return false;
    }
    let area = page.crop_box.width() * page.crop_box.height();
    pdfboss_text::placed_images(doc, page).is_ok_and(|images| {
        images
            .iter()
            .filter_map(|i| i.bbox.intersect(page.crop_box))
            .any(|r| area > 0.0 && r.width() * r.height() > 0.5 * area)
    })
}
