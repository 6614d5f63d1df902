//! The words of table heads, row labels and cells.
//!
//! `ƯTH năm 2025` → [`ColumnWord::Estimate`], then a year; `Đơn vị chủ trì` → [`ColumnWord::Lead`].

use super::phrases::{Phrases, PieceKind, Syllables, split};
use super::tsv::Table;
use crate::error::Error;
use crate::span::Span;
use std::sync::LazyLock;

/// What a phrase of a table says about its column, row or cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum ColumnWord {
    /// STT
    Ordinal,
    /// Chỉ tiêu: the column of row labels.
    Label,
    /// Xã, phường: the rows are places.
    Place,
    /// ĐVT
    Unit,
    /// Chủ trì: who measures or is in charge.
    Lead,
    /// Phối hợp
    Support,
    /// Nguồn số liệu
    Source,
    /// Ghi chú
    Note,
    /// Sản phẩm đầu ra
    Product,
    /// Thời gian thực hiện
    When,
    /// Nhiệm vụ: the rows are tasks.
    Task,
    /// Kinh phí: money that is spent, no target.
    Budget,
    /// Điểm chuẩn: points that are given.
    Score,
    /// Họ và tên, Mã TTHC: a list of names.
    Roster,
    /// Mục tiêu, KH
    Target,
    /// Thực hiện, hiện trạng
    Actual,
    /// ƯTH
    Estimate,
    /// So sánh, tăng/giảm: derived from other columns.
    Ratio,
    /// Tốc độ tăng
    Growth,
    /// Bình quân
    Mean,
    /// Chỉ tiêu chung: the value for all groups.
    Common,
    /// Trong đó, giai đoạn: says nothing about what is measured.
    Filler,
    /// Diện tích: a measure that needs its parent's name.
    Measure,
    /// Trong đó: parts of the row above follow.
    Breakdown,
    /// Giao các xã, phân theo huyện: to whom the values of a table are dealt.
    Dealt,
    /// Vốn đăng ký: a quantity that is planned, though money is the word for it.
    Indicator,
    /// Thứ hạng: values are places in an order.
    Rank,
    /// Đạt, không quy định: no value.
    Nothing,
    /// -nt-: what stands above.
    Ditto,
    /// Words of the letterhead and the signature: the table is a frame.
    Letterhead,
    /// Tổng cộng: a row of sums.
    Total,
    /// A row that names nothing but a field: `Kinh tế`, `Môi trường`.
    Field,
}

impl ColumnWord {
    fn from_name(name: &str) -> Option<ColumnWord> {
        use ColumnWord::*;
        Some(match name {
            "ordinal" => Ordinal,
            "label" => Label,
            "place" => Place,
            "unit" => Unit,
            "lead" => Lead,
            "support" => Support,
            "source" => Source,
            "note" => Note,
            "product" => Product,
            "when" => When,
            "task" => Task,
            "budget" => Budget,
            "score" => Score,
            "roster" => Roster,
            "target" => Target,
            "actual" => Actual,
            "estimate" => Estimate,
            "ratio" => Ratio,
            "growth" => Growth,
            "mean" => Mean,
            "common" => Common,
            "filler" => Filler,
            "measure" => Measure,
            "breakdown" => Breakdown,
            "nothing" => Nothing,
            "dealt" => Dealt,
            "rank" => Rank,
            "indicator" => Indicator,
            "ditto" => Ditto,
            "letterhead" => Letterhead,
            "total" => Total,
            "field" => Field,
            _ => return None,
        })
    }

    /// The bit of this word in a [`ColumnWords`].
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of [`ColumnWord`]s.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ColumnWords(u32);

impl ColumnWords {
    /// Whether `word` is in it.
    pub fn has(self, word: ColumnWord) -> bool {
        self.0 & word.bit() != 0
    }

    /// Whether any of `words` is in it.
    pub fn any(self, words: &[ColumnWord]) -> bool {
        words.iter().any(|w| self.has(*w))
    }

    /// Adds `word`.
    pub fn add(&mut self, word: ColumnWord) {
        self.0 |= word.bit();
    }

    /// Both sets together.
    pub fn with(self, other: ColumnWords) -> ColumnWords {
        ColumnWords(self.0 | other.0)
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A phrase of the table, or a word, number or sign that is in none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Where, in the text that was read.
    pub span: Span,
    /// What it says; empty for a piece of no phrase.
    pub words: ColumnWords,
    /// What the first piece is.
    pub kind: PieceKind,
}

/// The table of column words, ready for look-up.
#[derive(Debug, Default)]
pub struct Columns {
    syllables: Syllables,
    phrases: Phrases<ColumnWord>,
}

static BUILT_IN: LazyLock<Columns> =
    LazyLock::new(|| Columns::new(include_str!("columns.tsv")).expect("the built-in table is checked by a test"));

/// A syllable of Vietnamese and the blank behind it take some five bytes, signs and figures fewer.
const BYTES_A_PIECE: usize = 4;

impl Columns {
    /// The built-in table, read once a process.
    pub fn built_in() -> &'static Columns {
        &BUILT_IN
    }

    /// Reads a table of columns `phrase` and `sense`.
    ///
    /// # Errors
    /// [`Error::Table`] when a row has an unknown sense or a column is missing.
    pub fn new(text: &str) -> Result<Columns, Error> {
        let table = Table::parse("columns.tsv", text);
        let (phrase, sense) = (table.column("phrase")?, table.column("sense")?);
        let mut columns = Columns::default();
        for row in &table.rows {
            let name = row.get(sense);
            let word =
                ColumnWord::from_name(name).ok_or_else(|| table.error(row.line, format!("unknown sense `{name}`")))?;
            columns.phrases.insert(&mut columns.syllables, row.get(phrase), word);
        }
        Ok(columns)
    }

    /// What the phrase that opens `text` says, its other words unread.
    pub fn opening(&self, text: &str) -> ColumnWords {
        let found = self.phrases.longest(split(text).map(|piece| self.syllables.of(&piece)));
        words_of(found.map_or(&[], |(_, senses)| senses))
    }

    /// Cuts `text` into the longest phrases; the hits tile it, blanks apart.
    pub fn read(&self, text: &str) -> Vec<Hit> {
        let mut pieces = Vec::with_capacity(text.len() / BYTES_A_PIECE + 2);
        pieces.extend(split(text).map(|piece| (piece, self.syllables.of(&piece))));
        let mut hits = Vec::with_capacity(pieces.len());
        let mut i = 0;
        while i < pieces.len() {
            let found = self.phrases.longest(pieces[i..].iter().map(|(_, id)| *id));
            let (taken, senses) = found.unwrap_or((1, &[]));
            let span = Span::new(pieces[i].0.start, pieces[i + taken - 1].0.end);
            hits.push(Hit { span, words: words_of(senses), kind: pieces[i].0.kind });
            i += taken;
        }
        hits
    }
}

fn words_of(senses: &[ColumnWord]) -> ColumnWords {
    let mut words = ColumnWords::default();
    senses.iter().for_each(|s| words.add(*s));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_cut_into_their_phrases() {
        let hits = Columns::built_in().read("ƯTH năm 2025");
        assert!(hits[0].words.has(ColumnWord::Estimate));
        assert_eq!(hits.last().map(|h| h.kind), Some(PieceKind::Digits));
        let hits = Columns::built_in().read("Đơn vị chủ trì");
        assert_eq!(hits.len(), 1);
        assert!(hits[0].words.has(ColumnWord::Lead) && !hits[0].words.has(ColumnWord::Unit));
    }

    #[test]
    fn an_unknown_sense_is_named() {
        let error = Columns::new("phrase\tsense\ncột lạ\tstrange\n").unwrap_err().to_string();
        assert_eq!(error, "columns.tsv, line 2: unknown sense `strange`");
    }
}
