//! `perk lsp`: hands standard streams to the language server, and reads programmes from disk for it.

use std::path::Path;

use perk_lsp::{Files, Loaded};

use crate::words::Phrase;
use crate::world::{Exit, Stop, read, root_above};

/// Programmes as they stand on disk.
#[derive(Debug)]
struct Disk;

impl Files for Disk {
    fn load(&self, file: &Path) -> Option<Loaded> {
        let root = root_above(file)?;
        let shown = root.0.to_string_lossy().into_owned();
        // A programme with a file that is no text is no programme for an editor; `perk check` says which file it is.
        let found = read(&root, shown).ok()?;
        Some(Loaded {
            root: root.0,
            texts: found.texts,
            data: found.data,
        })
    }
}

pub(super) fn run() -> Result<Exit, Stop> {
    match perk_lsp::serve_stdio(Box::new(Disk)) {
        Ok(()) => Ok(Exit::Clean),
        Err(why) => Err(Stop::from(Phrase::verbatim(why.to_string()))),
    }
}
