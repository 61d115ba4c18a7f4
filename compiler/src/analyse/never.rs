//! Promotions that can never apply although each of their clauses is right by itself; knows no other promotion.

use perk_plan::plan::{GuestUses, LimitPer};
use rust_decimal::Decimal;

use super::Frame;
use super::condition::{self, Dimension, End, Range, Sum};
use super::coupon::known_only;
use super::reward;
use super::steps;
use super::stores::{self, Stores};
use super::time;
use crate::body::SourceMap;
use crate::diagnostic::{At, Bilingual, Code, Finding, Note, Param, codes};
use crate::hir::{
    Alike, Audience, ClientSelection, Coupon, DaySet, Effect, Fact, ItemSelection, Ladder, LimitAmount, Pick, Priced,
    Promotion, ReceiptFact, Reward, SpanId, Target, TimeOfDay, Window,
};

/// Findings of a promotion by itself that say the same with other words.
pub(super) static SAID_BEFORE: [&Code; 2] = [&codes::GUESTS_HAVE_NONE, &codes::EMPTY_RANGE];

/// Why a promotion never applies, and the two clauses that keep each other from holding.
struct Reason {
    why: Note,
    at: SpanId,
    other: Option<SpanId>,
}

impl Reason {
    fn new(why: &'static Bilingual, at: SpanId) -> Self {
        Self {
            why: Note::plain(why),
            at,
            other: None,
        }
    }

    fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.why.params.push((name, value.into()));
        self
    }

    fn against(mut self, other: SpanId) -> Self {
        self.other = Some(other);
        self
    }
}

/// The first reason for which a promotion can never apply.
pub(super) fn finding(frame: &Frame<'_>, promotion: &Promotion, spans: &SourceMap) -> Option<Finding> {
    let reason = guests(frame, promotion)
        .or_else(|| pieces(promotion))
        .or_else(|| goods(frame, promotion))
        .or_else(|| windows(frame, promotion))
        .or_else(|| stores(frame, promotion))
        .or_else(|| values(promotion))
        .or_else(|| sums(frame, promotion))?;
    let mut finding = Finding::new(&codes::NEVER_APPLIES, spans.get(reason.at))
        .with("name", promotion.spelling.clone())
        .with("why", Param::Phrase(Box::new(reason.why)));
    if let Some(other) = reason.other.filter(|other| *other != reason.at) {
        finding = finding.mark(At::Own(spans.get(other)), &codes::AGAINST_THIS);
    }
    Some(finding)
}

/// Whether a promotion is for guests and nobody else.
pub(super) const fn only_guests(promotion: &Promotion) -> Option<SpanId> {
    match &promotion.audience {
        Some((Audience::Clients(ClientSelection::Guests), span)) => Some(*span),
        Some(_) | None => None,
    }
}

/// A promotion for guests that something else keeps guests from.
fn guests(frame: &Frame<'_>, promotion: &Promotion) -> Option<Reason> {
    let audience = only_guests(promotion)?;
    let barred = promotion.limits.iter().find(|(limit, _)| {
        matches!(limit.per, LimitPer::Key(key) if (key.client || key.card) && key.guests == GuestUses::None)
    });
    if let Some((_, span)) = barred {
        return Some(Reason::new(&codes::GUESTS_LIMITED_AWAY, *span).against(audience));
    }
    if let Some((ways, span)) = &promotion.with {
        let known = |way: &Vec<_>| way.iter().find_map(|name| known_only(frame, name));
        let all: Option<Vec<&Coupon>> = ways.iter().map(known).collect();
        if let Some(first) = all.as_ref().and_then(|all| all.first()) {
            let reason = Reason::new(&codes::COUPON_OF_KNOWN, *span).against(audience);
            return Some(reason.with("coupon", first.spelling.clone()));
        }
    }
    let anniversary = |days: &DaySet| matches!(days, DaySet::Anniversary { .. });
    let (first, span) = promotion.on.first()?;
    let all = promotion.on.iter().all(|(recurrence, _)| anniversary(&recurrence.days));
    (all && anniversary(&first.days)).then(|| Reason::new(&codes::GUESTS_HAVE_NO_DAY, *span).against(audience))
}

/// A limit of pieces below what one set holds, or on a set with goods by weight.
fn pieces(promotion: &Promotion) -> Option<Reason> {
    let (each, span) = promotion.each.as_ref()?;
    // A limit of gifts counts what is given.
    if promotion
        .effects
        .iter()
        .any(|(effect, _)| matches!(effect, Effect::Gift(_)))
    {
        return None;
    }
    let by_weight = each.set.roles.iter().any(|role| matches!(role.pick, Pick::Quantity(_)));
    let least = each.set.least_pieces();
    promotion.limits.iter().find_map(|(limit, at)| match limit.amount {
        LimitAmount::Pieces(_) if by_weight => Some(Reason::new(&codes::WEIGHT_HAS_NO_PIECES, *at).against(*span)),
        LimitAmount::Pieces(most) if most < least => Some(
            Reason::new(&codes::SET_OVER_LIMIT, *at)
                .with("least", Param::Count(u64::from(least)))
                .with("most", Param::Count(u64::from(most)))
                .against(*span),
        ),
        LimitAmount::Pieces(_) | LimitAmount::Times(_) | LimitAmount::Money(_) => None,
    })
}

/// What the discounts of a promotion lie on; `None` where a gift or the receipt is among it.
pub(super) fn receiving(promotion: &Promotion) -> Option<Vec<(&ItemSelection, SpanId)>> {
    let roles = || promotion.each.iter().flat_map(|(each, _)| &each.set.roles);
    let mut found: Vec<(&ItemSelection, SpanId)> = Vec::new();
    for (effect, span) in &promotion.effects {
        match effect {
            Effect::Give(give) => match &give.target {
                Target::Items { items, .. } => found.push((items, *span)),
                Target::Receipt => return None,
                Target::Role { role, .. } => found.extend(roles().nth(*role).map(|role| (&role.items, *span))),
                Target::Set | Target::Cheapest(_) | Target::Dearest(_) => {
                    found.extend(roles().map(|role| (&role.items, *span)));
                }
            },
            Effect::Price(price) => match &price.of {
                Priced::Items(items) => found.push((items, *span)),
                Priced::Role(role) => found.extend(roles().nth(*role).map(|role| (&role.items, *span))),
                Priced::Set => found.extend(roles().map(|role| (&role.items, *span))),
            },
            Effect::Gift(_) => return None,
            Effect::Issue { .. } | Effect::Message { .. } => {}
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Goods that are none, or that a protection keeps away.
fn goods(frame: &Frame<'_>, promotion: &Promotion) -> Option<Reason> {
    let goods = frame.goods;
    if let Some((each, span)) = &promotion.each {
        for role in &each.set.roles {
            // In a set of its own declaration the place is another declaration's.
            let at = if each.name.is_none() { role.span } else { *span };
            if goods.empty(&role.items) {
                return Some(Reason::new(&codes::NO_GOODS_LEFT, at));
            }
        }
    }
    let receiving = receiving(promotion)?;
    let (_, first) = receiving.first()?;
    if receiving.iter().all(|(items, _)| goods.empty(items)) {
        return Some(Reason::new(&codes::NO_GOODS_LEFT, *first));
    }
    let protected = |items: &ItemSelection| frame.forbidden().any(|protected| goods.within(items, protected));
    receiving
        .iter()
        .all(|(items, _)| protected(items))
        .then(|| Reason::new(&codes::GOODS_PROTECTED, *first))
}

/// Windows, validity of coupons and conditions on date and time that never meet.
fn windows(frame: &Frame<'_>, promotion: &Promotion) -> Option<Reason> {
    let parts = condition::parts(promotion);
    let mut dates = Window { from: None, to: None };
    let mut by_date: Option<SpanId> = None;
    let mut hours: Option<(Range<'_>, SpanId)> = None;
    for part in &parts {
        let (Some(range), Some(span)) = (Range::of(part), condition::span(part)) else {
            continue;
        };
        if *range.fact == Fact::Receipt(ReceiptFact::Date) && range.dimension == Dimension::Date {
            let narrowed = dates_of(&range).and_then(|window| time::both(dates, window));
            // Two dates that exclude one another are told as an empty range.
            dates = narrowed?;
            by_date = Some(span);
        }
        if *range.fact == Fact::Receipt(ReceiptFact::Time) && range.dimension == Dimension::Time {
            hours = hours.or(Some((range, span)));
        }
    }
    let ever = |lists: &[&[(Window, SpanId)]]| time::ever(&time::all_of(lists), &promotion.on);
    let valid: &[(Window, SpanId)] = &promotion.valid;
    if !ever(&[valid]) {
        // Told as a window that never opens.
        return None;
    }
    let clause = promotion.valid.first().map(|(_, span)| *span);
    let clause = clause.or_else(|| promotion.on.first().map(|(_, span)| *span));
    if let (Some(at), Some(clause)) = (by_date, clause)
        && !ever(&[valid, &[(dates, at)]])
    {
        return Some(Reason::new(&codes::DATES_NEVER_MEET, at).against(clause));
    }
    if let Some((range, at)) = hours
        && let Some((_, clause)) = promotion.on.first()
        && promotion.on.iter().all(|(recurrence, _)| {
            recurrence
                .time
                .is_some_and(|hours| no_hour_of(&range, hours.from, hours.until))
        })
    {
        return Some(Reason::new(&codes::HOURS_NEVER_MEET, at).against(*clause));
    }
    let (ways, span) = promotion.with.as_ref()?;
    let dated = [(dates, *span)];
    let closed = |way: &Vec<crate::hir::Name>| {
        let mut lists: Vec<&[(Window, SpanId)]> = vec![valid, &dated];
        let mut first: Option<&Coupon> = None;
        for name in way {
            let coupon = frame.coupon(name)?;
            if !coupon.valid.is_empty() {
                first = first.or(Some(coupon));
                lists.push(&coupon.valid);
            }
        }
        first.filter(|_| !ever(&lists))
    };
    let closed: Option<Vec<&Coupon>> = ways.iter().map(closed).collect();
    let coupon = closed.as_ref().and_then(|closed| closed.first())?;
    let reason = Reason::new(&codes::COUPON_NEVER_MEETS, *span).with("coupon", coupon.spelling.clone());
    Some(match clause {
        Some(clause) => reason.against(clause),
        None => reason,
    })
}

/// The window that a condition on the receipt's date leaves; `None` when it leaves none.
pub(super) fn dates_of(range: &Range<'_>) -> Option<Window> {
    let day = |end: End| i32::try_from(end.at.trunc().mantissa()).ok();
    let from = match range.low {
        None => None,
        Some(end) => Some(if end.included {
            day(end)?
        } else {
            day(end)?.checked_add(1)?
        }),
    };
    let until = match range.high {
        None => None,
        Some(end) => Some(if end.included {
            day(end)?.checked_add(1)?
        } else {
            day(end)?
        }),
    };
    let start = |day: i32| crate::hir::Date(day).start();
    Some(Window {
        from: from.map(start),
        to: until.map(start),
    })
}

/// Whether no time of day of a range is inside hours.
fn no_hour_of(range: &Range<'_>, from: TimeOfDay, until: TimeOfDay) -> bool {
    let seconds = |time: TimeOfDay| Decimal::from(time.0);
    let inside = |begins: Decimal, ends: Decimal| {
        let low = End {
            at: begins,
            included: true,
        };
        let high = End {
            at: ends,
            included: false,
        };
        let below = range.low.is_some_and(|low| condition::nothing_between(low, high));
        let above = range.high.is_some_and(|high| condition::nothing_between(low, high));
        !(below || above)
    };
    if from < until {
        !inside(seconds(from), seconds(until))
    } else {
        // Over midnight: the rest of one day and the beginning of the next.
        !inside(seconds(from), Decimal::from(86_400)) && !inside(Decimal::ZERO, seconds(until))
    }
}

/// Stores that exclude one another.
fn stores(frame: &Frame<'_>, promotion: &Promotion) -> Option<Reason> {
    let known = Stores {
        db: frame.goods.db,
        programme: frame.goods.programme,
    };
    let mut asked: Vec<(crate::hir::StoreSelection, SpanId)> = Vec::new();
    asked.extend(promotion.stores.iter().map(|(stores, span)| (stores.clone(), *span)));
    for part in condition::parts(promotion) {
        if let (Some(stores), Some(span)) = (stores::stores_of(part), condition::span(part)) {
            asked.push((stores, span));
        }
    }
    asked.iter().enumerate().find_map(|(at, (one, span))| {
        let before = asked.get(..at).unwrap_or_default();
        let other = before.iter().find(|(other, _)| known.apart(one, other))?;
        Some(Reason::new(&codes::STORES_APART, *span).against(other.1))
    })
}

/// Two conditions that leave a fact different values.
fn values(promotion: &Promotion) -> Option<Reason> {
    let parts = condition::parts(promotion);
    let named: Vec<_> = parts
        .iter()
        .filter_map(|part| {
            let (fact, values) = condition::named_values(part)?;
            condition::has_one_value(fact).then_some(())?;
            Some((fact, values, condition::span(part)?))
        })
        .collect();
    named.iter().enumerate().find_map(|(at, (fact, values, span))| {
        // Numbers are told as an empty range.
        if values.iter().any(|value| condition::size(value).is_some()) {
            return None;
        }
        let before = named.get(..at).unwrap_or_default();
        let (_, _, other) = before
            .iter()
            .find(|(other, others, _)| other == fact && values.iter().all(|value| !others.contains(value)))?;
        Some(Reason::new(&codes::VALUES_APART, *span).against(*other))
    })
}

/// At least so much of some goods that is sure when the promotion gives anything.
struct Sure<'a> {
    sum: Sum,
    items: &'a ItemSelection,
    dimension: Dimension,
    low: End,
    span: Option<SpanId>,
}

/// Less of many goods than of few: no receipt has that.
fn sums(frame: &Frame<'_>, promotion: &Promotion) -> Option<Reason> {
    let parts = condition::parts(promotion);
    let ranges: Vec<(Range<'_>, SpanId)> = parts
        .iter()
        .filter_map(|part| Some((Range::of(part)?, condition::span(part)?)))
        .collect();
    let highs: Vec<(Sum, &ItemSelection, Dimension, End, SpanId)> = ranges
        .iter()
        .filter_map(|(range, span)| {
            let (sum, items) = condition::sum_of(range.fact)?;
            Some((sum, items, range.dimension, range.high?, *span))
        })
        .collect();
    if highs.is_empty() {
        return None;
    }
    let mut sure: Vec<Sure<'_>> = ranges
        .iter()
        .filter_map(|(range, span)| {
            let (sum, items) = condition::sum_of(range.fact)?;
            Some(Sure {
                sum,
                items,
                dimension: range.dimension,
                low: range.low?,
                span: Some(*span),
            })
        })
        .collect();
    of_the_discount(promotion, &mut sure);
    highs.iter().find_map(|(sum, wide, dimension, high, span)| {
        let against = sure.iter().find(|sure| {
            sure.sum == *sum
                && sure.dimension == *dimension
                && sure.span != Some(*span)
                && condition::nothing_between(sure.low, *high)
                && (frame.goods.within(sure.items, wide))
        })?;
        // The same fact twice is told as an empty range.
        let twice = against.span.is_some() && against.items == *wide;
        let why = match against.span {
            Some(_) => &codes::LESS_THAN_A_PART,
            None => &codes::LESS_THAN_NEEDED,
        };
        let reason = Reason::new(why, *span);
        (!twice).then(|| match against.span {
            Some(other) => reason.against(other),
            None => reason,
        })
    })
}

/// The ladder that is all a promotion gives.
fn only_ladder(promotion: &Promotion) -> Option<&Ladder> {
    let mut discounts = promotion
        .effects
        .iter()
        .filter(|(effect, _)| crate::check::phase_of(effect).is_some());
    match (discounts.next(), discounts.next()) {
        (Some((Effect::Give(give), _)), None) => match &give.reward {
            Reward::Ladder(ladder) => Some(ladder),
            Reward::Percent(_) | Reward::Sum(_) => None,
        },
        _ => None,
    }
}

/// What must be on a receipt for the discount itself.
fn of_the_discount<'a>(promotion: &'a Promotion, sure: &mut Vec<Sure<'a>>) {
    let above_zero = End {
        at: Decimal::ZERO,
        included: false,
    };
    let mut push = |sum, items: &'a ItemSelection, dimension, low| {
        sure.push(Sure {
            sum,
            items,
            dimension,
            low,
            span: None,
        });
    };
    if let Some(ladder) = only_ladder(promotion)
        && let Some(first) = ladder.steps.iter().find(|step| reward::gives(&step.reward))
    {
        let (sum, dimension) = steps::measured(&ladder.measure);
        let low = End {
            at: first.from,
            included: true,
        };
        push(sum, &ladder.measure.items, dimension, low);
    }
    if let Some((each, _)) = &promotion.each {
        for role in &each.set.roles {
            let (least, products) = match role.pick {
                Pick::Pieces { least, alike, .. } => match alike {
                    Alike::Distinct => (least, least),
                    Alike::Any | Alike::Same => (least, 1),
                },
                Pick::Quantity(_) => continue,
            };
            let at_least = |count: u32| End {
                at: Decimal::from(count),
                included: true,
            };
            push(Sum::Quantity, &role.items, Dimension::Number, at_least(least));
            push(
                Sum::Quantity,
                &role.items,
                Dimension::Quantity(perk_plan::ops::Unit::Piece),
                at_least(least),
            );
            push(Sum::Distinct, &role.items, Dimension::Number, at_least(products));
        }
        return;
    }
    if let Some(receiving) = receiving(promotion)
        && let [(items, _)] = receiving.as_slice()
    {
        push(Sum::Amount, items, Dimension::Money, above_zero);
        push(Sum::Quantity, items, Dimension::Number, above_zero);
        push(
            Sum::Distinct,
            items,
            Dimension::Number,
            End {
                at: Decimal::ONE,
                included: true,
            },
        );
    }
}
