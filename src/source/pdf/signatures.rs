//! Who signed a file digitally, and when, as the file itself says. No trust decision is made: nothing is verified.
//!
//! A signature dictionary with `/M (D:20210302091500+07'00')` and a certificate of subject `CN=Sở Nội vụ, O=Tỉnh A` →
//! `Sở Nội vụ`, `Tỉnh A`, `2021-03-02T09:15:00+07:00`.
//!
//! Of the three times a file may hold, `/M` is taken first: it is the one the visible stamp shows. The CMS attribute
//! `signingTime` is written as local time but marked UTC by a common signing program, so it comes last; the
//! time-stamp token is honest, but may be from a later day when the token was fetched afterwards.

use super::der::{Element, tag};
use crate::document::Signature;
use pdfboss_core::Signature as Field;
use pdfboss_core::{Document, FieldType};
use unicode_normalization::UnicodeNormalization;

/// Signatures read from one file.
const SIGNATURES: usize = 500;

/// The signatures of a file, in the order their bytes stand in it.
pub fn signatures(doc: &Document) -> Vec<Signature> {
    let mut fields: Vec<Field> = doc
        .form_fields()
        .into_iter()
        .filter(|f| f.field_type == Some(FieldType::Signature))
        .take(SIGNATURES)
        .filter_map(|f| f.signature())
        .filter(|s| !s.contents.is_empty() && s.sub_filter.as_deref() != Some("ETSI.RFC3161"))
        .collect();
    // The gap between the two signed ranges is where the signature itself stands.
    fields.sort_by_key(|s| s.byte_range.first().map_or(u64::MAX, |(from, length)| from.saturating_add(*length)));
    fields.dedup_by(|a, b| a.byte_range == b.byte_range && a.contents == b.contents);
    fields.iter().map(read).collect()
}

fn read(field: &Field) -> Signature {
    let message = Message::read(&field.contents).unwrap_or_default();
    let time = field
        .signing_time
        .as_deref()
        .and_then(pdf_date)
        .or_else(|| message.stamped.as_deref().and_then(der_time))
        .or_else(|| message.signed.as_deref().and_then(der_time));
    Signature {
        name: message.name.or_else(|| field.name.clone().filter(|n| !n.trim().is_empty())),
        organisation: message.organisation,
        time: time.map(Moment::local),
    }
}

/// What a signature's CMS message (RFC 5652) says about its signer.
#[derive(Debug, Default)]
struct Message {
    name: Option<String>,
    organisation: Option<String>,
    /// `genTime` of the time-stamp token (RFC 3161).
    stamped: Option<String>,
    /// The `signingTime` attribute.
    signed: Option<String>,
}

const SIGNING_TIME: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5];
const TIME_STAMP_TOKEN: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 16, 2, 14];
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANISATION: &[u8] = &[0x55, 4, 10];

impl Message {
    fn read(bytes: &[u8]) -> Option<Message> {
        let signed = signed_data(Element::first(bytes)?)?;
        // The signers are the last set; the digest algorithms the first.
        let signers = signed.children().filter(|e| e.tag == tag::SET).last()?;
        let signer = signers.child(tag::SEQUENCE)?;
        let mut message = Message::default();
        let serial = signer.child(tag::SEQUENCE).and_then(|id| id.child(tag::INTEGER)).map(|e| e.body);
        let certificates = signed.child(tag::CONTEXT_0).into_iter().flat_map(Element::children);
        let all: Vec<(Option<&[u8]>, Element<'_>)> = certificates.filter_map(subject).collect();
        let own = all.iter().find(|(s, _)| s.is_some() && *s == serial).or_else(|| all.first());
        if let Some((_, name)) = own {
            message.name = attribute(*name, COMMON_NAME);
            message.organisation = attribute(*name, ORGANISATION);
        }
        for attributes in signer.children().filter(|e| matches!(e.tag, tag::CONTEXT_0 | tag::CONTEXT_1)) {
            for entry in attributes.children() {
                let Some(id) = entry.child(tag::OID) else { continue };
                let Some(value) = entry.child(tag::SET).and_then(|v| Element::first(v.body)) else { continue };
                match id.body {
                    SIGNING_TIME => message.signed = Some(String::from_utf8_lossy(value.body).into_owned()),
                    TIME_STAMP_TOKEN => message.stamped = stamp_time(value),
                    _ => {}
                }
            }
        }
        Some(message)
    }
}

/// The `SignedData` of a `ContentInfo`.
fn signed_data(info: Element<'_>) -> Option<Element<'_>> {
    Element::first(info.child(tag::CONTEXT_0)?.body)
}

/// `genTime` of a time-stamp token.
fn stamp_time(token: Element<'_>) -> Option<String> {
    let content = signed_data(token)?.child(tag::SEQUENCE)?;
    let octets = Element::first(content.child(tag::CONTEXT_0)?.body).filter(|e| e.tag == tag::OCTETS)?;
    let time = Element::first(octets.body)?.child(tag::GENERALIZED_TIME)?;
    Some(String::from_utf8_lossy(time.body).into_owned())
}

/// Serial number and subject of a certificate.
fn subject(certificate: Element<'_>) -> Option<(Option<&[u8]>, Element<'_>)> {
    let body = certificate.child(tag::SEQUENCE)?;
    let serial = body.child(tag::INTEGER).map(|e| e.body);
    // Signature algorithm, issuer, validity, subject.
    let subject = body.children().filter(|e| e.tag == tag::SEQUENCE).nth(3)?;
    Some((serial, subject))
}

/// The first value of an attribute of a name.
fn attribute(name: Element<'_>, id: &[u8]) -> Option<String> {
    name.children().flat_map(Element::children).find_map(|pair| {
        let mut parts = pair.children();
        (parts.next()?.body == id).then(|| parts.next()?.text())?.map(|text| text.nfc().collect())
    })
}

/// A moment, as minutes since 1970-01-01 00:00 UTC and seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    minutes: i64,
    seconds: u8,
}

/// Vietnam keeps UTC+7 the whole year.
const OFFSET_MINUTES: i64 = 7 * 60;

impl Moment {
    /// From digits `YYYYMMDDhhmmss` (the later ones may be missing) at an offset from UTC.
    fn new(digits: &str, offset: i64) -> Option<Moment> {
        let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
        let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
        let (hour, minute, second) = (part(8, 10).unwrap_or(0), part(10, 12).unwrap_or(0), part(12, 14).unwrap_or(0));
        let known = (1990..=2200).contains(&year)
            && (1..=12).contains(&month)
            && (1..=31).contains(&day)
            && (0..24).contains(&hour)
            && (0..60).contains(&minute)
            && (0..=60).contains(&second);
        let minutes = (days(year, month, day) * 24 + hour) * 60 + minute - offset;
        known.then_some(Moment { minutes, seconds: second.min(59) as u8 })
    }

    /// ISO 8601 in Vietnamese time.
    fn local(self) -> String {
        let local = self.minutes + OFFSET_MINUTES;
        let (year, month, day) = civil(local.div_euclid(24 * 60));
        let minute = local.rem_euclid(24 * 60);
        format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}+07:00", minute / 60, minute % 60, self.seconds)
    }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days`].
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let mp = (5 * of_year + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * mp + 2) / 5 + 1)
}

/// `D:20210302091500+07'00'`; without a zone it is taken for Vietnamese time, as signing programs mean it.
fn pdf_date(text: &str) -> Option<Moment> {
    let text = text.trim().trim_start_matches("D:");
    let end = text.bytes().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, zone) = text.split_at(end);
    let offset = match zone.as_bytes().first() {
        Some(b'Z') => 0,
        Some(sign @ (b'+' | b'-')) => {
            let numbers: Vec<i64> =
                zone[1..].split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            let (hours, minutes) = (numbers.first().copied().unwrap_or(0), numbers.get(1).copied().unwrap_or(0));
            let offset = hours.min(23) * 60 + minutes.min(59);
            if *sign == b'-' { -offset } else { offset }
        }
        _ => OFFSET_MINUTES,
    };
    Moment::new(digits, offset)
}

/// `210302021500Z` (UTCTime) or `20210302021500Z` (GeneralizedTime, maybe with a fraction).
fn der_time(text: &str) -> Option<Moment> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    match digits.len() {
        10 | 12 => {
            let century = if digits.as_str() < "50" { "20" } else { "19" };
            Moment::new(&format!("{century}{digits}"), 0)
        }
        8..=14 => Moment::new(&digits, 0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_all_forms_come_out_in_vietnamese_time() {
        for (from, to) in [
            ("D:20210302091500+07'00'", "2021-03-02T09:15:00+07:00"),
            ("D:20210302021500Z", "2021-03-02T09:15:00+07:00"),
            ("D:20201231180000+00'00'", "2021-01-01T01:00:00+07:00"),
            ("20200229235959", "2020-02-29T23:59:59+07:00"),
        ] {
            assert_eq!(pdf_date(from).map(Moment::local).as_deref(), Some(to), "{from}");
        }
        assert_eq!(der_time("210302021500Z").map(Moment::local).as_deref(), Some("2021-03-02T09:15:00+07:00"));
        assert_eq!(der_time("20210302021500.25Z").map(Moment::local).as_deref(), Some("2021-03-02T09:15:00+07:00"));
        assert_eq!(pdf_date("D:20219902"), None);
    }

    #[test]
    fn days_and_dates_are_inverse() {
        for day in (-1000..60_000).step_by(37) {
            let (y, m, d) = civil(day);
            assert_eq!(days(y, m, d), day);
        }
    }
}
