//! Windows of a promotion: at least one instant is inside `valid` and `on` together.

use crate::analyse::time;
use crate::body::SourceMap;
use crate::diagnostic::{Finding, codes};
use crate::hir::Promotion;

pub(super) fn check(promotion: &Promotion, spans: &SourceMap, findings: &mut Vec<Finding>) {
    if promotion.valid.is_empty() || promotion.on.is_empty() {
        return;
    }
    let valid = time::all_of(&[&promotion.valid]);
    for (recurrence, span) in &promotion.on {
        if !time::ever(&valid, &[(recurrence.clone(), *span)]) {
            findings.push(Finding::new(&codes::NEVER_OPEN, spans.get(*span)));
        }
    }
}
