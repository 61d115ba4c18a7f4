//! Which of two promotions gives more on the same goods, whatever these cost; knows no scheme and no receipt.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::condition::{self, Range, Sum};
use super::goods::Goods;
use crate::hir::{
    Base, Effect, ForEach, Give, ItemSelection, Ladder, LadderMode, MeasureKind, Priced, Promotion, Reward, Target,
    Unit,
};

/// How surely one promotion gives more than another on each unit that the other gives anything on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// At least as much.
    NoLess,
    /// More.
    More,
}

/// How one promotion compares with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Comparison {
    pub(crate) strength: Strength,
    /// Something is given once, however many goods there are: both may act side by side, each on a unit of its own.
    pub(crate) once: bool,
}

/// A discount, by what it lies on.
struct Part<'a> {
    on: On<'a>,
    much: Much<'a>,
}

/// What a discount lies on.
#[derive(Clone, Copy, PartialEq)]
enum On<'a> {
    /// Each unit of some goods by itself.
    Units(&'a ItemSelection),
    /// Some goods together.
    Together(&'a ItemSelection),
    /// The receipt.
    Receipt,
    /// Something that only means the same in the same set.
    OfSet(&'a Target),
    /// The whole set, for a price.
    SetPrice,
}

/// How much a discount gives.
#[derive(Clone, Copy)]
enum Much<'a> {
    /// A share of what a unit costs at the start of the scheme, or of its shelf price.
    Share(Decimal, Base),
    /// The same by steps.
    Shares(&'a Ladder, Base),
    /// Minor units, of each unit or together.
    Sum(i64),
    /// The same by steps.
    Sums(&'a Ladder),
    /// What is above a price.
    Above(i64),
}

/// The most percent that a promotion gives off anything; `None` where it is not by percents alone.
pub(crate) fn most_percent(promotion: &Promotion) -> Option<Decimal> {
    let mut most = None;
    for part in parts(promotion, true)? {
        let percent = match part.much {
            Much::Share(percent, _) => percent,
            Much::Shares(ladder, _) => steps(ladder).map(|(_, size)| size).max()?,
            Much::Sum(_) | Much::Sums(_) | Much::Above(_) => return None,
        };
        most = most.max(Some(percent));
    }
    most
}

/// How much more one promotion gives than another, wherever the other gives anything; `None` where that is not sure. Conditions,
/// windows and goods that are left out of discounts are not looked at, except the steps that a ladder begins with.
pub(crate) fn compare(goods: Goods<'_>, more: &Promotion, less: &Promotion) -> Option<Comparison> {
    let same_set = match (&more.each, &less.each) {
        (None, _) => false,
        (Some((one, _)), Some((other, _))) => {
            if !same(one, other) {
                return None;
            }
            true
        }
        (Some(_), None) => return None,
    };
    let (mine, theirs) = (parts(more, same_set)?, parts(less, same_set)?);
    // Several discounts that lie on goods together do not add up unit by unit.
    let together = |parts: &[Part<'_>]| parts.iter().any(|part| !matches!(part.on, On::Units(_)));
    if !same_set && mine.len() > 1 && together(&mine) || theirs.len() > 1 && together(&theirs) && !same_set {
        return None;
    }
    if same_set && mine.len() != theirs.len() {
        return None;
    }
    let mut weakest = Strength::More;
    for (at, part) in theirs.iter().enumerate() {
        let strongest = match same_set {
            true => mine.get(at).and_then(|one| beats(goods, one, part, less, true)),
            false => mine.iter().filter_map(|one| beats(goods, one, part, less, false)).max(),
        };
        weakest = weakest.min(strongest?);
    }
    let once = |part: &Part<'_>| matches!(part.on, On::Together(_) | On::Receipt);
    Some(Comparison {
        strength: weakest,
        once: mine.iter().chain(&theirs).any(once),
    })
}

/// What a promotion gives, unit by unit where it can be seen so; what lies on a set as such, or on the goods of its parts.
fn parts(promotion: &Promotion, as_set: bool) -> Option<Vec<Part<'_>>> {
    let set = promotion.each.as_ref().map(|(each, _)| each);
    let mut parts = Vec::new();
    for (effect, _) in &promotion.effects {
        match effect {
            Effect::Give(give) => {
                let much = size_of(give)?;
                match lies_on(give) {
                    On::OfSet(target) if !as_set => {
                        // Which units of a part receive it is open, so all that may.
                        let (one, by_unit) = match target {
                            Target::Role { role, each } => (Some(*role), *each),
                            Target::Items { .. }
                            | Target::Receipt
                            | Target::Set
                            | Target::Cheapest(_)
                            | Target::Dearest(_) => (None, false),
                        };
                        if !by_unit && !matches!(much, Much::Share(..)) {
                            return None;
                        }
                        let roles = set?.set.roles.iter().enumerate();
                        let receiving = roles.filter(|(at, _)| one.is_none_or(|one| one == *at));
                        parts.extend(receiving.map(|(_, role)| Part {
                            on: On::Units(&role.items),
                            much,
                        }));
                    }
                    on @ (On::Units(_) | On::Together(_) | On::Receipt | On::OfSet(_) | On::SetPrice) => {
                        parts.push(Part { on, much });
                    }
                }
            }
            Effect::Price(price) => parts.push(Part {
                on: match &price.of {
                    Priced::Items(items) => On::Units(items),
                    Priced::Role(role) => On::Units(&set?.set.roles.get(*role)?.items),
                    Priced::Set => On::SetPrice,
                },
                much: Much::Above(price.price.minor),
            }),
            Effect::Gift(_) => return None,
            Effect::Issue { .. } | Effect::Message { .. } => {}
        }
    }
    (!parts.is_empty()).then_some(parts)
}

fn lies_on(give: &Give) -> On<'_> {
    match &give.target {
        Target::Items { items, each } => match (&give.reward, each) {
            (Reward::Percent(_), _) | (_, true) => On::Units(items),
            (Reward::Sum(_), false) => On::Together(items),
            (Reward::Ladder(ladder), false) if by_percents(ladder) => On::Units(items),
            (Reward::Ladder(_), false) => On::Together(items),
        },
        Target::Receipt => On::Receipt,
        target @ (Target::Set | Target::Role { .. } | Target::Cheapest(_) | Target::Dearest(_)) => On::OfSet(target),
    }
}

fn by_percents(ladder: &Ladder) -> bool {
    ladder
        .steps
        .iter()
        .all(|step| matches!(step.reward, Reward::Percent(_)))
}

fn size_of(give: &Give) -> Option<Much<'_>> {
    Some(match &give.reward {
        Reward::Percent(percent) => Much::Share(percent.0, give.base),
        Reward::Sum(sum) => Much::Sum(sum.minor),
        Reward::Ladder(ladder) if by_percents(ladder) => Much::Shares(ladder, give.base),
        Reward::Ladder(ladder) if give.base == Base::SchemeStart => Much::Sums(ladder),
        Reward::Ladder(_) => return None,
    })
}

/// Thresholds and rewards of a ladder: percents or minor units.
fn steps(ladder: &Ladder) -> impl Iterator<Item = (Decimal, Decimal)> {
    ladder.steps.iter().map(|step| {
        let size = match &step.reward {
            Reward::Percent(percent) => percent.0,
            Reward::Sum(sum) => Decimal::from(sum.minor),
            Reward::Ladder(_) => Decimal::ZERO,
        };
        (step.from, size)
    })
}

/// Whether a reward is anything at all: a step may give nothing.
pub(crate) fn gives(reward: &Reward) -> bool {
    match reward {
        Reward::Percent(percent) => !percent.0.is_zero(),
        Reward::Sum(sum) => sum.minor > 0,
        Reward::Ladder(ladder) => ladder.steps.iter().any(|step| gives(&step.reward)),
    }
}

/// What a ladder gives at a value.
fn reached(ladder: &Ladder, at: Decimal) -> Decimal {
    let below = steps(ladder).take_while(|(from, _)| *from <= at);
    below.last().map_or(Decimal::ZERO, |(_, size)| size)
}

/// How much more one discount gives than another.
fn beats(goods: Goods<'_>, more: &Part<'_>, less: &Part<'_>, giver: &Promotion, same_set: bool) -> Option<Strength> {
    let covers = match (more.on, less.on) {
        (On::Units(wide), On::Units(narrow)) | (On::Together(wide), On::Together(narrow)) => {
            if same_set {
                wide == narrow
            } else {
                goods.within(narrow, wide)
            }
        }
        (On::Receipt, On::Receipt) => true,
        (On::OfSet(one), On::OfSet(other)) => same_set && one == other,
        (On::SetPrice, On::SetPrice) => same_set,
        (On::Units(_) | On::Together(_) | On::Receipt | On::OfSet(_) | On::SetPrice, _) => false,
    };
    if !covers {
        return None;
    }
    match (more.much, less.much) {
        (Much::Share(more, base), Much::Share(less, other)) => share(more, base, less, other),
        (Much::Share(more, base), Much::Shares(ladder, other)) => {
            let most = steps(ladder).map(|(_, size)| size).max()?;
            share(more, base, most, other)
        }
        (Much::Shares(ladder, base), Much::Share(less, other)) => {
            let least = least_reached(goods, ladder, giver)?;
            share(least, base, less, other)
        }
        (Much::Shares(one, base), Much::Shares(ladder, other)) => {
            let strength = by_steps(goods, one, ladder, giver)?;
            // The bases are compared as those of two percents, of which the first is larger.
            share(Decimal::TWO, base, Decimal::ONE, other).map(|bases| strength.min(bases))
        }
        (Much::Sum(more), Much::Sum(less)) => (more >= less).then_some(Strength::NoLess),
        (Much::Sum(more), Much::Sums(ladder)) => {
            let most = steps(ladder).map(|(_, size)| size).max()?;
            (Decimal::from(more) >= most).then_some(Strength::NoLess)
        }
        (Much::Sums(ladder), Much::Sum(less)) => {
            let least = least_reached(goods, ladder, giver)?;
            (least >= Decimal::from(less)).then_some(Strength::NoLess)
        }
        (Much::Sums(one), Much::Sums(other)) => by_steps(goods, one, other, giver).map(|_| Strength::NoLess),
        (Much::Above(more), Much::Above(less)) => match more.cmp(&less) {
            std::cmp::Ordering::Less => Some(Strength::More),
            std::cmp::Ordering::Equal => Some(Strength::NoLess),
            std::cmp::Ordering::Greater => None,
        },
        (Much::Share(..) | Much::Shares(..) | Much::Sum(_) | Much::Sums(_) | Much::Above(_), _) => None,
    }
}

/// A percent against a percent: what a unit costs at the start of a scheme is never above its shelf price.
fn share(more: Decimal, base: Base, less: Decimal, other: Base) -> Option<Strength> {
    let strict = match (base, other) {
        (Base::SchemeStart, Base::SchemeStart) => true,
        // A share of the shelf price may be more than is left of it.
        (Base::ListPrice, Base::ListPrice | Base::SchemeStart) => false,
        (Base::SchemeStart | Base::ListPrice | Base::RunningPrice, _) => return None,
    };
    match more.cmp(&less) {
        std::cmp::Ordering::Less => None,
        std::cmp::Ordering::Equal => Some(Strength::NoLess),
        std::cmp::Ordering::Greater if strict => Some(Strength::More),
        std::cmp::Ordering::Greater => Some(Strength::NoLess),
    }
}

/// The least that a ladder gives to a receipt on which another promotion applies; `None` where that may be nothing.
fn least_reached(goods: Goods<'_>, ladder: &Ladder, giver: &Promotion) -> Option<Decimal> {
    if ladder.mode != LadderMode::Whole {
        return None;
    }
    let (first, _) = steps(ladder).next()?;
    let sum = match ladder.measure.kind {
        MeasureKind::Amount => Sum::Amount,
        MeasureKind::Distinct => Sum::Distinct,
        // Thresholds and conditions may count in other units.
        MeasureKind::Quantity(_) => return None,
    };
    let known = condition::parts(giver);
    let at = known
        .iter()
        .filter_map(|part| {
            let range: Range<'_> = Range::of(part)?;
            let (of, items) = condition::sum_of(range.fact)?;
            let low = range.low?;
            (of == sum && low.at >= first && goods.within(items, &ladder.measure.items)).then_some(low.at)
        })
        .max()?;
    let reachable = steps(ladder).filter(|(from, _)| *from > at).map(|(_, size)| size);
    reachable.chain([reached(ladder, at)]).min()
}

/// A ladder against a ladder of the same measure, at every value.
fn by_steps(goods: Goods<'_>, more: &Ladder, less: &Ladder, giver: &Promotion) -> Option<Strength> {
    if more.mode != LadderMode::Whole {
        return None;
    }
    if more.measure != less.measure {
        let least = least_reached(goods, more, giver)?;
        let most = steps(less).map(|(_, size)| size).max()?;
        return match least.cmp(&most) {
            std::cmp::Ordering::Less => None,
            std::cmp::Ordering::Equal => Some(Strength::NoLess),
            std::cmp::Ordering::Greater => Some(Strength::More),
        };
    }
    let (first, _) = steps(less).next()?;
    let values = steps(less).chain(steps(more)).map(|(from, _)| from);
    let mut weakest = Strength::More;
    for at in values.filter(|at| *at >= first) {
        // In slices a ladder gives less than its highest step on everything.
        let (mine, theirs) = (reached(more, at), reached(less, at));
        if mine < theirs {
            return None;
        }
        if mine == theirs && theirs > Decimal::ZERO {
            weakest = Strength::NoLess;
        }
    }
    Some(weakest)
}

/// Whether two sets take the same goods.
fn same(one: &ForEach, other: &ForEach) -> bool {
    one.set.reuse == other.set.reuse
        && one.set.roles.len() == other.set.roles.len()
        && one
            .set
            .roles
            .iter()
            .zip(&other.set.roles)
            .all(|(one, other)| one.pick == other.pick && one.items == other.items)
}

/// Percents off goods, each the largest that it comes to, of a promotion without a set.
pub(crate) fn percents(promotion: &Promotion) -> Vec<(&ItemSelection, Decimal)> {
    let parts = if promotion.each.is_none() {
        parts(promotion, true).unwrap_or_default()
    } else {
        Vec::new()
    };
    parts
        .into_iter()
        .filter_map(|part| match (part.on, part.much) {
            (On::Units(items), Much::Share(percent, Base::SchemeStart | Base::ListPrice)) => Some((items, percent)),
            _ => None,
        })
        .collect()
}

/// What a promotion without a set gives one piece.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OnOne {
    /// In minor units, by its words alone.
    pub(crate) much: Decimal,
    /// Whether it is a share of a price.
    pub(crate) share: bool,
    /// Whether it is a share of what the piece costs at the start of the scheme.
    pub(crate) of_start: bool,
}

/// The same, where it can be told.
pub(crate) enum Alone {
    Nothing,
    Unsure,
    Gives(OnOne),
}

/// What a promotion without a set gives one piece that stands alone on a receipt: the better of its discounts. `list` is its
/// shelf price and `left` what it costs at the start of the scheme.
pub(crate) fn on_one(
    promotion: &Promotion,
    list: i64,
    left: Decimal,
    holds: &impl Fn(&ItemSelection) -> Option<bool>,
) -> Alone {
    let Some(parts) = parts(promotion, true) else {
        return Alone::Unsure;
    };
    let mut best: Option<OnOne> = None;
    for part in parts {
        let held = match part.on {
            On::Units(items) | On::Together(items) => holds(items),
            On::Receipt => Some(true),
            On::OfSet(_) | On::SetPrice => None,
        };
        let of_one = match held {
            Some(false) => continue,
            Some(true) => one_gets(part.much, Decimal::from(list), left, holds),
            None => None,
        };
        let Some(of_one) = of_one else { return Alone::Unsure };
        if best.is_none_or(|best| of_one.much > best.much) {
            best = Some(of_one);
        }
    }
    match best {
        Some(best) if best.much > Decimal::ZERO => Alone::Gives(best),
        _ => Alone::Nothing,
    }
}

fn one_gets(
    much: Much<'_>,
    list: Decimal,
    left: Decimal,
    holds: &impl Fn(&ItemSelection) -> Option<bool>,
) -> Option<OnOne> {
    let share = |percent: Decimal, base| {
        let (of, of_start) = match base {
            Base::SchemeStart => (left, true),
            Base::ListPrice => (list, false),
            // It depends on what others have taken.
            Base::RunningPrice => return None,
        };
        Some(OnOne {
            much: of.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)?,
            share: true,
            of_start,
        })
    };
    let sum = |much| OnOne {
        much,
        share: false,
        of_start: false,
    };
    let step = |ladder: &Ladder| {
        (ladder.mode == LadderMode::Whole).then_some(())?;
        let value = match (holds(&ladder.measure.items)?, ladder.measure.kind) {
            (false, _) => Decimal::ZERO,
            (true, MeasureKind::Amount) => left,
            (true, MeasureKind::Distinct | MeasureKind::Quantity(Unit::Piece)) => Decimal::ONE,
            (true, MeasureKind::Quantity(_)) => return None,
        };
        Some(reached(ladder, value))
    };
    match much {
        Much::Share(percent, base) => share(percent, base),
        Much::Shares(ladder, base) => share(step(ladder)?, base),
        Much::Sum(minor) => Some(sum(Decimal::from(minor))),
        Much::Sums(ladder) => Some(sum(step(ladder)?)),
        Much::Above(price) => {
            let above = left.checked_sub(Decimal::from(price))?;
            Some(sum(above.max(Decimal::ZERO)))
        }
    }
}

/// What the discounts of a promotion without a set lie on: the receipt is all goods.
pub(crate) fn objects(promotion: &Promotion) -> Vec<&ItemSelection> {
    const ALL: &ItemSelection = &ItemSelection::All;
    let parts = if promotion.each.is_none() {
        parts(promotion, true).unwrap_or_default()
    } else {
        Vec::new()
    };
    parts
        .into_iter()
        .filter_map(|part| match part.on {
            On::Units(items) | On::Together(items) => Some(items),
            On::Receipt => Some(ALL),
            On::OfSet(_) | On::SetPrice => None,
        })
        .collect()
}

/// Whether a reward is a sum, perhaps by steps.
pub(crate) fn gives_a_sum(reward: &Reward) -> bool {
    match reward {
        Reward::Percent(_) => false,
        Reward::Sum(_) => true,
        Reward::Ladder(ladder) => !by_percents(ladder),
    }
}

/// Whether any of a promotion's discounts goes by steps.
pub(crate) fn has_ladder(promotion: &Promotion) -> bool {
    promotion.effects.iter().any(|(effect, _)| match effect {
        Effect::Give(give) => matches!(give.reward, Reward::Ladder(_)),
        Effect::Price(_) | Effect::Gift(_) | Effect::Issue { .. } | Effect::Message { .. } => false,
    })
}

/// The highest fixed price of a promotion, in minor units: what costs less gets nothing.
pub(crate) fn highest_price(promotion: &Promotion) -> Option<i64> {
    let prices = promotion.effects.iter().filter_map(|(effect, _)| match effect {
        Effect::Price(price) => Some(price.price.minor),
        Effect::Give(_) | Effect::Gift(_) | Effect::Issue { .. } | Effect::Message { .. } => None,
    });
    prices.max()
}

/// The most money that the first steps of a promotion's ladders ask for, in minor units.
pub(crate) fn first_step(promotion: &Promotion) -> i64 {
    let ladders = promotion.effects.iter().filter_map(|(effect, _)| match effect {
        Effect::Give(give) => match &give.reward {
            Reward::Ladder(ladder) if ladder.measure.kind == MeasureKind::Amount => Some(ladder),
            Reward::Ladder(_) | Reward::Percent(_) | Reward::Sum(_) => None,
        },
        Effect::Price(_) | Effect::Gift(_) | Effect::Issue { .. } | Effect::Message { .. } => None,
    });
    let first = ladders.filter_map(|ladder| steps(ladder).find(|(_, size)| *size > Decimal::ZERO));
    first.filter_map(|(from, _)| from.ceil().to_i64()).max().unwrap_or(0)
}

/// The first step of sums of which two receipts get more than one of twice the amount.
pub(crate) fn step_that_pays_twice(ladder: &Ladder) -> Option<Decimal> {
    if by_percents(ladder) {
        return None;
    }
    steps(ladder).find_map(|(from, size)| {
        let one = reached(ladder, from.checked_mul(Decimal::TWO)?);
        (size.checked_mul(Decimal::TWO)? > one).then_some(from)
    })
}
