//! Conditions on facts of the client in promotions that guests could expect to get.

use crate::body::SourceMap;
use crate::diagnostic::{Finding, Language, Param, Span, codes};
use crate::hir::{ClientFact, Condition, DaySet, Fact, Promotion, SpanId};

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, language: Language, findings: &mut Vec<Finding>) {
    if promotion.audience.is_some() {
        return;
    }
    // One hint per promotion is enough: the first place that surprises.
    let in_conditions = promotion
        .conditions
        .iter()
        .find_map(|(condition, _)| client_fact(condition));
    let around = || {
        promotion
            .on
            .iter()
            .find_map(|(recurrence, span)| match &recurrence.days {
                DaySet::Anniversary { property, .. } => Some((format!("client.{property}"), *span)),
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
pub(super) fn client_fact(condition: &Condition) -> Option<(String, SpanId)> {
    let (fact, span) = match condition {
        Condition::All(parts) => return parts.iter().find_map(client_fact),
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
        Fact::Client(fact) => Some((word(fact), span)),
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

fn word(fact: &ClientFact) -> String {
    match fact {
        ClientFact::Age => "client.age".to_owned(),
        ClientFact::Registered => "client.registered".to_owned(),
        ClientFact::Visits => "client.visits".to_owned(),
        ClientFact::ThisVisit => "client.this_visit".to_owned(),
        ClientFact::Property(name) => format!("client.{name}"),
    }
}
