//! Typefaces that draw other letters than their characters name: those made before Unicode reached Vietnam.
//!
//! `Uû ban nh©n d©n` in `.VnTime` → `Uỷ ban nhân dân`; the same in Times New Roman stays as it is.

use super::{Item, Piece};
use crate::source::encoding::charset::{self, Charset};
use crate::source::encoding::{repair, repair_run};
use std::borrow::Cow;
use std::ops::ControlFlow;

/// What the characters of a run mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Typeface {
    /// What Unicode says.
    #[default]
    Unicode,
    /// TCVN3: `.VnTime` and its kin.
    Abc,
    /// TCVN3, small letters drawn as capitals: `.VnTimeH`.
    AbcCapitals,
    /// VNI: `VNI-Times`.
    Vni,
}

impl Typeface {
    /// The kind of typeface its name tells.
    pub fn named(name: &str) -> Typeface {
        let name = name.trim();
        let starts = |mark: &str| name.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
        if starts(".vn") {
            if name.ends_with('H') { Typeface::AbcCapitals } else { Typeface::Abc }
        } else if starts("vni-") {
            Typeface::Vni
        } else {
            Typeface::Unicode
        }
    }

    /// The letters that are seen where `text` is set in it. Where the name of the typeface tells nothing the words
    /// themselves may: a theme or a style lost on the way names another.
    pub fn read(self, text: &str) -> Cow<'_, str> {
        let read = match self {
            Typeface::Unicode => repair(text).map(|r| r.text),
            Typeface::Abc => repair_run(text, ".VnTime"),
            Typeface::AbcCapitals => repair_run(text, ".VnTimeH"),
            Typeface::Vni => repair_run(text, "VNI-Times"),
        };
        read.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

/// Runs whose words tell their table, from which on a document without typefaces is taken to be in it.
const ENOUGH: usize = 3;

/// Gives the runs of a document that lost the names of its typefaces the one that its words tell. Words too short to tell
/// anything (`Sè`, `N¨m`) then go with the others; a single letter that only Unicode has leaves all as it is.
pub fn settle(items: &mut [Item]) {
    let unicode = |piece: &Piece| piece.look.typeface == Typeface::Unicode;
    let (mut abc, mut vni) = (0, 0);
    let told = visit(items, &mut |piece| {
        if unicode(piece) && piece.text.chars().any(|c| c.is_alphabetic() && charset::byte(c).is_none()) {
            return ControlFlow::Break(());
        }
        match repair(&piece.text).filter(|_| unicode(piece)).map(|r| r.charset) {
            Some(Charset::Tcvn3) => abc += 1,
            Some(Charset::Vni) => vni += 1,
            Some(_) => return ControlFlow::Break(()),
            None => {}
        }
        ControlFlow::Continue(())
    });
    let settled = match (told, abc, vni) {
        (ControlFlow::Continue(()), ENOUGH.., 0) => Typeface::Abc,
        (ControlFlow::Continue(()), 0, ENOUGH..) => Typeface::Vni,
        _ => return,
    };
    let _ = visit(items, &mut |piece| {
        if unicode(piece) {
            piece.look.typeface = settled;
        }
        ControlFlow::Continue(())
    });
}

/// Looks at every run until told to stop.
fn visit(items: &mut [Item], look: &mut dyn FnMut(&mut Piece) -> ControlFlow<()>) -> ControlFlow<()> {
    items.iter_mut().try_for_each(|item| match item {
        Item::Paragraph(paragraph) => paragraph.pieces.iter_mut().try_for_each(&mut *look),
        Item::Table(table) => {
            let mut cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
            cells.try_for_each(|cell| visit(&mut cell.items, look))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_their_typeface_draws_them() {
        let read = |name, text| Typeface::named(name).read(text).into_owned();
        assert_eq!(read(".VnTime", "§é che phñ rõng ®¹t 41%"), "Độ che phủ rừng đạt 41%");
        assert_eq!(read(".VnTimeH", "kÕ ho¹ch"), "KẾ HOẠCH");
        assert_eq!(read("VNI-Times", "xaõ An Laïc"), "xã An Lạc");
        assert_eq!(read(".VnTime", "hộ nghèo còn 2%"), "hộ nghèo còn 2%", "Unicode pasted over it");
        assert_eq!(read("Times New Roman", "Café 25 m² ± 1"), "Café 25 m² ± 1");
    }
    #[test]
    fn a_document_without_typefaces_is_in_the_table_its_words_tell() {
        let settled = |words: &[&str]| {
            let piece = |text: &&str| {
                let place = crate::document::Place::Bytes { start: 0, end: 0 };
                let pieces = vec![Piece { text: text.to_string(), look: crate::source::word::Look::default(), place }];
                Item::Paragraph(crate::source::word::Paragraph { pieces, ..Default::default() })
            };
            let mut items: Vec<Item> = words.iter().map(piece).collect();
            settle(&mut items);
            let read = |item: &Item| match item {
                Item::Paragraph(p) => p.pieces[0].look.typeface.read(&p.pieces[0].text).into_owned(),
                Item::Table(_) => String::new(),
            };
            items.iter().map(read).collect::<Vec<_>>().join("|")
        };
        let lines = ["Uû ban nh©n d©n", "N¨m", "§µn tr©u ®¹t", "tû lÖ hé nghÌo", "Sè: 12"];
        assert_eq!(settled(&lines), "Uỷ ban nhân dân|Năm|Đàn trâu đạt|tỷ lệ hộ nghèo|Số: 12");
        assert_eq!(settled(&["Uû ban nh©n d©n", "Sè: 12"]), "Uỷ ban nhân dân|Sè: 12");
        assert_eq!(
            settled(&["Uû ban nh©n d©n", "§µn tr©u ®¹t", "tû lÖ hé nghÌo", "là", "số"]),
            "Uỷ ban nhân dân|Đàn trâu đạt|tỷ lệ hộ nghèo|là|số"
        );
    }
}
