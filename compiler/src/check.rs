//! Checks of typed declarations that need no tree: a declaration's HIR and its source map in, findings out.

mod guests;
pub(crate) mod ladder;
mod limits;
mod never;
mod promotion;
mod protect;
mod scheme;
mod slips;
pub mod syntax;
mod test;
mod windows;

pub(crate) use promotion::{phase_of, phase_word};
pub(crate) use slips::days_with_hyphen;

use crate::body::SourceMap;
use crate::diagnostic::{Finding, Language};
use crate::hir::Declaration;

/// Findings of one declaration by itself. Fixes speak `language`, that of its author.
#[must_use]
pub fn declaration(declaration: &Declaration, spans: &SourceMap, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    match declaration {
        Declaration::Promotion(promotion) => {
            promotion::check(promotion, spans, language, &mut findings);
            ladder::check(promotion, spans, &mut findings);
            windows::check(promotion, spans, &mut findings);
            guests::check(promotion, spans, language, &mut findings);
            never::check(promotion, spans, language, &mut findings);
        }
        Declaration::Protect(protect) => protect::check(protect, spans, &mut findings),
        Declaration::Scheme(scheme) => scheme::check(scheme, spans, &mut findings),
        Declaration::Test(test) => test::check(test, spans, &mut findings),
        Declaration::Retailer(_)
        | Declaration::ProductProperty(_)
        | Declaration::ClientProperty(_)
        | Declaration::Coupon(_)
        | Declaration::Items(_)
        | Declaration::Stores(_)
        | Declaration::Clients(_)
        | Declaration::Set(_) => {}
    }
    findings
}
