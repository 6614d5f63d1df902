//! Tables that only arrange a page: old portals put the whole plan into one cell, its real tables inside.
//!
//! `<table><tr><td>menu</td><td>…the plan, with tables…</td></tr></table>` → no table; the plan's own tables stay.

use super::looks::Kind;
use super::tags::Name;
use super::tree::{NodeId, Tree, Value};

/// Paragraphs in one cell beside a nested table, or alone, from which on it holds a text and not a value.
const PARAGRAPHS_BESIDE_TABLE: u32 = 5;
const PARAGRAPHS_ALONE: u32 = 15;
/// Letters in a cell from which on paragraphs count.
const LETTERS_ALONE: usize = 3000;
/// Cells up to which a table is suspected at all when it has no table inside.
const CELLS: u32 = 6;

/// Whether a table only arranges what is in it. Looks at each node once for the table it stands in directly, so all
/// calls together cost one pass.
pub(super) fn is_layout(tree: &Tree<'_>, table: NodeId) -> bool {
    if let Value::Element(element) = tree.value(table)
        && matches!(tree.attributes(element).get(Name::Role), Some("presentation" | "none"))
    {
        return true;
    }
    let mut cells = 0;
    let mut cell = CellCount::default();
    let mut nested_anywhere = false;
    let mut text_with_table = false;
    let mut long_text = false;
    let mut outside_nested = 0;
    let mut node = tree.first_child(table);
    while let Some(at) = node {
        let mut below = true;
        match tree.value(at) {
            Value::Text(first, _) => {
                let letters = letters(tree, *first);
                cell.letters += letters;
                outside_nested += letters;
            }
            Value::Element(element) => match element.kind {
                Kind::Cell(_) => {
                    cell.end(&mut text_with_table, &mut long_text);
                    cells += 1;
                }
                Kind::Table => {
                    nested_anywhere = true;
                    cell.tables += 1;
                    below = false;
                }
                Kind::Block | Kind::Break | Kind::Heading(_) | Kind::Item => cell.paragraphs += 1,
                Kind::Unseen => below = false,
                _ => {}
            },
            _ => below = false,
        }
        node = tree.first_child(at).filter(|_| below).or_else(|| {
            let mut up = at;
            loop {
                if up == table {
                    return None;
                }
                if let Some(sibling) = tree.next_sibling(up) {
                    return Some(sibling);
                }
                up = tree.parent(up)?;
            }
        });
    }
    cell.end(&mut text_with_table, &mut long_text);
    match cells {
        0 => false,
        1 => true,
        _ if nested_anywhere => text_with_table || outside_nested < 40,
        _ => cells <= CELLS && long_text,
    }
}

/// Length of a text, blanks around it left out.
fn letters(tree: &Tree<'_>, first: u32) -> usize {
    let (mut length, mut end) = (0, 0);
    for (part, _) in tree.parts(first) {
        let words = if length == 0 { part.trim_start() } else { part };
        length += words.len();
        if !words.trim_end().is_empty() {
            end = length - (words.len() - words.trim_end().len());
        }
    }
    end
}

#[derive(Default)]
struct CellCount {
    letters: usize,
    paragraphs: u32,
    tables: u32,
}

impl CellCount {
    fn end(&mut self, text_with_table: &mut bool, long_text: &mut bool) {
        *text_with_table |= self.tables > 1 || self.tables == 1 && self.paragraphs >= PARAGRAPHS_BESIDE_TABLE;
        *long_text |= self.paragraphs >= PARAGRAPHS_ALONE && self.letters >= LETTERS_ALONE;
        *self = CellCount::default();
    }
}
