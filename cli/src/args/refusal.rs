//! Why a command line was not understood, in the reader's language; knows no command's meaning.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Refusal, command};
use crate::words::{Lang, Phrase, both};

/// What clap answered, in the reader's language. Clap speaks English only, so for Russian its facts are said again.
pub(super) fn refusal(error: &clap::Error, lang: Lang) -> Refusal {
    let rendered = error.render().to_string();
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Refusal::Told(rendered);
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Refusal::Mistake(rendered);
    }
    if lang == Lang::En {
        return Refusal::Mistake(rendered);
    }
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(_) | None => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let (prior, valid) = (context(ContextKind::PriorArg), context(ContextKind::ValidValue));
    if error.kind() == ErrorKind::MissingSubcommand && context(ContextKind::InvalidSubcommand) == "perk" {
        return Refusal::Mistake(command(lang).render_help().to_string());
    }
    let (subcommand, near) = (
        context(ContextKind::InvalidSubcommand),
        context(ContextKind::SuggestedSubcommand) + &context(ContextKind::SuggestedArg),
    );
    let what = if error.kind() == ErrorKind::InvalidSubcommand {
        both!("unknown command `{subcommand}`", "нет команды `{subcommand}`")
    } else if error.kind() == ErrorKind::UnknownArgument {
        both!("unexpected argument `{argument}`", "лишний аргумент `{argument}`")
    } else if error.kind() == ErrorKind::InvalidValue && value.is_empty() {
        both!("a value is missing for {argument}", "нет значения для {argument}")
    } else if error.kind() == ErrorKind::InvalidValue {
        both!(
            "bad value `{value}` for {argument}: {valid}",
            "негодное значение `{value}` для {argument}; можно: {valid}"
        )
    } else if error.kind() == ErrorKind::MissingRequiredArgument {
        both!("missing: {argument}", "не хватает: {argument}")
    } else if error.kind() == ErrorKind::ArgumentConflict {
        both!(
            "{argument} and {prior} exclude each other",
            "{argument} и {prior} исключают друг друга"
        )
    } else {
        Phrase::verbatim(rendered.clone())
    };
    // A missing argument is best shown at its place.
    let usage = rendered
        .lines()
        .find_map(|line| line.strip_prefix("Usage: "))
        .filter(|_| error.kind() == ErrorKind::MissingRequiredArgument)
        .map(|usage| format!("{} {usage}\n\n", crate::words::help::USAGE.say(lang)))
        .unwrap_or_default();
    let near = if near.is_empty() {
        String::new()
    } else {
        format!("; может быть, `{near}`?")
    };
    Refusal::Mistake(format!(
        "{}: {}{near}\n\n{usage}Справка: perk --help\n",
        crate::words::error().say(lang),
        what.say(lang)
    ))
}
