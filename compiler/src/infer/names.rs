//! Names inside a declaration: what they mean, and what was probably meant when they mean nothing.

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};

use super::{Context, Reference};
use crate::declarations::{Decl, Kind, Namespace};
use crate::diagnostic::{At, Bilingual, Code, Finding, Note, Param, Span, codes};
use crate::hir::{Name, Text};
use crate::limits;
use crate::names::{Lookup, names_of, resolve};
use crate::spelling::{self, Reason};
use crate::syntax;

impl<'db> Context<'db> {
    /// A declaration that needs a name has one; how it is spelled has been checked by the parser.
    pub(super) fn name_of(&mut self, decl: Decl<'db>) {
        if decl.kind(self.db).namespace().is_some() && decl.name(self.db).as_str().is_empty() {
            self.broken = true;
        }
    }

    /// The declaration a name refers to, of the kind that is needed here.
    pub(super) fn reference(&mut self, reference: &ast::NameRef, kind: Kind) -> Option<Name> {
        let ident = self.part(reference.ident())?;
        self.name_at(
            &ident.name(),
            syntax::node(reference.syntax()),
            kind,
            &codes::UNKNOWN_NAME,
        )
    }

    /// The declaration of a written name, of the kind that is needed here.
    pub(super) fn name_at(&mut self, written: &str, span: Span, kind: Kind, unknown: &'static Code) -> Option<Name> {
        let decl = match self.lookup(Namespace::Programme, written) {
            Some(decl) => decl,
            None => {
                self.unknown(unknown, written, span, kind);
                return None;
            }
        };
        self.refer(span, decl);
        let found = decl.kind(self.db);
        if found != kind {
            self.report(
                Finding::new(&codes::WRONG_KIND, span)
                    .with("name", written)
                    .with("found", found.word())
                    .with("kind", kind.word())
                    .mark(At::Name(decl.key(self.db)), &codes::DECLARED_HERE),
            );
            return None;
        }
        Some(decl.name(self.db).clone())
    }

    /// The declaration of a name of any kind.
    pub(super) fn lookup(&self, namespace: Namespace, written: &str) -> Option<Decl<'db>> {
        resolve(
            self.db,
            self.programme,
            Lookup::new(self.db, namespace, Name::fold(written)),
        )
    }

    pub(super) fn refer(&mut self, span: Span, decl: Decl<'db>) {
        self.references.push(Reference {
            span,
            target: decl.key(self.db),
        });
    }

    fn unknown(&mut self, code: &'static Code, written: &str, span: Span, kind: Kind) {
        let names = names_of(self.db, self.programme, kind);
        let finding = Finding::new(code, span)
            .with("name", written)
            .with("kind", plural(kind));
        let days = crate::check::days_with_hyphen(written).filter(|_| kind == Kind::Stores);
        let finding = match days {
            // `в пн-пт`: days, not shops.
            Some(days) => {
                let word = || vec![("word", Param::from(days.as_str()))];
                let meant = Note {
                    text: &codes::DID_YOU_MEAN,
                    params: word(),
                };
                said(finding, Some(meant)).fix(&codes::WRITE_WORD, word(), span, &days)
            }
            None => suggest(finding, written, span, &names),
        };
        let finding =
            match kind == Kind::Clients && spelling::suggest(written, names.iter().map(String::as_str)).is_none() {
                true => self.who_are(finding, written),
                false => finding,
            };
        self.report(finding);
    }

    /// How clients are named: `для пенсионеров` speaks of a property, or of nothing yet.
    fn who_are(&self, finding: Finding, written: &str) -> Finding {
        let properties = names_of(self.db, self.programme, Kind::ClientProperty);
        let name = ("name", Param::from(written));
        match spelling::suggest(written, properties.iter().map(String::as_str)) {
            Some(found) => finding.note(
                &codes::CLIENTS_BY_PROPERTY,
                vec![("word", Param::from(found.word.as_str())), name],
            ),
            None => finding.note(&codes::CLIENTS_DECLARED, vec![name]),
        }
    }
}

/// Adds what was probably meant, or the names there are.
pub(super) fn suggest(mut finding: Finding, written: &str, span: Span, names: &[String]) -> Finding {
    match spelling::suggest(written, names.iter().map(String::as_str)) {
        Some(found) => {
            let word = || vec![("word", Param::from(found.word.as_str()))];
            let note = match found.reason {
                Reason::Typo => &codes::DID_YOU_MEAN,
                Reason::Layout => &codes::OTHER_LAYOUT,
                Reason::Case => &codes::OTHER_CASE,
                Reason::LookAlike => &codes::LOOKS_LIKE,
            };
            let another_case = found.reason == Reason::Typo && spelling::is_another_case(written, &found.word);
            finding = said(
                finding,
                Some(Note {
                    text: note,
                    params: word(),
                }),
            );
            if another_case {
                let params = vec![
                    ("word", Param::from(found.word.as_str())),
                    ("name", Param::from(written)),
                ];
                finding = finding.note(&codes::SPOKEN_FORM, params);
            }
            finding = finding.fix(&codes::WRITE_WORD, word(), span, &found.word);
        }
        None if !names.is_empty() => {
            let shown: Vec<Text> = names
                .iter()
                .take(limits::NAMES_SHOWN)
                .map(|name| Arc::from(name.as_str()))
                .collect();
            let more = names.len().saturating_sub(shown.len());
            let listed = ("names", Param::List(shown));
            let count = ("count", Param::Count(u64::try_from(more).unwrap_or(u64::MAX)));
            finding = match more {
                0 => said(finding, None).note(&codes::KNOWN_NAMES, vec![listed]),
                _ => said(finding, None).note(&codes::KNOWN_NAMES_AND_MORE, vec![listed, count]),
            };
        }
        None => finding = said(finding, None),
    }
    finding
}

/// The message ends with what was probably meant, so that it stands there in every format.
fn said(mut finding: Finding, meant: Option<Note>) -> Finding {
    finding.params.push(("meant", Param::Sentence(meant.map(Box::new))));
    finding
}

/// The kind as it stands in "there are no … called".
fn plural(kind: Kind) -> &'static Bilingual {
    let special = [
        (Kind::Items, &codes::KIND_ITEMS),
        (Kind::Stores, &codes::KIND_STORES),
        (Kind::Clients, &codes::KIND_CLIENTS),
        (Kind::Scheme, &codes::KIND_SCHEME),
        (Kind::Promotion, &codes::KIND_PROMOTION),
        (Kind::Coupon, &codes::KIND_COUPON),
        (Kind::Set, &codes::KIND_SET),
    ];
    special
        .into_iter()
        .find(|(known, _)| *known == kind)
        .map_or_else(|| kind.word(), |(_, word)| word)
}
