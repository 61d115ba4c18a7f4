//! What an editor may ask of a programme, by path and byte offset; names no type of the protocol.

mod completion;

use std::collections::BTreeMap;
use std::sync::Arc;

use perk_compiler::db::{DataFile, Programme, RootDatabase, SourceFile};
use perk_compiler::diagnostic::{Diagnostic, Location};
use perk_compiler::hir::KeywordLanguage;
use perk_compiler::semantics;
pub use perk_compiler::semantics::{Hover, Symbol};
use perk_grammar::Language;
use perk_grammar::format::{FormatOptions, Keywords, format};
use salsa::Setter;

pub use completion::{Completion, CompletionKind};

/// A programme that an editor changes. Lives on one thread; others read [`Snapshot`]s.
#[derive(Debug)]
pub struct Host {
    db: RootDatabase,
    programme: Programme,
    files: BTreeMap<String, SourceFile>,
}

/// The state of a programme at one moment. A later edit cancels what is still being asked of it: every method may
/// unwind with [`salsa::Cancelled`].
#[derive(Debug, Clone)]
pub struct Snapshot {
    db: RootDatabase,
    programme: Programme,
    files: BTreeMap<String, SourceFile>,
}

impl Host {
    /// A programme of texts and of the files beside them, each with its path below the programme's folder.
    #[must_use]
    pub fn new(texts: Vec<(String, String)>, data: Vec<(String, Arc<[u8]>)>) -> Self {
        let db = RootDatabase::default();
        let files: BTreeMap<String, SourceFile> = texts
            .into_iter()
            .map(|(path, text)| {
                let file = SourceFile::new(&db, path.as_str().into(), text.into());
                (path, file)
            })
            .collect();
        let data = data
            .into_iter()
            .map(|(path, bytes)| DataFile::new(&db, path.into(), bytes))
            .collect();
        let programme = Programme::new(&db, files.values().copied().collect(), data);
        Self { db, programme, files }
    }

    /// Replaces the text of a file, or adds the file.
    pub fn set_text(&mut self, path: &str, text: &str) {
        if let Some(file) = self.files.get(path) {
            file.set_text(&mut self.db).to(text.into());
        } else {
            let file = SourceFile::new(&self.db, path.into(), text.into());
            self.files.insert(path.to_owned(), file);
            let files = self.files.values().copied().collect();
            self.programme.set_files(&mut self.db).to(files);
        }
    }

    /// The state at this moment, for another thread.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            db: self.db.clone(),
            programme: self.programme,
            files: self.files.clone(),
        }
    }
}

impl Snapshot {
    /// The paths of the programme's texts.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|file| &**file.text(&self.db))
    }

    /// Findings in one file, by place.
    #[must_use]
    pub fn diagnostics(&self, path: &str) -> Vec<Diagnostic> {
        self.files.get(path).map_or_else(Vec::new, |file| {
            semantics::file_diagnostics(&self.db, self.programme, *file)
        })
    }

    /// What stands at an offset.
    #[must_use]
    pub fn hover(&self, path: &str, offset: u32, language: Language) -> Option<Hover> {
        semantics::hover(&self.db, self.programme, *self.files.get(path)?, offset, language)
    }

    /// Where the name at an offset is declared.
    #[must_use]
    pub fn definition(&self, path: &str, offset: u32) -> Option<Location> {
        semantics::definition(&self.db, self.programme, *self.files.get(path)?, offset)
    }

    /// The declarations of a file, in their order.
    #[must_use]
    pub fn symbols(&self, path: &str) -> Vec<Symbol> {
        self.files
            .get(path)
            .map_or_else(Vec::new, |file| semantics::symbols(&self.db, *file))
    }

    /// The file as the formatter writes it, or `None` where nothing would change.
    #[must_use]
    pub fn formatted(&self, path: &str) -> Option<String> {
        let text = self.text(path)?;
        let keywords = match semantics::retailer(&self.db, self.programme).keywords {
            None => Keywords::Keep,
            Some(KeywordLanguage::English) => Keywords::Into(Language::English),
            Some(KeywordLanguage::Russian) => Keywords::Into(Language::Russian),
        };
        let formatted = format(text, FormatOptions { keywords }).text;
        (formatted != text).then_some(formatted)
    }

    /// What could stand at an offset, in the language in which the file is written.
    #[must_use]
    pub fn completions(&self, path: &str, offset: u32) -> Vec<Completion> {
        let Some(text) = self.text(path) else { return Vec::new() };
        completion::at(&self.db, self.programme, text, offset)
    }
}
