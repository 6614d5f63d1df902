//! Words about people: family names, and the posts they sign under.
//!
//! `Nguyễn` opens a name; `PHÓ CHỦ TỊCH` is a post.

use crate::lexicon::doc_types::bare;
use crate::lexicon::phrases::Fast;
use crate::lexicon::tsv::Table;
use crate::text::folded;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static FAMILY_NAMES: LazyLock<HashSet<String, Fast>> = LazyLock::new(|| {
    let table = Table::parse("family_names.tsv", include_str!("family_names.tsv"));
    table.rows.iter().map(|r| folded(r.get(0))).collect()
});

static POSTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let table = Table::parse("posts.tsv", include_str!("posts.tsv"));
    table.rows.iter().map(|r| folded(r.get(0))).collect()
});

/// The words of the posts that begin with each word.
static POSTS_BY_WORD: LazyLock<HashMap<&'static str, Vec<Vec<&'static str>>, Fast>> = LazyLock::new(|| {
    let mut by_word: HashMap<_, Vec<_>, Fast> = HashMap::default();
    for words in POSTS.iter().map(|post| post.split(' ').collect::<Vec<_>>()) {
        by_word.entry(words[0]).or_default().push(words);
    }
    by_word
});

/// Posts of two words and more, by their letters without marks.
static BARE_POSTS: LazyLock<HashMap<String, &'static str>> =
    LazyLock::new(|| POSTS.iter().filter(|p| p.contains(' ')).map(|p| (bare(p), p.as_str())).collect());

/// Whether the folded word is a family name.
pub fn is_family_name(folded_word: &str) -> bool {
    FAMILY_NAMES.contains(folded_word)
}

/// Words of the longest post.
const LONGEST_POST: usize = 6;

/// The number of words of the longest post that begins the folded words.
pub fn post_at(folded_words: &[&str]) -> Option<usize> {
    let words = &folded_words[..folded_words.len().min(LONGEST_POST)];
    let posts = POSTS_BY_WORD.get(words.first()?)?;
    posts.iter().filter(|post| words.starts_with(post)).map(Vec::len).max()
}

/// The longest post that begins the folded words but for marks that recognition misread, and how it is spelt.
pub fn post_misread(folded_words: &[&str]) -> Option<(usize, &'static str)> {
    let longest = folded_words.len().min(LONGEST_POST);
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
