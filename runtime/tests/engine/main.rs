//! What the engine decides, against figures worked out by hand from the rules of `docs/semantics.md`.

mod explain;
mod floors;
mod intake;
mod kit;
mod laws;
mod money;
mod schemes;
mod time;
