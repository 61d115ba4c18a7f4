//! Workflow commands of GitHub Actions; `%`, line ends and, in properties, `:` and `,` are escaped.

use super::{Finding, Severity, Texts};

pub(super) fn render(findings: &[Finding], texts: &Texts) -> String {
    findings.iter().map(|finding| command(finding, texts)).collect()
}

fn command(finding: &Finding, texts: &Texts) -> String {
    let start = texts.position(&finding.spot.path, finding.spot.start);
    let end = texts.position(&finding.spot.path, finding.spot.end);
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint | Severity::Advice => "notice",
    };
    let mut message = finding.message.clone();
    for more in std::iter::once(&finding.help)
        .chain(&finding.notes)
        .filter(|text| !text.is_empty())
    {
        message.push('\n');
        message.push_str(more);
    }
    // GitHub ignores columns of a range over several lines.
    let columns = if start.line == end.line {
        format!(",col={},endColumn={}", start.column, end.column.max(start.column))
    } else {
        String::new()
    };
    format!(
        "::{kind} file={},line={},endLine={}{columns},title={}::{}\n",
        property(&finding.spot.path),
        start.line,
        end.line,
        property(&format!("{}: {}", finding.code, finding.headline)),
        data(&message)
    )
}

/// An error at a line, for what is no finding of the compiler.
pub(crate) fn error(path: &str, line: usize, title: &str, message: &str) -> String {
    format!(
        "::error file={},line={line},title={}::{}\n",
        property(path),
        property(title),
        data(message)
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_github_would_misread_is_escaped() {
        assert_eq!(data("15% off\r\nnext"), "15%25 off%0D%0Anext");
        assert_eq!(property("C:\\a, b%"), "C%3A\\a%2C b%25");
    }
}
