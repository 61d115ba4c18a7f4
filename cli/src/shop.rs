//! A programme on disk made into something that decides: read, checked, compiled, loaded. Prints findings, nothing else.

mod picture;
mod source;

pub use picture::{minor, sums_of};
pub use source::{Source, lossy, open};

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use perk_compiler::link::{self, NoPlan};
use perk_compiler::semantics;
use perk_plan::ops::{Fact, Op, ProductFact, ReceiptFact};
use perk_plan::plan::{Combine, Plan, Recurring};
use perk_plan::receipt::ClientKey;
use perk_plan::snapshot::Clients;
use perk_plan::{Catalog, LocalTime, SourceMap, TimeOfDay, VerifiedPlan};
use perk_runtime::{Engine, Misfit};

use crate::args::Inputs;
use crate::inputs;
use crate::limits;
use crate::receipts::{Entry, Reading};
use crate::report::{self, Finding, Format, Severity};
use crate::words;
use crate::world::{self, Exit, Stop, Trouble, World};

/// A compiled programme.
#[derive(Debug)]
pub struct Built {
    /// The plan.
    pub plan: VerifiedPlan,
    /// Where its clauses stand.
    pub source_map: SourceMap,
    /// What it was made from.
    pub source: Source,
}

/// Compiles the programme at a path. Errors are drawn on standard error, and there is no plan.
///
/// # Errors
/// When a file cannot be read.
pub fn build(world: &mut World, path: &str) -> Result<Result<Built, Exit>, Stop> {
    build_with(world, path, Format::Full)
}

/// The same, with findings in a format.
///
/// # Errors
/// When a file cannot be read.
pub fn build_with(world: &mut World, path: &str, format: Format) -> Result<Result<Built, Exit>, Stop> {
    let root = world::one_root(world, path)?;
    let source = open(world, &root)?;
    let findings = source.findings(world);
    let warnings = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count();
    let errors: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    if !errors.is_empty() {
        let texts = source.texts(&errors);
        let drawn = report::render(&errors, &texts, format, world.look_of_errors());
        world.tell(&drawn);
        let shown = source.programme.shown.clone();
        // A program that reads the findings counts them itself.
        if format.is_for_people() {
            world.complain(&Trouble::from(words::programme_has_errors(&shown, errors.len())));
        }
        return Ok(Err(Exit::Findings));
    }
    let shown = source.programme.shown.clone();
    if warnings > 0 {
        world.mention(&words::programme_has_warnings(path, warnings));
    }
    let linked = match link::plan(&source.db, source.input) {
        Ok(linked) => linked,
        Err(NoPlan::Errors) => return Err(Stop::from(words::no_plan(&shown, "has_errors"))),
        Err(NoPlan::Link(why)) => return Err(Stop::from(words::no_plan(&shown, &why.to_string()))),
    };
    let source_map = link::places(&source.db, source.input, linked);
    let plan = inputs::verified(linked.plan.clone(), &shown)?;
    Ok(Ok(Built {
        plan,
        source_map,
        source,
    }))
}

/// What one receipt can cost at most, whatever is on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    /// Operations of programs that run once per receipt.
    pub per_receipt: u64,
    /// Operations of programs that run once per line.
    pub per_line: u64,
    /// Steps of the search for the best combination, over all schemes.
    pub search: u64,
}

/// The worst case of a plan, counted from its programs: every condition asked, every selection asked of every line, every
/// search taken to its budget.
#[must_use]
pub fn worst_case(plan: &Plan) -> Cost {
    let ops = |code: &[Op]| u64::try_from(code.len()).unwrap_or(u64::MAX);
    let sum = |codes: &mut dyn Iterator<Item = &Vec<Op>>| codes.fold(0_u64, |sum, code| sum.saturating_add(ops(code)));
    let bodies = sum(&mut plan.promotions.iter().map(|promotion| &promotion.body));
    let once = sum(&mut plan.stores.iter().chain(&plan.clients).map(|selection| &selection.code));
    let searched = plan
        .schemes
        .iter()
        .filter(|scheme| scheme.combine == Combine::Best)
        .count();
    Cost {
        per_receipt: bodies.saturating_add(once),
        per_line: sum(&mut plan.items.iter().map(|selection| &selection.code)),
        search: perk_runtime::limits::BEST_WORK.saturating_mul(u64::try_from(searched).unwrap_or(u64::MAX)),
    }
}

/// Everything that decides receipts.
#[derive(Debug)]
pub struct Ready {
    /// The engine.
    pub engine: Engine,
    /// Where clauses stand, for a programme that was compiled just now.
    pub source_map: Option<SourceMap>,
    /// What is known of clients.
    pub clients: Clients,
    /// The programme's folder.
    pub folder: Option<PathBuf>,
    catalog: Catalog,
}

/// A plan that decides, or findings that were said.
#[derive(Debug)]
pub enum Prepared {
    /// It decides.
    Ready(Box<Ready>),
    /// It has errors.
    Findings(Exit),
}

/// Makes plan, catalogue and clients ready; findings of a programme are written in a format.
///
/// # Errors
/// When a file cannot be read or is refused.
pub fn prepare(world: &mut World, on: &Inputs, format: Format) -> Result<Prepared, Stop> {
    let (plan, source_map, folder, products) = if is_plan_file(world, &on.plan) {
        let file = inputs::plan_file(world, &on.plan)?;
        (inputs::verified(file.plan, &on.plan)?, None, None, None)
    } else {
        let built = match build_with(world, &on.plan, format)? {
            Ok(built) => built,
            Err(exit) => return Ok(Prepared::Findings(exit)),
        };
        let products = semantics::products_file(&built.source.db, built.source.input).map(|file| {
            let path = file.path(&built.source.db).to_string();
            (
                built.source.programme.shown_file(&path),
                Arc::clone(file.bytes(&built.source.db)),
            )
        });
        let folder = built.source.programme.root.0.clone();
        (built.plan, Some(built.source_map), Some(folder), products)
    };
    let catalog = match (&on.catalog, products) {
        (Some(path), _) => inputs::catalog(world, path)?,
        (None, Some((shown, bytes))) => inputs::catalog_of(world, &bytes, &shown)?,
        (None, None) => Catalog::default(),
    };
    let clients = match &on.accounts {
        Some(path) => inputs::clients(world, path)?,
        None => Clients::default(),
    };
    let hash = perk_plan::plan_hash(&plan);
    let engine = Engine::load(plan, catalog.clone())
        .map_err(|error| Stop::from(words::cannot_load(&on.plan, &error)))?
        .with_plan_hash(hash);
    if let Some(path) = &on.accounts {
        warn_of_misfits(world, path, &engine.misfits(&clients));
    }
    Ok(Prepared::Ready(Box::new(Ready {
        engine,
        source_map,
        clients,
        folder,
        catalog,
    })))
}

/// Says what of a snapshot counts for nothing with the plan.
pub(crate) fn warn_of_misfits(world: &mut World, path: &str, misfits: &[Misfit]) {
    for misfit in misfits.iter().take(limits::NAMED_WARNINGS) {
        world.warn(&words::odd_file(path, words::Phrase::from(misfit)).coded(misfit.code()));
    }
    if let Some(more) = misfits
        .len()
        .checked_sub(limits::NAMED_WARNINGS)
        .filter(|more| *more > 0)
    {
        world.warn(&words::more_warnings(path, more));
    }
}

/// A file that is no part of a programme is a plan.
pub(crate) fn is_plan_file(world: &World, path: &str) -> bool {
    let name = path.to_lowercase();
    world.path(path).is_file() && !name.ends_with(".perk")
}

impl Ready {
    /// An engine with nothing known beside its catalogue.
    #[must_use]
    pub fn of(engine: Engine, catalog: Catalog, source_map: SourceMap) -> Self {
        Self {
            engine,
            source_map: Some(source_map),
            clients: Clients::default(),
            folder: None,
            catalog,
        }
    }

    /// Whether the plan asks for a fact of the receipt's goods that nobody tells: no catalogue is known, and a line says
    /// nothing of its category, brand or supplier.
    #[must_use]
    pub fn asks_in_vain(&self, receipt: &perk_plan::Receipt) -> bool {
        let asks = |wanted: fn(&Op) -> bool| {
            self.engine
                .plan()
                .items
                .iter()
                .flat_map(|items| &items.code)
                .any(wanted)
        };
        let silent = |tells: fn(&perk_plan::receipt::LineProduct) -> bool| {
            receipt.lines.iter().any(|line| !tells(&line.product))
        };
        self.catalog.products.is_empty()
            && (asks(|op| matches!(op, Op::InCategory(_))) && silent(|product| product.category.is_some())
                || asks(|op| *op == Op::Load(Fact::Product(ProductFact::Brand)))
                    && silent(|product| product.brand.is_some())
                || asks(|op| *op == Op::Load(Fact::Product(ProductFact::Supplier)))
                    && silent(|product| product.supplier.is_some()))
    }

    /// Whether any promotion of the plan depends on the time of day.
    fn asks_hours(&self) -> bool {
        let plan = self.engine.plan();
        let of_time = |op: &Op| *op == Op::Load(Fact::Receipt(ReceiptFact::Time));
        let midnight = |at: Option<LocalTime>| at.is_none_or(|at| at.time() == TimeOfDay(0));
        plan.promotions.iter().any(|promotion| {
            let hours =
                |window: &Recurring| window.from != TimeOfDay(0) || i64::from(window.to.0) != perk_plan::time::DAY;
            promotion.on.iter().any(hours)
                || promotion
                    .valid
                    .iter()
                    .any(|window| !midnight(window.from) || !midnight(window.to))
                || promotion.body.iter().any(of_time)
        })
    }

    /// How receipts in the short notation are read.
    #[must_use]
    pub fn reading(&self) -> Reading<'_> {
        Reading {
            catalog: &self.catalog,
            currency: &self.engine.plan().currency.code,
            asks_hours: self.asks_hours(),
        }
    }

    /// What is known of a receipt's client: what its own file tells wins over the snapshot.
    #[must_use]
    pub fn clients_of(&self, entry: &Entry) -> Cow<'_, Clients> {
        if entry.client.is_none() && entry.uses.is_empty() && entry.coupons.is_empty() {
            return Cow::Borrowed(&self.clients);
        }
        let key = entry.receipt.client.as_ref();
        let facts = entry
            .client
            .as_ref()
            .or_else(|| key.and_then(|key| self.clients.find(key)));
        let mut clients = Clients {
            uses: Arc::clone(if entry.uses.is_empty() {
                &self.clients.uses
            } else {
                &entry.uses
            }),
            ..Clients::default()
        };
        if !entry.uses.is_empty() && !self.clients.uses.is_empty() {
            Arc::make_mut(&mut clients.uses).extend(&self.clients.uses);
        }
        for code in entry
            .receipt
            .coupons
            .iter()
            .filter_map(|code| perk_plan::coupon::normal(code))
        {
            let state = entry.coupons.get(&code).or_else(|| self.clients.coupons.get(&code));
            if let Some(state) = state {
                clients.coupons.insert(code, state.clone());
            }
        }
        if let Some(facts) = facts {
            let key = key.cloned().unwrap_or_else(|| ClientKey::Id(facts.id.clone()));
            clients.by_key.insert(key, 0);
            clients.clients.push(facts.clone());
        }
        Cow::Owned(clients)
    }

    /// The name of a promotion that is called by its name or its title; capitals and quotes of a title do not count.
    ///
    /// # Errors
    /// With the nearest name or title there is, or with the names of several promotions of one title.
    pub fn named(&self, called: &str) -> Result<String, Stop> {
        let titles = self.titles();
        if titles.contains_key(called) {
            return Ok(called.to_owned());
        }
        let plain = |title: &str| {
            let title = title.trim().to_lowercase().replace('ё', "е");
            title.trim_matches(['"', '«', '»', '“', '”', '`']).to_owned()
        };
        let wanted = plain(called);
        let of = |fits: &dyn Fn(&str) -> bool| -> Vec<&str> {
            let found = titles
                .iter()
                .filter(|(name, title)| fits(&plain(name)) || fits(&plain(title)));
            found.map(|(name, _)| name.as_str()).collect()
        };
        match of(&|own| own == wanted).as_slice() {
            [only] => return Ok((*only).to_owned()),
            [] => {}
            several => return Err(Stop::from(words::several_promotions(called, &several.join(", ")))),
        }
        let all = titles.iter().flat_map(|(name, title)| [name.as_str(), title.as_str()]);
        let near = perk_plan::suggest::nearest(called, all).map(str::to_owned);
        // A part of a title is what people remember.
        let near = near.or_else(
            || match of(&|own| !wanted.is_empty() && own.contains(&wanted)).as_slice() {
                [only] => titles.get(*only).cloned(),
                _ => None,
            },
        );
        Err(Stop::from(words::no_such_promotion(called, near.as_deref())))
    }
}
