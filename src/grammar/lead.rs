//! What leads to a number, read from its parts: the label, the verb before it, the words that name what is measured.
//!
//! `Phấn đấu đến năm 2025, tỷ lệ hộ nghèo giảm còn | 3%` → goal, by 2025, subject `tỷ lệ hộ nghèo`, link to.

use super::clause::{Part, PartKind};
use super::item::{Lead, functional, links, names};
use super::time::{Time, TimeRole};
use crate::lexicon::words::Verb;
use crate::span::Span;
use crate::value::Change;

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
    if labels > 0
        && let Some(colon) = parts.iter().rposition(|p| p.kind == PartKind::Colon)
    {
        let (before, behind) = (&parts[..colon], &parts[colon + 1..]);
        note_label(&mut lead, before);
        if before.iter().any(names) && !behind.iter().any(names_more) {
            let rest = lead_within(behind, 0);
            return from_label(before, lead_within(before, labels - 1), lead.time, parts[colon].span, rest);
        }
        name_label(&mut lead, before, behind);
        parts = behind;
    }
    let (worded, trailing) = parts.split_at(worded_end(parts));
    trailing.iter().for_each(|part| note(&mut lead, part));
    let body = before_link(&mut lead, worded, trailing);
    lead.parted = body.iter().rev().find(|p| !functional(p)).is_some_and(|p| p.kind == PartKind::Comma);
    let goal = trailing.iter().position(|p| p.verb() == Some(Verb::Goal));
    lead.anew = goal.is_some_and(|at| trailing[..at].iter().any(Part::separates)) && clause_before(worded);
    let body = behind_clauses(&mut lead, body);
    let body = behind_change(&mut lead, body);
    mark(&mut lead, body);
    let means = name_subject(&mut lead, body);
    settle_change(&mut lead, body);
    settle_means(&mut lead, &means, trailing);
    // `Có thêm 20 xã`, `Phát triển thêm 300 đại lý`: the verb alone names nothing.
    // `…, phấn đấu mỗi năm có thêm 500 hộ`: nor what stands before its clause.
    let has = |p: &Part| p.verb() == Some(Verb::Has);
    let opens = |before: &[Part]| before.iter().rfind(|p| !functional(p)).is_none_or(Part::separates);
    if lead.amount && body.split_last().is_some_and(|(last, before)| has(last) && opens(before)) {
        lead.subject.clear();
    }
    lead
}

/// What a label before the last colon says besides its words.
fn note_label(lead: &mut Lead, before: &[Part]) {
    lead.guard = before.iter().find_map(|p| p.guard);
    // `Văn bản khác: Kế hoạch 45/KH-UBND: 95% hộ …`
    lead.condition |= before.iter().any(|p| p.cites.is_some());
    for part in before {
        match part.kind {
            PartKind::Time(time) => keep_time(lead, time),
            PartKind::Verb(Verb::Yearly) => lead.yearly = true,
            PartKind::Verb(Verb::MeanYearly) => (lead.mean, lead.yearly) = (true, true),
            _ => {}
        }
    }
}

/// Whether a part behind a label names something of its own: `Chỉ số SIPAS: Đạt trên 86%` only links.
fn names_more(part: &Part) -> bool {
    let links = matches!(part.verb(), Some(Verb::Reach | Verb::Share | Verb::To | Verb::Keep | Verb::Up | Verb::Down));
    names(part) && !links
}

/// The lead whose label is its subject: `Diện tích trồng mới: trên 2.000 ha`; `rest`: what stands behind the colon.
fn from_label(before: &[Part], inner: Lead, time: Option<Time>, colon: Span, rest: Lead) -> Lead {
    Lead {
        colon: true,
        linked_behind_colon: rest.link.is_some(),
        guard: inner.guard,
        head: inner.head,
        first: inner.first,
        zone: inner.zone,
        has: inner.has,
        each: inner.each,
        link: rest.link.or(Some(Verb::Reach)),
        link_span: colon,
        operator: rest.operator.or(inner.operator),
        time: rest.time.or(inner.time).or(time),
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
    }
}

/// A label that stands beside the subject behind it.
fn name_label(lead: &mut Lead, before: &[Part], behind: &[Part]) {
    let mut naming = before.iter().filter(|p| names(p));
    let mut first = naming.next();
    // `Giảm tỷ suất tử vong: trẻ dưới 1 tuổi …`: the quantity names the list.
    if first.is_some_and(|p| matches!(p.verb(), Some(Verb::Up | Verb::Down | Verb::Raise)))
        && let Some(quantity) = naming.next().filter(|p| p.head)
    {
        lead.label_change = first.and_then(Part::verb).and_then(Verb::change);
        first = Some(quantity);
    }
    // `Đối với ngành thép, mức giảm tiêu hao năng lượng: lò cao 1,2% …`: the clause that names a quantity.
    let clause = before.iter().rposition(|p| p.kind == PartKind::Comma).and_then(|at| before.get(at + 1));
    let first = first.map(|first| clause.filter(|p| p.head && first.zone).unwrap_or(first));
    if let Some((first, last)) = first.zip(before.iter().rfind(|p| names(p))) {
        lead.label = Some(first.span.join(last.span));
        // `Đối với người cao tuổi:`, not a clause that opens so.
        lead.scope = first.zone && !before.iter().any(Part::separates);
    }
    // `Mức giảm tiêu hao năng lượng: xi măng 1,8%; …`
    let rate = before.iter().filter_map(Part::verb).find(|v| matches!(v, Verb::Growth | Verb::Decline));
    lead.label_change = lead.label_change.or(rate.and_then(Verb::change));
    // `Trồng rừng từng năm: năm 2026 trồng 2.900 ha`
    lead.yearly &= !behind.iter().any(|p| p.time().is_some_and(|t| t.role == TimeRole::Period));
    lead.timed_colon = first.is_none() && lead.time.is_some();
}

/// How many of the parts are left without those right before the number that name nothing.
fn worded_end(parts: &[Part]) -> usize {
    let silent = |p: &Part| functional(p) || matches!(p.kind, PartKind::Bracket(_) | PartKind::Comma | PartKind::And);
    let mut end = parts.iter().rposition(|p| !silent(p)).map_or(0, |at| at + 1);
    // `Chỉ số năng lực cạnh tranh (PCI) | nằm trong nhóm 20`: a short name in brackets belongs to the words before it.
    if end > 0
        && parts.get(end).is_some_and(|p| matches!(&p.kind, PartKind::Bracket(inner) if inner.len() == 1))
        && parts[end - 1].kind == PartKind::Words
    {
        end += 1;
    }
    // `Nâng thứ hạng PCI từ | vị trí thứ 41 lên …`
    end - usize::from(end > 0 && parts[end - 1].verb() == Some(Verb::From))
}

/// Reads the verb right before the number; the parts before it, none when the verb opens a clause of its own.
fn before_link<'p>(lead: &mut Lead, worded: &'p [Part], trailing: &[Part]) -> &'p [Part] {
    let Some((last, mut body)) = worded.split_last() else { return worded };
    let Some(verb) = last.verb().filter(|v| links(*v)) else { return worded };
    lead.link = Some(verb);
    lead.link_span = last.span;
    lead.support = matches!(last.guard, Some("budget" | "norm")) && !trailing.iter().any(Part::separates);
    // `Cải tạo, nâng cấp | 820 km đường tỉnh`: one action in two verbs.
    while verb == Verb::Act
        && let [before @ .., first, sign] = body
        && first.verb() == Some(Verb::Act)
        && matches!(sign.kind, PartKind::Comma | PartKind::And)
        && opens_clause(before)
    {
        lead.link_span = first.span.join(lead.link_span);
        body = before;
    }
    match (verb, body.split_last().map(|(before, rest)| (before.verb(), rest))) {
        // `duy trì mức 11,5%`
        (Verb::Reach, Some((Some(Verb::Keep), rest))) => (lead.link, body) = (Some(Verb::Keep), rest),
        // `Mức sinh thay thế được | duy trì`; `rút ngắn còn 2 ngày` is a level.
        (Verb::Keep, Some((Some(Verb::Predicate), rest))) | (Verb::To, Some((Some(Verb::Up | Verb::Down), rest))) => {
            body = rest;
        }
        _ => {}
    }
    // `Nâng tổng số tiêu chí đã đạt | lên 16`: what is raised had been reached.
    let raised = body.first().and_then(Part::verb).is_some_and(|v| matches!(v, Verb::Raise | Verb::Up));
    lead.past |= !raised && body.last().is_some_and(|p| p.kind == PartKind::Past);
    lead.passive = verb == Verb::Act && is_suffered(body);
    let moves = matches!(verb, Verb::Up | Verb::Down | Verb::Act | Verb::Raise | Verb::Has);
    if !moves || lead.passive || !ends_clause(body) {
        return body;
    }
    for part in body {
        if matches!(part.kind, PartKind::Time(_) | PartKind::Verb(Verb::If)) {
            note(lead, part);
        }
    }
    let words = |p: &&Part| !functional(p) && !p.separates();
    let (opens, ends) = (body.iter().find(words), body.iter().rfind(words));
    lead.clause = opens.zip(ends).map(|(first, last)| first.span.join(last.span));
    // `Chỉ số | hài lòng …`: the opening word alone names nothing.
    let mut named = body.iter().filter(|p| names(p));
    let first = named.next().filter(|p| p.head);
    let rest = first.filter(|p| p.span == p.first).and(named.next());
    lead.earlier = first.map(|p| rest.map_or(p.span, |r| p.span.join(r.span)));
    &[]
}

/// Whether what stands behind these parts opens a clause, other verbs of action passed over: `Hỗ trợ | xây mới`.
fn opens_clause(before: &[Part]) -> bool {
    let last = before.iter().rev().find(|p| p.verb() != Some(Verb::Act));
    last.is_none_or(|p| functional(p) || p.separates())
}

/// Whether the verb behind these parts is suffered: `đường huyện được nhựa hóa, bê tông hóa | từ 82%`, both of them.
fn is_suffered(body: &[Part]) -> bool {
    let suffered = |p: &Part| p.verb() == Some(Verb::Predicate);
    match body {
        [.., last] if suffered(last) => true,
        [.., before, act, sign] => sign.separates() && act.verb() == Some(Verb::Act) && suffered(before),
        _ => false,
    }
}

/// Whether a clause ends here, so that the verb behind opens one of its own: `hoàn thiện thể chế, giảm 30% …`, `luân chuyển
/// sách về cơ sở, phấn đấu năm 2027 luân chuyển 5.000 lượt`.
fn ends_clause(body: &[Part]) -> bool {
    let goal = body.iter().rposition(|p| !functional(p)).map_or(0, |at| at + 1);
    let led = goal > 0 && body[goal - 1].separates() && body[goal..].iter().any(|p| p.verb() == Some(Verb::Goal));
    led || body.last().is_some_and(Part::separates)
}

/// Passes over the functional words that open the lead and clauses without a number; the parts of the subject.
fn behind_clauses<'p>(lead: &mut Lead, body: &'p [Part]) -> &'p [Part] {
    let opening = body.iter().position(|p| !functional(p) && !p.separates()).unwrap_or(body.len());
    let (opening, body) = body.split_at(opening);
    opening.iter().for_each(|part| note(lead, part));
    let (clauses, body) = body.split_at(subject_start(body));
    for part in clauses {
        if let PartKind::Time(_) | PartKind::Past = part.kind {
            note(lead, part);
        }
        lead.goal |= matches!(part.verb(), Some(Verb::Goal | Verb::Raise));
        lead.condition |= part.verb() == Some(Verb::If);
        lead.negated |= part.verb() == Some(Verb::Not);
    }
    // `Số hóa quản lý kho nhằm | cắt giảm 20% chi phí`: what is done to an end is not what changes.
    let effect = body.iter().rposition(|p| !functional(p)).filter(|at| body[*at].verb() == Some(Verb::Effect));
    let changes = lead.link.is_some_and(|v| matches!(v, Verb::Up | Verb::Down));
    effect.filter(|_| changes).map_or(body, |at| &body[at + 1..])
}

/// Reads the verb that opens the subject; the parts behind it, when it only says what becomes of it.
fn behind_change<'p>(lead: &mut Lead, body: &'p [Part]) -> &'p [Part] {
    let Some((first, rest)) = body.split_first() else { return body };
    lead.head = first.head;
    match first.verb() {
        Some(verb @ (Verb::Up | Verb::Down)) => {
            lead.change = verb.change();
            // `Giảm số vụ tai nạn | 6%`: by so much, for no verb of motion says to what.
            let moved = rest.iter().any(|p| p.verb() == Some(Verb::To));
            lead.direct = matches!(lead.link, None | Some(Verb::Act)) && !moved;
            return rest;
        }
        Some(verb @ (Verb::Growth | Verb::Decline)) => {
            lead.growth = true;
            lead.change = verb.change();
            lead.head = true;
        }
        Some(verb @ (Verb::Raise | Verb::Keep)) => {
            lead.raise = verb == Verb::Raise;
            lead.keep = verb == Verb::Keep;
            if let Some(next) = rest.first() {
                lead.head = next.head;
                if let Some(verb @ (Verb::Growth | Verb::Decline)) = next.verb() {
                    lead.growth = true;
                    lead.change = verb.change();
                }
            }
            return rest;
        }
        Some(Verb::Act) => lead.act = Some(first.span),
        _ => {}
    }
    body
}

/// What the parts of the subject show of it.
fn mark(lead: &mut Lead, body: &[Part]) {
    let has = |verb: Verb| body.iter().any(|p| p.verb() == Some(verb));
    lead.defines = has(Verb::Reach);
    lead.suffers = has(Verb::Predicate);
    lead.owns = has(Verb::Has);
    lead.cites = body.iter().any(|p| p.cites.is_some());
    // `Nghị quyết số 20-NQ/TW đã đề ra chỉ tiêu 95%`, `Kế hoạch 88/KH-UBND về phấn đấu 90%`: what a document says that is cited.
    let opens_citing = |p: &Part| !p.head && p.cites.is_some_and(|at| at - p.span.start < DOCUMENT);
    lead.condition |= body.first().is_some_and(opens_citing) && !body.iter().any(Part::separates);
    // `giảm tỷ lệ xe chở quá tải trọng | xuống dưới 3%`: what is to become less.
    let moved = matches!(lead.link, Some(Verb::To | Verb::From | Verb::Up | Verb::Down));
    lead.condition |= !moved && body.iter().rev().take_while(|p| !p.separates()).any(|p| p.verb() == Some(Verb::Lack));
    if let Some(first) = body.first() {
        lead.first = Some(first.first);
        lead.zone = first.zone;
        lead.has = first.verb() == Some(Verb::Has);
        lead.each = first.each;
        lead.whole = first.whole;
    }
    lead.guard = lead.guard.or(body.iter().find_map(|p| p.guard));
    if let Some(last) = body.last() {
        let closing = last.closing.filter(|g| lead.link.is_none() && matches!(*g, "budget" | "norm"));
        lead.guard = lead.guard.or(closing);
        lead.preposition = last.preposition;
        lead.support |= lead.link.is_none() && matches!(last.guard, Some("budget" | "norm"));
    }
}

/// Collects the words of the subject; those among them that say it is a mean.
fn name_subject(lead: &mut Lead, body: &[Part]) -> Vec<Span> {
    let mut means: Vec<Span> = Vec::new();
    for (k, part) in body.iter().enumerate() {
        match &part.kind {
            // `Kết quả năm 2024 cho thấy, | toàn tỉnh có …`
            PartKind::Past if body.get(k + 1).is_some_and(Part::separates) => note(lead, part),
            // `đến 31/01/2027 giải ngân vốn năm 2026 đạt 95%`: a time that bounds nothing is part of the name behind one that does.
            PartKind::Time(time)
                if !time.prefixed
                    && lead.time.and_then(|t| t.end.filter(|d| t.prefixed || d.day.is_some())).is_some()
                    && !lead.subject.is_empty()
                    && !body.iter().any(Part::separates) =>
            {
                lead.subject.push(part.span);
            }
            PartKind::Verb(Verb::Mean) if !lead.subject.is_empty() => {
                means.push(part.span);
                lead.subject.push(part.span);
                lead.mean = true;
            }
            PartKind::Bracket(inner) if inner.iter().all(|p| !p.separates()) => lead.subject.push(part.span),
            PartKind::Bracket(_) => lead.brackets.push(part.span),
            // `các dự án đã quy hoạch`: no result of the statement.
            PartKind::Past if !lead.subject.is_empty() => lead.subject.push(part.span),
            _ if functional(part) => note(lead, part),
            PartKind::Comma
            | PartKind::And
            | PartKind::Dash
            | PartKind::Words
            | PartKind::Verb(_)
            | PartKind::Onward(_)
            | PartKind::Measure(_) => lead.subject.push(part.span),
            _ => {}
        }
    }
    trim_separators(&mut lead.subject, body);
    // `Tăng số doanh nghiệp | thành lập mới | 10%`: the verb belongs to the name.
    if lead.direct && lead.link == Some(Verb::Act) {
        lead.subject.push(lead.link_span);
        lead.link = None;
    }
    means
}

/// Whether the number is the amount of a change, and of which.
fn settle_change(lead: &mut Lead, body: &[Part]) {
    let mut amount = false;
    match lead.link {
        Some(verb @ (Verb::Up | Verb::Growth | Verb::Down | Verb::Decline)) => {
            amount = true;
            lead.change = verb.change();
            lead.growth |= matches!(verb, Verb::Growth | Verb::Decline);
        }
        Some(Verb::List) => lead.list = true,
        Some(Verb::Raise) => lead.raise = true,
        _ => {
            lead.keep |= lead.link == Some(Verb::Keep);
            // Named between change word and link: a level; nothing named: still the amount of change.
            if lead.change.is_some() && !lead.growth {
                let rate = lead.link.is_none() && (lead.mean || lead.yearly || lead.direct);
                amount = (lead.subject.is_empty() || rate) && lead.link != Some(Verb::To);
            }
            // `năng suất lao động tăng bình quân duy trì mức 11,5%`: the change word stands inside, before the link.
            if lead.change.is_none()
                && let Some((at, change)) = inner_change(body)
            {
                amount = true;
                lead.change = Some(change);
                let named = body[..at].iter().filter(|p| names(p) || p.separates());
                lead.subject = named.map(|p| p.span).collect();
                trim_separators(&mut lead.subject, &body[..at]);
            }
        }
    }
    lead.amount = (amount || lead.growth) && lead.change.is_some();
}

/// `thu nhập bình quân`: a mean is part of the name unless something changes or is counted by the year.
fn settle_means(lead: &mut Lead, means: &[Span], trailing: &[Part]) {
    let before_number = trailing.iter().find(|p| p.verb() == Some(Verb::Mean));
    let closes = means.last().is_some_and(|m| lead.subject.last() == Some(m));
    let inside = means.first().is_some_and(|m| lead.subject.first() != Some(m)) && !lead.growth;
    if (closes || inside) && matches!(lead.link, Some(Verb::Up | Verb::Down)) {
        // `Thời gian chờ trung bình giảm 30%`, `Suất tiêu hao bình quân của ngành giấy giảm 6%`: a mean behind its noun, no rate.
        lead.mean = before_number.is_some();
    } else if lead.amount || lead.growth || lead.yearly {
        lead.subject.retain(|s| !means.contains(s));
    } else if let Some(mean) = before_number
        && !lead.subject.is_empty()
        && lead.link.is_none()
    {
        lead.subject.push(mean.span);
    }
}

/// Where the subject begins behind clauses that came before it without a number: `hoàn thiện hạ tầng, giảm | 30% …`,
/// `xây dựng chính sách để nâng | tỷ lệ A`, `bảo đảm an sinh, | tỷ lệ hộ nghèo còn 3%`.
fn subject_start(body: &[Part]) -> usize {
    let mut start = 0;
    for k in 1..body.len() {
        let part = &body[k];
        let before = &body[k - 1];
        let opens_clause = part.head
            || part.each
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
        // `Nâng cấp bệnh viện đạt quy mô | 350 giường`: the bare word says what of it is reached.
        let bare = before.verb() == Some(Verb::Reach) && k + 1 == body.len() && part.span == part.first;
        if governed && !body[start].head && !bare {
            let change = matches!(before.verb(), Some(Verb::Up | Verb::Down | Verb::Raise | Verb::Keep));
            start = if change { k - 1 } else { k };
        } else if before.separates()
            && before.kind != PartKind::Colon
            && opens_clause
            && k >= 2
            // `Đẩy mạnh phong trào thi đua, mỗi chi đoàn | giúp đỡ 2 hộ`: each of them is someone else.
            && (clause_before(&body[start..k - 1])
                || part.each && !body[start].each && !body[start].head
                // `Huy động nguồn lực, phấn đấu …`: verb and words are one phrase.
                || k - start == 2 && body[start].guard.is_some() && part.verb() == Some(Verb::Goal))
            // `Giảm phát thải trong chăn nuôi và xử lý chất thải | 30%`: both are where it falls.
            && !(before.kind == PartKind::And && part.verb() == Some(Verb::Act) && falls(&body[start]))
            // `Bổ sung vốn điều lệ cho Quỹ A, phấn đấu đến năm 2027 | đạt 150 tỷ đồng`: nothing else is named.
            && body[k..].iter().any(names)
        {
            start = k;
        }
    }
    start
}

fn falls(part: &Part) -> bool {
    matches!(part.verb(), Some(Verb::Up | Verb::Down))
}

/// Whether the parts are a clause of their own: a verb with words behind it, not the first half of `đào tạo, bồi dưỡng …`.
fn clause_before(parts: &[Part]) -> bool {
    let Some(last) = parts.last() else { return false };
    let verb =
        parts.iter().position(|p| p.verb().is_some_and(|v| !matches!(v, Verb::Reach | Verb::Has)) && !functional(p));
    // `Trong chăn nuôi, tỷ lệ trang trại dùng chuồng kín, cho ăn tự động | đạt 70%`: a quantity has been named.
    let quantity = parts.iter().enumerate().any(|(k, p)| p.head && (k == 0 || parts[k - 1].separates()));
    !matches!(last.kind, PartKind::Verb(_)) && verb.is_some_and(|v| v + 1 < parts.len()) && !quantity
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
    for (k, part) in body.iter().enumerate().take(end).skip(opens + usize::from(changes)) {
        // `Ngành công nghiệp - xây dựng:`, not the dash before a list.
        let inner = part.kind == PartKind::Dash && !subject.is_empty() && body[k + 1..end].iter().any(names);
        if (names(part) || part.separates() || inner) && !functional(part) && part.verb() != Some(Verb::Goal) {
            subject.push(part.span);
        }
    }
    trim_separators(&mut subject, body);
    subject
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
