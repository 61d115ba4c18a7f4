//! The sizes a `.receipt` text may have, each with its reason; knows nothing of what is in it.

/// Bytes of one text: the same bound as a receipt in JSON, far above a day of a till.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Lines of one receipt: the same bound as in JSON; the largest real receipts have a few hundred.
pub const MAX_LINES: usize = 10_000;

/// Receipts of one text: more belong into `.jsonl`, which is read one by one.
pub const MAX_RECEIPTS: usize = 10_000;

/// Digits of one number, before and after the point together: decimals of 28 digits are the most that later steps
/// hold; the rest is kept as text so that they can name it.
pub(crate) const MAX_DIGITS: usize = 100;

/// Words shown after "expected": more than that nobody reads.
pub(crate) const MAX_EXPECTED: usize = 6;
