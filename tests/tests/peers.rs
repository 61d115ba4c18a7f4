//! The peer workload of the benches is what it says: the original's data, and answers on which all agree.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test: a panic is its failure"
)]

#[path = "../benches/peers/mod.rs"]
mod peers;

use peers::native::{self, Bundles, Dictionary, Indexed};
use peers::rules::Kind;
use peers::workload::{Params, Shop, Workload};
use perk_tests::progress::long;

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

/// Rules, and the fingerprint of the discounts of all 10 000 receipts, eight bytes each, in the file `expected_N.csv` that
/// the original's naive evaluator writes for seed 42.
const EXPECTED: [(usize, u64); 5] = [
    (1, 0x1E47_135F_4FA6_257E),
    (10, 0xD3B8_73E2_1B0B_0B7A),
    (100, 0xF816_2598_E36C_E31C),
    (1_000, 0xACB8_7B9D_6AF7_7006),
    (10_000, 0x47D8_5958_D7B8_919A),
];

/// Three and six pieces of bundles of four, one and two of three, three times one of three, two and one of three, two times one of
/// two.
const BUNDLED: [&str; 5] = ["R002050", "R007504", "R007720", "R008240", "R009090"];

fn discounts(w: &Workload, n: usize, whose: Bundles) -> Vec<i64> {
    let dictionary = Dictionary::new(&w.shop.catalog);
    let rules = native::compile(&dictionary, &w.discounts(n));
    let receipts = w.receipts.iter().map(|r| native::Receipt::new(&dictionary, r));
    receipts.map(|r| native::discount(&rules, &r, whose)).collect()
}

/// Five receipts of the 10 000 have a bundle's product on several lines: three and six pieces are two bundles of four for
/// Perk, and one for the original, which looks at each line by itself. It takes 10 000 rules to meet them.
#[test]
fn the_plain_loop_gives_what_the_original_expects() {
    let w = Workload::new(10_000, 10_000);
    let most = if long() { 10_000 } else { 1_000 };
    for (n, expected) in EXPECTED.into_iter().filter(|(n, _)| *n <= most) {
        let found = discounts(&w, n, Bundles::OfLine);
        let bytes: Vec<u8> = found.iter().flat_map(|discount| discount.to_le_bytes()).collect();
        assert_eq!(fingerprint(&bytes), expected, "{n} rules");
        let of_product = discounts(&w, n, Bundles::OfProduct);
        let differ = found.iter().zip(&of_product).enumerate().filter(|(_, (x, y))| x != y);
        let differ: Vec<&str> = differ.map(|(at, _)| w.receipts[at].id.as_str()).collect();
        assert_eq!(differ, if n == 10_000 { BUNDLED.to_vec() } else { vec![] }, "{n} rules");
    }
}

#[test]
fn the_indexed_native_evaluator_agrees_with_the_plain_loop() {
    let w = Workload::new(500, 1_000);
    let dictionary = Dictionary::new(&w.shop.catalog);
    let rules = native::compile(&dictionary, &w.discounts(1_000));
    let mut indexed = Indexed::new(native::compile(&dictionary, &w.discounts(1_000)), &dictionary);
    let mut discounted = 0;
    for r in &w.receipts {
        let r = native::Receipt::new(&dictionary, r);
        let expected = native::discount(&rules, &r, Bundles::OfProduct);
        assert_eq!(indexed.discount(&r), expected);
        discounted += u32::from(expected > 0);
    }
    assert!(discounted > 200, "only {discounted} of 500 receipts have a discount");
}

/// What the engine is given is what the native evaluator computes with.
#[test]
fn a_translated_receipt_is_the_same_receipt() {
    let w = Workload::new(100, 10);
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

/// The check that stands before the timing in `benches/decide.rs`, on fewer receipts; in long mode on all of them.
#[test]
fn perk_decides_as_the_hand_written_rules_do() {
    if long() {
        let w = Workload::new(10_000, 10_000);
        for (n, _) in EXPECTED {
            assert!(peers::contest::Contest::new(&w, n).agree() > 0);
        }
        return;
    }
    let w = Workload::new(500, 1_000);
    for n in [1, 10, 100, 1_000] {
        assert!(peers::contest::Contest::new(&w, n).agree() > 0);
    }
}

/// Receipts on which pieces come free, or several for a price, whatever else lies on them: rare in the sample.
#[test]
fn perk_gives_free_pieces_and_bundles_as_the_hand_written_rules_do() {
    let mut w = Workload::new(10_000, 1_000);
    let dictionary = Dictionary::new(&w.shop.catalog);
    let mut sets = w.discounts(1_000);
    sets.retain(|r| matches!(r.kind, Kind::BuyGet { .. } | Kind::NForPrice { .. }));
    let rules = native::compile(&dictionary, &sets);
    w.receipts
        .retain(|r| native::discount(&rules, &native::Receipt::new(&dictionary, r), Bundles::OfProduct) > 0);
    assert_eq!(w.receipts.len(), 16);
    peers::contest::Contest::new(&w, 1_000).agree();
}
