//! What the author may have meant: slips of the finger, another keyboard layout, look-alike letters; knows no table of words.

use crate::limits::SUGGEST_LETTERS;

/// Why a word is suggested, best reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Same letters in another case.
    Case,
    /// Typed in another keyboard layout (`crblrf` for `скидка`).
    Layout,
    /// Same look with letters of another alphabet (`ВIP` with a Cyrillic `В`).
    LookAlike,
    /// A slip of the finger.
    Typo,
}

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The word as its table spells it.
    pub word: String,
    /// Why.
    pub reason: Reason,
}

/// Keys of a keyboard, QWERTY and ЙЦУКЕН, key by key.
const KEYS: [(char, char); 33] = [
    ('q', 'й'),
    ('w', 'ц'),
    ('e', 'у'),
    ('r', 'к'),
    ('t', 'е'),
    ('y', 'н'),
    ('u', 'г'),
    ('i', 'ш'),
    ('o', 'щ'),
    ('p', 'з'),
    ('[', 'х'),
    (']', 'ъ'),
    ('a', 'ф'),
    ('s', 'ы'),
    ('d', 'в'),
    ('f', 'а'),
    ('g', 'п'),
    ('h', 'р'),
    ('j', 'о'),
    ('k', 'л'),
    ('l', 'д'),
    (';', 'ж'),
    ('\'', 'э'),
    ('z', 'я'),
    ('x', 'ч'),
    ('c', 'с'),
    ('v', 'м'),
    ('b', 'и'),
    ('n', 'т'),
    ('m', 'ь'),
    (',', 'б'),
    ('.', 'ю'),
    ('`', 'ё'),
];

/// Letters of different alphabets that look alike, Latin first.
const TWINS: [(char, char); 24] = [
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('b', 'Ь'),
];

/// The word typed with the other keyboard layout switched on, if every letter has a key there.
#[must_use]
pub fn other_layout(word: &str) -> Option<String> {
    let mut changed = false;
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        let lower = letter.to_lowercase().next().unwrap_or(letter);
        let key = KEYS.iter().find_map(|&(latin, cyrillic)| {
            if latin == lower {
                Some(cyrillic)
            } else if cyrillic == lower {
                Some(latin)
            } else {
                None
            }
        });
        match key {
            Some(other) => {
                changed = true;
                out.push(other);
            }
            None if letter.is_alphabetic() => return None,
            None => out.push(letter),
        }
    }
    changed.then_some(out)
}

/// The word with every look-alike letter in one alphabet (Latin), for comparison only.
#[must_use]
pub fn skeleton(word: &str) -> String {
    word.chars()
        .map(|letter| {
            TWINS
                .iter()
                .find_map(|&(latin, cyrillic)| (cyrillic == letter).then_some(latin))
                .unwrap_or(letter)
        })
        .collect()
}

/// The word with every look-alike letter in the alphabet of its other letters, when that mends a mixed word.
#[must_use]
pub fn one_script(word: &str) -> Option<String> {
    let to_cyrillic: String = word
        .chars()
        .map(|l| {
            TWINS
                .iter()
                .find_map(|&(latin, cyrillic)| (latin == l).then_some(cyrillic))
                .unwrap_or(l)
        })
        .collect();
    let to_latin = skeleton(word);
    // The alphabet with more letters that have no twin is the one that was meant; on a tie, Latin.
    let latin_left = to_cyrillic.chars().filter(char::is_ascii_alphabetic).count();
    let cyrillic_left = to_latin.chars().filter(|l| is_cyrillic(*l)).count();
    if cyrillic_left == 0 && to_latin != word {
        Some(to_latin)
    } else if latin_left == 0 && to_cyrillic != word {
        Some(to_cyrillic)
    } else {
        None
    }
}

/// Whether a word has letters of two alphabets.
#[must_use]
pub fn is_mixed(word: &str) -> bool {
    word.chars().any(|l| l.is_ascii_alphabetic()) && word.chars().any(is_cyrillic)
}

const fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{52F}')
}

/// Whether a word names coins smaller than the currency: kopecks, cents.
#[must_use]
pub fn is_small_coin(word: &str) -> bool {
    const COINS: [&str; 12] = [
        "коп",
        "копейка",
        "копейки",
        "копеек",
        "копейку",
        "цент",
        "цента",
        "центов",
        "kop",
        "kopecks",
        "cent",
        "cents",
    ];
    COINS.contains(&word.to_lowercase().as_str())
}

/// Whether one word is most likely the other in another grammatical case: `сладостей` and `сладости`.
#[must_use]
pub fn is_another_case(written: &str, declared: &str) -> bool {
    let common = written
        .chars()
        .zip(declared.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let rest = |word: &str| word.chars().count().saturating_sub(common);
    let russian = written
        .chars()
        .chain(declared.chars())
        .all(|letter| is_cyrillic(letter) || letter == '_');
    russian && common >= 2 && rest(written) <= 3 && rest(declared) <= 3 && rest(written).max(rest(declared)) <= common
}

/// The best candidate for a word, if one is near enough. Ties go to the candidate that comes first by code points.
#[must_use]
pub fn suggest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<Suggestion> {
    let letters: Vec<char> = written.to_lowercase().chars().collect();
    if letters.is_empty() || letters.len() > SUGGEST_LETTERS {
        return None;
    }
    let lower: String = letters.iter().collect();
    let other = other_layout(written);
    let shape = skeleton(&lower);
    // A third of the letters may be wrong, and at least one; a two-letter word allows none.
    let allowed = if letters.len() <= 2 {
        0
    } else {
        letters.len().div_euclid(3).clamp(1, 3)
    };
    let mut best: Option<(Reason, usize, &str)> = None;
    for candidate in candidates {
        if candidate == written {
            continue;
        }
        let candidate_lower = candidate.to_lowercase();
        let found = if candidate_lower == lower {
            (Reason::Case, 0)
        } else if other.as_deref() == Some(candidate_lower.as_str()) {
            (Reason::Layout, 0)
        } else if skeleton(&candidate_lower) == shape {
            (Reason::LookAlike, 0)
        } else {
            let target: Vec<char> = candidate_lower.chars().collect();
            let mut distance = distance_within(&letters, &target, allowed);
            if let (None, Some(other)) = (distance, &other) {
                // A slip in the other layout.
                let typed: Vec<char> = other.chars().collect();
                distance = distance_within(&typed, &target, allowed.min(1)).filter(|_| typed.len() > 3);
            }
            match distance {
                Some(distance) => (Reason::Typo, distance),
                None => continue,
            }
        };
        let key = (found.0, found.1, candidate);
        if best.is_none_or(|known| key < known) {
            best = Some(key);
        }
    }
    best.map(|(reason, _, word)| Suggestion {
        word: word.to_owned(),
        reason,
    })
}

/// Edit distance (insertions, deletions, changes, swaps of neighbours), if at most `allowed`.
fn distance_within(a: &[char], b: &[char], allowed: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > allowed || b.len() > SUGGEST_LETTERS.saturating_mul(2) {
        return None;
    }
    let width = b.len().saturating_add(1);
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for (row, &from) in a.iter().enumerate() {
        let mut current = Vec::with_capacity(width);
        current.push(row.saturating_add(1));
        for (column, &to) in b.iter().enumerate() {
            let at = |cells: &[usize], index: usize| cells.get(index).copied().unwrap_or(usize::MAX);
            let change = at(&last, column).saturating_add(usize::from(from != to));
            let delete = at(&last, column.saturating_add(1)).saturating_add(1);
            let insert = at(&current, column).saturating_add(1);
            let mut cost = change.min(delete).min(insert);
            let swapped = row > 0
                && column > 0
                && a.get(row.saturating_sub(1)) == Some(&to)
                && b.get(column.saturating_sub(1)) == Some(&from);
            if swapped {
                cost = cost.min(at(&before_last, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(cost);
        }
        before_last = last;
        last = current;
    }
    last.last().copied().filter(|&distance| distance <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_is_read_both_ways() {
        assert_eq!(other_layout("crblrf").as_deref(), Some("скидка"));
        assert_eq!(other_layout("пшму").as_deref(), Some("give"));
        assert_eq!(other_layout("日本"), None);
    }

    #[test]
    fn reasons_go_from_sure_to_less_sure() {
        let words = ["скидка", "coffee", "VIP", "limit"];
        let of = |word: &str| suggest(word, words).map(|s| (s.word, s.reason));
        assert_eq!(of("crblrf"), Some(("скидка".into(), Reason::Layout)));
        assert_eq!(of("cofee"), Some(("coffee".into(), Reason::Typo)));
        assert_eq!(of("cofefe"), Some(("coffee".into(), Reason::Typo)));
        assert_eq!(of("COFFEE"), Some(("coffee".into(), Reason::Case)));
        assert_eq!(of("VIР"), Some(("VIP".into(), Reason::LookAlike)));
        assert_eq!(of("дшьше"), Some(("limit".into(), Reason::Layout)));
        assert_eq!(of("bread"), None);
        assert_eq!(of("li"), None);
    }

    #[test]
    fn mixed_words_are_mended_to_the_alphabet_that_was_meant() {
        assert!(is_mixed("ВIP"));
        assert_eq!(one_script("ВIP").as_deref(), Some("BIP"));
        assert_eq!(one_script("кoфe").as_deref(), Some("кофе"));
        assert!(!is_mixed("кофе"));
    }

    #[test]
    fn words_in_another_case_share_their_beginning() {
        assert!(is_another_case("сладостей", "сладости") && is_another_case("чая", "чай"));
        assert!(!is_another_case("кофе", "чай") && !is_another_case("tea", "teas"));
    }

    #[test]
    fn long_words_cost_nothing() {
        let long = "a".repeat(10_000);
        assert_eq!(suggest(&long, ["aaaa"]), None);
    }
}
