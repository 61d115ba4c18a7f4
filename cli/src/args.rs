//! What may be written on the command line, and what it asks for; reads no file and does nothing.

use clap::builder::{PossibleValuesParser, Resettable};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::report::Format;
use crate::words::{Fixed, Lang, Phrase, both, help};

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

fn request(name: &str, own: &ArgMatches, lang: Lang) -> Result<Request, Refusal> {
    let keywords = || text(own, "keywords").and_then(|name| Lang::of_name(&name));
    Ok(match name {
        "new" => Request::New {
            folder: need(own, "folder"),
            keywords: keywords(),
        },
        "check" => Request::Check {
            paths: texts(own, "paths"),
            watch: own.get_flag("watch"),
        },
        "fmt" => Request::Fmt {
            paths: texts(own, "paths"),
            check: own.get_flag("check"),
            diff: own.get_flag("diff"),
            keywords: keywords(),
        },
        "test" => Request::Test {
            paths: texts(own, "paths"),
            filter: text(own, "filter"),
        },
        "build" => Request::Build {
            path: text(own, "path").unwrap_or_else(|| ".".to_owned()),
            output: text(own, "output").unwrap_or_else(|| "plan.perkc".to_owned()),
            sign: text(own, "sign"),
        },
        "eval" => {
            if text(own, "db").is_some() {
                return Ok(Request::Later("eval --db".to_owned()));
            }
            let threads = match text(own, "threads") {
                None => None,
                Some(given) => match given.parse::<usize>() {
                    Ok(count) if (1..=256).contains(&count) => Some(count),
                    Ok(_) | Err(_) => {
                        return Err(Refusal::Mistake(format!(
                            "{}\n",
                            crate::words::bad_threads(&given).say(lang)
                        )));
                    }
                },
            };
            Request::Eval(EvalRequest {
                on: inputs(own),
                format: match text(own, "format").as_deref() {
                    Some("json") => DecisionFormat::Json,
                    Some("jsonl") => DecisionFormat::Jsonl,
                    Some(_) | None => DecisionFormat::Table,
                },
                explain: own.get_flag("explain"),
                summary: own.get_flag("summary"),
                threads,
                receipt: text(own, "receipt"),
            })
        }
        "explain" => {
            let subject = need(own, "plan");
            if is_code(&subject) && texts(own, "receipts").is_empty() {
                Request::ExplainCode(subject.to_uppercase())
            } else {
                Request::Explain {
                    on: inputs(own),
                    promotion: text(own, "promotion"),
                    receipt: text(own, "receipt"),
                }
            }
        }
        "plan" => match own.subcommand() {
            Some(("verify", own)) => Request::PlanVerify {
                plan: need(own, "plan"),
            },
            Some((_, own)) => Request::PlanShow {
                plan: need(own, "plan"),
                json: own.get_flag("json"),
            },
            None => return Err(Refusal::Mistake(command(lang).render_help().to_string())),
        },
        "conform" => Request::Conform(texts(own, "files")),
        "debug" => Request::Debug {
            form: match need(own, "form").as_str() {
                "tokens" => DebugForm::Tokens,
                "tree" => DebugForm::Tree,
                "hir" => DebugForm::Hir,
                "types" => DebugForm::Types,
                _ => DebugForm::Plan,
            },
            path: text(own, "path").unwrap_or_else(|| ".".to_owned()),
        },
        "lsp" => Request::Lsp,
        later => Request::Later(later.to_owned()),
    })
}

fn inputs(own: &ArgMatches) -> Inputs {
    Inputs {
        plan: need(own, "plan"),
        receipts: texts(own, "receipts"),
        catalog: text(own, "catalog"),
        accounts: text(own, "accounts"),
    }
}

/// `PK` and digits, in any case.
fn is_code(text: &str) -> bool {
    let upper = text.to_uppercase();
    upper
        .strip_prefix("PK")
        .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.try_get_one::<String>(name).ok().flatten().cloned()
}

/// A value that clap has already required.
fn need(matches: &ArgMatches, name: &str) -> String {
    text(matches, name).unwrap_or_default()
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches
        .try_get_many::<String>(name)
        .ok()
        .flatten()
        .map(|values| values.cloned().collect())
        .unwrap_or_default()
}

/// The whole command line in one language.
#[must_use]
pub fn command(lang: Lang) -> Command {
    let make = Make { lang };
    let mut perk = make
        .command("perk", help::PERK)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(help::EXIT_CODES.say(lang))
        .arg(
            make.flag("version", help::VERSION)
                .short('V')
                .action(ArgAction::Version),
        )
        .arg(
            make.value("lang", "LANG", help::LANG)
                .value_parser(PossibleValuesParser::new(["en", "ru"]))
                .global(true),
        )
        .arg(make.flag("quiet", help::QUIET).short('q').global(true))
        .arg(
            make.value("output-format", "FORMAT", help::OUTPUT_FORMAT)
                .value_parser(PossibleValuesParser::new(Format::NAMES.map(|(name, _)| name)))
                .global(true),
        );
    for subcommand in make.subcommands() {
        perk = perk.subcommand(subcommand);
    }
    for name in LATER {
        perk = perk.subcommand(
            Command::new(name).hide(true).disable_help_flag(true).arg(
                Arg::new("rest")
                    .num_args(0..)
                    .trailing_var_arg(true)
                    .allow_hyphen_values(true)
                    .hide(true),
            ),
        );
    }
    perk
}

/// Makes commands and options whose words are in one language.
#[derive(Clone, Copy)]
struct Make {
    lang: Lang,
}

impl Make {
    fn command(self, name: &'static str, about: Fixed) -> Command {
        let template = format!(
            "{{about}}\n\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n",
            help::USAGE.say(self.lang)
        );
        Command::new(name)
            .about(about.say(self.lang))
            .help_template(template)
            .disable_help_flag(true)
            .subcommand_help_heading(help::COMMANDS.say(self.lang))
            .arg(self.flag("help", help::HELP).short('h').action(ArgAction::Help))
    }

    fn flag(self, name: &'static str, about: Fixed) -> Arg {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(about.say(self.lang))
            .help_heading(Resettable::Value(help::OPTIONS.say(self.lang).into()))
    }

    fn value(self, name: &'static str, value: &'static str, about: Fixed) -> Arg {
        self.flag(name, about)
            .action(ArgAction::Set)
            .value_name(value)
            .hide_possible_values(true)
    }

    fn positional(self, name: &'static str, value: &'static str, about: Fixed) -> Arg {
        Arg::new(name)
            .value_name(value)
            .help(about.say(self.lang))
            .hide_possible_values(true)
            .help_heading(Resettable::Value(help::ARGUMENTS.say(self.lang).into()))
    }

    fn keywords(self) -> Arg {
        self.value("keywords", "LANG", help::KEYWORDS)
            .value_parser(PossibleValuesParser::new(["en", "ru"]))
    }

    fn known(self, command: Command) -> Command {
        command
            .arg(self.value("catalog", "FILE", help::CATALOG))
            .arg(self.value("accounts", "FILE", help::ACCOUNTS))
            .arg(self.value("receipt", "ID", help::RECEIPT_ID))
    }

    fn subcommands(self) -> Vec<Command> {
        let forms = PossibleValuesParser::new(["tokens", "tree", "hir", "types", "plan"]);
        vec![
            self.command("new", help::NEW)
                .arg(self.positional("folder", "DIR", help::NEW_DIR).required(true))
                .arg(self.keywords()),
            self.command("check", help::CHECK)
                .arg(self.positional("paths", "PATH", help::PATHS).num_args(0..))
                .arg(self.flag("watch", help::WATCH)),
            self.command("fmt", help::FMT)
                .arg(self.positional("paths", "PATH", help::FMT_PATHS).num_args(0..))
                .arg(self.flag("check", help::FMT_CHECK))
                .arg(self.flag("diff", help::FMT_DIFF))
                .arg(self.keywords()),
            self.command("test", help::TEST)
                .arg(self.positional("paths", "PATH", help::PATHS).num_args(0..))
                .arg(self.value("filter", "TEXT", help::FILTER)),
            self.command("build", help::BUILD)
                .arg(self.positional("path", "PATH", help::PATH))
                .arg(self.value("output", "FILE", help::OUTPUT).short('o'))
                .arg(self.value("sign", "KEY", help::SIGN)),
            self.known(
                self.command("eval", help::EVAL)
                    .arg(self.positional("plan", "PLAN_OR_DIR", help::PLAN_OR_DIR).required(true))
                    .arg(self.positional("receipts", "RECEIPT", help::RECEIPTS).num_args(0..))
                    .arg(
                        self.value("format", "FORMAT", help::FORMAT)
                            .value_parser(PossibleValuesParser::new(["table", "json", "jsonl"])),
                    )
                    .arg(self.flag("explain", help::EVAL_EXPLAIN))
                    .arg(self.flag("summary", help::SUMMARY))
                    .arg(self.value("threads", "N", help::THREADS))
                    .arg(self.value("db", "FILE", help::DB).conflicts_with("accounts").hide(true)),
            ),
            self.known(
                self.command("explain", help::EXPLAIN)
                    .arg(
                        self.positional("plan", "CODE|PLAN_OR_DIR", help::EXPLAIN_SUBJECT)
                            .required(true),
                    )
                    .arg(
                        self.positional("receipts", "RECEIPT", help::EXPLAIN_RECEIPT)
                            .num_args(0..=1),
                    )
                    .arg(self.value("promotion", "NAME", help::PROMOTION)),
            ),
            self.command("plan", help::PLAN)
                .disable_help_subcommand(true)
                .subcommand_required(true)
                .arg_required_else_help(true)
                .subcommand(
                    self.command("show", help::PLAN_SHOW)
                        .arg(self.positional("plan", "PLAN", help::PLAN_FILE).required(true))
                        .arg(self.flag("json", help::JSON)),
                )
                .subcommand(
                    self.command("verify", help::PLAN_VERIFY)
                        .arg(self.positional("plan", "PLAN", help::PLAN_FILE).required(true)),
                ),
            self.command("conform", help::CONFORM).arg(
                self.positional("files", "FILE", help::CONFORM_FILES)
                    .num_args(1..)
                    .required(true),
            ),
            self.command("debug", help::DEBUG)
                .arg(
                    self.positional("form", "FORM", help::DEBUG_FORM)
                        .required(true)
                        .value_parser(forms),
                )
                .arg(self.positional("path", "PATH", help::DEBUG_PATH)),
            self.command("lsp", help::LSP),
        ]
    }
}

/// What clap answered, in the reader's language. Clap speaks English only, so for Russian its facts are said again.
fn refusal(error: &clap::Error, lang: Lang) -> Refusal {
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
    let near = if near.is_empty() {
        String::new()
    } else {
        format!("; может быть, `{near}`?")
    };
    Refusal::Mistake(format!(
        "{}: {}{near}\n\nСправка: perk --help\n",
        crate::words::error().say(lang),
        what.say(lang)
    ))
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
