//! The documents that benches read: made from `corpus/`, no two alike.
//!
//! `corpus/kon-tum-rung/source.txt` with `giảm còn dưới 3,5%` → `0017.txt` with `giảm còn dưới 8,2%`, and `0017.html` with
//! the same words in a portal's page.
//!
//! Digits are drawn anew (years stay years, first digits stay above zero) and the names of places change, so that neither
//! the processor's caches nor any cache of ours can know a document from the one before. The draw is SplitMix64: the same
//! documents on every machine.

use std::path::Path;

/// One made document.
pub struct Made {
    /// `0017`
    pub name: String,
    /// Its words as a plain text file.
    pub text: String,
    /// Its words as a web page.
    pub html: String,
}

/// A text of the corpus, and its page where it is one.
pub struct Seed {
    text: String,
    html: Option<String>,
}

/// Reads the seeds of `corpus`, in byte order of their names.
pub fn seeds(corpus: &Path) -> Vec<Seed> {
    let mut folders: Vec<_> =
        std::fs::read_dir(corpus).expect("corpus/ is there").filter_map(|e| e.ok().map(|e| e.path())).collect();
    folders.sort();
    let read = |folder: &Path, name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let seed = |folder: &std::path::PathBuf| {
        if let Some(text) = read(folder, "source.txt").or_else(|| read(folder, "source.md")) {
            return Some(Seed { text, html: None });
        }
        let html = read(folder, "source.html")?;
        let document =
            chitieu::source::parse(html.as_bytes(), chitieu::source::Format::Html, Default::default()).ok()?;
        Some(Seed { text: document.text().to_owned(), html: Some(html) })
    };
    folders.iter().filter_map(seed).collect()
}

/// Bodies that go into one document: fixtures are short, plans are tens of kilobytes.
const BODIES: usize = 6;

/// Document `n` of the set: a seed with the bodies of its neighbours behind its own.
pub fn document(seeds: &[Seed], n: usize) -> Made {
    let mut draw = Draw(n as u64);
    let seed = &seeds[n % seeds.len()];
    let (mut whole, foot) = seed.text.split_at(body(&seed.text).end);
    let joined;
    if !whole.is_empty() {
        let others = (1..BODIES).map(|k| &seeds[(n * 7 + k * 5) % seeds.len()].text);
        joined = others.fold(whole.to_owned(), |all, t| all + "\n\n" + &t[body(t)]);
        whole = &joined;
    }
    let text = varied(&format!("{whole}\n\n{foot}"), &mut draw);
    let html = match &seed.html {
        // Every other time the page as it was saved, else the words in markup of another kind.
        Some(page) if (n / seeds.len()).is_multiple_of(2) => varied(page, &mut draw),
        _ => page(&text, n, &mut draw),
    };
    Made { name: format!("{n:05}"), text, html }
}

/// The body of a text: from its first numbered heading to the recipients.
fn body(text: &str) -> std::ops::Range<usize> {
    let line = |words: &str| text.find(words).map(|at| at + 1);
    let start = ["\nI. ", "\n**I. ", "\nI- ", "\n1. "].into_iter().find_map(line).unwrap_or(0);
    let end = text.rfind("\nNơi nhận").or_else(|| text.rfind("Nơi nhận")).unwrap_or(text.len());
    start.min(end)..end
}

/// The first `count` documents.
pub fn documents(count: usize) -> Vec<Made> {
    let seeds = seeds(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
    (0..count).map(|n| document(&seeds, n)).collect()
}

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

const PLACES: [&str; 16] = [
    "Tân Lập",
    "Phú Mỹ",
    "An Bình",
    "Hòa Thuận",
    "Vĩnh Sơn",
    "Đông Hải",
    "Long Thạnh",
    "Quảng Phước",
    "Bình Nguyên",
    "Xuân Trường",
    "Thạch Khê",
    "Nghĩa Lộ",
    "Cẩm Giang",
    "Mường La",
    "Ea Tul",
    "Sơn Tịnh",
];

/// The same text with other digits and other names of places.
fn varied(text: &str, draw: &mut Draw) -> String {
    let mut named = String::new();
    let text = match PLACES.iter().find(|p| text.contains(**p)) {
        Some(place) => {
            named.push_str(&text.replace(place, PLACES[draw.below(16) as usize]));
            named.as_str()
        }
        None => text,
    };
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b'<' {
            // Markup stays: a width is no value.
            let end = bytes[i..].iter().position(|b| *b == b'>').map_or(bytes.len(), |n| i + n + 1);
            out.extend_from_slice(&bytes[i..end]);
            i = end;
            continue;
        }
        let digits = bytes[i..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || i > 0 && matches!(bytes[i - 1], b'&' | b'#') {
            out.push(bytes[i]);
            i += 1;
            continue;
        }
        let run = &bytes[i..i + digits];
        let year = digits == 4 && (run.starts_with(b"19") || run.starts_with(b"20"));
        let leads = i == 0 || bytes[i - 1] == b'\n';
        if year || leads || digits == 1 && !matches!(bytes.get(i + 1), Some(b',' | b'%')) {
            out.extend_from_slice(run);
        } else {
            out.push(if run[0] == b'0' { b'0' } else { b'1' + draw.below(9) as u8 });
            out.extend((1..digits).map(|_| b'0' + draw.below(10) as u8));
        }
        i += digits;
    }
    String::from_utf8(out).expect("digits stand for digits")
}

/// The words of `text` in a page of one of three kinds: bare paragraphs, an office program's spans, or lines in a `div`.
fn page(text: &str, n: usize, draw: &mut Draw) -> String {
    let mut out = String::with_capacity(text.len() * 3 + 8192);
    out.push_str("<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>Văn bản</title>\n<style>");
    for k in 0..24 {
        out.push_str(&format!(".m{k} {{ margin: {k}px 0; color: #{:06x} }}\n", draw.below(1 << 24)));
    }
    out.push_str("</style><script>var muc = [");
    for _ in 0..60 {
        out.push_str(&format!("{},", draw.below(1_000_000)));
    }
    out.push_str("];</script></head>\n<body><div id=\"header\"><ul class=\"menu\">");
    for k in 0..40 {
        out.push_str(&format!(
            "<li class=\"m{}\"><a href=\"/muc/{k}?x={}\">Mục {k}</a></li>\n",
            k % 24,
            draw.below(9999)
        ));
    }
    out.push_str("</ul></div><div id=\"content\" class=\"content\">\n");
    let mut table = false;
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let cells = line.matches(" | ").count();
        if (cells > 0) != table {
            out.push_str(if table { "</tbody></table>\n" } else { "<table border=\"1\"><tbody>\n" });
            table = !table;
        }
        if table {
            out.push_str("<tr>");
            for cell in line.trim_matches(['|', ' ']).split(" | ") {
                out.push_str("<td style=\"padding:2px;border:solid windowtext 1.0pt\"><p class=\"m1\">");
                escaped(cell.trim(), &mut out);
                out.push_str("</p></td>");
            }
            out.push_str("</tr>\n");
            continue;
        }
        let line = line.trim();
        match n % 3 {
            0 => {
                out.push_str("<p>");
                escaped(line, &mut out);
                out.push_str("</p>\n");
            }
            1 => {
                out.push_str(
                    "<p class=\"MsoNormal\" style=\"text-align:justify;text-indent:36.0pt;line-height:150%\">",
                );
                // An office program begins a new span at every stop of its spelling checker.
                let words: Vec<&str> = line.split(' ').collect();
                for words in words.chunks(5 + draw.below(8) as usize) {
                    out.push_str(
                        "<span lang=\"VI\" style=\"font-size:14.0pt;font-family:&quot;Times New Roman&quot;,serif\">",
                    );
                    escaped(&words.join(" "), &mut out);
                    out.push_str(" </span>");
                }
                out.push_str("<o:p></o:p></p>\n");
            }
            _ => {
                escaped(line, &mut out);
                out.push_str("<br>\n");
            }
        }
    }
    if table {
        out.push_str("</tbody></table>");
    }
    out.push_str("</div><div id=\"footer\"><p>Cổng thông tin điện tử</p></div></body></html>\n");
    out
}

fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            c => out.push(c),
        }
    }
}
