//! The machine under the rules: a cursor over tokens, events for the tree, errors and how to go on after one; knows no production.

use crate::Keyword;
use crate::errors::{Expected, SyntaxError, SyntaxErrorKind};
use crate::keywords::Atom;
use crate::kind::SyntaxKind;
use crate::lexer;
use crate::limits::{MAX_ERRORS, MAX_NESTING};
use crate::tree::{TextRange, TextSize};

/// A token that is not trivia.
#[derive(Clone, Copy, Debug)]
struct Significant {
    kind: SyntaxKind,
    atom: Option<Atom>,
    range: TextRange,
    first_on_line: bool,
}

/// One step of building the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// A node begins before the next significant token.
    Start(SyntaxKind),
    /// The next significant token, under this kind.
    Token(SyntaxKind),
    /// The innermost node ends after the last significant token.
    Finish,
}

/// The cursor with what has been found.
#[derive(Debug)]
pub(crate) struct Parser<'t> {
    text: &'t str,
    tokens: Vec<Significant>,
    position: usize,
    events: Vec<Event>,
    errors: Vec<SyntaxError>,
    depth: u32,
    /// Inside a construct that already has an error: no further one until the next clause.
    silent: bool,
}

impl<'t> Parser<'t> {
    pub(crate) fn new(text: &'t str, lexed: &[lexer::Token]) -> Parser<'t> {
        let mut tokens = Vec::new();
        let mut start = TextSize::new(0);
        let mut first_on_line = true;
        for token in lexed {
            let range = TextRange::new(start, token.end.max(start));
            start = range.end();
            if token.kind.is_trivia() {
                first_on_line |= token.kind == SyntaxKind::WHITESPACE && slice(text, range).contains(['\n', '\r']);
                continue;
            }
            tokens.push(Significant {
                kind: token.kind,
                atom: token.atom,
                range,
                first_on_line,
            });
            first_on_line = false;
        }
        Parser {
            text,
            tokens,
            position: 0,
            events: Vec::new(),
            errors: Vec::new(),
            depth: 0,
            silent: false,
        }
    }

    pub(crate) fn finish(self) -> (Vec<Event>, Vec<SyntaxError>) {
        (self.events, self.errors)
    }

    // ---- looking -----------------------------------------------------------------------------------------------------------

    fn token(&self, ahead: usize) -> Option<&Significant> {
        self.tokens.get(self.position.saturating_add(ahead))
    }

    pub(crate) fn at_end(&self) -> bool {
        self.token(0).is_none()
    }

    pub(crate) fn at(&self, kind: SyntaxKind) -> bool {
        self.kind_is(0, kind)
    }

    pub(crate) fn kind_is(&self, ahead: usize, kind: SyntaxKind) -> bool {
        self.token(ahead).is_some_and(|token| token.kind == kind)
    }

    /// Whether the token before is of this kind.
    pub(crate) fn just_after(&self, kind: SyntaxKind) -> bool {
        self.position
            .checked_sub(1)
            .and_then(|index| self.tokens.get(index))
            .is_some_and(|token| token.kind == kind)
    }

    pub(crate) fn first_on_line(&self) -> bool {
        self.token(0).is_some_and(|token| token.first_on_line)
    }

    pub(crate) fn current_text(&self) -> &'t str {
        self.token(0)
            .map(|token| slice(self.text, token.range))
            .unwrap_or_default()
    }

    /// How many tokens from `ahead` on spell this keyword; 0 if they do not. The longest spelling wins.
    pub(crate) fn keyword_length(&self, ahead: usize, keyword: Keyword) -> usize {
        let Some(first) = self.token(ahead).and_then(|token| token.atom).map(Atom::number) else {
            return 0;
        };
        if !keyword.may_begin_with(first) {
            return 0;
        }
        for spelling in keyword.atoms() {
            let Some((head, rest)) = spelling.split_first() else {
                continue;
            };
            if *head != first {
                continue;
            }
            let mut place = ahead;
            let fits = rest.iter().all(|atom| {
                place = place.saturating_add(1);
                self.token(place)
                    .and_then(|token| token.atom)
                    .is_some_and(|found| found.number() == *atom)
            });
            if fits {
                return spelling.len();
            }
        }
        0
    }

    pub(crate) fn at_keyword(&self, keyword: Keyword) -> bool {
        self.keyword_length(0, keyword) > 0
    }

    pub(crate) fn keyword_ahead(&self, ahead: usize, keyword: Keyword) -> bool {
        self.keyword_length(ahead, keyword) > 0
    }

    /// The first of these keywords that stands `ahead` tokens on.
    pub(crate) fn any_ahead(&self, ahead: usize, keywords: &[Keyword]) -> Option<Keyword> {
        self.token(ahead).and_then(|token| token.atom)?;
        keywords
            .iter()
            .copied()
            .find(|keyword| self.keyword_ahead(ahead, *keyword))
    }

    pub(crate) fn at_any(&self, keywords: &[Keyword]) -> bool {
        self.any_ahead(0, keywords).is_some()
    }

    /// A name: a word that is not reserved, or a word in back-quotes.
    pub(crate) fn name_ahead(&self, ahead: usize) -> bool {
        self.token(ahead).is_some_and(|token| {
            token.kind == SyntaxKind::IDENT
                || token.kind == SyntaxKind::WORD && !token.atom.is_some_and(Atom::is_reserved)
        })
    }

    pub(crate) fn number_ahead(&self, ahead: usize) -> bool {
        self.kind_is(ahead, SyntaxKind::INTEGER) || self.kind_is(ahead, SyntaxKind::DECIMAL)
    }

    // ---- taking ------------------------------------------------------------------------------------------------------------

    /// Runs `inside` as the children of a node.
    pub(crate) fn node(&mut self, kind: SyntaxKind, inside: impl FnOnce(&mut Self)) {
        self.events.push(Event::Start(kind));
        inside(self);
        self.events.push(Event::Finish);
    }

    /// Takes the current token as it is.
    pub(crate) fn bump(&mut self) {
        if let Some(token) = self.token(0) {
            let kind = token.kind;
            self.bump_as(kind);
        }
    }

    fn bump_as(&mut self, kind: SyntaxKind) {
        if self.at_end() {
            return;
        }
        self.events.push(Event::Token(kind));
        self.position = self.position.saturating_add(1);
    }

    pub(crate) fn eat(&mut self, kind: SyntaxKind) -> bool {
        let found = self.at(kind);
        if found {
            self.bump();
        }
        found
    }

    pub(crate) fn eat_keyword(&mut self, keyword: Keyword) -> bool {
        let length = self.keyword_length(0, keyword);
        for _ in 0..length {
            self.bump_as(keyword.kind());
        }
        length > 0
    }

    pub(crate) fn eat_any(&mut self, keywords: &[Keyword]) -> Option<Keyword> {
        let keyword = self.any_ahead(0, keywords)?;
        self.eat_keyword(keyword);
        Some(keyword)
    }

    pub(crate) fn expect_keyword(&mut self, keyword: Keyword) -> bool {
        let found = self.eat_keyword(keyword);
        if !found {
            self.expected(&[Expected::Keyword(keyword)]);
            // The wrong little word (`15% of coffee`): set aside, so that what it joins is read.
            const LITTLE: &[Keyword] = &[
                Keyword::ShareOf,
                Keyword::Off,
                Keyword::By,
                Keyword::To,
                Keyword::PriceFor,
            ];
            if !self.first_on_line() && self.at_any(LITTLE) {
                self.node(SyntaxKind::ERROR, Parser::bump);
            }
        }
        found
    }

    pub(crate) fn expect_any(&mut self, keywords: &[Keyword]) -> Option<Keyword> {
        let found = self.eat_any(keywords);
        if found.is_none() {
            self.expected_keywords(keywords);
        }
        found
    }

    pub(crate) fn expect_mark(&mut self, kind: SyntaxKind, mark: &'static str) -> bool {
        let found = self.eat(kind);
        if !found {
            self.expected(&[Expected::Mark(mark)]);
        }
        found
    }

    pub(crate) fn expect(&mut self, kind: SyntaxKind, what: Expected) -> bool {
        let found = self.eat(kind);
        if !found {
            self.expected(&[what]);
        }
        found
    }

    /// Takes a name as IDENT.
    pub(crate) fn expect_ident(&mut self) -> bool {
        if self.name_ahead(0) {
            self.bump_as(SyntaxKind::IDENT);
            return true;
        }
        self.expected_or_reserved(Expected::Name);
        false
    }

    /// Something that may be a name had to stand here. A reserved word on the same line was probably meant as one; on the next
    /// line it begins the next clause.
    pub(crate) fn expected_or_reserved(&mut self, what: Expected) {
        const JOINING: &[Keyword] = &[Keyword::And, Keyword::Or, Keyword::Not, Keyword::Except];
        let reserved =
            self.at(SyntaxKind::WORD) && !self.name_ahead(0) && !self.first_on_line() && !self.at_any(JOINING);
        if reserved {
            let word = self.current_text().to_owned();
            self.error(SyntaxErrorKind::ReservedName { word });
        } else {
            self.expected(&[what]);
        }
    }

    /// Takes any word after a dot as SEGMENT.
    pub(crate) fn expect_segment(&mut self) {
        if self.at(SyntaxKind::WORD) || self.at(SyntaxKind::IDENT) {
            self.bump_as(SyntaxKind::SEGMENT);
        } else {
            self.expected(&[Expected::Name]);
        }
    }

    // ---- errors ------------------------------------------------------------------------------------------------------------

    /// Where the current token stands; for a token missing at the end of a line, the place right after that line's last token.
    fn place(&self) -> TextRange {
        let before = self.position.checked_sub(1).and_then(|index| self.tokens.get(index));
        match (self.token(0), before) {
            (Some(token), Some(before)) if token.first_on_line => TextRange::empty(before.range.end()),
            (Some(token), _) => token.range,
            (None, Some(before)) => TextRange::empty(before.range.end()),
            (None, None) => TextRange::empty(TextSize::new(0)),
        }
    }

    pub(crate) fn current_range(&self) -> TextRange {
        self.token(0).map_or_else(|| self.place(), |token| token.range)
    }

    pub(crate) fn expected(&mut self, expected: &[Expected]) {
        let found = (!self.at_end()).then(|| self.current_text().to_owned());
        self.error(SyntaxErrorKind::Expected {
            expected: expected.to_vec(),
            found,
        });
    }

    /// What stands here begins nothing that could begin here: the mistake is this token, also at the beginning of a line.
    pub(crate) fn unexpected(&mut self, expected: &[Expected]) {
        let found = (!self.at_end()).then(|| self.current_text().to_owned());
        let range = self.current_range();
        let expected = expected.to_vec();
        self.error_at(SyntaxErrorKind::Expected { expected, found }, range);
    }

    pub(crate) fn expected_keywords(&mut self, keywords: &[Keyword]) {
        let expected: Vec<Expected> = keywords.iter().copied().map(Expected::Keyword).collect();
        self.expected(&expected);
    }

    pub(crate) fn error(&mut self, kind: SyntaxErrorKind) {
        let missing = matches!(kind, SyntaxErrorKind::Expected { .. });
        let range = if missing { self.place() } else { self.current_range() };
        self.error_at(kind, range);
    }

    pub(crate) fn error_at(&mut self, kind: SyntaxErrorKind, range: TextRange) {
        if !self.silent && self.errors.len() < MAX_ERRORS {
            self.errors.push(SyntaxError { kind, range });
        }
        self.silent = true;
    }

    /// A new clause or declaration begins: its first error is worth telling.
    pub(crate) fn listen(&mut self) {
        self.silent = false;
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.silent
    }

    /// Goes one level deeper, unless the limit is reached.
    pub(crate) fn deeper(&mut self, inside: impl FnOnce(&mut Self)) {
        if self.depth >= MAX_NESTING {
            self.error(SyntaxErrorKind::NestingTooDeep { limit: MAX_NESTING });
            return;
        }
        self.depth = self.depth.saturating_add(1);
        inside(self);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Puts tokens into an ERROR node until the block ends or `stop` says so, told how many `{` are open; at least one token.
    pub(crate) fn skip_until(&mut self, stop: impl Fn(&Self, usize) -> bool) {
        self.events.push(Event::Start(SyntaxKind::ERROR));
        let mut open = 0_usize;
        let mut first = true;
        while !self.at_end() {
            if !first && (open == 0 && self.at(SyntaxKind::R_CURLY) || stop(self, open)) {
                break;
            }
            if self.at(SyntaxKind::L_CURLY) {
                open = open.saturating_add(1);
            } else if self.at(SyntaxKind::R_CURLY) {
                open = open.saturating_sub(1);
            }
            first = false;
            self.bump();
        }
        self.events.push(Event::Finish);
    }
}

fn slice(text: &str, range: TextRange) -> &str {
    text.get(usize::from(range.start())..usize::from(range.end()))
        .unwrap_or_default()
}
