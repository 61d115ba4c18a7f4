//! Pages that are tests: runs the fenced blocks of a Markdown page and compares what they promise; knows nothing of the
//! language beyond the names of the blocks.
//!
//! What each kind of block does is written in `tests/README.md`.

mod page;
mod section;
mod summary;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub use page::{Block, Page, Section};

/// Where the `console` commands of a page run, and what its path is relative to.
#[derive(Debug, Clone)]
pub struct Ground {
    /// The workspace.
    pub root: PathBuf,
    /// The folder in which the page's console commands start, unless its section writes files of its own.
    pub folder: PathBuf,
}

/// What came of running a page.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Blocks whose promise was checked.
    pub checked: usize,
    /// One message per broken promise, each with `page:line`.
    pub failures: Vec<String>,
}

/// Runs every block of a page. With `update`, expectations that differ are written back to the file instead of failing.
///
/// # Errors
/// If the page cannot be read or, with `update`, written.
pub fn run_page(path: &Path, ground: &Ground, update: bool) -> std::io::Result<Outcome> {
    let text = std::fs::read_to_string(path)?;
    let page = Page::parse(&text);
    let name = path.strip_prefix(&ground.root).unwrap_or(path).display().to_string();
    let mut outcome = Outcome::default();
    let mut rewrites = Vec::new();
    for part in &page.sections {
        let result = section::run(part, ground)?;
        outcome.checked = outcome.checked.saturating_add(result.checked);
        for finding in result.findings {
            match finding {
                section::Finding::Broken { line, message } => {
                    outcome.failures.push(format!("{name}:{line}: {message}"))
                }
                section::Finding::Differs { block, actual } => {
                    if !update {
                        let mut message = format!("{name}:{}: the `{}` block differs\n", block.line, block.kind);
                        for change in similar::TextDiff::from_lines(&block.text, &actual).iter_all_changes() {
                            let _ = write!(message, "    {}{change}", change.tag());
                        }
                        outcome.failures.push(message);
                    }
                    rewrites.push((block.clone(), actual));
                }
            }
        }
    }
    if update && !rewrites.is_empty() {
        std::fs::write(path, page::rewrite(&text, &rewrites))?;
    }
    Ok(outcome)
}

/// Every Markdown page below a folder, in order of path.
///
/// # Errors
/// If a folder cannot be read.
pub fn pages_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
