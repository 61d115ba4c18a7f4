//! Test blocks: they have a time, a receipt and something that can fail.

use crate::body::SourceMap;
use crate::diagnostic::{Finding, Span, codes};
use crate::hir::Test;

pub(super) fn check(test: &Test, spans: &SourceMap, findings: &mut Vec<Finding>) {
    let at = spans.get(test.span);
    if test.at.is_none() {
        findings.push(Finding::new(&codes::TEST_WITHOUT_TIME, at).fix(
            &codes::ADD_AT,
            Vec::new(),
            Span::at(spans.get(test.opens).end),
            " at 2026-01-15 12:00 ",
        ));
    }
    if test.lines.is_empty() {
        findings.push(Finding::new(&codes::TEST_WITHOUT_RECEIPT, at));
    }
    if test.expectations.is_empty() {
        findings.push(Finding::new(&codes::TEST_WITHOUT_EXPECT, at));
    }
}
