//! The province of an issuer: from its own area, the date line or the text, and its code in the list of the issue date.
//!
//! `Vinh, ngày 27 tháng 11 năm 2008` under a bare `ỦY BAN NHÂN DÂN` of the province → tỉnh Nghệ An, `gso63:40`, today `gso34:40`.

use super::issuer::{Area, Issuer};
use super::page::{Page, floor, folded_in_place};
use crate::date::Date;
use crate::lexicon::places::{self, Province};
use crate::lexicon::{List, list};
use crate::span::Span;

/// The first day of the list of 34: 2025-07-01.
const NEW_LIST: (u16, u8) = (2025, 7);

/// The code in the list in force on the issue date, when the date decides which list that is.
pub fn code(province: &Province, issued_on: Option<Date>, hint: Option<u16>) -> Option<String> {
    let old = format!("gso63:{}", province.code);
    let new = format!("gso34:{}", province.now);
    match issued_on {
        Some(Date { year: Some(year), month: Some(month), .. }) => {
            Some(if (year, month) < NEW_LIST { old } else { new })
        }
        Some(Date { year: Some(year), .. }) if year != NEW_LIST.0 => Some(if year < NEW_LIST.0 { old } else { new }),
        // No year: a unit that is no more, or a plan for a time that begins before the new list, decides.
        _ if !province.survives() => Some(old),
        _ => match hint {
            Some(year) if year <= NEW_LIST.0 => Some(old),
            _ => None,
        },
    }
}

/// The code of today's holder.
pub fn code_now(province: &Province) -> String {
    format!("gso34:{}", province.now)
}

/// The earliest year that words such as `đến năm 2025`, `giai đoạn 2021-2025` name.
pub fn earliest_year(text: &str) -> Option<u16> {
    let bytes = text.as_bytes();
    let year = |(at, digits): (usize, &str)| {
        let alone =
            !at.checked_sub(1).is_some_and(|b| bytes[b].is_ascii_digit() || matches!(bytes[b], b'/' | b'.' | b','))
                && !bytes.get(at + 4).is_some_and(|b| b.is_ascii_digit() || matches!(b, b'/'));
        alone.then(|| digits.parse::<u16>().ok()).flatten()
    };
    (0..bytes.len().saturating_sub(3))
        .filter(|at| bytes[*at] == b'2' && bytes[at + 1] == b'0' && text.is_char_boundary(at + 4))
        .filter_map(|at| text.get(at..at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_digit())).map(|d| (at, d)))
        .filter_map(year)
        .min()
}

/// The province a place line names, by itself or by the city it is governed from.
pub fn of_place(place: &str) -> Option<&'static Province> {
    let folded = folded_in_place(place);
    let bare = ["thành phố ", "tp. ", "tp.", "tp ", "tỉnh ", "thủ đô "]
        .iter()
        .find_map(|k| folded.strip_prefix(k).map(|r| place.len() - r.len()));
    let name = &place[bare.unwrap_or(0)..];
    places::province(name).or_else(|| places::province_of_seat(name))
}

/// The one province that the opening of the document names behind `tỉnh` or `thành phố`, and where first.
pub fn of_text(page: &Page, limit: usize) -> Option<(&'static Province, Span)> {
    let (text, folded) = page.opening();
    let limit = floor(text, limit);
    let mut found: Option<(&'static Province, Span)> = None;
    for kind in ["tỉnh ", "thành phố ", "tp. ", "tp "] {
        for (at, _) in folded[..limit].match_indices(kind) {
            if folded[..at].chars().next_back().is_some_and(char::is_alphanumeric) {
                continue;
            }
            let name = at + kind.len();
            if !text[name..].chars().next().is_some_and(char::is_uppercase) {
                continue;
            }
            let window = floor(&text[name..], 48);
            let Some((province, length)) = places::province_at(&text[name..name + window]) else { continue };
            let city = kind != "tỉnh ";
            if city && province.kind != "thành phố" && province.name != "Thừa Thiên Huế" {
                continue;
            }
            let span = Span::new(at, name + length);
            match found {
                None => found = Some((province, span)),
                Some((known, first)) if known.code == province.code => {
                    found = Some((known, if first.start < span.start { first } else { span }));
                }
                Some(_) => return None,
            }
        }
    }
    found
}

/// Completes an issuer printed without its area; gives the stretch of text that named the area, when it is not the place.
pub fn complete(page: &Page, issuer: &mut Issuer, place: Option<&str>, limit: usize) -> Option<Span> {
    if !issuer.incomplete {
        return None;
    }
    let folded = folded_in_place(&issuer.name);
    let kinds = list(List::AreaKind);
    let hint = kinds.iter().find(|k| folded.ends_with(&format!(" {k}"))).map(String::as_str);
    let (text, opening) = page.opening();
    let committee = |kind: &str| {
        ["ubnd", "ủy ban nhân dân", "hđnd", "hội đồng nhân dân"]
            .iter()
            .any(|body| opening[..floor(text, limit)].contains(&format!("{body} {kind}")))
    };
    let local = folded.starts_with("ủy ban nhân dân") || folded.starts_with("hội đồng nhân dân");
    let mut set = |area: Area, span: Option<Span>| {
        let body = hint.map_or(issuer.name.as_str(), |h| issuer.name[..issuer.name.len() - h.len()].trim_end());
        issuer.name = format!("{body} {}", area.full_name());
        issuer.level = area.level();
        issuer.area = Some(area);
        issuer.incomplete = false;
        span
    };
    let provincial = |province: &Province| {
        let kind = if province.kind == "thành phố" { "thành phố" } else { "tỉnh" };
        Area { kind, name: province.name.to_owned() }
    };
    if let Some(place) = place {
        let by_name = places::province(strip_kind(place));
        if let Some(province) = by_name.filter(|_| hint.is_none_or(|h| matches!(h, "tỉnh" | "thành phố"))) {
            return set(provincial(province), None);
        }
        if let Some(province) = places::province_of_seat(strip_kind(place))
            && (hint == Some("tỉnh") || hint.is_none() && (!local || committee("tỉnh")))
        {
            return set(provincial(province), None);
        }
        // A place that is no province: the text says what it is.
        let name = strip_kind(place);
        let kind = hint.or_else(|| {
            kinds[2..].iter().find(|k| opening.contains(&format!("{k} {}", folded_in_place(name)))).map(String::as_str)
        });
        if let Some(kind) = kind.filter(|k| !matches!(*k, "tỉnh")) {
            let kind = kinds.iter().find(|k| **k == kind).map_or("xã", String::as_str);
            return set(Area { kind, name: name.to_owned() }, None);
        }
        if hint.is_none() && local {
            return None;
        }
    }
    if hint.is_none_or(|h| matches!(h, "tỉnh" | "thành phố"))
        && let Some((province, span)) = of_text(page, limit)
        && (hint.is_some() || !local || committee(province.kind))
    {
        return set(provincial(province), Some(span));
    }
    None
}

fn strip_kind(place: &str) -> &str {
    let folded = folded_in_place(place);
    let mut leads = list(List::AreaLead).iter();
    leads.find_map(|k| folded.strip_prefix(k.as_str()).map(|rest| &place[place.len() - rest.len()..])).unwrap_or(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_the_issue_date() {
        let kien_giang = places::province("Kiên Giang").unwrap();
        let nghe_an = places::province("Nghệ An").unwrap();
        assert_eq!(code(kien_giang, Date::day(2025, 6, 30), None).as_deref(), Some("gso63:91"));
        assert_eq!(code(nghe_an, Date::day(2025, 7, 1), None).as_deref(), Some("gso34:40"));
        assert_eq!(code(nghe_an, Date::yearless(5, 24), None), None);
        assert_eq!(code(nghe_an, Date::yearless(5, 24), Some(2025)).as_deref(), Some("gso63:40"));
        assert_eq!(code(kien_giang, None, None).as_deref(), Some("gso63:91"));
        assert_eq!(code(nghe_an, Some(Date::year(2025)), None), None);
        assert_eq!(code_now(kien_giang), "gso34:91");
    }

    #[test]
    fn years_of_a_title() {
        assert_eq!(earliest_year("đến năm 2025, định hướng đến năm 2030"), Some(2025));
        assert_eq!(earliest_year("Quyết định 12/2021/QĐ-TTg giai đoạn 2026-2030"), Some(2026));
        assert_eq!(earliest_year("không có năm"), None);
    }

    #[test]
    fn places() {
        assert_eq!(of_place("Thành phố Hồ Chí Minh").map(|p| p.code), Some("79"));
        assert_eq!(of_place("TP. Vinh").map(|p| p.name), Some("Nghệ An"));
        assert_eq!(of_place("Tân Lập").map(|p| p.name), None);
    }
}
