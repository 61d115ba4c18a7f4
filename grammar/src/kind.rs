//! What a token or a node of the tree is; knows no text and no tree.

#[rustfmt::skip]
mod generated;

pub use generated::SyntaxKind;

impl SyntaxKind {
    /// The place of this kind in [`SyntaxKind::ALL`].
    #[expect(
        clippy::as_conversions,
        reason = "the discriminant of a fieldless `repr(u16)` enum is a u16"
    )]
    pub(crate) const fn number(self) -> u16 {
        self as u16
    }

    /// Whether the grammar skips tokens of this kind: blanks, comments and the byte order mark.
    pub fn is_trivia(self) -> bool {
        matches!(self, SyntaxKind::WHITESPACE | SyntaxKind::COMMENT | SyntaxKind::BOM)
    }
}

#[cfg(test)]
mod tests {
    use super::SyntaxKind;

    #[test]
    fn kinds_stand_at_their_numbers() {
        for (index, kind) in SyntaxKind::ALL.iter().enumerate() {
            assert_eq!(index, usize::from(kind.number()), "{kind:?}");
        }
    }
}
