//! Perk text to lossless tree and back: cannot fail, knows no meaning, does no I/O.

pub mod ast;
pub mod keywords;
pub mod kind;
pub mod oracle;
pub mod receipt;
pub mod tree;

pub use keywords::{Keyword, Language};
pub use kind::SyntaxKind;
