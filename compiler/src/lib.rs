//! Perk tree to types to plan: pure questions with remembered answers.

mod ahead;
pub mod analyse;
pub mod body;
pub mod check;
pub mod data;
pub mod db;
pub mod declarations;
pub mod diagnostic;
pub mod graph;
pub mod hir;
pub mod infer;
pub mod limits;
pub mod link;
pub mod lower;
pub mod names;
pub mod semantics;
pub mod spelling;
mod syntax;
pub mod ty;
pub mod vocabulary;
