//! Which form of a keyword a phrase needs: number of units, case and gender of Russian words; knows no lines.

use crate::keywords::{Keyword, Language, fold};
use crate::kind::SyntaxKind;
use crate::tree::{NodeOrToken, SyntaxNode, SyntaxToken};

/// The form of a keyword in its phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The first of the table.
    Canonical,
    /// This one, if the table has it.
    Exactly(&'static str),
    /// The author's: it agrees with a name that only the author can decline.
    Author,
}

/// Chooses the form of a keyword whose words stand in `node`.
pub(super) fn form(keyword: Keyword, words: &[SyntaxToken], node: &SyntaxNode, language: Language) -> Form {
    match language {
        Language::English => english(keyword, node),
        Language::Russian => russian(keyword, words, node),
    }
}

fn english(keyword: Keyword, node: &SyntaxNode) -> Form {
    if let Some((_, one, many)) = ENGLISH_UNITS.iter().find(|(unit, _, _)| *unit == keyword) {
        return Form::Exactly(if number_in(node).as_deref() == Some("1") {
            one
        } else {
            many
        });
    }
    if node.kind() == SyntaxKind::NTH_WEEKDAY
        && let Some((_, day)) = ENGLISH_WEEKDAYS.iter().find(|(day, _)| *day == keyword)
    {
        return Form::Exactly(day);
    }
    if keyword == Keyword::OnMonthDays {
        return Form::Exactly(if is_single(node, SyntaxKind::MONTH_DAYS) {
            "on day"
        } else {
            "on days"
        });
    }
    Form::Canonical
}

const ENGLISH_UNITS: &[(Keyword, &str, &str)] = &[
    (Keyword::Times, "time", "times"),
    (Keyword::Minutes, "minute", "minutes"),
    (Keyword::Hours, "hour", "hours"),
    (Keyword::Days, "day", "days"),
    (Keyword::Weeks, "week", "weeks"),
    (Keyword::Months, "month", "months"),
    (Keyword::Years, "year", "years"),
];

const ENGLISH_WEEKDAYS: &[(Keyword, &str)] = &[
    (Keyword::Mon, "monday"),
    (Keyword::Tue, "tuesday"),
    (Keyword::Wed, "wednesday"),
    (Keyword::Thu, "thursday"),
    (Keyword::Fri, "friday"),
    (Keyword::Sat, "saturday"),
    (Keyword::Sun, "sunday"),
];

fn russian(keyword: Keyword, words: &[SyntaxToken], node: &SyntaxNode) -> Form {
    if let Some(unit) = RUSSIAN_UNITS.iter().find(|unit| unit.keyword == keyword) {
        return Form::Exactly(unit.form(count_of(node), is_within(node)));
    }
    if node.kind() == SyntaxKind::NTH_WEEKDAY {
        return nth_weekday(keyword, node);
    }
    if matches!(
        keyword,
        Keyword::OnWeekdays | Keyword::OnNth | Keyword::OnDate | Keyword::OnMonthDays
    ) {
        return Form::Exactly(on(keyword, node));
    }
    if matches!(
        keyword,
        Keyword::Sliding | Keyword::Past | Keyword::Every | Keyword::Current
    ) {
        return Form::Exactly(agreeing(keyword, node));
    }
    if keyword == Keyword::Week {
        return Form::Exactly("неделю");
    }
    if keyword == Keyword::ItemsKind && node.kind() == SyntaxKind::OFF_EACH {
        return Form::Exactly("товар");
    }
    if let Some((_, forms)) = DECLINED.iter().find(|(word, _)| *word == keyword) {
        // All goods are `всё`, all shops are `все`.
        let of_shops = node.ancestors().any(|it| it.kind() == SyntaxKind::STORES);
        if keyword == Keyword::All && of_shops {
            return Form::Exactly("все");
        }
        return Form::Exactly(case_of(node, words).pick(forms));
    }
    if keyword == Keyword::ForEach {
        return if has_child(node, SyntaxKind::PICK) {
            Form::Exactly("за каждые")
        } else {
            Form::Author
        };
    }
    let ranked = RANKED.iter().find(|(word, ..)| *word == keyword);
    if let Some((_, several, one)) = ranked {
        return if count_of(node).is_some() {
            Form::Exactly(several)
        } else {
            alone(words, one)
        };
    }
    let agrees = matches!(
        keyword,
        Keyword::OffEach
            | Keyword::PriceOfCheapest
            | Keyword::In
            | Keyword::With
            | Keyword::Ne
            | Keyword::Eq
            | Keyword::Largest
            | Keyword::Smallest
            | Keyword::Exclusive
            | Keyword::Paused
    );
    if agrees { Form::Author } else { Form::Canonical }
}

/// Units of a set by price: with a number, and without one.
const RANKED: &[(Keyword, &str, &str)] = &[
    (Keyword::Cheapest, "самые дешёвые", "самый дешёвый"),
    (Keyword::Dearest, "самые дорогие", "самый дорогой"),
];

/// Without a number it is one: the author's gender stays, the plural does not.
fn alone(words: &[SyntaxToken], one: &'static str) -> Form {
    let plural = words.last().is_some_and(|word| {
        let word = fold(word.text());
        word.ends_with("ые") || word.ends_with("ие")
    });
    let english = words.first().is_some_and(|word| word.text().is_ascii());
    if plural || english {
        Form::Exactly(one)
    } else {
        Form::Author
    }
}

// ---- numbers ---------------------------------------------------------------------------------------------------------------

/// What a Russian number asks of the word after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    /// 1, 21, 101.
    One,
    /// 2, 3, 4, 22, and every fraction.
    Few,
    /// All others.
    Many,
}

fn number_in(node: &SyntaxNode) -> Option<String> {
    let mut tokens = node.children_with_tokens().filter_map(NodeOrToken::into_token);
    let number = tokens.find(|token| matches!(token.kind(), SyntaxKind::INTEGER | SyntaxKind::DECIMAL))?;
    Some(
        number
            .text()
            .chars()
            .filter(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect(),
    )
}

fn count_of(node: &SyntaxNode) -> Option<Count> {
    let number = number_in(node)?;
    if number.contains(['.', ',']) {
        return Some(Count::Few);
    }
    let mut last = number.bytes().rev();
    let units = last.next()?;
    let teens = last.next() == Some(b'1');
    Some(match units {
        b'1' if !teens => Count::One,
        b'2'..=b'4' if !teens => Count::Few,
        _ => Count::Many,
    })
}

/// A unit of time: `1 день`, `2 дня`, `5 дней`; `в течение 1 дня`, `в течение 2 дней`.
struct Unit {
    keyword: Keyword,
    one: &'static str,
    few: &'static str,
    many: &'static str,
    feminine: bool,
}

impl Unit {
    fn form(&self, count: Option<Count>, within: bool) -> &'static str {
        match (count, within) {
            (Some(Count::One), false) => self.one,
            (Some(Count::One), true) | (Some(Count::Few), false) => self.few,
            (Some(Count::Few), true) | (Some(Count::Many) | None, _) => self.many,
        }
    }
}

const RUSSIAN_UNITS: &[Unit] = &[
    Unit {
        keyword: Keyword::Percent,
        one: "процент",
        few: "процента",
        many: "процентов",
        feminine: false,
    },
    Unit {
        keyword: Keyword::Times,
        one: "раз",
        few: "раза",
        many: "раз",
        feminine: false,
    },
    Unit {
        keyword: Keyword::Minutes,
        one: "минуту",
        few: "минуты",
        many: "минут",
        feminine: true,
    },
    Unit {
        keyword: Keyword::Hours,
        one: "час",
        few: "часа",
        many: "часов",
        feminine: false,
    },
    Unit {
        keyword: Keyword::Days,
        one: "день",
        few: "дня",
        many: "дней",
        feminine: false,
    },
    Unit {
        keyword: Keyword::Weeks,
        one: "неделю",
        few: "недели",
        many: "недель",
        feminine: true,
    },
    Unit {
        keyword: Keyword::Months,
        one: "месяц",
        few: "месяца",
        many: "месяцев",
        feminine: false,
    },
    Unit {
        keyword: Keyword::Years,
        one: "год",
        few: "года",
        many: "лет",
        feminine: false,
    },
];

/// Whether a duration stands after `в течение`, which asks for the genitive.
fn is_within(duration: &SyntaxNode) -> bool {
    duration
        .parent()
        .is_some_and(|parent| parent.kind() == SyntaxKind::WITHIN)
}

/// `каждый 1 месяц`, `каждую 1 неделю`, `каждые 3 месяца`; `прошлые 3 месяца`; `текущую неделю`.
fn agreeing(keyword: Keyword, node: &SyntaxNode) -> &'static str {
    let duration = node.children().find(|child| child.kind() == SyntaxKind::DURATION);
    let tokens = |node: &SyntaxNode| {
        let tokens = node.children_with_tokens().filter_map(NodeOrToken::into_token);
        tokens
            .filter_map(|token| Keyword::from_kind(token.kind()))
            .collect::<Vec<_>>()
    };
    let one = match &duration {
        Some(duration) => count_of(duration) == Some(Count::One),
        None => true,
    };
    let words = tokens(duration.as_ref().unwrap_or(node));
    let feminine = words
        .iter()
        .any(|word| *word == Keyword::Week || RUSSIAN_UNITS.iter().any(|unit| unit.feminine && unit.keyword == *word));
    let [masculine, her, plural] = AGREEING
        .iter()
        .find(|(word, _)| *word == keyword)
        .map_or(["", "", ""], |(_, forms)| *forms);
    match (one, feminine) {
        (true, false) => masculine,
        (true, true) => her,
        (false, _) => plural,
    }
}

const AGREEING: &[(Keyword, [&str; 3])] = &[
    (Keyword::Every, ["каждый", "каждую", "каждые"]),
    (Keyword::Sliding, ["скользящий", "скользящую", "скользящие"]),
    (Keyword::Past, ["прошлый", "прошлую", "прошлые"]),
    (Keyword::Current, ["текущий", "текущую", "текущий"]),
];

// ---- days ------------------------------------------------------------------------------------------------------------------

/// `в последнее воскресенье месяца`: day and ordinal in the accusative.
fn nth_weekday(keyword: Keyword, node: &SyntaxNode) -> Form {
    if let Some((_, day, _)) = RUSSIAN_WEEKDAYS.iter().find(|(day, _, _)| *day == keyword) {
        return Form::Exactly(day);
    }
    let gender = node
        .children_with_tokens()
        .filter_map(|element| Keyword::from_kind(element.kind()))
        .find_map(|word| RUSSIAN_WEEKDAYS.iter().find(|(day, _, _)| *day == word))
        .map_or(Gender::Masculine, |(_, _, gender)| *gender);
    match ORDINALS.iter().find(|(ordinal, _)| *ordinal == keyword) {
        Some((_, [masculine, feminine, neuter])) => Form::Exactly(match gender {
            Gender::Masculine => masculine,
            Gender::Feminine => feminine,
            Gender::Neuter => neuter,
        }),
        None => Form::Canonical,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Masculine,
    Feminine,
    Neuter,
}

const RUSSIAN_WEEKDAYS: &[(Keyword, &str, Gender)] = &[
    (Keyword::Mon, "понедельник", Gender::Masculine),
    (Keyword::Tue, "вторник", Gender::Masculine),
    (Keyword::Wed, "среду", Gender::Feminine),
    (Keyword::Thu, "четверг", Gender::Masculine),
    (Keyword::Fri, "пятницу", Gender::Feminine),
    (Keyword::Sat, "субботу", Gender::Feminine),
    (Keyword::Sun, "воскресенье", Gender::Neuter),
];

const ORDINALS: &[(Keyword, [&str; 3])] = &[
    (Keyword::First, ["первый", "первую", "первое"]),
    (Keyword::Second, ["второй", "вторую", "второе"]),
    (Keyword::Third, ["третий", "третью", "третье"]),
    (Keyword::Fourth, ["четвёртый", "четвёртую", "четвёртое"]),
    (Keyword::Last, ["последний", "последнюю", "последнее"]),
];

/// The Russian preposition of a recurring window.
fn on(keyword: Keyword, clause: &SyntaxNode) -> &'static str {
    let has = |kind: SyntaxKind| clause.descendants_with_tokens().any(|element| element.kind() == kind);
    if keyword == Keyword::OnNth {
        // `во второй вторник`, `в первый понедельник`.
        return if has(SyntaxKind::KW_SECOND) { "во" } else { "в" };
    }
    if keyword == Keyword::OnWeekdays {
        let words = [
            SyntaxKind::KW_EVERY_DAY,
            SyntaxKind::KW_WEEKDAYS,
            SyntaxKind::KW_WEEKENDS,
        ];
        return if words.into_iter().any(has) { "в" } else { "в дни" };
    }
    if keyword == Keyword::OnMonthDays {
        return if is_single(clause, SyntaxKind::MONTH_DAYS) {
            "в день"
        } else {
            "в дни"
        };
    }
    let single = has_child(clause, SyntaxKind::AROUND_DATE) || is_single(clause, SyntaxKind::DATES);
    if single { "в день" } else { "в дни" }
}

/// Whether the list of this kind names one day.
fn is_single(clause: &SyntaxNode, list: SyntaxKind) -> bool {
    let Some(list) = clause.children().find(|child| child.kind() == list) else {
        return false;
    };
    let ranges: Vec<SyntaxNode> = list.children().collect();
    let [only] = ranges.as_slice() else { return false };
    !only
        .children_with_tokens()
        .any(|element| element.kind() == SyntaxKind::DOT_DOT)
}

fn has_child(node: &SyntaxNode, kind: SyntaxKind) -> bool {
    node.children().any(|child| child.kind() == kind)
}

// ---- cases -----------------------------------------------------------------------------------------------------------------

/// Cases of Russian nouns that phrases of the language ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Nominative,
    Genitive,
    Dative,
    Accusative,
    Prepositional,
}

impl Case {
    fn pick(self, forms: &[&'static str; 5]) -> &'static str {
        let [nominative, genitive, dative, accusative, prepositional] = *forms;
        match self {
            Case::Nominative => nominative,
            Case::Genitive => genitive,
            Case::Dative => dative,
            Case::Accusative => accusative,
            Case::Prepositional => prepositional,
        }
    }
}

/// Words of selections in the five cases. A form that the table lacks falls back to the first of the table.
const DECLINED: &[(Keyword, [&str; 5])] = &[
    (
        Keyword::ItemsKind,
        ["товары", "товаров", "товарам", "товары", "товарах"],
    ),
    (Keyword::All, ["всё", "всех", "всем", "всё", "всех"]),
    (
        Keyword::Category,
        ["категория", "категории", "категории", "категорию", "категории"],
    ),
    (Keyword::Brand, ["бренд", "бренда", "бренду", "бренд", "бренде"]),
    (
        Keyword::Supplier,
        ["поставщик", "поставщика", "поставщику", "поставщика", "поставщике"],
    ),
    (Keyword::Sku, ["артикул", "артикула", "артикулу", "артикул", "артикуле"]),
    (
        Keyword::Barcode,
        ["штрихкод", "штрихкода", "штрихкоду", "штрихкод", "штрихкоде"],
    ),
    (Keyword::Tag, ["метка", "метки", "метке", "метку", "метке"]),
    (
        Keyword::Property,
        ["свойство", "свойства", "свойству", "свойство", "свойстве"],
    ),
    (Keyword::Region, ["регион", "региона", "региону", "регион", "регионе"]),
    (
        Keyword::Store,
        ["магазин", "магазина", "магазину", "магазин", "магазине"],
    ),
    (Keyword::Format, ["формат", "формата", "формату", "формат", "формате"]),
    (
        Keyword::PartnerColumn,
        ["партнёр", "партнёра", "партнёру", "партнёра", "партнёре"],
    ),
    (Keyword::PriceColumn, ["цена", "цены", "цене", "цену", "цене"]),
];

/// The case that the phrase asks of a word of a selection.
fn case_of(node: &SyntaxNode, words: &[SyntaxToken]) -> Case {
    let kind_word = words
        .first()
        .is_some_and(|word| word.kind() == SyntaxKind::KW_ITEMS_KIND);
    let mut below = node.clone();
    if kind_word || phrase(&below).is_some() {
        return phrase(&below).unwrap_or(Case::Nominative);
    }
    while let Some(above) = below.parent() {
        // What stands after `кроме` is in the genitive, and so is what a kind word governs: `на товары категории`.
        let excepted = below.kind() == SyntaxKind::EXCEPTION
            || above.kind() == SyntaxKind::EXCEPTION
            || above.kind() == SyntaxKind::ALL_BUT;
        let governed = above.children_with_tokens().any(|element| {
            matches!(element.kind(), SyntaxKind::KW_ITEMS_KIND | SyntaxKind::KW_STORES_KIND)
                && element.text_range().end() <= below.text_range().start()
        });
        if excepted || governed {
            return Case::Genitive;
        }
        if let Some(case) = phrase(&above) {
            return case;
        }
        below = above;
    }
    Case::Nominative
}

/// The case that a node asks of the selection in it.
fn phrase(node: &SyntaxNode) -> Option<Case> {
    let kind = node.kind();
    if matches!(kind, SyntaxKind::ITEMS | SyntaxKind::STORES | SyntaxKind::CLIENTS) {
        return Some(Case::Nominative);
    }
    let genitive = [
        SyntaxKind::PICK,
        SyntaxKind::PROTECT,
        // `на каждый [товар] категории`.
        SyntaxKind::OFF_EACH,
        SyntaxKind::EARN_SHARE,
        SyntaxKind::MEASURE,
        SyntaxKind::LADDER_MEASURE,
    ];
    if genitive.contains(&kind) {
        return Some(Case::Genitive);
    }
    if matches!(kind, SyntaxKind::EARN_OF | SyntaxKind::MULTIPLY_OF) {
        return Some(Case::Dative);
    }
    if matches!(kind, SyntaxKind::OFF_ITEMS | SyntaxKind::SPEND_ON_CLAUSE) {
        return Some(Case::Accusative);
    }
    (kind == SyntaxKind::IN_CLAUSE).then_some(Case::Prepositional)
}
