//! One module per command; each turns a request into output and an exit, and nothing else.

mod new;

use crate::args::{Common, Request};
use crate::words;
use crate::world::{Exit, Stop, World};

/// Does what was asked for.
///
/// # Errors
/// When something is in the way that the command cannot report as a finding.
pub fn run(request: Request, _common: Common, world: &mut World) -> Result<Exit, Stop> {
    match request {
        Request::New { folder, keywords } => new::run(&folder, keywords, world),
        Request::Later(name) => Err(Stop::from(words::not_supported_yet(&format!("perk {name}")))),
        _ => Err(Stop::from(words::not_supported_yet("?"))),
    }
}
