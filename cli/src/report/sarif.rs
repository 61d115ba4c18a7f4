//! SARIF 2.1.0; columns count Unicode code points, which the run says.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Finding, Severity, Spot, Texts};

pub(super) fn render(findings: &[Finding], texts: &Texts) -> String {
    let rules: BTreeMap<&str, &Finding> = findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding))
        .collect();
    let order: Vec<&str> = rules.keys().copied().collect();
    let rule_list: Vec<Value> = rules
        .values()
        .map(|finding| {
            json!({
                "id": finding.code,
                "name": finding.name,
                "shortDescription": { "text": finding.headline },
                "help": { "text": format!("perk explain {}", finding.code) },
                "defaultConfiguration": { "level": level(finding.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = findings
        .iter()
        .map(|finding| {
            let index = order.binary_search(&finding.code.as_str()).unwrap_or(0);
            let mut text = finding.message.clone();
            for more in std::iter::once(&finding.help)
                .chain(&finding.notes)
                .filter(|more| !more.is_empty())
            {
                text.push('\n');
                text.push_str(more);
            }
            let related: Vec<Value> = finding
                .labels
                .iter()
                .enumerate()
                .map(|(id, label)| {
                    json!({
                        "id": id.saturating_add(1),
                        "physicalLocation": location(&label.spot, texts),
                        "message": { "text": label.text },
                    })
                })
                .collect();
            let fixes: Vec<Value> = finding.fixes.iter().map(|fix| fix_value(fix, texts)).collect();
            json!({
                "ruleId": finding.code,
                "ruleIndex": index,
                "level": level(finding.severity),
                "message": { "text": text },
                "locations": [{ "physicalLocation": location(&finding.spot, texts) }],
                "relatedLocations": related,
                "fixes": fixes,
            })
        })
        .collect();
    let whole = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "perk", "version": env!("CARGO_PKG_VERSION"), "rules": rule_list } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    let mut out = serde_json::to_string_pretty(&whole).unwrap_or_default();
    out.push('\n');
    out
}

fn fix_value(fix: &super::Fix, texts: &Texts) -> Value {
    let mut files: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.spot.path).or_default().push(json!({
            "deletedRegion": region(&edit.spot, texts),
            "insertedContent": { "text": edit.text },
        }));
    }
    let changes: Vec<Value> = files
        .into_iter()
        .map(|(path, replacements)| json!({ "artifactLocation": { "uri": uri(path) }, "replacements": replacements }))
        .collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}

fn location(spot: &Spot, texts: &Texts) -> Value {
    json!({ "artifactLocation": { "uri": uri(&spot.path) }, "region": region(spot, texts) })
}

fn region(spot: &Spot, texts: &Texts) -> Value {
    let start = texts.position(&spot.path, spot.start);
    let end = texts.position(&spot.path, spot.end);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint | Severity::Advice => "note",
    }
}

/// A path as a URI reference: bytes outside of the unreserved ones are escaped.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a b/акция.perk"), "a%20b/%D0%B0%D0%BA%D1%86%D0%B8%D1%8F.perk");
    }
}
