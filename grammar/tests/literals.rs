//! What literal tokens say, by hand.

use perk_grammar::ast::{AstNode, AstToken, Date, DateParts, Ident, Number, Path, Piece, Text, Time, normal_name};
use perk_grammar::parse;
use perk_grammar::tree::NodeOrToken;

fn tokens<T: AstToken>(text: &str) -> Vec<T> {
    let root = parse(text).syntax();
    root.descendants_with_tokens()
        .filter_map(NodeOrToken::into_token)
        .filter_map(T::cast)
        .collect()
}

fn text(written: &str) -> Text {
    let program = format!("promotion p {{ print {written} }}");
    assert_eq!(parse(&program).errors(), &[], "{written}");
    tokens::<Text>(&program).remove(0)
}

#[test]
fn numbers_lose_their_thousands_and_take_a_point() {
    let program =
        "promotion p { limit 1 000 RUB limit 10,5 RUB limit 1_000\u{A0}000.25 RUB limit 007 times limit 1 0000 times }";
    let digits: Vec<String> = tokens::<Number>(program).iter().map(Number::digits).collect();
    // `1 0000` is two numbers: groups have exactly three digits.
    assert_eq!(digits, ["1000", "10.5", "1000000.25", "007", "1", "0000"]);
}

#[test]
fn dates_and_times_in_both_orders() {
    let program = "promotion p { valid 2026-10-01 08:05 .. 1.9.2027 }";
    let dates = tokens::<Date>(program);
    assert_eq!(
        dates[0].parts(),
        Some(DateParts {
            year: 2026,
            month: 10,
            day: 1
        })
    );
    assert_eq!(
        dates[1].parts(),
        Some(DateParts {
            year: 2027,
            month: 9,
            day: 1
        })
    );
    assert!(!dates[0].is_day_first() && dates[1].is_day_first());
    assert_eq!(tokens::<Time>(program)[0].parts(), Some((8, 5)));
}

#[test]
fn names_are_compared_without_quotes_composed_and_without_yo() {
    assert_eq!(normal_name("`give`"), "give");
    assert_eq!(normal_name("Ёлка"), "Елка");
    assert_eq!(normal_name("е\u{308}лка"), "елка");
    assert_eq!(normal_name("и\u{306}од"), "йод");
    assert_eq!(normal_name("Coffee"), "Coffee");
    let names: Vec<String> = tokens::<Ident>("items `price` = ёлка")
        .iter()
        .map(Ident::name)
        .collect();
    assert_eq!(names, ["price", "елка"]);
}

#[test]
fn a_text_is_words_and_inserted_values() {
    let words = |range: std::ops::Range<usize>, text: &str| Piece::Words {
        range,
        text: text.to_owned(),
    };
    let insert = |range, path: &str, path_range| Piece::Insert {
        range,
        path: path.to_owned(),
        path_range,
    };
    assert_eq!(
        text("\"a {saved}.\"").pieces(),
        [words(1..3, "a "), insert(3..10, "saved", 4..9), words(10..11, ".")]
    );
    assert_eq!(
        text("\"{ client.name }{x}\"").pieces(),
        [insert(1..16, "client.name", 3..14), insert(16..19, "x", 17..18)]
    );
    assert_eq!(
        text("«Да {saved}»").pieces(),
        [words(2..7, "Да "), insert(7..14, "saved", 8..13)]
    );
    assert_eq!(text(r#""\{no\} \"q\"""#).pieces(), [words(1..13, "{no} \"q\"")]);
    assert_eq!(
        text("\"a {b\"").pieces(),
        [words(1..3, "a "), Piece::Unclosed { range: 3..5 }]
    );
    assert_eq!(text("\"\"").pieces(), []);
    assert_eq!(text(r#""a \"b\" {c}""#).value(), "a \"b\" {c}");
    assert_eq!(text("“Привет”").value(), "Привет");
}

#[test]
fn a_path_gives_its_root_and_its_parts() {
    let parse = parse("clients c = клиент.`give`.level = gold");
    let path = parse.syntax().descendants().find_map(Path::cast).unwrap();
    assert_eq!(path.ident().unwrap().name(), "клиент");
    assert_eq!(
        path.segments().map(|segment| segment.name()).collect::<Vec<_>>(),
        ["give", "level"]
    );
}
