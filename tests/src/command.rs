//! Runs the `perk` command inside the test's own process; knows no file but those it is given.

use std::path::Path;

/// What a command printed and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Exit code: 0, 1 or 2.
    pub code: u8,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

/// Runs `perk` with arguments in a folder: English, 100 columns, no colour, nothing on standard input.
#[must_use]
pub fn perk(folder: &Path, arguments: &[&str]) -> Said {
    let (mut world, captured) = perk::World::captured(folder.to_path_buf());
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    let exit = perk::run(&arguments, &mut world);
    Said {
        code: exit.code(),
        stdout: captured.output(),
        stderr: captured.errors(),
    }
}
