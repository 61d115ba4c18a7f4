//! Findings with their source underlined, for a person; the only module that knows miette.

use std::fmt::Write as _;

use miette::{
    Diagnostic as MietteDiagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::position::floor;
use super::{Finding, Fix, Look, Severity, Texts, concise};
use crate::words;

/// A line longer than this is no text of a person; it is named, not drawn.
const DRAWN_LINE: usize = 2_000;

pub(super) fn render(findings: &[Finding], texts: &Texts, look: Look) -> String {
    let theme = if look.colour {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(look.width.max(60))
        .with_context_lines(1)
        .tab_width(4);
    let mut out = String::new();
    for finding in findings {
        let drawing = Drawing {
            finding,
            code: File {
                texts,
                path: &finding.spot.path,
            },
        };
        let mut drawn = String::new();
        if !drawable(finding, texts) || handler.render_report(&mut drawn, &drawing).is_err() {
            drawn = concise::line(finding, texts, look);
        }
        out.push_str(drawn.trim_end_matches('\n'));
        out.push('\n');
        remarks(&mut out, finding, texts, look);
        out.push('\n');
    }
    visible(&out, look.colour)
}

/// A text with a mark where a character would draw nothing, turn the direction of the line or command the terminal; only the
/// colours are ours.
fn visible(text: &str, colour: bool) -> String {
    let hides = |letter: char| perk_plan::hidden::is_hidden(letter) && !(colour && letter == '\u{1b}');
    let shown = text
        .chars()
        .map(|letter| if hides(letter) { '\u{fffd}' } else { letter });
    shown.collect()
}

fn drawable(finding: &Finding, texts: &Texts) -> bool {
    let near = |path: &str, start: usize, end: usize| {
        let first = texts.position(path, start).line.saturating_sub(1).max(1);
        let last = texts
            .position(path, end)
            .line
            .saturating_add(1)
            .min(texts.line_count(path));
        texts
            .lines(path, first, last)
            .is_some_and(|(_, text)| text.split('\n').all(|line| line.len() <= DRAWN_LINE))
    };
    near(&finding.spot.path, finding.spot.start, finding.spot.end)
        && finding
            .labels
            .iter()
            .filter(|label| label.spot.path == finding.spot.path)
            .all(|label| near(&label.spot.path, label.spot.start, label.spot.end))
}

/// Help, notes, places in other files and fixes, below the drawing.
fn remarks(out: &mut String, finding: &Finding, texts: &Texts, look: Look) {
    let help = words::help_word();
    // Writing to a String cannot fail.
    for text in std::iter::once(&finding.help)
        .chain(&finding.notes)
        .filter(|text| !text.is_empty())
    {
        for (index, line) in text.lines().enumerate() {
            let head = if index == 0 { help.say(look.lang) } else { "" };
            let mark = if index == 0 { ": " } else { "      " };
            let _ = writeln!(out, "  {head}{mark}{line}");
        }
    }
    if let Some(witness) = &finding.witness {
        let _ = writeln!(out, "  {}: {}", words::witness_word().say(look.lang), witness.says);
        for (index, receipt) in witness.receipts.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            for line in receipt.lines() {
                let _ = writeln!(out, "    {line}");
            }
        }
    }
    for label in finding
        .labels
        .iter()
        .filter(|label| label.spot.path != finding.spot.path)
    {
        let at = texts.position(&label.spot.path, label.spot.start);
        let place = format!("{}:{}:{}", label.spot.path, at.line, at.column);
        let _ = match label.text.as_str() {
            "" => writeln!(out, "  {}", words::see(&place).say(look.lang)),
            text => writeln!(out, "  {place}: {text}"),
        };
    }
    for fix in &finding.fixes {
        let _ = writeln!(out, "  {}: {}", words::fix_word().say(look.lang), fix.title);
        for (sign, line) in changed_lines(fix, texts) {
            let _ = writeln!(out, "    {sign} {line}");
        }
    }
}

/// The lines a fix changes, before and after, when it changes one place of one file.
fn changed_lines(fix: &Fix, texts: &Texts) -> Vec<(char, String)> {
    let [edit] = fix.edits.as_slice() else {
        return Vec::new();
    };
    let path = &edit.spot.path;
    let first = texts.position(path, edit.spot.start).line;
    let last = texts.position(path, edit.spot.end).line;
    let Some((start, before)) = texts.lines(path, first, last) else {
        return Vec::new();
    };
    let from = floor(before, edit.spot.start.saturating_sub(start));
    let to = floor(before, edit.spot.end.saturating_sub(start)).max(from);
    let (Some(head), Some(tail)) = (before.get(..from), before.get(to..)) else {
        return Vec::new();
    };
    let after = format!("{head}{}{tail}", edit.text);
    if before.len() > DRAWN_LINE || after.len() > DRAWN_LINE {
        return Vec::new();
    }
    let mut lines: Vec<(char, String)> = Vec::new();
    lines.extend(
        before
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| ('-', line.trim().to_owned())),
    );
    lines.extend(
        after
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| ('+', line.trim().to_owned())),
    );
    lines
}

struct Drawing<'a> {
    finding: &'a Finding,
    code: File<'a>,
}

impl std::fmt::Debug for Drawing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawing")
            .field("finding", self.finding)
            .finish_non_exhaustive()
    }
}

impl std::fmt::Display for Drawing<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Drawing<'_> {}

impl MietteDiagnostic for Drawing<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.finding.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint | Severity::Advice => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.code)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let length = self.code.texts.text(self.code.path).map_or(0, str::len);
        let span = move |start: usize, end: usize| {
            let start = start.min(length);
            (start, end.min(length).saturating_sub(start))
        };
        let text = |text: &str| if text.is_empty() { None } else { Some(text.to_owned()) };
        let (start, len) = span(self.finding.spot.start, self.finding.spot.end);
        let own = LabeledSpan::new_primary_with_span(text(&self.finding.remark), SourceSpan::from((start, len)));
        let further = self
            .finding
            .labels
            .iter()
            .filter(|label| label.spot.path == self.finding.spot.path)
            .map(move |label| {
                let (start, len) = span(label.spot.start, label.spot.end);
                LabeledSpan::new(text(&label.text), start, len)
            });
        Some(Box::new(std::iter::once(own).chain(further)))
    }
}

/// A source whose columns count characters: miette's own counts bytes, which is wrong for Cyrillic.
struct File<'a> {
    texts: &'a Texts,
    path: &'a str,
}

impl std::fmt::Debug for File<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.path)
    }
}

impl SourceCode for File<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = self.texts.position(self.path, span.offset());
        let end = self.texts.position(self.path, span.offset().saturating_add(span.len()));
        let count = self.texts.line_count(self.path);
        let first = start.line.saturating_sub(lines_before).max(1);
        let last = end.line.saturating_add(lines_after).min(count);
        let (offset, text) = self
            .texts
            .lines(self.path, first, last)
            .ok_or(MietteError::OutOfBounds)?;
        // With context the contents begin at a line; without, only line and column of the span are asked for.
        let column = if lines_before == 0 {
            start.column.saturating_sub(1)
        } else {
            0
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.to_owned(),
            text.as_bytes(),
            SourceSpan::from((offset, text.len())),
            (if lines_before == 0 { start.line } else { first }).saturating_sub(1),
            column,
            last.saturating_sub(first).saturating_add(1),
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_hides_in_a_source_is_seen_in_its_excerpt() {
        assert_eq!(
            visible("1 │ C\u{202e}x\u{200b}\n\tчай", false),
            "1 │ C\u{fffd}x\u{fffd}\n\tчай"
        );
        assert_eq!(visible("\u{1b}[31mred\u{1b}[0m", true), "\u{1b}[31mred\u{1b}[0m");
        assert_eq!(visible("\u{1b}[2J", false), "\u{fffd}[2J");
    }
}
