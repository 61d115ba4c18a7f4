//! Which declarations a file holds: their identities, never their meaning.

#![expect(
    missing_docs,
    reason = "salsa writes methods without documentation; every item of ours has its own"
)]

use perk_grammar::ast::{self, AstNode};
use perk_grammar::tree::{GreenNode, SyntaxNode};
use rustc_hash::FxHashMap;

use crate::db::{Db, SourceFile};
use crate::diagnostic::{Bilingual, Span};
use crate::hir::{Name, Text};
use crate::syntax;

/// Kinds of declarations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    Retailer,
    Owner,
    ProductProperty,
    ClientProperty,
    Items,
    Stores,
    Clients,
    ClientGroup,
    Protect,
    Scheme,
    Promotion,
    Accrual,
    Redemption,
    Set,
    Account,
    Counter,
    Schedule,
    Levels,
    Card,
    Coupon,
    Certificate,
    Referral,
    Program,
    Campaign,
    Partner,
    Message,
    Survey,
    Operation,
    Test,
}

/// Sets of names that do not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, salsa::SalsaValue)]
pub enum Namespace {
    /// Names of the programme: items, stores, promotions and all the rest.
    Programme,
    /// Properties of products.
    ProductProperty,
    /// Properties of clients.
    ClientProperty,
}

impl Kind {
    /// The keyword, in both languages.
    #[must_use]
    pub const fn word(self) -> &'static Bilingual {
        match self {
            Self::Retailer => &Bilingual {
                en: "retailer",
                ru: "сеть",
            },
            Self::Owner => &Bilingual {
                en: "owner",
                ru: "владелец",
            },
            Self::ProductProperty => &Bilingual {
                en: "product property",
                ru: "свойство товара",
            },
            Self::ClientProperty => &Bilingual {
                en: "client property",
                ru: "свойство клиента",
            },
            Self::Items => &Bilingual {
                en: "items",
                ru: "товары",
            },
            Self::Stores => &Bilingual {
                en: "stores",
                ru: "магазины",
            },
            Self::Clients => &Bilingual {
                en: "clients",
                ru: "клиенты",
            },
            Self::ClientGroup => &Bilingual {
                en: "client group",
                ru: "группа клиентов",
            },
            Self::Protect => &Bilingual {
                en: "protect",
                ru: "защита",
            },
            Self::Scheme => &Bilingual {
                en: "scheme",
                ru: "схема",
            },
            Self::Promotion => &Bilingual {
                en: "promotion",
                ru: "акция",
            },
            Self::Accrual => &Bilingual {
                en: "accrual",
                ru: "начисление",
            },
            Self::Redemption => &Bilingual {
                en: "redemption",
                ru: "списание",
            },
            Self::Set => &Bilingual {
                en: "set", ru: "набор"
            },
            Self::Account => &Bilingual {
                en: "account",
                ru: "счёт",
            },
            Self::Counter => &Bilingual {
                en: "counter",
                ru: "счётчик",
            },
            Self::Schedule => &Bilingual {
                en: "schedule",
                ru: "расписание",
            },
            Self::Levels => &Bilingual {
                en: "levels",
                ru: "уровни",
            },
            Self::Card => &Bilingual {
                en: "card",
                ru: "карта",
            },
            Self::Coupon => &Bilingual {
                en: "coupon",
                ru: "купон",
            },
            Self::Certificate => &Bilingual {
                en: "certificate",
                ru: "сертификат",
            },
            Self::Referral => &Bilingual {
                en: "referral",
                ru: "приглашение",
            },
            Self::Program => &Bilingual {
                en: "program",
                ru: "программа",
            },
            Self::Campaign => &Bilingual {
                en: "campaign",
                ru: "кампания",
            },
            Self::Partner => &Bilingual {
                en: "partner",
                ru: "партнёр",
            },
            Self::Message => &Bilingual {
                en: "message",
                ru: "сообщение",
            },
            Self::Survey => &Bilingual {
                en: "survey",
                ru: "опрос",
            },
            Self::Operation => &Bilingual {
                en: "operation",
                ru: "операция",
            },
            Self::Test => &Bilingual {
                en: "test", ru: "тест"
            },
        }
    }

    /// Where its name lives; `None` for declarations that nothing refers to by name.
    #[must_use]
    pub const fn namespace(self) -> Option<Namespace> {
        match self {
            Self::Retailer | Self::Owner | Self::Protect | Self::Test => None,
            Self::ProductProperty => Some(Namespace::ProductProperty),
            Self::ClientProperty => Some(Namespace::ClientProperty),
            Self::Items
            | Self::Stores
            | Self::Clients
            | Self::ClientGroup
            | Self::Scheme
            | Self::Promotion
            | Self::Accrual
            | Self::Redemption
            | Self::Set
            | Self::Account
            | Self::Counter
            | Self::Schedule
            | Self::Levels
            | Self::Card
            | Self::Coupon
            | Self::Certificate
            | Self::Referral
            | Self::Program
            | Self::Campaign
            | Self::Partner
            | Self::Message
            | Self::Survey
            | Self::Operation => Some(Namespace::Programme),
        }
    }

    fn of(declaration: &ast::Declaration) -> Self {
        match declaration {
            ast::Declaration::Retailer(_) => Self::Retailer,
            ast::Declaration::FileOwner(_) => Self::Owner,
            ast::Declaration::ProductProperty(_) => Self::ProductProperty,
            ast::Declaration::ClientProperty(_) => Self::ClientProperty,
            ast::Declaration::Items(_) => Self::Items,
            ast::Declaration::Stores(_) => Self::Stores,
            ast::Declaration::Clients(_) => Self::Clients,
            ast::Declaration::ClientGroup(_) => Self::ClientGroup,
            ast::Declaration::Protect(_) => Self::Protect,
            ast::Declaration::Scheme(_) => Self::Scheme,
            ast::Declaration::Promotion(_) => Self::Promotion,
            ast::Declaration::Accrual(_) => Self::Accrual,
            ast::Declaration::Redemption(_) => Self::Redemption,
            ast::Declaration::Set(_) => Self::Set,
            ast::Declaration::Account(_) => Self::Account,
            ast::Declaration::Counter(_) => Self::Counter,
            ast::Declaration::Schedule(_) => Self::Schedule,
            ast::Declaration::Levels(_) => Self::Levels,
            ast::Declaration::Card(_) => Self::Card,
            ast::Declaration::Coupon(_) => Self::Coupon,
            ast::Declaration::Certificate(_) => Self::Certificate,
            ast::Declaration::Referral(_) => Self::Referral,
            ast::Declaration::Program(_) => Self::Program,
            ast::Declaration::Campaign(_) => Self::Campaign,
            ast::Declaration::Partner(_) => Self::Partner,
            ast::Declaration::Message(_) => Self::Message,
            ast::Declaration::Survey(_) => Self::Survey,
            ast::Declaration::Operation(_) => Self::Operation,
            ast::Declaration::Test(_) => Self::Test,
        }
    }
}

/// A declaration.
///
/// # ID stability
///
/// The identity is (file, kind, name, how many of that kind and name stand before it in the file). It survives every edit
/// of the body and of other declarations; it does not hold a position.
#[salsa::tracked(debug)]
pub struct Decl<'db> {
    /// The file it stands in.
    #[returns(copy)]
    pub file: SourceFile,
    /// Its kind.
    #[returns(copy)]
    pub kind: Kind,
    /// Its folded name; the title of a test; the words of the selection of a protection.
    #[returns(ref)]
    pub name: Name,
    /// How many of this kind and name stand before it in the file.
    #[returns(copy)]
    pub nth: u32,
    /// Its other names (`also …`), folded.
    #[tracked]
    #[returns(ref)]
    pub also: Vec<Name>,
    /// Its tree, which knows no position.
    #[tracked]
    #[returns(ref)]
    pub green: GreenNode,
    /// Where its name stands, relative to its start.
    #[tracked]
    #[returns(copy)]
    pub name_span: Span,
    /// Where it starts in the file.
    #[tracked]
    #[returns(copy)]
    pub start: u32,
}

impl<'db> Decl<'db> {
    /// Its typed tree, of which it is the root.
    #[must_use]
    pub fn tree(self, db: &'db dyn Db) -> Option<ast::Declaration> {
        ast::Declaration::cast(SyntaxNode::new_root(self.green(db).clone()))
    }

    /// Its key, which outlives a revision.
    #[must_use]
    pub fn key(self, db: &'db dyn Db) -> DeclarationKey {
        DeclarationKey {
            path: self.file(db).path(db).clone(),
            kind: self.kind(db),
            name: self.name(db).clone(),
            nth: self.nth(db),
        }
    }
}

/// The identity of a declaration as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeclarationKey {
    /// Path of its file.
    pub path: Text,
    /// Its kind.
    pub kind: Kind,
    /// Its folded name.
    pub name: Name,
    /// How many of this kind and name stand before it in the file.
    pub nth: u32,
}

/// The declarations of a file, in their order.
#[salsa::tracked(returns(ref))]
pub fn declarations<'db>(db: &'db dyn Db, file: SourceFile) -> Vec<Decl<'db>> {
    let parse = crate::semantics::parse(db, file);
    let mut seen: FxHashMap<(Kind, Name), u32> = FxHashMap::default();
    let mut found = Vec::new();
    for node in parse.syntax().children() {
        let green = node.green().to_owned();
        let start = u32::from(node.text_range().start());
        let Some(declaration) = ast::Declaration::cast(node) else {
            continue;
        };
        let kind = Kind::of(&declaration);
        let (name, span) = name_of(&declaration, kind);
        let also = declaration
            .spoken_forms()
            .map(|forms| forms.idents().map(|ident| Name::fold(&ident.name())).collect())
            .unwrap_or_default();
        let count = seen.entry((kind, name.clone())).or_insert(0);
        let nth = *count;
        *count = count.saturating_add(1);
        let span = Span::new(span.start.saturating_sub(start), span.end.saturating_sub(start));
        found.push(Decl::new(db, file, kind, name, nth, also, green, span, start));
    }
    found
}

/// The name and its absolute place; where there is no name, the first word of the declaration.
fn name_of(declaration: &ast::Declaration, kind: Kind) -> (Name, Span) {
    let keyword = || {
        let node = declaration.syntax();
        let first = node
            .children_with_tokens()
            .filter_map(perk_grammar::tree::SyntaxElement::into_token)
            .find(|token| !token.kind().is_trivia() && token.kind() != perk_grammar::SyntaxKind::DOC);
        first.map_or_else(|| syntax::node(node), |token| syntax::token(&token))
    };
    match kind {
        Kind::Retailer | Kind::Owner => (Name::fold(""), keyword()),
        Kind::Test => declaration.title().map_or_else(
            || (Name::fold(""), keyword()),
            |title| (Name::fold(&title.value()), syntax::typed(&title)),
        ),
        Kind::Protect => {
            let selection = declaration.syntax().children().find_map(ast::Selection::cast);
            let words = selection
                .map(|selection| syntax::words(selection.syntax()))
                .unwrap_or_default();
            (Name::fold(&words), keyword())
        }
        Kind::ProductProperty
        | Kind::ClientProperty
        | Kind::Items
        | Kind::Stores
        | Kind::Clients
        | Kind::ClientGroup
        | Kind::Scheme
        | Kind::Promotion
        | Kind::Accrual
        | Kind::Redemption
        | Kind::Set
        | Kind::Account
        | Kind::Counter
        | Kind::Schedule
        | Kind::Levels
        | Kind::Card
        | Kind::Coupon
        | Kind::Certificate
        | Kind::Referral
        | Kind::Program
        | Kind::Campaign
        | Kind::Partner
        | Kind::Message
        | Kind::Survey
        | Kind::Operation => declaration.name().filter(|name| !name.text().is_empty()).map_or_else(
            || (Name::fold(""), keyword()),
            |name| (Name::fold(&name.text()), syntax::node(name.syntax())),
        ),
    }
}
