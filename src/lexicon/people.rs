//! Words about people: family names, and the posts they sign under.
//!
//! `Nguyễn` opens a name; `PHÓ CHỦ TỊCH` is a post.

use crate::lexicon::doc_types::bare;
use crate::lexicon::tsv::Table;
use crate::text::folded;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static FAMILY_NAMES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let table = Table::parse("family_names.tsv", include_str!("family_names.tsv"));
    table.rows.iter().map(|r| folded(r.get(0))).collect()
});

static POSTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let table = Table::parse("posts.tsv", include_str!("posts.tsv"));
    table.rows.iter().map(|r| folded(r.get(0))).collect()
});

/// Posts of two words and more, by their letters without marks.
static BARE_POSTS: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| POSTS.iter().filter(|p| p.contains(' ')).map(|p| (bare(p), p.as_str())).collect());

/// Whether the folded word is a family name.
pub fn is_family_name(folded_word: &str) -> bool {
    FAMILY_NAMES.contains(folded_word)
}

/// Bytes that the words of nearly all posts take.
const LONGEST_POST: usize = 64;

/// The number of words of the longest post that begins the folded words.
pub fn post_at(folded_words: &[&str]) -> Option<usize> {
    let mut phrase = String::with_capacity(LONGEST_POST);
    let mut best = None;
    for (n, word) in folded_words.iter().take(6).enumerate() {
        if n > 0 {
            phrase.push(' ');
        }
        phrase.push_str(word);
        if POSTS.contains(phrase.as_str()) {
            best = Some(n + 1);
        }
    }
    best
}

/// The longest post that begins the folded words but for marks that recognition misread, and how it is spelt.
pub fn post_misread(folded_words: &[&str]) -> Option<(usize, &'static str)> {
    let longest = folded_words.len().min(6);
    (2..=longest).rev().find_map(|n| Some((n, *BARE_POSTS.get(&bare(&folded_words[..n].join(" ")))?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_post_wins() {
        assert_eq!(post_at(&["phó", "chủ", "tịch", "thường", "trực", "nguyễn"]), Some(5));
        assert_eq!(post_at(&["chủ", "tịch", "hồ"]), Some(2));
        assert_eq!(post_at(&["ủy", "ban"]), None);
        assert_eq!(post_misread(&["thủ", "tương", "nguyễn"]), Some((2, "thủ tướng")));
        assert_eq!(post_misread(&["tương", "lai"]), None);
        assert!(is_family_name("nguyễn"));
        assert!(!is_family_name("tỉnh"));
    }
}
