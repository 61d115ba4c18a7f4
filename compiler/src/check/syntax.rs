//! Mistakes in the form of a text, put into words: what was expected, and what was probably meant.

use perk_grammar::errors::{Expected, SyntaxError, SyntaxErrorKind};
use perk_grammar::{Keyword, Language};

use super::slips::{self, LostQuotes, Words};
use crate::diagnostic::{Bilingual, Finding, Param, Span, codes};
use crate::spelling::{self, Reason};
use crate::syntax;

/// Kinds of things named in one message; more would hide the first. What is left out is said to be left out.
const CHOICES_SHOWN: usize = 8;

/// Findings of a file's syntax errors, relative to the file. `currency` is the code of the programme's currency.
#[must_use]
pub fn findings(errors: &[SyntaxError], text: &str, currency: &str) -> Vec<Finding> {
    if errors.is_empty() {
        return Vec::new();
    }
    let words = Words::of(text);
    let causes = Causes::of(errors, &words);
    let mut quotes = LostQuotes::in_text(text);
    let mut found = Vec::new();
    let mut explained: Vec<Span> = Vec::new();
    for error in errors {
        let span = syntax::span_of(error.range);
        // Errors come in the order of the text.
        explained.retain(|other| other.end > span.start);
        if explained.iter().any(|other| other.start <= span.start) || causes.lead_to(error, &words) {
            continue;
        }
        match slips::recognise(&words, error, currency) {
            Some(slip) => {
                explained.push(slip.covers);
                found.push(slip.finding);
            }
            None => found.push(finding(error, span, &words, &mut quotes)),
        }
    }
    found
}

/// The mistakes that lead to further ones, in the order of the text: saying so once is enough.
#[derive(Default)]
struct Causes {
    /// Texts that are not closed.
    texts: Vec<Span>,
    /// Where the last of them begins that has swallowed a closing brace.
    swallowed: Option<u32>,
    /// Places, among the words, of what cannot be read at all.
    unreadable: Vec<usize>,
    /// Words of two alphabets.
    mixed: Vec<Span>,
}

impl Causes {
    fn of(errors: &[SyntaxError], words: &Words<'_>) -> Self {
        let mut causes = Self::default();
        for error in errors {
            let place = syntax::span_of(error.range);
            match &error.kind {
                SyntaxErrorKind::UnclosedText { .. } => {
                    if words.slice(place).contains('}') {
                        causes.swallowed = Some(place.start);
                    }
                    causes.texts.push(place);
                }
                SyntaxErrorKind::ForbiddenCharacter { .. }
                | SyntaxErrorKind::UnknownCharacter { .. }
                | SyntaxErrorKind::MalformedNumber { .. }
                | SyntaxErrorKind::BadQuotedName => causes.unreadable.push(words.from(place.start)),
                SyntaxErrorKind::MixedScripts { .. } => causes.mixed.push(place),
                SyntaxErrorKind::Expected { .. }
                | SyntaxErrorKind::ReservedName { .. }
                | SyntaxErrorKind::UnclosedBlock
                | SyntaxErrorKind::StrayDoc
                | SyntaxErrorKind::DecimalCommaInList { .. }
                | SyntaxErrorKind::NestingTooDeep { .. }
                | SyntaxErrorKind::TextTooLarge { .. } => {}
            }
        }
        causes
    }

    /// Whether a mistake is only what another one leads to.
    fn lead_to(&self, error: &SyntaxError, words: &Words<'_>) -> bool {
        let span = syntax::span_of(error.range);
        match error.kind {
            SyntaxErrorKind::UnclosedBlock => self.swallowed.is_some_and(|start| start > span.start),
            SyntaxErrorKind::Expected { .. } => {
                self.not_understood(span, words)
                    || last_from(&self.mixed, span.start).is_some_and(|word| span.start < word.end)
            }
            SyntaxErrorKind::ReservedName { .. } => self.not_understood(span, words),
            SyntaxErrorKind::StrayDoc
            | SyntaxErrorKind::DecimalCommaInList { .. }
            | SyntaxErrorKind::NestingTooDeep { .. }
            | SyntaxErrorKind::TextTooLarge { .. }
            | SyntaxErrorKind::UnclosedText { .. }
            | SyntaxErrorKind::BadQuotedName
            | SyntaxErrorKind::MixedScripts { .. }
            | SyntaxErrorKind::ForbiddenCharacter { .. }
            | SyntaxErrorKind::UnknownCharacter { .. }
            | SyntaxErrorKind::MalformedNumber { .. } => false,
        }
    }

    /// Whether something stands just before that the parser did not understand.
    fn not_understood(&self, span: Span, words: &Words<'_>) -> bool {
        let at = words.from(span.start);
        if last_from(&self.texts, span.start).is_some_and(|text| words.from(text.end) >= at) {
            return true;
        }
        // What cannot be read at all ends what stands before it on its line, and what follows is not understood.
        let next = self.unreadable.partition_point(|bad| *bad < at);
        let after = self.unreadable.get(next).copied();
        let before = next.checked_sub(1).and_then(|last| self.unreadable.get(last)).copied();
        after == Some(at)
            || after == at.checked_add(1) && words.touches_next(at)
            || before.is_some_and(|bad| words.same_line(bad, at))
    }
}

/// The last of some places that begins at an offset or before it.
fn last_from(places: &[Span], offset: u32) -> Option<Span> {
    let later = places.partition_point(|place| place.start <= offset);
    later.checked_sub(1).and_then(|last| places.get(last)).copied()
}

fn finding(error: &SyntaxError, span: Span, words: &Words<'_>, quotes: &mut LostQuotes<'_>) -> Finding {
    match &error.kind {
        SyntaxErrorKind::Expected { expected, found } => unexpected(error, expected, found.as_deref(), span),
        SyntaxErrorKind::ReservedName { word } => {
            let quoted = format!("`{word}`");
            Finding::new(&codes::RESERVED_NAME, span)
                .with("word", word.as_str())
                .fix(&codes::BACK_QUOTES, Vec::new(), span, quoted)
        }
        SyntaxErrorKind::UnclosedBlock => Finding::new(&codes::UNCLOSED_BLOCK, span).with("brace", "{").fix(
            &codes::CLOSE_TEXT,
            vec![("word", Param::from("}"))],
            slips::end_of_block(words, span),
            "\n}",
        ),
        SyntaxErrorKind::StrayDoc => Finding::new(&codes::STRAY_DOC, span),
        SyntaxErrorKind::DecimalCommaInList { number } => {
            let (point, blank) = (number.replace(',', "."), number.replace(',', ", "));
            Finding::new(&codes::COMMA_IN_LIST, span)
                .with("number", number.as_str())
                .fix(
                    &codes::AS_DECIMAL,
                    vec![("word", Param::from(point.as_str()))],
                    span,
                    &point,
                )
                .fix(
                    &codes::AS_LIST,
                    vec![("word", Param::from(blank.as_str()))],
                    span,
                    &blank,
                )
        }
        SyntaxErrorKind::NestingTooDeep { limit } => Finding::new(&codes::BEYOND_LIMIT, span)
            .with("what", &codes::NESTING)
            .with("limit", Param::Count(u64::from(*limit))),
        SyntaxErrorKind::TextTooLarge { limit } => Finding::new(&codes::BEYOND_LIMIT, span)
            .with("what", &codes::SIZE)
            .with("limit", Param::Count(u64::try_from(*limit).unwrap_or(u64::MAX))),
        SyntaxErrorKind::UnclosedText { quote } => {
            let place = quotes.place(span, *quote);
            let mut buffer = [0_u8; 4];
            let quote: &str = quote.encode_utf8(&mut buffer);
            Finding::new(&codes::UNCLOSED_TEXT, span).with("quote", quote).fix(
                &codes::CLOSE_TEXT,
                vec![("word", Param::from(quote))],
                place,
                quote,
            )
        }
        SyntaxErrorKind::BadQuotedName => Finding::new(&codes::BAD_QUOTED_NAME, span),
        SyntaxErrorKind::MixedScripts { word } => {
            let mended: Vec<String> = word
                .split_inclusive(['_', '-'])
                .map(|part| spelling::one_script(part).unwrap_or_else(|| part.to_owned()))
                .collect();
            let mended = mended.concat();
            let finding = Finding::new(&codes::MIXED_SCRIPTS, span).with("name", word.as_str());
            if mended == *word {
                finding
            } else {
                finding.fix(
                    &codes::WRITE_WORD,
                    vec![("word", Param::from(mended.as_str()))],
                    span,
                    &mended,
                )
            }
        }
        SyntaxErrorKind::ForbiddenCharacter { character } => {
            let code = format!("U+{:04X}", u32::from(*character));
            Finding::new(&codes::FORBIDDEN_CHARACTER, span)
                .with("code", code.as_str())
                .fix(&codes::REMOVE_IT, Vec::new(), span, "")
        }
        SyntaxErrorKind::UnknownCharacter { text } => Finding::new(&codes::UNKNOWN_CHARACTER, span)
            .with("found", text.as_str())
            .fix(&codes::REMOVE_IT, Vec::new(), span, ""),
        SyntaxErrorKind::MalformedNumber { text } => {
            let shown: String = text.chars().take(40).collect();
            Finding::new(&codes::MALFORMED_NUMBER, span).with("found", shown.as_str())
        }
    }
}

/// Something else stands where one of a few things had to.
fn unexpected(error: &SyntaxError, expected: &[Expected], found: Option<&str>, span: Span) -> Finding {
    let expects = |keyword| expected.contains(&Expected::Keyword(keyword));
    if found.is_some_and(|found| crate::vocabulary::root(found) == Some("receipt"))
        && expects(Keyword::OffSet)
        && !expects(Keyword::OffReceipt)
    {
        return Finding::new(&codes::PRICE_OF_RECEIPT, span);
    }
    let word = found.filter(|found| found.chars().next().is_some_and(char::is_alphabetic));
    let everyday = word.and_then(|word| everyday(word, expected));
    if let (Some(word), Some(meant)) = (word, everyday) {
        return unknown_word(&codes::UNKNOWN_WORD, word, &meant, span);
    }
    if let Some(word) = word
        && let Some(meant) = spelling::suggest(word, candidates(error, expected))
    {
        let code = match meant.reason {
            Reason::Layout => &codes::OTHER_LAYOUT_WORD,
            Reason::Case | Reason::LookAlike | Reason::Typo => &codes::UNKNOWN_WORD,
        };
        return unknown_word(code, word, &meant.word, span);
    }
    if expected.contains(&Expected::Declaration)
        && let Some(found) = found
    {
        return no_declaration(found, span);
    }
    if expected.contains(&Expected::Clause)
        && let Some(found) = found
    {
        let of_clauses = expected.iter().filter(|one| matches!(one, Expected::Keyword(_)));
        let words: Vec<Param> = of_clauses
            .filter(|one| !matches!(one, Expected::Keyword(keyword) if LATER_CLAUSES.contains(keyword)))
            .map(|one| choice(*one))
            .collect();
        // Lines of goods begin with a number, not with a word.
        if words.is_empty() {
            return Finding::new(&codes::UNEXPECTED, span)
                .with("expected", &codes::SOME_GOODS)
                .note(
                    &codes::FOUND_INSTEAD,
                    vec![("found", Param::from(shown(found).as_str()))],
                );
        }
        return Finding::new(&codes::UNKNOWN_CLAUSE, span)
            .with("found", shown(found).as_str())
            .with("known", Param::Choice(words));
    }
    let mut choices: Vec<Param> = Vec::new();
    for one in expected {
        let choice = choice(*one);
        if !choices.contains(&choice) {
            choices.push(choice);
        }
    }
    if choices.len() > CHOICES_SHOWN {
        choices.truncate(CHOICES_SHOWN);
        choices.push(Param::Word(&codes::OTHERS));
    }
    let finding = Finding::new(&codes::UNEXPECTED, span).with("expected", Param::Choice(choices));
    match found {
        Some(found) => finding.note(
            &codes::FOUND_INSTEAD,
            vec![("found", Param::from(shown(found).as_str()))],
        ),
        None => finding.note(&codes::FOUND_END, Vec::new()),
    }
}

/// What was found, not too long for a message.
fn shown(found: &str) -> String {
    found.chars().take(40).collect()
}

fn unknown_word(code: &'static crate::diagnostic::Code, found: &str, word: &str, span: Span) -> Finding {
    Finding::new(code, span).with("found", found).with("word", word).fix(
        &codes::WRITE_WORD,
        vec![("word", Param::from(word))],
        span,
        word,
    )
}

/// Spellings that a slip is compared with.
fn candidates(error: &SyntaxError, expected: &[Expected]) -> Vec<&'static str> {
    let mut all = error.candidates();
    if expected.contains(&Expected::Declaration) {
        all.extend(declarations().flat_map(|keyword| {
            let spellings = |language| keyword.spellings(language).iter().copied();
            spellings(Language::English).chain(spellings(Language::Russian))
        }));
    }
    all
}

fn declarations() -> impl Iterator<Item = Keyword> {
    Keyword::ALL
        .iter()
        .copied()
        .filter(|keyword| keyword.section() == "declarations" && *keyword != Keyword::Also)
}

/// Words of everyday speech and of other systems for what Perk calls otherwise.
const EVERYDAY: &[(&str, Keyword)] = &[
    ("discount", Keyword::Give),
    ("save", Keyword::Give),
    ("reduce", Keyword::Give),
    ("скидку", Keyword::Give),
    ("скидкой", Keyword::Give),
    ("дать", Keyword::Give),
    ("при", Keyword::When),
    ("where", Keyword::When),
    ("provided", Keyword::When),
    ("срок", Keyword::Valid),
    ("период", Keyword::Valid),
    ("period", Keyword::Valid),
    ("dates", Keyword::Valid),
    ("max", Keyword::Limit),
    ("maximum", Keyword::Limit),
    ("максимум", Keyword::Limit),
    ("ограничение", Keyword::Limit),
    ("печать", Keyword::Print),
    ("текст", Keyword::Print),
    ("promo", Keyword::Promotion),
    ("offer", Keyword::Promotion),
    ("deal", Keyword::Promotion),
    ("sale", Keyword::Promotion),
    ("discount", Keyword::Promotion),
    ("rule", Keyword::Promotion),
    ("промо", Keyword::Promotion),
    ("промоакция", Keyword::Promotion),
    ("распродажа", Keyword::Promotion),
    ("правило", Keyword::Promotion),
    ("product", Keyword::Items),
    ("products", Keyword::Items),
    ("goods", Keyword::Items),
    ("group", Keyword::Items),
    ("товар", Keyword::Items),
    ("продукты", Keyword::Items),
    ("shop", Keyword::Retailer),
    ("company", Keyword::Retailer),
    ("shops", Keyword::Stores),
    ("store", Keyword::Stores),
    ("магазин", Keyword::Stores),
    ("customers", Keyword::Clients),
    ("customer", Keyword::Clients),
    ("клиент", Keyword::Clients),
    ("покупатели", Keyword::Clients),
    ("protected", Keyword::Protect),
    ("защитить", Keyword::Protect),
];

/// What an everyday word is called here, if it can stand where it was found.
fn everyday(word: &str, expected: &[Expected]) -> Option<String> {
    let lower = word.to_lowercase();
    let fits = |keyword: Keyword| match keyword.section() {
        "declarations" => expected.contains(&Expected::Declaration),
        _ => expected.contains(&Expected::Keyword(keyword)) && expected.contains(&Expected::Clause),
    };
    let (_, keyword) = EVERYDAY
        .iter()
        .find(|(known, keyword)| *known == lower && fits(*keyword))?;
    let language = match syntax::is_russian(word) {
        true => Language::Russian,
        false => Language::English,
    };
    Some(keyword.canonical(language).to_owned())
}

/// Something stands outside that begins no declaration.
fn no_declaration(found: &str, span: Span) -> Finding {
    let words = declarations()
        .filter(|keyword| !LATER.contains(keyword))
        .map(Param::Keyword)
        .collect();
    let finding = Finding::new(&codes::UNKNOWN_DECLARATION, span)
        .with("found", shown(found).as_str())
        .with("example", &codes::AN_EXAMPLE)
        .with("known", Param::Choice(words));
    let clause = Keyword::from_text(found).any(|keyword| matches!(keyword.section(), "clauses" | "effects"));
    if clause {
        finding.note(&codes::CLAUSE_OUTSIDE, vec![("found", Param::from(found))])
    } else {
        finding
    }
}

/// Declarations that are not offered to a beginner: most of them have no meaning yet.
const LATER: &[Keyword] = &[
    Keyword::ClientGroup,
    Keyword::Accrual,
    Keyword::Redemption,
    Keyword::Account,
    Keyword::Counter,
    Keyword::Schedule,
    Keyword::Levels,
    Keyword::Card,
    Keyword::Certificate,
    Keyword::Referral,
    Keyword::Program,
    Keyword::Campaign,
    Keyword::Partner,
    Keyword::Message,
    Keyword::Survey,
    Keyword::Operation,
    Keyword::Owner,
];

/// Clauses that have no meaning yet: they are not offered either.
const LATER_CLAUSES: &[Keyword] = &[
    Keyword::OnEvent,
    Keyword::Earn,
    Keyword::Multiply,
    Keyword::Spend,
    Keyword::Issue,
    Keyword::Send,
];

fn choice(expected: Expected) -> Param {
    const fn word(en: &'static str, ru: &'static str) -> Bilingual {
        Bilingual::new(en, ru)
    }
    static WORDS: [Bilingual; 21] = [
        word("a name", "имя"),
        word("a text in quotes", "текст в кавычках"),
        word("a whole number", "целое число"),
        word("a number", "число"),
        word("a number with its unit", "число с единицей"),
        word("a sum of money", "сумма денег"),
        word("a quantity such as 0.5 l", "количество, например 0,5 л"),
        word("a span such as 30 days", "срок, например 30 дней"),
        word("a date", "дата"),
        word("a time of day", "время"),
        word("a day of the week", "день недели"),
        word("a value", "значение"),
        word("a fact such as `receipt.amount`", "показатель, например `чек.сумма`"),
        word("a currency", "валюта"),
        word("goods or stores", "товары или магазины"),
        word("a condition", "условие"),
        word("a declaration", "объявление"),
        word("a clause", "условие или действие"),
        word("a type such as `yes/no`", "тип, например `да/нет`"),
        word("the end of the clause", "конец этой строки"),
        word("something else", "другое"),
    ];
    let index = match expected {
        Expected::Keyword(keyword) => return Param::Keyword(keyword),
        Expected::Mark(mark) => return Param::Text(format!("`{mark}`").into()),
        Expected::Name => 0,
        Expected::Text => 1,
        Expected::Integer => 2,
        Expected::Number => 3,
        Expected::Amount => 4,
        Expected::Money => 5,
        Expected::Quantity => 6,
        Expected::Duration => 7,
        Expected::Date => 8,
        Expected::Time => 9,
        Expected::Weekday => 10,
        Expected::Value => 11,
        Expected::Fact => 12,
        Expected::Currency => 13,
        Expected::Selection => 14,
        Expected::Condition => 15,
        Expected::Declaration => 16,
        Expected::Clause => 17,
        Expected::PropertyType => 18,
        Expected::EndOfClause => 19,
    };
    WORDS
        .get(index)
        .or_else(|| WORDS.last())
        .map_or_else(|| Param::from(""), Param::Word)
}
