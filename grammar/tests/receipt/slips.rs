//! What is refused, where, and in which words; never by the name of a grammar rule.

use super::*;

/// Each slip with the line and column it is reported at and a piece of its message in both languages.
#[test]
fn slips_are_named_in_plain_words() {
    let cases: &[(&str, (usize, usize), &str, &str)] = &[
        (
            "1 x LATTE at 180",
            (1, 17),
            "expected a currency, as in `RUB`, but the text ends here",
            "ожидается валюта",
        ),
        (
            "2 x LATTE at -5 RUB",
            (1, 14),
            "cannot be negative",
            "не может быть отрицательным",
        ),
        (
            "-2 x LATTE at 5 RUB",
            (1, 1),
            "cannot be negative",
            "не может быть отрицательным",
        ),
        (
            "2 x LATTE at 1e5 RUB",
            (1, 14),
            "exponents are not read",
            "степени не читаются",
        ),
        (
            "2 x LATTE at 1,2,3 RUB",
            (1, 14),
            "put a blank after each comma",
            "после запятой",
        ),
        ("LATTE at 180 RUB", (1, 1), "say how many first", "сколько"),
        ("store \"001", (1, 7), "no closing quote", "закрывающей кавычки"),
        ("store \"0\\q1\" 1 x A", (1, 7), "unknown escape", "неизвестная запись"),
        (
            "at 5.10.26 09:00",
            (1, 4),
            "write a date as `2026-10-05`",
            "запишите дату",
        ),
        ("at 2026-13-01", (1, 4), "no such day", "такого дня"),
        ("at 2026-02-30", (1, 4), "no such day", "такого дня"),
        ("at 2026-10-05 25:00", (1, 15), "no such time", "такого времени"),
        (
            "store \"1\"\nstore \"2\"",
            (2, 1),
            "`store` is written twice",
            "`магазин` написано дважды",
        ),
        ("receipt \"a\" {\n  1 x A at 1 RUB\n", (3, 1), "`}`", "`}`"),
        ("1 x A at 1 RUB }", (1, 16), "found `}`", "найдено `}`"),
        (
            "client { levle silver }",
            (1, 10),
            "did you mean `level`?",
            "может быть, `level`?",
        ),
        (
            "client { уровеньь silver }",
            (1, 10),
            "did you mean `уровень`?",
            "может быть, `уровень`?",
        ),
        (
            "1 x A at 1 RUB in Bakery",
            (1, 19),
            "a text in quotes",
            "текст в кавычках",
        ),
        ("receipt { } 1 x A at 1 RUB", (1, 13), "outside of `receipt", "вне `чек"),
        (
            "store \u{202E}\"1\"",
            (1, 7),
            "hidden character U+202E",
            "скрытый символ U+202E",
        ),
        ("paid", (1, 1), "say how or how much", "чем или сколько"),
        ("Store \"1\"", (1, 1), "did you mean `store`?", "`store`"),
    ];
    for &(text, place, english, russian) in cases {
        let error = refused(text);
        let said = error.message(Language::English);
        assert_eq!((error.span.line, error.span.column), place, "{text}: {said}");
        assert!(said.contains(english), "{text}: {said}");
        assert!(
            error.message(Language::Russian).contains(russian),
            "{text}: {}",
            error.message(Language::Russian)
        );
    }
}

/// A message never shows the name of a grammar rule: those are words of two parts joined by `_`, or in capitals.
#[test]
fn no_message_names_a_rule() {
    let whole = include_str!("../../receipt.pest");
    let rules: Vec<&str> = whole
        .lines()
        .filter_map(|line| line.split_once('=').map(|(name, _)| name.trim()))
        .filter(|name| name.contains('_') && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
        .collect();
    assert!(rules.len() > 50);
    let mut refusals = 0;
    for (at, _) in BREAKFAST.char_indices() {
        for extra in ["", "%", "{", "\"", "9", " zz ", "="] {
            let text = format!(
                "{}{extra}{}",
                &BREAKFAST[..at],
                BREAKFAST[at..].chars().skip(1).collect::<String>()
            );
            let Err(error) = parse_receipts(&text) else { continue };
            refusals += 1;
            for language in [Language::English, Language::Russian] {
                for rule in &rules {
                    assert!(
                        !error.message(language).contains(rule),
                        "{rule}: {}",
                        error.message(language)
                    );
                }
            }
        }
    }
    assert!(refusals > 500, "{refusals}");
}

#[test]
fn sizes_have_limits() {
    let many = "1 x A at 1 RUB\n".repeat(MAX_LINES + 1);
    let error = refused(&many);
    assert_eq!(error.span.line, MAX_LINES + 1);
    assert!(error.message(Language::English).contains("10000 lines"), "{error}");
    let error = refused(&" ".repeat(8 * 1024 * 1024 + 1));
    assert!(error.message(Language::English).contains("bytes"), "{error}");
    let error = refused(&format!("1 x A at {} RUB", "1".repeat(101)));
    assert!(error.message(Language::English).contains("100 digits"), "{error}");
}
