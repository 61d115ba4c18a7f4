//! A till with Perk inside, as `docs/reference/embedding.md` shows it: the page prints this file. Knows no compiler.

use std::error::Error;

use perk_plan::{Catalog, Clients, Receipt};
use perk_runtime::{DecideOptions, Decision, Engine, Explain, Workspace};

/// A plan, the goods it is about and what is known of clients. Shared between threads.
#[derive(Debug)]
pub struct Till {
    engine: Engine,
    clients: Clients,
    /// What looked odd in the files, for the log.
    pub warnings: Vec<String>,
}

impl Till {
    /// Opens a till with a plan file, a catalogue (CSV) and a snapshot of clients (JSON).
    ///
    /// # Errors
    /// The first of them that cannot be trusted, with its code and place. A till then keeps the plan it has.
    pub fn open(plan: &[u8], catalogue: &[u8], snapshot: &str) -> Result<Till, Box<dyn Error>> {
        let plan = perk_plan::decode(plan)?;
        let hash = perk_plan::plan_hash(&plan);
        let (catalog, of_catalogue) = Catalog::from_csv(catalogue)?;
        let (clients, of_clients) = Clients::from_json(snapshot)?;
        let warnings = of_catalogue.iter().map(ToString::to_string);
        let engine = Engine::load(perk_plan::verify(plan)?, catalog)?.with_plan_hash(hash);
        Ok(Till {
            engine,
            clients,
            warnings: warnings.chain(of_clients.iter().map(ToString::to_string)).collect(),
        })
    }

    /// Decides a receipt. The workspace is the thread's own and is used again and again.
    ///
    /// # Errors
    /// What is wrong with the receipt and where. The sale goes on without discounts.
    pub fn decide(&self, receipt: &str, workspace: &mut Workspace) -> Result<Decision, Box<dyn Error>> {
        let receipt = Receipt::from_json(receipt)?;
        let options = DecideOptions {
            explain: Explain::Touched,
            source_map: None,
        };
        Ok(self.engine.decide_with(&receipt, &self.clients, &options, workspace)?)
    }
}
