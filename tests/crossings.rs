//! Sentences put together from parts of known meaning are read as the parts say, however they are crossed.
//!
//! `fixtures/phrases` holds what people wrote; this holds that a comparator, a time, a verb, an order of words that is read
//! in one surrounding is read in every other: `Đến năm 2027, | tỷ lệ hộ nghèo | còn | dưới | 3%` →
//! `< 3 %`, 2027. The crossings are too many to be run whole; a fixed stride visits every part beside every other.

use chitieu::grammar::{self, Reading};
use chitieu::lexicon::Words;
use chitieu::target::Basis;
use std::fmt::Write;

/// Names and units of what is measured, levels all.
const LEVELS: [(&str, &str); 12] = [
    ("tỷ lệ hộ nghèo đa chiều", "%"),
    ("tỷ lệ che phủ rừng", "%"),
    ("tỷ lệ dân số tham gia bảo hiểm y tế", "%"),
    ("tỷ lệ rác sinh hoạt được thu gom, xử lý", "%"),
    ("tỷ trọng ngành công nghiệp - xây dựng trong GRDP", "%"),
    ("mức độ hài lòng của người dân, tổ chức", "%"),
    ("sản lượng cá tra", "nghìn tấn"),
    ("tổng đàn bò", "con"),
    ("thu nhập bình quân đầu người", "triệu đồng/người/năm"),
    ("diện tích rừng trồng mới", "ha"),
    ("tổng lượt khách du lịch", "triệu lượt khách"),
    ("chỉ số cải cách hành chính", "điểm"),
];

/// Nouns with what is said of them, behind a share.
const NOUNS: [&str; 8] = [
    "trạm y tế xã có bác sĩ",
    "hộ dân nông thôn được dùng nước sạch",
    "trường mầm non đạt chuẩn quốc gia",
    "làng nghề có hệ thống xử lý nước thải",
    "lễ hội được kiểm kê, tư liệu hóa",
    "trẻ em khuyết tật được học hòa nhập",
    "hợp tác xã nông nghiệp hoạt động hiệu quả",
    "vụ việc hòa giải ở cơ sở thành công",
];

/// Verbs of reaching and staying.
const VERBS: [&str; 12] = [
    "đạt",
    "là",
    "chiếm",
    "ở mức",
    "đạt mức",
    "phải đạt",
    "sẽ đạt",
    "còn",
    "giảm còn",
    "được nâng lên",
    "duy trì ở mức",
    "dự kiến đạt",
];

/// Comparators: before, behind, and what they mean.
const BOUNDS: [(&str, &str, &str); 18] = [
    ("", "", "="),
    ("trên ", "", ">"),
    ("hơn ", "", ">"),
    ("> ", "", ">"),
    ("tối thiểu ", "", ">="),
    ("ít nhất ", "", ">="),
    ("không dưới ", "", ">="),
    ("không thấp hơn ", "", ">="),
    ("thấp nhất là ", "", ">="),
    ("từ ", " trở lên", ">="),
    ("", " trở lên", ">="),
    ("≥", "", ">="),
    ("dưới ", "", "<"),
    ("không quá ", "", "<="),
    ("tối đa ", "", "<="),
    ("dưới hoặc bằng ", "", "<="),
    ("khoảng ", "", "~"),
    ("xấp xỉ ", "", "~"),
];

/// Times: words, start, end.
const TIMES: [(&str, &str, &str); 14] = [
    ("đến năm 2027", "", "2027"),
    ("năm 2026", "", "2026"),
    ("đến hết năm 2028", "", "2028"),
    ("đến cuối năm 2029", "", "2029"),
    ("trong năm 2026", "", "2026"),
    ("vào năm 2030", "", "2030"),
    ("trước ngày 30/6/2027", "", "2027-06-30"),
    ("đến ngày 31/12/2028", "", "2028-12-31"),
    ("đến tháng 9/2026", "", "2026-09"),
    ("hết quý II/2027", "", "2027-06"),
    ("trong quý III năm 2028", "", "2028-09"),
    ("giai đoạn 2026-2030", "2026", "2030"),
    ("từ năm 2026 đến năm 2029", "2026", "2029"),
    ("từ năm 2027 trở đi", "2027", ""),
];

/// Where the time stands: before, in or behind `{name} {verb} {value}`.
const PLACES: [&str; 7] =
    ["{T}, {n} {v}", "{T} {n} {v}", "{T}: {N} {v}", "{N} {t} {v}", "{N} {v} {t}", "{N} {v}, {t}", "{N} {v} ({t})"];

/// Numbers as printed and as meant.
const NUMBERS: [(&str, &str); 6] =
    [("12", "12"), ("45,5", "45.5"), ("05", "5"), ("98", "98"), ("7,25", "7.25"), ("60", "60")];

/// Crossings visited.
const VISITS: usize = 6_000;

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A number with its unit under a comparator.
fn value(bound: (&str, &str, &str), number: &str, unit: &str) -> String {
    let blank = if unit == "%" { "" } else { " " };
    format!("{}{number}{blank}{unit}{}", bound.0, bound.1)
}

fn sentence(place: &str, name: &str, rest: &str, time: &str) -> String {
    let filled = place.replace("{T}", &capital(time)).replace("{t}", time).replace("{v}", rest);
    filled.replace("{N}", &capital(name)).replace("{n}", name)
}

fn show(text: &str, r: &Reading) -> String {
    let ends = [r.value.low, r.value.high].map(|d| d.map_or(String::new(), |d| d.to_string()));
    let period = r.time.map(|t| t.period(Basis::Stated));
    let [start, end] = [period.and_then(|p| p.start), period.and_then(|p| p.end)];
    let date = |d: Option<chitieu::date::Date>| d.map_or(String::new(), |d| d.to_string());
    meaning(
        r.value.operator.sign(),
        &ends[0],
        &ends[1],
        r.unit.as_deref().unwrap_or("-"),
        (&date(start), &date(end)),
        &r.name.words(text),
    )
}

fn meaning(operator: &str, low: &str, high: &str, unit: &str, period: (&str, &str), name: &str) -> String {
    format!("{operator} {low}..{high} {unit} | {}..{} | {}", period.0, period.1, capital(name))
}

/// What a value under a comparator means.
fn meant(bound: (&str, &str, &str), number: &str, unit: &str, time: (&str, &str, &str), name: &str) -> String {
    let (low, high) = match bound.2 {
        ">" | ">=" => (number, ""),
        "<" | "<=" => ("", number),
        _ => (number, number),
    };
    meaning(bound.2, low, high, unit, (time.1, time.2), name)
}

/// Visits crossings of as many parts as `sizes` has, each step by strides that share no factor with the sizes.
fn visit(sizes: &[usize], mut check: impl FnMut(&[usize])) {
    let mut at = vec![0; sizes.len()];
    for step in 0..VISITS {
        for (n, (index, size)) in at.iter_mut().zip(sizes).enumerate() {
            // The quotients by what the parts before take make every pair of parts meet.
            let turns: usize = sizes[..n].iter().product();
            *index = (step / turns.min(VISITS / 7) + step * (n + 1)) % size;
        }
        check(&at);
    }
}

/// Checks one sentence; what was read instead goes to the report.
fn compare(words: &Words, text: &str, wanted: &[String], report: &mut String) {
    let readings = grammar::read(text, words).readings;
    let mut got: Vec<String> = readings.iter().map(|r| show(text, r)).collect();
    let mut wanted = wanted.to_vec();
    got.sort();
    wanted.sort();
    if got != wanted {
        let _ = writeln!(report, "{text}\n    want {wanted:?}\n    got  {got:?}");
    }
}

fn assert_silent(report: &str) {
    let failures = report.lines().filter(|l| l.starts_with("    want")).count();
    let shown: String = report.lines().take(60).flat_map(|l| [l, "\n"]).collect();
    assert!(failures == 0, "{failures} crossings\n{shown}");
}

#[test]
fn levels_are_read_under_every_verb_bound_time_and_order() {
    let words = Words::built_in();
    let mut report = String::new();
    visit(&[LEVELS.len(), VERBS.len(), BOUNDS.len(), TIMES.len(), PLACES.len(), NUMBERS.len()], |at| {
        let (name, unit) = LEVELS[at[0]];
        let (bound, time, number) = (BOUNDS[at[2]], TIMES[at[3]], NUMBERS[at[5]]);
        let rest = format!("{} {}", VERBS[at[1]], value(bound, number.0, unit));
        // `Tỷ lệ … trong năm 2026 đạt`: the time stands before the verb.
        let text = sentence(PLACES[at[4]], name, &rest, time.0);
        compare(&words, &text, &[meant(bound, number.1, unit, time, name)], &mut report);
    });
    assert_silent(&report);
}

#[test]
fn shares_are_read_before_their_nouns() {
    let words = Words::built_in();
    let mut report = String::new();
    visit(&[NOUNS.len(), BOUNDS.len(), TIMES.len(), NUMBERS.len(), 5], |at| {
        let (noun, bound, time, number) = (NOUNS[at[0]], BOUNDS[at[1]], TIMES[at[2]], NUMBERS[at[3]]);
        let share = value(bound, number.0, "%");
        let place = ["{T}, {v} {n}", "{T}: {v} {n}", "{v} {n} {t}", "{v} {n}, {t}", "{v} {n} ({t})"][at[4]];
        let text = capital(&sentence(place, noun, &share, time.0));
        compare(&words, &text, &[meant(bound, number.1, "%", time, noun)], &mut report);
    });
    assert_silent(&report);
}

#[test]
fn two_years_share_their_subject() {
    let words = Words::built_in();
    let forms = [
        "{N} năm 2026 đạt {a}, năm 2030 đạt {b}",
        "{N} đến năm 2026 đạt {a}, đến năm 2030 đạt {b}",
        "{N} đạt {a} vào năm 2026, đạt {b} vào năm 2030",
        "{N} đạt {a} năm 2026 và đạt {b} năm 2030",
        "Đến năm 2026, {n} đạt {a}; đến năm 2030 đạt {b}",
        "Đến năm 2026, {n} đạt {a} (đến năm 2030 đạt {b})",
        "Đến năm 2026, {n} đạt {a}, định hướng đến năm 2030 đạt {b}",
        "{N}: năm 2026 đạt {a}; năm 2030 đạt {b}",
    ];
    let (first, second) = (("", "", "2026"), ("", "", "2030"));
    let mut report = String::new();
    visit(&[LEVELS.len(), BOUNDS.len(), forms.len(), NUMBERS.len(), BOUNDS.len()], |at| {
        let (name, unit) = LEVELS[at[0]];
        let (a, b) = (BOUNDS[at[1]], BOUNDS[at[4]]);
        let (m, n) = (NUMBERS[at[3]], NUMBERS[(at[3] + 1) % NUMBERS.len()]);
        let text = forms[at[2]].replace("{a}", &value(a, m.0, unit)).replace("{b}", &value(b, n.0, unit));
        let text = text.replace("{N}", &capital(name)).replace("{n}", name);
        compare(&words, &text, &[meant(a, m.1, unit, first, name), meant(b, n.1, unit, second, name)], &mut report);
    });
    assert_silent(&report);
}
