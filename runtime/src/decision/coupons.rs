//! What became of every code that was presented, what confirming takes of codes, and which coupons are issued. Decides
//! nothing.

use std::collections::BTreeMap;

use super::model::{Answered, Became, Consumed, Issued, Verdict};
use super::name;
use crate::engine::Engine;
use crate::index::wide;
use crate::intake::Case;
use crate::intake::coupons::{self, Refusal};
use crate::outcome::Outcome;

/// Promotions by coupon.
type ByCoupon = BTreeMap<u16, Vec<u32>>;

/// Answers, in the order in which codes were presented. `verdicts` are those of the promotions that [`asking`] named.
pub(super) fn answers(
    engine: &Engine,
    case: &Case,
    outcome: &Outcome,
    verdicts: &BTreeMap<u32, Verdict>,
) -> Vec<Answered> {
    let plan = engine.plan();
    let used = used(engine, case, outcome, |_| true);
    let asking = asking_by_coupon(engine, case);
    let presented = &case.coupons;
    let mut answers = Vec::with_capacity(presented.codes.len());
    for (at, code) in (0_u32..).zip(&presented.codes) {
        let mut answer = Answered {
            code: code.written.clone(),
            outcome: "rejected",
            coupon: code.coupon.map(|coupon| coupons::name(plan, coupon)),
            reason: code.refused.map(Refusal::name),
            promotions: Vec::new(),
        };
        if let (Some(coupon), None) = (code.coupon, code.refused) {
            let asking = asking.get(&coupon).map_or(&[][..], Vec::as_slice);
            let names = |promotions: &[u32]| promotions.iter().map(|promotion| name(engine, *promotion)).collect();
            if presented.serving(coupon) != Some(at) {
                // Another code of its coupon serves.
                let needed = if asking.is_empty() {
                    Refusal::NoPromotion
                } else {
                    Refusal::NotNeeded
                };
                answer.reason = Some(needed.name());
            } else if let Some(taken) = used.get(&coupon) {
                answer.outcome = "used";
                answer.promotions = names(taken);
            } else {
                answer.reason = Some(why(asking, verdicts).name());
                answer.promotions = names(asking);
            }
        }
        answers.push(answer);
    }
    answers
}

/// Why a code that may be used was not.
fn why(asking: &[u32], verdicts: &BTreeMap<u32, Verdict>) -> Refusal {
    if asking.is_empty() {
        return Refusal::NoPromotion;
    }
    // All that ask for it applied, by another coupon of their clauses.
    if asking.iter().all(|promotion| !verdicts.contains_key(promotion)) {
        return Refusal::NotNeeded;
    }
    let became = |wanted: Became| {
        let mut found = asking.iter().filter_map(|promotion| verdicts.get(promotion));
        found.any(|verdict| verdict.outcome == wanted)
    };
    if became(Became::Displaced) {
        Refusal::Displaced
    } else if became(Became::Limited) {
        Refusal::Limited
    } else {
        Refusal::NotApplied
    }
}

/// Promotions that ask for a coupon of which a good code was presented and did not apply: their verdicts tell why a code
/// was not used.
pub(crate) fn asking(engine: &Engine, case: &Case) -> Vec<u32> {
    let mut all: Vec<u32> = asking_by_coupon(engine, case).into_values().flatten().collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn asking_by_coupon(engine: &Engine, case: &Case) -> ByCoupon {
    let mut asking = ByCoupon::new();
    for (coupon, _) in &case.coupons.serving {
        let promotions = engine.index.coupons.asking(*coupon);
        asking.insert(*coupon, promotions.to_vec());
    }
    asking
}

/// By coupon: the promotions of some kind that applied with it.
fn used(engine: &Engine, case: &Case, outcome: &Outcome, counts: impl Fn(u32) -> bool) -> ByCoupon {
    let mut used = ByCoupon::new();
    if case.coupons.serving.is_empty() {
        return used;
    }
    for applied in outcome.applied.iter().filter(|applied| counts(applied.promotion)) {
        let Some(promotion) = engine.plan().promotions.get(wide(applied.promotion)) else {
            continue;
        };
        for coupon in case.coupons.way(&promotion.with).into_iter().flatten() {
            used.entry(*coupon).or_default().push(applied.promotion);
        }
    }
    for promotions in used.values_mut() {
        promotions.sort_unstable();
    }
    used
}

/// What confirming takes: one use of each code that was used, whatever number of promotions it opened (decision 0120). A code
/// that opened nothing but gifts that are still only offered is not burned.
pub(super) fn consumed(engine: &Engine, case: &Case, outcome: &Outcome) -> Vec<Consumed> {
    let used = used(engine, case, outcome, |promotion| !outcome.only_offers(promotion));
    let client = case.client.id.as_ref().filter(|_| case.client.known());
    let codes = used.keys().filter_map(|coupon| {
        let at = case.coupons.serving(*coupon)?;
        let code = case.coupons.codes.get(wide(at))?;
        Some((at, *coupon, code.normal.clone()?))
    });
    let mut codes: Vec<(u32, u16, String)> = codes.collect();
    codes.sort_unstable();
    codes
        .into_iter()
        .map(|(_, coupon, code)| Consumed::Coupon {
            code,
            coupon: coupons::name(engine.plan(), coupon),
            times: 1,
            client: client.cloned(),
        })
        .collect()
}

/// Coupons that the registry is to issue, scheme by scheme, by promotion. A gift that is only offered issues none yet, and of a
/// coupon whose time is over no code is worth handing out.
pub(super) fn issued(engine: &Engine, case: &Case, outcome: &Outcome) -> Vec<Issued> {
    let over = |coupon: u16| {
        let coupon = engine.plan().coupons.get(usize::from(coupon));
        coupon.is_some_and(|coupon| coupons::is_over(coupon, case.local))
    };
    let applied = outcome.applied.iter();
    let mut applied: Vec<_> = applied
        .filter(|applied| !outcome.only_offers(applied.promotion))
        .collect();
    applied.sort_unstable_by_key(|applied| (applied.scheme, applied.promotion));
    let mut issued = Vec::new();
    for applied in applied {
        let Some(promotion) = engine.plan().promotions.get(wide(applied.promotion)) else {
            continue;
        };
        let open = promotion.issues.iter().filter(|coupon| !over(**coupon));
        issued.extend(open.map(|coupon| Issued {
            promotion: name(engine, applied.promotion),
            coupon: coupons::name(engine.plan(), *coupon),
            count: applied.times.max(1),
        }));
    }
    issued
}
