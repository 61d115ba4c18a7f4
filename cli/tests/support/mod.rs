//! A world of its own for each test: a temporary folder, captured streams, no terminal.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(unreachable_pub, reason = "the items are public for the test file above")]

use std::collections::BTreeMap;
use std::path::Path;

use perk::{Exit, World};

/// What a command said and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub exit: Exit,
    pub out: String,
    pub err: String,
}

impl Answer {
    /// The output of a command that must end cleanly.
    #[track_caller]
    pub fn clean(self) -> String {
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
    pub fn trouble(self) -> String {
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
pub struct Folder {
    pub folder: tempfile::TempDir,
    pub input: Vec<u8>,
    pub environment: BTreeMap<String, String>,
}

impl Folder {
    pub fn new(files: &[(&str, &str)]) -> Self {
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
    pub fn shop(text: &str) -> Self {
        Self::new(&[
            ("retailer.perk", "retailer \"Shop\" {\n  currency RUB\n}\n"),
            ("shop.perk", text),
        ])
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn write(&self, path: &str, bytes: &[u8]) {
        let place = self.folder.path().join(path);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    /// Runs a command line; words are divided at blanks.
    pub fn perk(&self, line: &str) -> Answer {
        let words: Vec<&str> = line.split_whitespace().collect();
        self.run(&words)
    }

    pub fn run(&self, arguments: &[&str]) -> Answer {
        run_in(self.path(), arguments, self.input.clone(), self.environment.clone())
    }
}

/// Runs a command line in a folder.
pub fn run_in(folder: &Path, arguments: &[&str], input: Vec<u8>, environment: BTreeMap<String, String>) -> Answer {
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
