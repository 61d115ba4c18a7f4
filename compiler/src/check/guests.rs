//! Conditions on facts of the client in promotions that guests could expect to get.

use crate::body::SourceMap;
use crate::diagnostic::{Finding, Language, Param, Span, codes};
use crate::hir::{ClientFact, Condition, DaySet, Fact, Promotion, SpanId};
use crate::vocabulary;

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, language: Language, findings: &mut Vec<Finding>) {
    if promotion.audience.is_some() {
        return;
    }
    // One hint per promotion is enough: the first place that surprises.
    let in_conditions = promotion
        .conditions
        .iter()
        .find_map(|(condition, _)| client_fact(condition, language));
    let around = || {
        promotion
            .on
            .iter()
            .find_map(|(recurrence, span)| match &recurrence.days {
                DaySet::Anniversary { property, .. } => {
                    Some((word(&ClientFact::Property(property.clone()), language), *span))
                }
                DaySet::Every | DaySet::Weekdays(_) | DaySet::MonthDays { .. } | DaySet::NthWeekday { .. } => None,
            })
    };
    if let Some((fact, span)) = in_conditions.or_else(around) {
        let name_end = spans.get(promotion.opens).end;
        let word = match language {
            Language::English => "for known clients",
            Language::Russian => "для известных клиентов",
        };
        findings.push(
            Finding::new(&codes::GUEST_SURPRISE, spans.get(span))
                .with("fact", fact.as_str())
                .fix(
                    &codes::ADD_KNOWN_CLIENTS,
                    vec![("word", Param::from(word))],
                    Span::at(name_end),
                    format!(" {word}"),
                ),
        );
    }
}

/// The first fact of the client that a guest fails on. Below `or` and `not` other ways stay open, so nothing is said.
pub(super) fn client_fact(condition: &Condition, language: Language) -> Option<(String, SpanId)> {
    let (fact, span) = match condition {
        Condition::All(parts) => return parts.iter().find_map(|part| client_fact(part, language)),
        Condition::Compare { fact, span, .. }
        | Condition::Between { fact, span, .. }
        | Condition::OneOf { fact, span, .. }
        | Condition::Holds { fact, span } => (fact, *span),
        Condition::CompareFacts { fact, other, span, .. } => {
            let of_client = matches!(fact, Fact::Client(_));
            (if of_client { fact } else { other }, *span)
        }
        Condition::Any(_) | Condition::Not(_) | Condition::ClientIn { .. } | Condition::StoreIn { .. } => return None,
    };
    match fact {
        Fact::Client(fact) => Some((word(fact, language), span)),
        Fact::Receipt(_)
        | Fact::AmountOf(_)
        | Fact::QuantityOf(_)
        | Fact::DistinctOf(_)
        | Fact::CheapestPriceOf(_)
        | Fact::Store(_)
        | Fact::Till
        | Fact::Cashier
        | Fact::Tender => None,
    }
}

/// The name of a fact as the author's language has it.
fn word(fact: &ClientFact, language: Language) -> String {
    let meant = Fact::Client(fact.clone());
    let known = vocabulary::FACTS
        .iter()
        .find(|known| known.meaning.fact().as_ref() == Some(&meant));
    let (root, known) = match language {
        Language::English => ("client", known.map(|known| known.en)),
        Language::Russian => ("клиент", known.map(|known| known.ru)),
    };
    match (known, fact) {
        (None, ClientFact::Property(name)) => format!("{root}.{name}"),
        (
            known,
            ClientFact::Age
            | ClientFact::Registered
            | ClientFact::Visits
            | ClientFact::ThisVisit
            | ClientFact::Property(_),
        ) => known.unwrap_or(root).to_owned(),
    }
}
