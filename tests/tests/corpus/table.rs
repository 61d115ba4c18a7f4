//! The made parts of `docs/corpus.md`: counts by subject, differences, what waits; decides nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::Value;

use crate::judge::Verdict;
use crate::page::Case;

/// How many cases became what.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// Equal to the source.
    pub(crate) equal: usize,
    /// Different by a rule.
    pub(crate) differs: usize,
    /// Not yet.
    pub(crate) waits: usize,
}

impl Count {
    /// Counts one more.
    pub(crate) fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Equal => self.equal += 1,
            Verdict::Differs => self.differs += 1,
            Verdict::Waits(_) => self.waits += 1,
            Verdict::Wrong(_) => {}
        }
    }

    fn row(self, name: &str) -> String {
        format!("| {name} | {} | {} | {} |\n", self.equal, self.differs, self.waits)
    }
}

/// The table by main subject, with its sum. Cases that no page tells have no subject here.
pub(crate) fn counts(judged: &[(Case, Verdict)], untold: &[(String, String)]) -> String {
    let mut subjects: BTreeMap<&str, Count> = BTreeMap::new();
    let mut sum = Count::default();
    for (case, verdict) in judged {
        let subject = case.tags.first().map_or("", String::as_str);
        subjects.entry(subject).or_default().add(verdict);
        sum.add(verdict);
    }
    let mut table = "| subject | equal | differs | waits |\n| --- | --- | --- | --- |\n".to_owned();
    for (subject, count) in subjects {
        table.push_str(&count.row(subject));
    }
    if !untold.is_empty() {
        let waits = untold.len();
        table.push_str(
            &Count {
                waits,
                ..Count::default()
            }
            .row("not told yet"),
        );
        sum.waits += waits;
    }
    table.push_str(&sum.row("**all**"));
    table
}

/// Every difference: figures of both sides and the rule.
pub(crate) fn differences(judged: &[(Case, Verdict)]) -> String {
    let mut text = String::new();
    for (case, _) in judged.iter().filter(|(_, verdict)| *verdict == Verdict::Differs) {
        let _ = writeln!(text, "### {}\n", case.id);
        let _ = writeln!(text, "By {}\n", case.differs.as_deref().unwrap_or_default());
        text.push_str("| receipt | figure | source | Perk |\n| --- | --- | --- | --- |\n");
        for (index, moment) in case.moments.iter().enumerate() {
            for (key, gives) in moment.gives.iter().filter_map(Value::as_object).flatten() {
                let (figure, stated) = (key.replace('_', " "), figure(&moment.stated[key]));
                let _ = writeln!(
                    text,
                    "| {} | {figure} | {stated} | {} |",
                    index + 1,
                    self::figure(gives)
                );
            }
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn figure(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(figure).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{key}: {}", figure(value)))
                .collect();
            fields.join(", ")
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// What waits for what.
pub(crate) fn waiting(judged: &[(Case, Verdict)], untold: &[(String, String)]) -> String {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (case, verdict) in judged {
        if let (Some(reason), Verdict::Waits(_)) = (&case.waits, verdict) {
            reasons.entry(reason).or_default().push(&case.id);
        }
    }
    for (id, reason) in untold {
        reasons.entry(reason).or_default().push(id);
    }
    let mut table = "| for | cases | which |\n| --- | --- | --- |\n".to_owned();
    for (reason, mut ids) in reasons {
        ids.sort_unstable();
        let numbers: Vec<&str> = ids.iter().map(|id| id.get(..3).unwrap_or(id)).collect();
        let _ = writeln!(table, "| {reason} | {} | {} |", ids.len(), numbers.join(", "));
    }
    table
}
