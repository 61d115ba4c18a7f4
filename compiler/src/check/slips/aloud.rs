//! What a poster says around its discount: to whom, on what day, with what purchase, alone or not; knows no meaning.

use perk_grammar::errors::Expected;
use perk_grammar::keywords::{choices, is_reserved};
use perk_grammar::{Keyword, Language, SyntaxKind};

use super::phrases::{amount, goods, meant, on_sum, reads};
use super::{REACH, Slip, Words};
use crate::diagnostic::{Finding, Param, codes};

/// `если куплен чай`, `при покупке 3 чая`, `в день рождения`, `не суммируется с другими акциями`, `от 1000 до 3000 руб`.
pub(super) fn around(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    birthday(words, at)
        .or_else(|| alone(words, at))
        .or_else(|| off_what(words, at, expected))
        .or_else(|| between(words, at, expected))
        .or_else(|| first_purchase(words, at, expected))
        .or_else(|| whose(words, at))
        .or_else(|| at_most(words, at, expected))
        .or_else(|| every_weekday(words, at, expected))
        .or_else(|| costs(words, at, expected))
        .or_else(|| minus(words, at))
        .or_else(|| bundle(words, at, expected))
}

fn lower(words: &Words<'_>, index: usize) -> String {
    words.text(index).to_lowercase()
}

fn is_one_of(words: &Words<'_>, index: usize, known: &[&str]) -> bool {
    known.contains(&lower(words, index).as_str())
}

fn next(index: usize) -> usize {
    index.saturating_add(1)
}

/// `в день рождения`, `скидка 10% на день рождения`, `скидка в день рождения 10%`, `on birthday`.
fn birthday(words: &Words<'_>, at: usize) -> Option<Slip> {
    let said = [at, next(at)]
        .into_iter()
        .find(|said| is_one_of(words, *said, &["birthday", "birthdays"]));
    if let Some(said) = said
        && is_one_of(words, said.checked_sub(1)?, &["on"])
    {
        return meant(words, said, said, "client.birthday").map(|slip| slip.covering(words.between(at, said)));
    }
    let day = [at.saturating_sub(1), at, next(at)]
        .into_iter()
        .find(|day| is_one_of(words, *day, &["день"]) && is_one_of(words, next(*day), &["рождения", "рожденья"]))?;
    let (joins, last) = (day.checked_sub(1)?, next(day));
    let on = "в день клиент.день_рождения";
    match lower(words, joins).as_str() {
        "в" | "во" => {
            let give = joins.checked_sub(1)?;
            let sum = next(last);
            let Some(end) = amount(words, sum).filter(|_| words.is(give, Keyword::Give)) else {
                return meant(words, joins, last, on);
            };
            let all = if words.is(next(end), Keyword::Off) {
                ""
            } else {
                " на всё"
            };
            let word = format!(
                "{on} {} {}{all}",
                words.text(give),
                words.slice(words.between(sum, end))
            );
            meant(words, give, end, &word)
        }
        "на" => meant(words, joins, last, &format!("на всё {on}")),
        _ => None,
    }
}

/// `не суммируется с другими акциями`, `cannot be combined with other offers`.
fn alone(words: &Words<'_>, at: usize) -> Option<Slip> {
    const VERBS: [&str; 8] = [
        "суммируется",
        "суммируются",
        "складывается",
        "складываются",
        "сочетается",
        "комбинируется",
        "combinable",
        "combined",
    ];
    const REST: [&str; 16] = [
        "с",
        "со",
        "и",
        "другими",
        "иными",
        "остальными",
        "акциями",
        "скидками",
        "предложениями",
        "with",
        "other",
        "any",
        "offers",
        "promotions",
        "discounts",
        "or",
    ];
    let mut verb = next(at);
    match lower(words, at).as_str() {
        "не" | "not" => {}
        "cannot" if is_one_of(words, verb, &["be"]) => verb = next(verb),
        _ => return None,
    }
    if !is_one_of(words, verb, &VERBS) {
        return None;
    }
    let mut last = verb;
    while words.same_line(at, next(last)) && is_one_of(words, next(last), &REST) && last.saturating_sub(at) < REACH {
        last = next(last);
    }
    let before = at.checked_sub(1)?;
    let first = if words.is(before, Keyword::Give) { before } else { at };
    let language = if is_one_of(words, at, &["не"]) {
        Language::Russian
    } else {
        Language::English
    };
    meant(words, first, last, Keyword::Exclusive.canonical(language))
}

/// `скидка 50 рублей при покупке от 500 рублей`: off the receipt.
fn off_what(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let only_off = matches!(expected, [Expected::Keyword(Keyword::Off)]);
    let condition = (only_off && is_one_of(words, at, &["при"]))
        .then(|| on_sum(words, at))
        .flatten()?;
    let edit = condition.finding.remedies.first()?.edits.first()?;
    let word = format!("на чек {}", edit.text);
    let last = words.from(edit.span.end).checked_sub(1)?;
    meant(words, at, last, &word)
}

/// `от 1000 до 3000 руб`.
fn between(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let least = next(at);
    let wanted = expected.contains(&Expected::Clause) && expected.contains(&Expected::Keyword(Keyword::When));
    if !wanted || !is_one_of(words, at, &["от", "from"]) {
        return None;
    }
    let own_unit = amount(words, least);
    let to = next(own_unit.unwrap_or(least));
    let most = next(to);
    let end = amount(words, most).filter(|end| words.same_line(at, *end))?;
    let sums = matches!(words.kind(least), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL))
        && is_one_of(words, to, &["до", "to"])
        && !words.is(end, Keyword::Percent);
    if !sums {
        return None;
    }
    let (low, high, unit) = (words.text(least), words.text(most), words.text(end));
    let word = match words.language(at) {
        Language::Russian => format!("если чек.сумма между {low} {unit} и {high} {unit}"),
        Language::English => format!("when receipt.amount between {low} {unit} and {high} {unit}"),
    };
    meant(words, at, end, &word)
}

/// `на первый заказ`, `при первой покупке`.
fn first_purchase(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let (first, purchase) = (next(at), next(next(at)));
    let said = is_one_of(words, at, &["на", "при"])
        && is_one_of(words, first, &["первый", "первую", "первой", "первом"])
        && is_one_of(
            words,
            purchase,
            &["заказ", "заказе", "покупку", "покупке", "чек", "чеке"],
        );
    (said && expected.contains(&Expected::Keyword(Keyword::When)))
        .then(|| meant(words, at, purchase, "если клиент.эта_покупка = 1"))
        .flatten()
}

/// `если куплен чай`, `если в чеке есть чай и кофе`, `при покупке 3 чая скидка 15%`.
pub(super) fn bought(words: &Words<'_>, at: usize) -> Option<Slip> {
    const BOUGHT: [&str; 7] = ["куплен", "куплена", "куплено", "куплены", "купили", "есть", "купил"];
    let first = [at.saturating_sub(2), at.saturating_sub(1), at]
        .into_iter()
        .find(|first| is_one_of(words, *first, &["если", "при"]))?;
    let mut named = next(first);
    match lower(words, first).as_str() {
        "при" if is_one_of(words, named, &["покупке", "наличии"]) => named = next(named),
        "если" => {
            if is_one_of(words, named, &["в"]) && is_one_of(words, next(named), &["чеке", "корзине"]) {
                named = next(next(named));
            }
            named = is_one_of(words, named, &BOUGHT).then(|| next(named))?;
        }
        _ => return None,
    }
    let count: Option<u32> = words.text(named).parse().ok().filter(|count| *count > 0);
    let from = if count.is_some() { next(named) } else { named };
    let plain = name(words, from);
    let last = goods(words, from).filter(|_| plain || words.is_any(from, choices::COLUMN))?;
    if !words.same_line(first, last) {
        return None;
    }
    let text = words.slice(words.between(from, last));
    let known = (from..=last).all(|index| !name(words, index) || is_declared(words, index));
    // `при покупке 3 чая скидка 15%`: off the three.
    let give = next(last);
    if let (Some(count @ 2..), Some(end)) = (count, amount(words, next(give)))
        && words.is(give, Keyword::Give)
        && !words.is(next(end), Keyword::Off)
    {
        let sum = words.slice(words.between(next(give), end));
        let word = format!("за каждые {count} из {text} скидка {sum} на набор");
        return reads(&word).then(|| perhaps(words, first, end, &word, known)).flatten();
    }
    let count = count.unwrap_or(1);
    let one = |goods: &str| format!("количество {goods} не меньше {count} шт");
    let conditions: Vec<String> = match text.contains(" или ") {
        true => vec![one(&format!("({text})"))],
        false => text.split(" и ").map(|goods| one(goods.trim())).collect(),
    };
    let word = format!("если {}", conditions.join(" и "));
    reads(&format!("{word} скидка 1% на чек"))
        .then(|| perhaps(words, first, last, &word, known))
        .flatten()
}

/// What may be meant; a fix only where it leads to no other mistake.
fn perhaps(words: &Words<'_>, first: usize, last: usize, word: &str, sure: bool) -> Option<Slip> {
    let mut slip = meant(words, first, last, word)?;
    if !sure {
        slip.finding.remedies.clear();
    }
    Some(slip)
}

/// Whether a word may be a name of goods.
fn name(words: &Words<'_>, index: usize) -> bool {
    let text = words.text(index);
    matches!(words.kind(index), Some(SyntaxKind::WORD | SyntaxKind::IDENT))
        && !is_reserved(text)
        && Keyword::from_text(text).next().is_none()
}

/// Whether goods of that name are declared in this very text.
fn is_declared(words: &Words<'_>, index: usize) -> bool {
    let written = lower(words, index);
    (1..words.len()).any(|place| lower(words, place) == written && words.is(place.saturating_sub(1), Keyword::Items))
}

/// `но не более 100 рублей`, `не больше 2 штук`: on one receipt.
fn at_most(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let not = at.saturating_add(usize::from(is_one_of(words, at, &["но", "а"])));
    let number = next(next(not));
    let unit = next(number);
    let said = is_one_of(words, not, &["не"]) && is_one_of(words, next(not), &["более", "больше", "выше", "свыше"]);
    let counts = matches!(words.kind(number), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
    let measured = words.is_any(unit, choices::CURRENCY) || words.is_any(unit, &[Keyword::Pcs, Keyword::Times]);
    let wanted = expected.contains(&Expected::Keyword(Keyword::Limit));
    if !(wanted && said && counts && measured) {
        return None;
    }
    let sum = words.slice(words.between(number, unit));
    let scope = [
        Keyword::PerReceipt,
        Keyword::PerClient,
        Keyword::PerDay,
        Keyword::PerCard,
        Keyword::PerStore,
    ];
    let said = scope.iter().any(|scope| {
        let spelled = scope.spellings(Language::Russian).iter();
        spelled.into_iter().any(|phrase| {
            let mut each = (next(unit)..).zip(phrase.split_whitespace());
            each.all(|(index, word)| lower(words, index) == word)
        })
    });
    let word = match said {
        true => format!("лимит {sum}"),
        false => format!("лимит {sum} на чек"),
    };
    meant(words, at, unit, &word)
}

/// `каждый вторник`.
fn every_weekday(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let each = is_one_of(words, at, &["каждый", "каждую", "каждое"]);
    let day = super::time::declined_weekday(words.text(next(at)));
    let day = day.filter(|_| each && expected.contains(&Expected::Keyword(Keyword::OnWeekdays)))?;
    meant(words, at, next(at), &format!("в дни {day}"))
}

/// `чай по 99 руб`, `все по 100 руб`, `цена на чай 99 руб`.
fn costs(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let before = at.checked_sub(1)?;
    if words.is(before, Keyword::Price) && words.is(at, Keyword::Off) {
        let last = goods(words, next(at))?;
        let end = amount(words, next(last)).filter(|end| words.same_line(before, *end))?;
        let (of, sum) = (words.between(next(at), last), words.between(next(last), end));
        let word = format!("{} {} за {}", words.text(before), words.slice(sum), words.slice(of));
        return reads(&word).then(|| meant(words, before, end, &word)).flatten();
    }
    let clause = expected.contains(&Expected::Clause) && expected.contains(&Expected::Keyword(Keyword::Price));
    let all = is_one_of(words, at, &["все", "всё"]);
    let end = amount(words, next(next(at))).filter(|end| words.same_line(at, *end))?;
    if !clause || !(all || name(words, at)) || !is_one_of(words, next(at), &["по", "за"]) {
        return None;
    }
    let sum = words.slice(words.between(next(next(at)), end));
    let of = if all { "всё" } else { words.text(at) };
    let word = format!("цена {sum} за {of}");
    let sure = all || is_declared(words, at);
    reads(&word).then(|| perhaps(words, at, end, &word, sure)).flatten()
}

/// `-20% на чай`, `минус 20% на чай`: a discount.
pub(super) fn minus(words: &Words<'_>, at: usize) -> Option<Slip> {
    let before = at.checked_sub(1)?;
    let said = is_one_of(words, at, &["-", "−", "–", "—", "минус"]);
    let end = amount(words, next(at)).filter(|_| said)?;
    let off = next(end);
    let opens = words.kind(before) == Some(SyntaxKind::L_CURLY) || !words.same_line(before, at);
    if !opens || !words.is(off, Keyword::Off) {
        return None;
    }
    let give = Keyword::Give.canonical(match crate::syntax::is_russian(words.text(off)) {
        true => Language::Russian,
        false => Language::English,
    });
    let word = format!("{give} {}", words.slice(words.between(next(at), end)));
    let rest = u32::try_from(words.rest_of_line(words.span(at).start).len()).unwrap_or(u32::MAX);
    let line = crate::diagnostic::Span::new(words.span(at).start, words.span(at).start.saturating_add(rest));
    meant(words, at, end, &word).map(|slip| slip.covering(line))
}

/// `для новых клиентов`: clients are called by a name that is declared.
fn whose(words: &Words<'_>, at: usize) -> Option<Slip> {
    let (which, joins) = (at.checked_sub(1)?, at.checked_sub(2)?);
    let said = is_one_of(words, at, &["клиентов", "покупателей", "clients", "customers"])
        && is_one_of(words, joins, &["для", "for"])
        && words.same_line(joins, at);
    if !said {
        return None;
    }
    let (span, name) = (words.between(joins, at), words.text(which));
    let word = match is_one_of(words, joins, &["для"]) {
        true => format!("для клиентов {name}"),
        false => format!("for clients {name}"),
    };
    // Whoever they are has to be declared first, so this is no fix.
    let finding = Finding::new(&codes::UNKNOWN_WORD, span)
        .with("found", words.slice(span))
        .with("word", word.as_str())
        .note(&codes::CLIENTS_DECLARED, vec![("name", Param::from(name))]);
    Slip::new(finding, span)
}

/// `чай + кофе = 350 руб`, `набор чай и кофе за 350 руб`: a set that has to be declared.
fn bundle(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    let set = words.is(at, Keyword::Set);
    let first = if set { next(at) } else { at };
    let (plus, second) = (next(first), next(next(first)));
    let (equals, sum) = (next(second), next(next(second)));
    let joined = words.text(plus) == "+" || set && is_one_of(words, plus, &["и", "and"]);
    let priced = words.kind(equals) == Some(SyntaxKind::EQ) || is_one_of(words, equals, &["за", "for", "по"]);
    let end = amount(words, sum).filter(|end| words.same_line(at, *end))?;
    let wanted = expected.contains(&Expected::Clause);
    if !(wanted && name(words, first) && name(words, second) && joined && priced) {
        return None;
    }
    let (one, other) = (words.text(first), words.text(second));
    let price = words.slice(words.between(sum, end));
    let (declared, used) = match words.language(at) {
        Language::Russian => (
            format!("набор пара {{ {one} = 1 из {one}  {other} = 1 из {other} }}"),
            format!("за каждый пара  цена {price} за набор"),
        ),
        Language::English => (
            format!("set pair {{ {one} = 1 of {one}  {other} = 1 of {other} }}"),
            format!("for each pair  price {price} for set"),
        ),
    };
    let span = words.between(at, end);
    let known = vec![Param::Keyword(Keyword::ForEach)];
    let finding = Finding::new(&codes::UNKNOWN_CLAUSE, span)
        .with("found", words.slice(span))
        .with("known", Param::Choice(known))
        .note(
            &codes::BUNDLE_DECLARED,
            vec![
                ("declared", Param::from(declared.as_str())),
                ("used", Param::from(used.as_str())),
            ],
        );
    Slip::new(finding, span)
}
