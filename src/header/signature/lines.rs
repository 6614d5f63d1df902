//! The lines of a signature block: which are the recipients', which the block's own, and where it ends.
//!
//! `Nơi nhận: KT. CHỦ TỊCH` / `- Như trên; PHÓ CHỦ TỊCH` → the list, and beside it `KT. CHỦ TỊCH PHÓ CHỦ TỊCH`.

use super::Signature;
use super::block::{Block, Doubt, Placed, authority_at, is_authority};
use super::position::position;
use crate::document::CellAddress;
use crate::header::page::{Page, Word, folded_in_place, is_capitals, words};
use crate::header::person;
use crate::lexicon::header_words::{Class, begins};
use crate::lexicon::people::post_at;
use crate::span::Span;

/// Lines from the first sign of the block to its end.
const DEPTH: usize = 70;

/// `„..PHÓ` → `PHÓ`, `1Lê` → `Lê`: strokes of a hand and edges of a seal that recognition ran into a word.
fn without_strokes(word: Word) -> Word {
    let rest = word.text.trim_start_matches(|c: char| !c.is_alphabetic() && c != '(');
    if rest.chars().next().is_some_and(char::is_uppercase) {
        Word { start: word.end() - rest.len(), text: rest }
    } else {
        word
    }
}

/// Reads the block whose first sign stands in line `anchor`.
pub(super) fn read(page: &Page, anchor: usize) -> Signature {
    let mut lines = Lines::new(page, anchor);
    for i in anchor..page.len().min(anchor + DEPTH) {
        if page.is_own(i) && !page.text(i).is_empty() && lines.take(i) == Taken::Over {
            break;
        }
    }
    lines.finish()
}

/// Whether the block goes on behind a line.
#[derive(PartialEq, Eq)]
enum Taken {
    On,
    Over,
}

/// The lines of one block, as far as read.
struct Lines<'a> {
    page: &'a Page<'a>,
    anchor: usize,
    found: Signature,
    /// The words of the block itself.
    stream: Vec<Placed<'a>>,
    doubt: Doubt,
    in_recipients: bool,
    /// The cell in which someone approves.
    approved: Option<CellAddress>,
    /// The table that the block is laid out in.
    table: Option<u32>,
    /// The last line of the block.
    last: usize,
}

impl<'a> Lines<'a> {
    fn new(page: &'a Page<'a>, anchor: usize) -> Lines<'a> {
        Lines {
            page,
            anchor,
            found: Signature::default(),
            stream: Vec::new(),
            doubt: Doubt { known: page.document.origin.ocr, ..Doubt::default() },
            in_recipients: false,
            approved: None,
            table: page.block(anchor).cell.map(|c| c.table),
            last: anchor,
        }
    }

    fn take(&mut self, i: usize) -> Taken {
        let (page, text, cell) = (self.page, self.page.text(i), self.page.block(i).cell);
        let folded = page.folded(i);
        if self.is_behind(i, &folded) {
            return Taken::Over;
        }
        // Someone approves in a block of their own: the rest of it is not the signer's.
        let approves = || is_capitals(text) && ["phê duyệt", "duyệt", "xác nhận"].iter().any(|w| folded.starts_with(w));
        if self.approved.is_some() && self.approved == cell || approves() {
            if cell.is_none() {
                return Taken::Over;
            }
            self.found.lines.push(i);
            self.approved = cell;
            return Taken::On;
        }
        self.last = i;
        let stamp = begins(Class::Stamp, &folded).is_some_and(|n| folded[n..].trim_start().starts_with(':'));
        if stamp || folded.contains('@') {
            self.doubt.known = true;
            self.found.lines.push(i);
            return Taken::On;
        }
        let ocr = page.document.origin.ocr;
        let all: Vec<Word<'a>> = words(text).map(|w| if ocr { without_strokes(w) } else { w }).collect();
        if ocr && all.iter().any(|w| w.text.starts_with("Lưu")) {
            self.doubt.list_end = Some(i);
        }
        let Some(from) = self.own_words(i, &folded, &all) else {
            self.found.recipients.push(i);
            // The name may close the last line of the list: `- Lưu: VT, KTTH. Lê Văn Bình`.
            if let Some(tail) = name_behind_list(&all, !self.stream.is_empty()) {
                self.place(i, &all[tail..]);
            }
            return Taken::On;
        };
        if from > 0 { &mut self.found.recipients } else { &mut self.found.lines }.push(i);
        self.place(i, &all[from..]);
        let signed = self.table.is_none() && self.names_signer() && !recipients_follow(page, i);
        if signed { Taken::Over } else { Taken::On }
    }

    /// Whether line `i` stands behind the block: out of its table, or under a heading of its own.
    fn is_behind(&self, i: usize, folded: &str) -> bool {
        let here = self.page.block(i).cell.map(|c| c.table);
        let left = self.table.is_some()
            && here != self.table
            && (here.is_none() && i > self.anchor + 40 || self.names_signer());
        left || i > self.anchor && ends_block(self.page, i, folded)
    }

    /// The word of line `i` from which it is the block's own; `None` where all of it is the list's.
    fn own_words(&mut self, i: usize, folded: &str, all: &[Word]) -> Option<usize> {
        let (text, cell) = (self.page.text(i), self.page.block(i).cell);
        let same_cell = self.found.recipients.last().is_some_and(|r| self.page.block(*r).cell == cell);
        if is_recipients_head(self.page, folded) {
            self.in_recipients = true;
            block_start(all, 2)
        } else if text.starts_with(['-', '+', '•', '–', '*']) || self.in_recipients && same_cell && cell.is_some() {
            block_start(all, 0)
        } else {
            Some(0)
        }
    }

    /// Takes words of line `i` for the block's own.
    fn place(&mut self, i: usize, words: &[Word<'a>]) {
        let offset = self.page.span(i).start as usize;
        self.stream.extend(words.iter().enumerate().map(|(n, w)| Placed {
            word: *w,
            folded: folded_in_place(w.text),
            line: i,
            span: Span::new(offset + w.start, offset + w.end()),
            first: n == 0,
        }));
    }

    fn names_signer(&self) -> bool {
        Block::new(&self.stream, self.doubt).read().signer.is_some()
    }

    fn finish(self) -> Signature {
        let Lines { page, mut found, stream, .. } = self;
        let signed = Block::new(&stream, self.doubt).read();
        found.end = self.last + 1;
        found.position = position(page, &stream, &signed);
        (found.authority, found.signer) = (signed.authority, signed.signer);
        // Lines behind the name that were swept in are not the block's.
        if let Some((_, line, _)) = &found.signer
            && self.table.is_none()
        {
            let line = (*line).max(found.recipients.last().copied().unwrap_or(0));
            found.lines.retain(|l| *l <= line);
            found.end = line + 1;
        }
        found
    }
}

/// `Nơi nhận`; recognition may lose the slanted capital: `ơi nhận:`, `4Wơi nhận:`.
pub(super) fn is_recipients_head(page: &Page, folded: &str) -> bool {
    folded.starts_with("nơi nhận") || page.document.origin.ocr && folded.find("ơi nhận").is_some_and(|at| at <= 3)
}

/// Whether the list of recipients stands behind the name: read on to mark it.
fn recipients_follow(page: &Page, i: usize) -> bool {
    (i + 1..page.len().min(i + 3)).any(|k| page.text(k).starts_with("Nơi nhận"))
}

/// A heading of what comes behind the block.
fn ends_block(page: &Page, i: usize, folded: &str) -> bool {
    let text = page.text(i);
    let listing =
        is_capitals(text) && text.len() > 24 && page.block(i).cell.is_none() && begins(Class::Annex, folded).is_some();
    let annex = listing
        || folded.starts_with("phụ lục")
        || folded.starts_with("(kèm theo")
        || folded.starts_with("(ban hành kèm");
    let heading = is_capitals(text)
        && crate::lexicon::doc_types::at_start(folded).is_some_and(|(_, n)| folded[n..].trim().is_empty())
        && page.block(i).cell.is_none();
    annex || heading || text.len() > 500 && !text.starts_with('-')
}

/// In a line of the recipients' column: the word where the block's own words begin (all capitals to the end of the line).
fn block_start(all: &[Word], from: usize) -> Option<usize> {
    // Behind the last word with a small letter.
    let capitals = all.iter().rposition(|w| w.text.chars().any(char::is_lowercase)).map_or(0, |n| n + 1);
    (from.max(capitals)..all.len()).find(|n| {
        let rest = &all[*n..];
        let folded: Vec<String> = rest.iter().take(6).map(|w| folded_in_place(w.text)).collect();
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        authority_at(all, *n).is_some_and(|prefix| is_authority(&folded, prefix)) || post_at(&folded).is_some()
    })
}

/// Where a name begins that closes a line of the list behind a stop or bracket: its last line, or any once the block's own
/// words have begun beside the list (`begun`).
fn name_behind_list(all: &[Word], begun: bool) -> Option<usize> {
    if !begun && !all.iter().any(|w| w.text.starts_with("Lưu")) {
        return None;
    }
    let n = (1..all.len()).find(|n| {
        all[n - 1].text.ends_with(['.', ')', ';'])
            && person::is_known_name(&all[*n..].iter().map(|w| w.text).collect::<Vec<_>>())
    })?;
    (all.len() - n >= 3).then_some(n)
}
