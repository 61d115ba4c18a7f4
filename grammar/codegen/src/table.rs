//! The keyword table as data; knows its notation and nothing of what a keyword means.

use std::collections::{BTreeMap, BTreeSet};

use crate::Error;

/// One keyword: a role in a production with its spellings in both languages.
#[derive(Clone, Debug)]
pub(crate) struct Keyword {
    /// The name without `kw_`, in snake case.
    pub(crate) id: String,
    /// The section of the table it stands in.
    pub(crate) section: String,
    /// Whether the first word of each spelling is reserved.
    pub(crate) reserved: bool,
    /// English spellings, the canonical one first.
    pub(crate) english: Vec<String>,
    /// Russian spellings, the canonical one first.
    pub(crate) russian: Vec<String>,
    /// Spellings by sign, the same in both languages.
    pub(crate) signs: Vec<String>,
}

impl Keyword {
    /// Every spelling as a list of atoms (folded words and signs), longest first, in table order otherwise.
    pub(crate) fn spellings(&self) -> Vec<Vec<String>> {
        let mut all: Vec<Vec<String>> = Vec::new();
        for spelling in self.english.iter().chain(&self.russian).chain(&self.signs) {
            let atoms: Vec<String> = spelling.split_whitespace().map(fold).collect();
            if !all.contains(&atoms) {
                all.push(atoms);
            }
        }
        all.sort_by_key(|atoms| std::cmp::Reverse(atoms.len()));
        all
    }
}

/// A built-in fact: a dotted name and the spellings of its last part.
#[derive(Clone, Debug)]
pub(crate) struct Fact {
    /// `client.age`; `*` stands for the name of an account.
    pub(crate) path: String,
    /// English spellings of the last part.
    pub(crate) english: Vec<String>,
    /// Russian spellings of the last part.
    pub(crate) russian: Vec<String>,
}

/// The whole table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Keywords in table order.
    pub(crate) keywords: Vec<Keyword>,
    /// Words that are names only in back-quotes, folded.
    pub(crate) reserved: BTreeSet<String>,
    /// Built-in facts in table order.
    pub(crate) facts: Vec<Fact>,
}

impl Table {
    /// Reads the table from its text.
    pub(crate) fn parse(text: &str) -> Result<Table, Error> {
        let mut table = Table::default();
        let mut section = String::new();
        for (index, raw) in text.lines().enumerate() {
            let line = raw.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name.to_owned();
                continue;
            }
            let fail = |what: &str| Error::new(format!("keywords.table, line {}: {what}", index.saturating_add(1)));
            if section == "reserved" {
                table.reserved.extend(list(line).iter().map(|word| fold(word)));
                continue;
            }
            let mut fields = line.split(';').map(str::trim);
            let id = fields.next().unwrap_or_default();
            let english = list(fields.next().unwrap_or_default());
            let russian = list(fields.next().unwrap_or_default());
            let signs: Vec<String> = fields
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            if english.is_empty() || russian.is_empty() {
                return Err(fail("both languages need a spelling"));
            }
            if section == "facts" {
                table.facts.push(Fact {
                    path: id.to_owned(),
                    english,
                    russian,
                });
                continue;
            }
            let reserved = id.ends_with('*');
            let id = id.trim_end_matches('*').to_owned();
            if table.keywords.iter().any(|other| other.id == id) {
                return Err(fail("this keyword stands twice"));
            }
            table.keywords.push(Keyword {
                id,
                section: section.clone(),
                reserved,
                english,
                russian,
                signs,
            });
        }
        for keyword in &table.keywords {
            if keyword.reserved {
                for spelling in keyword.english.iter().chain(&keyword.russian) {
                    if let Some(first) = spelling.split_whitespace().next() {
                        table.reserved.insert(fold(first));
                    }
                }
            }
        }
        Ok(table)
    }

    /// Every atom of every spelling, with the name of its generated rule.
    pub(crate) fn atoms(&self) -> BTreeMap<String, String> {
        let mut atoms: BTreeSet<String> = self.reserved.clone();
        for keyword in &self.keywords {
            atoms.extend(keyword.spellings().into_iter().flatten());
        }
        let mut taken = BTreeSet::new();
        let mut named = BTreeMap::new();
        for atom in atoms {
            let mut rule = rule_name(&atom);
            while !taken.insert(rule.clone()) {
                rule.push('_');
            }
            named.insert(atom, rule);
        }
        named
    }
}

/// Lower case and ё = е, for the two alphabets that keywords use.
pub(crate) fn fold(word: &str) -> String {
    word.to_lowercase().replace('ё', "е")
}

fn list(field: &str) -> Vec<String> {
    field
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn rule_name(atom: &str) -> String {
    if atom.chars().all(|c| c.is_ascii_alphanumeric()) {
        return format!("w_{atom}");
    }
    if atom.chars().all(|c| ('а'..='я').contains(&c)) {
        return format!("r_{}", atom.chars().map(latin).collect::<String>());
    }
    let codes: Vec<String> = atom.chars().map(|c| format!("{:x}", u32::from(c))).collect();
    format!("s_{}", codes.join("_"))
}

fn latin(c: char) -> &'static str {
    const LETTERS: [&str; 32] = [
        "a", "b", "v", "g", "d", "e", "zh", "z", "i", "j", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "h",
        "c", "ch", "sh", "sch", "hh", "y", "q", "eh", "yu", "ya",
    ];
    let index = u32::from(c).wrapping_sub(u32::from('а'));
    usize::try_from(index)
        .ok()
        .and_then(|i| LETTERS.get(i))
        .copied()
        .unwrap_or("x")
}
