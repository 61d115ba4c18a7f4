//! The peer workload of the benches is what it says: the original's data, and answers on which all agree.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "a test: a panic is its failure"
)]

#[path = "../benches/peers/mod.rs"]
mod peers;

use peers::native::{self, Dictionary, Indexed};
use peers::workload::{Params, Shop, Workload};

/// FNV-1a, 64 bits.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, &b| {
        (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3)
    })
}

/// The fingerprints are those of the files that the original generator writes for seed 42 and 500 receipts.
#[test]
fn the_generator_gives_the_data_of_the_original() {
    let p = Params::original(500);
    let shop = Shop::new(&p);
    let receipts: Vec<u8> = shop
        .receipts(&p)
        .iter()
        .flat_map(|r| {
            let mut line = serde_json::to_vec(r).unwrap();
            line.push(b'\n');
            line
        })
        .collect();
    assert_eq!(
        fingerprint(&serde_json::to_vec(&shop.catalog).unwrap()),
        0x2333_5DB0_E66D_996A
    );
    assert_eq!(fingerprint(&receipts), 0x8313_869D_167B_CA1B);
    assert_eq!(
        fingerprint(&serde_json::to_vec(&shop.rules(&p)).unwrap()),
        0x390B_8266_FF50_E93E
    );
}

#[test]
fn a_restricted_receipt_names_a_sku_once_and_adds_up() {
    let w = Workload::restricted(500, 100);
    let mut dropped = 0;
    for (kept, whole) in w.receipts.iter().zip(w.shop.receipts(&Params {
        rules: 10_000,
        ..Params::original(500)
    })) {
        let mut skus: Vec<&str> = kept.lines.iter().map(|l| l.sku.as_str()).collect();
        skus.sort_unstable();
        skus.dedup();
        assert_eq!(skus.len(), kept.lines.len());
        let sum: i64 = kept.lines.iter().map(|l| peers::workload::minor(&l.amount)).sum();
        assert_eq!(sum, peers::workload::minor(&kept.total));
        dropped += whole.lines.len() - kept.lines.len();
    }
    assert!(dropped > 0, "the restriction must have something to do");
}

#[test]
fn the_indexed_native_evaluator_agrees_with_the_plain_loop() {
    let w = Workload::restricted(500, 1_000);
    let dictionary = Dictionary::new(&w.shop.catalog);
    let rules = native::compile(&dictionary, &w.rules);
    let mut indexed = Indexed::new(&rules, &dictionary);
    let mut discounted = 0;
    for r in &w.receipts {
        let r = native::Receipt::new(&dictionary, r);
        let expected = native::discount(&rules, &r);
        assert_eq!(indexed.discount(&r), expected);
        discounted += u32::from(expected > 0);
    }
    assert!(discounted > 200, "only {discounted} of 500 receipts have a discount");
}

/// What the engine is given is what the native evaluator computes with.
#[test]
fn a_translated_receipt_is_the_same_receipt() {
    let w = Workload::restricted(100, 10);
    let clients = peers::translate::clients(&w.receipts);
    for r in &w.receipts {
        let read = peers::translate::read(r);
        assert_eq!(read.lines.len(), r.lines.len());
        let sum: rust_decimal::Decimal = read
            .lines
            .iter()
            .map(|l| {
                (l.quantity * l.price).round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
            })
            .sum();
        assert_eq!(sum, r.total.parse().unwrap());
        let known = read.client.as_ref().and_then(|key| clients.find(key));
        assert_eq!(
            known.map(|c| c.properties.len()),
            r.client.as_ref().map(|c| c.segments.len())
        );
    }
}

/// The check that stands before the timing in `benches/decide.rs`, on fewer receipts.
#[test]
fn perk_decides_as_the_hand_written_rules_do() {
    let w = Workload::restricted(500, 1_000);
    let sum = peers::contest::Contest::new(&w, 1_000).agree();
    assert!(sum > 0);
}
