//! Words become printed lines, lines are told into the columns they stand in.
//!
//! `ỦY BAN NHÂN DÂN   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM` → one line of two segments; with the lines around it a
//! [`Piece::Columns`] of a left and a right side.

use super::page::Word;

/// Words of one line without a column gap among them.
#[derive(Clone, Debug, Default)]
pub struct Segment {
    /// From left to right.
    pub words: Vec<Word>,
    /// Left edge.
    pub x0: f32,
    /// Right edge.
    pub x1: f32,
    /// Baseline.
    pub base: f32,
    /// Size of most of its type.
    pub size: f32,
}

impl Segment {
    fn of(words: Vec<Word>) -> Segment {
        let size = prevailing_size(&words);
        let x0 = words.iter().map(|w| w.x0).fold(f32::INFINITY, f32::min);
        let x1 = words.iter().map(|w| w.x1).fold(f32::NEG_INFINITY, f32::max);
        let base = words.iter().filter(|w| w.size >= 0.9 * size).map(|w| w.base).fold(f32::NEG_INFINITY, f32::max);
        Segment { words, x0, x1, base, size }
    }

    /// Middle between its edges.
    pub fn centre(&self) -> f32 {
        (self.x0 + self.x1) / 2.0
    }

    /// Top of its letters.
    pub fn top(&self) -> f32 {
        self.base - 0.8 * self.size
    }

    /// Bottom of its letters.
    pub fn bottom(&self) -> f32 {
        self.base + 0.2 * self.size
    }

    /// Its words with single blanks.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (i, word) in self.words.iter().enumerate() {
            if i > 0 && blank_between(&self.words[i - 1], word) {
                out.push(' ');
            }
            out.push_str(&word.text);
        }
        out
    }

    /// All words bold.
    pub fn bold(&self) -> bool {
        self.words.iter().all(|w| w.bold || !w.text.chars().any(char::is_alphabetic))
            && self.words.iter().any(|w| w.bold)
    }
}

/// Whether a blank stands between two neighbours of a line: typed, or a gap of a fifth of the type's size.
/// A producer that writes each glyph by itself leaves gaps of a few hundredths; a blank of Times is a quarter.
pub fn blank_between(left: &Word, right: &Word) -> bool {
    let size = left.size.max(right.size);
    right.x0 - left.x1 > 0.2 * size || ((left.spacing || right.spaced) && right.x0 - left.x1 > -0.3 * size)
}

fn prevailing_size(words: &[Word]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for word in words {
        let letters = word.text.chars().count();
        match sizes.iter_mut().find(|(s, _)| (*s - word.size).abs() < 0.3) {
            Some((_, n)) => *n += letters,
            None => sizes.push((word.size, letters)),
        }
    }
    sizes.iter().max_by(|a, b| a.1.cmp(&b.1).then(a.0.total_cmp(&b.0))).map_or(10.0, |(s, _)| *s)
}

/// One printed line: segments from left to right.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// Its parts.
    pub segments: Vec<Segment>,
}

impl Line {
    /// Highest top of its segments.
    pub fn top(&self) -> f32 {
        self.segments.iter().map(Segment::top).fold(f32::INFINITY, f32::min)
    }

    /// Lowest bottom.
    pub fn bottom(&self) -> f32 {
        self.segments.iter().map(Segment::bottom).fold(f32::NEG_INFINITY, f32::max)
    }

    /// Left edge.
    pub fn x0(&self) -> f32 {
        self.segments.iter().map(|s| s.x0).fold(f32::INFINITY, f32::min)
    }

    /// The line as one segment, its column gaps taken for blanks.
    pub fn joined(self) -> Segment {
        Segment::of(self.segments.into_iter().flat_map(|s| s.words).collect())
    }
}

/// Groups words to lines, top to bottom.
pub fn lines(mut words: Vec<Word>) -> Vec<Line> {
    words.retain(|w| !w.text.is_empty());
    // Large type first: small raised type (m², a footnote's mark) then finds the line it belongs to.
    let mut order: Vec<usize> = (0..words.len()).collect();
    let median = prevailing_size(&words);
    let small = |w: &Word| w.size < 0.8 * median;
    order.sort_by(|a, b| {
        let (a, b) = (&words[*a], &words[*b]);
        (a.field, small(a)).cmp(&(b.field, small(b))).then(a.base.total_cmp(&b.base)).then(a.x0.total_cmp(&b.x0))
    });
    let mut rows: Vec<Row> = Vec::new();
    for index in order {
        let word = &words[index];
        match home(&rows, word, &words) {
            Some(row) => rows[row].push(index, word),
            None => {
                let at = rows.partition_point(|r| r.base <= word.base);
                rows.insert(at, Row { base: word.base, size: word.size, members: vec![index] });
            }
        }
    }
    let mut taken: Vec<Option<Word>> = words.into_iter().map(Some).collect();
    rows.into_iter()
        .map(|row| {
            let mut members: Vec<Word> = row.members.iter().filter_map(|i| taken[*i].take()).collect();
            members.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.x1.total_cmp(&b.x1)));
            Line { segments: segments(members) }
        })
        .collect()
}

struct Row {
    base: f32,
    size: f32,
    members: Vec<usize>,
}

impl Row {
    fn push(&mut self, index: usize, word: &Word) {
        // The line's own type settles where it stands; a raised word does not move it.
        if word.size > 1.1 * self.size {
            (self.base, self.size) = (word.base, word.size);
        }
        self.members.push(index);
    }
}

/// The row a word belongs to: nearly the same baseline, or, for small or laid-on words, its middle within the
/// row's letters with a neighbour at hand and nothing of the row below it.
fn home(rows: &[Row], word: &Word, words: &[Word]) -> Option<usize> {
    let from = rows.partition_point(|r| r.base < word.base - 2.0 * word.size);
    let mut best: Option<(f32, usize)> = None;
    for (i, row) in rows.iter().enumerate().skip(from) {
        if row.base > word.base + 2.0 * word.size.max(row.size) {
            break;
        }
        let off = (row.base - word.base).abs();
        let size = row.size.min(word.size);
        let fits = if off <= 0.25 * size {
            true
        } else if word.field || word.size < 0.8 * row.size {
            let middle = word.base - 0.3 * word.size;
            let within = middle > row.base - 0.95 * row.size && middle < row.base + 0.25 * row.size;
            let reach = if word.field { 6.0 } else { 0.5 } * row.size;
            within
                && row.members.iter().any(|m| {
                    let other = &words[*m];
                    let gap = (other.x0 - word.x1).max(word.x0 - other.x1);
                    gap < reach
                })
                && !row.members.iter().any(|m| {
                    let other = &words[*m];
                    let overlap = other.x1.min(word.x1) - other.x0.max(word.x0);
                    overlap > 0.6 * (word.x1 - word.x0)
                })
        } else {
            false
        };
        if fits && best.is_none_or(|(d, _)| off < d) {
            best = Some((off, i));
        }
    }
    best.map(|(_, i)| i)
}

/// Cuts the words of a line at gaps that no typed blank fills.
fn segments(words: Vec<Word>) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut current: Vec<Word> = Vec::new();
    for word in words {
        if let Some(last) = current.last()
            && parts(&current, last, &word)
        {
            out.push(Segment::of(std::mem::take(&mut current)));
        }
        current.push(word);
    }
    if !current.is_empty() {
        out.push(Segment::of(current));
    }
    out
}

/// Whether a gap parts two columns. Forms leave gaps to be written into (`Số:      /KH-UBND`, `ngày    tháng`):
/// those are typed blanks and end at a colon or begin at a slash.
fn parts(line: &[Word], left: &Word, right: &Word) -> bool {
    let size = left.size.max(right.size);
    let gap = right.x0 - left.x1;
    let typed = (left.reach - left.x1).max(0.0) + (right.x0 - right.lead).max(0.0);
    if right.text.starts_with('/') || left.text.ends_with(':') && last_word(line) <= 4 {
        return false;
    }
    gap - typed > 1.2 * size || gap > 3.0 * size
}

/// Characters of the last word of a line, which may be drawn in several pieces.
fn last_word(line: &[Word]) -> usize {
    let from = line.windows(2).rposition(|pair| blank_between(&pair[0], &pair[1])).map_or(0, |i| i + 1);
    line[from..].iter().map(|w| w.text.chars().count()).sum()
}

/// What a page is made of between its tables.
#[derive(Clone, Debug)]
pub enum Piece {
    /// A line across the text.
    Line(Segment),
    /// Lines side by side: those of the left column, those of the right.
    Columns(Vec<Segment>, Vec<Segment>),
}

/// Finds the stretches of lines that stand in two columns: letterheads and signature blocks.
pub fn pieces(lines: Vec<Line>) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut i = 0;
    let mut lines: Vec<Option<Line>> = abreast(lines).into_iter().map(Some).collect();
    while i < lines.len() {
        if let Some((end, gutter)) = columns_at(&lines, i) {
            let (mut left, mut right) = (Vec::new(), Vec::new());
            for line in lines[i..end].iter_mut().filter_map(Option::take) {
                for segment in line.segments {
                    if segment.centre() < gutter { left.push(segment) } else { right.push(segment) }
                }
            }
            out.push(Piece::Columns(rejoin(left), rejoin(right)));
            i = end;
        } else {
            if let Some(line) = lines[i].take() {
                out.push(Piece::Line(line.joined()));
            }
            i += 1;
        }
    }
    out
}

/// Lines that stand beside each other at slightly different heights are one line of two segments: the columns of
/// a signature block are set in different sizes.
fn abreast(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        if let Some(last) = out.last_mut() {
            let overlap = last.bottom().min(line.bottom()) - last.top().max(line.top());
            let height = (last.bottom() - last.top()).min(line.bottom() - line.top());
            let apart = last
                .segments
                .iter()
                .all(|a| line.segments.iter().all(|b| (b.x0 - a.x1).max(a.x0 - b.x1) > 1.2 * a.size.max(b.size)));
            if overlap > 0.25 * height && apart {
                last.segments.extend(line.segments);
                last.segments.sort_by(|a, b| a.x0.total_cmp(&b.x0));
                continue;
            }
        }
        out.push(line);
    }
    out
}

/// Segments of one line that fell on the same side are one line of that side.
fn rejoin(side: Vec<Segment>) -> Vec<Segment> {
    let mut out: Vec<Segment> = Vec::new();
    for segment in side {
        match out.last_mut() {
            Some(last) if (last.base - segment.base).abs() < 0.3 * segment.size && last.x1 <= segment.x0 => {
                let words = std::mem::take(&mut last.words).into_iter().chain(segment.words).collect();
                *last = Segment::of(words);
            }
            _ => out.push(segment),
        }
    }
    out
}

/// The end of the two-column stretch that begins at line `from`, and the middle of its gutter.
fn columns_at(lines: &[Option<Line>], from: usize) -> Option<(usize, f32)> {
    let first = lines[from].as_ref()?;
    let mut gutters = gaps(first);
    let mut start_two_sided = true;
    if gutters.is_empty() {
        // The right column may begin a little higher than the left one.
        let next = lines.get(from + 1)?.as_ref()?;
        let only = first.segments.first()?;
        let near = next.top() - only.bottom() < 0.6 * only.size;
        gutters = gaps(next)
            .into_iter()
            .filter(|g| {
                let right: Vec<&Segment> = next.segments.iter().filter(|s| s.x0 >= g.1).collect();
                let left_edge = next.x0();
                only.x0 > g.1 - 0.5 * only.size
                    && only.x0 > left_edge + 6.0 * only.size
                    && right.iter().any(|s| (s.centre() - only.centre()).abs() < 1.5 * only.size)
            })
            .collect();
        if !near || gutters.is_empty() {
            return None;
        }
        start_two_sided = false;
    }
    gutters.into_iter().filter_map(|g| stretch(lines, from, g, start_two_sided)).max_by(|a, b| a.0.cmp(&b.0))
}

/// The gaps of a line that may be gutters: words on both sides, not just the mark of a list item.
fn gaps(line: &Line) -> Vec<(f32, f32)> {
    line.segments
        .windows(2)
        .filter(|pair| {
            let letters = |s: &Segment| s.text().chars().filter(|c| c.is_alphabetic()).count();
            letters(&pair[0]) >= 3 && letters(&pair[1]) >= 1
        })
        .map(|pair| (pair[0].x1, pair[1].x0))
        .collect()
}

fn stretch(lines: &[Option<Line>], from: usize, gutter: (f32, f32), confirmed: bool) -> Option<(usize, f32)> {
    let (mut g0, mut g1) = gutter;
    let mut end = if confirmed { from + 1 } else { from };
    let mut sides: [Vec<&Segment>; 2] = [Vec::new(), Vec::new()];
    let mut last_bottom = lines[from].as_ref()?.bottom();
    let size = lines[from].as_ref()?.segments.first()?.size;
    for (i, line) in lines.iter().enumerate().skip(from) {
        let Some(line) = line.as_ref() else { break };
        if line.top() - last_bottom > 10.0 * size {
            break;
        }
        let middle = (g0 + g1) / 2.0;
        let l = line.segments.iter().filter(|s| s.centre() < middle);
        let r = line.segments.iter().filter(|s| s.centre() >= middle);
        let n0 = l.clone().map(|s| s.x1).fold(g0, f32::max);
        let n1 = r.clone().map(|s| s.x0).fold(g1, f32::min);
        if n1 - n0 < 0.7 * size {
            break;
        }
        let (has_left, has_right) = (l.clone().next().is_some(), r.clone().next().is_some());
        let close = line.top() - last_bottom < 1.2 * size;
        let near = line.top() - last_bottom < 3.0 * size;
        let belongs = match (has_left, has_right) {
            (true, true) => true,
            (true, false) => l.clone().all(|s| close && aligned(&sides[0], s) || near && centred_under(&sides[0], s)),
            (false, true) => r.clone().all(|s| aligned(&sides[1], s)) || i < end || (!confirmed && i == from),
            (false, false) => true,
        };
        // A one-sided line that does not line up may still stand between two-sided ones.
        let two_sided = has_left && has_right;
        if !belongs && !ahead(lines, i, (n0, n1), size) {
            break;
        }
        (g0, g1) = (n0, n1);
        sides[0].extend(l);
        sides[1].extend(r);
        last_bottom = last_bottom.max(line.bottom());
        if two_sided || belongs {
            end = i + 1;
        }
    }
    let both = !sides[0].is_empty() && !sides[1].is_empty();
    (both && end > from).then_some((end, (g0 + g1) / 2.0))
}

/// Whether a two-sided line follows close by before anything crosses the gutter.
fn ahead(lines: &[Option<Line>], from: usize, gutter: (f32, f32), size: f32) -> bool {
    let mut bottom = lines[from].as_ref().map_or(0.0, Line::bottom);
    for line in lines[from..].iter().flatten().take(4) {
        if line.top() - bottom > 2.0 * size {
            return false;
        }
        let crosses = line.segments.iter().any(|s| s.x0 < gutter.1 - 0.5 && s.x1 > gutter.0 + 0.5);
        if crosses {
            return false;
        }
        let left = line.segments.iter().any(|s| s.x1 <= gutter.0 + 0.5);
        let right = line.segments.iter().any(|s| s.x0 >= gutter.1 - 0.5);
        if left && right {
            return true;
        }
        bottom = line.bottom();
    }
    false
}

/// Whether a segment has the middle that the last two of its side share: a number some way below the issuer.
fn centred_under(side: &[&Segment], segment: &Segment) -> bool {
    side.len() >= 2 && side.iter().rev().take(2).all(|s| (s.centre() - segment.centre()).abs() < 0.8 * segment.size)
}

/// Whether a segment stands under the earlier ones of its side: same middle, or same left edge.
fn aligned(side: &[&Segment], segment: &Segment) -> bool {
    side.iter().any(|s| {
        (s.centre() - segment.centre()).abs() < 0.8 * segment.size || (s.x0 - segment.x0).abs() < 0.35 * segment.size
    })
}
