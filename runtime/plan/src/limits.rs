//! Every limit on what this crate accepts, each with its reason.

/// Lines of one receipt (a wholesale receipt has hundreds; ten thousand is a mistake or an attack).
pub const RECEIPT_LINES: usize = 10_000;
/// Bytes of one receipt's JSON text.
pub const RECEIPT_BYTES: usize = 8 * 1024 * 1024;
/// Digits of a number in a receipt or a file; a decimal holds 28, and no price or quantity needs more than 18.
pub const NUMBER_DIGITS: usize = 18;
/// Operations of one program (a condition, a selection, a promotion's body).
pub const CODE_OPS: usize = 65_535;
/// Values on the stack of one program; the compiler nests far less.
pub const STACK: usize = 256;
/// Bytes of a plan file; 10 000 promotions with long SKU lists take about 10 MiB.
pub const PLAN_BYTES: usize = 256 * 1024 * 1024;
