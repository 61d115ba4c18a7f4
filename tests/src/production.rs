//! The whole production way, from text through plan bytes to a decision, for tests that judge it; it must not know the reference.

use perk_compiler::db::RootDatabase;
use perk_compiler::link::{self, NoPlan};
use perk_compiler::semantics;
use perk_plan::{Catalog, Clients, Receipt};
use perk_runtime::{DecideOptions, Decision, Engine, Explain};

use crate::model::Programme;
use crate::model::receipt::World;
use crate::print::{Keywords, catalogue_csv, files, receipt_json, snapshot_json, stores_csv};

/// A programme that was compiled, written to plan bytes, read back, verified and loaded.
#[derive(Debug)]
pub struct Till {
    /// Ready to decide.
    pub engine: Engine,
    /// The same, without its quick paths.
    pub careful: Engine,
    /// Hash of the plan.
    pub hash: String,
    /// The plan's file.
    pub bytes: Vec<u8>,
}

/// The plan file of a folder: texts and tables by their paths.
///
/// # Errors
/// What the checker or the linker refused, in English.
pub fn compile(texts: &[(String, String)], tables: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let db = RootDatabase::default();
    let programme = db.programme(
        texts.iter().map(|(path, text)| (path.as_str(), text.as_str())),
        tables.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
    );
    match link::plan(&db, programme) {
        Ok(linked) => Ok(perk_plan::encode(&linked.plan)),
        Err(NoPlan::Link(error)) => Err(format!("link: {error}")),
        Err(NoPlan::Errors) => {
            let refused: Vec<String> = semantics::check(&db, programme)
                .iter()
                .filter(|found| found.severity() == perk_compiler::diagnostic::Severity::Error)
                .map(|found| format!("{} {}", found.code.id, found.message(perk_grammar::Language::English)))
                .collect();
            Err(format!("check: {}", refused.join("; ")))
        }
    }
}

impl Till {
    /// Opens a till with a plan file and a catalogue.
    ///
    /// # Errors
    /// What the codec, the verifier, the catalogue or the engine refused.
    pub fn load(bytes: Vec<u8>, catalogue: &[u8]) -> Result<Till, String> {
        let (catalog, _) = Catalog::from_csv(catalogue).map_err(|error| format!("catalogue: {error}"))?;
        let load = |bytes: &[u8]| {
            let plan = perk_plan::decode(bytes).map_err(|error| format!("decode: {error}"))?;
            let hash = perk_plan::plan_hash(&plan);
            let plan = perk_plan::verify(plan).map_err(|error| format!("verify: {error}"))?;
            let engine = Engine::load(plan, catalog.clone()).map_err(|error| format!("load: {error}"))?;
            Ok::<_, String>((engine.with_plan_hash(hash.clone()), hash))
        };
        let (engine, hash) = load(&bytes)?;
        let careful = load(&bytes)?.0.carefully();
        Ok(Till {
            engine,
            careful,
            hash,
            bytes,
        })
    }

    /// Opens a till with a typed programme, written in a language.
    ///
    /// # Errors
    /// See [`compile`] and [`Till::load`].
    pub fn open(programme: &Programme, world: &World, keywords: Keywords) -> Result<Till, String> {
        let (texts, mut tables): (Vec<_>, Vec<_>) = files(programme, keywords)
            .into_iter()
            .map(|file| (file.name, file.text))
            .partition(|(name, _)| name.ends_with(".perk"));
        let catalogue = catalogue_csv(programme, &world.catalogue);
        tables.push(("products.csv".to_owned(), catalogue.clone()));
        tables.push(("stores.csv".to_owned(), stores_csv(&world.stores)));
        let tables: Vec<(String, Vec<u8>)> = tables
            .into_iter()
            .map(|(name, text)| (name, text.into_bytes()))
            .collect();
        Till::load(compile(&texts, &tables)?, catalogue.as_bytes())
    }

    /// Decides a receipt of a typed world, with a verdict on every promotion. The quick paths must say what the careful one
    /// says, to the byte.
    ///
    /// # Errors
    /// What was refused of the receipt or the snapshot, or where the two paths differ.
    pub fn decide(&self, programme: &Programme, world: &World) -> Result<Decision, String> {
        let receipt =
            Receipt::from_json(&receipt_json(programme, world)).map_err(|error| format!("receipt: {error}"))?;
        let (clients, _) =
            Clients::from_json(&snapshot_json(programme, world)).map_err(|error| format!("snapshot: {error}"))?;
        let options = DecideOptions {
            explain: Explain::All,
            source_map: None,
        };
        let decide = |engine: &Engine| {
            engine
                .decide(&receipt, &clients, &options)
                .map_err(|error| format!("intake: {error}"))
        };
        let quick = decide(&self.engine)?;
        let careful = decide(&self.careful)?;
        if quick.to_json() != careful.to_json() {
            return Err(format!(
                "the quick path says\n{}\nthe careful one\n{}",
                quick.to_json(),
                careful.to_json()
            ));
        }
        Ok(quick)
    }
}
