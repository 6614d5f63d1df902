//! What a paragraph or run looks like: its own properties over its styles over the document's defaults.
//!
//! `<w:pStyle w:val="Heading2"/>`, style `Heading2` based on a bold `Normal`, outline level 1 → a bold heading of level 2.

use super::xml::{Element, Node, Xml};
use crate::error::Error;
use crate::source::word::Look;
use crate::source::word::typeface::Typeface;
use std::collections::BTreeMap;

/// Properties of a run as one place states them; `None` where it says nothing.
#[derive(Clone, Debug, Default)]
pub struct RunProperties {
    bold: Option<bool>,
    italic: Option<bool>,
    capitals: Option<bool>,
    hidden: Option<bool>,
    raised: Option<bool>,
    typeface: Option<Typeface>,
    style: Option<String>,
    /// On the mark of a paragraph: the mark was deleted or moved away, so the paragraph runs on into the next.
    pub gone: bool,
}

/// Properties of a paragraph as one place states them.
#[derive(Clone, Debug, Default)]
pub struct ParagraphProperties {
    /// Id of its style.
    pub style: Option<String>,
    centred: Option<bool>,
    outline: Option<u8>,
    list: Option<i64>,
    level: Option<usize>,
    /// Properties of its mark.
    pub mark: RunProperties,
}

/// The looks of a run, and whether it is printed at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Resolved {
    /// How it looks.
    pub look: Look,
    /// It is not printed.
    pub hidden: bool,
}

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    heading: Option<u8>,
    run: RunProperties,
    paragraph: ParagraphProperties,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    defaults: RunProperties,
    /// The paragraph style of paragraphs that name none.
    normal: Option<String>,
    styles: BTreeMap<String, Style>,
}

/// Styles may be based on each other in a ring; no honest chain is as long as this.
const CHAIN: usize = 32;

impl Styles {
    /// Reads `word/styles.xml`.
    ///
    /// # Errors
    /// Where the part is not well-formed.
    pub fn read(text: &str) -> Result<Styles, Error> {
        let mut xml = Xml::new(text, "word/styles.xml");
        let mut styles = Styles::default();
        while let Some(node) = xml.next()? {
            let Node::Start(element) = node else { continue };
            match element.name() {
                "rPrDefault" => {
                    let depth = xml.depth();
                    while xml.depth() >= depth {
                        match xml.next()? {
                            Some(Node::Start(e)) if e.name() == "rPr" => styles.defaults = run_properties(&mut xml)?,
                            Some(_) => {}
                            None => break,
                        }
                    }
                }
                "style" => styles.style(&element, &mut xml)?,
                _ => {}
            }
        }
        Ok(styles)
    }

    fn style(&mut self, element: &Element<'_>, xml: &mut Xml<'_>) -> Result<(), Error> {
        let depth = xml.depth();
        let id = element.attribute("styleId").unwrap_or_default();
        let default = matches!(element.attribute("default").as_deref(), Some("1" | "true" | "on"));
        let is_paragraph = element.attribute("type").as_deref() == Some("paragraph");
        let mut style = Style::default();
        while xml.depth() >= depth {
            let Some(node) = xml.next()? else { break };
            let Node::Start(element) = node else { continue };
            match element.name() {
                "basedOn" => style.based_on = element.value(),
                "name" => style.heading = element.value().and_then(|name| heading_of_name(&name)),
                "rPr" => style.run = run_properties(xml)?,
                "pPr" => style.paragraph = paragraph_properties(xml)?,
                // What a table style says of its first row or last column is not followed.
                "tblStylePr" => xml.skip(xml.depth())?,
                _ => {}
            }
        }
        if default && is_paragraph {
            self.normal = Some(id.clone());
        }
        self.styles.insert(id, style);
        Ok(())
    }

    /// A style and what it is based on, nearest first.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = &'s Style> + use<'s> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?)).take(CHAIN)
    }

    fn paragraph_chain<'s>(&'s self, p: &ParagraphProperties) -> impl Iterator<Item = &'s Style> + use<'s> {
        self.chain(p.style.as_deref().filter(|id| self.styles.contains_key(*id)).or(self.normal.as_deref()))
    }

    /// Whether the paragraph is centred.
    pub fn is_centred(&self, p: &ParagraphProperties) -> bool {
        p.centred.or_else(|| self.paragraph_chain(p).find_map(|s| s.paragraph.centred)).unwrap_or(false)
    }

    /// Heading level of the paragraph, 1 to 6, or 0.
    pub fn heading(&self, p: &ParagraphProperties) -> u8 {
        let by_style = || self.paragraph_chain(p).find_map(|s| s.paragraph.outline.or(s.heading.map(|h| h - 1)));
        // Outline level 9 is body text.
        match p.outline.or_else(by_style) {
            Some(level @ 0..=8) => (level + 1).min(6),
            _ => 0,
        }
    }

    /// List and level the paragraph is numbered by; list 0 takes a style's numbering away.
    pub fn numbering<'s>(&'s self, p: &'s ParagraphProperties) -> Option<(i64, Option<usize>, Option<&'s str>)> {
        let (list, level, style) = match p.list {
            Some(list) => (list, p.level.or(Some(0)), None),
            None => {
                let mut id = p.style.as_deref().or(self.normal.as_deref())?;
                let mut left = CHAIN;
                loop {
                    let style = self.styles.get(id)?;
                    if let Some(list) = style.paragraph.list {
                        break (list, p.level.or(style.paragraph.level), Some(id));
                    }
                    left = left.checked_sub(1)?;
                    id = style.based_on.as_deref()?;
                }
            }
        };
        (list != 0).then_some((list, level, style))
    }

    /// What the nearest place says: the run, its style, the style of the paragraph, the defaults.
    fn inherited<T>(
        &self,
        p: &ParagraphProperties,
        run: &RunProperties,
        field: fn(&RunProperties) -> Option<T>,
    ) -> Option<T> {
        field(run)
            .or_else(|| self.chain(run.style.as_deref()).find_map(|s| field(&s.run)))
            .or_else(|| self.paragraph_chain(p).find_map(|s| field(&s.run)))
            .or_else(|| field(&self.defaults))
    }

    /// What a run with properties `run` in a paragraph with properties `p` looks like.
    pub fn resolve(&self, p: &ParagraphProperties, run: &RunProperties) -> Resolved {
        let toggle = |field: fn(&RunProperties) -> Option<bool>| {
            field(run).unwrap_or_else(|| {
                // Bold text in a bold paragraph style stands out by not being bold: the two cancel.
                let paragraph = self.paragraph_chain(p).find_map(|s| field(&s.run)).unwrap_or(false);
                let own = self.chain(run.style.as_deref()).find_map(|s| field(&s.run)).unwrap_or(false);
                (paragraph ^ own) || field(&self.defaults).unwrap_or(false)
            })
        };
        let raised = self.inherited(p, run, |r| r.raised);
        let typeface = self.inherited(p, run, |r| r.typeface);
        Resolved {
            look: Look {
                bold: toggle(|r| r.bold),
                italic: toggle(|r| r.italic),
                capitals: toggle(|r| r.capitals),
                raised: raised.unwrap_or(false),
                typeface: typeface.unwrap_or_default(),
            },
            hidden: toggle(|r| r.hidden),
        }
    }
}

/// The built-in names are English in every language version of Word.
fn heading_of_name(name: &str) -> Option<u8> {
    let level = name.to_ascii_lowercase().strip_prefix("heading ")?.trim().parse().ok()?;
    (1..=9).contains(&level).then_some(level)
}

/// Reads a `w:rPr` whose start was just read.
///
/// # Errors
/// Where the part is not well-formed.
pub fn run_properties(xml: &mut Xml<'_>) -> Result<RunProperties, Error> {
    let depth = xml.depth();
    let mut run = RunProperties::default();
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name() {
            "b" => run.bold = Some(element.is_on()),
            "i" => run.italic = Some(element.is_on()),
            "caps" => run.capitals = Some(element.is_on()),
            "vanish" => run.hidden = Some(element.is_on()),
            "vertAlign" => run.raised = Some(element.value().as_deref() == Some("superscript")),
            "rFonts" => {
                // Letters beyond ASCII are set in the second.
                let name = element.attribute("hAnsi").or_else(|| element.attribute("ascii"));
                run.typeface = name.map(|n| Typeface::named(&n)).or(run.typeface);
            }
            "rStyle" => run.style = element.value(),
            "del" | "moveFrom" => run.gone = true,
            // The properties before a tracked change.
            "rPrChange" => xml.skip(xml.depth())?,
            _ => {}
        }
    }
    Ok(run)
}

/// Reads a `w:pPr` whose start was just read.
///
/// # Errors
/// Where the part is not well-formed.
pub fn paragraph_properties(xml: &mut Xml<'_>) -> Result<ParagraphProperties, Error> {
    let depth = xml.depth();
    let mut p = ParagraphProperties::default();
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name() {
            "pStyle" => p.style = element.value(),
            "jc" => p.centred = Some(element.value().as_deref() == Some("center")),
            "outlineLvl" => p.outline = element.value().and_then(|v| v.parse().ok()),
            "numId" => p.list = element.value().and_then(|v| v.parse().ok()),
            "ilvl" => p.level = element.value().and_then(|v| v.parse().ok()),
            "rPr" => p.mark = run_properties(xml)?,
            "pPrChange" | "sectPr" => xml.skip(xml.depth())?,
            _ => {}
        }
    }
    Ok(p)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles() -> Styles {
        Styles::read(
            r#"<w:styles xmlns:w="w">
              <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>
              <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
              <w:style w:type="paragraph" w:styleId="DeMuc"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
                <w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
              <w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="DeMuc"/>
                <w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
              <w:style w:type="character" w:styleId="Dam"><w:rPr><w:b/></w:rPr></w:style>
              <w:style w:type="paragraph" w:styleId="Vong"><w:basedOn w:val="Vong"/></w:style>
            </w:styles>"#,
        )
        .unwrap()
    }

    fn of(style: &str) -> ParagraphProperties {
        ParagraphProperties { style: Some(style.to_owned()), ..ParagraphProperties::default() }
    }

    #[test]
    fn styles_pass_on_what_they_are_based_on() {
        let s = styles();
        assert_eq!((s.heading(&of("DeMuc")), s.heading(&of("Con")), s.heading(&of("Normal"))), (2, 0, 0));
        assert!(s.is_centred(&of("Con")));
        assert!(s.resolve(&of("Con"), &RunProperties::default()).look.bold);
    }

    #[test]
    fn bold_in_bold_cancels_and_the_run_itself_decides() {
        let s = styles();
        let in_bold = RunProperties { style: Some("Dam".into()), ..RunProperties::default() };
        assert!(!s.resolve(&of("DeMuc"), &in_bold).look.bold);
        assert!(s.resolve(&of("Normal"), &in_bold).look.bold);
        let off = RunProperties { bold: Some(false), ..RunProperties::default() };
        assert!(!s.resolve(&of("DeMuc"), &off).look.bold);
    }

    #[test]
    fn a_ring_of_styles_ends() {
        let s = styles();
        assert_eq!(s.heading(&of("Vong")), 0);
        assert!(s.numbering(&of("Vong")).is_none());
    }
}
