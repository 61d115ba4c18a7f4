//! Requests and notifications to their answers: reads run on threads of their own and are cancelled by the next edit.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use gen_lsp_types::{
    CompletionParams, DefinitionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentFormattingParams, DocumentSymbolParams, HoverParams,
    Position, PublishDiagnosticsParams, TextDocumentPositionParams, Uri,
};
use lsp_server::{Message, Notification, Request, RequestId, Response};
use perk_grammar::Language;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::convert;
use super::documents::{Documents, View};
use super::position::{Encoding, Lines};

/// Codes of the protocol.
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;
const INTERNAL_ERROR: i32 = -32603;
const REQUEST_CANCELLED: i32 = -32800;
const CONTENT_MODIFIED: i32 = -32801;

type Sender = crossbeam_channel::Sender<Message>;

/// Answers one editor.
pub(super) struct Dispatcher {
    sender: Sender,
    encoding: Encoding,
    language: Language,
    /// Requests that the editor no longer wants answered.
    cancelled: Arc<Mutex<HashSet<RequestId>>>,
    workers: Vec<JoinHandle<()>>,
}

impl Dispatcher {
    pub(super) fn new(sender: Sender, encoding: Encoding, language: Language) -> Self {
        Self {
            sender,
            encoding,
            language,
            cancelled: Arc::default(),
            workers: Vec::new(),
        }
    }

    /// Waits for the answers that are still being made.
    pub(super) fn finish(self) {
        for worker in self.workers {
            let _ = worker.join();
        }
    }

    pub(super) fn answer(&mut self, request: Request, documents: &Documents) {
        let (encoding, language) = (self.encoding, self.language);
        match request.method.as_str() {
            "textDocument/hover" => self.at(
                request,
                documents,
                |p: HoverParams| p.text_document_position_params,
                move |view, offset| convert::hover(view, offset, encoding, language),
            ),
            "textDocument/definition" => {
                self.at(
                    request,
                    documents,
                    |p: DefinitionParams| p.text_document_position_params,
                    move |view, offset| convert::definition(view, offset, encoding),
                );
            }
            "textDocument/completion" => {
                self.at(
                    request,
                    documents,
                    |p: CompletionParams| p.text_document_position_params,
                    convert::completions,
                );
            }
            "textDocument/documentSymbol" => {
                self.on(
                    request,
                    documents,
                    |p: &DocumentSymbolParams| p.text_document.uri.clone(),
                    move |view, _| convert::symbols(view, encoding),
                );
            }
            "textDocument/formatting" => {
                self.on(
                    request,
                    documents,
                    |p: &DocumentFormattingParams| p.text_document.uri.clone(),
                    move |view, _| convert::formatting(view, encoding),
                );
            }
            method => {
                let message = format!("perk does not answer {method}");
                self.send(Response::new_err(request.id, METHOD_NOT_FOUND, message));
            }
        }
    }

    /// A request at a position of a document.
    fn at<P: DeserializeOwned + Send + 'static, R: Serialize>(
        &mut self,
        request: Request,
        documents: &Documents,
        place: impl Fn(P) -> TextDocumentPositionParams,
        read: impl Fn(&View, u32) -> R + Send + 'static,
    ) {
        let encoding = self.encoding;
        let Some(place) = self.parameters(&request).map(place) else {
            return;
        };
        let position: Position = place.position;
        self.spawn(request.id, documents.view(&place.text_document.uri), move |view| {
            let text = view.snapshot.text(&view.path).unwrap_or_default();
            let offset = Lines::new(text, encoding).offset(position);
            read(view, u32::try_from(offset).unwrap_or(u32::MAX))
        });
    }

    /// A request about a whole document.
    fn on<P: DeserializeOwned + Send + 'static, R: Serialize>(
        &mut self,
        request: Request,
        documents: &Documents,
        uri: impl Fn(&P) -> Uri,
        read: impl Fn(&View, &P) -> R + Send + 'static,
    ) {
        let Some(parameters) = self.parameters(&request) else {
            return;
        };
        self.spawn(request.id, documents.view(&uri(&parameters)), move |view| {
            read(view, &parameters)
        });
    }

    fn parameters<P: DeserializeOwned>(&self, request: &Request) -> Option<P> {
        match serde_json::from_value(request.params.clone()) {
            Ok(parameters) => Some(parameters),
            Err(why) => {
                self.send(Response::new_err(request.id.clone(), INVALID_PARAMS, why.to_string()));
                None
            }
        }
    }

    fn spawn<R: Serialize>(
        &mut self,
        id: RequestId,
        view: Option<View>,
        read: impl FnOnce(&View) -> R + Send + 'static,
    ) {
        let Some(view) = view else {
            self.send(Response::new_ok(id, serde_json::Value::Null));
            return;
        };
        let sender = self.sender.clone();
        let cancelled = Arc::clone(&self.cancelled);
        self.work(move || {
            let answer = guarded(|| read(&view));
            let unwanted = cancelled.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
            let response = match answer {
                _ if unwanted => Response::new_err(id, REQUEST_CANCELLED, "cancelled by the editor".to_owned()),
                Ok(answer) => Response::new_ok(id, answer),
                Err(Stopped::Edited) => Response::new_err(id, CONTENT_MODIFIED, "the text has changed".to_owned()),
                Err(Stopped::Panicked) => {
                    Response::new_err(id, INTERNAL_ERROR, "an error inside perk; please report it".to_owned())
                }
            };
            let _ = sender.send(response.into());
        });
    }

    fn work(&mut self, work: impl FnOnce() + Send + 'static) {
        self.workers.retain(|worker| !worker.is_finished());
        self.workers.push(std::thread::spawn(work));
    }

    pub(super) fn note(&mut self, notification: Notification, documents: &mut Documents) {
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let Some(p) = parameters::<DidOpenTextDocumentParams>(notification) else {
                    return;
                };
                documents.open(&p.text_document.uri, p.text_document.text);
                self.publish(documents.view(&p.text_document.uri));
            }
            "textDocument/didChange" => {
                let Some(p) = parameters::<DidChangeTextDocumentParams>(notification) else {
                    return;
                };
                let uri = p.text_document.text_document_identifier.uri;
                documents.change(&uri, p.content_changes);
                self.publish(documents.view(&uri));
            }
            "textDocument/didSave" => {
                let Some(p) = parameters::<DidSaveTextDocumentParams>(notification) else {
                    return;
                };
                documents.reload(&p.text_document.uri);
                self.publish(documents.view(&p.text_document.uri));
            }
            "textDocument/didClose" => {
                let Some(p) = parameters::<DidCloseTextDocumentParams>(notification) else {
                    return;
                };
                documents.close(&p.text_document.uri);
            }
            "$/cancelRequest" => {
                let id = notification.params.get("id");
                let id = id.and_then(|id| serde_json::from_value::<RequestId>(id.clone()).ok());
                if let Some(id) = id {
                    self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
                }
            }
            _ => {}
        }
    }

    /// Findings of every file of a programme: an edit of one file can change them in another. The snapshot is held until
    /// they are sent, so that findings of an older text never follow those of a newer one.
    fn publish(&mut self, view: Option<View>) {
        let Some(view) = view else { return };
        let (sender, encoding, language) = (self.sender.clone(), self.encoding, self.language);
        self.work(move || {
            let paths: Vec<String> = view.snapshot.paths().map(str::to_owned).collect();
            for path in paths {
                let Ok(diagnostics) = guarded(|| convert::diagnostics(&view, &path, encoding, language)) else {
                    return;
                };
                let Some(uri) = view.uri_of(&path) else { continue };
                let parameters = PublishDiagnosticsParams {
                    uri,
                    version: None,
                    diagnostics,
                };
                let method = "textDocument/publishDiagnostics".to_owned();
                let _ = sender.send(Notification::new(method, parameters).into());
            }
        });
    }

    fn send(&self, response: Response) {
        // The editor is gone when this fails; the main loop ends by itself.
        let _ = self.sender.send(response.into());
    }
}

fn parameters<P: DeserializeOwned>(notification: Notification) -> Option<P> {
    serde_json::from_value(notification.params).ok()
}

/// Why a read gave no answer.
enum Stopped {
    /// An edit came first.
    Edited,
    /// A defect of ours; it must not take the server down.
    Panicked,
}

/// The one place where cancellation is caught.
fn guarded<R>(read: impl FnOnce() -> R) -> Result<R, Stopped> {
    match catch_unwind(AssertUnwindSafe(|| salsa::Cancelled::catch(AssertUnwindSafe(read)))) {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(_)) => Err(Stopped::Edited),
        Err(_) => Err(Stopped::Panicked),
    }
}
