//! The review page: a document's text with what was read marked in it, and what nobody accounts for in grey.
//!
//! `Tỷ lệ hộ nghèo giảm còn <mark title="#0 tỷ lệ hộ nghèo < 3 % (2025), rule …">dưới 3%</mark>`

use super::dataset::copies::say;
use super::html::{HEAD, escape};
use crate::record::{Quote, Record};
use std::fmt::Write;

/// What a stretch of text is evidence of; the later kind wins where two cover the same letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Unread,
    Header,
    Target,
}

/// The page of one document. `text` is the text that the spans of `record` count in.
pub fn page(text: &str, record: &Record) -> String {
    let title = record.header.number.as_deref().unwrap_or("no number");
    let mut out = String::from(HEAD);
    let _ = writeln!(out, "<title>{}</title>\n<h1>{}</h1>", escape(title), escape(title));
    fields(&mut out, record);
    targets(&mut out, record);
    for d in &record.diagnostics {
        let _ = writeln!(out, "<p>{} {}: {}", escape(&d.severity), escape(&d.code), escape(&d.message));
    }
    out.push_str("<h2>Text</h2>\n<pre>");
    marked(&mut out, text, record);
    out.push_str("</pre>\n");
    out
}

fn fields(out: &mut String, record: &Record) {
    let h = &record.header;
    let rows = [
        ("type", &h.doc_type),
        ("title", &h.title),
        ("issuer", &h.issuer),
        ("province", &h.province_code),
        ("issued on", &h.issued_on),
        ("effective on", &h.effective_on),
        ("signer", &h.signer),
        ("position", &h.signer_position),
        ("authority", &h.signing_authority),
    ];
    out.push_str("<table>\n");
    for (name, value) in rows {
        let _ = writeln!(out, "<tr><th>{name}<td>{}</tr>", escape(value.as_deref().unwrap_or("")));
    }
    let _ = writeln!(out, "<tr><th>file<td>{}</tr></table>", escape(&record.source.path));
}

fn targets(out: &mut String, record: &Record) {
    let (n, unread) = (record.targets.len(), record.unread.len());
    let _ = writeln!(
        out,
        "<h2>{n} statements, {unread} unread numbers</h2>\n<table><tr><th>#<th>statement<th>entry<th>under<th>rule</tr>"
    );
    for (n, t) in record.targets.iter().enumerate() {
        let cells = [say(t), t.indicator_id.clone().unwrap_or_default(), t.section.join(" / "), t.rule.to_string()];
        let cells = cells.map(|c| escape(&c)).join("<td>");
        let _ = writeln!(out, "<tr><td><a href=\"#t{n}\">{n}</a><td>{cells}</tr>");
    }
    out.push_str("</table>\n");
}

/// The text cut at every start and end of a span, each piece under the mark that wins there.
fn marked(out: &mut String, text: &str, record: &Record) {
    let mut spans: Vec<(u32, u32, Mark, Option<usize>)> = Vec::new();
    let mut add = |quotes: &[Quote], mark, n| spans.extend(quotes.iter().map(|q| (q.start, q.end, mark, n)));
    add(&record.unread, Mark::Unread, None);
    record.header.evidence.values().for_each(|quotes| add(quotes, Mark::Header, None));
    record.targets.iter().enumerate().for_each(|(n, t)| add(&t.evidence, Mark::Target, Some(n)));
    spans.sort_unstable_by_key(|s| (s.0, s.1, s.3));
    let mut cuts: Vec<u32> = spans.iter().flat_map(|s| [s.0, s.1]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut anchored = vec![false; record.targets.len()];
    let mut letters = text.chars();
    let (mut at, mut next) = (0, 0);
    let mut open: Vec<(u32, u32, Mark, Option<usize>)> = Vec::new();
    for cut in cuts {
        let piece: String = letters.by_ref().take((cut - at) as usize).collect();
        write_piece(out, &piece, &open, record, &mut anchored);
        at = cut;
        open.retain(|s| s.1 > at);
        while next < spans.len() && spans[next].0 <= at {
            open.push(spans[next]);
            next += 1;
        }
    }
    out.push_str(&escape(letters.as_str()));
}

fn write_piece(
    out: &mut String,
    piece: &str,
    open: &[(u32, u32, Mark, Option<usize>)],
    record: &Record,
    anchored: &mut [bool],
) {
    let Some(mark) = open.iter().map(|s| s.2).max() else { return out.push_str(&escape(piece)) };
    for n in open.iter().filter_map(|s| s.3) {
        if !std::mem::replace(&mut anchored[n], true) {
            let _ = write!(out, "<a id=\"t{n}\"></a>");
        }
    }
    let title: Vec<String> = match mark {
        Mark::Unread => vec!["unread".to_owned()],
        Mark::Header => vec!["header".to_owned()],
        Mark::Target => {
            let told = open.iter().filter_map(|s| s.3);
            told.map(|n| format!("#{n} {}, rule {}", say(&record.targets[n]), record.targets[n].rule)).collect()
        }
    };
    let class = match mark {
        Mark::Unread => " class=\"unread\"",
        Mark::Header => " class=\"header\"",
        Mark::Target => "",
    };
    let _ = write!(out, "<mark{class} title=\"{}\">{}</mark>", escape(&title.join("\n")), escape(piece));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_text_is_on_the_page_once() {
        let text = "KẾ HOẠCH\n\nMục tiêu đến năm 2025\n- Tỷ lệ hộ nghèo < 3%, có 12 & 13 việc.\n";
        let mut record = crate::extract(text.as_bytes(), &crate::Options::default()).unwrap();
        let quote = |start: u32, end: u32| Quote {
            exact: text.chars().skip(start as usize).take((end - start) as usize).collect(),
            prefix: String::new(),
            suffix: String::new(),
            start,
            end,
            table: None,
            source: None,
        };
        // Spans that overlap, touch and repeat.
        record.unread = vec![quote(3, 8), quote(5, 12), quote(12, 14), quote(12, 14)];
        let page = page(text, &record);
        let body = page.split("<pre>").nth(1).unwrap().split("</pre>").next().unwrap();
        let mut plain = String::new();
        let mut inside = false;
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' => inside = false,
                c if !inside => plain.push(c),
                _ => {}
            }
        }
        let plain = plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
        assert_eq!(plain, text);
    }
}
