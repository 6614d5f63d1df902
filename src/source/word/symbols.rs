//! Characters of symbol fonts, which have places in a font instead of Unicode letters.
//!
//! F0B3 in the font Symbol → `≥`; F0A8 in Wingdings → `□`; bullets stay for the document's own edits to name.

/// The character at place `code` (with or without the private-use base F000) of the font.
///
/// Source: Adobe's Symbol encoding vector; the Wingdings places are the boxes and arrows that forms use.
pub fn character(code: u32, font: &str) -> Option<char> {
    let place = if (0xf000..0xf100).contains(&code) { code - 0xf000 } else { code };
    let font = font.to_ascii_lowercase();
    let known = if font.contains("wingdings") {
        match place {
            0x6f | 0x70 | 0x71 | 0x72 | 0xa8 => Some('□'),
            0x78 | 0xfd | 0xfe => Some('☑'),
            0xdf | 0xe7 => Some('←'),
            0xe0 | 0xe8 | 0xf0 => Some('→'),
            _ => None,
        }
    } else if font.contains("symbol") {
        match place {
            0x20..=0x3f if !matches!(place, 0x22 | 0x24 | 0x27 | 0x2a | 0x2d) => char::from_u32(place),
            0x5b | 0x5d | 0x5f | 0x7b..=0x7d => char::from_u32(place),
            0x2d => Some('-'),
            0x2a => Some('*'),
            0x44 => Some('Δ'),
            0x57 => Some('Ω'),
            0x61 => Some('α'),
            0x62 => Some('β'),
            0x6d => Some('µ'),
            0x70 => Some('π'),
            0xa2 => Some('′'),
            0xa3 => Some('≤'),
            0xa5 => Some('∞'),
            0xab => Some('↔'),
            0xac => Some('←'),
            0xae => Some('→'),
            0xb0 => Some('°'),
            0xb1 => Some('±'),
            0xb2 => Some('″'),
            0xb3 => Some('≥'),
            0xb4 => Some('×'),
            0xb8 => Some('÷'),
            0xb9 => Some('≠'),
            0xbb => Some('≈'),
            0xbc => Some('…'),
            0xe5 => Some('∑'),
            _ => None,
        }
    } else {
        None
    };
    let private = char::from_u32(if code < 0x100 { 0xf000 + code } else { code });
    known.or(private)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison_signs_of_the_symbol_font() {
        assert_eq!(character(0xf0b3, "Symbol"), Some('≥'));
        assert_eq!(character(0xa3, "Symbol"), Some('≤'));
        assert_eq!(character(0xf0b7, "Symbol"), Some('\u{f0b7}'), "a bullet is left to the edits");
        assert_eq!(character(0xf0a8, "Wingdings"), Some('□'));
    }
}
