//! Whether the printed header and the digital signatures of the file agree: told, never put right.
//!
//! Printed: `Trần Thị Mai An`, 8 March; signed: `Lê Quang Tèo`, 15 April → `header-disagreement`, twice.
//!
//! Offices and gazettes sign beside the person, often a day later: the printed signer must be one of the persons, the
//! printed date one of the days.

use super::Header;
use super::page::{Page, folded_in_place, words};
use super::person;
use crate::error::Issue;
use crate::lexicon::header_words::{Class, begins};

/// Letters of a full date, `2021-03-08`.
const DATE: usize = 10;

/// Compares and tells.
pub fn compare(page: &Page, header: &Header, issues: &mut Vec<Issue>) {
    let signatures = &page.document.origin.signatures;
    let persons: Vec<&str> = signatures.iter().filter_map(|s| s.name.as_deref()).filter(|n| is_person(n)).collect();
    if let Some(signer) = &header.signer
        && !persons.is_empty()
        && !persons.iter().any(|p| folded_in_place(p) == folded_in_place(&signer.value))
    {
        let message = format!("signer: the document says {}, its signatures {}", signer.value, persons.join(", "));
        issues.push(Issue::warning("header-disagreement", message, signer.evidence.first().map(|e| e.span)));
    }
    let mut days: Vec<&str> = signatures.iter().filter_map(|s| s.time.as_deref()?.get(..DATE)).collect();
    days.sort_unstable();
    days.dedup();
    if let Some(date) = header.issued_on.as_ref().filter(|d| d.value.len() == DATE && !d.value.contains('X'))
        && !days.is_empty()
        && !days.contains(&date.value.as_str())
    {
        let message = format!("date: the document says {}, its signatures {}", date.value, days.join(", "));
        issues.push(Issue::warning("header-disagreement", message, date.evidence.first().map(|e| e.span)));
    }
}

/// Whether a certificate names a person, not an office.
fn is_person(name: &str) -> bool {
    let parts: Vec<&str> = words(name).map(|w| w.text).collect();
    person::is_known_name(&parts) && begins(Class::Organ, &folded_in_place(name)).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Signature;
    use crate::header::Field;
    use crate::header::tests::page_of;

    fn told(signer: &str, date: &str, signatures: &[(&str, &str)]) -> Vec<String> {
        let mut document = page_of(&["Nội dung"]);
        let signature = |(name, day): &(&str, &str)| Signature {
            name: Some(name.to_string()),
            organisation: None,
            time: Some(format!("{day}T08:00:00+07:00")),
        };
        document.origin.signatures = signatures.iter().map(signature).collect();
        let field = |value: &str| Some(Field { value: value.to_owned(), evidence: Vec::new() });
        let header = Header { signer: field(signer), issued_on: field(date), ..Header::default() };
        let mut issues = Vec::new();
        compare(&Page::new(&document), &header, &mut issues);
        issues.into_iter().map(|i| i.message).collect()
    }

    #[test]
    fn offices_and_later_days_of_others_are_no_disagreement() {
        let signed = [("Trần Thị Mai An", "2021-03-08"), ("Ủy ban nhân dân tỉnh Hà Nam", "2021-03-09")];
        assert!(told("Trần Thị Mai An", "2021-03-08", &signed).is_empty());
        assert!(told("Trần Thị Mai An", "2021-03-09", &signed[1..]).is_empty());
        assert!(told("Trần Thị Mai An", "2021-03", &signed).is_empty());
    }

    #[test]
    fn another_person_and_another_day_are_told() {
        let signed = [("Lê Quang Bình", "2021-04-15"), ("Sở Nội vụ", "2021-04-16")];
        let told = told("Trần Thị Mai An", "2021-03-08", &signed);
        assert_eq!(
            told,
            [
                "signer: the document says Trần Thị Mai An, its signatures Lê Quang Bình",
                "date: the document says 2021-03-08, its signatures 2021-04-15, 2021-04-16"
            ]
        );
    }
}
