//! Every limit on what this crate accepts, each with its reason.

/// Lines of one receipt (a wholesale receipt has hundreds; ten thousand is a mistake or an attack).
pub const RECEIPT_LINES: usize = 10_000;
/// Bytes of one receipt's JSON text.
pub const RECEIPT_BYTES: usize = 8 * 1024 * 1024;
/// Characters of one coupon code in its normal form; printed codes have a dozen, a QR code some tens.
pub const COUPON_CODE: usize = 64;
/// Coupons that one promotion names in `with`; each way to fulfil it is asked one by one.
pub const COUPONS_NAMED: usize = 1_000;
/// Digits of a number in a receipt or a file; a decimal holds 28, and no price or quantity needs more than 18.
pub const NUMBER_DIGITS: usize = 18;
/// Operations of one program (a condition, a selection, a promotion's body).
pub const CODE_OPS: usize = 65_535;
/// Values on the stack of one program; the compiler nests far less.
pub const STACK: usize = 256;
/// Bytes of a plan file; 10 000 promotions with long SKU lists take about 10 MiB, and a byte of the file may become some
/// tens of bytes in memory.
pub const PLAN_BYTES: usize = 64 * 1024 * 1024;
/// Bytes of a plan file's head (name, serial, validity, signature).
pub const HEAD_BYTES: usize = 64 * 1024;
/// Counted steps of the verification of one plan: above what a plan of [`PLAN_BYTES`] needs, so only a fault of the
/// verifier itself would meet it.
pub const VERIFY_WORK: u64 = 1 << 32;
/// Steps of a ladder; the longest seen in practice has a dozen.
pub const LADDER_STEPS: usize = 1_000;
/// Units of one gift: a till lays them out by hand, and each is looked at by itself.
pub const GIFT_UNITS: u32 = 100;
/// Nesting of JSON that is only echoed (unknown fields); known fields nest four deep.
pub const JSON_DEPTH: usize = 64;
/// Bytes of a CSV table or of a snapshot; a catalogue of a million products takes about 100 MiB.
pub const TABLE_BYTES: usize = 256 * 1024 * 1024;
/// Faults told of one CSV table; a file in a wrong format would otherwise tell every row.
pub const TABLE_FAULTS: usize = 20;
/// Columns of a CSV table.
pub const TABLE_COLUMNS: usize = 1_000;
/// Minor units of one amount in a plan: ten trillion roubles, so that sums over every line of a receipt still fit.
pub const MONEY: i64 = 1_000_000_000_000_000;
/// Days before or after a client's date that a promotion may be open: more than a year would always be open.
pub const DAYS_AROUND: u16 = 366;
/// Roles of one set; a set on a poster has two to five.
pub const SET_ROLES: usize = 64;
/// Pieces of one role; a pallet is a quantity, not a set.
pub const SET_PIECES: u32 = 10_000;
