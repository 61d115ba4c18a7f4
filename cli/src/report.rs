//! Findings for people and machines: one neutral form, many renderings; knows no query and decides nothing.

mod concise;
mod finding;
mod full;
mod github;
mod gitlab;
mod json;
mod junit;
mod of_compiler;
mod position;
mod rdjson;
mod sarif;

pub use finding::{Edit, Finding, Fix, Label, Severity, Spot, Witness};
pub(crate) use github::error as github_error;
pub(crate) use junit::suite as junit_suite;
pub use of_compiler::{finding_of, language_of};
pub use position::{Position, Texts};

use crate::words::{Lang, both, english_count, russian_count};

/// How findings are written: `--output-format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// With the source underlined, for a person.
    #[default]
    Full,
    /// One line each.
    Concise,
    /// One JSON array.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
    /// Code Quality report of GitLab.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
    /// Reviewdog's JSON.
    Rdjson,
}

impl Format {
    /// Every format with its name on the command line.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("full", Self::Full),
        ("concise", Self::Concise),
        ("json", Self::Json),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("sarif", Self::Sarif),
        ("junit", Self::Junit),
        ("rdjson", Self::Rdjson),
    ];

    /// Whether a person reads it, so that a last line may sum it up.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }
}

/// How a rendering looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Language of our own words.
    pub lang: Lang,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Renders findings in one format. Machine formats are whole documents even when there is nothing to report.
#[must_use]
pub fn render(findings: &[Finding], texts: &Texts, format: Format, look: Look) -> String {
    match format {
        Format::Full => full::render(findings, texts, look),
        Format::Concise => concise::render(findings, texts, look),
        Format::Json => json::render(findings, texts),
        Format::Github => github::render(findings, texts),
        Format::Gitlab => gitlab::render(findings, texts),
        Format::Sarif => sarif::render(findings, texts),
        Format::Junit => junit::render(findings, texts),
        Format::Rdjson => rdjson::render(findings, texts),
    }
}

/// The last line for a person: how many errors and warnings there are.
#[must_use]
pub fn sum_up(findings: &[Finding], files: usize, lang: Lang) -> String {
    let count = |wanted: Severity| findings.iter().filter(|finding| finding.severity == wanted).count();
    let (errors, warnings, hints) = (count(Severity::Error), count(Severity::Warning), count(Severity::Hint));
    let (fe, fr) = (
        english_count(files, "file", "files"),
        russian_count(files, "файл", "файла", "файлов"),
    );
    if findings.is_empty() {
        return both!(
            "All right: {files} {fe}, nothing to report.",
            "Всё в порядке: {files} {fr}, замечаний нет."
        )
        .say(lang)
        .to_owned();
    }
    let (ee, er) = (
        english_count(errors, "error", "errors"),
        russian_count(errors, "ошибка", "ошибки", "ошибок"),
    );
    let (we, wr) = (
        english_count(warnings, "warning", "warnings"),
        russian_count(warnings, "предупреждение", "предупреждения", "предупреждений"),
    );
    let (he, hr) = (
        english_count(hints, "hint", "hints"),
        russian_count(hints, "подсказка", "подсказки", "подсказок"),
    );
    let advices = count(Severity::Advice);
    let (ae, ar) = (
        english_count(advices, "piece of advice", "pieces of advice"),
        russian_count(advices, "совет", "совета", "советов"),
    );
    let mut parts = Vec::new();
    for (n, en, ru) in [(errors, ee, er), (warnings, we, wr), (hints, he, hr), (advices, ae, ar)] {
        if n > 0 {
            parts.push(format!("{n} {}", if lang == Lang::En { en } else { ru }));
        }
    }
    let list = parts.join(", ");
    both!("Found {list} in {files} {fe}.", "Найдено: {list} ({files} {fr}).")
        .say(lang)
        .to_owned()
}
