//! The post as the record gives it, in sentence case.
//!
//! `PHÓ CHỦ TỊCH` → `Phó Chủ tịch`; `Q. CHỦ TỊCH` → `Quyền Chủ tịch`.

use super::block::{Placed, Post, Signed};
use crate::header::page::{Page, folded_in_place, is_capitals};
use crate::header::{issuer, sentence};
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::people::{post_at, post_misread};
use crate::span::Span;
use std::ops::Range;

/// The post in sentence case, by the spelling of the whole document.
pub(super) fn position(page: &Page, stream: &[Placed], signed: &Signed) -> Option<(String, usize, Span)> {
    let Some(Post { name, end }) = &signed.post else {
        // `Q. CHỦ TỊCH` names the post itself.
        let (authority, line, at) = signed.authority.as_ref()?;
        let post = sentence::sentence_case(page, authority.strip_prefix("Q.")?.trim(), true);
        return Some((format!("Quyền {post}"), *line, *at));
    };
    let join = |words: Range<usize>| stream[words].iter().map(|p| p.word.text).collect::<Vec<_>>().join(" ");
    let printed = join(name.start..*end);
    let printed = if is_capitals(&printed) {
        let words: Vec<&str> = stream[name.clone()].iter().map(|p| p.folded.as_str()).collect();
        let spelt = post_misread(&words).filter(|_| post_at(&words).is_none()).map(|(_, post)| post.to_uppercase());
        let shown = spelt.unwrap_or_else(|| join(name.clone()));
        let post = sentence::sentence_case(page, &shown, true);
        let body = join(name.end..*end);
        match begins(Class::Organ, &folded_in_place(&body)) {
            Some(_) => format!("{post} {}", issuer::organ_case(page, &body)),
            None if body.is_empty() => post,
            None => sentence::sentence_case(page, &printed, true),
        }
    } else {
        printed
    };
    let first = &stream[name.start];
    Some((post_case(&printed), first.line, first.span.join(stream[end - 1].span)))
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
