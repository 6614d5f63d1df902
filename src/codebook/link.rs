//! From a printed label to an entry: the longest phrase that stands in it, for the population it speaks of.
//!
//! `Hạ tầng mạng băng rộng cáp quang phủ … hộ gia đình` holds `cáp quang … hộ` and speaks of households → `DS-05`.

use super::{Entry, unit::Unit};
use crate::error::Error;
use crate::lexicon::phrases::{Phrases, PieceKind, Syllable, Syllables, bit, split};
use crate::lexicon::tsv::Table;
use crate::text::pack;
use crate::value::Change;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The phrases of every entry, ready to be found in a label.
#[derive(Debug)]
pub(super) struct Linker {
    syllables: Syllables,
    rules: Vec<Rule>,
    phrases: Vec<Phrase>,
    /// The rarest syllable of a phrase → the phrases it decides.
    by_syllable: Vec<Vec<Decided>>,
    populations: Phrases<Population>,
    edges: Phrases<Edge>,
}

/// Index of a population's name; the first is no population.
type Population = u32;
const NONE: Population = 0;

/// What an entry asks of a label beside its phrase.
#[derive(Debug)]
struct Rule {
    id: String,
    units: Vec<Unit>,
    /// One of the units is a percentage or an index, which may go unsaid.
    bare: bool,
    /// Either of these sets must be spoken of; empty: no population is asked for.
    needed: Vec<Vec<Population>>,
    allowed: Vec<Population>,
    unless: Vec<Vec<Syllable>>,
}

/// One way of saying an entry.
#[derive(Debug)]
struct Phrase {
    rule: u32,
    parts: Vec<Vec<Syllable>>,
    starts: bool,
    ends: bool,
    change: Asked,
    length: usize,
}

/// A phrase among those that a syllable decides.
#[derive(Clone, Copy, Debug)]
struct Decided {
    phrase: u32,
    /// Its syllables as [`bit`]s: with a bit that a label has not it does not stand in it.
    words: u64,
}

/// Which change a phrase goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    /// A level: no change.
    Level,
    /// This change.
    Change(Change),
    /// The words say it themselves (`tốc độ tăng …`).
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Start,
    End,
    Place,
}

/// Syllables that are spelt both ways; tables use the second.
const SPELLINGS: [(&str, &str); 4] = [("tỉ", "tỷ"), ("sỹ", "sĩ"), ("kĩ", "kỹ"), ("lí", "lý")];
/// Their keys.
static KEYS: LazyLock<[(u64, u64); 4]> =
    LazyLock::new(|| SPELLINGS.map(|(other, kept)| (pack(other).unwrap_or(0), pack(kept).unwrap_or(0))));
/// A syllable of Vietnamese and the blank behind it take some five bytes, signs and figures fewer.
const BYTES_A_TOKEN: usize = 4;
/// Syllables of a name that may follow `tỉnh`, `thành phố`.
const NAME: usize = 5;

impl Linker {
    pub(super) fn new<'a>(
        entries: impl Iterator<Item = &'a Entry>,
        populations: &[(String, String)],
        edges: &str,
    ) -> Result<Linker, Error> {
        let mut syllables = Syllables::default();
        let mut names: HashMap<&str, Population> = HashMap::from([("-", NONE)]);
        let mut found = Phrases::default();
        for (phrase, name) in populations {
            let next = names.len() as Population;
            let population = *names.entry(name.as_str()).or_insert(next);
            found.insert(&mut syllables, phrase, population);
        }
        let mut linker = Linker {
            syllables,
            rules: Vec::new(),
            phrases: Vec::new(),
            by_syllable: Vec::new(),
            populations: found,
            edges: Phrases::default(),
        };
        linker.read_edges(edges)?;
        for entry in entries {
            linker.add(entry, &names)?;
        }
        linker.index();
        Ok(linker)
    }

    fn read_edges(&mut self, text: &str) -> Result<(), Error> {
        let table = Table::parse("label_edges.tsv", text);
        let (phrase, edge) = (table.column("phrase")?, table.column("edge")?);
        for row in &table.rows {
            let edge = match row.get(edge) {
                "start" => Edge::Start,
                "end" => Edge::End,
                "place" => Edge::Place,
                _ => return Err(table.error(row.line, "no such edge")),
            };
            self.edges.insert(&mut self.syllables, row.get(phrase), edge);
        }
        Ok(())
    }

    fn add(&mut self, entry: &Entry, names: &HashMap<&str, Population>) -> Result<(), Error> {
        let error = |cause: String| Error::Table {
            table: "indicators.tsv".into(),
            line: 0,
            cause: format!("{}: {cause}", entry.id),
        };
        let units: Vec<Unit> = entry.units.iter().map(|u| Unit::parse(u)).collect();
        let unsaid = ["%", "chỉ số"].map(Unit::parse);
        let mut rule = Rule {
            id: entry.id.clone(),
            bare: units.iter().any(|u| unsaid.iter().any(|n| u.converts_to(n))),
            units,
            needed: Vec::new(),
            allowed: Vec::new(),
            unless: Vec::new(),
        };
        for either in entry.population.split('|') {
            let mut all = Vec::new();
            for word in either.split_whitespace() {
                let (name, only_allowed) = word.strip_prefix('?').map_or((word, false), |n| (n, true));
                let population = *names.get(name).ok_or_else(|| error(format!("no population {name}")))?;
                rule.allowed.push(population);
                if !only_allowed {
                    all.push(population);
                }
            }
            if !all.is_empty() {
                rule.needed.push(all);
            }
        }
        for words in &entry.unless {
            rule.unless.push(self.intern(words));
        }
        for text in &entry.phrases {
            let phrase = self.phrase(text);
            if phrase.length == 0 {
                return Err(error(format!("an empty phrase: {text}")));
            }
            self.phrases.push(phrase);
        }
        self.rules.push(rule);
        Ok(())
    }

    fn phrase(&mut self, text: &str) -> Phrase {
        let (change, text) = match text.as_bytes().first() {
            Some(b'+') => (Asked::Change(Change::Increase), &text[1..]),
            Some(b'-') => (Asked::Change(Change::Decrease), &text[1..]),
            _ if text.contains("tăng") || text.contains("giảm") => (Asked::Any, text),
            _ => (Asked::Level, text),
        };
        let (starts, text) = text.strip_prefix('^').map_or((false, text), |t| (true, t));
        let (ends, text) = text.strip_suffix('$').map_or((false, text), |t| (true, t));
        let parts: Vec<_> = text.split('…').map(|p| self.intern(p)).filter(|p| !p.is_empty()).collect();
        let length = parts.iter().map(Vec::len).sum();
        Phrase { rule: self.rules.len() as u32, parts, starts, ends, change, length }
    }

    fn intern(&mut self, words: &str) -> Vec<Syllable> {
        // A phrase given to a throw-away set makes its syllables known.
        Phrases::default().insert(&mut self.syllables, words, ());
        let mut out = Vec::new();
        tokens(&self.syllables, words, &mut out);
        out.into_iter().map(|t| t.syllable).collect()
    }

    fn index(&mut self) {
        let mut frequency: HashMap<Syllable, u32> = HashMap::new();
        for syllable in self.phrases.iter().flat_map(|p| p.parts.iter().flatten()) {
            *frequency.entry(*syllable).or_default() += 1;
        }
        let last = frequency.keys().copied().max().unwrap_or(0);
        self.by_syllable.resize(last as usize + 1, Vec::new());
        for (n, phrase) in self.phrases.iter().enumerate() {
            let rarest = phrase.parts.iter().flatten().min_by_key(|s| (frequency[*s], **s));
            if let Some(&rarest) = rarest.filter(|s| **s != Syllables::UNKNOWN) {
                let words = phrase.parts.iter().flatten().fold(0, |bits, syllable| bits | bit(*syllable));
                self.by_syllable[rarest as usize].push(Decided { phrase: n as u32, words });
            }
        }
    }

    /// The id of the entry that a label means; `None` when none fits, or two fit equally well.
    pub(super) fn link(&self, label: &str, unit: Option<&str>, change: Option<Change>) -> Option<&str> {
        let mut words = Vec::with_capacity(label.len() / BYTES_A_TOKEN + 4);
        tokens(&self.syllables, label, &mut words);
        let spoken = words.iter().fold(0, |bits, word| bits | bit(word.syllable));
        // What a label and its unit say is asked only when the words of a phrase stand in it.
        let (said, measured) = (OnceCell::new(), OnceCell::new());
        let label = || said.get_or_init(|| Label::new(self, &words));
        let unit = || measured.get_or_init(|| unit.map(Unit::parse)).as_ref();
        let mut best: Option<(usize, usize, u32)> = None;
        let mut tied = false;
        for (n, word) in words.iter().enumerate() {
            let decided = self.by_syllable.get(word.syllable as usize).map_or(&[][..], Vec::as_slice);
            // Most words decide no phrase; what one decides it decides once.
            if decided.is_empty() || words[..n].iter().any(|before| before.syllable == word.syllable) {
                continue;
            }
            // Most phrases have a word that the label has not.
            for &Decided { phrase, .. } in decided.iter().filter(|d| d.words & !spoken == 0) {
                let phrase = &self.phrases[phrase as usize];
                let rule = &self.rules[phrase.rule as usize];
                let rank = (phrase.length, rule.needed.first().map_or(0, Vec::len));
                if best.is_some_and(|(l, p, _)| (l, p) > rank) || !phrase.goes_with(change) {
                    continue;
                }
                if !label().holds(phrase) || !rule.fits(unit(), label()) {
                    continue;
                }
                tied = best.is_some_and(|(l, p, r)| (l, p) == rank && r != phrase.rule);
                best = Some((rank.0, rank.1, phrase.rule));
            }
        }
        best.filter(|_| !tied).map(|(_, _, rule)| self.rules[rule as usize].id.as_str())
    }
}

impl Phrase {
    fn goes_with(&self, change: Option<Change>) -> bool {
        match self.change {
            Asked::Level => change.is_none(),
            Asked::Change(asked) => change == Some(asked),
            Asked::Any => true,
        }
    }
}

impl Rule {
    fn fits(&self, unit: Option<&Unit>, label: &Label<'_>) -> bool {
        // A table may leave the percent sign to its caption; any other unit must be said.
        let unit = unit.map_or(self.bare, |unit| self.units.iter().any(|u| unit.answers(u)));
        let spoken = &label.populations;
        let needed = self.needed.is_empty() || self.needed.iter().any(|all| all.iter().all(|p| spoken.contains(p)));
        unit && needed
            && spoken.iter().all(|p| self.allowed.contains(p))
            && !self.unless.iter().any(|words| find(label.words, words, 0).is_some())
    }
}

/// One syllable of a label.
#[derive(Clone, Copy, Debug)]
struct Token {
    syllable: Syllable,
    /// A bracket or a dash stands before it: what precedes may be the whole label.
    cut: bool,
}

/// The label in syllables, signs left out.
fn tokens(syllables: &Syllables, text: &str, out: &mut Vec<Token>) {
    let mut cut = false;
    for piece in split(text) {
        if piece.kind == PieceKind::Sign && !matches!(piece.text(), "%" | "&") {
            cut |= matches!(piece.text(), "(" | "-" | "–" | "…");
            continue;
        }
        let syllable = match KEYS.iter().find(|(other, _)| piece.key == Some(*other)) {
            Some((_, kept)) => syllables.of_key(*kept),
            None => syllables.of(&piece),
        };
        out.push(Token { syllable, cut });
        cut = false;
    }
}

/// A label with what it speaks of and where it may begin and end.
struct Label<'a> {
    words: &'a [Token],
    populations: Vec<Population>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl<'a> Label<'a> {
    fn new(linker: &Linker, words: &'a [Token]) -> Label<'a> {
        let longest = |at: usize| linker.populations.longest(words[at..].iter().map(|w| w.syllable));
        let mut populations = Vec::new();
        let mut at = 0;
        while at < words.len() {
            match longest(at) {
                Some((length, found)) => {
                    populations.extend(found.iter().filter(|p| **p != NONE));
                    at += length;
                }
                None => at += 1,
            }
        }
        populations.sort_unstable();
        populations.dedup();
        let edge = |at: usize| linker.edges.longest(words[at..].iter().map(|w| w.syllable));
        let mut starts = vec![0];
        while let Some((length, [Edge::Start, ..])) = starts.last().and_then(|at| edge(*at)) {
            starts.push(starts[starts.len() - 1] + length);
        }
        let is_end = |at: usize| {
            words[at].cut
                || match edge(at) {
                    Some((length, [Edge::End, ..])) => at + length == words.len() || words[at + length].cut,
                    Some((length, [Edge::Place, ..])) => words.len() - at - length <= NAME,
                    _ => false,
                }
        };
        let mut ends: Vec<usize> = (0..words.len()).filter(|at| is_end(*at)).collect();
        ends.push(words.len());
        Label { words, populations, starts, ends }
    }

    /// Whether the parts of a phrase stand in the label in order.
    fn holds(&self, phrase: &Phrase) -> bool {
        let mut at = 0;
        for (n, part) in phrase.parts.iter().enumerate() {
            let (first, last) = (n == 0, n + 1 == phrase.parts.len());
            loop {
                let Some(found) = find(self.words, part, at) else { return false };
                let start = !(first && phrase.starts) || self.starts.contains(&found);
                let end = !(last && phrase.ends) || self.ends.contains(&(found + part.len()));
                if start && end {
                    at = found + part.len();
                    break;
                }
                at = found + 1;
            }
        }
        true
    }
}

fn find(words: &[Token], part: &[Syllable], from: usize) -> Option<usize> {
    let last = words.len().checked_sub(part.len())?;
    (from..=last).find(|at| part.iter().zip(&words[*at..]).all(|(p, w)| *p == w.syllable))
}
