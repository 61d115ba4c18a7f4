//! Plan files: there and back, every refusal, hostile bytes. `PERK_LONG=1` mutates 100 000 plans instead of 10 000.

use perk_plan::codec::{self, DecodeError, MAGIC, Stamp};
use perk_plan::plan::Window;
use perk_plan::{LocalTime, decode, encode, plan_hash, verify};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::sample;

/// Where the parts of a file stand (docs/reference/plan-file.md).
const VERSION_AT: usize = 4;
const FLAGS_AT: usize = 6;
const HEAD_LENGTH_AT: usize = 8;
const BODY_LENGTH_AT: usize = 12;
const HASH_AT: usize = 20;
const HEAD_AT: usize = 52;

fn refused(bytes: &[u8]) -> DecodeError {
    let error = codec::read(bytes).expect_err("refused");
    assert!(!error.to_string().is_empty());
    error
}

#[test]
fn a_plan_goes_there_and_back() {
    let plan = sample::plan();
    let bytes = encode(&plan);
    assert_eq!(bytes[..4], MAGIC);
    assert_eq!(decode(&bytes), Ok(plan.clone()));
    assert_eq!(encode(&plan), bytes, "the same plan gives the same bytes");
    let file = codec::read(&bytes).unwrap();
    assert_eq!((file.name.as_str(), file.stamp), ("Coffee House", Stamp::default()));
    assert_eq!(file.hash.to_string(), plan_hash(&plan));
    assert_eq!(file.body_bytes, codec::body_of(&plan).len());
    let hash = plan_hash(&plan);
    assert!(hash.starts_with("blake3:") && hash.len() == 7 + 64, "{hash}");
    assert_eq!(
        hash,
        format!("blake3:{}", blake3::hash(&codec::body_of(&plan)).to_hex())
    );
}

#[test]
fn serial_and_validity_are_beside_the_hash() {
    let plan = sample::plan();
    let stamp = Stamp {
        serial: 42,
        validity: Some(Window {
            from: Some(LocalTime(0)),
            to: None,
        }),
    };
    let bytes = codec::encode_with(&plan, &stamp);
    let file = codec::read(&bytes).unwrap();
    assert_eq!(file.stamp, stamp);
    assert_eq!(file.hash.to_string(), plan_hash(&plan));
    assert_ne!(bytes, encode(&plan));
}

#[test]
fn equal_decimals_have_one_spelling() {
    let (mut one, mut other) = (sample::plan(), sample::plan());
    one.ladders[0].steps[1].reward = perk_plan::plan::Reward::Percent(Decimal::new(75, 1));
    other.ladders[0].steps[1].reward = perk_plan::plan::Reward::Percent(Decimal::new(7500, 3));
    assert_eq!(encode(&one), encode(&other));
    assert_eq!(decode(&encode(&other)), Ok(one));
}

#[test]
fn decimals_of_every_size_survive() {
    for number in [
        Decimal::MAX,
        Decimal::MIN,
        Decimal::ZERO,
        Decimal::new(1, 28),
        Decimal::new(-5, 3),
    ] {
        let mut plan = sample::plan();
        plan.items[2].code = vec![perk_plan::Op::Number(number)];
        assert_eq!(decode(&encode(&plan)), Ok(plan));
    }
}

#[test]
fn each_refusal_says_what_and_where() {
    let good = encode(&sample::plan());
    let change = |at: usize, byte: u8| {
        let mut bytes = good.clone();
        bytes[at] = byte;
        bytes
    };
    let error = refused(b"");
    assert_eq!((error.code(), error.offset()), ("plan-magic", Some(0)));
    assert!(error.to_string().contains("empty"));
    let error = refused(b"retailer \"Coffee House\" {");
    assert_eq!(error.code(), "plan-magic");
    assert!(error.to_string().contains("\"reta\""), "{error}");
    assert_eq!(refused(b"PER").code(), "plan-magic");
    assert_eq!(
        refused(b"PERK"),
        DecodeError::Truncated {
            offset: 4,
            needed: 2,
            found: 0
        }
    );
    assert_eq!(
        refused(&change(VERSION_AT, 2)),
        DecodeError::UnknownVersion { found: 2, supported: 1 }
    );
    assert!(refused(&change(VERSION_AT, 2)).to_string().contains("newer perk"));
    assert!(
        refused(&change(VERSION_AT, 0))
            .to_string()
            .contains("build the plan anew")
    );
    assert_eq!(refused(&change(FLAGS_AT, 1)), DecodeError::UnknownFlags { found: 1 });
    assert_eq!(refused(&change(HEAD_LENGTH_AT + 3, 0x7F)).code(), "plan-head-too-large");
    assert_eq!(refused(&change(HEAD_AT + 1, b'T')).code(), "plan-head-damaged");
    // The hash stands under the head's checksum, a body byte does not.
    assert_eq!(refused(&change(HASH_AT, good[HASH_AT] ^ 1)).code(), "plan-head-damaged");
    let last = good.len() - 1;
    assert_eq!(refused(&change(last, good[last] ^ 1)).code(), "plan-hash");
    assert_eq!(refused(&change(BODY_LENGTH_AT + 7, 0xFF)).code(), "plan-head-damaged");
    let mut longer = good.clone();
    longer.extend_from_slice(b"xy");
    assert_eq!(
        refused(&longer),
        DecodeError::TrailingBytes {
            offset: good.len(),
            count: 2
        }
    );
    for length in 0..good.len() {
        let code = refused(&good[..length]).code();
        assert!(matches!(code, "plan-magic" | "plan-truncated"), "{length}: {code}");
    }
}

#[test]
fn a_body_must_be_whole_canonical_and_of_the_same_name() {
    let plan = sample::plan();
    let body = codec::body_of(&plan);
    assert_eq!(decode(&codec::wrap_any_body(&plan.name, &body)), Ok(plan.clone()));
    assert_eq!(refused(&codec::wrap_any_body("Other", &body)).code(), "plan-name");
    let mut longer = body.clone();
    longer.push(0);
    assert_eq!(
        refused(&codec::wrap_any_body(&plan.name, &longer)).code(),
        "plan-trailing-bytes"
    );
    let error = refused(&codec::wrap_any_body(&plan.name, &body[..body.len() - 1]));
    assert_eq!(error.code(), "plan-malformed");
    // The first byte is the length of the name; two bytes can say the same.
    let mut longer = vec![body[0] | 0x80, 0];
    longer.extend_from_slice(&body[1..]);
    let error = refused(&codec::wrap_any_body(&plan.name, &longer));
    assert_eq!(error.code(), "plan-not-canonical");
    let body_at = encode(&plan).len() - body.len();
    assert_eq!(error.offset(), Some(body_at));
}

#[test]
fn a_signed_plan_is_refused_clearly() {
    let plan = sample::plan();
    let bytes = codec::wrap_signed(&plan.name, vec![7; 64], &codec::body_of(&plan));
    let error = refused(&bytes);
    assert_eq!(error, DecodeError::Signed);
    assert!(error.to_string().contains("not supported yet"));
}

#[test]
fn a_claimed_length_of_gigabytes_costs_nothing() {
    let plan = sample::plan();
    // The name's length is claimed to be 2^63 - 1, then the number of texts.
    let mut body = vec![0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];
    body.extend_from_slice(&codec::body_of(&plan));
    assert_eq!(
        refused(&codec::wrap_any_body(&plan.name, &body)).code(),
        "plan-malformed"
    );
    let mut file = encode(&plan);
    file[BODY_LENGTH_AT..BODY_LENGTH_AT + 8].copy_from_slice(&u64::MAX.to_le_bytes());
    assert_eq!(refused(&file).code(), "plan-head-damaged");
}

/// Changes a body in one of the ways in which bytes go wrong.
fn mutate(body: &mut Vec<u8>, kind: u8, at: usize, byte: u8) {
    let at = at % body.len().max(1);
    match kind % 16 {
        0..=5 => body[at] ^= 1 << (byte % 8),
        6..=12 => body[at] = byte % 32,
        13 => body.insert(at, byte),
        14 => {
            body.remove(at);
        }
        _ => {
            let end = (at + 1 + usize::from(byte % 7)).min(body.len());
            let copy: Vec<u8> = body[at..end].to_vec();
            let to = usize::from(byte) * 7 % body.len();
            body.splice(to..to, copy);
        }
    }
}

#[test]
fn mutated_plans_are_refused_or_are_plans() {
    // A small generator of its own, so that the run is the same everywhere.
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let plan = sample::plan();
    let original = codec::body_of(&plan);
    let (mut malformed, mut refused, mut verified) = (0, 0, 0);
    let long = std::env::var_os("PERK_LONG").is_some();
    for _ in 0..if long { 100_000 } else { 10_000 } {
        let mut body = original.clone();
        for _ in 0..1 + next() % 2 {
            mutate(&mut body, next() as u8, next() as usize, next() as u8);
        }
        let bytes = codec::wrap_any_body(&plan.name, &body);
        match codec::read(&bytes) {
            Err(error) => {
                assert!(!error.to_string().is_empty());
                malformed += 1;
            }
            Ok(file) => {
                // What was read is what would be written, whatever it says.
                assert_eq!(encode(&file.plan), bytes);
                // Text of any plan, verified or not.
                assert!(!perk_plan::listing::plan(&file.plan).is_empty());
                match verify(file.plan) {
                    Ok(_) => verified += 1,
                    Err(error) => {
                        assert!(!error.message.is_empty() && !error.place.is_empty());
                        refused += 1;
                    }
                }
            }
        }
    }
    // All three outcomes were met often, so none of them hides the others.
    assert!(
        malformed > 1_000 && refused > 1_000 && verified > 200,
        "{malformed} {refused} {verified}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn arbitrary_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(codec::read(&bytes).is_err());
        let mut magic = MAGIC.to_vec();
        magic.extend_from_slice(&[1, 0, 0, 0]);
        magic.extend_from_slice(&bytes);
        prop_assert!(codec::read(&magic).is_err());
    }

    #[test]
    fn arbitrary_bodies_never_panic(body in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = codec::read(&codec::wrap_any_body("", &body));
    }
}
