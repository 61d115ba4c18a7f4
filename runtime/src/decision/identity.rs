//! The name of a decision: a hash of what was decided upon and of the amounts that came out; knows no explanation and no
//! place in a source, so a folder and a plan file name the same decision alike.

use std::fmt::Write as _;

use perk_plan::Receipt;

use crate::engine::Engine;
use crate::explain::words;
use crate::intake::Case;
use crate::intake::client::Client;
use crate::outcome::Outcome;

/// Names a decision after the plan, the receipt (its instant among them), what was known of the client, and the amounts.
/// The amounts follow from these and from the catalogue: two catalogues that give the same money give the same name.
pub(super) fn name(engine: &Engine, receipt: &Receipt, case: &Case, outcome: &Outcome) -> String {
    let mut hasher = blake3::Hasher::new();
    part(&mut hasher, engine.plan_hash());
    part(&mut hasher, &receipt.to_json());
    part(&mut hasher, &client(&case.client));
    for code in &case.coupons.codes {
        let refused = code.refused.map_or("", |refusal| refusal.name());
        part(&mut hasher, refused);
        hasher.update(&code.coupon.unwrap_or(u16::MAX).to_le_bytes());
    }
    for line in &outcome.lines {
        hasher.update(&line.net.to_le_bytes());
    }
    // In which order promotions of a scheme were worked out says nothing.
    let mut applied: Vec<_> = outcome.applied.iter().collect();
    applied.sort_unstable_by_key(|applied| (applied.scheme, applied.promotion));
    for applied in applied {
        hasher.update(&applied.promotion.to_le_bytes());
        hasher.update(&applied.amount.to_le_bytes());
    }
    for used in super::consumes::before(engine, case, outcome) {
        hasher.update(&used.to_le_bytes());
    }
    hasher.update(&outcome.net.to_le_bytes());
    format!("blake3:{}", hasher.finalize().to_hex())
}

/// A text with its length before it, so that no two texts can be cut elsewhere and read alike.
fn part(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
    hasher.update(text.as_bytes());
}

/// What was known of the client and could be asked for.
fn client(client: &Client) -> String {
    let mut said = words::status(client.status).to_owned();
    // Writing into a text cannot fail.
    let _ = write!(
        said,
        "\n{:?} {:?} {:?} {:?}",
        client.id, client.birthday, client.registered, client.visits
    );
    for text in &client.texts {
        let _ = write!(said, "\n{text:?}");
    }
    said
}
