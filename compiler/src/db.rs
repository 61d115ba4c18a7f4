//! The database: what the questions are asked about and where answers are remembered; reads no file and no clock.

#![expect(
    missing_docs,
    reason = "salsa writes methods without documentation; every item of ours has its own"
)]

use std::sync::{Arc, Mutex};

use crate::hir::Text;

/// What every question needs.
#[salsa::db]
pub trait Db: salsa::Database {
    /// Another view of the same answers, for another thread.
    fn fork(&self) -> RootDatabase;
}

/// A `.perk` file of a programme.
#[salsa::input(debug)]
pub struct SourceFile {
    /// Path relative to the programme's folder, with `/`.
    #[returns(ref)]
    pub path: Text,
    /// Its text.
    #[returns(ref)]
    pub text: Text,
}

/// A file beside the text: a list, the catalogue, the table of stores.
#[salsa::input(debug)]
pub struct DataFile {
    /// Path relative to the programme's folder, with `/`.
    #[returns(ref)]
    pub path: Text,
    /// Its bytes as found.
    #[returns(ref)]
    pub bytes: Arc<[u8]>,
}

/// All files of one programme. Their order means nothing.
#[salsa::input(debug)]
pub struct Programme {
    /// Its texts.
    #[returns(ref)]
    pub files: Vec<SourceFile>,
    /// The files beside them.
    #[returns(ref)]
    pub data: Vec<DataFile>,
}

/// Names of the questions that had to be computed, when a test or a tool asked to keep them.
type Log = Arc<Mutex<Option<Vec<String>>>>;

/// The database of one process. Cloning is cheap and shares all answers.
#[salsa::db]
#[derive(Clone, Default)]
pub struct RootDatabase {
    storage: salsa::Storage<Self>,
    log: Log,
}

impl std::fmt::Debug for RootDatabase {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RootDatabase").finish_non_exhaustive()
    }
}

impl RootDatabase {
    /// A database that can say what it computed. Whoever does not ask should not pay: each question asked is an event then.
    #[must_use]
    pub fn watched() -> Self {
        let log = Log::default();
        let sink = Arc::clone(&log);
        let storage = salsa::Storage::new(Some(Box::new(move |event| {
            if let salsa::EventKind::WillExecute { database_key } = event.kind
                && let Ok(mut log) = sink.lock()
                && let Some(log) = log.as_mut()
            {
                log.push(format!("{database_key:?}"));
            }
        })));
        Self { storage, log }
    }

    /// A programme of texts and files beside them, each with its path.
    #[must_use]
    pub fn programme<'a>(
        &self,
        texts: impl IntoIterator<Item = (&'a str, &'a str)>,
        data: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Programme {
        let files = texts
            .into_iter()
            .map(|(path, text)| SourceFile::new(self, path.into(), text.into()))
            .collect();
        let data = data
            .into_iter()
            .map(|(path, bytes)| DataFile::new(self, path.into(), bytes.into()))
            .collect();
        Programme::new(self, files, data)
    }

    /// Starts to keep the names of computed questions, forgetting what was kept; only a [`watched`](Self::watched) database keeps any.
    pub fn start_log(&self) {
        if let Ok(mut log) = self.log.lock() {
            *log = Some(Vec::new());
        }
    }

    /// What was computed since the log was started or taken, as `question(argument)`.
    #[must_use]
    pub fn take_log(&self) -> Vec<String> {
        self.log
            .lock()
            .ok()
            .and_then(|mut log| log.as_mut().map(std::mem::take))
            .unwrap_or_default()
    }
}

#[salsa::db]
impl salsa::Database for RootDatabase {}

#[salsa::db]
impl Db for RootDatabase {
    fn fork(&self) -> RootDatabase {
        self.clone()
    }
}
