//! Puts the fields together: the printed block first, a database's box where the block is silent, differences noted.
//!
//! The block says `12/KH-UBND`, the box `13/KH-UBND` → `12/KH-UBND` and the diagnostic `header-disagreement`.

use super::basis::Bases;
use super::effective::{self, Effective};
use super::issuer;
use super::letterhead::{Letterhead, Stretch};
use super::metadata::Metadata;
use super::page::{Page, folded_in_place};
use super::report::Lead;
use super::zones::{self, Outline};
use super::{
    Field, Form, Found, Header, annex, digital, issued_by, mend, number, province, recitals, signature, title,
};
use crate::date::Date;
use crate::error::Issue;
use crate::lexicon::doc_types::{self, DocType};
use crate::lexicon::header_words::{Class, begins};
use crate::span::Span;
use crate::target::Evidence;

fn field(page: &Page, value: impl Into<String>, at: &[Stretch]) -> Field {
    let evidence = at.iter().map(|s| page.evidence(s.line, s.span)).collect();
    Field { value: value.into(), evidence }
}

/// The header of a document that has its head.
pub fn read(page: &Page, head: &Letterhead, metadata: &Metadata) -> Found {
    let printed = title::read(page, head);
    compose(page, Some(head), head.start, &printed, metadata)
}

/// The header of a document without a head: what its box says, else the type and title it begins with.
pub fn read_bare(page: &Page, metadata: &Metadata) -> Found {
    let after = metadata.lines.last().map_or(0, |l| l + 1);
    let start = (after..page.len()).find(|i| page.is_own(*i) && !page.text(*i).is_empty()).unwrap_or(page.len());
    let nothing = Letterhead { start, end: start, ..Letterhead::default() };
    let printed = title::read(page, &nothing);
    if metadata.number.is_none() && printed.kind.is_none() {
        let outline = Outline { metadata: metadata.lines.clone(), ..Outline::default() };
        let header = annex_alone(page, start);
        return Found { zones: zones::assign(page, &outline, Form::FullText), header, ..Found::default() };
    }
    compose(page, None, start, &printed, metadata)
}

/// What an annex without its document says of itself.
fn annex_alone(page: &Page, start: usize) -> Header {
    let mut header = Header::default();
    let Some(annex) = (start < page.len()).then(|| annex::read(page, start)).flatten() else { return header };
    let words = title::one_line(page, annex.title.span);
    header.title = title::finish(page, &words).map(|t| field(page, t, &[annex.title]));
    if let Some(at) = annex.organ
        && let Some(issuer) = issuer::read(page, &[annex::once(at.span.of(page.document.text()))], false)
    {
        let limit = page.span(at.line).end as usize;
        issued_by::settle(page, issuer, vec![page.evidence(at.line, at.span)], None, None, &mut header, limit);
    }
    header
}

fn compose(page: &Page, head: Option<&Letterhead>, start: usize, printed: &title::Title, metadata: &Metadata) -> Found {
    let mut issues = Vec::new();
    let mut header = Header::default();
    number_and_type(page, head, printed, metadata, &mut header, &mut issues);
    let (recitals, body) = recitals::find(page, printed.end);
    let signed = signature::find(page, body.max(printed.end));
    let date = date(page, head, metadata, &header, &mut issues);
    header.issued_on = date.map(|(d, at)| field(page, d.to_string(), &[at]));
    header.place = head.and_then(|h| h.place).map(|at| field(page, at.span.of(page.document.text()), &[at]));
    titles(page, printed, metadata, start, &mut header);
    if let Some(title) = header.title.as_mut().filter(|_| page.document.origin.ocr) {
        mend::title(page, title, &mut issues);
    }
    let listed = date.map(|(d, _)| d).or(head.and_then(|h| h.date.map(|(d, _)| d.date).or(h.month)));
    issued_by::read(page, head, metadata, listed, &mut header, &mut issues);
    let end = signed.as_ref().map_or(page.len(), |s| s.end);
    effective_date(page, (body, end), metadata, date, &mut header);
    signer(page, signed.as_ref(), metadata, &mut header, &mut issues);
    if let Some(authority) = header.signing_authority.as_mut().filter(|_| page.document.origin.ocr) {
        mend::authority(page, authority, &mut issues);
    }
    digital::compare(page, &header, &mut issues);
    let mut bases = Bases::default();
    recitals::cite(page, printed, &header, &recitals, &mut bases);
    header.legal_basis = bases.finish(header.number.as_ref().map(|n| n.value.as_str()));

    // A letter's subject stands within its letterhead.
    let subject = head.is_some_and(|h| h.subject.is_some());
    let mut outline = Outline {
        head: head.map_or(0..0, |h| h.start..h.end),
        title: if subject { 0..0 } else { printed.lines.clone() },
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
    // Menus and counters above the headline are the reader's to mark: no line of a news page shows where it begins.
    let outline = Outline::default();
    let date = lead.date.map(|(d, _)| d);
    if let Some(at) = lead.issuer.or_else(|| numbered.symbol.ends_with("UBND").then_some(*at)) {
        let words = at.span.of(page.document.text());
        let words = issued_by::committee_in(words).unwrap_or_else(|| words.to_owned());
        if let Some(mut issuer) = issuer::read(page, &[words], false) {
            let limit = page.span(lead.line).end as usize;
            let span = province::complete(page, &mut issuer, None, limit);
            let mut evidence = vec![page.evidence(at.line, at.span)];
            evidence.extend(span.map(|span| Evidence { span, cell: None }));
            issued_by::settle(page, issuer, evidence, None, date, &mut header, limit);
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
