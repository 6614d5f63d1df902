//! Which lines are the document and which are the page around it.
//!
//! `<nav>Trang chủ…</nav><div>KẾ HOẠCH …</div><div>Văn bản liên quan …</div>` → furniture, body, furniture.
//!
//! The main box is the smallest that holds the letterhead and most of the prose. What stands outside it is furniture
//! only on pages that have any (menus, link lists), and only where it reads like furniture: plan text must never be
//! lost to a guess, so doubt leaves a line in the body.

use super::tags::Name;
use super::tree::{Tree, Value};
use crate::document::{Document, Role};
use crate::lexicon::sites::{Mark, Part, SITES};
use crate::text::fold;
use html5ever::local_name;
use std::ops::Range;

/// The boxes of a page and the lines in them.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Boxes in document order, each behind the one it stands in; the first is the page.
    pub(super) regions: Vec<Region>,
    /// Lines, one for each block of the document.
    pub(super) lines: Vec<Line>,
    /// Something was left out because the page hides it.
    pub(super) hidden: bool,
}

/// A box.
#[derive(Debug)]
pub(super) struct Region {
    /// The box it stands in.
    pub(super) parent: u32,
    /// Its lines.
    pub(super) lines: Range<u32>,
    /// What its names say it is.
    pub(super) part: Option<Part>,
    /// It arranges other boxes; a list, a table or a heading does not.
    pub(super) frame: bool,
}

/// A line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// The box it stands in directly.
    pub(super) region: u32,
    /// Bytes of its text.
    pub(super) letters: u32,
    /// Those of them that are links.
    pub(super) linked: u32,
}

/// A line this long is prose.
const PROSE: u32 = 60;
/// A line this long is prose wherever it stands.
const LONG: u32 = 150;
/// Lines longer than this make no mark, and no mark is longer than that: in bytes.
const MARKED: usize = 300;
const MARK: usize = 64;
/// A box of labels and values holds no more bytes and lines than this.
const BOX_BYTES: u64 = 6000;
const BOX_LINES: u32 = 120;

/// The host a page says it is from: its canonical address, `og:url` or base.
pub(super) fn host(tree: &Tree<'_>) -> String {
    let first = |node| tree.first_child(node);
    let is_element = |node: &_| matches!(tree.value(*node), Value::Element(_));
    let top = std::iter::successors(first(tree.root()), |node| tree.next_sibling(*node)).find(is_element);
    let Some(head) = top.and_then(first) else { return String::new() };
    for node in std::iter::successors(first(head), |node| tree.next_sibling(*node)) {
        let Value::Element(element) = tree.value(node) else { continue };
        let attributes = tree.attributes(element);
        let address = match element.name.local {
            local_name!("link") if attributes.get(Name::Rel) == Some("canonical") => attributes.get(Name::Href),
            local_name!("meta") if attributes.get(Name::Property) == Some("og:url") => attributes.get(Name::Content),
            local_name!("base") => attributes.get(Name::Href),
            _ => None,
        };
        let host = address.and_then(|a| a.split_once("//")).and_then(|(_, rest)| rest.split(['/', '?', ':']).next());
        if let Some(host) = host.filter(|host| host.contains('.')) {
            return host.to_ascii_lowercase();
        }
    }
    String::new()
}

/// Gives the blocks of `document` their roles.
pub(super) fn tell_apart(document: &mut Document, outline: &Outline) {
    debug_assert_eq!(outline.lines.len(), document.blocks().len(), "a line for each block");
    if outline.regions.is_empty() || outline.lines.len() != document.blocks().len() {
        return;
    }
    let page = Page::new(document, outline);
    let main = page.main();
    for (block, role) in page.roles(main) {
        document.set_role(block, role);
    }
}

/// The outline with what its lines say, summed up so that any stretch of lines is weighed at once.
struct Page<'a> {
    document: &'a Document,
    outline: &'a Outline,
    marks: Vec<Option<(Mark, Part, usize)>>,
    furniture: Vec<bool>,
    metadata: Vec<bool>,
    prose: Sums,
    letters: Sums,
    linked: Sums,
    signs: Sums,
    labels: Sums,
}

/// Sums over the lines before each line.
struct Sums(Vec<u64>);

impl Sums {
    fn new(values: impl Iterator<Item = u64>) -> Sums {
        let mut sums = Vec::with_capacity(values.size_hint().0 + 1);
        sums.push(0);
        let mut sum = 0;
        for value in values {
            sum += value;
            sums.push(sum);
        }
        Sums(sums)
    }

    fn of(&self, lines: &Range<u32>) -> u64 {
        self.0[lines.end.max(lines.start) as usize] - self.0[lines.start as usize]
    }
}

impl<'a> Page<'a> {
    fn new(document: &'a Document, outline: &'a Outline) -> Page<'a> {
        let blocks = document.blocks();
        let mut folded = String::new();
        let mut marks = Vec::with_capacity(blocks.len());
        for block in blocks {
            marks.push(mark(document.words(block), &mut folded));
        }
        let lines = &outline.lines;
        let is = |i: usize, wanted: Mark| u64::from(marks[i].is_some_and(|(mark, ..)| mark == wanted));
        let weigh = |i: usize| {
            let line = &lines[i];
            let own = line.letters.saturating_sub(line.linked);
            match own {
                _ if line.linked * 2 > line.letters => 0,
                own if own >= PROSE || blocks[i].cell.is_some() => u64::from(own),
                own => u64::from(own / 4),
            }
        };
        let count = 0..lines.len();
        let mut page = Page {
            document,
            outline,
            furniture: Vec::new(),
            metadata: vec![false; lines.len()],
            prose: Sums::new(count.clone().map(weigh)),
            letters: Sums::new(lines.iter().map(|l| u64::from(l.letters))),
            linked: Sums::new(lines.iter().map(|l| u64::from(l.linked))),
            signs: Sums::new(count.clone().map(|i| is(i, Mark::Sign))),
            labels: Sums::new(count.clone().map(|i| is(i, Mark::Label))),
            marks,
        };
        page.furniture = page.furniture_regions();
        page.metadata = page.boxes(3);
        // From here on only what is neither weighs.
        let other = |i: usize| page.furniture[lines[i].region as usize] || page.metadata[i];
        let weight = |i: usize| if other(i) { 0 } else { weigh(i) };
        page.prose = Sums::new(count.map(weight));
        page
    }

    /// The regions that are furniture by their names, or stand in one. A name is not believed when the box holds a
    /// letterhead or most of the page: `class="has-sidebar"`.
    fn furniture_regions(&self) -> Vec<bool> {
        let regions = &self.outline.regions;
        let all = self.prose.0.last().copied().unwrap_or(0);
        let signed = self.signs.0.last().copied().unwrap_or(0) > 0;
        // Lines that begin boxes of content: a box around one is no furniture either.
        let mut content = vec![0; self.outline.lines.len() + 1];
        for region in regions {
            if region.part == Some(Part::Content) && self.prose.of(&region.lines) * 5 > all {
                content[region.lines.start as usize] += 1;
            }
        }
        let content = Sums::new(content.into_iter());
        let mut furniture: Vec<bool> = Vec::with_capacity(regions.len());
        for (i, region) in regions.iter().enumerate() {
            let inherited = i > 0 && furniture[region.parent as usize];
            let named = region.part == Some(Part::Furniture)
                && self.signs.of(&region.lines) == 0
                && content.of(&region.lines) == 0
                && (signed && self.prose.of(&region.lines) * 2 < all || self.prose.of(&region.lines) * 5 < all * 2);
            furniture.push(inherited || named);
        }
        furniture
    }

    /// The main region: from the page inwards, as long as one box holds all the signs and four fifths of the prose.
    fn main(&self) -> usize {
        let regions = &self.outline.regions;
        let mut best: Vec<Option<usize>> = vec![None; regions.len()];
        for (i, region) in regions.iter().enumerate().skip(1) {
            let parent = region.parent as usize;
            if region.frame
                && best[parent].is_none_or(|b| self.prose.of(&region.lines) > self.prose.of(&regions[b].lines))
            {
                best[parent] = Some(i);
            }
        }
        let mut main = 0;
        while let Some(inner) = best[main] {
            let (outer, inside) = (&regions[main].lines, &regions[inner].lines);
            let prose = self.prose.of(inside);
            if prose == 0 || prose * 5 < self.prose.of(outer) * 4 || self.signs.of(inside) < self.signs.of(outer) {
                break;
            }
            main = inner;
        }
        main
    }

    /// The blocks whose role is another than the walk gave them.
    fn roles(&self, main: usize) -> Vec<(usize, Role)> {
        let lines = &self.outline.lines;
        let inside = self.outline.regions[main].lines.clone();
        let mut roles: Vec<Option<Role>> = vec![None; lines.len()];
        for (i, line) in lines.iter().enumerate() {
            if self.furniture[line.region as usize] {
                roles[i] = Some(Role::Furniture);
            }
        }
        if self.has_furniture(&inside) {
            self.around(main, &mut roles);
            self.lists(main, &mut roles);
        }
        // Outside the document two labels make a box; inside, a table of the plan may have a column of such a name.
        let outside = self.boxes(2);
        for i in 0..lines.len() {
            if self.metadata[i] || outside[i] && !inside.contains(&(i as u32)) {
                let page_line = matches!(self.marks[i], Some((Mark::Line | Mark::Head, ..)));
                roles[i] = Some(if page_line { Role::Furniture } else { Role::Metadata });
            }
        }
        roles.into_iter().enumerate().filter_map(|(i, role)| Some((i, role?))).collect()
    }

    /// Whether the page has anything around its document: named furniture, or text that is mostly links.
    fn has_furniture(&self, inside: &Range<u32>) -> bool {
        let whole = 0..self.outline.lines.len() as u32;
        let named = self.outline.lines.iter().any(|line| self.furniture[line.region as usize]);
        let linked = self.linked.of(&whole) - self.linked.of(inside);
        let letters = self.letters.of(&whole) - self.letters.of(inside);
        named || linked * 10 > letters * 3
    }

    /// Lines outside the main region.
    fn around(&self, main: usize, roles: &mut [Option<Role>]) {
        let regions = &self.outline.regions;
        let inside = regions[main].lines.clone();
        let signed = self.signs.of(&inside) > 0;
        let holds_main = |r: usize| regions[r].lines.start <= inside.start && regions[r].lines.end >= inside.end;
        // The outermost box around each box that leaves the main region out, and whether it is kept.
        let mut kept: Vec<Option<bool>> = vec![None; regions.len()];
        for (i, region) in regions.iter().enumerate() {
            if holds_main(i) {
                continue;
            }
            kept[i] = kept[region.parent as usize].or_else(|| Some(self.reads_like_text(&region.lines)));
        }
        for (i, line) in self.outline.lines.iter().enumerate() {
            if inside.contains(&(i as u32)) || roles[i].is_some() {
                continue;
            }
            let block = &self.document.blocks()[i];
            let title = block.style.heading == 1 || self.part_of(line.region) == Some(Part::Title);
            let long = line.letters >= LONG && line.linked * 2 < line.letters;
            roles[i] = match kept[line.region as usize] {
                _ if title && signed => Some(Role::Metadata),
                _ if title => None,
                Some(true) => None,
                None if long => None,
                _ => Some(Role::Furniture),
            };
        }
    }

    /// Whether a box outside the main region holds text of its own: long lines that are no links, under no head of
    /// a list.
    fn reads_like_text(&self, lines: &Range<u32>) -> bool {
        let long = lines.clone().filter(|i| {
            let line = &self.outline.lines[*i as usize];
            line.letters >= LONG && line.linked * 2 < line.letters
        });
        let headed = lines.clone().take(3).any(|i| matches!(self.marks[i as usize], Some((Mark::Head, ..))));
        !headed && long.count() >= 2 && self.linked.of(lines) * 5 < self.letters.of(lines)
    }

    fn part_of(&self, mut region: u32) -> Option<Part> {
        loop {
            let at = &self.outline.regions[region as usize];
            if at.part.is_some() || region == 0 {
                return at.part;
            }
            region = at.parent;
        }
    }

    /// Link lists, heads of lists and single page lines inside the main region.
    fn lists(&self, main: usize, roles: &mut [Option<Role>]) {
        let regions = &self.outline.regions;
        let lines = &self.outline.lines;
        let inside = regions[main].lines.clone();
        let mut done = 0;
        for (i, region) in regions.iter().enumerate() {
            let within = region.lines.end > done
                && region.lines.start >= inside.start
                && region.lines.end <= inside.end
                && i != main;
            let links = region.lines.len() >= 3
                && self.linked.of(&region.lines) * 5 > self.letters.of(&region.lines) * 4
                && self.signs.of(&region.lines) == 0;
            if within && links {
                done = region.lines.end;
                region.lines.clone().for_each(|l| roles[l as usize] = Some(Role::Furniture));
            }
        }
        for i in inside.clone() {
            let line = &lines[i as usize];
            let block = &self.document.blocks()[i as usize];
            if line.letters <= PROSE && block.cell.is_none() && is_time_stamp(self.document.words(block)) {
                roles[i as usize] = Some(Role::Furniture);
            }
            let Some((mark, Part::Furniture, _)) = self.marks[i as usize] else { continue };
            if line.letters > LONG || block.cell.is_some() || roles[i as usize].is_some() {
                continue;
            }
            match mark {
                Mark::Line => roles[i as usize] = Some(Role::Furniture),
                Mark::Head if line.linked * 2 > line.letters => roles[i as usize] = Some(Role::Furniture),
                Mark::Head => {
                    // The box that the head stands in; a box around the head alone is none.
                    let mut region = line.region as usize;
                    while region != main && region != 0 && regions[region].lines.len() < 2 {
                        region = regions[region].parent as usize;
                    }
                    let rest = i + 1..regions[region].lines.end.min(inside.end);
                    let own_box = region != main && self.linked.of(&rest) * 2 > self.letters.of(&rest);
                    let links = rest.clone().take_while(|l| {
                        let line = &lines[*l as usize];
                        line.linked * 2 > line.letters
                    });
                    let end = if own_box { rest.end } else { i + 1 + links.count() as u32 };
                    if end > i + 1 {
                        (i..end).for_each(|l| roles[l as usize] = Some(Role::Furniture));
                    }
                }
                _ => {}
            }
        }
    }

    /// The lines in boxes of labels and values (`Số hiệu`, `Ngày ban hành`, `Người ký`) with at least `wanted`
    /// different labels, or one where the names of the box say what it is.
    fn boxes(&self, wanted: usize) -> Vec<bool> {
        let mut found = vec![false; self.outline.lines.len()];
        let mut done = 0;
        for region in &self.outline.regions {
            let lines = &region.lines;
            if lines.start < done || self.labels.of(lines) == 0 || self.signs.of(lines) > 0 {
                continue;
            }
            if lines.len() as u32 > BOX_LINES || self.letters.of(lines) > BOX_BYTES {
                continue;
            }
            let mut known: Vec<usize> = lines.clone().filter_map(|i| self.label(i)).collect();
            known.sort_unstable();
            known.dedup();
            if known.len() < if region.part == Some(Part::Metadata) { 1 } else { wanted } {
                continue;
            }
            // From the first label to the value of the last: a box often stands in one with the page's buttons.
            let mut labels = lines.clone().filter(|i| self.label(*i).is_some());
            let Some(first) = labels.next() else { continue };
            let last = labels.next_back().unwrap_or(first);
            let valued = self.document.words(&self.document.blocks()[last as usize]).trim_end().ends_with(':');
            let in_table = self.document.blocks()[last as usize].cell.is_some();
            done = lines.end.min(last + 1 + u32::from(valued || in_table));
            found[first as usize..done as usize].fill(true);
        }
        found
    }

    fn label(&self, line: u32) -> Option<usize> {
        match self.marks[line as usize] {
            Some((Mark::Label, _, number)) => Some(number),
            _ => None,
        }
    }
}

/// The mark that a line makes. Marks begin with a letter and stand in short lines.
fn mark(words: &str, folded: &mut String) -> Option<(Mark, Part, usize)> {
    let start = words.find(char::is_alphanumeric)?;
    if words.len() > MARKED || words.as_bytes()[start].is_ascii_digit() {
        return None;
    }
    let words = &words[start..];
    if !SITES.may_mark(words) {
        return None;
    }
    let mut cut = words.len().min(MARK);
    while !words.is_char_boundary(cut) {
        cut -= 1;
    }
    folded.clear();
    fold(&words[..cut], folded);
    SITES.line(folded)
}

/// `Thứ Tư, 15/03/2023 08:12`: a date and a time of day, which documents do not carry together but pages do.
fn is_time_stamp(words: &str) -> bool {
    // Most lines have no time of day.
    if !words.contains(':') {
        return false;
    }
    let numbers = |part: &str, sign: char| {
        part.split(sign).filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())).count()
    };
    let mut parts = words.split(|c: char| c.is_whitespace() || c == ',' || c == '|').filter(|p| !p.is_empty());
    let date = parts.clone().any(|p| p.len() >= 8 && (numbers(p, '/') == 3 || numbers(p, '-') == 3));
    date && parts.any(|p| p.len() <= 8 && p.split(':').count() >= 2 && numbers(p, ':') == p.split(':').count())
}
