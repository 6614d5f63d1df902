//! What each stage costs: decoding, parsing by format, the builder's normalisation, header, words, rules, tables, record, writing.
//!
//! `cargo bench --bench stages -- lex` → time and MB/s of cutting the plain texts into atoms.
//!
//! Each stage gets what the stage before it made of 60 documents, so that its own cost stands alone.

// The file names are for the example that writes the set.
#[allow(dead_code)]
mod documents;

use chitieu::document::{At, Builder, Document, Flow, Origin, Role, Style};
use chitieu::grammar::{self, lex};
use chitieu::lexicon::Words;
use chitieu::source::{Format, ReadOptions, encoding, parse};
use chitieu::table::{self, Around};
use chitieu::{Options, header, pipeline, write};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const DOCUMENTS: usize = 60;

/// Measures `work` over `inputs`, told in bytes a second.
fn stage<T>(c: &mut Criterion, name: &str, inputs: &[T], bytes: usize, mut work: impl FnMut(&T) -> usize) {
    let mut group = c.benchmark_group(name);
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
    group.bench_function("set", |b| b.iter(|| inputs.iter().map(|i| work(black_box(i))).sum::<usize>()));
    group.finish();
}

fn stages(c: &mut Criterion) {
    let made = documents::documents(DOCUMENTS);
    let texts: Vec<&str> = made.iter().map(|m| m.text.as_str()).collect();
    let pages: Vec<&str> = made.iter().map(|m| m.html.as_str()).collect();
    let (text_bytes, page_bytes) = (texts.iter().map(|t| t.len()).sum(), pages.iter().map(|p| p.len()).sum());
    let options = Options::default();
    let words = Words::built_in();
    let read = |bytes: &str, format| parse(bytes.as_bytes(), format, ReadOptions::default()).unwrap_or_default();

    stage(c, "decode", &texts, text_bytes, |t| encoding::decode(t.as_bytes()).text.len());
    stage(c, "parse-html", &pages, page_bytes, |p| read(p, Format::Html).text().len());
    stage(c, "parse-text", &texts, text_bytes, |t| read(t, Format::Text).text().len());
    #[cfg(feature = "docx")]
    {
        let packages: Vec<Vec<u8>> = texts.iter().map(|t| package(t)).collect();
        stage(c, "parse-docx", &packages, text_bytes, |p| {
            parse(p, Format::Docx, ReadOptions::default()).map_or(0, |d| d.text().len())
        });
    }
    stage(c, "normalise", &texts, text_bytes, |t| {
        let mut builder = Builder::new(Origin::default());
        for line in t.lines() {
            builder.text(line, At::Byte(0));
            builder.end_block(Style::default(), Role::Body);
        }
        builder.finish().text().len()
    });

    let read: Vec<Document> = texts.iter().map(|t| read(t, Format::Text)).collect();
    let bytes = read.iter().map(|d| d.text().len()).sum();
    stage(c, "header", &read, bytes, |d| header::read(d).zones.len());
    stage(c, "lex", &read, bytes, |d| d.blocks().iter().map(|b| lex::lex(d.words(b), &words).len()).sum());
    stage(c, "rules", &read, bytes, |d| {
        d.blocks().iter().map(|b| grammar::read(d.words(b), &words).readings.len()).sum()
    });
    stage(c, "tables", &read, bytes, |d| {
        let tables = d.flow().iter().filter_map(|f| match f {
            Flow::Table(index) => Some(table::read(d, *index, &words, &Around::default()).targets.len()),
            Flow::Block(_) => None,
        });
        tables.sum()
    });
    stage(c, "understand", &read, bytes, |d| pipeline::read(d, &options).targets.len());
    let understood: Vec<_> = read.iter().map(|d| (d, pipeline::read(d, &options))).collect();
    stage(c, "record", &understood, bytes, |(d, r)| pipeline::record(b"", d, r.clone(), &options).targets.len());
    let records: Vec<_> = understood.iter().map(|(d, r)| pipeline::record(b"", d, r.clone(), &options)).collect();
    stage(c, "write-json", &records, bytes, |r| write::json::line(r).len());

    let whole = |bytes: &str| pipeline::extract(bytes.as_bytes(), &options).map_or(0, |r| r.targets.len());
    stage(c, "end-to-end-html", &pages, page_bytes, |p| whole(p));
    stage(c, "end-to-end-text", &texts, text_bytes, |t| whole(t));
    stage(c, "scraper-alone", &pages, page_bytes, |p| scraper::Html::parse_document(p).tree.nodes().count());
}

/// The lines of a text as the paragraphs of a Word file.
#[cfg(feature = "docx")]
fn package(text: &str) -> Vec<u8> {
    use std::io::Write;
    let mut body = String::from(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>",
    );
    for line in text.lines() {
        let line = line.replace('&', "&amp;").replace('<', "&lt;");
        body.push_str(&format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"));
    }
    body.push_str("</w:body></w:document>");
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).expect("a file in memory");
    zip.write_all(body.as_bytes()).expect("a file in memory");
    zip.finish().expect("a file in memory").into_inner()
}

criterion_group!(benches, stages);
criterion_main!(benches);
