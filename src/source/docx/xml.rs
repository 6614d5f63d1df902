//! Elements and text of an XML part, with the limits every part is held to.
//!
//! `<w:t>Nông nghiệp &amp; môi trường</w:t>` → start `t`, text `Nông nghiệp `, `&`, ` môi trường`, end.

use crate::error::Error;
use crate::source::limits;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;

/// What stands next in the part.
#[derive(Debug)]
pub enum Node<'a> {
    /// An element begins.
    Start(Element<'a>),
    /// The innermost open element ends.
    End,
    /// Text between tags; one stretch may come in several nodes.
    Text(Cow<'a, str>),
}

/// The start of an element.
#[derive(Debug)]
pub struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Name without prefix: prefixes are the producer's choice, and the strict form of the format has other
    /// namespaces for the same names.
    pub fn name(&self) -> &str {
        let name = self.0.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    /// Value of the attribute of this name, prefix aside.
    pub fn attribute(&self, name: &str) -> Option<String> {
        self.0.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| {
            match quick_xml::escape::unescape(&a.value) {
                Ok(value) => value.into_owned(),
                Err(_) => a.value.into_owned(),
            }
        })
    }

    /// Value of the attribute `val`, where WordprocessingML keeps what a property says.
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether an on/off property is on: `<w:b/>` and `<w:b w:val="true"/>` are, `<w:b w:val="0"/>` is not.
    pub fn is_on(&self) -> bool {
        !matches!(self.value().as_deref(), Some("0" | "false" | "off" | "none"))
    }
}

/// A pull parser over one part.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    part: &'static str,
    depth: usize,
    /// The element begun last was written `<w:b/>`: its end is still to be told.
    empty: bool,
    /// `w:p` with the prefix the root element has.
    paragraph_name: String,
    paragraphs: u32,
}

impl<'a> Xml<'a> {
    /// Reads the text of `part`.
    pub fn new(text: &'a str, part: &'static str) -> Xml<'a> {
        Xml {
            reader: Reader::from_str(text.trim_start_matches('\u{feff}')),
            part,
            depth: 0,
            empty: false,
            paragraph_name: String::new(),
            paragraphs: 0,
        }
    }

    /// Name of the part.
    pub fn part(&self) -> &'static str {
        self.part
    }

    /// Elements open now.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Zero-based index of the paragraph begun last, in the order of the file, skipped ones counted.
    pub fn paragraph(&self) -> u32 {
        self.paragraphs.saturating_sub(1)
    }

    /// The next node, `None` behind the root element.
    ///
    /// # Errors
    /// [`Error::Damaged`] where the part is not well-formed, ends too soon or declares entities of its own;
    /// [`Error::TooLarge`] past [`limits::NESTING`].
    pub fn next(&mut self) -> Result<Option<Node<'a>>, Error> {
        if std::mem::take(&mut self.empty) {
            self.depth -= 1;
            return Ok(Some(Node::End));
        }
        loop {
            let node = match self.reader.read_event().map_err(|e| self.damaged(e.to_string()))? {
                Event::Start(element) => return self.start(element).map(Some),
                Event::Empty(element) => {
                    self.empty = true;
                    return self.start(element).map(Some);
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Node::End
                }
                Event::Text(text) => Node::Text(text.into_inner()),
                Event::CData(text) => Node::Text(text.into_inner()),
                // The parser hands every reference over by itself and expands none but these.
                Event::GeneralRef(name) => Node::Text(match (&*name, name.resolve_char_ref()) {
                    (_, Ok(Some(c))) => Cow::Owned(c.to_string()),
                    ("amp", _) => "&".into(),
                    ("lt", _) => "<".into(),
                    ("gt", _) => ">".into(),
                    ("quot", _) => "\"".into(),
                    ("apos", _) => "'".into(),
                    _ => return Err(self.damaged(format!("unknown entity &{};", &*name))),
                }),
                Event::DocType(_) => return Err(self.damaged("a document type declaration".to_owned())),
                Event::Eof if self.depth > 0 => return Err(self.damaged("the end is missing".to_owned())),
                Event::Eof => return Ok(None),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => continue,
            };
            return Ok(Some(node));
        }
    }

    /// Goes on behind the end of the element open at `depth` (as [`Xml::depth`] told right after its start).
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn skip(&mut self, depth: usize) -> Result<(), Error> {
        while self.depth >= depth {
            if self.next()?.is_none() {
                break;
            }
        }
        Ok(())
    }

    /// The text up to the end of the open element.
    ///
    /// # Errors
    /// As [`Xml::next`].
    pub fn text(&mut self) -> Result<String, Error> {
        let depth = self.depth;
        let mut text = String::new();
        while self.depth >= depth {
            match self.next()? {
                Some(Node::Text(piece)) => text.push_str(&piece),
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }

    fn start(&mut self, element: BytesStart<'a>) -> Result<Node<'a>, Error> {
        self.depth += 1;
        if self.depth > limits::NESTING {
            return Err(Error::TooLarge { what: "elements within elements", limit: limits::NESTING as u64 });
        }
        let name = element.name().0;
        if self.paragraph_name.is_empty() {
            self.paragraph_name = name.split_once(':').map_or("p".to_owned(), |(prefix, _)| format!("{prefix}:p"));
        } else if name == self.paragraph_name {
            self.paragraphs += 1;
        }
        Ok(Node::Start(Element(element)))
    }

    fn damaged(&self, cause: String) -> Error {
        Error::Damaged { format: "docx", cause: format!("{}: {cause}", self.part) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_text(xml: &str) -> Result<String, Error> {
        let mut xml = Xml::new(xml, "word/document.xml");
        let mut out = String::new();
        while let Some(node) = xml.next()? {
            if let Node::Text(text) = node {
                out.push_str(&text);
            }
        }
        Ok(out)
    }

    #[test]
    fn references_are_text() {
        assert_eq!(
            all_text("<a>Nông nghiệp &amp; môi trường &#8805; &#x39;0%</a>").unwrap(),
            "Nông nghiệp & môi trường ≥ 90%"
        );
    }

    #[test]
    fn entity_bombs_and_torn_parts_are_refused() {
        let bomb = r#"<!DOCTYPE a [<!ENTITY b "cccc"><!ENTITY d "&b;&b;">]><a>&d;</a>"#;
        assert!(matches!(all_text(bomb), Err(Error::Damaged { .. })));
        assert!(matches!(all_text("<a>&d;</a>"), Err(Error::Damaged { .. })));
        assert!(matches!(all_text("<a><b>5%</b>"), Err(Error::Damaged { .. })));
        assert!(matches!(all_text(&"<a>".repeat(600)), Err(Error::TooLarge { .. })));
    }

    #[test]
    fn skipped_paragraphs_are_counted() {
        let mut xml = Xml::new("<w:d><w:del><w:p/><a:p/></w:del><w:p>x</w:p></w:d>", "word/document.xml");
        xml.next().unwrap();
        xml.next().unwrap();
        xml.skip(xml.depth()).unwrap();
        assert!(matches!(xml.next(), Ok(Some(Node::Start(e))) if e.name() == "p"));
        assert_eq!(xml.paragraph(), 1);
    }
}
