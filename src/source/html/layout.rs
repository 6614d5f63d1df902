//! Tables that only arrange a page: old portals put the whole plan into one cell, its real tables inside.
//!
//! `<table><tr><td>menu</td><td>…the plan, with tables…</td></tr></table>` → no table; the plan's own tables stay.

use super::looks::{Kind, kind};
use ego_tree::NodeRef;
use scraper::Node;

/// Paragraphs in one cell beside a nested table, or alone, from which on it holds a text and not a value.
const PARAGRAPHS_BESIDE_TABLE: u32 = 5;
const PARAGRAPHS_ALONE: u32 = 15;
/// Letters in a cell from which on paragraphs count.
const LETTERS_ALONE: usize = 3000;
/// Cells up to which a table is suspected at all when it has no table inside.
const CELLS: u32 = 6;

/// Whether a table only arranges what is in it. Looks at each node once for the table it stands in directly, so all
/// calls together cost one pass.
pub(super) fn is_layout(table: NodeRef<'_, Node>) -> bool {
    if table.value().as_element().and_then(|e| e.attr("role")).is_some_and(|r| matches!(r, "presentation" | "none")) {
        return true;
    }
    let mut cells = 0;
    let mut cell = CellCount::default();
    let mut nested_anywhere = false;
    let mut text_with_table = false;
    let mut long_text = false;
    let mut outside_nested = 0;
    let mut node = table.first_child();
    while let Some(at) = node {
        let mut below = true;
        match at.value() {
            Node::Text(text) => {
                let letters = text.trim().len();
                cell.letters += letters;
                outside_nested += letters;
            }
            Node::Element(element) => match kind(element) {
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
        node = at.first_child().filter(|_| below).or_else(|| {
            let mut up = at;
            loop {
                if up.id() == table.id() {
                    return None;
                }
                if let Some(sibling) = up.next_sibling() {
                    return Some(sibling);
                }
                up = up.parent()?;
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
