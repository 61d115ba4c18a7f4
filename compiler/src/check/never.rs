//! Conditions of a promotion that cannot all hold: facts that guests do not have, and bounds that leave no value.

use crate::body::SourceMap;
use crate::diagnostic::{At, Finding, Language, codes};
use crate::hir::{Audience, ClientSelection, Compare, Condition, Fact, Promotion, SpanId, Value};

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, language: Language, findings: &mut Vec<Finding>) {
    let conditions = || promotion.conditions.iter().map(|(condition, _)| condition);
    let for_guests = matches!(
        promotion.audience,
        Some((Audience::Clients(ClientSelection::Guests), _))
    );
    if for_guests
        && let Some((fact, span)) = conditions().find_map(|condition| super::guests::client_fact(condition, language))
    {
        findings.push(Finding::new(&codes::GUESTS_HAVE_NONE, spans.get(span)).with("fact", fact.as_str()));
    }
    let mut bounds: Vec<Bound<'_>> = Vec::new();
    for condition in conditions() {
        gather(condition, &mut bounds);
    }
    for (index, bound) in bounds.iter().enumerate() {
        let before = bounds.iter().take(index);
        if let Some(other) = before.into_iter().find(|other| other.excludes(bound)) {
            findings.push(
                Finding::new(&codes::EMPTY_RANGE, spans.get(bound.span))
                    .mark(At::Own(spans.get(other.span)), &codes::OTHER_BOUND),
            );
            return;
        }
    }
}

/// The values that a condition leaves to a fact: those to one side of a value.
struct Bound<'a> {
    fact: &'a Fact,
    value: &'a Value,
    /// Whether values above it are left; else those below.
    above: bool,
    /// Whether the value itself is left.
    included: bool,
    span: SpanId,
}

impl Bound<'_> {
    /// Whether nothing is left by both.
    fn excludes(&self, other: &Self) -> bool {
        if self.fact != other.fact || self.above == other.above {
            return false;
        }
        let (low, high) = if self.above { (self, other) } else { (other, self) };
        let order = match (low.value, high.value) {
            (Value::Number(low), Value::Number(high)) => low.cmp(high),
            (Value::Money(low), Value::Money(high)) => low.minor.cmp(&high.minor),
            (Value::Quantity(low), Value::Quantity(high)) if low.unit == high.unit => low.amount.cmp(&high.amount),
            (Value::Date(low), Value::Date(high)) => low.cmp(high),
            (Value::Time(low), Value::Time(high)) => low.cmp(high),
            _ => return false,
        };
        match order {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Equal => !(low.included && high.included),
            std::cmp::Ordering::Greater => true,
        }
    }
}

/// Bounds that all have to hold. Below `or` and `not` other ways stay open.
fn gather<'a>(condition: &'a Condition, bounds: &mut Vec<Bound<'a>>) {
    let mut push = |fact, value, above, included, span| {
        bounds.push(Bound {
            fact,
            value,
            above,
            included,
            span,
        });
    };
    match condition {
        Condition::All(parts) => parts.iter().for_each(|part| gather(part, bounds)),
        Condition::Compare { fact, op, value, span } => match op {
            Compare::Less => push(fact, value, false, false, *span),
            Compare::AtMost => push(fact, value, false, true, *span),
            Compare::Greater => push(fact, value, true, false, *span),
            Compare::AtLeast => push(fact, value, true, true, *span),
            Compare::Equal => {
                push(fact, value, true, true, *span);
                push(fact, value, false, true, *span);
            }
            Compare::NotEqual => {}
        },
        Condition::Between { fact, low, high, span } => {
            push(fact, low, true, true, *span);
            push(fact, high, false, true, *span);
        }
        Condition::Any(_)
        | Condition::CompareFacts { .. }
        | Condition::Not(_)
        | Condition::OneOf { .. }
        | Condition::Holds { .. }
        | Condition::ClientIn { .. }
        | Condition::StoreIn { .. } => {}
    }
}
