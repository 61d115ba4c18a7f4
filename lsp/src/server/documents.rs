//! The documents that the editor has open, and the programmes they belong to.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::Files;
use super::position::{Encoding, Lines};
use crate::ide::{Host, Snapshot};

/// What is open.
pub(super) struct Documents {
    files: Box<dyn Files>,
    encoding: Encoding,
    /// Programmes by their folder.
    programmes: BTreeMap<PathBuf, Host>,
    open: BTreeMap<String, Document>,
}

struct Document {
    root: PathBuf,
    path: String,
    text: String,
}

/// A document in the state of its programme at one moment.
pub(super) struct View {
    pub(super) snapshot: Snapshot,
    pub(super) path: String,
    pub(super) root: PathBuf,
}

impl View {
    /// The address of a file of the same programme.
    pub(super) fn uri_of(&self, path: &str) -> Option<Uri> {
        Uri::from_file_path(self.root.join(path)).ok()
    }
}

impl Documents {
    pub(super) fn new(files: Box<dyn Files>, encoding: Encoding) -> Self {
        Self {
            files,
            encoding,
            programmes: BTreeMap::new(),
            open: BTreeMap::new(),
        }
    }

    /// Opens a document. One that belongs to no programme is a programme by itself.
    pub(super) fn open(&mut self, uri: &Uri, text: String) {
        let file = uri.to_file_path().unwrap_or_else(|()| PathBuf::from(uri.path()));
        let known = self
            .programmes
            .keys()
            .rev()
            .find(|root| file.starts_with(root))
            .cloned();
        let root = known.unwrap_or_else(|| self.load(&file));
        let path = below(&root, &file);
        if let Some(host) = self.programmes.get_mut(&root) {
            host.set_text(&path, &text);
        }
        self.open.insert(uri.to_string(), Document { root, path, text });
    }

    fn load(&mut self, file: &Path) -> PathBuf {
        let loaded = self.files.load(file).unwrap_or_else(|| super::Loaded {
            root: file.parent().map(Path::to_path_buf).unwrap_or_default(),
            ..super::Loaded::default()
        });
        self.programmes
            .insert(loaded.root.clone(), Host::new(loaded.texts, loaded.data));
        loaded.root
    }

    /// Applies the editor's changes, in their order.
    pub(super) fn change(&mut self, uri: &Uri, changes: Vec<TextDocumentContentChangeEvent>) {
        let Some(document) = self.open.get_mut(uri.as_str()) else {
            return;
        };
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    document.text = whole.text;
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(partial) => {
                    let lines = Lines::new(&document.text, self.encoding);
                    let (start, end) = (lines.offset(partial.range.start), lines.offset(partial.range.end));
                    document.text.replace_range(start..end.max(start), &partial.text);
                }
            }
        }
        if let Some(host) = self.programmes.get_mut(&document.root) {
            host.set_text(&document.path, &document.text);
        }
    }

    /// Reads the programme again from disk, keeping what is open in the editor: a list beside the text may have changed.
    pub(super) fn reload(&mut self, uri: &Uri) {
        let Some(root) = self.open.get(uri.as_str()).map(|document| document.root.clone()) else {
            return;
        };
        let Some(loaded) = self.files.load(&root.join("retailer.perk")) else {
            return;
        };
        let mut host = Host::new(loaded.texts, loaded.data);
        for document in self.open.values().filter(|document| document.root == root) {
            host.set_text(&document.path, &document.text);
        }
        self.programmes.insert(root, host);
    }

    /// Forgets a document; its text on disk counts again from the next time the programme is read.
    pub(super) fn close(&mut self, uri: &Uri) {
        self.open.remove(uri.as_str());
    }

    /// A document at this moment.
    pub(super) fn view(&self, uri: &Uri) -> Option<View> {
        let document = self.open.get(uri.as_str())?;
        let host = self.programmes.get(&document.root)?;
        Some(View {
            snapshot: host.snapshot(),
            path: document.path.clone(),
            root: document.root.clone(),
        })
    }
}

/// A file's path below a folder, divided by `/`.
fn below(root: &Path, file: &Path) -> String {
    let relative = file.strip_prefix(root).unwrap_or(file);
    relative
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}
