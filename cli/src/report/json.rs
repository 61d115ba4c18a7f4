//! Findings as one JSON array; columns count characters, offsets count bytes.

use serde_json::{Value, json};

use super::{Edit, Finding, Fix, Spot, Texts};

pub(super) fn render(findings: &[Finding], texts: &Texts) -> String {
    let list: Vec<Value> = findings.iter().map(|finding| value(finding, texts)).collect();
    let mut out = serde_json::to_string_pretty(&Value::Array(list)).unwrap_or_default();
    out.push('\n');
    out
}

fn value(finding: &Finding, texts: &Texts) -> Value {
    let mut object = place(&finding.spot, texts);
    if let Value::Object(map) = &mut object {
        let mut head = serde_json::Map::new();
        head.insert("code".into(), json!(finding.code));
        head.insert("name".into(), json!(finding.name));
        head.insert("severity".into(), json!(finding.severity.name()));
        head.insert("message".into(), json!(finding.message));
        head.append(map);
        head.insert("remark".into(), json!(finding.remark));
        head.insert("help".into(), json!(finding.help));
        head.insert("notes".into(), json!(finding.notes));
        head.insert(
            "labels".into(),
            Value::Array(
                finding
                    .labels
                    .iter()
                    .map(|label| with(place(&label.spot, texts), "text", json!(label.text)))
                    .collect(),
            ),
        );
        head.insert(
            "fixes".into(),
            Value::Array(finding.fixes.iter().map(|fix| fix_value(fix, texts)).collect()),
        );
        if let Some(witness) = &finding.witness {
            head.insert(
                "witness".into(),
                json!({ "says": witness.says, "receipts": witness.receipts }),
            );
        }
        head.insert("page".into(), json!(format!("docs/diagnostics/{}.md", finding.code)));
        // The page stands in the sources of Perk; whoever has only the program asks it.
        head.insert("explain".into(), json!(format!("perk explain {}", finding.code)));
        return Value::Object(head);
    }
    object
}

fn fix_value(fix: &Fix, texts: &Texts) -> Value {
    let edits: Vec<Value> = fix
        .edits
        .iter()
        .map(|Edit { spot, text }| with(place(spot, texts), "text", json!(text)))
        .collect();
    json!({ "title": fix.title, "edits": edits })
}

fn place(spot: &Spot, texts: &Texts) -> Value {
    let start = texts.position(&spot.path, spot.start);
    let end = texts.position(&spot.path, spot.end);
    json!({
        "file": spot.path,
        "start": { "line": start.line, "column": start.column, "offset": spot.start },
        "end": { "line": end.line, "column": end.column, "offset": spot.end },
    })
}

fn with(mut object: Value, key: &str, value: Value) -> Value {
    if let Value::Object(map) = &mut object {
        map.insert(key.to_owned(), value);
    }
    object
}
