//! Pictures of decisions for people: plain text in columns; knows no engine's inside and reads nothing.

pub mod amount;
pub mod canvas;
pub mod sides;
pub mod slip;
pub mod summary;
pub mod verdict;
