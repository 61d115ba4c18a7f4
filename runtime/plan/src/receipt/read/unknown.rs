//! Fields of a receipt that are not known; knows no field that is.

use std::collections::BTreeMap;

use crate::complaint::Complaint;
use crate::json::{Fault, Fields, Reader};
use crate::{Remark, hidden, suggest};

/// Unknown fields: echoed, and named once each, however many lines carry them.
#[derive(Default)]
pub(super) struct Unknown {
    extra: serde_json::Map<String, serde_json::Value>,
    /// By place without indices and name: the first full path, the likely meaning and how many more.
    met: BTreeMap<(&'static str, String), (String, Option<&'static str>, usize)>,
    /// By place without indices: the first full path of a text with a character that nobody sees, and that character.
    hidden: BTreeMap<&'static str, (String, char)>,
}

impl Unknown {
    pub(super) fn keep(
        &mut self,
        reader: &mut Reader<'_>,
        fields: &Fields,
        place: &'static str,
        path: impl FnOnce() -> String,
        key: &str,
    ) -> Result<(), Fault> {
        let mut full = path();
        if !full.is_empty() {
            full.push('.');
        }
        full.push_str(key);
        let value = reader.value()?;
        self.met
            .entry((place, key.to_owned()))
            .and_modify(|(_, _, more)| *more = more.saturating_add(1))
            .or_insert_with(|| (full.clone(), suggest::nearest(key, fields.names().iter().copied()), 0));
        self.extra.insert(full, value);
        Ok(())
    }

    /// Names a text of people that holds a character which nobody sees; it is read all the same.
    pub(super) fn look(&mut self, place: &'static str, text: &str, path: impl FnOnce() -> String) {
        if let Some((_, character)) = hidden::find(text) {
            self.hidden.entry(place).or_insert_with(|| (path(), character));
        }
    }

    pub(super) fn warnings(self) -> (serde_json::Map<String, serde_json::Value>, Vec<Remark>) {
        let warnings = self.met.into_iter().map(|((_, key), (path, meant, more))| {
            let complaint = Complaint::UnknownField { key, more, meant };
            Remark::of(|lang| format!("{path}: {}", complaint.say(lang)))
        });
        let hidden = self.hidden.into_values().map(|(path, character)| {
            let complaint = Complaint::Hidden { character };
            Remark::of(|lang| format!("{path}: {}", complaint.say(lang)))
        });
        let warnings = warnings.chain(hidden).collect();
        (self.extra, warnings)
    }
}
