//! The `perk` command.
fn main() {}
