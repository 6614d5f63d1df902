//! The marks of RTF: groups, control words and symbols, bytes of text.
//!
//! `{\b S\u7889 ?:}` → open, word `b`, text `S`, word `u` 7889, text `?:`, close.

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` or `\nameN`.
    Word(&'a str, Option<i32>),
    /// `\` and a character that is no letter: `\~`, `\*`.
    Symbol(u8),
    /// A byte of text, written `\'hh`.
    Byte(u8),
    /// Bytes of text as they stand.
    Text(&'a [u8]),
}

/// Cuts bytes into marks.
#[derive(Debug)]
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The marks of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Tokens<'a> {
        Tokens { bytes, at: 0 }
    }

    /// Offset of the next mark.
    pub fn offset(&self) -> usize {
        self.at
    }

    fn word(&mut self) -> Token<'a> {
        let start = self.at;
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_alphabetic) {
            self.at += 1;
        }
        let name = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or_default();
        let digits = self.at;
        if self.bytes.get(self.at) == Some(&b'-') && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        while self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        let number = std::str::from_utf8(&self.bytes[digits..self.at]).ok().and_then(|d| d.parse().ok());
        if self.bytes.get(self.at) == Some(&b' ') {
            self.at += 1;
        }
        // Raw bytes follow \bin: a picture.
        if name == "bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.at = self.at.saturating_add(length).min(self.bytes.len());
        }
        Token::Word(name, number)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        // Line ends are for the eye of whoever looks at the file.
        while matches!(self.bytes.get(self.at), Some(b'\r' | b'\n' | 0)) {
            self.at += 1;
        }
        let start = self.at;
        self.at += 1;
        Some(match self.bytes.get(start)? {
            b'{' => Token::Open,
            b'}' => Token::Close,
            b'\\' => match self.bytes.get(self.at)? {
                b'\'' => {
                    let digits = self.bytes.get(self.at + 1..self.at + 3).and_then(|d| std::str::from_utf8(d).ok());
                    self.at = (self.at + 3).min(self.bytes.len());
                    Token::Byte(digits.and_then(|d| u8::from_str_radix(d, 16).ok()).unwrap_or(b'?'))
                }
                c if c.is_ascii_alphabetic() => self.word(),
                c => {
                    self.at += 1;
                    Token::Symbol(*c)
                }
            },
            _ => {
                let ends = |b: &u8| matches!(b, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                let length = self.bytes[start..].iter().position(ends).unwrap_or(self.bytes.len() - start);
                self.at = start + length;
                Token::Text(&self.bytes[start..self.at])
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut() {
        let tokens: Vec<Token<'_>> = Tokens::new(b"{\\b S\\u-7647 ?\\'e0\\~\r\nx\\bin3 {{{}").collect();
        assert_eq!(
            tokens,
            [
                Token::Open,
                Token::Word("b", None),
                Token::Text(b"S"),
                Token::Word("u", Some(-7647)),
                Token::Text(b"?"),
                Token::Byte(0xe0),
                Token::Symbol(b'~'),
                Token::Text(b"x"),
                Token::Word("bin", Some(3)),
                Token::Close
            ]
        );
    }
}
