//! Values dealt out one by one: as many numbers behind `lần lượt` as names or years.
//!
//! `Số vụ cháy, số người chết giảm lần lượt 3%, 5%` → số vụ cháy 3 %, số người chết 5 %.

use super::clause::{Part, PartKind};
use super::completion::{kept, longest_parallel, zone_in};
use super::item::{Item, Lead, functional};
use super::lead::lead;
use super::lex;
use super::measure::Measure;
use super::number::is_year;
use super::time::{Time, TimeRole};
use crate::lexicon::words::{Sense, Verb};
use crate::lexicon::{List, Words, list};
use crate::span::Span;
use crate::text::folded;
use crate::value::Decimal;
use std::ops::Range;

/// Numbers, and the name and time each is dealt to.
pub struct Dealt<'p> {
    measures: Vec<Measure>,
    leads: Vec<Lead>,
    tail: &'p [Part],
    span: Span,
    /// Years written without their word: `các năm 2024, | 2025`.
    pub years: Vec<Span>,
    /// What they are dealt to was named before: `tỷ lệ này | lần lượt là 80% và 90%`.
    pub again: bool,
}

impl Dealt<'_> {
    /// There are not as many names or times as numbers.
    pub fn is_uneven(&self) -> bool {
        self.leads.len() != self.measures.len()
    }

    /// The numbers dealt out.
    pub fn numbers(&self) -> impl Iterator<Item = Span> {
        self.measures.iter().map(|m| m.number)
    }

    /// One item a number.
    pub fn items(&self) -> impl Iterator<Item = Item<'_>> {
        let last = self.measures.len() - 1;
        self.measures.iter().zip(&self.leads).enumerate().map(move |(n, (measure, lead))| Item {
            measure,
            lead: lead.clone(),
            parts: 0..0,
            tail: self.tail,
            span: self.span,
            last: n == last,
            first: n == 0,
            breakdown: false,
            rank: None,
            listed: n < last,
        })
    }
}

/// Values with a time of their own each, said before in the same list.
pub struct Said {
    /// Their name.
    pub name: String,
    /// Their times.
    pub times: Vec<Time>,
}

/// Numbers dealt out in a bracket to what stands before it.
pub struct Bracketed {
    /// The numbers.
    pub measures: Vec<Measure>,
    /// The years they are dealt to, one each: `(năm 2027, 2028 lần lượt còn 3%, 2,5%)`. None where they are dealt to names.
    pub times: Vec<Time>,
    /// Years written without their word.
    pub years: Vec<Span>,
}

/// What a bracket deals out.
pub fn bracketed(inner: &[Part]) -> Option<Bracketed> {
    let word = inner.iter().position(|p| p.verb() == Some(Verb::Respective))?;
    let (numbers, _) = numbers(inner, word + 1);
    let mut years = Vec::new();
    let times = times(&inner[..word], numbers.len(), &mut years).map(|(times, _)| times).unwrap_or_default();
    let measures: Vec<Measure> = numbers.iter().filter_map(|k| inner[*k].measure().cloned()).collect();
    (measures.len() >= 2).then_some(Bracketed { measures, times, years })
}

/// Deals the numbers of a sentence that says `lần lượt`; nothing when names and numbers do not come out even.
/// `said`: the values before it in the same list, to whose times the numbers of one name are dealt.
pub fn deal<'p>(parts: &'p [Part], text: &str, said: impl FnOnce() -> Option<Said>) -> Option<Dealt<'p>> {
    if let Some(named) = opened(parts, text) {
        return deal_on(named, &said()?);
    }
    let word = dealing(parts, text);
    let (numbers, end) = word.map(|word| numbers(parts, behind(parts, word, text))).unwrap_or_default();
    let share = numbers.len();
    let dated = numbers.iter().all(|k| bare_year(&parts[*k]).is_some());
    let Some(word) = word.filter(|_| share >= 2 && !dated) else { return deal_behind(parts, word, text) };
    let mut measures: Vec<Measure> = numbers.iter().filter_map(|k| parts[*k].measure().cloned()).collect();
    let unit = measures.last().and_then(|m| m.unit.clone());
    let bound = measures[0].bound.then_some(measures[0].value.operator);
    for measure in &mut measures {
        measure.unit = measure.unit.take().or_else(|| unit.clone());
        // A comparator at the head of a list governs it.
        if let Some(operator) = bound.filter(|_| !measure.bound) {
            measure.value = measure.value.under(operator);
        }
    }
    let mut tail = &parts[end..];
    let before = &parts[..word];
    let mut years = Vec::new();
    let dated = times(before, share, &mut years).map(|(times, place)| {
        let words = before[..place.start].iter().chain(&before[place.end..]);
        (times, words.filter(|p| !p.separates()).cloned().collect())
    });
    // `đạt lần lượt 35% và 40% | vào các năm 2026 và 2028`
    let dated = dated.or_else(|| {
        let (times, place) = times(tail, share, &mut years)?;
        tail = if place.start == 0 { &tail[place.end..] } else { &tail[..place.start] };
        Some((times, before.to_vec()))
    });
    let mut leads = match dated {
        Some((times, named)) => {
            let mut named = whole(&named);
            if named.subject.is_empty() {
                (named.subject, tail) = named_behind(measures.last()?, tail)?;
            }
            times.into_iter().map(|time| Lead { time: Some(time), ..named.clone() }).collect()
        }
        None => match said().and_then(|said| again_by_time(before, &said, share, text)) {
            Some(leads) => leads,
            None => match names(before, share, text) {
                Some(leads) => leads,
                None => vec![named_before(before, text)?; share],
            },
        },
    };
    let again = leads.iter().all(|l| l.subject.is_empty());
    let opened = before.iter().chain(&parts[word..numbers[0]]).find_map(|p| match p.verb() {
        Some(verb @ (Verb::Up | Verb::Down)) => Some(verb),
        _ => None,
    });
    // `tương ứng | năm 2030 | là dưới 20% và dưới 23%`
    let between = parts[word + 1..numbers[0]].iter().find_map(Part::time).filter(|t| t.role == TimeRole::Period);
    for lead in &mut leads {
        lead.time = lead.time.or(between);
        lead.amount |= opened.is_some();
        lead.link = Some(opened.unwrap_or(Verb::Reach));
        lead.change = opened.and_then(Verb::change);
    }
    let span = parts.first()?.span.join(parts[end - 1].span);
    Some(Dealt { measures, leads, tail, span, years, again })
}

/// The words behind the last number that name what all of them are of, and what is left behind those: `năm 2027 và 2030 lần lượt
/// đạt 50% và 70% | số bến xe`.
fn named_behind<'p>(last: &Measure, tail: &'p [Part]) -> Option<(Vec<Span>, &'p [Part])> {
    let end = tail.iter().position(Part::separates).unwrap_or(tail.len());
    let noun = last.unit.as_ref().and_then(|u| u.noun).filter(|n| !n.is_empty());
    let words =
        noun.into_iter().chain(tail[..end].iter().filter(|p| p.time().is_none()).map(|p| p.span)).reduce(Span::join)?;
    let named = noun.is_some() || tail[..end].iter().any(|p| p.kind == PartKind::Words);
    named.then(|| (vec![words], &tail[end..]))
}

/// Where the word stands that deals numbers out: `lần lượt`, or `tương ứng` right before a time or in `tăng tương ứng`.
fn dealing(parts: &[Part], text: &str) -> Option<usize> {
    // `tương ứng 1.200 hộ` says how many a share is.
    let deals = |k: usize| {
        let changes = k.checked_sub(1).and_then(|j| parts[j].verb()).is_some_and(|v| v.change().is_some());
        changes && parts.get(k + 1).is_some_and(|p| p.measure().is_some())
            || parts.get(k + 1).is_some_and(|p| p.time().is_some())
    };
    // `…, nông thôn dưới 5% vào năm 2025 và tương ứng | dưới 1%, dưới 3% vào năm 2030`
    let several = |k: usize| {
        let (numbers, _) = numbers(parts, k + 1);
        let percent = |n: &usize| parts[*n].is_percent();
        parts.get(k + 1).is_some_and(Part::is_percent) && numbers.len() >= 2 && numbers.iter().all(percent)
    };
    let alone = |k: usize| {
        let said = parts[k].verb() == Some(Verb::Reach) && parts[k].span.of(text) == "tương ứng";
        said && (deals(k) || several(k) || behind(parts, k, text) > k + 1)
    };
    (0..parts.len()).find(|k| parts[*k].verb() == Some(Verb::Respective) || alone(*k))
}

/// What stands behind `tương ứng,` at the head of a clause.
fn opened<'p>(parts: &'p [Part], text: &str) -> Option<&'p [Part]> {
    let [word, comma, rest @ ..] = parts else { return None };
    (word.span.of(text) == "tương ứng" && comma.kind == PartKind::Comma).then_some(rest)
}

/// Numbers of one name, dealt to the times said before: `…; tương ứng, | tỷ lệ hộ có nhà tiêu hợp vệ sinh là 70%, 80% và 90%`.
fn deal_on<'p>(parts: &'p [Part], said: &Said) -> Option<Dealt<'p>> {
    let first = parts.iter().position(|p| p.measure().is_some())?;
    let (numbers, end) = numbers(parts, first);
    let named = whole(&parts[..first]);
    if numbers.len() != said.times.len() || named.subject.is_empty() || named.time.is_some() {
        return None;
    }
    let measures = numbers.iter().filter_map(|k| parts[*k].measure().cloned()).collect();
    let leads = said.times.iter().map(|time| Lead { time: Some(*time), ..named.clone() }).collect();
    let span = parts.first()?.span.join(parts[end - 1].span);
    Some(Dealt { measures, leads, tail: &parts[end..], span, years: Vec::new(), again: false })
}

/// Where what is dealt out begins behind the word at `word`: `tương ứng | các năm nêu trên | là 80% và 92%`.
fn behind(parts: &[Part], word: usize, text: &str) -> usize {
    let years = parts.get(word + 1).map_or("", |p| p.span.of(text));
    let years = years.strip_prefix("với ").unwrap_or(years).strip_prefix("các năm ");
    let points = years.is_some_and(|rest| list(List::Demonstrative).iter().any(|word| rest.trim_end() == word));
    word + 1 + usize::from(points)
}

/// Where a sentence that deals out numbers has said values of its own before: `đô thị đạt 97% năm 2025 và 99% năm 2030 | , ở nông
/// thôn lần lượt là 88% và 95%`.
pub fn said_before(parts: &[Part], text: &str) -> Option<usize> {
    let word = dealing(parts, text)?;
    let (numbers, _) = numbers(parts, word + 1);
    let unit = |k: usize| parts[k].measure().and_then(|m| m.unit.as_ref()).map(|u| u.class);
    let dealt = unit(*numbers.last().filter(|_| numbers.len() >= 2)?);
    let opening = parts[word.saturating_sub(1)..numbers[0]].iter().filter_map(Part::verb);
    let changes = opening.into_iter().any(|verb| verb.change().is_some());
    let last = (0..word).rev().find(|k| unit(*k).is_some() && (unit(*k) == dealt || changes))?;
    let joins = |k: &usize| parts[*k].kind == PartKind::And && k + 1 == word;
    (last..word).find(|k| parts[*k].kind == PartKind::Comma || joins(k))
}

/// Years that numbers are dealt to: a list without end would be read again for each.
const MOST_YEARS: usize = 12;

/// Numbers dealt to the years behind them, as many to each name: `A đạt 30% và 40%, B còn dưới 8% và dưới 5% tương ứng | vào các
/// năm 2025 và 2030`. Without names where the years do not come out even.
fn deal_behind<'p>(parts: &'p [Part], word: Option<usize>, text: &str) -> Option<Dealt<'p>> {
    let number = |k: &usize| parts[*k].measure().is_some_and(|m| m.unit.is_some());
    let last = (0..parts.len()).rev().find(number)?;
    let behind = &parts[last + 1..];
    let first = behind.iter().position(|p| p.time().is_some())?;
    let said = Span { start: parts[last].span.end, end: behind[first].span.end }.of(text);
    let told = word.is_some_and(|word| word > last) || said.contains("các năm");
    if !told && word.is_some() {
        return None;
    }
    let listed = behind[first..].iter().take_while(|p| !matches!(p.kind, PartKind::Words | PartKind::Verb(_))).count();
    let listed = behind[first..first + listed].iter().filter(|p| p.time().is_some() || bare_year(p).is_some()).count();
    let mut years = Vec::new();
    let (times, place) = (2..=listed.clamp(2, MOST_YEARS)).rev().find_map(|share| times(behind, share, &mut years))?;
    let runs = runs(&parts[..=last]);
    let even = runs.iter().all(|run| run.measures.len() == times.len() && !run.named.subject.is_empty());
    // `đạt 35% và 45% vào năm 2025 và 2030`: nothing says it but that one name has as many numbers as there are years.
    let unit = |m: &Measure| m.unit.as_ref().map(|u| u.written.clone());
    let alike = || matches!(runs.as_slice(), [run] if run.measures.iter().all(|m| unit(m) == unit(&run.measures[0])));
    if !(told || even && alike()) {
        return None;
    }
    // `Trồng 500 ha trong các năm 2026 và 2027`: only the word says that something is dealt out.
    if !even && word.is_none() {
        return None;
    }
    let leads = runs.iter().filter(|_| even).flat_map(|run| {
        let changes = run.named.link.filter(|verb| verb.change().is_some());
        let (link, change) = (Some(changes.unwrap_or(Verb::Reach)), changes.and_then(Verb::change));
        let lead = Lead { link, change, amount: changes.is_some(), ..run.named.clone() };
        times.iter().map(move |time| Lead { time: Some(*time), ..lead.clone() })
    });
    let leads = leads.collect();
    let span = parts.first()?.span.join(parts[last].span);
    let measures = runs.into_iter().flat_map(|run| run.measures).collect();
    Some(Dealt { measures, leads, tail: &behind[place.end..], span, years, again: false })
}

/// Numbers in a row, and what leads to them.
struct Run {
    named: Lead,
    measures: Vec<Measure>,
}

/// The numbers with a unit, by the names before them; a comparator at the head of a row governs all of it.
fn runs(parts: &[Part]) -> Vec<Run> {
    let number = |k: &usize| parts[*k].measure().is_some_and(|m| m.unit.is_some());
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = (from..parts.len()).find(number) {
        let goes_on = |k: &usize| number(k) || parts[*k].separates() || functional(&parts[*k]);
        let end = (at + 1..parts.len()).find(|k| !goes_on(k)).unwrap_or(parts.len());
        let opening = parts[from..at].iter().take_while(|p| p.separates()).count();
        let mut measures: Vec<Measure> = (at..end).filter(number).filter_map(|k| parts[k].measure().cloned()).collect();
        let bound = measures[0].bound.then_some(measures[0].value.operator);
        for measure in measures.iter_mut().filter(|m| !m.bound) {
            measure.value = bound.map_or(measure.value, |operator| measure.value.under(operator));
        }
        found.push(Run { named: whole(&parts[from + opening..at]), measures });
        from = end;
    }
    found
}

/// The numbers behind `from` with nothing but signs between them, and where they end.
fn numbers(parts: &[Part], from: usize) -> (Vec<usize>, usize) {
    let mut found = Vec::new();
    let mut end = from;
    for (k, part) in parts.iter().enumerate().skip(from) {
        if part.measure().is_some() {
            found.push(k);
            end = k + 1;
        } else if !(part.separates() && part.kind != PartKind::Colon
            || part.kind == PartKind::Stop
            || found.is_empty() && (functional(part) || part.verb().is_some()))
        {
            break;
        }
    }
    (found, end)
}

/// As many years as numbers, and where they stand.
fn times(parts: &[Part], share: usize, years: &mut Vec<Span>) -> Option<(Vec<Time>, Range<usize>)> {
    let time = |p: &Part| p.time().filter(|t| t.role == TimeRole::Period && t.end.is_some()).or_else(|| bare_year(p));
    let first = parts.iter().position(|p| time(p).is_some())?;
    let listed = parts[first..].iter().take_while(|p| time(p).is_some() || p.separates()).count();
    let listed = parts[first..first + listed].iter().rposition(|p| !p.separates()).map_or(0, |last| last + 1);
    let place = first..first + listed;
    let mut found: Vec<Time> = parts[place.clone()].iter().filter_map(time).collect();
    // `năm 2030 và năm 2031`: two years in a row are read as a span, and dealt out one by one.
    if let [Time { start: Some(start), end: Some(end), .. }] = found[..]
        && share == 2
        && let (Some(start), Some(end)) = (start.year, end.year)
        && start + 1 == end
    {
        found = vec![Time::of_year(found[0].span, start), Time::of_year(found[0].span, end)];
    }
    if found.len() != share {
        return None;
    }
    years.extend(parts[place.clone()].iter().filter(|p| p.measure().is_some()).map(|p| p.span));
    Some((found, place))
}

/// The lead of a name, with the verb that ends it: `Tỷ lệ người nghiện được | quản lý`.
fn whole(parts: &[Part]) -> Lead {
    let mut named = lead(parts);
    if named.link == Some(Verb::Act) && !named.subject.is_empty() {
        named.subject.push(named.link_span);
    }
    named
}

/// The words of the first name that a further one leaves unsaid: `Tỷ lệ thu gom rác ở | đô thị và | nông thôn lần lượt là …`.
fn said_once(first: &Lead, further: &Lead, share: usize, text: &str) -> Vec<Span> {
    if let Some(head) = counts_parts(&first.subject, share, text) {
        return head;
    }
    let words = further.subject.first().map_or("", |s| s.of(text));
    let opening = words.split(' ').next().unwrap_or(words);
    let zone = || further.zone.then(|| zone_in(&first.subject, text)).flatten();
    match longest_parallel(&first.subject, words, opening, text).or_else(zone) {
        Some((piece, end)) => {
            let mut words = first.subject[..piece].to_vec();
            words.extend(kept(Span { start: first.subject[piece].start, end }, text));
            words
        }
        // `Tỷ lệ trường mầm non, tiểu học lần lượt là …`: the quantity is that of all.
        None => first.first.into_iter().collect(),
    }
}

/// The words up to those that say how many names follow, and of what kind: `Chi phí của ba ngành | giấy, thép và may mặc`.
fn counts_parts(subject: &[Span], share: usize, text: &str) -> Option<Vec<Span>> {
    let words = Words::built_in();
    let counted = Decimal::from(share as i64);
    subject.iter().enumerate().find_map(|(piece, span)| {
        let atoms = lex::lex(span.of(text), &words);
        let number = |a: &lex::Atom<'_>| a.senses().contains(&Sense::Numeral(counted));
        let at = (0..atoms.len()).find(|k| number(&atoms[*k]))?;
        let kind = atoms.get(at + 1).filter(|_| at + 2 < atoms.len())?;
        let mut head = subject[..piece].to_vec();
        head.push(Span { start: span.start, end: span.start + kind.span.end });
        Some(head)
    })
}

fn bare_year(part: &Part) -> Option<Time> {
    let measure = part.measure().filter(|m| m.unit.is_none() && !m.bound)?;
    let year = measure.value.number().and_then(Decimal::integer).filter(|n| is_year(*n))?;
    Some(Time::of_year(part.span, year as u16))
}

/// One name whose numbers go with the times said before: `Tỷ lệ A năm 2026 đạt 60%, năm 2029 đạt 75%; tỷ lệ B | tương ứng là …`.
/// Signs part it no more than the name before, which opens with the same words.
fn again_by_time(parts: &[Part], said: &Said, share: usize, text: &str) -> Option<Vec<Lead>> {
    let named = whole(parts);
    let alike = || {
        let sign = parts.iter().rposition(Part::separates)?;
        let opening = parts[0].span.join(parts[sign].span).of(text);
        Some(folded(&said.name).starts_with(&folded(opening)))
    };
    let one = !parts.iter().any(Part::separates) || alike() == Some(true);
    let plain = one && named.time.is_none() && !named.subject.is_empty() && said.times.len() == share;
    plain.then(|| said.times.iter().map(|time| Lead { time: Some(*time), ..named.clone() }).collect())
}

/// The lead of words that only point to what was named before: `đến năm 2030 tỷ lệ tương ứng | là …`.
fn named_before(parts: &[Part], text: &str) -> Option<Lead> {
    let mut lead = lead(parts);
    let points = match lead.subject[..] {
        // `; đến năm 2030 | lần lượt là 90% và 95%`
        [] => true,
        [word] => points_back(&folded(word.of(text))),
        _ => false,
    };
    lead.subject.clear();
    points.then_some(lead)
}

/// `tỷ lệ này`, `hai chỉ tiêu nêu trên`, `các con số tương ứng`.
fn points_back(folded: &str) -> bool {
    let cut = |word: &String| folded.strip_prefix(word.as_str())?.strip_prefix(' ');
    let plural = list(List::Plural).iter().find_map(cut);
    let rest = plural.unwrap_or(folded);
    let heads = list(List::PointsBack).iter().filter_map(|head| rest.strip_prefix(head.as_str()));
    heads.into_iter().any(|behind| match behind.strip_prefix(' ') {
        Some(behind) => list(List::Demonstrative).iter().any(|word| word == behind),
        None => behind.is_empty() && (plural.is_some() || folded.ends_with("lệ")),
    })
}

/// As many names as numbers, cut at the signs between them.
fn names(parts: &[Part], share: usize, text: &str) -> Option<Vec<Lead>> {
    let all = lead(parts);
    // `Cơ cấu kinh tế: nông nghiệp, công nghiệp, dịch vụ lần lượt là …`: the label goes with each.
    let colon = parts.iter().rposition(|p| p.kind == PartKind::Colon);
    let label = colon.map(|at| lead(&parts[..at]).subject).unwrap_or_default();
    let named = &parts[colon.map_or(0, |at| at + 1)..];
    // `các chỉ số “Công khai, minh bạch” và “Quản trị điện tử”`: nothing is cut inside quotation marks.
    let quoted = |k: usize| {
        let before = Span { start: named[0].span.start, end: named[k].span.start }.of(text);
        before.matches('“').count() > before.matches('”').count() || before.matches('"').count() % 2 == 1
    };
    let cut = |cuts: &dyn Fn(usize) -> bool| -> Vec<Lead> {
        let mut from = 0;
        let signs = (0..named.len()).filter(|k| named[*k].separates() && !quoted(*k));
        let ends = signs.filter(|k| cuts(*k)).chain([named.len()]);
        let pieces = ends.map(|end| &named[std::mem::replace(&mut from, end + 1).min(end)..end]);
        pieces.map(whole).filter(|l| !l.subject.is_empty()).collect()
    };
    let mut leads = cut(&|_| true);
    // `Tỷ trọng nông, lâm nghiệp và tỷ trọng dịch vụ lần lượt là …`: cut where a quantity is named.
    if leads.len() != share {
        leads = cut(&|k| named.get(k + 1).is_some_and(|next| next.head));
    }
    // `Tỷ lệ rác được thu gom, xử lý ở đô thị và nông thôn lần lượt là …`: at the last signs.
    if leads.len() != share {
        let signs: Vec<usize> = (0..named.len()).filter(|k| named[*k].separates()).collect();
        leads = cut(&|k| signs.iter().rev().take(share - 1).any(|sign| *sign == k));
    }
    if leads.len() != share {
        return None;
    }
    if leads[0].head && label.is_empty() {
        let first = leads[0].clone();
        for lead in leads.iter_mut().skip(1).filter(|l| !l.head) {
            lead.subject.splice(0..0, said_once(&first, lead, share, text));
        }
    }
    for lead in &mut leads {
        lead.subject.splice(0..0, label.iter().copied());
        lead.time = lead.time.or(all.time);
        lead.yearly |= all.yearly;
        lead.head = true;
    }
    Some(leads)
}
