//! The keys of one object of the reader: which are known, which were met; knows no values.

use std::collections::BTreeSet;

use super::{Fault, Reader};

/// The keys of one object: which are known, which were met.
pub(crate) struct Fields {
    names: &'static [&'static str],
    seen: u32,
    unknown: BTreeSet<String>,
}

impl Fields {
    /// `names` are the known keys, at most 32.
    pub(crate) fn new(names: &'static [&'static str]) -> Self {
        Self {
            names,
            seen: 0,
            unknown: BTreeSet::new(),
        }
    }

    /// The known key that was met, or `None` for an unknown one; a key met before is an error.
    pub(crate) fn meet(&mut self, reader: &Reader<'_>, key: &str) -> Result<Option<&'static str>, Fault> {
        let mut bit: u32 = 1;
        for name in self.names {
            if *name == key {
                if self.seen & bit != 0 {
                    return Err(reader.twice(key));
                }
                self.seen |= bit;
                return Ok(Some(name));
            }
            bit = bit.wrapping_shl(1);
        }
        if self.unknown.insert(key.to_owned()) {
            Ok(None)
        } else {
            Err(reader.twice(key))
        }
    }

    /// The known keys.
    pub(crate) fn names(&self) -> &'static [&'static str] {
        self.names
    }
}
