//! `chitieu check DIR`: a corpus read again and compared with the records committed beside its documents.
//!
//! `corpus/hue-12/source.html` gives another year than `corpus/hue-12/record.json` → the difference, exit code 1.

use super::batch;
use super::inputs::{self, Input};
use super::messages::{self, COULD_NOT_RUN, DONE, SOME_FAILED, Stop, print};
use super::progress::Progress;
use super::reading::{Failure, Reader, ReadingSwitches};
use crate::Record;
use crate::write::difference::{Difference, differences};
use crate::write::{atomic, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What `check` takes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder with <id>/source.* and <id>/record.json
    folder: PathBuf,
    /// Write the records as they come now
    #[arg(long)]
    update: bool,
    /// Shape of the differences
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    reading: ReadingSwitches,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Lines for reading
    #[default]
    Text,
    /// Annotations of a GitHub workflow
    Github,
}

/// What one document gave.
enum Outcome {
    Same,
    Differs(Vec<Difference>),
    /// There is no record yet, or it is no record.
    Unusable(String),
}

/// Runs it.
///
/// # Errors
/// When there is no corpus, or a record cannot be written.
pub fn run(arguments: &Arguments) -> Result<u8, Stop> {
    let reader = arguments.reading.reader()?;
    let found = inputs::find(std::slice::from_ref(&arguments.folder), None);
    let lost = inputs::report(&found, true);
    let list: Vec<Input> = found.list.into_iter().filter(|i| committed(i).is_some()).collect();
    if list.is_empty() {
        let hint = "a corpus is <id>/source.* with <id>/record.json";
        messages::tell(&format!("{}: no corpus here", messages::shown(&arguments.folder)), Some(hint));
        return Ok(COULD_NOT_RUN);
    }
    let progress = Progress::new(list.len(), true);
    let (mut wrong, mut failed) = (0, lost);
    let work = |input: &Input| one(&reader, input, arguments.update);
    batch::run(&list, arguments.reading.threads, work, |input, result| {
        result.and_then(|result| match result {
            Ok(Outcome::Same) => Ok(()),
            Ok(outcome) => {
                wrong += 1;
                print(tell(arguments.format, input, &outcome).as_bytes())
            }
            Err(failure) => {
                failed += 1;
                failure.tell(input, &progress);
                Ok(())
            }
        })
    })?;
    if !arguments.reading.quiet {
        let verb = if arguments.update { "updated" } else { "differ" };
        messages::tell(&format!("{} documents, {wrong} {verb}, {failed} failures", list.len()), None);
    }
    Ok(if failed > 0 || (wrong > 0 && !arguments.update) { SOME_FAILED } else { DONE })
}

/// Where the committed record of a source is.
fn committed(input: &Input) -> Option<PathBuf> {
    let file = input.file.as_deref()?;
    (file.file_stem()? == "source").then(|| file.parent().unwrap_or(Path::new("")).join("record.json"))
}

fn one(reader: &Reader, input: &Input, update: bool) -> Result<Result<Outcome, Failure>, Stop> {
    let record = match reader.input(input) {
        Ok(record) => record,
        Err(failure) => return Ok(Err(failure)),
    };
    let Some(path) = committed(input) else { return Ok(Ok(Outcome::Same)) };
    let outcome = match std::fs::read(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Outcome::Unusable("no committed record".to_owned()),
        Err(e) => return Err(Stop::file(&path, &e)),
        Ok(bytes) => match serde_json::from_slice::<Record>(&bytes) {
            Err(e) => Outcome::Unusable(format!("the committed record is none: {e}")),
            Ok(old) => match differences(&old, &record) {
                none if none.is_empty() => Outcome::Same,
                some => Outcome::Differs(some),
            },
        },
    };
    if update && !matches!(outcome, Outcome::Same) {
        atomic::bytes(&path, &json::pretty(&record)).map_err(|e| Stop::say(messages::describe(&e)))?;
    }
    Ok(Ok(outcome))
}

fn tell(format: Format, input: &Input, outcome: &Outcome) -> String {
    let lines: Vec<String> = match outcome {
        Outcome::Same => Vec::new(),
        Outcome::Unusable(why) => vec![why.clone()],
        Outcome::Differs(list) => list.iter().map(ToString::to_string).collect(),
    };
    let mut out = String::new();
    match format {
        Format::Text => {
            let _ = writeln!(out, "{}", input.path);
            for line in lines {
                let _ = writeln!(out, "  {line}");
            }
        }
        Format::Github => {
            // What the workflow command syntax escapes in properties and in messages.
            let message = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
            let property = |text: &str| message(text).replace(':', "%3A").replace(',', "%2C");
            for line in lines {
                let _ = writeln!(
                    out,
                    "::error file={},title={}::{}",
                    property(&input.path),
                    property(&input.id),
                    message(&line)
                );
            }
        }
    }
    out
}
