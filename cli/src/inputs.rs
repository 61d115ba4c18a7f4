//! What a decision needs beside the receipt: plan, catalogue, clients; each from its file. Decides nothing.

use perk_plan::codec::{self, PlanFile};
use perk_plan::snapshot::Clients;
use perk_plan::{Catalog, VerifiedPlan, verify};

use crate::limits;
use crate::receipts::{bad_json, clients_of_notation};
use crate::words::{self, Lang, Phrase};
use crate::world::{Trouble, World, decode, read_bytes, read_text};

/// The plan file at a path.
///
/// # Errors
/// When it cannot be read or is not a plan this program knows.
pub fn plan_file(world: &World, path: &str) -> Result<PlanFile, Trouble> {
    let most = u64::try_from(perk_plan::limits::PLAN_BYTES).unwrap_or(u64::MAX);
    let bytes = read_bytes(&world.path(path), path, most)?;
    codec::read(&bytes).map_err(|error| words::bad_plan(path, &Phrase::from(&error)).coded(error.code()))
}

/// Proves that a plan may be run.
///
/// # Errors
/// What the verifier found, with its place in the plan.
pub fn verified(plan: perk_plan::Plan, shown: &str) -> Result<VerifiedPlan, Trouble> {
    verify(plan).map_err(|error| words::bad_plan(shown, &Phrase::from(&error)).coded(error.code))
}

/// The catalogue in a CSV file; what looks odd in it is said on standard error.
///
/// # Errors
/// When it cannot be read or is not a catalogue.
pub fn catalog(world: &mut World, path: &str) -> Result<Catalog, Trouble> {
    let bytes = read_bytes(&world.path(path), path, limits::DATA_BYTES)?;
    catalog_of(world, &bytes, path)
}

/// The catalogue in the bytes of a CSV file.
///
/// # Errors
/// When it is not a catalogue.
pub fn catalog_of(world: &mut World, bytes: &[u8], shown: &str) -> Result<Catalog, Trouble> {
    // The encoding is looked at first: its message names the way to save the file.
    if std::str::from_utf8(bytes).is_err() {
        decode(bytes.to_vec(), shown)?;
    }
    let (catalog, warnings) = Catalog::from_csv(bytes).map_err(|error| words::bad_table(shown, &error))?;
    for warning in warnings.iter().take(limits::NAMED_WARNINGS) {
        world.warn(&words::odd_table(shown, warning));
    }
    if let Some(more) = warnings
        .len()
        .checked_sub(limits::NAMED_WARNINGS)
        .filter(|more| *more > 0)
    {
        world.warn(&words::more_warnings(shown, more));
    }
    Ok(catalog)
}

/// The snapshot of clients: `.json`, `.jsonl`, `.csv` or `.receipt`.
///
/// # Errors
/// When it cannot be read or is none of them.
pub fn clients(world: &mut World, path: &str) -> Result<Clients, Trouble> {
    let name = path.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let place = world.path(path);
    if name.ends_with(".receipt") {
        let text = read_text(&place, path, limits::DATA_BYTES)?;
        return clients_of_notation(&text, path);
    }
    if name.ends_with(".csv") {
        let bytes = read_bytes(&place, path, limits::DATA_BYTES)?;
        return Clients::from_csv(&bytes).map_err(|error| words::bad_table(path, &error));
    }
    if [".json", ".jsonl", ".ndjson"]
        .iter()
        .any(|ending| name.ends_with(ending))
    {
        let text = read_text(&place, path, limits::DATA_BYTES)?;
        let (clients, warnings) = Clients::from_json(&text).map_err(|error| bad_json(path, 1, &error))?;
        for warning in warnings.iter().take(limits::NAMED_WARNINGS) {
            world.warn(&words::odd_file(path, Phrase::from(warning)));
        }
        return Ok(clients);
    }
    Err(Trouble::from(words::unknown_kind(
        path,
        ".json, .jsonl, .csv, .receipt (.gz)",
    )))
}

/// The plan's name of our language.
#[must_use]
pub const fn listing_lang(lang: Lang) -> perk_plan::listing::Lang {
    match lang {
        Lang::En => perk_plan::listing::Lang::English,
        Lang::Ru => perk_plan::listing::Lang::Russian,
    }
}
