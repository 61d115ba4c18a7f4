//! Commands and options as clap knows them, with their help in one language; reads nothing.

use clap::builder::{PossibleValuesParser, Resettable};
use clap::{Arg, ArgAction, Command};

use super::LATER;
use crate::report::Format;
use crate::words::{Fixed, Lang, help};

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
                .arg(self.flag("watch", help::WATCH))
                .arg(self.flag("deep", help::DEEP)),
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
