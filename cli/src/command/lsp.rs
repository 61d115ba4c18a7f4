//! `perk lsp`: hands standard streams to the language server.

use crate::words::Phrase;
use crate::world::{Exit, Stop, World};

pub(super) fn run(_world: &mut World) -> Result<Exit, Stop> {
    perk_lsp::serve_stdio().map(|()| Exit::Clean).map_err(|why| Stop::from(Phrase::verbatim(why.to_string())))
}
