//! GitLab's Code Quality report.

use serde_json::{Value, json};

use super::{Finding, Severity, Texts};

pub(super) fn render(findings: &[Finding], texts: &Texts) -> String {
    let list: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let start = texts.position(&finding.spot.path, finding.spot.start);
            let words = texts
                .text(&finding.spot.path)
                .and_then(|text| text.get(finding.spot.start..finding.spot.end))
                .unwrap_or_default();
            json!({
                "description": finding.message,
                "check_name": finding.code,
                "fingerprint": fingerprint(&[&finding.code, &finding.spot.path, &finding.message, words]),
                "severity": match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Hint | Severity::Advice => "info",
                },
                "location": { "path": finding.spot.path, "lines": { "begin": start.line } },
            })
        })
        .collect();
    let mut out = serde_json::to_string_pretty(&Value::Array(list)).unwrap_or_default();
    out.push('\n');
    out
}

/// FNV-1a of the parts: the same finding keeps it when lines above it move.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in parts.iter().flat_map(|part| part.bytes().chain(std::iter::once(0))) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}
