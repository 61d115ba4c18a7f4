//! Test blocks: they have a time, a receipt and something that can fail.

use crate::body::SourceMap;
use crate::diagnostic::{Finding, Param, Span, codes};
use crate::hir::Test;
use crate::syntax;

pub(super) fn check(test: &Test, spans: &SourceMap, findings: &mut Vec<Finding>) {
    let at = spans.get(test.span);
    if test.at.is_none() {
        let word = match syntax::is_russian(&test.title) {
            true => "в 15.01.2026 12:00",
            false => "at 2026-01-15 12:00",
        };
        findings.push(Finding::new(&codes::TEST_WITHOUT_TIME, at).fix(
            &codes::ADD_AT,
            vec![("word", Param::from(word))],
            Span::at(spans.get(test.opens).end),
            format!(" {word} "),
        ));
    }
    if test.lines.is_empty() {
        findings.push(Finding::new(&codes::TEST_WITHOUT_RECEIPT, at));
    }
    if test.expectations.is_empty() {
        findings.push(Finding::new(&codes::TEST_WITHOUT_EXPECT, at));
    }
}
