//! The outline of a plan: which block stands under which headings, told by markers, capitals and lead-ins.
//!
//! `II. MỤC TIÊU` / `1. Đến năm 2025` / `- Tỷ lệ hộ nghèo dưới 3%` → the item stands under both.

use super::lead_in::LeadIn;
use crate::document::{Block, Document, Style};
use crate::grammar::{lex, time};
use crate::lexicon::phrases::{Phrases, Syllables, split};
use crate::lexicon::tsv::Table;
use crate::lexicon::{List, Words, list};
use crate::span::Span;
use crate::target::{Basis, Period};
use crate::text::is_letter;
use std::cell::OnceCell;
use std::sync::{Arc, LazyLock};

/// What a section is for, as its heading says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Section {
    /// Mục tiêu, chỉ tiêu.
    Objective,
    /// Nhiệm vụ, giải pháp, tổ chức thực hiện.
    Task,
    /// Thực trạng, kết quả đạt được.
    Situation,
    /// Kinh phí.
    Budget,
    /// Mục đích, yêu cầu.
    Purpose,
    /// Phạm vi, đối tượng, giải thích từ ngữ: numbers there say who and what is meant.
    Scope,
}

/// A heading, lead-in or list item that stands over what follows.
#[derive(Debug)]
struct Node {
    /// Its words, marker included.
    span: Span,
    /// Smaller ranks stand higher.
    rank: u8,
    /// The number it opens with, `[2, 1]` of `2.1.`, and how the line looks.
    number: Number,
    line: Line,
    /// It is a heading or lead-in, not just an item before.
    heading: bool,
    /// It states a value of its own.
    states_value: bool,
    /// What was stated before it.
    stated: Option<Span>,
    /// Items were seen below it.
    has_items: bool,
    /// The one time it names, once asked for: most headings stand over nothing that asks.
    period: OnceCell<Period>,
    /// What it says its section is for, once asked for.
    section: OnceCell<Option<Section>>,
    /// What it says for the items of its list, once asked for.
    governs: OnceCell<Option<LeadIn>>,
}

/// A numbered line, as far as it tells which lines are its siblings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Number {
    /// The parts of the number; none where a line has no Arabic number.
    path: Vec<u8>,
    /// It looks like a heading, and is printed in bold or as one.
    looks: (bool, bool),
}

impl Number {
    fn of(own: &str, style: Style, line: Line) -> Number {
        if !(RANK_ARABIC..RANK_LINE).contains(&line.rank) {
            return Number::default();
        }
        let digits = own[..line.marker].trim_end().trim_end_matches(['.', '-', '/']);
        let path = digits.split('.').map(|n| n.parse().unwrap_or(0)).collect();
        Number { path, looks: (line.heading, style.bold || style.heading > 0) }
    }

    /// Whether it comes right before `next` in the same list.
    fn precedes(&self, next: &Number) -> bool {
        match (self.path.split_last(), next.path.split_last()) {
            (Some((own, above)), Some((n, parents))) => above == parents && Some(*own) == n.checked_sub(1),
            _ => false,
        }
    }
}

impl Node {
    fn period(&self, text: &str, words: &Words) -> Period {
        let names = !self.states_value && (self.line.heading || self.line.lead_in);
        let read = || if names { single_period(self.span.of(text), words, Basis::Heading) } else { Period::default() };
        *self.period.get_or_init(read)
    }

    fn section(&self, text: &str) -> Option<Section> {
        let names = !self.states_value && (self.line.heading || self.line.rank < RANK_DASH);
        *self.section.get_or_init(|| names.then(|| section_of(self.span.of(text))).flatten())
    }

    fn governs(&self, text: &str, words: &Words) -> Option<&LeadIn> {
        let read = || {
            let own = &self.span.of(text)[self.line.marker..];
            if self.line.lead_in {
                return LeadIn::of(own, self.span, self.stated.map(|s| body(s.of(text))), words);
            }
            if self.states_value {
                return None;
            }
            let dealing = self.heading.then(|| LeadIn::dealing(own, self.span, words)).flatten();
            dealing.or_else(|| LeadIn::measuring(own, self.span, words))
        };
        self.governs.get_or_init(read).as_ref()
    }

    /// Whether it is printed among the headings above a target.
    fn is_shown(&self) -> bool {
        self.heading && self.rank < RANK_DASH && self.span.len() <= LONGEST_HEADING
    }
}

/// The headings above the block at hand.
#[derive(Debug)]
pub struct Outline<'a> {
    /// The text of the document.
    text: &'a str,
    words: &'a Words,
    stack: Vec<Node>,
    /// [`Outline::headings`] of the stack as it stands, once asked for.
    headings: OnceCell<Arc<[String]>>,
}

/// A block as the outline sees it.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Bytes of the marker at its start, blanks behind it included.
    pub marker: usize,
    /// Rank by its marker; [`RANK_NONE`] without one.
    pub rank: u8,
    /// It looks like a heading or lead-in.
    pub heading: bool,
    /// It ends in a colon.
    pub lead_in: bool,
}

/// A block and its place in the outline.
#[derive(Debug)]
pub struct Standing {
    line: Line,
    number: Number,
    rank: u8,
}

const RANK_PART: u8 = 10;
/// `A.`, over `I.`
const RANK_CAPITAL: u8 = 18;
const RANK_ROMAN: u8 = 20;
/// `A.` below `II.`
const RANK_CAPITAL_BELOW: u8 = 21;
const RANK_CAPITALS: u8 = 22;
const RANK_ARABIC: u8 = 30;
/// From `2.` to `2.1.`
const RANK_STEP: u8 = 4;
const RANK_LINE: u8 = 52;
const RANK_LETTER: u8 = 60;
const RANK_NUMBERED: u8 = 65;
const RANK_STAR: u8 = 70;
const RANK_LEAD_IN: u8 = 75;
/// Marked lines below a lead-in that stands above none of their kind: `Đến năm 2028:` over `a) …`.
const RANK_LED: u8 = 76;
const RANK_DASH: u8 = 80;
const RANK_PLUS: u8 = 90;
/// Above the lines of an annex head, which stand one under the other.
pub const RANK_ANNEX: u8 = 1;
/// The last line of an annex head that counts.
pub const RANK_ANNEX_LAST: u8 = 9;
/// Bytes a heading or lead-in has at most: it is copied into every target below it, and a page that ends in a colon is none.
const LONGEST_HEADING: usize = 4_000;
/// Bytes of an item that heads goals.
const LONGEST_GOALS: usize = 80;
/// No marker.
pub const RANK_NONE: u8 = 255;

impl<'a> Outline<'a> {
    /// Nothing entered yet.
    pub fn new(text: &'a str, words: &'a Words) -> Outline<'a> {
        Outline { text, words, stack: Vec::new(), headings: OnceCell::new() }
    }

    /// Takes note of a block: what stood at its rank or below is over. Headings and items become part of the stack.
    pub fn enter(
        &mut self,
        block: &Block,
        Standing { line, number, rank }: Standing,
        states_value: bool,
        stated: Option<Span>,
    ) {
        if rank == RANK_NONE {
            // A paragraph behind the list of a lead-in ends the lead-in's reach.
            while self.stack.last().is_some_and(|n| n.line.lead_in && n.has_items || n.rank >= RANK_DASH && !n.heading)
            {
                self.leave();
            }
            return;
        }
        while self.stack.last().is_some_and(|n| n.rank >= rank) {
            self.leave();
        }
        if let Some(parent) = self.stack.last_mut() {
            parent.has_items = true;
        }
        // A lead-in stays through its list though items of lower rank come and go; mark every lead-in above.
        for node in &mut self.stack {
            node.has_items |= node.line.lead_in;
        }
        let node = Node {
            span: block.span,
            rank,
            number,
            line,
            heading: (line.heading || line.lead_in) && !states_value,
            states_value,
            stated,
            has_items: false,
            period: OnceCell::new(),
            section: OnceCell::new(),
            governs: OnceCell::new(),
        };
        if node.is_shown() {
            self.headings.take();
        }
        self.stack.push(node);
    }

    /// Where a block stands below those entered so far.
    pub fn standing(&self, block: &Block, line: Line) -> Standing {
        let own = block.span.of(self.text);
        let number = Number::of(own, block.style, line);
        let rank = if line.rank == RANK_CAPITAL && self.is_below_chapter(own) {
            RANK_CAPITAL_BELOW
        } else {
            let rank = self.rank(own, line, &number);
            if self.is_led(own, line, &number) { RANK_LED } else { rank }
        };
        Standing { rank, line, number }
    }

    /// Whether a marked line is an item of the lead-in right above it, or goes on with such items.
    fn is_led(&self, own: &str, line: Line, number: &Number) -> bool {
        let Some(last) = self.stack.last() else { return false };
        let led = last.line.lead_in && last.rank == RANK_LEAD_IN && !last.has_items;
        match line.rank {
            RANK_LETTER => {
                let lettered = |n: &Node| n.rank == RANK_LED && marker(n.span.of(self.text)).1 == RANK_LETTER;
                led && own.starts_with("a") || self.stack.iter().any(lettered)
            }
            RANK_ARABIC | RANK_NUMBERED => led && !line.heading && number.path == [1],
            _ => false,
        }
    }

    /// Whether `A.`, `B.` part a chapter: the first of them stands in `II.`, which none of them stood over.
    fn is_below_chapter(&self, own: &str) -> bool {
        let chapter = |n: &Node| n.rank == RANK_ROMAN && n.span.of(self.text).starts_with(['I', 'V', 'X']);
        let parted = |n: &Node| n.rank == RANK_CAPITAL_BELOW;
        !self.stack.iter().any(|n| n.rank == RANK_CAPITAL)
            && self.stack.iter().any(|n| parted(n) || own.starts_with('A') && chapter(n))
    }

    /// The rank of a line here: a list that begins with `1.` below `2.1.` stands under it, though its own marker ranks higher.
    fn rank(&self, own: &str, line: Line, number: &Number) -> u8 {
        let rank = rank_of(own, line);
        let Some((last, parents)) = number.path.split_last() else { return rank };
        let siblings = || self.stack.iter().rev().filter(|n| n.number.precedes(number));
        // Two lists may wait for the same number: the one whose lines look alike goes on.
        if let Some(sibling) = siblings().find(|n| n.number.looks == number.looks).or_else(|| siblings().next()) {
            return sibling.rank;
        }
        if !parents.is_empty() {
            let parent = self.stack.iter().rev().find(|n| n.number.path == parents);
            return parent.map_or(rank, |n| (n.rank + RANK_STEP).min(RANK_DASH - 1));
        }
        let numbered = self.stack.iter().any(|n| !n.number.path.is_empty());
        let above =
            self.stack.iter().rev().find(|n| n.heading && n.rank < RANK_DASH).filter(|_| numbered && *last == 1);
        above.map_or(rank, |n| (n.rank + 1).min(RANK_DASH - 1))
    }

    /// What stood innermost is over.
    fn leave(&mut self) {
        if self.stack.pop().is_some_and(|n| n.is_shown()) {
            self.headings.take();
        }
    }

    /// The lead-in right above a block, when it says something for the items of its list.
    pub fn over(&self, &Standing { rank, .. }: &Standing) -> Option<&LeadIn> {
        let parent = self.stack.iter().rev().find(|n| n.rank < rank)?;
        parent.governs(self.text, self.words).filter(|g| rank != RANK_NONE || !parent.has_items && g.takes_bare_lines())
    }

    /// The periods of the headings, innermost first.
    pub fn periods(&self) -> impl Iterator<Item = Period> {
        self.stack.iter().rev().map(|n| n.period(self.text, self.words))
    }

    /// The words of the innermost heading that names a period.
    pub fn period_words(&self) -> Option<&'a str> {
        let named = |n: &&Node| n.period(self.text, self.words).basis.is_some();
        self.stack.iter().rev().find(named).map(|n| n.span.of(self.text))
    }

    /// What the innermost section is for.
    pub fn section(&self) -> Option<Section> {
        self.stack.iter().rev().find_map(|n| n.section(self.text))
    }

    /// The headings, outermost first, as printed.
    pub fn headings(&self) -> Arc<[String]> {
        let shown = || self.stack.iter().filter(|n| n.is_shown());
        let words = |n: &Node| n.span.of(self.text).trim_end_matches([':', ' ']).to_owned();
        Arc::clone(self.headings.get_or_init(|| shown().map(words).collect()))
    }
}

/// The words behind the list mark of a block.
fn body(text: &str) -> &str {
    &text[marker(text).0..]
}

fn rank_of(own: &str, line: Line) -> u8 {
    match line.rank {
        RANK_NONE if line.heading && is_capitals(own) => RANK_CAPITALS,
        RANK_NONE if line.lead_in => RANK_LEAD_IN,
        RANK_NONE if line.heading => RANK_LINE,
        rank => rank,
    }
}

/// How a block stands in the outline.
pub fn line(text: &str, style: Style) -> Line {
    let (marker, rank) = marker(text);
    let body = text[marker..].trim_end();
    let lead_in = body.ends_with(':');
    let ends_sentence = body.ends_with(['.', ';', ',']) && !body.ends_with("...");
    let short = body.len() <= 220 || body.chars().count() <= 220;
    let styled = style.bold || style.heading > 0 || style.centred;
    let heading = match rank {
        RANK_PART..=RANK_CAPITALS => short,
        RANK_ARABIC..=RANK_NUMBERED => short && (!ends_sentence || styled),
        RANK_STAR | RANK_DASH | RANK_PLUS => {
            short && !ends_sentence && (styled || style.italic || lead_in || rank == RANK_STAR || opens_goals(body))
        }
        _ => {
            short
                && !ends_sentence
                && (styled || lead_in || is_capitals(body) || body.bytes().filter(|b| *b == b' ').count() < 14)
                && body.chars().next().is_some_and(char::is_uppercase)
        }
    };
    Line { marker, rank, heading: heading && !body.is_empty(), lead_in }
}

/// `- Mục tiêu cụ thể đến năm 2030`: a heading of goals though it is printed as an item.
fn opens_goals(body: &str) -> bool {
    body.len() <= LONGEST_GOALS && list(List::GoalsHead).iter().any(|w| body.starts_with(w.as_str()))
}

/// The marker at the start of a block: its length with the blanks behind it, and its rank.
fn marker(text: &str) -> (usize, u8) {
    let bytes = text.as_bytes();
    let Some(&first) = bytes.first() else { return (0, RANK_NONE) };
    let spaced = |at: usize| {
        let blanks = bytes[at..].iter().take_while(|b| **b == b' ').count();
        at + blanks
    };
    match first {
        b'-' => return (spaced(1), RANK_DASH),
        b'+' => return (spaced(1), RANK_PLUS),
        b'*' => return (spaced(1), RANK_STAR),
        b'(' => {
            if let Some(close) = text.char_indices().take(8).find(|(_, c)| *c == ')').map(|(at, _)| at)
                && close > 1
                && (text[1..close].bytes().all(|b| b.is_ascii_digit()) || close == 2 && bytes[1].is_ascii_alphabetic())
            {
                return (spaced(close + 1), RANK_NUMBERED);
            }
        }
        b'0'..=b'9' => {
            let end = bytes.iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
            let number = text[..end].trim_end_matches('.');
            let dots = number.matches('.').count();
            let parts_short = number.split('.').all(|p| (1..=2).contains(&p.len()));
            // `1- Về y tế`, `3.1/ Về y tế`, but `30- 50%`, `2-3 xã`
            let signed = matches!(bytes.get(end), Some(b'/' | b'-'))
                && text[end + 1..].trim_start().starts_with(|c: char| c.is_alphabetic());
            let end = end + usize::from(signed);
            let marked = text[..end].ends_with('.') || signed;
            let behind = bytes.get(end).copied();
            if parts_short
                && (marked
                    && (behind.is_none()
                        || behind == Some(b' ')
                        || text[end..].starts_with(|c: char| c.is_alphabetic()))
                    || dots > 0 && behind == Some(b' ')
                    || behind == Some(b')'))
            {
                let end = if matches!(behind, Some(b')')) { end + 1 } else { end };
                let rank = if matches!(behind, Some(b')')) {
                    RANK_NUMBERED
                } else {
                    RANK_ARABIC + RANK_STEP * dots.min(4) as u8
                };
                return (spaced(end), rank);
            }
        }
        _ => {}
    }
    if text.starts_with(['–', '—', '•', '●', '▪', '◦', '❖', '✓']) {
        let width = text.chars().next().map_or(1, char::len_utf8);
        return (spaced(width), RANK_DASH);
    }
    let word_end = text.find([' ', '.', ')', '-', ':', ',']).unwrap_or(text.len());
    let word = &text[..word_end];
    let sign = bytes.get(word_end).copied();
    if !word.is_empty()
        && word.len() <= 5
        && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L'))
        && matches!(sign, Some(b'.' | b'-' | b')'))
    {
        return (spaced(word_end + 1), RANK_ROMAN);
    }
    if word.chars().count() == 1 && matches!(sign, Some(b')')) && word.chars().all(char::is_lowercase) {
        return (spaced(word_end + 1), RANK_LETTER);
    }
    if word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase()) && matches!(sign, Some(b'.' | b')')) {
        return (spaced(word_end + 1), RANK_CAPITAL);
    }
    for (name, rank) in [
        ("Phần ", RANK_PART),
        ("PHẦN ", RANK_PART),
        ("Chương ", RANK_PART + 2),
        ("CHƯƠNG ", RANK_PART + 2),
        ("Điều ", RANK_ROMAN),
    ] {
        if let Some(rest) = text.strip_prefix(name)
            && rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X' | 't'))
        {
            return (0, rank);
        }
    }
    (0, RANK_NONE)
}

fn is_capitals(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars().filter(|c| is_letter(*c)) {
        if c.is_lowercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 4
}

/// The one time a heading or title names; none when it names several.
pub fn single_period(text: &str, words: &Words, basis: Basis) -> Period {
    if !time::may_date(text) {
        return Period::default();
    }
    let atoms = lex::lex(text, words);
    let mut found: Option<time::Time> = None;
    let mut i = 0;
    while i < atoms.len() {
        match time::read(text, &atoms, i) {
            Some((time, taken)) => {
                i += taken;
                // The day of a document (`ngày 29 tháng 12 năm 2025`) is no aim; `trước ngày 31/12/2027` is.
                let dated = time.end.is_some_and(|d| d.day.is_some()) && !time.prefixed;
                if time.role == time::TimeRole::Period && time.end.or(time.start).is_some() && !dated {
                    if found.is_some_and(|f| (f.start, f.end) != (time.start, time.end)) {
                        return Period::default();
                    }
                    found = Some(time);
                }
            }
            None => i += 1,
        }
    }
    found.map_or(Period::default(), |t| t.period(basis))
}

/// The year that the first span of a title begins with, whatever else it names: `giai đoạn 2021 - 2025, tầm nhìn đến năm 2030`.
pub fn first_start(text: &str, words: &Words) -> Option<u16> {
    let atoms = lex::lex(text, words);
    let times = (0..atoms.len()).filter_map(|i| time::read(text, &atoms, i));
    let mut before = None;
    for (time, _) in times.filter(|(t, _)| t.role == time::TimeRole::Period) {
        let Some(start) = time.start.and_then(|d| d.year) else {
            before = time.end.and_then(|d| d.year);
            continue;
        };
        // `năm 2022 và giai đoạn 2023 - 2025`
        return before.filter(|year| year + 1 == start).or(Some(start));
    }
    None
}

/// What a phrase of a heading says.
#[derive(Clone, Copy)]
enum Said {
    /// What its section is for.
    Section(Section),
    /// The same, where the heading opens with it: `Kết quả xuất khẩu năm 2025`, not `Nâng cao kết quả giảm nghèo`.
    Opening(Section),
    /// Nothing: `Chương trình mục tiêu quốc gia` is no section of objectives.
    Nothing,
}

struct Sections {
    syllables: Syllables,
    phrases: Phrases<Said>,
}

static SECTIONS: LazyLock<Sections> = LazyLock::new(|| {
    let mut sections = Sections { syllables: Syllables::default(), phrases: Phrases::default() };
    let table = Table::parse("sections.tsv", include_str!("../lexicon/sections.tsv"));
    for row in &table.rows {
        let kind = match row.get(1) {
            "none" => Said::Nothing,
            "objective" => Said::Section(Section::Objective),
            "task" => Said::Section(Section::Task),
            "situation" => Said::Section(Section::Situation),
            "opening" => Said::Opening(Section::Situation),
            "budget" => Said::Section(Section::Budget),
            "scope" => Said::Section(Section::Scope),
            _ => Said::Section(Section::Purpose),
        };
        sections.phrases.insert(&mut sections.syllables, row.get(0), kind);
    }
    sections
});

/// Words of a heading that may say what its section is for.
const SECTION_WORDS: usize = 16;

/// What a heading says its section is for: the first phrase of the table within its first words.
pub fn section_of(heading: &str) -> Option<Section> {
    let (marker, _) = marker(heading);
    let mut ids = [Syllables::UNKNOWN; SECTION_WORDS];
    for (id, piece) in ids.iter_mut().zip(split(&heading[marker..])) {
        *id = SECTIONS.syllables.of(&piece);
    }
    let mut i = 0;
    while i < ids.len() {
        let Some((taken, kinds)) = SECTIONS.phrases.longest(ids[i..].iter().copied()) else {
            i += 1;
            continue;
        };
        match kinds[0] {
            Said::Nothing => i += taken,
            // `Huy động vốn đầu tư` is a task; `Nguồn vốn`, `Kinh phí thực hiện` open a budget.
            Said::Section(Section::Budget | Section::Scope) if i >= 2 => i += 1,
            Said::Opening(_) if i > 0 => i += 1,
            Said::Section(section) | Said::Opening(section) => return Some(section),
        }
    }
    None
}

/// Phrases that begin a name: of an activity, of the body that does it.
struct Openings {
    syllables: Syllables,
    activities: Phrases<()>,
    doers: Phrases<()>,
}

static OPENINGS: LazyLock<Openings> = LazyLock::new(|| {
    let mut syllables = Syllables::default();
    let mut phrases = |name: &'static str, text: &'static str| {
        let mut phrases = Phrases::default();
        for row in &Table::parse(name, text).rows {
            phrases.insert(&mut syllables, row.get(0), ());
        }
        phrases
    };
    let activities = phrases("activities.tsv", include_str!("../lexicon/activities.tsv"));
    let doers = phrases("doers.tsv", include_str!("../lexicon/doers.tsv"));
    Openings { syllables, activities, doers }
});

/// Words within which an activity says what is done.
const LONGEST_DOER: usize = 12;

/// Whether a name is that of an activity: `Tổ chức … lớp tập huấn`, `Sở Y tế tổ chức … lớp`.
pub fn is_activity(name: &str) -> bool {
    let Openings { syllables, activities, doers } = &*OPENINGS;
    // `Xây dựng … phóng sự`: what stood in the gap was the number.
    let pieces = split(name).filter(|p| &name[p.start..p.end] != "…");
    let ids = pieces.take(LONGEST_DOER).map(|p| syllables.of(&p));
    // `mỗi huyện, thành phố phân công … cán bộ`: who does it stands in front.
    let each = name.chars().take(4).flat_map(char::to_lowercase).eq("mỗi ".chars());
    let doer = each || doers.longest(ids.clone()).is_some();
    let last = if doer { LONGEST_DOER } else { 1 };
    (0..last).any(|from| activities.longest(ids.clone().skip(from)).is_some())
}

/// Whether any block of the document says that objectives stand below it.
pub fn names_objectives(document: &Document) -> bool {
    document.blocks().iter().any(|b| {
        let words = document.words(b);
        words.len() < 300 && line(words, b.style).heading && section_of(words) == Some(Section::Objective)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_give_ranks() {
        for (text, marker_words, rank) in [
            ("II. MỤC TIÊU", "II. ", RANK_ROMAN),
            ("1. Mục tiêu chung", "1. ", RANK_ARABIC),
            ("1.2. Đến năm 2030", "1.2. ", RANK_ARABIC + 4),
            ("2.1 Trồng trọt", "2.1 ", RANK_ARABIC + 4),
            ("3- Về y tế", "3- ", RANK_ARABIC),
            ("3.1- Về y tế", "3.1- ", RANK_ARABIC + 4),
            ("2/ Về y tế", "2/ ", RANK_ARABIC),
            ("30- 50% số xã", "", RANK_NONE),
            ("2-3 xã", "", RANK_NONE),
            ("a) Về thu ngân sách", "a) ", RANK_LETTER),
            ("đ) Về y tế", "đ) ", RANK_LETTER),
            ("(2) Về kinh tế", "(2) ", RANK_NUMBERED),
            ("- 80% xã", "- ", RANK_DASH),
            ("+ 80% xã", "+ ", RANK_PLUS),
            ("100% xã đạt chuẩn", "", RANK_NONE),
            ("1.200 hộ nghèo", "", RANK_NONE),
            ("80 % hộ", "", RANK_NONE),
            ("Điều 2. Tổ chức", "", RANK_ROMAN),
            ("Tỷ lệ hộ nghèo", "", RANK_NONE),
        ] {
            let (len, got) = marker(text);
            assert_eq!((&text[..len], got), (marker_words, rank), "{text}");
        }
    }

    #[test]
    fn the_span_of_a_title_begins_with_its_first_year() {
        let words = Words::built_in();
        let begins = |t: &str| first_start(t, &words);
        assert_eq!(begins("Trồng rừng năm 2022 và giai đoạn 2023 - 2025"), Some(2022));
        assert_eq!(begins("Trồng rừng giai đoạn 2021 - 2025, tầm nhìn đến năm 2030"), Some(2021));
        assert_eq!(begins("Trồng rừng theo Nghị quyết năm 2019, giai đoạn 2021 - 2025"), Some(2021));
        assert_eq!(begins("Trồng rừng năm 2026"), None);
    }

    #[test]
    fn a_heading_gives_its_one_time() {
        let words = Words::built_in();
        let period = |t: &str| single_period(t, &words, Basis::Heading).end.map(|d| d.to_string());
        assert_eq!(period("2. Mục tiêu cụ thể đến năm 2030"), Some("2030".to_owned()));
        assert_eq!(period("Mục tiêu đến năm 2025, định hướng đến năm 2030"), None);
        assert_eq!(section_of("II. CÁC MỤC TIÊU CHỦ YẾU"), Some(Section::Objective));
        assert_eq!(section_of("1. Sở Y tế"), None);
        assert_eq!(section_of("I. KẾT QUẢ XÂY DỰNG NÔNG THÔN MỚI"), Some(Section::Situation));
        assert_eq!(section_of("2. Nâng cao kết quả giảm nghèo"), None);
    }
}
