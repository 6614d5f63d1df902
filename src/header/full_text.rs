//! Puts the fields together: the printed block first, a database's box where the block is silent, differences noted.
//!
//! The block says `12/KH-UBND`, the box `13/KH-UBND` → `12/KH-UBND` and the diagnostic `header-disagreement`.

use super::basis::Bases;
use super::effective::{self, Effective};
use super::issuer::{self, Issuer};
use super::letterhead::{Letterhead, Stretch};
use super::metadata::Metadata;
use super::page::{Page, folded_in_place};
use super::report::Lead;
use super::zones::{self, Outline};
use super::{Field, Form, Found, Header, number, province, signature, title};
use crate::date::Date;
use crate::error::Issue;
use crate::lexicon::doc_types::{self, DocType};
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::issuers;
use crate::lexicon::places;
use crate::span::Span;
use crate::target::Evidence;

/// Bytes behind the head in which a missing area is looked for: title, recitals and enacting clause.
const NEAR: usize = 6000;
/// Lines that recitals may take.
const RECITALS: usize = 70;

fn field(page: &Page, value: impl Into<String>, at: &[Stretch]) -> Field {
    let evidence = at.iter().map(|s| page.evidence(s.line, s.span)).collect();
    Field { value: value.into(), evidence }
}

/// The header of a document that has its head.
pub fn read(page: &Page, head: &Letterhead, metadata: &Metadata) -> Found {
    let printed = title::read(page, head);
    let mut issues = Vec::new();
    let mut header = Header::default();

    number_and_type(page, Some(head), &printed, metadata, &mut header, &mut issues);
    let (recitals, body) = recitals(page, printed.end);
    let signed = signature::find(page, body.max(printed.end));
    let date = date(page, Some(head), metadata, &header, &mut issues);
    header.issued_on = date.map(|(d, at)| field(page, d.to_string(), &[at]));
    let issued_on = date.map(|(d, _)| d);
    header.place = head.place.map(|at| field(page, at.span.of(page.document.text()), &[at]));
    titles(page, &printed, metadata, head.start, &mut header);
    let listed = issued_on.or(head.date.map(|(d, _)| d.date)).or(head.month);
    issuer_and_province(page, Some(head), metadata, listed, &mut header, &mut issues);
    let end = signed.as_ref().map_or(page.len(), |s| s.end);
    effective_date(page, (body, end), metadata, date, &mut header);
    signer(page, signed.as_ref(), metadata, &mut header, &mut issues);

    let mut bases = Bases::default();
    cite_title(page, &printed, &header, &mut bases);
    for &i in &recitals {
        let folded = page.folded(i);
        if begins(Class::Basis, &folded).is_some() && begins(Class::Proposal, &folded).is_none() {
            bases.cite(page.text(i), page.span(i).start as usize);
        }
    }
    header.legal_basis = bases.finish(header.number.as_ref().map(|n| n.value.as_str()));

    let mut outline = Outline {
        head: head.start..head.end,
        title: printed.lines.clone(),
        recitals,
        body,
        metadata: metadata.lines.clone(),
        ..Outline::default()
    };
    if head.subject.is_some() {
        outline.title = 0..0;
    }
    if let Some(s) = signed {
        outline.signed = Some(s.end);
        (outline.signature, outline.recipients) = (s.lines, s.recipients);
    }
    Found { zones: zones::assign(page, &outline, Form::FullText), header, form: Form::FullText, issues }
}

/// The header of a document without a head: what its box says, else the type and title it begins with.
pub fn read_bare(page: &Page, metadata: &Metadata) -> Found {
    let mut issues = Vec::new();
    let mut header = Header::default();
    let after = metadata.lines.last().map_or(0, |l| l + 1);
    let start = (after..page.len()).find(|i| page.is_own(*i) && !page.text(*i).is_empty()).unwrap_or(page.len());
    let head = Letterhead { start, end: start, ..Letterhead::default() };
    let printed = title::read(page, &head);
    let known = metadata.number.is_some() || printed.kind.is_some();
    if !known {
        let outline = Outline { metadata: metadata.lines.clone(), ..Outline::default() };
        let zones = zones::assign(page, &outline, Form::FullText);
        return Found { zones, header, issues, ..Found::default() };
    }
    number_and_type(page, None, &printed, metadata, &mut header, &mut issues);
    let (recitals, body) = recitals(page, printed.end);
    let signed = signature::find(page, body.max(printed.end));
    let date = date(page, None, metadata, &header, &mut issues);
    header.issued_on = date.map(|(d, at)| field(page, d.to_string(), &[at]));
    titles(page, &printed, metadata, start, &mut header);
    issuer_and_province(page, None, metadata, date.map(|d| d.0), &mut header, &mut issues);
    let end = signed.as_ref().map_or(page.len(), |s| s.end);
    effective_date(page, (body, end), metadata, date, &mut header);
    signer(page, signed.as_ref(), metadata, &mut header, &mut issues);
    let mut bases = Bases::default();
    cite_title(page, &printed, &header, &mut bases);
    for &i in &recitals {
        let folded = page.folded(i);
        if begins(Class::Basis, &folded).is_some() && begins(Class::Proposal, &folded).is_none() {
            bases.cite(page.text(i), page.span(i).start as usize);
        }
    }
    header.legal_basis = bases.finish(header.number.as_ref().map(|n| n.value.as_str()));
    let mut outline = Outline {
        title: printed.lines.clone(),
        recitals,
        body,
        metadata: metadata.lines.clone(),
        ..Outline::default()
    };
    if let Some(s) = signed {
        outline.signed = Some(s.end);
        (outline.signature, outline.recipients) = (s.lines, s.recipients);
    }
    Found { zones: zones::assign(page, &outline, Form::FullText), header, form: Form::FullText, issues }
}

/// The header of the plan that a news page reports.
pub fn read_report(page: &Page, lead: &Lead) -> Found {
    let mut issues = Vec::new();
    let mut header = Header::default();
    let (numbered, at) = &lead.number;
    header.number = numbered.value.clone().map(|v| field(page, v, &[*at]));
    header.doc_type = Some(field(page, lead.kind.0.name, &[lead.kind.1]));
    header.type_code = lead.kind.0.code.map(|c| field(page, c, &[lead.kind.1, *at]));
    header.issued_on = lead.date.map(|(d, at)| field(page, d.to_string(), &[at]));
    if let Some(at) = lead.title {
        let words = title::one_line(page, at.span);
        header.title = title::finish(page, &words).map(|t| field(page, t, &[at]));
    }
    let mut outline = Outline::default();
    // Menus and counters above the headline are the page's; the headline is the line before the lead or near it.
    outline.body = 0;
    let date = lead.date.map(|(d, _)| d);
    if let Some(at) = lead.issuer.or_else(|| numbered.symbol.ends_with("UBND").then_some(*at)) {
        let words = at.span.of(page.document.text());
        let words = committee_in(words).unwrap_or_else(|| words.to_owned());
        if let Some(mut issuer) = issuer::read(page, &[words], false) {
            let limit = page.span(lead.line).end as usize;
            let span = province::complete(page, &mut issuer, None, limit);
            let mut evidence = vec![page.evidence(at.line, at.span)];
            evidence.extend(span.map(|span| Evidence { span, cell: None }));
            place_issuer(page, issuer, evidence, None, date, &mut header, limit);
        }
    }
    let mut bases = Bases::default();
    // What leads up to the plan, then the plan's own title.
    let line = page.span(lead.line);
    let before = Span { start: line.start, end: lead.number.1.span.start };
    bases.cite(before.of(page.document.text()), line.start as usize);
    if let Some(at) = lead.title {
        bases.cite_title(at.span.of(page.document.text()), at.span.start as usize);
        // `…, nhằm thực hiện Quyết định số …`
        let behind = Span { start: at.span.end, end: line.end };
        let rest = behind.of(page.document.text());
        let purpose = rest.trim_start_matches([' ', ',']);
        let purpose = &purpose[..purpose.find(". ").unwrap_or(purpose.len())];
        if begins(Class::Basis, &folded_in_place(purpose)).is_some() {
            let from = line.end as usize - rest.trim_start_matches([' ', ',']).len();
            bases.cite(purpose, from);
        }
    }
    header.legal_basis = bases.finish(header.number.as_ref().map(|n| n.value.as_str()));
    if header.issued_on.is_none() {
        issues.push(Issue::info("header-date-missing", "the report gives no date of issue", None));
    }
    Found { zones: zones::assign(page, &outline, Form::Report), header, form: Form::Report, issues }
}

/// `Phó Chủ tịch UBND tỉnh A` issued for `UBND tỉnh A`.
fn committee_in(words: &str) -> Option<String> {
    let folded = folded_in_place(words);
    let at = ["ubnd ", "ủy ban nhân dân "].iter().find_map(|b| folded.find(b))?;
    Some(words[at..].trim().to_owned())
}

fn number_and_type(
    page: &Page,
    head: Option<&Letterhead>,
    printed: &title::Title,
    metadata: &Metadata,
    header: &mut Header,
    issues: &mut Vec<Issue>,
) {
    let body = head.and_then(|h| h.number.as_ref());
    // A gap before the stroke is where a hand wrote the number: recognition reads hands badly.
    let by_hand = |at: &Stretch| page.document.origin.ocr && at.span.of(page.document.text()).contains(" /");
    if let Some((numbered, at)) = body.filter(|(n, at)| n.value.is_some() && by_hand(at)) {
        issues.push(Issue::warning(
            "header-number-uncertain",
            format!("a number written by hand was read as {}", numbered.value.as_deref().unwrap_or("")),
            Some(at.span),
        ));
    }
    let written =
        body.filter(|(_, at)| by_hand(at)).map(|(n, at)| (number::Numbered { value: None, ..n.clone() }, *at));
    let body = written.as_ref().or(body);
    match (body, &metadata.number) {
        (Some((numbered, at)), other) => {
            header.number = numbered.value.clone().map(|v| field(page, v, &[*at]));
            match (&header.number, other) {
                (None, _) if by_hand(at) => {}
                (None, _) => issues.push(Issue::warning(
                    "header-number-blank",
                    "the place of the number is left open",
                    Some(at.span),
                )),
                (Some(own), Some((box_number, _)))
                    if box_number.value.as_deref().is_some_and(|v| number::key(v) != number::key(&own.value)) =>
                {
                    disagreement(issues, "number", &own.value, box_number.value.as_deref().unwrap_or(""), at.span);
                }
                _ => {}
            }
        }
        (None, Some((numbered, at))) => header.number = numbered.value.clone().map(|v| field(page, v, &[*at])),
        (None, None) => {}
    }
    let numbered = body.or(metadata.number.as_ref());
    // The heading, else the symbol, else the box.
    let by_symbol = numbered.and_then(|(n, at)| {
        if n.is_letter() { Some((doc_types::named("Công văn")?, *at)) } else { Some((n.doc_type()?, *at)) }
    });
    let letter = head.is_some_and(|h| h.subject.is_some()) && by_symbol.is_none_or(|(k, _)| k.code.is_none());
    let kind: Option<(&'static DocType, Stretch)> = printed
        .kind
        .filter(|_| !letter)
        .or(by_symbol)
        .or(metadata.doc_type)
        .or_else(|| letter.then(|| doc_types::named("Công văn").zip(numbered.map(|(_, at)| *at))).flatten());
    if let Some((kind, at)) = kind {
        let mut stretches = vec![at];
        if let Some((n, number_at)) = numbered
            && n.doc_type() == Some(kind)
            && *number_at != at
        {
            stretches.push(*number_at);
        }
        if let Some((same, box_at)) = metadata.doc_type
            && same.name == kind.name
            && printed.kind.is_none()
        {
            stretches.push(box_at);
        }
        header.doc_type = Some(field(page, kind.name, &stretches));
        header.type_code = kind.code.map(|c| field(page, c, &stretches));
        if let Some((other, _)) = metadata.doc_type.filter(|(other, _)| other.name != kind.name) {
            disagreement(issues, "type", kind.name, other.name, at.span);
        }
    }
}

fn disagreement(issues: &mut Vec<Issue>, what: &str, body: &str, other: &str, span: Span) {
    let message = format!("{what}: the document says {body}, the page's metadata {other}");
    issues.push(Issue::warning("header-disagreement", message, Some(span)));
}

fn date(
    page: &Page,
    head: Option<&Letterhead>,
    metadata: &Metadata,
    header: &Header,
    issues: &mut Vec<Issue>,
) -> Option<(Date, Stretch)> {
    let Some(head) = head else { return metadata.issued_on };
    match (head.date, metadata.issued_on) {
        (Some((dated, at)), other) => {
            if let Some((box_date, _)) = other
                && !dated.blank
                && box_date != dated.date
            {
                disagreement(issues, "issue date", &dated.date.to_string(), &box_date.to_string(), at.span);
            }
            // A day left open is filled by a box that agrees on the rest.
            if dated.blank {
                issues.push(Issue::info("header-date-blank", "the day of the date line is left open", Some(at.span)));
            }
            // What recognition left out of a date line may stand on the page.
            (!dated.blank || !page.document.origin.ocr)
                .then_some((dated.date, at))
                .or_else(|| caption_date(page, head, header))
        }
        (None, Some(found)) => Some(found),
        (None, None) => {
            let at = head.impossible_date?;
            issues.push(Issue::warning(
                "header-date-damaged",
                "the date line names a day that no calendar has",
                Some(at.span),
            ));
            caption_date(page, head, header)
        }
    }
}

/// The issue date that the caption of an annex repeats with the document's own number.
fn caption_date(page: &Page, head: &Letterhead, header: &Header) -> Option<(Date, Stretch)> {
    let own = number::key(&header.number.as_ref()?.value);
    for i in (head.end..page.len()).filter(|i| page.is_own(*i)) {
        if !page.text(i).starts_with('(') {
            continue;
        }
        let (text, folded) = (page.text(i), page.folded(i));
        if !folded.starts_with("(kèm theo") && !folded.starts_with("(ban hành kèm") {
            continue;
        }
        let Some(label) = folded.find("số") else { continue };
        let start = text.len() - text[label + "số".len()..].trim_start_matches([' ', ':']).len();
        let Some(numbered) = number::number_at(&text[start..]) else { continue };
        if numbered.value.as_deref().map(number::key) != Some(own.clone()) {
            continue;
        }
        let end = start + numbered.end;
        let Some(at) = folded[end..].find("ngày").map(|n| end + n) else { continue };
        if let Ok(dated) = super::dates::date_at(&folded[at..])
            && !dated.blank
        {
            return Some((dated.date, Stretch { line: i, span: page.part(i, at, at + dated.end) }));
        }
    }
    None
}

/// The body's title, else the box's, else the page's headline behind `<type> <number> năm <year>`.
fn titles(page: &Page, printed: &title::Title, metadata: &Metadata, before: usize, header: &mut Header) {
    if let Some((words, at)) = &printed.words
        && let Some(value) = title::finish(page, words)
    {
        header.title = Some(field(page, value, &[*at]));
        return;
    }
    if let Some((value, at)) = headline(page, header, before.min(page.len())) {
        header.title = Some(field(page, value, &[at]));
        return;
    }
    if let Some(at) = metadata.title {
        let words = title::one_line(page, at.span);
        header.title = title::finish(page, &words).map(|t| field(page, t, &[at]));
    }
}

/// `Kế hoạch 12/KH-UBND năm 2024 trồng rừng …` above the document → `trồng rừng …`.
fn headline(page: &Page, header: &Header, before: usize) -> Option<(String, Stretch)> {
    let own = number::key(&header.number.as_ref()?.value);
    for i in 0..before.min(250) {
        let text = page.text(i);
        if text.len() < 30 || text.len() > 900 {
            continue;
        }
        let folded = page.folded(i);
        let Some((_, length)) = doc_types::at_start(&folded) else { continue };
        let rest = folded[length..].trim_start_matches([' ', ':']);
        let rest = rest.strip_prefix("số").unwrap_or(rest).trim_start_matches([' ', ':']);
        let start = folded.len() - rest.len();
        let Some(numbered) = number::number_at(&text[start..]) else { continue };
        if numbered.value.as_deref().map(number::key) != Some(own.clone()) {
            continue;
        }
        let mut at = start + numbered.end;
        let skip = |at: usize| folded.len() - folded[at..].trim_start_matches([' ', ',', ':', '-', '–']).len();
        at = skip(at);
        if let Some(tail) = folded[at..].strip_prefix("năm ") {
            let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
            at = skip(folded.len() - tail.len() + digits);
        } else if let Ok(dated) = super::dates::date_at(&folded[at..]) {
            at = skip(at + dated.end);
        }
        for lead in ["do ", "của "] {
            // `do Ủy ban nhân dân tỉnh A ban hành`
            if folded[at..].starts_with(lead)
                && let Some(end) = folded[at..].find(" ban hành").filter(|n| *n < 120)
            {
                at = skip(at + end + " ban hành".len());
            }
        }
        let value = title::finish(page, &text[at..])?;
        return Some((value, Stretch { line: i, span: page.part(i, at, text.len()) }));
    }
    None
}

fn issuer_and_province(
    page: &Page,
    head: Option<&Letterhead>,
    metadata: &Metadata,
    issued_on: Option<Date>,
    header: &mut Header,
    issues: &mut Vec<Issue>,
) {
    let text = page.document.text();
    let place = head.and_then(|h| h.place);
    let place_words = place.map(|p| p.span.of(text));
    let start = head.map_or(0, |h| page.len().min(h.start));
    let limit = if start < page.len() { page.span(start).start as usize + NEAR } else { NEAR };
    let organs: Vec<&str> = head.map(|h| h.organs.iter().map(|o| o.span.of(text)).collect()).unwrap_or_default();
    let mended: Vec<String> =
        if page.document.origin.ocr { organs.iter().map(|o| issuer::mended(o)).collect() } else { Vec::new() };
    let organs = if mended.is_empty() { organs } else { mended.iter().map(String::as_str).collect() };
    let units = issuer::units(&organs);
    let mut evidence: Vec<Evidence> =
        head.map(|h| h.organs.iter().map(|o| page.evidence(o.line, o.span)).collect()).unwrap_or_default();
    let party = head
        .is_some_and(|h| (h.start..h.end.min(page.len())).any(|i| page.folded(i).contains("đảng cộng sản việt nam")));
    let mut found = issuer::read(page, &units, party);
    if found.is_none() {
        // The box names the body or only its province; the symbol says which body.
        let numbered = head.and_then(|h| h.number.as_ref()).or(metadata.number.as_ref());
        if let Some(at) = metadata.issuer {
            found =
                issuer::read(page, &[box_issuer(at.span.of(text), numbered.map(|(n, _)| n.symbol.as_str()))], false);
            evidence = vec![page.evidence(at.line, at.span)];
        }
        if found.is_none()
            && let Some((n, at)) = numbered
            && let Some(body) = n.symbol.rsplit(['-', '/']).next().and_then(issuers::abbreviated)
        {
            found = issuer::read(page, &[body.name.to_owned()], false);
            evidence = vec![page.evidence(at.line, at.span)];
        }
    }
    let Some(mut issuer) = found else { return };
    // A province misread in the letterhead, readable on the date line.
    if page.document.origin.ocr
        && let Some(area) = issuer.area.as_mut().filter(|a| a.kind == "tỉnh" && a.province().is_none())
        && let Some(named) = place_words.and_then(province::of_place)
    {
        let misread = area.full_name();
        area.name = named.name.to_owned();
        issuer.name = issuer.name.replace(&misread, &area.full_name());
    }
    let completed_by_text = province::complete(page, &mut issuer, place_words, limit);
    if let Some(span) = completed_by_text {
        evidence.push(Evidence { span, cell: None });
    } else if let (Some(place), false) = (place, evidence.is_empty()) {
        evidence.push(page.evidence(place.line, place.span));
    }
    if let Some(at) = metadata.issuer
        && issuer.incomplete
    {
        // A bare committee in the letterhead, its province in the box.
        let named = issuer::read(page, &[box_issuer(at.span.of(text), Some("UBND"))], false);
        if let Some(named) = named.filter(|n| !n.incomplete && n.name.starts_with(&issuer.name)) {
            issuer = named;
            evidence.push(page.evidence(at.line, at.span));
        }
    }
    if issuer.incomplete {
        issues.push(Issue::warning(
            "header-issuer-incomplete",
            "the issuer's area is not named",
            evidence.first().map(|e| e.span),
        ));
    }
    place_issuer(page, issuer, evidence, place, issued_on, header, limit);
}

/// `Tỉnh Hải Dương` in a box, with a symbol that ends in UBND, is that province's People's Committee.
fn box_issuer(words: &str, symbol: Option<&str>) -> String {
    let folded = folded_in_place(words);
    let area = folded.starts_with("tỉnh ") || folded.starts_with("thành phố ") || folded.starts_with("tp");
    let body = symbol.and_then(|s| s.rsplit(['-', '/']).next()).and_then(issuers::abbreviated);
    match body {
        Some(body) if area => format!("{} {words}", body.name),
        _ => words.to_owned(),
    }
}

/// Issuer, level and the two province codes.
fn place_issuer(
    page: &Page,
    issuer: Issuer,
    evidence: Vec<Evidence>,
    place: Option<Stretch>,
    issued_on: Option<Date>,
    header: &mut Header,
    limit: usize,
) {
    let text = page.document.text();
    let of = |value: String| Some(Field { value, evidence: evidence.clone() });
    if issuer.level != "central" {
        let area = issuer.area.as_ref();
        let own = area.and_then(|a| a.province());
        // A commune may bear the name of another province: then only the text can say.
        let namesake = |place: &str| {
            area.is_some_and(|a| {
                !matches!(a.kind, "tỉnh" | "thành phố") && folded_in_place(&a.name) == folded_in_place(place)
            })
        };
        let city_of = area
            .filter(|a| a.kind == "thành phố")
            .and_then(|a| places::province_of_seat(&a.name).or(places::province(&a.name)));
        let by_place = place.map(|p| p.span.of(text)).filter(|p| !namesake(p)).and_then(province::of_place);
        let mut shown = evidence.clone();
        let mut found = own.or(city_of).or(by_place);
        if found.is_none()
            && let Some((named, span)) = province::of_text(page, limit)
        {
            found = Some(named);
            shown.push(Evidence { span, cell: None });
        }
        let foreign = issuer.level == "party" && folded_in_place(&issuer.name).contains("trung ương");
        if let Some(named) = found.filter(|_| !foreign) {
            let hint = header.title.as_ref().and_then(|t| province::earliest_year(&t.value));
            if let Some(at) = place.filter(|_| own.is_none()) {
                shown.push(page.evidence(at.line, at.span));
            }
            shown.dedup();
            header.province_code =
                province::code(named, issued_on, hint).map(|value| Field { value, evidence: shown.clone() });
            header.province_now = Some(Field { value: province::code_now(named), evidence: shown });
        }
    }
    header.issuer_level = of(issuer.level.to_owned());
    header.issuer = (!issuer.incomplete || issuer.level == "other").then(|| of(issuer.name)).flatten();
    if header.issuer.is_none() {
        header.issuer_level = None;
    }
}

fn effective_date(
    page: &Page,
    (from, to): (usize, usize),
    metadata: &Metadata,
    date: Option<(Date, Stretch)>,
    header: &mut Header,
) {
    if let Some((stated, line, span)) = effective::find(page, from, to) {
        let here = Stretch { line, span };
        header.effective_on = match stated {
            Effective::On(day) => Some(field(page, day.to_string(), &[here])),
            Effective::OnPassing => effective::passed(page, from)
                .map(|(day, line, span)| field(page, day.to_string(), &[here, Stretch { line, span }])),
            Effective::OnIssue => {
                date.filter(|(d, _)| d.day.is_some()).map(|(d, at)| field(page, d.to_string(), &[here, at]))
            }
        };
        return;
    }
    header.effective_on = metadata.effective_on.map(|(d, at)| field(page, d.to_string(), &[at]));
}

fn signer(
    page: &Page,
    signed: Option<&signature::Signature>,
    metadata: &Metadata,
    header: &mut Header,
    issues: &mut Vec<Issue>,
) {
    let of = |f: &Option<(String, usize, Span)>| {
        f.as_ref().map(|(v, line, span)| field(page, v.clone(), &[Stretch { line: *line, span: *span }]))
    };
    if let Some(s) = signed {
        header.signer = of(&s.signer);
        header.signer_position = of(&s.position);
        header.signing_authority = of(&s.authority);
    }
    match (&header.signer, &metadata.signer) {
        (None, Some((name, at))) => header.signer = Some(field(page, name.clone(), &[*at])),
        (Some(own), Some((name, at))) if folded_in_place(&own.value) != folded_in_place(name) => {
            let value = own.value.clone();
            disagreement(issues, "signer", &value, name, at.span);
        }
        (None, None) => issues.push(Issue::warning("header-signer-missing", "no signature block names a signer", None)),
        _ => {}
    }
}

fn cite_title(page: &Page, printed: &title::Title, header: &Header, bases: &mut Bases) {
    const OTHERS: [&str; 8] =
        ["sửa đổi", "bãi bỏ", "thay thế", "góp ý", "điều chỉnh", "đính chính", "bổ sung", "thu hồi"];
    let Some(title) = &header.title else { return };
    let folded = folded_in_place(&title.value);
    if OTHERS.iter().any(|o| folded.starts_with(o)) {
        return;
    }
    let span = match &printed.words {
        Some((_, at)) => Some(at.span),
        None => title.evidence.first().map(|e| e.span),
    };
    if let Some(span) = span {
        let words = span.of(page.document.text()).replace('\n', " ");
        bases.cite_title(&words, span.start as usize);
    }
}

/// Recitals below line `from`: their lines, and where the text begins.
fn recitals(page: &Page, from: usize) -> (Vec<usize>, usize) {
    let mut lines = Vec::new();
    let mut body = from;
    let mut begun = false;
    let mut i = from;
    while i < page.len().min(from + RECITALS) {
        if !page.is_own(i) || !page.text(i).chars().any(char::is_alphanumeric) {
            i += 1;
            continue;
        }
        let (text, folded) = (page.text(i), page.folded(i));
        let enacts = enacts(&folded);
        let deciding = super::page::is_capitals(text)
            && ["quyết định", "quyết nghị", "nghị quyết", "chỉ thị"]
                .iter()
                .any(|d| folded.trim_end_matches([':', ' ']) == *d);
        let organ = super::page::is_capitals(text) && begins(Class::Organ, &folded).is_some() && text.len() < 160;
        let note =
            text.starts_with('(') && (folded.contains("kèm theo") || folded.contains("ban hành")) && text.len() < 400;
        let address = folded.starts_with("kính gửi");
        // `- Các sở, ban, ngành;` under the addressee's line.
        let addressee = lines
            .last()
            .is_some_and(|l: &usize| page.folded(*l).starts_with("kính gửi") || page.text(*l).starts_with('-'))
            && text.starts_with('-')
            && lines.iter().any(|l| page.folded(*l).starts_with("kính gửi"))
            && text.len() < 200;
        let recital = begins(Class::Recital, &folded).is_some() && !is_heading(page, i);
        // `KHÓA XV, KỲ HỌP THỨ CHÍN` between the council's name and its recitals.
        let between = text.len() < 160
            && (i + 1..page.len().min(i + 4)).any(|k| page.text(k).starts_with("Căn cứ"))
            && !text.starts_with(|c: char| c.is_ascii_digit() || c == 'I' || c == '-');
        if deciding {
            lines.push(i);
            body = i + 1;
            break;
        }
        if recital || organ || between || note || address || addressee || enacts {
            lines.push(i);
            body = i + 1;
            begun |= recital || enacts;
            i += 1;
            if enacts {
                // `QUYẾT ĐỊNH:` may still follow.
                if let Some(next) = (i..page.len().min(i + 2)).find(|k| page.is_own(*k) && !page.text(*k).is_empty()) {
                    let next_folded = page.folded(next);
                    if ["quyết định:", "quyết nghị:"].contains(&next_folded.as_str()) {
                        lines.push(next);
                        body = next + 1;
                    }
                }
                break;
            }
            continue;
        }
        let _ = begun;
        break;
    }
    (lines, body)
}

/// `UBND tỉnh ban hành Kế hoạch … như sau:`: the last words before the text.
fn enacts(folded: &str) -> bool {
    let open = folded.trim_end().ends_with(':') || folded.contains("như sau") || folded.contains("sau đây");
    let verb = [
        " ban hành",
        " xây dựng kế hoạch",
        " xây dựng chương trình",
        " triển khai kế hoạch",
        " thông báo",
        " báo cáo",
        " lập kế hoạch",
        " đề ra kế hoạch",
    ]
    .iter()
    .any(|v| folded.contains(v));
    let plain = begins(Class::Organ, folded).is_some() && folded.contains(" ban hành ") && folded.len() < 700;
    (open && verb && folded.len() > 60) || plain
}

/// `Thực hiện …` as a heading of the text, not a recital: numbered, or in capitals and short.
fn is_heading(page: &Page, i: usize) -> bool {
    let text = page.text(i);
    text.len() < 120
        && !text.contains(" số ")
        && !text.ends_with([';', '.', ':', ','])
        && page.block(i).style.heading > 0
}
