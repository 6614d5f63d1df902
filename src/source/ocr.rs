//! Character recognition by outside programs: Tesseract with Vietnamese data, pages drawn by poppler's `pdftoppm`.
//!
//! The picture of a page that shows `KẾ HOẠCH` → the words `KẾ` and `HOẠCH` with their boxes and how sure it is.
//!
//! Nothing is linked in: a machine without the programs reads everything but scans. Each call has a time limit
//! (`limits::PROGRAM_SECONDS`), works in a folder of its own and leaves nothing behind.

use crate::error::Error;
use crate::source::limits::PROGRAM_SECONDS;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

/// Dots per inch that pages are drawn at: measured as good as 300 for the type size of these documents, in two
/// thirds of the time.
pub const RESOLUTION: u32 = 200;
/// Longest side of a drawn page, dots. A page of A2 at [`RESOLUTION`].
const LONGEST: u32 = 4800;

/// A recognised word.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// Its letters.
    pub text: String,
    /// Left, top, right, bottom in dots of the image.
    pub area: [f32; 4],
    /// Lines are counted over the page; words of one line share the number.
    pub line: u32,
    /// Top and bottom of its line.
    pub extent: [f32; 2],
    /// 0 to 100.
    pub confidence: f32,
}

/// Whether Tesseract is there with Vietnamese data. Asked once per run.
pub fn is_there() -> bool {
    static THERE: OnceLock<bool> = OnceLock::new();
    *THERE.get_or_init(|| {
        let Ok(folder) = tempfile::tempdir() else { return false };
        run("tesseract", &["--list-langs"], folder.path())
            .is_ok_and(|out| String::from_utf8_lossy(&out).lines().any(|l| l.trim() == "vie"))
    })
}

/// Draws one page of a PDF as a grey image, without annotations: those are read, not recognised. Of colours only the
/// red part is kept: in it the red seal that lies over signature and name is as good as white.
/// `size` is the page's size in points; gives the image and its dots per point.
///
/// # Errors
/// [`Error::Program`] when `pdftoppm` is absent or fails.
pub fn draw(pdf: &Path, page: u32, size: (f32, f32), folder: &Path) -> Result<(PathBuf, f32), Error> {
    let longest = size.0.max(size.1).max(1.0);
    let dots = (RESOLUTION as f32).min(LONGEST as f32 * 72.0 / longest).max(1.0).floor();
    let stem = folder.join(format!("page-{page}"));
    let (page, dots_text) = (page.to_string(), dots.to_string());
    let args = ["-r", &dots_text, "-cropbox", "-hide-annotations", "-singlefile", "-f", &page, "-l", &page];
    let (pdf, stem_text) = (pdf.to_string_lossy(), stem.to_string_lossy());
    let args: Vec<&str> = args.into_iter().chain([pdf.as_ref(), stem_text.as_ref()]).collect();
    run("pdftoppm", &args, folder)?;
    let failed = |cause: String| Error::Program { program: "pdftoppm", cause };
    let image = stem.with_extension("ppm");
    let drawn = std::fs::read(&image).map_err(|e| failed(e.to_string()))?;
    let red = red_part(&drawn).ok_or_else(|| failed(format!("drew no image of page {page}")))?;
    std::fs::write(&image, red).map_err(|e| failed(e.to_string()))?;
    Ok((image, dots / 72.0))
}

/// The red part of a picture in the portable format (`P6`, eight bits a colour) as a grey one (`P5`).
fn red_part(picture: &[u8]) -> Option<Vec<u8>> {
    let mut lines = picture.splitn(4, |b| *b == b'\n');
    let (magic, size, most, dots) = (lines.next()?, lines.next()?, lines.next()?, lines.next()?);
    if magic != b"P6" || most != b"255" {
        return None;
    }
    let mut grey = Vec::with_capacity(dots.len() / 3 + 32);
    for part in [&b"P5"[..], size, most] {
        grey.extend_from_slice(part);
        grey.push(b'\n');
    }
    grey.extend(dots.chunks_exact(3).map(|dot| dot[0]));
    Some(grey)
}

/// Recognises the words of an image.
///
/// # Errors
/// [`Error::Program`] when Tesseract is absent or fails.
pub fn words(image: &Path, dots_per_inch: u32, folder: &Path) -> Result<Vec<Seen>, Error> {
    let dots = dots_per_inch.to_string();
    let path = image.to_string_lossy();
    // Page segmentation 3 (automatic) keeps the letterhead's columns and the cells of tables apart best.
    let out = run("tesseract", &[&path, "stdout", "-l", "vie", "--psm", "3", "--dpi", &dots, "tsv"], folder)?;
    Ok(parse(&String::from_utf8_lossy(&out)))
}

/// Reads Tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn parse(table: &str) -> Vec<Seen> {
    let mut out: Vec<Seen> = Vec::new();
    let mut line = 0;
    let mut extent = [0.0; 2];
    for row in table.lines().skip(1) {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        let number = |i: usize| fields.get(i).and_then(|f| f.parse::<f32>().ok());
        let (Some(level), Some(x), Some(y), Some(w), Some(h)) = (number(0), number(6), number(7), number(8), number(9))
        else {
            continue;
        };
        if level == 4.0 {
            line += 1;
            extent = [y, y + h];
        }
        let text = fields.get(11).map_or("", |t| t.trim());
        if level == 5.0 && !text.is_empty() {
            out.push(Seen {
                text: text.to_owned(),
                area: [x, y, x + w, y + h],
                line,
                extent,
                confidence: number(10).unwrap_or(0.0),
            });
        }
    }
    out
}

/// Runs a program in a folder, its output caught in a file there, and ends it when its time is over.
fn run(program: &'static str, args: &[&str], folder: &Path) -> Result<Vec<u8>, Error> {
    let failed = |cause: String| Error::Program { program, cause };
    let capture = tempfile::NamedTempFile::new_in(folder).map_err(|e| failed(e.to_string()))?;
    let stdout = capture.reopen().map_err(|e| failed(e.to_string()))?;
    let mut child = Command::new(program)
        .args(args)
        // Tesseract's threads cost more than they bring on single pages, and batches run side by side anyway.
        .env("OMP_THREAD_LIMIT", "1")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| failed(e.to_string()))?;
    const PAUSE: Duration = Duration::from_millis(5);
    let mut waited = Duration::ZERO;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if waited < Duration::from_secs(PROGRAM_SECONDS) => {
                std::thread::sleep(PAUSE);
                waited += PAUSE;
            }
            other => {
                // Out of time, or no longer ours to wait for.
                let _ = child.kill();
                let _ = child.wait();
                return Err(failed(match other {
                    Err(e) => e.to_string(),
                    _ => format!("took more than {PROGRAM_SECONDS} seconds"),
                }));
            }
        }
    };
    if !status.success() {
        return Err(failed(format!("ended with {status}")));
    }
    std::fs::read(capture.path()).map_err(|e| failed(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_line_and_box() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
             4\t1\t1\t1\t1\t0\t100\t50\t300\t30\t-1\t\n\
             5\t1\t1\t1\t1\t1\t100\t52\t60\t26\t96.2\tKẾ\n\
             5\t1\t1\t1\t1\t2\t170\t50\t120\t30\t91.5\tHOẠCH\n\
             4\t1\t1\t1\t2\t0\t100\t90\t300\t30\t-1\t\n\
             5\t1\t1\t1\t2\t1\t100\t92\t60\t26\t95\t \n";
        let words = parse(table);
        assert_eq!(words.len(), 2);
        assert_eq!(words[1].text, "HOẠCH");
        assert_eq!(words[1].area, [170.0, 50.0, 290.0, 80.0]);
        assert_eq!((words[0].line, words[1].line), (1, 1));
        assert_eq!(words[0].extent, [50.0, 80.0]);
    }

    #[test]
    fn a_red_seal_vanishes_and_ink_stays() {
        // A red dot, a black and a blue one.
        let picture = b"P6\n3 1\n255\n\xe0\x20\x20\0\0\0\x20\x20\xc0";
        assert_eq!(red_part(picture).unwrap(), b"P5\n3 1\n255\n\xe0\0\x20");
        assert_eq!(red_part(b"P4\n1 1\n"), None);
    }

    #[test]
    fn an_absent_program_is_an_error_not_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(run("no-such-program-here", &[], folder.path()), Err(Error::Program { .. })));
    }
}
