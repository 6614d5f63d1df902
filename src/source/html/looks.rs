//! What an element is for the walk, and what its attributes say about looks.
//!
//! `<td align="center" style="font-weight:700">` → a cell, centred, bold.

use super::tags::{Attributes, Name};
use html5ever::{LocalName, QualName, local_name, ns};

/// What the walk does with an element.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Part of a line.
    Inline,
    /// Begins and ends lines.
    Block,
    /// A heading of this level.
    Heading(u8),
    /// A list: its items are one level deeper.
    List,
    /// An item of a list.
    Item,
    /// A line break.
    Break,
    /// A table.
    Table,
    /// A table that only arranges the page; told by its content, not by its name.
    Layout,
    /// Something to press.
    Button,
    /// A table row.
    Row,
    /// A table cell; true for a header cell.
    Cell(bool),
    /// Groups rows, shows nothing itself.
    Rows,
    /// Bold by its name.
    Bold,
    /// Italic by its name.
    Italic,
    /// Raised: an exponent or a mark of a footnote.
    Raised,
    /// A link.
    Link,
    /// Not shown, or not text.
    Unseen,
}

/// The kind of an element by its name.
pub(super) fn kind(name: &QualName) -> Kind {
    if name.ns == ns!(svg) {
        return Kind::Unseen;
    }
    match name.local {
        local_name!("span") | local_name!("font") | local_name!("u") => Kind::Inline,
        local_name!("b") | local_name!("strong") => Kind::Bold,
        local_name!("i") | local_name!("em") | local_name!("cite") | local_name!("dfn") | local_name!("var") => {
            Kind::Italic
        }
        local_name!("a") => Kind::Link,
        local_name!("br") => Kind::Break,
        local_name!("sup") => Kind::Raised,
        local_name!("table") => Kind::Table,
        local_name!("tr") => Kind::Row,
        local_name!("td") => Kind::Cell(false),
        local_name!("th") => Kind::Cell(true),
        local_name!("tbody") | local_name!("thead") | local_name!("tfoot") => Kind::Rows,
        local_name!("ul") | local_name!("ol") | local_name!("menu") | local_name!("dir") => Kind::List,
        local_name!("li") => Kind::Item,
        local_name!("h1") => Kind::Heading(1),
        local_name!("h2") => Kind::Heading(2),
        local_name!("h3") => Kind::Heading(3),
        local_name!("h4") => Kind::Heading(4),
        local_name!("h5") => Kind::Heading(5),
        local_name!("h6") => Kind::Heading(6),
        local_name!("p")
        | local_name!("div")
        | local_name!("section")
        | local_name!("article")
        | local_name!("main")
        | local_name!("header")
        | local_name!("footer")
        | local_name!("nav")
        | local_name!("aside")
        | local_name!("address")
        | local_name!("blockquote")
        | local_name!("center")
        | local_name!("caption")
        | local_name!("dl")
        | local_name!("dt")
        | local_name!("dd")
        | local_name!("details")
        | local_name!("summary")
        | local_name!("dialog")
        | local_name!("fieldset")
        | local_name!("legend")
        | local_name!("figure")
        | local_name!("figcaption")
        | local_name!("form")
        | local_name!("hgroup")
        | local_name!("hr")
        | local_name!("html")
        | local_name!("body")
        | local_name!("listing")
        | local_name!("plaintext")
        | local_name!("pre")
        | local_name!("search")
        | local_name!("xmp") => Kind::Block,
        local_name!("button") => Kind::Button,
        local_name!("script")
        | local_name!("style")
        | local_name!("template")
        | local_name!("head")
        | local_name!("noscript")
        | local_name!("iframe")
        | local_name!("noembed")
        | local_name!("noframes")
        | local_name!("object")
        | local_name!("embed")
        | local_name!("audio")
        | local_name!("video")
        | local_name!("canvas")
        | local_name!("select")
        | local_name!("datalist")
        | local_name!("input")
        | local_name!("textarea")
        | local_name!("img")
        | local_name!("map")
        | local_name!("colgroup")
        | local_name!("col")
        | local_name!("link")
        | local_name!("meta")
        | local_name!("title")
        | local_name!("base")
        | local_name!("rp")
        // What was struck from a draft: `<del>5%</del><ins>3%</ins>`.
        | local_name!("del") => Kind::Unseen,
        _ => Kind::Inline,
    }
}

/// What the attributes of an element say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Looks<'a> {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    /// What `style` says; on an element, what all of them say.
    pub(super) centred: Option<bool>,
    align: Option<bool>,
    centre_class: bool,
    pub(super) raised: bool,
    pub(super) hidden: bool,
    /// Line breaks of the source are shown; `Some(false)` where they are not again.
    pub(super) lines: Option<bool>,
    /// It is a note, or a box of notes.
    pub(super) footnote: bool,
    pub(super) rowspan: u32,
    pub(super) colspan: u32,
    pub(super) class: &'a str,
    pub(super) id: &'a str,
    pub(super) role: &'a str,
    pub(super) href: &'a str,
}

impl<'a> Looks<'a> {
    /// Reads the attributes of an element, whatever its name.
    pub(super) fn of(attributes: &'a Attributes<'_>) -> Looks<'a> {
        let mut looks = Looks { rowspan: 1, colspan: 1, ..Looks::default() };
        for (name, value) in attributes.iter() {
            match name {
                Name::Style => declarations(value, &mut looks),
                Name::Class => looks.class = value,
                Name::Id => looks.id = value,
                Name::Role => looks.role = value,
                Name::Href => looks.href = value,
                Name::Align => looks.align = Some(value.trim().eq_ignore_ascii_case("center")),
                Name::Hidden => looks.hidden = true,
                Name::Rowspan => looks.rowspan = span(value),
                Name::Colspan => looks.colspan = span(value),
                Name::Content | Name::Property | Name::Rel => {}
            }
        }
        looks.footnote |= is_note(looks.id, looks.class, looks.role);
        if looks.class.contains("FootnoteReference") || looks.class.contains("EndnoteReference") {
            looks.raised = true;
        }
        let centred = |class: &str| matches!(class, "text-center" | "center" | "aligncenter" | "align-center");
        looks.centre_class = looks.class.contains("center") && looks.class.split_ascii_whitespace().any(centred);
        looks
    }

    /// The same on an element of this name.
    pub(super) fn on(mut self, name: &LocalName) -> Looks<'a> {
        // A table's `align` places the table, not its text.
        if *name != local_name!("table") {
            self.centred = self.centred.or(self.align);
        }
        self.centred = self.centred.or(self.centre_class.then_some(true));
        if matches!(*name, local_name!("pre") | local_name!("listing") | local_name!("xmp") | local_name!("plaintext"))
        {
            self.lines = self.lines.or(Some(true));
        }
        self
    }
}

/// Notes as Word, LibreOffice and e-book makers mark them: `<div id="ftn1">`, `<div id="sdfootnote1">`,
/// `class="MsoFootnoteText"`, `role="doc-footnote"`.
fn is_note(id: &str, class: &str, role: &str) -> bool {
    let by_id = || {
        let id = id.trim_start_matches("id").trim_start_matches('_');
        let rest = ["ftn", "edn", "sdfootnote", "sdendnote"].iter().find_map(|start| id.strip_prefix(start));
        rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    !id.is_empty() && by_id()
        || class.contains("MsoFootnoteText")
        || class.contains("MsoEndnoteText")
        || matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes")
}

/// `rowspan="2"` → 2; anything that is no number is 1.
fn span(value: &str) -> u32 {
    let digits = value.trim().bytes().take_while(u8::is_ascii_digit).take(4);
    digits.fold(None, |n: Option<u32>, d| Some(n.unwrap_or(0) * 10 + u32::from(d - b'0'))).unwrap_or(1)
}

/// The declarations of a `style` attribute that matter here.
fn declarations(style: &str, looks: &mut Looks<'_>) {
    for declaration in style.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let property = property.trim();
        // Word writes dozens of other properties into each paragraph: the first letter and the length tell most apart.
        let known = matches!(
            (property.as_bytes().first(), property.len()),
            (Some(b'f' | b'F'), 4 | 10 | 11)
                | (Some(b't' | b'T' | b'v' | b'V'), 10)
                | (Some(b'd' | b'D'), 7)
                | (Some(b'v' | b'V'), 14)
                | (Some(b'm' | b'M'), 8 | 11)
                | (Some(b'w' | b'W'), 11)
        );
        if !known {
            continue;
        }
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is = |word: &str| value.eq_ignore_ascii_case(word);
        match property.to_ascii_lowercase().as_str() {
            "font-weight" => {
                looks.bold = Some(is("bold") || is("bolder") || value.parse::<u32>().is_ok_and(|w| w >= 600));
            }
            "font-style" => looks.italic = Some(is("italic") || is("oblique")),
            "font" => {
                let has = |word: &str| value.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case(word));
                looks.bold = Some(has("bold") || has("700"));
                looks.italic = Some(has("italic"));
            }
            "text-align" => looks.centred = Some(is("center") || is("-webkit-center")),
            "display" => looks.hidden |= is("none"),
            "visibility" => looks.hidden |= is("hidden") || is("collapse"),
            "mso-element" => looks.footnote |= is("footnote") || is("endnote"),
            "white-space" => looks.lines = Some(is("pre") || is("pre-line") || is("pre-wrap") || is("break-spaces")),
            "mso-hide" => looks.hidden |= is("all"),
            "vertical-align" => looks.raised |= is("super"),
            _ => {}
        }
    }
}
