//! Laws: formatting twice changes nothing; nothing is lost; English to Russian to English is identity.

use super::*;

/// Holds the laws that any text obeys, sound or not.
pub(crate) fn holds_always(name: &str, text: &str, options: FormatOptions) -> Formatted {
    let formatted = format(text, options);
    let again = format(&formatted.text, options);
    assert_eq!(again.text, formatted.text, "{name}: formatting twice\n--- from\n{text}");
    assert_eq!(
        comments(&formatted.text),
        comments(text),
        "{name}: comments\n--- from\n{text}"
    );
    for (range, reason) in &formatted.left {
        let part = text[*range].trim().trim_start_matches('\u{FEFF}');
        let kept = formatted.text.contains(part) || *reason == perk_grammar::format::Reason::OtherMeaning;
        assert!(kept, "{name}: {reason:?} {part:?}\n--- in\n{}", formatted.text);
    }
    assert!(
        formatted.text.is_empty() || formatted.text.ends_with('\n') || !formatted.left.is_empty(),
        "{name}"
    );
    formatted
}

/// Holds the laws of a sound text.
fn holds(name: &str, text: &str) {
    for options in [KEEP, ENGLISH, RUSSIAN] {
        let formatted = holds_always(name, text, options);
        assert!(formatted.left.is_empty(), "{name}: {:?}\n{text}", formatted.left);
        assert_eq!(
            shape(&formatted.text),
            shape(text),
            "{name}: meaning\n--- from\n{text}\n--- to\n{}",
            formatted.text
        );
        assert!(
            formatted.text.lines().all(|line| line.trim_end() == line),
            "{name}: blanks at the end of a line"
        );
        assert!(!formatted.text.contains("\n\n\n"), "{name}: two blank lines");
    }
    let english = sound(text, ENGLISH);
    let russian = sound(&english, RUSSIAN);
    assert_eq!(
        sound(&russian, ENGLISH),
        english,
        "{name}: there and back\n--- through\n{russian}"
    );
    assert_eq!(
        sound(&sound(&russian, ENGLISH), RUSSIAN),
        russian,
        "{name}: back and there"
    );
}

#[test]
fn laws_on_every_programme_at_hand() {
    let programmes = programmes();
    assert!(programmes.len() > 20, "{}", programmes.len());
    for (name, text) in programmes {
        holds(&name, &text);
    }
}

#[test]
fn layout_of_the_author_does_not_matter_beyond_its_blank_lines() {
    for (name, text) in programmes() {
        let formatted = sound(&text, KEEP);
        let root = perk_grammar::parse(&formatted).syntax();
        let wide: String = root
            .descendants_with_tokens()
            .filter_map(NodeOrToken::into_token)
            .map(|token| match token.kind() {
                SyntaxKind::WHITESPACE => token.text().replace("  ", "\t   ").replace('\n', "\r\n"),
                _ => token.text().to_owned(),
            })
            .collect();
        assert_eq!(sound(&wide, KEEP), formatted, "{name}");
    }
}

/// A comment between any two tokens survives, and so does the meaning.
#[test]
fn a_comment_between_any_two_tokens_survives() {
    let texts = [
        include_str!("everything.perk"),
        include_str!("../texts/programme_1.perk"),
    ];
    for text in texts {
        let formatted = sound(text, KEEP);
        let root = perk_grammar::parse(&formatted).syntax();
        let mut planted = String::new();
        let mut count = 0;
        for token in root.descendants_with_tokens().filter_map(NodeOrToken::into_token) {
            // `/` and a comment would be documentation: `yes/no` stays together.
            let slashed = planted.ends_with('/');
            if !token.kind().is_trivia() && token.kind() != SyntaxKind::DOC && !slashed {
                planted.push_str(&format!("// planted {count}\n"));
                count += 1;
            }
            planted.push_str(token.text());
        }
        assert!(count > 50);
        for options in [KEEP, ENGLISH, RUSSIAN] {
            let again = holds_always("planted", &planted, options);
            let left: Vec<&str> = again.left.iter().map(|(range, _)| &planted[*range]).collect();
            assert!(left.is_empty(), "{left:?}");
            assert_eq!(shape(&again.text), shape(text));
        }
    }
}

/// A small generator of pseudo-random numbers: the tests are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

/// Texts with one to three tokens dropped, doubled, swapped or replaced: whatever they mean, nothing is lost.
#[test]
fn mutants_lose_nothing() {
    let long = std::env::var_os("PERK_LONG").is_some();
    let mut dice = Dice(20_261_005);
    let sources: Vec<String> = programmes()
        .into_iter()
        .map(|(_, text)| text)
        .filter(|text| text.len() < 3_000)
        .collect();
    let mut broken = 0;
    for round in 0..if long { 20_000 } else { 400 } {
        if round > 0 && round % 2_000 == 0 {
            eprintln!("{round} mutants of the sources, {broken} broken");
        }
        let source = &sources[dice.roll(sources.len())];
        let root = perk_grammar::parse(source).syntax();
        let mut tokens: Vec<String> = root
            .descendants_with_tokens()
            .filter_map(NodeOrToken::into_token)
            .map(|token| token.text().to_owned())
            .collect();
        if tokens.is_empty() {
            continue;
        }
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(tokens.len());
            let other = dice.roll(tokens.len());
            match dice.roll(5) {
                0 => tokens[at].clear(),
                1 => tokens[at] = tokens[at].repeat(2),
                2 => tokens.swap(at, other),
                3 => tokens[at] = tokens[other].clone(),
                _ => tokens[at].push_str(["{", "}", "\"", "%", "// x\n", "`", " 1 "][dice.roll(7)]),
            }
        }
        let mutant = tokens.concat();
        let formatted = holds_always(&format!("mutant {round}"), &mutant, KEEP);
        if formatted.left.is_empty() {
            assert_eq!(shape(&formatted.text), shape(&mutant), "mutant {round}\n{mutant}");
        } else {
            broken += 1;
        }
        holds_always(&format!("mutant {round}, Russian"), &mutant, RUSSIAN);
    }
    assert!(broken > 100, "only {broken} mutants had an error");
}

#[test]
fn any_characters_at_all_are_kept() {
    let mut dice = Dice(7);
    let pieces = [
        "items", "a", "=", "category", "\"x\"", "\"", "{", "}", "\u{202E}", "//c\n", "///d\n", "\n", "\u{FEFF}", "`",
        "ы", "1 000", ",",
    ];
    for round in 0..300 {
        let text: String = (0..dice.roll(30))
            .map(|_| format!("{} ", pieces[dice.roll(pieces.len())]))
            .collect();
        holds_always(&format!("noise {round}"), &text, KEEP);
    }
}
