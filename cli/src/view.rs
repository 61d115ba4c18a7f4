//! Pictures of decisions for people: plain text in columns; knows no engine's inside and reads nothing.

mod canvas;

pub use canvas::{Canvas, Paint, Tone};
