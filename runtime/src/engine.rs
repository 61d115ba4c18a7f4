//! The engine: a verified plan with its index for a catalogue. Pure: no clock, no files, no database.

use jiff::tz::TimeZone;
use perk_plan::plan::Plan;
use perk_plan::{Catalog, Clients, Receipt, VerifiedPlan};

use crate::decision::{DecideOptions, Decision};
use crate::index::{Index, wide};
use crate::intake::{Case, IntakeError};
use crate::outcome::Outcome;
use crate::workspace::Workspace;

/// A plan ready to decide receipts. Shared freely between threads; each thread has its own [`Workspace`].
#[derive(Debug)]
pub struct Engine {
    plan: VerifiedPlan,
    pub(crate) index: Index,
    zone: Option<TimeZone>,
    /// Zones of stores whose zone is not the retailer's, by row of the store table.
    store_zones: Vec<Option<TimeZone>>,
    hash: String,
    /// Whether the careful path is taken even where a quick one would do: for tests that compare the two.
    pub(crate) careful: bool,
}

/// Why a plan cannot be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadError {
    /// A stable code.
    pub code: &'static str,
    /// What was found and what is needed.
    pub message: String,
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} [{}]", self.message, self.code)
    }
}

impl std::error::Error for LoadError {}

impl Engine {
    /// Builds the index of a plan for a catalogue.
    ///
    /// # Errors
    /// A time zone that the bundled data does not know.
    pub fn load(plan: VerifiedPlan, catalog: Catalog) -> Result<Self, LoadError> {
        let find = |name: &str| {
            TimeZone::get(name).map_err(|_| LoadError {
                code: "zone.unknown",
                message: format!("there is no time zone `{name}`: write a name such as `Europe/Moscow`"),
            })
        };
        let zone = plan.time_zone.as_deref().map(find).transpose()?;
        let mut store_zones = Vec::new();
        for (row, store) in plan.store_table.iter().enumerate() {
            if let Some(name) = store.time_zone.and_then(|text| plan.texts.get(wide(text))) {
                store_zones.resize(row, None);
                store_zones.push(Some(find(name)?));
            }
        }
        let index = Index::build(&plan, catalog);
        let mut engine = Self {
            plan,
            index,
            zone,
            store_zones,
            hash: String::new(),
            careful: false,
        };
        engine.index.choices = crate::intake::claims::choices(&engine);
        Ok(engine)
    }

    /// Gives the engine its plan's hash (`blake3:…`), which each decision names.
    #[must_use]
    pub fn with_plan_hash(mut self, hash: impl Into<String>) -> Self {
        self.hash = hash.into();
        self
    }

    /// Takes the careful path everywhere, so that a test can compare it with the quick ones. Slower, never different.
    #[doc(hidden)]
    #[must_use]
    pub fn carefully(mut self) -> Self {
        self.careful = true;
        self
    }

    /// The plan.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        self.plan.plan()
    }

    /// The plan's hash as given to [`Engine::with_plan_hash`].
    #[must_use]
    pub fn plan_hash(&self) -> &str {
        &self.hash
    }

    /// The zone of a store, or the retailer's.
    pub(crate) fn zone(&self, store: u32) -> Option<&TimeZone> {
        let own = self.index.stores.row(store).and_then(|row| self.store_zones.get(row));
        own.and_then(Option::as_ref).or(self.zone.as_ref())
    }

    /// Makes a receipt ready for this engine.
    ///
    /// # Errors
    /// The first thing that is wrong with the receipt, with its JSON path.
    pub fn intake(&self, receipt: &Receipt, clients: &Clients) -> Result<Case, IntakeError> {
        crate::intake::intake(self, receipt, clients)
    }

    /// Decides a case. The hot path: where the quick paths do, it allocates nothing once the workspace has grown, the
    /// outcome included (`tests/allocations.rs`); combinations that must be searched for allocate. The case must come from
    /// this engine's [`Engine::intake`].
    pub fn evaluate<'w>(&self, case: &Case, workspace: &'w mut Workspace) -> &'w Outcome {
        crate::phases::evaluate(self, case, workspace);
        &workspace.outcome
    }

    /// Decides a receipt and says it in full.
    ///
    /// # Errors
    /// The first thing that is wrong with the receipt, with its JSON path.
    pub fn decide(
        &self,
        receipt: &Receipt,
        clients: &Clients,
        options: &DecideOptions<'_>,
    ) -> Result<Decision, IntakeError> {
        self.decide_with(receipt, clients, options, &mut Workspace::default())
    }

    /// The same with a workspace that is used again and again: for those who decide many receipts.
    ///
    /// # Errors
    /// The first thing that is wrong with the receipt, with its JSON path.
    pub fn decide_with(
        &self,
        receipt: &Receipt,
        clients: &Clients,
        options: &DecideOptions<'_>,
        workspace: &mut Workspace,
    ) -> Result<Decision, IntakeError> {
        let case = self.intake(receipt, clients)?;
        workspace.starts = Some(Vec::new());
        crate::phases::evaluate(self, &case, workspace);
        // Saying why has a budget of its own.
        workspace.work.refuel(self.index.fuel(case.runs.len()));
        let decision = crate::decision::build(self, receipt, &case, workspace, options);
        workspace.starts = None;
        Ok(decision)
    }
}
