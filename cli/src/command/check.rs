//! `perk check`: says what is wrong in programmes, once or after each change.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

use crate::args::Common;
use crate::report::{self, Finding, Severity, Texts};
use crate::shop;
use crate::words::{self, Phrase};
use crate::world::{Exit, Stop, World, find_roots, load};

pub(super) fn run(paths: &[String], watch: bool, deep: bool, common: Common, world: &mut World) -> Result<Exit, Stop> {
    if !watch {
        return once(paths, deep, common, world);
    }
    // A path that is not there has nothing to wait for.
    find_roots(world, paths)?;
    let mut last = match once(paths, deep, common, world) {
        Ok(exit) => exit,
        Err(Stop::Trouble(trouble)) => {
            world.complain(&trouble);
            Exit::Trouble
        }
        Err(Stop::Closed) => return Err(Stop::Closed),
    };
    let mut seen = state(paths, world);
    world.mention(&Phrase::from(words::WATCHING));
    while (world.pause)() {
        let now = state(paths, world);
        if now == seen {
            continue;
        }
        seen = now;
        last = match once(paths, deep, common, world) {
            Ok(exit) => exit,
            Err(Stop::Trouble(trouble)) => {
                world.complain(&trouble);
                Exit::Trouble
            }
            Err(Stop::Closed) => return Err(Stop::Closed),
        };
        world.mention(&Phrase::from(words::WATCHING));
    }
    Ok(last)
}

fn once(paths: &[String], deep: bool, common: Common, world: &mut World) -> Result<Exit, Stop> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut texts = Texts::default();
    let mut files = 0_usize;
    for root in find_roots(world, paths)? {
        let source = shop::open(world, &root)?;
        let own = if deep {
            source.findings_and_advice(world)
        } else {
            source.findings(world)
        };
        files = files.saturating_add(source.programme.texts.len());
        texts.extend(source.texts(&own));
        findings.extend(own);
    }
    let mut drawn = report::render(&findings, &texts, common.format, world.look());
    if common.format.is_for_people() && !world.quiet {
        drawn.push_str(&report::sum_up(&findings, files, world.lang));
        drawn.push('\n');
    }
    world.print(&drawn)?;
    world.output.flush().map_err(Stop::of_output)?;
    // Hints and advice fail no build.
    let wrong = findings
        .iter()
        .any(|finding| matches!(finding.severity, Severity::Error | Severity::Warning));
    Ok(if wrong { Exit::Findings } else { Exit::Clean })
}

/// When each file of the programmes was written last, and its size; whatever cannot be read counts as changed once.
fn state(paths: &[String], world: &World) -> BTreeMap<PathBuf, Option<(SystemTime, u64)>> {
    let mut state = BTreeMap::new();
    for root in find_roots(world, paths).unwrap_or_default() {
        let Ok(programme) = load(world, &root) else {
            state.insert(root.0, None);
            continue;
        };
        for (path, _) in &programme.texts {
            let place = programme.file(path);
            let stamp = stamp(&place);
            state.insert(place, stamp);
        }
        for (path, _) in &programme.data {
            let place = programme.file(path);
            let stamp = stamp(&place);
            state.insert(place, stamp);
        }
    }
    state
}

fn stamp(place: &std::path::Path) -> Option<(SystemTime, u64)> {
    let about = std::fs::metadata(place).ok()?;
    Some((about.modified().ok()?, about.len()))
}
