//! Triggers of promotions: what must be so of a receipt for a promotion to matter; runs nothing.

use perk_plan::ops::{ClientFact, Compare, Fact, GoodsFact, Object};
use perk_plan::plan::{Audience, Plan, Promotion};
use perk_plan::{Code, Date, Op};

use super::cover::{Atom, Cover};
use super::{Ready, wide};
use crate::intake::client::Client;
use crate::vm;
use crate::vm::receipt::ClientRoom;

/// What must be so for a promotion to matter.
#[derive(Debug, Clone)]
pub(crate) enum Trigger {
    /// A good has one of these facts; `true`: then it is in the promotion's only selection.
    Goods(Vec<Atom>, bool),
    /// The client has one of these properties.
    Client(Vec<(u16, Option<u32>)>),
    /// A code of one of these coupons was presented.
    Coupons(Vec<u16>),
    /// The client is known.
    Known,
    /// Nothing that an index could use.
    Always,
}

/// The trigger of a promotion.
pub(crate) fn of(plan: &Plan, promotion: &Promotion, ready: &Ready, covers: &[Cover]) -> Trigger {
    if !promotion.with.is_empty() {
        // Without the first coupon of a way there is no going that way.
        let mut coupons: Vec<u16> = promotion.with.iter().filter_map(|way| way.first().copied()).collect();
        coupons.sort_unstable();
        coupons.dedup();
        return Trigger::Coupons(coupons);
    }
    if let Some((_, cover)) = watched(promotion, covers) {
        return Trigger::Goods(cover.atoms.clone(), false);
    }
    let objects: Option<Vec<&Cover>> = ready
        .gives
        .iter()
        .map(|give| match give.object {
            Object::Items(items) => covers.get(wide(items)).filter(|cover| !cover.any),
            Object::Receipt | Object::Set | Object::Role(_) | Object::Cheapest(_) | Object::Dearest(_) => None,
        })
        .collect();
    if let Some(objects) = objects.filter(|objects| !objects.is_empty()) {
        let exact = objects.len() == 1 && objects.iter().all(|cover| cover.exact);
        return Trigger::Goods(
            objects.iter().flat_map(|cover| cover.atoms.iter().copied()).collect(),
            exact,
        );
    }
    if let Audience::Clients(clients) = promotion.audience
        && let Some(needed) = plan
            .clients
            .get(wide(clients))
            .and_then(|selection| client(&selection.code))
    {
        return Trigger::Client(needed);
    }
    for range in &ready.conditions {
        if let super::Quick::Program(range) = range
            && let Some(items) = promotion.body.get(range.clone()).and_then(above_zero)
            && let Some(cover) = covers.get(wide(items)).filter(|cover| !cover.any)
        {
            return Trigger::Goods(cover.atoms.clone(), false);
        }
    }
    match promotion.audience {
        Audience::Known => Trigger::Known,
        // `guests` is the negation of `known clients`: such a selection holds those of whom nothing is known.
        Audience::Clients(clients) if !guests_too(plan, clients) => Trigger::Known,
        Audience::Clients(_) | Audience::Anyone => Trigger::Always,
    }
}

/// A set is there only if each of its roles finds some goods: the one that fewest goods can fill is watched.
pub(crate) fn watched<'a>(promotion: &Promotion, covers: &'a [Cover]) -> Option<(u16, &'a Cover)> {
    let set = promotion.each.as_ref().filter(|_| promotion.with.is_empty())?;
    let covers = set.roles.iter().map(|role| covers.get(wide(role.items)));
    let roles = (0_u16..).zip(covers).filter_map(|(at, cover)| Some((at, cover?)));
    roles
        .filter(|(_, cover)| !cover.any)
        .min_by_key(|(_, cover)| cover.atoms.len())
}

fn guests_too(plan: &Plan, clients: u32) -> bool {
    let guest = Client::default();
    let room = ClientRoom {
        plan,
        client: &guest,
        date: Date(0),
    };
    let found = plan
        .clients
        .get(wide(clients))
        .map(|found| vm::truth(&found.code, &room, &mut vm::Work::default()));
    !matches!(found, Some(Ok(Some(false) | None)))
}

/// The goods of which a condition needs more than none.
fn above_zero(code: &[Op]) -> Option<u32> {
    let [Op::Load(fact), literal, Op::Compare(compare)] = code else {
        return None;
    };
    let (items, positive) = match (fact, literal) {
        (Fact::Goods(GoodsFact::Amount | GoodsFact::ListAmount, items), Op::Money(minor)) => (*items, *minor > 0),
        (Fact::Goods(GoodsFact::Quantity(_), items), Op::Quantity(quantity, _)) => {
            (*items, quantity.is_sign_positive() && !quantity.is_zero())
        }
        (Fact::Goods(GoodsFact::Distinct, items), Op::Number(number)) => {
            (*items, number.is_sign_positive() && !number.is_zero())
        }
        _ => return None,
    };
    (positive && matches!(compare, Compare::AtLeast | Compare::Greater | Compare::Equal)).then_some(items)
}

/// Properties, one of which every client of a selection has.
fn client(code: &Code) -> Option<Vec<(u16, Option<u32>)>> {
    enum Step {
        Needs(Vec<(u16, Option<u32>)>),
        Property(u16),
        Text(u32),
        Other,
    }
    fn needs(step: Option<Step>) -> Option<Vec<(u16, Option<u32>)>> {
        match step? {
            Step::Needs(needs) => Some(needs),
            Step::Property(property) => Some(vec![(property, None)]),
            Step::Text(_) | Step::Other => None,
        }
    }
    let mut stack: Vec<Step> = Vec::new();
    for op in code {
        let step = match op {
            Op::Load(Fact::Client(ClientFact::Property(property))) => Step::Property(*property),
            Op::Text(text) => Step::Text(*text),
            Op::Compare(compare) => match (compare, stack.pop(), stack.pop()) {
                (Compare::Equal, Some(Step::Text(text)), Some(Step::Property(property)))
                | (Compare::Equal, Some(Step::Property(property)), Some(Step::Text(text))) => {
                    Step::Needs(vec![(property, Some(text))])
                }
                _ => Step::Other,
            },
            Op::And => match (needs(stack.pop()), needs(stack.pop())) {
                (Some(a), Some(b)) => Step::Needs(if b.len() < a.len() { b } else { a }),
                (Some(needs), None) | (None, Some(needs)) => Step::Needs(needs),
                (None, None) => Step::Other,
            },
            Op::Or => match (needs(stack.pop()), needs(stack.pop())) {
                (Some(mut a), Some(b)) => {
                    a.extend(b);
                    Step::Needs(a)
                }
                _ => Step::Other,
            },
            Op::Not | Op::OneOf(_) => {
                stack.pop();
                Step::Other
            }
            Op::Between => {
                for _ in 0..3 {
                    stack.pop();
                }
                Step::Other
            }
            Op::Load(_)
            | Op::Money(_)
            | Op::Number(_)
            | Op::Quantity(..)
            | Op::Date(_)
            | Op::Time(_)
            | Op::Truth(_)
            | Op::InClients(_)
            | Op::KnownClient
            | Op::GuestClient
            | Op::InStores(_)
            | Op::StoreIn(_) => Step::Other,
            Op::InCategory(_)
            | Op::SkuIn(_)
            | Op::BarcodeIn(_)
            | Op::HasTag(_)
            | Op::InItems(_)
            | Op::Require(_)
            | Op::GivePercent { .. }
            | Op::GiveSum { .. }
            | Op::GiveEach { .. }
            | Op::GivePrice { .. }
            | Op::GiveGift { .. }
            | Op::GiveLadder(_) => return None,
        };
        stack.push(step);
    }
    match (stack.pop(), stack.is_empty()) {
        (step, true) => needs(step),
        _ => None,
    }
}
