//! The visible mark of a digital signature, told from the words of the document.
//!
//! `Ký bởi: Sở Tài chính Email: stc@… Cơ quan: … Thời gian ký: 14/11/2018 14:56:53 +07:00` → a stamp; `15` → a word.

/// Labels that begin the lines of stamps, folded to lower case.
const LABELS: [&str; 9] = [
    "ký bởi:",
    "người ký:",
    "ký số bởi",
    "được ký bởi",
    "thời gian ký:",
    "ngày ký:",
    "digitally signed by",
    "signed by:",
    "signature valid",
];

/// Whether the text of one annotation is a stamp.
pub fn is_stamp(text: &str) -> bool {
    let folded = composed(text);
    LABELS.iter().any(|l| folded.contains(l)) || folded.contains('@') || has_clock(&folded)
}

/// Whether a line of the page belongs to a stamp that was drawn into the content: it begins with a stamp's label,
/// or holds a time of day to the second with its zone.
pub fn is_stamp_line(text: &str) -> bool {
    let folded = composed(text);
    LABELS.iter().any(|l| folded.starts_with(l)) || (has_clock(&folded) && folded.contains("+07"))
}

/// Whether a line may go on with a stamp that has begun: an address, an office, a date.
pub fn continues(text: &str) -> bool {
    let folded = composed(text);
    ["email:", "e-mail:", "cơ quan:", "tổ chức:", "đơn vị:", "date:", "reason:", "location:", "lý do:", "thời gian"]
        .iter()
        .any(|l| folded.starts_with(l))
        || is_stamp_line(text)
}

fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.trim().nfc().flat_map(char::to_lowercase).collect()
}

/// `10:21:11`: hours, minutes and seconds stand in no plan's prose.
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes
        .windows(8)
        .any(|w| w.iter().enumerate().all(|(i, b)| if i % 3 == 2 { *b == b':' } else { b.is_ascii_digit() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_words() {
        for word in ["15", "08", "Số: 15/KH-UBND", "ngày 08 tháng 01 năm 2025", "Nguyễn Văn An"] {
            assert!(!is_stamp(word), "{word}");
        }
        assert!(is_stamp("Người ký: Sở Nội vụ Thời gian ký: 02/03/2021"));
        assert!(is_stamp("TRUNG TÂM TIN HỌC tth@example.vn 09.01.2025 10:21:11 +07:00"));
        assert!(is_stamp_line("Ký bởi: Ủy ban nhân dân tỉnh"));
        assert!(!is_stamp_line("Điện thoại: 0123, Email: so@example.vn"));
    }
}
