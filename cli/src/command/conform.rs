//! `perk conform`: the verdict of the normative grammar on files, and whether the production parser agrees.

use perk_grammar::oracle::{Verdict, conform};

use crate::limits;
use crate::words;
use crate::world::{Exit, Stop, World, decode, perk_files, read_text};

pub(super) fn run(files: &[String], world: &mut World) -> Result<Exit, Stop> {
    let mut exit = Exit::Clean;
    let mut texts = Vec::new();
    for path in files {
        if path == "-" {
            let bytes = world.read_input(limits::SOURCE_BYTES)?;
            texts.push((path.clone(), decode(bytes, path)?));
        } else if world.path(path).is_dir() {
            for (place, shown) in perk_files(world, std::slice::from_ref(path))? {
                let text = read_text(&place, &shown, limits::SOURCE_BYTES)?;
                texts.push((shown, text));
            }
        } else {
            let text = read_text(&world.path(path), path, limits::SOURCE_BYTES)?;
            texts.push((path.clone(), text));
        }
    }
    for (path, text) in &texts {
        let found = conform(text);
        let said = if !found.agrees() {
            let how = found.difference.clone().unwrap_or_else(|| match found.normative {
                Verdict::Accepted => format!("grammar: accepted; parser: {} errors", found.errors),
                Verdict::Rejected { line, column } => format!("grammar: refused at {line}:{column}; parser: accepted"),
                Verdict::NotAsked => "grammar: no answer; parser: accepted".to_owned(),
            });
            words::parsers_disagree(path, &how)
        } else {
            match found.normative {
                Verdict::Accepted => words::conforms(path),
                Verdict::Rejected { line, column } => words::does_not_conform(path, line, column),
                Verdict::NotAsked => words::beyond_grammar(path),
            }
        };
        if !found.agrees() || found.normative != Verdict::Accepted {
            exit = Exit::Findings;
        }
        let line = format!("{}\n", said.say(world.lang));
        world.print(&line)?;
    }
    Ok(exit)
}
