//! What could stand at a place: the parser is asked what it expected there, so completion cannot drift from the grammar.

use std::collections::BTreeSet;

use perk_compiler::db::{Programme, RootDatabase};
use perk_compiler::declarations::Kind;
use perk_compiler::{names, vocabulary};
use perk_grammar::{Expected, Keyword, Language, SyntaxErrorKind};

/// A word that could stand at a place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Completion {
    /// What it is.
    pub kind: CompletionKind,
    /// What is inserted.
    pub text: String,
    /// What stands beside it: the other language's spelling, the kind of a name, a fact's type.
    pub detail: String,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CompletionKind {
    /// A name that the programme declares.
    Name,
    /// A built-in fact.
    Fact,
    /// A keyword.
    Keyword,
}

/// Stands for the word that is still to be written: a character that no rule of the grammar takes.
const UNWRITTEN: char = '¤';

/// What could stand at a byte offset. A word that is begun there is left out: what could replace it is answered.
pub(super) fn at(db: &RootDatabase, programme: Programme, text: &str, offset: u32) -> Vec<Completion> {
    let Some(before) = usize::try_from(offset).ok().and_then(|offset| text.get(..offset)) else {
        return Vec::new();
    };
    let begun = before.trim_end_matches(|letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-'));
    if is_inside_words(begun) {
        return Vec::new();
    }
    let language = language_of(text);
    let mut found = BTreeSet::new();
    for expected in expected_after(begun) {
        complete(db, programme, expected, language, &mut found);
    }
    found.into_iter().collect()
}

/// Whether the text ends inside a comment or a quoted text.
fn is_inside_words(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let quotes = line.chars().filter(|letter| *letter == '"').count();
    !quotes.is_multiple_of(2) || line.contains("//")
}

/// The language of most letters of a text; English where it has none.
fn language_of(text: &str) -> Language {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let (mut cyrillic, mut latin) = (0_usize, 0_usize);
    for letter in code.flat_map(str::chars) {
        if matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё') {
            cyrillic = cyrillic.saturating_add(1);
        } else if letter.is_ascii_alphabetic() {
            latin = latin.saturating_add(1);
        }
    }
    if cyrillic > latin {
        Language::Russian
    } else {
        Language::English
    }
}

/// What the parser expected where the text breaks off.
fn expected_after(begun: &str) -> Vec<Expected> {
    let probe = format!("{begun} {UNWRITTEN}");
    let from = begun.trim_end().len();
    let mut all = Vec::new();
    for error in perk_grammar::parse(&probe).errors() {
        if usize::from(error.range.end()) >= from
            && let SyntaxErrorKind::Expected { expected, .. } = &error.kind
        {
            all.extend(expected.iter().copied());
        }
    }
    all
}

fn complete(
    db: &RootDatabase,
    programme: Programme,
    expected: Expected,
    language: Language,
    found: &mut BTreeSet<Completion>,
) {
    use perk_grammar::keywords::choices;
    match expected {
        Expected::Keyword(keyword) => {
            found.insert(word(keyword, language));
        }
        Expected::Declaration => section("declarations", language, found),
        Expected::Clause => {}
        Expected::Currency => words(choices::CURRENCY, language, found),
        Expected::Weekday => words(choices::WEEKDAY, language, found),
        Expected::PropertyType => section("property types", language, found),
        Expected::Selection => {
            words(choices::COLUMN, language, found);
            declared(
                db,
                programme,
                &[Kind::Items, Kind::Stores, Kind::Clients],
                language,
                found,
            );
        }
        Expected::Name => {
            let kinds = [Kind::Items, Kind::Stores, Kind::Clients, Kind::Scheme, Kind::Promotion];
            declared(db, programme, &kinds, language, found);
        }
        Expected::Condition | Expected::Fact | Expected::Value => {
            words(choices::MEASURE_KIND, language, found);
            facts(db, programme, language, found);
        }
        Expected::Mark(_)
        | Expected::Text
        | Expected::Integer
        | Expected::Number
        | Expected::Amount
        | Expected::Money
        | Expected::Quantity
        | Expected::Duration
        | Expected::Date
        | Expected::Time
        | Expected::EndOfClause => {}
    }
}

fn word(keyword: Keyword, language: Language) -> Completion {
    let other = match language {
        Language::English => Language::Russian,
        Language::Russian => Language::English,
    };
    Completion {
        kind: CompletionKind::Keyword,
        text: keyword.canonical(language).to_owned(),
        detail: keyword.canonical(other).to_owned(),
    }
}

fn words(keywords: &[Keyword], language: Language, found: &mut BTreeSet<Completion>) {
    found.extend(keywords.iter().map(|keyword| word(*keyword, language)));
}

fn section(name: &str, language: Language, found: &mut BTreeSet<Completion>) {
    let of_section = Keyword::ALL.iter().filter(|keyword| keyword.section() == name);
    found.extend(of_section.map(|keyword| word(*keyword, language)));
}

fn declared(
    db: &RootDatabase,
    programme: Programme,
    kinds: &[Kind],
    language: Language,
    found: &mut BTreeSet<Completion>,
) {
    for kind in kinds {
        let detail = kind.word().get(language);
        found.extend(
            names::names_of(db, programme, *kind)
                .into_iter()
                .map(|text| Completion {
                    kind: CompletionKind::Name,
                    text,
                    detail: detail.to_owned(),
                }),
        );
    }
}

fn facts(db: &RootDatabase, programme: Programme, language: Language, found: &mut BTreeSet<Completion>) {
    for fact in vocabulary::FACTS {
        let text = match language {
            Language::English => fact.en,
            Language::Russian => fact.ru,
        };
        let detail = fact.ty.ty().word().get(language).to_owned();
        found.insert(Completion {
            kind: CompletionKind::Fact,
            text: text.to_owned(),
            detail,
        });
    }
    let client = match language {
        Language::English => "client",
        Language::Russian => "клиент",
    };
    for name in names::names_of(db, programme, Kind::ClientProperty) {
        let detail = Kind::ClientProperty.word().get(language).to_owned();
        found.insert(Completion {
            kind: CompletionKind::Fact,
            text: format!("{client}.{name}"),
            detail,
        });
    }
}
