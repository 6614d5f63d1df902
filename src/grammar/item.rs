//! One number and the words that belong to it: what leads to it and what follows it.
//!
//! `Tỷ lệ A đạt 80%, tỷ lệ B đạt 90%` → two items: lead `Tỷ lệ A`, link reach, 80 %; lead `tỷ lệ B`, link reach, 90 %.

use super::clause::{Part, PartKind};
use super::measure::Measure;
use super::time::{Time, TimeRole};
use crate::lexicon::words::{RankWord, Verb};
use crate::span::Span;
use crate::value::{Change, Operator};

/// A number with its lead and tail, cut out of a sentence.
#[derive(Clone, Debug)]
pub struct Item<'p> {
    /// The number.
    pub measure: &'p Measure,
    /// What leads to it.
    pub lead: Lead,
    /// The parts of the sentence that are its own: lead, number and tail.
    pub parts: std::ops::Range<usize>,
    /// The parts behind it that are its own.
    pub tail: &'p [Part],
    /// All its words.
    pub span: Span,
    /// It is the last of its sentence.
    pub last: bool,
    /// It opens its sentence.
    pub first: bool,
    /// It stands behind `trong đó`.
    pub breakdown: bool,
    /// A place in an order is meant.
    pub rank: Option<RankWord>,
    /// The tail ends in a comma or conjunction, not at the end of the sentence.
    pub listed: bool,
}

/// What leads to a number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lead {
    /// Words that name what is measured, functional words left out; consecutive pieces join with a blank.
    pub subject: Vec<Span>,
    /// A label before a colon: `Chỉ tiêu 1:`, `Tại địa bàn đô thị:`.
    pub label: Option<Span>,
    /// The subject is a label before a colon.
    pub colon: bool,
    /// A verb of its own stands behind the colon: `Số hóa hồ sơ: đạt 100%`.
    pub linked_behind_colon: bool,
    /// Nothing but a time stands before the colon: `năm 2024: 66 xã`.
    pub timed_colon: bool,
    /// The label narrows what follows (`Tại địa bàn đô thị:`).
    pub scope: bool,
    /// The verb right before the number, functional words passed over.
    pub link: Option<Verb>,
    /// Its words.
    pub link_span: Span,
    /// tăng or giảm stands before it.
    pub change: Option<Change>,
    /// The change word stands right before the number: an amount, not a level.
    pub amount: bool,
    /// A change word opens it and no verb stands before the number: `Giảm số vụ tai nạn | 6%`.
    pub direct: bool,
    /// A growth rate as a name: `tốc độ tăng`.
    pub growth: bool,
    /// bình quân
    pub mean: bool,
    /// hàng năm, mỗi năm
    pub yearly: bool,
    /// mỗi quý
    pub quarterly: bool,
    /// mỗi tháng
    pub monthly: bool,
    /// nâng, đưa: a level follows.
    pub raise: bool,
    /// duy trì
    pub keep: bool,
    /// The verb of an action at the head: its words.
    pub act: Option<Span>,
    /// A comparator apart from its number.
    pub operator: Option<Operator>,
    /// The last time before the number.
    pub time: Option<Time>,
    /// The lead opens with a word that names a new subject.
    pub head: bool,
    /// `đã`, `đến nay`: a result.
    pub past: bool,
    /// A modal word (`phấn đấu`).
    pub goal: bool,
    /// A list verb (`gồm`) right before the number.
    pub list: bool,
    /// `nếu`, `trường hợp`: a condition.
    pub condition: bool,
    /// `không để … dưới X`: the comparator is turned round.
    pub negated: bool,
    /// The verb before the number is one of support (`hỗ trợ 50% chi phí`).
    pub support: bool,
    /// It says what something is: `X là Y có …`.
    pub defines: bool,
    /// The subject opens with `có`: words about what was named before.
    pub has: bool,
    /// It stands under `mỗi`: said of each.
    pub each: bool,
    /// It is said of all of a place: `Toàn tỉnh có …`.
    pub whole: bool,
    /// It says what something has: `dự án có quy mô | trên 5 ha`.
    pub owns: bool,
    /// The subject says what is done to something, or what it has: `hộ được dùng nước sạch`.
    pub suffers: bool,
    /// The first phrase of the subject.
    pub first: Option<Span>,
    /// The subject opens with a word that narrows a noun (`nông thôn`, `ở cấp xã`).
    pub zone: bool,
    /// The verb before the number is suffered: `Đường tỉnh được nhựa hóa | 100%`.
    pub passive: bool,
    /// The subject ends with a preposition: the number measures a place or a means.
    pub preposition: bool,
    /// The number of a document stands in it.
    pub cites: bool,
    /// The quantity of the clause before the one that the verb opens: `Chỉ số PCI thuộc nhóm khá, tăng | 3 bậc`.
    pub earlier: Option<Span>,
    /// Words of a guard open a part of the lead: `điện thoại`, `kinh phí`.
    pub guard: Option<&'static str>,
    /// Brackets before the number, as spans.
    pub brackets: Vec<Span>,
}

/// Whether a part carries no words of the indicator: times, comparators, modal and frequency words.
pub fn functional(part: &Part) -> bool {
    match part.kind {
        PartKind::Time(_) | PartKind::Compare(_) | PartKind::Past | PartKind::Rank(_) | PartKind::Note => true,
        PartKind::Verb(v) => matches!(
            v,
            Verb::Goal
                | Verb::Mean
                | Verb::Yearly
                | Verb::MeanYearly
                | Verb::Quarterly
                | Verb::Monthly
                | Verb::Also
                | Verb::Breakdown
                | Verb::If
                | Verb::Not
                | Verb::Respective
        ),
        _ => false,
    }
}

/// A verb that can stand between subject and number.
pub fn links(verb: Verb) -> bool {
    matches!(
        verb,
        Verb::Reach
            | Verb::Share
            | Verb::To
            | Verb::Up
            | Verb::Down
            | Verb::Growth
            | Verb::Decline
            | Verb::Keep
            | Verb::Has
            | Verb::Act
            | Verb::Raise
            | Verb::List
    )
}

/// Reads the parts that lead to a number.
pub fn lead(parts: &[Part]) -> Lead {
    lead_within(parts, LABELS)
}

/// Bytes before the number of a document that only say what kind of document it is: `Kế hoạch số`.
const DOCUMENT: u32 = 32;

/// Labels within labels that are read: `Mục tiêu: Diện tích: 5 ha`. A row of colons without end is none.
const LABELS: usize = 6;

fn lead_within(parts: &[Part], labels: usize) -> Lead {
    let mut lead = Lead::default();
    let mut parts = parts;
    crate::work::steps(parts.len());
    // A label before the last colon.
    if labels > 0
        && let Some(colon) = parts.iter().rposition(|p| p.kind == PartKind::Colon)
    {
        let before = &parts[..colon];
        let behind = &parts[colon + 1..];
        lead.guard = before.iter().find_map(|p| p.guard);
        // `Văn bản khác: Kế hoạch 45/KH-UBND: 95% hộ …`
        lead.condition |= before.iter().any(|p| p.cites.is_some());
        for part in before {
            if let Some(time) = part.time() {
                keep_time(&mut lead, time);
            }
            if let Some(verb) = part.verb() {
                match verb {
                    Verb::Yearly => lead.yearly = true,
                    Verb::MeanYearly => (lead.mean, lead.yearly) = (true, true),
                    _ => {}
                }
            }
        }
        let words: Vec<&Part> = before.iter().filter(|p| names(p)).collect();
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            // `Chỉ số SIPAS: Đạt trên 86%`: a verb that only links names nothing of its own.
            let own = behind.iter().any(|p| {
                let links =
                    matches!(p.verb(), Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Up | Verb::Down));
                names(p) && !links
            });
            if own || words.is_empty() {
                lead.label = Some(first.span.join(last.span));
                // `Đối với người cao tuổi:`, not a clause that opens so.
                lead.scope = first.zone && !before.iter().any(Part::separates);
            } else {
                // The label is the subject: `Diện tích trồng mới: trên 2.000 ha`.
                let mut inner = lead_within(before, labels - 1);
                inner.time = inner.time.or(lead.time);
                let rest = lead_within(behind, 0);
                return Lead {
                    colon: true,
                    linked_behind_colon: rest.link.is_some(),
                    guard: inner.guard,
                    head: inner.head,
                    first: inner.first,
                    zone: inner.zone,
                    has: inner.has,
                    each: inner.each,
                    link: rest.link.or(Some(Verb::Reach)),
                    link_span: parts[colon].span,
                    operator: rest.operator.or(inner.operator),
                    time: rest.time.or(inner.time),
                    mean: inner.mean || rest.mean,
                    yearly: inner.yearly || rest.yearly,
                    change: rest.change.or(inner.change),
                    // `Giảm tình trạng tảo hôn: 2 - 3%/năm`
                    amount: rest.amount || inner.growth || inner.change.is_some() && rest.link.is_none(),
                    growth: inner.growth,
                    past: rest.past || inner.past,
                    goal: true,
                    subject: subject_of_label(before),
                    label: inner.label,
                    ..rest
                };
            }
        }
        // `Trồng rừng từng năm: năm 2026 trồng 2.900 ha`
        lead.yearly &= !behind.iter().any(|p| p.time().is_some_and(|t| t.role == TimeRole::Period));
        lead.timed_colon = words.is_empty() && lead.time.is_some();
        parts = behind;
    }
    let mut end = parts.len();
    while end > 0
        && (functional(&parts[end - 1])
            || matches!(parts[end - 1].kind, PartKind::Bracket(_) | PartKind::Comma | PartKind::And))
    {
        end -= 1;
    }
    // `Chỉ số năng lực cạnh tranh (PCI) | nằm trong nhóm 20`: a short name in brackets belongs to the words before it.
    if end > 0
        && parts.get(end).is_some_and(|p| matches!(&p.kind, PartKind::Bracket(inner) if inner.len() == 1))
        && parts[end - 1].kind == PartKind::Words
    {
        end += 1;
    }
    // `Nâng thứ hạng PCI từ | vị trí thứ 41 lên …`
    if end > 0 && parts[end - 1].verb() == Some(Verb::From) {
        end -= 1;
    }
    let tail_functional = &parts[end..];
    for part in tail_functional {
        note(&mut lead, part);
    }
    let tail_mean = tail_functional.iter().find(|p| p.verb() == Some(Verb::Mean));
    if end > 0
        && let Some(verb) = parts[end - 1].verb()
        && links(verb)
    {
        lead.link = Some(verb);
        lead.link_span = parts[end - 1].span;
        lead.support =
            matches!(parts[end - 1].guard, Some("budget" | "norm")) && !tail_functional.iter().any(Part::separates);
        end -= 1;
        // `Cải tạo, nâng cấp | 820 km đường tỉnh`: one action in two verbs.
        while verb == Verb::Act
            && let [before @ .., first, sign] = &parts[..end]
            && first.verb() == Some(Verb::Act)
            && matches!(sign.kind, PartKind::Comma | PartKind::And)
            && opens_clause(before)
        {
            lead.link_span = first.span.join(lead.link_span);
            end -= 2;
        }
        if verb == Verb::Reach && end > 0 && parts[end - 1].verb() == Some(Verb::Keep) {
            // `duy trì mức 11,5%`
            lead.link = Some(Verb::Keep);
            end -= 1;
        }
        // `Mức sinh thay thế được | duy trì`
        if verb == Verb::Keep && end > 0 && parts[end - 1].verb() == Some(Verb::Predicate) {
            end -= 1;
        }
        if verb == Verb::To && end > 0 && matches!(parts[end - 1].verb(), Some(Verb::Up | Verb::Down)) {
            // `rút ngắn còn 2 ngày`: a level.
            end -= 1;
        }
        lead.past |= end > 0 && parts[end - 1].kind == PartKind::Past;
        // `đường huyện được nhựa hóa, bê tông hóa | từ 82%`: both verbs are suffered.
        let suffered = |end: usize| end > 0 && parts[end - 1].verb() == Some(Verb::Predicate);
        let both =
            end > 1 && parts[end - 1].separates() && parts[end - 2].verb() == Some(Verb::Act) && suffered(end - 2);
        lead.passive = verb == Verb::Act && (suffered(end) || both);
        // `hoàn thiện thể chế, giảm 30% …`, `luân chuyển sách về cơ sở, phấn đấu năm 2027 luân chuyển 5.000 lượt`: the verb
        // opens a clause of its own.
        let goal = parts[..end].iter().rposition(|p| !functional(p)).map_or(0, |at| at + 1);
        let led =
            goal > 0 && parts[goal - 1].separates() && parts[goal..end].iter().any(|p| p.verb() == Some(Verb::Goal));
        if end > 0
            && (parts[end - 1].separates() || led)
            && !lead.passive
            && matches!(verb, Verb::Up | Verb::Down | Verb::Act | Verb::Raise | Verb::Has)
        {
            for part in &parts[..end] {
                if matches!(part.kind, PartKind::Time(_) | PartKind::Verb(Verb::If)) {
                    note(&mut lead, part);
                }
            }
            // `Chỉ số | hài lòng …`: the opening word alone names nothing.
            let mut named = parts[..end].iter().filter(|p| names(p));
            let first = named.next().filter(|p| p.head);
            let rest = first.filter(|p| p.span == p.first).and(named.next());
            lead.earlier = first.map(|p| rest.map_or(p.span, |r| p.span.join(r.span)));
            parts = &parts[end..];
            end = 0;
        }
    }
    let mut amount = matches!(lead.link, Some(Verb::Up | Verb::Down | Verb::Growth | Verb::Decline));
    // `tăng bình quân hàng năm … đạt 10%`: the change reaches over the link when nothing is named between.
    let mut body = &parts[..end];
    let mut direct = false;
    let opening = body.iter().position(|p| !functional(p) && !p.separates()).unwrap_or(body.len());
    for part in &body[..opening] {
        note(&mut lead, part);
    }
    body = &body[opening..];
    let opens = subject_start(body);
    for part in &body[..opens] {
        if let PartKind::Time(_) | PartKind::Past = part.kind {
            note(&mut lead, part);
        }
        lead.goal |= matches!(part.verb(), Some(Verb::Goal | Verb::Raise));
        lead.condition |= part.verb() == Some(Verb::If);
        lead.negated |= part.verb() == Some(Verb::Not);
    }
    body = &body[opens..];
    if let Some(first) = body.first() {
        lead.head = first.head;
        match first.verb() {
            Some(verb @ (Verb::Up | Verb::Down)) => {
                lead.change = verb.change();
                body = &body[1..];
                // `Giảm số vụ tai nạn | 6%`: by so much, for no verb of motion says to what.
                direct =
                    matches!(lead.link, None | Some(Verb::Act)) && !body.iter().any(|p| p.verb() == Some(Verb::To));
            }
            Some(verb @ (Verb::Growth | Verb::Decline)) => {
                lead.growth = true;
                lead.change = verb.change();
                lead.head = true;
            }
            Some(Verb::Raise | Verb::Keep) => {
                lead.raise = first.verb() == Some(Verb::Raise);
                lead.keep = first.verb() == Some(Verb::Keep);
                body = &body[1..];
                if let Some(next) = body.first() {
                    lead.head = next.head;
                    if let Some(verb @ (Verb::Growth | Verb::Decline)) = next.verb() {
                        lead.growth = true;
                        lead.change = verb.change();
                    }
                }
            }
            Some(Verb::Act) => lead.act = Some(first.span),
            _ => {}
        }
    }
    lead.defines = body.iter().any(|p| p.verb() == Some(Verb::Reach));
    // `Nghị quyết số 20-NQ/TW đã đề ra chỉ tiêu 95%`, `Kế hoạch 88/KH-UBND về phấn đấu 90%`: what a document says that is cited.
    let opens_citing = |p: &Part| !p.head && p.cites.is_some_and(|at| at - p.span.start < DOCUMENT);
    lead.condition |= body.first().is_some_and(opens_citing) && !body.iter().any(Part::separates);
    lead.condition |= body.iter().rev().take_while(|p| !p.separates()).any(|p| p.verb() == Some(Verb::Lack));
    lead.cites = body.iter().any(|p| p.cites.is_some());
    lead.suffers = body.iter().any(|p| p.verb() == Some(Verb::Predicate));
    lead.owns = body.iter().any(|p| p.verb() == Some(Verb::Has));
    lead.first = body.first().map(|p| p.first);
    lead.zone = body.first().is_some_and(|p| p.zone);
    lead.has = body.first().is_some_and(|p| p.verb() == Some(Verb::Has));
    lead.each = body.first().is_some_and(|p| p.each);
    lead.whole = body.first().is_some_and(|p| p.whole);
    lead.preposition = body.last().is_some_and(|p| p.preposition);
    lead.guard = lead.guard.or(body.iter().find_map(|p| p.guard));
    lead.support |= lead.link.is_none() && body.last().is_some_and(|p| matches!(p.guard, Some("budget" | "norm")));
    // `thu nhập bình quân`: a mean is part of the name unless something changes or is counted by the year.
    let mut means: Vec<Span> = Vec::new();
    for (k, part) in body.iter().enumerate() {
        match &part.kind {
            // `Kết quả năm 2024 cho thấy, | toàn tỉnh có …`
            PartKind::Past if body.get(k + 1).is_some_and(Part::separates) => note(&mut lead, part),
            // `đến 31/01/2027 giải ngân vốn năm 2026 đạt 95%`: a time that bounds nothing is part of the name behind one that does.
            PartKind::Time(time)
                if !time.prefixed
                    && lead.time.and_then(|t| t.end.filter(|d| t.prefixed || d.day.is_some())).is_some()
                    && !lead.subject.is_empty()
                    && !body.iter().any(Part::separates) =>
            {
                push(&mut lead.subject, part.span);
            }
            PartKind::Verb(Verb::Mean) if !lead.subject.is_empty() => {
                means.push(part.span);
                push(&mut lead.subject, part.span);
                lead.mean = true;
            }
            PartKind::Bracket(inner) if inner.iter().all(|p| !p.separates()) => push(&mut lead.subject, part.span),
            PartKind::Bracket(_) => lead.brackets.push(part.span),
            // `các dự án đã quy hoạch`: no result of the statement.
            PartKind::Past if !lead.subject.is_empty() => push(&mut lead.subject, part.span),
            _ if functional(part) => note(&mut lead, part),
            PartKind::Comma
            | PartKind::And
            | PartKind::Dash
            | PartKind::Words
            | PartKind::Verb(_)
            | PartKind::Onward(_)
            | PartKind::Measure(_) => {
                push(&mut lead.subject, part.span);
            }
            _ => {}
        }
    }
    trim_separators(&mut lead.subject, body);
    // `Tăng số doanh nghiệp | thành lập mới | 10%`: the verb belongs to the name.
    if direct && lead.link == Some(Verb::Act) {
        push(&mut lead.subject, lead.link_span);
        lead.link = None;
    }
    match lead.link {
        Some(verb @ (Verb::Up | Verb::Growth | Verb::Down | Verb::Decline)) => {
            lead.change = verb.change();
            lead.growth |= matches!(verb, Verb::Growth | Verb::Decline);
        }
        Some(Verb::List) => lead.list = true,
        Some(Verb::Raise) => lead.raise = true,
        _ => {
            lead.keep |= lead.link == Some(Verb::Keep);
            // Named between change word and link: a level; nothing named: still the amount of change.
            if lead.change.is_some() && !lead.growth {
                let rate = lead.link.is_none() && !lead.colon && (lead.mean || lead.yearly || direct);
                amount = (lead.subject.is_empty() || rate) && !matches!(lead.link, Some(Verb::To));
            }
            // `năng suất lao động tăng bình quân duy trì mức 11,5%`: the change word stands inside, before the link.
            if lead.change.is_none()
                && let Some((at, change)) = inner_change(body)
            {
                lead.change = Some(change);
                amount = true;
                lead.subject.clear();
                for part in &body[..at] {
                    if names(part) || part.separates() {
                        push(&mut lead.subject, part.span);
                    }
                }
                trim_separators(&mut lead.subject, &body[..at]);
            }
        }
    }
    amount |= lead.growth;
    lead.amount = amount && lead.change.is_some();
    // `Thời gian chờ trung bình giảm 30%`: a mean behind its noun, no rate.
    if matches!(lead.link, Some(Verb::Up | Verb::Down)) && means.last().is_some_and(|m| lead.subject.last() == Some(m))
    {
        lead.mean = tail_mean.is_some();
        means.clear();
    }
    lead.direct = direct;
    if lead.amount || lead.growth || lead.yearly {
        lead.subject.retain(|s| !means.contains(s));
    } else if let Some(mean) = tail_mean
        && !lead.subject.is_empty()
        && lead.link.is_none()
    {
        lead.subject.push(mean.span);
    }
    // `Có thêm 20 xã`, `Phát triển thêm 300 đại lý`: the verb alone names nothing.
    if lead.amount && matches!(body, [part] if part.verb() == Some(Verb::Has)) {
        lead.subject.clear();
    }
    lead
}

/// Whether what stands behind these parts opens a clause, other verbs of action passed over: `Hỗ trợ | xây mới`.
fn opens_clause(before: &[Part]) -> bool {
    let last = before.iter().rev().find(|p| p.verb() != Some(Verb::Act));
    last.is_none_or(|p| functional(p) || p.separates())
}

/// Where the subject begins behind clauses that came before it without a number: `hoàn thiện hạ tầng, giảm | 30% …`,
/// `xây dựng chính sách để nâng | tỷ lệ A`, `bảo đảm an sinh, | tỷ lệ hộ nghèo còn 3%`.
fn subject_start(body: &[Part]) -> usize {
    let mut start = 0;
    for k in 1..body.len() {
        let part = &body[k];
        let before = &body[k - 1];
        let opens_clause = part.head
            || part.verb().is_some_and(|v| {
                matches!(
                    v,
                    Verb::Raise
                        | Verb::Up
                        | Verb::Down
                        | Verb::Growth
                        | Verb::Decline
                        | Verb::Act
                        | Verb::Keep
                        | Verb::Goal
                        | Verb::Has
                )
            });
        // A verb of the statement with a named quantity behind it, in the middle of a clause.
        let governed = part.head
            && before.verb().is_some_and(|v| {
                matches!(
                    v,
                    Verb::Raise
                        | Verb::Up
                        | Verb::Down
                        | Verb::Keep
                        | Verb::Reach
                        | Verb::Goal
                        | Verb::Effect
                        | Verb::Against
                )
            });
        // A subject that has begun with a named quantity goes on: `tỷ lệ hộ được dùng điện bảo đảm chất lượng`.
        if governed && !body[start].head {
            let change = matches!(before.verb(), Some(Verb::Up | Verb::Down | Verb::Raise | Verb::Keep));
            start = if change { k - 1 } else { k };
        } else if before.separates()
            && before.kind != PartKind::Colon
            && opens_clause
            && k >= 2
            && clause_before(&body[start..k - 1])
            // `Bổ sung vốn điều lệ cho Quỹ A, phấn đấu đến năm 2027 | đạt 150 tỷ đồng`: nothing else is named.
            && body[k..].iter().any(names)
        {
            start = k;
        }
    }
    start
}

/// Whether the parts are a clause of their own: a verb with words behind it, not the first half of `đào tạo, bồi dưỡng …`.
fn clause_before(parts: &[Part]) -> bool {
    let Some(last) = parts.last() else { return false };
    let verb =
        parts.iter().position(|p| p.verb().is_some_and(|v| !matches!(v, Verb::Reach | Verb::Has)) && !functional(p));
    !matches!(last.kind, PartKind::Verb(_)) && verb.is_some_and(|v| v + 1 < parts.len()) && !parts[0].head
}

/// `… tăng bình quân` at the end of the body, functional words passed over.
fn inner_change(body: &[Part]) -> Option<(usize, Change)> {
    let mut end = body.len();
    while end > 0 && functional(&body[end - 1]) {
        end -= 1;
    }
    if end < 2 {
        return None;
    }
    let verb = body[end - 1].verb().filter(|v| matches!(v, Verb::Up | Verb::Down))?;
    Some((end - 1, verb.change()?))
}

fn subject_of_label(before: &[Part]) -> Vec<Span> {
    let mut subject = Vec::new();
    // Of several labels the last that has words: `Số xã đạt chuẩn: năm 2023: 60 xã`.
    let body = before.rsplit(|p| p.kind == PartKind::Colon).find(|b| b.iter().any(names)).unwrap_or(before);
    // `Tỷ lệ hộ nghèo giảm còn: 6% (năm 2022)`: the verb before the colon names nothing.
    let linked = |p: &Part| matches!(p.verb(), Some(Verb::To | Verb::Reach));
    let end = body.iter().rposition(|p| !functional(p) && !linked(p)).map_or(body.len(), |at| at + 1);
    let opens = body.iter().position(|p| !functional(p)).unwrap_or(0);
    // `Giảm tỷ lệ hộ nghèo: 2%`, `Duy trì tỷ lệ che phủ rừng: trên 42%`
    let opening = body.get(opens).and_then(Part::verb);
    let changes = matches!(opening, Some(Verb::Up | Verb::Down | Verb::Raise | Verb::Keep)) && end > opens + 1;
    for part in &body[opens + usize::from(changes)..end] {
        if (names(part) || part.separates()) && !functional(part) && part.verb() != Some(Verb::Goal) {
            push(&mut subject, part.span);
        }
    }
    trim_separators(&mut subject, body);
    subject
}

/// Whether a part names something.
pub fn names(part: &Part) -> bool {
    match part.kind {
        PartKind::Words => !part.ordinal,
        PartKind::Measure(_) | PartKind::Onward(_) => true,
        PartKind::Verb(_) => !functional(part),
        _ => false,
    }
}

fn note(lead: &mut Lead, part: &Part) {
    match part.kind {
        PartKind::Time(time) => keep_time(lead, time),
        PartKind::Compare(op) => lead.operator = Some(op),
        PartKind::Past => lead.past = true,
        PartKind::Bracket(_) => lead.brackets.push(part.span),
        PartKind::Verb(Verb::Mean) => lead.mean = true,
        PartKind::Verb(Verb::Yearly) => lead.yearly = true,
        PartKind::Verb(Verb::MeanYearly) => (lead.mean, lead.yearly) = (true, true),
        PartKind::Verb(Verb::Quarterly) => lead.quarterly = true,
        PartKind::Verb(Verb::Monthly) => lead.monthly = true,
        PartKind::Verb(Verb::Goal) => lead.goal = true,
        PartKind::Verb(Verb::If) => lead.condition = true,
        PartKind::Verb(Verb::Not) => lead.negated = true,
        _ => {}
    }
}

fn keep_time(lead: &mut Lead, time: Time) {
    if time.role == TimeRole::Period {
        lead.time = Some(time);
    }
}

fn push(pieces: &mut Vec<Span>, span: Span) {
    pieces.push(span);
}

/// Drops commas and conjunctions from the ends.
fn trim_separators(pieces: &mut Vec<Span>, body: &[Part]) {
    // Parts stand in text order.
    let part = |span: &Span| body.binary_search_by_key(&span.start, |p| p.span.start).ok().map(|at| &body[at]);
    let separates = |span: &Span| part(span).is_some_and(|p| p.span == *span && p.separates());
    while pieces.last().is_some_and(separates) {
        pieces.pop();
    }
    let from = pieces.iter().take_while(|s| separates(s)).count();
    pieces.drain(..from);
    // `Theo kế hoạch, giai đoạn 2026 - 2030, toàn tỉnh`: where a time stood between two commas one is left.
    pieces.dedup_by(|next, last| separates(next) && separates(last));
}
