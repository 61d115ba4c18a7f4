//! `perk plan show` and `perk plan verify`: looks into plan files; runs nothing.

use perk_plan::codec::PlanFile;

use crate::inputs;
use crate::words::{self, Phrase};
use crate::world::{Exit, Stop, World};

/// `perk plan show`
pub(super) fn show(path: &str, json: bool, world: &mut World) -> Result<Exit, Stop> {
    if world.path(path).is_dir() {
        let plan = match crate::shop::build(world, path)? {
            Ok(built) => built.plan.into_plan(),
            Err(exit) => return Ok(exit),
        };
        let hash = perk_plan::plan_hash(&plan);
        let text = if json {
            json_of(&plan)
        } else {
            listing(&plan, &[("hash", hash)])
        };
        world.print(&text)?;
        return Ok(Exit::Clean);
    }
    let file = inputs::plan_file(world, path)?;
    let head = head(&file);
    // The listing reads tables by index, so only a verified plan is listed.
    let plan = inputs::verified(file.plan, path)?;
    let text = if json { json_of(&plan) } else { listing(&plan, &head) };
    world.print(&text)?;
    Ok(Exit::Clean)
}

/// `perk plan verify`
pub(super) fn verify(path: &str, world: &mut World) -> Result<Exit, Stop> {
    let file = inputs::plan_file(world, path)?;
    match perk_plan::verify::check(&file.plan) {
        Ok(work) => {
            let text = words::verified(path, &file.hash.to_string(), work);
            world.print(&format!("{}\n", text.say(world.lang)))?;
            Ok(Exit::Clean)
        }
        Err(error) => {
            world.complain(&words::bad_plan(path, &Phrase::from(&error)).coded(error.code));
            Ok(Exit::Findings)
        }
    }
}

fn head(file: &PlanFile) -> Vec<(&'static str, String)> {
    let mut head = vec![
        ("format", perk_plan::codec::VERSION.to_string()),
        ("hash", file.hash.to_string()),
        ("bytes", file.body_bytes.to_string()),
        ("serial", file.stamp.serial.to_string()),
    ];
    if let Some(validity) = &file.stamp.validity {
        head.push((
            "valid",
            perk_plan::listing::window(validity, perk_plan::listing::Lang::English),
        ));
    }
    head
}

fn listing(plan: &perk_plan::Plan, head: &[(&str, String)]) -> String {
    let mut out = String::new();
    for (name, value) in head {
        out.push_str(&format!("; {name:7} {value}\n"));
    }
    out.push_str(&perk_plan::listing::plan(plan));
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

fn json_of(plan: &perk_plan::Plan) -> String {
    let mut text = serde_json::to_string_pretty(plan).unwrap_or_default();
    text.push('\n');
    text
}
