//! What may be written on the command line, and what it asks for; reads no file and does nothing.

mod refusal;
mod request;
mod tree;

pub use tree::command;

use refusal::refusal;
use request::{request, text};

use crate::report::Format;
use crate::words::Lang;

/// What the command line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// `perk new`
    New {
        /// Folder to make.
        folder: String,
        /// Language of its keywords.
        keywords: Option<Lang>,
    },
    /// `perk check`
    Check {
        /// Programmes.
        paths: Vec<String>,
        /// Stay and check again.
        watch: bool,
        /// Advise too.
        deep: bool,
    },
    /// `perk fmt`
    Fmt {
        /// Programmes or files.
        paths: Vec<String>,
        /// Change nothing, answer by exit code.
        check: bool,
        /// Change nothing, show the difference.
        diff: bool,
        /// Translate keywords.
        keywords: Option<Lang>,
    },
    /// `perk test`
    Test {
        /// Programmes.
        paths: Vec<String>,
        /// Part of a title or file.
        filter: Option<String>,
    },
    /// `perk build`
    Build {
        /// Programme.
        path: String,
        /// Plan file.
        output: String,
        /// Key to sign with.
        sign: Option<String>,
    },
    /// `perk eval`
    Eval(EvalRequest),
    /// `perk explain PK0213`
    ExplainCode(String),
    /// `perk explain PLAN_OR_DIR RECEIPT`
    Explain {
        /// Plan, receipt and what is known.
        on: Inputs,
        /// Only this promotion.
        promotion: Option<String>,
        /// Only this receipt of the file.
        receipt: Option<String>,
    },
    /// `perk plan show`
    PlanShow {
        /// Plan file or folder.
        plan: String,
        /// As JSON.
        json: bool,
    },
    /// `perk plan verify`
    PlanVerify {
        /// Plan file.
        plan: String,
    },
    /// `perk conform`
    Conform(Vec<String>),
    /// `perk debug`
    Debug {
        /// Which form.
        form: DebugForm,
        /// File or folder.
        path: String,
    },
    /// `perk lsp`
    Lsp,
    /// A command whose time has not come.
    Later(String),
}

/// A plan, receipts and what is known beside them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
    /// Plan file or folder of a programme.
    pub plan: String,
    /// Receipt files.
    pub receipts: Vec<String>,
    /// Catalogue.
    pub catalog: Option<String>,
    /// Snapshot of clients.
    pub accounts: Option<String>,
}

/// `perk eval`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvalRequest {
    /// What is decided.
    pub on: Inputs,
    /// How decisions are written.
    pub format: DecisionFormat,
    /// Verdict of every promotion.
    pub explain: bool,
    /// Only the summary.
    pub summary: bool,
    /// Threads.
    pub threads: Option<usize>,
    /// Only this receipt.
    pub receipt: Option<String>,
}

/// How decisions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionFormat {
    /// For a person.
    Table,
    /// One JSON document: an object for one receipt, else an array.
    Json,
    /// One object a line.
    Jsonl,
}

/// An inner form of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebugForm {
    /// Tokens of a file.
    Tokens,
    /// Lossless tree of a file.
    Tree,
    /// Typed meaning of declarations.
    Hir,
    /// Types of names.
    Types,
    /// The plan's listing.
    Plan,
}

/// What holds for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    /// `--lang`
    pub lang: Option<Lang>,
    /// `--quiet`
    pub quiet: bool,
    /// `--output-format`
    pub format: Format,
}

/// Why the command line was not understood, or what it asks to be told instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Help or version, asked for.
    Told(String),
    /// A mistake.
    Mistake(String),
}

/// Commands promised for later.
pub const LATER: [&str; 20] = [
    "db", "client", "card", "coupon", "account", "import", "export", "confirm", "hold", "release", "return", "cancel",
    "jobs", "fsck", "report", "diff", "backtest", "serve", "sign", "programs",
];

/// `--lang` of a command line that is not parsed yet: help and mistakes are told in it, too.
#[must_use]
pub fn lang_of(arguments: &[String]) -> Option<Lang> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--" {
            return None;
        }
        if argument == "--lang" {
            return rest.next().and_then(|value| Lang::of_name(value));
        }
        if let Some(value) = argument.strip_prefix("--lang=") {
            return Lang::of_name(value);
        }
    }
    None
}

/// Reads a command line. `arguments` are without the program's name.
///
/// # Errors
/// A [`Refusal`]: help that was asked for, or a mistake with its usage.
pub fn parse(arguments: &[String], lang: Lang) -> Result<(Common, Request), Refusal> {
    let all = std::iter::once("perk".to_owned()).chain(arguments.iter().cloned());
    let matches = command(lang)
        .try_get_matches_from(all)
        .map_err(|error| refusal(&error, lang))?;
    let common = Common {
        lang: text(&matches, "lang").and_then(|name| Lang::of_name(&name)),
        quiet: matches.get_flag("quiet"),
        format: text(&matches, "output-format")
            .and_then(|name| {
                Format::NAMES
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, format)| *format)
            })
            .unwrap_or_default(),
    };
    let Some((name, own)) = matches.subcommand() else {
        return Err(Refusal::Mistake(command(lang).render_help().to_string()));
    };
    request(name, own, lang).map(|request| (common, request))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Result<(Common, Request), Refusal> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        parse(&arguments, Lang::En)
    }

    #[test]
    fn the_command_line_is_well_formed_in_both_languages() {
        command(Lang::En).debug_assert();
        command(Lang::Ru).debug_assert();
    }

    #[test]
    fn commands_are_understood() {
        let Ok((common, Request::Eval(eval))) = ask("eval shop a.json - --format jsonl --threads 3 --lang ru -q")
        else {
            panic!("not understood");
        };
        assert_eq!(common.lang, Some(Lang::Ru));
        assert!(common.quiet);
        assert_eq!(eval.on.receipts, ["a.json", "-"]);
        assert_eq!((eval.format, eval.threads), (DecisionFormat::Jsonl, Some(3)));
        assert_eq!(ask("explain pk0213").unwrap().1, Request::ExplainCode("PK0213".into()));
        assert_eq!(
            ask("confirm r.json --op 1").unwrap().1,
            Request::Later("confirm".into())
        );
        assert_eq!(ask("check --output-format sarif").unwrap().0.format, Format::Sarif);
    }

    #[test]
    fn mistakes_are_told_in_russian_too() {
        let Err(Refusal::Mistake(text)) = parse(&["chek".into()], Lang::Ru) else {
            panic!("understood")
        };
        assert_eq!(
            text,
            "ошибка: нет команды `chek`; может быть, `check`?\n\nСправка: perk --help\n"
        );
        let Err(Refusal::Mistake(text)) = parse(&["check".into(), "--lang".into(), "fr".into()], Lang::Ru) else {
            panic!("understood")
        };
        assert_eq!(
            text,
            "ошибка: негодное значение `fr` для --lang <LANG>; можно: en, ru\n\nСправка: perk --help\n"
        );
    }

    #[test]
    fn the_language_is_known_before_the_rest() {
        let of = |line: &str| lang_of(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(of("check --lang ru"), Some(Lang::Ru));
        assert_eq!(of("--lang=en x"), Some(Lang::En));
        assert_eq!(of("-- --lang ru"), None);
    }
}
