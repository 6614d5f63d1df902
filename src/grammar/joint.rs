//! How two neighbouring numbers of a sentence hang together: a cut between them, a motion, or one inside the words of the other.
//!
//! `Tỷ lệ A đạt 80%, tỷ lệ B đạt 90%` → cut at the comma; `giảm từ 5% xuống 3%` → motion.

use super::clause::{Part, PartKind};
use super::draft::words_in;
use super::item::{functional, links, names};
use super::unit::UnitReading;
use crate::lexicon::words::{UnitClass, Verb};
use crate::span::Span;
use crate::value::Operator;

/// How two neighbouring numbers of a sentence hang together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joint {
    /// Cut: the part at this index and those before are the tail of the first, those from `lead` on lead to the second.
    Cut {
        /// End of the tail.
        tail: usize,
        /// Begin of the lead.
        lead: usize,
    },
    /// A motion links them: `từ 5% xuống 3%`, `giảm 2% còn 3%`.
    Motion,
    /// The first is part of the subject of the second: `xã có từ 2 bác sĩ trở lên đạt 80%`.
    InSubject,
    /// The second is a threshold inside the predicate of the first: `100% khu có tối thiểu 1 trạm`.
    InPredicate,
}

/// Decides how the measures at `a` and `b` of `parts` hang together; `first_linked`: the first has a verb of its own.
pub fn joint(text: &str, parts: &[Part], a: usize, b: usize, first_linked: bool, first_named: bool) -> Joint {
    let region = &parts[a + 1..b];
    crate::work::steps(region.len());
    let worded = region.iter().rposition(|q| !functional(q)).map_or(0, |at| at + 1);
    // `nhà trẻ: 35%, mẫu giáo | : 95%`: the sign right before the second only links it to its name.
    let linked = worded > 0 && region[worded - 1].kind == PartKind::Colon && region[..worded].iter().any(names);
    let worded = worded - usize::from(linked);
    let between = Between { text, parts, a, b, region, worded, first_linked, first_named };
    if let Some(joint) = between.lasts() {
        return joint;
    }
    if between.rates_things() {
        return Joint::InPredicate;
    }
    if between.singles_out() || between.says_how_often() {
        return Joint::InSubject;
    }
    if let Some(at) = between.lists_parts() {
        return between.cut(at, at);
    }
    if between.says_whose() || between.bounds_what_changes() {
        return Joint::InSubject;
    }
    let end = if linked { worded } else { region.len() };
    let separators: Vec<usize> = (0..end).filter(|k| region[*k].separates()).collect();
    let Some(last) = separators.last().copied() else { return between.unseparated() };
    if between.has_besides(last) {
        return Joint::InPredicate;
    }
    if worded == 0 || region[worded - 1].separates() {
        return between.list_item(&separators, last);
    }
    if let Some(cut) = between.new_subject(&separators) {
        return cut;
    }
    if between.has_inside() {
        return Joint::InPredicate;
    }
    // `rừng sản xuất 37.500 ha, | rừng phòng hộ, đặc dụng 2.500 ha`: the first has its name before it, so what follows names the second.
    let at = if first_named && separators[0] == 0 { 0 } else { between.clause(&separators).unwrap_or(last) };
    between.cut(at, at + 1)
}

/// Words before an `and` that are more than a noun of a list.
const CLAUSE: usize = 4;

/// Two neighbouring numbers and what stands between them.
struct Between<'p> {
    text: &'p str,
    parts: &'p [Part],
    a: usize,
    b: usize,
    /// The parts between the two.
    region: &'p [Part],
    /// How many of them are left without the functional ones right before the second.
    worded: usize,
    first_linked: bool,
    first_named: bool,
}

impl Between<'_> {
    /// A cut by places of the region.
    fn cut(&self, tail: usize, lead: usize) -> Joint {
        Joint::Cut { tail: self.a + 1 + tail, lead: self.a + 1 + lead }
    }

    fn unit(&self, at: usize) -> Option<&UnitReading> {
        self.parts[at].measure()?.unit.as_ref()
    }

    fn is(&self, at: usize, class: UnitClass) -> bool {
        self.unit(at).is_some_and(|u| u.class == class)
    }

    /// The last part before the second number that is not functional.
    fn last(&self) -> Option<&Part> {
        self.region[..self.worded].last()
    }

    fn last_verb(&self) -> Option<Verb> {
        self.last().and_then(Part::verb)
    }

    fn separated(&self) -> bool {
        self.region.iter().any(Part::separates)
    }

    /// One of them says how long: it is no value beside the other.
    fn lasts(&self) -> Option<Joint> {
        let (first, second) = (self.is(self.a, UnitClass::Duration), self.is(self.b, UnitClass::Duration));
        // `được bú sớm trong vòng | 1 giờ | đầu sau sinh: 80%`
        let within = |at: usize| at > 0 && self.parts[at - 1].preposition;
        let comma = || self.region.iter().any(|q| q.kind == PartKind::Comma);
        if first && !second && within(self.a) && !self.first_linked && !comma() {
            return Some(Joint::InSubject);
        }
        // `trong tuần đầu đạt 88%, trong | 42 ngày | đạt 93%`
        if second && !first && self.times_the_next() {
            return Some(self.cut(0, 1));
        }
        // `xóa 100% điểm đen, điểm tiềm ẩn … trong vòng | không quá 06 tháng`
        if second && self.last().is_some_and(|q| q.preposition) {
            return Some(Joint::InPredicate);
        }
        // `sơ cấp và dưới 3 tháng | 20.000 người`: a number right behind another counts what that one narrows.
        (self.region.is_empty() && first && !second).then_some(Joint::InSubject)
    }

    /// Whether the second says within how long what a third number is reached, as the first was.
    fn times_the_next(&self) -> bool {
        let [Part { kind: PartKind::Comma, .. }, Part { preposition: true, .. }] = self.region else { return false };
        let behind = &self.parts[self.b + 1..];
        let Some(third) = behind.iter().position(|p| p.measure().is_some()) else { return false };
        let links = |p: &Part| p.kind == PartKind::Colon || p.verb() == Some(Verb::Reach);
        let class = |p: &Part| p.measure().and_then(|m| m.unit.as_ref()).map(|u| u.class);
        third > 0 && links(&behind[third - 1]) && class(&behind[third]) == class(&self.parts[self.a])
    }

    /// `25 sản phẩm đạt | 4 sao`
    fn rates_things(&self) -> bool {
        let stars = self.unit(self.b).is_some_and(|u| u.written == "sao");
        stars && self.is(self.a, UnitClass::Count) && !self.separated()
    }

    /// `riêng | 06 huyện miền núi còn dưới | 9%`: so many are those of whom the second is said.
    fn singles_out(&self) -> bool {
        let counted = self.unit(self.a).is_some_and(|u| u.noun.is_some());
        let bound = self.parts[self.a].measure().is_some_and(|m| m.bound);
        let before = self.text[..self.parts[self.a].span.start as usize].trim_end();
        let alone = before.ends_with("riêng") || before.ends_with("Riêng");
        alone && counted && !bound && !self.separated() && self.is(self.b, UnitClass::Percent)
    }

    /// How often something is done that a share is of: `trẻ 6 - 36 tháng được uống vitamin A | 2 lần/năm | trên 99%`.
    fn says_how_often(&self) -> bool {
        let often = |at: usize| self.unit(at).is_some_and(|u| u.written.starts_with("lần/"));
        let named = !self.first_linked && !self.separated();
        named
            && (often(self.b) && self.is(self.a, UnitClass::Duration)
                || often(self.a) && self.is(self.b, UnitClass::Percent))
    }

    /// `nuôi trồng 28 nghìn tấn | gồm tôm 11,5 nghìn tấn`: parts in the unit of the whole, without a comma; where they begin.
    fn lists_parts(&self) -> Option<usize> {
        let at = self.region.iter().position(|q| q.verb() == Some(Verb::List))?;
        let parted = |u: &&UnitReading| u.noun.is_some() || u.class == UnitClass::Physical;
        let unit = |at: usize| self.unit(at).filter(parted).map(|u| &u.written);
        let plain = self.region[..at].iter().all(|q| q.kind == PartKind::Words);
        (plain && at + 1 < self.region.len() && unit(self.a).is_some() && unit(self.a) == unit(self.b)).then_some(at)
    }

    /// `tăng trưởng GRDP của | 09 huyện, thành phố ven biển | bình quân 8%/năm`: whose growth it is.
    fn says_whose(&self) -> bool {
        let before = &self.parts[..self.a];
        let growth = |q: &Part| q.head || matches!(q.verb(), Some(Verb::Growth | Verb::Decline));
        let of_it = before.last().is_some_and(|q| q.preposition) && self.first_named && !self.first_linked;
        if !of_it || !before.iter().any(growth) {
            return false;
        }
        let counts = |at: usize| self.is(at, UnitClass::Count) && self.parts[at].measure().is_some_and(|m| !m.bound);
        let links = self.last_verb().is_some_and(|v| links(v) && !matches!(v, Verb::Act | Verb::Has));
        let reached = self.worded < self.region.len() || links;
        let anew = self.region[..self.worded].iter().any(|q| q.head || q.time().is_some());
        counts(self.a) && !counts(self.b) && reached && !anew
    }

    /// `số vụ ngộ độc từ 30 người mắc trở lên | giảm 20%`: a named quantity with a bound of its own changes by so much.
    fn bounds_what_changes(&self) -> bool {
        let onward = self.parts[self.a].measure().is_some_and(|m| m.onward)
            || self.region.iter().any(|q| q.kind == PartKind::Onward(Operator::AtLeast));
        let changes = matches!(self.last_verb(), Some(Verb::Up | Verb::Down));
        onward && changes && self.first_named && !self.first_linked && !self.separated()
    }

    /// Neither comma nor conjunction nor colon stands between them.
    fn unseparated(&self) -> Joint {
        let region = self.region;
        let comparable = match (self.unit(self.a), self.unit(self.b)) {
            (Some(a), Some(b)) => a.class == b.class,
            _ => true,
        };
        let moved = self.last_verb() == Some(Verb::To);
        let near_end = self.parts[self.a].measure().is_some_and(|m| m.from);
        if comparable && (near_end || moved && region.iter().rev().find_map(Part::verb) == Some(Verb::To)) {
            return Joint::Motion;
        }
        // Nothing between them names anything: a second value of the same at another time.
        let nameless =
            |q: &Part| functional(q) || matches!(q.kind, PartKind::Bracket(_)) || q.verb().is_some_and(links);
        if region.iter().any(|q| q.time().is_some()) && region.iter().all(nameless) {
            return self.cut(0, 0);
        }
        if let Some(at) = self.quantity_with() {
            return self.cut(at, at);
        }
        if self.counts_with() {
            return self.cut(1, 1);
        }
        let linked = matches!(self.last_verb(), Some(Verb::Reach | Verb::Share | Verb::Keep));
        // `số tàu cá dưới 12 m còn | 1.200 chiếc`
        let left = moved && self.first_named && !comparable;
        if (linked || left) && !self.first_linked {
            return Joint::InSubject;
        }
        // A change opens a new statement without a comma: `đạt 10% tăng 2% so với năm 2020`.
        if let Some(at) = region.iter().position(|q| matches!(q.verb(), Some(Verb::Up | Verb::Down)))
            && region[at + 1..].iter().all(functional)
        {
            return self.cut(at, at);
        }
        Joint::InPredicate
    }

    /// Where a quantity begins behind a preposition: `150 dự án với | tổng vốn đăng ký khoảng 1,2 tỷ USD`, but `100% hộ có khả
    /// năng tiếp cận với | tốc độ 1 Gb/s` says how.
    fn quantity_with(&self) -> Option<usize> {
        let head = (1..self.worded).rev().find(|k| self.region[*k].head)?;
        let quantity = self.unit(self.b).is_some_and(|u| match u.class {
            UnitClass::Money => true,
            UnitClass::Physical => !self.is(self.a, UnitClass::Percent),
            // `mỗi năm 01 lần với | quy mô 100 gian hàng` says how large each is.
            UnitClass::Count => self.is(self.a, UnitClass::Count),
            _ => false,
        });
        (self.region[head - 1].preposition && quantity).then_some(head)
    }

    /// `450 cơ sở lưu trú với | khoảng 11.000 phòng`
    fn counts_with(&self) -> bool {
        let counted = |at: usize| self.unit(at).is_some_and(|u| u.noun.is_some());
        let [with] = &self.region[..self.worded] else { return false };
        with.preposition && with.first == with.span && !with.zone && counted(self.a) && counted(self.b)
    }

    /// The second stands right behind a separator: an item of a list.
    fn list_item(&self, separators: &[usize], last: usize) -> Joint {
        let region = self.region;
        let before = |at: usize| separators.iter().rev().copied().find(|k| *k < at);
        let mut cut = before(self.worded.max(1)).unwrap_or(last);
        // `18 trường, năm 2023: 20 trường`, `50% đô thị và đến năm 2030, 100% đô thị`: the time before the sign leads to the second.
        let led = region[..cut].last().and_then(Part::time).is_some_and(|t| t.prefixed);
        if (region[cut].kind == PartKind::Colon || led && region[cut].kind == PartKind::Comma)
            && let Some(earlier) = before(cut)
            && region[earlier + 1..cut].iter().all(functional)
        {
            cut = earlier;
        }
        self.cut(cut, cut + 1)
    }

    /// A cut where a new subject begins: named by its first word or opened by a verb of the statement, a modal word, a time.
    fn new_subject(&self, separators: &[usize]) -> Option<Joint> {
        let region = self.region;
        let opened = |k: usize| region[k + 1..].iter().find(|q| !functional(q)).is_some_and(opens);
        let goal = |q: &Part| matches!(q.verb(), Some(Verb::Goal | Verb::Also | Verb::Breakdown));
        let begun = |k: usize| region.get(k + 1).is_some_and(|q| goal(q) || q.time().is_some());
        if let Some(&k) = separators.iter().find(|k| opened(**k) || begun(**k)) {
            return Some(self.cut(k, k + 1));
        }
        // `100% hộ dùng mạng, với | giá trị mua hàng bình quân 2 triệu đồng`: a named quantity of its own.
        let with = |k: &&usize| {
            let sole = region.get(**k + 1).is_some_and(|q| q.preposition && q.first == q.span);
            sole && region.get(**k + 2).is_some_and(|q| q.head)
        };
        separators.iter().find(with).map(|k| self.cut(*k, k + 2))
    }

    /// The comma before a subject of several nouns: `chiếm 20% tổng số nhà, | đất cho không gian công cộng và cây xanh chiếm 25%`.
    fn clause(&self, separators: &[usize]) -> Option<usize> {
        let [.., comma, and] = separators else { return None };
        let linked = self.first_named && self.first_linked && self.last_verb().is_some_and(links);
        let joins = self.region[*comma].kind == PartKind::Comma && self.region[*and].kind == PartKind::And;
        let between = self.region[comma + 1..*and].iter().map(|p| p.span).reduce(Span::join)?;
        (linked && joins && words_in(&[between], self.text) >= CLAUSE).then_some(*comma)
    }

    /// `100% trung tâm được nối mạng và có | ít nhất 05 máy vi tính`: what each of them has besides.
    fn has_besides(&self, last: usize) -> bool {
        let region = &self.region[..self.worded];
        let bound = self.parts[self.b].measure().is_some_and(|m| m.bound);
        let said = |q: &Part| matches!(q.verb(), Some(Verb::Predicate | Verb::Has));
        let alone = !self.first_linked && !self.first_named && self.is(self.a, UnitClass::Percent);
        let counts = self.is(self.b, UnitClass::Count) || self.is(self.b, UnitClass::Person);
        // `100% xã đạt chuẩn và có ít nhất | 5 xã …`: so many of themselves.
        let noun = self.unit(self.b).and_then(|u| u.noun).map(|n| n.of(self.text));
        let same = noun.is_some_and(|n| region.first().is_some_and(|q| q.span.of(self.text).starts_with(n)));
        let has = matches!(&region[(last + 1).min(region.len())..], [has] if has.verb() == Some(Verb::Has));
        alone
            && counts
            && bound
            && has
            && !same
            && self.region[last].kind == PartKind::And
            && region[..last].iter().any(said)
    }

    /// `100% trường học, trạm y tế có ít nhất 01 nhà vệ sinh`: no link but `có` behind the nouns of the first.
    fn has_inside(&self) -> bool {
        // `80% khu, điểm du lịch được thuyết minh bằng | ít nhất 02 ngôn ngữ`: how it is done.
        let suffered = |q: &Part| q.verb() == Some(Verb::Predicate);
        let how = || self.last_verb() == Some(Verb::Share) && self.region.iter().any(suffered);
        let inside = matches!(self.last_verb(), None | Some(Verb::Has | Verb::Predicate)) || how();
        inside && !self.first_linked && !self.first_named && self.is(self.a, UnitClass::Percent)
    }
}

/// Whether a part begins a statement of its own.
fn opens(part: &Part) -> bool {
    let verb = |v| {
        matches!(
            v,
            Verb::Up
                | Verb::Down
                | Verb::Raise
                | Verb::Act
                | Verb::Growth
                | Verb::Decline
                | Verb::Keep
                | Verb::Has
                | Verb::Share
                | Verb::Reach
                | Verb::To
        )
    };
    part.head || part.each || part.verb().is_some_and(verb)
}
