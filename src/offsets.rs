//! The way back from byte offsets of decoded text to byte offsets of the file.
//!
//! `§¹t` in TCVN3 (3 bytes) is `Đạt` (6 bytes): decoded offset 5, the `t`, leads to file offset 2.

/// Leads from byte offsets of decoded text back to byte offsets of the file.
///
/// The map is a list of one-byte codes in text order, each for a character that changed its length or for a stretch
/// copied as it was, with a checkpoint every `STEP` codes: about one byte of memory a changed character,
/// and a look-up that reads at most that many codes whatever the size of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    codes: Vec<u8>,
    /// (decoded offset, file offset) before code `i * STEP`.
    checkpoints: Vec<(u64, u64)>,
    /// (decoded offset, file offset) behind the last code.
    end: (u64, u64),
}

/// Set in codes of copied stretches; the other bits are their length less one. In other codes bits 4 to 6 are
/// the bytes of the decoded text and bits 0 to 3 those of the file.
const COPIED: u8 = 0x80;

/// What one code stands for: bytes of decoded text, bytes of the file, and whether each is a copy of the other.
#[derive(Clone, Copy)]
struct Unit {
    decoded: u64,
    file: u64,
    copied: bool,
}

impl Unit {
    fn of(code: u8) -> Unit {
        if code & COPIED != 0 {
            let n = u64::from(code & !COPIED) + 1;
            Unit { decoded: n, file: n, copied: true }
        } else {
            Unit { decoded: u64::from(code >> 4), file: u64::from(code & 15), copied: false }
        }
    }
}

impl OffsetMap {
    const STEP: usize = 64;

    /// The next `bytes` bytes are the same on both sides.
    pub fn copied(&mut self, bytes: u64) {
        let mut left = bytes;
        if let Some(last) = self.codes.last_mut().filter(|c| **c & COPIED != 0) {
            let more = left.min(u64::from(!*last));
            *last += more as u8;
            self.end = (self.end.0 + more, self.end.1 + more);
            left -= more;
        }
        while left > 0 {
            let n = left.min(128);
            self.push(COPIED | (n - 1) as u8, n, n);
            left -= n;
        }
    }

    /// The next `decoded` bytes of text, a whole character, were made from the next `file` bytes.
    pub fn changed(&mut self, decoded: u64, file: u64) {
        let (mut decoded, mut file) = (decoded, file);
        while decoded > 0 || file > 0 {
            let (d, f) = (decoded.min(7), file.min(15));
            self.push((d << 4 | f) as u8, d, f);
            (decoded, file) = (decoded - d, file - f);
        }
    }

    /// The file offset of a decoded offset. Within a changed character it is the offset of its start.
    pub fn file(&self, decoded: u64) -> u64 {
        if decoded >= self.end.0 {
            return self.end.1 + (decoded - self.end.0);
        }
        let Some(i) = self.checkpoints.partition_point(|(d, _)| *d <= decoded).checked_sub(1) else { return decoded };
        let (mut at, mut file) = self.checkpoints[i];
        for &code in &self.codes[i * Self::STEP..] {
            let unit = Unit::of(code);
            if decoded < at + unit.decoded {
                return if unit.copied { file + (decoded - at) } else { file };
            }
            (at, file) = (at + unit.decoded, file + unit.file);
        }
        file
    }

    /// The map over two steps: `self` leads from the newest text to a middle one, `inner` from that to the file.
    pub fn through(&self, inner: &OffsetMap) -> OffsetMap {
        let mut out = OffsetMap::default();
        let mut walk = Walk { codes: inner.codes.iter(), open: None };
        for &code in &self.codes {
            let unit = Unit::of(code);
            if unit.copied {
                walk.advance(unit.file, |part| {
                    if part.copied { out.copied(part.file) } else { out.changed(part.decoded, part.file) }
                });
            } else {
                let mut file = 0;
                walk.advance(unit.file, |part| file += part.file);
                out.changed(unit.decoded, file);
            }
        }
        out
    }

    fn push(&mut self, code: u8, decoded: u64, file: u64) {
        if self.codes.len().is_multiple_of(Self::STEP) {
            self.checkpoints.push(self.end);
        }
        self.codes.push(code);
        self.end = (self.end.0 + decoded, self.end.1 + file);
    }
}

/// A walk over the codes of a map by bytes of its decoded text.
struct Walk<'a> {
    codes: std::slice::Iter<'a, u8>,
    /// What is left of a unit that the last step ended in.
    open: Option<Unit>,
}

impl Walk<'_> {
    /// Goes `bytes` of decoded text on and hands out the parts passed. Behind the last code all is copied.
    fn advance(&mut self, bytes: u64, mut part: impl FnMut(Unit)) {
        let mut left = bytes;
        while left > 0 {
            let Some(unit) = self.open.take().or_else(|| self.codes.next().map(|c| Unit::of(*c))) else {
                return part(Unit { decoded: left, file: left, copied: true });
            };
            if unit.decoded <= left {
                part(unit);
                left -= unit.decoded;
            } else if unit.copied {
                part(Unit { decoded: left, file: left, copied: true });
                self.open = Some(Unit { decoded: unit.decoded - left, file: unit.file - left, copied: true });
                left = 0;
            } else {
                part(Unit { decoded: left, file: unit.file, copied: false });
                self.open = Some(Unit { decoded: unit.decoded - left, file: 0, copied: false });
                left = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_over_changed_and_copied_stretches() {
        let mut map = OffsetMap::default();
        map.changed(0, 3);
        map.changed(2, 1);
        map.copied(300);
        map.changed(3, 20);
        map.copied(1);
        assert_eq!(map.file(0), 3);
        assert_eq!(map.file(1), 3, "within a character: its start");
        assert_eq!(map.file(2), 4);
        assert_eq!(map.file(250), 252);
        assert_eq!(map.file(302), 304);
        assert_eq!(map.file(305), 324);
        assert_eq!(map.file(306), 325, "the end");
        assert_eq!(OffsetMap::default().file(7), 7);
    }

    #[test]
    fn every_offset_is_right_in_a_long_map() {
        let mut map = OffsetMap::default();
        for _ in 0..1000 {
            map.changed(3, 2);
            map.copied(2);
            map.changed(1, 2);
        }
        for n in 0..1000 {
            assert_eq!([0, 3, 5, 6].map(|d| map.file(n * 6 + d)), [0, 2, 4, 6].map(|f| n * 6 + f), "{n}");
        }
    }

    #[test]
    fn two_maps_make_one() {
        // UTF-16 `ab©c` → UTF-8 `ab©c` → `abâc`, read with the two letters `ab` as one.
        let mut inner = OffsetMap::default();
        for (decoded, file) in [(1, 2), (1, 2), (2, 2), (1, 2)] {
            inner.changed(decoded, file);
        }
        let mut outer = OffsetMap::default();
        outer.changed(2, 2);
        outer.copied(3);
        let both = outer.through(&inner);
        assert_eq!([0, 2, 4, 5].map(|d| both.file(d)), [0, 4, 6, 8]);
    }
}
