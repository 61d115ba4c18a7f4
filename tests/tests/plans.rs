//! Hostile plans: mutants of real ones, with their hash made right again, are refused or run inside their fuel, and with
//! the verifier switched off nothing panics and no sum leaves its bounds.
//!
//! 6 000 mutants; 100 000 with `PERK_LONG=1`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a panic here is a failing test"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};

use perk_plan::codec::{body_of, wrap_any_body};
use perk_plan::{Catalog, Clients, Plan, Receipt, VerifiedPlan, decode, verify};
use perk_runtime::{DecideOptions, Engine, Explain, Workspace};
use perk_tests::generate::case;
use perk_tests::print::{Keywords, catalogue_csv, receipt_json, snapshot_json};
use perk_tests::production::Till;
use perk_tests::progress::{Progress, long};
use rayon::prelude::*;

const MUTANTS: u64 = 6_000;
const LONG: u64 = 100_000;
const PARENTS: u64 = 60;

/// A real plan with what it decides.
struct Parent {
    plan: Plan,
    body: Vec<u8>,
    catalog: Catalog,
    receipts: Vec<(Receipt, Clients)>,
}

fn parent(seed: u64) -> Parent {
    let case = case(seed);
    let till = Till::open(&case.programme, &case.worlds[0], Keywords::English).expect("a plan");
    let plan = decode(&till.bytes).expect("its bytes");
    let catalogue = catalogue_csv(&case.programme, &case.worlds[0].catalogue);
    let receipts = case.worlds.iter().map(|world| {
        let receipt = Receipt::from_json(&receipt_json(&case.programme, world)).expect("a receipt");
        let (clients, _) = Clients::from_json(&snapshot_json(&case.programme, world)).expect("a snapshot");
        (receipt, clients)
    });
    Parent {
        body: body_of(&plan),
        catalog: Catalog::from_csv(catalogue.as_bytes()).expect("a catalogue").0,
        receipts: receipts.collect(),
        plan,
    }
}

/// The numbers of one mutant: splitmix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }
}

/// Changes some bytes of the body.
fn mutate_bytes(body: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let at = dice.below(body.len());
        let byte = u8::try_from(dice.below(256)).unwrap();
        match dice.below(4) {
            0 => body[at] = byte,
            1 => body[at] = body[at].wrapping_add(1),
            2 => body.insert(at, byte),
            _ => {
                body.remove(at);
            }
        }
    }
}

/// Changes what a plan says: operations are moved between programs, doubled, dropped; tables lose and swap rows.
fn mutate_meaning(plan: &mut Plan, donor: &Plan, dice: &mut Dice) {
    for _ in 0..=dice.below(3) {
        let borrowed = {
            let promotion = &donor.promotions[dice.below(donor.promotions.len())];
            promotion.body.get(dice.below(promotion.body.len())).cloned()
        };
        let which = dice.below(plan.promotions.len());
        let count = plan.items.len();
        match dice.below(9) {
            0 => plan.items.truncate(dice.below(count)),
            1 if count > 1 => plan.items.swap(dice.below(count), dice.below(count)),
            2 => {
                let at = dice.below(plan.ladders.len());
                if let Some(ladder) = plan.ladders.get_mut(at) {
                    ladder.steps.reverse();
                }
            }
            3 => plan.promotions[which].scheme = plan.promotions[which].scheme.wrapping_add(1),
            4 => plan.schemes.reverse(),
            5 => plan.promotions[which].conditions = plan.promotions[which].conditions.wrapping_add(1),
            6 => plan.texts.truncate(dice.below(plan.texts.len())),
            _ => {
                let selection = dice.below(3) == 0 && count > 0;
                let code = if selection {
                    let at = dice.below(count);
                    &mut plan.items[at].code
                } else {
                    &mut plan.promotions[which].body
                };
                let at = dice.below(code.len().max(1));
                match (dice.below(3), borrowed) {
                    (0, Some(op)) => code.insert(at.min(code.len()), op),
                    (1, Some(op)) if at < code.len() => code[at] = op,
                    _ if at < code.len() => {
                        code.remove(at);
                    }
                    _ => {}
                }
            }
        }
    }
}

#[derive(Default, Debug, Clone, Copy)]
struct Seen {
    /// Not a plan at all: the codec refused it.
    undecodable: u64,
    /// A plan that the verifier refused.
    refused: u64,
    /// A plan that passed and ran.
    ran: u64,
    /// Faults of plans that run without the verifier.
    faults: u64,
}

impl Seen {
    fn plus(self, other: Self) -> Self {
        Self {
            undecodable: self.undecodable + other.undecodable,
            refused: self.refused + other.refused,
            ran: self.ran + other.ran,
            faults: self.faults + other.faults,
        }
    }
}

/// Runs every receipt of the parent; a verified plan may only run out of fuel or of digits.
fn run(plan: VerifiedPlan, verified: bool, parent: &Parent) -> Result<u64, String> {
    let Ok(engine) = Engine::load(plan, parent.catalog.clone()) else {
        return Ok(0);
    };
    let mut workspace = Workspace::default();
    let mut faults = 0;
    for (receipt, clients) in &parent.receipts {
        let Ok(case) = engine.intake(receipt, clients) else {
            continue;
        };
        let outcome = engine.evaluate(&case, &mut workspace);
        for line in &outcome.lines {
            if line.net < 0 || line.net > line.gross {
                return Err(format!("a line of {} comes to {}", line.gross, line.net));
            }
        }
        for (_, fault) in &outcome.faults {
            faults += 1;
            if verified && !matches!(fault.name(), "out_of_fuel" | "overflow") {
                return Err(format!("a verified plan ended with {fault}"));
            }
        }
        let options = DecideOptions {
            explain: Explain::All,
            source_map: None,
        };
        let _ = engine.decide_with(receipt, clients, &options, &mut workspace);
    }
    Ok(faults)
}

fn judge(seed: u64, parents: &[Parent]) -> Result<Seen, String> {
    let mut dice = Dice(seed);
    let parent = &parents[dice.below(parents.len())];
    let bytes = if seed.is_multiple_of(2) {
        let mut body = parent.body.clone();
        mutate_bytes(&mut body, &mut dice);
        wrap_any_body(&parent.plan.name, &body)
    } else {
        let mut plan = parent.plan.clone();
        mutate_meaning(&mut plan, &parents[dice.below(parents.len())].plan, &mut dice);
        wrap_any_body(&plan.name, &body_of(&plan))
    };
    let Ok(plan) = decode(&bytes) else {
        return Ok(Seen {
            undecodable: 1,
            ..Seen::default()
        });
    };
    let mut seen = Seen::default();
    match verify(plan.clone()) {
        Ok(verified) => {
            seen.ran = 1;
            run(verified, true, parent)?;
        }
        Err(_) => seen.refused = 1,
    }
    seen.faults = run(VerifiedPlan::unverified_for_tests(plan), false, parent)?;
    Ok(seen)
}

#[test]
fn mutants_are_refused_or_run_inside_their_fuel() {
    let count = if long() { LONG } else { MUTANTS };
    let progress = Progress::new("mutants", count);
    let parents: Vec<Parent> = (0..PARENTS).into_par_iter().map(parent).collect();
    let seen = (0..count)
        .into_par_iter()
        .map(|seed| {
            progress.step();
            catch_unwind(AssertUnwindSafe(|| judge(seed, &parents)))
                .unwrap_or_else(|_| Err("a panic".to_owned()))
                .unwrap_or_else(|why| panic!("mutant {seed}: {why}"))
        })
        .reduce(Seen::default, Seen::plus);
    println!("{count} mutants: {seen:?}");
    // A mutation that is always refused at the door would prove nothing about what lies behind it.
    assert!(seen.undecodable > count / 20, "{seen:?}");
    assert!(seen.refused > count / 10, "{seen:?}");
    assert!(seen.ran > count / 50, "{seen:?}");
    assert!(seen.faults > count / 50, "{seen:?}");
}
