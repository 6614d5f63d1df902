//! Twice the document, twice the work: shapes that invite a second look at everything are read at two sizes.
//!
//! 400 and 800 times `xã đạt 80%, ` in one paragraph → at most 2.2 times the steps, and the memory asked for.
//!
//! Steps are what loops of unbounded length report to [`chitieu::work`]; the bytes asked from the allocator show what is
//! copied. Neither depends on the machine or on what else runs on it.

use chitieu::{Options, work};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts the bytes this thread asks for.
struct Counting;

thread_local! {
    static ASKED: Cell<u64> = const { Cell::new(0) };
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = ASKED.try_with(|a| a.set(a.get() + layout.size() as u64));
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Steps and bytes for one document.
fn cost(text: &str) -> (u64, u64) {
    let before = ASKED.get();
    let (record, steps) = work::during(|| chitieu::extract(text.as_bytes(), &Options::default()));
    record.expect("every shape is a document");
    (steps.expect("tests are built with debug assertions"), ASKED.get() - before)
}

/// The numbers 0, 1, 2 … in a pattern whose `#` is the number.
fn series(n: usize, separator: &str, pattern: &str) -> String {
    let items: Vec<String> = (0..n).map(|i| pattern.replace('#', &(i % 97 + 1).to_string())).collect();
    items.join(separator)
}

fn text(body: String) -> String {
    format!("KẾ HOẠCH\nphát triển\n\nI. MỤC TIÊU\n\n- {body}\n")
}

fn page(body: String) -> String {
    format!("<!DOCTYPE html><html><body><p>KẾ HOẠCH</p><p>I. MỤC TIÊU</p>{body}</body></html>")
}

/// Reads `shape` at both sizes and holds the ratio.
#[track_caller]
fn linear(name: &str, n: usize, shape: impl Fn(usize) -> String) {
    let warm = shape(8);
    cost(&warm);
    let (small, large) = (shape(n), shape(2 * n));
    let grown = large.len() as f64 / small.len() as f64;
    let (one, two) = (cost(&small), cost(&large));
    for (what, one, two) in [("steps", one.0, two.0), ("bytes", one.1, two.1)] {
        let ratio = two as f64 / one as f64;
        assert!(ratio <= 2.2 * grown / 2.0 + 0.05, "{name}: {one} {what}, at twice the size {two} ({ratio:.2})");
    }
}

#[test]
fn one_paragraph() {
    linear("numbers", 400, |n| text(series(n, " ", "#")));
    linear("numbers in a list", 400, |n| text(series(n, ", ", "#")));
    linear("percentages", 400, |n| text(format!("Tỷ lệ hộ nghèo đạt {}", series(n, ", ", "#%"))));
    linear("clauses at semicolons", 400, |n| text(series(n, "; ", "tỷ lệ hộ nghèo nhóm # giảm còn #%")));
    linear("clauses at commas", 400, |n| text(series(n, ", ", "#% xã đạt chuẩn")));
    linear("counts", 400, |n| text(format!("Xây dựng {}", series(n, " và ", "# trường"))));
    linear("years", 400, |n| text(format!("Tỷ lệ đạt {} GRDP", series(n, ", ", "năm 2025 đạt #%"))));
    linear("years at strokes", 400, |n| text(series(n, "/", "2025")));
    linear("dates", 400, |n| text(series(n, ", ", "ngày # tháng 5 năm 2025")));
    linear("sentences", 400, |n| text(series(n, ". ", "Tỷ lệ hộ dùng nước sạch đạt #%")));
    linear("words", 400, |n| text(series(n, " ", "tỷ lệ hộ nghèo của tỉnh")));
}

#[test]
fn brackets_and_signs() {
    linear("brackets with values", 300, |n| text(format!("Tỷ lệ đạt 80% {}", series(n, " ", "(năm 2030 đạt #%)"))));
    linear("one bracket of values", 300, |n| text(format!("Tỷ lệ đạt 80% (chiếm {})", series(n, ", ", "#%"))));
    linear("open brackets", 400, |n| text(format!("đạt 5% {}", "(".repeat(n))));
    linear("colons", 200, |n| text(format!("Diện tích{} 5 ha", ":".repeat(n))));
    linear("comparators", 400, |n| text(format!("{}5%", "trên ".repeat(n))));
    linear("words of time", 400, |n| text(format!("{}2025", "đến ".repeat(n))));
    linear("one word", 4000, |n| text("a".repeat(n)));
    linear("one number", 4000, |n| text("1".repeat(n)));
    linear("marks", 400, |n| text("Ty\u{309} le\u{323}\u{302} ".repeat(n)));
}

#[test]
fn many_blocks() {
    linear("headings", 300, |n| text(series(n, "\n", "#. Mục tiêu năm 2025")));
    linear("deep markers", 300, |n| text(series(n, "\n", "1.1.1.# Chỉ tiêu:")));
    linear("lead-ins", 300, |n| text(series(n, "\n", "Các chỉ tiêu gồm:\n- đạt #% hộ dân")));
    linear("a long lead-in", 300, |n| {
        text(format!("{}:\n{}", "kết quả của tỉnh ".repeat(n), series(n, "\n", "- Tỷ lệ đạt #%.")))
    });
    linear("one value", 300, |n| text(series(n, "\n", "- Tỷ lệ hộ nhóm # đạt 80%.")));
    linear("annexes", 200, |n| text(series(n, "\n\n", "PHỤ LỤC #\nTỷ lệ đạt 5%.")));
    linear("recitals", 200, |n| {
        let head = "ỦY BAN NHÂN DÂN\nTỈNH BẮC NINH\nSố: 1/KH-UBND\n\nKẾ HOẠCH\nVề việc làm\n\n";
        let cited: Vec<String> = (0..n).map(|i| format!("Quyết định số {i}/QĐ-TTg ngày 1/1/2024")).collect();
        format!("{head}Căn cứ {};\n", cited.join(", "))
    });
}

#[test]
fn markup() {
    linear("nested divisions", 400, |n| page(format!("{}đạt 5%{}", "<div>".repeat(n), "</div>".repeat(n))));
    linear("open spans", 400, |n| page(format!("<p>{}đạt 5%", "<span>".repeat(n))));
    linear("runs", 300, |n| page(format!("<p>{}</p>", "<b>đạt</b> &nbsp;<i>5%</i> ".repeat(n))));
    linear("entities", 300, |n| page(format!("<p>{}</p>", "&#272;&#7841;t 5% ".repeat(n))));
}

#[test]
fn tables() {
    let row = "<tr><td>Chỉ tiêu</td><td>ĐVT</td><td>Năm 2025</td></tr>";
    linear("rows", 200, |n| {
        page(format!("<table>{row}{}</table>", series(n, "", "<tr><td>Tỷ lệ hộ nhóm #</td><td>%</td><td>#</td></tr>")))
    });
    linear("tables", 150, |n| {
        page(series(n, "", &format!("<table>{row}<tr><td>Tỷ lệ hộ</td><td>%</td><td>#</td></tr></table>")))
    });
    linear("tables in one cell", 150, |n| {
        let inner = series(n, "", "<table><tr><td>Năm 2025</td><td>#%</td></tr></table>");
        page(format!("<table><tr><td>{inner}</td></tr></table>"))
    });
    linear("empty cells before blocks", 300, |n| {
        page(format!("<table><tr>{}<td>{}</td></tr></table>", "<td></td>".repeat(n), "<p>đạt 5%</p>".repeat(n)))
    });
    linear("blocks in a cell", 300, |n| {
        page(format!("<table>{row}<tr><td>{}</td><td>%</td><td>5</td></tr></table>", "<p>Tỷ lệ hộ</p>".repeat(n)))
    });
    linear("clauses in a cell", 300, |n| {
        page(format!("<table>{row}<tr><td>Tỷ lệ</td><td>%</td><td>{}</td></tr></table>", series(n, "; ", "đạt #%")))
    });
    linear("columns", 100, |n| {
        let (head, values) = ("<td>Năm 2025</td>".repeat(n), "<td>5%</td>".repeat(n));
        page(format!("<table><tr><td>Chỉ tiêu</td>{head}</tr><tr><td>Tỷ lệ hộ</td>{values}</tr></table>"))
    });
}
