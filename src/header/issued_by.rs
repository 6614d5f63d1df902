//! Who issued the document, and the codes of the province: from the letterhead, a database's box or the symbol.
//!
//! `Nơi ban hành: Tỉnh Gia Lai` with the symbol `KH-UBND` → `Ủy ban nhân dân tỉnh Gia Lai`, province, `gso63:64` in 2022.

use super::issuer::{self, Issuer};
use super::letterhead::{Letterhead, Stretch};
use super::metadata::Metadata;
use super::page::{Page, folded_in_place};
use super::{Field, Header, province};
use crate::date::Date;
use crate::error::Issue;
use crate::lexicon::issuers;
use crate::lexicon::places;
use crate::target::Evidence;

/// Bytes behind the head in which a missing area is looked for: title, recitals and enacting clause.
const NEAR: usize = 6000;

/// `Phó Chủ tịch UBND tỉnh A` issued for `UBND tỉnh A`.
pub fn committee_in(words: &str) -> Option<String> {
    let folded = folded_in_place(words);
    let at = ["ubnd ", "ủy ban nhân dân "].iter().find_map(|b| folded.find(b))?;
    Some(words[at..].trim().to_owned())
}

/// Reads issuer, level and province into the header.
pub fn read(
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
    // `SỐ 1050/QĐ-SCT` below an inspection's name, misread as an office, is the decision that set it up.
    let lines = head.into_iter().flat_map(|h| &h.organs).map(|o| o.span.of(text));
    let organs: Vec<&str> = lines.filter(|o| !o.contains('/')).collect();
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
    settle(page, issuer, evidence, place, issued_on, header, limit);
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
pub fn settle(
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
