//! Checks over all declarations of a programme: names once, one retailer, orders, what nobody uses.

use perk_grammar::SyntaxKind;
use perk_grammar::tree::{SyntaxElement, SyntaxNode};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyse::time;
use crate::db::{Db, Programme};
use crate::declarations::{Decl, DeclarationKey, Kind, Namespace, declarations};
use crate::diagnostic::{At, Diagnostic, Edit, Finding, Fix, Location, Note, Param, Span, codes};
use crate::hir::{Declaration, Expectation, LocalTime, Name};
use crate::infer::infer;
use crate::names::{Lookup, programme_declarations, resolve};
use crate::spelling;

use super::{goods, order, parses, references};

/// Findings that concern several declarations, each with the declaration in whose file it is shown.
#[salsa::tracked(returns(ref))]
pub(crate) fn findings(db: &dyn Db, programme: Programme) -> Vec<(DeclarationKey, Finding)> {
    let mut found: Vec<(Decl<'_>, Finding)> = Vec::new();
    retailers(db, programme, &mut found);
    duplicates(db, programme, &mut found);
    repeated_tests(db, programme, &mut found);
    look_alikes(db, programme, &mut found);
    for kind in [Kind::Items, Kind::Stores, Kind::Clients] {
        found.extend(order::circles(db, programme, kind));
    }
    found.extend(order::schemes(db, programme));
    unused(db, programme, &mut found);
    super::gifts::findings(db, programme, &mut found);
    super::sets::findings(db, programme, &mut found);
    super::coupons::findings(db, programme, &mut found);
    goods::findings(db, programme, &mut found);
    hours_without_zone(db, programme, &mut found);
    tests_at_midnight(db, programme, &mut found);
    found
        .into_iter()
        .map(|(decl, finding)| (decl.key(db), finding))
        .collect()
}

/// Diagnostics that have no declaration to stand at.
pub(super) fn without_file(db: &dyn Db, programme: Programme) -> Vec<Diagnostic> {
    if crate::names::retailer_declaration(db, programme).is_some() {
        return Vec::new();
    }
    let mut paths: Vec<_> = programme.files(db).iter().map(|file| file.path(db).clone()).collect();
    // Where the block is looked for, if there is such a file.
    paths.sort_by_key(|path| (!is_retailer_file(path), path.clone()));
    let path = paths.into_iter().next().unwrap_or_else(|| "retailer.perk".into());
    let location = Location {
        path,
        span: Span::default(),
    };
    vec![Diagnostic {
        code: &codes::NO_RETAILER,
        params: Vec::new(),
        location: location.clone(),
        remark: None,
        labels: Vec::new(),
        notes: Vec::new(),
        fixes: vec![Fix {
            title: Note::plain(&codes::ADD_RETAILER),
            edits: vec![Edit {
                location,
                text: first_retailer(db, programme).into(),
            }],
        }],
        witness: None,
    }]
}

/// Whether a file is the one that the retailer block usually stands in.
fn is_retailer_file(path: &str) -> bool {
    path.rsplit('/').next() == Some("retailer.perk")
}

/// A retailer block in the language of the programme.
fn first_retailer(db: &dyn Db, programme: Programme) -> &'static str {
    let russian = |decl: &Decl<'_>| {
        let tree = decl.tree(db);
        let word = tree.and_then(|tree| perk_grammar::ast::AstNode::syntax(&tree).first_token());
        word.is_some_and(|word| crate::syntax::is_russian(word.text()))
    };
    if programme_declarations(db, programme).iter().any(russian) {
        "сеть \"Мой магазин\" {\n  валюта        руб\n  часовой пояс  \"Europe/Moscow\"\n}\n\n"
    } else {
        "retailer \"My shop\" {\n  currency   RUB\n  time zone  \"Europe/Moscow\"\n}\n\n"
    }
}

fn retailers<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let all = programme_declarations(db, programme)
        .iter()
        .copied()
        .filter(|decl| decl.kind(db) == Kind::Retailer);
    // The one in `retailer.perk` is the right one, whatever the alphabet says.
    let first = crate::names::retailer_declaration(db, programme);
    let Some(first) = first else { return };
    for second in all.filter(|decl| *decl != first) {
        let finding = Finding::new(&codes::TWO_RETAILERS, second.name_span(db))
            .mark(At::Name(first.key(db)), &codes::RETAILER_HERE);
        found.push((second, finding));
    }
}

/// Names that are declared more than once, spoken forms counted.
fn duplicates<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    // In the order of the text, but without asking for offsets: an edit that only moves declarations changes nothing here.
    let mut files = programme.files(db).clone();
    files.sort_by_cached_key(|file| file.path(db).clone());
    // The names of a second retailer are another programme's: that is said once, of its block.
    let own = crate::names::retailer_declaration(db, programme);
    let other = |file: &crate::db::SourceFile| {
        let mut retailers = declarations(db, *file)
            .iter()
            .filter(|decl| decl.kind(db) == Kind::Retailer);
        own.is_some_and(|own| own.file(db) != *file) && retailers.next().is_some()
    };
    files.retain(|file| !other(file));
    let mut first: FxHashMap<(Namespace, Name), Decl<'db>> = FxHashMap::default();
    for decl in files
        .into_iter()
        .flat_map(|file| declarations(db, file).iter().copied())
    {
        let Some(namespace) = decl.kind(db).namespace() else {
            continue;
        };
        for name in std::iter::once(decl.name(db)).chain(decl.also(db)) {
            if name.as_str().is_empty() {
                continue;
            }
            match first.get(&(namespace, name.clone())) {
                None => {
                    first.insert((namespace, name.clone()), decl);
                }
                Some(known) if *known == decl => {}
                Some(known) => {
                    let finding = Finding::new(&codes::DUPLICATE_NAME, decl.name_span(db))
                        .with("name", name.as_str())
                        .mark(At::Name(known.key(db)), &codes::DECLARED_HERE);
                    found.push((decl, finding));
                }
            }
        }
    }
}

/// Hours of promotions, and no time zone to read them in: the clock is then the till's, whatever that is.
/// Tests whose receipt is opened at midnight because no hour is written, and that expect something of a promotion with hours.
fn tests_at_midnight<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let declared = programme_declarations(db, programme);
    for decl in declared.iter().filter(|decl| decl.kind(db) == Kind::Test) {
        let Some(Declaration::Test(test)) = super::hir(db, programme, *decl).as_deref() else {
            continue;
        };
        let (Some(at), Some(span)) = (test.at, test.midnight) else {
            continue;
        };
        let expected = test.expectations.iter().filter_map(|(expectation, _)| {
            let Expectation::Gives { promotion, .. } = expectation else {
                return None;
            };
            Some(promotion)
        });
        for name in expected {
            let lookup = Lookup::new(db, Namespace::Programme, name.clone());
            let Some(of) = resolve(db, programme, lookup) else {
                continue;
            };
            let Some(Declaration::Promotion(promotion)) = super::hir(db, programme, of).as_deref() else {
                continue;
            };
            let open = |at: LocalTime| time::open(&promotion.valid, &promotion.on, at);
            if open(at) {
                continue;
            }
            let later = (1..HALF_HOURS).map(|half| LocalTime(at.0.saturating_add(half.saturating_mul(HALF_HOUR))));
            let Some(opens) = later.into_iter().find(|later| open(*later)) else {
                continue;
            };
            let place = infer(db, programme, *decl).spans.get(span);
            let seconds = opens.time().0;
            let (hour, minute) = (seconds.div_euclid(3600), seconds.rem_euclid(3600).div_euclid(60));
            let word = format!(" {hour:02}:{minute:02}");
            let finding = Finding::new(&codes::TEST_AT_MIDNIGHT, place)
                .with("name", promotion.spelling.as_ref())
                .fix(
                    &codes::ADD_HOUR,
                    vec![("word", Param::from(word.trim()))],
                    Span::at(place.end),
                    &word,
                );
            found.push((*decl, finding));
            break;
        }
    }
}

/// Seconds between the hours that are tried for a promotion that opens later on a day.
const HALF_HOUR: i64 = 1_800;

/// How many of them a day has.
const HALF_HOURS: i64 = 48;

fn hours_without_zone<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let Some(retailer) = crate::names::retailer_declaration(db, programme) else {
        return;
    };
    // A retailer that is wrong says so itself.
    if super::hir(db, programme, retailer).is_none() || super::retailer(db, programme).time_zone.is_some() {
        return;
    }
    let stores = &super::store_table(db, programme).rows;
    if !stores.is_empty() && stores.iter().all(|store| store.time_zone.is_some()) {
        return;
    }
    let has_hours = |decl: &&Decl<'db>| match super::hir(db, programme, **decl).as_deref() {
        Some(Declaration::Promotion(promotion)) => promotion.on.iter().any(|(window, _)| window.time.is_some()),
        _ => false,
    };
    let promotions = programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == Kind::Promotion);
    let Some(first) = promotions.into_iter().find(has_hours) else {
        return;
    };
    let tree = SyntaxNode::new_root(retailer.green(db).clone());
    let mut tokens = tree.descendants_with_tokens().filter_map(SyntaxElement::into_token);
    let brace = tokens.find(|token| token.kind() == SyntaxKind::L_CURLY);
    let mut finding =
        Finding::new(&codes::NO_TIME_ZONE, retailer.name_span(db)).mark(At::Name(first.key(db)), &codes::HOURS_HERE);
    if let Some(brace) = brace {
        let russian = tree
            .descendants_with_tokens()
            .filter_map(SyntaxElement::into_token)
            .find(|token| !token.kind().is_trivia() && token.kind() != SyntaxKind::DOC)
            .is_some_and(|word| crate::syntax::is_russian(word.text()));
        let words = match russian {
            true => "часовой пояс \"Europe/Moscow\"",
            false => "time zone \"Europe/Moscow\"",
        };
        let span = crate::syntax::token(&brace);
        let behind = usize::try_from(span.end).unwrap_or(usize::MAX);
        let text = tree.text().to_string();
        let line = text
            .get(behind..)
            .and_then(|rest| rest.lines().next())
            .unwrap_or_default();
        let before = if line.trim().is_empty() { "\n  " } else { " " };
        let word = vec![("word", crate::diagnostic::Param::from(words))];
        finding = finding.fix(&codes::WRITE_WORD, word, Span::at(span.end), format!("{before}{words}"));
    }
    found.push((retailer, finding));
}

/// Tests of one title: a report that names one could mean either.
fn repeated_tests<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let mut first: FxHashMap<&Name, Decl<'db>> = FxHashMap::default();
    for decl in programme_declarations(db, programme) {
        let title = decl.name(db);
        if decl.kind(db) != Kind::Test || title.as_str().is_empty() {
            continue;
        }
        match first.get(title) {
            None => {
                first.insert(title, *decl);
            }
            Some(known) => {
                let finding = Finding::new(&codes::REPEATED_TEST, decl.name_span(db))
                    .with("title", title.as_str())
                    .mark(At::Name(known.key(db)), &codes::DECLARED_HERE);
                found.push((*decl, finding));
            }
        }
    }
}

fn look_alikes<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    let mut first: FxHashMap<String, Decl<'db>> = FxHashMap::default();
    for decl in programme_declarations(db, programme) {
        if decl.kind(db).namespace() != Some(Namespace::Programme) || decl.name(db).as_str().is_empty() {
            continue;
        }
        let shape = spelling::skeleton(&decl.name(db).as_str().to_lowercase());
        let known = *first.entry(shape).or_insert(*decl);
        if known.name(db) != decl.name(db) {
            let finding = Finding::new(&codes::LOOK_ALIKE, decl.name_span(db))
                .with("name", decl.name(db).as_str())
                .with("other", known.name(db).as_str())
                .mark(At::Name(known.key(db)), &codes::DECLARED_HERE);
            found.push((*decl, finding));
        }
    }
}

/// Declarations that exist only to be used. Nothing is said while a file does not parse: the use may be there.
fn unused<'db>(db: &'db dyn Db, programme: Programme, found: &mut Vec<(Decl<'db>, Finding)>) {
    if programme.files(db).iter().any(|file| !parses(db, *file)) {
        return;
    }
    let mut used: FxHashSet<&DeclarationKey> = FxHashSet::default();
    for decl in programme_declarations(db, programme) {
        let own = decl.key(db);
        used.extend(references(db, programme, *decl).iter().filter(|target| **target != own));
    }
    for decl in programme_declarations(db, programme) {
        let meant_for_use = match decl.kind(db) {
            Kind::ProductProperty
            | Kind::ClientProperty
            | Kind::Items
            | Kind::Stores
            | Kind::Clients
            | Kind::Coupon
            | Kind::Scheme => true,
            Kind::Retailer
            | Kind::Owner
            | Kind::ClientGroup
            | Kind::Protect
            | Kind::Promotion
            | Kind::Accrual
            | Kind::Redemption
            | Kind::Set
            | Kind::Account
            | Kind::Counter
            | Kind::Schedule
            | Kind::Levels
            | Kind::Card
            | Kind::Certificate
            | Kind::Referral
            | Kind::Program
            | Kind::Campaign
            | Kind::Partner
            | Kind::Message
            | Kind::Survey
            | Kind::Operation
            | Kind::Test => false,
        };
        if meant_for_use && !decl.name(db).as_str().is_empty() && !used.contains(&decl.key(db)) {
            let finding = Finding::new(&codes::UNUSED, decl.name_span(db)).with("name", decl.name(db).as_str());
            found.push((*decl, finding));
        }
    }
}
