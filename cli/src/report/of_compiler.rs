//! From the compiler's diagnostics to findings in the language of their reader; the only place that knows both.

use perk_compiler::diagnostic::{Diagnostic, Language, Location, Severity as CompilerSeverity};

use super::{Edit, Finding, Fix, Label, Severity, Spot, Witness};
use crate::words::Lang;

/// A diagnostic of the compiler in the language of its reader. `shown` turns the compiler's path of a file into the one
/// that is shown.
pub fn finding_of(diagnostic: &Diagnostic, lang: Lang, shown: &dyn Fn(&str) -> String) -> Finding {
    let language = language_of(lang);
    let spot = |location: &Location| Spot {
        path: shown(&location.path),
        start: usize::try_from(location.span.start).unwrap_or(usize::MAX),
        end: usize::try_from(location.span.end).unwrap_or(usize::MAX),
    };
    Finding {
        code: diagnostic.code.id.to_owned(),
        name: diagnostic.code.name.to_owned(),
        headline: diagnostic.code.headline.get(language).to_owned(),
        severity: match diagnostic.severity() {
            CompilerSeverity::Error => Severity::Error,
            CompilerSeverity::Warning => Severity::Warning,
            CompilerSeverity::Hint => Severity::Hint,
            CompilerSeverity::Advice => Severity::Advice,
        },
        message: diagnostic.message(language),
        help: diagnostic.help(language),
        spot: spot(&diagnostic.location),
        remark: diagnostic
            .remark
            .as_ref()
            .map(|note| note.render(language))
            .unwrap_or_default(),
        labels: diagnostic
            .labels
            .iter()
            .map(|label| Label {
                spot: spot(&label.location),
                text: label
                    .note
                    .as_ref()
                    .map(|note| note.render(language))
                    .unwrap_or_default(),
            })
            .collect(),
        notes: diagnostic.notes.iter().map(|note| note.render(language)).collect(),
        fixes: diagnostic
            .fixes
            .iter()
            .map(|fix| Fix {
                title: fix.title.render(language),
                edits: fix
                    .edits
                    .iter()
                    .map(|edit| Edit {
                        spot: spot(&edit.location),
                        text: edit.text.to_string(),
                    })
                    .collect(),
            })
            .collect(),
        witness: diagnostic.witness.as_ref().map(|witness| Witness {
            says: witness.says.render(language),
            receipts: witness.receipts.iter().map(ToString::to_string).collect(),
        }),
    }
}

/// The compiler's name of our language.
#[must_use]
pub const fn language_of(lang: Lang) -> Language {
    match lang {
        Lang::En => Language::English,
        Lang::Ru => Language::Russian,
    }
}
