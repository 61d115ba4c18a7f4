//! Every limit on what this crate accepts or does, each with its reason.

/// Operations that one program may run, selections it refers to included; the verifier admits far longer programs than
/// any author writes, and references that double at each step must end too.
pub const FUEL: u32 = 1_000_000;
/// Selections that refer to selections, one inside the other: bounds the native stack.
pub const NESTING: u32 = 200;
/// Digits after the point of a quantity: scales weigh to a gram, fuel pumps meter to a millilitre, wires to a millimetre;
/// six leave room.
pub const QUANTITY_DIGITS: u32 = 6;
/// One unit of sale, as quantities are kept.
pub const UNIT: i64 = 1_000_000;
/// Units of sale on one line; more is a mistake of the till.
pub const LINE_UNITS: i64 = 1_000_000_000;
/// Minor units of one line: a hundred billion roubles, so that ten thousand lines and a percent still fit 64 bits.
pub const LINE_AMOUNT: i64 = 10_000_000_000_000;
/// Steps of the search for the best combination, per scheme and receipt: work, not time, so every machine stops at the
/// same place. A step costs well under a microsecond.
pub const BEST_WORK: u64 = 60_000;
/// Bits of a rate's parts on the fast path: with them, rate times [`LINE_AMOUNT`] fits 64 bits.
pub const RATE: i64 = 100_000;
/// Products and steps of a store selection that are worked out in advance; beyond it they are worked out per receipt.
pub const STORE_CELLS: usize = 2_000_000;
