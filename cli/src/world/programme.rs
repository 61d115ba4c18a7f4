//! Where a programme begins and which files belong to it; knows no grammar: a root is a folder with `retailer.perk`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Trouble, World, read_bytes, read_text};
use crate::{limits, words};

/// The file that marks the root of a programme.
const ROOT_FILE: &str = "retailer.perk";

/// A folder with `retailer.perk`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Root(pub PathBuf);

impl Root {
    /// The file that marks it.
    #[must_use]
    pub fn file(&self) -> PathBuf {
        self.0.join(ROOT_FILE)
    }
}

/// The files of a programme, as found.
#[derive(Debug, Clone)]
pub struct Programme {
    /// Its folder.
    pub root: Root,
    /// The folder as it is shown; `.` for the current one.
    pub shown: String,
    /// Texts by their path relative to the root, with `/`, sorted.
    pub texts: Vec<(String, String)>,
    /// Data files by their path relative to the root, with `/`, sorted; unpacked.
    pub data: Vec<(String, Arc<[u8]>)>,
}

impl Programme {
    /// How a file of the programme is shown.
    #[must_use]
    pub fn shown_file(&self, path: &str) -> String {
        if self.shown == "." {
            path.to_owned()
        } else {
            format!("{}/{path}", self.shown.trim_end_matches('/'))
        }
    }

    /// The place of a file of the programme.
    #[must_use]
    pub fn file(&self, path: &str) -> PathBuf {
        path.split('/')
            .fold(self.root.0.clone(), |folder, part| folder.join(part))
    }
}

/// The roots of the programmes that paths name: at a path, else above it, else every one below it.
///
/// # Errors
/// When a path does not exist or no programme is at, above or below it.
pub fn find_roots(world: &World, paths: &[String]) -> Result<Vec<Root>, Trouble> {
    let here = [".".to_owned()];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut roots = Vec::new();
    for path in paths {
        let place = absolute(&world.path(path));
        let about = std::fs::metadata(&place).map_err(|why| Trouble::from(words::cannot_read(path, &why)))?;
        let folder = if about.is_dir() {
            place.as_path()
        } else {
            place.parent().unwrap_or(&place)
        };
        if let Some(above) = root_above(folder) {
            roots.push(above);
            continue;
        }
        let mut below = Vec::new();
        if about.is_dir() {
            roots_below(folder, 0, &mut below);
        }
        if below.is_empty() {
            return Err(Trouble::from(words::no_programme(path)));
        }
        roots.extend(below);
    }
    roots.sort();
    roots.dedup();
    Ok(roots)
}

/// The only programme a path names.
///
/// # Errors
/// As [`find_roots`]; also when there are several.
pub fn one_root(world: &World, path: &str) -> Result<Root, Trouble> {
    let mut roots = find_roots(world, &[path.to_owned()])?;
    match (roots.pop(), roots.is_empty()) {
        (Some(root), true) => Ok(root),
        (last, _) => {
            let shown: Vec<String> = roots.iter().chain(&last).map(|root| world.shown(&root.0)).collect();
            Err(Trouble::from(words::several_programmes(path, &shown)))
        }
    }
}

/// `.` and `..` taken out by name, without asking the disk, so that paths are shown as they were written.
fn absolute(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => out.push(part),
        }
    }
    out
}

fn roots_below(folder: &Path, depth: usize, found: &mut Vec<Root>) {
    if folder.join(ROOT_FILE).is_file() {
        found.push(Root(folder.to_owned()));
        return;
    }
    if depth >= limits::FOLDER_DEPTH {
        return;
    }
    // A folder that cannot be listed holds no programme of ours.
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_searched(&entry.file_name()))
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    for folder in folders {
        roots_below(&folder, depth.saturating_add(1), found);
    }
}

/// Folders of tools are not searched.
fn is_searched(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    !name.starts_with('.') && name != "target" && name != "node_modules"
}

/// Reads a programme: every `.perk` file and every CSV file in its folder and below.
///
/// # Errors
/// When a file cannot be read, is too large or is not UTF-8.
pub fn load(world: &World, root: &Root) -> Result<Programme, Trouble> {
    read(root, world.shown(&root.0))
}

/// The root of the programme to which a file or folder belongs: at it or above it.
#[must_use]
pub fn root_above(place: &Path) -> Option<Root> {
    place
        .ancestors()
        .find(|folder| folder.join(ROOT_FILE).is_file())
        .map(|folder| Root(folder.to_owned()))
}

/// Reads a programme whose folder is shown in some way.
///
/// # Errors
/// When a file cannot be read, is too large or is not UTF-8.
pub fn read(root: &Root, shown: String) -> Result<Programme, Trouble> {
    let mut programme = Programme {
        root: root.clone(),
        shown,
        texts: Vec::new(),
        data: Vec::new(),
    };
    let mut files = Vec::new();
    list_files(&root.0, "", 0, &mut files, &programme.shown)?;
    files.sort();
    for path in files {
        let place = programme.file(&path);
        let shown = programme.shown_file(&path);
        if is_text(&path) {
            let text = read_text(&place, &shown, limits::SOURCE_BYTES)?;
            programme.texts.push((path, text));
        } else {
            let bytes = read_bytes(&place, &shown, limits::DATA_BYTES)?;
            programme.data.push((path, Arc::from(bytes)));
        }
    }
    Ok(programme)
}

/// Every `.perk` file at or below paths, with how it is shown, sorted and each once.
///
/// # Errors
/// When a path does not exist or nothing is there.
pub fn perk_files(world: &World, paths: &[String]) -> Result<Vec<(PathBuf, String)>, Trouble> {
    let here = [".".to_owned()];
    let paths = if paths.is_empty() { &here[..] } else { paths };
    let mut files = Vec::new();
    for path in paths {
        let place = absolute(&world.path(path));
        let about = std::fs::metadata(&place).map_err(|why| Trouble::from(words::cannot_read(path, &why)))?;
        if !about.is_dir() {
            files.push((place.clone(), world.shown(&place)));
            continue;
        }
        let mut found = Vec::new();
        list_files(&place, "", 0, &mut found, path)?;
        found.retain(|path| is_text(path));
        if found.is_empty() {
            return Err(Trouble::from(words::no_perk_files(path)));
        }
        for relative in found {
            let file = relative
                .split('/')
                .fold(place.clone(), |folder, part| folder.join(part));
            let shown = world.shown(&file);
            files.push((file, shown));
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

pub(crate) fn is_text(path: &str) -> bool {
    path.ends_with(".perk")
}

fn is_data(path: &str) -> bool {
    let path = path.to_lowercase();
    let path = path.strip_suffix(".gz").unwrap_or(&path);
    path.ends_with(".csv") || path.ends_with(".tsv")
}

fn list_files(folder: &Path, prefix: &str, depth: usize, found: &mut Vec<String>, shown: &str) -> Result<(), Trouble> {
    if depth > limits::FOLDER_DEPTH {
        return Ok(());
    }
    let listed = std::fs::read_dir(folder).map_err(|why| Trouble::from(words::cannot_read(shown, &why)))?;
    for entry in listed.flatten() {
        // A name that is not Unicode cannot be written in a programme either.
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let Ok(kind) = entry.file_type() else { continue };
        let path = if prefix.is_empty() {
            name.clone()
        } else {
            format!("{prefix}/{name}")
        };
        if kind.is_dir() {
            if is_searched(name.as_ref()) {
                list_files(&entry.path(), &path, depth.saturating_add(1), found, shown)?;
            }
        } else if (is_text(&name) || is_data(&name)) && !name.starts_with('.') {
            found.push(path);
            if found.len() > limits::PROGRAMME_FILES {
                return Err(Trouble::from(words::too_many_files(shown, limits::PROGRAMME_FILES)));
            }
        }
    }
    Ok(())
}
