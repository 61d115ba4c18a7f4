//! Every limit of the compiler, each with its reason.

/// A limit over all receipts of at most so many times or pieces is most likely meant for each receipt.
pub const SMALL_LIMIT: u32 = 10;

/// The same for sums, in minor units: a thousand is what one receipt can use up.
pub const SMALL_LIMIT_MINOR: i64 = 100_000;

/// Letters of a word beyond which no spelling is suggested: longer words are not typing slips of ours, and the distance
/// costs the product of both lengths.
pub const SUGGEST_LETTERS: usize = 48;

/// Keywords of a line that must come out of it in the other keyboard layout: one alone may be chance.
pub const LAYOUT_KEYWORDS: usize = 2;

/// Bytes of a declaration up to a mended line that are read again to see whether the line is mended; past it, the line alone.
pub const MENDED_BYTES: usize = 8 * 1024;

/// Tokens before a poster's words in which another set of its promotion is looked for: a promotion of a poster is short.
pub const CLAUSES_BEFORE: usize = 60;

/// Names shown in one note; more would hide the message.
pub const NAMES_SHOWN: usize = 6;

/// Findings reported for one data file; a file in a wrong format would otherwise report every row.
pub const DATA_FINDINGS: usize = 20;

/// Digits of a number before and after the point together; an exact decimal holds 28.
pub const NUMBER_DIGITS: usize = 18;

/// Pairs of categories compared for goods joined by `and`; longer lists come from files, and nobody joins two of those.
pub const PAIRS_COMPARED: usize = 100_000;

/// Forms of coupon codes compared with codes and with one another; a programme has tens of coupons, and more would only be
/// slow to check, never wrong at the till.
pub const CODES_COMPARED: usize = 1_000_000;

/// Names that stand for each other, followed so far; more is a circle.
pub const NAMES_DEEP: usize = 32;

/// Depth of conditions and selections that is lowered. The parser stops earlier; this keeps the compiler's own recursion
/// bounded even for trees made by hand.
pub const DEPTH: usize = 300;
/// Threads that work on one programme at once; more would wait for one another.
pub const THREADS: usize = 8;
/// Bytes of text from which on a programme is worth several threads: below, they would take longer to start than to work.
pub const BYTES_AHEAD: usize = 128 * 1024;
/// Declarations from which on their fragments are worth several threads, for the same reason.
pub const DECLARATIONS_AHEAD: usize = 512;
/// Bytes of a table that is read before anybody asks for it: a file that no rule names should not cost much.
pub const DATA_AHEAD: usize = 16 * 1024 * 1024;
/// Pairs of promotions of one scheme compared for one that always displaces another; pairs are found by what the goods are
/// called, so only a programme of thousands of promotions off everything comes near, and past it nothing is said.
pub const PROMOTIONS_COMPARED: usize = 300_000;
/// Products of a catalogue looked at for advice: a few thousand promotions find their cheapest one each; past it, advice that needs
/// the catalogue is not given.
pub const PRODUCTS_LOOKED_AT: usize = 1_000_000;
/// Promotions told to be displaced one by one; more are counted in a note: whoever copied a list has understood.
pub const PROMOTIONS_TOLD: usize = 50;
/// Names of goods by which one promotion is found; a longer list is compared with everybody.
pub const KEYS_INDEXED: usize = 64;
