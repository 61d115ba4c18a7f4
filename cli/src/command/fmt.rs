//! `perk fmt`: writes files in the one layout; a file is replaced whole or not at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use perk_grammar::ast;
use perk_grammar::format::{FormatOptions, Formatted, Keywords, Reason, format};
use similar::TextDiff;

use crate::limits;
use crate::words::{self, Lang};
use crate::world::{Exit, Root, Stop, Trouble, World, decode, perk_files, read_text, root_above};

/// What to do with what would change.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mode {
    /// Change nothing, answer by exit code.
    pub check: bool,
    /// Change nothing, show the difference.
    pub diff: bool,
    /// Translate keywords.
    pub keywords: Option<Lang>,
}

impl Mode {
    /// `own`: the language in which the team writes, as its retailer says.
    fn options(self, own: Option<Lang>) -> FormatOptions {
        let keywords = match self.keywords.or(own) {
            None => Keywords::Keep,
            Some(Lang::En) => Keywords::Into(perk_grammar::Language::English),
            Some(Lang::Ru) => Keywords::Into(perk_grammar::Language::Russian),
        };
        FormatOptions { keywords }
    }
}

pub(super) fn run(paths: &[String], mode: Mode, world: &mut World) -> Result<Exit, Stop> {
    if paths.iter().any(|path| path == "-") {
        return stream(paths, mode, world);
    }
    let files = perk_files(world, paths)?;
    let mut exit = Exit::Clean;
    let mut changed = 0_usize;
    let mut own = OwnKeywords::default();
    for (place, shown) in &files {
        let text = read_text(place, shown, limits::SOURCE_BYTES)?;
        let formatted = format(&text, mode.options(own.of(place)));
        // Lines are those of the file as it stands afterwards.
        let rewritten = !mode.check && !mode.diff;
        if mention_left(&formatted, (!rewritten).then_some(&text), shown, world) {
            exit = exit.max(Exit::Findings);
        }
        if formatted.text == text {
            continue;
        }
        changed = changed.saturating_add(1);
        if mode.diff {
            world.print(&difference(&text, &formatted.text, shown))?;
        }
        if mode.check {
            world.mention(&words::would_format(shown));
        }
        if mode.check || mode.diff {
            exit = exit.max(Exit::Findings);
        } else {
            replace(place, shown, &formatted.text)?;
        }
    }
    if !mode.check && !mode.diff {
        world.mention(&words::formatted(changed, files.len()));
    }
    Ok(exit)
}

/// What the retailers of programmes say of the language of keywords.
#[derive(Default)]
struct OwnKeywords(BTreeMap<Root, Option<Lang>>);

impl OwnKeywords {
    /// The language in which the programme of a file is written; `None` where nothing is said, or a retailer cannot be read.
    fn of(&mut self, file: &Path) -> Option<Lang> {
        let root = root_above(file.parent()?)?;
        let read = |root: &Root| keywords_of(&std::fs::read_to_string(root.file()).ok()?);
        *self.0.entry(root).or_insert_with_key(read)
    }
}

/// `keywords russian` of the retailer in a text.
fn keywords_of(text: &str) -> Option<Lang> {
    let parse = perk_grammar::parse(text);
    let clauses = parse.tree().declarations().filter_map(|declaration| {
        let ast::Declaration::Retailer(retailer) = declaration else {
            return None;
        };
        Some(retailer.retailer_clauses())
    });
    clauses.flatten().find_map(|clause| {
        let ast::RetailerClause::LanguageClause(said) = clause else {
            return None;
        };
        Some(if said.russian_kw().is_some() {
            Lang::Ru
        } else {
            Lang::En
        })
    })
}

/// Standard input to standard output.
fn stream(paths: &[String], mode: Mode, world: &mut World) -> Result<Exit, Stop> {
    if paths.len() > 1 {
        return Err(Stop::from(words::stdin_alone()));
    }
    let bytes = world.read_input(limits::SOURCE_BYTES)?;
    let text = decode(bytes, "-")?;
    let formatted = format(&text, mode.options(keywords_of(&text)));
    let rewritten = !mode.check && !mode.diff;
    let mut exit = if mention_left(&formatted, (!rewritten).then_some(&text), "-", world) {
        Exit::Findings
    } else {
        Exit::Clean
    };
    if mode.diff {
        world.print(&difference(&text, &formatted.text, "-"))?;
    } else if !mode.check {
        world.print(&formatted.text)?;
    }
    if (mode.check || mode.diff) && formatted.text != text {
        exit = Exit::Findings;
    }
    Ok(exit)
}

/// Says which parts were left as they are, by the lines of the old text, or else of the new one. Whether one of them has an
/// error.
fn mention_left(formatted: &Formatted, old: Option<&String>, shown: &str, world: &mut World) -> bool {
    let text = old.unwrap_or(&formatted.text);
    let mut wrong = false;
    let mut last = (0_usize, None);
    for ((before, reason), after) in formatted.left.iter().zip(&formatted.places) {
        let range = if old.is_some() { before } else { after };
        let before = text.get(..usize::from(range.start())).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count().saturating_add(1);
        // A broken line may leave several parts behind it; one message is enough.
        if std::mem::replace(&mut last, (line, Some(*reason))) == (line, Some(*reason)) {
            continue;
        }
        let said = match reason {
            Reason::SyntaxError => {
                wrong = true;
                words::not_formatted(shown, line)
            }
            Reason::OtherMeaning => words::not_translated(shown, line),
            Reason::Unsafe => {
                wrong = true;
                words::unsafe_to_format(shown, line)
            }
        };
        world.say(&said);
    }
    wrong
}

fn difference(before: &str, after: &str, shown: &str) -> String {
    TextDiff::from_lines(before, after)
        .unified_diff()
        .context_radius(3)
        .header(shown, shown)
        .to_string()
}

/// Writes beside the file and then takes its place, so that a crash leaves one of the two whole.
fn replace(place: &Path, shown: &str, text: &str) -> Result<(), Stop> {
    let cannot = |why: std::io::Error| Stop::Trouble(Trouble::from(words::cannot_write(shown, &why)));
    // A link stays a link: its target is replaced.
    let target = std::fs::canonicalize(place).map_err(cannot)?;
    let about = std::fs::metadata(&target).map_err(cannot)?;
    if about.permissions().readonly() {
        return Err(cannot(std::io::Error::from(std::io::ErrorKind::PermissionDenied)));
    }
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".perk-fmt");
    let beside: PathBuf = target.with_file_name(name);
    let written = std::fs::write(&beside, text)
        .and_then(|()| std::fs::set_permissions(&beside, about.permissions()))
        .and_then(|()| std::fs::rename(&beside, &target));
    written.map_err(|why| {
        // Best effort: the file itself was not touched.
        let _ = std::fs::remove_file(&beside);
        cannot(why)
    })
}
