//! JUnit XML: a test case per finding, or per `test` block.

use std::fmt::Write as _;

use super::{Finding, Texts};

pub(super) fn render(findings: &[Finding], texts: &Texts) -> String {
    let cases: Vec<(String, String, Option<String>)> = findings
        .iter()
        .map(|finding| {
            let at = texts.position(&finding.spot.path, finding.spot.start);
            let message = format!("{}:{}:{}: {}", finding.spot.path, at.line, at.column, finding.message);
            (
                finding.spot.path.clone(),
                format!("{} {}:{}", finding.code, at.line, at.column),
                Some(message),
            )
        })
        .collect();
    suite("perk check", &cases)
}

/// A suite of cases: (class, name, message of the failure if it failed).
pub(crate) fn suite(name: &str, cases: &[(String, String, Option<String>)]) -> String {
    let failures = cases.iter().filter(|(_, _, failure)| failure.is_some()).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "<testsuites>\n  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\">",
        escape_xml(name),
        cases.len()
    );
    for (class, case, failure) in cases {
        let _ = write!(
            out,
            "    <testcase classname=\"{}\" name=\"{}\"",
            escape_xml(class),
            escape_xml(case)
        );
        match failure {
            None => out.push_str("/>\n"),
            Some(message) => {
                let first = message.lines().next().unwrap_or_default();
                let _ = writeln!(
                    out,
                    ">\n      <failure message=\"{}\">{}</failure>\n    </testcase>",
                    escape_xml(first),
                    escape_xml(message)
                );
            }
        }
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

/// Text of XML 1.0: markup escaped, characters that XML does not allow replaced.
pub(crate) fn escape_xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(character),
            _ if character < ' ' || character == '\u{fffe}' || character == '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_control_characters_are_escaped() {
        assert_eq!(
            escape_xml("a<b & \"c\"\u{0}>"),
            "a&lt;b &amp; &quot;c&quot;\u{fffd}&gt;"
        );
    }
}
