//! The codebook: which indicator of the national programmes a printed label means, and in which unit it is compared.
//!
//! `Tỷ lệ dân số trưởng thành có điện thoại thông minh` → `DS-01`; `… hộ gia đình có điện thoại thông minh` → none: another
//! population is another indicator.
//!
//! The entries are rows of `lexicon/indicators.tsv`; a project lays its own tables on top ([`Codebook::new`]).

mod link;
pub mod unit;

use crate::error::Error;
use crate::lexicon::tsv::Table;
use crate::target::Target;
use crate::value::{Kind, Operator};
use link::Linker;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unit::Unit;

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stable id: `DE-01`.
    pub id: String,
    /// Field of policy: `digital economy`.
    pub domain: String,
    /// Name in Vietnamese.
    pub name: String,
    /// Units it is measured in, the canonical one first.
    pub units: Vec<String>,
    /// `higher`, `lower`, `neutral` or `mixed`: which way is better.
    pub direction: String,
    /// Who is measured, in the notation of the table.
    pub population: String,
    /// Labels it goes by, in the notation of the table.
    pub phrases: Vec<String>,
    /// Words that make it another indicator.
    pub unless: Vec<String>,
    /// The instruments that set it.
    pub instruments: Vec<String>,
}

/// A value that a national instrument sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct National {
    /// A year, or two joined by `-`.
    pub period: String,
    /// Number of the instrument.
    pub instrument: String,
    /// When it was issued, EDTF, empty when not known.
    pub issued: String,
    /// How the value binds.
    pub operator: Operator,
    /// The value, plain decimal; the lower end of a range.
    pub value: String,
    /// The upper end of a range.
    pub high: Option<String>,
    /// Unit of measure.
    pub unit: String,
    /// `verified`, `seed` or `unverified`.
    pub status: String,
}

/// Tables of one layer, as text; an absent one is empty.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// `indicators.tsv`: a row with a known id replaces that entry.
    pub indicators: String,
    /// `populations.tsv`: added to the known ones.
    pub populations: String,
    /// `national_values.tsv`: added to the known ones.
    pub national_values: String,
}

/// The entries and the way to find them.
#[derive(Debug)]
pub struct Codebook {
    entries: BTreeMap<String, Entry>,
    nationals: BTreeMap<String, Vec<National>>,
    linker: Linker,
}

static BUILTIN: LazyLock<Codebook> =
    LazyLock::new(|| Codebook::new(&[]).expect("the tables of the crate are checked by its tests"));

impl Codebook {
    /// The codebook of the crate.
    pub fn builtin() -> &'static Codebook {
        &BUILTIN
    }

    /// The codebook of the crate with a project's own layers on top, later ones above.
    ///
    /// # Errors
    /// [`Error::Table`] for a table without its columns or a row that cannot be understood.
    pub fn new(layers: &[Tables]) -> Result<Codebook, Error> {
        let own = Tables {
            indicators: include_str!("../lexicon/indicators.tsv").to_owned(),
            populations: include_str!("../lexicon/populations.tsv").to_owned(),
            national_values: include_str!("../lexicon/national_values.tsv").to_owned(),
        };
        let (mut entries, mut nationals) = (BTreeMap::new(), BTreeMap::<String, Vec<National>>::new());
        let mut populations = Vec::new();
        for layer in std::iter::once(&own).chain(layers) {
            for entry in read_entries(&layer.indicators)? {
                entries.insert(entry.id.clone(), entry);
            }
            populations.extend(read_populations(&layer.populations)?);
            for (id, national) in read_nationals(&layer.national_values)? {
                nationals.entry(id).or_default().push(national);
            }
        }
        let linker = Linker::new(entries.values(), &populations, include_str!("../lexicon/label_edges.tsv"))?;
        Ok(Codebook { entries, nationals, linker })
    }

    /// Every entry, by id.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The entry of an id.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// What national instruments set for an entry.
    pub fn nationals(&self, id: &str) -> &[National] {
        self.nationals.get(id).map_or(&[], Vec::as_slice)
    }

    /// Names the entry of every target that has one. Counts of tasks are no indicators.
    pub fn code(&self, targets: &mut [Target]) {
        for target in targets.iter_mut().filter(|t| t.kind != Kind::Activity) {
            let id = self.linker.link(&target.indicator, target.unit.as_deref(), target.change);
            target.indicator_id = id.map(str::to_owned);
        }
    }

    /// The entry that a label means, `None` when none fits or two fit equally well.
    pub fn link(&self, label: &str, unit: Option<&str>, change: Option<crate::value::Change>) -> Option<&Entry> {
        self.linker.link(label, unit, change).and_then(|id| self.entry(id))
    }

    /// The unit that values of a target are compared in: the entry's, else the usual magnitude of the thing. `None` when
    /// there is nothing to convert.
    pub fn canonical_unit(&self, id: Option<&str>, unit: &str) -> Option<&str> {
        let printed = Unit::parse(unit);
        let own = id.and_then(|id| self.entry(id)).into_iter().flat_map(|e| &e.units);
        own.map(String::as_str).find(|u| Unit::parse(u).converts_to(&printed)).or_else(|| printed.canonical())
    }
}

fn read_entries(text: &str) -> Result<Vec<Entry>, Error> {
    let table = Table::parse("indicators.tsv", text);
    if table.columns.is_empty() {
        return Ok(Vec::new());
    }
    let column = |name| table.column(name);
    let (id, domain, name, unit) = (column("id")?, column("domain")?, column("name")?, column("unit")?);
    let (direction, population) = (column("direction")?, column("population")?);
    let (phrases, unless, instrument) = (column("phrases")?, column("unless")?, column("instrument")?);
    let rows = table.rows.iter().map(|row| {
        let texts = |column| row.list(column).map(str::to_owned).collect::<Vec<String>>();
        let entry = Entry {
            id: row.get(id).to_owned(),
            domain: row.get(domain).to_owned(),
            name: row.get(name).to_owned(),
            units: texts(unit),
            direction: row.get(direction).to_owned(),
            population: row.get(population).to_owned(),
            phrases: texts(phrases),
            unless: texts(unless),
            instruments: texts(instrument),
        };
        if entry.id.is_empty() || entry.name.is_empty() || entry.units.is_empty() || entry.phrases.is_empty() {
            return Err(table.error(row.line, "id, name, unit and phrases must not be empty"));
        }
        Ok(entry)
    });
    rows.collect()
}

fn read_populations(text: &str) -> Result<Vec<(String, String)>, Error> {
    let table = Table::parse("populations.tsv", text);
    if table.columns.is_empty() {
        return Ok(Vec::new());
    }
    let (phrase, population) = (table.column("phrase")?, table.column("population")?);
    Ok(table.rows.iter().map(|r| (r.get(phrase).to_owned(), r.get(population).to_owned())).collect())
}

fn read_nationals(text: &str) -> Result<Vec<(String, National)>, Error> {
    let table = Table::parse("national_values.tsv", text);
    if table.columns.is_empty() {
        return Ok(Vec::new());
    }
    let column = |name| table.column(name);
    let (id, period, instrument, issued) = (column("id")?, column("period")?, column("instrument")?, column("issued")?);
    let (operator, value, high) = (column("operator")?, column("value")?, column("high")?);
    let (unit, status) = (column("unit")?, column("status")?);
    let rows = table.rows.iter().map(|row| {
        let text = |column| row.get(column).to_owned();
        let sign = Operator::from_sign(row.get(operator));
        let national = National {
            period: text(period),
            instrument: text(instrument),
            issued: text(issued),
            operator: sign.ok_or_else(|| table.error(row.line, "no such operator"))?,
            value: text(value),
            high: Some(text(high)).filter(|h| !h.is_empty()),
            unit: text(unit),
            status: text(status),
        };
        if national.value.parse::<f64>().is_err() {
            return Err(table.error(row.line, "the value is no plain decimal"));
        }
        Ok((text(id), national))
    });
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Change;

    fn link(label: &str, unit: &str) -> Option<&'static str> {
        Codebook::builtin().link(label, Some(unit), None).map(|e| e.id.as_str())
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(link("Tỷ trọng kinh tế số chiếm … GRDP của tỉnh", "%"), Some("DE-01"));
        assert_eq!(link("Tỷ trọng kinh tế số trong từng ngành, lĩnh vực", "%"), Some("DE-02"));
        assert_eq!(link("lao động qua đào tạo", "%"), Some("SE-08"));
        assert_eq!(link("lao động qua đào tạo có bằng cấp, chứng chỉ", "%"), Some("SE-09"));
    }

    #[test]
    fn population_words_are_respected() {
        assert_eq!(link("tỷ lệ dân số trưởng thành có điện thoại thông minh", "%"), Some("DS-01"));
        assert_eq!(link("tỷ lệ hộ gia đình có điện thoại thông minh", "%"), None);
        assert_eq!(link("tỷ lệ hộ nghèo dân tộc thiểu số", "%"), Some("NT-10"));
        assert_eq!(link("tỷ lệ hộ nghèo", "%"), Some("SE-12"));
        assert_eq!(link("Tỷ lệ nữ lao động qua đào tạo", "%"), None);
    }

    #[test]
    fn unit_and_change_must_agree() {
        assert_eq!(link("năng suất lao động", "%/năm"), None, "a level of productivity is no growth");
        let grown = Codebook::builtin().link("năng suất lao động", Some("%/năm"), Some(Change::Increase));
        assert_eq!(grown.map(|e| e.id.as_str()), Some("DT-07"));
        assert_eq!(link("số doanh nghiệp công nghệ số", "doanh nghiệp"), Some("ST-35"));
        assert_eq!(link("số doanh nghiệp công nghệ số", "doanh nghiệp/vạn dân"), Some("ST-34"));
        assert_eq!(link("số bác sỹ/10.000 dân", "bác sỹ/10.000 dân"), Some("SE-13"));
    }

    #[test]
    fn a_label_that_only_looks_like_an_entry_is_not_linked() {
        assert_eq!(link("bộ dữ liệu mở phục vụ phát triển kinh tế số và xã hội số", "bộ dữ liệu"), None);
        assert_eq!(link("tổng giá trị sản phẩm xoài tham gia xuất khẩu", "triệu USD"), None);
        assert_eq!(link("tỷ lệ hộ cận nghèo", "%"), None);
    }

    #[test]
    fn canonical_units() {
        let book = Codebook::builtin();
        assert_eq!(book.canonical_unit(Some("ST-34"), "doanh nghiệp/vạn dân"), Some("doanh nghiệp/1.000 dân"));
        assert_eq!(book.canonical_unit(None, "nghìn tỷ đồng"), Some("tỷ đồng"));
        assert_eq!(book.canonical_unit(None, "mô hình"), None);
    }

    #[test]
    fn a_layer_replaces_and_adds() {
        let columns = "id\tdomain\tname\tunit\tdirection\tpopulation\tphrases\tunless\tinstrument\n";
        let layer = Tables {
            indicators: format!("{columns}X-01\town\tSố mô hình\tmô hình\thigher\t\tmô hình sinh kế\t\t\n"),
            ..Tables::default()
        };
        let book = Codebook::new(&[layer]).unwrap();
        assert_eq!(book.link("Xây dựng mô hình sinh kế", Some("mô hình"), None).unwrap().id, "X-01");
        assert!(book.entry("DE-01").is_some());
        let wrong = Tables { indicators: format!("{columns}X-02\town\n"), ..Tables::default() };
        let error = Codebook::new(&[wrong]).unwrap_err().to_string();
        assert!(error.starts_with("indicators.tsv, line 2: "), "{error}");
    }

    #[test]
    fn national_values_belong_to_entries() {
        let book = Codebook::builtin();
        for (id, values) in &book.nationals {
            let entry = book.entry(id).unwrap_or_else(|| panic!("{id} has values and no entry"));
            for value in values {
                let unit = Unit::parse(&value.unit);
                assert!(entry.units.iter().any(|u| unit.answers(&Unit::parse(u))), "{id}: {}", value.unit);
            }
        }
    }
}
