//! Tests of the contract: files, verification, listing, receipts, catalogues and snapshots.

mod catalogue;
mod files;
mod listing;
mod receipt;
mod sample;
mod snapshot;
mod verification;
