//! Plan and receipt and client facts to a decision that can say why.
//!
//! A till or a server loads a plan once into an [`Engine`] and asks it for each receipt. The engine knows no clock, no
//! file and no database: equal arguments give equal decisions everywhere. The walk through the rooms: [`Engine::load`]
//! builds the index, [`Engine::intake`] turns a receipt into numbers, [`Engine::evaluate`] decides in minor units,
//! [`Engine::decide`] says it in words a person can check.

mod allowance;
mod decision;
mod engine;
mod explain;
mod fault;
mod index;
mod intake;
pub mod limits;
mod money;
mod outcome;
mod phases;
mod review;
mod scheme;
mod vm;
mod workspace;

pub use decision::model;
pub use decision::{DecideOptions, Decision, Explain};
pub use engine::{Engine, LoadError};
pub use fault::Fault;
pub use intake::coupons::Refusal;
pub use intake::{Case, IntakeError};
pub use outcome::{Allocation, Applied, Given, LimitedBy, LineOutcome, Outcome};
pub use review::{Misfit, named_otherwise};
pub use workspace::Workspace;
