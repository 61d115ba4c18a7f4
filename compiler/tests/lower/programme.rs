//! Programmes of a test and their plans.

use std::sync::Arc;

use perk_compiler::db::{DataFile, Programme, RootDatabase, SourceFile};
use perk_compiler::link::{self, Linked, NoPlan};
use perk_compiler::semantics;
use perk_plan::listing::{self, Lang};
use perk_plan::{Plan, verify};

pub(crate) const RETAILER: &str = "retailer \"Shop\" { currency RUB }\n";

/// A database with one programme.
pub(crate) fn programme(files: &[(&str, &str)], data: &[(&str, &str)]) -> (RootDatabase, Programme) {
    let db = RootDatabase::watched();
    let files = files
        .iter()
        .map(|(path, text)| SourceFile::new(&db, Arc::from(*path), Arc::from(*text)))
        .collect();
    let data = data
        .iter()
        .map(|(path, text)| DataFile::new(&db, Arc::from(*path), Arc::from(text.as_bytes())))
        .collect();
    let programme = Programme::new(&db, files, data);
    (db, programme)
}

/// The linked plan of a programme, which must have no errors and pass the verifier.
#[track_caller]
pub(crate) fn linked(db: &RootDatabase, programme: Programme) -> Linked {
    match link::plan(db, programme) {
        Ok(linked) => {
            verify(linked.plan.clone()).unwrap_or_else(|error| panic!("{error}\n{}", listing::plan(&linked.plan)));
            linked.clone()
        }
        Err(NoPlan::Link(error)) => panic!("{error}"),
        Err(NoPlan::Errors) => {
            let shown: Vec<String> = semantics::check(db, programme)
                .iter()
                .map(|found| format!("{} {:?} {:?}", found.code.id, found.location, found.params))
                .collect();
            panic!("{}", shown.join("\n"))
        }
    }
}

/// The plan of files with data beside them.
#[track_caller]
pub(crate) fn plan_of(files: &[(&str, &str)], data: &[(&str, &str)]) -> Plan {
    let (db, programme) = programme(files, data);
    linked(&db, programme).plan
}

/// The plan of declarations beside a retailer.
#[track_caller]
pub(crate) fn plan(text: &str) -> Plan {
    plan_of(&[("retailer.perk", RETAILER), ("shop.perk", text)], &[])
}

/// A text of a plan.
pub(crate) fn text(plan: &Plan, id: u32) -> &str {
    &plan.texts[usize::try_from(id).unwrap()]
}

/// Every condition of a promotion in English words.
pub(crate) fn conditions(plan: &Plan, promotion: usize) -> Vec<String> {
    let promotion = &plan.promotions[promotion];
    (0..promotion.conditions)
        .map(|number| listing::condition_of(plan, promotion, number, Lang::English).unwrap())
        .collect()
}

/// The program of a named product selection in English words.
pub(crate) fn items(plan: &Plan, name: &str) -> String {
    let named = plan
        .items
        .iter()
        .find(|it| it.name.is_some_and(|id| text(plan, id) == name));
    listing::condition(plan, &named.expect(name).code, Lang::English)
}
