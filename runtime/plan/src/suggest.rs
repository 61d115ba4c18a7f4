//! "Did you mean": the known word nearest to one that is not known; knows no languages and no keyboards.

/// The known word nearest to `written`, if it is near enough to be a slip.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = plain(written);
    let most = match written.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let distance = distance(&written, &plain(word));
        if distance <= most && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, word));
        }
    }
    best.map(|(_, word)| word)
}

/// Case, blanks, `-` and `_` are how words are spelled, not what they say.
fn plain(word: &str) -> String {
    word.chars()
        .take(64)
        .filter(|c| !matches!(c, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut previous: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (row, letter) in one.chars().enumerate() {
        let mut current = vec![row.saturating_add(1)];
        let mut left = None;
        for (column, candidate) in other.iter().enumerate() {
            let at = |line: &[usize], column: usize| line.get(column).copied().unwrap_or(usize::MAX);
            let next = column.saturating_add(1);
            let replaced = at(&previous, column).saturating_add(usize::from(letter != *candidate));
            let deleted = at(&previous, next).saturating_add(1);
            let inserted = at(&current, column).saturating_add(1);
            let mut best = replaced.min(deleted).min(inserted);
            if last == Some(*candidate) && left == Some(letter) {
                best = best.min(at(&before, column.saturating_sub(1)).saturating_add(1));
            }
            left = Some(*candidate);
            current.push(best);
        }
        last = Some(letter);
        before = std::mem::replace(&mut previous, current);
    }
    previous.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["quantity", "price", "price_fixed", "sku", "id"];
        assert_eq!(nearest("quantiy", known), Some("quantity"));
        assert_eq!(nearest("qauntity", known), Some("quantity"));
        assert_eq!(nearest("priceFixed", known), Some("price_fixed"));
        assert_eq!(nearest("skus", known), Some("sku"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(nearest("x", known), None);
        assert_eq!(distance("abcd", "acbd"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
