//! From a declaration's tree to its typed meaning: names resolved, literals normalised, dimensions checked. One file per
//! language area; the tree is read here and nowhere else.

mod audience;
mod condition;
mod coupon;
mod effect;
mod filter;
mod frame;
mod gift;
mod later;
mod limit;
mod literal;
mod names;
mod path;
mod promotion;
mod property;
mod protect;
mod scheme;
mod selection;
mod set;
mod test;
mod text;
mod time;

pub(crate) use frame::{currency, unknown_zone};
pub use scheme::defaults as scheme_defaults;

use std::sync::Arc;

use perk_grammar::ast::{self, AstNode};
use perk_grammar::tree::{SyntaxElement, SyntaxNode};
use perk_grammar::{Keyword, Language};

use crate::body::SourceMap;
use crate::db::{Db, Programme};
use crate::declarations::{Decl, DeclarationKey, Kind};
use crate::diagnostic::{Finding, Severity, Span, codes};
use crate::hir::{self, Currency, Name, SpanId, Text};
use crate::syntax;

/// A name in a declaration and the declaration it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Where the name stands, relative to the declaration.
    pub span: Span,
    /// What it means.
    pub target: DeclarationKey,
}

/// The meaning of a declaration, where its parts stand and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inference {
    /// The meaning; `None` when a part of it could not be understood.
    pub hir: Option<Arc<hir::Declaration>>,
    /// Places of its numbered parts.
    pub spans: SourceMap,
    /// Names it uses.
    pub references: Vec<Reference>,
    /// What is wrong with it, by itself.
    pub findings: Vec<Finding>,
    /// Goods that it joins by `and`.
    pub conjunctions: Vec<Conjunction>,
}

/// Two selections of goods joined by `and`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conjunction {
    /// Where `and` stands.
    pub at: Span,
    /// Whether it is written in Russian.
    pub russian: bool,
    /// The first selection in the author's words.
    pub first: Text,
    /// The second selection in the author's words.
    pub second: Text,
    /// What the first means.
    pub left: hir::ItemSelection,
    /// What the second means.
    pub right: hir::ItemSelection,
}

/// Findings of a promotion as a whole that no part which is missing could have caused: they are told together with what is
/// wrong with the parts.
const OF_THE_REST: [&crate::diagnostic::Code; 9] = [
    &codes::LIMIT_ZERO,
    &codes::LIMIT_TWICE,
    &codes::PARTIAL_ONLY_MONEY,
    &codes::BASE_OF_SUM,
    &codes::TWO_PHASES,
    &codes::NO_STEPS,
    &codes::STEPS_NOT_RISING,
    &codes::MIXED_REWARDS,
    &codes::EMPTY_PROTECTION,
];

/// The language in which a declaration begins.
fn author(tree: &SyntaxNode) -> Language {
    let tokens = tree.descendants_with_tokens();
    let first = tokens
        .filter_map(SyntaxElement::into_token)
        .find(|token| token.text().starts_with(char::is_alphabetic));
    match first {
        Some(word) if syntax::is_russian(word.text()) => Language::Russian,
        Some(_) | None => Language::English,
    }
}

/// The meaning of one declaration.
#[salsa::tracked(returns(ref))]
pub fn infer<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Inference {
    let mut context = Context::new(db, programme, decl);
    let understood = decl.tree(db).and_then(|tree| context.declaration(decl, &tree));
    let failed = context.broken
        || context
            .findings
            .iter()
            .any(|finding| finding.code.severity == Severity::Error);
    let mut findings = context.findings;
    if let Some(understood) = understood.as_ref().filter(|_| !context.broken) {
        let of_the_whole = crate::check::declaration(understood, &context.spans, author(&context.tree));
        findings.extend(
            of_the_whole
                .into_iter()
                .filter(|it| !failed || OF_THE_REST.contains(&it.code)),
        );
    }
    let hir = if failed { None } else { understood };
    Inference {
        hir: hir.map(Arc::new),
        spans: context.spans,
        references: context.references,
        findings,
        conjunctions: context.conjunctions,
    }
}

/// What inference of one declaration carries along.
struct Context<'db> {
    db: &'db dyn Db,
    programme: Programme,
    /// Path of the file, to find data files beside it.
    path: Text,
    currency: Currency,
    spans: SourceMap,
    references: Vec<Reference>,
    findings: Vec<Finding>,
    conjunctions: Vec<Conjunction>,
    /// A part is missing because the text does not parse; the parser has said so.
    broken: bool,
    /// The promotion has a `for each`, so its discounts speak of roles.
    roles: bool,
    /// What it is about, where that could be understood.
    each: Option<hir::ForEach>,
    /// Depth of nested selections and conditions.
    depth: usize,
    /// The tree of the declaration, to repeat the author's words in fixes.
    tree: SyntaxNode,
}

impl<'db> Context<'db> {
    fn new(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Self {
        // The retailer block defines the currency; its own inference reads it from its tree.
        let currency = if decl.kind(db) == Kind::Retailer {
            Currency::RUB
        } else {
            crate::semantics::currency(db, programme)
        };
        Self {
            db,
            programme,
            path: decl.file(db).path(db).clone(),
            currency,
            spans: SourceMap::default(),
            references: Vec::new(),
            findings: Vec::new(),
            conjunctions: Vec::new(),
            broken: false,
            roles: false,
            each: None,
            depth: 0,
            tree: SyntaxNode::new_root(decl.green(db).clone()),
        }
    }

    /// The author's words at a place.
    fn text_at(&self, span: Span) -> String {
        let range = perk_grammar::tree::TextRange::new(span.start.into(), span.end.max(span.start).into());
        let inside = self.tree.text_range().contains_range(range);
        if inside {
            self.tree.text().slice(range).to_string()
        } else {
            String::new()
        }
    }

    /// A unit in the language in which the author wrote the word before a place.
    fn unit_at(&self, unit: &str, place: u32) -> String {
        let before = self.text_at(Span::new(0, place));
        let word = before
            .rsplit(|letter: char| !letter.is_alphabetic())
            .find(|word| !word.is_empty());
        let language = match word {
            Some(word) if syntax::is_russian(word) => Language::Russian,
            Some(_) | None => Language::English,
        };
        let keyword = Keyword::from_text(unit).find(|keyword| keyword.section() == "units");
        keyword.map_or(unit, |keyword| keyword.canonical(language)).to_owned()
    }

    fn declaration(&mut self, decl: Decl<'db>, tree: &ast::Declaration) -> Option<hir::Declaration> {
        self.name_of(decl);
        match tree {
            ast::Declaration::Retailer(it) => self.retailer(it).map(hir::Declaration::Retailer),
            ast::Declaration::FileOwner(_) => None,
            ast::Declaration::ProductProperty(it) => self.property_type(it.property_type()?).map(|ty| {
                hir::Declaration::ProductProperty(hir::Property {
                    name: decl.name(self.db).clone(),
                    ty,
                    only_by_rules: false,
                })
            }),
            ast::Declaration::ClientProperty(it) => {
                let only_by_rules = it.property_options().any(|option| option.only_by_rules_kw().is_some());
                self.property_type(it.property_type()?).map(|ty| {
                    hir::Declaration::ClientProperty(hir::Property {
                        name: decl.name(self.db).clone(),
                        ty,
                        only_by_rules,
                    })
                })
            }
            ast::Declaration::Items(it) => {
                let selection = self.part(it.selection()).and_then(|it| self.items(&it));
                selection.map(|selection| {
                    hir::Declaration::Items(hir::ItemsDeclaration {
                        name: decl.name(self.db).clone(),
                        selection,
                    })
                })
            }
            ast::Declaration::Stores(it) => {
                let selection = self.part(it.selection()).and_then(|it| self.stores(&it));
                selection.map(|selection| {
                    hir::Declaration::Stores(hir::StoresDeclaration {
                        name: decl.name(self.db).clone(),
                        selection,
                    })
                })
            }
            ast::Declaration::Clients(it) => self.clients(decl.name(self.db), it).map(hir::Declaration::Clients),
            ast::Declaration::Protect(it) => self.protect(it).map(hir::Declaration::Protect),
            ast::Declaration::Set(it) => self.set(decl.name(self.db), it).map(hir::Declaration::Set),
            ast::Declaration::Scheme(it) => self.scheme(decl.name(self.db), it).map(hir::Declaration::Scheme),
            ast::Declaration::Promotion(it) => self
                .promotion(decl.name(self.db), it)
                .map(|it| hir::Declaration::Promotion(Box::new(it))),
            ast::Declaration::Coupon(it) => self.coupon(decl.name(self.db), it).map(hir::Declaration::Coupon),
            ast::Declaration::Test(it) => self.test(it).map(|it| hir::Declaration::Test(Box::new(it))),
            ast::Declaration::ClientGroup(_)
            | ast::Declaration::Accrual(_)
            | ast::Declaration::Redemption(_)
            | ast::Declaration::Account(_)
            | ast::Declaration::Counter(_)
            | ast::Declaration::Schedule(_)
            | ast::Declaration::Levels(_)
            | ast::Declaration::Card(_)
            | ast::Declaration::Certificate(_)
            | ast::Declaration::Referral(_)
            | ast::Declaration::Program(_)
            | ast::Declaration::Campaign(_)
            | ast::Declaration::Partner(_)
            | ast::Declaration::Message(_)
            | ast::Declaration::Survey(_)
            | ast::Declaration::Operation(_) => {
                self.declaration_of_later(decl);
                None
            }
        }
    }

    /// A part that the grammar requires: its absence has been reported by the parser.
    fn part<T>(&mut self, part: Option<T>) -> Option<T> {
        if part.is_none() {
            self.broken = true;
        }
        part
    }

    fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    fn place(&mut self, node: &SyntaxNode) -> SpanId {
        self.spans.add(syntax::node(node))
    }

    /// The place of the brace that opens a block; the end of the node's first line of words when it is missing.
    fn brace(&mut self, node: &SyntaxNode) -> SpanId {
        let brace = node
            .children_with_tokens()
            .filter_map(perk_grammar::tree::SyntaxElement::into_token)
            .find(|token| token.kind() == perk_grammar::SyntaxKind::L_CURLY);
        let span = brace.map_or_else(|| syntax::node(node), |brace| syntax::token(&brace));
        self.spans.add(span)
    }

    /// Runs a nested step within the depth limit; deeper trees are refused by the parser, this only bounds our own stack.
    fn nested<T>(&mut self, step: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth >= crate::limits::DEPTH {
            self.broken = true;
            return None;
        }
        self.depth = self.depth.saturating_add(1);
        let result = step(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    /// A clause that may stand once: reports the second one and says whether this is the first.
    fn once(
        &mut self,
        seen: &mut Option<Span>,
        node: &SyntaxNode,
        clause: &'static crate::diagnostic::Bilingual,
    ) -> bool {
        let span = syntax::node(node);
        match *seen {
            None => {
                *seen = Some(span);
                true
            }
            Some(first) => {
                self.report(
                    Finding::new(&codes::REPEATED_CLAUSE, span)
                        .with("clause", clause)
                        .mark(crate::diagnostic::At::Own(first), &codes::FIRST_CLAUSE),
                );
                false
            }
        }
    }

    fn clients(&mut self, name: &Name, tree: &ast::Clients) -> Option<hir::ClientsDeclaration> {
        let condition = self.part(tree.condition())?;
        let span = self.place(condition.syntax());
        let condition = self.client_condition(&condition)?;
        Some(hir::ClientsDeclaration {
            name: name.clone(),
            selection: hir::ClientSelection::Where(Box::new(condition), span),
        })
    }
}
