//! What a person most likely meant where the parser met something else: everyday spellings of days, hours, dates, names and
//! money that Perk writes otherwise. Reads tokens around the mistake; knows no tree and no meaning.

mod aloud;
mod bundles;
mod layout;
mod marks;
mod missing;
mod money;
mod names;
mod phrases;
mod sets;
mod texts;
mod time;

use perk_grammar::errors::{Expected, SyntaxError, SyntaxErrorKind};
use perk_grammar::keywords::choices;
use perk_grammar::{Keyword, Language, SyntaxKind, lexer};

use crate::diagnostic::{Finding, Param, Span, codes};
use crate::spelling::{self, Reason};
use crate::syntax;

pub(super) use marks::end_of_block;
pub(super) use texts::LostQuotes;
pub(crate) use time::days_with_hyphen;

/// Tokens looked at on either side of a mistake: the longest everyday spelling, `с 1 сентября по 30 сентября 2026`, has seven.
const REACH: usize = 10;

/// A mistake that is recognised, and the words that it explains.
pub(super) struct Slip {
    /// What to say.
    pub(super) finding: Finding,
    /// Further mistakes inside are the same one.
    pub(super) covers: Span,
}

impl Slip {
    fn new(finding: Finding, covers: Span) -> Option<Self> {
        Some(Self { finding, covers })
    }

    /// The same, where more of the text is explained by it.
    fn covering(mut self, covers: Span) -> Self {
        self.covers = Span::new(self.covers.start.min(covers.start), self.covers.end.max(covers.end));
        self
    }
}

/// The tokens of a text that are neither blanks nor comments.
pub(super) struct Words<'t> {
    text: &'t str,
    tokens: Vec<(SyntaxKind, Span)>,
    /// Where lines end.
    breaks: Vec<usize>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let (lexed, _) = lexer::lex(text);
        let mut tokens = Vec::new();
        let mut start = 0_u32;
        for token in lexed {
            let end = u32::from(token.end);
            if !token.kind.is_trivia() {
                tokens.push((token.kind, Span::new(start, end)));
            }
            start = end;
        }
        let breaks = text.match_indices(['\n', '\r']).map(|(at, _)| at).collect();
        Self { text, tokens, breaks }
    }

    /// How many tokens there are.
    fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What follows an offset on its line.
    fn rest_of_line(&self, from: u32) -> &'t str {
        let start = usize::try_from(from).unwrap_or(usize::MAX);
        let next = self.breaks.partition_point(|end| *end < start);
        let end = self.breaks.get(next).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default()
    }

    /// What stands before an offset on its line.
    fn start_of_line(&self, to: u32) -> &'t str {
        let end = usize::try_from(to).unwrap_or(usize::MAX);
        let next = self.breaks.partition_point(|at| *at < end);
        let start = next.checked_sub(1).and_then(|last| self.breaks.get(last));
        let start = start.map_or(0, |at| at.saturating_add(1));
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a token begins a line, without a blank before it.
    fn begins_line(&self, index: usize) -> bool {
        let start = usize::try_from(self.span(index).start).unwrap_or(usize::MAX);
        start
            .checked_sub(1)
            .is_none_or(|before| self.breaks.binary_search(&before).is_ok())
    }

    /// The first token that begins at an offset or later.
    pub(super) fn from(&self, offset: u32) -> usize {
        self.tokens.partition_point(|(_, span)| span.start < offset)
    }

    fn kind(&self, index: usize) -> Option<SyntaxKind> {
        self.tokens.get(index).map(|(kind, _)| *kind)
    }

    fn span(&self, index: usize) -> Span {
        self.tokens.get(index).map(|(_, span)| *span).unwrap_or_default()
    }

    fn text(&self, index: usize) -> &'t str {
        self.slice(self.span(index))
    }

    pub(super) fn slice(&self, span: Span) -> &'t str {
        let bound = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        self.text.get(bound(span.start)..bound(span.end)).unwrap_or_default()
    }

    /// From the beginning of one token to the end of another.
    fn between(&self, first: usize, last: usize) -> Span {
        Span::new(self.span(first).start, self.span(last).end)
    }

    /// Whether a token and the one before it stand on one line.
    pub(super) fn same_line(&self, before: usize, after: usize) -> bool {
        let line = |offset: u32| {
            let offset = usize::try_from(offset).unwrap_or(usize::MAX);
            self.breaks.partition_point(|end| *end < offset)
        };
        let both = self.between(before, after);
        after < self.tokens.len() && line(both.start) == line(both.end)
    }

    /// Whether nothing stands between two tokens.
    fn touch(&self, before: usize, after: usize) -> bool {
        after < self.tokens.len() && self.span(before).end == self.span(after).start
    }

    /// Whether the next token follows without a blank.
    pub(super) fn touches_next(&self, index: usize) -> bool {
        self.touch(index, index.saturating_add(1))
    }

    /// Whether a token spells a keyword of one word.
    fn is(&self, index: usize, keyword: Keyword) -> bool {
        let text = self.text(index);
        !text.is_empty() && is_word(text, keyword)
    }

    fn is_any(&self, index: usize, keywords: &[Keyword]) -> bool {
        keywords.iter().any(|keyword| self.is(index, *keyword))
    }

    /// The language in which the author writes at a place: that of the nearest keyword before it.
    pub(super) fn language(&self, index: usize) -> Language {
        let before = (0..=index.min(self.tokens.len())).rev().find_map(|at| {
            let text = self.text(at);
            let word = self.kind(at) == Some(SyntaxKind::WORD) && Keyword::from_text(text).next().is_some();
            word.then(|| syntax::is_russian(text))
        });
        match before {
            Some(true) => Language::Russian,
            Some(false) | None => Language::English,
        }
    }
}

/// Whether a text spells a keyword of one word, in either language.
fn is_word(text: &str, keyword: Keyword) -> bool {
    Keyword::from_text(text).any(|known| known == keyword)
}

/// What is recognised at a syntax error. `currency` is the code of the programme's currency.
pub(super) fn recognise(words: &Words<'_>, error: &SyntaxError, currency: &str) -> Option<Slip> {
    let at = words.from(error.range.start().into());
    match &error.kind {
        SyntaxErrorKind::MalformedNumber { .. } => time::of_number(words, at),
        SyntaxErrorKind::ReservedName { .. } => names::price_in(words, at)
            .or_else(|| aloud::bought(words, at))
            .or_else(|| names::reserved_in_head(words, at))
            .or_else(|| names::no_name_meant(words, at)),
        SyntaxErrorKind::UnknownCharacter { .. } => time::dash(words, at)
            .or_else(|| layout::word(words, at))
            .or_else(|| aloud::minus(words, at))
            .or_else(|| names::mark_in_name(words, at))
            .or_else(|| bundles::plus(words, at))
            .or_else(|| money::comma_of_layout(words, at))
            .or_else(|| marks::quotes(words, at))
            .or_else(|| marks::comment(words, at)),
        SyntaxErrorKind::Expected { expected, .. } => layout::line(words, at, expected)
            .or_else(|| layout::word(words, at))
            .or_else(|| sets::part(words, at, expected))
            .or_else(|| aloud::around(words, at, expected))
            .or_else(|| column(words, at))
            .or_else(|| missing::word(words, at, expected))
            .or_else(|| time::weekdays(words, at))
            .or_else(|| time::date(words, at, expected))
            .or_else(|| time::hours(words, at))
            .or_else(|| time::spoken_days(words, at, expected))
            .or_else(|| whole_receipt(words, at))
            .or_else(|| marks::closing_brace(words, at, expected.contains(&Expected::Declaration)))
            .or_else(|| marks::equals_sign(words, at))
            .or_else(|| bundles::bundle(words, at, expected))
            .or_else(|| aloud::bought(words, at))
            .or_else(|| phrases::effect(words, at))
            .or_else(|| phrases::clause(words, at, expected))
            .or_else(|| phrases::each(words, at))
            .or_else(|| names::several_words(words, at, expected))
            .or_else(|| names::missing(words, at, expected))
            .or_else(|| money::of_sum(words, at, expected, currency))
            .or_else(|| comma(words, at, expected))
            .or_else(|| unfiltered(words, at, expected))
            .or_else(|| little_word(words, at, expected))
            .or_else(|| measured(words, at, error)),
        SyntaxErrorKind::UnclosedBlock
        | SyntaxErrorKind::StrayDoc
        | SyntaxErrorKind::DecimalCommaInList { .. }
        | SyntaxErrorKind::NestingTooDeep { .. }
        | SyntaxErrorKind::TextTooLarge { .. }
        | SyntaxErrorKind::UnclosedText { .. }
        | SyntaxErrorKind::BadQuotedName
        | SyntaxErrorKind::MixedScripts { .. }
        | SyntaxErrorKind::ForbiddenCharacter { .. } => None,
    }
}

/// `categry "Tea"`: the word before a text is nearly that of a column.
fn column(words: &Words<'_>, at: usize) -> Option<Slip> {
    let before = at.checked_sub(1)?;
    let written = words.text(before);
    let word = matches!(words.kind(before), Some(SyntaxKind::WORD | SyntaxKind::IDENT));
    let text = words.kind(at) == Some(SyntaxKind::TEXT) && words.same_line(before, at);
    if !word || !text || Keyword::from_text(written).next().is_some() {
        return None;
    }
    let columns = choices::COLUMN.iter().flat_map(|column| spellings(*column));
    nearly(words, before, at, columns)
}

/// `2 metrs of cloth`: the word after a number is nearly a unit of goods.
fn measured(words: &Words<'_>, at: usize, error: &SyntaxError) -> Option<Slip> {
    let number = at.checked_sub(1)?;
    let counts = matches!(words.kind(number), Some(SyntaxKind::INTEGER | SyntaxKind::DECIMAL));
    let word = matches!(words.kind(at), Some(SyntaxKind::WORD | SyntaxKind::IDENT));
    let known = Keyword::from_text(words.text(at)).next().is_some();
    let other = || spelling::suggest(words.text(at), error.candidates()).is_some();
    if !counts || !word || known || !words.same_line(number, at) || other() {
        return None;
    }
    let units = choices::QUANTITY_UNIT.iter().flat_map(|unit| spellings(*unit));
    nearly(words, at, at, units)
}

/// Every spelling of a keyword, in both languages.
fn spellings(keyword: Keyword) -> impl Iterator<Item = &'static str> {
    let of = move |language| keyword.spellings(language).iter().copied();
    of(Language::English).chain(of(Language::Russian))
}

/// A word that is nearly one of some; the mistake goes on to a further token.
fn nearly(words: &Words<'_>, at: usize, last: usize, known: impl Iterator<Item = &'static str>) -> Option<Slip> {
    let (span, written) = (words.span(at), words.text(at));
    let found = spelling::suggest(written, known)?;
    let code = match found.reason {
        Reason::Layout => &codes::OTHER_LAYOUT_WORD,
        Reason::Case | Reason::LookAlike | Reason::Typo => &codes::UNKNOWN_WORD,
    };
    let word = found.word.as_str();
    let finding = Finding::new(code, span).with("found", written).with("word", word).fix(
        &codes::WRITE_WORD,
        vec![("word", Param::from(word))],
        span,
        word,
    );
    Slip::new(finding, words.between(at, last))
}

/// `off "coffee"`: a text alone, where goods or stores are named.
fn unfiltered(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    if words.kind(at) != Some(SyntaxKind::TEXT) || !expected.contains(&Expected::Selection) {
        return None;
    }
    let span = words.span(at);
    let written = words.text(at);
    let before = words.text(at.checked_sub(1)?).to_lowercase();
    let of_stores = ["in", "stores", "в", "магазинах", "магазины", "магазинов"].contains(&before.as_str());
    let (first, second) = match of_stores {
        true => (Keyword::Store, Keyword::Region),
        false => (Keyword::Category, Keyword::Sku),
    };
    let language = words.language(at);
    let mut finding = Finding::new(&codes::TEXT_WITHOUT_FILTER, span)
        .with("found", written)
        .with("first", Param::Keyword(first))
        .with("second", Param::Keyword(second));
    for filter in [first, second] {
        let meant = format!("{} {written}", filter.canonical(language));
        let word = vec![("word", Param::from(meant.as_str()))];
        finding = finding.fix(&codes::WRITE_WORD, word, span, &meant);
    }
    Slip::new(finding, span)
}

/// `на весь чек`, `off the whole receipt`, and `сумма чека` in a condition.
fn whole_receipt(words: &Words<'_>, at: usize) -> Option<Slip> {
    const WHOLE: &[&str] = &["the", "whole", "entire", "весь", "целый", "этот"];
    let whole = |index: usize| WHOLE.contains(&words.text(index).to_lowercase().as_str());
    let before = at.checked_sub(1)?;
    let (first, last, word) = if words.text(before).to_lowercase() == "сумма" && words.text(at).to_lowercase() == "чека"
    {
        (before, at, "чек.сумма")
    } else {
        let first = if whole(before) { before } else { at };
        let mut last = first;
        while whole(last) && last.saturating_sub(first) < REACH {
            last = last.saturating_add(1);
        }
        let after_off = words.is(first.checked_sub(1)?, Keyword::Off);
        if first == last || !after_off || !words.is(last, Keyword::OffReceipt) {
            return None;
        }
        (first, last, words.text(last))
    };
    if !words.same_line(first, last) {
        return None;
    }
    let span = words.between(first, last);
    let finding = Finding::new(&codes::UNKNOWN_WORD, span)
        .with("found", words.slice(span))
        .with("word", word)
        .fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word);
    Slip::new(finding, span)
}

/// `на чай, сладости`, or a comma that ends a clause.
fn comma(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    if words.kind(at) != Some(SyntaxKind::COMMA) || !expected.contains(&Expected::Clause) {
        return None;
    }
    if let Some(slip) = marks::comma_before_role(words, at) {
        return Some(slip);
    }
    let (before, next) = (at.checked_sub(1)?, at.saturating_add(1));
    let names_goods = |index: usize| {
        matches!(words.kind(index), Some(SyntaxKind::WORD | SyntaxKind::IDENT))
            && !perk_grammar::keywords::is_reserved(words.text(index))
            && !words.is_any(index, &[Keyword::Percent, Keyword::Rub])
    };
    let span = words.span(at);
    if names_goods(before) && names_goods(next) && words.same_line(at, next) {
        let or = Keyword::Or.canonical(words.language(at));
        let finding = Finding::new(&codes::COMMA_BETWEEN_GOODS, span)
            .with("first", words.text(before))
            .with("second", words.text(next))
            .with("word", or)
            .fix(
                &codes::WRITE_WORD,
                vec![("word", Param::from(or))],
                span,
                format!(" {or}"),
            );
        // The goods may go on: `чай, кофе, какао`.
        let mut last = next;
        while words.kind(last.saturating_add(1)) == Some(SyntaxKind::COMMA) && names_goods(last.saturating_add(2)) {
            last = last.saturating_add(2);
        }
        return Slip::new(finding, words.between(at, last));
    }
    Slip::new(removed(words, at), span)
}

/// A mark that Perk does not need.
pub(super) fn removed(words: &Words<'_>, at: usize) -> Finding {
    let span = words.span(at);
    Finding::new(&codes::UNKNOWN_CHARACTER, span)
        .with("found", words.text(at))
        .fix(&codes::REMOVE_IT, Vec::new(), span, "")
}

/// `цена 99 руб на чай`: the wrong one of the little words.
fn little_word(words: &Words<'_>, at: usize, expected: &[Expected]) -> Option<Slip> {
    const LITTLE: &[Keyword] = &[
        Keyword::ShareOf,
        Keyword::Off,
        Keyword::By,
        Keyword::To,
        Keyword::From,
        Keyword::PriceFor,
        Keyword::In,
        Keyword::With,
        Keyword::PickOf,
    ];
    let [Expected::Keyword(wanted)] = expected else {
        return None;
    };
    let same_line = at.checked_sub(1).is_some_and(|before| words.same_line(before, at));
    let turned = layout::turned(words.text(at)).is_some_and(|word| LITTLE.iter().any(|little| is_word(&word, *little)));
    if !LITTLE.contains(wanted) || !(words.is_any(at, LITTLE) || turned) || !same_line {
        return None;
    }
    let (span, word) = (words.span(at), wanted.canonical(words.language(at)));
    let finding = Finding::new(&codes::UNEXPECTED, span)
        .with("expected", Param::Keyword(*wanted))
        .note(&codes::FOUND_INSTEAD, vec![("found", Param::from(words.text(at)))]);
    // `скидка 5% по карте`: not off the card.
    let means = words.text(at.saturating_add(1)).to_lowercase();
    if ["карте", "картам", "купону", "промокоду", "понедельникам"].contains(&means.as_str())
    {
        return Slip::new(finding, span);
    }
    let finding = finding.fix(&codes::WRITE_WORD, vec![("word", Param::from(word))], span, word);
    Slip::new(finding, span)
}
