//! The language server: threads, documents and the protocol; names no syntax node and asks `ide` everything.

mod convert;
mod dispatch;
mod documents;
mod position;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{
    CompletionOptions, DefinitionProvider, DocumentFormattingProvider, DocumentSymbolProvider, HoverProvider,
    InitializeParams, PositionEncodingKind, ServerCapabilities, TextDocumentSync, TextDocumentSyncKind,
};
use lsp_server::{Connection, Message};
use perk_grammar::Language;

use dispatch::Dispatcher;
use documents::Documents;
use position::Encoding;

/// Where the server gets programmes from: the only way it reaches files.
pub trait Files: Send {
    /// The programme to which a file belongs, as it stands on disk; `None` for a file that belongs to none.
    fn load(&self, file: &Path) -> Option<Loaded>;
}

/// A programme as it stands on disk.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    /// The programme's folder.
    pub root: PathBuf,
    /// Its texts, each with its path below the folder, divided by `/`.
    pub texts: Vec<(String, String)>,
    /// The files beside them, likewise.
    pub data: Vec<(String, Arc<[u8]>)>,
}

/// Why the server stopped before the editor said goodbye.
#[derive(Debug)]
pub enum ServerError {
    /// The editor did not follow the protocol.
    Protocol(lsp_server::ProtocolError),
    /// A message could not be read or written.
    Message(serde_json::Error),
    /// The streams broke.
    Streams(std::io::Error),
}

impl std::fmt::Display for ServerError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Protocol(why) => write!(formatter, "the editor did not follow the protocol: {why}"),
            Self::Message(why) => write!(formatter, "a message of the editor could not be read: {why}"),
            Self::Streams(why) => write!(formatter, "the connection to the editor broke: {why}"),
        }
    }
}

impl std::error::Error for ServerError {}

/// Serves one editor on a connection until it says goodbye.
///
/// # Errors
/// If the editor does not follow the protocol.
pub fn serve(connection: &Connection, files: Box<dyn Files>) -> Result<(), ServerError> {
    let (id, parameters) = connection.initialize_start().map_err(ServerError::Protocol)?;
    let parameters: InitializeParams = serde_json::from_value(parameters).map_err(ServerError::Message)?;
    let encoding = encoding(&parameters);
    let language = language(&parameters);
    let answer = serde_json::json!({
        "capabilities": serde_json::to_value(capabilities(encoding)).map_err(ServerError::Message)?,
        "serverInfo": { "name": "perk", "version": env!("CARGO_PKG_VERSION") },
    });
    connection
        .initialize_finish(id, answer)
        .map_err(ServerError::Protocol)?;

    let mut documents = Documents::new(files, encoding);
    let mut dispatcher = Dispatcher::new(connection.sender.clone(), encoding, language);
    for message in &connection.receiver {
        match message {
            Message::Request(request) => {
                if connection.handle_shutdown(&request).map_err(ServerError::Protocol)? {
                    break;
                }
                dispatcher.answer(request, &documents);
            }
            Message::Notification(notification) => dispatcher.note(notification, &mut documents),
            Message::Response(_) => {}
        }
    }
    dispatcher.finish();
    Ok(())
}

/// Bytes where the editor can count them, else UTF-16, which every editor must know.
fn encoding(parameters: &InitializeParams) -> Encoding {
    let offered = parameters
        .capabilities
        .general
        .as_ref()
        .and_then(|general| general.position_encodings.as_ref());
    if offered.is_some_and(|offered| offered.contains(&PositionEncodingKind::UTF8)) {
        Encoding::Utf8
    } else {
        Encoding::Utf16
    }
}

fn language(parameters: &InitializeParams) -> Language {
    match parameters.locale.as_deref() {
        Some(locale) if locale.starts_with("ru") => Language::Russian,
        Some(_) | None => Language::English,
    }
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(match encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(TextDocumentSync::Kind(TextDocumentSyncKind::Incremental)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(vec![".".to_owned(), " ".to_owned()]),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProvider::Bool(true)),
        definition_provider: Some(DefinitionProvider::Bool(true)),
        document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
        document_formatting_provider: Some(DocumentFormattingProvider::Bool(true)),
        ..ServerCapabilities::default()
    }
}
