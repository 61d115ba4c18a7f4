//! Reviewdog's diagnostic JSON, with fixes as suggestions.

use serde_json::{Value, json};

use super::{Finding, Severity, Spot, Texts};

pub(super) fn render(findings: &[Finding], texts: &Texts) -> String {
    let list: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let suggestions: Vec<Value> = finding
                .fixes
                .iter()
                .filter_map(|fix| fix.edits.as_slice().first().filter(|_| fix.edits.len() == 1))
                .filter(|edit| edit.spot.path == finding.spot.path)
                .map(|edit| json!({ "range": range(&edit.spot, texts), "text": edit.text }))
                .collect();
            json!({
                "message": finding.message,
                "location": { "path": finding.spot.path, "range": range(&finding.spot, texts) },
                "severity": match finding.severity {
                    Severity::Error => "ERROR",
                    Severity::Warning => "WARNING",
                    Severity::Hint | Severity::Advice => "INFO",
                },
                "code": { "value": finding.code },
                "suggestions": suggestions,
            })
        })
        .collect();
    let whole = json!({ "source": { "name": "perk" }, "diagnostics": list });
    let mut out = serde_json::to_string_pretty(&whole).unwrap_or_default();
    out.push('\n');
    out
}

/// Reviewdog counts columns in bytes of UTF-8, from 1.
fn range(spot: &Spot, texts: &Texts) -> Value {
    let point = |offset: usize| {
        let line = texts.position(&spot.path, offset).line;
        let start = texts.lines(&spot.path, line, line).map_or(0, |(start, _)| start);
        json!({ "line": line, "column": offset.saturating_sub(start).saturating_add(1) })
    };
    json!({ "start": point(spot.start), "end": point(spot.end) })
}
