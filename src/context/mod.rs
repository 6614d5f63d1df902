//! What the blocks around say: year, section, kind, repetition. Nothing inherits outside this folder.
//!
//! `Mục tiêu đến năm 2025` over `- Tỷ lệ hộ nghèo dưới 3%` → period 2025, found in the heading.

mod lead_in;
mod loose;
mod merge;
mod outline;
mod purpose;

use crate::document::{Document, Flow, Role};
use crate::error::Issue;
use crate::grammar::{self, Nature, Reading as Statement};
use crate::header::{Form, Found, Zone};
use crate::lexicon::words::{Sense, UnitClass};
use crate::lexicon::{List, Words, list};
use crate::pipeline::Reading;
use crate::span::Span;
use crate::table::{self, Around};
use crate::target::{As, Basis, Evidence, Fate, Period, Step, Target};
use crate::text::folded;
use crate::value::Kind;
use memchr::memmem;
use merge::Origin;
use outline::{Outline, Section};
use purpose::Purpose;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// Reads the targets of a document whose header is known.
pub fn read(document: &Document, found: Found, explain: bool) -> Reading {
    let words = Words::built_in();
    let purpose = Purpose::of(&found.header);
    let title = found
        .header
        .title
        .as_ref()
        .map_or(Period::default(), |t| outline::single_period(&t.value, &words, Basis::Title));
    let begins = found.header.title.as_ref().and_then(|t| outline::first_start(&t.value, &words));
    let mut walk = Walk {
        document,
        words: &words,
        reader: grammar::Reader::new(&words),
        outline: Outline::new(document.text(), &words),
        title,
        begins,
        purpose,
        report: found.form == Form::Report,
        plain: OnceCell::new(),
        explain,
        place: 0,
        annex: outline::RANK_ANNEX,
        // A page that tells the day without the year is of the first year its title names.
        year: found
            .header
            .issued_on
            .as_ref()
            .and_then(|d| d.value.get(..4)?.parse().ok())
            .or(title.start.or(title.end).and_then(|d| d.year)),
        month: found
            .header
            .issued_on
            .as_ref()
            .and_then(|d| Some((d.value.get(..4)?.parse().ok()?, d.value.get(5..7)?.parse().ok()?))),
        unit_line: None,
        caption: None,
        targets: Vec::with_capacity(document.text().len() / BYTES_A_TARGET),
        reading: Reading::default(),
        loose: loose::Loose::default(),
        above: None,
        stated: None,
        paragraphs: 0,
    };
    for (n, flow) in document.flow().iter().enumerate() {
        match *flow {
            Flow::Block(index) => walk.block(index, found.zones.get(index).copied().unwrap_or_default(), n),
            Flow::Table(index) => walk.table(index, &found.zones),
        }
    }
    let Walk { targets, mut reading, loose, .. } = walk;
    if purpose == Purpose::Rules {
        let message = "type or title say that the document lays down rules: its numbers are norms, not targets";
        reading.issues.push(Issue::info("states-norms", message, None));
    }
    loose.finish(&mut reading.fates, &mut reading.issues);
    reading.targets = merge::merge(targets);
    reading.found = found;
    reading
}

/// Guards of a quantity that no rule read. Among tasks it is what is done; among objectives (`Đóng 12 lối đi tự mở`) it is an aim
/// that someone has to look at.
fn is_quantity(fate: As) -> bool {
    matches!(fate, As::Guard("plain-count" | "plain-amount" | "duration"))
}

/// The words of a paragraph behind its list mark: `- `, `a) `, `1.2. `.
pub fn body(text: &str) -> &str {
    &text[outline::line(text, crate::document::Style::default()).marker..]
}

struct Walk<'a> {
    document: &'a Document,
    words: &'a Words,
    /// Reads the paragraphs.
    reader: grammar::Reader<'a>,
    outline: Outline<'a>,
    title: Period,
    /// The year that the first span of the title begins with.
    begins: Option<u16>,
    purpose: Purpose,
    report: bool,
    /// No heading says where objectives stand; looked for when first asked.
    plain: OnceCell<bool>,
    explain: bool,
    place: u32,
    /// Rank of the last line of an annex head.
    annex: u8,
    /// Year the plan was issued in.
    year: Option<u16>,
    /// Year and month the plan was issued in.
    month: Option<(u16, u8)>,
    /// The unit line above the next table.
    unit_line: Option<String>,
    /// Head of the annex or table.
    caption: Option<String>,
    targets: Vec<(Target, Origin)>,
    reading: Reading,
    loose: loose::Loose,
    /// The line right above, when it is short and states nothing.
    above: Option<Span>,
    /// The last block that states something.
    stated: Option<Span>,
    /// Paragraphs so far, short lines such as menus and dates apart.
    paragraphs: u32,
}

/// A target for so many bytes of a plan: room made once, not by doubling.
const BYTES_A_TARGET: usize = 256;
/// Bytes of the line above a table that can be its caption.
const LONGEST_CAPTION: usize = 400;
/// Bytes up to which a line of a news page is no headline or lead.
const SHORT_LINE: usize = 60;

impl Walk<'_> {
    fn block(&mut self, index: usize, zone: Zone, order: usize) {
        let document = self.document;
        let block = &document.blocks()[index];
        // A rule drawn above a table parts nothing from it.
        if !document.words(block).contains(char::is_alphanumeric) {
            return;
        }
        self.above = None;
        if block.role == Role::Furniture || block.role == Role::Metadata {
            return;
        }
        match zone {
            Zone::Body => self.annex = outline::RANK_ANNEX,
            Zone::AnnexHead => {
                let text = document.words(block);
                // `(Kèm theo Kế hoạch số … ngày …)` says where the annex belongs, not what it is about.
                if !text.starts_with('(') {
                    let line = outline::line(text, block.style);
                    self.annex = (self.annex + 1).min(outline::RANK_ANNEX_LAST);
                    let line = outline::Line { rank: self.annex, heading: true, ..line };
                    let standing = self.outline.standing(block, line);
                    self.outline.enter(block, standing, false, None);
                    self.entitle(text);
                }
                self.place += 1;
                return;
            }
            _ => return,
        }
        let text = document.words(block);
        let line = outline::line(text, block.style);
        let unit = if text.len() < 80 { unit_line(text) } else { None };
        if unit.is_some() {
            self.unit_line = unit;
        } else if line.heading || text.len() <= LONGEST_CAPTION && unit_behind(text).is_some() {
            self.entitle(text);
        }
        let numbers = text.bytes().any(|b| b.is_ascii_digit()) || has_number_word(text);
        let item = &text[line.marker..];
        let standing = self.outline.standing(block, line);
        let mut clauses = grammar::Readings::default();
        let mut names: Option<Vec<String>> = None;
        let mut governed = None;
        if numbers && block.role == Role::Body {
            clauses = self.reader.read(item);
            if let Some(lead_in) = self.outline.over(&standing) {
                if let Some((read, of)) = lead_in.read(item, &clauses, self.words) {
                    (clauses, names) = (read, Some(of));
                }
                if lead_in.bind(&mut clauses.readings) || names.is_some() {
                    governed = Some(Evidence { span: lead_in.span, cell: None });
                }
            }
            self.fates_of_marker(text, line.marker, block.span);
            self.loose.see(text, block.span, order);
        }
        let states = clauses.readings.iter().any(|r| r.nature != Nature::Result);
        self.outline.enter(block, standing, states, self.stated);
        if states {
            self.stated = Some(block.span);
        }
        self.above = (!states && text.len() <= LONGEST_CAPTION).then_some(block.span);
        if line.heading && !states {
            self.place += 1;
        }
        let base = block.span.start + line.marker as u32;
        self.paragraphs += u32::from(text.len() > SHORT_LINE);
        let lead = self.report && self.paragraphs <= 4;
        if clauses.readings.is_empty() && clauses.fates.is_empty() {
            return;
        }
        let section = self.outline.section();
        for (n, clause) in clauses.readings.into_iter().enumerate() {
            let name = names.as_ref().map_or_else(|| clause.name.words(item), |names| names[n].clone());
            let Some(kind) = self.kind(&clause, &name, section) else {
                let guard = match section {
                    _ if self.purpose == Purpose::Rules => "norm",
                    Some(Section::Budget) => "budget",
                    _ => "scope",
                };
                self.reading.fates.push(Fate { span: clause.number.shift(base), as_what: As::Guard(guard) });
                clauses.fates.retain(|f| f.span != clause.number);
                continue;
            };
            let mut target = self.target(clause, name, item, base, kind);
            target.evidence.extend(governed);
            self.targets.push((target, Origin { place: self.place, lead }));
        }
        let aims = section == Some(Section::Objective) && self.purpose == Purpose::Plan;
        let fates = clauses.fates.iter().map(|f| Fate {
            span: f.span.shift(base),
            as_what: if aims && is_quantity(f.as_what) { As::Unread } else { f.as_what },
        });
        self.reading.fates.extend(fates);
    }

    /// A line that may be the title of the table below it: `Bảng 2. Chỉ tiêu thu gom rác (đơn vị: %)`.
    fn entitle(&mut self, text: &str) {
        let (title, unit) = unit_behind(text).map_or((text, None), |(title, unit)| (title, Some(unit)));
        self.unit_line = unit.or(self.unit_line.take());
        self.caption = Some(title.to_owned());
    }

    fn fates_of_marker(&mut self, text: &str, marker: usize, block: Span) {
        if text.as_bytes()[..marker].iter().any(u8::is_ascii_digit) {
            let span = Span { start: block.start, end: block.start + text[..marker].trim_end().len() as u32 };
            self.reading.fates.push(Fate { span, as_what: As::Name });
        }
    }

    /// What a statement is for the plan, by the section it stands in; `None` where sections of this kind state no targets.
    fn kind(&self, clause: &Statement, name: &str, section: Option<Section>) -> Option<Kind> {
        if self.purpose == Purpose::Rules {
            return None;
        }
        if clause.nature == Nature::Result {
            return Some(Kind::Status);
        }
        // A year before the plan's own can only have been reached.
        let named = clause.time.map(|t| (t.start, t.end));
        let over = || self.outline.periods().find(|p| p.basis.is_some() && !clause.timeless).map(|p| (p.start, p.end));
        let ends = named.or_else(over).and_then(|(start, end)| end.or(start));
        let year = ends.and_then(|d| d.year).zip(self.year).is_some_and(|(end, issued)| end < issued);
        let month =
            ends.and_then(|d| Some((d.year?, d.month?))).zip(self.month).is_some_and(|(end, issued)| end < issued);
        // `đạt ít nhất 1.450 ha (năm 2023 là 1.240 ha)`: where the plan starts from.
        if clause.rule == "bracketed-value" && year && section == Some(Section::Objective) {
            return Some(Kind::Baseline);
        }
        if clause.kind == Kind::Target && (year || month) {
            return Some(Kind::Status);
        }
        // `từ 50% năm 2025 lên 70% năm 2030` in a plan of 2022: what comes first is planned as well.
        let planned = || clause.time?.end?.year.zip(self.year).map(|(end, issued)| end > issued);
        if clause.kind == Kind::Baseline && planned() == Some(true) {
            return Some(Kind::Target);
        }
        let percent = clause.unit.as_deref().is_some_and(|u| u.starts_with('%') || u.starts_with("điểm"));
        let acts = || clause.nature == Nature::Count && !percent && outline::is_activity(name);
        // A report tells in the words of tasks what has been done: an aim says so, or by when.
        let ahead = clause.goal || ends.and_then(|d| d.year).zip(self.year).is_some_and(|(end, issued)| end > issued);
        let told = self.tells_results(section) && !ahead;
        match section {
            Some(Section::Budget | Section::Scope) => None,
            Some(Section::Situation) => Some(Kind::Status),
            _ if told => Some(Kind::Status),
            // News pages have no sections: the name alone says what is done.
            _ if self.report && acts() => Some(Kind::Activity),
            Some(Section::Objective) => Some(clause.kind),
            _ if acts() || clause.unit.as_deref().is_some_and(is_routine) => Some(Kind::Activity),
            // A task that says by when so many are to be there states a target.
            _ if clause.nature == Nature::Count
                && !clause.goal
                && !percent
                && !clause.dated
                && !self.is_output(clause) =>
            {
                Some(if self.report || self.plain() { clause.kind } else { Kind::Activity })
            }
            _ => Some(clause.kind),
        }
    }

    /// Whether so many people or hectares a year are counted: what the tasks are to yield, not a task.
    fn is_output(&self, clause: &Statement) -> bool {
        let yielded = |sense: &Sense| match sense {
            Sense::Unit(n) => {
                matches!(self.words.units[*n as usize].class, UnitClass::Person | UnitClass::Physical)
            }
            _ => false,
        };
        let yearly = clause.unit.as_deref().and_then(|u| u.strip_suffix("/năm"));
        yearly.is_some_and(|unit| grammar::lex::opening(unit, self.words).iter().any(yielded))
    }

    /// Whether a report speaks here of what has been done, not of what it is to be.
    fn tells_results(&self, section: Option<Section>) -> bool {
        self.purpose == Purpose::Report && section != Some(Section::Objective)
    }

    fn plain(&self) -> bool {
        *self.plain.get_or_init(|| !outline::names_objectives(self.document))
    }

    fn target(&self, clause: Statement, indicator: String, text: &str, base: u32, kind: Kind) -> Target {
        let own = clause.time.map(|t| t.period(Basis::Stated));
        let period = match own {
            None if clause.timeless => Period::default(),
            own => Period::nearest(own.into_iter().chain(self.periods())),
        };
        let trail = if self.explain { self.trail(&clause, text, base, period) } else { Vec::new() };
        Target {
            indicator,
            indicator_id: None,
            kind,
            value: clause.value,
            unit: clause.unit,
            change: clause.change,
            period,
            section: self.outline.headings(),
            agency: None,
            evidence: vec![Evidence { span: clause.span.join(clause.number).shift(base), cell: None }],
            rule: clause.rule,
            trail,
        }
    }

    /// How a statement came about: the rule and those before it, the rows of the tables, where the time came from.
    fn trail(&self, clause: &Statement, text: &str, base: u32, period: Period) -> Vec<Step> {
        let span = clause.span.join(clause.number);
        let step =
            |what, detail: String, span: Option<Span>| Step { what, detail, span: span.map(|s: Span| s.shift(base)) };
        let mut trail = vec![step("sentence", span.of(text).to_owned(), Some(span))];
        let tried: Vec<_> = grammar::rules::ALL.iter().map(|r| r.name).take_while(|n| *n != clause.rule).collect();
        if !tried.is_empty() && tried.len() < grammar::rules::ALL.len() {
            trail.push(step("passed over", tried.join(", "), None));
        }
        trail.push(step("rule", clause.rule.to_owned(), None));
        for atom in grammar::lex::lex(span.of(text), self.words) {
            let senses: Vec<_> = atom.senses().iter().map(|s| self.words.describe(*s)).collect();
            if !senses.is_empty() {
                let words = atom.span.of(span.of(text));
                trail.push(step("words", format!("{words}: {}", senses.join("; ")), Some(atom.span.shift(span.start))));
            }
        }
        let from = match (clause.time, period.basis) {
            (Some(time), _) => format!("stated: {}", time.span.of(text)),
            (None, Some(Basis::Heading)) => {
                format!("heading: {}", self.outline.period_words().unwrap_or(""))
            }
            (None, Some(basis)) => basis.name().to_owned(),
            (None, None) => "none in clause, headings or title".to_owned(),
        };
        trail.push(step("period", from, clause.time.map(|t| t.span)));
        if let Some(section) = self.outline.section() {
            trail.push(step("section", format!("{section:?}").to_lowercase(), None));
        }
        trail
    }

    /// The periods of the headings above and of the title, innermost first.
    fn periods(&self) -> impl Iterator<Item = Period> {
        self.outline.periods().chain(std::iter::once(self.title))
    }

    /// The time that the line right above a table names: `Bảng 1. Chỉ tiêu năm 2025 giao các huyện`.
    fn caption_period(&self) -> Option<Period> {
        let line = self.above?.of(self.document.text());
        Some(outline::single_period(line, self.words, Basis::Heading)).filter(|p| p.basis.is_some())
    }

    fn table(&mut self, index: usize, zones: &[Zone]) {
        let document = self.document;
        let table = &document.tables()[index];
        let first = table.cells.iter().flat_map(|c| c.blocks.clone()).next();
        let zone = first.and_then(|b| zones.get(b)).copied().unwrap_or_default();
        let role = first.map_or(Role::Body, |b| document.blocks()[b].role);
        self.place += 1;
        if !matches!(zone, Zone::Body | Zone::AnnexHead) || role != Role::Body || self.purpose == Purpose::Rules {
            return;
        }
        let around = Around {
            period: Period::nearest(self.caption_period().into_iter().chain(self.periods())),
            begins: self.begins,
            section: self.outline.headings(),
            unit: self.unit_line.take(),
            year: self.year,
            caption: self.caption.clone(),
            explain: self.explain,
        };
        self.above = None;
        let read = table::read(document, index, self.words, &around);
        let section = self.outline.section();
        let origin = Origin { place: self.place, lead: false };
        for mut target in read.targets {
            if matches!(section, Some(Section::Budget)) && target.kind != Kind::Activity {
                self.reading.fates.push(Fate { span: target.evidence[0].span, as_what: As::Guard("budget") });
                continue;
            }
            if section == Some(Section::Situation)
                || self.tells_results(section) && target.period.basis != Some(Basis::Column)
            {
                target.kind = Kind::Status;
            }
            self.targets.push((target, origin));
        }
        self.reading.fates.extend(read.fates);
        self.reading.issues.extend(read.issues);
    }
}

/// What is done so often a week or month: `phát thanh 2 lần/tuần`, `2 buổi/học kỳ`; not `5 triệu đồng/tháng`.
fn is_routine(unit: &str) -> bool {
    let often = |(done, per): (&str, &str)| {
        let routine = matches!(per, "tuần" | "tháng" | "quý" | "học kỳ" | "năm học");
        routine && list(List::RoutineUnit).iter().any(|u| done == u)
    };
    unit.split_once('/').is_some_and(often)
}

/// `ĐVT: tỷ đồng`, `Đơn vị tính: %` above a table: the unit.
fn unit_line(text: &str) -> Option<String> {
    let (label, unit) = text.trim_matches(['(', ')', ' ']).split_once(':')?;
    let label = folded(label.trim());
    let known = list(List::UnitLine).contains(&label);
    let unit = unit.trim().trim_end_matches('.');
    (known && !unit.is_empty() && unit.len() < 40).then(|| unit.to_owned())
}

/// A title and the unit in the bracket at its end.
fn unit_behind(text: &str) -> Option<(&str, String)> {
    let at = text.trim_end().strip_suffix(')')?.rfind('(')?;
    Some((text[..at].trim_end(), unit_line(&text[at..])?))
}

/// Number words can only be read where a comparator or a multiple makes them numbers; a cheap look for those.
fn has_number_word(text: &str) -> bool {
    let body = text.trim_start_matches(|c: char| !c.is_alphabetic());
    if list(List::NumberWord).iter().any(|w| body.starts_with(w.as_str())) {
        return true;
    }
    static CUES: LazyLock<Vec<memmem::Finder<'static>>> =
        LazyLock::new(|| list(List::NumberCue).iter().map(memmem::Finder::new).collect());
    CUES.iter().any(|w| w.find(text.as_bytes()).is_some())
}
