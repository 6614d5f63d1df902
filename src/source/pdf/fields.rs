//! Form fields, signature fields and annotations: what they draw on the page.
//!
//! A signature field whose appearance draws `08` over `ngày      tháng 01` → a page that draws just that `08`, at its
//! place; one that draws `Ký bởi: … Thời gian ký: …` → a stamp, no part of the document.
//!
//! In most digitally issued documents the number and the day stand nowhere else.

use super::page::Word;
use super::stamp;
use pdfboss_core::{Dict, Document, Matrix, Name, Object, Page, Rect, Stream};

/// Annotations read from one page; a file with more is furnished, not written.
const ANNOTATIONS: usize = 2000;

/// The page's visible annotations, each as a page that draws nothing but its appearance stream: the library
/// executes forms only where content invokes them.
pub fn appearances(doc: &Document, page: &Page) -> Vec<Page> {
    let Some(annotations) = page.dict().get("Annots").and_then(|a| doc.resolve(a).ok()) else { return Vec::new() };
    let items = annotations.as_array().unwrap_or_default().iter().take(ANNOTATIONS);
    items.filter_map(|item| appearance(doc, page, item)).collect()
}

fn appearance(doc: &Document, page: &Page, item: &Object) -> Option<Page> {
    let object = doc.resolve(item).ok()?;
    let dict = object.as_dict()?;
    let subtype = dict.get_name("Subtype").map_or("", |n| n.0.as_str());
    // Links draw nothing; a note's pop-up is the reviewer's, not the document's.
    if matches!(subtype, "Link" | "Popup" | "Text" | "FileAttachment") {
        return None;
    }
    const HIDDEN: i64 = 1 << 1;
    const NO_VIEW: i64 = 1 << 5;
    let flags = dict.get("F").and_then(|f| doc.resolve(f).ok()).and_then(|f| f.as_int()).unwrap_or(0);
    if flags & (HIDDEN | NO_VIEW) != 0 {
        return None;
    }
    let (drawn, form) = normal_appearance(doc, dict)?;
    let m = placement(doc, dict, &form)?;
    let content = format!("q {} {} {} {} {} {} cm /Appearance Do Q", m.a, m.b, m.c, m.d, m.e, m.f);
    let mut forms = Dict::new();
    forms.insert(Name("Appearance".into()), drawn);
    let mut resources = Dict::new();
    resources.insert(Name("XObject".into()), Object::Dict(forms));
    let mut alone = Dict::new();
    alone.insert(Name("Contents".into()), Object::Stream(Stream { dict: Dict::new(), data: content.into_bytes() }));
    Some(Page::from_parts(page.index, page.media_box, page.crop_box, page.rotate, resources, alone, None))
}

/// The normal appearance of an annotation: the object to draw, and its stream.
fn normal_appearance(doc: &Document, annotation: &Dict) -> Option<(Object, Stream)> {
    let appearances = doc.resolve(annotation.get("AP")?).ok()?;
    let normal = appearances.as_dict()?.get("N")?.clone();
    match doc.resolve(&normal).ok()? {
        Object::Stream(form) => Some((normal, form)),
        Object::Dict(states) => {
            let state = annotation.get_name("AS")?;
            let chosen = states.get(&state.0)?.clone();
            match doc.resolve(&chosen).ok()? {
                Object::Stream(form) => Some((chosen, form)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The matrix that brings a form's box onto the annotation's rectangle (ISO 32000-1, 12.5.5, algorithm 8.1).
fn placement(doc: &Document, annotation: &Dict, form: &Stream) -> Option<Matrix> {
    let rect = rectangle(doc, annotation.get("Rect")?)?;
    let bbox = rectangle(doc, form.dict.get("BBox")?)?;
    let [a, b, c, d, e, f] =
        form.dict.get("Matrix").and_then(|m| numbers::<6>(doc, m)).unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let drawn = bbox.transform(Matrix { a, b, c, d, e, f });
    if drawn.width() <= 0.0 || drawn.height() <= 0.0 {
        return None;
    }
    let (sx, sy) = (rect.width() / drawn.width(), rect.height() / drawn.height());
    let m = Matrix { a: sx, b: 0.0, c: 0.0, d: sy, e: rect.x0 - drawn.x0 * sx, f: rect.y0 - drawn.y0 * sy };
    [m.a, m.d, m.e, m.f].iter().all(|v| v.is_finite()).then_some(m)
}

fn rectangle(doc: &Document, object: &Object) -> Option<Rect> {
    let [x0, y0, x1, y1] = numbers::<4>(doc, object)?;
    Some(Rect::new(x0, y0, x1, y1).normalize())
}

fn numbers<const N: usize>(doc: &Document, object: &Object) -> Option<[f32; N]> {
    let array = doc.resolve(object).ok()?;
    let items = array.as_array()?;
    let mut out = [0.0; N];
    for (slot, item) in out.iter_mut().zip(items) {
        *slot = doc.resolve(item).ok()?.as_f64()? as f32;
    }
    (items.len() >= N && out.iter().all(|v| v.is_finite())).then_some(out)
}

/// Whether an annotation's text is the visible mark of a signature rather than a word of the document.
pub fn is_stamp(words: &[Word]) -> bool {
    let text = words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    stamp::is_stamp(&text)
}

/// A registry that types a day over the draft's day leaves both in the file; the one on top is what is read.
pub fn overtype(words: &mut Vec<Word>) {
    let typed: Vec<Word> = words.iter().filter(|w| w.field && is_numeral(&w.text)).cloned().collect();
    if typed.is_empty() {
        return;
    }
    words.retain(|w| {
        w.field
            || !is_numeral(&w.text)
            || !typed.iter().any(|t| {
                let overlap = t.x1.min(w.x1) - t.x0.max(w.x0);
                overlap > 0.5 * (w.x1 - w.x0).min(t.x1 - t.x0) && (t.base - w.base).abs() < 0.5 * w.size
            })
    });
}

fn is_numeral(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
