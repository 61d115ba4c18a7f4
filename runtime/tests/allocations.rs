//! Memory of the hot path: once a workspace has grown, `Engine::evaluate` on the quick paths allocates nothing, its outcome
//! included. Alone in its binary, because it counts what the whole process allocates.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "tests fail by panicking; the kit is shared with another test binary"
)]

#[path = "engine/kit.rs"]
mod kit;

use std::alloc::System;

use kit::*;
use perk_plan::Clients;
use perk_plan::ops::{ClientFact, Fact};
use perk_plan::plan::*;
use perk_runtime::{Case, Workspace};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// `best` on goods and `all` on the receipt, with a category, a list, a segment, a condition that needs the machine, a sum,
/// floors, and promotions that take more than there is.
fn shop() -> Kit {
    let mut kit = Kit::new();
    kit.plan.schemes[1].combine = Combine::All;
    kit.product("A", "Food/Sweet", "Nice");
    kit.product("B", "Food", "");
    let (sweet, b) = (kit.category("Food/Sweet"), kit.skus(&["B", "C"]));
    kit.percent("sweet", sweet, "15");
    kit.percent("listed", b, "7.5");
    kit.promotion(
        "machine",
        0,
        vec![amount_at_least(sweet, 1_000)],
        vec![give_percent(b, "20")],
    );
    kit.off_receipt("sum", receipt_sum(500));
    kit.off_receipt("part", receipt_percent("12.5"));
    kit.off_receipt("nearly all", receipt_percent("95"));
    let student = kit.client_property("student", PropertyType::YesNo);
    kit.plan.clients.push(Selection {
        name: None,
        code: vec![perk_plan::Op::Load(Fact::Client(ClientFact::Property(student)))],
    });
    kit.off_receipt("students", receipt_sum(300)).audience = Audience::Clients(0);
    kit
}

#[test]
fn a_decision_allocates_nothing_after_the_first_of_its_size() {
    let engine = shop().engine();
    let receipts = [
        receipt(&[
            ("1", "A", "2", "100.00"),
            ("2", "B", "1", "35.00"),
            ("3", "C", "1.735", "80.00"),
        ]),
        receipt(&[("1", "A", "1", "9.00"), ("2", "A", "1", "9.00")]),
        receipt(&[("1", "B", "0.2", "19.99")]),
    ];
    let cases: Vec<Case> = receipts
        .iter()
        .map(|receipt| engine.intake(receipt, &Clients::default()).unwrap())
        .collect();
    let mut workspace = Workspace::default();
    let mut decide = || -> i64 {
        cases
            .iter()
            .map(|case| engine.evaluate(case, &mut workspace).discount)
            .sum()
    };
    let first = decide();
    let region = Region::new(ALLOCATOR);
    let again = decide();
    let change = region.change();
    assert!(first > 0 && first == again);
    assert_eq!((change.allocations, change.reallocations), (0, 0));
}
