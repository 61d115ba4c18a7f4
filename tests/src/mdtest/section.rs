//! Runs the blocks of one section in a folder of its own, through the same entry point as the `perk` command.

use std::path::Path;

use super::page::{Block, Section};
use super::{Ground, summary};
use crate::command::perk;

/// What was found in a section.
#[derive(Debug, Default)]
pub(super) struct Result {
    pub(super) checked: usize,
    pub(super) findings: Vec<Finding>,
}

/// A promise that was not kept.
#[derive(Debug)]
pub(super) enum Finding {
    /// Something failed that no block can express.
    Broken { line: usize, message: String },
    /// A block says something else than what comes out.
    Differs { block: Block, actual: String },
}

/// The retailer of a section that names none.
const PLAIN_RETAILER: &str = "retailer \"Test\" {\n  currency   RUB\n  time zone  \"Europe/Moscow\"\n}\n";

pub(super) fn run(section: &Section, ground: &Ground) -> std::io::Result<Result> {
    let mut result = Result::default();
    let sources: Vec<&Block> = section.blocks.iter().filter(|block| block.kind == "perk").collect();
    let files: Vec<&Block> = section
        .blocks
        .iter()
        .filter(|block| block.kind == "csv" || block.kind == "json" && !block.argument.is_empty())
        .collect();
    let scratch = tempfile::tempdir()?;
    let own = !sources.is_empty();
    if own {
        write_sources(scratch.path(), &sources)?;
        for file in files {
            write_file(scratch.path(), &file.argument, &file.text)?;
        }
        check(section, scratch.path(), &mut result);
    }
    let mut receipt: Option<&Block> = None;
    let mut clients: Option<&Block> = None;
    for block in &section.blocks {
        match block.kind.as_str() {
            "receipt" => receipt = Some(block),
            "account" => clients = Some(block),
            "decision" => decide(block, receipt, clients, scratch.path(), &mut result)?,
            "plan" => list_plan(block, scratch.path(), &mut result),
            "console" => {
                let folder = if own { scratch.path() } else { ground.folder.as_path() };
                converse(block, folder, &mut result);
            }
            _ => {}
        }
    }
    Ok(result)
}

fn write_sources(folder: &Path, sources: &[&Block]) -> std::io::Result<()> {
    let declares_retailer = sources.iter().any(|block| {
        block.text.lines().any(|line| {
            let line = line.trim_start();
            line.starts_with("retailer ") || line.starts_with("сеть ") || line.starts_with("магазинная сеть ")
        })
    });
    let mut rest = String::new();
    for block in sources {
        if block.argument.is_empty() {
            rest.push_str(&block.text);
        } else {
            write_file(folder, &block.argument, &block.text)?;
        }
    }
    if !folder.join("retailer.perk").exists() {
        if declares_retailer {
            write_file(folder, "retailer.perk", &rest)?;
            return Ok(());
        }
        write_file(folder, "retailer.perk", PLAIN_RETAILER)?;
    }
    if rest.is_empty() {
        Ok(())
    } else {
        write_file(folder, "shop.perk", &rest)
    }
}

fn write_file(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    let path = folder.join(name);
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::write(path, text)
}

fn check(section: &Section, folder: &Path, result: &mut Result) {
    let found = perk(folder, &["check", "--quiet", "--output-format", "concise", "."]);
    result.checked = result.checked.saturating_add(1);
    match section.blocks.iter().find(|block| block.kind == "error") {
        Some(block) if block.text != found.stdout => {
            result.findings.push(Finding::Differs {
                block: block.clone(),
                actual: found.stdout,
            });
        }
        Some(_) => {}
        None if found.code != 0 => {
            let line = section
                .blocks
                .iter()
                .find(|block| block.kind == "perk")
                .map_or(0, |block| block.line);
            let message = format!("the programme has findings:\n{}{}", found.stdout, found.stderr);
            result.findings.push(Finding::Broken { line, message });
        }
        None => {}
    }
}

fn decide(
    block: &Block,
    receipt: Option<&Block>,
    clients: Option<&Block>,
    folder: &Path,
    result: &mut Result,
) -> std::io::Result<()> {
    result.checked = result.checked.saturating_add(1);
    let Some(receipt) = receipt else {
        let message = "a `decision` needs a `receipt` above it".to_owned();
        result.findings.push(Finding::Broken {
            line: block.line,
            message,
        });
        return Ok(());
    };
    write_file(folder, "case.receipt", &receipt.text)?;
    let mut arguments = vec!["eval", ".", "case.receipt", "--format", "json"];
    if let Some(clients) = clients {
        write_file(folder, "clients.json", &clients.text)?;
        arguments.extend(["--accounts", "clients.json"]);
    }
    if block.argument == "all" {
        arguments.push("--explain");
    }
    let found = perk(folder, &arguments);
    let Ok(decision) = serde_json::from_str(&found.stdout) else {
        let message = format!("no decision: exit {}\n{}{}", found.code, found.stdout, found.stderr);
        result.findings.push(Finding::Broken {
            line: block.line,
            message,
        });
        return Ok(());
    };
    let actual = summary::summary(&decision, block.argument == "parts");
    if actual != block.text {
        result.findings.push(Finding::Differs {
            block: block.clone(),
            actual,
        });
    }
    Ok(())
}

fn list_plan(block: &Block, folder: &Path, result: &mut Result) {
    result.checked = result.checked.saturating_add(1);
    let built = perk(folder, &["build", ".", "-o", "plan.perkc"]);
    let shown = perk(folder, &["plan", "show", "plan.perkc"]);
    if built.code != 0 || shown.code != 0 {
        let message = format!("no plan:\n{}{}", built.stderr, shown.stderr);
        result.findings.push(Finding::Broken {
            line: block.line,
            message,
        });
    } else if shown.stdout != block.text {
        result.findings.push(Finding::Differs {
            block: block.clone(),
            actual: shown.stdout,
        });
    }
}

/// Runs the commands of a console block and compares the whole conversation.
fn converse(block: &Block, folder: &Path, result: &mut Result) {
    result.checked = result.checked.saturating_add(1);
    let mut actual = String::new();
    for line in block.text.lines() {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        actual.push_str(line);
        actual.push('\n');
        // On the front page perk is run from its sources; the other command is the test run that is reading this.
        if command.starts_with("cargo test") {
            continue;
        }
        let words = words_of(&command.replacen("cargo run -q -- ", "perk ", 1));
        let Some((program, arguments)) = words.split_first() else {
            continue;
        };
        if program != "perk" {
            let message = format!("only `perk` runs in a console block, found `{program}`");
            result.findings.push(Finding::Broken {
                line: block.line,
                message,
            });
            return;
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let said = perk(folder, &arguments);
        for text in [said.stdout, said.stderr] {
            for line in text.lines() {
                actual.push_str(line.trim_end());
                actual.push('\n');
            }
        }
    }
    let written: String = block.text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect();
    if actual != written {
        result.findings.push(Finding::Differs {
            block: block.clone(),
            actual,
        });
    }
}

/// Splits a command at blanks; single and double quotes hold words together.
fn words_of(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote = None;
    let mut started = false;
    for character in command.chars() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                started = true;
            }
            (None, ' ') => {
                if started || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                started = false;
            }
            _ => word.push(character),
        }
    }
    if started || !word.is_empty() {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn commands_split_like_in_a_shell() {
        assert_eq!(words_of("perk fmt  'a b' --x \"\""), ["perk", "fmt", "a b", "--x", ""]);
    }
}
