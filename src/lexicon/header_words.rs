//! Phrases that tell what a line of a document's head, foot or page is, by the words it begins with.
//!
//! `Căn cứ Nghị quyết …` → recital; `SỞ TÀI CHÍNH` → organ; `Ngày ban hành: 29/12/2023` → the label of the issue date.

use crate::lexicon::phrases::Fast;
use crate::lexicon::tsv::Table;
use crate::text::{folded, is_letter};
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a phrase at the start of a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// An organ's name begins.
    Organ,
    /// The name of an area begins: `tỉnh`, `xã`.
    Area,
    /// A recital begins.
    Recital,
    /// A recital that names what is carried out begins.
    Basis,
    /// A proposal or report follows, not a basis.
    Proposal,
    /// The body begins.
    Stop,
    /// A mark of urgency, secrecy or draft.
    Mark,
    /// The title of a cited instrument begins.
    Opener,
    /// An annex begins.
    Annex,
    /// The page around the document.
    Furniture,
    /// A digital signature's visible text.
    Stamp,
    /// A value that says nothing.
    Placeholder,
    /// Label of the number.
    LabelNumber,
    /// Label of the issue date.
    LabelIssued,
    /// Label of the effective date.
    LabelEffective,
    /// Label of the type.
    LabelType,
    /// Label of the issuer.
    LabelIssuer,
    /// Label of the signer.
    LabelSigner,
    /// Label of the title.
    LabelTitle,
    /// Label of the signer's post.
    LabelPosition,
    /// Label of something no header field holds.
    LabelOther,
}

impl Class {
    fn named(name: &str) -> Option<Class> {
        Some(match name {
            "organ" => Class::Organ,
            "area" => Class::Area,
            "recital" => Class::Recital,
            "basis" => Class::Basis,
            "proposal" => Class::Proposal,
            "stop" => Class::Stop,
            "mark" => Class::Mark,
            "opener" => Class::Opener,
            "annex" => Class::Annex,
            "furniture" => Class::Furniture,
            "stamp" => Class::Stamp,
            "placeholder" => Class::Placeholder,
            "label.number" => Class::LabelNumber,
            "label.issued" => Class::LabelIssued,
            "label.effective" => Class::LabelEffective,
            "label.type" => Class::LabelType,
            "label.issuer" => Class::LabelIssuer,
            "label.signer" => Class::LabelSigner,
            "label.title" => Class::LabelTitle,
            "label.position" => Class::LabelPosition,
            "label.other" => Class::LabelOther,
            _ => return None,
        })
    }

    /// Whether it labels a value of a metadata box.
    pub fn is_label(self) -> bool {
        matches!(
            self,
            Class::LabelNumber
                | Class::LabelIssued
                | Class::LabelEffective
                | Class::LabelType
                | Class::LabelIssuer
                | Class::LabelSigner
                | Class::LabelTitle
                | Class::LabelPosition
                | Class::LabelOther
        )
    }
}

/// Phrases and their classes; and the first pieces of phrases (`ủy`, `tp`, `©`), since most lines begin like none, with the bytes
/// of the longest phrase that begins so.
struct Words {
    phrases: HashMap<String, Vec<Class>, Fast>,
    openings: HashMap<String, usize, Fast>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table = Table::parse("header_words.tsv", include_str!("header_words.tsv"));
    let mut words = Words { phrases: HashMap::default(), openings: HashMap::default() };
    for row in &table.rows {
        if let Some(class) = Class::named(row.get(0)) {
            let phrase = folded(row.get(1));
            let longest = words.openings.entry(phrase[..first_end(&phrase)].to_owned()).or_default();
            *longest = phrase.len().max(*longest);
            words.phrases.entry(phrase).or_default().push(class);
        }
    }
    words
});

/// Where the first piece of `folded_text` ends: the first of its [`ends`].
fn first_end(folded_text: &str) -> usize {
    let mut inside = false;
    for (at, c) in folded_text.char_indices() {
        let word = is_letter(c) || c.is_numeric();
        if inside && !word {
            return at;
        }
        if !word && !c.is_whitespace() {
            return at + c.len_utf8();
        }
        inside = word;
    }
    folded_text.len()
}

/// Ends of the first words of `folded_text`, the longest stretch first; none when no phrase begins as it does.
fn candidates(folded_text: &str) -> impl Iterator<Item = usize> {
    let longest = WORDS.openings.get(&folded_text[..first_end(folded_text)]);
    longest.map_or(Vec::new(), |longest| ends(folded_text, *longest)).into_iter().rev()
}

/// Longest phrase in the table, in words; labels such as `cơ quan ban hành/ chức danh / người ký` count their strokes.
const WIDEST: usize = 9;

/// Ends of the first words of `folded_text`, up to byte `longest`.
fn ends(folded_text: &str, longest: usize) -> Vec<usize> {
    let mut ends = Vec::with_capacity(2 * WIDEST);
    let mut inside = false;
    for (at, c) in folded_text.char_indices().take_while(|(at, _)| *at <= longest) {
        let word = is_letter(c) || c.is_numeric();
        crate::work::steps(1);
        if inside && !word {
            ends.push(at);
        } else if !inside && !word && !c.is_whitespace() {
            // Signs may end a phrase too: `tp.`, `©`.
            ends.push(at + c.len_utf8());
        }
        if inside && !word && !c.is_whitespace() {
            ends.push(at + c.len_utf8());
        }
        inside = word;
        if ends.len() >= 2 * WIDEST {
            return ends;
        }
    }
    if folded_text.len() <= longest && ends.last() != Some(&folded_text.len()) {
        ends.push(folded_text.len());
    }
    ends
}

/// The bytes of the longest phrase of `class` that begins `folded_text` as whole words.
pub fn begins(class: Class, folded_text: &str) -> Option<usize> {
    candidates(folded_text)
        .find(|end| WORDS.phrases.get(&folded_text[..*end]).is_some_and(|classes| classes.contains(&class)))
}

/// The longest label that begins `folded_text`, and its bytes.
pub fn label(folded_text: &str) -> Option<(Class, usize)> {
    candidates(folded_text).find_map(|end| {
        let classes = WORDS.phrases.get(&folded_text[..end])?;
        Some((classes.iter().copied().find(|c| c.is_label())?, end))
    })
}

/// Whether the whole of `folded_text` is a phrase of `class`.
pub fn is(class: Class, folded_text: &str) -> bool {
    WORDS.phrases.get(folded_text).is_some_and(|classes| classes.contains(&class))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_as_whole_words() {
        assert_eq!(begins(Class::Organ, "ủy ban nhân dân tỉnh x"), Some("ủy ban nhân dân".len()));
        assert_eq!(begins(Class::Organ, "bộc lộ"), None);
        assert_eq!(begins(Class::Area, "tp. vinh"), Some("tp.".len()));
        assert_eq!(begins(Class::Recital, "căn cứ luật"), Some("căn cứ".len()));
        assert!(is(Class::Placeholder, "đang cập nhật"));
    }

    #[test]
    fn labels() {
        assert_eq!(label("ngày ban hành: 29/12/2023").map(|l| l.0), Some(Class::LabelIssued));
        assert_eq!(label("ngày có hiệu lực 29/12/2023").map(|l| l.0), Some(Class::LabelEffective));
        assert_eq!(label("số hiệu"), Some((Class::LabelNumber, "số hiệu".len())));
        assert_eq!(label("nội dung"), None);
    }
}
