//! What analyses say of small programmes, and where they keep silent although it comes close.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests")]

use perk_compiler::db::RootDatabase;
use perk_compiler::diagnostic::{Diagnostic, Language};
use perk_compiler::semantics::{check, check_deeply};

#[path = "analyses/advice.rs"]
mod advice;
#[path = "analyses/coupons.rs"]
mod coupons;
#[path = "analyses/displaced.rs"]
mod displaced;
#[path = "analyses/limits.rs"]
mod limits;
#[path = "analyses/never.rs"]
mod never;
#[path = "analyses/steps.rs"]
mod steps;

const RETAILER: &str = "retailer \"Shop\" { currency RUB time zone \"Europe/Moscow\" }\n";

fn look(text: &str, deep: bool) -> Vec<Diagnostic> {
    let db = RootDatabase::default();
    let text = format!("{RETAILER}{text}");
    let programme = db.programme([("retailer.perk", text.as_str())], []);
    if deep {
        check_deeply(&db, programme)
    } else {
        check(&db, programme)
    }
}

/// The codes that are told of a programme, in the order of their places.
fn codes(text: &str) -> Vec<&'static str> {
    look(text, false).iter().map(|found| found.code.id).collect()
}

/// What a finding of a code says in English; the text of all findings when there is none.
fn message(text: &str, code: &str) -> String {
    let found = look(text, code.starts_with("PK111"));
    let of_code = found.iter().find(|found| found.code.id == code);
    match of_code {
        Some(found) => {
            assert!(!found.message(Language::Russian).is_empty());
            found.message(Language::English)
        }
        None => format!(
            "no {code}: {:?}",
            found.iter().map(|it| it.message(Language::English)).collect::<Vec<_>>()
        ),
    }
}
