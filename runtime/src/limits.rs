//! Every limit on what this crate accepts or does, each with its reason.

/// Operations that one decision may run whatever its size, over all its programs and all its runs of goods; references
/// that double at each step must end.
pub const FUEL: u64 = 1_000_000;
/// On top of [`FUEL`]: how many times a decision may run each operation of the plan for each run of goods. An honest plan
/// runs a selection once, and once more for each selection that refers to it; so the work is linear in plan and receipt.
pub const FUEL_TIMES: u64 = 8;
/// Selections that refer to selections, one inside the other: bounds the native stack.
pub const NESTING: u32 = 200;
/// Promotions named as those that displaced one; a person who asks why reads no longer list, and a receipt on which hundreds
/// displace hundreds stays short.
pub const DISPLACERS: usize = 20;
/// Goods that an offered gift names; the rest is counted. A cashier reads no longer list.
pub const OFFERS: usize = 20;
/// Goods that the catalogue does not have and a warning names; the rest is counted.
pub const UNKNOWN_NAMED: usize = 3;
/// Repeated marks that a warning names, and lines of each; the rest is counted.
pub const MARKS_NAMED: usize = 3;
/// Digits after the point of a quantity: scales weigh to a gram, fuel pumps meter to a millilitre, wires to a millimetre;
/// six leave room.
pub const QUANTITY_DIGITS: u32 = 6;
/// One unit of sale, as quantities are kept.
pub const UNIT: i64 = 1_000_000;
/// Units of sale on one line; more is a mistake of the till.
pub const LINE_UNITS: i64 = 1_000_000_000;
/// Minor units of one line: a hundred billion roubles, so that ten thousand lines and a percent still fit 64 bits.
pub const LINE_AMOUNT: i64 = 10_000_000_000_000;
/// Steps of the search for the best combination, for each part of a receipt that shares nothing with the others: work, not
/// time, so every machine stops at the same place. A step decides how often one way to use units is used.
pub const BEST_WORK: u64 = 60_000;
/// A small part gets fewer steps: so many, and [`BEST_STEP`] for each way to use its units, so that all parts together stay
/// linear in the receipt.
pub const BEST_START: u64 = 20_000;
/// See [`BEST_START`].
pub const BEST_STEP: u64 = 200;
/// The same where sets take part, whose steps are longer: what is not proved best by then hardly ever is later, and a till
/// waits.
pub const SETS_WORK: u64 = 6_000;
/// See [`BEST_START`].
pub const SETS_START: u64 = 2_500;
/// See [`BEST_STEP`].
pub const SETS_STEP: u64 = 20;
/// Figures looked at while units of sets are priced; see [`PRICE_WORK`]. Three times as many prove no more receipts best.
pub const SETS_PRICE_WORK: u64 = 40_000;
/// Entries of a relaxed problem: the parts of a receipt have a few hundred, and larger ones are priced roughly.
pub const RELAXED_ENTRIES: usize = 20_000;
/// Entries looked at while it is solved; those of a receipt take a few thousand, and what takes this is rarely solved with more.
pub const RELAXED_WORK: u64 = 250_000;
/// So many entries take the time of a step, or of a figure.
pub const ENTRIES: u64 = 8;
/// Rows added to it at a time that whole uses never exceed: more at once hardly ever say more.
pub const AT_ONCE: usize = 4;
/// Rounds in which rows are added to it that whole uses never exceed.
pub const TIGHTER: usize = 8;
/// Steps for what one promotion without a set would be worth alone, which is asked of every displaced one; and the fewest that
/// any search gets.
pub const ALONE_WORK: u64 = 500;
/// The same for a promotion about a set, whose instances are searched for: what is not found by then hardly changes what is told.
pub const SETS_ALONE_WORK: u64 = 4_000;
/// Steps, and figures looked at to price units, for all promotions about sets of a scheme of kind `all` or `first`, which are
/// searched for one after another: each gets an equal share, whatever the others need, so that however many there are a receipt
/// takes so much work and no more.
pub const WALK_WORK: u64 = 1_440_000;
/// Steps, and goods looked at, while all gifts of a receipt are chosen. Thousands of gifts are counted within it; what is
/// left is offered, and the decision says what may have been missed.
pub const GIFT_WORK: u64 = 100_000;
/// Figures that a search of few steps may look at to price units, for each step: it is not priced for longer than it is searched.
pub const PRICE_TIMES: u64 = 16;
/// Figures looked at while limits are priced for one part; what is priced worse only makes a bound less tight.
pub const PRICE_WORK: u64 = 400_000;
/// What a unit gets by itself is kept to so many parts of a minor unit when the units of a run share an application (decision
/// 0102): a percent with two digits after the point of whole minor units is exact so, and denominators stay small.
pub const SHARE_PARTS: i128 = 10_000;
/// Instances of one set that are looked at one by one; what may be left out makes the bound less tight.
pub const PATTERNS: usize = 2_000;
/// The same for all sets of one part together: what competes is searched in a time that a till does not notice.
pub const ALL_PATTERNS: usize = 3_000;
/// So many of each set are looked at in any case.
pub const FEW_PATTERNS: usize = 64;
/// Where units may be taken twice, combinations of so many ways are gone through once more, promotion by promotion; of more
/// there are too many.
pub const EVERY_WAYS: usize = 600;
/// Up to so many units of sets, equal goods with others of the set between them are told apart, so that the order of ties goes by
/// them; among more it would cost a search more than such ties are worth.
pub const SIDE_BY_SIDE: i64 = 48;
/// Where sets leave their units to others it matters which of equal units are taken twice: up to so many are told apart.
pub const APART: i64 = 400;
/// Rounds in which the prices of units are shifted from one thing to another, without sets and with them; later ones hardly ever
/// lower a bound.
pub const PRICE_ROUNDS: usize = 6;
/// See [`PRICE_ROUNDS`].
pub const SETS_PRICE_ROUNDS: usize = 8;
/// So many of the most promising ways are tried to improve a first combination: others seldom do.
pub const TRIES: usize = 256;
/// Pairs of equal units that are tried while one combination is put in order: work that must end.
pub const PAIRS: usize = 64;
/// Passes that add what can still be added to the retailer's least combination; each lets in at least one promotion more.
pub const LEAST_PASSES: usize = 64;
/// So many runs are compared with each other at a glance; with more the search says whether a role can be filled.
pub const GLANCE: usize = 16;
/// Bits of a rate's parts on the fast path: with them, rate times [`LINE_AMOUNT`] fits 64 bits.
pub const RATE: i64 = 100_000;
/// Products and steps of a store selection that are worked out in advance; beyond it they are worked out per receipt.
pub const STORE_CELLS: usize = 2_000_000;
/// Operations for working them out: each cell a few times, for selections that refer to selections. What does not fit is
/// worked out per receipt.
pub const STORE_FUEL: u64 = 8_000_000;
/// A sum is distributed in 64 bits while weights, caps and the sum are below it: the product of two such numbers fits. Others
/// take the way of 128 bits, with the same answer.
pub const SMALL: i64 = 1 << 31;
/// Weights whose common denominator does not fit are kept to such parts of a minor unit: the weight of a
/// line of [`LINE_AMOUNT`] then has 23 digits, and its product with a sum of that size fits 128 bits.
pub const BILLION: i128 = 1_000_000_000;
/// What a unit may get where only words count and nothing is clipped at what goods cost: more than anything is, and small enough
/// for finer prices and sums of many units to fit 128 bits.
pub const WORDS: i128 = 1 << 78;
