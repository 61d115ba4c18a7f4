//! Perk text to lossless tree and back: cannot fail, knows no meaning, does no I/O.

pub mod ast;
pub mod errors;
pub mod format;
pub mod keywords;
pub mod kind;
pub mod lexer;
pub mod limits;
pub mod oracle;
mod parse;
mod parser;
pub mod precedence;
pub mod receipt;
mod rules;
pub mod tree;

pub use errors::{Expected, SyntaxError, SyntaxErrorKind};
pub use keywords::{Keyword, Language};
pub use kind::SyntaxKind;
pub use parse::{Parse, parse};
