//! What the matches of a command ask for; knows no help and no message but its own.

use clap::ArgMatches;

use super::{DebugForm, DecisionFormat, EvalRequest, Inputs, Refusal, Request, command};
use crate::words::Lang;

pub(super) fn request(name: &str, own: &ArgMatches, lang: Lang) -> Result<Request, Refusal> {
    let keywords = || text(own, "keywords").and_then(|name| Lang::of_name(&name));
    Ok(match name {
        "new" => Request::New {
            folder: need(own, "folder"),
            keywords: keywords(),
        },
        "check" => Request::Check {
            paths: texts(own, "paths"),
            watch: own.get_flag("watch"),
            deep: own.get_flag("deep"),
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
                            "{}: {}\n",
                            crate::words::error().say(lang),
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

pub(super) fn text(matches: &ArgMatches, name: &str) -> Option<String> {
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
