//! What the command line says on stderr: one place, one shape.
//!
//! `chitieu: ke-hoach.pdf: no text layer` and below it `hint: install Tesseract …`: lower case, path first, one line each.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::Path;

/// Every document was read.
pub const DONE: u8 = 0;
/// Some documents failed, or a comparison found differences.
pub const SOME_FAILED: u8 = 1;
/// The command could not run at all.
pub const COULD_NOT_RUN: u8 = 2;

/// Why a subcommand stops before its end.
#[derive(Debug)]
pub enum Stop {
    /// The reader of our output went away (`chitieu … | head`): no failure of ours.
    Pipe,
    /// Something the user should hear, and what can be done about it.
    Say {
        /// One line, lower case.
        message: String,
        /// The remedy.
        hint: Option<String>,
    },
}

impl Stop {
    /// Stops with a message.
    pub fn say(message: impl Display) -> Stop {
        Stop::Say { message: message.to_string(), hint: None }
    }

    /// Stops with a message and a hint.
    pub fn hint(message: impl Display, hint: impl Display) -> Stop {
        Stop::Say { message: message.to_string(), hint: Some(hint.to_string()) }
    }

    /// Stops because of a file.
    pub fn file(path: &Path, cause: &io::Error) -> Stop {
        Stop::say(format!("{}: {}", shown(path), reason(cause)))
    }

    /// Stops because of a library error about a file.
    pub fn error(path: &Path, error: &crate::Error) -> Stop {
        Stop::Say { message: format!("{}: {}", shown(path), describe(error)), hint: error.hint().map(str::to_owned) }
    }
}

impl From<io::Error> for Stop {
    /// An error of our own output stream.
    fn from(cause: io::Error) -> Stop {
        match cause.kind() {
            io::ErrorKind::BrokenPipe => Stop::Pipe,
            _ => Stop::say(format!("cannot write to standard output: {}", reason(&cause))),
        }
    }
}

/// One message and its hint. A closed stderr is nobody's concern.
pub fn tell(message: &str, hint: Option<&str>) {
    let mut err = io::stderr().lock();
    let _ = writeln!(err, "chitieu: {}", one_line(message));
    if let Some(hint) = hint {
        let _ = writeln!(err, "hint: {}", one_line(hint));
    }
}

/// A table of counts on stderr.
pub fn table(lines: &[(String, usize)]) {
    let mut err = io::stderr().lock();
    for (what, n) in lines {
        let _ = writeln!(err, "  {what:24} {n:>8}");
    }
}

/// Writes to standard output and empties the buffer, so that a full disk or a closed pipe is noticed here.
pub fn print(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(())
}

/// A path as messages and records show it: `/` separators, foreign bytes replaced.
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// What the system said, in lower case and without its error number.
pub fn reason(cause: &io::Error) -> String {
    let text = cause.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    // `No such file` is a sentence, `FTS5: …` a name.
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |c| c.to_lowercase().chain(letters).collect())
}

/// An error of the library in the words of the command line.
pub fn describe(error: &crate::Error) -> String {
    match error {
        crate::Error::Read(cause) => format!("cannot read: {}", reason(cause)),
        crate::Error::Write { path, cause } => format!("cannot write {}: {}", shown(path), reason(cause)),
        other => other.to_string(),
    }
}

/// Control characters of odd file names must not break a message in two.
pub fn one_line(text: &str) -> String {
    if !text.contains(char::is_control) {
        return text.to_owned();
    }
    text.chars().flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_stay_on_one_line() {
        assert_eq!(one_line("kế hoạch\n2025.txt: hỏng"), "kế hoạch\\n2025.txt: hỏng");
        assert_eq!(one_line("kế hoạch \"2025\".txt"), "kế hoạch \"2025\".txt");
    }

    #[test]
    fn system_errors_lose_their_number() {
        let cause = io::Error::from_raw_os_error(2);
        assert_eq!(reason(&cause), "no such file or directory");
    }
}
