//! The perk command: the only room that prints, exits, reads files or asks the time.

pub mod args;
pub mod command;
pub mod inputs;
pub mod limits;
pub mod receipts;
pub mod report;
pub mod shop;
pub mod view;
pub mod words;
pub mod world;

pub use world::{Captured, Exit, World};

use args::Refusal;
use world::Stop;

/// Runs a command line (without the program's name) in a world, and says how it ended.
pub fn run(arguments: &[String], world: &mut World) -> Exit {
    world.lang = args::lang_of(arguments).unwrap_or_else(|| world.environment_lang());
    let (common, request) = match args::parse(arguments, world.lang) {
        Ok(understood) => understood,
        Err(Refusal::Told(text)) => {
            return match world.print(&text) {
                Ok(()) => finish(world, Exit::Clean),
                Err(stop) => stopped(world, stop),
            };
        }
        Err(Refusal::Mistake(text)) => {
            world.tell(&text);
            return Exit::Trouble;
        }
    };
    world.quiet = common.quiet;
    world.format = common.format;
    if let Some(name) = world.unknown_lang().filter(|_| common.lang.is_none()) {
        world.warn(&words::unknown_lang(&name).into());
    }
    match command::run(request, common, world) {
        Ok(exit) => finish(world, exit),
        Err(stop) => stopped(world, stop),
    }
}

fn finish(world: &mut World, exit: Exit) -> Exit {
    match world.output.flush() {
        Ok(()) => exit,
        Err(why) if why.kind() == std::io::ErrorKind::BrokenPipe => exit,
        Err(why) => {
            world.complain(&world::Trouble::from(words::cannot_write("-", &why)));
            Exit::Trouble
        }
    }
}

fn stopped(world: &mut World, stop: Stop) -> Exit {
    // What was printed before is whole lines; it belongs to its reader.
    let _ = world.output.flush();
    match stop {
        Stop::Closed => Exit::Clean,
        Stop::Trouble(trouble) => {
            world.complain(&trouble);
            Exit::Trouble
        }
    }
}
