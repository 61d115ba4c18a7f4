//! What the tests of the command line share: a world of its own for each, receipts, answers taken apart.

use std::collections::BTreeMap;
use std::path::Path;

use perk::{Exit, World};
use serde_json::Value;

/// What a command said and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) exit: Exit,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    /// The output of a command that must end cleanly.
    #[track_caller]
    pub(crate) fn clean(self) -> String {
        assert_eq!(
            (self.exit, self.err.as_str()),
            (Exit::Clean, ""),
            "output: {}",
            self.out
        );
        self.out
    }

    /// The complaint of a command that must not do anything.
    #[track_caller]
    pub(crate) fn trouble(self) -> String {
        assert_eq!(
            (self.exit, self.out.as_str()),
            (Exit::Trouble, ""),
            "complaint: {}",
            self.err
        );
        self.err
    }
}

/// A temporary folder with files.
pub(crate) struct Folder {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) input: Vec<u8>,
    pub(crate) environment: BTreeMap<String, String>,
}

impl Folder {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = Self {
            folder: tempfile::tempdir().unwrap(),
            input: Vec::new(),
            environment: BTreeMap::new(),
        };
        for (path, text) in files {
            folder.write(path, text.as_bytes());
        }
        folder
    }

    /// A folder with a programme: its root file with a shop, and one more file.
    pub(crate) fn shop(text: &str) -> Self {
        Self::new(&[
            ("retailer.perk", "retailer \"Shop\" {\n  currency RUB\n}\n"),
            ("shop.perk", text),
        ])
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    /// Runs a command line; words are divided at blanks.
    pub(crate) fn perk(&self, line: &str) -> Answer {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.run(&words)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        run_in(self.path(), arguments, self.input.clone(), self.environment.clone())
    }
}

/// Runs a command line in a folder.
pub(crate) fn run_in(
    folder: &Path,
    arguments: &[&str],
    input: Vec<u8>,
    environment: BTreeMap<String, String>,
) -> Answer {
    let (mut world, captured) = World::captured(folder);
    world.environment = environment;
    world.input = Box::new(std::io::Cursor::new(input));
    let arguments: Vec<String> = arguments.iter().map(|&word| word.to_owned()).collect();
    let exit = perk::run(&arguments, &mut world);
    Answer {
        exit,
        out: captured.output(),
        err: captured.errors(),
    }
}

/// A JSON receipt of one line, a piece of TEA at 100.00; `fields` stand before its lines, each with a comma behind it.
pub(crate) fn receipt(id: &str, fields: &str) -> String {
    format!(
        "{{\"id\":\"{id}\",\"at\":\"2026-10-05T09:00:00\",{fields}\"lines\":[{{\"id\":\"1\",\"sku\":\"TEA\",\"quantity\":\"1\",\"price\":\"100.00\"}}]}}\n"
    )
}

/// A text that is JSON.
#[track_caller]
pub(crate) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Lines that are a JSON object each.
#[track_caller]
pub(crate) fn objects(text: &str) -> Vec<Value> {
    text.lines().map(json).collect()
}
