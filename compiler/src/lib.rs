//! Perk tree to types to plan: pure questions with remembered answers.

pub mod hir;
