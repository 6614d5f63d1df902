//! One document read, whatever happens on the way: the same for every subcommand that reads many.
//!
//! `rỗng.txt` → a failure of cause `empty`; a document that makes the reader panic → a failure of cause `defect`.

use super::Ocr;
use super::batch;
use super::inputs::Input;
use super::lexicon::Lexicon;
use super::messages::{self, Stop};
use super::progress::Progress;
use crate::codebook::Codebook;
use crate::write::review;
use crate::{Error, Record, pipeline};
use std::collections::BTreeMap;

/// How documents are read.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct ReadingSwitches {
    /// Threads, 0 for one a core
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub threads: usize,
    /// When to use character recognition
    #[arg(long, value_enum, default_value_t)]
    pub ocr: Ocr,
    #[command(flatten)]
    lexicon: Lexicon,
    /// Say nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

/// What the reading threads share.
#[derive(Clone, Debug)]
pub struct Reader {
    options: crate::Options,
    /// Version of the tool, fingerprint of its rules and of the tables on top, options: whatever changes a record.
    pub rules: String,
}

/// Why one document gave nothing.
#[derive(Debug)]
pub enum Failure {
    /// No document can be had from the file.
    Document(Error),
    /// The reader broke.
    Defect(String),
}

impl ReadingSwitches {
    /// Makes the reader these switches ask for.
    ///
    /// # Errors
    /// When the user's tables cannot be used.
    pub fn reader(&self) -> Result<Reader, Stop> {
        batch::silence_guarded_panics();
        let (codebook, tables) = self.lexicon.codebook()?;
        let read = crate::source::ReadOptions { ocr: self.ocr.into() };
        let mut rules = format!("{}+{}", env!("CARGO_PKG_VERSION"), env!("CHITIEU_SOURCES"));
        if !tables.is_empty() {
            rules.push_str(&format!("+lexicon:{tables}"));
        }
        match self.ocr {
            Ocr::Auto => {}
            Ocr::Never => rules.push_str("+ocr:never"),
            Ocr::Always => rules.push_str("+ocr:always"),
        }
        Ok(Reader { options: crate::Options { read, codebook, ..crate::Options::default() }, rules })
    }
}

impl Reader {
    /// The codebook in use.
    pub fn codebook(&self) -> &Codebook {
        self.options.codebook.as_deref().unwrap_or_else(|| Codebook::builtin())
    }

    /// Reads the bytes of an input; with `review` its page too.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn record(&self, input: &Input, bytes: &[u8], review: bool) -> Result<(Record, Option<String>), Failure> {
        let options = crate::Options { path: input.path.clone(), ..self.options.clone() };
        let read = || {
            let document = pipeline::open(bytes, &options)?;
            let reading = pipeline::read(&document, &options);
            let record = pipeline::record(bytes, &document, reading, &options);
            let page = review.then(|| review::page(document.text(), &record));
            Ok((record, page))
        };
        match batch::guarded(read) {
            Ok(read) => read.map_err(Failure::Document),
            Err(panic) => Err(Failure::Defect(panic)),
        }
    }

    /// Reads an input.
    ///
    /// # Errors
    /// [`Failure`].
    pub fn input(&self, input: &Input) -> Result<Record, Failure> {
        let bytes = input.bytes().map_err(Failure::Document)?;
        self.record(input, &bytes, false).map(|(record, _)| record)
    }
}

impl Failure {
    /// A short stable name of the cause, to count by.
    pub fn cause(&self) -> &'static str {
        match self {
            Failure::Defect(_) => "defect",
            Failure::Document(error) => match error {
                Error::Read(_) => "cannot-read",
                Error::Write { .. } => "cannot-write",
                Error::Empty => "empty",
                Error::Unsupported { .. } => "unsupported",
                Error::Disabled { .. } => "no-reader",
                Error::Damaged { .. } => "damaged",
                Error::Encrypted => "encrypted",
                Error::NoTextLayer => "no-text-layer",
                Error::Illegible { .. } => "illegible",
                Error::TooLarge { .. } => "too-large",
                Error::Program { .. } => "program",
                Error::Table { .. } => "table",
            },
        }
    }

    /// Says it.
    pub fn tell(&self, input: &Input, progress: &Progress) {
        match self {
            Failure::Document(error) => {
                progress.tell(&format!("{}: {}", input.path, messages::describe(error)), error.hint());
            }
            Failure::Defect(cause) => progress.tell(
                &format!("{}: this document broke the reader ({cause})", input.path),
                Some("this is a defect of the tool: please report it with the document"),
            ),
        }
    }
}

/// Counts of a run, for the last line.
#[derive(Debug, Default)]
pub struct Counts {
    /// Documents with a record.
    pub documents: usize,
    /// Their targets of every kind.
    pub targets: usize,
    /// Numbers that nothing accounts for.
    pub unread: usize,
    /// Documents and paths without a record, by cause.
    pub failures: BTreeMap<&'static str, usize>,
}

impl Counts {
    /// Notes failures.
    pub fn fail(&mut self, cause: &'static str, n: usize) {
        if n > 0 {
            *self.failures.entry(cause).or_default() += n;
        }
    }

    /// Documents and paths without a record.
    pub fn failed(&self) -> usize {
        self.failures.values().sum()
    }

    /// 0, or 1 when something failed.
    pub fn exit_code(&self) -> u8 {
        if self.failed() > 0 { messages::SOME_FAILED } else { messages::DONE }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts { documents, targets, unread, .. } = self;
        write!(f, "{documents} documents, {targets} targets, {unread} unread numbers, {} failures", self.failed())
    }
}
