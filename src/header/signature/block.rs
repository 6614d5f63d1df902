//! The words of a signature block: the last authority, the last post under it, the name behind them.
//!
//! `TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Thị Hòa` → `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`, `Lê Thị Hòa`.

use crate::header::page::{Word, folded_in_place, is_capitals};
use crate::header::person;
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::people::{post_at, post_misread};
use crate::lexicon::{List, list};
use crate::span::Span;
use std::ops::Range;

/// A word of the block: its line, where in the document, and whether its line begins with it.
pub(super) struct Placed<'a> {
    pub word: Word<'a>,
    pub folded: String,
    pub line: usize,
    pub span: Span,
    pub first: bool,
}

/// How much a name must show to be taken.
#[derive(Clone, Copy, Default)]
pub(super) struct Doubt {
    /// A stamp stands there, or recognition read the page: only with a family name of the table.
    pub known: bool,
    /// The last line of the recipients: behind it a name alone will do, for recognition may have lost the post under a seal.
    pub list_end: Option<usize>,
}

/// The last post above the name, in words of the block: those of the post itself, and all that its line says.
pub(super) struct Post {
    pub name: Range<usize>,
    pub end: usize,
}

/// What the words say of who signs, authority and name as [`Signature`] gives them.
#[derive(Default)]
pub(super) struct Signed {
    pub authority: Option<(String, usize, Span)>,
    pub post: Option<Post>,
    pub signer: Option<(String, usize, Span)>,
}

/// The words of a block in the order printed.
pub(super) struct Block<'a> {
    placed: &'a [Placed<'a>],
    words: Vec<Word<'a>>,
    folded: Vec<&'a str>,
    doubt: Doubt,
}

impl<'a> Block<'a> {
    pub(super) fn new(placed: &'a [Placed<'a>], doubt: Doubt) -> Block<'a> {
        let words = placed.iter().map(|p| p.word).collect();
        Block { placed, words, folded: placed.iter().map(|p| p.folded.as_str()).collect(), doubt }
    }

    /// Reads authority, post and name: a post counts when a name may still follow, a name when authority or post came before.
    pub(super) fn read(&self) -> Signed {
        let mut signed = Signed::default();
        let mut n = 0;
        let mut ready = false;
        let mut damaged = false;
        while n < self.words.len() {
            if let Some(prefix) = authority_at(&self.words, n).filter(|_| self.is_capital(n)) {
                let end = self.authority_end(n, prefix);
                if self.breaks_off(end) || !is_authority(&self.folded[n..end], prefix) {
                    // A damaged line: no value, but the name may be sound.
                    damaged = true;
                } else {
                    let printed = self.join(n..end);
                    let printed = if self.doubt.known { spelt_authority(printed) } else { printed };
                    signed.authority = Some((printed, self.placed[n].line, self.span(n..end)));
                    signed.post = None;
                }
                ready = true;
                n = end;
            } else if let Some(length) = self.post(n) {
                let end = self.post_end(n + length);
                // `PHÓ TRƯỞNG BAN (Đã ký) GIÁM ĐỐC SỞ Y TẾ`: who signs for another signs by the first post, the second is held elsewhere.
                let stands_in = signed.authority.as_ref().is_some_and(|(printed, ..)| printed.starts_with("KT"));
                if !(stands_in && signed.post.is_some() && end > n + length) {
                    signed.post = Some(Post { name: n..n + length, end });
                }
                ready = true;
                n = end;
            } else if ready {
                let known = self.doubt.known || damaged || !self.placed[n].first;
                signed.signer = self.name(n, known);
                if signed.signer.is_some() {
                    break;
                }
                n = self.line_end(n);
            } else {
                if self.is_name_behind_list(n) {
                    signed.signer = self.name(n, true);
                    break;
                }
                n += 1;
            }
        }
        signed
    }

    /// No letter of word `n` is a small one.
    fn is_capital(&self, n: usize) -> bool {
        !self.words[n].text.chars().any(char::is_lowercase)
    }

    /// One past the last word of the line that word `n` stands in.
    fn line_end(&self, n: usize) -> usize {
        (n + 1..self.words.len()).find(|k| self.placed[*k].first).unwrap_or(self.words.len())
    }

    fn join(&self, words: Range<usize>) -> String {
        self.words[words].iter().map(|w| w.text).collect::<Vec<_>>().join(" ")
    }

    fn span(&self, words: Range<usize>) -> Span {
        self.placed[words.start].span.join(self.placed[words.end - 1].span)
    }

    /// Words of the post that begins at word `n`. In small letters it counts only as a whole line.
    fn post(&self, n: usize) -> Option<usize> {
        if let Some(length) = post_at(&self.folded[n..]) {
            let end = n + length;
            let shouted = (n..end).all(|n| self.is_capital(n));
            let whole_line = self.placed[n].first && self.line_end(n) == end;
            return (shouted || whole_line).then_some(length);
        }
        // `THỦ TƯƠNG`: a mark misread, in capitals.
        let (length, _) = (self.doubt.known && self.is_capital(n)).then(|| post_misread(&self.folded[n..]))??;
        (n..n + length).all(|n| self.is_capital(n)).then_some(length)
    }

    /// One past the last word of the line of a post whose own words end before word `end`: `CHỦ TỊCH | QUỐC HỘI`.
    fn post_end(&self, mut end: usize) -> usize {
        while end < self.words.len()
            && self.is_capital(end)
            && !self.placed[end].first
            && authority_at(&self.words, end).is_none()
            && self.name_in_capitals(end, false).is_none()
            && self.words[end].text.chars().any(char::is_alphabetic)
        {
            end += 1;
        }
        end
    }

    /// One past the last word of the authority that begins at word `n`.
    fn authority_end(&self, n: usize, prefix: usize) -> usize {
        let mut end = (n + prefix.max(1)).min(self.words.len());
        // Glued (`KT.CHỦ TỊCH`): the post's first word is within the prefix word.
        if prefix == 0 {
            while end < self.words.len() && self.is_capital(end) && !self.placed[end].first && self.post(end).is_none()
            {
                end += 1;
            }
        } else if let Some(length) = self.post(end) {
            end += length;
        }
        while end < self.words.len() && self.goes_on(end) {
            end += 1;
        }
        end
    }

    /// Whether word `n` belongs to the authority before it: a word in capitals that begins nothing else.
    fn goes_on(&self, n: usize) -> bool {
        let line = n..self.line_end(n);
        // As scans are read, a line that is not words in capitals throughout is a stroke of the seal.
        let worded = || line.len() > 1 && line.clone().all(|n| self.is_capital(n) && is_clean(self.words[n].text));
        self.is_capital(n)
            && authority_at(&self.words, n).is_none()
            && self.post(n).is_none()
            && self.name_in_capitals(n, self.placed[n].first).is_none()
            && is_clean(self.words[n].text)
            && begins(Class::Annex, &self.folded[line.clone()].join(" ")).is_none()
            && (!self.placed[n].first || line.len() <= 5 && (!self.doubt.known || worded()))
    }

    /// Whether capitals that are no words stand at the end of an authority: another line, misread, may count more than this one.
    fn breaks_off(&self, end: usize) -> bool {
        let damaged = |n: usize| {
            let word = self.words[n].text;
            self.is_capital(n)
                && !is_clean(word)
                && word.chars().filter(|c| c.is_alphabetic()).count() > 1
                && !word.starts_with('(')
        };
        (end..self.words.len().min(end + 2)).any(damaged)
    }

    /// Words of the name in capitals that fills the rest of the line from word `n`.
    fn name_in_capitals(&self, n: usize, whole: bool) -> Option<usize> {
        person::name_in_capitals(&self.folded[n..self.line_end(n)], whole)
    }

    /// The name in the rest of the line from word `n`; `known`: only with a family name of the table.
    fn name(&self, n: usize, known: bool) -> Option<(String, usize, Span)> {
        let line: Vec<&str> = self.words[n..self.line_end(n)].iter().map(|w| w.text).collect();
        let (name, from, to) = person::name_in(&line, known)?;
        Some((name, self.placed[n].line, self.span(n + from..n + to)))
    }

    /// Whether a whole name begins a line behind the list of recipients.
    fn is_name_behind_list(&self, n: usize) -> bool {
        let Placed { first, line, .. } = self.placed[n];
        if !first || self.doubt.list_end.is_none_or(|last| last >= line) {
            return false;
        }
        let words: Vec<&str> = self.words[n..self.line_end(n)].iter().map(|w| w.text).collect();
        words.len() > 2 && person::is_known_name(&words)
    }
}

/// Whether a word is one of letters, as authorities and posts are made of.
fn is_clean(word: &str) -> bool {
    word == "-" || word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '&' | '.')) && word.chars().count() > 1
}

/// Whether an authority (`TM.`, `KT`, `T/M`) begins at word `n`: how many words the prefix takes (0: glued to its first word).
pub(super) fn authority_at(all: &[Word], n: usize) -> Option<usize> {
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
pub(super) fn is_authority(folded: &[&str], prefix: usize) -> bool {
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
