//! The signature block: by what authority, in what post, who.
//!
//! `TM. ỦY BAN NHÂN DÂN` / `KT. CHỦ TỊCH` / `PHÓ CHỦ TỊCH` / `(Đã ký)` / `Lê Thị Hòa` → `KT. CHỦ TỊCH`, `Phó Chủ tịch`, `Lê Thị Hòa`.
//!
//! Of several blocks the first counts: a decision is signed before the plan it carries. A stamp's text is no name.

use super::page::{Page, Word, folded_in_place, is_capitals, words};
use super::person;
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::people::{post_at, post_misread};
use crate::lexicon::{List, list};
use crate::span::Span;
use std::ops::Range;

/// What was found at the foot of the document.
#[derive(Debug, Default)]
pub struct Signature {
    /// The last authority line above the name, as printed.
    pub authority: Option<(String, usize, Span)>,
    /// The last post above the name, in sentence case.
    pub position: Option<(String, usize, Span)>,
    /// The name.
    pub signer: Option<(String, usize, Span)>,
    /// Lines of `Nơi nhận`.
    pub recipients: Vec<usize>,
    /// Lines of the block itself.
    pub lines: Vec<usize>,
    /// One past the last line of either.
    pub end: usize,
}

/// Lines from the first sign of the block to its end.
const DEPTH: usize = 70;

/// Beginnings of blocks that are tried: a bound for pages made of posts alone.
const TRIES: usize = 200;

/// The first signature block at or after line `from`.
pub fn find(page: &Page, from: usize) -> Option<Signature> {
    let mut i = from;
    let mut tries = 0;
    while i < page.len() && tries < TRIES {
        if page.is_own(i) {
            match sign_of_block(page, i) {
                Sign::None => {}
                Sign::End => return None,
                Sign::Certain => {
                    tries += 1;
                    let found = read(page, i);
                    if found.signer.is_some()
                        || found.authority.is_some()
                        || found.position.is_some()
                        || found.recipients.len() > 1
                    {
                        return Some(found);
                    }
                }
                Sign::Post => {
                    tries += 1;
                    let found = read(page, i);
                    if found.signer.is_some() && !is_approval(page, i) {
                        return Some(found);
                    }
                }
            }
        }
        i += 1;
    }
    None
}

enum Sign {
    None,
    /// `Nơi nhận`, `TM.`, `KT.`: a block begins.
    Certain,
    /// A post alone on its line: a block if a name follows.
    Post,
    /// The annexes begin.
    End,
}

fn sign_of_block(page: &Page, i: usize) -> Sign {
    let text = page.text(i);
    // Most lines of most documents leave here: they begin with another letter, or go on in small letters.
    let mut letters = text.chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return Sign::None };
    if page.document.origin.ocr && text.len() < 4000 && is_recipients_head(page, &page.folded(i)) {
        return Sign::Certain;
    }
    if !matches!(first, 'N' | 'T' | 'K' | 'Q' | 'C' | 'P' | 'B' | 'G' | 'H' | 'V' | 'L' | 'Đ' | '(') {
        return Sign::None;
    }
    if first == 'N' {
        let starts = text.starts_with("Nơi nhận") || text.starts_with("NƠI NHẬN") || text.starts_with("Nơi Nhận");
        return if starts && text.len() < 4000 { Sign::Certain } else { Sign::None };
    }
    if first == '(' {
        let folded = page.folded(i);
        let caption = folded.starts_with("(kèm theo") || folded.starts_with("(ban hành kèm theo");
        return if caption { Sign::End } else { Sign::None };
    }
    if second.is_lowercase() && first != 'T' && first != 'K' {
        return Sign::None;
    }
    let all: Vec<Word> = words(text).take(14).collect();
    if authority_at(&all, 0).is_some() {
        return Sign::Certain;
    }
    if text.len() > 160 || !second.is_uppercase() {
        return Sign::None;
    }
    let folded: Vec<String> = all.iter().map(|w| folded_in_place(w.text)).collect();
    let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
    match post_at(&folded) {
        Some(n) if is_capitals(&text[..all[n - 1].end()]) && in_small_table(page, i) => Sign::Post,
        _ => Sign::None,
    }
}

/// `Nơi nhận`; recognition may lose the slanted capital: `ơi nhận:`, `4Wơi nhận:`.
fn is_recipients_head(page: &Page, folded: &str) -> bool {
    folded.starts_with("nơi nhận") || page.document.origin.ocr && folded.find("ơi nhận").is_some_and(|at| at <= 3)
}

/// A block stands outside tables or in one laid out for it, not in a grid of figures.
fn in_small_table(page: &Page, i: usize) -> bool {
    let Some(address) = page.block(i).cell else { return true };
    page.document.tables().get(address.table as usize).is_none_or(|t| t.columns <= 4 && t.rows <= 8)
}

/// `PHÊ DUYỆT` above a post: someone approves the plan, another signs it.
fn is_approval(page: &Page, i: usize) -> bool {
    (i.saturating_sub(2)..=i).any(|k| {
        let folded = page.folded(k);
        ["phê duyệt", "duyệt", "xác nhận", "ý kiến"].iter().any(|w| folded.starts_with(w)) && is_capitals(page.text(k))
    })
}

/// Whether an authority (`TM.`, `KT`, `T/M`) begins at word `n`: how many words the prefix takes (0: glued to its first word).
fn authority_at(all: &[Word], n: usize) -> Option<usize> {
    let known = list(List::Authority);
    let word = all.get(n)?.text;
    let next_capital = all.get(n + 1).is_some_and(|w| w.text.chars().next().is_some_and(char::is_uppercase));
    if (known.iter().any(|p| p == word) || word == "Q." || word == "K.T" || word == "K.T.") && next_capital {
        return Some(1);
    }
    // `KT.CHỦ TỊCH`, `TM.UBND`
    let stopped = known.iter().map(String::as_str).filter(|p| p.ends_with('.'));
    let glued = stopped.chain(["Q.", "T/M", "K/T"]).find_map(|p| word.strip_prefix(p))?;
    (glued.chars().count() >= 2 && is_capitals(glued)).then_some(0)
}

/// Whether the words behind the prefix are what it calls for: a body behind `TM.`, a post behind the others. What remains
/// of a damaged line is neither.
fn is_authority(folded: &[&str], prefix: usize) -> bool {
    let Some(first) = folded.first() else { return false };
    let glued = || list(List::AuthorityGlued).iter().find_map(|p| first.strip_prefix(p.as_str())).unwrap_or(first);
    let first = if prefix == 0 { glued() } else { "" };
    let behind: Vec<&str> =
        std::iter::once(first).filter(|w| !w.is_empty()).chain(folded[1..].iter().copied()).collect();
    let is_first = |words| behind.first().is_some_and(|first| list(words).iter().any(|w| w == first));
    let collective = folded[0].starts_with("tm") || folded[0].starts_with("t/m") || folded[0].starts_with("t.m");
    if collective {
        return begins(Class::Organ, &behind.join(" ")).is_some() || is_first(List::BodyWord);
    }
    post_at(&behind).is_some() || post_misread(&behind).is_some() || is_first(List::PostWord)
}

/// A word of the block: its line, where in the document, and whether its line begins with it.
struct Placed<'a> {
    word: Word<'a>,
    folded: String,
    line: usize,
    span: Span,
    first: bool,
}

/// How much a name must show to be taken.
#[derive(Clone, Copy, Default)]
struct Doubt {
    /// A stamp stands there, or recognition read the page: only with a family name of the table.
    known: bool,
    /// The last line of the recipients: behind it a name alone will do, for recognition may have lost the post under a seal.
    list_end: Option<usize>,
}

/// `„..PHÓ` → `PHÓ`, `1Lê` → `Lê`: strokes of a hand and edges of a seal that recognition ran into a word.
fn without_strokes(word: Word) -> Word {
    let rest = word.text.trim_start_matches(|c: char| !c.is_alphabetic() && c != '(');
    if rest.chars().next().is_some_and(char::is_uppercase) {
        Word { start: word.end() - rest.len(), text: rest }
    } else {
        word
    }
}

fn read(page: &Page, anchor: usize) -> Signature {
    let ocr = page.document.origin.ocr;
    let mut found = Signature { end: anchor, ..Signature::default() };
    let mut stream: Vec<Placed> = Vec::new();
    let mut doubt = Doubt { known: ocr, ..Doubt::default() };
    let mut in_recipients = false;
    let mut approved = None;
    let table = page.block(anchor).cell.map(|c| c.table);
    let mut last = anchor;
    for i in anchor..page.len().min(anchor + DEPTH) {
        if !page.is_own(i) {
            continue;
        }
        let text = page.text(i);
        if text.is_empty() {
            continue;
        }
        let here = page.block(i).cell.map(|c| c.table);
        if table.is_some() && here != table && (found_name(&stream, doubt) || here.is_none() && i > anchor + 40) {
            break;
        }
        let folded = page.folded(i);
        if i > anchor && ends_block(page, i, &folded) {
            break;
        }
        // Someone approves in a block of their own: the rest of it is not the signer's.
        let cell = page.block(i).cell;
        if approved.is_some() && approved == cell {
            found.lines.push(i);
            continue;
        }
        if is_capitals(text) && ["phê duyệt", "duyệt", "xác nhận"].iter().any(|w| folded.starts_with(w)) {
            if cell.is_none() {
                break;
            }
            found.lines.push(i);
            approved = cell;
            continue;
        }
        last = i;
        if begins(Class::Stamp, &folded).is_some_and(|n| folded[n..].trim_start().starts_with(':'))
            || folded.contains("@")
        {
            doubt.known = true;
            found.lines.push(i);
            continue;
        }
        let all: Vec<Word> = words(text).map(|w| if ocr { without_strokes(w) } else { w }).collect();
        if ocr && all.iter().any(|w| w.text.starts_with("Lưu")) {
            doubt.list_end = Some(i);
        }
        let heading = is_recipients_head(page, &folded);
        let same_cell = found.recipients.last().is_some_and(|r| page.block(*r).cell == page.block(i).cell);
        let from = if heading {
            in_recipients = true;
            block_start(&all, 2)
        } else if text.starts_with(['-', '+', '•', '–', '*'])
            || (in_recipients && same_cell && page.block(i).cell.is_some())
        {
            block_start(&all, 0)
        } else {
            Some(0)
        };
        let offset = page.span(i).start as usize;
        let placed = |from: usize| {
            all[from..].iter().enumerate().map(move |(n, w)| Placed {
                word: *w,
                folded: folded_in_place(w.text),
                line: i,
                span: Span::new(offset + w.start, offset + w.end()),
                first: n == 0,
            })
        };
        let Some(from) = from else {
            found.recipients.push(i);
            // The name may close the last line of the list: `- Lưu: VT, KTTH. Lê Văn Bình`.
            if let Some(tail) = name_behind_list(&all, !stream.is_empty()) {
                stream.extend(placed(tail));
            }
            continue;
        };
        if from > 0 {
            found.recipients.push(i);
        } else {
            found.lines.push(i);
        }
        stream.extend(placed(from));
        if table.is_none() && found_name(&stream, doubt) && !in_recipients_ahead(page, i) {
            break;
        }
    }
    found.end = last + 1;
    let post = fill(&stream, doubt, &mut found);
    position(page, &stream, post, &mut found);
    // Lines behind the name that were swept in are not the block's.
    if let Some((_, line, _)) = &found.signer
        && table.is_none()
    {
        let line = (*line).max(found.recipients.last().copied().unwrap_or(0));
        found.lines.retain(|l| *l <= line);
        found.end = line + 1;
    }
    found
}

/// The recipients follow the name: read on to mark them.
fn in_recipients_ahead(page: &Page, i: usize) -> bool {
    (i + 1..page.len().min(i + 3)).any(|k| page.text(k).starts_with("Nơi nhận"))
}

/// A heading of what comes behind the block.
fn ends_block(page: &Page, i: usize, folded: &str) -> bool {
    let text = page.text(i);
    let listing =
        is_capitals(text) && text.len() > 24 && page.block(i).cell.is_none() && begins(Class::Annex, folded).is_some();
    let annex = listing
        || folded.starts_with("phụ lục")
        || folded.starts_with("(kèm theo")
        || folded.starts_with("(ban hành kèm");
    let heading = is_capitals(text)
        && crate::lexicon::doc_types::at_start(folded).is_some_and(|(_, n)| folded[n..].trim().is_empty())
        && page.block(i).cell.is_none();
    annex || heading || text.len() > 500 && !text.starts_with('-')
}

/// In a line of the recipients' column: the word where the block's own words begin (all capitals to the end of the line).
fn block_start(all: &[Word], from: usize) -> Option<usize> {
    // Behind the last word with a small letter.
    let capitals = all.iter().rposition(|w| w.text.chars().any(char::is_lowercase)).map_or(0, |n| n + 1);
    (from.max(capitals)..all.len()).find(|n| {
        let rest = &all[*n..];
        let folded: Vec<String> = rest.iter().take(6).map(|w| folded_in_place(w.text)).collect();
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        authority_at(all, *n).is_some_and(|prefix| is_authority(&folded, prefix)) || post_at(&folded).is_some()
    })
}

/// Where a name begins that closes a line of the list behind a stop or bracket: its last line, or any once the block's own
/// words have begun beside the list (`begun`).
fn name_behind_list(all: &[Word], begun: bool) -> Option<usize> {
    if !begun && !all.iter().any(|w| w.text.starts_with("Lưu")) {
        return None;
    }
    let n = (1..all.len()).find(|n| {
        all[n - 1].text.ends_with(['.', ')', ';'])
            && person::is_known_name(&all[*n..].iter().map(|w| w.text).collect::<Vec<_>>())
    })?;
    (all.len() - n >= 3).then_some(n)
}

fn found_name(stream: &[Placed], doubt: Doubt) -> bool {
    let mut found = Signature::default();
    fill(stream, doubt, &mut found);
    found.signer.is_some()
}

/// The last post above the name, in words of the block: those of the post itself, and all that its line says.
struct Post {
    name: Range<usize>,
    end: usize,
}

/// Reads authority, post and name off the words of the block.
fn fill(stream: &[Placed], doubt: Doubt, found: &mut Signature) -> Option<Post> {
    let all: Vec<Word> = stream.iter().map(|p| p.word).collect();
    let folded: Vec<&str> = stream.iter().map(|p| p.folded.as_str()).collect();
    let capital = |n: usize| !all[n].text.chars().any(char::is_lowercase);
    // A post in small letters counts only as a whole line.
    let line_end = |n: usize| (n + 1..all.len()).find(|k| stream[*k].first).unwrap_or(all.len());
    let post = |n: usize| -> Option<usize> {
        if let Some(length) = post_at(&folded[n..]) {
            let end = n + length;
            let shouted = (n..end).all(capital);
            let whole_line = stream[n].first && line_end(n) == end;
            return (shouted || whole_line).then_some(length);
        }
        // `THỦ TƯƠNG`: a mark misread, in capitals.
        let (length, _) = (doubt.known && capital(n)).then(|| post_misread(&folded[n..]))??;
        (n..n + length).all(capital).then_some(length)
    };
    let join = |from: usize, to: usize| all[from..to].iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let span = |from: usize, to: usize| stream[from].span.join(stream[to - 1].span);
    let mut position = None;
    let mut n = 0;
    let mut ready = false;
    let mut damaged = false;
    while n < all.len() {
        if let Some(prefix) = authority_at(&all, n)
            && capital(n)
        {
            let mut end = (n + prefix.max(1)).min(all.len());
            // Glued (`KT.CHỦ TỊCH`): the post's first word is within the prefix word.
            if prefix == 0 {
                while end < all.len() && capital(end) && !stream[end].first && post(end).is_none() {
                    end += 1;
                }
            } else if let Some(length) = post(end) {
                end += length;
            }
            let clean = |w: &str| {
                w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '&' | '.')) && w.chars().count() > 1
                    || w == "-"
            };
            // As scans are read, a line that is not words in capitals throughout is a stroke of the seal.
            let worded = |from: usize| {
                line_end(from) - from > 1 && (from..line_end(from)).all(|n| capital(n) && clean(all[n].text))
            };
            while end < all.len()
                && capital(end)
                && authority_at(&all, end).is_none()
                && post(end).is_none()
                && person::name_in_capitals(&folded[end..line_end(end)], stream[end].first).is_none()
                && clean(all[end].text)
                && begins(Class::Annex, &folded[end..line_end(end)].join(" ")).is_none()
                && (!stream[end].first || line_end(end) - end <= 5 && (!doubt.known || worded(end)))
            {
                end += 1;
            }
            // Capitals that are no words: another line, misread, may count more than this one.
            let damaged_word = |n: usize| {
                n < all.len()
                    && capital(n)
                    && !clean(all[n].text)
                    && all[n].text.chars().filter(|c| c.is_alphabetic()).count() > 1
                    && !all[n].text.starts_with('(')
            };
            let broken = damaged_word(end) || damaged_word(end + 1);
            if broken || !is_authority(&folded[n..end], prefix) {
                // A damaged line: no value, but the name may be sound.
                (ready, damaged) = (true, true);
                n = end;
                continue;
            }
            let printed = join(n, end);
            let printed = if doubt.known { spelt_authority(printed) } else { printed };
            found.authority = Some((printed, stream[n].line, span(n, end)));
            position = None;
            ready = true;
            n = end;
            continue;
        }
        if let Some(length) = post(n) {
            let mut end = n + length;
            while end < all.len()
                && capital(end)
                && !stream[end].first
                && authority_at(&all, end).is_none()
                && person::name_in_capitals(&folded[end..line_end(end)], false).is_none()
                && all[end].text.chars().any(char::is_alphabetic)
            {
                end += 1;
            }
            // `PHÓ TRƯỞNG BAN (Đã ký) GIÁM ĐỐC SỞ Y TẾ`: who signs for another signs by the first post, the second is held elsewhere.
            let stands_in = found.authority.as_ref().is_some_and(|(printed, ..)| printed.starts_with("KT"));
            if !(stands_in && position.is_some() && end > n + length) {
                position = Some(Post { name: n..n + length, end });
            }
            ready = true;
            n = end;
            continue;
        }
        if ready {
            let end = line_end(n);
            let line: Vec<&str> = all[n..end].iter().map(|w| w.text).collect();
            let close = stream[n].first || n > 0;
            if let Some((name, from, to)) = person::name_in(&line, doubt.known || damaged || !stream[n].first)
                && close
            {
                found.signer = Some((name, stream[n].line, span(n + from, n + to)));
                break;
            }
            n = end;
            continue;
        }
        if stream[n].first && doubt.list_end.is_some_and(|l| l < stream[n].line) {
            let end = line_end(n);
            let line: Vec<&str> = all[n..end].iter().map(|w| w.text).collect();
            if person::is_known_name(&line) && line.len() > 2 {
                let (name, from, to) = person::name_in(&line, true)?;
                found.signer = Some((name, stream[n].line, span(n + from, n + to)));
                break;
            }
        }
        n += 1;
    }
    position
}

/// `KT.CHU TỊCH` → `KT.CHỦ TỊCH`: as printed, but for misread marks of the post.
fn spelt_authority(printed: String) -> String {
    let at = printed.rfind('.').map_or(0, |n| n + 1);
    let behind = printed[at..].trim_start();
    let folded = folded_in_place(behind);
    let words: Vec<&str> = folded.split(' ').collect();
    match post_misread(&words).filter(|(n, _)| *n == words.len() && post_at(&words).is_none()) {
        Some((_, post)) => format!("{}{}", &printed[..printed.len() - behind.len()], post.to_uppercase()),
        None => printed,
    }
}

/// Writes the post in sentence case, by the spelling of the whole document: once, when the block is known.
fn position(page: &Page, stream: &[Placed], post: Option<Post>, found: &mut Signature) {
    let join = |words: Range<usize>| stream[words].iter().map(|p| p.word.text).collect::<Vec<_>>().join(" ");
    if let Some(Post { name, end }) = post {
        let printed = join(name.start..end);
        let printed = if is_capitals(&printed) {
            let words: Vec<&str> = stream[name.clone()].iter().map(|p| p.folded.as_str()).collect();
            let spelt = post_misread(&words).filter(|_| post_at(&words).is_none()).map(|(_, post)| post.to_uppercase());
            let shown = spelt.unwrap_or_else(|| join(name.clone()));
            let post = super::sentence::sentence_case(page, &shown, true);
            let body = join(name.end..end);
            match begins(Class::Organ, &folded_in_place(&body)) {
                Some(_) => format!("{post} {}", super::issuer::organ_case(page, &body)),
                None if body.is_empty() => post,
                None => super::sentence::sentence_case(page, &printed, true),
            }
        } else {
            printed
        };
        let first = &stream[name.start];
        found.position = Some((post_case(&printed), first.line, first.span.join(stream[end - 1].span)));
    } else if let Some((authority, line, at)) = &found.authority
        && let Some(post) = authority.strip_prefix("Q.")
    {
        // `Q. CHỦ TỊCH` names the post itself.
        let post = super::sentence::sentence_case(page, post.trim(), true);
        found.position = Some((format!("Quyền {post}"), *line, *at));
    }
}

/// `Phó chủ tịch` → `Phó Chủ tịch`, `Phó chánh văn phòng` → `Phó Chánh Văn phòng`: the post's head word keeps its capital.
fn post_case(post: &str) -> String {
    let Some(rest) = post.strip_prefix("Phó ") else {
        return post.replacen("Chánh văn phòng", "Chánh Văn phòng", 1);
    };
    let mut letters = rest.chars();
    let Some(first) = letters.next() else { return post.to_owned() };
    let rest: String = first.to_uppercase().chain(letters).collect();
    format!("Phó {}", rest.replacen("Chánh văn phòng", "Chánh Văn phòng", 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::page_of;

    fn block(lines: &[&str]) -> (Option<String>, Option<String>, Option<String>) {
        let document = page_of(lines);
        let page = Page::new(&document);
        let found = find(&page, 0).unwrap_or_default();
        let value = |f: Option<(String, usize, Span)>| f.map(|f| f.0);
        (value(found.authority), value(found.position), value(found.signer))
    }

    /// As [`block`], of a page that recognition read.
    fn recognised(lines: &[&str]) -> (Option<String>, Option<String>, Option<String>) {
        let mut document = page_of(lines);
        document.origin.ocr = true;
        let page = Page::new(&document);
        let found = find(&page, 0).unwrap_or_default();
        let value = |f: Option<(String, usize, Span)>| f.map(|f| f.0);
        (value(found.authority), value(found.position), value(found.signer))
    }

    #[test]
    fn a_block_that_recognition_damaged() {
        assert_eq!(
            recognised(&["Nơi nhận:", "- Như trên;", "KT.CHU TỊCH", "„..PHÓ CHỦ TỊCH", "Z ĐÁ", "1Lê Thị Hòa"]),
            (some("KT.CHỦ TỊCH"), some("Phó Chủ tịch"), some("Lê Thị Hòa"))
        );
        assert_eq!(
            recognised(&["ơi nhận: - CHỦ TỊCH", "- Lưu: VT.", "Xš 5", "Lê Thị Hòa"]),
            (None, some("Chủ tịch"), some("Lê Thị Hòa"))
        );
        // The post lost under the seal: a name behind the list's last line, but none within the list.
        let list = ["Nơi nhận:", "- Bí thư", "Phan Văn Thắng", "- Lưu: VT.", "Lê Thị Hòa"];
        assert_eq!(recognised(&list), (None, None, some("Lê Thị Hòa")));
        assert_eq!(block(&list), (None, None, None));
        assert_eq!(recognised(&["TM. CHÍNH PHỦ", "THỦ TƯƠNG"]).1, some("Thủ tướng"));
    }

    fn some(words: &str) -> Option<String> {
        (!words.is_empty()).then(|| words.to_owned())
    }

    #[test]
    fn stacked_blocks() {
        for (lines, authority, position, signer) in [
            (
                &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Lê Thị Hòa"][..],
                "KT. CHỦ TỊCH",
                "Phó Chủ tịch",
                "Lê Thị Hòa",
            ),
            (&["TM. ỦY BAN NHÂN", "DÂN", "CHỦ TỊCH", "Lê Văn Hải"], "TM. ỦY BAN NHÂN DÂN", "Chủ tịch", "Lê Văn Hải"),
            (&["TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Hải"], "KT. CHỦ TỊCH", "Phó Chủ tịch", "Lê Hải"),
            (
                &["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "Trần Quốc Bảo"],
                "KT. CHÁNH VĂN PHÒNG",
                "Phó Chánh Văn phòng",
                "Trần Quốc Bảo",
            ),
            (&["CHỦ TỊCH QUỐC HỘI", "(đã ký)", "Trần Quốc Bảo"], "", "Chủ tịch Quốc hội", "Trần Quốc Bảo"),
            (
                &["KT.HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "TS. NGUYỄN VĂN BẢO"],
                "KT.HIỆU TRƯỞNG",
                "Phó Hiệu trưởng",
                "Nguyễn Văn Bảo",
            ),
            (
                &["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Đại tá Nguyễn Văn Bảo"],
                "T/M BAN THƯỜNG VỤ",
                "Phó bí thư",
                "Nguyễn Văn Bảo",
            ),
            (&["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Phạm Minh"], "KT. BỘ TRƯỞNG", "Thứ trưởng", "Phạm Minh"),
            (
                &["KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN THƯỜNG TRỰC", "(Đã ký)", "GIÁM ĐỐC SỞ Y TẾ", "Phạm Văn Minh"],
                "KT. TRƯỞNG BAN",
                "Phó Trưởng ban Thường trực",
                "Phạm Văn Minh",
            ),
            (
                &["TM. ĐOÀN KIỂM TRA", "TRƯỞNG ĐOÀN", "Hoàng Văn An", "PHÓ GIÁM ĐỐC"],
                "TM. ĐOÀN KIỂM TRA",
                "Trưởng đoàn",
                "Hoàng Văn An",
            ),
        ] {
            let (a, p, s) = block(lines);
            assert_eq!((a, s), (some(authority), some(signer)), "{lines:?}");
            assert_eq!(p.map(|p| p.to_lowercase()), some(position).map(|p| p.to_lowercase()), "{lines:?}");
        }
    }

    #[test]
    fn beside_the_recipients_on_the_same_lines() {
        let (authority, position, signer) =
            block(&["Nơi nhận: KT. CHỦ TỊCH", "- Như trên; PHÓ CHỦ TỊCH", "- Lưu: VT, KT.", "Phan Văn Thắng"]);
        assert_eq!((authority, position, signer), (some("KT. CHỦ TỊCH"), some("Phó Chủ tịch"), some("Phan Văn Thắng")));
        let (_, _, signer) =
            block(&["Nơi nhận: TL. CHỦ TỊCH", "- Như trên; CHÁNH VĂN PHÒNG", "- Lưu: VT, KTTH. Phan Văn Thắng"]);
        assert_eq!(signer, some("Phan Văn Thắng"));
        let (_, _, signer) = block(&[
            "Nơi nhận: KT. CHỦ TỊCH",
            "- Như trên; PHÓ CHỦ TỊCH",
            "- Các sở, ban, ngành; Phan Văn Thắng",
            "- Lưu: VT, KTTH.",
        ]);
        assert_eq!(signer, some("Phan Văn Thắng"));
    }

    #[test]
    fn a_stamp_is_not_the_signer() {
        let (_, position, signer) = block(&["GIÁM ĐỐC", "Người ký: Sở Tài", "chính", "Cơ quan: Tỉnh", "Hòa Bình"]);
        assert_eq!((position, signer), (None, None));
        let (_, _, signer) = block(&[
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Ký bởi: Ủy ban nhân dân tỉnh",
            "Ngày ký: 13-07-2020",
            "Phan Văn Thắng",
        ]);
        assert_eq!(signer, some("Phan Văn Thắng"));
    }

    #[test]
    fn the_first_of_two_blocks_counts_and_approval_does_not() {
        let (_, _, signer) =
            block(&["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Văn Một", "KẾ HOẠCH", "Trồng rừng", "CHỦ TỊCH", "Lê Văn Hai"]);
        assert_eq!(signer, some("Lê Văn Một"));
        let (_, _, signer) = block(&["PHÊ DUYỆT", "GIÁM ĐỐC", "Lê Hoàng Anh"]);
        assert_eq!(signer, None);
    }

    #[test]
    fn people_in_the_text_do_not_sign() {
        assert_eq!(block(&["Giao đồng chí Lê Văn Một chủ trì.", "Kim Anh (tổng hợp)"]), (None, None, None));
    }
}
