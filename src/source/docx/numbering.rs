//! The lists a DOCX defines, read from `word/numbering.xml`.
//!
//! `<w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>` → a first level that prints `I.`, `II.`

use super::xml::{Node, Xml};
use crate::error::Error;
use crate::source::word::numbering::{Abstract, Level, List, Numbering};

/// Reads `word/numbering.xml`.
///
/// # Errors
/// Where the part is not well-formed.
pub fn read(text: &str) -> Result<Numbering, Error> {
    let mut xml = Xml::new(text, "word/numbering.xml");
    let mut numbering = Numbering::default();
    while let Some(node) = xml.next()? {
        let Node::Start(element) = node else { continue };
        let id = |name| element.attribute(name).and_then(|v| v.parse().ok());
        match element.name() {
            "abstractNum" => {
                let definition = read_abstract(&mut xml)?;
                numbering.define(id("abstractNumId").unwrap_or(-1), definition);
            }
            "num" => {
                let list = read_list(&mut xml)?;
                numbering.add(id("numId").unwrap_or(-1), list);
            }
            _ => {}
        }
    }
    numbering.follow_links();
    Ok(numbering)
}

fn read_abstract(xml: &mut Xml<'_>) -> Result<Abstract, Error> {
    let depth = xml.depth();
    let mut definition = Abstract::default();
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name() {
            "lvl" => {
                let at = element.attribute("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0);
                definition.levels.insert(at, read_level(xml)?);
            }
            "styleLink" => definition.style_link = element.value(),
            "numStyleLink" => definition.num_style_link = element.value(),
            _ => {}
        }
    }
    Ok(definition)
}

fn read_list(xml: &mut Xml<'_>) -> Result<List, Error> {
    let depth = xml.depth();
    let mut list = List { base: -1, ..List::default() };
    let mut overridden = 0;
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        let number = element.value().and_then(|v| v.parse::<i64>().ok());
        match element.name() {
            "abstractNumId" => list.base = number.unwrap_or(-1),
            "lvlOverride" => overridden = element.attribute("ilvl").and_then(|v| v.parse().ok()).unwrap_or(0),
            "startOverride" => {
                list.starts.insert(overridden, number.and_then(|n| n.try_into().ok()).unwrap_or(1));
            }
            "lvl" => {
                list.levels.insert(overridden, read_level(xml)?);
            }
            _ => {}
        }
    }
    Ok(list)
}

fn read_level(xml: &mut Xml<'_>) -> Result<Level, Error> {
    let depth = xml.depth();
    let mut level = Level::default();
    while xml.depth() >= depth {
        let Some(node) = xml.next()? else { break };
        let Node::Start(element) = node else { continue };
        match element.name() {
            "start" => level.start = element.value().and_then(|v| v.parse().ok()),
            // A format of a newer Word stands before its fallback: the last one told is the one all know.
            "numFmt" => level.format = element.value().unwrap_or_default(),
            "lvlText" => level.text = element.value().unwrap_or_default(),
            "lvlRestart" => level.restart = element.value().and_then(|v| v.parse().ok()),
            "isLgl" => level.legal = element.is_on(),
            "pStyle" => level.style = element.value(),
            "rPr" | "pPr" => xml.skip(xml.depth())?,
            _ => {}
        }
    }
    Ok(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering() -> Numbering {
        let level = |at, format, text, more| {
            format!(
                r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>"#
            )
        };
        read(&format!(
            r#"<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7">{}{}{}{}</w:abstractNum>
            <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
            <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            </w:numbering>"#,
            level(0, "upperRoman", "%1.", r#"<w:pStyle w:val="Muc"/>"#),
            level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
            level(2, "lowerLetter", "%3)", ""),
            level(3, "bullet", "\u{f0b7}", "")
        ))
        .unwrap()
    }

    #[test]
    fn numbers_are_counted_as_printed() {
        let mut n = numbering();
        let mut next = |list, level| n.count(list, Some(level), None).unwrap().text;
        assert_eq!([next(1, 0), next(1, 1), next(1, 1), next(1, 2)], ["I.", "1.1.", "1.2.", "a)"]);
        assert_eq!([next(1, 0), next(1, 1), next(1, 2), next(1, 3)], ["II.", "2.1.", "a)", "-"]);
        assert_eq!([next(2, 0), next(1, 0)], ["V.", "VI."], "an override starts anew, once; the count is shared");
    }

    #[test]
    fn a_style_knows_its_level_and_an_unknown_list_prints_nothing() {
        let mut n = numbering();
        assert_eq!(n.count(1, None, Some("Muc")).unwrap().text, "I.");
        assert_eq!(n.count(9, Some(0), None), None);
        assert_eq!(n.count(1, Some(8), None), None, "a level without definition");
    }
}
