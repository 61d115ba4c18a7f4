//! Every limit on what the command line accepts, each with its reason; knows nothing of what the files mean.

/// Bytes of one `.perk` file. A programme of 10 000 promotions takes about 5 MiB and stands in many files.
pub const SOURCE_BYTES: u64 = 32 * 1024 * 1024;
/// Bytes of one data file (`products.csv`, a snapshot): what the readers of tables and snapshots take, see
/// [`perk_plan::limits::TABLE_BYTES`].
pub const DATA_BYTES: u64 = 256 * 1024 * 1024;
/// Bytes of all receipts of one file, unpacked. A year of receipts of a small chain takes about 1 GiB; more is better
/// read in parts.
pub const RECEIPT_FILE_BYTES: u64 = 4 * 1024 * 1024 * 1024;
/// Folders below one another when programmes are looked for; deeper ones are somebody's mistake.
pub const FOLDER_DEPTH: usize = 32;
/// Files of one programme; more than this is a folder chosen by mistake.
pub const PROGRAMME_FILES: usize = 20_000;
/// Receipts printed one by one as tables unless `--receipts` asks for all; beyond it only the summary is readable.
pub const TABLES: usize = 12;
/// Receipts decided together before their answers are written: enough to keep every core busy, small in memory.
pub const BATCH: usize = 4_096;
/// Bad receipts of one file that are named one by one; the rest is counted.
pub const NAMED_BAD_RECEIPTS: usize = 100;
/// Odd things in one data file that are named one by one; the rest is counted.
pub const NAMED_WARNINGS: usize = 10;
/// Coupon codes that are named on a drawn receipt; the rest is counted.
pub const CODES_SHOWN: usize = 10;
/// Receipts decided without a progress bar: they take less than a blink.
pub const SILENT_RECEIPTS: usize = 2_000;

#[cfg(test)]
mod tests {
    #[test]
    fn files_may_be_as_large_as_their_readers_allow() {
        assert_eq!(u64::try_from(perk_plan::limits::TABLE_BYTES), Ok(super::DATA_BYTES));
    }
}
