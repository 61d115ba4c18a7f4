//! Where the lost quote of a text belongs; knows no meaning.

use crate::diagnostic::Span;

/// Bytes that are read anew for one file, over all its lost quotes: each place that is tried reads the whole file. A file
/// with more of them keeps its later quotes at the ends of their lines, which is seldom wrong.
const READ_ANEW: usize = 2 * 1024 * 1024;

/// Places tried in one line.
const PLACES: usize = 12;

/// Finds the places where quotes of one file were lost.
pub(in crate::check) struct LostQuotes<'t> {
    text: &'t str,
    left: usize,
}

impl<'t> LostQuotes<'t> {
    pub(in crate::check) fn in_text(text: &'t str) -> Self {
        Self { text, left: READ_ANEW }
    }

    /// Where the closing quote most likely belongs: the last place on the line after which the file has the fewest mistakes.
    pub(in crate::check) fn place(&mut self, span: Span, quote: char) -> Span {
        let bound = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
        let end = Span::at(span.end);
        let Some(written) = self.text.get(bound(span.start)..bound(span.end)) else {
            return end;
        };
        let trimmed = written.trim_end();
        let mut places = vec![trimmed.len()];
        // Before a brace: a text hardly ends in one, and a block does.
        let braces = trimmed
            .char_indices()
            .filter(|(_, letter)| matches!(letter, '{' | '}' | '=' | ','))
            .filter_map(|(offset, _)| written.get(..offset))
            .map(|before| before.trim_end().len())
            .filter(|place| *place > 1);
        places.extend(braces.collect::<Vec<_>>().into_iter().rev().take(PLACES));
        let Some(left) = self.left.checked_sub(self.text.len().saturating_mul(places.len())) else {
            return end;
        };
        self.left = left;
        let mut best: Option<(usize, usize)> = None;
        for place in places {
            let at = bound(span.start).saturating_add(place);
            let (Some(before), Some(after)) = (self.text.get(..at), self.text.get(at..)) else {
                continue;
            };
            let tried = perk_grammar::parse(&format!("{before}{quote}{after}"));
            let mistakes = tried.errors().len();
            if best.is_none_or(|(fewest, _)| mistakes < fewest) {
                best = Some((mistakes, at));
            }
        }
        best.and_then(|(_, at)| u32::try_from(at).ok()).map_or(end, Span::at)
    }
}
