//! Editor answers for Perk.
