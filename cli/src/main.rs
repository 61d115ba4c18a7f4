//! The `perk` command.

use std::process::ExitCode;

/// Decisions with sets ask for much small memory for a short time (decision 0134).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args_os()
        .skip(1)
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    perk::run(&arguments, &mut perk::World::of_process()).into()
}
