//! Which text box hangs on which character of the body.
//!
//! Drawing 1026 at character 40, text of box 1026 from 0 to 8 → the box belongs to the paragraph of character 40.

use super::file::{Described, File, u32_at};
use std::collections::BTreeMap;
use std::ops::Range;

/// A stretch of the text of boxes, by the position of its anchor in the body.
#[derive(Debug, Default)]
pub struct Anchors {
    /// Boxes by the position they hang on.
    pub anchored: BTreeMap<u32, Vec<Range<u32>>>,
    /// Boxes whose drawing hangs nowhere in the body: those in groups of drawings.
    pub loose: Vec<Range<u32>>,
}

/// Reads the anchors. The ranges count from the beginning of the text of boxes.
pub fn read(file: &File) -> Anchors {
    let drawings = file.described(Described::Drawings);
    let count = drawings.len().saturating_sub(4) / 30;
    let mut positions = BTreeMap::new();
    for i in 0..count {
        if let (Some(position), Some(drawing)) = (u32_at(drawings, 4 * i), u32_at(drawings, 4 * (count + 1) + 26 * i)) {
            positions.insert(drawing, position);
        }
    }
    let boxes = file.described(Described::Boxes);
    let count = boxes.len().saturating_sub(4) / 26;
    let mut anchors = Anchors::default();
    // The last stretch is an end without a box.
    for i in 0..count.saturating_sub(1) {
        let (Some(start), Some(end)) = (u32_at(boxes, 4 * i), u32_at(boxes, 4 * i + 4)) else { break };
        let drawing = u32_at(boxes, 4 * (count + 1) + 22 * i + 14).unwrap_or(0);
        if start < end {
            match positions.get(&drawing) {
                Some(position) => anchors.anchored.entry(*position).or_default().push(start..end),
                None => anchors.loose.push(start..end),
            }
        }
    }
    anchors
}
