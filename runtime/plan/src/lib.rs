//! The contract between compiler and runtime: values, receipt, instruction set, codec, verifier, listing.
//!
//! Knows no clock, no database, no syntax tree and no engine. A till that loads plans links this crate and
//! `perk-runtime`, and nothing of the compiler.

pub mod catalog;
pub mod codec;
pub mod complaint;
pub mod coupon;
mod encoding;
mod exact;
pub mod hidden;
pub mod json;
pub mod limits;
pub mod listing;
pub mod ops;
pub mod plan;
pub mod plural;
pub mod receipt;
pub mod remark;
pub mod snapshot;
pub mod source_map;
pub mod suggest;
pub mod table;
pub mod time;
pub mod uses;
pub mod verify;

pub use catalog::{Catalog, Product};
pub use codec::{DecodeError, PlanHash, decode, encode, plan_hash};
pub use complaint::Complaint;
pub use json::JsonError;
pub use listing::Lang;
pub use ops::{Code, Compare, Fact, Op};
pub use plan::Plan;
pub use plural::Noun;
pub use receipt::{Line, Receipt};
pub use remark::Remark;
pub use snapshot::{ClientFacts, Clients, CouponState};
pub use source_map::SourceMap;
pub use table::{CsvError, Table};
pub use time::{Date, LocalTime, TimeOfDay};
pub use uses::{UseKey, Uses};
pub use verify::{VerifiedPlan, VerifyError, verify};
