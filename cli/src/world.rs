//! The outside world of a command: folders, streams, terminal, environment; knows no programme and no receipt.

mod programme;
mod text;
mod trouble;

pub use programme::{Programme, Root, find_roots, load, one_root, perk_files, read, root_above};
pub(crate) use text::unpack;
pub use text::{decode, read_bytes, read_text};
pub use trouble::{Place, Trouble};

use std::collections::BTreeMap;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::report::{Format, Look};
use crate::words::{Lang, Phrase, error, warning};

/// What a command may touch. Tests make their own; the binary takes the process's.
pub struct World {
    /// The current folder: relative paths start here.
    pub folder: PathBuf,
    /// Environment variables.
    pub environment: BTreeMap<String, String>,
    /// Standard input.
    pub input: Box<dyn Read + Send>,
    /// Standard output.
    pub output: Box<dyn Write + Send>,
    /// Standard error.
    pub errors: Box<dyn Write + Send>,
    /// Whether standard output is a terminal.
    pub output_is_terminal: bool,
    /// Whether standard error is a terminal.
    pub errors_is_terminal: bool,
    /// Columns of the terminal, where known.
    pub columns: Option<usize>,
    /// `--lang`, or what the environment says.
    pub lang: Lang,
    /// `--quiet`
    pub quiet: bool,
    /// `--output-format`: as JSON, what is said on standard error is one object a line.
    pub format: Format,
    /// Waits a moment before files are looked at again; `false` ends the waiting.
    pub pause: Box<dyn FnMut() -> bool + Send>,
}

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("World")
            .field("folder", &self.folder)
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

impl World {
    /// The world of this process.
    #[must_use]
    pub fn of_process() -> Self {
        Self {
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            environment: std::env::vars_os()
                .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
                .collect(),
            input: Box::new(std::io::stdin()),
            output: Box::new(std::io::BufWriter::new(std::io::stdout())),
            errors: Box::new(std::io::stderr()),
            output_is_terminal: std::io::stdout().is_terminal(),
            errors_is_terminal: std::io::stderr().is_terminal(),
            columns: terminal_columns(),
            lang: Lang::En,
            quiet: false,
            format: Format::Full,
            pause: Box::new(|| {
                std::thread::sleep(std::time::Duration::from_millis(250));
                true
            }),
        }
    }

    /// A world for tests and pages: a current folder, empty input, outputs that can be read, 100 columns, no colours, no
    /// environment, English.
    #[must_use]
    pub fn captured(folder: impl Into<PathBuf>) -> (Self, Captured) {
        let captured = Captured::default();
        let world = Self {
            folder: folder.into(),
            environment: BTreeMap::new(),
            input: Box::new(std::io::empty()),
            output: Box::new(captured.out.clone()),
            errors: Box::new(captured.err.clone()),
            output_is_terminal: false,
            errors_is_terminal: false,
            columns: Some(100),
            lang: Lang::En,
            quiet: false,
            format: Format::Full,
            pause: Box::new(|| false),
        };
        (world, captured)
    }

    /// The language that the environment asks for: `PERK_LANG`, else the locale, else English.
    #[must_use]
    pub fn environment_lang(&self) -> Lang {
        ["PERK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| self.environment.get(*name))
            .find(|value| !value.is_empty())
            .and_then(|value| Lang::of_name(value))
            .unwrap_or_default()
    }

    /// What `PERK_LANG` says, if it names no language that is spoken here. A locale may name any.
    #[must_use]
    pub fn unknown_lang(&self) -> Option<String> {
        let asked = self.environment.get("PERK_LANG").filter(|asked| !asked.is_empty())?;
        Lang::of_name(asked).is_none().then(|| asked.clone())
    }

    /// How findings and tables on standard output look.
    #[must_use]
    pub fn look(&self) -> Look {
        Look {
            lang: self.lang,
            colour: self.output_is_terminal && self.colours_wanted(),
            width: self.width(),
        }
    }

    /// How findings on standard error look.
    #[must_use]
    pub fn look_of_errors(&self) -> Look {
        Look {
            lang: self.lang,
            colour: self.errors_is_terminal && self.colours_wanted(),
            width: self.width(),
        }
    }

    fn colours_wanted(&self) -> bool {
        let set = |name: &str| self.environment.get(name).is_some_and(|value| !value.is_empty());
        !set("NO_COLOR") && self.environment.get("TERM").is_none_or(|term| term != "dumb")
    }

    fn width(&self) -> usize {
        self.columns.unwrap_or(100).clamp(60, 140)
    }

    /// A path from the command line, from the current folder on.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// How a path is shown: from the current folder where it lies below it, with `/`.
    #[must_use]
    pub fn shown(&self, path: &Path) -> String {
        let relative = path.strip_prefix(&self.folder).unwrap_or(path);
        let text = relative.to_string_lossy().replace('\\', "/");
        if text.is_empty() { ".".to_owned() } else { text }
    }

    /// Writes a whole text to standard output.
    ///
    /// # Errors
    /// When the stream is closed or full.
    pub fn print(&mut self, text: &str) -> Result<(), Stop> {
        self.output.write_all(text.as_bytes()).map_err(Stop::of_output)
    }

    /// Writes a text to standard error; what cannot be said there cannot be said at all.
    pub fn tell(&mut self, text: &str) {
        let _ = self.errors.write_all(text.as_bytes());
    }

    /// Says a phrase on standard error, a line of its own.
    pub fn say(&mut self, phrase: &Phrase) {
        self.said("note", None, &Trouble::from(phrase.clone()));
    }

    /// Says a phrase on standard error unless `--quiet`.
    pub fn mention(&mut self, phrase: &Phrase) {
        if !self.quiet {
            self.say(phrase);
        }
    }

    /// Says what is odd, unless `--quiet`; the work goes on.
    pub fn warn(&mut self, trouble: &Trouble) {
        if !self.quiet {
            self.said("warning", Some(warning()), trouble);
        }
    }

    /// The same where even `--quiet` wants to know, because figures may be other than meant.
    pub fn warn_always(&mut self, trouble: &Trouble) {
        self.said("warning", Some(warning()), trouble);
    }

    /// Says why a command could not do its work.
    pub fn complain(&mut self, trouble: &Trouble) {
        self.said("error", Some(error()), trouble);
    }

    /// A line of standard error, for a person or for a program.
    fn said(&mut self, severity: &str, word: Option<Phrase>, trouble: &Trouble) {
        let line = if self.format == Format::Json {
            trouble.json(severity, self.lang)
        } else {
            let phrase = trouble.phrase();
            match word {
                Some(word) => format!("{}: {}", word.say(self.lang), phrase.say(self.lang)),
                None => phrase.say(self.lang).to_owned(),
            }
        };
        self.tell(&format!("{line}\n"));
    }

    /// All of standard input, up to a limit.
    ///
    /// # Errors
    /// When it cannot be read or is too large.
    pub fn read_input(&mut self, limit: u64) -> Result<Vec<u8>, Trouble> {
        read_limited(&mut self.input, "-", limit)
    }
}

pub(crate) fn read_limited(from: &mut dyn Read, shown: &str, limit: u64) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    from.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|why| Trouble::from(crate::words::cannot_read(shown, &why)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limit {
        return Err(Trouble::from(crate::words::too_large(shown, limit)));
    }
    Ok(bytes)
}

/// What the commands of a captured world wrote.
#[derive(Debug, Clone, Default)]
pub struct Captured {
    out: Shared,
    err: Shared,
}

impl Captured {
    /// Standard output so far.
    #[must_use]
    pub fn output(&self) -> String {
        self.out.text()
    }

    /// Standard error so far.
    #[must_use]
    pub fn errors(&self) -> String {
        self.err.text()
    }
}

#[derive(Debug, Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Why a command ends before its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// Something is in the way; it has not been said yet.
    Trouble(Trouble),
    /// The reader of our output went away (`perk eval … | head`): nothing to say to anybody.
    Closed,
}

impl Stop {
    pub(crate) fn of_output(why: std::io::Error) -> Self {
        if why.kind() == std::io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Trouble(Trouble::from(crate::words::cannot_write("-", &why)))
        }
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Phrase> for Stop {
    fn from(phrase: Phrase) -> Self {
        Self::Trouble(Trouble::from(phrase))
    }
}

/// How a command ended: the exit codes of `docs/reference/cli.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: nothing to report.
    Clean,
    /// 1: findings, failed tests, would reformat, some receipts refused.
    Findings,
    /// 2: usage, files or an error of our own.
    Trouble,
}

impl Exit {
    /// The number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Trouble => 2,
        }
    }
}

impl From<Exit> for std::process::ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// Columns of the terminal, if standard output or standard error is one.
fn terminal_columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(width, _)| usize::from(width.0))
}
