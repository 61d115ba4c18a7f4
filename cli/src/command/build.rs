//! `perk build`: a programme to one plan file; prints its hash and its worst-case cost.

use crate::args::Common;
use crate::shop;
use crate::words;
use crate::world::{Exit, Stop, Trouble, World};

pub(super) fn run(path: &str, output: &str, common: Common, world: &mut World) -> Result<Exit, Stop> {
    let built = match shop::build_with(world, path, common.format)? {
        Ok(built) => built,
        Err(exit) => return Ok(exit),
    };
    let bytes = perk_plan::encode(&built.plan);
    let cannot = |why: std::io::Error| Stop::Trouble(Trouble::from(words::cannot_write(output, &why)));
    if output == "-" {
        world.output.write_all(&bytes).map_err(Stop::of_output)?;
        return Ok(Exit::Clean);
    }
    let place = world.path(output);
    // Beside its place first: a till must never read half a plan.
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = place.with_file_name(name);
    std::fs::write(&part, &bytes)
        .and_then(|()| std::fs::rename(&part, &place))
        .map_err(|why| {
            let _ = std::fs::remove_file(&part);
            cannot(why)
        })?;
    let cost = shop::worst_case(&built.plan);
    let hash = perk_plan::plan_hash(&built.plan);
    let said = words::built(
        output,
        bytes.len(),
        &hash,
        (cost.per_receipt, cost.per_line, cost.search),
    );
    if !world.quiet {
        world.print(&format!("{}\n", said.say(world.lang)))?;
    }
    Ok(Exit::Clean)
}
