//! Harness and cross-crate tests of Perk: executed pages, laws, reference interpreter, typed generator, tidy.
