//! Checks over all coupons of a programme: codes that two of them know. Asks no promotion.

use perk_plan::coupon::{Fit, Form, Place};
use perk_plan::plan::Window;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::db::{Db, Programme};
use crate::declarations::{Decl, Kind};
use crate::diagnostic::{At, Finding, Note, Param, codes};
use crate::hir::{Coupon, CouponCodes, Declaration, Effect, Name, SpanId};
use crate::infer::infer;
use crate::limits;
use crate::names::programme_declarations;

/// Findings, each with the declaration at which it is shown.
pub(super) fn findings<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let coupons: Vec<(Decl<'db>, &Coupon)> = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Coupon)
        .filter_map(|decl| match super::hir(db, programme, *decl).as_deref() {
            Some(Declaration::Coupon(coupon)) => Some((*decl, coupon)),
            _ => None,
        })
        .collect();
    if coupons.is_empty() {
        return;
    }
    issued_to_nobody(db, programme, &coupons, found);
    for (first, second, code) in collisions(&coupons) {
        let (Some((decl, one)), Some((later, other))) = (coupons.get(first), coupons.get(second)) else {
            continue;
        };
        let winner = if rank(one) <= rank(other) { one } else { other };
        let place = |decl: Decl<'db>, span: SpanId| infer(db, programme, decl).spans.get(span);
        let finding = Finding::new(&codes::COUPONS_COLLIDE, place(*later, other.codes_span))
            .with("code", code.as_str())
            .with("first", one.spelling.clone())
            .with("second", other.spelling.clone())
            .with("winner", winner.spelling.clone())
            .mark(At::Name(decl.key(db)), &codes::OTHER_COUPON);
        found.push((*later, finding));
    }
}

/// The coupons that a promotion issues. A question of its own, so that an edit of anything else asks nobody again.
#[salsa::tracked(returns(ref))]
fn issued_by<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Vec<(Name, SpanId)> {
    let Some(Declaration::Promotion(promotion)) = super::hir(db, programme, decl).as_deref() else {
        return Vec::new();
    };
    let issued = promotion.effects.iter().filter_map(|(effect, span)| match effect {
        Effect::Issue { coupon } => Some((coupon.clone(), *span)),
        Effect::Give(_) | Effect::Price(_) | Effect::Gift(_) | Effect::Message { .. } => None,
    });
    issued.collect()
}

/// Promotions that issue what everybody can have.
fn issued_to_nobody<'db>(
    db: &'db dyn Db,
    programme: Programme,
    coupons: &[(Decl<'db>, &Coupon)],
    found: &mut Vec<(Decl<'db>, Finding)>,
) {
    let public: FxHashMap<&Name, (&Coupon, Form)> = coupons
        .iter()
        .filter_map(|(_, coupon)| match &coupon.codes {
            CouponCodes::Mask(form) => Some((&coupon.name, (*coupon, Form::read(form, false, false).ok()?))),
            CouponCodes::List(_) | CouponCodes::Pattern { .. } | CouponCodes::Issued => None,
        })
        .collect();
    if public.is_empty() {
        return;
    }
    let promotions = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Promotion);
    for decl in promotions {
        for (coupon, span) in issued_by(db, programme, *decl) {
            let Some((coupon, form)) = public.get(coupon) else {
                continue;
            };
            let (why, code) = match form.only() {
                Some(code) => (&codes::ONE_WORD, code),
                None => (&codes::EVERY_OF_FORM, form.text()),
            };
            let why = Note {
                text: why,
                params: vec![("code", Param::from(code.as_str()))],
            };
            let place = infer(db, programme, *decl).spans.get(*span);
            let finding = Finding::new(&codes::ISSUED_IS_PUBLIC, place)
                .with("name", coupon.spelling.clone())
                .with("why", Param::Phrase(Box::new(why)));
            found.push((*decl, finding));
        }
    }
}

/// Which of two coupons a code counts for: the smaller, where both are in force (decision 0121).
fn rank(coupon: &Coupon) -> (u64, &Name) {
    let room = match &coupon.codes {
        CouponCodes::List(_) => 0,
        CouponCodes::Mask(form) => Form::read(form, false, false).map_or(u64::MAX, |form| form.room()),
        CouponCodes::Pattern { form, check, .. } => Form::read(form, true, *check).map_or(u64::MAX, |form| form.room()),
        CouponCodes::Issued => u64::MAX,
    };
    (room, &coupon.name)
}

/// Pairs of coupons, in their order, with a code that both know. Of each pair the first code that is found.
fn collisions(coupons: &[(Decl<'_>, &Coupon)]) -> Vec<(usize, usize, String)> {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    let mut told: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut owners: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut forms: Vec<(String, usize, Form)> = Vec::new();
    let mut tell = |one: usize, other: usize, code: &str| {
        let pair = (one.min(other), one.max(other));
        let both = coupons.get(one).zip(coupons.get(other));
        if one != other
            && found.len() < limits::DATA_FINDINGS
            && both.is_some_and(|((_, one), (_, other))| meet(&one.valid, &other.valid))
            && told.insert(pair)
        {
            found.push((pair.0, pair.1, code.to_owned()));
        }
    };
    for (at, (_, coupon)) in coupons.iter().enumerate() {
        let form = match &coupon.codes {
            CouponCodes::List(list) => {
                for code in list.iter() {
                    owners.entry(code.to_string()).or_default().push(at);
                }
                continue;
            }
            CouponCodes::Mask(form) => Form::read(form, false, false),
            CouponCodes::Pattern { form, check, .. } => Form::read(form, true, *check),
            CouponCodes::Issued => continue,
        };
        let Ok(form) = form else { continue };
        match form.only() {
            Some(code) => owners.entry(code).or_default().push(at),
            None => forms.push((form.prefix(), at, form)),
        }
    }
    let mut listed: Vec<(&String, &Vec<usize>)> = owners.iter().collect();
    listed.sort_unstable();
    for (code, of) in &listed {
        // Neighbours may be in force at different times, and those behind them not.
        for (position, one) in of.iter().enumerate() {
            for other in of.iter().skip(position.saturating_add(1)).take(limits::NAMES_SHOWN) {
                tell(*one, *other, code);
            }
        }
    }
    forms.sort_unstable_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    let mut work = limits::CODES_COMPARED;
    for (prefix, at, form) in &forms {
        // Codes are in order, so those that begin like the form stand together.
        let from = listed.partition_point(|(code, _)| code.as_str() < prefix.as_str());
        let with_prefix = listed.get(from..).unwrap_or_default().iter();
        for (code, of) in with_prefix.take_while(|(code, _)| code.starts_with(prefix.as_str())) {
            if work == 0 {
                return found;
            }
            work = work.saturating_sub(1);
            if form.fits(code) == Fit::Yes {
                of.iter().for_each(|other| tell(*at, *other, code));
            }
        }
    }
    for (position, (prefix, at, form)) in forms.iter().enumerate() {
        // A form can meet only those whose beginning is its own or goes on from it.
        let next = forms.get(position.saturating_add(1)..).unwrap_or_default();
        for (_, other_at, other) in next.iter().take_while(|(other, ..)| other.starts_with(prefix.as_str())) {
            if work == 0 {
                return found;
            }
            work = work.saturating_sub(1);
            if let Some(code) = common(form, other) {
                tell(*at, *other_at, &code);
            }
        }
    }
    found.sort_unstable();
    found
}

/// Whether two coupons are in force at one time.
fn meet(one: &[(Window, SpanId)], other: &[(Window, SpanId)]) -> bool {
    let before = |end: Option<perk_plan::LocalTime>, start: Option<perk_plan::LocalTime>| {
        end.is_some_and(|end| start.is_some_and(|start| end <= start))
    };
    one.is_empty()
        || other.is_empty()
        || one.iter().any(|(a, _)| {
            other
                .iter()
                .any(|(b, _)| !before(a.to, b.from) && !before(b.to, a.from))
        })
}

/// A code of both forms.
fn common(one: &Form, other: &Form) -> Option<String> {
    let found = walk(one.places(), other.places())?;
    // Both check characters must be right: digits of free places are tried until they are, at most three places, which is a
    // thousand codes for two characters of thirty-seven.
    let free: Vec<usize> = (0_usize..)
        .zip(found.chars())
        .map(|(at, _)| at)
        .filter(|at| {
            // A form with a check character has no run, so its places are those of the code.
            let free = |form: &Form| {
                let place = form.places().get(*at);
                form.places().contains(&Place::Run) || matches!(place, Some(Place::Digit | Place::Sign))
            };
            free(one) && free(other)
        })
        .take(3)
        .collect();
    let mut tries = vec![found];
    for at in free {
        let more: Vec<String> = tries
            .iter()
            .flat_map(|code| ('0'..='9').map(move |digit| with_sign(code, at, digit)))
            .collect();
        tries.extend(more);
    }
    for code in tries {
        let code = one.with_check(&code).unwrap_or(code);
        let code = other.with_check(&code).unwrap_or(code);
        if one.fits(&code) == Fit::Yes && other.fits(&code) == Fit::Yes {
            return Some(code);
        }
    }
    None
}

/// A code with another character at a place.
fn with_sign(code: &str, place: usize, sign: char) -> String {
    let signs = (0_usize..).zip(code.chars());
    signs.map(|(at, own)| if at == place { sign } else { own }).collect()
}

/// A shortest-first walk through both forms at once; each pair of places is visited once.
fn walk(one: &[Place], other: &[Place]) -> Option<String> {
    let mut visited: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut queue = std::collections::VecDeque::from([(0_usize, 0_usize, String::new())]);
    while let Some((at, by, code)) = queue.pop_front() {
        if !visited.insert((at, by)) {
            continue;
        }
        let (here, there) = (one.get(at), other.get(by));
        if here.is_none() && there.is_none() {
            return Some(code);
        }
        if here == Some(&Place::Run) {
            queue.push_back((at.saturating_add(1), by, code.clone()));
        }
        if there == Some(&Place::Run) {
            queue.push_back((at, by.saturating_add(1), code.clone()));
        }
        if let (Some(here), Some(there)) = (here, there)
            && let Some(sign) = both(*here, *there)
        {
            let step = |at: usize, place: Place| {
                if place == Place::Run { at } else { at.saturating_add(1) }
            };
            let mut longer = code;
            longer.push(sign);
            queue.push_back((step(at, *here), step(by, *there), longer));
        }
    }
    None
}

/// A character for two places; two runs need none.
fn both(one: Place, other: Place) -> Option<char> {
    let sign = match (one, other) {
        (Place::Fixed(own), _) | (_, Place::Fixed(own)) => own,
        (Place::Run, Place::Run) => return None,
        (Place::Digit | Place::Sign | Place::Run, Place::Digit | Place::Sign | Place::Run) => '1',
    };
    (one.takes(sign) && other.takes(sign)).then_some(sign)
}
