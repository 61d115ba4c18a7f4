//! One line per finding: `file:line:column: error[PK0213]: message`.

use super::{Finding, Look, Severity, Texts};
use crate::words;

pub(super) fn render(findings: &[Finding], texts: &Texts, look: Look) -> String {
    findings.iter().map(|finding| line(finding, texts, look)).collect()
}

pub(super) fn line(finding: &Finding, texts: &Texts, look: Look) -> String {
    let at = texts.position(&finding.spot.path, finding.spot.start);
    let severity = match finding.severity {
        Severity::Error => words::error(),
        Severity::Warning => words::warning(),
        Severity::Hint => words::hint(),
        Severity::Advice => words::advice(),
    };
    format!(
        "{}:{}:{}: {}[{}]: {}\n",
        finding.spot.path,
        at.line,
        at.column,
        severity.say(look.lang),
        finding.code,
        finding.message
    )
}
