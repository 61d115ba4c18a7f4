//! A programme in the compiler: its files, what is wrong with it; makes no plan.

use std::sync::Arc;

use perk_compiler::db::{DataFile, RootDatabase, SourceFile};
use perk_compiler::diagnostic::Diagnostic;
use perk_compiler::semantics;

use crate::report::{Finding, Texts, finding_of};
use crate::world::{self, Programme, Root, Trouble, World};

/// A programme in the compiler.
pub struct Source {
    /// Its files.
    pub programme: Programme,
    /// The compiler's memory.
    pub db: RootDatabase,
    /// The programme in it.
    pub input: perk_compiler::db::Programme,
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Source")
            .field("root", &self.programme.root)
            .finish_non_exhaustive()
    }
}

/// Reads a programme into the compiler.
///
/// # Errors
/// When a file cannot be read.
pub fn open(world: &World, root: &Root) -> Result<Source, Trouble> {
    let programme = world::load(world, root)?;
    let db = RootDatabase::default();
    let files = programme
        .texts
        .iter()
        .map(|(path, text)| SourceFile::new(&db, Arc::from(path.as_str()), Arc::from(text.as_str())))
        .collect();
    let data = programme
        .data
        .iter()
        .map(|(path, bytes)| DataFile::new(&db, Arc::from(path.as_str()), Arc::clone(bytes)))
        .collect();
    let input = perk_compiler::db::Programme::new(&db, files, data);
    Ok(Source { programme, db, input })
}

impl Source {
    /// Everything the compiler has to say, in the world's language.
    #[must_use]
    pub fn findings(&self, world: &World) -> Vec<Finding> {
        self.shown(&semantics::check(&self.db, self.input), world)
    }

    /// Everything the compiler has to say, and what it advises.
    #[must_use]
    pub fn findings_and_advice(&self, world: &World) -> Vec<Finding> {
        self.shown(&semantics::check_deeply(&self.db, self.input), world)
    }

    fn shown(&self, diagnostics: &[Diagnostic], world: &World) -> Vec<Finding> {
        let shown = |path: &str| self.programme.shown_file(path);
        diagnostics
            .iter()
            .map(|diagnostic| finding_of(diagnostic, world.lang, &shown))
            .collect()
    }

    /// The texts that findings point into: every source, and the data files among them that are named.
    #[must_use]
    pub fn texts(&self, findings: &[Finding]) -> Texts {
        let mut texts = Texts::default();
        for (path, text) in &self.programme.texts {
            texts.insert(self.programme.shown_file(path), text.clone());
        }
        for (path, bytes) in &self.programme.data {
            let shown = self.programme.shown_file(path);
            let named = |finding: &Finding| {
                finding.spot.path == shown || finding.labels.iter().any(|label| label.spot.path == shown)
            };
            if findings.iter().any(named) {
                texts.insert(shown, lossy(bytes));
            }
        }
        texts
    }
}

/// Bytes as a text of the same length: spans of a data file count its bytes, so what is not UTF-8 stays one byte long.
#[must_use]
pub fn lossy(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' })
            .collect(),
    }
}
