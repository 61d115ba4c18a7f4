//! Schemes by themselves; their order among each other is checked for the whole programme.

use crate::body::SourceMap;
use crate::diagnostic::{Bilingual, Finding, codes};
use crate::hir::{Combine, Favour, Scheme};

pub(super) fn check(scheme: &Scheme, spans: &SourceMap, findings: &mut Vec<Finding>) {
    if let Some(span) = scheme.side
        && scheme.combine != Combine::Best
    {
        let word = match scheme.favour {
            Favour::Customer => &Bilingual {
                en: "for customer",
                ru: "для покупателя",
            },
            Favour::Retailer => &Bilingual {
                en: "for retailer",
                ru: "для сети",
            },
        };
        let at = spans.get(span);
        findings.push(Finding::new(&codes::SIDE_WITHOUT_BEST, at).with("found", word).fix(
            &codes::REMOVE_IT,
            Vec::new(),
            at,
            "",
        ));
    }
}
