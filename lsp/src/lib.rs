//! Editor answers for Perk: `ide` knows no protocol, `server` knows no syntax.

pub mod ide;
pub mod server;

pub use server::{Files, Loaded, ServerError, serve};

/// Serves one editor on standard input and output until it says goodbye.
///
/// # Errors
/// If the streams break or the editor does not follow the protocol's opening.
pub fn serve_stdio(files: Box<dyn Files>) -> Result<(), ServerError> {
    let (connection, threads) = lsp_server::Connection::stdio();
    serve(&connection, files)?;
    drop(connection);
    threads.join().map_err(ServerError::Streams)
}
