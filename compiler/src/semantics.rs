//! The questions that others ask about a programme: its diagnostics, the meaning of its declarations, its tests, what
//! stands at an offset. Everything absolute is computed here and nowhere else.

mod coupons;
mod gifts;
mod goods;
mod order;
mod overlap;
mod places;
pub(crate) mod programme;
mod sets;
mod tables;
mod tests;

use std::sync::Arc;

pub use order::{SelectionOrder, scheme_order, selection_order};
pub use places::{Hover, Symbol};
pub use places::{definition, hover, line_starts, location_of, place, references_to, symbols};
pub use tables::{StoreRow, StoreTable, store_table};
pub use tests::{TestCase, test_blocks};

pub use crate::names::programme_declarations;

use crate::analyse;
use crate::body::SourceMap;
use crate::data;
use crate::db::{DataFile, Db, Programme, SourceFile};
use crate::declarations::{Decl, DeclarationKey, Kind, Namespace, declarations};
use crate::diagnostic::{At, Diagnostic, Edit, Finding, Fix, Label, Location, Remedy, Severity, Span, codes};
use crate::hir as meaning;
use crate::hir::{Currency, Name, Phase, PropertyType, Rounding, Text};
use crate::infer::infer;
use crate::names::{Lookup, resolve, retailer_declaration};

/// The tree of a file with its syntax errors.
#[salsa::tracked(returns(ref), no_eq, lru = 256)]
pub fn parse(db: &dyn Db, file: SourceFile) -> perk_grammar::Parse {
    perk_grammar::parse(file.text(db))
}

/// Whether a file is without syntax errors.
#[salsa::tracked(returns(copy))]
pub fn parses(db: &dyn Db, file: SourceFile) -> bool {
    parse(db, file).errors().is_empty()
}

/// The typed meaning of a declaration; `None` when there is none or a part of it is in error. Equal after every edit that
/// changes no meaning, so what is built from it is not built again.
#[salsa::tracked(returns(ref))]
pub fn hir<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Option<Arc<meaning::Declaration>> {
    infer(db, programme, decl).hir.clone()
}

/// Where the numbered places of a declaration's HIR stand.
#[must_use]
pub fn source_map<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> &'db SourceMap {
    &infer(db, programme, decl).spans
}

/// What a declaration refers to, without places: untouched by edits that change no name.
#[salsa::tracked(returns(ref))]
pub(crate) fn references<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Vec<DeclarationKey> {
    let mut targets: Vec<DeclarationKey> = infer(db, programme, decl)
        .references
        .iter()
        .map(|reference| reference.target.clone())
        .collect();
    targets.sort_unstable();
    targets.dedup();
    targets
}

/// The currency of a programme: the retailer's, or roubles as long as there is none.
#[salsa::tracked(returns(copy))]
pub fn currency(db: &dyn Db, programme: Programme) -> Currency {
    let tree = retailer_declaration(db, programme).and_then(|decl| decl.tree(db));
    match tree {
        Some(perk_grammar::ast::Declaration::Retailer(retailer)) => crate::infer::currency(&retailer),
        _ => None,
    }
    .unwrap_or(Currency::RUB)
}

/// The retailer block; the defaults as long as there is none.
#[salsa::tracked(returns(ref))]
pub fn retailer(db: &dyn Db, programme: Programme) -> meaning::Retailer {
    let found = retailer_declaration(db, programme).and_then(|decl| hir(db, programme, decl).clone());
    match found.as_deref() {
        Some(meaning::Declaration::Retailer(retailer)) => retailer.clone(),
        _ => meaning::Retailer {
            title: Text::from(""),
            currency: currency(db, programme),
            time_zone: None,
            rounding: Rounding::HalfUp,
            total_rounding: None,
            products: None,
            stores: None,
            keywords: None,
        },
    }
}

fn retailer_file(db: &dyn Db, programme: Programme, path: Option<&Text>) -> Option<DataFile> {
    let decl = retailer_declaration(db, programme)?;
    data::find(db, programme, decl.file(db).path(db), path?)
}

/// The catalogue that the retailer block names, if it is there.
#[salsa::tracked(returns(copy))]
pub fn products_file(db: &dyn Db, programme: Programme) -> Option<DataFile> {
    retailer_file(db, programme, retailer(db, programme).products.as_ref())
}

/// The table of stores that the retailer block names, if it is there.
#[salsa::tracked(returns(copy))]
pub fn stores_file(db: &dyn Db, programme: Programme) -> Option<DataFile> {
    retailer_file(db, programme, retailer(db, programme).stores.as_ref())
}

/// The type of a declared property.
#[salsa::tracked(returns(ref))]
pub fn property_type<'db>(db: &'db dyn Db, programme: Programme, decl: Decl<'db>) -> Option<PropertyType> {
    match hir(db, programme, decl).as_deref() {
        Some(meaning::Declaration::ProductProperty(property) | meaning::Declaration::ClientProperty(property)) => {
            Some(property.ty.clone())
        }
        _ => None,
    }
}

/// Properties of clients: the declared ones and those every programme has (`birthday`, `name`), by name.
#[salsa::tracked(returns(ref))]
pub fn client_properties(db: &dyn Db, programme: Programme) -> Vec<meaning::Property> {
    let mut found = properties(db, programme, Kind::ClientProperty);
    for (name, ty) in [("birthday", PropertyType::Date), ("name", PropertyType::Text)] {
        let name = Name::fold(name);
        if found.iter().all(|known| known.name != name) {
            found.push(meaning::Property {
                name,
                ty,
                only_by_rules: false,
            });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Declared properties of products, by name.
#[salsa::tracked(returns(ref))]
pub fn product_properties(db: &dyn Db, programme: Programme) -> Vec<meaning::Property> {
    properties(db, programme, Kind::ProductProperty)
}

fn properties(db: &dyn Db, programme: Programme, kind: Kind) -> Vec<meaning::Property> {
    programme_declarations(db, programme)
        .iter()
        .filter(|decl| decl.kind(db) == kind)
        .filter_map(|decl| match hir(db, programme, *decl).as_deref() {
            Some(meaning::Declaration::ProductProperty(property) | meaning::Declaration::ClientProperty(property)) => {
                Some(property.clone())
            }
            _ => None,
        })
        .collect()
}

/// A declared scheme.
pub(crate) fn scheme(db: &dyn Db, programme: Programme, name: Name) -> Option<&meaning::Scheme> {
    let decl = resolve(db, programme, Lookup::new(db, Namespace::Programme, name))?;
    match hir(db, programme, decl).as_deref() {
        Some(meaning::Declaration::Scheme(scheme)) => Some(scheme),
        _ => None,
    }
}

/// The phase of a declared scheme.
#[must_use]
pub fn scheme_phase(db: &dyn Db, programme: Programme, name: Name) -> Option<Phase> {
    let decl = resolve(db, programme, Lookup::new(db, Namespace::Programme, name))?;
    match hir(db, programme, decl).as_deref() {
        Some(meaning::Declaration::Scheme(scheme)) => Some(scheme.phase),
        _ => None,
    }
}

/// A declared set.
#[must_use]
pub fn set(db: &dyn Db, programme: Programme, name: Name) -> Option<Arc<meaning::Set>> {
    let decl = resolve(db, programme, Lookup::new(db, Namespace::Programme, name))?;
    match hir(db, programme, decl).as_deref() {
        Some(meaning::Declaration::Set(declaration)) => Some(Arc::clone(&declaration.set)),
        _ => None,
    }
}

/// Every diagnostic of a programme, by path and place.
#[must_use]
pub fn check(db: &dyn Db, programme: Programme) -> Vec<Diagnostic> {
    crate::ahead::meanings(db, programme);
    let mut all = Vec::new();
    for file in programme.files(db) {
        file_findings(db, programme, *file, &mut all);
    }
    all.extend(programme::without_file(db, programme));
    sorted(all)
}

/// Every diagnostic of a programme and, when it has no errors, the advice that only comes when asked for.
#[must_use]
pub fn check_deeply(db: &dyn Db, programme: Programme) -> Vec<Diagnostic> {
    let mut all = check(db, programme);
    if all.iter().all(|it| it.severity() != Severity::Error) {
        for (decl, finding) in analyse::advice(db, programme) {
            all.push(absolute(db, programme, decl.file(db), decl.start(db), &finding));
        }
    }
    sorted(all)
}

/// Diagnostics of one file of a programme, by place. Remarks about data files that it names are among them.
#[must_use]
pub fn file_diagnostics(db: &dyn Db, programme: Programme, file: SourceFile) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    file_findings(db, programme, file, &mut all);
    sorted(all)
}

fn sorted(mut all: Vec<Diagnostic>) -> Vec<Diagnostic> {
    // What nothing uses and what never acts is worth a word when nothing is wrong; before, it buries what has to be mended,
    // and the use may be in the part that is.
    if all.iter().any(|it| it.severity() == Severity::Error) {
        let of_the_rest = [
            &codes::UNUSED,
            &codes::NEVER_APPLIES,
            &codes::ALWAYS_DISPLACED,
            &codes::IDLE_STEP,
        ];
        all.retain(|it| !of_the_rest.contains(&it.code));
    }
    all.sort_by(|a, b| (&a.location, a.code.id).cmp(&(&b.location, b.code.id)));
    all.dedup();
    number_witnesses(&mut all);
    all
}

/// Receipts that show findings are numbered over all of them, so that they can stand in one file.
fn number_witnesses(all: &mut [Diagnostic]) {
    let witnesses = all.iter_mut().filter_map(|it| it.witness.as_mut());
    let mut number = 0_usize;
    for receipt in witnesses.flat_map(|witness| &mut witness.receipts) {
        number = number.saturating_add(1);
        // Each begins with its id.
        if let Some((_, rest)) = receipt.split_once('\n') {
            *receipt = format!("id R-{number}\n{rest}").into();
        }
    }
}

/// Whether anything keeps a plan from being made.
#[salsa::tracked(returns(copy))]
pub fn has_errors(db: &dyn Db, programme: Programme) -> bool {
    let error = |finding: &Finding| finding.code.severity == Severity::Error;
    programme.files(db).iter().any(|file| !parses(db, *file))
        || programme_declarations(db, programme)
            .iter()
            .any(|decl| infer(db, programme, *decl).findings.iter().any(error))
        || programme::findings(db, programme)
            .iter()
            .any(|(_, finding)| error(finding))
        || retailer_declaration(db, programme).is_none()
}

fn file_findings(db: &dyn Db, programme: Programme, file: SourceFile, all: &mut Vec<Diagnostic>) {
    let text = file.text(db);
    let errors = parse(db, file).errors();
    if !errors.is_empty() {
        let currency = currency(db, programme);
        for finding in crate::check::syntax::findings(errors, text, currency.as_str()) {
            all.push(absolute(db, programme, file, 0, &finding));
        }
    }
    let of_programme = programme::findings(db, programme);
    let together = analyse::together(db, programme);
    for decl in declarations(db, file) {
        let start = decl.start(db);
        let end = start.saturating_add(u32::from(decl.green(db).text_len()));
        // First the form, then the meaning: a declaration that is misread would be misjudged too.
        let misread = errors.iter().any(|error| ends_misread(error, text, start, end));
        if !misread {
            for finding in &infer(db, programme, *decl).findings {
                all.push(absolute(db, programme, file, start, finding));
            }
            for finding in overlap::findings(db, programme, *decl) {
                all.push(absolute(db, programme, file, start, &finding));
            }
            if decl.kind(db) == Kind::Promotion {
                for finding in analyse::alone(db, programme, *decl) {
                    all.push(absolute(db, programme, file, start, finding));
                }
            }
        }
        if !of_programme.is_empty() || !together.is_empty() {
            let key = decl.key(db);
            let own = of_programme.iter().chain(together).filter(|(owner, _)| *owner == key);
            for (_, finding) in own {
                // A name that is misread is not the author's.
                if misread && finding.code == &codes::DUPLICATE_NAME {
                    continue;
                }
                all.push(absolute(db, programme, file, start, finding));
            }
        }
    }
}

/// Whether a mistake of form lies inside a declaration, or right behind it where its rest had to stand.
fn ends_misread(error: &perk_grammar::SyntaxError, text: &str, start: u32, end: u32) -> bool {
    let (from, to) = (u32::from(error.range.start()), u32::from(error.range.end()));
    if from <= end && to >= start {
        return true;
    }
    let goes_on = matches!(
        &error.kind,
        perk_grammar::SyntaxErrorKind::Expected { expected, .. }
            if !expected.contains(&perk_grammar::Expected::Declaration)
    );
    let bound = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let begins_text = |found: &str| found.starts_with(['"', '«', '“']);
    let of_line = matches!(
        &error.kind,
        // No declaration begins with a text: it belongs to what stands before it.
        perk_grammar::SyntaxErrorKind::Expected { found: Some(found), .. } if begins_text(found)
    );
    (goes_on || of_line)
        && from > end
        && text
            .get(bound(end)..bound(from))
            .is_some_and(|gap| gap.trim().is_empty())
}

/// Gives a finding its absolute places.
fn absolute(db: &dyn Db, programme: Programme, file: SourceFile, start: u32, finding: &Finding) -> Diagnostic {
    let own = |span: Span| Location {
        path: file.path(db).clone(),
        span: span.shifted(start),
    };
    let locate = |at: &At| match at {
        At::Own(span) => own(*span),
        At::Name(key) => places::location_of(db, programme, key).unwrap_or_else(|| own(Span::default())),
        At::Data(path, span) => Location {
            path: path.clone(),
            span: *span,
        },
    };
    let fix = |remedy: &Remedy| Fix {
        title: remedy.title.clone(),
        edits: remedy
            .edits
            .iter()
            .map(|edit| Edit {
                location: own(edit.span),
                text: edit.text.clone(),
            })
            .collect(),
    };
    Diagnostic {
        code: finding.code,
        params: finding.params.clone(),
        location: locate(&finding.at),
        remark: finding.remark.clone(),
        labels: finding
            .marks
            .iter()
            .map(|mark| Label {
                location: locate(&mark.at),
                note: mark.note.clone(),
            })
            .collect(),
        notes: finding.notes.clone(),
        fixes: finding.remedies.iter().map(fix).collect(),
        witness: finding.witness.clone(),
    }
}
