//! The issuing body in full, its level and its province, from the organ lines of a letterhead or a database's cell.
//!
//! `UBND TỈNH LÀO CAI` / `SỞ CÔNG THƯƠNG` → `Sở Công Thương tỉnh Lào Cai`, province, Lào Cai.

use super::page::{Page, folded_in_place, is_capitals, words};
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::issuers;
use crate::lexicon::places::{self, Province};
use crate::lexicon::tsv::Table;
use crate::lexicon::{List, list};
use crate::text::folded;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A body and where it stands in the State.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// In full.
    pub name: String,
    /// `central`, `province`, `district`, `commune`, `party` or `other`.
    pub level: &'static str,
    /// The area its name bears.
    pub area: Option<Area>,
    /// The name lacks its area: a bare `Ủy ban nhân dân` or a department without its province.
    pub incomplete: bool,
}

/// An area named behind its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// `tỉnh`, `thành phố`, `huyện`, `quận`, `thị xã`, `xã`, `phường`, `thị trấn`, `đặc khu`.
    pub kind: &'static str,
    /// Without the kind.
    pub name: String,
}

impl Area {
    /// The province it is, when it is one: a `thành phố` only when centrally run (two became so lately).
    pub fn province(&self) -> Option<&'static Province> {
        let province = places::province(&self.name)?;
        match self.kind {
            "tỉnh" => Some(province),
            "thành phố" if province.kind == "thành phố" || matches!(province.name, "Thừa Thiên Huế" | "Đồng Nai") => {
                Some(province)
            }
            _ => None,
        }
    }

    /// The level of the body that serves it.
    pub fn level(&self) -> &'static str {
        match self.kind {
            "tỉnh" => "province",
            "thành phố" if self.province().is_some() => "province",
            "thành phố" | "huyện" | "quận" | "thị xã" => "district",
            _ => "commune",
        }
    }

    /// As it stands behind a body's name.
    pub fn full_name(&self) -> String {
        if self.kind == "thành phố" && self.name == "Hồ Chí Minh" {
            return "Thành phố Hồ Chí Minh".to_owned();
        }
        format!("{} {}", self.kind, self.name)
    }
}

/// The ways the kind of an area is written, and the kind.
static KINDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let table = Table::parse("area_kinds.tsv", include_str!("../lexicon/area_kinds.tsv"));
    table.rows.iter().map(|r| (r.get(0), r.get(1))).collect()
});

static SHORT: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let table = Table::parse("abbreviations.tsv", include_str!("../lexicon/abbreviations.tsv"));
    table.rows.iter().map(|r| (folded(r.get(0)), r.get(1))).collect()
});

/// An organ line as recognition should have read it: `TÍNH ĐÁK NÔNG` → `TỈNH Đắk Nông`.
pub fn mended(line: &str) -> String {
    let bare = |text: &str| crate::lexicon::doc_types::bare(&folded_in_place(text));
    let mut out = String::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        let known = list(List::OrganWord).iter().find_map(|word| {
            let count = word.split(' ').count();
            let end = words(rest).nth(count - 1)?.end();
            (bare(&rest[..end]) == bare(word)).then_some((word.as_str(), end))
        });
        if let Some((word, end)) = known {
            out.push_str(word);
            rest = rest[end..].trim_start();
            let kind = matches!(word, "TỈNH" | "THÀNH PHỐ");
            if let Some(province) = places::misread(rest).filter(|_| kind) {
                return format!("{out} {}", province.name.to_uppercase());
            }
        } else {
            let end = words(rest).next().map_or(rest.len(), |w| w.end());
            out.push_str(&rest[..end]);
            rest = rest[end..].trim_start();
        }
        if !rest.is_empty() {
            out.push(' ');
        }
    }
    out
}

/// Joins the organ lines into the names of bodies, outermost first.
pub fn units(lines: &[&str]) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for line in lines {
        for piece in parted(line) {
            let folded = folded_in_place(&expand(piece));
            let starts = begins(Class::Organ, &folded).is_some();
            match units.last_mut() {
                Some(last) if !starts || is_open(last) => {
                    last.push(' ');
                    last.push_str(piece);
                }
                _ => units.push(piece.to_owned()),
            }
        }
    }
    units
}

/// Whether a unit so far cannot stand alone: `ỦY BAN`, `SỞ GIÁO DỤC VÀ`.
fn is_open(unit: &str) -> bool {
    let folded = folded_in_place(unit);
    list(List::OrganGoesOn).iter().any(|end| folded.ends_with(end.as_str())) || list(List::OrganOpen).contains(&folded)
}

/// Cuts `UBND TỈNH A SỞ B`, two lines run into one, behind the province.
fn parted(line: &str) -> Vec<&str> {
    let folded = folded_in_place(line);
    for head in ["ubnd", "ủy ban nhân dân", "hđnd", "hội đồng nhân dân"] {
        let Some(rest) = folded.strip_prefix(head) else { continue };
        let from = head.len() + (rest.len() - rest.trim_start().len());
        let Some((_, kind)) = area_kind(&folded[from..]) else { continue };
        let name = from + kind;
        let name = name + (folded[name..].len() - folded[name..].trim_start().len());
        if let Some((_, taken)) = places::province_at(&line[name..]) {
            let cut = name + taken;
            let tail = line[cut..].trim_start();
            if begins(Class::Organ, &folded_in_place(tail)).is_some() {
                return vec![line[..cut].trim_end(), tail];
            }
        }
    }
    vec![line]
}

/// The kind of area that begins `folded`, and its bytes.
fn area_kind(folded: &str) -> Option<(&'static str, usize)> {
    KINDS.iter().find_map(|(short, kind)| {
        let rest = folded.strip_prefix(short)?;
        let whole = short.ends_with('.') || !rest.chars().next().is_some_and(char::is_alphanumeric);
        // `xã hội`, `tỉnh ủy`, `huyện đoàn` are other words.
        let next = rest.trim_start().split([' ', ',']).next().unwrap_or("");
        let other = matches!((*kind, next), ("xã", "hội" | "viên") | (_, "ủy" | "đoàn" | "đội" | "và"));
        (whole && !next.is_empty() && !other).then_some((*kind, short.len()))
    })
}

/// Whether what stands before a kind makes it the end of another word: `phát triển nông | thôn`, `liên minh hợp tác | xã`.
fn makes_other_word(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with("nông") || before.ends_with("hợp tác")
}

/// The issuer that the units name; `party` when the page bears the Party's motto.
pub fn read(page: &Page, units: &[String], party: bool) -> Option<Issuer> {
    // What does not begin as a body does is noise: a stamp, a damaged line.
    let first = units.iter().position(|u| begins(Class::Organ, &folded_in_place(&expand(u))).is_some())?;
    let units = &units[first..];
    let own = write_name(page, units.last()?);
    let parent = units.len().checked_sub(2).map(|i| write_name(page, &units[i]));
    // A dependent organ may have a dependent parent: committee, board, its standing committee.
    let grandparent = units.len().checked_sub(3).map(|i| write_name(page, &units[i]));
    let folded_own = folded_in_place(&own.name);
    let mut name = own.name.clone();
    let mut area = own.area.clone();
    let inherited =
        || parent.as_ref().and_then(|p| p.area.clone()).or(grandparent.as_ref().and_then(|p| p.area.clone()));
    if let Some(parent) = &parent
        && is_dependent(&folded_own, &folded_in_place(&parent.name))
    {
        name = format!("{} {}", own.name, with_area(parent, grandparent.as_ref()));
        area = area.or_else(inherited);
    } else if area.is_none() && takes_area(&folded_own) {
        // `CÔNG AN TỈNH`: the kind is printed, the name is the parent's.
        let closes = |kind: &&str| {
            folded_own.strip_suffix(kind).is_some_and(|before| before.ends_with(' ') && !makes_other_word(before))
        };
        let kind = KINDS.iter().map(|(_, kind)| *kind).find(closes);
        area = inherited().filter(|a| kind.is_none_or(|k| k == a.kind));
        if let Some(area) = &area {
            let body = kind.map_or(name.as_str(), |k| name[..name.len() - k.len()].trim_end());
            name = format!("{body} {}", area.full_name());
        }
    }
    let level = level(&folded_in_place(&name), area.as_ref(), party);
    let incomplete = area.is_none() && takes_area(&folded_in_place(&name));
    let area = area.or_else(inherited);
    Some(Issuer { name, level, area, incomplete })
}

fn with_area(body: &Named, parent: Option<&Named>) -> String {
    match (&body.area, parent.and_then(|p| p.area.as_ref())) {
        (None, Some(area)) if takes_area(&folded_in_place(&body.name)) => format!("{} {}", body.name, area.full_name()),
        _ => body.name.clone(),
    }
}

/// Organs of another body, named together with it.
fn is_dependent(own: &str, parent: &str) -> bool {
    let council = parent.starts_with("hội đồng nhân dân") && own.starts_with("ban ");
    // `THANH TRA TỈNH A`, `BAN CHỈ ĐẠO TỈNH A` name their own area.
    let has_area = words(own).any(|w| matches!(w.text, "tỉnh" | "huyện" | "xã" | "phường"));
    council || list(List::Dependent).iter().any(|organ| own.starts_with(organ.as_str())) && !has_area
}

/// Bodies whose name is not complete without the area they serve. Those of the whole country say so.
fn takes_area(folded: &str) -> bool {
    let opens = |bodies| list(bodies).iter().any(|b| folded.starts_with(b.as_str()));
    let national = ["tối cao", "trung ương", "việt nam"].iter().any(|whole| folded.contains(whole));
    opens(List::TakesArea) && !national
}

fn level(folded: &str, area: Option<&Area>, party: bool) -> &'static str {
    let opens = |bodies| list(bodies).iter().any(|b| folded.starts_with(b.as_str()));
    if party || opens(List::PartyBody) {
        return "party";
    }
    if opens(List::OtherBody) || folded.contains(" trường ") && folded.starts_with("hội đồng") {
        return "other";
    }
    if let Some((issuer, end)) = issuers::at_start(folded)
        && issuer.level == "central"
        && (folded.len() == end || area.is_none())
    {
        return "central";
    }
    if area.is_none()
        && opens(List::CentralBody)
        && !folded.starts_with("bộ chỉ huy")
        && !folded.starts_with("bộ tư lệnh")
    {
        return "central";
    }
    match area {
        Some(area) => area.level(),
        None if folded.starts_with("sở ") || folded.contains(" sở ") => "province",
        None => "other",
    }
}

/// A body's name written as in running text, and the area at its end.
struct Named {
    name: String,
    area: Option<Area>,
}

fn write_name(page: &Page, unit: &str) -> Named {
    let spelt = expand(unit);
    let folded_name = folded_in_place(&spelt);
    // The area is the last `tỉnh X`, `xã Y` of the name.
    let mut area = None;
    let mut body_end = spelt.len();
    let starts: Vec<usize> = words(&folded_name).map(|w| w.start).collect();
    for start in starts.iter().skip(1) {
        if makes_other_word(&folded_name[..*start]) {
            continue;
        }
        if let Some((kind, length)) = area_kind(&folded_name[*start..]) {
            let name = spelt[start + length..].trim();
            if area.is_none() || places::province(name).is_some() {
                area = Some(Area { kind, name: place_name(page, kind, name) });
                body_end = *start;
                break;
            }
        }
    }
    // `SỞ Y TẾ KIÊN GIANG`: the province without its kind.
    if area.is_none() && takes_area(&folded_name) {
        for start in starts.iter().skip(2) {
            let name = spelt[*start..].trim();
            if let Some(province) = places::province(name) {
                area = Some(Area { kind: province.kind, name: province.name.to_owned() });
                body_end = *start;
                break;
            }
        }
    }
    // `TỈNH ỦY HÀ GIANG`
    for committee in ["tỉnh ủy ", "thành ủy "] {
        if let Some(rest) = folded_name.strip_prefix(committee)
            && let Some(province) = places::province(rest)
        {
            let name = format!(
                "{} {}",
                if committee.starts_with('t') && committee.contains("tỉnh") { "Tỉnh ủy" } else { "Thành ủy" },
                province.name
            );
            return Named { name, area: Some(Area { kind: province.kind, name: province.name.to_owned() }) };
        }
    }
    let body = spelt[..body_end].trim();
    let mut name = body_case(page, body);
    if let Some(area) = &area {
        name = format!("{name} {}", area.full_name());
    }
    Named { name, area }
}

/// Abbreviations written out.
fn expand(unit: &str) -> String {
    let mut out = String::with_capacity(unit.len());
    for word in words(unit) {
        if !out.is_empty() {
            out.push(' ');
        }
        let bare = word.text.trim_end_matches([',', ';']);
        // `TP.VINH`: the stop belongs to the abbreviation, the name follows without a blank.
        let glued = bare.find('.').filter(|at| at + 1 < bare.len()).map(|at| bare.split_at(at + 1));
        match (SHORT.get(&folded(bare)), glued) {
            (Some(long), _) => out.push_str(long),
            (None, Some((short, name))) if SHORT.contains_key(&folded(short)) => {
                out.push_str(SHORT[&folded(short)]);
                out.push(' ');
                out.push_str(name);
            }
            _ => out.push_str(word.text),
        }
    }
    out
}

/// The official spelling of a province, else each word with a capital, as the document itself writes it where it does.
fn place_name(page: &Page, kind: &str, name: &str) -> String {
    if matches!(kind, "tỉnh" | "thành phố")
        && let Some(province) = places::province(name)
    {
        // `thành phố Huế` is the name since 2025.
        return if kind == "thành phố" && province.name == "Thừa Thiên Huế" {
            "Huế".to_owned()
        } else {
            province.name.to_owned()
        };
    }
    if !is_capitals(name) {
        return name.to_owned();
    }
    as_printed_elsewhere(page, name).unwrap_or_else(|| name.split(' ').map(capitalised).collect::<Vec<_>>().join(" "))
}

/// A body's name, printed in capitals behind a post, in its own case; abbreviations stay.
pub fn organ_case(page: &Page, organ: &str) -> String {
    let folded_organ = folded_in_place(organ);
    match issuers::at_start(&folded_organ) {
        Some((issuer, end)) => {
            format!("{}{}", issuer.name, super::sentence::sentence_case_behind(page, &organ[end..]))
        }
        None => super::sentence::sentence_case(page, organ, true),
    }
}

/// Whether the folded word is an abbreviation of letterheads: `ubnd`.
pub fn is_short(folded_word: &str) -> bool {
    SHORT.contains_key(folded_word)
}

/// `TRƯỜNG TIỂU HỌC KIM ĐỒNG` → `Trường Tiểu học Kim Đồng`.
fn school_case(page: &Page, body: &str) -> Option<String> {
    let folded_body = folded_in_place(body);
    let rest = folded_body.strip_prefix("trường ")?;
    let kind = list(List::SchoolKind).iter().filter_map(|k| rest.find(k.as_str()).map(|at| at + k.len())).max()?;
    let cut = "trường ".len() + kind;
    let head = super::sentence::sentence_case(page, &body["trường ".len()..cut], true);
    let name: Vec<String> = body[cut..]
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(|w| if w.len() > 1 { capitalised(w) } else { w.to_owned() })
        .collect();
    Some(format!("Trường {head} {}", name.join(" ")).trim_end().to_owned())
}

/// `SỞ CÔNG THƯƠNG` → `Sở Công Thương`: by the table, by the document's own spelling, else sentence case.
fn body_case(page: &Page, body: &str) -> String {
    let folded_body = folded_in_place(body);
    if let Some((issuer, end)) = issuers::at_start(&folded_body)
        && end == folded_body.len()
    {
        return issuer.name.to_owned();
    }
    // `PHÒNG GIÁO DỤC VÀ ĐÀO TẠO`: a field has the capitals that the ministry and the province's department of it have.
    if let Some(field) = folded_body.strip_prefix("phòng ") {
        let above = ["sở ", "bộ "].map(|above| format!("{above}{field}"));
        let named = above.iter().find_map(|b| issuers::at_start(b).filter(|(_, end)| *end == b.len()));
        if let Some((issuer, _)) = named {
            return issuer.name.split_once(' ').map_or_else(String::new, |(_, field)| format!("Phòng {field}"));
        }
    }
    let shouted = words(body).filter(|w| is_capitals(w.text)).count() >= 2;
    if !shouted && !is_capitals(body) {
        let mut letters = body.chars();
        return letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default();
    }
    if let Some(found) = as_printed_elsewhere(page, body) {
        return found;
    }
    if let Some(school) = school_case(page, body) {
        return school;
    }
    // `HUYỆN ỦY TIỀN HẢI`: the place has its capitals.
    let committee = ["huyện ủy ", "thị ủy ", "quận ủy ", "thành ủy "].into_iter().find(|c| folded_body.starts_with(c));
    if let Some(committee) = committee {
        let place = body[committee.len()..].split(' ').filter(|w| !w.is_empty()).map(capitalised);
        return format!(
            "{} ủy {}",
            capitalised(committee.split(' ').next().unwrap_or_default()),
            place.collect::<Vec<_>>().join(" ")
        );
    }
    if let Some((issuer, end)) = issuers::at_start(&folded_body) {
        return format!("{}{}", issuer.name, super::sentence::sentence_case_behind(page, &body[end..]));
    }
    super::sentence::sentence_case(page, body, true)
}

/// The same words elsewhere in the document, in small letters with their capitals.
fn as_printed_elsewhere(page: &Page, name: &str) -> Option<String> {
    let wanted = folded_in_place(name);
    let (text, opening) = page.opening();
    opening
        .match_indices(wanted.as_str())
        .take(50)
        .map(|(at, _)| &text[at..at + wanted.len()])
        .find(|found| found.chars().any(char::is_lowercase) && found.chars().next().is_some_and(char::is_uppercase))
        .map(str::to_owned)
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return String::new() };
    first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn issuer(lines: &[&str]) -> (String, &'static str, Option<&'static str>) {
        let document = page_of(&["Nội dung"]);
        let page = Page::new(&document);
        let issuer = read(&page, &units(lines), false).expect("an issuer");
        let province = issuer.area.as_ref().and_then(Area::province).map(|p| p.code);
        (issuer.name, issuer.level, province)
    }

    #[test]
    fn committees() {
        assert_eq!(
            issuer(&["ỦY BAN NHÂN DÂN", "TỈNH BẮC NINH"]),
            ("Ủy ban nhân dân tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
        assert_eq!(
            issuer(&["ỦY BAN NHÂN", "DÂN THÀNH PHỐ CẦN THƠ"]),
            ("Ủy ban nhân dân thành phố Cần Thơ".into(), "province", Some("92"))
        );
        assert_eq!(issuer(&["UBND HUYỆN CAO PHONG"]), ("Ủy ban nhân dân huyện Cao Phong".into(), "district", None));
        assert_eq!(issuer(&["UBND TP.VINH"]), ("Ủy ban nhân dân thành phố Vinh".into(), "district", None));
        assert_eq!(
            issuer(&["UBND TỈNH HÀ NAM", "ỦY BAN NHÂN DÂN XÃ ĐỒNG LÝ"]),
            ("Ủy ban nhân dân xã Đồng Lý".into(), "commune", None)
        );
    }

    #[test]
    fn bodies_of_the_whole_country_take_no_area() {
        assert_eq!(issuer(&["BẢO HIỂM XÃ HỘI VIỆT NAM"]), ("Bảo hiểm xã hội Việt Nam".into(), "central", None));
        assert_eq!(
            issuer(&["BỘ TÀI CHÍNH", "BẢO HIỂM XÃ HỘI VIỆT NAM"]),
            ("Bảo hiểm xã hội Việt Nam".into(), "central", None)
        );
        assert_eq!(
            issuer(&["BẢO HIỂM XÃ HỘI VIỆT NAM", "BẢO HIỂM XÃ HỘI TỈNH BẮC NINH"]),
            ("Bảo hiểm xã hội tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
    }

    #[test]
    fn lines_in_short_begin_bodies() {
        assert_eq!(
            issuer(&["BẢO HIỂM XÃ HỘI VIỆT NAM", "BHXH TỈNH BẮC NINH"]),
            ("Bảo hiểm xã hội tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
        assert_eq!(
            issuer(&["SỞ NÔNG NGHIỆP VÀ PTNT BẮC NINH", "CHI CỤC KIỂM LÂM"]),
            ("Chi cục kiểm lâm tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
        assert_eq!(
            issuer(&["LIÊN MINH HTX TỈNH BẮC NINH"]),
            ("Liên minh hợp tác xã tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
    }

    #[test]
    fn departments_take_the_area_of_their_parent() {
        assert_eq!(
            issuer(&["UBND TỈNH LÀO CAI", "SỞ CÔNG THƯƠNG"]),
            ("Sở Công Thương tỉnh Lào Cai".into(), "province", Some("10"))
        );
        assert_eq!(
            issuer(&["UBND TỈNH LÀO CAI SỞ CÔNG THƯƠNG"]),
            ("Sở Công Thương tỉnh Lào Cai".into(), "province", Some("10"))
        );
        assert_eq!(
            issuer(&["UBND TỈNH BẮC NINH", "SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN"]),
            ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
        assert_eq!(
            issuer(&["UBND TỈNH BẮC NINH", "SỞ NÔNG NGHIỆP VÀ PTNT"]),
            ("Sở Nông nghiệp và Phát triển nông thôn tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
        assert_eq!(
            issuer(&["SỞ Y TẾ KIÊN GIANG", "THANH TRA"]),
            ("Thanh tra Sở Y tế tỉnh Kiên Giang".into(), "province", Some("91"))
        );
        assert_eq!(
            issuer(&["UBND TỈNH ĐĂK NÔNG", "SỞ GIÁO DỤC", "VÀ ĐÀO TẠO"]),
            ("Sở Giáo dục và Đào tạo tỉnh Đắk Nông".into(), "province", Some("67"))
        );
        assert_eq!(
            issuer(&["ỦY BAN NHÂN DÂN TỈNH BẮC NINH", "BAN AN TOÀN GIAO THÔNG"]),
            ("Ban An toàn giao thông tỉnh Bắc Ninh".into(), "province", Some("27"))
        );
        assert_eq!(
            issuer(&["UBND QUẬN HẢI CHÂU", "PHÒNG LAO ĐỘNG - THƯƠNG BINH", "VÀ XÃ HỘI"]).0,
            "Phòng Lao động - Thương binh và Xã hội quận Hải Châu"
        );
    }

    #[test]
    fn misread_marks_are_mended() {
        assert_eq!(mended("TÍNH ĐÁK NÔNG"), "TỈNH ĐẮK NÔNG");
        assert_eq!(mended("ÚY BAN NHÂN DÂN TÍNH HÀ NAM"), "ỦY BAN NHÂN DÂN TỈNH HÀ NAM");
        assert_eq!(mended("SỞ Y TẾ"), "SỞ Y TẾ");
    }

    #[test]
    fn central_party_front_and_schools() {
        assert_eq!(issuer(&["BỘ XÂY DỰNG"]).1, "central");
        assert_eq!(issuer(&["THỦ TƯỚNG CHÍNH PHỦ"]), ("Thủ tướng Chính phủ".into(), "central", None));
        assert_eq!(issuer(&["TỈNH ỦY SƠN LA"]).1, "party");
        assert_eq!(
            issuer(&["ỦY BAN MTTQ VIỆT NAM", "XÃ TÂN LẬP", "BAN THƯỜNG TRỰC"]).0,
            "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam xã Tân Lập"
        );
        assert_eq!(issuer(&["SỞ GDĐT TỈNH ĐỒNG THÁP", "TRƯỜNG THPT TÂN LẬP"]).1, "other");
    }
}
